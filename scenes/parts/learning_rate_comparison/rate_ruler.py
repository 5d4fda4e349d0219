"""What L is, and where one step of each rate lands: on a parabola the limits 1/L and 2/L can be seen."""

from typing import Any

import numpy as np
from manim import ValueTracker, VGroup
from manim.typing import Point3D

from gd_math.accounts.rates import RateComparison
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, POINT_RADIUS, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.end_labels import spread
from scenes.cast.charts.ticks import nice_ticks
from scenes.cast.curves.graphs import curve_graph
from scenes.cast.curves.tangent import Tangent
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.balls import Ball
from scenes.cast.marks.lines import Dots, Polyline, dashes
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.number_text import as_number, limit_text, steady
from scenes.cast.writing.numbers import Number, number_width
from scenes.cast.writing.plates import Plate
from scenes.cast.writing.variable_names import variable_text
from scenes.parts.learning_rate_comparison.labels import rate_text
from scenes.parts.learning_rate_comparison.zones import zone_words

BEHIND, AHEAD, HEAD, FOOT = 1.4, 1.9, 0.85, 0.4
"""The picture reaches so many times as far as the start on its side and beyond; above it, and below."""
FARTHEST, PAST = 2.4, 0.2
"""Where steps of the largest rate lead no farther beyond, it reaches so much further than they do."""
ABOVE, BELOW = 0.75, 0.4
"""How far above the ruler 1/L is written, and below it 2/L."""
TANGENT = 1.3
BEYOND = 0.12
"""Strength of the shade over what lies beyond 2/L."""
TICK = 0.09
APART, GAP = 0.3, 0.15
INSIDE = 1.05
"""What is wider than this share of the parabola at the start's height stands above the picture."""
NARROW = 5.5
"""A picture that is not wider has smaller numbers."""
LONGEST = 1e3
"""Rates that lead so many times as far as 2/L are drawn like those that lead less far out of the picture."""


class RateRuler:
    """A parabola with a tangent that slides from the start to the minimum, and then a ruler of rates.

    L is the slope at the start over the way to the minimum. One step of the rate α leads α times the slope
    along the ruler: with 1/L to the minimum, with 2/L to the other side, as high as the start.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for the picture.
    comparison
        The runs, on a parabola.
    curvature
        L.

    Attributes
    ----------
    scenery, slide, quotient, ruler, limits
        The curve with its ball; the tangent with its numbers; L; the rates; 1/L and 2/L.
    marks
        The limits one by one.
    slid, drawn
        How far the tangent has come and the ruler is drawn, from 0 to 1.
    """

    def __init__(self, look: Look, box: Box, comparison: RateComparison, curvature: float) -> None:
        one, objective = comparison.runs[0], comparison.objective
        self.look, self.objective, self.curvature = look, objective, curvature
        self.start, self.slope = float(one.xs[0]), float(one.slopes[0])
        self.home = self.start - self.slope / curvature
        self.side = -float(np.sign(self.slope))
        beyond = max(one.rate for one in comparison.runs) * curvature - 1.0
        ahead = max(AHEAD, beyond + PAST) if beyond <= FARTHEST else AHEAD
        ends = [self.home - times * self.side * abs(self.start - self.home) for times in (BEHIND, -ahead)]
        low, high = (float(objective(x)) for x in (self.home, self.start))
        self.x_name = variable_text(objective.variables[0])
        self.plot = plot = Plot(
            look,
            box,
            (min(ends), max(ends)),
            (low - FOOT * (high - low), high + HEAD * (high - low)),
            x_label=self.x_name,
            y_label=look.say("loss"),
            y_ticks=[value for value in nice_ticks(low, high + HEAD * (high - low), 5) if value >= low],
        )
        narrow = plot.area.width < NARROW
        self.size, self.small = (TYPE.label, TYPE.label) if narrow else (TYPE.formula, TYPE.caption)
        colours = look.colours
        self.curve = curve_graph(plot, objective, colours.loss)
        self.here = plot.at(self.start, high)
        self.bottom, self.mirror = plot.at(self.home, low), plot.at(2 * self.home - self.start, high)
        self.ball = Ball(look, BALL_RADIUS).stand_at(self.here)
        self.scenery = VGroup(plot, self.curve)
        self.scenery.name = "parabola of the rates"
        self.slid, self.drawn = ValueTracker(0.0), ValueTracker(0.0)
        self.slide, self.quotient = self._slide(), self._quotient()
        self.rates = [one.rate for one in comparison.runs]
        self.escaping = [one.escapes for one in comparison.runs]
        self.ruler = self._ruler()
        self.marks = self._limits()
        self.limits = VGroup(*(part for mark in self.marks for part in mark))
        self.limits.name = "limits"

    def place(self, rate: float) -> Point3D:
        """Return where on the ruler one step of a rate leads."""
        far = LONGEST * 2.0 / self.curvature
        return self.plot.at(self.start - min(rate, far) * self.slope, float(self.objective(self.start)))

    def inside(self, rate: float) -> bool:
        """Whether one step of a rate lands in the picture."""
        x = self.start - rate * self.slope
        return self.plot.shows(x, float(self.objective(x)))

    def _slide(self) -> VGroup:
        """Return the tangent with the slope that it has, and the way that it has come."""
        colours, plot, look = self.look.colours, self.plot, self.look
        tangent = Tangent(plot, colours.gradient, TANGENT)
        way = Polyline(colours.parameter, 2.0 * STROKES.curve, name="way in x")
        number = Number(look, "", anchor="center", colour=colours.gradient, size=self.size)
        travelled = Number(look, "", anchor="center", colour=colours.parameter, size=self.size)
        made = VGroup(way, tangent, number, travelled)
        ignored = frozenset({"words-crossed", "grown-to-nothing"})
        for part in (way, number, travelled):
            kept: Any = part
            kept.lint_ignore = ignored
        made.name = "tangent that slides"
        slope, whole = self.texts
        decimals = [len(text.partition(".")[2]) for text in (slope, whole)]

        def draw() -> None:
            share = self.slid.get_value()
            x = self.start + share * (self.home - self.start)
            y, now = float(self.objective(x)), (1.0 - share) * self.slope
            tangent.touch(x, y, now)
            at = plot.at(x, y)
            foot = plot.area.bottom + 0.12
            ends = np.array([[self.here[0], foot, 0.0], [at[0], foot, 0.0]])
            way.set_corners(ends) if share else way.set_corners()
            text = f"{now:.{decimals[0]}f}".replace("-", "−")
            aside = (1.0 - share) * self.side * (0.2 + 0.5 * number_width(slope, self.size))
            inwards = at + np.array([aside, 0.45 + 0.75 * share, 0.0])
            number.set_text("0" if share >= 1.0 else slope if not share else text, inwards)
            gone = f"{share * abs(self.home - self.start):.{decimals[1]}f}"
            travelled.set_text(whole if share >= 1.0 else gone, ends.mean(axis=0) + np.array([0.0, 0.2, 0.0]))
            travelled.set_fill(opacity=min(4 * share, 1.0))

        follow(made, draw)
        return made

    @property
    def texts(self) -> tuple[str, str]:
        """The slope at the start, and the way to the minimum."""
        return steady(self.slope), steady(abs(self.home - self.start))

    def _quotient(self) -> VGroup:
        """Return ``L = 16.00 / 8.00 = 2``."""
        look, colours = self.look, self.look.colours
        slope, way = self.texts
        sign, bend = limit_text(self.curvature)
        made = abs(as_number(slope)) / as_number(way)
        sign = sign if abs(made - self.curvature) <= 1e-9 * made else "≈"
        parts = [(slope.strip("−"), colours.gradient), ("/", colours.muted), (way, colours.parameter)]
        line, x = VGroup(MathFormula(look, "L =", colour=colours.ink, size=self.size).stand_on(0.0)), 0.0
        gap = 0.45 * number_width("0", self.size)
        x = float(line.get_right()[0]) + gap
        for text, colour in (*parts, (sign, colours.muted), (bend, colours.ink)):
            if text == "/":
                sign_of = MathFormula(look, "\\/", colour=colour, size=self.size).stand_on(0.0)
                line.add(sign_of.shift((x - float(sign_of.get_left()[0]), 0.0, 0.0)))
                x = float(sign_of.get_right()[0]) + gap
                continue
            line.add(Number(look, text, (x, 0.0, 0.0), colour=colour, size=self.size))
            x += number_width(text, self.size) + gap
        top, middle = float(self.plot.area.top) - 0.25, float(self.bottom[0])
        if line.width > INSIDE * 2 * abs(float(self.here[0]) - middle):
            top, middle = top + 2 * 0.25, middle + 2 * GAP
        line.move_to((middle, top, 0.0))
        line.name = "L"
        return line

    def _limits(self) -> tuple[VGroup, VGroup]:
        """Return 1/L over the minimum, and 2/L at the other side with the shade beyond."""
        area, colours = self.plot.area, self.look.colours
        edge = area.left if self.side < 0 else area.right
        shade = Plate(colours.warning, BEYOND)
        left, right = sorted((float(self.mirror[0]), edge))
        shade.cover(Box(left, right, area.bottom, area.top))
        made = VGroup(), VGroup(shade)
        for k, place in enumerate((self.bottom, self.mirror)):
            colour = colours.warning if k else colours.ink
            line = Polyline(colour, STROKES.path, name=f"{k + 1}/L")
            label = self._limit_label(k, (k + 1) / self.curvature, colour)
            if k and label.width + GAP > abs(edge - float(place[0])):
                ends = np.array([place[0], area.bottom, 0.0]), place
                inwards = float(place[0]) - self.side * (0.5 * GAP + label.width / 2)
                label.move_to((inwards, area.bottom + BELOW / 2, 0.0))
            elif k:
                ends = np.array([place[0], area.bottom, 0.0]), place
                beside = float(place[0]) + self.side * (GAP + label.width / 2)
                label.move_to((beside, float(place[1]) - BELOW, 0.0))
            else:
                near = any(abs(float(one.get_center()[0] - place[0])) < one.width for one in self.written)
                top = self.here[1] + (ABOVE - 0.2) * (not near)
                ends = place, np.array([place[0], top, 0.0])
                label.move_to((float(place[0]), float(self.here[1]) + ABOVE, 0.0))
            made[k].add(line.set_corners(*dashes(*ends)), label)
            made[k].name = f"limit {k + 1}/L"
        return made

    def _limit_label(self, k: int, value: float, colour: str) -> VGroup:
        gap, size = 0.5 * number_width("0", self.small), self.small
        name = MathFormula(self.look, f"{k + 1}\\/L", colour=colour, size=size).stand_on(0.0)
        label, at = VGroup(name), float(name.get_right()[0]) + gap
        for text in limit_text(value):
            label.add(Number(self.look, text, (at, 0.0, 0.0), colour=colour, size=size))
            at += number_width(text, size) + gap
        return label

    def _ruler(self) -> VGroup:
        """Return the ruler with the rates, and where a step of each lands."""
        colours, plot, area = self.look.colours, self.plot, self.plot.area
        seen = [rate for rate in self.rates if self.inside(rate)]
        places = [self.place(rate) for rate in seen]
        reach = self.place(max(self.rates))
        self.arrow = FlatArrow(colours.step, name="steps of all rates")
        ticks = Polyline(colours.step, STROKES.path, name="rates on the ruler")
        drops = Polyline(colours.parameter, STROKES.path, name="down to the curve")
        self.landings = Dots(colours.parameter, 1.3 * POINT_RADIUS, name="landings of one step")
        widths = [number_width(rate_text(rate), self.small) for rate in seen]
        low, high = sorted((float(self.mirror[0]), float(self.here[0])))
        low += max(widths, default=0.0) / 2
        edge = area.left if self.side < 0 else area.right
        at = spread([float(p[0]) for p in places], low, high - 0.3, max(widths, default=0.0) + APART)
        self.written = [
            Number(
                self.look,
                rate_text(rate),
                (x, float(self.here[1]) + 0.2, 0.0),
                anchor="center",
                colour=colours.step,
                size=self.small,
            )
            for rate, x in zip(seen, at, strict=True)
        ]
        out = [rate for rate in self.rates if not self.inside(rate)]
        far = ", ".join(rate_text(rate) for rate in out)
        self.far = Words(self.look, far, colour=colours.step, size=self.small)
        beside, inner = 0.4 * GAP + self.far.width / 2, float(self.mirror[0]) + self.side * self.far.width / 2
        low, high = sorted((edge - self.side * beside, inner + self.side * GAP))
        leaps = bool(out) and area.left < reach[0] < area.right
        middle = min(max(float(reach[0]) - leaps * self.side * (self.far.width / 2 + GAP), low), high)
        self.far.stand_on(float(self.here[1]) + 0.2).shift((middle - float(self.far.get_center()[0]), 0, 0))
        made = VGroup(self.arrow, ticks, drops, self.landings, *self.written, self.far)
        made.name = "ruler of the rates"
        for part in (made, ticks, drops):
            kept: Any = part
            kept.lint_ignore = frozenset({"grown-to-nothing"})

        def draw() -> None:
            share = self.drawn.get_value()
            tip = self.here + share * (reach - self.here)
            self.arrow.set_between(self.here, tip, area=area)
            passed = [k for k, p in enumerate(places) if share and (p[0] - tip[0]) * self.side <= 1e-9]
            ticks.set_corners(*(places[k] + np.array([[0.0, -TICK, 0.0], [0.0, TICK, 0.0]]) for k in passed))
            ends = [plot.at(x, float(self.objective(x))) for x in (plot.read(places[k])[0] for k in passed)]
            ways = [(places[k], end) for k, end in zip(passed, ends, strict=True)]
            if share >= 1.0 and leaps:  # it lands above the picture
                ways.append((reach, np.array([reach[0], area.top, 0.0])))
            drops.set_corners(*(piece for way in ways for piece in dashes(*way)))
            self.landings.set_places(np.array(ends).reshape(-1, 3))
            for k, number in enumerate(self.written):
                number.set_fill(opacity=float(k in passed))
            self.far.set_fill(opacity=float(share >= 1.0))

        follow(made, draw)
        return made

    def words(self) -> list[Words]:
        """Return what the ball does between the limits, where there is room."""
        taken = np.concatenate(
            [part.get_all_points() for part in (self.curve, self.ball, self.ruler, self.limits)]
        )
        return zone_words(self.look, self.plot.area, (self.here, self.bottom, self.mirror), taken)


__all__ = ["RateRuler"]
