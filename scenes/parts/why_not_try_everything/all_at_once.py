"""A descent in many parameters at once: each stands over the line of its best value, and sinks to it."""

import math
from collections.abc import Callable

import numpy as np
from manim import ValueTracker, VGroup, smooth

from gd_math.runs.trajectory import Trajectory
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, POINT_RADIUS, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.series import Series, SeriesChart
from scenes.cast.marks.lines import Dots, Polyline
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.moving.following import follow
from scenes.cast.moving.one_by_one import one_by_one
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_rows import Cell
from scenes.cast.writing.number_text import powers_of_ten
from scenes.cast.writing.numbers import LiveNumber, number_width
from scenes.parts.why_not_try_everything.counts import goal_text

HEAD = 1.1
"""How far the axis of values reaches, in units of the farthest start."""
AIR = 0.6
"""Room of the axis of parameters at both its ends, in parameters."""
FEW = 150
"""More parameters than this have smaller dots."""
NAME_DROP, WORD_GAP = 0.3, 0.15
"""From the axes to the names below them, and between a number and its word."""
START = 0.6
"""Size of the marks where the parameters started, in units of their own."""
LEGEND_DOT, LEGEND_GAP, CAP_MIDDLE = 0.15, 0.5, 0.0
"""From a dot to its word, between two words, and how high the dot stands."""
STEP_DOT, HALF = 0.035, 0.4
"""Radius of the dot of a step; the count takes at most this share of the chart's width."""
LONGER = 1.2
"""The axis of steps is at least so many times as long as they take."""
BIG = 1.6
"""Size of the count of steps, in units of a formula's."""


class AllAtOnce(VGroup):
    """All parameters side by side, each as high as its value; beside them steps and gradient.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for everything.
    run
        The descent.
    time
        Tells ``k + u``: how far it is told.
    goal
        Share of the first slope at which the descent stops.
    tall
        Whether the frame is higher than wide.

    Attributes
    ----------
    put_down
        Tells how far the parameters have been put at their start, one after the other, from 0 to 1.
    start_word, end_word
        What the grey dots are, and the others after the last step; the lesson adds them when it is so.
    moves
        What the last step did to every parameter.
    chart, goal
        The gradient's length after every step, and where the descent stops; the lesson adds this one.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        run: Trajectory,
        time: Callable[[], float],
        goal: float,
        *,
        tall: bool,
    ) -> None:
        super().__init__()
        self.look, self.run, self.time, self.tall = look, run, time, tall
        self.put_down = ValueTracker(0.0)
        self.slopes = np.linalg.norm(run.gradients, axis=-1)
        count, colours = run.points.shape[1], look.colours
        left, right = (
            box.inset(right=0.15).rows(0.8, 1.4, gap=0.25) if tall else box.columns(1.0, 1.2, gap=0.5)
        )
        top = HEAD * float(np.abs(run.points[0]).max())
        head = "" if tall else self._head(look.say("parameters"), colours.parameter)
        ends = (1.0 - AIR, count + AIR)
        ticks = (-float(int(top)), 0.0, float(int(top))) if top >= 1.0 and not tall else (0.0,)
        self.plot = Plot(look, left, ends, (-top, top), x_ticks=(), y_ticks=ticks, y_formula=head)
        self.plot.frame.remove(self.plot.frame[0])
        self.places = np.arange(1.0, count + 1.0)
        zero = self.plot.points_at(np.array(ends), np.zeros(2))
        self.line = Polyline(colours.muted, STROKES.hair, name="best values").set_corners(zero)
        self.stems = Polyline(colours.parameter, STROKES.axis, name="distances to the best")
        self.moves = Polyline(colours.step, STROKES.path, name="last step")
        radius = POINT_RADIUS * (0.8 if count <= FEW and not tall else 0.4)
        self.starts = Dots(colours.muted, START * radius, name="start")
        self.dots = Dots(colours.parameter, radius, name="parameters")
        names = self._names(count)
        self.add(self.plot, self.line, self.starts, self.stems, self.moves, self.dots, *names)
        self.start_word, self.end_word = self._legend(names, radius)
        self._add_counts(right, goal)
        self.name = "all parameters"
        follow(self.dots, self.redraw)

    @staticmethod
    def _head(words: str, colour: str) -> str:
        """Return what stands above the axes, as Typst math."""
        return paint(colour, Cell.words(words).markup)

    def _names(self, count: int) -> list[MathFormula]:
        """Return the names of the first and of the last parameter, below them."""
        y = self.plot.area.bottom - NAME_DROP / 2
        made = []
        for k in dict.fromkeys((1, count)):
            name = MathFormula(self.look, f"w_{k}", colour=self.look.colours.parameter, size=TYPE.label)
            made.append(name.move_to((float(self.plot.at(float(k), 0.0)[0]), y, 0.0)))
        return made

    def _legend(self, names: list[MathFormula], radius: float) -> tuple[VGroup, VGroup]:
        """Return a dot and a word for the starts, and for the ends, side by side between the names below."""
        look, colours = self.look, self.look.colours
        last = self.run.steps_taken
        after = look.say_count(last, "after {count} step", "after {count} steps")
        entries = []
        for word, colour, size in (
            (look.say("start"), colours.muted, START),
            (after, colours.parameter, 1.0),
        ):
            words = Words(look, word, colour=colour)
            dot = Dots(colour, size * radius, name=word).set_places(np.array([[-LEGEND_DOT, 0.0, 0.0]]))
            words.shift((-float(words.get_left()[0]), CAP_MIDDLE - float(words.get_center()[1]), 0.0))
            entries.append(VGroup(dot, words))
        one, other = entries
        other.shift((float(one.get_right()[0]) - float(other.get_left()[0]) + LEGEND_GAP, 0.0, 0.0))
        both = VGroup(one, other)
        area, y = self.plot.area, float(names[0].get_center()[1])
        room = area.width - 2 * max(float(name.width) for name in names) - LEGEND_GAP
        if both.width > room:
            return VGroup(), VGroup()
        both.move_to((area.left + area.width / 2, y, 0.0))
        return one, other

    def _add_counts(self, box: Box, goal: float) -> None:
        """Draw a dot for each step, as high as the slope that it leaves, and write how many there are."""
        look, colours = self.look, self.look.colours
        slopes = np.append(self.slopes[:-1], max(self.slopes[-1], 0.0))
        self.chart = SeriesChart(
            look,
            box,
            [Series(slopes, RunStyle(colours.gradient), self.time, width=0.5 * STROKES.hair, dots=STEP_DOT)],
            formula=self._head(look.say("length of the gradient"), colours.gradient),
            steps=_beyond(self.run.steps_taken),
        )
        area, size = self.chart.plot.area, (1.0 if self.tall else BIG) * TYPE.formula
        size *= min(1.0, HALF * area.width / number_width(str(self.run.steps_taken), size))
        top = area.top - CAP_HEIGHT_PER_FONT_SIZE * size
        word = Words(look, look.say_count(self.run.steps_taken, "step", "steps"), colour=colours.step)
        word.stand_on(top).shift((area.right - float(word.get_right()[0]), 0.0, 0.0))
        place = (float(word.get_left()[0]) - WORD_GAP, top, 0.0)
        self.count = LiveNumber(
            look, lambda: str(self.step), place, anchor="right", colour=colours.step, size=size
        )
        level, share = float(goal * self.slopes[0]), look.say("{goal} of the first:", goal=goal_text(goal))
        seen = self.chart.plot.shows(0.0, level)
        self.goal = self.chart.level(level, share, powers_of_ten(level, 1)) if seen else VGroup()
        self.add(self.chart, self.count, word)

    @property
    def step(self) -> int:
        """The last step that is complete."""
        return min(int(self.time() + 1e-9), self.run.steps_taken)

    def redraw(self) -> None:
        """Put every parameter where the clock says."""
        k = self.step
        u = float(smooth(min(max(self.time() - k, 0.0), 1.0)))
        values = before = self.run.points[k]
        if k < self.run.steps_taken:
            values = (1.0 - u) * values + u * self.run.points[k + 1]
        if u == 0.0:
            before = self.run.points[max(k - 1, 0)]
        grown = one_by_one(len(values), float(self.put_down.get_value()))
        values = values * grown
        tops = self.plot.points_at(self.places, values)
        feet = self.plot.points_at(self.places, 0.0 * values)
        self.stems.set_segments(np.stack([feet, tops], axis=1))
        moved = np.stack([self.plot.points_at(self.places, before), tops], axis=1)
        self.moves.set_segments(moved if self.time() > 0.0 else moved[:0])
        self.dots.set_places(tops[grown > 0.0])
        self.starts.set_places(self.plot.points_at(self.places, self.run.points[0] * grown)[grown >= 1.0])


def _beyond(steps: int) -> float:
    """Return a length of the axis that does not tell where the last step is.

    >>> _beyond(57), _beyond(1)
    (70.0, 2.0)
    """
    unit = 10 ** int(math.log10(steps))
    return float(unit * math.ceil(LONGER * steps / unit))


__all__ = ["AllAtOnce"]
