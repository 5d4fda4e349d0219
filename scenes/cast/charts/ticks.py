"""Which values of an axis are numbered."""

import math
from collections.abc import Sequence

from gd_math.typing import Interval
from scenes.base.theme import TYPE
from scenes.cast.writing.number_text import shortest
from scenes.cast.writing.numbers import number_width


def nice_ticks(low: float, high: float, at_most: int = 6) -> tuple[float, ...]:
    """Return round numbers (1, 2 or 5 times a power of ten apart) from `low` to `high`.

    >>> nice_ticks(-10.8, 10.8, 5)
    (-10.0, -5.0, 0.0, 5.0, 10.0)
    >>> nice_ticks(0.0, 64.0, 4)
    (0.0, 20.0, 40.0, 60.0)
    >>> nice_ticks(-3.1e27, 0.0, 4)
    (-3e+27, -2e+27, -1e+27, 0.0)
    """
    if not high > low:
        return (low,)
    unit = 10.0 ** math.floor(math.log10((high - low) / at_most))
    for factor in (1, 2, 5, 10, 20, 50):
        step = factor * unit
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first + 1 <= at_most:
            break
    return tuple(float(f"{k * step:.12g}") + 0.0 for k in range(first, last + 1))


def decade_ticks(low: float, high: float, at_most: int = 6) -> tuple[float, ...]:
    """Return powers of ten from `low` to `high`, evenly spread.

    >>> decade_ticks(1e-2, 1e18, 5)
    (1.0, 100000.0, 10000000000.0, 1000000000000000.0)
    """
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    for step in (1, 2, 3, 5, 10, 20, 50, 100):
        start = math.ceil(first / step) * step
        exponents = range(start, last + 1, step)
        if len(exponents) <= at_most:
            break
    return tuple(10.0**exponent for exponent in exponents)


def roomy_ticks(x_range: Interval, width: float, gap: float) -> tuple[float, ...]:
    """Return as many round numbers, up to seven, as have room for their texts side by side.

    Parameters
    ----------
    x_range
        Lowest and highest value of the axis.
    width
        Of the axis, in scene units.
    gap
        Least room between two texts.
    """
    low, high = x_range

    def apart(ticks: Sequence[float]) -> bool:
        widest = max(number_width(shortest(value), TYPE.label) for value in ticks)
        return widest + gap < (ticks[1] - ticks[0]) / (high - low) * width

    for count in range(max(2, min(7, int(width / 0.8))), 1, -1):
        ticks = nice_ticks(low, high, count)
        if len(ticks) < 2 or apart(ticks):
            break
    if len(ticks) < 2:
        finer = nice_ticks(low, high, 7)
        wider = (finer[::stride] for stride in range(2, len(finer)))
        ticks = next((some for some in wider if apart(some)), ticks)
    return ticks


def rounded_down(value: float) -> float:
    """Return the largest of 1, 2, 5 times a power of ten that is not above a value.

    >>> rounded_down(0.24), rounded_down(7.0), rounded_down(1e-300)
    (0.2, 5.0, 1e-300)
    """
    power = 10.0 ** math.floor(math.log10(value) + 1e-9)
    return float(f"{max(k * power for k in (1.0, 2.0, 5.0) if k * power <= value * (1 + 1e-9)):.12g}")


__all__ = ["decade_ticks", "nice_ticks", "roomy_ticks", "rounded_down"]
