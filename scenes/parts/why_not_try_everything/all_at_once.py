"""A descent in many parameters at once: each stands over the line of its best value, and sinks to it."""

import math
from collections.abc import Callable

import numpy as np
from manim import ValueTracker, VGroup, smooth

from gd_math.runs.trajectory import Trajectory
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, POINT_RADIUS, STROKES, TYPE, WORDS_FONT
from scenes.base.words import Words, typst_string
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.lines import Dots, Polyline
from scenes.cast.moving.following import follow
from scenes.cast.moving.one_by_one import one_by_one
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_text import plain, powers_of_ten, shortest, significant
from scenes.cast.writing.numbers import LiveNumber, number_width

COUNT_SHARE, TALL_COUNT_SHARE = 0.2, 0.36
"""Room for the counts, as a share of the width."""
HEAD = 1.1
"""How far the axis of values reaches, in units of the farthest start."""
AIR = 0.6
"""Room of the axis of parameters at both its ends, in parameters."""
FEW = 150
"""More parameters than this have smaller dots."""
NAME_DROP, WORD_DROP = 0.3, 0.42
"""From the axes to the names below them, and from a number to its word."""
FOOT = 0.12
START = 0.6
"""Size of the marks where the parameters started, in units of their own."""
LEGEND_DOT, LEGEND_GAP, CAP_MIDDLE = 0.15, 0.5, 0.0
"""From a dot to its word, between two words, and how high the dot stands."""
PLAIN_SLOPES = 1e-7
"""A slope that ends below it is written in powers of ten from the start on."""
BIG = 1.6
"""Size of the count of steps, in units of a formula's."""


class AllAtOnce(VGroup):
    """All parameters side by side, each as high as its value; beside them the steps and the slope.

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
    most
        The largest curvature of the bowl; its smallest one is 1.
    tall
        Whether the frame is higher than wide.

    Attributes
    ----------
    put_down
        Tells how far the parameters have been put at their start, one after the other, from 0 to 1.
    start_word, end_word
        What the grey dots are, and the others after the last step; the lesson adds them when it is so.
    rule
        What a step does to every parameter; the lesson adds it when it is spoken about.
    """

    def __init__(
        self, look: Look, box: Box, run: Trajectory, time: Callable[[], float], most: float, *, tall: bool
    ) -> None:
        super().__init__()
        self.look, self.run, self.time = look, run, time
        self.put_down = ValueTracker(0.0)
        self.slopes = np.linalg.norm(run.gradients, axis=-1)
        count, colours = run.points.shape[1], look.colours
        share = TALL_COUNT_SHARE if tall else COUNT_SHARE
        left, right = box.columns(1.0 - share, share, gap=0.4)
        top = HEAD * float(np.abs(run.points[0]).max())
        bowl = "" if tall else self._formula(count, most)
        ends = (1.0 - AIR, count + AIR)
        ticks = (-float(int(top)), 0.0, float(int(top))) if top >= 1.0 else (0.0,)
        self.plot = Plot(look, left, ends, (-top, top), x_ticks=(), y_ticks=ticks, y_formula=bowl)
        self.plot.frame.remove(self.plot.frame[0])
        self.places = np.arange(1.0, count + 1.0)
        zero = self.plot.points_at(np.array(ends), np.zeros(2))
        self.line = Polyline(colours.muted, STROKES.hair, name="best values").set_corners(zero)
        self.stems = Polyline(colours.parameter, STROKES.axis, name="distances to the best")
        radius = POINT_RADIUS * (0.8 if count <= FEW and not tall else 0.4)
        self.starts = Dots(colours.muted, START * radius, name="start")
        self.dots = Dots(colours.parameter, radius, name="parameters")
        names = self._names(count)
        self.add(self.plot, self.line, self.starts, self.stems, self.dots, *names)
        self.start_word, self.end_word = self._legend(names, radius)
        self.rule = VGroup() if tall else self._rule(float(np.linalg.norm(run.steps[0]) / self.slopes[0]))
        self._add_counts(right)
        self.name = "all parameters"
        follow(self.dots, self.redraw)

    def _formula(self, count: int, most: float) -> str:
        """Return the bowl as Typst math, with its first and its last term."""
        f, first = paint(self.look.colours.loss, "f"), paint(self.look.colours.parameter, "w_1^2")
        if count == 1:
            return f"{f} = inline(1/2) {first}"
        last = paint(self.look.colours.parameter, f"w_{count}^2")
        largest = "" if most == 1.0 else shortest(most)
        between = "" if count == 2 else "dots.c +"
        return f"{f} = inline(1/2) ({first} + {between} {largest} {last})"

    def _rule(self, rate: float) -> VGroup:
        """Return the rule of a step, at the right end above the plot, if the bowl leaves room for it."""
        colours, area, bowl = self.look.colours, self.plot.area, self.plot.labels[-1]
        slope = f'#text(font: "{WORDS_FONT}")[{typst_string(self.look.say("slope"))}]'
        w = paint(colours.parameter, "w")
        step = f"{paint(colours.step, significant(rate, 2))} times {paint(colours.gradient, slope)}"
        rule = MathFormula(self.look, f"{w} <- {w} - {step}", size=TYPE.caption)
        if rule.width + bowl.width + 0.4 > area.width:
            return VGroup()
        middle = float(bowl.get_center()[1])
        return VGroup(rule.move_to((area.right - float(rule.width) / 2, middle, 0.0)))

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

    def _add_counts(self, box: Box) -> None:
        """Write the steps, large, and the slope that is left."""
        look, colours, size = self.look, self.look.colours, BIG * TYPE.formula
        upper = box.top - 0.3 - CAP_HEIGHT_PER_FONT_SIZE * size
        lower = box.bottom + WORD_DROP + FOOT
        widest = max(number_width(self._slope_text(k), TYPE.header) for k in range(len(self.slopes)))
        self.count = LiveNumber(
            look,
            lambda: str(self.step),
            (box.left, upper, 0.0),
            anchor="left",
            colour=colours.step,
            size=size * min(1.0, box.width / number_width(str(self.run.steps_taken), size)),
        )
        self.slope = LiveNumber(
            look,
            lambda: self._slope_text(self.step) if self.put_down.get_value() >= 1.0 else "",
            (box.left, lower, 0.0),
            anchor="left",
            colour=colours.gradient,
            size=max(TYPE.header * min(1.0, box.width / widest), TYPE.label),
        )
        self.add(self.count, self.slope)
        for word, base, colour in (
            (look.say("steps"), upper, colours.step),
            (look.say("slope"), lower, colours.gradient),
        ):
            words = Words(look, word, colour=colour).stand_on(base - WORD_DROP)
            self.add(words.shift((box.left - float(words.get_left()[0]), 0.0, 0.0)))

    def _slope_text(self, k: int) -> str:
        """Return the slope after step k with two digits, all of them in one format."""
        slope, least = float(self.slopes[k]), float(self.slopes[self.slopes > 0.0].min())
        if slope == 0.0:
            return "0"
        if least < PLAIN_SLOPES:
            return powers_of_ten(slope, 1)
        size = math.floor(math.log10(float(f"{slope:.1e}")))
        return plain(slope, max(1 - size, 0))

    @property
    def step(self) -> int:
        """The last step that is complete."""
        return min(int(self.time() + 1e-9), self.run.steps_taken)

    def redraw(self) -> None:
        """Put every parameter where the clock says."""
        k = self.step
        u = float(smooth(min(max(self.time() - k, 0.0), 1.0)))
        values = self.run.points[k]
        if k < self.run.steps_taken:
            values = (1.0 - u) * values + u * self.run.points[k + 1]
        grown = one_by_one(len(values), float(self.put_down.get_value()))
        values = values * grown
        tops = self.plot.points_at(self.places, values)
        feet = self.plot.points_at(self.places, 0.0 * values)
        self.stems.set_segments(np.stack([feet, tops], axis=1))
        self.dots.set_places(tops[grown > 0.0])
        self.starts.set_places(self.plot.points_at(self.places, self.run.points[0] * grown)[grown >= 1.0])


__all__ = ["AllAtOnce"]
