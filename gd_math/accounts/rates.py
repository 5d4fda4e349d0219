"""Runs that differ in their learning rate only, and what theory says about each of them.

Near a minimum with curvature L one step multiplies the distance to it by 1 − αL: up to α = 1/L the run slides
down on one side, from there to 2/L it jumps from side to side and still comes closer, above 2/L every jump is
longer than the one before. On a quadratic this holds everywhere; on other curves only near the minimum, and a
run from further away may do otherwise. What a run did always comes first.

Source: Nesterov, "Lectures on Convex Optimization" (2018), section 2.1.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from gd_math.accounts.account import accounts
from gd_math.accounts.curve_runs import CurveRun
from gd_math.accounts.endings import End
from gd_math.accounts.view_width import Margins
from gd_math.accounts.views import View, curve_views
from gd_math.objective import Objective
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.shape.curve_profile import Downhill
from gd_math.shape.ground import below
from gd_math.shape.lie import has_kink
from gd_math.shape.steepness import curvature_at
from gd_math.typing import Floats, Interval

CRAWL = 0.9
"""A rate is small when every step leaves more than this share of the distance."""
DONE = 0.99
"""Share of the way after which a run counts as arrived."""
LATE = 3
"""A rate is large when so many last steps (or all of fewer) jump across the minimum and come closer."""
NOISE = 1e-9
"""Distances below this share of the first one are left to the roundings."""
FLAT = 1e-6
"""Curvatures below this share of the one at the start are those of a flat bottom: there is no limit 2/L."""
MARGINS = Margins(side=1.3, head=0.5, foot=0.16, far=1.35, grounded=False)
"""Room around the runs in the panels of a comparison."""


class RateSize(StrEnum):
    """How large a rate is for what a run came to, told from the share of the distance that each step left."""

    SMALL = "small"
    GOOD = "good"
    LARGE = "large"


@dataclass(frozen=True, slots=True, eq=False)
class RateRun(CurveRun):
    """One run of a comparison.

    Parameters
    ----------
    rate
        The learning rate α.
    """

    rate: float

    @property
    def way_done(self) -> Floats | None:
        """Which share of the way to the minimum is done after every step, shape (n + 1,)."""
        away = self.away if self.stays else None
        if away is None or away[0] == 0.0:
            return None
        done: Floats = 1.0 - np.abs(away / away[0])
        return done

    @property
    def arrival(self) -> int | None:
        """The first step after which `DONE` of the way is done for good, or None."""
        done = self.way_done
        if done is None:
            return None
        before = np.flatnonzero(done < DONE)
        return int(before[-1]) + 1 if before[-1] < self.last else None

    @property
    def creeps(self) -> bool:
        """Whether no step is longer than 1 − `CRAWL` of the way."""
        away = self.away if self.stays else None
        return away is not None and bool(np.abs(self.moves).max(initial=0) <= (1 - CRAWL) * abs(away[0]))

    @property
    def left_over(self) -> Floats | None:
        """Which share of the distance each step left, negative across the minimum: 1 − αL on a quadratic."""
        away = self.away if self.stays else None
        if away is None:
            return None
        far = np.abs(away[:-1]) > NOISE * abs(away[0])
        shares: Floats = away[1:][far] / away[:-1][far]
        return shares

    @property
    def size(self) -> RateSize | None:
        """How large the rate is, or None where the run does not tell.

        Small where every step left more than `CRAWL` of the distance to the minimum; large where the last
        steps jumped across it and came closer; good where the run stayed on one side and has arrived, or did
        more than 1 − `CRAWL` of the distance with every step.
        """
        shares = self.left_over
        if shares is None or not len(shares) or self.period or self.end not in (End.ARRIVED, End.ON_ITS_WAY):
            return None
        late = shares[-LATE:]
        if (late < 0).all() and (late > -1).all() and self._nearer:
            return RateSize.LARGE
        if not (shares >= -NOISE).all():
            return None
        if (shares > CRAWL).all() and (shares < 1).all():
            return RateSize.SMALL
        return RateSize.GOOD if self.end is End.ARRIVED or (shares <= CRAWL).all() else None

    @property
    def crosses(self) -> bool:
        """Whether every step lands on the other side of the valley, and closer than the one before."""
        away = self.away if self.stays else None
        if away is None or self.last < 1:
            return False
        return bool((away[1:] * away[:-1] < 0).all() and (np.diff(np.abs(away)) < 0).all())

    @property
    def _nearer(self) -> bool:
        away = self.away
        return away is not None and bool(abs(away[-1]) < abs(away[0]))


@dataclass(frozen=True, slots=True, eq=False)
class RateComparison:
    """Runs from one start with ascending rates.

    Parameters
    ----------
    objective
        The function.
    runs
        One for each rate.
    view
        The part of the curve that shows them.
    """

    objective: Objective
    runs: tuple[RateRun, ...]
    view: View

    @property
    def home(self) -> float | None:
        """The minimum downhill from the start; None where there is none."""
        found = below(self.objective, [[self.runs[0].xs[0]]], self.runs[0].account.region)
        return float(found.places[0, 0]) if found.kinds[0] is Downhill.MINIMUM else None

    @property
    def curvature(self) -> float | None:
        """The curvature L that sets the limits 1/L and 2/L for all runs, or None.

        It is the one at the minimum downhill from the start, unless a run came to another one, or rests there
        against the limit. At a kink and at a flat bottom there is none.
        """
        home, region = self.home, self.runs[0].account.region
        if home is None or any(self._came_elsewhere(one, home) for one in self.runs):
            return None
        curvature = curvature_at(self.objective, home)
        at_start = float(self.objective.curvature([self.runs[0].xs[0]])[0, 0])
        if curvature is None or curvature <= FLAT * abs(at_start) or has_kink(self.objective, home, region):
            return None
        resting = (one for one in self.runs if one.end is End.ARRIVED and not one.period)
        return None if any(zone(one.rate * curvature) == 2 for one in resting) else curvature

    def zones(self, curvature: float) -> tuple[int | None, ...]:
        """Return for each run the zone of its rate, or None where the run did otherwise than it says.

        Below 2/L a run comes closer to the minimum, from there on it does not; where the curve is no
        parabola that holds near the minimum only, and a run from further away may escape all the same.
        """
        home, found = self.home, []
        for one in self.runs:
            where = zone(one.rate * curvature)
            found.append(where if (where == 2) != self._comes_closer(one, home) else None)
        return tuple(found)

    @staticmethod
    def _came_elsewhere(one: RateRun, home: float) -> bool:
        here = one.bottom
        return one.end is End.ARRIVED and here is not None and abs(here - home) > one.account.tolerance

    @staticmethod
    def _comes_closer(one: RateRun, home: float | None) -> bool:
        if home is None or not one.stays or one.period:
            return False
        return bool(abs(one.xs[-1] - home) < abs(one.xs[0] - home))

    @property
    def base(self) -> float:
        """What is taken off all losses, so that they have powers of ten: the lowest loss, or 0.

        It is taken off where it is negative, and where it hides how the losses differ: where the first one is
        less than twice as high. Losses that fall without end have none.
        """
        if any(one.end is End.FALLING for one in self.runs):
            return 0.0
        first = float(self.runs[0].heights[0])
        bottoms = {one.bottom for one in self.runs} | set(self.objective.minima[:, 0].tolist())
        minima = [float(self.objective(x)) for x in bottoms if x is not None]
        lowest = min([*(float(one.run.values.min()) for one in self.runs), *minima])
        if lowest < -1e-12 * abs(first):
            return lowest
        hides = minima and first < 2 * lowest and lowest == min(minima)
        return lowest if hides else 0.0

    @property
    def is_parabola(self) -> bool:
        """Whether the curvature is the same everywhere in the domain, so that the limit holds everywhere."""
        low, high = self.objective.domain[0]
        x = np.linspace(low, high, 23)
        slopes = self.objective.slope(x)
        if not np.isfinite(slopes).all():
            return False
        line = slopes[0] + (slopes[-1] - slopes[0]) * (x - low) / (high - low)
        return bool(np.abs(slopes - line).max() <= NOISE * np.abs(slopes).max())


def compare_rates(
    objective: Objective,
    start: float,
    rates: Sequence[float],
    steps: int,
    *,
    x_range: Interval | None = None,
    y_range: Interval | None = None,
) -> RateComparison:
    """Return the runs of all `rates` from one start, computed in one call, with the view that shows them.

    Parameters
    ----------
    objective
        A function of one variable.
    start
        x₀.
    rates
        Ascending.
    steps
        The step budget of each run.
    x_range, y_range
        What the lecturer wants to be shown.

    Raises
    ------
    ValueError
        Where f or its slope is not finite at the start.
    """
    descend(objective, start, GradientDescent(rates[0]), 0)  # a single run says why it cannot start
    batch = descend(objective, start, GradientDescent(np.array(rates)), steps)
    runs = [batch[k] for k in range(len(rates))]
    whole, view = curve_views(objective, runs, MARGINS, x_range=x_range, y_range=y_range)
    told = accounts(objective, batch, whole.region)
    return RateComparison(objective, tuple(map(RateRun, told, rates)), view)


def zone(pull: float) -> int:
    """Return where αL lies: 0 up to 1 (one side), 1 up to 2 (from side to side), 2 from there on."""
    at_one, at_two = (math.isclose(pull, border, rel_tol=1e-9) for border in (1.0, 2.0))
    return 0 if pull < 1 or at_one else 1 if pull < 2 and not at_two else 2


__all__ = ["RateComparison", "RateRun", "RateSize", "compare_rates", "zone"]
