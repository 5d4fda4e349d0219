"""The contour through a point of a map, and the right angle at which the gradient crosses it."""

import numpy as np
from manim import ValueTracker, VGroup, smooth
from manim.typing import Point3D_Array

from gd_math.functions.compass import Compass
from gd_math.typing import Floats
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.marks.lines import Polyline
from scenes.cast.marks.seams import Seam
from scenes.cast.moving.following import follow

NEAR = 0.02
"""A contour passes through the point if it is no further away, as a share of the map's width."""
SQUARE = 0.34
"""Side of the right angle, in scene units."""


class LevelLine(VGroup):
    """A contour that grows from a point to both sides, and the sign of the right angle there.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    compass
        The point.
    grown, squared
        Tell from 0 to 1 how far the line has grown, and the sign.
    """

    lint_ignore = frozenset({"contrast", "grown-to-nothing"})
    """The lint takes no stroke for a ground, so it does not see the seam; at a summit there is no line."""

    def __init__(
        self, look: Look, plot: ContourPlot, compass: Compass, grown: ValueTracker, squared: ValueTracker
    ) -> None:
        super().__init__()
        self.plot, self.compass, self.grown, self.squared = plot, compass, grown, squared
        self.ways = self._ways()
        self.line = Polyline(look.colours.ink, STROKES.path, name="contour through the point")
        self.angle = Polyline(look.colours.ink, STROKES.axis, name="right angle")
        self.seam = Seam(look.colours.background)
        self.add(self.seam, self.line, self.angle)
        self.name = "level line"
        follow(self, self.redraw)

    def _ways(self) -> list[Floats]:
        """Return the data ``(n, 2)`` along the contour from the point to both sides; nothing without one."""
        point, width = self.compass.point, float(np.ptp(self.plot.x_range))
        lines = [np.asarray(line) for line in self.plot.lines(self.compass.height)]
        away = [np.hypot(*(line - point).T) for line in lines]
        if not away or min(float(one.min()) for one in away) > NEAR * width:
            return []
        line, far = min(zip(lines, away, strict=True), key=lambda pair: float(pair[1].min()))
        k = int(np.argmin(far))
        return [np.vstack([point, side]) for side in (line[k + 1 :], line[:k][::-1])]

    @staticmethod
    def _part(way: Point3D_Array, share: float) -> Point3D_Array:
        """Return a share of a line, from its beginning."""
        run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(way, axis=0)[:, :2].T))])
        end = share * run[-1]
        tip = [np.interp(end, run, side) for side in way.T]
        return np.vstack([way[run < end], tip])

    def redraw(self) -> None:
        """Draw both as far as they have grown."""
        grown, squared = (smooth(float(one.get_value())) for one in (self.grown, self.squared))
        ways = [self.plot.points_at(*way.T) for way in self.ways] if grown > 0.0 else []
        self.line.set_corners(*(self._part(way, grown) for way in ways))
        self.seam.points = self.line.points
        corner: list[Point3D_Array] = []
        if squared > 0.0:
            foot, out = self.plot.at(*self.compass.point.tolist()), np.append(self.compass.uphill, 0.0)
            side, out = SQUARE * np.array([-out[1], out[0], 0.0]), SQUARE * out
            corner = [self._part(np.array([foot + side, foot + side + out, foot + out]), squared)]
        self.angle.set_corners(*corner)


__all__ = ["LevelLine"]
