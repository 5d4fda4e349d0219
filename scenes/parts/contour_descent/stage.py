"""The stage of a long descent: the valley from above, beside it the data with their line, or the changes."""

from typing import cast

import numpy as np
from manim import VGroup
from manim.typing import Point3D_Array

from gd_math.data.standstill import StandstillRun
from gd_math.functions.landscapes import contour_levels, height_grid
from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.charts.axes import Plot, Range
from scenes.cast.charts.edge_note import EdgeNote
from scenes.cast.data.data_panel import DataPanel
from scenes.cast.data.data_view import data_view
from scenes.cast.maps.arrow_words import arrow_words
from scenes.cast.maps.close_step import close_step
from scenes.cast.maps.contours import GRID, ContourPlot, axis_ticks, round_levels
from scenes.cast.maps.crosshair import Crosshair, outline
from scenes.cast.maps.map_walk import MapWalk, StepParts
from scenes.cast.marks.lines import Polyline, clip_polyline, dashes
from scenes.cast.moving.moments import SLOW_STEPS
from scenes.cast.moving.speeding_clock import SpeedingClock
from scenes.cast.writing.clock_face import CLOCK_HEIGHT, ClockFace
from scenes.cast.writing.live_equations import LineEquation, decimals_for
from scenes.cast.writing.map_words import MapWord
from scenes.cast.writing.number_rows import Cell
from scenes.parts.contour_descent.change_curve import ChangeCurve

PANEL_GAP = 0.6
WIDEST_MAP = 0.52
"""Share of the stage; a map that needs more to be square is narrower than high."""
ROOMY = 12.0
"""In frames narrower than this, symbols alone name the axes."""
SMALL_DOTS = 3 / 7
"""Size of the data's dots where there are many."""
FURTHEST_START = 1.0
"""How far the view of the data reaches out for the starting line, in units of the data's extent."""
BALL = 0.8
"""Its size."""
ACROSS = 0.2
"""Half the length of the line across the valley, as a share of the view."""
LEAST_REACH, MOST_REACH, VALLEY_AIR = 0.05, 0.5, 1.5
"""Ways along the valley, as shares of the map, that are looked at from close by, and the air around them."""
LEAST_DECIMALS = 2
LONGEST, LONGEST_IN_NARROW = 1.6, 1.2
"""Widths of numbers in the equation above which they become powers of ten."""


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
    """

    def __init__(
        self,
        look: Look,
        layout: Layout,
        fit: StandstillRun,
        view: tuple[Range, Range],
        levels: int,
        clock: SpeedingClock,
    ) -> None:
        self.look, self.layout, self.fit, self.view, self.clock = look, layout, fit, view, clock
        self.slope, self.intercept = self._names()
        left, right = self._panels()
        self.map = self._map(left, levels)
        self.close, factor = close_step(self.map, fit)
        self.leaves = fit.leaves
        drawn = fit.fall if self.leaves else fit.steps_taken
        self.walk = MapWalk(
            look,
            self.map,
            fit.run,
            clock.get_value,
            lambda: clock.step < SLOW_STEPS and clock.speed == 0.0,
            parts=StepParts.of_slopes(look, fit.run, fit.rate),
            factor=factor,
            size=BALL,
            dotted=fit.fall,
            drawn=drawn,
        )
        self.mark_valley()
        self.panel = DataPanel(
            look,
            right,
            fit.data,
            lambda x: fit.loss.predict(self.walk.point, x),
            data_view(fit.data, fit.loss.predict(fit.run.points[0]), FURTHEST_START, from_first_x=True),
            self._equation(),
            small=SMALL_DOTS,
            behind=True,
            tall=layout.tall,
            at_edge=True,
        )
        self.changes = self._changes(right)
        self.face = ClockFace(look, layout, clock, fit.steps_taken)

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

    def mark_valley(self) -> None:
        """Make what stands on the map as it is now: the valley's axes, the minimum's mark, the heights."""
        self.axes = self._valley_axes()
        self.axis_words = self._axis_words()
        self.exact = self._label_map()

    def gradient_word(self, text: str) -> MapWord:
        """Return a word beside the first gradient as it is seen now."""
        (word,) = arrow_words(self.look, self.walk, [(-2, text, self.look.colours.gradient)])
        return word

    @property
    def valley(self) -> tuple[Range, Range] | None:
        """The part of the map that shows the way along the valley from close by, if that is closer."""
        fit = self.fit
        here = fit.run.points[fit.fall]
        extents = np.array([high - low for low, high in self.view])
        reach = float((np.abs(here - fit.best) / extents).max())
        if self.leaves or not self.map.shows(*here.tolist()) or not LEAST_REACH < reach < MOST_REACH:
            return None
        middle, half = (here + fit.best) / 2, VALLEY_AIR * reach * extents / 2
        (w_low, b_low), (w_high, b_high) = (middle - half).tolist(), (middle + half).tolist()
        return (w_low, w_high), (b_low, b_high)

    def beyond(self) -> EdgeNote:
        """Return the mark for where the step led by which the run left."""
        return EdgeNote.of_leaving(self.look, self.map, self.fit.run, self.exact.occupied())

    def _names(self) -> tuple[str, str]:
        """Return what the axes of the map are called: in narrow frames by symbols alone."""
        if self.layout.width < ROOMY:
            return "w", "b"
        return "w (θ₀)", "b (θ₁)"

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
        return Plot(self.look, box, *self.view, x_label=self.slope, y_label=self.intercept)

    def _map(self, box: Box, levels: int) -> ContourPlot:
        colours, loss = self.look.colours, self.fit.loss
        area = self._axes_of(box).area
        heights = height_grid(loss, *self.view, GRID).heights
        return ContourPlot(
            self.look,
            box,
            loss,
            *self.view,
            x_label=self.slope,
            y_label=self.intercept,
            y_ticks=axis_ticks(self.view[1], area.height) if self.layout.tall else None,
            label_colour=colours.parameter,
            height_label=Cell.words(self.look.say("cost")).markup + " J",
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
        for text, line in zip((self.look.say("along"), self.look.say("across")), self.axes, strict=True):
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
        mark = Crosshair(self.look, self.map.at(*self.fit.best.tolist()))
        mark.named(self.look.say("exact"), self.map.area, taken[0])
        taken += [mark.occupied(), *(outline(cast(MapWord, word)) for word in self.axis_words)]
        taken += [line.points[::2] for line in self.axes if len(line.points)]
        self.walk.edge_note.clear_of = np.concatenate(taken[1:])
        self.map.write_heights(np.concatenate(taken))
        return mark

    def _equation(self) -> LineEquation:
        points = self.fit.run.points
        extremes = np.stack([points.min(axis=0), points.max(axis=0)])
        longest = LONGEST_IN_NARROW if self.layout.tall else LONGEST
        return LineEquation(self.look, lambda: self.walk.point, extremes, self.decimals, longest=longest)

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
        )


__all__ = ["ContourDescentStage"]
