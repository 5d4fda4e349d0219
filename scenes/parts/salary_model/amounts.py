"""How the amounts of one sample are written, so that the sum on screen is true as it is printed."""

from dataclasses import dataclass

import numpy as np

from gd_math.data.noisy_line import NoisyLine
from scenes.cast.writing.live_equations import decimals_for
from scenes.cast.writing.number_text import (
    LARGEST_PLAIN,
    MOST_DECIMALS,
    as_number,
    fixed,
    shortest,
    significant,
)

LONGEST, MORE = 7, 6
"""Characters of x before it is rounded; decimals that the weight may have more than the amounts."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """The texts of y = b + w·x + ε, and of σ.

    Parameters
    ----------
    bias, weight, x, said, noise, y
        Of the told sample: b, w, x, b + w·x, ε, y.
    decimals
        Of amounts.
    """

    bias: str
    weight: str
    x: str
    said: str
    noise: str
    y: str
    decimals: int

    @classmethod
    def of(cls, found: NoisyLine) -> "Amounts":
        """Return the texts with as few decimals as the data ask for, and bear the sum."""
        x, y, said, noise = found.told
        own = shortest(y).partition(".")[2]
        least = decimals_for(float(np.ptp(found.data.y)))
        decimals = max(least, min(len(own), least + 2)) if "×" not in shortest(y) else least
        written = shortest(x) if len(shortest(x)) <= LONGEST else significant(x, 4)
        bias, p = fixed(found.intercept, decimals), fixed(said, decimals)
        for finer in range(decimals, decimals + MORE + 1):
            weight = fixed(found.slope, finer)
            total = as_number(bias) + as_number(weight) * as_number(written)
            if fixed(total, decimals) == p:
                break
        exact = decimals <= MOST_DECIMALS and max(abs(y), abs(said)) < LARGEST_PLAIN
        left = as_number(fixed(y, decimals)) - as_number(p) if exact else noise
        return cls(bias, weight, written, p, fixed(left, decimals), fixed(y, decimals), decimals)

    def write(self, amount: float) -> str:
        """Return another amount with the same decimals."""
        return fixed(amount, self.decimals)


def with_sign(currency: str, text: str) -> str:
    """Return an amount with the sign of its currency: before it where it is $, £ or ¥, else behind it.

    >>> with_sign("$", "−600"), with_sign("€", "5000"), with_sign("", "7")
    ('−$600', '5000 €', '7')
    """
    if currency in ("$", "£", "¥"):
        return f"−{currency}{text.removeprefix('−')}" if text.startswith("−") else currency + text
    return f"{text} {currency}" if currency else text


def short_name(label: str, otherwise: str, longest: int = 12) -> str:
    """Return what a column is called in a formula: its label without the unit, or a letter if that is long.

    >>> short_name("rent in €", "y"), short_name("area (m²)", "x"), short_name("years of experience", "x")
    ('rent', 'area', 'x')
    """
    for cut in (" in ", " (", " [", ", ", " / "):
        label = label.partition(cut)[0]
    return label if 0 < len(label) <= longest else otherwise


__all__ = ["Amounts", "short_name", "with_sign"]
