"""An axis that counts zeros, and whose scale moves: a bar along it, marks above it."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from manim import VGroup
from manim.typing import Point3D

from gd_math.functions.grid_search import scientific
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import LABEL_GAP, TICK
from scenes.cast.marks.lines import Polyline
from scenes.cast.moving.following import follow
from scenes.cast.writing.number_text import SUPERSCRIPTS, TIMES, significant
from scenes.cast.writing.numbers import LiveNumber, Number, number_width
from scenes.cast.writing.plates import Plate

BAR = 0.42
"""Height of the bar, in scene units."""
LEVEL = 0.5
"""Distance of two rows of marks."""
HEAD_ROOM = 0.34
WORD_GAP = 0.12
CAP = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
TIP = TYPE.formula
"""Font size of the number at the bar's tip."""
LADDER = tuple(step * 10**k for k in range(6) for step in (1, 2))
"""Distances of ticks in zeros: each one's ticks are among those of the ones before it."""
TICK_AIR, FADE = 0.3, 0.2
"""Room between two numbers, and the share of their distance within which they fade."""
MOST_TICKS = 40
END_ROOM = 0.2
TINY = 1e-6


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


class PowerAxis(VGroup):
    """The axis with its numbers, the bar and the number at its tip.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for the axis, its numbers below it and rows of marks above it.
    reach
        Tells the exponent at the end of the axis: its scale moves.
    exponent
        Tells how long the bar is.
    text
        Tells the number at its tip.
    widest
        The widest text there: room for it is kept beyond the axis' end; by default none, and a long bar
        carries its number.
    title
        Translated: what is counted; it stands at the end of the axis if there is room.
    colours
        Of the bar and of its number; both that of parameters by default.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        reach: Callable[[], float],
        exponent: Callable[[], float],
        text: Callable[[], str],
        widest: str = "",
        title: str = "",
        colours: tuple[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.look, self.box, self.reach, self.text = look, box, reach, text
        self.left = box.left + 0.2
        self.right = box.right - (number_width(widest, TIP) + WORD_GAP if widest else END_ROOM) - 2 * WORD_GAP
        self.exponent, self.carries = exponent, not widest
        self.base = box.bottom + CAP + TICK + 1.4 * LABEL_GAP
        muted = look.colours.muted
        bar, self.tip_colour = colours or (look.colours.parameter,) * 2
        self.apart = number_width(power_text(888), TYPE.label) + TICK_AIR
        self.frame = Polyline(muted, STROKES.axis, name="axis")
        self.numbers = VGroup(*(Number(look, "", anchor="center", colour=muted) for _ in range(MOST_TICKS)))
        self.bar = Plate(bar)
        self.bar.lint_backing = self.carries
        self.bar.name = "bar"
        cap = CAP_HEIGHT_PER_FONT_SIZE * TIP
        self.tip = LiveNumber(
            look,
            text,
            lambda: self._tip_place() + np.array([0.0, (BAR - cap) / 2 + 0.02, 0.0]),
            anchor="left",
            colour=self.tip_colour,
            size=TIP,
        )
        self.add(self.frame, self.numbers, self.bar, self.tip)
        if title:
            word = Words(look, title, colour=muted)
            left = self.right + self.apart / 2 + WORD_GAP
            middle = self.base - TICK - LABEL_GAP - CAP / 2
            if left + word.width <= box.right:
                self.add(word.move_to((left + word.width / 2, middle, 0.0)))
        self.name = "powers of ten"
        follow(self.frame, self._draw_ticks)
        follow(self.bar, self._draw_bar)

    def at(self, exponent: float) -> Point3D:
        """Return the place of ten to the power of `exponent` on the axis."""
        return np.array([self.left + exponent / self.reach() * (self.right - self.left), self.base, 0.0])

    def read(self, x: float) -> float:
        """Return the exponent at a place: the inverse of `at`."""
        return (x - self.left) / (self.right - self.left) * self.reach()

    def _strength(self, tick: int) -> float:
        """Return how strongly a tick shows: fully where the ticks of its distance stand well apart."""
        unit = (self.right - self.left) / self.reach()
        apart = max((step for step in LADDER if tick % step == 0), default=1) * unit / self.apart
        return float(np.clip((apart - 1.0) / FADE, 0.0, 1.0)) if tick else 1.0

    def settled(self, reach: float) -> float:
        """Return an end of the axis at `reach` or beyond where no tick is half faded."""
        apart = (self.right - self.left) / self.apart / reach
        fading = [apart * step for step in LADDER if 1.0 < apart * step < 1.0 + FADE]
        return reach * (max(fading) + TINY) if fading else reach

    def _draw_ticks(self) -> None:
        reach = self.reach()
        unit = (self.right - self.left) / reach
        step = next((step for step in LADDER if step * unit > self.apart), LADDER[-1])
        ticks = list(range(0, int(reach + 1e-9) + 1, step))[:MOST_TICKS]
        pieces = [np.array([self.at(0.0), self.at(reach)])]
        for number, tick in zip(self.numbers, [*ticks, *[None] * (MOST_TICKS - len(ticks))], strict=True):
            if tick is None:
                number.set_text("")
                continue
            foot, shown = self.at(float(tick)), self._strength(tick)
            pieces.append(np.array([foot, foot - np.array([0.0, TICK * shown, 0.0])]))
            number.set_text(power_text(tick), foot - np.array([0.0, TICK + LABEL_GAP + CAP, 0.0]))
            number.set_fill(opacity=shown)
        self.frame.set_corners(*pieces)

    def _draw_bar(self) -> None:
        end = self.at(self.exponent())
        self.bar.cover(Box(self.left, float(end[0]), self.base + 0.02, self.base + BAR))
        if self.carries:
            within = self._tip_place()[0] < end[0]
            self.tip.set_fill(self.look.colours.background if within else self.tip_colour)

    def _tip_place(self) -> Point3D:
        """Return where the number begins: beyond the bar, or at the end of a bar that carries it."""
        end = self.at(self.exponent())
        inwards = number_width(self.text(), TIP) + WORD_GAP
        within = self.carries and float(end[0]) - self.left > inwards + WORD_GAP
        begin: Point3D = end + np.array([-inwards if within else WORD_GAP, 0.0, 0.0])
        return begin


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to compare with: its exponent, its number with a word for what it counts, its colour."""

    exponent: float
    number: str
    words: str
    colour: str


class AxisMark(VGroup):
    """A stem with its text, above the bar of an axis; it comes into the picture when the scale reaches it.

    Parameters
    ----------
    axis
        What it stands on.
    mark
        What it marks.
    row
        Its text's row above the bar: that of a smaller number is the higher one.
    """

    def __init__(self, axis: PowerAxis, mark: Mark, row: int = 0) -> None:
        super().__init__()
        look, size = axis.look, TYPE.caption
        self.axis, self.mark = axis, mark
        self.baseline = axis.base + BAR + HEAD_ROOM + row * LEVEL
        self.number = Number(look, mark.number, (0.0, self.baseline, 0.0), colour=mark.colour, size=size)
        words = Words(look, mark.words, colour=mark.colour, size=size).stand_on(self.baseline)
        start = number_width(mark.number, size) + WORD_GAP
        words.shift((start - float(words.get_left()[0]), 0.0, 0.0))
        self.text, self.width_of_text = VGroup(self.number, words), start + float(words.width)
        self.left = 0.0
        self.stem = Polyline(mark.colour, STROKES.path, name="stem")
        self.add(self.stem, self.text)
        self.name = mark.words
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Stand at the number's place, the text beside it, or as far to the right as there is room."""
        axis = self.axis
        seen = self.mark.exponent <= axis.reach() * (1 + 1e-9)
        self.text.set_fill(opacity=float(seen))
        if not seen:
            self.stem.set_corners()
            return
        x = float(axis.at(self.mark.exponent)[0])
        left = min(x + WORD_GAP, axis.box.right - self.width_of_text)
        self.text.shift((left - self.left, 0.0, 0.0))
        self.left = left
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.caption
        beside = left - x > WORD_GAP - TINY
        top = self.baseline + cap if beside else self.baseline - 0.08
        self.stem.set_corners(np.array([[x, axis.base + BAR + 0.06, 0.0], [x, top, 0.0]]))


__all__ = ["AxisMark", "Mark", "PowerAxis", "count_text", "power_text"]
