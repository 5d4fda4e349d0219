"""The inequality that tells whether a function is convex, with the numbers of one chord."""

import math
from collections.abc import Callable, Sequence

import numpy as np
from manim import VGroup

from gd_math.shape.chords import ChordPoint
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_text import LARGEST_PLAIN, plain, powers_of_ten
from scenes.cast.writing.numbers import Anchor, LiveNumber, number_width
from scenes.cast.writing.update_rule import LINE_GAP

AIR = 0.14
"""Between the parts of the inequality, in scene units."""

Pair = tuple[float, float]
Spot = tuple[float, float, float]


def height_text(value: float, decimals: int) -> str:
    """Return a height with fixed decimals, from a million on as a power of ten with two more.

    >>> height_text(26.0, 1), height_text(1000049.0, 4)
    ('26.0', '1.000049×10⁶')
    """
    return plain(value, decimals) if abs(value) < LARGEST_PLAIN else powers_of_ten(value, 2 + decimals)


class ConvexityRule(VGroup):
    """The inequality of convexity, and beneath it both sides in numbers.

    Parameters
    ----------
    look
        Theme and language.
    box
        Formula zone; the inequality ends at its right edge, or takes two lines where it is too long for one.
    read
        Returns the point of the chord that is shown now, or None while there is none.
    decimals
        Returns with how many decimals both sides are written.
    """

    def __init__(
        self, look: Look, box: Box, read: Callable[[], ChordPoint | None], decimals: Callable[[], int]
    ) -> None:
        super().__init__()
        self.read, self.decimals = read, decimals
        self.look, self.box = look, box
        markups = (paint(look.colours.loss, "f(t a + (1 - t) b)"), "<=", "t f(a) + (1 - t) f(b)")
        size = TYPE.formula
        parts = [MathFormula(look, markup, size=size) for markup in markups]
        while size > TYPE.label and self._width(parts) > box.width:
            size -= 1.0
            parts = [MathFormula(look, markup, size=size) for markup in markups]
        cap = CAP_HEIGHT_PER_FONT_SIZE * size
        baselines = box.top - 1.25 * cap, box.top - 1.25 * cap - LINE_GAP * 1.5 * cap
        self.symbols = VGroup(*parts)
        if self._width(parts) <= box.width:
            left, sign, right = self._side_by_side(parts, baselines)
        else:
            left, sign, right = self._stacked(parts, baselines)
        self.size, self.room = size, right[0] - sign[0] - AIR if left[1] != right[1] else math.inf
        anchor: Anchor = "center" if left[1] == right[1] else "right"
        self.graph_number = LiveNumber(
            look, lambda: self._text("graph"), left, anchor=anchor, colour=look.colours.loss, size=size
        )
        self.chord_number = LiveNumber(look, lambda: self._text("chord"), right, anchor=anchor, size=size)
        self.signs = VGroup(
            MathFormula(look, "<=", size=size), MathFormula(look, ">", colour=look.colours.warning, size=size)
        )
        self._outlines = []
        for mark in self.signs:
            mark.stand_on(sign[1]).shift((sign[0] - float(mark.get_center()[0]), 0.0, 0.0))
            self._outlines.append(mark.submobjects[0].points.copy())
        self.add(self.symbols, self.graph_number, self.signs, self.chord_number)
        self.name = "inequality of convexity"
        follow(self.signs, self._sign)

    @staticmethod
    def _width(parts: Sequence[MathFormula]) -> float:
        return sum(float(part.width) for part in parts) + 2 * AIR

    def _side_by_side(self, parts: Sequence[MathFormula], baselines: Pair) -> tuple[Spot, Spot, Spot]:
        """Set the inequality on one line; return where its numbers and their sign go, beneath it."""
        right = self.box.right
        for part in reversed(parts):
            part.stand_on(baselines[0]).shift((right - float(part.get_right()[0]), 0.0, 0.0))
            right = float(part.get_left()[0]) - AIR
        left, sign, last = ((float(part.get_center()[0]), baselines[1], 0.0) for part in parts)
        return left, sign, last

    def _stacked(self, parts: Sequence[MathFormula], baselines: Pair) -> tuple[Spot, Spot, Spot]:
        """Set the inequality on two lines; return where its numbers and their sign go, at their ends."""
        left, right = self.box.left, self.box.right
        indent = left + float(parts[1].width) + AIR
        for part, across, line in zip(parts, (indent, left, indent), (0, 1, 1), strict=True):
            part.stand_on(baselines[line]).shift((across - float(part.get_left()[0]), 0.0, 0.0))
        sign = (float(parts[2].get_right()[0]) + 2 * AIR, baselines[1], 0.0)
        return (right, baselines[0], 0.0), sign, (right, baselines[1], 0.0)

    def _text(self, side: str) -> str:
        point = self.read()
        if point is None:
            return ""
        value = float(getattr(point, side))
        text = height_text(value, self.decimals())
        return text if number_width(text, self.size) <= self.room else powers_of_ten(value, 0)

    def _sign(self) -> None:
        point = self.read()
        for k, (sign, outline) in enumerate(zip(self.signs, self._outlines, strict=True)):
            shown = point is not None and point.above == (k == 0)
            sign.submobjects[0].points = outline if shown else np.zeros((0, 3))
