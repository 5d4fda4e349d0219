"""The way up: a bias, steps of the weight, and at the end the noise."""

import itertools
from dataclasses import dataclass
from typing import Literal

import numpy as np

from gd_math.data.noisy_line import NoisyLine
from gd_math.typing import Floats, Interval
from scenes.cast.charts.ticks import nice_ticks

Kind = Literal["bias", "across", "weight", "noise"]
KINDS: tuple[Kind, ...] = ("bias", "weight", "noise")
APART = 1.15
"""How many widths apart upright parts stand that would hide each other."""
REACH, AIR = 1.0, 0.06
"""How far the view reaches out for zero, and what is free at its edges, as shares of the data's extent."""
MOST_TICKS = 7
BESIDE, ABOVE = (0.12, 0.6), (0.08, 0.3)
"""What is free around the way where it is seen alone, at its lower and upper ends, as shares of it."""


@dataclass(frozen=True, slots=True)
class Leg:
    """A part of the way, level or upright, in the data's units."""

    kind: Kind
    start: tuple[float, float]
    end: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Way:
    """How the told sample's y is made up of what the line says, in steps, and of noise.

    Parameters
    ----------
    legs
        One after another.
    unit
        How far in x each step leads, the last one at most.
    x_range, y_range
        What shows it with all data.
    near
        The ranges that show the way alone.
    from_zero
        Whether the way begins at x = 0, and y = 0 is in view as well.
    """

    legs: tuple[Leg, ...]
    unit: float
    x_range: Interval
    y_range: Interval
    near: tuple[Interval, Interval]
    from_zero: bool

    @classmethod
    def up(cls, found: NoisyLine, unit: float | None = None) -> "Way":
        """Return the way to the told sample; by default its steps are those of the numbers on the axis."""
        x, y, said, _ = found.told
        x_ends, from_zero = _with_zero(found.data.x)
        y_ends = np.concatenate([found.data.y, found.at(np.array(x_ends))])
        y_low, y_high = float(y_ends.min()), float(y_ends.max())
        if from_zero:
            (y_low, y_high), from_zero = _with_zero(y_ends)
        x_range, y_range = _aired(*x_ends), _aired(y_low, y_high)
        ticks = nice_ticks(*x_range, MOST_TICKS)
        if unit is None or len(np.arange(0.0, x_range[1], unit)) > MOST_TICKS:
            unit = ticks[1] - ticks[0] if len(ticks) > 1 else x_range[1] - x_range[0]
        first = 0.0 if from_zero else _first(ticks, x)
        begin = float(found.at(first))
        legs = [Leg("bias", (0.0, 0.0), (0.0, begin))] if from_zero else []
        for here, there in _steps(first, x, unit):
            low, high = float(found.at(here)), float(found.at(there))
            legs += [Leg("across", (here, low), (there, low)), Leg("weight", (there, low), (there, high))]
        legs.append(Leg("noise", (x, said), (x, y)))
        corners = np.array([end for leg in legs for end in (leg.start, leg.end)])
        near = _near(corners[:, 0], *x_range, BESIDE), _near(corners[:, 1], y_range[0], np.inf, ABOVE)
        return cls(tuple(legs), unit, x_range, y_range, near, from_zero)

    @property
    def lifted(self) -> int:
        """After how many legs the bias is told."""
        return int(self.from_zero)

    @property
    def predicted(self) -> int:
        """After how many legs the place on the line is reached."""
        return len(self.legs) - 1

    @property
    def stepped(self) -> int:
        """After how many legs the first step is told."""
        return min(self.lifted + 2, self.predicted)

    def aside(self, kind: Kind) -> float:
        """Return how many of their widths upright parts of a kind stand aside, so that none hides another.

        In one column bias, weight and noise stand on each other, unless one leads down where another led up.
        """
        rises = {kind: [leg.end[1] - leg.start[1] for leg in self.legs if leg.kind == kind] for kind in KINDS}
        bias, weight, noise = (sum(rises[kind]) for kind in KINDS)
        turned = bias * weight < 0.0, (weight or bias) * noise < 0.0
        return {"weight": APART * turned[0], "noise": APART * sum(turned)}.get(kind, 0.0)

    def place(self, time: float) -> tuple[float, float, float]:
        """Return x and y after so many legs, and which share of a level leg is walked; 0 on upright ones."""
        number = min(int(time), len(self.legs) - 1)
        leg, share = self.legs[number], min(time - number, 1.0)
        x, y = (float((1 - share) * a + share * b) for a, b in zip(leg.start, leg.end, strict=True))
        return x, y, share if leg.kind == "across" else 0.0

    def told(self, kind: Kind, time: float) -> Floats:
        """Return the upright or level parts of one kind told by `time`, shape (n, 2, 2): starts and ends."""
        parts = []
        for number, leg in enumerate(self.legs):
            share = float(np.clip(time - number, 0.0, 1.0))
            if leg.kind == kind and share > 0.0:
                start, end = np.array(leg.start), np.array(leg.end)
                parts.append([start, start + share * (end - start)])
        return np.array(parts).reshape(-1, 2, 2)


def _with_zero(values: Floats) -> tuple[tuple[float, float], bool]:
    """Return the ends of values, and 0 among them if that is not too far away; and whether it is."""
    low, high = float(values.min()), float(values.max())
    extent = high - low
    near = low - REACH * extent <= 0.0 <= high + REACH * extent
    return ((min(low, 0.0), max(high, 0.0)) if near else (low, high)), near


def _near(values: Floats, low: float, high: float, air: tuple[float, float]) -> Interval:
    """Return a range around values that does not begin below `low`, nor end far beyond `high`."""
    first, last = float(values.min()), float(values.max())
    span = (last - first) or max(abs(low), 1.0)
    return max(first - air[0] * span, low), min(last + air[1] * span, max(high, last + air[0] * span))


def _aired(low: float, high: float) -> Interval:
    air = AIR * ((high - low) or 1.0)
    return low - air, high + air


def _first(ticks: tuple[float, ...], x: float) -> float:
    """Return the numbered place from which the way leads up to x: the first below it, if there is one."""
    return ticks[0] if ticks[0] < x or len(ticks) < 2 else ticks[1]


def _steps(first: float, last: float, unit: float) -> list[tuple[float, float]]:
    """Return where steps of a unit begin and end on the way from one place to another."""
    side = 1.0 if last >= first else -1.0
    stops = [*np.arange(first, last - side * 1e-9 * unit, side * unit).tolist(), last]
    return [(a, b) for a, b in itertools.pairwise(stops) if a != b]


__all__ = ["Leg", "Way"]
