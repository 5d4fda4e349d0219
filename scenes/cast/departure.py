"""The mark for a ball that has left one of several small pictures."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import VGroup

from scenes.cast.arrows import FlatArrow
from scenes.cast.numbers import Number, number_width, plain, powers_of_ten, significant
from scenes.cast.plates import Plate
from scenes.cast.plots import Plot
from scenes.layout import Box
from scenes.look import Look
from scenes.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE

ARROW = 0.55
ROOMY = (2.3, 1.1)
"""From this size on the arrow stands above the number, where a path may leave beside it."""
WIDEST_NUMBER = 0.7
"""Share of a picture that the number may fill."""


class Departure(VGroup):
    """The position of a ball that has left the picture: its number, and an arrow to the side where it is."""

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

    def mark(self, x: float | None) -> None:
        """Show where ``x`` is, or vanish for None."""
        if x is None:
            self.arrow.set_between(np.zeros(3), np.zeros(3))
            self.number.set_text("")
            self.plate.cover(None)
            return
        area = self.plot.area
        middle = area.centre[0]
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        text = self.write(x)
        half = number_width(text, TYPE.label) / 2
        baseline = area.top - cap - (0.4 if self.roomy else 0.04)
        self.number.set_text(text, (middle, baseline, 0.0))
        low, high = self.plot.x_range
        side = 1.0 if x > high else -1.0 if x < low else 0.0
        way = np.array([ARROW * side, 0.0, 0.0]) if side else np.array([0.0, ARROW / 2, 0.0])
        centre = np.array([middle, area.top - 0.16 if self.roomy else baseline - 0.24, 0.0])
        if centre[1] < area.bottom + 0.2:
            way = np.zeros(3)
        self.arrow.set_between(centre - way / 2, centre + way / 2)
        half += 0.06
        self.plate.cover(Box(middle - half, middle + half, baseline - 0.1, area.top + 0.02))
