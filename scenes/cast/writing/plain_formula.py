"""Formulas as plain text, for notes that are read aloud: ``f(x) = x⁴ − 3·x² + x``."""

import re

from scenes.cast.writing.number_text import MINUS, SUPERSCRIPTS
from scenes.cast.writing.variable_names import variable_text

_POWER = re.compile(r"\s*(?:\*\*|\^)\s*(?:\((-?\d+)\)|(\d+))(?![\w.])")


def plain_formula(text: str) -> str:
    """Return a lecturer's formula as it is printed.

    >>> plain_formula("x**4 - 3*x^2 + x"), plain_formula("2**x*(x-1)"), plain_formula("x^(-1)")
    ('x⁴ − 3·x² + x', '2**x·(x−1)', 'x⁻¹')
    """

    def raised(power: re.Match[str]) -> str:
        return "".join(SUPERSCRIPTS[digit] for digit in (power[1] or power[2]).replace("-", MINUS))

    text = _POWER.sub(raised, text).replace("-", MINUS)
    return re.sub(r"(?<!\*)\s*\*\s*(?!\*)", "·", text)


def curve_formulas(function: str, variable: str = "x") -> list[str]:
    """Return a curve, and the rule of gradient descent on it.

    >>> curve_formulas("x**2")
    ['f(x) = x²', 'x ← x − α · f′(x)']
    """
    x = variable_text(variable)
    return [f"f({x}) = {plain_formula(function)}", f"{x} ← {x} − α · f′({x})"]


def land_formulas(function: str, variables: tuple[str, ...] = ("x", "y")) -> list[str]:
    """Return a function of two variables, its gradient, and the rule of gradient descent on it.

    >>> land_formulas("x^2 + y^2")
    ['f(x, y) = x² + y²', '∇f = (∂f/∂x, ∂f/∂y)', '(x, y) ← (x, y) − α · ∇f(x, y)']
    """
    names = [variable_text(name) for name in variables]
    place = f"({', '.join(names)})"
    slopes = ", ".join(f"∂f/∂{name}" for name in names)
    return [f"f{place} = {plain_formula(function)}", f"∇f = ({slopes})", f"{place} ← {place} − α · ∇f{place}"]


LINE_FORMULAS = [
    "ŷ = w·x + b",
    "MSE = 1/n · Σ (ŷᵢ − yᵢ)²",
    "∂MSE/∂w = 2/n · Σ (ŷᵢ − yᵢ) · xᵢ,  ∂MSE/∂b = 2/n · Σ (ŷᵢ − yᵢ)",
    "w ← w − α · ∂MSE/∂w,  b ← b − α · ∂MSE/∂b",
]
"""A line, its error, the slopes of the error, and the rule."""

SLOPE_FORMULAS = ["ŷ = w·x", "MSE = 1/n · Σ (ŷᵢ − yᵢ)²", "w ← w − α · dMSE/dw"]
"""The same for a line through the origin."""
