"""Runs that differ in how long their steps are: fixed lengths, and lengths that follow the slope."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from gd_math.descent import descend
from gd_math.minima import downhill_minimum
from gd_math.normalized_descent import NormalizedGradientDescent
from gd_math.objective import Objective
from gd_math.optimizers import GradientDescent
from gd_math.trajectory import Trajectory
from gd_math.typing import Floats
from scenes.cast.plots import Range

SETTLED = 0.1
"""A run settles when its last step is no longer than this share of its longest one."""
CRAWL = 0.1
"""A run crawls when no step is longer than this share of the way to the minimum."""
EQUAL = 1e-9
"""Relative difference up to which two positions are the same place."""
SIDE_ROOM, HEAD_ROOM, FOOT_ROOM = 1.3, 1.22, 0.05
"""Room of the view beside, above and below what it shows, as shares of that."""
FURTHEST = 2.5
"""Positions further from the minimum than this many times the start are left outside the view."""
CURVE_SAMPLES = 400


class Fate(StrEnum):
    """What becomes of a run."""

    STAYS = "stays"
    CRAWLS = "crawls"
    ON_ITS_WAY = "on its way"
    BOUNCES = "bounces"
    SETTLES = "settles"
    ESCAPES = "escapes"


@dataclass(frozen=True, slots=True)
class StepRun:
    """One run: steps of a fixed length, or a rate times the slope.

    Parameters
    ----------
    size
        The length of every step, or the learning rate.
    follows_slope
        Whether `size` is multiplied by the slope.
    run
        What it did.
    minimum
        The minimum downhill from the start, or None where there is none.
    """

    size: float
    follows_slope: bool
    run: Trajectory
    minimum: float | None

    @property
    def xs(self) -> Floats:
        """Return the positions x₀ … x_n."""
        return self.run.points[:, 0]

    @property
    def heights(self) -> Floats:
        """Return the heights f(x₀) … f(x_n)."""
        return self.run.values

    @property
    def slopes(self) -> Floats:
        """Return the slopes f′(x₀) … f′(x_n)."""
        return self.run.gradients[:, 0]

    @property
    def moves(self) -> Floats:
        """Return the signed steps, shape (n,)."""
        return self.run.steps[:, 0]

    @property
    def last(self) -> int:
        """Return the number of steps."""
        return self.run.steps_taken

    @property
    def turns(self) -> bool:
        """Tell whether the last step goes back where the one before came from."""
        return self.last > 1 and bool(self.moves[-1] * self.moves[-2] < 0)

    @property
    def first_rise(self) -> int | None:
        """Return the first step that lands higher than it started, counted from 0, or None."""
        rises = np.flatnonzero(np.diff(self.heights) > 0)
        return int(rises[0]) if len(rises) else None

    @property
    def crosses(self) -> bool:
        """Tell whether the first rise is a jump over a valley: downhill is behind it afterwards."""
        k = self.first_rise
        return k is not None and bool(self.slopes[k] * self.slopes[k + 1] < 0)

    @property
    def two_places(self) -> tuple[float, float] | None:
        """Return the two positions between which the run jumps at its end, forever, or None."""
        if self.last < 3 or not self.turns:
            return None
        scale = EQUAL * max(1.0, abs(float(self.xs[-1])), abs(float(self.xs[-2])))
        if max(abs(self.xs[-1] - self.xs[-3]), abs(self.xs[-2] - self.xs[-4])) > scale:
            return None
        return float(self.xs[-2]), float(self.xs[-1])

    @property
    def fate(self) -> Fate:
        """Return what becomes of the run, told from its steps alone."""
        lengths = np.abs(self.moves)
        if not lengths.any():
            return Fate.STAYS
        if self.run.outcome.diverged:
            return Fate.ESCAPES
        longest, final = float(lengths.max()), float(lengths[-1])
        if final <= SETTLED * longest:
            return Fate.SETTLES
        if self.last > 1 and final > (1 + EQUAL) * float(lengths[-2]) and self.run.growing:
            return Fate.ESCAPES
        if self.turns:
            return Fate.BOUNCES
        if self.minimum is not None and longest <= (1 + EQUAL) * CRAWL * abs(
            float(self.xs[0]) - self.minimum
        ):
            return Fate.CRAWLS
        if self.follows_slope and self.run.growing:
            return Fate.ESCAPES
        return Fate.ON_ITS_WAY


def step_runs(
    objective: Objective, start: float, small: float, large: float, rate: float, steps: int
) -> tuple[StepRun, StepRun, StepRun]:
    """Return the runs with small fixed steps, with large ones, and with steps that follow the slope.

    Raises
    ------
    ValueError
        Where f or its slope is not finite at the start.
    """
    found = downhill_minimum(objective, start)
    minimum = None if found is None else float(found[0])
    fixed = tuple(
        StepRun(size, False, descend(objective, start, NormalizedGradientDescent(size), steps), minimum)
        for size in (small, large)
    )
    following = descend(objective, start, GradientDescent(rate), steps)
    return fixed[0], fixed[1], StepRun(rate, True, following, minimum)


def steps_view(objective: Objective, runs: Sequence[StepRun]) -> tuple[Range, Range]:
    """Return the ranges of x and f(x) that show the start, the valley's other side, and most positions."""
    start = float(runs[0].xs[0])
    home = runs[0].minimum if runs[0].minimum is not None else start
    away = np.abs(np.concatenate([run.xs for run in runs]) - home)
    near = FURTHEST * abs(start - home) or math.inf
    if runs[0].minimum is None:
        near = max(3.0 * float(np.abs(runs[1].xs - home).max()), 1e-9)
    reach = float(away[away <= near].max(initial=0.0)) or 1.0
    low, high = home - SIDE_ROOM * reach, home + SIDE_ROOM * reach
    drawn = objective(np.linspace(low, high, CURVE_SAMPLES))
    drawn = drawn[np.isfinite(drawn)]
    xs, heights = (np.concatenate([getattr(run, name) for run in runs]) for name in ("xs", "heights"))
    shown = heights[(xs >= low) & (xs <= high)]
    floor, ceiling = float(min(drawn.min(), shown.min())), float(shown.max())
    flat = 1e-9 * max(1.0, abs(floor))
    if floor < float(shown.min()) - 2 * (ceiling - float(shown.min())) - flat:
        floor = float(shown.min()) - max(ceiling - float(shown.min()), flat)
    if ceiling - floor <= flat:
        floor, ceiling = floor - 1.0, floor + 1.0
    rise = ceiling - floor
    bottom = 0.0 if 0.0 <= floor <= 0.3 * ceiling else floor - FOOT_ROOM * rise
    return (low, high), (bottom, floor + HEAD_ROOM * rise)


def decimals_of(runs: Sequence[StepRun]) -> int:
    """Return the fixed decimals with which heights are printed: two, or more where all of them are small."""
    highest = max(float(np.abs(run.heights).max()) for run in runs)
    return 2 if highest >= 1 or highest == 0 else min(2 - math.floor(math.log10(highest)), 6)
