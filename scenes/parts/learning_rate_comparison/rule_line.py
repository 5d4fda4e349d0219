"""The function and the rule in one line, whose symbols come from what they name."""

import numpy as np
from manim import Animation, VGroup, smooth
from manim.typing import Point3D, Point3D_Array

from gd_math.formula.variables import variable_markup
from gd_math.objective import Objective
from scenes.base.layout import Layout
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.curves.curve_walk import CurveWalk
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.rule import rule_markup
from scenes.parts.learning_rate_comparison.glide import Glide, Rate
from scenes.parts.learning_rate_comparison.panels import first_half, second_half

LIFTED = np.array([0.0, 0.4, 0.0])
"""Where the rule's rate is born, from that of the first run: over it."""
RULE = 6
"""Pieces of the rule: x at the next step, =, x now, −, α, f′."""


class RuleLine:
    """f(x) = … and x_{t+1} = x_t − α f′(x_t) in the header; the rule alone where both do not fit.

    Parameters
    ----------
    look
        Theme and language.
    layout
        The frame.
    objective
        The function.
    """

    def __init__(self, look: Look, layout: Layout, objective: Objective) -> None:
        box, variable = layout.formula, objective.variables[0]
        rule = rule_markup(look, variable)
        name = paint(look.colours.loss, f"f({variable_markup(variable)}) = {objective.formula}")
        both = f"{name} quad quad {rule}"
        sizes = ((both, TYPE.formula), (both, TYPE.caption), (rule, TYPE.formula))
        lines = [MathFormula(look, markup, size=size) for markup, size in sizes]
        line = next((line for line in lines if line.width <= box.width), lines[-1])
        baseline = box.top - 1.25 * CAP_HEIGHT_PER_FONT_SIZE * TYPE.formula
        line.stand_on(baseline).shift((box.right - float(line.get_right()[0]), 0.0, 0.0))
        pieces = line.pieces
        self.then, self.equals, self.now, self.minus, self.rate, self.slope = pieces[-RULE:]
        self.function, self.margin = VGroup(*pieces[:-RULE]), layout.safe.left

    def births(self, curve: Point3D_Array, walk: CurveWalk, rate: Point3D) -> list[list[Animation]]:
        """Return how the symbols come in turn: from the curve, the ball, its tangent, and the first rate."""
        tangent, (x, y, _) = walk.tangent.get_top(), curve[len(curve) // 4]
        shown = np.array([max(float(x), self.margin + self.function.width / 2), y, 0.0])
        places = (
            (self.function, shown),
            (self.now, walk.ball.place),
            (self.slope, tangent),
            (self.rate, rate + LIFTED),
        )
        births = [self.born(symbols, place) for symbols, place in places[:-1] if len(symbols)]
        return [*births, self.born(self.rate, places[-1][1], second_half, first_half)]

    @staticmethod
    def born(symbols: VGroup, place: Point3D, across: Rate = smooth, up: Rate = smooth) -> list[Animation]:
        """Return the animations by which symbols go from what they name to their place in the line."""
        goal = symbols.copy()
        symbols.move_to(place)
        return [Glide(symbols, goal, across, up, introducer=True)]


__all__ = ["RuleLine"]
