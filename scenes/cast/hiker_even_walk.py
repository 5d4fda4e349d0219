"""A walk through many steps at once, for steps that are too quick to be told one by one."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from gd_math.typing import Floats
from scenes.cast.hiker_gait import stride_count, walk
from scenes.cast.hiker_ground import Ground
from scenes.cast.hiker_pose import HikerPose
from scenes.cast.hiker_stance import stand

SHUFFLE = 0.02
"""Scene units below which a way is no stride: the hiker only shifts the weight."""

SAMPLES_PER_STRIDE = 24


def middle(pose: HikerPose, ground: Ground) -> complex:
    """Return the middle between the boots, on the ground, as x + iy of the scene."""
    x = (pose.near_foot.real + pose.far_foot.real) / 2
    return complex(x, ground.height(x))


class EvenWalk:
    """The hiker at any time of a run whose steps take equally long, one walk for all that lead the same way.

    At time k the middle between the boots is at the point of step k, and evenly between two points meanwhile.

    Parameters
    ----------
    ground
        What to walk on.
    places
        Scene coordinates of the run's points.
    first
        The step with which the walk begins.
    height
        The hiker's height in scene units.
    """

    def __init__(self, ground: Ground, places: Sequence[float], first: int, height: float) -> None:
        self.ground, self.places, self.size = ground, places, height
        last = len(places) - 1
        ways = np.sign(np.diff(places))
        turns = (k for k in range(first + 1, last) if ways[k] * ways[k - 1] < 0)
        self.turns = [first, *turns, last]
        self._table = cache(self._timetable)

    def pose_at(self, time: float) -> HikerPose:
        """Return the pose at a time of the run's clock."""
        last = len(self.places) - 1
        time = min(time, float(last))
        x = float(np.interp(time, np.arange(last + 1), self.places))
        part = int(np.searchsorted(self.turns, min(int(time + 1e-9), last - 1), side="right")) - 1
        first, end = self.turns[part : part + 2]
        start, goal = self.places[first], self.places[end]
        ground, slope = self.ground.height, self.ground.slope
        if abs(goal - start) < SHUFFLE or time >= last:
            return stand(ground, slope, x, 1 if goal >= start else -1, height=self.size)
        if end - first == 1:
            share = (x - start) / (goal - start)
        else:
            shares, way = self._table(first, end)
            share = float(np.interp(x, way, shares))
        return walk(ground, slope, start, goal, share, height=self.size)

    def _timetable(self, first: int, end: int) -> tuple[Floats, Floats]:
        """Return shares of a walk, and where the middle between the boots is then, in rising order of it."""
        start, goal = self.places[first], self.places[end]
        ground, slope = self.ground.height, self.ground.slope
        count = stride_count(ground, slope, start, goal, height=self.size)
        shares = np.linspace(0.0, 1.0, SAMPLES_PER_STRIDE * count + 1)
        poses = (walk(ground, slope, start, goal, float(u), height=self.size) for u in shares)
        way = np.array([middle(pose, self.ground).real for pose in poses])
        order = np.argsort(way, kind="stable")
        return shares[order], way[order]
