"""A word on a plate, to be read over a map."""

import numpy as np
from manim import VGroup
from manim.typing import Point3D

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.words import Words
from scenes.cast.writing.plates import Plate

PLATE_OPACITY, PLATE_AIR = 0.85, 0.09


class MapWord(VGroup):
    """A word on a plate, so that no contour line runs through it.

    Parameters
    ----------
    look
        Theme and language.
    text
        A translated word.
    colour
        ``#rrggbb``; the theme's ink by default.
    """

    def __init__(self, look: Look, text: str, colour: str | None = None) -> None:
        self.word = Words(look, text, colour=colour)
        self.plate = Plate(look.colours.background, PLATE_OPACITY)
        self.half = np.array([self.word.width / 2 + PLATE_AIR, self.word.height / 2 + PLATE_AIR])
        super().__init__(self.plate, self.word)
        self.name = text

    def stand_at(self, middle: Point3D) -> "MapWord":
        """Put the word's middle in its place."""
        self.word.move_to(middle)
        (x, y), (across, up) = middle[:2].tolist(), self.half.tolist()
        self.plate.cover(Box(x - across, x + across, y - up, y + up))
        return self
