"""Other places of the plane, each with the square of its line, and these lines through the data."""

import numpy as np
from manim import DL, UR, ValueTracker, VGroup
from manim.typing import Point3D_Array

from gd_math.data.line_fitting import Fitting
from gd_math.typing import Floats, Points
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import STROKES, TYPE
from scenes.cast.charts.axes import Plot
from scenes.cast.data.data_panel import DataPanel
from scenes.cast.data.squares import EDGE_OPACITY, OPACITY, outline_of, square
from scenes.cast.marks.lines import Polyline, clip_polyline, dashes
from scenes.cast.moving.following import follow
from scenes.cast.moving.one_by_one import one_by_one
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.plates import Plate

APART = 1.2
"""Least distance of two places on screen."""
LARGEST = 0.85
"""Side of the largest square, as a share of that distance."""
FAINT = 0.55
ABOVE, AIR, PLATE = 0.22, 0.1, 0.8
"""Of a word: its way from the picture's edge, from what is beside it, and how opaque its ground is."""


class OtherPlaces:
    """A lattice of places on the map: how bad each is, in the scale in which the point's own square is drawn.

    Parameters
    ----------
    plot
        The map.
    fitting
        What is fitted.

    Attributes
    ----------
    points
        The places (w, b), shape (n, 2): none too near to the start.
    """

    def __init__(self, plot: Plot, fitting: Fitting) -> None:
        area, self.fitting, start = plot.area, fitting, fitting.run.points[0]
        count = [max(2, int(extent / APART)) for extent in (area.width, area.height)]
        self.cell = min(area.width / count[0], area.height / count[1])
        shares = [(np.arange(n) + 0.5) / n for n in count]
        x, y = np.meshgrid(area.left + shares[0] * area.width, area.bottom + shares[1] * area.height)
        screen = np.column_stack([x.ravel(), y.ravel(), 0 * x.ravel()])
        near = np.hypot(*(screen - plot.at(*start.tolist()))[:, :2].T) < self.cell
        self.points: Points = plot.read(screen[~near])
        self.losses: Floats = fitting.loss.value(self.points)
        largest = max(float(self.losses.max()), float(fitting.run.values[0]), 1e-300)
        self.scale = LARGEST * self.cell / np.sqrt(largest)
        """Side of a square on the map for each unit of the root of its loss."""

    def side(self, loss: float) -> float:
        """Return the side of the square of a loss on the map."""
        return float(self.scale * np.sqrt(max(loss, 0.0)))


def line_of(panel: DataPanel, fitting: Fitting, point: Points) -> list[Point3D_Array]:
    """Return the line through the data that a point (w, b) stands for, cut at the picture's edge."""
    ends = np.array(panel.plot.x_range)
    predicted = fitting.loss.predict(point, fitting.feature.of(ends))
    return clip_polyline(panel.plot.points_at(ends, predicted), panel.plot.area)


class PlaceSquares(Polyline):
    """The squares of other places: they grow one after another.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    places
        Where, and how large.
    wave
        From 0, none is there, to 1, all are.
    """

    lint_ignore = frozenset({"contrast"})

    def __init__(self, look: Look, plot: Plot, places: OtherPlaces, wave: ValueTracker) -> None:
        super().__init__(look.colours.loss, STROKES.hair, opacity=EDGE_OPACITY, name="other squares")
        self.set_fill(look.colours.loss, opacity=2 * OPACITY)
        self.plot, self.places, self.wave = plot, places, wave
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Set the squares from the tracker."""
        places = self.places
        grown = one_by_one(len(places.points), self.wave.get_value())
        screen = self.plot.points_at(*places.points.T)
        told = zip(screen, places.losses.tolist(), grown.tolist(), strict=True)
        self.set_corners(*(outline_of(square(at, share * places.side(loss))) for at, loss, share in told))


class PlaceLines(Polyline):
    """The lines that other places stand for: each comes with its square.

    Parameters
    ----------
    look
        Theme and language.
    panel
        The data.
    places, wave
        As of `PlaceSquares`.
    """

    lint_ignore = frozenset({"contrast"})

    def __init__(self, look: Look, panel: DataPanel, places: OtherPlaces, wave: ValueTracker) -> None:
        super().__init__(look.colours.prediction, STROKES.hair, opacity=FAINT, name="other lines")
        self.panel, self.places, self.wave = panel, places, wave
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Set the lines from the tracker."""
        grown = one_by_one(len(self.places.points), self.wave.get_value())
        told = self.places.points[grown > 0.5]
        self.set_corners(*(piece for at in told for piece in line_of(self.panel, self.places.fitting, at)))


class MeanOfX(VGroup):
    """Where z = 0: at the mean of x.

    Parameters
    ----------
    look
        Theme and language.
    panel
        The data.
    mean
        Of their x.
    """

    def __init__(self, look: Look, panel: DataPanel, mean: float) -> None:
        area, across = panel.plot.area, float(panel.plot.at(mean, panel.plot.y_range[0])[0])
        foot, top = np.array([across, area.bottom, 0.0]), np.array([across, area.top, 0.0])
        line = Polyline(look.colours.ink, STROKES.axis, name="mean of x").set_corners(*dashes(foot, top))
        word = MathFormula(look, "z = 0", size=TYPE.caption)
        word.move_to(top + np.array([0.0, ABOVE, 0.0]))
        plate = Plate(look.colours.background, PLATE)
        above = [label for label in panel.plot.labels if float(label.get_bottom()[1]) > area.top]
        if any(float(label.get_right()[0]) + AIR > float(word.get_left()[0]) for label in above):
            aside = word.width / 2 + AIR if across < area.centre[0] else -word.width / 2 - AIR
            word.move_to(top + np.array([aside, -ABOVE, 0.0]))
            (left, bottom, _), (right, upper, _) = word.get_corner(DL), word.get_corner(UR)
            plate.cover(Box(left, right, bottom, upper))
        super().__init__(line, plate, word)
        self.name = "mean of x"


__all__ = ["MeanOfX", "OtherPlaces", "PlaceLines", "PlaceSquares"]
