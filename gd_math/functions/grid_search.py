"""Trying every combination: how many trials a grid takes, exactly, however many there are.

A grid with n values for each of d parameters has nᵈ points, so each further parameter multiplies the trials
by n: the curse of dimensionality.

Source: Bellman, "Dynamic Programming" (1957), preface; Bergstra and Bengio, "Random Search for
Hyper-Parameter Optimization" (2012), section 1.
"""

import math
from fractions import Fraction

ATOMS_EXPONENT = 80
"""The observable universe holds about 10⁸⁰ atoms (Planck 2018: 4.9 % of its critical density are baryons)."""

AGE_OF_UNIVERSE = 13_800_000_000
"""In years (Planck 2018: 13.787 ± 0.020 billion)."""

SECONDS_PER_YEAR = 31_557_600
"""A Julian year of 365.25 days, as astronomers have it."""


def grid_trials(values: int, parameters: int) -> int:
    """Return nᵈ, the points of a grid with n `values` for each of d `parameters`.

    >>> grid_trials(10**6, 100) == 10**600
    True
    """
    return int(values**parameters)


def first_beyond(values: int, bound: int) -> int:
    """Return the least number of parameters whose grid has more points than `bound`, for n ≥ 2 values.

    >>> first_beyond(10**6, 10**ATOMS_EXPONENT), first_beyond(10, 1000)
    (14, 4)
    """
    parameters, trials = 0, 1
    while trials <= bound:
        parameters, trials = parameters + 1, trials * values
    return parameters


def seconds_taken(trials: int, per_second: int) -> Fraction:
    """Return how many seconds `trials` take."""
    return Fraction(trials, per_second)


def years_taken(trials: int, per_second: int) -> Fraction:
    """Return how many years `trials` take.

    >>> int(years_taken(10**600, 10**9)) // 10**580
    3168
    """
    return seconds_taken(trials, per_second) / SECONDS_PER_YEAR


def scientific(number: Fraction | int, decimals: int = 1) -> tuple[int, int]:
    """Return the digits of the mantissa and the exponent of a positive number, rounded half up, exactly.

    The number is about ``digits × 10**(exponent − decimals)``, with 1 + `decimals` digits.

    >>> scientific(10**600), scientific(Fraction(316, 10)), scientific(9996, 2)
    ((10, 600), (32, 1), (100, 4))
    """
    exact = Fraction(number)
    # Near a power of ten the logarithms may be off by a little: they give only a first guess.
    exponent = math.floor(math.log10(exact.numerator) - math.log10(exact.denominator))
    while exact >= Fraction(10) ** (exponent + 1):
        exponent += 1
    while exact < Fraction(10) ** exponent:
        exponent -= 1
    digits = math.floor(exact * Fraction(10) ** (decimals - exponent) + Fraction(1, 2))
    return (digits, exponent) if digits < 10 ** (decimals + 1) else (10**decimals, exponent + 1)
