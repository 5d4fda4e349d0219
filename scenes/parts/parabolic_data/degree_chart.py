"""The errors of fits over their degree: on the points that they were fitted to, and on new ones."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import VGroup, VMobject
from manim.typing import Point3D_Array

from gd_math.data.bias_variance import BiasVariance
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import POINT_RADIUS, TYPE
from scenes.base.words import Words
from scenes.cast.charts.series import Series, SeriesChart
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_text import significant
from scenes.cast.writing.numbers import Number
from scenes.parts.parabolic_data.free_words import Written, around, stand_free

RING, GAP = 0.17, 0.13
"""Radius of the ring at the lowest error, and its air."""
NARROW = 4.0
"""Width of a chart whose numbers are small, in scene units."""
WITHIN, DASH, DOT = 3.0, (0.14, 0.09), 0.9 * POINT_RADIUS
"""How many times the first error the axis has room for; dashes of new points' line; radius of all marks."""


class DegreeChart(VGroup):
    """Two lines over the degree.

    Parameters
    ----------
    look, box
        Theme and language, and the room.
    study
        The errors.
    fitted, new
        Tell up to which degree each of the lines is drawn; less than 1 draws nothing.
    """

    def __init__(
        self, look: Look, box: Box, study: BiasVariance, fitted: Callable[[], float], new: Callable[[], float]
    ) -> None:
        self.look, self.study = look, study
        colour = look.colours.loss
        self.styles = (
            RunStyle(colour, label=look.say("fitted points")),
            RunStyle(colour, DASH, "ring", look.say("new points")),
        )
        lines = [
            Series(errors, style, clock, first=1, dots=DOT, tip=DOT)
            for errors, style, clock in zip(
                (study.on_kept, study.on_new), self.styles, (fitted, new), strict=True
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
        super().__init__(self.chart)

    def words(self, index: int, *others: VMobject) -> list[Words]:
        """Return the words for a line, if there is room: 0 for the fitted points, 1 for the new ones."""
        line, style = self.chart.lines[index], self.styles[index]
        inside = line.points[line.inside(line.points)][::-1]
        if index == 0 and len(inside) > 1:  # best where the line falls from degree 1, clear of the other one
            inside = np.concatenate([inside[-2:].mean(axis=0)[None], inside])
        return self._beside(
            Words(self.look, style.label, colour=style.colour, size=TYPE.caption), inside, others
        )

    def newest(self, named: Sequence[Words]) -> list[VMobject]:
        """Return the mark of the highest degree's error on new points, and its number, if they have room."""
        line, style = self.chart.lines[1], self.styles[1]
        place = line.points[-1:]
        if not line.inside(place).all():
            return []
        return [style.dots(DOT, "new").set_places(place), *self._number(-1, place, named)]

    def verdicts(self, named: Sequence[VMobject]) -> list[Words]:
        """Return the words for the line of new points, and those at its ends, where there is room."""
        fitted, new = (line.points[line.inside(line.points)] for line in self.chart.lines)
        words: list[Any] = [*named, *self.words(1, *named)]
        ends = (self.look.say("high variance"), new[-1:]), (self.look.say("high bias"), fitted[:1])
        for text, place in ends:
            verdict = Words(self.look, text, colour=self.look.colours.prediction, size=TYPE.caption)
            words += self._beside(verdict, place, words)
        return words[len(named) :]

    def _beside(
        self, words: Written, places: Point3D_Array, others: Sequence[VMobject], gap: float = 0.2
    ) -> list[Written]:
        """Return words where there is room beside one of some places."""
        area = self.chart.plot.area.inset(left=GAP)
        shares = np.linspace(0.0, 1.0, 30)[:, None]
        ways = [(line.points[:-1, None], np.diff(line.points, axis=0)[:, None]) for line in self.chart.lines]
        taken = np.concatenate([(start + shares * way).reshape(-1, 3) for start, way in ways])
        return stand_free(words, area, around(places, words, gap), taken, others)

    def best(self, others: Sequence[VMobject] = ()) -> VGroup:
        """Return a ring at the lowest error on new points, and its number if it has room."""
        line, at = self.chart.lines[1], self.study.best_degree - 1
        ring = RunStyle(self.look.colours.ink, mark="ring").dots(RING, "lowest")
        place = line.points[at : at + 1]
        ring.set_places(place)
        return VGroup(ring, *self._number(at, place, [*others, ring]))

    def _number(self, at: int, place: Point3D_Array, others: Sequence[VMobject]) -> list[Number]:
        text, colour = significant(float(self.study.on_new[at])), self.styles[1].colour
        size = TYPE.formula if self.chart.plot.area.width > NARROW else TYPE.label
        number = Number(self.look, text, anchor="center", colour=colour, size=size)
        return self._beside(number, place, others, RING + GAP)


__all__ = ["DegreeChart"]
