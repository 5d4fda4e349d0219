"""Landscapes from above: a function of two variables as filled contours with their heights written in."""

import itertools
import math
from collections.abc import Sequence
from typing import cast

import numpy as np
from contourpy import FillType, LineType, contour_generator
from manim import VGroup
from manim.typing import Point3D, Point3D_Array

from gd_math.functions.landscapes import contour_levels, height_grid
from gd_math.objective import Objective
from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE, blend, contrast
from scenes.cast.charts.axes import Plot, Range
from scenes.cast.charts.free_places import clearances
from scenes.cast.charts.ticks import nice_ticks
from scenes.cast.marks.lines import Polyline
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.number_text import SUPERSCRIPTS, powers_of_ten, shortest
from scenes.cast.writing.numbers import Number, number_width

GRID = 161
MOST_LEVELS, LEAST_LEVELS, LEVELS_PER_UNIT = 9, 4, 3.0
"""How many contours: so many in each scene unit of the plot's shorter side."""
READABLE = 4.6
"""Contrast that the numbers keep on the highest band."""
DEEPEST_TINT = 0.26
LINE_OPACITY = 0.75
GAP = 0.07
"""Free line beside a number, in scene units."""
CLEARANCE = 0.45
"""Distance from other things that a number would like to keep, in scene units."""
ROOM_OF_TICK = 0.55
POWER_HEIGHT = 1.7
"""Height of a power of ten, in capital heights."""
LADDER = 0.25
"""How much nearness to the number before is worth: the numbers then stand like the rungs of a ladder."""


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


class ContourPlot(Plot):
    """A function of two variables from above: the higher, the stronger its colour.

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
        super().__init__(look, box, x_range, y_range, x_label=x_label, y_label=y_label, y_ticks=y_ticks)
        self.objective = objective
        grid = height_grid(objective, x_range, y_range, GRID)
        heights = np.nan_to_num(grid.heights, nan=np.inf, posinf=1e300)
        self.levels = (
            tuple(levels)
            if levels is not None
            else round_levels(contour_levels(heights, self._level_count()))
        )
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
        heights = heights[~bare]
        self._floor = min(float(heights.min()), *self.levels) - 1.0 if self.levels else 0.0
        self._ceiling = max(float(heights.max(initial=0.0)), *self.levels, 0.0) + 1.0
        self.curves: list[list[Point3D_Array]] = [
            [self.points_at(line[:, 0], line[:, 1]) for line in cast(list[Floats], generator.lines(level))]
            for level in self.levels
        ]
        self.bands = VGroup(*self._bands(generator))
        self.contours = VGroup()
        for level, pieces in zip(self.levels, self.curves, strict=True):
            line = Polyline(look.colours.loss, STROKES.hair, opacity=LINE_OPACITY, name=f"contour {level:g}")
            self.contours.add(line.set_corners(*pieces))
        self.heights = VGroup()
        if label_colour:
            self.labels.set_color(label_colour)
        if height_label:
            name = MathFormula(look, height_label, colour=look.colours.loss, size=TYPE.label)
            name.stand_on(self.area.top + CAP_HEIGHT_PER_FONT_SIZE * TYPE.label)
            self.labels.add(name.shift((self.area.right - float(name.get_right()[0]), 0.0, 0.0)))
        self.submobjects = [self.bands, self.contours, *self.submobjects, self.heights]
        self.name = "landscape"

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

    def _bands(self, generator: object) -> list[Polyline]:
        """Return filled areas from the highest to the lowest, each hiding its part of the one before."""
        area, count = self.area, len(self.levels)
        highest = self._filled(self.tint(1.0), "highest band")
        corners = [(area.left, area.bottom), (area.right, area.bottom), (area.right, area.top)]
        corners += [(area.left, area.top), (area.left, area.bottom)]
        around = np.array([(x, y, 0.0) for x, y in corners])
        bands = [highest.set_corners(*([around] if self.whole else self._below(generator, self._ceiling)))]
        for k in reversed(range(count)):
            band = self._filled(self.tint(k / count), f"band below {self.levels[k]:g}")
            bands.append(band.set_corners(*self._below(generator, self.levels[k])))
        return bands

    def _below(self, generator: object, level: float) -> list[Point3D_Array]:
        """Return the outlines of what is known to be below a level."""
        polygons, offsets = generator.filled(self._floor, level)  # type: ignore[attr-defined]
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

    def write_heights(self, clear_of: Point3D_Array, size: float = TYPE.label) -> None:
        """Write each contour's height into it, in a gap of the line, away from other things.

        Parameters
        ----------
        clear_of
            Points on screen ``(n, 3)`` from which the numbers keep a distance.
        size
            Font size.
        """
        placed: list[tuple[Point3D, float]] = []
        cap = CAP_HEIGHT_PER_FONT_SIZE * size
        for line, level, pieces in zip(self.contours, self.levels, self.curves, strict=True):
            text = level_text(level)
            height = POWER_HEIGHT * cap if set(text) & set(SUPERSCRIPTS.values()) else cap
            half = np.array([number_width(text, size) / 2 + GAP, height / 2 + GAP])
            others = [curve for other in self.curves if other is not pieces for curve in other]
            where = self._place(pieces, half, clear_of, others, placed)
            if where is None:
                continue
            placed.append((where, float(half[0])))
            number = Number(self.look, text, anchor="center", colour=self.look.colours.loss, size=size)
            number.set_text(text, (where[0], where[1] - cap / 2, 0.0))
            self.heights.add(number)
            hole = Box(where[0] - half[0], where[0] + half[0], where[1] - half[1], where[1] + half[1])
            line.set_corners(*(part for piece in pieces for part in outside(piece, hole)))

    def _place(
        self,
        pieces: Sequence[Point3D_Array],
        half: Floats,
        clear_of: Point3D_Array,
        others: Sequence[Point3D_Array],
        placed: Sequence[tuple[Point3D, float]],
    ) -> Point3D | None:
        """Return the best place for a number of half-size ``(2,)`` on a contour, None if there is no room."""
        if not pieces:
            return None
        points = np.concatenate(list(pieces))
        area = self.area
        room = 0.06 + half
        inside = (points[:, 0] > area.left + room[0]) & (points[:, 0] < area.right - room[0])
        inside &= (points[:, 1] > area.bottom + room[1]) & (points[:, 1] < area.top - room[1])
        points = points[inside]
        if not len(points):
            return None
        cost = np.zeros(len(points))
        free = np.ones(len(points), dtype=bool)
        if len(clear_of):
            distance = clearances(points, half, clear_of)
            free &= distance > 0.08
            cost += np.maximum(CLEARANCE - distance, 0.0) * 4.0
        if others:
            beside = clearances(points, half - GAP, np.concatenate(list(others)))
            free &= beside > 0.0
            cost += np.maximum(GAP - beside, 0.0) * 4.0
        for other, width in placed:
            apart = np.abs(points[:, :2] - other[:2]) - half - np.array([width, half[1]])
            free &= (apart > 0.02).any(axis=1)
        if placed:
            cost += LADDER * np.hypot(*(points[:, :2] - placed[-1][0][:2]).T)
        else:
            cost += LADDER * (area.top - points[:, 1])
        if not free.any():
            return None
        best: Point3D = points[np.argmin(np.where(free, cost, np.inf))]
        return best


def axis_ticks(range_: Range, height: float) -> tuple[float, ...]:
    """Return round values for an axis of some height on screen, so that their numbers keep apart."""
    return nice_ticks(*range_, max(2, int(height / ROOM_OF_TICK)))


def outside(piece: Point3D_Array, hole: Box) -> list[Point3D_Array]:
    """Return the parts of a finely drawn line ``(n, 3)`` that do not run through `hole`."""
    x, y = piece[:, 0], piece[:, 1]
    kept = (x < hole.left) | (x > hole.right) | (y < hole.bottom) | (y > hole.top)
    if kept.all():
        return [piece]
    edges = np.flatnonzero(np.diff(kept.astype(int))) + 1
    runs = np.split(np.arange(len(piece)), edges)
    return [piece[run] for run in runs if kept[run[0]] and len(run) > 1]


__all__ = ["ContourPlot", "axis_ticks", "level_text", "outside", "round_levels"]
