"""The names of a function's variables as they are written in sentences and at axes."""

import re

from gd_math.notation import GREEK

_LETTERS = {name: letter for letter, name in GREEK.items()}
_BELOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def in_words(name: str) -> str:
    """Return the name of a variable as plain text.

    >>> in_words("x"), in_words("theta_0"), in_words("w1")
    ('x', 'θ₀', 'w₁')
    """
    letter, _, index = re.sub(r"([0-9]+)$", r"_\1", name.replace("_", "")).partition("_")
    return _LETTERS.get(letter, letter) + index.translate(_BELOW)


__all__ = ["in_words"]
