"""The stage on which a line is fitted: the landscape over (w, b), the data with the line, the loss above."""

from collections.abc import Callable

import numpy as np
from manim import ValueTracker, VGroup

from gd_math.data.line_fitting import Fitting
from gd_math.data.line_views import bowl_window
from gd_math.typing import Points
from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.edge_note import EdgeNote
from scenes.cast.data.data_panel import DataPanel
from scenes.cast.data.data_view import data_axes, data_view
from scenes.cast.maps.arrow_words import arrow_words
from scenes.cast.maps.contours import ContourPlot, axis_ticks
from scenes.cast.maps.crosshair import Crosshair, outline
from scenes.cast.maps.map_walk import MapWalk, StepParts
from scenes.cast.moving.speeding_clock import SpeedingClock
from scenes.cast.writing.clock_face import CLOCK_HEIGHT, ClockFace
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.live_equations import LineEquation, LossFormula, decimals_for
from scenes.cast.writing.number_text import significant
from scenes.parts.regression_line_fitting.squares import Squares

PANEL_GAP = 0.6
WIGGLE = 0.22
"""How far the point is moved aside to show what w and b do, as a share of the picture."""
FURTHEST_START = 1.6
"""How far the view of the data reaches out for the starting line, in units of the data's extent."""
LONGEST, LONGEST_IN_TALL = 1.6, 1.2
"""Widths of numbers in the equation above which they become powers of ten."""
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
        left, right = layout.panels(1.1, 1.0, gap=PANEL_GAP)
        left = left.inset(top=self.room_for_clock)
        start, draft = fitting.run.points[0], self._map_axes(left)
        extents = [high - low for low, high in (draft.x_range, draft.y_range)]
        self.decimals = decimals_for(extents[0]), decimals_for(extents[1])
        self.asides = np.diag(WIGGLE * np.array(extents)) * np.where(fitting.best < start, -1.0, 1.0)
        """Ways (2, 2) in the parameters' units: along w, and along b, towards the minimum."""
        view = data_view(fitting.data, fitting.loss.predict(start), FURTHEST_START)
        if layout.tall:
            width = self._equation(lambda: start).whole
            below = data_axes(look, right, fitting.data, view, width, tall=True)[0].area.height
            left, right = _levelled(left, right, draft.area.height - below)
            draft = self._map_axes(left)
        self.map = self._map(left, draft)
        slopes = StepParts.of_slopes(look, fitting.run)
        self.walk = MapWalk(look, self.map, fitting.run, clock.get_value, detail.get_value, parts=slopes)
        colours = look.colours
        named = [(-2, look.say("gradient"), colours.gradient), (-1, look.say("step"), colours.step)]
        self.words = arrow_words(look, self.walk, named)
        self.exact = self._label_map()
        self.panel = DataPanel(
            look,
            right,
            fitting.data,
            lambda x: fitting.loss.predict(self.walk.point, fitting.feature.of(x)),
            view,
            self._equation(lambda: self.walk.point),
            gaps=True,
            tall=layout.tall,
        )
        self.squares = Squares(look, self.panel)
        self.panel.residuals.add_to_back(self.squares)
        self.formula = self._formula()
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
            height_label=paint(self.look.colours.loss, '"MSE"'),
        )

    def _label_map(self) -> Crosshair:
        """Write the heights clear of all that will appear; return the mark of the minimum."""
        start, best = self.fitting.run.points[0], self.map.at(*self.fitting.best.tolist())
        taken = self.walk.occupied(*(start + np.array([0.0 * aside, aside]) for aside in self.asides))
        mark = Crosshair(self.look, best).named(self.look.say("exact"), self.map.area, taken)
        self.walk.edge_note.clear_of = mark.occupied()
        words = [outline(word) for word in self.words if len(word)]
        self.map.write_heights(np.concatenate([taken, mark.occupied(), *words]))
        return mark

    def _equation(self, read: Callable[[], Points]) -> LineEquation:
        points = self.fitting.run.points
        extremes = np.vstack([points, points[0] + self.asides])
        longest = LONGEST_IN_TALL if self.layout.tall else LONGEST
        return LineEquation(self.look, read, extremes, self.decimals, self.fitting.feature.name, longest)

    def _formula(self) -> LossFormula:
        """Return the loss as a formula with its number now."""
        fitting, loss = self.fitting, self.fitting.loss
        seen = np.concatenate([fitting.run.values, loss.value(fitting.run.points[0] + self.asides)])
        texts = [significant(float(value)) for value in seen]
        if fitting.least_loss < 1e-3 * float(seen.max()):
            texts.append(significant(LONG_WHEN_WRITTEN))

        def now() -> str:
            return significant(float(loss.value(self.walk.point)))

        return LossFormula(self.look, now, texts, self.zone, fitting.feature.name)


def _levelled(upper: Box, lower: Box, surplus: float) -> tuple[Box, Box]:
    """Return stacked boxes whose pictures, without axes and labels, are equally high."""
    gap = (upper.bottom - lower.top) / 2
    cut = (upper.bottom + lower.top) / 2 + surplus / 2
    upper = Box(upper.left, upper.right, cut + gap / 2, upper.top)
    return upper, Box(lower.left, lower.right, lower.bottom, cut - gap / 2)


__all__ = ["FittingStage", "is_long"]
