"""The panel of what the hiker knows: a few live numbers, each in the colour of what it means."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

import numpy as np
from manim import RoundedRectangle, VGroup
from manim.mobject.mobject import _AnimationBuilder
from manim.typing import Point3D

from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE, Theme
from scenes.base.words import Words
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import UNDERLINE, UNDERLINE_GAP, MathFormula, paint
from scenes.cast.writing.numbers import Number, number_width
from scenes.cast.writing.plates import Plate

PAD, GAP, ROW = 0.26, 0.28, 0.46
"""Room at the panel's edges, between its columns, from one row's baseline to the next, for labels' size."""

UNDER_TITLE = 0.14
CORNER = 0.14
BEFORE_NUMBER, BELOW_BASELINE, LEAST_GAP = 0.1, 0.05, 0.25
BELOW_HEADER = 0.3
NEAREST = 0.06
"""How near a hiker may come to the panel, in scene units."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of the panel.

    Parameters
    ----------
    role
        Colour name in the theme: what the number means.
    word
        A translated word.
    symbol
        Typst math.
    read
        Returns the number's text now.
    samples
        Texts that can appear: the widest one reserves the room.
    """

    role: str
    word: str
    symbol: str
    read: Callable[[], str]
    samples: Sequence[str]


class BaselineWords(Words):
    """Words that know the line they stand on: a capital in front tells it and goes."""

    def __init__(self, look: Look, text: str, *, colour: str | None = None, size: float = TYPE.label) -> None:
        super().__init__(look, "H" + text, colour=colour, size=size)
        capital, first = self.submobjects[:2]
        self._drop = float(first.get_bottom()[1] - capital.get_bottom()[1])
        self.remove(capital)
        self.text = self.name = text

    @property
    def baseline(self) -> float:
        """Return the height of the line on which the words stand."""
        return float(self.submobjects[0].get_bottom()[1]) - self._drop


class Panel(RoundedRectangle):
    """A plate with round corners."""

    lint_backing = True

    def __init__(self, colours: Theme, width: float, height: float) -> None:
        super().__init__(corner_radius=CORNER, width=width, height=height)
        self.set_fill(colours.background, 1.0).set_stroke(colours.faint, STROKES.axis)
        self.name = "panel"


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a fact stands, measured from the panel's upper left corner: word, number, line under them."""

    word_left: float
    word_baseline: float
    symbol_right: float
    number_right: float
    number_baseline: float
    bar_left: float


class KnownFacts(VGroup):
    """A panel with a title and one row for each fact: word, symbol, number.

    Parameters
    ----------
    look
        Theme and language.
    title
        Translated.
    facts
        From top to bottom.
    across
        Width of a panel in which words stand side by side over their numbers, without symbols: for frames
        that have no room for rows. If the numbers do not fit there, it has rows all the same.
    size
        Font size.
    """

    def __init__(
        self,
        look: Look,
        title: str,
        facts: Sequence[Fact],
        *,
        across: float = 0.0,
        size: float = TYPE.label,
    ) -> None:
        super().__init__()
        self.grown = size / TYPE.label
        colours = look.colours
        self.facts = facts
        self.title = Words(look, title, size=size)
        self.words = [BaselineWords(look, fact.word, colour=colours.muted, size=size) for fact in facts]
        self.symbols = [
            MathFormula(look, paint(getattr(colours, fact.role), fact.symbol) + " =", size=size)
            for fact in facts
        ]
        self.widths = [max(number_width(text, size) for text in fact.samples) for fact in facts]
        cells = [max(word.width, width) for word, width in zip(self.words, self.widths, strict=True)]
        self.flat = 2 * PAD * self.grown + sum(cells) + LEAST_GAP * (len(cells) - 1) <= across
        if self.flat:
            self.symbols = []
            self.slots, self.room = self._columns(cells, across)
        else:
            self.slots, self.room = self._rows()
        self.plate = Panel(colours, *self.room)
        self.lights = {fact.role: Plate(getattr(colours, fact.role), opacity=0.0) for fact in facts}
        self.numbers = {
            fact.role: Number(look, "", anchor="right", colour=getattr(colours, fact.role), size=size)
            for fact in facts
        }
        self.add(self.plate, *self.lights.values(), self.title, *self.words, *self.symbols)
        self.add(*self.numbers.values())
        self.name = "known facts"

    def _rows(self) -> tuple[list[Slot], tuple[float, float]]:
        pad, gap, row, under, cap = self._measures()
        words, symbols = max(w.width for w in self.words), max(s.width for s in self.symbols)
        symbol_right = pad + words + gap + symbols
        right = symbol_right + BEFORE_NUMBER + max(self.widths)
        first = under + cap + pad
        slots = []
        for place, symbol in enumerate(self.symbols):
            base = -(first + row * (place + 1))
            slots.append(Slot(pad, base, symbol_right, right, base, symbol_right - symbol.width))
        return slots, (max(right, pad + self.title.width) + pad, first + row * len(slots) + pad)

    def _columns(self, cells: Sequence[float], width: float) -> tuple[list[Slot], tuple[float, float]]:
        pad, _, row, under, cap = self._measures()
        gap = (width - 2 * pad - sum(cells)) / (len(cells) - 1)
        first = pad + cap + under + row
        slots, left = [], pad
        for cell, number in zip(cells, self.widths, strict=True):
            slots.append(Slot(left, -first, left, left + number, -first - row, left))
            left += cell + gap
        return slots, (width, first + row + pad)

    def _measures(self) -> tuple[float, ...]:
        """Return the room at the edges, between columns, rows, under the title, and a capital's height."""
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        return tuple(self.grown * length for length in (PAD, GAP, ROW, UNDER_TITLE, cap))

    def stand_at(self, left: float, top: float) -> "KnownFacts":
        """Put the panel's upper left corner at a place, once, and begin to read the facts."""
        self.box = Box(left, left + self.room[0], top - self.room[1], top)
        self.plate.move_to(self.box.centre)
        title = self.title
        pad = PAD * self.grown
        title.shift((left + pad - title.get_left()[0], top - pad - title.get_top()[1], 0.0))
        for slot, word in zip(self.slots, self.words, strict=True):
            word.shift((left + slot.word_left - word.get_left()[0], 0.0, 0.0))
            word.shift((0.0, top + slot.word_baseline - word.baseline, 0.0))
        for slot, symbol in zip(self.slots, self.symbols, strict=False):
            symbol.stand_on(top + slot.number_baseline)
            symbol.shift((left + slot.symbol_right - symbol.get_right()[0], 0.0, 0.0))
        for slot, fact in zip(self.slots, self.facts, strict=True):
            low = top + slot.number_baseline - UNDERLINE_GAP - BELOW_BASELINE
            bar = Box(left + slot.bar_left, left + slot.number_right, low - UNDERLINE, low)
            self.lights[fact.role].cover(bar)
            place = np.array([left + slot.number_right, top + slot.number_baseline, 0.0])
            number = self.numbers[fact.role]
            follow(number, partial(_read, number, fact, place))
        return self

    def free_place(self, layout: Layout, bodies: Sequence[Box], reach: float) -> tuple[float, float] | None:
        """Return where the panel's upper left corner leaves all `bodies` free, or None.

        It is below the header, or where fewer of the bodies come nearer to the panel than `reach`.
        """
        stage, (width, height) = layout.stage, self.room
        places = (
            (stage.left, layout.header.bottom - BELOW_HEADER),
            (stage.right - width, stage.top),
            (-width / 2, stage.top),
        )

        def crowd(place: tuple[float, float], margin: float) -> int:
            left, right, bottom = place[0] - margin, place[0] + width + margin, place[1] - height - margin
            return sum(left < b.right and b.left < right and b.top > bottom for b in bodies)

        free = [place for place in places if not crowd(place, NEAREST)]
        return min(free, key=lambda place: crowd(place, reach)) if free and not layout.tall else None

    def light(self, *roles: str) -> list[_AnimationBuilder]:
        """Return the animations that underline the rows of `roles`, and no others."""
        return [
            cast(_AnimationBuilder, bar.animate.set_fill(opacity=float(role in roles)))
            for role, bar in self.lights.items()
            if (bar.get_fill_opacity() > 0) != (role in roles)
        ]


def _read(number: Number, fact: Fact, place: Point3D) -> None:
    number.set_text(fact.read(), place)
