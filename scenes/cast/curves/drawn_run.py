"""A run on a curve as it is drawn: its places on screen, its chords, and where it left the picture."""

import numpy as np
from manim.typing import Point3D, Point3D_Array

from gd_math.accounts.curve_runs import CurveRun
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.lines import clip_polyline

FAR = 1e200
"""Stands for infinity where a chord leads there."""
HAIR = 1e-6


class DrawnRun:
    """Places and chords of one run in a plot.

    A step that led to where the function has no value has no chord: the ball stays.

    Parameters
    ----------
    plot
        Axes to draw in.
    one
        The run.

    Attributes
    ----------
    places
        On screen, shape (last + 1, 3).
    inside
        Which of the positions are seen.
    chords
        For each step the pieces inside the plot.
    outside
        The positions that are not seen.
    sides
        What level arrows are cut at: the plot's area, with a hair for those that lie on its floor or ceiling.
    lost
        Whether the last step led to where the function has no value.
    """

    def __init__(self, plot: Plot, one: CurveRun) -> None:
        self.plot, self.one, self.last = plot, one, one.last
        self.lost = one.account.left and bool(np.isnan(one.heights[-1]))
        self.xs, self.heights = one.xs, one.heights.copy()
        if self.lost:
            self.heights[-1] = self.heights[-2]
        self._measure()
        plot.watch(self._measure)

    def _measure(self) -> None:
        """Find the places on screen of the view that the plot now has."""
        plot = self.plot
        self.sides = plot.area.inset(bottom=-HAIR, top=-HAIR)
        xs, heights = (np.clip(numbers, -FAR, FAR) for numbers in (self.xs, self.heights))
        self.places: Point3D_Array = plot.points_at(xs, heights)
        self.inside = np.array([plot.shows(float(x), float(y)) for x, y in zip(xs, heights, strict=True)])
        self.chords = [clip_polyline(self.places[k : k + 2], plot.area) for k in range(self.last)]
        self.outside = [float(x) for x, seen in zip(self.xs, self.inside, strict=True) if not seen]
        if self.lost:
            self.chords[-1] = []
            self.inside[-1] = False

    def point(self, k: int, moved: float) -> Point3D:
        """Return where the ball is: on a computed point, or on the chord to the next one."""
        k = min(k, self.last - self.lost)
        if moved <= 0.0 or k >= self.last - self.lost:
            here: Point3D = self.places[k]
            return here
        between: Point3D = self.places[k] + moved * (self.places[k + 1] - self.places[k])
        return between

    def sees(self, point: Point3D) -> bool:
        """Tell whether a point on screen is inside the plot."""
        area = self.plot.area
        return bool(area.left <= point[0] <= area.right and area.bottom <= point[1] <= area.top)

    def gone_to(self, k: int, point: Point3D) -> tuple[float, float] | None:
        """Return position and height of a ball that is not seen after step k, or None if it is."""
        if self.lost and k >= self.last and self.sees(point):
            seen = self.plot.x_range[0] <= self.xs[-1] <= self.plot.x_range[1]
            return None if seen else (float(self.xs[-1]), float(self.heights[-1]))
        if self.sees(point):
            return None
        ahead = k + 1 if self.inside[k] and k < self.last else k
        return float(self.xs[ahead]), float(self.heights[ahead])


__all__ = ["FAR", "DrawnRun"]
