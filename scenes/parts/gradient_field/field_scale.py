"""What the lengths of the arrows in a field mean."""

import math

import numpy as np
from manim import VGroup
from manim.typing import Point3D

from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.writing.number_text import shortest
from scenes.cast.writing.numbers import Number, number_width
from scenes.parts.gradient_field.arrow_field import HEAD, SHAFT
from scenes.parts.gradient_field.gradient_grid import FULL, GradientGrid

MOST_OF_MAP = 0.3
"""Length of the arrow that explains the scale at most, in units of the map's width."""


def round_down(value: float) -> float:
    """Return the largest of 1, 2 and 5 times powers of ten that is not above a positive `value`.

    >>> round_down(4.9), round_down(0.5), round_down(1234.0)
    (2.0, 0.5, 1000.0)
    """
    power = math.floor(math.log10(value))
    return max(float(f"{digit}e{power}") for digit in (1, 2, 5) if float(f"{digit}e{power}") <= value)


class FieldScale(VGroup):
    """An arrow of the field with the slope that it stands for, ending at a place.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    grid
        The gradients; not all of them are 0.
    word
        The translated word "slope".
    end
        Right end on the baseline ``(3,)``.
    """

    def __init__(self, look: Look, plot: Plot, grid: GradientGrid, word: str, end: Point3D) -> None:
        super().__init__()
        length = plot.length(FULL * grid.spacing)
        self.slope = round_down(grid.longest * min(1.0, MOST_OF_MAP * plot.area.width / length))
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        colour = look.colours.gradient
        number = Number(look, shortest(self.slope), end, anchor="right", colour=colour)
        words = Words(look, word, colour=colour)
        right = float(end[0]) - number_width(number.text, TYPE.label) - 0.12
        words.shift((right - float(words.get_right()[0]), 0.0, 0.0))
        baseline = float(np.median([glyph.get_bottom()[1] for glyph in words]))
        words.shift((0.0, float(end[1]) - baseline, 0.0))
        length *= self.slope / grid.longest
        tip = np.array([float(words.get_left()[0]) - 0.15, float(end[1]) + cap / 2, 0.0])
        self.arrow = FlatArrow(colour, name="scale", shaft=SHAFT, head=HEAD)
        self.arrow.set_between(tip - np.array([length, 0.0, 0.0]), tip)
        self.add(self.arrow, words, number)
        self.name = "scale of the arrows"


__all__ = ["FieldScale"]
