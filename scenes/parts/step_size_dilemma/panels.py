"""Panels side by side, one rule for the step length each: a ball on its curve, every step as a bar."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import Typst, VGroup, VMobject

from gd_math.accounts.step_rules import StepComparison, StepRun
from gd_math.accounts.views import View
from gd_math.formula.variables import variable_markup
from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.pace import Stride, stride_over
from scenes.base.theme import BALL_RADIUS, CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE, WORDS_FONT
from scenes.base.words import Words, typst_string
from scenes.cast.charts.axes import Plot, Range
from scenes.cast.charts.axis_name import AxisName
from scenes.cast.charts.ticks import fitting_ticks, nice_ticks
from scenes.cast.charts.undefined import Undefined
from scenes.cast.curves.curve_walk import CurveWalk
from scenes.cast.curves.graphs import curve_graph
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_text import plain, shortest
from scenes.cast.writing.numbers import Number, number_width
from scenes.parts.step_size_dilemma.story import verdict

LINE, TALL_LINE = 0.42, 0.37
"""Height of each of the two lines of words over a panel."""
TALL_DROP = 0.4
"""Axes without numbers stand lower by this."""
CURVE_SHARE, BARS_SHARE, TALL_SHARES, GAP = 1.75, 1.0, (1.15, 1.0), 0.5
TANGENT = 0.5
BALL, TALL_BALL = 0.85, 0.65
"""Sizes of the ball, in units of the usual one."""
BAR_WIDTH = 0.7
"""Share of the room for a step that its bar fills."""
BARS_HEAD = 1.12
NUMBER_GAP = 0.12
STEADY_JUMPS = 2.5
"""Most positions a second that a jumping ball may show: the height beside it is to be read."""
CURVE_SAMPLES = 400
CAP = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label


def at_left(words: Typst, left: float) -> Typst:
    """Move words to begin at x = `left`."""
    return words.shift((left - float(words.get_left()[0]), 0.0, 0.0))


def at_right(words: Typst, right: float) -> Typst:
    """Move words to end at x = `right`."""
    return words.shift((right - float(words.get_right()[0]), 0.0, 0.0))


def bar_ranges(runs: Sequence[StepRun], steps: int) -> tuple[Range, Range]:
    """Return the ranges of the steps and of their lengths: fixed steps fit, and a first one if it can."""
    longest = max(float(np.abs(one.moves).max(initial=0.0)) for one in runs if not one.follows_slope)
    first = max(float(np.abs(one.moves[:1]).max(initial=0.0)) for one in runs if one.follows_slope)
    return (0.4, steps + 0.6), (0.0, BARS_HEAD * max(longest, min(first, 2 * longest), 1e-9))


def step_title(look: Look, one: StepRun, width: float) -> MathFormula:
    """Return ``step 4`` or ``0.2 × slope``, as large as `width` allows."""
    words = look.say("step"), look.say("slope")
    step, slope = (f'#text(font: "{WORDS_FONT}")[{typst_string(word)}]' for word in words)
    markup = paint(look.colours.step, f"{step} thick {shortest(one.size)}")
    if one.follows_slope:
        markup = f"{paint(look.colours.step, shortest(one.size))} times {paint(look.colours.gradient, slope)}"
    title = MathFormula(look, markup, size=TYPE.caption)
    if title.width > width:
        title = MathFormula(look, markup, size=TYPE.label)
    return title


class Bars(VMobject):
    """The lengths of the steps so far, one bar each: one filled shape."""

    def __init__(self, plot: Plot, colour: str) -> None:
        super().__init__(fill_color=colour, fill_opacity=1.0, stroke_width=0.0)
        self.plot = plot
        self.name = "step lengths"

    def draw(self, lengths: Floats) -> "Bars":
        """Draw one bar for each of `lengths` ``(n,)``; a longer one ends at the upper edge."""
        k = np.arange(1, len(lengths) + 1)
        top = np.minimum(lengths, self.plot.y_range[1])
        half = BAR_WIDTH / 2
        corners = np.stack(
            [
                self.plot.points_at(k + side * half, height)
                for side, height in ((-1, 0 * top), (-1, top), (1, top), (1, 0 * top), (-1, 0 * top))
            ],
            axis=1,
        )
        start, way = corners[:, :-1], np.diff(corners, axis=1)
        curves = np.stack([start, start + way / 3, start + 2 * way / 3, corners[:, 1:]], axis=2)
        self.points = curves.reshape(-1, 3)
        return self


class StepPanel:
    """One run: `scenery` stands still, `actors` follow the clock, `verdict` is added when it has been told.

    The scenery is the `ground`, curve and axes, and the `words` with the axes of the bars.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for everything.
    comparison
        All runs, the function and the view.
    one
        The run of this panel.
    bars
        Ranges of the steps and of their lengths, the same for all panels.
    time
        Tells ``k + u``: how far the run is told.
    detail
        1 shows the arrow of every step, 0 hides it.
    tall
        Whether the bars stand beside the curve, and axes have no numbers.
    named
        Whether words tell what the bars show.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        comparison: StepComparison,
        one: StepRun,
        bars: tuple[Range, Range],
        time: Callable[[], float],
        detail: Callable[[], float],
        *,
        tall: bool,
        named: bool,
    ) -> None:
        self.look, self.one, self.decimals = look, one, comparison.decimals
        colours, variable = look.colours, comparison.objective.variables[0]
        line = TALL_LINE if tall else LINE
        self.axis_name = AxisName(look, variable)
        self._set_plots(box.inset(top=2 * line), comparison.view, bars, tall)
        first, second = box.top - 0.27, box.top - line - 0.24
        fate = Words(look, verdict(one, look), colour=self._verdict_colour())
        self.verdict = at_right(fate.stand_on(first if tall else second), box.right)
        room = box.width - (fate.width + 0.2 if tall else 0.0)
        title = at_left(step_title(look, one, room).stand_on(first), box.left)
        name = self._height_name(variable, box.width - fate.width, second, tall)
        left = float(at_left(name, box.left).get_right()[0]) + NUMBER_GAP
        curve = curve_graph(self.plot, comparison.objective, colours.loss, STROKES.curve * 0.8, CURVE_SAMPLES)
        undefined = Undefined.on_curve(look, self.plot, comparison.objective)
        self.ground = VGroup(self.plot, curve, *([] if undefined.empty else [undefined]))
        self.words = VGroup(self.lengths_plot, title, *self._axis_words(tall, named))
        self.scenery = VGroup(self.ground, self.words)
        self.scenery.name = "panel"

        radius = BALL_RADIUS * (TALL_BALL if tall else BALL)
        self.walk = CurveWalk(look, self.plot, one, time, detail, radius=radius, tangent=TANGENT)
        self.bars = Bars(self.lengths_plot, colours.step)
        self.number = Number(look, "", (left, second, 0.0), colour=colours.loss, size=TYPE.label)
        self.actors = VGroup(self.bars, self.walk, name, self.number)
        self.actors.name = "run"
        follow(self.bars, self.redraw)

    def _height_name(self, variable: str, width: float, baseline: float, tall: bool) -> Typst:
        """Return what stands before the height: the word, or a symbol where there is less room."""
        look, colours = self.look, self.look.colours
        word = Words(look, look.say("height"), colour=colours.muted).stand_on(baseline)
        widest = max(number_width(plain(float(h), self.decimals), TYPE.label) for h in self.one.run.values)
        if not tall and word.width + widest + 2 * NUMBER_GAP <= width:
            return word
        symbol = f"f({variable_markup(variable)}) =" if tall else "f ="
        return MathFormula(look, symbol, colour=colours.loss, size=TYPE.label).stand_on(baseline)

    def _set_plots(self, below: Box, view: View, bars: tuple[Range, Range], tall: bool) -> None:
        """Set the curve above the bars; in tall frames beside them, without numbers."""
        if tall:
            upper, lower = below.inset(bottom=-TALL_DROP).columns(*TALL_SHARES, gap=0.35)
            self.plot = Plot(self.look, upper, view.x_range, view.y_range, x_ticks=(), y_ticks=())
            self.lengths_plot = Plot(self.look, lower, *bars, x_ticks=(), y_ticks=())
            for plot in (self.plot, self.lengths_plot):
                plot.frame.remove(plot.frame[1])
            return
        upper, lower = below.inset(right=0.16 + self.axis_name.wider).rows(CURVE_SHARE, BARS_SHARE, gap=GAP)
        heights, sizes = nice_ticks(*view.y_range, 4), nice_ticks(*bars[1], 3)
        one, other = (max(number_width(shortest(v), TYPE.label) for v in ticks) for ticks in (heights, sizes))
        upper, lower = upper.inset(left=max(other - one, 0.0)), lower.inset(left=max(one - other, 0.0))
        across = fitting_ticks(view.x_range, upper.width - one - 0.3)
        steps = [v for v in nice_ticks(0.0, bars[0][1], 4) if v >= 1 and v.is_integer()]
        self.plot = Plot(self.look, upper, view.x_range, view.y_range, x_ticks=across, y_ticks=heights)
        self.lengths_plot = Plot(self.look, lower, *bars, x_ticks=steps, y_ticks=sizes)

    def _axis_words(self, tall: bool, named: bool) -> list[VMobject]:
        """Return the name of the x axis and, over the bars, of what they show."""
        muted, area = self.look.colours.muted, self.lengths_plot.area
        made: list[VMobject] = []
        if not tall:
            made.append(self.axis_name.stand_right_of(self.plot.area))
        if named:
            name = Words(self.look, self.look.say("step length"), colour=muted)
            made.append(name.move_to((area.left + name.width / 2, area.top + 0.2, 0.0)))
        return made

    def _verdict_colour(self) -> str:
        colours = self.look.colours
        return colours.warning if self.one.bounces or self.one.escapes else colours.ink

    def hurry(self, begin: int, end: int, seconds: float) -> None:
        """From a step on, show only positions of a jumping ball that can be seen, on both sides in turn."""
        turns = (np.diff(np.sign(self.one.moves)) != 0).any()
        steps = stride_over(end - begin, seconds, STEADY_JUMPS, odd=True) if turns else 1
        self.walk.stride = Stride(begin, steps)

    def redraw(self) -> None:
        """Set number and bars as the walk tells."""
        step, _ = self.walk.shown
        self.number.set_text(self.height_text(min(step, self.one.run.steps_taken)))
        self.bars.draw(self.walk.lengths)

    def height_text(self, k: int) -> str:
        """Return the height after step k as it is printed; a small one with more decimals than others."""
        return plain(float(self.one.run.values[k]), self.decimals)
