"""The mark for a position that has left the picture."""

import numpy as np
from manim import VGroup

from scenes.cast.arrows import FlatArrow
from scenes.cast.numbers import Number, number_width, plain
from scenes.cast.plates import Plate
from scenes.cast.plots import Plot
from scenes.layout import Box
from scenes.look import Look
from scenes.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE


class EdgeMark(VGroup):
    """An arrow at the plot's upper edge with the position of a ball that has left the picture."""

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
        area = self.plot.area
        text = plain(x, 2) if np.isfinite(x) else "∞"
        across = float(np.clip(self.plot.at(x, self.plot.y_range[0])[0], area.left + 0.7, area.right - 0.7))
        tip = np.array([across, area.top, 0.0])
        self.arrow.set_between(tip - np.array([0.0, 0.5, 0.0]), tip)
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.caption
        self.number.set_text(text, (across, area.top - 0.6 - cap, 0.0))
        half = number_width(text, TYPE.caption) / 2 + 0.08
        self.plate.cover(Box(across - half, across + half, area.top - 0.72 - cap, area.top - 0.52))
