"""Finer contours on the floor of the valley, which from afar would be one thick line."""

import numpy as np
from contourpy import LineType, contour_generator
from manim import VGroup
from manim.typing import Point3D_Array

from gd_math.functions.landscapes import height_grid
from gd_math.typing import Points
from scenes.base.look import Look
from scenes.base.theme import STROKES, TYPE
from scenes.cast.charts.ticks import nice_ticks
from scenes.cast.maps.contours import GRID, LINE_OPACITY, ContourPlot, level_text
from scenes.cast.maps.written_heights import WrittenHeights, outside
from scenes.cast.marks.lines import Polyline, clip_polyline

FINER = 7
"""About how many levels, evenly apart."""


class FloorLines(VGroup):
    """Contours of the view that a map now has, with their heights; they keep to their places in it.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    clear_of
        Points on screen ``(n, 3)`` from which the heights keep a distance.
    """

    def __init__(self, look: Look, plot: ContourPlot, clear_of: Point3D_Array) -> None:
        grid = height_grid(plot.objective, plot.x_range, plot.y_range, GRID)
        coarse = [level for level in plot.levels if grid.heights.min() < level < grid.heights.max()]
        generator = contour_generator(grid.x, grid.y, grid.heights, line_type=LineType.Separate)
        levels = nice_ticks(float(grid.heights.min()), float(grid.heights.max()), FINER)
        self.plot = plot
        self.levels = tuple(level for level in levels if level not in coarse)
        self.pieces: list[list[Points]] = [
            [np.asarray(line) for line in generator.lines(level)] for level in self.levels
        ]
        self.lines = VGroup()
        for level in self.levels:
            name = f"contour {level:g}"
            self.lines.add(Polyline(look.colours.loss, STROKES.hair, opacity=LINE_OPACITY, name=name))
        self.heights = WrittenHeights(look, plot)
        texts = [level_text(level) for level in self.levels]
        self.heights.write(texts, self._curves(), clear_of, TYPE.caption)
        super().__init__(self.lines, self.heights)
        self.name = "contours of the floor"
        self._draw()
        plot.watch(self._draw)

    def _curves(self) -> list[list[Point3D_Array]]:
        return [[self.plot.points_at(*piece.T) for piece in pieces] for pieces in self.pieces]

    def _draw(self) -> None:
        """Set all lines and heights in the view of the moment."""
        holes, area = self.heights.stand(), self.plot.area
        for k, (line, pieces) in enumerate(zip(self.lines, self._curves(), strict=True)):
            inside = [part for piece in pieces for part in clip_polyline(piece, area)]
            line.set_corners(
                *(part for one in inside for part in outside(one, holes[k])) if k in holes else inside
            )


__all__ = ["FloorLines"]
