"""The inequality that tells whether a function is convex, with the numbers of one chord."""

from collections.abc import Callable

import numpy as np
from manim import VGroup

from scenes.cast.chords import ChordPoint
from scenes.cast.following import follow
from scenes.cast.formulas import LINE_GAP, MathFormula, paint
from scenes.cast.numbers import LiveNumber, plain
from scenes.layout import Box
from scenes.look import Look
from scenes.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE


class ConvexityRule(VGroup):
    """The inequality of convexity, and beneath it both sides in numbers.

    Parameters
    ----------
    look
        Theme and language.
    box
        Formula zone; the inequality ends at its right edge.
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
        colours = look.colours
        markups = (
            paint(colours.loss, "f(t a + (1 - t) b)"),
            "<=",
            "t f(a) + (1 - t) f(b)",
        )
        size, air = TYPE.formula, 0.14
        while size > TYPE.label:
            parts = [MathFormula(look, markup, size=size) for markup in markups]
            if sum(float(part.width) for part in parts) + 2 * air <= box.width:
                break
            size -= 1.0
        cap = CAP_HEIGHT_PER_FONT_SIZE * size
        first = box.top - 1.25 * cap
        second = first - LINE_GAP * 1.5 * cap
        right = box.right
        for part in reversed(parts):
            part.stand_on(first)
            part.shift((right - float(part.get_right()[0]), 0.0, 0.0))
            right = float(part.get_left()[0]) - air
        self.symbols = VGroup(*parts)
        across = [float(part.get_center()[0]) for part in parts]
        self.graph_number = LiveNumber(
            look,
            lambda: self._text("graph"),
            (across[0], second, 0.0),
            anchor="center",
            colour=colours.loss,
            size=size,
        )
        self.chord_number = LiveNumber(
            look, lambda: self._text("chord"), (across[2], second, 0.0), anchor="center", size=size
        )
        self.signs = VGroup(
            MathFormula(look, "<=", size=size), MathFormula(look, ">", colour=colours.warning, size=size)
        )
        self._outlines = []
        for sign in self.signs:
            sign.stand_on(second)
            sign.shift((across[1] - float(sign.get_center()[0]), 0.0, 0.0))
            self._outlines.append(sign.submobjects[0].points.copy())
        self.add(self.symbols, self.graph_number, self.signs, self.chord_number)
        self.name = "inequality of convexity"
        follow(self.signs, self._sign)

    def _text(self, side: str) -> str:
        point = self.read()
        return "" if point is None else plain(float(getattr(point, side)), self.decimals())

    def _sign(self) -> None:
        point = self.read()
        for k, (sign, outline) in enumerate(zip(self.signs, self._outlines, strict=True)):
            shown = point is not None and point.above == (k == 0)
            sign.submobjects[0].points = outline if shown else np.zeros((0, 3))
