"""What goes down the hill: the ball."""

import numpy as np
from manim import Circle, VGroup
from manim.typing import Point3D

from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, blend

OUT_OF_SIGHT = np.array([100.0, 0.0, 0.0])


class Ball(VGroup):
    """A ball whose centre stands exactly on the computed point.

    Parameters
    ----------
    look
        Theme and language.
    radius
        In scene units.
    """

    def __init__(self, look: Look, radius: float = BALL_RADIUS) -> None:
        colour = look.colours.parameter
        rim = blend("#000000", colour, 0.35)
        shine = blend("#FFFFFF", colour, 0.4)
        super().__init__(
            Circle(radius=radius * 1.18, stroke_width=0, fill_color=look.colours.background, fill_opacity=1),
            Circle(radius=radius, stroke_width=0, fill_color=rim, fill_opacity=1),
            Circle(radius=radius * 0.9, stroke_width=0, fill_color=colour, fill_opacity=1).shift(
                (-0.04 * radius, 0.06 * radius, 0.0)
            ),
            Circle(radius=radius * 0.3, stroke_width=0, fill_color=shine, fill_opacity=1).shift(
                (-0.32 * radius, 0.36 * radius, 0.0)
            ),
        )
        self.name = "ball"
        self.place = np.zeros(3)
        self.radius, self._shapes = radius, [part.points.copy() for part in self]

    def stand_at(self, point: Point3D | None) -> "Ball":
        """Move the centre to `point`, or out of sight for None."""
        point = OUT_OF_SIGHT if point is None else np.asarray(point, dtype=float)
        self.shift(point - self.place)
        self.place = point
        return self

    def resize(self, radius: float) -> "Ball":
        """Give the ball another radius, where it stands."""
        for part, shape in zip(self, self._shapes, strict=True):
            part.points = self.place + radius / self.radius * shape
        return self
