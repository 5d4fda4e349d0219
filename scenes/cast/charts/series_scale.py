"""The axis of several series: powers of ten where all are positive, and below 0 where some fall far."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from gd_math.typing import Floats
from scenes.cast.charts.axes import Range
from scenes.cast.charts.ticks import nice_ticks
from scenes.cast.writing.number_text import MINUS, powers_of_ten, shortest

DEEPEST = 1e-13
"""Values below this share of the first one are below the axis."""
FEW_DECADES = 1e3
"""Values that spread over no more than so many times their usual size share an even axis."""
ROOM = 0.05
"""Room above and below an even axis, as a share of what it shows."""
BEYOND = 10.0
"""Where an infinite value stands, in heights of the axis."""


@dataclass(frozen=True, slots=True, eq=False)
class SeriesScale:
    """How values become heights.

    Parameters
    ----------
    log
        Whether the axis is logarithmic: values of 0 and less lie below it.
    unit
        Above this size, values of either sign stand by their powers of ten, as arsinh(value / unit); 0 where
        the axis is even.
    range
        Lowest and highest height shown.
    """

    log: bool
    unit: float
    range: Range

    @classmethod
    def of(
        cls, every: Floats, first: float, most_ticks: int, log: bool | Literal["auto"] = "auto"
    ) -> "SeriesScale":
        """Return the scale for all values, of which some may be infinite.

        Parameters
        ----------
        every
            The values of all series.
        first
            One of them that measures the others: what it is to be small, or large.
        most_ticks
            How many numbers there is room for.
        log
            Whether the axis is logarithmic. By default where no value is negative; far values of both signs
            stand by their powers of ten.
        """
        finite = every[np.isfinite(every)]
        positive = finite[finite > 0]
        even = log is False
        if log == "auto":
            log = bool(first > 0 and finite.min() >= 0 and not np.isneginf(every).any())
        if log:
            low, high = max(float(positive.min()), DEEPEST * first), float(positive.max())
            pad = max((high / low) ** 0.03, 2.0)
            low, high = low / pad, high * pad
            if len(decades(low, high, most_ticks)) < 2:
                low, high = 10.0 ** np.floor(np.log10(low)), 10.0 ** np.ceil(np.log10(high))
            return cls(True, 0.0, (low, high))
        low, high = float(finite.min()), float(finite.max())
        sizes = np.abs(finite[finite != 0])
        usual = float(np.median(sizes)) if len(sizes) else 0.0
        wide = not even and high - low > FEW_DECADES * max(abs(first), 1e-300)
        unit = max(abs(first), usual * 1e-6) if wide else 0.0
        if unit:
            low, high = float(np.arcsinh(low / unit)), float(np.arcsinh(high / unit))
        if not high > low:
            return cls(False, 0.0, (low - (low > 0), low + 1.0))
        room = ROOM * (high - low)
        return cls(False, unit, (low - room, high + room))

    def heights(self, values: Floats) -> Floats:
        """Return where values stand, the infinite ones beyond the ends of the axis."""
        low, high = self.range
        if self.log:
            return np.clip(values, low * 1e-3, 1e60 * high)
        reach = BEYOND * (high - low)
        made = np.arcsinh(values / self.unit) if self.unit else values
        return np.nan_to_num(made, nan=np.nan, posinf=high + reach, neginf=low - reach)

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


__all__ = ["SeriesScale", "decades"]
