"""How many trials a grid takes: a table by parameters, and an equation."""

from collections.abc import Callable, Sequence

from manim import VGroup

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.base.words import Words
from scenes.cast.writing.number_text import SUPERSCRIPTS, shortest
from scenes.cast.writing.numbers import LiveNumber, Number, number_width

ROW = 0.6
"""Distance of two baselines at most, in scene units."""
COLUMN_GAP = 0.5
BIG = 1.6
"""Size of a lone equation, in units of a formula's."""
EQUALS_ROOM = 1.7
"""Room for the sign between both sides, in units of its width."""


def power(values: int, parameters: int) -> str:
    """Return ``values`` to the power of ``parameters`` as it is written.

    >>> power(10, 3), power(10**6, 100), power(2500000, 2)
    ('10³', '(10⁶)¹⁰⁰', '(2.5×10⁶)²')
    """
    base = shortest(values)
    if not base.isdecimal():
        base = f"({base})"
    return base + "".join(SUPERSCRIPTS[c] for c in str(parameters))


class TrialTable(VGroup):
    """A table with two columns, parameters and trials; rows without a text yet are empty.

    Parameters
    ----------
    look
        Theme and language.
    box
        The table stands in its middle.
    heads
        Translated: parameters, trials.
    rows
        For each row what is read in both columns.
    widest
        The widest text of trials.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        heads: tuple[str, str],
        rows: Sequence[tuple[Callable[[], str], Callable[[], str]]],
        widest: str,
    ) -> None:
        super().__init__()
        size, muted = TYPE.formula, look.colours.muted
        words = [Words(look, head, colour=muted) for head in heads]
        widths = (words[0].width, max(words[1].width, number_width(widest, size)))
        left = float(box.centre[0]) - (sum(widths) + COLUMN_GAP) / 2
        middle, right = left + widths[0] / 2, left + sum(widths) + COLUMN_GAP
        apart = min(ROW, box.height / (len(rows) + 1))
        top = float(box.centre[1]) + apart * len(rows) / 2
        for word, x in zip(words, (left + words[0].width / 2, right - words[1].width / 2), strict=True):
            self.add(word.move_to((x, 0.0, 0.0)).stand_on(top))
        self.rows: list[tuple[LiveNumber, LiveNumber]] = []
        for k, (parameters, trials) in enumerate(rows, start=1):
            base = top - k * apart
            row = (
                LiveNumber(look, parameters, (middle, base, 0.0), anchor="center", size=size),
                LiveNumber(
                    look, trials, (right, base, 0.0), anchor="right", colour=look.colours.parameter, size=size
                ),
            )
            self.rows.append(row)
            self.add(*row)
        self.name = "table of trials"


class PowerEquation(VGroup):
    """``(10⁶)³ = 10¹⁸``, large.

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
    """

    def __init__(
        self, look: Look, box: Box, left: Callable[[], str], right: Callable[[], str], widest: tuple[str, str]
    ) -> None:
        size = BIG * TYPE.formula
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
        self.right = LiveNumber(
            look, right, places[2], anchor="left", colour=look.colours.parameter, size=size
        )
        super().__init__(self.left, Number(look, "=", places[1], anchor="center", size=size), self.right)
        self.name = "trials"

    @staticmethod
    def _widths(widest: tuple[str, str], size: float) -> tuple[float, float, float]:
        sign = EQUALS_ROOM * number_width("=", size)
        return number_width(widest[0], size), sign, number_width(widest[1], size)
