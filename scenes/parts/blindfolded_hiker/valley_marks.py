"""Marks that compare two places on a curve: a flag on the lower one, the heights, the level between them."""

from collections.abc import Callable

import numpy as np
from manim import VGroup, VMobject
from manim.typing import Point3D

from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.lines import Polyline, dashes
from scenes.cast.writing.comparing import compared_plainly
from scenes.cast.writing.numbers import Anchor, Number, number_width

POLE, PENNANT = 0.8, 0.34
"""Height of a flag's pole and length of its pennant, in scene units."""

BELOW, BESIDE, RIM = 0.2, 0.14, 0.05
"""Room between a place on the curve and its number."""

Place = tuple[float, float]


class Flag(VGroup):
    """A flag planted on a point, its pennant to the right."""

    def __init__(self, foot: Point3D, height: float, pole: str, pennant: str) -> None:
        top = foot + np.array([0.0, height, 0.0])
        tip, low = top + np.array([PENNANT, -0.13, 0.0]), top + np.array([0.0, -0.26, 0.0])
        cloth = VMobject(stroke_width=0, fill_color=pennant, fill_opacity=1.0)
        cloth.set_points_as_corners([top, tip, low, top])
        cloth.name = "pennant"
        super().__init__(Polyline(pole, STROKES.path, name="pole").set_corners(np.array([foot, top])), cloth)
        self.name = "flag"


class ValleyMarks(VGroup):
    """A flag on the lower of two places, both heights, and the level of the higher one as far as the flag.

    Parameters
    ----------
    look
        Theme and language.
    plot
        Axes that both places are in.
    ground
        Returns the height of the curve on screen at a coordinate there.
    here, lower
        The two places ``(x, f(x))``.
    """

    def __init__(
        self, look: Look, plot: Plot, ground: Callable[[float], float], here: Place, lower: Place
    ) -> None:
        super().__init__()
        self.look, self.plot, self.ground = look, plot, ground
        self.here, self.lower = plot.at(*here), plot.at(*lower)
        corner = np.array([self.lower[0], self.here[1], 0.0])
        self.level = Polyline(look.colours.loss, STROKES.path, name="level")
        self.level.set_corners(*dashes(self.here, corner, 0.12, 0.1))
        drop = float(corner[1] - self.lower[1])
        height = drop + PENNANT if POLE - PENNANT < drop < 2 * POLE else POLE
        self.flag = Flag(self.lower, height, look.colours.ink, look.colours.loss)
        told = compared_plainly(here[1], lower[1], 2)
        self.heights = VGroup(
            self._height(told.before, self.here, "left"), self._height(told.after, self.lower, "center")
        )
        self.add(self.level, self.flag, self.heights)
        self.name = "valley marks"

    def _height(self, text: str, place: Point3D, anchor: Anchor) -> Number:
        """Return a number just beneath a place and the curve beside it, inside the plot."""
        area, cap = self.plot.area, CAP_HEIGHT_PER_FONT_SIZE * TYPE.caption
        width = number_width(text, TYPE.caption)
        left = float(place[0]) + (BESIDE if anchor == "left" else -width / 2)
        left = min(max(left, area.left), area.right - width)
        lowest = min(self.ground(float(x)) for x in np.linspace(left - RIM, left + width + RIM, 9))
        where = (left, min(float(place[1]), lowest) - BELOW - cap, 0.0)
        return Number(self.look, text, where, colour=self.look.colours.loss, size=TYPE.caption)
