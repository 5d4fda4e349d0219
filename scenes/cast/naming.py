"""A lecturer's names for the variables, as sentences and formulas write them."""

import re

from gd_math.notation import GREEK
from gd_math.objective import Objective
from gd_math.variables import variable_markup

_LETTERS = {name: letter for letter, name in GREEK.items()}
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def variable_text(name: str) -> str:
    """Return the name of a variable as it stands in a sentence or beside an axis.

    >>> variable_text("x"), variable_text("theta_0"), variable_text("x12")
    ('x', 'θ₀', 'x₁₂')
    """
    letter, index = re.fullmatch(r"(.*?)_?(\d*)", name).groups()  # type: ignore[union-attr]
    return _LETTERS.get(letter, letter) + index.translate(_LOWERED)


def axis_names(objective: Objective) -> tuple[str, ...]:
    """Return the names of all variables as they stand beside axes."""
    return tuple(variable_text(name) for name in objective.variables)


def place_text(objective: Objective) -> str:
    """Return the variables as a place in a sentence: (x, y)."""
    return f"({', '.join(axis_names(objective))})"


def place_markup(objective: Objective) -> str:
    """Return the variables as a place in Typst math: (theta_0, theta_1)."""
    return f"({', '.join(variable_markup(name) for name in objective.variables)})"


__all__ = ["axis_names", "place_markup", "place_text", "variable_text"]
