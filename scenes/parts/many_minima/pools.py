"""Water that rises in the valleys of a curve, up to the tops between them."""

from dataclasses import dataclass

import numpy as np
from manim.typing import Point3D_Array

from gd_math.objective import Objective
from gd_math.typing import Floats, Interval
from scenes.cast.charts.axes import Plot

SAMPLES = 160


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """The ground of one valley, from border to border.

    Parameters
    ----------
    x, heights
        Of the ground, shape (n,): it falls to one lowest place and rises from there.
    lowest, rim
        Heights of the lowest place and of the lower border: higher than that no water stands.
    """

    x: Floats
    heights: Floats
    lowest: float
    rim: float

    @classmethod
    def between(cls, objective: Objective, low: float, high: float, ceiling: float) -> "Pool | None":
        """Return the pool between two borders, or None where the ground is no single valley."""
        x = np.linspace(low, high, SAMPLES)
        heights = objective(x)
        if not np.isfinite(heights).all():
            return None
        bottom = int(heights.argmin())
        rises = np.diff(heights)
        slack = 1e-9 * float(np.ptp(heights))
        if (rises[:bottom] > slack).any() or (rises[bottom:] < -slack).any():
            return None
        rim = min(float(heights[0]), float(heights[-1]), ceiling)
        return cls(x, heights, float(heights[bottom]), rim) if rim > heights[bottom] else None

    def shore(self, level: float) -> Interval:
        """Return from where to where water stands that reaches up to a level."""
        level, bottom = min(level, self.rim), int(self.heights.argmin())
        left = np.interp(-level, -self.heights[: bottom + 1], self.x[: bottom + 1])
        right = np.interp(level, self.heights[bottom:], self.x[bottom:])
        return float(left), float(right)

    def outline(self, plot: Plot, level: float) -> Point3D_Array:
        """Return the outline on screen ``(n, 3)`` of water up to a level."""
        level = min(level, self.rim)
        left, right = self.shore(level)
        inside = (self.x > left) & (self.x < right)
        x = np.array([left, *self.x[inside], right])
        return plot.points_at(x, np.minimum([level, *self.heights[inside], level], level))


__all__ = ["Pool"]
