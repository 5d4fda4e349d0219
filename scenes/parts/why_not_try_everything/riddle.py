"""What trying everything takes, beside what a descent takes: the second number is asked for."""

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
GAP, APART = 0.3, 1.0
"""Between a number and its word, and between both lines, in scene units."""


class Riddle(VGroup):
    """``10⁶⁰⁰ trials`` and ``? steps``, one below the other, as large as their box allows.

    Parameters
    ----------
    look
        Theme and language.
    box
        They stand in its middle.
    text
        The number of trials.
    """

    def __init__(self, look: Look, box: Box, text: str) -> None:
        super().__init__()
        for scale in np.arange(1.0, LEAST - 1e-9, -0.05):
            self.submobjects = self._lines(look, text, float(scale))
            if self.width <= box.width and self.height <= box.height:
                break
        middle: Point3D = box.centre
        self.move_to(middle)
        self.name = "riddle"

    @staticmethod
    def _lines(look: Look, text: str, scale: float) -> list[VMobject]:
        colours, size = look.colours, scale * LARGEST * TYPE.formula
        below = -CAP_HEIGHT_PER_FONT_SIZE * size - scale * APART
        upper = VGroup(Number(look, text, colour=colours.parameter, size=size))
        lower = VGroup(MathFormula(look, '"?"', colour=colours.step, size=size).stand_on(below))
        for row, word, colour, base in (
            (upper, look.say("trials"), colours.parameter, 0.0),
            (lower, look.say("steps"), colours.step, below),
        ):
            word_size = max(scale * WORD * TYPE.formula, TYPE.label)
            words = Words(look, word, colour=colour, size=word_size).stand_on(base)
            words.shift((float(row.get_right()[0]) + GAP - float(words.get_left()[0]), 0.0, 0.0))
            row.add(words)
        lower.shift((float(upper.get_left()[0] - lower.get_left()[0]), 0.0, 0.0))
        return [upper, lower]


__all__ = ["Riddle"]
