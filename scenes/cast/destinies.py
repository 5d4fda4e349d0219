"""Where walkers ended: in which valley, on the way, or off the map; and where their start had sent them."""

from dataclasses import dataclass

import numpy as np

from gd_math.critical_points import CriticalPoints, critical_points
from gd_math.descent import descend
from gd_math.optimizers import GradientDescent
from gd_math.trajectory import Ending, Trajectory
from gd_math.typing import Integers, Points
from scenes.cast.terrain_block import Land

ARRIVED = 0.03
"""Distance to a valley's lowest point, as a share of the land's width, from which a walker is in it."""
EQUALLY_LOW = 1e-6
"""Difference in height, as a share of the land's, that makes no valley lower than another."""
SMALL_STEPS = 2000
SMALLNESS = 0.2
"""Step length of the walk that follows the slope closely, in units of one over the largest curvature."""

ON_THE_WAY, OFF_THE_MAP = -1, -2


@dataclass(frozen=True, slots=True, eq=False)
class Destinies:
    """The ends of a batch of runs.

    Parameters
    ----------
    points
        Valleys, passes and peaks of the land; the valleys from the lowest to the highest.
    ends
        For each walker the index of its valley, or `ON_THE_WAY`, or `OFF_THE_MAP`, ``(walkers,)``.
    lowest
        How many valleys are the lowest: more than one if they are equally low.
    sent
        The same for walkers from the same starts in very small steps.
    """

    points: CriticalPoints
    ends: Integers
    lowest: int
    sent: Integers

    @classmethod
    def of(cls, land: Land, run: Trajectory) -> "Destinies":
        """Return the ends of a batch of runs ``(steps + 1, walkers, 2)`` over a land."""
        objective = land.objective
        points = critical_points(objective, land.x_range, land.y_range)
        walkers = np.arange(run.points.shape[1])
        last = run.points[np.asarray(run.lengths, dtype=np.intp) - 1, walkers]
        ends = valleys_of(land, points.valleys, last)
        ends[run.endings >= Ending.NOT_FINITE] = OFF_THE_MAP
        heights = objective.value(points.valleys)
        alike = EQUALLY_LOW * (land.highest - land.lowest)
        lowest = int((heights <= heights.min(initial=np.inf) + alike).sum())
        return cls(points, ends, lowest, destined(land, points.valleys, run.points[0]))

    @property
    def arrived(self) -> int:
        """Return how many walkers are in a valley."""
        return int((self.ends >= 0).sum())

    @property
    def gone(self) -> int:
        """Return how many walkers have left the map."""
        return int((self.ends == OFF_THE_MAP).sum())

    @property
    def in_lowest(self) -> int:
        """Return how many walkers are in a lowest valley."""
        return int(((self.ends >= 0) & (self.ends < self.lowest)).sum())

    @property
    def reached(self) -> Integers:
        """Return the indices of the valleys with walkers."""
        return np.unique(self.ends[self.ends >= 0])

    @property
    def strayed(self) -> int:
        """Return how many walkers ended in another valley than that their start's slope leads to."""
        return int(((self.ends >= 0) & (self.sent >= 0) & (self.ends != self.sent)).sum())


def valleys_of(land: Land, valleys: Points, places: Points) -> Integers:
    """Return for places ``(n, 2)`` the index of the valley they are in, or why they are in none."""
    width = max(land.x_range[1] - land.x_range[0], land.y_range[1] - land.y_range[0])
    inside = land.contains(np.nan_to_num(places, nan=np.inf))
    found = np.full(len(places), ON_THE_WAY, dtype=np.intp)
    if len(valleys):
        distances = np.linalg.norm(np.nan_to_num(places)[:, None, :] - valleys[None, :, :], axis=-1)
        found = np.where(distances.min(axis=1) <= ARRIVED * width, distances.argmin(axis=1), ON_THE_WAY)
    return np.where(inside, found, OFF_THE_MAP)


def destined(land: Land, valleys: Points, places: Points) -> Integers:
    """Return for places ``(n, 2)`` the valley to which the slope leads from there in very small steps."""
    objective = land.objective
    x, y = np.meshgrid(land.grid.x[::8], land.grid.y[::8])
    bends = np.abs(objective.curvature(np.stack([x, y], axis=-1))).sum(axis=-1)
    largest = float(np.max(bends[np.isfinite(bends)], initial=1e-12))
    walk = descend(objective, places, GradientDescent(SMALLNESS / largest), SMALL_STEPS)
    return valleys_of(land, valleys, walk.points[np.asarray(walk.lengths) - 1, np.arange(len(places))])
