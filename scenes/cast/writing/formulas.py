"""Formulas whose symbols have the colours of what they name; the update rule with this step's numbers."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from manim import DL, VGroup, VMobject
from manim.mobject.mobject import _AnimationBuilder

from scenes.base.appearing import Appear
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TIMING, TYPE
from scenes.base.typesetting import Typeset
from scenes.cast.writing.numbers import LiveNumber, Number, number_width
from scenes.cast.writing.plates import Plate

_PAINTED = re.compile(r"#text\([^()]*(?:\([^()]*\))?[^()]*\)\[\$([^$]*)\$\]")
UNDERLINE, UNDERLINE_GAP = 0.05, 0.06
_RULER = '#text(fill: rgb("#010203"))[$1$] '
"""A digit that stands on the baseline, put in front of every formula and taken away once it was read."""
LINE_GAP = 1.55
"""Distance of the baselines of two formula lines, in units of the capital's height times 1.5."""


def paint(colour: str, markup: str) -> str:
    """Return Typst math markup that shows `markup` in `colour`."""
    return f'#text(fill: rgb("{colour}"))[${markup}$]'


def unpainted(markup: str) -> str:
    """Return Typst math markup without the colours that `paint` gave to it.

    >>> unpainted(f"{paint('#E69F00', 'x')} <- {paint('#E69F00', 'x')} - {paint('#F0E442', 'f(x)')}")
    'x <- x - f(x)'
    """
    inner = _PAINTED.sub(r"\1", markup)
    return inner if inner == markup else unpainted(inner)


BUILT_IN_ONLY = "#show math.equation: set text(fallback: false)"
"""What the math font lacks is a box for the lint to find, whatever fonts a machine has."""


class MathFormula(Typeset):
    """A formula from Typst math markup.

    Parameters
    ----------
    look
        Theme and language.
    markup
        Typst math, coloured with `paint`.
    colour
        Colour of what `paint` left alone; the theme's ink by default.
    size
        Font size.
    """

    def __init__(
        self, look: Look, markup: str, *, colour: str | None = None, size: float = TYPE.formula
    ) -> None:
        super().__init__(
            f"$ {_RULER}{markup} $",
            font_size=size,
            color=colour or look.colours.ink,
            typst_preamble=BUILT_IN_ONLY,
        )
        ruler, first = self.submobjects[:2]
        self._drop = (first.get_bottom()[1] - ruler.get_bottom()[1]) / first.height
        self.remove(ruler)
        self.cap_height = CAP_HEIGHT_PER_FONT_SIZE * size
        self.name = unpainted(markup)

    def parts(self, colour: str) -> VGroup:
        """Return the symbols that have `colour`."""
        return VGroup(*(glyph for glyph in self if glyph.get_fill_color().to_hex().upper() == colour.upper()))

    @property
    def pieces(self) -> list[VGroup]:
        """Return neighbouring symbols of one colour together, from the left: they may come one by one."""
        found: list[VGroup] = []
        last = None
        for glyph in self:
            colour = glyph.get_fill_color().to_hex()
            if colour != last:
                found.append(VGroup())
            found[-1].add(glyph)
            last = colour
        return found

    @property
    def baseline(self) -> float:
        """Return the height of the line on which the symbols stand."""
        first = self.submobjects[0]
        return float(first.get_bottom()[1] - self._drop * first.height)

    def stand_on(self, baseline: float) -> "MathFormula":
        """Move the formula up or down until it stands on `baseline`."""
        return self.shift((0.0, baseline - self.baseline, 0.0))


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
        The sign in front of it, such as ``=`` or ``−``.
    """

    role: str
    read: Callable[[], str]
    samples: Sequence[str]
    before: str = ""


class UpdateRule(VGroup):
    """The rule as symbols, and beneath it the same rule with this step's numbers.

    Parameters
    ----------
    look
        Theme and language.
    symbols
        Typst math of the rule, coloured with `paint`.
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
        self.highlights = {role: self._highlight(role) for role in dict.fromkeys(term.role for term in terms)}
        self.add(*(bar for bars in self.highlights.values() for bar in bars))
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
        colours = self.look.colours
        for term in terms:
            room = self._sign_room(term.before, size)
            sign = None
            if term.before:
                where = (x + room / 2, baseline, 0)
                sign = Number(self.look, term.before, where, anchor="center", size=size)
                self.signs.add(sign)
            x += room + max(number_width(text, size) for text in term.samples)
            number = LiveNumber(
                self.look,
                term.read,
                (x, baseline, 0.0),
                anchor="right",
                colour=getattr(colours, term.role),
                size=size,
            )
            self.numbers.setdefault(term.role, []).append(number)
            self.row.append((number, sign))

    def _highlight(self, role: str) -> list[Plate]:
        """Return the bars under a symbol and its numbers, invisible until they are lit."""
        colour = getattr(self.look.colours, role)
        bars = []
        for lit in (self.symbols.parts(colour), *self.numbers[role]):
            if len(lit.get_all_points()):
                (left, bottom, _), right = lit.get_corner(DL), lit.get_right()[0]
                low = float(bottom) - UNDERLINE_GAP
                bar = Box(float(left), float(right), low - UNDERLINE, low)
                bars.append(Plate(colour, opacity=0.0).cover(bar))
        return bars

    def grow(self, *places: int) -> list[Appear]:
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
        return [Appear(part, run_time=TIMING.quick) for part in parts]

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

    def light(self, *roles: str) -> list[_AnimationBuilder]:
        """Return the animations that light up the symbols and numbers of `roles`, and no others."""
        return [
            cast(_AnimationBuilder, bar.animate.set_fill(opacity=float(role in roles)))
            for role, bars in self.highlights.items()
            for bar in bars
            if (bar.get_fill_opacity() > 0) != (role in roles)
        ]
