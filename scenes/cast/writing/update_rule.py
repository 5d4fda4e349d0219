"""The update rule, and beneath its symbols the numbers of a step, each born as the motion produces it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from manim import DL, Animation, Mobject, VGroup, VMobject
from manim.typing import Point3D

from scenes.base.appearing import Appear
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TIMING, TYPE
from scenes.cast.moving.births import present
from scenes.cast.writing.formulas import UNDERLINE, UNDERLINE_GAP, MathFormula
from scenes.cast.writing.numbers import LiveNumber, Number, number_width
from scenes.cast.writing.plates import Plate

LINE_GAP = 1.55
"""Distance of the two lines, in units of the capital's height times 1.5."""


def always() -> float:
    """Return 1: whole from the beginning."""
    return 1.0


def never() -> float:
    """Return 0: not lit."""
    return 0.0


@dataclass(frozen=True, slots=True)
class Term:
    """One part of the line of numbers.

    Parameters
    ----------
    role
        Colour name in the theme: what the number means.
    read
        Returns the number's text now.
    samples
        All texts that can appear: the widest one reserves the room.
    before
        The sign in front of it, such as ``=`` or ``−``; it is as visible as the numbers on both sides.
    shown
        Returns how visible the number is, from 0 to 1.
    lit
        Returns how brightly number and symbol are underlined.
    arrived
        Returns how far the number has come from the place of the line's first term to its own.
    """

    role: str
    read: Callable[[], str]
    samples: Sequence[str]
    before: str = ""
    shown: Callable[[], float] = always
    lit: Callable[[], float] = never
    arrived: Callable[[], float] = always


def _both(one: Callable[[], float], other: Callable[[], float]) -> float:
    return min(one(), other())


class OnScreen(Animation):
    """Puts a mobject on screen, as it is."""

    def create_starting_mobject(self) -> Mobject:
        """Return nothing: manim would copy the mobject."""
        return Mobject()

    def interpolate(self, alpha: float) -> None:
        """Leave everything as it is."""


class UpdateRule(VGroup):
    """The rule as symbols, and beneath it the same rule with this step's numbers.

    Parameters
    ----------
    look
        Theme and language.
    symbols
        Typst math of the rule, coloured with `paint`: as many terms as there are numbers.
    terms
        The numbers from left to right.
    box
        Formula zone; both lines end at its right edge (and start at its left edge in tall frames).
    size
        Font size; made smaller, down to the readable minimum, when the numbers are too long for the box.

    Attributes
    ----------
    samples
        All texts that the number of a role takes, by role; the last number of a role that has several.
    """

    def __init__(
        self,
        look: Look,
        symbols: str,
        terms: Sequence[Term],
        box: Box,
        *,
        size: float = TYPE.formula,
    ) -> None:
        super().__init__()
        self.look = look
        self.samples = {term.role: term.samples for term in terms}
        numbers_size = size
        while self.row_width(terms, numbers_size) > box.width and numbers_size > TYPE.label:
            numbers_size -= 1.0
        cap = CAP_HEIGHT_PER_FONT_SIZE * size
        self.symbols = MathFormula(look, symbols, size=size)
        if self.symbols.width > box.width:
            self.symbols.scale(box.width / self.symbols.width)
        first = box.top - 1.25 * cap
        self.symbols.stand_on(first)
        self.symbols.shift((box.right - float(self.symbols.get_right()[0]), 0.0, 0.0))
        self.numbers: dict[str, list[Number]] = {}
        self.signs, self.row = VGroup(), list[tuple[Number, Number | None]]()
        self.grown: set[int] = set()
        self._lay_out(terms, box, first - LINE_GAP * 1.5 * cap, numbers_size)
        self.bars = self._underlines(terms)
        self.add(*(bar for bars in self.bars for bar in bars))
        self.add(self.symbols, self.signs)
        self.add(*(number for numbers in self.numbers.values() for number in numbers))
        self.name = "update rule"

    @staticmethod
    def _sign_room(sign: str, size: float) -> float:
        return number_width(sign, size) + 0.9 * number_width("0", size) if sign else 0.0

    @classmethod
    def row_width(cls, terms: Sequence[Term], size: float) -> float:
        """Return how wide the line of numbers is at a font size."""
        return sum(
            cls._sign_room(term.before, size) + max(number_width(text, size) for text in term.samples)
            for term in terms
        )

    def _lay_out(self, terms: Sequence[Term], box: Box, baseline: float, size: float) -> None:
        x = box.right - self.row_width(terms, size)
        last = never
        for term in terms:
            room = self._sign_room(term.before, size)
            sign = None
            if term.before:
                where = (x + room / 2, baseline, 0)
                sign = Number(self.look, term.before, where, anchor="center", size=size)
                present(sign, partial(_both, last, term.shown))
                self.signs.add(sign)
            x += room + max(number_width(text, size) for text in term.samples)
            self._write(term, np.array([x, baseline, 0.0]), sign, size)
            last = term.shown

    def _write(self, term: Term, end: Point3D, sign: Number | None, size: float) -> None:
        """Write the number of a term, which ends at a point unless it is on its way there."""
        first = self.row[0][0].at if self.row else end

        def where() -> Point3D:
            share = term.arrived()
            here: Point3D = first + share * (end - first)
            return here

        colour = getattr(self.look.colours, term.role)
        number = LiveNumber(self.look, term.read, where, anchor="right", colour=colour, size=size)
        present(number, term.shown)
        self.numbers.setdefault(term.role, []).append(number)
        self.row.append((number, sign))

    def _underlines(self, terms: Sequence[Term]) -> list[list[Plate]]:
        """Return the bars under the symbol and the number of each term, as bright as these are lit."""
        symbols, _ = self._symbols()
        underlines = []
        for place, term in enumerate(terms):
            bars = []
            for lit in (VGroup(*symbols.get(place, [])), self.row[place][0]):
                if not len(lit.get_all_points()):
                    continue
                (left, bottom, _), right = lit.get_corner(DL), lit.get_right()[0]
                low = float(bottom) - UNDERLINE_GAP
                bar = Plate(getattr(self.look.colours, term.role))
                bar.cover(Box(float(left), float(right), low - UNDERLINE, low))
                seen = term.lit if lit is not self.row[place][0] else partial(_both, term.lit, term.shown)
                present(bar, seen)
                bars.append(bar)
            underlines.append(bars)
        return underlines

    def grow(self, *places: int) -> list[Animation]:
        """Return the animations by which terms come, counted from the left, and the signs that they complete.

        A formula that grows is not put on screen by the lesson: its terms come when the picture shows them.
        """
        self.grown |= set(places)
        symbols, between = self._symbols()
        parts: list[VMobject] = []
        for place, (number, sign) in enumerate(self.row):
            if place in places:
                parts += [number, *symbols.get(place, [])]
            if {place - 1, place} <= self.grown and (place in places or place - 1 in places):
                parts += [*([] if sign is None else [sign]), *between.get(place, [])]
        bars = [bar for place in sorted(places) for bar in self.bars[place]]
        return [*(Appear(part, run_time=TIMING.quick) for part in parts), *map(OnScreen, bars)]

    def _symbols(self) -> tuple[dict[int, list[VMobject]], dict[int, list[VMobject]]]:
        """Return the glyphs of each term, and of the sign before each: terms are told by their colours."""
        terms: dict[int, list[VMobject]] = {}
        signs: dict[int, list[VMobject]] = {}
        place, last = -1, ""
        for glyph in self.symbols:
            colour = glyph.get_fill_color().to_hex().upper()
            if colour == self.look.colours.ink.upper():
                signs.setdefault(place + 1, []).append(glyph)
            else:
                place += colour != last
                terms.setdefault(place, []).append(glyph)
            last = colour
        return terms, signs


__all__ = ["Term", "UpdateRule"]
