"""What lies downhill on a curve: its slope followed along samples, in the picture and far beyond it."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from gd_math.functions.minima import plunges
from gd_math.objective import Objective
from gd_math.shape.lie import ROUNDING
from gd_math.typing import Floats, Integers, Interval

SAMPLES = 4001
"""Places of the region's axis at which the slope of a curve is asked."""
TAIL, TAIL_REACH = 160, 1e4
"""Places on either side of it, ever further apart, and how far out they reach in widths of the region."""
FADING = 1e-9
"""A slope that is 0 after having been less than this share of the start's has faded; it is no floor."""


class Downhill(StrEnum):
    """What descent in steps as small as one likes comes to."""

    MINIMUM = "minimum"
    FLOOR = "floor"
    EDGE = "edge of the domain"
    NOTHING = "nothing"
    REST = "no slope at the start"


@dataclass(frozen=True, slots=True, eq=False)
class CurveProfile:
    """A curve as samples of its slope, in the region and far beyond it.

    Parameters
    ----------
    objective
        A function of one variable.
    nodes, heights, slopes
        x, f(x) and f′(x) of the samples, from left to right ``(n,)``.
    extent
        Width of the region.
    """

    objective: Objective
    nodes: Floats
    heights: Floats
    slopes: Floats
    extent: float

    @classmethod
    def of(cls, objective: Objective, region: tuple[Interval, ...], xs: Floats) -> "CurveProfile":
        """Return the samples around a region and the places `xs` ``(n,)``."""
        low = float(min(region[0][0], xs.min(initial=np.inf)))
        high = float(max(region[0][1], xs.max(initial=-np.inf)))
        extent = region[0][1] - region[0][0]
        tail = extent * np.geomspace(1e-3, TAIL_REACH, TAIL)
        core = [np.linspace(*region[0], SAMPLES)]
        if low < region[0][0] or high > region[0][1]:
            core.append(np.linspace(low, high, SAMPLES))
        nodes = np.unique(np.concatenate([low - tail, *core, high + tail]))
        return cls(objective, nodes, objective(nodes), objective.slope(nodes), extent)

    def below(self, x: float) -> tuple[Downhill, float]:
        """Return what lies downhill from x, and where."""
        start = float(self.objective.slope(x))
        if not np.isfinite(start):
            return Downhill.NOTHING, np.nan
        if start == 0.0:
            return Downhill.REST, x
        forwards = start < 0.0
        way = self.nodes > x if forwards else self.nodes < x
        order = slice(None) if forwards else slice(None, None, -1)
        nodes, heights, slopes = (array[way][order] for array in (self.nodes, self.heights, self.slopes))
        height = float(self.objective(x))
        tails = np.concatenate([[height], heights[:-1]])
        falling = np.sign(slopes) == np.sign(start)
        with np.errstate(all="ignore"):
            climbed = heights > tails + ROUNDING * np.maximum(np.abs(heights), np.abs(tails))
        events = np.flatnonzero(~falling | climbed | ~np.isfinite(heights))
        return self._first_rest(x, start, nodes, heights, slopes, events)

    def _first_rest(
        self, x: float, start: float, nodes: Floats, heights: Floats, slopes: Floats, events: Integers
    ) -> tuple[Downhill, float]:
        """Look at the places where the slope is no longer what it was, from near to far."""
        for event in events:
            before = x if event == 0 else float(nodes[event - 1])
            after, slope = float(nodes[event]), float(slopes[event])
            if np.isneginf(heights[event]):
                return Downhill.NOTHING, np.nan
            height = float(heights[event])
            if np.isfinite(height) and np.isnan(slope):
                continue
            if not np.isfinite(height) or np.sign(slope) == np.sign(start):
                return self._edge(before, after)
            if slope == 0.0:
                if event + 1 < len(slopes) and np.sign(slopes[event + 1]) == np.sign(start):
                    continue
                if event + 1 < len(slopes) and slopes[event + 1] == 0.0:
                    last = start if event == 0 else float(slopes[event - 1])
                    if abs(last) < FADING * abs(start) or abs(last) < 1e-200:
                        return Downhill.NOTHING, np.nan
                    return Downhill.FLOOR, self._border(before, after, start)
                return Downhill.MINIMUM, after
            return self._turning(before, after, start)
        return Downhill.NOTHING, np.nan

    def _turning(self, before: float, after: float, start: float) -> tuple[Downhill, float]:
        """Tell a minimum from a pole and from a jump between two samples."""
        place = self._turn(before, after, start)
        height, slope = float(self.objective(place)), abs(float(self.objective.slope(place)))
        ends = self.objective(np.array([before, after]))
        steepest = float(np.abs(self.objective.slope(np.array([before, after]))).max())
        steep = not slope <= 10 * steepest
        if not np.isfinite(height) or (height < ends.min() and steep and self._plunges(place, before)):
            return Downhill.NOTHING, np.nan
        if height > float(ends[0]) + ROUNDING * max(abs(height), float(np.abs(ends).max())):
            return self._edge(before, after)
        return Downhill.MINIMUM, place

    def _turn(self, before: float, after: float, start: float) -> float:
        """Return where the slope turns between two samples, to the last bit."""
        place = self._border(before, after, start)
        # Among places equally flat and low a sampled one is the rounder number: 0 rather than 8e-27.
        candidates = np.array([before, after, place])
        steepness, heights = np.abs(self.objective.slope(candidates)), self.objective(candidates)
        for sampled in (0, 1):
            if not steepness[sampled] > steepness[2] and heights[sampled] <= heights[2]:
                return float(candidates[sampled])
        return place

    def _border(self, before: float, after: float, start: float) -> float:
        """Return where the slope stops having the sign of `start`, by bisection."""
        falling, other = before, after
        for _ in range(120):
            middle = falling + (other - falling) / 2
            if middle in (falling, other):
                break
            if np.sign(float(self.objective.slope(middle))) == np.sign(start):
                falling = middle
            else:
                other = middle
        return other

    def _edge(self, before: float, after: float) -> tuple[Downhill, float]:
        """Return where the curve ends or jumps between two samples; nothing where it plunges there."""
        top, inside, outside = float(self.objective(before)), before, after
        for _ in range(120):
            middle = inside + (outside - inside) / 2
            if middle in (inside, outside):
                break
            height = float(self.objective(middle))
            if np.isfinite(height) and height <= top + ROUNDING * max(abs(top), abs(height)):
                inside = middle
            else:
                outside = middle
        return (Downhill.NOTHING, np.nan) if self._plunges(inside, before) else (Downhill.EDGE, inside)

    def _plunges(self, edge: float, away: float) -> bool:
        """Tell whether the curve falls without end towards an edge."""
        return bool(plunges(self.objective, np.array([edge]), np.array([away]))[0])
