"""How many trials a grid takes, as an equation that is complete when its grid is."""

from collections.abc import Callable

from manim import VGroup

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.base.words import Words
from scenes.cast.writing.number_text import SUPERSCRIPTS, shortest
from scenes.cast.writing.numbers import LiveNumber, number_width

BIG = 1.6
"""Size of a lone equation, in units of a formula's."""
EQUALS_ROOM = 1.7
"""Room for the sign between both sides, in units of its width."""
WORD_DROP = 0.5
"""From the equation's baseline to that of the word below it."""


def power(values: int, parameters: int) -> str:
    """Return ``values`` to the power of ``parameters`` as it is written.

    >>> power(10, 3), power(10**6, 100), power(2500000, 2)
    ('10³', '(10⁶)¹⁰⁰', '(2.5×10⁶)²')
    """
    base = shortest(values)
    if not base.isdecimal():
        base = f"({base})"
    return base + "".join(SUPERSCRIPTS[c] for c in str(parameters))


class PowerEquation(VGroup):
    """``(10⁶)³ = 10¹⁸``, large; the right side alone while the left one says nothing.

    Parameters
    ----------
    look
        Theme and language.
    box
        The equation stands in its middle.
    left, right
        Tell both sides.
    widest
        The widest texts of both sides.
    word
        Translated: what is counted, below the right side.
    big
        The largest size, in units of a formula's.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        left: Callable[[], str],
        right: Callable[[], str],
        widest: tuple[str, str],
        word: str = "",
        *,
        big: float = BIG,
    ) -> None:
        colour = look.colours.parameter
        size = big * TYPE.formula
        size *= min(1.0, box.width / sum(self._widths(widest, size)))
        one, sign, other = self._widths(widest, size)
        start = float(box.centre[0]) - (one + sign + other) / 2
        base = float(box.centre[1]) - CAP_HEIGHT_PER_FONT_SIZE * size / 2
        places = [
            (start + one, base, 0.0),
            (start + one + sign / 2, base, 0.0),
            (start + one + sign, base, 0.0),
        ]
        self.left = LiveNumber(look, left, places[0], anchor="right", size=size)
        self.right = LiveNumber(look, right, places[2], anchor="left", colour=colour, size=size)
        equals = LiveNumber(look, lambda: "=" if left() else "", places[1], anchor="center", size=size)
        super().__init__(self.left, equals, self.right)
        if word:
            counted = Words(look, word, colour=colour, size=TYPE.caption).stand_on(base - WORD_DROP)
            self.add(counted.shift((places[2][0] - float(counted.get_left()[0]), 0.0, 0.0)))
        self.name = "trials"

    @staticmethod
    def _widths(widest: tuple[str, str], size: float) -> tuple[float, float, float]:
        sign = EQUALS_ROOM * number_width("=", size)
        return number_width(widest[0], size), sign, number_width(widest[1], size)


__all__ = ["PowerEquation", "power"]
