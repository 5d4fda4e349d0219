"""The line that touches a curve."""

import numpy as np

from scenes.base.theme import STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.lines import Polyline, clip_polyline

SHORTEST = 0.2
"""It is not drawn shorter than this share of its length for want of room."""
BELOW = 0.15
"""How far it may reach below the plot: where the curve lies on the axis, it still has two sides."""


class Tangent(Polyline):
    """The line that touches a curve: drawn to a length on screen, as far to one side as to the other.

    It is shorter where it would leave the plot, and cut at its edges.
    """

    def __init__(self, plot: Plot, colour: str, half_length: float = 1.0) -> None:
        super().__init__(colour, STROKES.curve * 0.75, name="tangent")
        self.plot = plot
        self.half_length = half_length

    def touch(self, x: float, y: float, slope: float, share: float = 1.0) -> "Tangent":
        """Draw the tangent at data point ``(x, y)`` with `slope`, `share` of its full length."""
        along = np.array([1.0, self.plot.screen_slope(slope), 0.0])
        middle, area = self.plot.at(x, y), self.plot.area.inset(bottom=-BELOW)
        along /= np.hypot(along[0], along[1])
        room = min(middle[1] - area.bottom, area.top - middle[1]) / max(abs(along[1]), 1e-9)
        half = min(self.half_length, max(room, SHORTEST * self.half_length))
        reach = along * half * share
        self.set_corners(*clip_polyline(np.array([middle - reach, middle + reach]), area))
        return self
