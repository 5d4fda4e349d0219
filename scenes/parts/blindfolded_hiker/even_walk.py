"""A walk through many steps at once, for steps that are too quick to be told one by one."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from gd_math.typing import Floats
from scenes.parts.blindfolded_hiker.gait import LEAP, stride_count, walk
from scenes.parts.blindfolded_hiker.ground import Ground
from scenes.parts.blindfolded_hiker.pose import HikerPose
from scenes.parts.blindfolded_hiker.stance import stand

SHUFFLE = 0.02
"""Scene units below which a way is no stride: the hiker only shifts the weight."""

SAMPLES_PER_STRIDE = 24
MOST_TURNS_PER_SECOND = 1.4
"""Who would turn round more often is shown at every third, fifth … step only."""


def middle(pose: HikerPose, ground: Ground) -> complex:
    """Return the middle between the boots, on the ground, as x + iy of the scene."""
    x = (pose.near_foot.real + pose.far_foot.real) / 2
    return complex(x, ground.height(x))


class EvenWalk:
    """The hiker at any time of a run whose steps take equally long, one walk for all that lead the same way.

    At time k the middle between the boots is at the point of step k, and evenly between two points
    meanwhile.

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
    steps_per_second
        How quick the steps are: a walk to and fro that is too quick to be watched leaves steps out, an even
        number of them, so that the hiker still changes sides.
    """

    def __init__(
        self, ground: Ground, places: Sequence[float], first: int, height: float, steps_per_second: float
    ) -> None:
        self.ground, self.places, self.size = ground, np.asarray(places), height
        self.last = len(places) - 1
        ways = np.sign(np.diff(self.places))
        turns = [k for k in range(first + 1, self.last) if ways[k] * ways[k - 1] < 0]
        self.knots = np.arange(self.last + 1)
        self.ends = [first, *turns, self.last]
        rate = len(turns) * steps_per_second / max(self.last - first, 1)
        if rate > MOST_TURNS_PER_SECOND:
            every = 2 * int(np.ceil(steps_per_second / MOST_TURNS_PER_SECOND) // 2) + 1
            self.ends = [*range(first, self.last, every), self.last]
            self.knots = np.array(self.ends)
        self._table = cache(self._timetable)

    def between(self, time: float, values: Floats) -> float:
        """Return what is between the values ``(n + 1,)`` of the steps that are walked to, at a time."""
        return float(np.interp(time, self.knots, values[self.knots]))

    def pose_at(self, time: float) -> HikerPose:
        """Return the pose at a time of the run's clock."""
        time = min(time, float(self.last))
        x = self.between(time, self.places)
        step = min(int(time + 1e-9), self.last - 1)
        part = int(np.searchsorted(self.ends, step, side="right")) - 1
        first, end = self.ends[part : part + 2]
        start, goal = float(self.places[first]), float(self.places[end])
        ground, slope = self.ground.height, self.ground.slope
        if abs(goal - start) < SHUFFLE or time >= self.last:
            return stand(ground, slope, x, 1 if goal >= start else -1, height=self.size)
        if abs(goal - start) > LEAP * self.size:
            share = (x - start) / (goal - start)
        else:
            shares, way = self._table(first, end)
            share = float(np.interp(x, way, shares))
        return walk(ground, slope, start, goal, share, height=self.size)

    def _timetable(self, first: int, end: int) -> tuple[Floats, Floats]:
        """Return shares of a walk, and where the middle between the boots is then, in rising order of it."""
        start, goal = float(self.places[first]), float(self.places[end])
        ground, slope = self.ground.height, self.ground.slope
        count = stride_count(ground, slope, start, goal, height=self.size)
        shares = np.linspace(0.0, 1.0, SAMPLES_PER_STRIDE * count + 1)
        poses = (walk(ground, slope, start, goal, float(u), height=self.size) for u in shares)
        way = np.array([middle(pose, self.ground).real for pose in poses])
        order = np.argsort(way, kind="stable")
        return shares[order], way[order]
