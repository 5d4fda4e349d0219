"""The ground under the hiker: the graph of a function, in scene units."""

from collections.abc import Sequence

import numpy as np

from gd_math.objective import Objective
from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.cast.charts.axes import Plot

STEEPEST_BOOT = 3.0
GROUND_SAMPLES = 4001
HALF_BREADTH = 0.35
"""Half the room that a hiker with a stick takes across, in heights."""

BEYOND = 4.0
"""Scene units of ground beyond each end of the axis."""


class Ground:
    """The graph of a function in scene units: heights and slopes at any place, quickly.

    Between its samples it is the cubic with their heights and slopes (Hermite), far closer to the graph
    than a pixel. Where the function has no value, or one far outside the picture, the ground is level.

    Parameters
    ----------
    plot
        Linear axes.
    objective
        A function of one variable.
    """

    def __init__(self, plot: Plot, objective: Objective) -> None:
        self.plot = plot
        self.left, self.right = plot.area.left - BEYOND, plot.area.right + BEYOND
        across = np.linspace(self.left, self.right, GROUND_SAMPLES)
        self.spacing = float(across[1] - across[0])
        x = plot.read(np.column_stack([across, np.zeros_like(across), np.zeros_like(across)]))[:, 0]
        heights: Floats = plot.points_at(x, objective(x))[:, 1]
        slopes: Floats = np.asarray(plot.screen_slope(1.0) * objective.slope(x))
        lowest, highest = plot.area.bottom - BEYOND, plot.area.top + BEYOND
        level = ~(np.isfinite(heights) & np.isfinite(slopes)) | (heights < lowest) | (heights > highest)
        heights = np.clip(np.nan_to_num(heights, nan=lowest), lowest, highest)
        self._heights = heights.tolist()
        self._slopes = np.where(level, 0.0, slopes).tolist()

    def _cell(self, x: float) -> tuple[int, float]:
        place = min(max((x - self.left) / self.spacing, 0.0), GROUND_SAMPLES - 1.000001)
        return int(place), place - int(place)

    def height(self, x: float) -> float:
        """Return the height of the ground at scene coordinate `x`."""
        i, t = self._cell(x)
        one, other = self._heights[i], self._heights[i + 1]
        rise, next_rise = self._slopes[i] * self.spacing, self._slopes[i + 1] * self.spacing
        back = 1 - t
        blend: float = back * back * ((1 + 2 * t) * one + t * rise)
        blend += t * t * ((3 - 2 * t) * other - back * next_rise)
        return blend

    def slope(self, x: float) -> float:
        """Return the slope of the ground at scene coordinate `x`, at most `STEEPEST_BOOT` either way."""
        i, t = self._cell(x)
        rise = (self._heights[i + 1] - self._heights[i]) / self.spacing
        one, other = self._slopes[i], self._slopes[i + 1]
        slope: float = 6 * t * (1 - t) * rise + (1 - t) * (1 - 3 * t) * one + t * (3 * t - 2) * other
        return min(max(slope, -STEEPEST_BOOT), STEEPEST_BOOT)

    def across(self, x: float) -> float:
        """Return the scene coordinate of `x`; what is far outside the picture stays near its edge."""
        place = float(self.plot.points_at(np.array([x]), np.zeros(1))[0, 0])
        return min(max(place, self.left + 1.0), self.right - 1.0)

    def bodies(self, places: Sequence[float], height: float) -> list[Box]:
        """Return the room that a hiker of `height` takes who stands at these scene coordinates."""
        half = HALF_BREADTH * height
        return [Box(x - half, x + half, self.height(x), self.height(x) + height) for x in places]
