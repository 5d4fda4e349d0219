"""Words and formulas on plates, to be read over a map."""

from typing import Self

import numpy as np
from manim import VGroup, VMobject
from manim.typing import Point3D

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.base.words import Words
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.plates import Plate

PLATE_OPACITY, PLATE_AIR = 0.85, 0.09


class MapLabel(VGroup):
    """Words or a formula on a plate, so that no contour line runs through them.

    Parameters
    ----------
    look
        Theme and language.
    label
        What stands on the plate.
    name
        What is read there.
    """

    def __init__(self, look: Look, label: VMobject, name: str) -> None:
        self.label = label
        self.plate = Plate(look.colours.background, PLATE_OPACITY)
        self.half = np.array([label.width / 2 + PLATE_AIR, label.height / 2 + PLATE_AIR])
        super().__init__(self.plate, label)
        self.name = name

    def stand_at(self, middle: Point3D) -> Self:
        """Put the label's middle in its place."""
        self.label.move_to(middle)
        (x, y), (across, up) = middle[:2].tolist(), self.half.tolist()
        self.plate.cover(Box(x - across, x + across, y - up, y + up))
        return self


class MapWord(MapLabel):
    """A word on a plate.

    Parameters
    ----------
    look
        Theme and language.
    text
        A translated word.
    colour
        ``#rrggbb``; the theme's ink by default.
    size
        Font size.
    """

    def __init__(self, look: Look, text: str, colour: str | None = None, *, size: float = TYPE.label) -> None:
        self.word = Words(look, text, colour=colour, size=size)
        super().__init__(look, self.word, text)


class MapFormula(MapLabel):
    """A formula on a plate.

    Parameters
    ----------
    look
        Theme and language.
    markup
        Typst math.
    colour
        ``#rrggbb``.
    size
        Font size.
    """

    def __init__(self, look: Look, markup: str, colour: str, *, size: float = TYPE.label) -> None:
        super().__init__(look, MathFormula(look, markup, colour=colour, size=size), markup)
