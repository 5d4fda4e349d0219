"""The losses that the runs came to, over their rates: on an axis with 1/L and 2/L on it."""

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import Animation, VGroup, VMobject
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
from scenes.cast.marks.lines import Polyline, clip_polyline, dashes
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_text import significant
from scenes.cast.writing.numbers import Number, number_width
from scenes.cast.writing.plates import Plate
from scenes.parts.learning_rate_comparison.dot_values import values_beside
from scenes.parts.learning_rate_comparison.glide import Glide
from scenes.parts.learning_rate_comparison.labels import alike, limit_text, rate_text
from scenes.parts.learning_rate_comparison.zones import filled, zone_words

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
SAMPLES = 1200
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
    share
        How far the dots have gone, from 0 to 1.
    """

    def __init__(
        self,
        look: Look,
        chart: SeriesChart,
        comparison: RateComparison,
        curvature: float,
        share: Callable[[], float],
    ) -> None:
        self.look, self.area, self.box, self.share = look, chart.plot.area, chart.box, share
        self.rates_of = [one.rate for one in comparison.runs]
        self.limit_values = (1.0 / curvature, 2.0 / curvature)
        every = [*self.rates_of, *self.limit_values]
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
        self.one_step, self.vanishes = comparison.is_parabola, False
        self._part(chart)
        self.dots = VGroup(*self.tips.values())
        self.dots.name = "final losses"
        follow(self.dots, self._set_dots)
        self.rates = self._rates()
        self.curve = self._curve(chart, comparison)
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
        share = self.share()
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

    def _curve(self, chart: SeriesChart, comparison: RateComparison) -> Polyline:
        """Return the loss that each rate would come to on a parabola: each step leaves (1 − αL)² of it.

        Where it falls out of the axis, the curve breaks.
        """
        curve = Polyline(self.look.colours.loss, STROKES.path, opacity=0.8, name="losses of all rates")
        if not comparison.is_parabola:
            return curve
        beyond = self.side / self.unit
        rates = np.linspace(self.first - (not self.even) * beyond, self.last + beyond, SAMPLES)
        rates = rates if self.even else np.exp(rates)
        one, steps = comparison.runs[0], max(one.last for one in comparison.runs)
        ground = float(comparison.objective(comparison.home or 0.0))
        with np.errstate(over="ignore"):
            left_over = (1.0 - rates / self.limit_values[0]) ** (2 * steps)
            losses = ground - comparison.base + (float(one.heights[0]) - ground) * left_over
        y = chart.plot.points_at(np.zeros(SAMPLES), chart.axis_scale.heights(losses))[:, 1]
        places = np.stack([self.x(rates), y, 0 * y], axis=1)
        pieces = clip_polyline(places, self.area)
        self.vanishes = len(pieces) > 1 and ground == comparison.base
        return curve.set_corners(*pieces)

    def _limits(self) -> VGroup:
        """Return the lines at 2/L and, on a parabola, at 1/L, labels, and the shade over what is beyond."""
        area, colours = self.area, self.look.colours
        xs = [float(self.x(value)) for value in self.limit_values]
        shown = (0, 1) if self.one_step else (1,)
        beyond = Plate(colours.warning, BEYOND).cover(Box(xs[1], area.right, area.bottom, area.top))
        made = VGroup(beyond)
        labels = [self._limit_label(k, value) for k, value in enumerate(self.limit_values)]
        left = min(xs[1], self.box.right - labels[1].width)
        first = max(min(xs[0], left - APART) - labels[0].width, area.left)
        left = max(left, first + labels[0].width + APART)
        labels[0].shift((first, 0.0, 0.0))
        labels[1].shift((left - float(labels[1].get_left()[0]), 0.0, 0.0))
        for k in shown:
            x, label = xs[k], labels[k]
            line = Polyline(colours.warning if k else colours.ink, STROKES.path, name=f"{k + 1}/L")
            made.add(line.set_corners(*dashes(*np.array([(x, area.bottom, 0.0), (x, area.top, 0.0)]))))
            made.add(label)
        self.borders = [np.array([(x, area.bottom, 0.0), (x, area.top, 0.0)]) for x in (xs[k] for k in shown)]
        made.name = "limits"
        return made

    def _limit_label(self, k: int, value: float) -> VGroup:
        """Return ``1/L = 0.5`` or ``2/L = 1``, beginning at x = 0, above the axes."""
        colour = self.look.colours.warning if k else self.look.colours.ink
        size = TYPE.label if self.box.width < NARROW else TYPE.caption
        gap, baseline = 0.5 * number_width("0", size), self.area.top + RISE
        name = MathFormula(self.look, f"{k + 1}\\/L", colour=colour, size=size).stand_on(baseline)
        label, at = VGroup(name.shift((-float(name.get_left()[0]), 0.0, 0.0))), name.width + gap
        for text in limit_text(value):
            label.add(Number(self.look, text, (at, baseline, 0.0), colour=colour, size=size))
            at += number_width(text, size) + gap
        return label

    @property
    def level(self) -> Point3D_Array:
        """Both ends of the line as high as the start, up to 2/L."""
        right, height = float(self.x(self.limit_values[1])), float(self.start[1])
        return np.array([[(self.area.left + right) / 2, height, 0.0], [right, height, 0.0]])

    def values(self) -> list[Words]:
        """Return the last loss of each run beside its dot."""
        lines = self.chart.lines
        dots = {k: np.array([self.x(self.rates_of[k]), end[1], 0.0]) for k, end in self.ends.items()}
        self.taken = np.concatenate(
            [
                self.curve.points,
                *(np.linspace(line[0], line[1], 60) for line in self.borders),
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

    def zones(self) -> list[VMobject]:
        """Return what the ball does in each zone, and the loss at the start as a level line.

        The values stand already.
        """
        look, area, colours = self.look, self.area, self.look.colours
        first, second = (float(self.x(value)) for value in self.limit_values)
        ends = self.level
        level = Polyline(colours.muted, STROKES.axis, name="as high as the start").set_corners(*dashes(*ends))
        zones = zone_words(look, area, (first, second), self.taken) if self.one_step else []
        text = look.say("start {loss}", loss=significant(float(self.chart.lines[0].series.values[0])))
        x, y = np.meshgrid(np.linspace(second, area.right, 30), np.linspace(area.bottom, area.top, 30))
        beyond = np.stack([x, y, 0 * x], axis=-1).reshape(-1, 3)
        taken = np.concatenate([self.taken, beyond, *(filled(word) for word in zones)])
        start = end_words(look, area, [(ends.mean(axis=0), text, colours.muted)], taken)
        foot = [(np.array([first, area.bottom, 0.0]), look.say("loss 0"), colours.loss)]
        return [level, *zones, *start, *(values_beside(look, area, foot, taken) if self.vanishes else ())]

    def colour_of(self, run: int) -> str:
        """Return the colour of a run's loss; over the shade beyond 2/L that of ink."""
        colours = self.look.colours
        calm = colours.loss if self.rates_of[run] < self.limit_values[1] else colours.ink
        return colours.warning if self.escaping[run] else calm

    def arrive(self, run_time: float) -> list[Animation]:
        """Return the animations by which the rates come from the lines' ends to the axis."""
        return [
            Glide(number, goal, run_time=run_time)
            for number, goal in zip(self.numbers, self.written, strict=True)
        ]


__all__ = ["RateAxis"]
