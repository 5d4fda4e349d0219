"""Two numbers in one sentence: printed with enough digits to differ, or said to be alike.

All sentences that compare numbers get them from here, so that words follow the numbers as they are printed.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scenes.cast.writing.number_text import (
    LARGEST_PLAIN,
    MINUS,
    TIMES,
    plain,
    powers_of_ten,
    significant,
    steady,
)

MOST_DIGITS = 7
"""Digits beyond which two numbers that still look alike are called alike."""
ROUNDING = 1e-12
"""Numbers below this share of what they are measured by are printed as 0."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two numbers as they are printed.

    Parameters
    ----------
    before, after
        The texts.
    change
        −1 where the second is printed as the lower one, 1 as the higher one, 0 where both texts are the same.
    digits
        How many digits or decimals let them differ; the least asked for where none do.
    """

    before: str
    after: str
    change: int
    digits: int = 3

    @property
    def falls(self) -> bool:
        """Whether the second number is printed as the lower one."""
        return self.change < 0

    @property
    def rises(self) -> bool:
        """Whether the second number is printed as the higher one."""
        return self.change > 0

    @property
    def alike(self) -> bool:
        """Whether both are printed alike."""
        return self.change == 0


def compared(before: float, after: float, digits: int = 3, most: int = MOST_DIGITS) -> Compared:
    """Return two numbers with as few digits as let them differ, but no more than `most`.

    >>> compared(64.0, 40.96)
    Compared(before='64.0', after='41.0', change=-1, digits=3)
    >>> compared(-0.000123410, -0.000123427).after, compared(64.0, 64.0).alike
    ('−0.00012343', True)
    """
    return _compared(before, after, significant, digits, most)


def compared_plainly(before: float, after: float, decimals: int, most: int = MOST_DIGITS) -> Compared:
    """Return two numbers with at least so many decimals, and as many more as let them differ.

    >>> compared_plainly(3.0, 2.9996, 2)
    Compared(before='3.0000', after='2.9996', change=-1, digits=4)
    """

    def write(value: float, count: int) -> str:
        return (
            powers_of_ten(value, 2 + count - decimals)
            if LARGEST_PLAIN <= abs(value) < math.inf
            else plain(value, count)
        )

    return _compared(before, after, write, decimals, decimals + most)


def compared_steadily(before: float, after: float, decimals: int = 2) -> Compared:
    """Return two numbers with the decimals that a film has, or as `compared` where these hide it.

    >>> compared_steadily(20.692, 11.3), compared_steadily(0.4314, 0.4311).after
    (Compared(before='20.69', after='11.30', change=-1, digits=2), '0.4311')
    """
    texts = steady(before, decimals), steady(after, decimals)
    if texts[0] != texts[1]:
        return Compared(*texts, 1 if after > before else -1, decimals)
    apart = compared(before, after)
    return Compared(*texts, 0, decimals) if apart.alike else apart


def _compared(
    before: float, after: float, write: Callable[[float, int], str], least: int, most: int
) -> Compared:
    for count in range(least, most + 1):
        texts = write(before, count), write(after, count)
        if texts[0] != texts[1]:
            return Compared(*texts, 1 if after > before else -1, count)
    return Compared(write(before, least), write(after, least), 0, least)


def told_apart(values: Sequence[float], digits: int = 3, most: int = MOST_DIGITS) -> list[str]:
    """Return numbers with as few digits as let those differ that are not equal.

    >>> told_apart([1.41421, 1.41423, 3.0])
    ['1.41421', '1.41423', '3.00000']
    """
    texts = [significant(value, digits) for value in values]
    for count in range(digits, most + 1):
        texts = [significant(value, count) for value in values]
        if len(set(texts)) == len(set(values)):
            break
    return texts


def in_one_form(values: Sequence[float], digits: int = 3, most: int = MOST_DIGITS) -> list[str]:
    """Return numbers told apart, all as powers of ten where one of them is.

    >>> in_one_form([2.6e-05, 0.00331, 0.0]), in_one_form([0.5, 0.25])
    (['2.60×10⁻⁵', '3.31×10⁻³', '0'], ['0.500', '0.250'])
    """
    texts = told_apart(values, digits, most)
    forms = {
        TIMES in text for text, value in zip(texts, values, strict=True) if value and math.isfinite(value)
    }
    if len(forms) < 2:
        return texts
    for count in range(digits, most + 1):
        texts = [
            powers_of_ten(value, count - 1) if value and math.isfinite(value) else significant(value)
            for value in values
        ]
        if len(set(texts)) == len(set(values)):
            break
    return texts


def telling_decimals(values: Sequence[float], least: int = 2, most: int = 6) -> int:
    """Return decimals that show that no number is 0 that is not, and that neighbours differ, where they can.

    >>> telling_decimals([16.0, 12.8]), telling_decimals([0.000740, 0.000741]), telling_decimals([2.0, 2.0])
    (2, 6, 2)
    """
    needed = least
    for value, other in zip(values, [0.0, *values], strict=False):
        told = (d for d in range(least, most + 1) if plain(value, d) != plain(other, d))
        seen = (d for d in range(least, most + 1) if plain(value, d) != plain(0.0, d))
        needed = max(needed, next(told, least), next(seen, least))
    return needed


def printed_alike(one: str, other: str) -> bool:
    """Tell whether two printed numbers are the same size, whatever their signs, brackets and last zeros.

    >>> printed_alike("(−1.50)", "1.500"), printed_alike("1.50", "1.51")
    (True, False)
    """
    bare = (text.strip(f"({MINUS})") for text in (one, other))
    first, second = (
        text.rstrip("0").rstrip(".") if "." in text and TIMES not in text else text for text in bare
    )
    return first == second


def without_roundings(value: float, measure: float) -> float:
    """Return `value`, or 0 where it is only what roundings left of a difference of numbers like `measure`.

    >>> without_roundings(7.9e-32, 25.0), without_roundings(0.5, 25.0)
    (0.0, 0.5)
    """
    return 0.0 if abs(value) <= ROUNDING * abs(measure) else value


__all__ = [
    "Compared",
    "compared",
    "compared_plainly",
    "compared_steadily",
    "in_one_form",
    "printed_alike",
    "telling_decimals",
    "told_apart",
    "without_roundings",
]
