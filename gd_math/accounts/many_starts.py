"""What became of many starts on one curve: its valleys, who came to which, and why others came to none."""

from dataclasses import dataclass

import numpy as np

from gd_math.accounts.account import NOWHERE, Accounts, accounts
from gd_math.accounts.basins import Basins
from gd_math.accounts.views import View
from gd_math.objective import Objective
from gd_math.runs.trajectory import Ending, Trajectory
from gd_math.shape.valleys import Valley, are_all, is_flat, nearest, valleys_of
from gd_math.typing import Floats, Integers

EQUALLY_LOW = 1e-6
"""Difference in height, as a share of the picture's, that makes no valley lower than another."""
SAMPLES = 800
LEAP = 0.1
"""A step leaps from this share of the view's width on."""


@dataclass(frozen=True, slots=True, eq=False)
class ManyStarts:
    """A curve, the runs that went down on it at once, and what is true of them.

    Parameters
    ----------
    objective
        A function of one variable.
    run
        The runs, one batch of points ``(steps + 1, n, 1)``.
    view
        What is looked at.
    valleys
        The valleys in it, the lowest first.
    lowest
        How many of them are equally low.
    accounts
        What happened in each run.
    homes
        The index of the valley in which each run has come to rest ``(n,)``, or `NOWHERE`.
    basins
        From which starts a run comes to which valley.
    """

    objective: Objective
    run: Trajectory
    view: View
    valleys: tuple[Valley, ...]
    lowest: int
    accounts: Accounts
    homes: Integers
    basins: Basins

    @classmethod
    def of(cls, objective: Objective, run: Trajectory, view: View, rate: float) -> "ManyStarts":
        """Tell what became of a batch of runs of shape (n,) with a learning rate."""
        valleys = valleys_of(objective, *view.x_range)
        heights = np.array([valley.height for valley in valleys])
        alike = EQUALLY_LOW * (view.y_range[1] - view.y_range[0])
        told = accounts(objective, run, view.region)
        return cls(
            objective=objective,
            run=run,
            view=view,
            valleys=valleys,
            lowest=int((heights <= heights.min(initial=np.inf) + alike).sum()),
            accounts=told,
            homes=homes(told, valleys),
            basins=Basins.of(objective, valleys, rate, view.x_range),
        )

    @property
    def heights(self) -> Floats:
        """The heights of the valleys ``(m,)``."""
        return np.array([valley.height for valley in self.valleys])

    @property
    def starts(self) -> int:
        """How many runs there are."""
        return len(self.accounts)

    @property
    def counts(self) -> list[int]:
        """How many runs rest in each valley."""
        return [int((self.homes == k).sum()) for k in range(len(self.valleys))]

    @property
    def good(self) -> int:
        """How many rest in a lowest valley."""
        return sum(self.counts[: self.lowest])

    @property
    def caught(self) -> int:
        """How many rest in a higher one."""
        return sum(self.counts[self.lowest :])

    @property
    def steps(self) -> int:
        """How many steps the longest run has, with the one by which it left."""
        left = np.asarray(self.run.endings >= Ending.NOT_FINITE)
        return int((np.asarray(self.run.lengths) - 1 + left).max(initial=0))

    @property
    def restless(self) -> bool:
        """Whether runs still leap in the second half of the steps."""
        late = self.run.points[self.steps // 2 :, :, 0]
        return bool((np.abs(np.diff(late, axis=0)) > LEAP * np.ptp(self.view.x_range)).any())

    @property
    def flat(self) -> bool:
        """Whether the curve is level wherever it is seen."""
        return is_flat(self.objective, *self.view.x_range)

    @property
    def complete(self) -> bool:
        """Whether the curve has no minima outside the picture."""
        return are_all(self.objective, *self.view.x_range)

    @property
    def falls_lower(self) -> bool:
        """Whether the curve is lower somewhere in the picture than in its lowest valley."""
        heights = self.objective(np.linspace(*self.view.x_range, SAMPLES))
        alike = EQUALLY_LOW * (self.view.y_range[1] - self.view.y_range[0])
        return bool(np.nanmin(heights) < self.heights.min(initial=np.inf) - alike)


def homes(told: Accounts, valleys: tuple[Valley, ...]) -> Integers:
    """Return the index of the valley in which each run has come to rest, or `NOWHERE`."""
    if not valleys:
        return np.full(len(told), NOWHERE, dtype=np.intp)
    found, away = nearest(valleys, told.last_points[:, 0])
    rests = np.array([one.rests for one in told]) & (away <= np.array([one.tolerance for one in told]))
    return np.where(rests, found, NOWHERE).astype(np.intp)
