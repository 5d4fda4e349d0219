"""The mark for a position that has left the picture."""

import numpy as np
from manim import VGroup
from manim.typing import Point3D

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.writing.numbers import Number, number_width, plain
from scenes.cast.writing.plates import Plate

LENGTH, GAP = 0.5, 0.1
"""Of the arrow, and between it and its number."""
ASIDE, RIM = 0.7, 0.08
"""Least way of an arrow up or down from the plot's corners, and what its plate reaches beyond the number."""


class EdgeMark(VGroup):
    """An arrow at the plot's edge, to where a ball has left the picture, with the ball's position.

    Whoever is too high or too low is pointed at through the upper or lower edge, whoever is only beside the
    picture through the left or right one.
    """

    def __init__(self, look: Look, plot: Plot) -> None:
        self.plot = plot
        self.arrow = FlatArrow(look.colours.warning, name="edge arrow")
        self.number = Number(look, "", anchor="center", colour=look.colours.warning, size=TYPE.caption)
        self.plate = Plate(look.colours.background)
        super().__init__(self.plate, self.arrow, self.number)
        self.name = "edge mark"

    def mark(self, x: float, y: float, shown: bool) -> None:
        """Point to ``(x, y)`` from the edge, or vanish while the ball is shown."""
        if shown:
            self.arrow.set_between(np.zeros(3), np.zeros(3))
            self.number.set_text("")
            self.plate.cover(None)
            return
        text = plain(x, 2)
        tip, way = self._exit(x, y)
        self.arrow.set_between(tip - LENGTH * way, tip)
        cap, area = CAP_HEIGHT_PER_FONT_SIZE * TYPE.caption, self.plot.area
        half = number_width(text, TYPE.caption) / 2
        middle = float(np.clip(tip[0], area.left + half + RIM, area.right - half - RIM))
        if way[1] > 0:
            low = float(tip[1]) - LENGTH - GAP - cap
        elif way[1] < 0:
            low = float(tip[1]) + LENGTH + GAP
        else:
            low = float(tip[1]) + 2 * GAP
        self.number.set_text(text, (middle, low, 0.0))
        self.plate.cover(Box(middle - half - RIM, middle + half + RIM, low - 0.12, low + cap + RIM))

    def _exit(self, x: float, y: float) -> tuple[Point3D, Point3D]:
        """Return the place on the edge nearest to ``(x, y)``, and the way out there."""
        area, (bottom, top) = self.plot.area, self.plot.y_range
        place = self.plot.at(x, self.plot.y_range[0])
        if bottom <= y <= top:
            cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.caption
            height = float(np.clip(self.plot.at(x, y)[1], area.bottom + RIM, area.top - cap - 3 * GAP))
            right = bool(x > self.plot.x_range[0])
            way = np.array([1.0 if right else -1.0, 0.0, 0.0])
            return np.array([area.right if right else area.left, height, 0.0]), way
        across = float(np.clip(place[0], area.left + ASIDE, area.right - ASIDE))
        low = y < bottom
        way = np.array([0.0, -1.0 if low else 1.0, 0.0])
        return np.array([across, area.bottom if low else area.top, 0.0]), way
