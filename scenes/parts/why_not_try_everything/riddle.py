"""A number so large that it asks for itself."""

from manim import VGroup

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.numbers import Number, number_width

LARGEST, GAP = 2.4, 0.15
"""Size in units of a formula's, and what stays free before the question mark."""


class Riddle(VGroup):
    """A number and a question mark, as large as their box allows.

    Parameters
    ----------
    look
        Theme and language.
    box
        They stand in its middle.
    text
        The number.
    """

    def __init__(self, look: Look, box: Box, text: str) -> None:
        size = LARGEST * TYPE.formula
        mark = MathFormula(look, '"?"', colour=look.colours.muted, size=size)
        width = number_width(text, size) + GAP + mark.width
        scale = min(1.0, box.width / width)
        left = float(box.centre[0]) - scale * width / 2
        base = float(box.centre[1]) - CAP_HEIGHT_PER_FONT_SIZE * scale * size / 2
        number = Number(look, text, (left, base, 0.0), colour=look.colours.parameter, size=scale * size)
        mark.scale(scale).stand_on(base)
        mark.shift((left + scale * width - float(mark.get_right()[0]), 0.0, 0.0))
        super().__init__(number, mark)
        self.name = "riddle"


__all__ = ["Riddle"]
