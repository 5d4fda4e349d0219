"""Runs that differ in how long their steps are: fixed lengths, and lengths that follow the slope."""

import math
from dataclasses import dataclass

import numpy as np

from gd_math.accounts.account import account
from gd_math.accounts.curve_runs import EQUAL, CurveRun
from gd_math.accounts.view_width import Margins
from gd_math.accounts.views import View, curve_views
from gd_math.objective import Objective
from gd_math.runs.descent import descend
from gd_math.runs.normalized_descent import NormalizedGradientDescent
from gd_math.runs.optimizers import GradientDescent
from gd_math.shape.curve_profile import Downhill
from gd_math.shape.ground import NEARLY_LEVEL, below
from gd_math.typing import Interval

CRAWL = 0.1
"""A run crawls when no step is longer than this share of the way to the minimum."""
SHORT = 0.1
"""A run settles when its last step is no longer than this share of its longest one."""
MARGINS = Margins(side=1.3, head=0.22, foot=0.05, far=2.5)
"""Room around the runs in the panels of a comparison."""
SAMPLES = 400
LONG = 0.02
"""A step is seen from this share of the picture's width on."""


@dataclass(frozen=True, slots=True, eq=False)
class StepRun(CurveRun):
    """One run: steps of a fixed length, or a rate times the slope.

    Parameters
    ----------
    size
        The length of every step, or the learning rate.
    follows_slope
        Whether `size` is multiplied by the slope.
    home
        The minimum downhill from the start, or None where there is none.
    """

    size: float
    follows_slope: bool
    home: float | None

    @property
    def first_rise(self) -> int | None:
        """The first step that lands higher than it started, counted from 0, or None."""
        return self.account.first_rise

    @property
    def overshoots(self) -> bool:
        """Whether the first rise is a jump over a valley: downhill is behind it afterwards."""
        k = self.first_rise
        return k is not None and bool(self.slopes[k] * self.slopes[k + 1] < 0)

    @property
    def rests(self) -> bool:
        """Whether it has come to a minimum, and its steps have become short beside the longest, or 0."""
        if not self.account.arrived or self.period or not self.last:
            return False
        lengths = np.abs(self.moves)
        return bool(self.slopes[-1] == 0.0 or lengths[-1] <= SHORT * lengths.max())

    @property
    def bounces(self) -> bool:
        """Whether it goes to and fro at its end: the last step goes back where the one before came from."""
        if self.period:
            return True
        moves = self.moves
        return self.stays and not self.rests and self.last > 1 and bool(moves[-1] * moves[-2] < 0)

    @property
    def comes_near(self) -> bool:
        """Whether it goes one way first and then only to and fro."""
        ways = np.sign(self.moves)
        turns = np.flatnonzero(ways[1:] * ways[:-1] < 0)
        if not self.stays or not len(turns) or turns[0] == 0:
            return False
        return bool(len(turns) == len(ways) - 1 - turns[0])

    @property
    def crawls(self) -> bool:
        """Whether it comes down step by step, but no step is longer than `CRAWL` of the way there was."""
        if self.home is None or not self.stays or not self.account.falls or self.account.arrived:
            return False
        longest = float(np.abs(self.moves).max(initial=0.0))
        return longest <= (1 + EQUAL) * CRAWL * abs(float(self.xs[0]) - self.home)

    @property
    def shortens(self) -> bool:
        """Whether no step is longer than the one before, and the last one shorter than the first."""
        lengths = np.abs(self.moves)
        return bool(len(lengths) > 1 and (np.diff(lengths) <= 0).all() and lengths[-1] < lengths[0])

    @property
    def lengthens(self) -> bool:
        """Whether every step is longer than the one before, and lands higher."""
        lengths = np.abs(self.run.steps[:, 0])
        return bool(len(lengths) > 1 and (np.diff(lengths) > 0).all() and self.account.rises)


@dataclass(frozen=True, slots=True, eq=False)
class StepComparison:
    """Runs from one start under three rules for the length of a step.

    Parameters
    ----------
    objective
        The function.
    runs
        Small fixed steps, large ones, and steps that follow the slope.
    view
        The part of the curve that shows them.
    """

    objective: Objective
    runs: tuple[StepRun, StepRun, StepRun]
    view: View

    @property
    def steep(self) -> bool:
        """Whether the ground at the start is steep beside what is seen of the curve."""
        slopes = np.abs(self.objective.slope(np.linspace(*self.view.x_range, SAMPLES)))
        steepest = float(np.max(slopes[np.isfinite(slopes)], initial=0.0))
        return abs(float(self.runs[2].slopes[0])) > NEARLY_LEVEL * steepest

    @property
    def decimals(self) -> int:
        """The fixed decimals with which heights are printed: two, or more where all of them are small."""
        highest = max(float(np.abs(one.run.values).max()) for one in self.runs)
        return 2 if highest >= 1 or highest == 0 else min(2 - math.floor(math.log10(highest)), 6)

    @property
    def long_first_step(self) -> bool:
        """Whether the first step that follows the slope is long enough to be seen."""
        (low, high), one = self.view.x_range, self.runs[2]
        return abs(one.size * float(one.slopes[0])) >= LONG * (high - low)


def compare_steps(
    objective: Objective,
    start: float,
    small: float,
    large: float,
    rate: float,
    steps: int,
    *,
    x_range: Interval | None = None,
    y_range: Interval | None = None,
) -> StepComparison:
    """Return the runs with small fixed steps, with large ones, and with steps that follow the slope.

    Parameters
    ----------
    objective
        A function of one variable.
    start
        x₀.
    small, large
        The lengths of the fixed steps.
    rate
        The learning rate of the steps that follow the slope.
    steps
        The step budget of each run.
    x_range, y_range
        What the lecturer wants to be shown.

    Raises
    ------
    ValueError
        Where f or its slope is not finite at the start.
    """
    rules = (NormalizedGradientDescent(small), NormalizedGradientDescent(large), GradientDescent(rate))
    runs = [descend(objective, start, rule, steps) for rule in rules]
    whole, view = curve_views(objective, runs, MARGINS, x_range=x_range, y_range=y_range)
    found = below(objective, [[start]], whole.region)
    home = float(found.places[0, 0]) if found.kinds[0] in (Downhill.MINIMUM, Downhill.FLOOR) else None
    first, second, third = (account(objective, run, whole.region) for run in runs)
    told = (
        StepRun(first, small, False, home),
        StepRun(second, large, False, home),
        StepRun(third, rate, True, home),
    )
    return StepComparison(objective, told, view)


__all__ = ["StepComparison", "StepRun", "compare_steps"]
