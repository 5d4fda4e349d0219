"""Numbers as text: fixed or significant digits, a true minus sign, powers of ten."""

import math

from gd_math.typing import Floats

MINUS = "−"
TIMES = "×"
SUPERSCRIPTS = dict(zip("0123456789−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻", strict=True))
PLAIN_DIGITS = {superscript: plain for plain, superscript in SUPERSCRIPTS.items()}
MOST_DECIMALS = 6
ROUNDING = 1e-12
LARGEST_PLAIN, LONG = 1e6, 1e4
"""From here on numbers are written as powers of ten; have no fixed decimals."""


def plain(value: float, decimals: int) -> str:
    """Return `value` with fixed decimals and a true minus sign; from a million on as a power of ten.

    >>> plain(-3.14159, 2), plain(-0.001, 2), plain(61917.0, 2), plain(-1.2e18, 2), plain(999999.999, 2)
    ('−3.14', '0.00', '61917.00', '−1.20×10¹⁸', '1.00×10⁶')
    """
    if not math.isfinite(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    text = f"{value:.{decimals}f}"
    if abs(float(text)) >= LARGEST_PLAIN:
        return powers_of_ten(value, 2)
    if float(text) == 0.0:
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def fixed(value: float, decimals: int, digits: int = 3) -> str:
    """Return `value` with fixed decimals, or as a power of ten where these would be more than one can count.

    >>> fixed(-3.14159, 2), fixed(-0.0000018047, 9), fixed(0.0, 9)
    ('−3.14', '−1.80×10⁻⁶', '0')
    """
    if decimals <= MOST_DECIMALS:
        return plain(value, decimals)
    return powers_of_ten(value, digits - 1) if value else "0"


def not_hidden(value: float, decimals: int, measure: float) -> str:
    """Return `value` with fixed decimals, or as a power of ten where these show nothing of it.

    What is but a rounding of numbers like `measure` is 0.

    >>> not_hidden(0.0007, 2, 1.0), not_hidden(1e-17, 2, 1.0), not_hidden(16.0, 2, 16.0)
    ('7.0×10⁻⁴', '0.00', '16.00')
    """
    text = fixed(value, decimals)
    seen = any(digit in text.partition(TIMES)[0] for digit in "123456789")
    return text if seen or abs(value) <= ROUNDING * measure else powers_of_ten(value, 1)


def subtracted(value: str) -> str:
    """Return what stands behind a term from which a printed number is taken away: never two signs.

    >>> subtracted("3.87"), subtracted("−3.87")
    ('− 3.87', '+ 3.87')
    """
    return f"+ {value.removeprefix(MINUS)}" if value.startswith(MINUS) else f"{MINUS} {value}"


def powers_of_ten(value: float, decimals: int = 1) -> str:
    """Return `value` as mantissa times a power of ten.

    >>> powers_of_ten(8.5e-03), powers_of_ten(1e18, 0)
    ('8.5×10⁻³', '10¹⁸')
    """
    if not math.isfinite(value):
        return plain(value, decimals)
    mantissa, exponent = f"{value:.{decimals}e}".split("e")
    power = "10" + "".join(SUPERSCRIPTS[c] for c in str(int(exponent)).replace("-", MINUS))
    if float(mantissa) == 1.0 and decimals == 0:
        return power
    return f"{mantissa.replace('-', MINUS)}{TIMES}{power}"


def as_number(text: str) -> float:
    """Return the number that a text of `plain`, `powers_of_ten` or `significant` shows.

    >>> as_number("−3.14"), as_number("1.5×10⁻⁷"), as_number("10¹⁸")
    (-3.14, 1.5e-07, 1e+18)
    """
    mantissa, times, power = text.replace(MINUS, "-").rpartition(TIMES)
    if not times and power.startswith("10") and power[2:3] in PLAIN_DIGITS:
        mantissa = "1"
    elif not times:
        return float(power)
    exponent = "".join(PLAIN_DIGITS[c] for c in power[2:]).replace(MINUS, "-")
    return float(f"{mantissa}e{exponent}")


def significant(value: float, digits: int = 3) -> str:
    """Return `value` with about `digits` significant digits, as a person would write it.

    >>> significant(64.0), significant(0.00850706), significant(0.0922), significant(3.2e-12)
    ('64.0', '0.00851', '0.0922', '3.2×10⁻¹²')
    """
    if value == 0 or not math.isfinite(value):
        return plain(value, 0)
    size = math.floor(math.log10(abs(float(f"{value:.{digits - 1}e}"))))
    if not -4 <= size < 6:
        return powers_of_ten(value, max(digits - 2, 1))
    return plain(value, max(digits - 1 - size, 0))


def steady(value: float, decimals: int = 2) -> str:
    """Return `value` with the decimals that all numbers of a film have, or three digits where it is small.

    A number of which fixed decimals would show but one digit, or that is too long for them, is `significant`.

    >>> steady(64.0), steady(7.056), steady(0.32), steady(0.0325), steady(123456.0), steady(0.0)
    ('64.00', '7.06', '0.32', '0.0325', '123456', '0')
    """
    seen = 10.0 ** (1 - decimals) <= abs(value) < LONG
    return plain(value, decimals) if seen else significant(value)


def shortest(value: float, least_decimals: int = 0) -> str:
    """Return the shortest text that reads back as `value`: for numbers that somebody typed.

    >>> shortest(0.1), shortest(0.1, 2), shortest(0.025, 2), shortest(1e-05), shortest(2500000.0)
    ('0.1', '0.10', '0.025', '10⁻⁵', '2.5×10⁶')
    """
    text = repr(float(value))
    if "e" in text or abs(value) >= 1e6:
        return powers_of_ten(value, next(d for d in range(18) if float(f"{value:.{d}e}") == value))
    decimals = len(text.split(".")[1]) if not text.endswith(".0") else 0
    return plain(value, max(decimals, least_decimals))


def limit_text(value: float) -> tuple[str, str]:
    """Return the sign and the number that follow ``2/L``: ``=`` where three digits are exact, else ``≈``.

    >>> limit_text(1.0), limit_text(0.21396671612314616)
    (('=', '1'), ('≈', '0.214'))
    """
    rounded = float(f"{value:.3g}")
    return "=" if abs(rounded - value) <= 1e-9 * value else "≈", shortest(rounded)


def honest_decimals(
    before: Floats, rate: float, slopes: Floats, after: Floats, least: int = 2, most: int = 6
) -> list[int]:
    """Return for each step the decimals that make the printed line ``before − rate × slope = after`` true.

    A viewer who redoes the arithmetic with the printed numbers gets the printed result. The number of
    decimals never falls from one step to the next, so that numbers do not jump back and forth.

    >>> import numpy as np
    >>> x = 8 * 0.8 ** np.arange(21)
    >>> honest_decimals(x[:-1], 0.1, 2 * x[:-1], x[1:])[:6]
    [2, 2, 2, 2, 2, 2]
    """
    decimals, current = [], least
    for old, slope, new in zip(before, slopes, after, strict=True):
        while current < most and round(
            round(float(old), current) - rate * round(float(slope), current), current
        ) != round(float(new), current):
            current += 1
        decimals.append(current)
    return decimals


def typst_number(text: str) -> str:
    """Return a number on screen as Typst math.

    >>> typst_number("−3.2×10⁻¹²"), typst_number("10⁶"), typst_number("100")
    ('-3.2 times 10^(-12)', '10^(6)', '100')
    """
    power = {raised: digit for digit, raised in SUPERSCRIPTS.items()}
    mantissa, times, exponent = text.replace("−", "-").partition("×10")
    if not times:
        exponent = mantissa.removeprefix("10")
        if not exponent or set(exponent) - set(power):
            return mantissa
    digits = "".join(power[character] for character in exponent).replace("−", "-")
    return f"{mantissa} times 10^({digits})" if times else f"10^({digits})"
