"""An axis that counts zeros: powers of ten to scale, with a bar along it and marks above it."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from manim import Line, VGroup
from manim.typing import Point3D

from gd_math.functions.grid_search import scientific
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import LABEL_GAP, TICK
from scenes.cast.charts.ticks import nice_ticks
from scenes.cast.moving.following import follow
from scenes.cast.writing.number_text import SUPERSCRIPTS, TIMES, significant
from scenes.cast.writing.numbers import LiveNumber, Number, number_width
from scenes.cast.writing.plates import Plate

BAR = 0.36
"""Height of the bar, in scene units."""
LEVEL = 0.46
"""Distance of two rows of marks."""
HEAD_ROOM = 0.2
WORD_GAP = 0.12
CAP = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label


def power_text(exponent: int) -> str:
    """Return ten to the power of `exponent`.

    >>> power_text(600), power_text(0)
    ('10⁶⁰⁰', '1')
    """
    return "10" + "".join(SUPERSCRIPTS[c] for c in str(exponent)) if exponent else "1"


def count_text(number: Fraction | int, least: int = 10**6) -> str:
    """Return a positive number as a person would write it: exactly, or from `least` on with two digits.

    >>> count_text(1000), count_text(10**600), count_text(2**100), count_text(10**6, 10**7)
    ('1000', '10⁶⁰⁰', '1.3×10³⁰', '1000000')
    >>> count_text(Fraction(22, 7))
    '3.14'
    """
    if number < least:
        return str(number) if isinstance(number, int) else significant(float(number))
    digits, exponent = scientific(number)
    if Fraction(number) == Fraction(10) ** exponent:
        return power_text(exponent)
    return f"{digits // 10}.{digits % 10}{TIMES}{power_text(exponent)}"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to compare with: its exponent, its number with a word for what it counts, its colour."""

    exponent: float
    number: str
    words: str
    colour: str


class PowerAxis(VGroup):
    """The axis with its numbers, the bar and the number at its tip.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for the axis, its numbers below it and rows of marks above it.
    highest
        The exponent at the end of the axis.
    exponent
        Tells how long the bar is.
    text
        Tells the number at its tip.
    widest
        The widest text there: room for it is kept beyond the axis' end.
    title
        Translated: what is counted; it stands at the end of the axis if there is room.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        highest: float,
        exponent: Callable[[], float],
        text: Callable[[], str],
        widest: str,
        title: str = "",
    ) -> None:
        super().__init__()
        self.look, self.box, self.highest = look, box, highest
        self.left = box.left + 0.2
        self.right = box.right - number_width(widest, TYPE.caption) - 2 * WORD_GAP
        self.base = box.bottom + CAP + TICK + 1.4 * LABEL_GAP
        muted = look.colours.muted
        self.frame = VGroup(self._line(self.at(0.0), self.at(highest)))
        self.numbers = VGroup()
        for tick in self._ticks():
            foot = self.at(tick)
            self.frame.add(self._line(foot, foot - np.array([0.0, TICK, 0.0])))
            where = foot - np.array([0.0, TICK + LABEL_GAP + CAP, 0.0])
            self.numbers.add(Number(look, power_text(int(tick)), where, anchor="center", colour=muted))
        self.bar = Plate(look.colours.parameter)
        self.bar.lint_backing = False
        self.bar.name = "bar"
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.caption
        self.tip = LiveNumber(
            look,
            text,
            lambda: self.at(exponent()) + np.array([WORD_GAP, (BAR - cap) / 2 + 0.02, 0.0]),
            anchor="left",
            colour=look.colours.parameter,
            size=TYPE.caption,
        )
        self.add(self.frame, self.numbers, self.bar, self.tip)
        if title:
            left = self.right + number_width(power_text(int(self._ticks()[-1])), TYPE.label) / 2 + WORD_GAP
            word = Words(look, title, colour=muted)
            middle = self.base - TICK - LABEL_GAP - CAP / 2
            if left + word.width <= box.right:
                self.add(word.move_to((left + word.width / 2, middle, 0.0)))
        self.name = "powers of ten"
        follow(self.bar, lambda: self._draw_bar(exponent()))

    def _ticks(self) -> list[float]:
        """Return round exponents whose numbers stand apart."""
        for at_most in (7, 5, 4, 3, 2):
            ticks = [t for t in nice_ticks(0.0, self.highest, at_most) if t.is_integer()]
            widest = max(number_width(power_text(int(t)), TYPE.label) for t in ticks)
            if len(ticks) < 2 or widest + 0.25 < self.at(ticks[1])[0] - self.at(ticks[0])[0]:
                break
        return ticks

    def _line(self, start: Point3D, end: Point3D) -> Line:
        return Line(start, end, color=self.look.colours.muted, stroke_width=STROKES.axis)

    def at(self, exponent: float) -> Point3D:
        """Return the place of ten to the power of `exponent` on the axis."""
        return np.array([self.left + exponent / self.highest * (self.right - self.left), self.base, 0.0])

    def read(self, x: float) -> float:
        """Return the exponent at a place: the inverse of `at`."""
        return (x - self.left) / (self.right - self.left) * self.highest

    def _draw_bar(self, exponent: float) -> None:
        end = self.at(exponent)
        self.bar.cover(Box(self.left, float(end[0]), self.base + 0.02, self.base + BAR))

    def marks(self, marks: Sequence[Mark]) -> list[VGroup]:
        """Return each mark as a stem with its text, on rows of their own above the bar.

        Rows and sides are chosen so that no stem crosses a text, in the given order from the lowest row
        upwards where that is possible.
        """
        made = [self._text(mark) for mark in marks]
        stems = [float(self.at(mark.exponent)[0]) for mark in marks]
        widths = [width for _, width in made]
        sides = itertools.product((False, True), repeat=len(marks))
        ways = itertools.product(itertools.permutations(range(len(marks))), list(sides))

        def lefts(before: Sequence[bool]) -> list[float]:
            near = zip(stems, widths, before, strict=True)
            return [x - WORD_GAP - width if side else x + WORD_GAP for x, width, side in near]

        def faults(way: tuple[tuple[int, ...], tuple[bool, ...]]) -> int:
            spans = [
                (left - WORD_GAP, left + w + WORD_GAP) for left, w in zip(lefts(way[1]), widths, strict=True)
            ]
            crossed = sum(
                rows > row and low < x < high
                for (low, high), row in zip(spans, way[0], strict=True)
                for x, rows in zip(stems, way[0], strict=True)
            )
            slack = WORD_GAP + 1e-9
            outside = sum(low < self.box.left - slack or high > self.box.right + slack for low, high in spans)
            return crossed + outside

        rows, before = min(ways, key=faults)
        placed = zip(made, stems, lefts(before), rows, marks, strict=True)
        return [self._stand(text, x, left, row, mark) for (text, _), x, left, row, mark in placed]

    def _text(self, mark: Mark) -> tuple[VGroup, float]:
        """Return number and words, beginning at x = 0 and standing on y = 0, and their width."""
        width = number_width(mark.number, TYPE.label)
        text = VGroup(Number(self.look, mark.number, colour=mark.colour))
        label = Words(self.look, mark.words, colour=mark.colour).stand_on(0.0)
        text.add(label.shift((width + WORD_GAP - float(label.get_left()[0]), 0.0, 0.0)))
        return text, width + WORD_GAP + label.width

    def _stand(self, text: VGroup, x: float, left: float, row: int, mark: Mark) -> VGroup:
        baseline = self.base + BAR + HEAD_ROOM + row * LEVEL
        start, end = (x, self.base + BAR + 0.1, 0.0), (x, baseline + CAP, 0.0)
        stem = Line(start, end, color=mark.colour, stroke_width=STROKES.path)
        made = VGroup(stem, text.shift((left, baseline, 0.0)))
        made.name = mark.words
        return made
