"""A lecturer's names for the variables, as sentences, axes and formulas write them."""

from gd_math.formula.notation import GREEK
from gd_math.formula.variables import variable_markup
from gd_math.objective import Objective

_LETTERS = {name: letter for letter, name in GREEK.items()}
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def variable_text(name: str) -> str:
    """Return the name of a variable as it stands in a sentence or beside an axis.

    >>> variable_text("x"), variable_text("theta_0"), variable_text("w1")
    ('x', 'θ₀', 'w₁')
    """
    letter, _, index = variable_markup(name).partition("_")
    return _LETTERS.get(letter, letter) + index.translate(_LOWERED)


def place_text(name: str, number: str) -> str:
    """Return where something is, on one line: ``x = −0.54``."""
    return f"{variable_text(name)}\u00a0=\u00a0{number}"


def axis_names(objective: Objective) -> tuple[str, ...]:
    """Return the names of all variables as they stand beside axes."""
    return tuple(variable_text(name) for name in objective.variables)


def tuple_text(objective: Objective) -> str:
    """Return the variables as one point in a sentence: (x, y)."""
    return f"({', '.join(axis_names(objective))})"


def tuple_markup(objective: Objective) -> str:
    """Return the variables as one point in Typst math: (theta_0, theta_1)."""
    return f"({', '.join(variable_markup(name) for name in objective.variables)})"


__all__ = ["axis_names", "place_text", "tuple_markup", "tuple_text", "variable_text"]
