"""The stage of SlopeOnly: the loss over the slope, the data with the line through the origin."""

import numpy as np
from manim import ValueTracker, VGroup
from manim.typing import Point3D

from gd_math.accounts.curve_runs import CurveRun
from gd_math.accounts.views import View as CurveView
from gd_math.accounts.views import close_view
from gd_math.data.slope_fitting import SlopeFitting
from scenes.base.layout import Layout
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.free_places import ring
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.curves.close_walk import CloseWalk
from scenes.cast.data.data_panel import DataPanel
from scenes.cast.data.data_view import AIR, View, data_view
from scenes.cast.data.squares import LineToPoint, MeanSquare, Squares, mean_home, merges, outline_of
from scenes.cast.marks.lines import Polyline
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.live_equations import LineEquation, LossFormula, decimals_for
from scenes.cast.writing.number_text import steady
from scenes.cast.writing.numbers import LiveNumber
from scenes.parts.slope_only.reasons import unit_of
from scenes.parts.slope_only.sliding import Slide, Track

BALL, PIN = 0.2, 0.12
FURTHEST_START = 1.6
"""How far the view of the data reaches out for the starting line, in units of the data's extent."""
HEADROOM = 0.3
"""Above the point where its slide ends, to the top of the picture."""
LANDING = 0.3
"""Side of the mean square when it has come to its point."""
LABEL_ROOM, GAP, AIR_ABOVE = 2.6, 0.1, 0.25
"""Above the axes, in capital heights; between the name of the loss and its number; below the rule."""
TALL_SHARES = 1.5, 1.0
"""Of the loss and of the data, which have no numbers below them in tall frames."""
NARROW, HIGH = 1.7, 1.5
"""The bottom of the parabola is seen so many units to both sides, and as high as it is at so many."""


class SlopeStage:
    """Everything that is drawn while a slope is fitted, laid out.

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
        self, look: Look, layout: Layout, fitting: SlopeFitting, clock: ValueTracker, detail: ValueTracker
    ) -> None:
        self.look, self.layout, self.fitting = look, layout, fitting
        loss, view = fitting.loss, fitting.view
        if layout.tall:
            left, right = layout.stage.rows(*TALL_SHARES, gap=0.0)
        else:
            left, right = (box.inset(top=AIR_ABOVE) for box in layout.panels(1.1, 1.0))
        cap, self.beside = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label, right
        self.plot = Plot(
            look, left.inset(top=LABEL_ROOM * cap - 0.1), view.x_range, view.y_range, x_label="w"
        )
        self.slide = Slide(fitting.start, *self._turning_points())
        self.close = close_view(loss, view, fitting.run)
        self.walk = CloseWalk(
            look,
            self.plot,
            CurveRun(fitting.told),
            clock.get_value,
            detail.get_value,
            None if self.close is None else self.close.x_range,
            radius=BALL,
            aside=self.slide.offset,
        )
        self.walk.remove(self.walk.curve)
        self.track = Track(look, self.plot, loss, fitting.start, self.slide)
        ends = [loss.predict(w) for w in (fitting.start, fitting.best)]
        data = data_view(fitting.data, np.concatenate(ends), FURTHEST_START)
        self.panel = DataPanel(
            look,
            layout.alone,
            fitting.data,
            lambda x: loss.predict(self.walk.x, x),
            with_origin(data),
            self._equation(),
            gaps=True,
            tall=layout.tall,
        )
        self.panel.remove(self.panel.equation)
        self.pin = self._pin()
        home = mean_home(layout, self.panel, float(fitting.run.values[0]))
        self.mean = MeanSquare(look, home, self._point, lambda: LANDING, lambda: self.plot.area)
        self.squares = Squares(look, self.panel, lambda: outline_of(self.mean.home))
        self.panel.residuals.add_to_back(self.squares)
        self.seed = LineToPoint(look, self.panel.line, self._point)
        colours = look.colours
        self.name = f"{paint(colours.loss, 'L')} ({paint(colours.parameter, 'w')})"
        self.formula = LossFormula(
            look,
            self._loss_now,
            [self._loss_now()],
            layout.formula,
            name=self.name,
            predicted=f"{paint(colours.parameter, 'w')} {paint(colours.data, 'x_i')}",
        )
        self.height = self._height()
        self.bottom = self._bottom()

    def look_at(self, view: CurveView | None) -> list[ViewChange]:
        """Return the animation that shows another part of the curve; none if it is shown already."""
        if view is None or view.x_range == self.plot.x_range:
            return []
        return [ViewChange(self.plot, x_range=view.x_range, y_range=view.y_range)]

    def _bottom(self) -> CurveView:
        """Return the view of the lowest part of the curve, where a rise is seen; the whole where that is."""
        fitting, unit = self.fitting, unit_of(self.fitting)
        floor, top = fitting.view.y_range
        high = fitting.least_loss + fitting.loss.steepness * (HIGH * unit) ** 2
        if NARROW * unit >= fitting.reach or high >= top:
            return fitting.view
        return CurveView((fitting.best - NARROW * unit, fitting.best + NARROW * unit), (floor, high))

    @property
    def whole(self) -> bool:
        """Whether all squares on the first gaps are seen whole, so that they can merge into their mean."""
        return merges(self.panel, self.mean.home)

    def _turning_points(self) -> tuple[float, float]:
        """Return the slopes between which a hand slides: where the curve leaves the picture."""
        fitting, (low, high) = self.fitting, self.fitting.view.y_range
        top = high - HEADROOM / self.plot.area.height * (high - low)
        half = float(np.sqrt(max(top - fitting.least_loss, 0.0) / fitting.loss.steepness))
        half = max(half, fitting.reach)
        side = 1.0 if fitting.start > fitting.best else -1.0
        return fitting.best + side * half, fitting.best - side * half

    def _point(self) -> Point3D | None:
        """Return where the point is on screen, None outside the picture."""
        place = self.walk.x, self.walk.altitude
        return self.plot.at(*place) if self.plot.shows(*place) else None

    def _equation(self) -> LineEquation:
        fitting = self.fitting
        view = fitting.view.x_range
        extremes = np.concatenate([fitting.slopes, view])[:, None]
        return LineEquation(
            self.look, lambda: np.array([self.walk.x]), extremes, [decimals_for(view[1] - view[0])]
        )

    def _pin(self) -> Polyline:
        """Return the ring at the origin around which the line turns."""
        pin = Polyline(self.look.colours.prediction, STROKES.curve, name="pin")

        def stand() -> None:
            outline = ring(self.panel.plot.at(0.0, 0.0), PIN)
            pin.set_corners(np.concatenate([outline, outline[:1]]))

        stand()
        self.panel.plot.watch(stand)
        return pin

    def _height(self) -> VGroup:
        """Return L(w) = with the loss of the moment, above the vertical axis."""
        area, size = self.plot.area, TYPE.caption
        baseline = area.top + 1.2 * CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        name = MathFormula(self.look, f"{self.name} =", size=size).stand_on(baseline)
        name.shift((area.left - 0.1 - float(name.get_left()[0]), 0.0, 0.0))
        where = (float(name.get_right()[0]) + GAP, baseline, 0.0)
        colour = self.look.colours.loss
        return VGroup(
            name, LiveNumber(self.look, self._loss_now, where, anchor="left", colour=colour, size=size)
        )

    def _loss_now(self) -> str:
        return steady(float(self.fitting.loss(self.walk.x)))


def with_origin(view: View) -> View:
    """Return a view of data that also shows the origin, with air around it.

    >>> [round(end, 9) for end in with_origin(((1.0, 3.0), (-1.0, 3.0)))[0]]
    [-0.21, 3.0]
    """
    low, high = zip(*(_with_zero(*extent) for extent in view), strict=True)
    (x_low, y_low), (x_high, y_high) = low, high
    return (x_low, x_high), (y_low, y_high)


def _with_zero(low: float, high: float) -> tuple[float, float]:
    air = AIR * (max(high, 0.0) - min(low, 0.0))
    return min(low, -air), max(high, air)


__all__ = ["SlopeStage", "with_origin"]
