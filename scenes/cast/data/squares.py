"""The squares on the gaps, and the one square that is their mean: it goes where the point goes."""

from collections.abc import Callable
from typing import Protocol

import numpy as np
from manim import ValueTracker, smooth
from manim.typing import Point3D, Point3D_Array

from gd_math.data.datasets import Dataset
from gd_math.typing import Floats, Integers
from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.data.data_panel import DataPanel
from scenes.cast.marks.lines import Polyline
from scenes.cast.moving.following import follow
from scenes.cast.moving.one_by_one import one_by_one

OPACITY, EDGE_OPACITY = 0.2, 0.8
LEAST_SIDE = 0.25
"""A mean square that is smaller has no picture of its own."""
TINT = frozenset({"contrast"})
ON_ITS_WAY = TINT | {"words-crossed"}
"""What the lint leaves to a square: all the time, and while it moves over what is there."""

AXIS, LABEL_AIR = 0.65, 0.1
"""What an axis takes with its numbers and its name; least way from a longer name to what stands below it."""


class Gapped(Protocol):
    """What has gaps between points and predictions."""

    @property
    def plot(self) -> Plot:
        """Where they are drawn."""

    @property
    def data(self) -> Dataset:
        """The points."""

    @property
    def rank(self) -> Integers:
        """The place of each point from left to right, shape (n,)."""

    def gap_ends(self) -> Point3D_Array:
        """Return for each point its place and that of its prediction, shape (n, 2, 3)."""


class Squares(Polyline):
    """Squares on the gaps, which grow one after another and may merge into one.

    Parameters
    ----------
    look
        Theme and language.
    panel
        What has the gaps.
    mean
        Returns the outline of the mean square beside the data, ``(5, 3)``.

    Attributes
    ----------
    shown
        From 0 to 1 the squares grow one after another, from left to right.
    merged
        From 0 to 1 all of them move and become the mean square: first they come to lie on one another, as
        large as they are, then they become alike.
    """

    lint_ignore = TINT

    def __init__(self, look: Look, panel: Gapped, mean: Callable[[], Point3D_Array]) -> None:
        super().__init__(look.colours.loss, STROKES.hair, opacity=EDGE_OPACITY, name="squares")
        self.set_fill(look.colours.loss, opacity=OPACITY)
        self.panel, self.mean = panel, mean
        self.shown, self.merged = ValueTracker(0.0), ValueTracker(0.0)
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Set the squares from the gaps and the trackers."""
        outlines = self._outlines(one_by_one(len(self.panel.data), self.shown.get_value())[self.panel.rank])
        merged = self.merged.get_value()
        self.lint_ignore = ON_ITS_WAY if merged > 0.0 else TINT
        if merged > 0.0:
            mean, gathered, alike = (
                self.mean(),
                smooth(min(2 * merged, 1.0)),
                smooth(max(2 * merged - 1.0, 0.0)),
            )
            outlines = [outline + gathered * (mean[1] - outline[1]) for outline in outlines]
            outlines = [outline + alike * (mean - outline) for outline in outlines]
        self.set_corners(*outlines)

    def _outlines(self, shares: Floats) -> list[Point3D_Array]:
        """Return a closed square for each gap, on the side with more room, cut at the plot's edges.

        Of a square whose share is below 1 only this part of its width is there: it grows out of its gap.
        """
        area = self.panel.plot.area
        outlines = []
        for (point, predicted), share in zip(self.panel.gap_ends(), shares, strict=True):
            if share <= 0.0:
                continue
            x, low, high = point[0], min(point[1], predicted[1]), max(point[1], predicted[1])
            side = share * (high - low)
            edge = x + side if x < area.centre[0] else x - side
            left, right = np.clip([min(x, edge), max(x, edge)], area.left, area.right).tolist()
            outlines.append(outline_of(Box(left, right, low, high)))
        return outlines


class MeanSquare(Polyline):
    """One square as large as the mean of all: first beside the data, then behind the point, in its own scale.

    Parameters
    ----------
    look
        Theme and language.
    home
        Where it stands beside the data.
    point
        Returns the place of the point on screen, None while it is outside the map.
    side
        Returns the length of its side at the point.
    area
        Returns the map, beyond which nothing of it is seen.
    share
        Returns how long its side is beside the data, in that of `home`, whose lower left corner stays.

    Attributes
    ----------
    shown
        0 hides it, 1 shows it.
    flight
        From 0, beside the data, to 1, at the point.
    """

    lint_ignore = ON_ITS_WAY | {"grown-to-nothing"}

    def __init__(
        self,
        look: Look,
        home: Box,
        point: Callable[[], Point3D | None],
        side: Callable[[], float],
        area: Callable[[], Box],
        share: Callable[[], float] | None = None,
    ) -> None:
        super().__init__(look.colours.loss, STROKES.axis, opacity=EDGE_OPACITY, name="mean square")
        self.set_fill(look.colours.loss, opacity=2 * OPACITY)
        self.home, self.point, self.side, self.area, self.share = home, point, side, area, share
        self.shown, self.flight = ValueTracker(0.0), ValueTracker(0.0)
        follow(self, self.redraw)

    @property
    def beside(self) -> Box:
        """Where it stands beside the data now."""
        if self.share is None:
            return self.home
        left, bottom, side = self.home.left, self.home.bottom, self.share() * self.home.width
        return Box(left, left + side, bottom, bottom + side)

    def redraw(self) -> None:
        """Set the square from its trackers and the point."""
        place, flight = self.point(), smooth(self.flight.get_value())
        if not self.shown.get_value() or (place is None and flight > 0.0):
            self.set_corners()
            return
        if place is None:
            self.set_corners(outline_of(self.beside))
            return
        area, box = self.area(), self.beside.towards(square(place, self.side()), float(flight))
        if flight >= 1.0:
            box = Box(
                max(box.left, area.left),
                min(box.right, area.right),
                max(box.bottom, area.bottom),
                min(box.top, area.top),
            )
        self.set_corners(outline_of(box))


def mean_home(layout: Layout, panel: Gapped, loss: float) -> Box:
    """Return where a mean square stands, as large as its gaps are drawn: beside the data or below.

    Parameters
    ----------
    layout
        The frame's zones.
    panel
        The data.
    loss
        The mean of the squares.
    """
    plot, side = panel.plot, mean_side(panel, loss)
    if layout.tall:
        words = [float(label.get_bottom()[1]) - LABEL_AIR for label in plot.labels]
        bottom = max(layout.stage.bottom, min(plot.area.bottom - AXIS, *words) - side)
        left = float(plot.area.centre[0]) - side / 2
    else:
        bottom = float(plot.area.centre[1]) - side / 2
        left = min(plot.area.right + AXIS, layout.safe.right - side)
    return Box(left, left + side, bottom, bottom + side)


def mean_side(panel: Gapped, loss: float) -> float:
    """Return the side of a mean square that is as large as its gaps are drawn, no more than the picture."""
    plot = panel.plot
    return min(float(np.sqrt(loss)) / (plot.y_range[1] - plot.y_range[0]), 1.0) * plot.area.height


def merges(panel: DataPanel, mean: Box) -> bool:
    """Tell whether all squares on the gaps of the moment are seen whole, so that they can merge into one."""
    predicted, (low, high) = panel.predict(panel.data.x), panel.plot.y_range
    inside = low <= float(predicted.min()) and float(predicted.max()) <= high
    return inside and mean.width >= LEAST_SIDE


def square(place: Point3D, side: float) -> Box:
    """Return the square around a place."""
    half = side / 2
    return Box(place[0] - half, place[0] + half, place[1] - half, place[1] + half)


def outline_of(box: Box) -> Point3D_Array:
    """Return the closed outline of a box, ``(5, 3)``."""
    (left, right), (bottom, top) = (box.left, box.right), (box.bottom, box.top)
    corners = (left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)
    return np.array([(x, y, 0.0) for x, y in corners])


class LineToPoint(Polyline):
    """A copy of the fitted line that contracts into the point that stands for it.

    Parameters
    ----------
    look
        Theme and language.
    line
        The line.
    point
        Returns the place of the point on screen.

    Attributes
    ----------
    share
        From 0, the line, to 1, the point.
    """

    lint_ignore = frozenset({"grown-to-nothing", "words-crossed"})

    def __init__(self, look: Look, line: Polyline, point: Callable[[], Point3D | None]) -> None:
        super().__init__(look.colours.prediction, STROKES.curve, name="line on its way to the point")
        self.line, self.point, self.share = line, point, ValueTracker(0.0)
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Set the line from its tracker."""
        share, place, line = smooth(self.share.get_value()), self.point(), self.line.points
        if not 0.0 < share < 1.0 or place is None or not len(line):
            self.set_corners()
            return
        ends = line[[0, -1]]
        self.set_corners(ends + share * (place - ends))


__all__ = ["LineToPoint", "MeanSquare", "Squares", "mean_home", "mean_side", "merges", "outline_of", "square"]
