"""The mean of the squared gaps as one square beside the data, which lives with the model."""

from collections.abc import Callable

import numpy as np
from manim import ValueTracker, smooth
from manim.typing import Point3D, Point3D_Array

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, STROKES
from scenes.cast.data.squares import EDGE_OPACITY, ON_ITS_WAY, OPACITY, outline_of, square
from scenes.cast.marks.lines import Polyline
from scenes.cast.moving.following import follow


class MeanSquare(Polyline):
    """A square whose area is the mean squared gap, as large as the gaps are drawn.

    Parameters
    ----------
    look
        Theme and language.
    home
        Where it stands at first; its lower left corner stays.
    error
        Returns the mean squared gap now.
    ball
        Returns where the ball is that it becomes.

    Attributes
    ----------
    shown
        0 hides it, 1 shows it.
    flight
        From 0, beside the data, to 1, at the ball.
    """

    lint_ignore = ON_ITS_WAY

    def __init__(
        self, look: Look, home: Box, error: Callable[[], float], ball: Callable[[], Point3D]
    ) -> None:
        super().__init__(look.colours.loss, STROKES.axis, opacity=EDGE_OPACITY, name="mean square")
        self.set_fill(look.colours.loss, opacity=2 * OPACITY)
        self.home, self.error, self.ball, self.first = home, error, ball, error()
        self.shown, self.flight = ValueTracker(0.0), ValueTracker(0.0)
        follow(self, self.redraw)

    @property
    def box(self) -> Box:
        """Where it stands beside the data."""
        home = self.home
        side = home.width * float(np.sqrt(self.error() / self.first)) if self.first else 0.0
        return Box(home.left, home.left + side, home.bottom, home.bottom + side)

    def outline(self) -> Point3D_Array:
        """Return its outline now, ``(5, 3)``."""
        flight = float(smooth(self.flight.get_value()))
        return outline_of(self.box.towards(square(self.ball(), BALL_RADIUS), flight) if flight else self.box)

    def redraw(self) -> None:
        """Set it from its trackers and the model."""
        self.set_corners(*([self.outline()] if self.shown.get_value() else []))


__all__ = ["MeanSquare"]
