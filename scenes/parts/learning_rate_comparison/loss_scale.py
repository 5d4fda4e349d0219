"""The axis of several losses: powers of ten where all are positive, and below 0 where some fall far."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gd_math.typing import Floats
from scenes.cast.charts.axes import Range, nice_ticks
from scenes.cast.writing.numbers import MINUS, powers_of_ten, shortest

DEEPEST = 1e-13
"""Losses below this share of the first one are below the axis."""
FEW_DECADES = 1e3
"""Losses that spread over no more than so many times their usual size share an even axis."""
ROOM = 0.05
"""Room above and below an even axis, as a share of what it shows."""
BEYOND = 10.0
"""Where an infinite loss stands, in heights of the axis."""


@dataclass(frozen=True, slots=True, eq=False)
class LossScale:
    """How losses become heights.

    Parameters
    ----------
    log
        Whether the axis is logarithmic; all losses are positive then.
    unit
        Above this size, losses of either sign stand by their powers of ten, as arsinh(loss / unit); 0 where
        the axis is even.
    range
        Lowest and highest height shown.
    """

    log: bool
    unit: float
    range: Range

    @classmethod
    def of(cls, every: Floats, first: float, most_ticks: int) -> "LossScale":
        """Return the scale for all losses, of which some may be infinite."""
        finite = every[np.isfinite(every)]
        positive = finite[finite > 0]
        if first > 0 and finite.min() >= 0 and not np.isneginf(every).any():
            low, high = max(float(positive.min()), DEEPEST * first), float(positive.max())
            pad = max((high / low) ** 0.03, 2.0)
            low, high = low / pad, high * pad
            if len(decades(low, high, most_ticks)) < 2:
                low, high = 10.0 ** np.floor(np.log10(low)), 10.0 ** np.ceil(np.log10(high))
            return cls(True, 0.0, (low, high))
        low, high = float(finite.min()), float(finite.max())
        sizes = np.abs(finite[finite != 0])
        usual = float(np.median(sizes)) if len(sizes) else 0.0
        unit = max(abs(first), usual * 1e-6) if high - low > FEW_DECADES * max(abs(first), 1e-300) else 0.0
        if unit:
            low, high = float(np.arcsinh(low / unit)), float(np.arcsinh(high / unit))
        if not high > low:
            return cls(False, 0.0, (low - (low > 0), low + 1.0))
        room = ROOM * (high - low)
        return cls(False, unit, (low - room, high + room))

    def heights(self, losses: Floats) -> Floats:
        """Return where losses stand, the infinite ones beyond the ends of the axis."""
        low, high = self.range
        if self.log:
            return np.clip(losses, low * 1e-3, 1e60 * high)
        reach = BEYOND * (high - low)
        made = np.arcsinh(losses / self.unit) if self.unit else losses
        return np.clip(made, low - reach, high + reach)

    def ticks(self, at_most: int) -> tuple[tuple[float, ...], list[str]]:
        """Return heights to number, and what is written there."""
        low, high = self.range
        if self.log:
            values = decades(low, high, at_most)
            return values, [powers_of_ten(value, 0) for value in values]
        if not self.unit:
            values = nice_ticks(low, high, at_most)
            return values, [shortest(value) for value in values]
        values = tuple(sorted(self._signed_decades(max(at_most - 1, 1))))
        return tuple(float(np.arcsinh(value / self.unit)) for value in values), [
            "0" if value == 0 else MINUS * (value < 0) + powers_of_ten(abs(value), 0) for value in values
        ]

    def _signed_decades(self, at_most: int) -> list[float]:
        """Return 0 and the powers of ten on either side of it that are inside."""
        ends = self.unit * np.sinh(np.array(self.range))
        far = float(np.abs(ends).max())
        found = [0.0] if ends[0] <= 0.0 <= ends[1] else []
        for value in decades(10 * self.unit, far, at_most) if far > 10 * self.unit else ():
            found += [signed for signed in (value, -value) if ends[0] <= signed <= ends[1]]
        return found


def decades(low: float, high: float, at_most: int) -> tuple[float, ...]:
    """Return powers of ten from `low` to `high`, whose exponents are multiples of 1, 2, 3, 6, 9 …

    >>> decades(1e-11, 3e18, 5)
    (1e-06, 1.0, 1000000.0, 1000000000000.0, 1e+18)
    """
    first, last = (float(np.log10(border)) for border in (low, high))
    for step in (1, 2, 3, 6, 9, 18, 36, 72, 144):
        exponents = range(int(np.ceil(first / step - 1e-9)) * step, int(np.floor(last + 1e-9)) + 1, step)
        if len(exponents) <= at_most:
            break
    return tuple(10.0**exponent for exponent in exponents)


def lowest_shown(finals: Sequence[float], minima: Sequence[float], first: float) -> float:
    """Return what is taken off all losses, so that they have powers of ten: the lowest loss, or 0.

    It is taken off where it is negative, and where it hides how the losses differ: where the first one is
    less than twice as high.
    """
    lowest = min([*finals, *minima])
    if lowest < -1e-12 * abs(first):
        return lowest
    hides = minima and first < 2 * lowest and lowest == min(minima)
    return lowest if hides else 0.0


__all__ = ["LossScale", "decades", "lowest_shown"]
