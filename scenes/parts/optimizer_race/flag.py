"""A flag in the map where the race goes: at the minimum that runs come to."""

import numpy as np
from manim import VGroup

from gd_math.typing import Points
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.lines import Polyline
from scenes.cast.moving.following import follow

POLE, PENNANT = 0.62, np.array([(0.0, 0.0), (0.4, -0.15), (0.0, -0.3), (0.0, 0.0)])
"""Height of the pole; corners of the cloth, from the pole's top."""


class Flag(VGroup):
    """A pole with a pennant; nothing where there are several minima, or none, or it is outside.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    minima
        Those that runs come to, shape (m, 2). A flag on one of several would tell who comes where.
    """

    def __init__(self, look: Look, plot: Plot, minima: Points) -> None:
        self.plot, self.foot = plot, minima[0] if len(minima) == 1 else None
        self.pole = Polyline(look.colours.ink, STROKES.path, name="pole")
        self.cloth = Polyline(look.colours.ink, 0.0, name="pennant")
        self.cloth.set_fill(look.colours.ink, opacity=1.0)
        super().__init__(self.pole, self.cloth)
        self.name = "flag at the minimum"
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Stand at the minimum of the view that the map now has."""
        shown = self.foot is not None and self.plot.shows(*self.foot.tolist())
        if self.foot is None or not shown:
            self.pole.set_corners()
            self.cloth.set_corners()
            return
        foot = self.plot.at(*self.foot.tolist())
        top = foot + np.array([0.0, POLE, 0.0])
        self.pole.set_corners(np.array([foot, top]))
        self.cloth.set_corners(top + np.pad(PENNANT, ((0, 0), (0, 1))))


__all__ = ["Flag"]
