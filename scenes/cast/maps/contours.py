"""Landscapes from above: a function of two variables as filled contours with their heights written in."""

import itertools
import math
from collections.abc import Callable, Sequence
from typing import Any, Self, cast

import numpy as np
from contourpy import FillType, LineType, contour_generator
from manim import Mobject, VGroup
from manim.typing import Point3D_Array

from gd_math.functions.landscapes import contour_levels, height_grid
from gd_math.objective import Objective
from gd_math.typing import Floats
from scenes.base.appearing import Appear
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import STROKES, TYPE, blend, contrast
from scenes.cast.charts.axes import Range
from scenes.cast.charts.ticks import nice_ticks
from scenes.cast.maps.map_axes import MapAxes
from scenes.cast.maps.written_heights import WrittenHeights, outside
from scenes.cast.marks.lines import Polyline
from scenes.cast.writing.number_text import powers_of_ten, shortest

GRID = 161
MOST_LEVELS, LEAST_LEVELS, LEVELS_PER_UNIT = 9, 4, 3.0
"""How many contours: so many in each scene unit of the plot's shorter side."""
READABLE = 4.6
"""Contrast that the numbers keep on the highest band."""
DEEPEST_TINT = 0.26
LINE_OPACITY = 0.75
ROOM_OF_TICK = 0.55


def round_levels(levels: Floats) -> tuple[float, ...]:
    """Return rising levels rounded as far as their distances allow.

    >>> round_levels(np.array([1.873, 4.12, 7.9, 13.3, 21.7, 33.0]))
    (2.0, 4.0, 8.0, 15.0, 20.0, 30.0)
    """
    rounded: list[float] = []
    for k, level in enumerate(levels):
        near = [abs(float(levels[j] - level)) for j in (k - 1, k + 1) if 0 <= j < len(levels)]
        gap = min(near, default=abs(float(level)) or 1.0)
        power = 10.0 ** math.floor(math.log10(gap))
        unit = 5.0 * power if 5.0 * power <= gap else power
        value = float(f"{round(float(level) / unit) * unit:.6g}")
        if not rounded or value > rounded[-1]:
            rounded.append(value)
    return tuple(rounded)


def level_text(level: float) -> str:
    """Return the number that is written into a contour line.

    >>> level_text(20.0), level_text(2.5e7), level_text(3e7), level_text(0.0005)
    ('20', '2.5×10⁷', '3×10⁷', '5×10⁻⁴')
    """
    if level != 0 and not 1e-3 <= abs(level) < 1e5:
        mantissa = f"{level:.5e}".split("e")[0].rstrip("0")
        return powers_of_ten(level, max(len(mantissa.split(".")[1]), 0)) if level != 1 else "1"
    return shortest(level)


def below(height: float) -> float:
    """Return what is lower than a height, however large that is.

    >>> below(3.0), below(4e26) < 4e26
    (2.0, True)
    """
    return height - max(1.0, 1e-6 * abs(height))


class ContourLine(Polyline):
    """A line of equal height: it may just touch a corner of the view."""

    lint_ignore = frozenset({"grown-to-nothing"})


class ContourPlot(MapAxes):
    """A function of two variables from above: the higher, the stronger its colour.

    When its view changes, it is surveyed anew: contours keep their heights, and numbers their places on them.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for everything: axes, numbers and labels.
    objective
        A function of two variables.
    x_range, y_range
        Lowest and highest value shown.
    x_label, y_label
        Translated words for the axes.
    y_ticks
        Values to number; round ones by default.
    label_colour
        ``#rrggbb`` of both; muted ink by default.
    height_label
        Typst math that says what the numbers in the contours are; it stands above the upper right corner.
    levels
        Heights of the contours; by default round ones, spread evenly for the eye.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        objective: Objective,
        x_range: Range,
        y_range: Range,
        *,
        x_label: str = "",
        y_label: str = "",
        y_ticks: Sequence[float] | None = None,
        label_colour: str | None = None,
        height_label: str = "",
        levels: Sequence[float] | None = None,
    ) -> None:
        super().__init__(
            look,
            box,
            x_range,
            y_range,
            x_label=x_label,
            y_label=y_label,
            ticks=None if y_ticks is None else (y_range, y_ticks),
            label_colour=label_colour,
            height_label=height_label,
        )
        self.objective = objective
        self._survey()
        given = contour_levels(self._heights, self._level_count()) if levels is None else None
        self.levels = tuple(levels or ()) if given is None else round_levels(given)
        self.bands, self.contours = VGroup(), VGroup()
        count = len(self.levels)
        for k in reversed(range(count + 1)):
            name = f"band below {self.levels[k]:g}" if k < count else "highest band"
            self.bands.add(self._filled(self.tint(k / count if count else 1.0), name))
        for level in self.levels:
            name = f"contour {level:g}"
            line = ContourLine(look.colours.loss, STROKES.hair, opacity=LINE_OPACITY, name=name)
            line.lint_ignore = frozenset({"grown-to-nothing"})  # at the height of a minimum it is a point
            self.contours.add(line)
        self.heights = WrittenHeights(look, self)
        self._draw()
        self.watch(self._follow)
        self.submobjects = [self.bands, self.contours, *self.submobjects, self.heights]
        self.name = "landscape"

    def _survey(self) -> None:
        """Measure the heights in the view of the moment."""
        grid = height_grid(self.objective, self.x_range, self.y_range, GRID)
        self._seen = self.x_range, self.y_range
        heights = np.nan_to_num(grid.heights, nan=np.inf, posinf=1e300)
        bare = np.isnan(grid.heights) | np.isneginf(grid.heights)
        self.whole = not bare.any()
        """Whether the function has a height everywhere in the picture."""
        generator = contour_generator(
            grid.x,
            grid.y,
            heights if self.whole else np.ma.masked_array(np.where(bare, 0.0, heights), bare),
            line_type=LineType.Separate,
            fill_type=FillType.OuterOffset,
        )
        self._generator: Callable[[], Any] = lambda: (
            generator
        )  # who copies a map need not copy this, and could not
        self._heights = heights
        self._known = heights[~bare]

    def _follow(self) -> None:
        """Show the view that the map now has."""
        if (self.x_range, self.y_range) != self._seen:
            self._survey()
        self._draw()

    def lines(self, level: float) -> list[Floats]:
        """Return the data ``(n, 2)`` along each line of a height in the view of the moment."""
        return cast(list[Floats], self._generator().lines(level))

    def _draw(self) -> None:
        """Set all lines and bands."""
        self.curves: list[list[Point3D_Array]] = [
            [self.points_at(line[:, 0], line[:, 1]) for line in self.lines(level)] for level in self.levels
        ]
        self._fill_bands()
        self._draw_lines()

    def _draw_lines(self) -> None:
        """Draw the contours, with a gap around each number."""
        holes = self.heights.stand()
        for k, (line, pieces) in enumerate(zip(self.contours, self.curves, strict=True)):
            parts = [part for piece in pieces for part in outside(piece, holes[k])] if k in holes else pieces
            cast(Polyline, line).set_corners(*parts)

    def _level_count(self) -> int:
        shorter = min(self.area.width, self.area.height)
        return int(np.clip(round(LEVELS_PER_UNIT * shorter), LEAST_LEVELS, MOST_LEVELS))

    def tint(self, share: float) -> str:
        """Return the colour of a height, from 0 for the lowest to 1 for the highest."""
        colours = self.look.colours
        deepest = DEEPEST_TINT
        while contrast(colours.loss, blend(colours.loss, colours.background, deepest)) < READABLE:
            deepest -= 0.01
        return blend(colours.loss, colours.background, deepest * share)

    def _fill_bands(self) -> None:
        """Fill the bands from the highest to the lowest, each hiding its part of the one before."""
        area, known = self.area, self._known
        ends = (area.left, area.bottom), (area.right, area.bottom), (area.right, area.top)
        around = np.array([(x, y, 0.0) for x, y in (*ends, (area.left, area.top), ends[0])])
        floor = below(min(float(known.min()), *self.levels)) if self.levels and len(known) else 0.0
        ceiling = -below(-max(float(known.max(initial=0.0)), *self.levels, 0.0))
        highest, *bands = self.bands
        highest.set_corners(*([around] if self.whole else self._below(floor, ceiling)))
        for band, level in zip(bands, reversed(self.levels), strict=True):
            band.set_corners(*self._below(floor, level))

    def _below(self, floor: float, level: float) -> list[Point3D_Array]:
        """Return the outlines of what is known to be below a level."""
        polygons, offsets = cast(tuple[list[Floats], list[Floats]], self._generator().filled(floor, level))
        return [
            self.points_at(polygon[start:end, 0], polygon[start:end, 1])
            for polygon, places in zip(polygons, offsets, strict=True)
            for start, end in itertools.pairwise(places)
        ]

    @staticmethod
    def _filled(colour: str, name: str) -> Polyline:
        band = Polyline(colour, 0.0, name=name)
        band.set_stroke(width=0.0, opacity=0.0)
        band.set_fill(colour, opacity=1.0)
        return band

    def veil(self) -> Self:
        """Show the axes alone, until the heights are unveiled."""
        self._parts = self.submobjects
        self.submobjects = [self.frame, self.numbers, self.labels]
        return self

    def unveil(self, *parts: Mobject) -> list[Appear]:
        """Return the animations by which some of bands, contours and heights come: all of them by default."""
        coming = parts or (self.bands, self.contours, self.heights)
        shown = {*self.submobjects, *coming}
        self.submobjects = [part for part in self._parts if part in shown]
        return [Appear(part) for part in coming]

    def write_heights(self, clear_of: Point3D_Array, size: float = TYPE.label, apart: float = 0.0) -> None:
        """Write each contour's height into it, in a gap of the line, away from other things.

        Parameters
        ----------
        clear_of
            Points on screen ``(n, 3)`` from which the numbers keep a distance.
        size
            Font size.
        apart
            Least way between two numbers, in scene units.
        """
        self.heights.write([level_text(level) for level in self.levels], self.curves, clear_of, size, apart)
        self._draw_lines()

    def take_heights(self, other: "ContourPlot") -> WrittenHeights:
        """Have the numbers of another map with the same contours, where they stand in that; return them."""
        self.heights.take(other.heights)
        self._draw_lines()
        return self.heights

    def erase_heights(self) -> None:
        """Close the gaps of the contours, whose numbers have gone."""
        self.heights.written.clear()
        self.heights.submobjects = []
        self._draw_lines()


def axis_ticks(range_: Range, height: float) -> tuple[float, ...]:
    """Return round values for an axis of some height on screen, so that their numbers keep apart."""
    return nice_ticks(*range_, max(2, int(height / ROOM_OF_TICK)))


__all__ = ["ContourPlot", "axis_ticks", "level_text", "round_levels"]
