"""The walk in a valley as measured: a zigzag."""

from collections.abc import Callable

import numpy as np
from manim.typing import Point3D_Array

from gd_math.data.feature_scaling import UnitsDescent, places_after
from gd_math.typing import Floats
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.marks.lines import Polyline, clip_polyline
from scenes.cast.moving.following import follow

MOST_LEGS = 160
"""Longer walks show the two walls that they leap between, and some leaps."""
MOST_CORNERS, LEAPS_DRAWN = 160, 40
"""Corners of a wall, and leaps that are drawn between the walls, evenly chosen."""


class Zigzag(Polyline):
    """A descent at the best rate, drawn on its map.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    descent
        In the map's units.
    told
        Returns the step ``k + u`` up to which it is drawn; by default it is all there.
    """

    def __init__(
        self, look: Look, plot: Plot, descent: UnitsDescent, told: Callable[[], float] | None = None
    ) -> None:
        super().__init__(look.colours.parameter, STROKES.axis, name="zigzag")
        self.plot, self.descent = plot, descent
        self.told = told or (lambda: float(descent.steps))
        self.lint_ignore = frozenset({"grown-to-nothing"})
        follow(self, self.redraw)

    def on_screen(self) -> Point3D_Array:
        """Return where the whole walk is drawn now, its corners or those of its walls, shape (n, 3)."""
        return np.concatenate(self._ways(float(self.descent.steps)))

    def _on_screen(self, steps: Floats) -> Point3D_Array:
        return self.plot.points_at(*places_after(self.descent.loss, steps).T)

    def redraw(self) -> None:
        """Draw as far as the walk is told."""
        ways = self._ways(self.told())
        self.set_corners(*(piece for way in ways for piece in clip_polyline(way, self.plot.area)))

    def _ways(self, time: float) -> list[Point3D_Array]:
        last, part = int(time), time - int(time)
        if last <= MOST_LEGS:
            way = self._on_screen(np.arange(last + 2.0))
            way[-1] = way[-2] + part * (way[-1] - way[-2])
            return [way[: None if part else -1]]
        walls = []
        for first in (0, 1):
            some = np.unique(np.linspace(0, (last - first) // 2, MOST_CORNERS).astype(int))
            walls.append(self._on_screen(first + 2.0 * some))
        leaps = np.unique(np.linspace(0, last - 1, LEAPS_DRAWN).astype(int))
        return [*walls, *(self._on_screen(np.array([leap, leap + 1.0])) for leap in leaps)]


def stand_at_end(walk: MapWalk, descent: UnitsDescent) -> None:
    """Let the ball stand where the whole walk ends, also where that is beyond the steps that are computed."""
    if descent.complete:
        return
    away = places_after(descent.loss, [descent.steps])[0] - descent.run.points[-1]
    for tracker, value in zip(walk.aside, away.tolist(), strict=True):
        tracker.set_value(value)


__all__ = ["Zigzag", "stand_at_end"]
