"""The stage on which a line is fitted: the landscape over (w, b), the data with the line, the loss above."""

from dataclasses import dataclass

import numpy as np
from manim import ValueTracker, VGroup

from gd_math.data.line_fitting import Fitting
from gd_math.data.line_views import bowl_window
from gd_math.typing import Points
from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.edge_note import EdgeNote
from scenes.cast.maps.contours import ContourPlot, axis_ticks
from scenes.cast.maps.crosshair import Crosshair, outline
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.moving.speeding_clock import SpeedingClock
from scenes.cast.writing.clock_face import ClockFace
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.live_equations import LineEquation, LossFormula, decimals_for
from scenes.cast.writing.numbers import significant
from scenes.parts.regression_line_fitting.arrow_words import arrow_words
from scenes.parts.regression_line_fitting.line_fit import LineFit, data_view

PANEL_GAP = 0.6
WIGGLE = 0.22
"""How far the point is moved aside to show what w and b do, as a share of the picture."""
LONGEST, LONGEST_IN_TALL = 1.6, 1.2
"""Widths of numbers in the equation above which they become powers of ten."""
CLOCK_HEIGHT = 0.3
LONG_RUN = 200
"""Steps; more are told on a clock that speeds up."""
LONG_WHEN_WRITTEN = 1.1e-11
"""Where losses come near zero, they may take as much room as this one."""


def is_long(fitting: Fitting) -> bool:
    """Tell whether a run has more steps than a viewer can follow one by one."""
    return fitting.steps_taken > LONG_RUN


@dataclass(frozen=True, slots=True)
class MapLabels:
    """Translated words that appear on the landscape."""

    gradient: str
    step: str
    exact: str
    speed: str


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
    labels
        Words on the landscape.
    """

    def __init__(
        self,
        look: Look,
        layout: Layout,
        fitting: Fitting,
        clock: SpeedingClock,
        detail: ValueTracker,
        labels: MapLabels,
    ) -> None:
        self.look, self.layout, self.fitting, self.clock = look, layout, fitting, clock
        left, right = layout.panels(1.1, 1.0, gap=PANEL_GAP)
        left = left.inset(top=self.room_for_clock)
        start, draft = fitting.run.points[0], self._landscape_axes(left)
        extents = [high - low for low, high in (draft.x_range, draft.y_range)]
        self.decimals = decimals_for(extents[0]), decimals_for(extents[1])
        self.asides = np.diag(WIGGLE * np.array(extents)) * np.where(fitting.best < start, -1.0, 1.0)
        """Ways (2, 2) in the parameters' units: along w, and along b, towards the minimum."""
        self.equation = self._equation_at(start)
        if layout.tall:
            left, right = self._levelled(left, right)
            draft = self._landscape_axes(left)
        self.landscape = self._landscape(left, draft)
        self.descent = MapWalk(
            look, self.landscape, fitting.run, clock.get_value, detail.get_value, slopes=True
        )
        self.words = arrow_words(look, self.descent, labels.gradient, labels.step)
        self.exact = self._label_landscape(labels.exact)
        self.data_plot, baseline = self._data_axes(right)
        self.equation = self._equation_at(None).end_at(self.data_plot.area.right, baseline)
        self.fit = LineFit(look, self.data_plot, fitting, lambda: self.descent.point)
        self.formula = self._formula()
        self.face = self._face((labels.step, labels.speed))

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

    def _face(self, words: tuple[str, str]) -> VGroup:
        """Return the face of the clock, for a run that is too long to count its points."""
        if not self.is_long:
            return VGroup()
        header, formula = self.layout.header, self.layout.formula
        if self.layout.tall:
            box = Box(formula.left, formula.right, formula.top - CLOCK_HEIGHT, formula.top)
        else:
            box = Box(header.left, header.right, formula.bottom, header.bottom - 0.06)
        size = TYPE.label if self.layout.tall else TYPE.caption
        return ClockFace(self.look, box, self.clock, self.fitting.steps_taken, words, size)

    def beyond(self) -> EdgeNote:
        """Return the mark for where the step led by which the run left."""
        return EdgeNote.of_leaving(self.look, self.landscape, self.fitting.run, self.exact.occupied())

    def _landscape_axes(self, box: Box) -> Plot:
        """Return the axes of w and b without the landscape: they tell how much room is left for it."""
        window = bowl_window(self.fitting, box.width / box.height)
        return Plot(self.look, box, *window, x_label="w", y_label="b")

    def _landscape(self, box: Box, axes: Plot) -> ContourPlot:
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

    def _label_landscape(self, exact: str) -> Crosshair:
        """Write the heights clear of all that will appear; return the mark of the minimum."""
        start = self.fitting.run.points[0]
        taken = self.descent.occupied(*(start + np.array([0.0 * aside, aside]) for aside in self.asides))
        best = self.landscape.at(*self.fitting.best.tolist())
        mark = Crosshair(self.look, best, exact, self.landscape.area, taken)
        self.descent.edge_note.clear_of = mark.occupied()
        words = [outline(word) for word in self.words if len(word)]
        self.landscape.write_heights(np.concatenate([taken, mark.occupied(), *words]))
        return mark

    def _data_axes(self, box: Box) -> tuple[Plot, float]:
        """Return the data's axes and the baseline of the equation: beside the label of y, or above it."""
        data, (x_range, y_range) = self.fitting.data, data_view(self.fitting)
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.caption

        def plot(room: Box, ticks: tuple[float, ...] | None = None) -> Plot:
            x, y = data.x_label, data.y_label
            return Plot(self.look, room, x_range, y_range, x_label=x, y_label=y, y_ticks=ticks)

        axes = plot(box)
        label = axes.labels.submobjects[-1]
        above = label.get_right()[0] + 1.5 * cap > axes.area.right - self.equation.whole
        if above:
            box = box.inset(top=2.2 * cap)
            axes = plot(box)
        if self.layout.tall:
            axes = plot(box, axis_ticks(y_range, axes.area.height))
        return axes, axes.area.top + (3.3 if above else 1.0) * cap

    def _levelled(self, upper: Box, lower: Box) -> tuple[Box, Box]:
        """Return stacked boxes whose pictures, without axes and labels, are equally high."""
        surplus = self._landscape_axes(upper).area.height - self._data_axes(lower)[0].area.height
        gap = (upper.bottom - lower.top) / 2
        cut = (upper.bottom + lower.top) / 2 + surplus / 2
        upper = Box(upper.left, upper.right, cut + gap / 2, upper.top)
        return upper, Box(lower.left, lower.right, lower.bottom, cut - gap / 2)

    def _equation_at(self, point: Points | None) -> LineEquation:
        """Return the line's equation for a point, or for that of the moment."""
        points, feature = self.fitting.run.points, self.fitting.feature.name
        extremes = np.vstack([points, points[0] + self.asides])

        def read() -> Points:
            return self.descent.point if point is None else point

        longest = LONGEST_IN_TALL if self.layout.tall else LONGEST
        return LineEquation(self.look, read, extremes, self.decimals, feature, longest)

    def _formula(self) -> LossFormula:
        """Return the loss as a formula with its number now."""
        fitting, loss = self.fitting, self.fitting.loss
        seen = np.concatenate([fitting.run.values, loss.value(fitting.run.points[0] + self.asides)])
        texts = [significant(float(value)) for value in seen]
        if fitting.least_loss < 1e-3 * float(seen.max()):
            texts.append(significant(LONG_WHEN_WRITTEN))

        def now() -> str:
            return significant(float(loss.value(self.descent.point)))

        return LossFormula(self.look, now, texts, self.zone, fitting.feature.name)


__all__ = ["FittingStage", "MapLabels", "is_long"]
