"""One rule for the step length: a ball on its curve, large at first, then in its column with its steps."""

from collections.abc import Callable

import numpy as np
from manim import Animation, ValueTracker, VGroup, VMobject, smooth, squish_rate_func

from gd_math.accounts.step_rules import StepComparison
from scenes.base.appearing import Appear, Vanish
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.pace import Stride, stride_over
from scenes.base.theme import STROKES, TYPE, WORDS_FONT
from scenes.base.words import Words, typst_string
from scenes.cast.charts.axes import Plot, Range
from scenes.cast.charts.ticks import nice_ticks
from scenes.cast.charts.undefined import Undefined
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.curves.curve_walk import CurveWalk
from scenes.cast.curves.graphs import curve_graph
from scenes.cast.moving.following import follow
from scenes.cast.moving.one_by_one import one_by_one
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.variable_names import variable_text
from scenes.parts.step_size_dilemma.bars import Bars
from scenes.parts.step_size_dilemma.panel_words import PanelWords
from scenes.parts.step_size_dilemma.resettle import Resettle
from scenes.parts.step_size_dilemma.stages import LINE, TALL_LINE, StepStages
from scenes.parts.step_size_dilemma.story import number_text

Rate = Callable[[float], float]

CURVE_SHARE, BARS_SHARE, GAP, TALL_GAP = 1.2, 1.0, 0.35, 0.35
FOOT, EDGE = 0.3, 0.05
"""Room for numbers that small axes do not have, and for the half of a curve's width at their side."""
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
    stages
        Room for the curve and its words at first, while others play, and at the end.
    index
        Which of the runs.
    comparison
        All runs, the function and the view.
    bars
        Ranges of the steps and of their lengths, the same for all panels.
    time
        Tells ``k + u``: how far the run is told.
    detail
        1 shows the arrow of every step, 0 hides it.
    tall
        Whether the bars stand beside the curve.

    Attributes
    ----------
    shown
        Tells how many of the bars have grown, from 0 to 1.
    lengths
        The axes of the bars with their name.
    picture
        Everything but the bars and their axes.
    """

    def __init__(
        self,
        look: Look,
        stages: StepStages,
        index: int,
        comparison: StepComparison,
        bars: tuple[Range, Range],
        time: Callable[[], float],
        detail: Callable[[], float],
        *,
        tall: bool,
    ) -> None:
        self.look, self.decimals, self.tall = look, comparison.decimals, tall
        self.one = one = comparison.runs[index]
        large, column = stages.large[index], stages.columns[index]
        shelf = (*stages.shelves, column)[index]
        self.shown = ValueTracker(0.0)
        colours, objective, view = look.colours, comparison.objective, comparison.view
        x_label = variable_text(objective.variables[0])
        word, formula = ("", "") if one.follows_slope else self._upper(large, comparison)
        self.plot = Plot(
            look, large, view.x_range, view.y_range, x_label=x_label, y_label=word, y_formula=formula
        )
        curve = curve_graph(self.plot, objective, colours.loss, STROKES.curve, CURVE_SAMPLES)
        undefined = Undefined.on_curve(look, self.plot, objective)
        self.curve = VGroup(curve, *([] if undefined.empty else [undefined]))
        self.ground = VGroup(self.plot, self.curve)
        tangent = TANGENT if one.follows_slope else 0.0
        self.walk = CurveWalk(look, self.plot, one, time, detail, tangent=tangent)

        self._set_column(column, comparison, bars)
        self.shelf_goal = self.goal if shelf is column else self._on_shelf(shelf, comparison)
        self.bars = Bars(self.lengths_plot, colours.step)
        self.lengths = VGroup(self.lengths_plot, *self._bar_words(bars))
        line, size = (TALL_LINE, TYPE.label) if tall else (LINE, TYPE.caption)
        zone, titled = (TYPE.label if tall else TYPE.header), not one.follows_slope
        below = LINE if titled else 0.0
        feet = [plot.area.bottom for plot in (self.plot, self.shelf_goal, self.goal)]
        self.now = PanelWords(
            look, self, stages.words[index], feet[0], zone, zone, 0.0, below, titled, over=False
        )
        self.shelved = PanelWords(look, self, shelf, feet[1], size, size, line)
        self.settled = PanelWords(look, self, column, feet[2], size, size, 0.0 if tall else line)
        shown = [self.now.name, self.now.origin, self.now.number]
        self.words = VGroup(*([self.now.title] if titled else []), *shown)
        self.number, self.verdict = self.now.number, self.now.fate
        self.picture = VGroup(self.ground, self.walk, self.words, self.verdict)
        self.all = VGroup(self.picture, self.lengths, self.bars)
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

    def _bar_words(self, bars: tuple[Range, Range]) -> list[Words]:
        """Return the name of the bars' axis: over it, in tall frames over the lowest bars."""
        look, area = self.look, self.lengths_plot.area
        words = Words(look, look.say("step length"), colour=look.colours.step)
        if not self.tall:
            return [words.move_to((area.left + words.width / 2, area.top + 0.2, 0.0))]
        highest = float(np.abs(self.one.moves).max(initial=0.0)) / bars[1][1]
        if highest > 1.0 - (float(words.height) + 0.1) / area.height or words.width > area.width:
            return []
        return [words.move_to((area.centre[0], area.top - words.height / 2, 0.0))]

    def _set_column(self, column: Box, comparison: StepComparison, bars: tuple[Range, Range]) -> None:
        """Set the axes that the curve comes to, and those of the bars: below, in tall frames beside them."""
        look, view = self.look, comparison.view
        if self.tall:
            over, under = column.inset(left=EDGE, top=TALL_LINE, bottom=-FOOT).columns(1, 1, gap=TALL_GAP)
            self.lengths_plot = Plot(look, under, *bars, x_ticks=(), y_ticks=())
        else:
            over, under = column.inset(top=2 * LINE).rows(CURVE_SHARE, BARS_SHARE, gap=GAP)
            steps = [v for v in nice_ticks(0.0, bars[0][1], 4) if v >= 1 and v.is_integer()]
            self.lengths_plot = Plot(look, under, *bars, x_ticks=steps, y_ticks=nice_ticks(*bars[1], 3))
            over = over.inset(left=self.lengths_plot.area.left - over.left, bottom=-FOOT)
        self.goal = Plot(look, over, view.x_range, view.y_range, x_ticks=(), y_ticks=())

    def _on_shelf(self, shelf: Box, comparison: StepComparison) -> Plot:
        """Return the axes of the curve on its shelf."""
        view, line = comparison.view, TALL_LINE if self.tall else LINE
        room = shelf.inset(left=EDGE, top=2 * line, bottom=-FOOT)
        return Plot(self.look, room, view.x_range, view.y_range, x_ticks=(), y_ticks=())

    def shelve(self) -> list[Animation]:
        """Return the animations by which the curve and its words come to the shelf: it says less there."""
        ways = (SOONER, LATER) if self.tall else (LATER, SOONER)
        gone = [part for part in self.curve if isinstance(part, Undefined) and part.word in part.submobjects]
        for part in gone:
            part.remove(part.word)
        return [*self._go(self.shelf_goal, self.shelved, *ways), *(Vanish(part.word) for part in gone)]

    def settle(self) -> list[Animation]:
        """Return the animations by which the curve, and the words that are there, come to the column."""
        return self._go(self.goal, self.settled, *((LATER, SOONER) if self.tall else (SOONER, LATER)))

    def _go(self, goal: Plot, to: PanelWords, across: Rate, up: Rate) -> list[Animation]:
        moves: list[Animation] = [ViewChange(self.plot, goal=goal, across=across, up=up)]
        if self.now is not to:
            to.number.set_text(self.number.text)
            pairs: list[tuple[VMobject, VMobject]] = [(self.now.number, to.number), (self.now.fate, to.fate)]
            if self.now.title in self.words:
                pairs.append((self.now.title, to.title))
            else:  # it comes when the others are there
                for part, end in zip(self.now.title.get_family(), to.title.get_family(), strict=True):
                    part.points = end.points.copy()
            if len(to.origin) and not len(self.now.origin):  # the run is over
                self.now.origin = to.origin
                self.words.add(to.origin)
                moves.append(Appear(to.origin, rate_func=LATER))
            elif len(to.origin):
                pairs.append((self.now.origin, to.origin))
            if len(self.now.name) and len(to.name):
                pairs.append((self.now.name, to.name))
            elif self.now.name in self.words:
                moves.append(Vanish(self.now.name))
                self.words.remove(self.now.name)
            moves.append(Resettle(pairs))
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
        values = self.one.run.values
        return number_text(float(values[k]), self.decimals, float(values[0]))


__all__ = ["StepPanel"]
