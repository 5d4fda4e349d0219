"""What the lengths of the arrows on a map mean."""

import numpy as np
from manim import VGroup
from manim.typing import Point3D

from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE
from scenes.base.words import Words
from scenes.cast.marks.arrows import FlatArrow
from scenes.parts.gradient_field.arrow_field import HEAD, SHAFT

GAP = 0.15
"""Between an arrow and its words, in scene units."""


class ArrowKey(VGroup):
    """An arrow with what it stands for: → slope 2, drawn × 0.35.

    Parameters
    ----------
    look
        Theme and language.
    start
        Left end on the baseline ``(3,)``.
    length
        Of the arrow, in scene units.
    text
        Translated words.
    value
        The number in them.
    colour
        ``#rrggbb``.
    size
        Font size.

    Attributes
    ----------
    start, end
        Its left and its right end on the baseline ``(3,)``.
    """

    def __init__(
        self, look: Look, start: Point3D, length: float, text: str, value: float, colour: str, size: float
    ) -> None:
        super().__init__()
        self.value, self.start = value, start
        tail = np.array([start[0], start[1] + CAP_HEIGHT_PER_FONT_SIZE * size / 2, 0.0])
        self.arrow = FlatArrow(colour, name="scale", shaft=SHAFT, head=HEAD)
        self.arrow.set_between(tail, tail + np.array([length, 0.0, 0.0]))
        self.words = Words(look, text, size=size, colour=colour)
        baseline = float(np.median([glyph.get_bottom()[1] for glyph in self.words]))
        left = float(start[0]) + length + GAP
        self.words.shift((left - float(self.words.get_left()[0]), float(start[1]) - baseline, 0.0))
        self.end = np.array([float(self.words.get_right()[0]), start[1], 0.0])
        self.add(self.arrow, self.words)
        self.name = "scale of the arrows"


__all__ = ["ArrowKey"]
