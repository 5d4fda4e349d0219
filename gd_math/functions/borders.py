"""Where something ends: a border between two places, found to the last bit and read as a round number."""

from collections.abc import Callable

import numpy as np

from gd_math.typing import Bools, Floats

HALVINGS = 64
DIGITS = 6
"""Decimals that a round number may have."""
ROUNDING = 1e-12
"""How far a border may be off, as a share of its size."""


def narrowed(holds: Callable[[Floats], Bools], inside: Floats, outside: Floats) -> tuple[Floats, Floats]:
    """Return places on both sides of the borders, as close together as bisection brings them.

    Parameters
    ----------
    holds
        What is true at every place of `inside` and false at every place of `outside`, asked for all at once.
    inside, outside
        Numbers, shape (n,).
    """
    for _ in range(HALVINGS):
        middle = inside + (outside - inside) / 2
        true = holds(middle)
        inside, outside = np.where(true, middle, inside), np.where(true, outside, middle)
    return inside, outside


def rounded(number: float) -> float:
    """Return the round number that differs from `number` by rounding only, or `number` where there is none.

    >>> rounded(0.30000000000000004), rounded(-1e-17), rounded(1 / 3)
    (0.3, 0.0, 0.3333333333333333)
    """
    for digits in range(DIGITS + 1):
        candidate = round(number, digits)
        if abs(candidate - number) <= ROUNDING * max(1.0, abs(number)):
            return candidate + 0.0
    return number
