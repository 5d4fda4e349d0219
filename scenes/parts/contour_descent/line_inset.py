"""What a point of the map stands for: its line through the data, in a part of the map that is free."""

from collections.abc import Callable

import numpy as np
from manim import ValueTracker, VGroup
from manim.typing import Point3D_Array

from gd_math.data.datasets import Dataset
from gd_math.typing import Floats, Points
from scenes.base.column_names import column_name
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import POINT_RADIUS, STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.data.data_view import data_view
from scenes.cast.marks.lines import Dots, Polyline, clip_polyline
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.plates import Plate

ACROSS, UP, MARGIN = 0.36, 0.32, 0.1
"""Share of a wide map's width, of a high one's height, that it takes; the way from its plate to the edges."""
LEAST = 1.6
"""Smallest width and height of a plate on which the data are seen."""
AIR, MOST_GAPS, SMALL = 0.14, 25, 0.5
"""Free room on the plate, and what is drawn of many points."""


class LineInset(VGroup):
    """Data, the line that a point (w, b) of the map is, and gaps between them, on a plate.

    Parameters
    ----------
    look
        Theme and language.
    box
        The plate.
    data
        What the line is fitted to.
    read
        Returns the slope and intercept of the moment; the first are in view, if they are not too far away.
    reach
        How far the view reaches out for them, in units of the data's extent.

    Attributes
    ----------
    measured
        How far the gaps have grown from the data to the line, from 0 to 1.
    """

    def __init__(self, look: Look, box: Box, data: Dataset, read: Callable[[], Points], reach: float) -> None:
        colours, self.read, self.data = look.colours, read, data
        self.measured = ValueTracker(1.0)
        plate = Plate(colours.background, 0.94).cover(box)
        slope, intercept = read()
        view = data_view(data, slope * data.x + intercept, reach)
        w, b = (paint(colours.parameter, name) for name in "wb")
        self.plot = Plot(
            look,
            box.inset(AIR, AIR, AIR, AIR),
            *view,
            x_label=column_name(look, data.x_label),
            y_formula=paint(colours.prediction, f"y = {w} x + {b}"),
            x_ticks=(),
            y_ticks=(),
        )
        order = np.argsort(data.x, kind="stable")
        self.chosen = order[np.linspace(0, len(order) - 1, min(len(order), MOST_GAPS)).round().astype(int)]
        self.gaps = Polyline(colours.loss, STROKES.axis, name="gaps to the line")
        self.line = Polyline(colours.prediction, STROKES.curve, name="line of the point")
        radius = POINT_RADIUS * (SMALL if len(data) > 2 * MOST_GAPS else 1.0)
        self.dots = Dots(colours.data, radius, name="data points")
        self.dots.set_places(self.plot.points_at(data.x, data.y))
        super().__init__(plate, self.plot, self.gaps, self.dots, self.line)
        self.name = "line of the point and data"
        follow(self, self.redraw)

    @staticmethod
    def rooms(area: Box) -> list[Box]:
        """Return where the plate may stand on a map: at its sides, on a high one below and above."""
        if area.width > area.height:
            width = ACROSS * area.width
            sides = ((area.right - width, area.right), (area.left, area.left + width))
            boxes = [Box(*side, area.bottom, area.top) for side in sides]
        else:
            height = UP * area.height
            sides = ((area.bottom, area.bottom + height), (area.top - height, area.top))
            boxes = [Box(area.left, area.right, *side) for side in sides]
        boxes = [box.inset(MARGIN, MARGIN, MARGIN, MARGIN) for box in boxes]
        return [box for box in boxes if min(box.width, box.height) >= LEAST]

    def predicted(self, x: Floats) -> Point3D_Array:
        """Return the places on screen of what is predicted now for values of x."""
        slope, intercept = self.read()
        return self.plot.points_at(x, slope * x + intercept)

    def redraw(self) -> None:
        """Set the line and the gaps to what is predicted now; what is out of view ends at the edge."""
        area = self.plot.area
        self.line.set_corners(*clip_polyline(self.predicted(np.array(self.plot.x_range)), area))
        ends = np.stack([self.dots.places[self.chosen], self.predicted(self.data.x[self.chosen])], axis=1)
        ends[:, 1, 1] = np.clip(ends[:, 1, 1], area.bottom, area.top)
        ends[:, 1] = ends[:, 0] + self.measured.get_value() * (ends[:, 1] - ends[:, 0])
        self.gaps.set_segments(ends)


__all__ = ["LineInset"]
