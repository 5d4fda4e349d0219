"""The losses that the runs came to, over their rates: on an axis with 2/L on it."""

from typing import Any

import numpy as np
from manim import Animation, ValueTracker, VGroup, VMobject
from manim.typing import Point3D_Array

from gd_math.accounts.rates import RateComparison
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import LABEL_GAP, TICK
from scenes.cast.charts.end_labels import spread
from scenes.cast.charts.end_words import end_words
from scenes.cast.charts.free_places import ring
from scenes.cast.charts.series import SeriesChart
from scenes.cast.marks.lines import Polyline, dashes
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_text import limit_text, steady
from scenes.cast.writing.numbers import Number, number_width
from scenes.cast.writing.plates import Plate
from scenes.parts.learning_rate_comparison.dot_values import values_beside
from scenes.parts.learning_rate_comparison.glide import Glide
from scenes.parts.learning_rate_comparison.labels import alike, rate_text
from scenes.parts.learning_rate_comparison.zones import filled

SIDE, NARROWEST_SIDE = 0.7, 0.12
"""Room on the axis beside the first and the last value, in scene units; no more than this share of it."""
BESIDE = 0.6
"""How far beside the axis rates may be written that have no room below it."""
APART = 0.25
"""Least room between two rates that are written at the axis."""
WIDEST_EVEN = 150.0
"""Rates and limits that are further apart stand on an axis of factors."""
LEADER = 0.16
NARROW = 6.0
RISE = 0.2
"""From the axes up to the labels of the limits."""
BEYOND = 0.12
"""Strength of the shade over the rates from 2/L on."""
CAP = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label


class RateAxis:
    """The chart of the losses becomes one over the rates: the height stays, step becomes α.

    `ground` is what stays of the chart, `leaving` what goes with its steps; `dots` go from where the lines
    end to their rates, `rates` are what is written below the axis, `limits` are added last.

    Parameters
    ----------
    look
        Theme and language.
    chart
        The losses, all drawn.
    comparison
        The runs.
    curvature
        L.

    Attributes
    ----------
    gone
        How far the dots have gone, from 0 to 1.
    """

    def __init__(
        self,
        look: Look,
        chart: SeriesChart,
        comparison: RateComparison,
        curvature: float,
    ) -> None:
        self.look, self.area, self.box, self.gone = look, chart.plot.area, chart.box, ValueTracker(0.0)
        self.rates_of = [one.rate for one in comparison.runs]
        self.limit_value = 2.0 / curvature
        every = [*self.rates_of, self.limit_value]
        self.even = max(every) <= WIDEST_EVEN * min(every)
        self.side = min(SIDE, NARROWEST_SIDE * self.area.width)
        self.first, self.last = (0.0 if self.even else self._scaled(min(every))), self._scaled(max(every))
        room = self.area.width - (1 if self.even else 2) * self.side
        self.unit = room / (self.last - self.first)
        told = [k for k, one in enumerate(comparison.runs) if not np.isnan(one.heights[-1])]
        self.ends = {k: np.asarray(chart.lines[k].end) for k in told}
        self.tips = {k: chart.lines[k].tip for k in told}
        self.chart, self.start = chart, chart.lines[0].points[0]
        self.escaping = [one.escapes for one in comparison.runs]
        self._part(chart)
        self.dots = VGroup(*self.tips.values())
        self.dots.name = "final losses"
        follow(self.dots, self._set_dots)
        self.rates = self._rates()
        self.limits = self._limits()

    def x(self, rate: Any) -> Any:
        """Return where a rate is on screen: of rates far apart, equal factors are equally far apart."""
        begin = self.area.left + (0.0 if self.even else self.side)
        return begin + (self._scaled(rate) - self.first) * self.unit

    def _scaled(self, rate: Any) -> Any:
        return rate if self.even else np.log(rate)

    def _part(self, chart: SeriesChart) -> None:
        """Part the chart into what stays and what goes."""
        plot = chart.plot
        across = [mark for mark in plot.marks if mark.axis == "x"]
        gone = {id(part) for mark in across for part in (mark.line, mark.number)}
        parts = [*plot.frame, *plot.numbers, *plot.labels]
        _, step, name, *others = chart.scenery
        self.ground = VGroup(*(part for part in parts if id(part) not in gone), name)
        self.ground.name = "axes of rates"
        lines = [part for line in chart.lines for part in (line.trace, line.dots, line.tip)]
        words = [part for label in chart.labels for part in (label[0], *label[1][:-1])]
        shown = [part for part in parts if id(part) in gone]
        staying = {id(tip) for tip in self.tips.values()}
        self.leaving = VGroup(*shown, step, *others, *(p for p in lines if id(p) not in staying), *words)
        self.numbers = [label[1][-1] for label in chart.labels]

    def _set_dots(self) -> None:
        share = self.gone.get_value()
        for k, tip in self.tips.items():
            end = self.ends[k]
            goal = np.array([self.x(self.rates_of[k]), end[1], 0.0])
            tip.set_places((1.0 - share) * end + share * goal)

    def _rates(self) -> VGroup:
        """Return the ticks of the rates with leaders to where they are written, and the axis's name."""
        look, area = self.look, self.area
        colour = look.colours.step
        widths = [number_width(rate_text(rate), TYPE.label) for rate in self.rates_of]
        true = [self.x(rate) for rate in self.rates_of]
        apart = max(widths) + APART
        low, high = max(self.box.left, area.left - BESIDE), min(self.box.right, area.right + BESIDE)
        places = spread(true, low + widths[0] / 2, high - widths[-1] / 2, apart)
        baseline = area.bottom - TICK - LABEL_GAP - CAP
        led = any(abs(place - x) > widths[0] / 2 for place, x in zip(places, true, strict=True))
        baseline -= LEADER * led
        self.written = [
            Number(look, rate_text(rate), (place, baseline, 0.0), anchor="center", colour=colour)
            for rate, place in zip(self.rates_of, places, strict=True)
        ]
        ticks = Polyline(colour, STROKES.axis, name="ticks of the rates")
        foot, top = area.bottom - TICK, baseline + CAP + 0.5 * LABEL_GAP
        corners = [
            [(x, area.bottom, 0.0), (x, foot, 0.0), (place, min(top, foot), 0.0)]
            for x, place in zip(true, places, strict=True)
        ]
        ticks.set_corners(*(np.array(three if led else three[:2]) for three in corners))
        name = MathFormula(look, paint(colour, "alpha"), colour=colour, size=TYPE.caption)
        name.move_to((area.right + 0.25, area.bottom, 0.0))
        if self.even:
            return VGroup(ticks, name)
        scale = Words(look, look.say("α by factors"), colour=look.colours.muted)
        scale.move_to((area.right - scale.width / 2, baseline - 2.2 * CAP, 0.0))
        return VGroup(ticks, name, scale)

    def _limits(self) -> VGroup:
        """Return the line at 2/L, its label, and the shade over what is beyond."""
        area, colours = self.area, self.look.colours
        x = float(self.x(self.limit_value))
        beyond = Plate(colours.warning, BEYOND).cover(Box(x, area.right, area.bottom, area.top))
        label = self._limit_label(self.limit_value)
        label.shift((max(min(x, self.box.right - label.width), area.left), 0.0, 0.0))
        self.border = np.array([(x, area.bottom, 0.0), (x, area.top, 0.0)])
        line = Polyline(colours.warning, STROKES.path, name="2/L").set_corners(*dashes(*self.border))
        made = VGroup(beyond, line, label)
        made.name = "limits"
        return made

    def _limit_label(self, value: float) -> VGroup:
        """Return ``2/L ≈ 0.211``, beginning at x = 0, above the axes."""
        colour = self.look.colours.warning
        size = TYPE.label if self.box.width < NARROW else TYPE.caption
        gap, baseline = 0.5 * number_width("0", size), self.area.top + RISE
        name = MathFormula(self.look, "2\\/L", colour=colour, size=size).stand_on(baseline)
        label, at = VGroup(name.shift((-float(name.get_left()[0]), 0.0, 0.0))), name.width + gap
        for text in limit_text(value):
            label.add(Number(self.look, text, (at, baseline, 0.0), colour=colour, size=size))
            at += number_width(text, size) + gap
        return label

    @property
    def level(self) -> Point3D_Array:
        """Both ends of the line as high as the start, up to 2/L."""
        right, height = float(self.x(self.limit_value)), float(self.start[1])
        return np.array([[(self.area.left + right) / 2, height, 0.0], [right, height, 0.0]])

    def values(self) -> list[Words]:
        """Return the last loss of each run beside its dot."""
        lines = self.chart.lines
        dots = {k: np.array([self.x(self.rates_of[k]), end[1], 0.0]) for k, end in self.ends.items()}
        self.taken = np.concatenate(
            [
                np.linspace(self.border[0], self.border[1], 60),
                *(ring(dot, 0.1) for dot in dots.values()),
                np.linspace(self.level[0], self.level[1], 60),
            ]
        )
        texts = alike(
            [float(lines[k].series.values[-1]) for k in dots],
            [float(loss) for line in lines for loss in line.series.values],
        )
        ends = [(dot, text, self.colour_of(k)) for (k, dot), text in zip(dots.items(), texts, strict=True)]
        words = values_beside(self.look, self.area, ends, self.taken)
        self.taken = np.concatenate([self.taken, *(filled(word) for word in words)])
        return words

    def start_level(self) -> list[VMobject]:
        """Return the loss at the start as a level line with its number; the values stand already."""
        look, area, colours, ends = self.look, self.area, self.look.colours, self.level
        level = Polyline(colours.muted, STROKES.axis, name="as high as the start").set_corners(*dashes(*ends))
        text = look.say("start {loss}", loss=steady(float(self.chart.lines[0].series.values[0])))
        x, y = np.meshgrid(
            np.linspace(self.border[0, 0], area.right, 30), np.linspace(area.bottom, area.top, 30)
        )
        beyond = np.stack([x, y, 0 * x], axis=-1).reshape(-1, 3)
        taken = np.concatenate([self.taken, beyond])
        return [level, *end_words(look, area, [(ends.mean(axis=0), text, colours.muted)], taken)]

    def colour_of(self, run: int) -> str:
        """Return the colour of a run's loss; over the shade beyond 2/L that of ink."""
        colours = self.look.colours
        calm = colours.loss if self.rates_of[run] < self.limit_value else colours.ink
        return colours.warning if self.escaping[run] else calm

    def arrive(self, run_time: float) -> list[Animation]:
        """Return the animations by which the rates come from the lines' ends to the axis."""
        return [
            Glide(number, goal, run_time=run_time)
            for number, goal in zip(self.numbers, self.written, strict=True)
        ]


__all__ = ["RateAxis"]
