"""Which part of the plane shows data: their ranges, and their axes with room for an equation above."""

import numpy as np

from gd_math.data.datasets import Dataset
from gd_math.typing import Floats
from scenes.base.column_names import column_name
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.charts.axes import TICK, Plot, Range
from scenes.cast.maps.contours import axis_ticks

AIR = 0.07
"""Free share of the data's extent at each edge."""
LINE, TWO_LINES = 1.0, 3.3
"""Way from the axes up to the equation beside the label of y, or above it, in capital heights."""
ROOM = 2.2
APART = 1.5
"""Between the label of y and the equation, in capital heights."""

View = tuple[Range, Range]


def data_view(data: Dataset, first: Floats, reach: float, *, from_first_x: bool = False) -> View:
    """Return ranges of x and y that show the data, and the first prediction where it is not too far away.

    Parameters
    ----------
    data
        The points.
    first
        What is predicted for them at first, shape (n,).
    reach
        How far the view reaches out for it, in units of the data's extent.
    from_first_x
        Whether the axis of x begins right at the first point.
    """
    x, y = data.x, data.y
    x_low, x_high = float(x.min()), float(x.max())
    air = AIR * (x_high - x_low)
    extent = float(np.ptp(y)) or 1.0
    low = max(min(float(y.min()), float(first.min())), float(y.min()) - reach * extent)
    high = min(max(float(y.max()), float(first.max())), float(y.max()) + reach * extent)
    air_y = AIR * max(high - low, extent)
    return (x_low if from_first_x else x_low - air, x_high + air), (low - air_y, high + air_y)


def data_axes(
    look: Look, box: Box, data: Dataset, view: View, equation: float, *, tall: bool, at_edge: bool = False
) -> tuple[Plot, tuple[float, float]]:
    """Return the data's axes, and where an equation ends above them: beside the label of y, or over it.

    Parameters
    ----------
    look, box
        Theme and language, and the room for everything.
    data, view
        The points, and the ranges of x and y that are shown.
    equation
        Its width in scene units.
    tall
        Whether the frame is: the axis of y then has fewer numbers.
    at_edge
        Whether the equation ends at the edge of the box, not above the end of the axis.
    """

    def plot(room: Box, ticks: tuple[float, ...] | None = None) -> Plot:
        x_label, y_label = column_name(look, data.x_label), column_name(look, data.y_label)
        return Plot(look, room, *view, x_label=x_label, y_label=y_label, y_ticks=ticks)

    cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.caption
    axes = plot(box)
    right = box.right if at_edge else axes.area.right
    above = float(axes.labels[-1].get_right()[0]) + APART * cap > right - equation
    if above:
        box = box.inset(top=ROOM * cap)
        axes = plot(box)
    if tall:
        axes = plot(box, axis_ticks(view[1], axes.area.height))
    return axes, (right, axes.area.top + (TWO_LINES if above else LINE) * cap)


def bare_axes(plot: Plot, box: Box) -> tuple[Plot, tuple[float, float]]:
    """Return axes for what a plot shows without numbers and names, and where an equation ends above them."""
    cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.caption
    box = box.inset(left=TICK, top=ROOM * cap)
    draft = Plot(plot.look, box, plot.x_range, plot.y_range, x_ticks=(), y_ticks=())
    box = box.inset(bottom=box.bottom - draft.area.bottom)
    axes = Plot(plot.look, box, plot.x_range, plot.y_range, x_ticks=(), y_ticks=())
    return axes, (box.right, axes.area.top + LINE * cap)


__all__ = ["View", "bare_axes", "data_axes", "data_view"]
