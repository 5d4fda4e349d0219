"""Runs that differ in their learning rate only, and what theory says about each of them.

Near a minimum with curvature L one step multiplies the distance to it by 1 − αL: up to α = 1/L the run slides
down on one side, from there to 2/L it jumps from side to side and still comes closer, above 2/L every jump is
longer than the one before. On a quadratic this holds everywhere.

Source: Nesterov, "Lectures on Convex Optimization" (2018), section 2.1.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from gd_math.descent import descend
from gd_math.minima import downhill_minimum
from gd_math.objective import Objective
from gd_math.optimizers import GradientDescent
from gd_math.trajectory import Trajectory
from gd_math.typing import Floats

CRAWL = 0.9
"""A rate is small when a step leaves more than this share of the distance."""

DONE = 0.99
"""Share of the way after which a run counts as arrived."""

_FLAT = 1e-6
"""Curvatures below this share of the one at the start are those of a flat bottom: there is no limit 2/L."""


class Verdict(StrEnum):
    """What a learning rate is on a curve."""

    SMALL = "small"
    GOOD = "good"
    LARGE = "large"
    BORDERLINE = "borderline"
    UNSTABLE = "unstable"


@dataclass(frozen=True, slots=True)
class RateRun:
    """One run of the comparison.

    Parameters
    ----------
    rate
        The learning rate α.
    run
        What it did.
    minimum
        The minimum that the run ends near, or None where there is none.
    verdict
        What theory says; None where the run does not move or nothing is known.
    """

    rate: float
    run: Trajectory
    minimum: float | None
    verdict: Verdict | None

    @property
    def xs(self) -> Floats:
        """Return the positions x₀ … x_n; of a run that diverged also the first one beyond all bounds."""
        xs = self.run.points[:, 0]
        if not self.run.outcome.diverged:
            return xs
        with np.errstate(over="ignore"):
            beyond = xs[-1] - self.rate * self.run.gradients[-1, 0]
        return np.append(xs, beyond)

    @property
    def losses(self) -> Floats:
        """Return the losses f(x₀) … f(x_n); beyond all bounds a loss is infinite, up or down."""
        values = self.run.values
        if not self.run.outcome.diverged:
            return values
        return np.append(values, -np.inf if values[-1] < values[0] else np.inf)

    @property
    def last(self) -> int:
        """Return the number of steps that are drawn."""
        return len(self.xs) - 1

    @property
    def way_done(self) -> Floats | None:
        """Return which share of the way to the minimum is done after every step, shape (n + 1,)."""
        if self.minimum is None or self.xs[0] == self.minimum:
            return None
        away: Floats = np.abs((self.xs - self.minimum) / (self.xs[0] - self.minimum))
        return 1.0 - away

    @property
    def arrival(self) -> int | None:
        """Return the first step after which `DONE` of the way is done for good, or None."""
        if self.way_done is None:
            return None
        before = np.flatnonzero(self.way_done < DONE)
        return int(before[-1]) + 1 if before[-1] < self.last else None

    @property
    def creeps(self) -> bool:
        """Tell whether no step is longer than 1 − `CRAWL` of the way."""
        if self.minimum is None or self.last < 1:
            return False
        return bool(np.abs(np.diff(self.xs)).max() <= (1 - CRAWL) * abs(self.xs[0] - self.minimum))

    @property
    def jumps(self) -> bool:
        """Tell whether a step goes back where the one before came from."""
        ways = np.sign(np.diff(self.xs))
        return bool((ways[1:] * ways[:-1] < 0).any())

    @property
    def crosses(self) -> bool:
        """Tell whether every step lands on the other side of the valley, and none further away."""
        if self.minimum is None or self.last < 1:
            return False
        away = self.xs - self.minimum
        return bool((away[1:] * away[:-1] < 0).all() and (np.diff(np.abs(away)) <= 0).all())

    @property
    def climbs(self) -> bool:
        """Tell whether every step lands higher than the one before."""
        return self.last > 0 and bool((np.diff(self.losses) > 0).all())


def compare_rates(
    objective: Objective, start: float, rates: Sequence[float], steps: int
) -> tuple[RateRun, ...]:
    """Return the runs of all `rates` from one start, computed in one call.

    Raises
    ------
    ValueError
        Where f or its slope is not finite at the start.
    """
    descend(objective, start, GradientDescent(rates[0]), 0)  # a single run says why it cannot start
    runs = descend(objective, start, GradientDescent(np.array(rates)), steps)
    compared = []
    for index, rate in enumerate(rates):
        run = runs[index]
        minimum = None if run.growing else _minimum_below(objective, float(run.points[-1, 0]))
        one = RateRun(rate, run, minimum, None)
        compared.append(replace(one, verdict=_judge(objective, one)))
    return tuple(compared)


def limiting_curvature(objective: Objective, runs: Sequence[RateRun]) -> float | None:
    """Return the curvature L that sets the limits 1/L and 2/L for all `runs`, or None.

    It is the one at the minimum downhill from the start, unless a run settled near another one.
    """
    start = float(runs[0].xs[0])
    minimum = _minimum_below(objective, start)
    if minimum is None:
        return None
    reach = 1e-6 * max(1.0, abs(start - minimum))
    if any(run.minimum is not None and abs(run.minimum - minimum) > reach for run in runs):
        return None
    return _curvature(objective, start, minimum)


def _minimum_below(objective: Objective, x: float) -> float | None:
    """Return the minimum downhill from `x`; a flat one only where the objective knows it as well."""
    found = downhill_minimum(objective, x)
    if found is None:
        return None
    minimum = float(found[0])
    if _curvature(objective, x, minimum) is not None:
        return minimum
    known = objective.minima[:, 0]
    near = known[np.abs(known - minimum) < 1e-3]
    return float(near[0]) if len(near) else None


def _curvature(objective: Objective, start: float, minimum: float) -> float | None:
    """Return the curvature f″ at a minimum, or None where its bottom is flat."""
    here, there = (float(objective.curvature(np.array([x]))[0, 0]) for x in (minimum, start))
    return here if here > _FLAT * abs(there) and math.isfinite(here) else None


def is_parabola(objective: Objective) -> bool:
    """Tell whether the curvature is the same everywhere in the domain, so that the limit holds everywhere."""
    low, high = objective.domain[0]
    curvatures = objective.curvature(np.linspace(low, high, 23)[:, None])[:, 0, 0]
    return bool(np.isfinite(curvatures).all() and np.ptp(curvatures) <= 1e-9 * np.abs(curvatures).max())


def zone(pull: float) -> int:
    """Return where αL lies: 0 up to 1 (one side), 1 up to 2 (from side to side), 2 from there on."""
    at_one, at_two = (math.isclose(pull, border, rel_tol=1e-9) for border in (1.0, 2.0))
    return 0 if pull < 1 or at_one else 1 if pull < 2 and not at_two else 2


def _judge(objective: Objective, one: RateRun) -> Verdict | None:
    start = float(one.xs[0])
    if one.run.gradients[0, 0] == 0.0:
        return None
    nearest = one.minimum if one.minimum is not None else _minimum_below(objective, start)
    curvature = None if nearest is None else _curvature(objective, start, nearest)
    if curvature is not None and math.isclose(one.rate * curvature, 2.0, rel_tol=1e-9):
        return Verdict.BORDERLINE
    if one.run.growing:
        return Verdict.UNSTABLE
    if curvature is None:
        return _judge_by_steps(one)
    if zone(one.rate * curvature) == 0:
        return Verdict.SMALL if 1.0 - one.rate * curvature > CRAWL else Verdict.GOOD
    return (Verdict.LARGE, Verdict.UNSTABLE)[zone(one.rate * curvature) - 1]


def _judge_by_steps(one: RateRun) -> Verdict | None:
    """Return the verdict where no curvature is known: at flat bottoms, from what the steps did."""
    if one.minimum is None or not one.last:
        return None
    away = one.xs - one.minimum
    if (away[1:] * away[:-1] < 0).any():
        return Verdict.LARGE
    return Verdict.SMALL if one.creeps else Verdict.GOOD
