"""How long each step is along each coordinate, in units of α: with the correction and without it."""

from collections.abc import Sequence

import numpy as np
from manim import ValueTracker, VGroup
from manim.typing import Point3D

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import POINT_RADIUS, TYPE
from scenes.base.words import Words
from scenes.cast.charts.end_words import end_words
from scenes.cast.charts.free_places import ring
from scenes.cast.charts.series import Series, SeriesChart
from scenes.cast.marks.run_style import DASHES, MARKS, Legend, RunStyle
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_rows import Cell
from scenes.cast.writing.variable_names import axis_names
from scenes.parts.adam_substeps.found import AdamFound

LEGEND, ABOVE = 0.46, 1.3
"""Height of the legend; how much of the axis there is above the longest step."""


class Lengths(VGroup):
    """Four lines over steps: of each run one along each coordinate.

    Parameters
    ----------
    look
        Theme and language.
    box
        Its room.
    found
        The runs.
    clocks
        Tell the times of both runs.

    Attributes
    ----------
    scenery
        The axes with their legend.
    """

    def __init__(
        self, look: Look, box: Box, found: AdamFound, clocks: tuple[ValueTracker, ValueTracker]
    ) -> None:
        self.look, self.found = look, found
        colours = look.colours
        self.colours = colours.parameter, colours.ink
        dashes, names = ((), DASHES[2]), axis_names(found.race.objective)
        told = zip(found.told, self.colours, MARKS[:2], clocks, strict=True)
        series = [
            Series(np.abs(parts.ratios[:, place]), RunStyle(colour, dashes[place], mark), clock.get_value, 1)
            for parts, colour, mark, clock in told
            for place in range(2)
        ]
        styles = [
            RunStyle(colours.muted, dash, "disc", look.say("along {name}", name=name))
            for dash, name in zip(dashes, names, strict=True)
        ]
        legend = Legend(look, box.inset(bottom=box.height - LEGEND), styles)
        top = ABOVE * max(*(one.longest for one in found.told), 1.0)
        word = Cell.words(look.say("step")).markup
        formula = f"abs({paint(colours.step, word)}) \\/ {paint(colours.step, 'alpha')}"
        self.chart = SeriesChart(
            look,
            box.inset(top=LEGEND),
            series,
            False,
            words=("", look.say("step")),
            y_range=(0.0, top),
            formula=formula,
            names=False,
        )
        self.scenery = VGroup(self.chart.scenery, legend)
        super().__init__(self.scenery, self.chart.actors)
        self.name = "lengths of steps"

    def mark(self, *choices: Sequence[str]) -> list[Words]:
        """Return words beside the longest step of each run: of the first choice with room.

        Parameters
        ----------
        choices
            Texts, one for each run; of the last choice what has room is taken.
        """
        chart, ends = self.chart, list[tuple[Point3D, str]]()
        for told, colour in zip(self.found.told, self.colours, strict=True):
            ratios = np.abs(told.ratios)
            step, _ = np.unravel_index(int(np.argmax(ratios)), ratios.shape)
            ends.append((chart.plot.at(float(step) + 1.0, float(ratios.max())), colour))
        lines = [np.linspace(one.points[:-1], one.points[1:], 9).reshape(-1, 3) for one in chart.lines]
        clear = np.concatenate([*lines, *(ring(place, POINT_RADIUS) for place, _ in ends)])
        for texts in choices:
            said = [(place, text, colour) for (place, colour), text in zip(ends, texts, strict=True)]
            words = end_words(self.look, chart.plot.area, said, clear, TYPE.caption)
            if len(words) == len(said):
                break
        return words


__all__ = ["Lengths"]
