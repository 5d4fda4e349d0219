"""The loss of a line over slope and intercept as a bowl, above a cross that names the axes."""

from dataclasses import replace
from functools import cached_property

import numpy as np
from manim import ValueTracker

from gd_math.data.line_fitting import Fitting
from gd_math.data.line_views import rim_window
from gd_math.typing import Floats, Points
from scenes.cast.land.block import BASE, Block
from scenes.cast.land.bowl import UP, Bowl
from scenes.cast.land.land_walk import LandWalk
from scenes.cast.moving.speeding_clock import SpeedingClock

DEEP = 0.85
"""Height of the bowl in units of half its width."""
ARMS, ASIDE = 0.65, 0.1
"""Length of the cross in units of the bowl's width; from the rim to the height axis, of half of it."""
DIP = 0.6
"""How much nearer to the lowest place a point comes that rolls around, as a share of the way."""
SAMPLED = 5
"""A terrain looks at every so manieth vertex to find its size."""


class LossBowl(Bowl):
    """The bowl up to a level rim, just above the start, with a cross on the floor beneath it.

    Parameters
    ----------
    fitting
        The loss, and the run that starts below the rim.
    """

    def __init__(self, fitting: Fitting) -> None:
        super().__init__(fitting.loss, rim_window(fitting))
        self.lowest_point, self.lowest = fitting.best, fitting.least_loss
        self.__dict__.pop("rise_per_height", None)  # of the whole rectangle
        self.reaches = self.reach(self.angles)

    @property
    def foot(self) -> float:
        """What the height axis has at the floor."""
        return self.lowest - BASE / self.rise_per_height

    @cached_property
    def rise_per_height(self) -> float:
        """How far a place rises in the block for each unit of height: more than in hills, as it is a bowl."""
        return DEEP / max(self.highest - self.lowest, 1e-300)

    @cached_property
    def cross(self) -> Floats:
        """The ends of a cross on the floor beneath the minimum, along w and along b ``(2, 2, 3)``."""
        ends = np.empty((2, 2, 3))
        for axis, (low, high) in enumerate((self.x_range, self.y_range)):
            half = ARMS * (high - low) / 2
            ends[axis] = [*self.lowest_point, self.foot]
            ends[axis, :, axis] += [-half, half]
        return ends

    def beside(self, azimuth: float, heights: Floats) -> Floats:
        """Return places of the block ``(n, 3)`` at the left of the rim as a camera sees it."""
        right = np.array([np.cos(np.radians(azimuth)), np.sin(np.radians(azimuth))])
        rim = self.place(self.ring(self.highest))[:, :2]
        middle = self.place(np.array([*self.lowest_point, self.lowest]))[:2]
        out = middle + right * (float(((rim - middle) @ right).min()) - ASIDE)
        places = np.empty((len(heights), 3))
        places[:, :2] = out
        places[:, 2] = BASE + (heights - self.lowest) * self.rise_per_height
        return places

    def ring(self, height: float) -> Floats:
        """Return the places of the bowl at a height, all around: data w, b, height; none above the rim."""
        share = (height - self.lowest) / (self.highest - self.lowest)
        if not 0.0 <= share <= 1.0:
            return np.zeros((0, 3))
        ways = np.stack([np.cos(self.angles), np.sin(self.angles)], axis=-1) * self.reaches[:, None]
        flat = self.lowest_point + np.sqrt(share) * np.concatenate([ways, ways[:1]])
        return np.column_stack([flat, np.full(len(flat), height)])

    def rolled(self, point: Points, turns: float) -> Points:
        """Return where a point ``(2,)`` is after so many turns around the bowl: half-way it is lowest."""
        root = np.linalg.cholesky(self.objective.curvature(self.lowest_point))
        cos, sin = np.cos(2 * np.pi * turns), np.sin(2 * np.pi * turns)
        nearer = 1.0 - DIP * np.sin(np.pi * turns) ** 2
        away = nearer * np.array([[cos, -sin], [sin, cos]]) @ root.T @ (point - self.lowest_point)
        there: Points = self.lowest_point + np.linalg.solve(root.T, away)
        return there

    def best_view(self, start: Points) -> float:
        """Return the azimuth in degrees from which the valley lies across, the start on its far side."""
        along = np.linalg.eigh(self.objective.curvature(self.lowest_point))[1][:, 0]
        azimuth = float(np.degrees(np.arctan2(along[1], along[0])))
        ahead = np.array([-along[1], along[0]])
        return azimuth if float(ahead @ (start - self.lowest_point)) >= 0.0 else azimuth - 180.0

    def block(self) -> Block:
        """Return the triangles of the bowl; the cross beneath it belongs to its size."""
        made = super().block()
        bounds = np.repeat(self.place(self.cross.reshape(-1, 3)), SAMPLED, axis=0)
        return replace(
            made,
            vertices=np.concatenate([made.vertices, bounds]),
            heights=np.append(made.heights, np.full(len(bounds), self.lowest)),
            normals=np.concatenate([made.normals, np.tile(UP, (len(bounds), 1))]),
            lights=np.append(made.lights, np.ones(len(bounds))),
        )


class BowlWalk(LandWalk):
    """A single run in the bowl, whose point may be held elsewhere.

    Attributes
    ----------
    aside
        How far the point is held beside its place along w and along b.
    rolled
        How often the point has rolled around the bowl, down and up again.
    """

    def __init__(self, bowl: LossBowl, fitting: Fitting) -> None:
        super().__init__(bowl, fitting.run.as_batch())
        self.bowl = bowl
        self.clock = self.speeding = SpeedingClock()
        self.aside, self.rolled = (ValueTracker(0.0), ValueTracker(0.0)), ValueTracker(0.0)

    @property
    def point(self) -> Points:
        """Where the point is now, shape (2,)."""
        return self._held(float(self.clock.get_value()))

    @property
    def told(self) -> Points:
        """Where the point was after the last whole step, shape (2,): what numbers tell of it."""
        return self._held(float(self.speeding.step))

    def _held(self, time: float) -> Points:
        held: Points = self.tracks.at(time)[0] + np.array([one.get_value() for one in self.aside])
        turns = float(self.rolled.get_value())
        return self.bowl.rolled(held, turns) if turns % 1.0 else held

    @property
    def loss(self) -> float:
        """How high it is now."""
        return float(self.bowl.objective.value(self.point))

    @property
    def told_loss(self) -> float:
        """How high it was after the last whole step."""
        return float(self.bowl.objective.value(self.told))


__all__ = ["BowlWalk", "LossBowl"]
