"""A word and a number that counts, at the right end of the zone of formulas."""

from collections.abc import Callable

from manim import VGroup

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.numbers import LiveNumber, number_width

GAP, DOWN = 0.14, 2.2
"""Before the number, in scene units; from one line to the next, in capital heights."""


class Readout(VGroup):
    """The number stands left-aligned in room for its widest text, so that nothing jitters.

    Parameters
    ----------
    look, box
        Theme and language, and the zone.
    markup
        Typst math before the number.
    read
        Returns the text of the moment.
    widest
        A text as wide as any.
    line
        In which line of the zone it stands, counted from 0.
    """

    def __init__(
        self, look: Look, box: Box, markup: str, read: Callable[[], str], widest: str, line: int = 0
    ) -> None:
        size = TYPE.formula
        self.baseline = baseline = box.top - (1.3 + DOWN * line) * CAP_HEIGHT_PER_FONT_SIZE * size
        left = box.right - number_width(widest, size)
        head = MathFormula(look, markup, size=size)
        head.stand_on(baseline)
        head.shift((left - GAP - float(head.get_right()[0]), 0.0, 0.0))
        self.number = LiveNumber(look, read, (left, baseline, 0.0), anchor="left", size=size)
        super().__init__(head, self.number)
        self.name = "readout"


__all__ = ["Readout"]
