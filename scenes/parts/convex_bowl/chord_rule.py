"""The inequality that tells whether a function is convex, with the numbers of one chord."""

import math
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from manim import VGroup, VMobject
from manim.typing import Point3D

from gd_math.shape.chords import ChordPoint
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.base.words import Words
from scenes.cast.moving.following import follow
from scenes.cast.writing.born import Born
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_text import LARGEST_PLAIN, plain, powers_of_ten
from scenes.cast.writing.numbers import Anchor, LiveNumber, Number, number_width
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


def inequality(look: Look, holds: bool) -> tuple[str, str, str]:
    """Return what stands left of the sign, ≤ or a red >, and what stands right of it, as Typst math."""
    ball = look.colours.parameter
    f, a, b = paint(look.colours.loss, "f"), paint(ball, "a"), paint(ball, "b")
    sign = "<=" if holds else paint(look.colours.warning, ">")
    return f"{f} (t {a} + (1 - t) {b})", sign, f"t {f} ({a}) + (1 - t) {f} ({b})"


class Chord(Protocol):
    """A chord as the inequality reads it."""

    digits: int
    """With how many decimals heights are written."""

    @property
    def marked(self) -> ChordPoint | None:
        """Return the point that is looked at, None while there is none."""

    @property
    def dips(self) -> bool:
        """Tell whether a part of the chord lies below the graph."""


class Sign(VGroup):
    """The sign between graph and chord: ≤, or > in the colour of warnings."""

    def __init__(self, look: Look, size: float, place: Spot, holds: Callable[[], bool | None]) -> None:
        marks = (
            MathFormula(look, "<=", size=size),
            MathFormula(look, ">", colour=look.colours.warning, size=size),
        )
        super().__init__(*marks)
        self.holds = holds
        for mark in marks:
            mark.stand_on(place[1]).shift((place[0] - float(mark.get_center()[0]), 0.0, 0.0))
        self._outlines = [mark.submobjects[0].points.copy() for mark in marks]
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Show one of the two, or none."""
        holds = self.holds()
        for mark, outline, wanted in zip(self, self._outlines, (True, False), strict=True):
            mark.submobjects[0].points = outline if holds is wanted else np.zeros((0, 3))


class Scope(Words):
    """Words beside the numbers of a chord, as long as these are shown."""

    def __init__(self, look: Look, text: str, end: Spot, shown: Callable[[], bool]) -> None:
        super().__init__(look, text, colour=look.colours.muted)
        foot = float(np.median([glyph.get_bottom()[1] for glyph in self]))
        self.shift((end[0] - float(self.get_right()[0]), end[1] - foot, 0.0))
        self.shown, self._outlines = shown, [glyph.points.copy() for glyph in self]
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Show all, or nothing."""
        shown = self.shown()
        for glyph, outline in zip(self, self._outlines, strict=True):
            glyph.points = outline if shown else np.zeros((0, 3))


class ConvexityRule(VGroup):
    """The inequality of convexity, and beneath it both sides in numbers; it comes in two parts.

    Parameters
    ----------
    look
        Theme and language.
    box
        Formula zone; the inequality ends at its right edge, or takes two lines where it is too long for one.
    chord
        Returns the chord of which it tells.

    Attributes
    ----------
    chord_side, graph_side
        Its right part with its number; its left part with its own and with both signs.
    numbers
        The lower line.
    settled
        Whether the upper line tells what convex means, whatever the chord does.
    silent
        Whether the lower line is left out.
    """

    def __init__(self, look: Look, box: Box, chord: Callable[[], Chord]) -> None:
        super().__init__()
        self.chord = chord
        self.look, self.box, self.settled, self.silent = look, box, False, False
        markups = inequality(look, True)
        size = TYPE.formula
        parts = [MathFormula(look, markup, size=size) for markup in markups]
        while size > TYPE.label and self._width(parts) > box.width:
            size -= 1.0
            parts = [MathFormula(look, markup, size=size) for markup in markups]
        cap = CAP_HEIGHT_PER_FONT_SIZE * size
        baselines = box.top - 1.25 * cap, box.top - 1.25 * cap - LINE_GAP * 1.5 * cap
        wide = self._width(parts) <= box.width
        left, sign, right = (self._side_by_side if wide else self._stacked)(parts, baselines)
        self.size, self.room = size, math.inf if wide else right[0] - sign[0] - AIR
        anchor: Anchor = "center" if wide else "right"
        self.graph_number = LiveNumber(
            look, lambda: self._text("graph"), left, anchor=anchor, colour=look.colours.loss, size=size
        )
        self.chord_number = LiveNumber(look, lambda: self._text("chord"), right, anchor=anchor, size=size)
        upper = float(parts[1].get_center()[0]), baselines[0 if wide else 1], 0.0
        signs = [Sign(look, size, upper, self._rule_holds)]
        scope: list[Scope] = []
        if wide:
            signs.append(Sign(look, size, sign, self.holds))
            end = (float(parts[0].get_left()[0]), baselines[1], 0.0)
            scope = [Scope(look, look.say("for one chord:"), end, lambda: self.holds() is not None)]
        self.signs = VGroup(*signs)
        self.chord_side = VGroup(parts[2], self.chord_number)
        self.graph_side = VGroup(parts[0], self.graph_number, self.signs, *scope)
        self.numbers = VGroup(self.graph_number, *self.signs[1:], *scope, self.chord_number)
        self.add(self.chord_side, self.graph_side)
        self.name = "inequality of convexity"

    def silence(self, silent: bool) -> None:
        """Leave the lower line out, or not."""
        self.silent = silent
        self.update()

    def born(self, number: LiveNumber, place: Point3D) -> Born:
        """Return the animation by which a number of now comes from a place in the picture."""
        still = Number(
            self.look,
            number.text,
            number.at,
            anchor=number.anchor,
            colour=str(number.fill_color),
            size=self.size,
        )
        return Born(still, place)

    def holds(self) -> bool | None:
        """Tell whether the chord is not below the graph where it is looked at; None if there is no chord."""
        point = self.chord().marked
        return None if point is None or self.silent else bool(point.above)

    def _rule_holds(self) -> bool:
        return self.settled or not self.chord().dips

    @staticmethod
    def _width(parts: Sequence[VMobject]) -> float:
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
        """Set the inequality on two lines; return where its numbers go, at their ends, and from where on."""
        left, right = self.box.left, self.box.right
        indent = left + float(parts[1].width) + AIR
        for part, across, line in zip(parts, (indent, left, indent), (0, 1, 1), strict=True):
            part.stand_on(baselines[line]).shift((across - float(part.get_left()[0]), 0.0, 0.0))
        end = (float(parts[2].get_right()[0]) + AIR, baselines[1], 0.0)
        return (right, baselines[0], 0.0), end, (right, baselines[1], 0.0)

    def _text(self, side: str) -> str:
        point = self.chord().marked
        if point is None or self.silent:
            return ""
        value = float(getattr(point, side))
        text = height_text(value, self.chord().digits)
        return text if number_width(text, self.size) <= self.room else powers_of_ten(value, 0)


__all__ = ["ConvexityRule", "Sign", "height_text", "inequality"]
