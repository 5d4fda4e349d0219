"""The lecturer's own name for a variable, in sentences and on axes."""

from gd_math.notation import GREEK
from gd_math.variables import variable_markup

_LETTERS = {name: letter for letter, name in GREEK.items()}
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def variable_text(name: str) -> str:
    """Return the name of a variable as it is written in a sentence.

    >>> variable_text("x"), variable_text("theta_0"), variable_text("w1")
    ('x', 'θ₀', 'w₁')
    """
    letter, _, index = variable_markup(name).partition("_")
    return _LETTERS.get(letter, letter) + index.translate(_LOWERED)


def place_text(name: str, number: str) -> str:
    """Return where something is, on one line: ``x = −0.54``."""
    return f"{variable_text(name)}\u00a0=\u00a0{number}"


__all__ = ["place_text", "variable_text"]
