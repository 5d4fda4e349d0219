"""One line of a chart over steps: drawn as far as its clock tells, its marks at the tip and at steps."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from manim import VGroup
from manim.typing import Point3D, Point3D_Array

from gd_math.typing import Floats
from scenes.base.theme import POINT_RADIUS, STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.lines import Polyline, all_dashed, clip_polyline, columns, until
from scenes.cast.marks.run_style import RunStyle

STRIPE = 0.012
"""Width in scene units of the stripes of which a line shows the lowest and the highest value."""
BESIDE = 0.05
"""Distance across of points that stand for a line."""
SLACK = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """A quantity after every step of a run.

    Parameters
    ----------
    values
        Shape (n,). Infinite ones lie beyond the ends of the axis, and so does 0 on a logarithmic one.
    style
        Colour, dashes, the mark at its tip, and its name, which then stands at its end.
    time
        Tells ``k + u``: drawn are the values up to step k, and the share u of the way to the next.
    first
        The step after which the first value was taken: 1 for what only steps have, such as their lengths.
    label
        A name that is more than words, in place of the style's; it begins at x = 0 and stands on y = 0.
    width
        Of the line.
    dots
        Radius of the marks at the steps that have been told; 0 for none.
    tip
        Radius of the mark at the tip; 0 for none.
    """

    values: Floats
    style: RunStyle
    time: Callable[[], float]
    first: int = 0
    label: VGroup | None = None
    width: float = STROKES.curve * 0.8
    dots: float = 0.0
    tip: float = POINT_RADIUS * 1.3


class SeriesLine:
    """A series on a plot.

    Parameters
    ----------
    series
        What is shown.
    plot
        Axes, steps across.
    heights
        Where the values stand on the plot's vertical axis, shape (n,).
    started
        Whether a mark of all lines' common start stands in for the tip until the first step.
    """

    def __init__(self, series: Series, plot: Plot, heights: Floats, *, started: bool) -> None:
        self.series, self.plot, self.heights, self.started = series, plot, heights, started
        style = series.style
        self._measure()
        plot.watch(self._measure)
        self.trace = Polyline(style.colour, series.width, name=style.label or "line")
        self.dots = style.dots(series.dots or POINT_RADIUS, "told steps")
        self.tip = style.dots(series.tip or POINT_RADIUS, "tip")

    def _measure(self) -> None:
        """Find the places on screen of the view that the plot now has."""
        self.area = self.plot.area
        steps = self.series.first + np.arange(len(self.heights))
        self.points = self.plot.points_at(steps, self.heights)
        self.kept = columns(self.points, STRIPE)
        pieces = clip_polyline(self.points[self.kept], self.area)
        self.drawn: Point3D_Array = np.concatenate(pieces) if pieces else self.points[:1]
        dash = self.series.style.dash
        self.dashes = all_dashed(pieces, dash)

    @property
    def time(self) -> float:
        """How far the line is told, in values; negative before the first."""
        return min(self.series.time() - self.series.first, len(self.points) - 1.0)

    @property
    def step(self) -> int:
        """The last value that is told, counted from 0; negative before the first."""
        return math.floor(self.time + 1e-9)

    @property
    def beyond(self) -> int:
        """Where the line has come to: 1 above the axis, −1 below it, 0 where it is seen."""
        k = max(self.step, 0)
        ahead = self.points[min(k + 1, len(self.points) - 1), 1]
        y = float(self.points[k, 1] + max(self.time - k, 0.0) * (ahead - self.points[k, 1]))
        return int(y > self.area.top + SLACK) - int(y < self.area.bottom - SLACK)

    def redraw(self) -> None:
        """Set line and marks from the clock."""
        time, k = self.time, self.step
        if k < 0 or (self.started and time <= 0.0):
            self._set(np.zeros((0, 3)), [])
            return
        told = self.points[self.kept[self.kept <= k]]
        if self.kept[len(told) - 1] < k:
            told = np.vstack([told, self.points[k]])
        share = max(time - k, 0.0)
        if k < len(self.points) - 1 and share > 0.0:
            told = np.vstack([told, told[-1] + share * (self.points[k + 1] - told[-1])])
        self._set(self.points[: k + 1], [told] if self.inside(told).all() else clip_polyline(told, self.area))

    def _set(self, steps: Point3D_Array, pieces: list[Point3D_Array]) -> None:
        ends = pieces[-1][-1:] if pieces else np.zeros((0, 3))
        self.end: Point3D = [np.zeros(3), *self.points[:1], *ends][-1]
        if self.series.style.dash and len(ends):
            self.trace.set_segments(until(self.dashes, float(ends[0, 0])))
        else:
            self.trace.set_corners(*pieces)
        self.tip.set_places(ends if self.series.tip else ends[:0])
        self.dots.set_places(steps[self.inside(steps)] if self.series.dots else steps[:0])

    def along(self) -> Point3D_Array:
        """Return points on screen ``(n, 3)`` all along the line; the values stand at the end."""
        shown = self.points[self.kept]
        if not len(shown):
            return shown
        x = np.arange(shown[0, 0], shown[-1, 0], BESIDE)
        between = np.stack([x, np.interp(x, shown[:, 0], shown[:, 1]), 0 * x], axis=1)
        return np.concatenate([between, shown])

    def inside(self, points: Point3D_Array) -> np.ndarray:
        """Tell which of some points ``(n, 3)`` lie between floor and ceiling, and right of the axis."""
        inside: np.ndarray = (
            (points[:, 1] >= self.area.bottom - SLACK)
            & (points[:, 1] <= self.area.top + SLACK)
            & (points[:, 0] >= self.area.left - SLACK)
        )
        return inside


__all__ = ["Series", "SeriesLine"]
