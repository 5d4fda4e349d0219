"""One rule for the step length: a ball on its curve, large at first, then in its column over its steps."""

from collections.abc import Callable

import numpy as np
from manim import Animation, ValueTracker, VGroup, smooth, squish_rate_func

from gd_math.accounts.step_rules import StepComparison, StepRun
from scenes.base.appearing import Vanish
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.pace import Stride, stride_over
from scenes.base.theme import STROKES, TYPE, WORDS_FONT
from scenes.base.words import Words, typst_string
from scenes.cast.charts.axes import Plot, Range
from scenes.cast.charts.ticks import fitting_ticks, nice_ticks
from scenes.cast.charts.undefined import Undefined
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.curves.curve_walk import CurveWalk
from scenes.cast.curves.graphs import curve_graph
from scenes.cast.moving.following import follow
from scenes.cast.moving.one_by_one import one_by_one
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_text import plain, shortest
from scenes.cast.writing.numbers import number_width
from scenes.cast.writing.variable_names import variable_text
from scenes.parts.step_size_dilemma.axis_name import AxisName
from scenes.parts.step_size_dilemma.bars import Bars
from scenes.parts.step_size_dilemma.panel_words import PanelWords
from scenes.parts.step_size_dilemma.resettle import Rate, Resettle
from scenes.parts.step_size_dilemma.stages import LINE, TALL_LINE

CURVE_SHARE, BARS_SHARE, TALL_SHARES, GAP = 1.2, 1.0, (1.15, 1.0), 0.5
SHELF_FOOT = 0.3
"""Room for numbers that the axes on a shelf do not need."""
NARROW = 2.6
"""A narrower column has a small title, and in a tall frame no room for the lengths of the steps."""
SOONER, LATER = squish_rate_func(smooth, 0.0, 0.6), squish_rate_func(smooth, 0.4, 1.0)
"""On its way a picture goes around those that stand: first in one direction, then in the other."""
TANGENT = 0.9
STEADY_JUMPS = 2.5
"""Most positions a second that a jumping ball may show: the height beside it is to be read."""
CURVE_SAMPLES = 400
WORDS_SHARE = 0.6
"""A formula over the axes is no longer than this share of the box."""


class StepPanel:
    """One run: large and alone at first, later in its column, where every step is a bar.

    Parameters
    ----------
    look
        Theme and language.
    large
        Room for the curve at first.
    shelf, column
        Room for the curve while others play, and for everything at the end.
    zone
        Where the words stand at first; nothing for a panel that has them in its column only.
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

    Attributes
    ----------
    shown
        Tells how many of the bars have grown, from 0 to 1.
    lengths
        The axes of the bars with their name, or nothing where these have no room.
    picture
        Everything but the bars, their axes, and what comes in the column only.
    """

    def __init__(
        self,
        look: Look,
        large: Box,
        shelf: Box,
        column: Box,
        zone: Box | None,
        comparison: StepComparison,
        one: StepRun,
        bars: tuple[Range, Range],
        time: Callable[[], float],
        detail: Callable[[], float],
        *,
        tall: bool,
    ) -> None:
        self.look, self.one, self.decimals, self.tall = look, one, comparison.decimals, tall
        self.shown = ValueTracker(0.0)
        colours, objective, view = look.colours, comparison.objective, comparison.view
        x_label = variable_text(objective.variables[0])
        word, formula = self._upper(large, comparison)
        self.plot = Plot(
            look, large, view.x_range, view.y_range, x_label=x_label, y_label=word, y_formula=formula
        )
        curve = curve_graph(self.plot, objective, colours.loss, STROKES.curve, CURVE_SAMPLES)
        undefined = Undefined.on_curve(look, self.plot, objective)
        self.curve = VGroup(curve, *([] if undefined.empty else [undefined]))
        self.ground = VGroup(self.plot, self.curve)
        tangent = TANGENT if one.follows_slope else 0.0
        self.walk = CurveWalk(look, self.plot, one, time, detail, tangent=tangent)

        self.column_words = VGroup()
        self._set_column(column, comparison, bars, x_label)
        self.shelf_goal = self.goal if shelf is column else self._on_shelf(shelf, column, comparison)
        self.bars = Bars(self.lengths_plot, colours.step)
        self.lengths = VGroup(self.lengths_plot, *self._bar_words()) if self.has_bars else VGroup()
        line, size = (TALL_LINE, TYPE.label) if tall else (LINE, TYPE.caption)
        size = TYPE.label if column.width < NARROW else size
        small = size if one.follows_slope else TYPE.label
        self.settled = PanelWords(look, self, column, size, small, line)
        self.shelved = self.settled if shelf is column else PanelWords(look, self, shelf, size, small, line)
        self.now = self.settled
        if zone is not None:
            size = TYPE.label if tall else TYPE.header
            self.now = PanelWords(look, self, zone, size, size, 0.0)
        titled = [self.now.title] if zone is not None or not one.follows_slope else []
        self.words = VGroup(*titled, self.now.name, self.now.number)
        self.number, self.verdict = self.now.number, self.now.fate
        self.picture = VGroup(self.ground, self.walk, self.words, self.verdict)
        self.all = VGroup(self.picture, self.column_words, self.lengths, self.bars)
        self.all.name = "panel"
        follow(self.bars, self.redraw)
        follow(self.number, self._count)

    def _upper(self, box: Box, comparison: StepComparison) -> tuple[str, str]:
        """Return word and formula over the large axes: one of them, the word where the formula is long."""
        look, word = self.look, self.look.say("height")
        height = f'#text(font: "{WORDS_FONT}")[{typst_string(word)}]'
        markup = paint(look.colours.loss, f"{height} = {comparison.objective.formula}")
        formula = MathFormula(look, markup, size=TYPE.caption)
        if formula.width <= WORDS_SHARE * box.width and formula.height < 2 * TYPE.caption / 48:
            return "", markup
        return word, ""

    @property
    def has_bars(self) -> bool:
        """Whether the column has room for the lengths of the steps."""
        return self._bars_fit

    def _bar_words(self) -> list[Words]:
        """Return the name of the bars' axis."""
        if self.tall:
            return []
        look, area = self.look, self.lengths_plot.area
        height = Words(look, look.say("step length"), colour=look.colours.muted)
        return [height.move_to((area.left + height.width / 2, area.top + 0.2, 0.0))]

    def _set_column(
        self, column: Box, comparison: StepComparison, bars: tuple[Range, Range], x_label: str
    ) -> None:
        """Set the axes that the curve comes to, and those of the bars: below, in tall frames beside them."""
        look, view, tall = self.look, comparison.view, self.tall
        self._bars_fit = not tall or column.width >= NARROW
        below = column.inset(top=2 * (TALL_LINE if tall else LINE))
        if tall:
            shares = TALL_SHARES if self._bars_fit else (1.0,)
            upper = below.inset(bottom=-0.4).inset(left=0.04).columns(*shares, gap=0.35)
            self.goal = Plot(look, upper[0], view.x_range, view.y_range, x_ticks=(), y_ticks=())
            self.lengths_plot = Plot(look, upper[-1], *bars, x_ticks=(), y_ticks=())
            for plot in (self.goal, self.lengths_plot):
                plot.frame.remove(plot.frame[1])
            return
        name = AxisName(look, comparison.objective.variables[0])
        over, under = below.inset(right=0.16 + name.wider).rows(CURVE_SHARE, BARS_SHARE, gap=GAP)
        heights, sizes = nice_ticks(*view.y_range, 4), nice_ticks(*bars[1], 3)
        one, other = (max(number_width(shortest(v), TYPE.label) for v in ticks) for ticks in (heights, sizes))
        over, under = over.inset(left=max(other - one, 0.0)), under.inset(left=max(one - other, 0.0))
        across = fitting_ticks(view.x_range, over.width - one - 0.3)
        steps = [v for v in nice_ticks(0.0, bars[0][1], 4) if v >= 1 and v.is_integer()]
        self.goal = Plot(look, over, view.x_range, view.y_range, x_ticks=across, y_ticks=heights)
        self.lengths_plot = Plot(look, under, *bars, x_ticks=steps, y_ticks=sizes)
        self.column_words.add(name.stand_right_of(self.goal.area))

    def _on_shelf(self, shelf: Box, column: Box, comparison: StepComparison) -> Plot:
        """Return the axes of the curve on its shelf: as wide as in the column, without numbers."""
        view, left = comparison.view, self.goal.area.left - column.left
        room = shelf.inset(left=left, top=2 * LINE, bottom=-SHELF_FOOT)
        return Plot(self.look, room, view.x_range, view.y_range, x_ticks=(), y_ticks=())

    def shelve(self) -> list[Animation]:
        """Return the animations by which the curve and its words come to the shelf."""
        return self._go(self.shelf_goal, self.shelved, smooth, smooth)

    def settle(self) -> list[Animation]:
        """Return the animations by which the curve, and the words that are there, come to the column."""
        return self._go(self.goal, self.settled, SOONER, LATER)

    def _go(self, goal: Plot, to: PanelWords, across: Rate, up: Rate) -> list[Animation]:
        moves: list[Animation] = [ViewChange(self.plot, goal=goal, across=across, up=up)]
        if self.now is not to:
            to.number.set_text(self.number.text)
            pairs = [
                (self.now.title, to.title),
                (self.now.number, to.number),
                (self.now.fate, to.fate),
            ]
            if self.now.name not in self.words:
                pass
            elif len(self.now.name) == len(to.name):
                pairs.append((self.now.name, to.name))
            else:
                moves.append(Vanish(self.now.name))
                self.words.remove(self.now.name)
            moves.append(Resettle(pairs, across, up))
        return moves

    def hurry(self, begin: int, end: int, seconds: float) -> None:
        """From a step on, show only positions of a jumping ball that can be seen, on both sides in turn."""
        turns = (np.diff(np.sign(self.one.moves)) != 0).any()
        steps = stride_over(end - begin, seconds, STEADY_JUMPS, odd=True) if turns else 1
        self.walk.stride = Stride(begin, steps)

    def _count(self) -> None:
        """Set the number as high as the ball is, in every frame in which the ball moves."""
        step, _ = self.walk.shown
        self.number.set_text(self.height_text(min(step, self.one.run.steps_taken)))

    def redraw(self) -> None:
        """Set number and bars as the walk tells."""
        self._count()
        lengths = self.walk.lengths
        self.bars.draw(lengths * one_by_one(len(lengths), float(self.shown.get_value())))

    def height_text(self, k: int) -> str:
        """Return the height after step k as it is printed; a small one with more decimals than others."""
        return plain(float(self.one.run.values[k]), self.decimals)


__all__ = ["StepPanel"]
