"""What stands in the chart of factors: the level of no change, the limits, names of zones and curves."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from manim import Circle, ValueTracker, VGroup, VMobject
from manim.typing import Point3D_Array

from gd_math.accounts.stable_rates import StableRates
from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import LABEL_GAP, Plot
from scenes.cast.charts.end_labels import spread
from scenes.cast.charts.free_places import clearances
from scenes.cast.marks.lines import Polyline, dashes
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.map_words import MapFormula
from scenes.cast.writing.number_text import limit_text, plain, typst_number
from scenes.cast.writing.numbers import THIN_SPACE, Number, number_width
from scenes.cast.writing.plates import Plate
from scenes.parts.stability_limit.factors import KNOB, reach_of

BEYOND = 0.13
"""Strength of the shades over rates that run away, or that momentum has won."""
ROW, RISE = 0.4, 0.14
"""From the number of a limit up to its formula; from the axes up to the number."""
ROOM = 0.4
"""What the limits take above the room of a chart, which ends with the label of its axis."""
LEAST, NARROW_ROW = 0.12, 0.29
"""In a narrow chart: least room between two limits, and from one row to the next; the last limit is above."""
APART, NARROW = 0.24, 3.2
"""Least room between two limits, and beside the name of a zone; how wide a chart is that is not narrow."""
ZONES = 1.25
"""At which factor the names of the zones stand: over the readings, of which none goes so high."""
RING, CLEAR, NEAR = 0.22, 0.06, 1.1
"""Radius of the ring at the best rate; what stays free around names; how near to it its rate stands."""
BELOW_LEVEL = 0.34
"""From the number of the level of no change down to the name of a curve that ends beside it."""
BEYOND_LIMIT = 2
"""The number of the last zone."""
CAP = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label


class Borders:
    """The limits 1/L and 2/L, and the heavy ball's: a line with its formula and number over the chart.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The chart.
    rates
        The curvatures.
    """

    def __init__(self, look: Look, plot: Plot, rates: StableRates) -> None:
        self.look, self.plot, self.rates = look, plot, rates
        self.narrow = plot.area.width < NARROW
        colours = look.colours
        self.level = VGroup(
            Polyline(colours.muted, STROKES.axis, name="no change").set_corners(
                *dashes(plot.at(0.0, 1.0), plot.at(plot.x_range[1], 1.0))
            ),
            Number(
                look,
                "1",
                plot.at(plot.x_range[1], 1.0) + np.array([LABEL_GAP, -CAP / 2, 0.0]),
                colour=colours.muted,
            ),
        )
        limits = (
            (rates.critical, "1\\/L", colours.step),
            (rates.limit, "2\\/L", colours.warning),
            (rates.heavy_limit, "2(1 + beta)\\/L", colours.velocity),
        )
        self.lines = [self._border(*limit) for limit in limits]
        labels = [VGroup(*line[1:]) for line in self.lines]
        beside = labels[:2] if self.narrow else labels
        places = spread(
            [float(plot.at(limit[0], 0.0)[0]) for limit in limits[: len(beside)]],
            plot.area.left + labels[0].width / 2,
            plot.box.right - beside[-1].width / 2,
            max(one.width / 2 + other.width / 2 for one, other in pairwise(beside))
            + (LEAST if self.narrow else APART),
        )
        if self.narrow:
            labels[2].shift((0.0, 2 * NARROW_ROW, 0.0))
            places += [min(float(plot.at(rates.heavy_limit, 0.0)[0]), plot.box.right - labels[2].width / 2)]
        for label, place in zip(labels, places, strict=True):
            label.shift((place - float(label.get_center()[0]), 0.0, 0.0))
        self.critical, self.limit, self.heavy = self.lines
        heights = np.linspace(0.0, plot.y_range[1], 60)
        ups = [plot.points_at(np.full(60, limit[0]), heights) for limit in limits]
        level = plot.points_at(np.linspace(*plot.x_range, 120), np.ones(120))
        self.taken = np.concatenate([*ups, level])

    def _border(self, rate: float, formula: str, colour: str) -> VGroup:
        """Return the line at a rate, with what it is called above the axes."""
        plot = self.plot
        line = Polyline(colour, STROKES.path, name=formula)
        line.set_corners(*dashes(plot.at(rate, 0.0), plot.at(rate, plot.y_range[1])))
        base = plot.area.top + RISE
        sign, limit = limit_text(rate)
        size = TYPE.label if self.narrow else TYPE.caption
        if self.narrow and rate > self.rates.limit:
            told = MathFormula(self.look, f"{formula} {sign} {typst_number(limit)}", colour=colour, size=size)
            return VGroup(line, told.move_to((0.0, 0.0, 0.0)).stand_on(base))
        text = THIN_SPACE.join((sign, limit))
        name = MathFormula(self.look, formula, colour=colour, size=size).move_to((0.0, 0.0, 0.0))
        number = Number(self.look, text, (0, base, 0), anchor="center", colour=colour, size=size)
        return VGroup(line, name.stand_on(base + (NARROW_ROW if self.narrow else ROW)), number)

    def shades(self) -> "Shades":
        """Return the shade over the rates that run away."""
        return Shades(self.look, self.plot, self.rates)

    def zones(self) -> dict[int, Words]:
        """Return what rates do below 1/L (0), below 2/L (1) and beyond (2), where the words have room."""
        look, plot, rates = self.look, self.plot, self.rates
        ink, warning = look.colours.ink, look.colours.warning
        found = {}
        for number, (text, low, high, colour) in enumerate(
            (
                (look.say("creeps"), 0.0, rates.critical, ink),
                (look.say("side to side"), rates.critical, rates.limit, ink),
                (look.say("diverges"), rates.limit, reach_of(rates), warning),
            )
        ):
            words = Words(look, text, colour=colour, size=TYPE.caption)
            if words.width + APART >= plot.length(high - low):
                words = Words(look, text, colour=colour)
            if words.width + APART < plot.length(high - low):
                middle = plot.at((low + high) / 2, ZONES)
                if number == BEYOND_LIMIT:
                    middle[0] = plot.area.right - CLEAR - words.width / 2
                found[number] = words.move_to(middle)
        return found

    def best(self) -> VGroup:
        """Return the ring where both factors are equal, and the formula of its rate where that has room."""
        colours, place = self.look.colours, self.plot.at(self.rates.best, self.rates.best_factor)
        ring = Circle(radius=RING, stroke_color=colours.parameter, stroke_width=STROKES.curve).move_to(place)
        ring.name = "best"
        name = MathFormula(self.look, "2/(mu + L)", colour=colours.step, size=TYPE.label)
        half = np.array([name.width, name.height]) / 2 + CLEAR
        heights = np.linspace(self.plot.area.bottom + half[1], self.plot.area.top - half[1], 40)
        xs = place[0] + np.array([1.0, -1.0]) * (half[0] + CLEAR)
        limit = float(self.plot.at(self.rates.limit, 0.0)[0])
        xs = xs[xs + half[0] < limit]
        places = np.array([(x, y, 0.0) for y in heights for x in xs if abs(y - place[1]) < NEAR])
        every = [self.taken, *(self.curve(factors) for factors in self.rates.factors), ring.points]
        free = places[clearances(places, half, np.concatenate(every)) > 0.0] if len(places) else places
        near = free[np.argsort(np.abs(free[:, 1] - place[1]))[:1]] if len(free) else free
        return VGroup(ring, *(name.move_to(spot) for spot in near))

    def best_rate(self) -> VGroup:
        """Return the way from the ring down to the axis, and its rate there if it has room."""
        plot, rates, colour = self.plot, self.rates, self.look.colours.step
        ring, foot = plot.at(rates.best, rates.best_factor), plot.at(rates.best, 0.0)
        told, knob = (plain(rate, rates.decimals) for rate in (rates.best, rates.heavy))
        number = Number(self.look, told, anchor="center", colour=colour)
        number.set_text(told, foot - np.array([0.0, LABEL_GAP + number.cap_height, 0.0]))
        need = number.width / 2 + number_width(knob, TYPE.formula) / 2 + LABEL_GAP
        if ring[1] - foot[1] < RING or plot.length(rates.heavy - rates.best) < need:
            return VGroup()
        way = Polyline(colour, STROKES.axis, name="best rate")
        way.set_corners(*dashes(foot, ring - np.array([0.0, RING, 0.0])))
        return VGroup(way, number)

    def curve(self, factors: Callable[[Floats], Floats]) -> Point3D_Array:
        """Return the points ``(n, 3)`` of a curve that lie in the chart."""
        at = np.linspace(0.0, self.plot.x_range[1], 200)
        high = factors(at)
        return self.plot.points_at(at, high)[high <= self.plot.y_range[1]]

    def name_curves(self) -> list[VMobject]:
        """Return L at the left of its curve, and μ at the right end of the other one, if there are two."""
        look, plot, rates = self.look, self.plot, self.rates
        size, colour = TYPE.label if self.narrow else TYPE.caption, look.colours.loss
        steep = MapFormula(look, "L", colour, size=size)
        gentle = MathFormula(look, "mu", colour=colour, size=size)
        half, low = steep.half + CLEAR, 0.0 if self.narrow else KNOB  # which passes below it
        share = (low + 2 * half[1]) / plot.area.height * plot.y_range[1]
        line = float(plot.at((1 - share) * rates.critical, 0.0)[0])
        x = max(line, plot.area.left + 2 * half[0]) - half[0]
        steep.stand_at(np.array([x, plot.area.bottom + low + half[1], 0.0]))
        end = plot.at(plot.x_range[1], abs(1 - plot.x_range[1] * rates.least))
        level = float(plot.at(0.0, 1.0)[1])
        if abs(end[1] - level) < BELOW_LEVEL:
            end[1] = level - BELOW_LEVEL
        gentle.move_to(end + np.array([LABEL_GAP + gentle.width / 2, 0.0, 0.0]))
        two = rates.least < rates.largest and plot.area.bottom + RING < end[1] < plot.area.top
        return [steep, gentle] if two else [steep]


class Shades(VGroup):
    """The rates that run away, from the edge `begin` on, and those that momentum has won back before it.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The chart.
    rates
        The curvatures.

    Attributes
    ----------
    begin
        Where the rates that run away begin.
    """

    def __init__(self, look: Look, plot: Plot, rates: StableRates) -> None:
        self.plot, self.rates = plot, rates
        self.begin = ValueTracker(rates.limit)
        self.away = Plate(look.colours.warning, BEYOND)
        self.won = Plate(look.colours.velocity, BEYOND)
        self.away.name, self.won.name = "rates that run away", "rates that momentum has won"
        super().__init__(self.away, self.won)
        self.name = "shades"
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Cover both parts of the axis."""
        area, begin = self.plot.area, self.begin.get_value()
        left, right = (float(self.plot.at(rate, 0.0)[0]) for rate in (self.rates.limit, begin))
        self.away.cover(Box(right, area.right, area.bottom, area.top))
        self.won.cover(Box(left, right, area.bottom, area.top) if right - left > LABEL_GAP / 10 else None)


__all__ = ["ROOM", "Borders", "Shades"]
