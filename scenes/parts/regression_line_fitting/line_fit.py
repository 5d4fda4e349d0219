"""Data with the line that predicts them: the gaps between the two, and the squares on the gaps."""

from collections.abc import Callable

import numpy as np
from manim import ValueTracker, VGroup
from manim.typing import Point3D_Array

from gd_math.data.datasets import Polynomial
from gd_math.data.line_fitting import Fitting
from gd_math.typing import Floats, Points
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import POINT_RADIUS, STROKES
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot, Range
from scenes.cast.charts.free_places import clearances, roomiest
from scenes.cast.marks.lines import Dots, Polyline, clip_polyline
from scenes.cast.moving.following import follow

AIR = 0.07
"""Free share of the data's extent at each edge."""
FURTHEST_START = 1.6
"""How far the view reaches out for the starting line, in units of the data's extent."""
MOST_FULL_DOTS = 60
SQUARE_OPACITY = 0.13
SQUARE_EDGE_OPACITY = 0.3
WAVE, SHORTEST_WAVE = 0.1, 2.0
"""How far the wave of squares reaches to each side, as a share of the points and in points."""
LABEL_GAPS, LABEL_CLEARANCE = (0.18, 0.3, 0.5, 0.8), 0.12
GAP_OPACITY = 0.9


def data_view(fitting: Fitting) -> tuple[Range, Range]:
    """Return ranges of x and y that show the data, and the starting line where it is not too far away."""
    x, y = fitting.data.x, fitting.data.y
    x_low, x_high = float(x.min()), float(x.max())
    air = AIR * (x_high - x_low)
    start = fitting.loss.predict(fitting.run.points[0])
    extent = float(np.ptp(y)) or 1.0
    low = max(min(float(y.min()), float(start.min())), float(y.min()) - FURTHEST_START * extent)
    high = min(max(float(y.max()), float(start.max())), float(y.max()) + FURTHEST_START * extent)
    air_y = AIR * max(high - low, extent)
    return (x_low - air, x_high + air), (low - air_y, high + air_y)


class Squares(Polyline):
    """Squares on the gaps: a tint, for the gaps that they stand on carry the meaning."""

    lint_ignore = frozenset({"contrast"})


class LineFit(VGroup):
    """Points, the line for the parameters of the moment, and the gaps between them.

    Parameters
    ----------
    look
        Theme and language.
    plot
        Axes of the data.
    fitting
        The data, and what the line predicts for them.
    parameters
        Returns (w, b), shape (2,), of the moment.
    """

    def __init__(self, look: Look, plot: Plot, fitting: Fitting, parameters: Callable[[], Points]) -> None:
        super().__init__()
        colours = look.colours
        self.look, self.plot, self.fitting, self.parameters = look, plot, fitting, parameters
        self.squares = Squares(colours.loss, STROKES.hair, opacity=SQUARE_EDGE_OPACITY, name="squares")
        self.squares.set_fill(colours.loss, opacity=SQUARE_OPACITY)
        self.squares_shown = ValueTracker(0.0)
        """1 shows the square on every gap, 0 none."""
        self.wave = ValueTracker(0.0)
        """From 0 to 1 squares grow and vanish one after another, from left to right."""
        self.gaps = Polyline(colours.loss, STROKES.path, opacity=GAP_OPACITY, name="gaps")
        self.line = Polyline(colours.prediction, STROKES.curve, name="fitted line")
        radius = POINT_RADIUS * (1.0 if len(fitting.data) <= MOST_FULL_DOTS else 0.6)
        self.dots = Dots(colours.data, radius, name="data points")
        self.dots.set_places(plot.points_at(fitting.data.x, fitting.data.y))
        self.add(self.squares, self.gaps, self.line, self.dots)
        self.name = "line and data"
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Set line, gaps and squares from the parameters."""
        loss, plot, data = self.fitting.loss, self.plot, self.fitting.data
        point = self.parameters()
        ends = np.array(plot.x_range)
        heights = loss.predict(point, self.fitting.feature.of(ends))
        self.line.set_corners(*clip_polyline(plot.points_at(ends, heights), plot.area))
        seen = plot.points_at(data.x, data.y)
        predicted = plot.points_at(data.x, loss.predict(point))
        predicted[:, 1] = np.clip(predicted[:, 1], plot.area.bottom, plot.area.top)
        self.gaps.set_corners(*np.stack([seen, predicted], axis=1))
        self.squares.set_corners(*self.square_outlines(seen, predicted, self.square_shares()))

    def square_shares(self) -> Floats:
        """Return how much of the square on each gap has grown, shape (n,)."""
        shown, wave = self.squares_shown.get_value(), self.wave.get_value()
        count = len(self.fitting.data)
        shares = np.full(count, shown)
        if 0.0 < wave < 1.0:
            reach = max(SHORTEST_WAVE, WAVE * count)
            rank = np.argsort(np.argsort(self.fitting.data.x, kind="stable"))
            crest = wave * (count - 1 + 2 * reach) - reach
            shares = np.maximum(shares, 1.0 - np.abs(rank - crest) / reach)
        return shares

    def square_outlines(
        self, seen: Point3D_Array, predicted: Point3D_Array, shares: Floats
    ) -> list[Point3D_Array]:
        """Return a closed square for each gap, on the side with more room, cut at the plot's edges.

        Of a square whose share is below 1 only this part of its width is there: it grows out of its gap.
        """
        area = self.plot.area
        outlines = []
        for low, high, share in zip(seen, predicted, shares, strict=True):
            if share <= 0.0:
                continue
            side = share * abs(high[1] - low[1])
            away = side if low[0] < area.centre[0] else -side
            edge = float(np.clip(low[0] + away, area.left, area.right))
            corners = [(low[0], low[1]), (edge, low[1]), (edge, high[1]), (low[0], high[1]), (low[0], low[1])]
            outlines.append(np.array([(x, y, 0.0) for x, y in corners]))
        return outlines

    def true_curve(self, truth: Polynomial, label: str) -> VGroup:
        """Return the dashed curve that the data come from, and its translated label if there is room."""
        area, colours = self.plot.area, self.look.colours
        x = np.linspace(*self.plot.x_range, 161)
        points = self.plot.points_at(x, truth(x))
        curve = Polyline(colours.ink, STROKES.path, name="truth").set_corners(*dashed(points, area))
        words = Words(self.look, label)
        half = np.array([words.width / 2, words.height / 2])
        ends = np.array(self.plot.x_range)
        fit = self.plot.points_at(
            ends, self.fitting.loss.predict(self.parameters(), self.fitting.feature.of(ends))
        )
        lines = np.concatenate([points, np.linspace(fit[0], fit[1], 161)])
        inside = np.abs(points[:, 0] - area.centre[0]) < area.width / 2 - half[0]
        rises = [side * (half[1] + gap) for gap in LABEL_GAPS for side in (-1.0, 1.0)]
        places = np.concatenate([points[inside][::-1] + np.array([0.0, rise, 0.0]) for rise in rises])
        places[:, 1] = np.clip(places[:, 1], area.bottom + half[1], area.top - half[1])
        taken = np.concatenate([lines, self.dots.places, self.gaps.points])
        place = roomiest(places, half, taken, enough=LABEL_CLEARANCE)
        if clearances(place[None], half, taken)[0] <= 0.0:
            return VGroup(curve)
        return VGroup(curve, words.move_to(place))


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


__all__ = ["LineFit", "dashed", "data_view"]
