"""The ring that a walk is to reach: where one percent of the start's height is left."""

from collections.abc import Sequence

import numpy as np
from manim import VGroup
from manim.typing import Point3D_Array

from gd_math.data.feature_scaling import SHARE
from gd_math.functions.quadratic import Quadratic
from scenes.base.look import Look
from scenes.base.theme import STROKES, TYPE
from scenes.cast.charts.axes import Plot
from scenes.cast.maps.arrow_words import stand_beside
from scenes.cast.marks.lines import Polyline, clip_polyline
from scenes.cast.writing.map_words import MapWord
from scenes.parts.feature_scaling.valley import CORNERS, ring

AIR = 0.1
"""Between the ring and its name."""


class Goal(VGroup):
    """The contour at `SHARE` of the start's height above the lowest place, and what it is called.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map; the ring follows its view.
    loss
        The height above the lowest place over the map's weights, from 0 at the start.

    Attributes
    ----------
    label
        What it is called; empty until `name_beside` finds its place.
    """

    def __init__(self, look: Look, plot: Plot, loss: Quadratic) -> None:
        self.look, self.plot = look, plot
        self.places = ring(loss, SHARE * float(loss.value(np.zeros(2))))
        self.ring = Polyline(look.colours.ink, STROKES.path, name="goal")
        self.ring.lint_ignore = frozenset({"grown-to-nothing"})
        self.label = VGroup()
        super().__init__(self.ring, self.label)
        self.name = "ring"
        plot.watch(self.redraw)
        self.redraw()

    def redraw(self) -> None:
        """Draw the ring in the view of the moment."""
        self.ring.set_corners(*clip_polyline(self.plot.points_at(*self.places.T), self.plot.area))

    def name_beside(self, clear_of: Sequence[Point3D_Array]) -> None:
        """Write beside the ring where it is, clear of some points on screen, if there is room."""
        corners = self.plot.points_at(*self.places.T)
        tail, tip = corners[CORNERS // 2], corners[0]
        gap = float(np.linalg.norm(corners[CORNERS // 4] - corners[3 * CORNERS // 4])) / 2 + AIR
        taken = np.concatenate([corners, *clear_of])
        for text in (self.look.say("1 % of the height"), self.look.say("1 %")):
            word = MapWord(self.look, text, size=TYPE.caption)
            if stand_beside(word, tail, tip, self.plot.area, taken, gap=gap, first=-1.0):
                self.label.add(word)
                return


__all__ = ["Goal"]
