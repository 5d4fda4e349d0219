"""What claims ask of runs on a map: arrived, left, diverging, to and fro, lowest, first to a level.

Everything is found from a run's places and from heights at any place, nothing from the project's own account.
Lengths are in the units of the map; steps are counted as sentences count them, from 1, and place k is where
step k led.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from gd_math.typing import Floats, Points

BEYOND_ALL = 1e30
"""Heights that no picture follows."""
LONGEST_PERIOD = 8
FINE = 4001
"""Places at which the way of a step is looked at."""


class MapRun:
    """One run over a function of two variables.

    Parameters
    ----------
    heights
        The function, at points ``(..., 2)``.
    run
        A single trajectory; its points and where its last step led are read, nothing else.
    """

    def __init__(self, heights: Callable[[Any], Floats], run: Any) -> None:
        self.heights, self.points = heights, np.asarray(run.points)
        self.left = bool(run.endings >= 3)
        self.beyond = np.clip(np.nan_to_num(np.asarray(run.beyond), nan=0.0), -1e30, 1e30)

    @property
    def steps(self) -> int:
        """How many steps it took."""
        return len(self.points) - 1

    @cached_property
    def values(self) -> Floats:
        """The heights at its places, shape (steps + 1,)."""
        with np.errstate(all="ignore"):
            return self.heights(self.points)

    @cached_property
    def moves(self) -> Floats:
        """The lengths of its steps, shape (steps,)."""
        moved: Floats = np.linalg.norm(np.diff(self.points, axis=0), axis=-1)
        return moved

    @property
    def stands(self) -> bool:
        """Whether no step moved it."""
        return not self.left and bool((self.points == self.points[0]).all())

    @property
    def into_undefined(self) -> bool:
        """Whether it left by a step on whose way the function has no value."""
        if not self.left:
            return False
        way = self.points[-1] + np.linspace(0, 1, FINE)[:, None] * (self.beyond - self.points[-1])
        return bool(np.isnan(self.heights(way)).any())

    @property
    def beyond_all_scales(self) -> bool:
        """Whether it left by a step to a height that no picture follows."""
        with np.errstate(all="ignore"):
            return self.left and not float(self.heights(self.beyond)) <= BEYOND_ALL

    @property
    def diverges(self) -> bool:
        """Whether it is on its way out: it left upwards, or is above its start and has just risen."""
        risen = self.steps > 0 and bool(self.values[-1] > max(self.values[0], self.values[-2]))
        return (self.beyond_all_scales and not self.into_undefined) or risen

    @property
    def falls(self) -> bool:
        """Whether every step led lower."""
        return self.steps > 0 and bool((np.diff(self.values) < 0).all())

    @property
    def jumps(self) -> bool:
        """Whether it ends going to and fro between the same places."""
        if self.steps < 2:
            return False
        periods = range(2, min(LONGEST_PERIOD + 1, len(self.points)))
        back = min(float(np.linalg.norm(self.points[-1 - p] - self.points[-1])) for p in periods)
        return back < 1e-6 * float(self.moves[-1])

    def first_to(self, level: float) -> int | None:
        """Return the first step after which it is at a height or below, 0 at its start; None without one."""
        there = np.flatnonzero(self.values <= level)
        return int(there[0]) if len(there) else None

    def distances(self, place: Points) -> Floats:
        """Return how far from a place it is after each step, shape (steps + 1,)."""
        away: Floats = np.linalg.norm(self.points - place, axis=-1)
        return away

    def since_within(self, place: Points, distance: float) -> int | None:
        """Return the step from which on it stays within a distance of a place; None if it does not."""
        outside = np.flatnonzero(self.distances(place) > distance)
        since = int(outside[-1]) + 1 if len(outside) else 0
        return since if since <= self.steps else None


def lowest(runs: Sequence[MapRun], slack: float = 1e-9) -> tuple[int, ...]:
    """Return who ends lowest, of those that did not leave; several where they are alike."""
    finals = np.array([np.inf if run.left else run.values[-1] for run in runs])
    if not np.isfinite(finals).any():
        return ()
    fallen = float(max(run.values[0] for run in runs) - finals.min())
    return tuple(np.flatnonzero(finals <= finals.min() + slack * fallen).tolist())


def first_to(runs: Sequence[MapRun], level: float) -> tuple[int, ...]:
    """Return who came to a height after the fewest steps; several where they tie, nobody if none did."""
    steps = [run.first_to(level) for run in runs]
    fewest = min((one for one in steps if one is not None), default=None)
    return tuple(k for k, one in enumerate(steps) if one is not None and one == fewest)


__all__ = ["MapRun", "first_to", "lowest"]
