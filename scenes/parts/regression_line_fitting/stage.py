"""The stage on which a line is fitted: the landscape over (w, b), the data with the line, the loss above."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from manim import ValueTracker, VGroup
from manim.typing import Point3D, Point3D_Array

from gd_math.data.line_fitting import Fitting
from gd_math.data.line_views import bowl_window
from gd_math.typing import Points
from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.charts.axes import Plot, Range
from scenes.cast.charts.edge_note import EdgeNote
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.data.data_panel import DataPanel
from scenes.cast.data.data_view import data_view
from scenes.cast.data.squares import LineToPoint, MeanSquare, Squares, mean_home, merges, outline_of
from scenes.cast.maps.arrow_words import arrow_words
from scenes.cast.maps.close_step import close_step
from scenes.cast.maps.contours import ContourPlot, axis_ticks
from scenes.cast.maps.crosshair import Crosshair
from scenes.cast.maps.map_walk import MapWalk, StepParts
from scenes.cast.moving.moments import SLOW_STEPS
from scenes.cast.moving.speeding_clock import SpeedingClock
from scenes.cast.writing.clock_face import CLOCK_HEIGHT, ClockFace
from scenes.cast.writing.formula_zone import fitting as first_that_fits
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.live_equations import LineEquation, LossFormula, decimals_for
from scenes.cast.writing.map_words import MapWord
from scenes.cast.writing.number_text import significant
from scenes.cast.writing.numbers import LiveNumber, number_width
from scenes.parts.regression_line_fitting.other_places import OtherPlaces, PlaceLines, PlaceSquares

PANEL_GAP = 0.6
TALL_SHARES, TALL_GAP = (1.35, 1.0), 0.1
"""Of the map and of the data, which have no numbers below it in tall frames."""
WIGGLE = 0.22
"""How far the point is moved aside to show what w and b do, as a share of the picture."""
FURTHEST_START = 1.6
"""How far the view of the data reaches out for the starting line, in units of the data's extent."""
LONGEST, LONGEST_IN_TALL = 1.6, 1.2
"""Widths of numbers in the equation above which they become powers of ten."""
HEIGHT_GAP, B_ROOM = 0.12, 0.5
"""Between the equals sign above the map and its number; what the name of the vertical axis takes."""
LONG_RUN = 200
"""Steps; more are told on a clock that speeds up."""
LONG_WHEN_WRITTEN = 1.1e-11
"""Where losses come near zero, they may take as much room as this one."""


def is_long(fitting: Fitting) -> bool:
    """Tell whether a run has more steps than a viewer can follow one by one."""
    return fitting.steps_taken > LONG_RUN


class FittingStage:
    """Everything that is drawn for a fitting, laid out.

    Parameters
    ----------
    look
        Theme and language.
    layout
        The frame's zones.
    fitting
        What is fitted.
    clock, detail
        The time of the walk, and whether its arrows are shown.
    """

    def __init__(
        self, look: Look, layout: Layout, fitting: Fitting, clock: SpeedingClock, detail: ValueTracker
    ) -> None:
        self.look, self.layout, self.fitting = look, layout, fitting
        if layout.tall:
            left, right = layout.stage.inset(top=self.room_for_clock).rows(*TALL_SHARES, gap=TALL_GAP)
        else:
            left, right = layout.panels(1.1, 1.0, gap=PANEL_GAP)
        start, draft = fitting.run.points[0], self._map_axes(left)
        extents = [high - low for low, high in (draft.x_range, draft.y_range)]
        self.decimals = decimals_for(extents[0]), decimals_for(extents[1])
        self.asides = np.diag(WIGGLE * np.array(extents)) * np.where(fitting.best < start, -1.0, 1.0)
        """Ways (2, 2) in the parameters' units: along w, and along b, towards the minimum."""
        view = data_view(fitting.data, fitting.loss.predict(start), FURTHEST_START)
        self.map = self._map(left, draft)
        self.window = self.map.x_range, self.map.y_range
        self.close, factor = close_step(self.map, fitting)
        slopes = replace(StepParts.of_slopes(look, fitting.run, fitting.rate), in_turn=True)
        self.walk = MapWalk(
            look, self.map, fitting.run, clock.get_value, detail.get_value, parts=slopes, factor=factor
        )
        self.others, self.wave = OtherPlaces(self.map, fitting), ValueTracker(0.0)
        self.exact = self._label_map()
        self.panel = DataPanel(
            look,
            layout.alone,
            fitting.data,
            lambda x: fitting.loss.predict(self.walk.point, fitting.feature.of(x)),
            view,
            self._equation(lambda: self.walk.point),
            gaps=True,
            tall=layout.tall,
        )
        self.equation, self.beside = self.panel.equation, right
        self.panel.remove(self.equation)
        self.place_squares = PlaceSquares(look, self.map, self.others, self.wave)
        self.place_lines = PlaceLines(look, self.panel, self.others, self.wave)
        home = mean_home(layout, self.panel, float(fitting.run.values[0]))
        self.mean = MeanSquare(look, home, self._point, self._side, lambda: self.map.area)
        self.squares = Squares(look, self.panel, lambda: outline_of(self.mean.home))
        self.panel.residuals.add_to_back(self.squares)
        self.seed = LineToPoint(look, self.panel.line, self._point)
        self.formula, self.height = self._formula(), self._height()
        self.face = ClockFace(look, layout, clock, fitting.steps_taken) if self.is_long else VGroup()

    @property
    def is_long(self) -> bool:
        """Whether the run has more steps than a viewer can follow one by one."""
        return is_long(self.fitting)

    @property
    def zone(self) -> Box:
        """The zone of formulas: in tall frames below the clock of a long run."""
        zone, down = self.layout.formula, self.room_for_clock
        return Box(zone.left, zone.right, zone.bottom - down, zone.top - down)

    @property
    def room_for_clock(self) -> float:
        """The height that a clock takes from the pictures."""
        return CLOCK_HEIGHT if self.layout.tall and self.is_long else 0.0

    @property
    def whole(self) -> bool:
        """Whether all squares on the first gaps are seen whole, so that they can merge into their mean."""
        return merges(self.panel, self.mean.home)

    @property
    def step_seen(self) -> bool:
        """Whether the arrow of the first step is long enough, on the map as it is now."""
        here, ahead = self.walk.screen[:2]
        return float(np.hypot(*(ahead - here)[:2])) >= BALL_RADIUS

    def push_in(self) -> list[ViewChange]:
        """Return the animation that comes close to the first step, if there is a close view of it."""
        return [self._look_at(*self.close)] if self.close is not None else []

    def pull_back(self) -> list[ViewChange]:
        """Return the animation that shows the whole map again, if it is not shown."""
        return [self._look_at(*self.window)] if self.map.x_range != self.window[0] else []

    def _look_at(self, x_range: Range, y_range: Range) -> ViewChange:
        return ViewChange(self.map, x_range=x_range, y_range=y_range)

    def words(self, gradient: str) -> tuple[MapWord, ...]:
        """Return words beside the gradient and the step as these are seen now."""
        colours = self.look.colours
        named = [(-2, gradient, colours.gradient), (-1, self.look.say("step"), colours.step)]
        return arrow_words(self.look, self.walk, named, clear_of=[self.map.heights.occupied()])

    def beyond(self) -> EdgeNote:
        """Return the mark for where the step led by which the run left."""
        return EdgeNote.of_leaving(self.look, self.map, self.fitting.run, self.exact.occupied())

    def _map_axes(self, box: Box) -> Plot:
        """Return the axes of w and b without the landscape: they tell how much room is left for it."""
        window = bowl_window(self.fitting, box.width / box.height)
        return Plot(self.look, box, *window, x_label="w", y_label="b")

    def _map(self, box: Box, axes: Plot) -> ContourPlot:
        w_range, b_range = bowl_window(self.fitting, axes.area.width / axes.area.height)
        return ContourPlot(
            self.look,
            box,
            self.fitting.loss,
            w_range,
            b_range,
            x_label="w",
            y_label="b",
            y_ticks=axis_ticks(b_range, axes.area.height),
            label_colour=self.look.colours.parameter,
        ).veil()

    def _close_ground(self) -> Point3D_Array:
        """Return points all over what is seen from close by: numbers there would be in the arrows' way."""
        if self.close is None:
            return np.zeros((0, 3))
        corners = [self.map.at(*corner) for corner in zip(*self.close, strict=True)]
        x, y = np.meshgrid(*(np.linspace(corners[0][k], corners[1][k], 25) for k in (0, 1)))
        return np.stack([x, y, 0 * x], axis=-1).reshape(-1, 3)

    def _squares(self) -> list[Point3D_Array]:
        """Return points all over the squares at the places where the point rests in the beginning."""
        run, grid = self.fitting.run, np.linspace(-0.5, 0.5, 9)
        x, y = np.meshgrid(grid, grid)
        inside = np.stack([x, y, 0 * x], axis=-1).reshape(-1, 3)
        told = zip(self.walk.screen, run.values[: SLOW_STEPS + 1].tolist(), strict=False)
        return [place + self.others.side(loss) * inside for place, loss in told]

    def _point(self) -> Point3D | None:
        """Return where the point is on screen, None outside the map."""
        place = self.walk.point.tolist()
        return self.map.at(*place) if self.map.shows(*place) else None

    def _side(self) -> float:
        return self.others.side(float(self.fitting.loss.value(self.walk.point)))

    def _height(self) -> VGroup:
        """Return MSE(w, b) with its number, above the right end of the map."""
        colours, area, size = self.look.colours, self.map.area, TYPE.caption
        w, b = (paint(colours.parameter, name) for name in "wb")
        mse = paint(colours.loss, '"MSE"')
        baseline = area.top + CAP_HEIGHT_PER_FONT_SIZE * size
        left = area.right - max(number_width(text, size) for text in self._losses())
        close = area if self.close is None else self.map.made(self.map.box, *self.close).area
        room = left - HEIGHT_GAP - max(area.left, close.left) - B_ROOM
        name = first_that_fits(self.look, f"{mse} ({w}, {b}) =", f"{mse} =", width=room, largest=size)
        name.stand_on(baseline).shift((left - HEIGHT_GAP - float(name.get_right()[0]), 0.0, 0.0))
        where = (left, baseline, 0.0)
        return VGroup(
            name,
            LiveNumber(self.look, self._loss_now, where, anchor="left", colour=colours.loss, size=size),
        )

    def _label_map(self) -> Crosshair:
        """Write the heights clear of all that will appear; return the mark of the minimum."""
        start, best = self.fitting.run.points[0], self.map.at(*self.fitting.best.tolist())
        taken = self.walk.occupied(*(start + np.array([0.0 * aside, aside]) for aside in self.asides))
        mark = Crosshair(self.look, best).named(self.look.say("exact"), self.map.area, taken)
        self.walk.edge_note.clear_of = mark.occupied()
        self.map.write_heights(
            np.concatenate([taken, mark.occupied(), self._close_ground(), *self._squares()])
        )
        return mark

    def _equation(self, read: Callable[[], Points]) -> LineEquation:
        points = self.fitting.run.points
        extremes = np.vstack([points, points[0] + self.asides])
        longest = LONGEST_IN_TALL if self.layout.tall else LONGEST
        return LineEquation(self.look, read, extremes, self.decimals, self.fitting.feature.name, longest)

    def _losses(self) -> list[str]:
        """Return the texts that the loss takes, and the longest that may come between them."""
        fitting = self.fitting
        seen = np.concatenate([fitting.run.values, fitting.loss.value(fitting.run.points[0] + self.asides)])
        texts = [significant(float(value)) for value in seen]
        if fitting.least_loss < 1e-3 * float(seen.max()):
            texts.append(significant(LONG_WHEN_WRITTEN))
        return texts

    def _loss_now(self) -> str:
        return significant(float(self.fitting.loss.value(self.walk.point)))

    def _formula(self) -> LossFormula:
        """Return the loss as a formula with its number at the start."""
        return LossFormula(self.look, self._loss_now, [self._loss_now()], self.zone)


__all__ = ["FittingStage", "is_long"]
