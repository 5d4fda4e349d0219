"""Data with what is predicted for them: the line or curve of the moment, the gaps, its equation, truth."""

from collections.abc import Callable
from functools import partial

import numpy as np
from manim import ValueTracker, VGroup
from manim.typing import Point3D_Array

from gd_math.data.datasets import Dataset
from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import POINT_RADIUS, STROKES
from scenes.base.words import Words
from scenes.cast.charts.free_places import clearances, roomiest
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.data.data_view import View, bare_axes, data_axes
from scenes.cast.marks.lines import Dots, Polyline, clip_polyline
from scenes.cast.moving.following import follow
from scenes.cast.moving.one_by_one import one_by_one
from scenes.cast.writing.live_equations import LineEquation

MOST_FULL_DOTS, SMALL = 60, 0.6
GAP_OPACITY, FAINT = 0.9, 0.55
FINE = 161
"""Points of a curve."""
LABEL_GAPS, LABEL_CLEARANCE = (0.18, 0.3, 0.5, 0.8), 0.12


class DataPanel(VGroup):
    """Points, the line or curve that predicts them at the moment, and its equation above.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for everything.
    data
        The points.
    predict
        Returns what is predicted now for values of x, in their shape.
    view
        Ranges of x and y, as of `data_view`.
    equation
        Follows the prediction.
    straight
        Whether the prediction is a line.
    gaps
        Whether the gaps between the points and their predictions are shown.
    small
        Size of the dots where there are many.
    behind
        Whether the dots are behind the line.
    tall, at_edge
        As for `data_axes`.

    Attributes
    ----------
    residuals
        The gaps, and whatever else belongs beneath the line.
    measured
        From 0 to 1 the gaps grow from the points to the line, from left to right; 1 at first.
    rank
        The place of each point from left to right, shape (n,).
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        data: Dataset,
        predict: Callable[[Floats], Floats],
        view: View,
        equation: LineEquation,
        *,
        straight: bool = True,
        gaps: bool = False,
        small: float = SMALL,
        behind: bool = False,
        tall: bool = False,
        at_edge: bool = False,
    ) -> None:
        colours = look.colours
        self.measured = ValueTracker(1.0)
        self.rank = np.argsort(np.argsort(data.x, kind="stable"))
        self.look, self.data, self.predict = look, data, predict
        self._axes = partial(
            data_axes, look, data=data, view=view, equation=equation.whole, tall=tall, at_edge=at_edge
        )
        self.plot, end = self._axes(box)
        self.equation = equation.end_at(*end)
        self.samples = np.linspace(*self.plot.x_range, 2 if straight else FINE)
        self.gaps = Polyline(colours.loss, STROKES.path, opacity=GAP_OPACITY, name="gaps")
        self.residuals = VGroup(*([self.gaps] if gaps else []))
        self.line = Polyline(colours.prediction, STROKES.curve, name="fitted line")
        radius = POINT_RADIUS * (1.0 if len(data) <= MOST_FULL_DOTS else small)
        self.dots = Dots(colours.data, radius, name="data points")
        self._place_dots()
        actors = (self.dots, self.line) if behind else (self.line, self.dots)
        super().__init__(self.plot, self.equation, self.residuals, *actors)
        self.name = "line and data"
        self.plot.watch(self._place_dots)
        follow(self, self.redraw)

    def move_into(self, box: Box, *, bare: bool = False) -> ViewChange:
        """Return the animation that moves the picture into another box.

        The equation stands in its new place at once: it is to appear when all has arrived.

        Parameters
        ----------
        box
            Room for everything.
        bare
            Whether the axes are without numbers and names there.
        """
        goal, end = bare_axes(self.plot, box) if bare else self._axes(box)
        self.equation.end_at(*end)
        return ViewChange(self.plot, goal=goal)

    def _place_dots(self) -> None:
        self.dots.set_places(self.plot.points_at(self.data.x, self.data.y))

    def redraw(self) -> None:
        """Set the line and the gaps to what is predicted now."""
        self.line.set_corners(*clip_polyline(self._predicted(self.samples), self.plot.area))
        if len(self.residuals):
            grown = one_by_one(len(self.data), self.measured.get_value())[self.rank, None]
            ends = self.gap_ends()
            ends[:, 1] = ends[:, 0] + grown * (ends[:, 1] - ends[:, 0])
            self.gaps.set_corners(*ends)

    def gap_ends(self) -> Point3D_Array:
        """Return for each point its place and that of its prediction, at the plot's edge if that is outside.

        The shape is ``(n, 2, 3)``.
        """
        area, predicted = self.plot.area, self._predicted(self.data.x)
        predicted[:, 1] = np.clip(predicted[:, 1], area.bottom, area.top)
        return np.stack([self.dots.places, predicted], axis=1)

    def first_line(self, predict: Callable[[Floats], Floats]) -> Polyline:
        """Return the straight line with which a run began, faint: the last picture tells from where."""
        line = Polyline(self.look.colours.prediction, STROKES.path, opacity=FAINT, name="first line")
        line.lint_ignore = frozenset({"contrast"})
        x = np.array(self.plot.x_range)
        return line.set_corners(*clip_polyline(self.plot.points_at(x, predict(x)), self.plot.area))

    def truth(self, curve: Callable[[Floats], Floats], label: str) -> VGroup:
        """Return the dashed curve that the data come from, and its translated label if there is room."""
        area, x = self.plot.area, np.linspace(*self.plot.x_range, FINE)
        points = self.plot.points_at(x, curve(x))
        line = Polyline(self.look.colours.ink, STROKES.path, name="truth").set_corners(*dashed(points, area))
        words = Words(self.look, label)
        half = np.array([words.width / 2, words.height / 2])
        inside = np.abs(points[:, 0] - area.centre[0]) < area.width / 2 - half[0]
        rises = [side * (half[1] + gap) for gap in LABEL_GAPS for side in (-1.0, 1.0)]
        places = np.concatenate([points[inside][::-1] + np.array([0.0, rise, 0.0]) for rise in rises])
        places[:, 1] = np.clip(places[:, 1], area.bottom + half[1], area.top - half[1])
        taken = np.concatenate([points, self._predicted(x), self.dots.places, self.gaps.points])
        place = roomiest(places, half, taken, enough=LABEL_CLEARANCE)
        if clearances(place[None], half, taken)[0] <= 0.0:
            return VGroup(line)
        return VGroup(line, words.move_to(place))

    def _predicted(self, x: Floats) -> Point3D_Array:
        return self.plot.points_at(x, self.predict(x))


def dashed(points: Point3D_Array, area: Box, dash: float = 0.14, gap: float = 0.1) -> list[Point3D_Array]:
    """Return the dashes of a finely drawn curve ``(n, 3)``, evenly long, cut at the edges of `area`."""
    lengths = np.hypot(*np.diff(points[:, :2], axis=0).T)
    along: Floats = np.concatenate([[0.0], np.cumsum(lengths)])
    pieces: list[Point3D_Array] = []
    for first in np.arange(0.0, along[-1], dash + gap):
        stops = np.linspace(first, min(first + dash, along[-1]), 4)
        curve = np.stack([np.interp(stops, along, points[:, axis]) for axis in range(3)], axis=1)
        pieces.extend(clip_polyline(curve, area))
    return pieces


__all__ = ["DataPanel", "dashed"]
