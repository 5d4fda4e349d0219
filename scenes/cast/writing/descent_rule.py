"""The rule of gradient descent in many variables, and of ascent."""

from typing import Literal

from gd_math.objective import Objective
from scenes.base.look import Look
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.variable_names import tuple_markup


def descent_rule(look: Look, objective: Objective, sign: Literal["+", "-"] = "-") -> str:
    """Return Typst math of (x, y) ← (x, y) − α ∇f(x, y), its symbols in the colours of what they name."""
    colours, place = look.colours, tuple_markup(objective)
    point, slope = paint(colours.parameter, place), paint(colours.gradient, f"nabla f{place}")
    return f"{point} arrow.l {point} {sign} {paint(colours.step, 'alpha')} {slope}"


__all__ = ["descent_rule"]
