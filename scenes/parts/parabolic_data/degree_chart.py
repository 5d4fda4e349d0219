"""The errors of fits over their degree: on the points that they were fitted to, and on new ones."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import VGroup
from manim.typing import Point3D_Array

from gd_math.data.bias_variance import BiasVariance
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import POINT_RADIUS
from scenes.base.words import Words
from scenes.cast.charts.series import Series, SeriesChart
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.writing.formulas import paint
from scenes.parts.parabolic_data.free_words import around, stand_free

WITHIN, DASH = 3.0, (0.14, 0.09)
"""How many times the first error the axis has room for; the dashes of the line for new points."""


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
            Series(errors, style, clock, first=1, dots=POINT_RADIUS * 0.9)
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

    def words(self, index: int, *others: Words) -> list[Words]:
        """Return the words for a line, if there is room: 0 for the fitted points, 1 for the new ones."""
        line, style = self.chart.lines[index], self.styles[index]
        inside = line.points[line.inside(line.points)][::-1]
        return self._beside(Words(self.look, style.label, colour=style.colour), inside, others)

    def verdicts(self, named: Sequence[Words]) -> list[Words]:
        """Return the words for the line of new points, and those at its ends, where there is room."""
        fitted, new = (line.points[line.inside(line.points)] for line in self.chart.lines)
        words = [*named, *self.words(1, *named)]
        ends = (self.look.say("high variance"), new[-1:]), (self.look.say("high bias"), fitted[:1])
        for text, place in ends:
            words += self._beside(Words(self.look, text, colour=self.look.colours.prediction), place, words)
        return words[len(named) :]

    def _beside(self, words: Words, places: Point3D_Array, others: Sequence[Words]) -> list[Words]:
        """Return words where there is room beside one of some places."""
        area = self.chart.plot.area
        shares = np.linspace(0.0, 1.0, 30)[:, None]
        ways = [(line.points[:-1, None], np.diff(line.points, axis=0)[:, None]) for line in self.chart.lines]
        taken = np.concatenate([(start + shares * way).reshape(-1, 3) for start, way in ways])
        return stand_free(words, area, around(places, words), taken, others)

    def best(self) -> VGroup:
        """Return a ring at the lowest error on new points."""
        line, place = self.chart.lines[1], self.study.best_degree - 1
        ring = RunStyle(self.look.colours.ink, mark="ring").dots(0.17, "lowest")
        return VGroup(ring.set_places(line.points[place : place + 1]))


__all__ = ["DegreeChart"]
