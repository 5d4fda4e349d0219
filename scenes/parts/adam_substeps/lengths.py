"""How long each step is along each coordinate, in units of α: with the correction and without it."""

from collections.abc import Sequence

import numpy as np
from manim import ValueTracker, VGroup, VMobject
from manim.typing import Point3D, Point3D_Array

from gd_math.formula.variables import variable_markup
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import POINT_RADIUS, TYPE
from scenes.base.words import Words
from scenes.cast.charts.end_words import end_words
from scenes.cast.charts.free_places import clearances, ring
from scenes.cast.charts.series import Series, SeriesChart
from scenes.cast.charts.series_line import SeriesLine
from scenes.cast.marks.run_style import DASHES, MARKS, RunStyle
from scenes.cast.moving.births import present
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_rows import Cell
from scenes.parts.adam_substeps.found import AdamFound

ABOVE = 1.3
"""How much of the axis there is above the longest step."""
GAP, ENOUGH, ALIKE = 0.1, 0.3, 0.03
"""From a line to its name, from a name to all other lines, between two lines that are seen as one."""
APART, TIP = 1.3, 0.14
"""So many times as far as from its own line a name is from others; radius of a tip with its air."""
MOST = 120
"""Places along a line at which its name is tried."""


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
        The axes.
    names
        Of the coordinates, each beside a line of each run as soon as this is drawn there.
    """

    def __init__(
        self, look: Look, box: Box, found: AdamFound, clocks: tuple[ValueTracker, ValueTracker]
    ) -> None:
        self.look, self.found, self.box = look, found, box
        colours = look.colours
        self.colours = colours.parameter, colours.ink
        told = zip(found.told, self.colours, ((), DASHES[2]), MARKS[:2], clocks, strict=True)
        series = [
            Series(np.abs(parts.ratios[:, place]), RunStyle(colour, dash, mark), clock.get_value, 1)
            for parts, colour, dash, mark, clock in told
            for place in range(2)
        ]
        top = ABOVE * max(*(one.longest for one in found.told), 1.0)
        word = Cell.words(look.say("step")).markup
        formula = f"abs({paint(colours.step, word)}) \\/ {paint(colours.step, 'alpha')}"
        self.chart = SeriesChart(
            look,
            box,
            series,
            False,
            words=("", look.say("step")),
            y_range=(0.0, top),
            formula=formula,
            names=False,
        )
        self.scenery = self.chart.scenery
        self.names = VGroup(*self._names())
        super().__init__(self.scenery, self.chart.actors, self.names)
        self.name = "lengths of steps"

    def _names(self) -> list[MathFormula]:
        """Return x and y beside their lines of each run, or both in one where one line hides the other."""
        variables, made = [variable_markup(one) for one in self.found.run.variables], list[MathFormula]()
        for run, colour in enumerate(self.colours):
            pair = self.chart.lines[2 * run : 2 * run + 2]
            one = np.abs(pair[0].points - pair[1].points).max(initial=0.0) < ALIKE
            told = [(pair[0], ", ".join(variables))] if one else zip(pair, variables, strict=True)
            for line, markup in told:
                name = MathFormula(self.look, markup, colour=colour, size=TYPE.caption)
                own = pair if one else [line]
                others = [_dense(other) for other in self.chart.lines if other not in own]
                if self._stand_beside(name, line, np.concatenate([*others, *map(_plate, made)])):
                    made.append(name)
        return made

    def _stand_beside(self, name: MathFormula, line: SeriesLine, others: Point3D_Array) -> bool:
        """Put a name beside its line, where it is nearer to it than to others; tell whether it has room."""
        area, half, own = self.chart.plot.area, np.array([name.width, name.height]) / 2, _dense(line)
        if not len(own):
            return False
        some = own[:: max(1, len(own) // MOST)]
        ways = np.array([(0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1), (1, 0), (-1, 0)])
        aside = np.pad(ways * (half + GAP), ((0, 0), (0, 1)))
        spots = (some[:, None] + aside).reshape(-1, 3)
        low = np.array([area.left, area.bottom]) + half + GAP / 2
        high = np.array([self.box.right, area.top]) - half
        room = ((spots[:, :2] >= low) & (spots[:, :2] <= high)).all(axis=1)
        tips = np.concatenate([ring(one.points[-1], TIP) for one in self.chart.lines if len(one.points)])
        near, far, tip = (clearances(spots, half, clear, ENOUGH) for clear in (own, others, tips))
        free = np.flatnonzero(room & (near > GAP / 2) & (far > APART * near) & (tip > 0.0))
        if not len(free):
            return False
        best = int(free[np.argmax(far[free])])
        name.move_to(spots[best])
        step = float(self.chart.plot.read(some[best // len(ways)])[0])
        present(name, lambda: float(line.series.time() >= step - 1e-9))
        return True

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
        rings = [ring(place, POINT_RADIUS) for place, _ in ends]
        clear = np.concatenate([*map(_dense, chart.lines), *map(_plate, self.names), *rings])
        for texts in choices:
            said = [(place, text, colour) for (place, colour), text in zip(ends, texts, strict=True)]
            words = end_words(self.look, chart.plot.area, said, clear, TYPE.caption)
            if len(words) == len(said):
                break
        return words


def _dense(line: SeriesLine) -> Point3D_Array:
    """Return points along a line, shape (n, 3)."""
    points: Point3D_Array = np.linspace(line.points[:-1], line.points[1:], 9, axis=1).reshape(-1, 3)
    return points


def _plate(name: VMobject) -> Point3D_Array:
    """Return points of the room that a name takes, shape (n, 3)."""
    x, y = np.meshgrid(*(np.linspace(-one / 2, one / 2, 5) for one in (name.width, name.height)))
    points: Point3D_Array = name.get_center() + np.stack([x, y, 0 * x], axis=-1).reshape(-1, 3)
    return points


__all__ = ["Lengths"]
