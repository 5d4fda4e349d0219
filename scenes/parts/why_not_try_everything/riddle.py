"""What trying everything takes, beside what a descent takes on as many parameters: that is asked for."""

import numpy as np
from manim import VGroup, VMobject
from manim.typing import Point3D

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.base.words import Words
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.numbers import Number

LARGEST, WORD = 2.2, 1.2
"""Sizes of the numbers and of their words, in units of a formula's."""
LEAST = 0.4
GAP, APART = 0.3, 0.85
"""Between a number and its word, and between two lines, in scene units."""


class Riddle(VGroup):
    """``100 parameters``, ``10⁶⁰⁰ trials``, ``? steps``, one below the other, as large as their box allows.

    Parameters
    ----------
    look
        Theme and language.
    box
        They stand in its middle.
    text
        The number of trials.
    parameters
        How many there are.
    """

    def __init__(self, look: Look, box: Box, text: str, parameters: int) -> None:
        super().__init__()
        for scale in np.arange(1.0, LEAST - 1e-9, -0.05):
            self.submobjects = self._lines(look, text, parameters, float(scale))
            if self.width <= box.width and self.height <= box.height:
                break
        middle: Point3D = box.centre
        self.move_to(middle)
        self.name = "riddle"

    @staticmethod
    def _lines(look: Look, text: str, parameters: int, scale: float) -> list[VMobject]:
        colours, size = look.colours, scale * LARGEST * TYPE.formula
        below = -CAP_HEIGHT_PER_FONT_SIZE * size - scale * APART
        first = VGroup(Number(look, str(parameters), (0.0, -below, 0.0), size=size))
        upper = VGroup(Number(look, text, colour=colours.parameter, size=size))
        lower = VGroup(MathFormula(look, '"?"', colour=colours.step, size=size).stand_on(below))
        for row, word, colour, base in (
            (first, look.say_count(parameters, "parameter", "parameters"), colours.ink, -below),
            (upper, look.say("trials"), colours.parameter, 0.0),
            (lower, look.say("steps"), colours.step, below),
        ):
            word_size = max(scale * WORD * TYPE.formula, TYPE.label)
            words = Words(look, word, colour=colour, size=word_size).stand_on(base)
            words.shift((float(row.get_right()[0]) + GAP - float(words.get_left()[0]), 0.0, 0.0))
            row.add(words)
        for row in (first, lower):
            row.shift((float(upper.get_left()[0] - row.get_left()[0]), 0.0, 0.0))
        return [first, upper, lower]


__all__ = ["Riddle"]
