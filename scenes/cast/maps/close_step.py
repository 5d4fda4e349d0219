"""The part of the map in which the first step is seen from close by."""

import numpy as np

from gd_math.data.line_descent import LineDescent
from scenes.cast.charts.axes import Plot, Range
from scenes.cast.charts.ticks import rounded_down
from scenes.cast.maps.walk_arrows import on_screen

LONGER = 2.5
"""So many times as long as the first step its gradient may be drawn."""
FILLS, LEAST_ZOOM, MOST_ZOOM = 0.8, 1.2, 4.0
"""Share of the map that both fill when they are seen from close by; bounds of the zoom."""


def close_step(
    plot: Plot, fitting: LineDescent, least: float = LEAST_ZOOM
) -> tuple[tuple[Range, Range] | None, float | None]:
    """Return ranges of w and b with the first gradient and its step, and how long the gradient is drawn.

    Both are None where this would be no closer look: the gradient is then drawn as long as there is room.

    Parameters
    ----------
    plot
        The map.
    fitting
        The run.
    least
        A zoom below this is no closer look.
    """
    if not fitting.steps_taken:
        return None, None
    area, factor = plot.area, rounded_down(LONGER * fitting.rate)
    ends = fitting.run.points[0] + np.outer([factor, -fitting.rate], fitting.run.gradients[0])
    across, up, _ = np.abs(on_screen(plot, ends[1] - ends[0])).tolist()
    zoom = FILLS / max(across / area.width, up / area.height, FILLS / MOST_ZOOM)
    if zoom < least:
        return None, None
    half = np.array([high - low for low, high in (plot.x_range, plot.y_range)]) / 2 / zoom
    low, high = (ends.mean(axis=0) + side * half for side in (-1.0, 1.0))
    (w_low, b_low), (w_high, b_high) = low.tolist(), high.tolist()
    return ((w_low, w_high), (b_low, b_high)), factor


__all__ = ["close_step"]
