"""The slider of rates, which becomes the axis of a chart: what a step leaves, over the rate."""

from collections.abc import Callable

import numpy as np
from manim import ValueTracker, VGroup
from manim.typing import Point3D_Array

from gd_math.accounts.stable_rates import StableRates
from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import STROKES, TYPE
from scenes.cast.charts.axes import LABEL_GAP, TICK, Plot
from scenes.cast.marks.lines import Dots, Polyline, all_dashed, clip_polyline, dashes
from scenes.cast.marks.run_style import DASHES, RunStyle
from scenes.cast.moving.following import follow
from scenes.cast.writing.number_text import plain
from scenes.cast.writing.numbers import Number, number_width

LEAST_REACH, AIR = 2.5, 1.06
"""The axis reaches at least so many times 1/L, and so much further than the last limit."""
TOP = 1.4
"""The largest factor that is shown."""
ASIDE = 1.0
"""Room for what stands over 1/L, to its left: where the axis's label would reach it, it has none."""
KNOB, POINT = 0.17, 0.12
"""Radii."""
DIGITS = 2
"""Decimals of a factor."""
SAMPLES = 400


def reach_of(rates: StableRates) -> float:
    """Return where the axis of rates ends."""
    return max(LEAST_REACH * rates.critical, AIR * rates.heavy_limit)


def slider_plot(look: Look, box: Box, rates: StableRates) -> Plot:
    """Return the axis of rates."""
    return Plot(look, box, (0.0, reach_of(rates)), (0.0, TOP), x_label="α", x_ticks=(), y_ticks=())


def factor_plot(look: Look, box: Box, rates: StableRates) -> Plot:
    """Return the chart over the same axis, with room at its left for the factor's number."""
    room = number_width(plain(8.88, DIGITS), TYPE.caption) + TICK + 2 * LABEL_GAP
    box, label = box.inset(left=room), look.say("factor")
    ranges = (0.0, reach_of(rates)), (0.0, TOP)
    made = Plot(look, box, *ranges, x_label="α", y_label=label, x_ticks=(), y_ticks=())
    name = made.labels[-1]
    if float(name.get_right()[0]) > float(made.at(rates.critical, 0.0)[0]) - ASIDE:
        made.labels.remove(name)
    return made


class Factors(VGroup):
    """The knob on its axis with the rate under it; later the factors, as far as the knob has been.

    The point is measured in the run of the moment; the curves are |1 − αL|, |1 − αμ| and the heavy ball's,
    which has a point of its own, measured in its run, as soon as it is drawn up to the knob.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The axis, or the chart that it has become.
    rates
        The curvatures and their runs.
    rate
        Tells where the knob is.

    Attributes
    ----------
    seen
        Up to which rate the first curve is drawn.
    second, heavy
        Up to which rates the other two are drawn.
    find
        Returns the run that is measured, at a rate.
    measuring
        Whether the point is there: 0 or 1.
    """

    lint_ignore = frozenset({"grown-to-nothing", "words-crossed"})

    def __init__(self, look: Look, plot: Plot, rates: StableRates, rate: Callable[[], float]) -> None:
        self.look, self.plot, self.rates, self.rate = look, plot, rates, rate
        self.find: Callable[[float], Trajectory] = rates.in_valley
        colours = look.colours
        self.seen, self.second, self.heavy, self.measuring = (ValueTracker(0.0) for _ in range(4))
        self.curve = Polyline(colours.ink, STROKES.curve, name="|1 − αL|")
        self.gentle = Polyline(colours.ink, STROKES.curve, name="|1 − αμ|")
        self.momentum = Polyline(colours.velocity, STROKES.curve, name="heavy ball")
        self.cross = Polyline(colours.parameter, STROKES.axis, name="reading")
        self.heavy_cross = Polyline(colours.velocity, STROKES.axis, name="reading of the heavy ball")
        self.point = Dots(colours.parameter, POINT, name="measured factor")
        self.heavy_point = RunStyle(colours.velocity, mark="diamond").dots(
            POINT, "measured factor of the heavy ball"
        )
        self.knob = RunStyle(colours.step, mark="ring").dots(KNOB, "knob")
        self.number = Number(look, "", anchor="center", colour=colours.step, size=TYPE.formula)
        self.factor, self.heavy_factor = (
            Number(look, "", anchor="right", colour=colour, size=TYPE.caption)
            for colour in (colours.parameter, colours.velocity)
        )
        for line in (self.curve, self.gentle, self.momentum, self.cross, self.heavy_cross):
            line.lint_ignore = self.lint_ignore
        super().__init__(
            self.gentle, self.curve, self.momentum, self.cross, self.heavy_cross, self.point,
            self.heavy_point, self.knob, self.number, self.factor, self.heavy_factor,
        )  # fmt: skip
        self.name = "factors"
        follow(self, self.redraw)

    @property
    def measured(self) -> float:
        """By which factor the last step of the run of the moment changes the distance."""
        return self.rates.measured(self.find(self.rate()))

    def redraw(self) -> None:
        """Set knob and number, the curves as far as they are drawn, the point where the run puts it."""
        plot, rate = self.plot, self.rate()
        foot = plot.at(rate, 0.0)
        self.knob.set_places(foot)
        text = plain(rate, self.rates.decimals)
        leftmost = plot.box.left + number_width(text, self.number.size) / 2
        drop = KNOB + LABEL_GAP + self.number.cap_height
        self.number.set_text(text, (max(float(foot[0]), leftmost), float(foot[1]) - drop, 0.0))
        steep, gentle, heavy = self.rates.factors
        for line, upto, factors, dash in (
            (self.curve, self.seen, steep, ()),
            (self.gentle, self.second, gentle, DASHES[2]),
            (self.momentum, self.heavy, heavy, ()),
        ):
            self._trace(line, upto.get_value(), factors, dash)
        printed = self.rates.printed(rate)
        plain_told, heavy_told = self.measuring.get_value() > 0.0, self.heavy.get_value() >= rate
        self._read(rate, self.measured if plain_told else None, self.cross, self.point, self.factor)
        if self.factor.text and printed != rate:
            self.factor.set_text(plain(self.rates.measured(self.find(printed)), DIGITS), self.factor.at)
        momentum = self.rates.heavy_measured(rate) if heavy_told else None
        self._read(rate, momentum, self.heavy_cross, self.heavy_point, self.heavy_factor)

    def _trace(
        self, line: Polyline, upto: float, factors: Callable[[Floats], Floats], dash: tuple[float, ...]
    ) -> None:
        pieces = clip_polyline(self.curve_points(upto, factors), self.plot.area) if upto > 0.0 else []
        if dash:
            line.set_segments(all_dashed(pieces, dash))
        else:
            line.set_corners(*pieces)

    def curve_points(self, upto: float, factors: Callable[[Floats], Floats]) -> Point3D_Array:
        """Return the points of a curve from a rate of 0 to another, the corner of |1 − αL| among them."""
        rates = np.linspace(0.0, upto, SAMPLES)
        corners = [rate for rate in (self.rates.critical, 1 / self.rates.least) if rate < upto]
        rates = np.sort(np.concatenate([rates, corners]))
        return self.plot.points_at(rates, factors(rates))

    def _read(self, rate: float, factor: float | None, cross: Polyline, point: Dots, number: Number) -> None:
        """Let a reading lead from the knob to a point, and from there to its number at the left."""
        plot = self.plot
        if factor is None or factor > TOP:
            cross.set_corners()
            point.set_places(np.zeros((0, 3)))
            number.set_text("")
            return
        place, foot, side = plot.at(rate, factor), plot.at(rate, 0.0), plot.at(0.0, factor)
        cross.set_corners(*dashes(foot, place), *dashes(side, place))
        point.set_places(place)
        at = side - np.array([TICK + LABEL_GAP, number.cap_height / 2, 0.0])
        number.set_text(plain(factor, DIGITS), at)


__all__ = ["Factors", "factor_plot", "reach_of", "slider_plot"]
