"""The line that touches a curve."""

import numpy as np

from scenes.base.theme import STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.lines import Polyline, clip_polyline


class Tangent(Polyline):
    """The straight line that touches a curve: drawn to a fixed length on screen, cut at the plot's edges."""

    def __init__(self, plot: Plot, colour: str, half_length: float = 1.0) -> None:
        super().__init__(colour, STROKES.curve * 0.75, name="tangent")
        self.plot = plot
        self.half_length = half_length

    def touch(self, x: float, y: float, slope: float, share: float = 1.0) -> "Tangent":
        """Draw the tangent at data point ``(x, y)`` with `slope`, `share` of its full length."""
        along = np.array([1.0, self.plot.screen_slope(slope), 0.0])
        reach = along / np.hypot(along[0], along[1]) * self.half_length * share
        middle = self.plot.at(x, y)
        self.set_corners(*clip_polyline(np.array([middle - reach, middle + reach]), self.plot.area))
        return self
