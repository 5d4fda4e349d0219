"""The stage of a long descent: the valley from above, beside it the data with their line, or the changes."""

from dataclasses import dataclass
from typing import cast

import numpy as np
from manim import VGroup
from manim.typing import Point3D_Array

from gd_math.data.standstill import StandstillRun
from gd_math.functions.landscapes import contour_levels, height_grid
from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, POINT_RADIUS, STROKES, TYPE
from scenes.cast.charts.axes import Plot, Range
from scenes.cast.charts.edge_note import EdgeNote
from scenes.cast.maps.contours import GRID, ContourPlot, axis_ticks, round_levels
from scenes.cast.maps.crosshair import Crosshair, outline
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.marks.lines import Dots, Polyline, clip_polyline, dashes
from scenes.cast.moving.following import follow
from scenes.cast.moving.moments import SLOW_STEPS
from scenes.cast.moving.speeding_clock import SpeedingClock
from scenes.cast.writing.clock_face import ClockFace
from scenes.cast.writing.live_equations import LineEquation, decimals_for
from scenes.cast.writing.map_words import MapWord
from scenes.cast.writing.number_rows import Cell
from scenes.parts.contour_descent.change_curve import ChangeCurve, ChangeWords

PANEL_GAP = 0.6
WIDEST_MAP = 0.52
"""Share of the stage; a map that needs more to be square is narrower than high."""
CLOCK_HEIGHT = 0.3
DATA_RADIUS, FEW_POINTS = 0.03, 60
DATA_AIR = 0.07
FURTHEST_START = 1.0
"""How far the view of the data reaches out for the starting line, in units of the data's extent."""
BALL = 0.8
"""Its size."""
ACROSS = 0.2
"""Half the length of the line across the valley, as a share of the view."""
LEAST_DECIMALS = 2
LONGEST, LONGEST_IN_NARROW = 1.6, 1.2
"""Widths of numbers in the equation above which they become powers of ten."""


@dataclass(frozen=True, slots=True)
class StageWords:
    """Translated words on the stage."""

    slope: str
    intercept: str
    cost: str
    step: str
    speed: str
    across: str
    along: str
    exact: str
    change: ChangeWords


class ContourDescentStage:
    """Everything that is drawn, laid out.

    Parameters
    ----------
    look
        Theme and language.
    layout
        The frame's zones.
    fit
        The run.
    view
        Ranges of slope and intercept on the map.
    levels
        How many contours.
    clock
        Tells ``k + u``.
    words
        Translated words.
    """

    def __init__(
        self,
        look: Look,
        layout: Layout,
        fit: StandstillRun,
        view: tuple[Range, Range],
        levels: int,
        clock: SpeedingClock,
        words: StageWords,
    ) -> None:
        self.look, self.layout, self.fit, self.view, self.clock, self.words = (
            look,
            layout,
            fit,
            view,
            clock,
            words,
        )
        left, right = self._panels()
        self.map = self._map(left, levels)
        self.leaves = fit.leaves
        drawn = fit.fall if self.leaves else fit.steps_taken
        self.walk = MapWalk(
            look,
            self.map,
            fit.run,
            clock.get_value,
            lambda: clock.step < SLOW_STEPS and clock.speed == 0.0,
            size=BALL,
            dotted=fit.fall,
            drawn=drawn,
        )
        self.axes = self._valley_axes()
        self.axis_words = self._axis_words()
        self.exact = self._label_map()
        self.data, baseline = self._data(right)
        self.equation = self._equation().end_at(right.right, baseline)
        radius = DATA_RADIUS if len(fit.data) > FEW_POINTS else POINT_RADIUS
        self.dots = Dots(look.colours.data, radius, name="data points")
        self.dots.set_places(self.data.points_at(fit.data.x, fit.data.y))
        self.line = Polyline(look.colours.prediction, STROKES.curve, name="fitted line")
        follow(self.line, self._redraw_line)
        self.changes = self._changes(right)
        self.face = self._face()

    @property
    def decimals(self) -> tuple[int, int]:
        """With how many decimals slope and intercept are told."""
        slope, intercept = (max(LEAST_DECIMALS, decimals_for(high - low)) for low, high in self.view)
        return slope, intercept

    @property
    def formula(self) -> Box:
        """The zone of formulas: in tall frames below the clock."""
        zone = self.layout.formula
        return zone.inset(top=CLOCK_HEIGHT) if self.layout.tall else zone

    def beyond(self) -> EdgeNote:
        """Return the mark for where the step led by which the run left."""
        return EdgeNote.of_leaving(self.look, self.map, self.fit.run, self.exact.occupied())

    def _panels(self) -> tuple[Box, Box]:
        """Return the boxes of the map, square where there is room, and of what stands beside it."""
        stage = self.layout.stage
        if self.layout.tall:
            upper, lower = stage.rows(1.0, 1.0, gap=0.3)
            return upper, lower
        width = stage.height
        for _ in range(2):
            area = self._axes_of(Box(stage.left, stage.left + width, stage.bottom, stage.top)).area
            width += area.height - area.width
        width = min(width, WIDEST_MAP * stage.width)
        left = Box(stage.left, stage.left + width, stage.bottom, stage.top)
        return left, Box(left.right + PANEL_GAP, stage.right, stage.bottom, stage.top)

    def _axes_of(self, box: Box) -> Plot:
        """Return the map's axes alone: they tell how much room is left for it."""
        return Plot(self.look, box, *self.view, x_label=self.words.slope, y_label=self.words.intercept)

    def _map(self, box: Box, levels: int) -> ContourPlot:
        colours, loss = self.look.colours, self.fit.loss
        area = self._axes_of(box).area
        heights = height_grid(loss, *self.view, GRID).heights
        return ContourPlot(
            self.look,
            box,
            loss,
            *self.view,
            x_label=self.words.slope,
            y_label=self.words.intercept,
            y_ticks=axis_ticks(self.view[1], area.height) if self.layout.tall else None,
            label_colour=colours.parameter,
            height_label=Cell.words(self.words.cost).markup + " J",
            levels=round_levels(contour_levels(heights, levels)),
        )

    def _ends(self, direction: np.ndarray, half: float) -> list[Point3D_Array]:
        """Return the line through the minimum along a direction, ``half`` to both sides, cut at the edges."""
        ends = self.fit.best + np.outer([-half, half], direction)
        return clip_polyline(self.map.points_at(ends[:, 0], ends[:, 1]), self.map.area)

    def _valley_axes(self) -> VGroup:
        """Return the lines along the valley and across it, dashed."""
        extents = np.array([high - low for low, high in self.view])
        axes = VGroup()
        for name, direction, share in zip(
            ("along", "across"), self.fit.directions, (2.0, ACROSS), strict=True
        ):
            half = share / float(np.hypot(*(direction / extents)))
            line = Polyline(self.look.colours.ink, STROKES.path, name=f"axis {name} the valley")
            axes.add(line.set_corners(*(d for e in self._ends(direction, half) for d in dashes(*e))))
        return axes

    def _axis_words(self) -> VGroup:
        """Return the words at the ends of the valley's axes."""
        words = VGroup()
        for text, line in zip((self.words.along, self.words.across), self.axes, strict=True):
            if not len(line.points):
                continue
            word = MapWord(self.look, text)
            end = max(line.points, key=lambda point: float(point[0]))
            area = self.map.area
            x = min(float(end[0]) + word.half[0] + 0.1, area.right - word.half[0] - 0.05)
            y = float(np.clip(end[1], area.bottom + word.half[1] + 0.05, area.top - word.half[1] - 0.05))
            words.add(word.stand_at(np.array([x, y, 0.0])))
        return words

    def _label_map(self) -> Crosshair:
        """Write the heights clear of all that will appear; return the mark of the minimum."""
        taken = [self.walk.occupied(self.fit.run.points[-1:])]
        mark = Crosshair(
            self.look, self.map.at(*self.fit.best.tolist()), self.words.exact, self.map.area, taken[0]
        )
        taken += [mark.occupied(), *(outline(cast(MapWord, word)) for word in self.axis_words)]
        taken += [line.points[::2] for line in self.axes if len(line.points)]
        self.walk.edge_note.clear_of = np.concatenate(taken[1:])
        self.map.write_heights(np.concatenate(taken))
        return mark

    def _data(self, box: Box) -> tuple[Plot, float]:
        """Return the data's axes and the baseline of the equation: beside the label of y, or above it."""
        data = self.fit.data
        x_low, x_high, y_low, y_high = (
            float(v) for v in (data.x.min(), data.x.max(), data.y.min(), data.y.max())
        )
        start, extent = self.fit.loss.predict(self.fit.run.points[0]), (y_high - y_low) or 1.0
        low = max(min(y_low, float(start.min())), y_low - FURTHEST_START * extent)
        high = min(max(y_high, float(start.max())), y_high + FURTHEST_START * extent)
        air_x, air_y = DATA_AIR * (x_high - x_low), DATA_AIR * max(high - low, extent)
        ranges = (x_low, x_high + air_x), (low - air_y, high + air_y)
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.caption

        def plot(room: Box, ticks: tuple[float, ...] | None = None) -> Plot:
            x, y = data.x_label, data.y_label
            return Plot(self.look, room, *ranges, x_label=x, y_label=y, y_ticks=ticks)

        axes = plot(box)
        above = float(axes.labels[-1].get_right()[0]) + 1.5 * cap > box.right - self._equation().whole
        box = box.inset(top=2.2 * cap) if above else box
        axes = plot(box)
        if self.layout.tall:
            axes = plot(box, axis_ticks(ranges[1], axes.area.height))
        return axes, axes.area.top + (3.3 if above else 1.0) * cap

    def _equation(self) -> LineEquation:
        points = self.fit.run.points
        extremes = np.stack([points.min(axis=0), points.max(axis=0)])
        longest = LONGEST_IN_NARROW if self.layout.tall else LONGEST
        return LineEquation(self.look, lambda: self.walk.point, extremes, self.decimals, longest=longest)

    def _redraw_line(self) -> None:
        ends = np.array(self.data.x_range)
        heights = self.fit.loss.predict(self.walk.point, ends)
        self.line.set_corners(*clip_polyline(self.data.points_at(ends, heights), self.data.area))

    def _changes(self, box: Box) -> ChangeCurve:
        fit, leaves = self.fit, self.leaves
        steps = fit.exact_steps
        return ChangeCurve(
            self.look,
            box,
            fit.changes,
            fit.exact_changes(steps) if steps is not None and not leaves else np.empty(0),
            None if leaves else fit.threshold,
            fit.spacing if fit.rounded_away else None,
            self.clock,
            self.words.change,
        )

    def _face(self) -> ClockFace:
        header, formula = self.layout.header, self.layout.formula
        if self.layout.tall:
            box = Box(formula.left, formula.right, formula.top - CLOCK_HEIGHT, formula.top)
        else:
            box = Box(header.left, header.right, formula.bottom, header.bottom - 0.06)
        size = TYPE.label if self.layout.tall else TYPE.caption
        words = (self.words.step, self.words.speed)
        return ClockFace(self.look, box, self.clock, self.fit.steps_taken, words, size)


__all__ = ["ContourDescentStage", "StageWords"]
