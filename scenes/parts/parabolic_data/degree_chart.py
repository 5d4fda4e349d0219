"""The errors of fits over their degree: on the points that they were fitted to, and on the others."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import VGroup, VMobject
from manim.typing import Point3D_Array

from gd_math.data.bias_variance import BiasVariance
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import POINT_RADIUS, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.charts.free_places import clearances
from scenes.cast.charts.series import Series, SeriesChart
from scenes.cast.marks.lines import Polyline, until
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_text import steady
from scenes.cast.writing.numbers import Number
from scenes.parts.parabolic_data.free_words import Written, around, stand_free

RING, GAP = 0.17, 0.13
"""Radius of the ring at the lowest error, and its air."""
NARROW = 4.0
"""Width of a chart whose numbers are small, in scene units."""
MIRROR = np.array([-1.0, 1.0, 1.0])
WITHIN, DASH, DOT = 3.0, (0.14, 0.09), 0.9 * POINT_RADIUS
"""How many times the first error the axis has room for; dashes of the others' line; radius of all marks."""


class DegreeChart(VGroup):
    """Two lines over the degree.

    Parameters
    ----------
    look, box
        Theme and language, and the room.
    study
        The errors.
    fitted
        Tells up to which degree the line of the fitted points is drawn; less than 1 draws nothing.
    others
        Tells down to which degree that of the others is drawn, from the highest one; this one draws nothing.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        study: BiasVariance,
        fitted: Callable[[], float],
        others: Callable[[], float],
    ) -> None:
        self.look, self.study, self.down = look, study, others
        colour = look.colours.loss
        self.styles = (
            RunStyle(colour, label=look.say("fitted points")),
            RunStyle(colour, DASH, "ring", look.say("other points")),
        )
        lines = [
            Series(errors, style, clock, first=1, dots=DOT, tip=DOT)
            for errors, style, clock in zip(
                (study.on_kept, study.on_others), self.styles, (fitted, self.told), strict=True
            )
        ]
        words, mse = ("", look.say("degree")), paint(colour, '"MSE"')
        ticks = [float(k) for k in range(1, len(study.fits) + 1)]
        self.chart = SeriesChart(
            look,
            box,
            lines,
            log=False,
            words=words,
            formula=mse,
            names=False,
            within=WITHIN,
            x_ticks=ticks,
        )
        self.trace = Polyline(colour, STROKES.curve * 0.8, name="error on the others")
        self.met = self.styles[1].dots(DOT, "degrees told")
        super().__init__(self.chart, self.trace, self.met)
        follow(self, self.redraw)

    def told(self) -> float:
        """Return the last degree once the line of the other points is drawn down to the first, else 0."""
        return float(len(self.study.fits)) if self.down() <= 1.0 else 0.0

    def redraw(self) -> None:
        """Draw the line of the other points from the right, as far as it is told; the chart has it whole."""
        line, down = self.chart.lines[1], self.down()
        self.trace.set_segments(line.dashes[:0])
        self.met.set_places(line.points[:0])
        if 1.0 < down < len(self.study.fits):
            mirrored = line.dashes[::-1, ::-1] * MIRROR
            across = float(self.chart.plot.at(down, 0.0)[0])
            self.trace.set_segments(until(mirrored, -across) * MIRROR)
            met = line.points[int(np.ceil(down)) - 1 :]
            self.met.set_places(met[line.inside(met)])

    def words(self, index: int, *others: VMobject) -> list[Words]:
        """Return the words for a line, if there is room: 0 for the fitted points, 1 for the others."""
        line, style = self.chart.lines[index], self.styles[index]
        inside = line.points[line.inside(line.points)][::-1]
        if index == 1:  # best over its middle: its ends have words of their own
            inside = inside[np.argsort(np.abs(np.arange(len(inside)) - len(inside) // 2), kind="stable")]
        for size in (TYPE.caption, TYPE.label):
            word = Words(self.look, style.label, colour=style.colour, size=size)
            if found := self._beside(word, inside, others, owner=index):
                return found
        return []

    def newest(self, named: Sequence[Words]) -> list[VMobject]:
        """Return the mark of the highest degree's error on the others, and its number, if they have room."""
        line, style = self.chart.lines[1], self.styles[1]
        place = line.points[-1:]
        if not line.inside(place).all():
            return []
        return [style.dots(DOT, "new").set_places(place), *self._number(-1, place, named)]

    def verdicts(self, named: Sequence[VMobject]) -> list[Words]:
        """Return the words for the line of the other points, and those at its ends, where there is room."""
        fitted, new = (line.points[line.inside(line.points)] for line in self.chart.lines)
        words: list[Any] = [*named]
        last = np.concatenate([new[-1:], new[-2:].mean(axis=0)[None], new[-2:-1]]) if len(new) > 1 else new
        ends = (self.look.say("high variance"), last), (self.look.say("high bias"), fitted[:1])
        for text, place in ends:
            verdict = Words(self.look, text, colour=self.look.colours.prediction, size=TYPE.caption)
            words += self._beside(verdict, place, words)
        return [*words[len(named) :], *self.words(1, *words)]

    def _beside(
        self,
        words: Written,
        places: Point3D_Array,
        others: Sequence[VMobject],
        gap: float = 0.2,
        owner: int | None = None,
    ) -> list[Written]:
        """Return words where there is room beside one of some places; nearer to their owner's line."""
        area = self.chart.plot.area.inset(left=GAP)
        shares = np.linspace(0.0, 1.0, 30)[:, None]
        ways = [(line.points[:-1, None], np.diff(line.points, axis=0)[:, None]) for line in self.chart.lines]
        taken = [(start + shares * way).reshape(-1, 3) for start, way in ways]
        beside = around(places, words, gap)
        if owner is not None and len(beside):
            half = np.array([words.width, words.height]) / 2
            own, other = (
                np.array([clearances(place[None], half, taken[k])[0] for place in beside])
                for k in (owner, 1 - owner)
            )
            beside = beside[own < other]
        return stand_free(words, area, beside, np.concatenate(taken), others)

    def best(self, others: Sequence[VMobject] = ()) -> VGroup:
        """Return a ring at the lowest error on the other points, and its number if it has room."""
        line, at = self.chart.lines[1], self.study.best_degree - 1
        ring = RunStyle(self.look.colours.ink, mark="ring").dots(RING, "lowest")
        place = line.points[at : at + 1]
        ring.set_places(place)
        return VGroup(ring, *self._number(at, place, [*others, ring]))

    def _number(self, at: int, place: Point3D_Array, others: Sequence[VMobject]) -> list[Number]:
        text, colour = steady(float(self.study.on_others[at])), self.styles[1].colour
        size = TYPE.formula if self.chart.plot.area.width > NARROW else TYPE.label
        number = Number(self.look, text, anchor="center", colour=colour, size=size)
        return self._beside(number, place, others, RING + GAP)


__all__ = ["DegreeChart"]
