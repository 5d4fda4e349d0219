"""The stage of a long descent: the valley from above, later the changes beside it."""

from typing import cast

import numpy as np
from manim import VGroup
from manim.typing import Point3D_Array

from gd_math.data.standstill import StandstillRun
from gd_math.functions.landscapes import contour_levels, height_grid
from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, TYPE
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.edge_note import EdgeNote
from scenes.cast.charts.free_places import ring, roomiest
from scenes.cast.maps.arrow_words import arrow_words
from scenes.cast.maps.contours import GRID, ContourPlot, axis_ticks, round_levels
from scenes.cast.maps.crosshair import Crosshair, outline
from scenes.cast.maps.map_walk import MapWalk, StepParts
from scenes.cast.moving.moments import SLOW_STEPS
from scenes.cast.moving.speeding_clock import SpeedingClock
from scenes.cast.writing.clock_face import CLOCK_HEIGHT, ClockFace
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.live_equations import decimals_for
from scenes.cast.writing.map_words import MapLabel, MapWord
from scenes.cast.writing.number_text import fixed
from scenes.parts.contour_descent.change_curve import ChangeCurve
from scenes.parts.contour_descent.cost_number import CostNumber
from scenes.parts.contour_descent.line_inset import LineInset
from scenes.parts.contour_descent.story import brief
from scenes.parts.contour_descent.views import MapViews, View, filling, with_room

PANEL_GAP = 0.6
WIDEST_MAP = 0.52
"""Share of the stage; a map that needs more to be square is narrower than high."""
LEAST_DECIMALS = 2
QUESTION, QUESTION_GAP = 2 * TYPE.formula, 0.75
"""Size of the question mark, and its distance from the point."""
NAME_GAP = 0.3
REACHES = 9.0, 2.0
"""How far the data's view reaches out for the point's line: at the start, and where that comes to them."""


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
        Ranges of slope and intercept on a square map.
    levels
        How many contours.
    clock
        Tells ``k + u``.
    """

    def __init__(
        self, look: Look, layout: Layout, fit: StandstillRun, view: View, levels: int, clock: SpeedingClock
    ) -> None:
        self.look, self.layout, self.fit, self.clock = look, layout, fit, clock
        square = with_room(view, fit)
        self.left, self.right = self._panels(square)
        self.map = self._map(layout.stage if layout.tall else layout.alone, square, levels)
        self.views = MapViews.of(fit, self.map, square)
        self.leaves = fit.leaves
        self.walk = MapWalk(
            look,
            self.map,
            fit.run,
            clock.get_value,
            lambda: clock.step < SLOW_STEPS and clock.speed == 0.0,
            parts=StepParts.of_slopes(look, fit.run, fit.rate),
            factor=self.views.factor,
            dotted=fit.fall,
            drawn=fit.fall if self.leaves else fit.steps_taken,
        )
        values = fit.run.values
        self.cost = CostNumber(
            look,
            self.map,
            lambda: float(fit.loss.value(self.walk.point)),
            (float(values[0]), float(values[-1]), float(values.max()), float(values.min())),
        )
        self.write_on_map(with_line=True)
        self.changes = self._changes(self.right)
        self.face = ClockFace(look, layout, clock, fit.steps_taken, TYPE.header)

    @property
    def decimals(self) -> tuple[int, int]:
        """With how many decimals slope and intercept are told."""
        slope, intercept = (max(LEAST_DECIMALS, decimals_for(high - low)) for low, high in self.views.beside)
        return slope, intercept

    @property
    def formula(self) -> Box:
        """The zone of formulas: in tall frames below the clock."""
        zone = self.layout.formula
        return zone.inset(top=CLOCK_HEIGHT) if self.layout.tall else zone

    def write_on_map(self, *, with_line: bool = False) -> None:
        """Make what stands on the map as it is now: the minimum's mark, names of both ends, heights.

        Parameters
        ----------
        with_line
            Whether the heights leave room for the line that the point is, where there is any.
        """
        taken = self.walk.occupied(self.fit.run.points[-1:])
        self.exact = Crosshair(self.look, self.map.at(*self.fit.best.tolist()))
        self.exact.named(self._end_text(), self.map.area, taken)
        if self.exact.word is not None and self.fit.near_after is not None:
            self.exact.word.word.set_color(self.look.colours.parameter)
        self.question = self._question()
        asked = [ring(self.question.get_center(), QUESTION_GAP / 2)] if self.clock.step == 0 else []
        self.start_name = self._start_name(np.concatenate([taken, *asked, self.exact.occupied()]))
        names = [self.exact.occupied(), *(outline(cast(MapWord, word)) for word in self.start_name)]
        self.walk.edge_note.clear_of = np.concatenate(names)
        self.free = self._free([taken, *asked, *(names if asked else [])]) if with_line else None
        taken = np.concatenate([taken, *names])
        if self.free is not None:
            taken = np.concatenate([taken, inside(self.free)])
        self.map.write_heights(taken, TYPE.caption)

    def _free(self, shown: list[Point3D_Array]) -> Box | None:
        """Return where the line of the point has room: on nothing but contours."""
        way = self.fit.run.points[: self.fit.fall + 1] if self.clock.step else self.fit.run.points[:1]
        taken = np.concatenate([*shown, self.map.points_at(*way.T)])
        for box in LineInset.rooms(self.map.area):
            beyond = np.abs(taken - box.centre)[:, :2] > np.array([box.width, box.height]) / 2
            if beyond.any(axis=1).all():
                return box
        return None

    def line(self) -> LineInset | None:
        """Return the line that the point is, beside the data, where there is room for it."""
        if self.free is None:
            return None
        return LineInset(
            self.look, self.free, self.fit.data, lambda: self.walk.point, REACHES[bool(self.clock.step)]
        )

    def _question(self) -> MapLabel:
        """Return the question mark of the poster, in the step's colour, where there is room."""
        mark = MathFormula(self.look, '"?"', colour=self.look.colours.step, size=QUESTION)
        area, here = self.map.area, self.walk.screen[0]
        side = 1.0 if here[0] < area.centre[0] else -1.0
        return MapLabel(self.look, mark, "?").stand_at(here + np.array([side * QUESTION_GAP, 0.0, 0.0]))

    @property
    def starts_inside(self) -> bool:
        """Whether the start is on the map."""
        return self.map.shows(*self.fit.run.points[0].tolist())

    def words_of_gradient(self, text: str) -> VGroup:
        """Return words beside the first gradient, as it is seen now."""
        return VGroup(*arrow_words(self.look, self.walk, [(-2, text, self.look.colours.gradient)]))

    def beyond(self) -> EdgeNote:
        """Return the mark for where the step led by which the run left."""
        return EdgeNote.of_leaving(self.look, self.map, self.fit.run, self.exact.occupied())

    def _panels(self, view: View) -> tuple[Box, Box]:
        """Return the boxes of the map, square where there is room, and of what comes beside it or instead."""
        stage = self.layout.stage
        if self.layout.tall:
            return stage, stage
        width = stage.height
        for _ in range(2):
            area = self._axes_of(Box(stage.left, stage.left + width, stage.bottom, stage.top), view).area
            width += area.height - area.width
        width = min(width, WIDEST_MAP * stage.width)
        left = Box(stage.left, stage.left + width, stage.bottom, stage.top)
        return left, Box(left.right + PANEL_GAP, stage.right, stage.bottom, stage.top)

    def _axes_of(self, box: Box, view: View) -> Plot:
        """Return the map's axes alone: they tell how much room is left for it."""
        return Plot(self.look, box, *view, x_label="w", y_label="b")

    def _map(self, box: Box, square: View, levels: int) -> ContourPlot:
        loss, area = self.fit.loss, self._axes_of(box, square).area
        view = filling(square, area.width / area.height)
        heights = height_grid(loss, *view, GRID).heights
        return ContourPlot(
            self.look,
            box,
            loss,
            *view,
            x_label="w",
            y_label="b",
            y_ticks=axis_ticks(view[1], area.height) if self.layout.tall else None,
            label_colour=self.look.colours.parameter,
            levels=round_levels(contour_levels(heights, levels)),
        )

    def _end_text(self) -> str:
        """Return what stands beside the minimum: where it is, if the run came there to the eye."""
        if self.fit.near_after is None:
            return self.look.say("exact")
        slope, intercept = (
            fixed(float(value), decimals)
            for value, decimals in zip(self.fit.best, (LEAST_DECIMALS, LEAST_DECIMALS), strict=True)
        )
        return f"({slope}, {intercept})"

    def _start_name(self, clear_of: Point3D_Array) -> VGroup:
        """Return the numbers of the start beside it, nothing where it is not on the map."""
        if not self.starts_inside:
            return VGroup()
        slope, intercept = (brief(value) for value in self.fit.run.points[0].tolist())
        word = MapWord(self.look, f"({slope}, {intercept})", self.look.colours.parameter)
        area, here = self.map.area, self.walk.screen[0]
        places = here + np.array([[0.0, side * (NAME_GAP + word.half[1]), 0.0] for side in (1.0, -1.0)])
        low = np.array([area.left + word.half[0], area.bottom + word.half[1], 0.0])
        high = np.array([area.right - word.half[0], area.top - word.half[1], 0.0])
        places = np.clip(places, low, high)
        taken = np.concatenate([clear_of, ring(here, BALL_RADIUS)])
        return VGroup(word.stand_at(roomiest(places, word.half, taken)))

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


def inside(box: Box) -> Point3D_Array:
    """Return points ``(n, 3)`` all over a box."""
    across, up = np.meshgrid(np.linspace(box.left, box.right, 15), np.linspace(box.bottom, box.top, 15))
    return np.stack([across.ravel(), up.ravel(), np.zeros(across.size)], axis=1)


__all__ = ["ContourDescentStage"]
