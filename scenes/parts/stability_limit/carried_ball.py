"""A ball that is carried from one picture to the next, as the valley becomes a bowl."""

import numpy as np
from manim import ValueTracker
from manim.typing import Point3D

from scenes.base.look import Look
from scenes.cast.marks.balls import Ball
from scenes.cast.moving.following import follow


class CarriedBall(Ball):
    """A ball on its way between two places on screen.

    Parameters
    ----------
    look
        Theme and language.
    start, end
        The places, shape (3,).

    Attributes
    ----------
    share
        How much of the way is done.
    """

    def __init__(self, look: Look, start: Point3D, end: Point3D) -> None:
        super().__init__(look)
        self.share, way = ValueTracker(0.0), np.array(end) - start
        first = np.array(start)
        follow(self, lambda: self.stand_at(first + self.share.get_value() * way))


__all__ = ["CarriedBall"]
