"""The mark for a ball that has left one of several small pictures."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import VGroup

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.writing.numbers import Number, number_width, plain, powers_of_ten, significant
from scenes.cast.writing.plates import Plate

ARROW = 0.55
ROOMY = (2.3, 1.1)
"""From this size on the arrow stands above the number, where a path may leave beside it."""
CAP = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
WIDEST_NUMBER = 0.7
"""Share of a picture that the number may fill."""


class Departure(VGroup):
    """The position of a ball that has left the picture: its number, and an arrow to where it is.

    Who is below the picture is pointed at from its lower edge, who is above or beside it from the upper one.
    """

    def __init__(self, look: Look, plot: Plot, positions: Sequence[float]) -> None:
        colour = look.colours.warning
        self.plot = plot
        self.write = self._form(positions, WIDEST_NUMBER * plot.area.width)
        self.roomy = plot.area.width >= ROOMY[0] and plot.area.height >= ROOMY[1]
        self.arrow = FlatArrow(colour, name="departure arrow")
        self.number = Number(look, "", anchor="center", colour=colour, size=TYPE.label)
        self.plate = Plate(look.colours.background)
        super().__init__(self.plate, self.arrow, self.number)
        self.name = "departure"

    @staticmethod
    def _form(positions: Sequence[float], width: float) -> Callable[[float], str]:
        """Return the most exact way of writing in which all positions fit."""
        forms: tuple[Callable[[float], str], ...] = (
            significant,
            lambda x: powers_of_ten(x, 0) if 1000 <= abs(x) < np.inf else plain(x, 0),
        )
        for form in forms:
            if all(number_width(form(x), TYPE.label) <= width for x in positions):
                return form
        return forms[-1]

    def mark(self, x: float | None, height: float = np.inf) -> None:
        """Show where a ball at ``x`` and `height` is, or vanish for None."""
        if x is None:
            self.arrow.set_between(np.zeros(3), np.zeros(3))
            self.number.set_text("")
            self.plate.cover(None)
            return
        area, middle = self.plot.area, self.plot.area.centre[0]
        text = self.write(x)
        half = number_width(text, TYPE.label) / 2
        low, high = self.plot.x_range
        side = 1.0 if x > high else -1.0 if x < low else 0.0
        if height < self.plot.y_range[0]:
            baseline = area.bottom + (0.42 if self.roomy else 0.06)
            centre = np.array([middle, area.bottom + 0.22 if self.roomy else baseline + CAP + 0.24, 0.0])
            way = np.array([ARROW * side, -ARROW / 2, 0.0]) * (0.8 if side else 1.0)
            covered = (area.bottom + 0.04, baseline + CAP + 0.1)
        else:
            baseline = area.top - CAP - (0.4 if self.roomy else 0.04)
            centre = np.array([middle, area.top - 0.16 if self.roomy else baseline - 0.24, 0.0])
            way = np.array([ARROW * side, 0.0, 0.0]) if side else np.array([0.0, ARROW / 2, 0.0])
            covered = (baseline - 0.1, area.top + 0.02)
        self.number.set_text(text, (middle, baseline, 0.0))
        if not area.bottom + 0.15 < centre[1] < area.top - 0.1:
            way = np.zeros(3)
        self.arrow.set_between(centre - way / 2, centre + way / 2)
        half += 0.06
        self.plate.cover(Box(middle - half, middle + half, *covered))
