"""The rule of descent and of ascent, whose terms come as the picture shows them."""

from manim import Animation, VGroup

from gd_math.objective import Objective
from scenes.base.appearing import Appear, Vanish
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.cast.writing.descent_rule import Sign, descent_rule
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.number_text import shortest, typst_number

NEW, GETS, OLD, SIGN, RATE, GRADIENT = range(6)
"""Pieces of the rule, from the left."""


class FieldRule:
    """(x, y) ← (x, y) − 0.1 ∇f(x, y), piece by piece, with a sign that may become another one.

    Parameters
    ----------
    look
        Theme and language.
    objective
        Whose variables are named.
    rate
        The learning rate.
    zone
        Where it stands.
    """

    def __init__(self, look: Look, objective: Objective, rate: float, zone: FormulaZone) -> None:
        number = f"{typst_number(shortest(rate))} thin"
        self.signs: dict[Sign, list[VGroup]] = {}
        signs: tuple[Sign, ...] = ("-", "+", "plus.minus")
        for sign in signs:
            page = zone.page(descent_rule(look, objective, sign, number), largest=TYPE.caption)
            assert isinstance(page, MathFormula)
            self.signs[sign] = page.pieces
        self.pieces = self.signs["-"]
        self.shown: set[int] = set()

    def grow(self, *pieces: int) -> list[Animation]:
        """Return the animations by which pieces come that are not there yet."""
        new = [piece for piece in pieces if piece not in self.shown]
        self.shown |= set(new)
        return [Appear(self.pieces[piece]) for piece in new]

    def turn(self, sign: Sign) -> list[Animation]:
        """Return the animations by which the sign becomes another one."""
        before, after = self.pieces[SIGN], self.signs[sign][SIGN]
        self.pieces = [*self.pieces[:SIGN], after, *self.pieces[SIGN + 1 :]]
        if SIGN not in self.shown:
            return []
        return [Vanish(before), Appear(after)]

    def leave(self) -> list[Animation]:
        """Return the animations that take it off the screen."""
        gone, self.shown = sorted(self.shown), set()
        return [Vanish(self.pieces[piece]) for piece in gone]


__all__ = ["GETS", "GRADIENT", "NEW", "OLD", "RATE", "SIGN", "FieldRule"]
