"""The gradient, which grows into the rule of descent and of ascent as the picture shows its terms."""

from collections.abc import Callable
from typing import Any, Literal, cast

import numpy as np
from manim import LEFT, RIGHT, Animation, VGroup, VMobject, smooth, squish_rate_func
from manim.mobject.mobject import _AnimationBuilder
from manim.typing import Vector3D

from gd_math.objective import Objective
from gd_math.typing import Points
from scenes.base.appearing import Appear, Vanish
from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.maps.named_landscapes import HILLS_FORMULA, NamedLandscape
from scenes.cast.writing.descent_rule import Sign, descent_rule
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_text import not_hidden, shortest, typst_number
from scenes.cast.writing.variable_names import tuple_markup
from scenes.parts.gradient_field.end_marks import TRIANGLE, EndMarks

NEW, GETS, OLD, SIGN, RATE, GRADIENT = range(6)
"""Pieces of the rule, from the left."""
DECIMALS = 2
APART = 0.2
"""Between the gradient and its numbers, in scene units."""
MARK_AWAY = 0.35
"""From the mark of an end to its rule, in scene units."""
UPPER = 0.45
"""Height of the function's line above the rule, in scene units."""
NEAR = 0.14
"""Between the gradient and the sign before it while nothing else stands there, in scene units."""

FIRST, THEN = squish_rate_func(smooth, 0.0, 0.5), squish_rate_func(smooth, 0.5, 1.0)
"""One piece makes room before another one comes to where it stood."""

Animations = list[Animation | _AnimationBuilder]


class FieldRule:
    """∇f(x, y) = (1.63, 1.60), then −∇f(x, y), then (x, y) ← (x, y) − 0.25 ∇f(x, y) and with + for −.

    Parameters
    ----------
    look
        Theme and language.
    objective
        Whose variables are named.
    rate
        The learning rate.
    slope
        The gradient ``(2,)`` that is told with its numbers.
    zone
        Where it stands.

    Attributes
    ----------
    shown
        Which pieces of the rule are there.
    """

    def __init__(
        self, look: Look, objective: Objective, rate: float, slope: Points, zone: FormulaZone
    ) -> None:
        self.look, self.objective, self.zone = look, objective, zone
        self.rate = f"{typst_number(shortest(rate))} thin"
        rules = self._rule("+"), self._rule("-")
        self.signs: dict[Sign, VGroup] = {"+": rules[0].pieces[SIGN], "-": rules[1].pieces[SIGN]}
        self.pieces = rules[1].pieces
        largest = float(abs(slope).max())
        texts = (typst_number(not_hidden(float(one), DECIMALS, largest)) for one in slope)
        numbers = paint(look.colours.gradient, f"= ({', '.join(texts)})")
        self.vector = MathFormula(look, numbers, size=rules[1].cap_height / CAP_HEIGHT_PER_FONT_SIZE)
        self.vector.stand_on(rules[1].baseline)
        self.vector.shift((zone.box.right - float(self.vector.get_right()[0])) * RIGHT)
        self.shown: set[int] = set()
        self.away = self.numbers_away = 0.0
        """How far the sign, and the gradient before its numbers, stand from their places in the rule."""

    def _rule(self, sign: Sign) -> MathFormula:
        page = self.zone.page(descent_rule(self.look, self.objective, sign, self.rate), largest=TYPE.caption)
        assert isinstance(page, MathFormula)
        return page

    @property
    def gradient(self) -> VGroup:
        """Return ∇f(x, y)."""
        return self.pieces[GRADIENT]

    def measure(self) -> Animations:
        """Return the animations by which the gradient comes, with its numbers where they have room."""
        away = self.vector.width + APART
        parts: list[VMobject] = [self.gradient]
        if self.gradient.width + away <= self.zone.box.width and self.zone.side == "right":
            self.gradient.shift(away * LEFT)
            parts, self.numbers_away = [*parts, self.vector], away
        self.shown.add(GRADIENT)
        return [Appear(part) for part in parts]

    def generalise(self) -> Animations:
        """Return the animations that leave the gradient without its numbers, at its place in the rule."""
        away, self.numbers_away = self.numbers_away, 0.0
        gone = Vanish(self.vector, rate_func=THEN)  # backwards: in the first half
        return [gone, _moved(self.gradient, away * RIGHT, THEN)] if away else []

    def negate(self) -> Animations:
        """Return the animations by which the sign comes, close to the gradient."""
        new = [] if GRADIENT in self.shown else [Appear(self.gradient)]
        sign = self.pieces[SIGN]
        self.away = float(self.gradient.get_left()[0] - sign.get_right()[0]) - NEAR
        sign.shift(self.away * RIGHT)
        self.shown |= {SIGN, GRADIENT}
        return [*new, Appear(sign)]

    def scale(self) -> Animations:
        """Return the animations by which the sign makes room for the rate."""
        self.shown.add(RATE)
        coming = Appear(self.pieces[RATE], rate_func=THEN)
        return [_moved(self.pieces[SIGN], self.away * LEFT, FIRST), coming]

    def land(self) -> Animations:
        """Return the animations by which the rest of the rule comes: what the step makes of the place."""
        new = [piece for piece in (NEW, GETS, OLD) if piece not in self.shown]
        self.shown |= set(new)
        return [Appear(self.pieces[piece]) for piece in new]

    def turn(self, sign: Sign) -> Animations:
        """Return the animations by which the sign becomes another one."""
        before, after = self.pieces[SIGN], self.signs[sign]
        self.pieces = [*self.pieces[:SIGN], after, *self.pieces[SIGN + 1 :]]
        if SIGN in self.shown:
            return [Vanish(before), Appear(after)]
        self.shown = set(range(len(self.pieces)))
        return [Appear(piece) for piece in self.pieces]

    def leave(self) -> Animations:
        """Return the animations that take it off the screen."""
        gone, self.shown = sorted(self.shown), set()
        return [Vanish(self.pieces[piece]) for piece in gone]

    @property
    def complete(self) -> bool:
        """Whether all of it is there."""
        return len(self.shown) == len(self.pieces)

    def both(self, size: float) -> Animations:
        """Return the animations that show descent and ascent, each with the mark of its end before it."""
        rules = (descent_rule(self.look, self.objective, sign, self.rate) for sign in ("-", "+"))
        lines = " \\ ".join(rule.replace("arrow.l", "&arrow.l", 1) for rule in rules)
        page = self.zone.page(lines, largest=TYPE.caption)
        across, middle = float(page.get_left()[0]) - MARK_AWAY, float(page.get_center()[1])
        marks = [
            EndMarks(self.look, np.array([[across, middle + way, 0.0]]), up=way < 0.0, size=size)
            for way in (page.height / 4, -page.height / 4)
        ]
        fits = self.zone.side == "right" and across - size * TRIANGLE > self.zone.box.left
        return [*self.leave(), Appear(page), *(Appear(mark) for mark in marks if fits)]


def function_and_zone(look: Look, layout: Layout, shown: NamedLandscape) -> tuple[VMobject, FormulaZone]:
    """Return the formula above the map, nothing for the usual hills, and the zone of the rule below it."""
    side: Literal["left", "right"] = "left" if layout.tall else "right"
    box = layout.formula
    if shown.formula == HILLS_FORMULA:
        return VGroup(), FormulaZone(look, box, side)
    upper = FormulaZone(look, Box(box.left, box.right, box.top - UPPER, box.top), side)
    name = f"f{tuple_markup(shown.objective)}"
    full = (paint(look.colours.loss, text) for text in (f"{name} = {shown.formula}", name))
    return upper.show(*full, largest=TYPE.caption), FormulaZone(look, box, side, edge="bottom")


def _moved(piece: VGroup, way: Vector3D, rate: Callable[[float], float]) -> _AnimationBuilder:
    moving: Any = piece.animate
    return cast(_AnimationBuilder, moving(rate_func=rate).shift(way))


__all__ = ["GETS", "GRADIENT", "NEW", "OLD", "RATE", "SIGN", "FieldRule", "function_and_zone"]
