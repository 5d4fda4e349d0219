"""One run of a comparison: told large, then in its place in the row; a curve, a ball, a learning rate."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Literal

import numpy as np
from manim import Animation, VGroup, smooth

from gd_math.accounts.rates import RateComparison, RateRun
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.pace import Stride
from scenes.base.theme import BALL_RADIUS, CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import LABEL_ROOM, Plot
from scenes.cast.charts.undefined import Undefined
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.curves.curve_walk import CurveWalk
from scenes.cast.curves.graphs import curve_graph
from scenes.cast.writing.numbers import Number
from scenes.cast.writing.variable_names import variable_text
from scenes.parts.learning_rate_comparison.beside_ball import LossBesideBall, RateBesideBall
from scenes.parts.learning_rate_comparison.glide import Glide
from scenes.parts.learning_rate_comparison.labels import TITLE_GAP, RateLabel, alike
from scenes.parts.learning_rate_comparison.readout import Readout
from scenes.parts.learning_rate_comparison.step_product import StepProduct
from scenes.parts.learning_rate_comparison.story import verdict
from scenes.parts.learning_rate_comparison.titles import ASIDE, WORD_GAP, aside, in_one_line, last_losses

CURVE_SAMPLES = 400
TITLE_LINE = 0.4
TANGENT = 0.9
TURN = 0.6
"""Share of its way to the row that a picture goes sideways, and then upwards."""
PASSING = frozenset({"words-crossed", "words-overlap-words"})
"""What the lint need not see of a picture on its way, and of the one that it leaves standing."""
THREE_LINES = 1.0
"""A row higher than this has room for the last loss under rate and verdict."""
NO_LABEL_ROOM = 0.1
"""Above axes without a label."""
EDGE = 0.82
"""Share of the small picture's width that the position of a ball outside it may take."""
CAP = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label


class RatePanel:
    """One run on the curve, told in a large picture that then becomes a small one.

    `scenery` is the curve with its axes, `walk` follows the clock, `readout` tells step and loss, `product`
    how long the first step is, `companion` goes along with the ball; `title` is the rate, which waits
    elsewhere until the picture is small;
    `verdict` is added then; `bare` makes the axes of the small picture.

    Parameters
    ----------
    look
        Theme and language.
    large, small
        Room for axes and numbers while the run is told, and for these and the title afterwards.
    comparison
        All runs, the function and the view.
    compared
        The run of this panel.
    time
        Tells ``k + u``: how far the ball has come.
    scaled
        Tells how far the slope at the start has become the first step, from 0 to 1.
    waiting
        Left end and baseline of the rate while it waits, if that is elsewhere than over the small picture.
    title_form
        1 where rate and verdict stand in one line, 2 where they need two; and the size of the rate.
    compact
        Whether there is little room: in the small picture no names and numbers at the axes, no symbol before
        the rate.
    stride
        Which positions the ball shows.
    row
        How many runs are told on the same stage before it.
    losses
        Whether its loss stands with the step, beside the rate, or at the ball.
    widens
        Whether the view widens with the run.
    """

    def __init__(
        self,
        look: Look,
        large: Box,
        small: Box,
        comparison: RateComparison,
        compared: RateRun,
        time: Callable[[], float],
        scaled: Callable[[], float],
        *,
        waiting: tuple[float, float] | None,
        title_form: tuple[int, float],
        compact: bool,
        stride: Stride,
        row: int,
        losses: Literal["with step", "beside rate", "at ball"],
        widens: bool,
    ) -> None:
        objective, view = comparison.objective, comparison.view
        self.look, self.compared, self.compact = look, compared, compact
        self.x_name, self.y_name = variable_text(objective.variables[0]), look.say("loss")
        ranges = view.x_range, view.y_range
        if compact:  # the word stands with the readout
            self.y_name, large = "", large.inset(top=LABEL_ROOM * CAP - NO_LABEL_ROOM)
        self.plot = Plot(look, large, *ranges, x_label=self.x_name, y_label=self.y_name)
        self.worded = not compact and small.height > THREE_LINES
        self.worded &= last_losses(look, comparison, title_form[1]) <= ASIDE * small.width
        self.bare = partial(self._small, small, comparison, *title_form)
        self.small = self.bare()
        self.curve = curve_graph(self.plot, objective, look.colours.loss, STROKES.curve, CURVE_SAMPLES)
        undefined = Undefined.on_curve(look, self.plot, objective)
        self.scenery = VGroup(self.plot, self.curve, *([] if undefined.empty else [undefined]))
        self.scenery.name = "panel"
        size = TYPE.label if compact else TYPE.caption
        seen = [loss for run in comparison.runs for loss in run.run.values.tolist()]
        self.title, self.verdict = self._titles(small, *title_form, seen)
        self._title_place = self.title
        if waiting is not None:
            self.title = RateLabel(look, compared.rate, size=size, symbol=not compact).stand_at(*waiting)
        self.walk = CurveWalk(look, self.plot, compared, time, radius=BALL_RADIUS, tangent=TANGENT)
        self.walk.stride = stride
        self.walk.edge.room = 0.0 if losses == "at ball" else EDGE * self.small.area.width
        self.product = StepProduct(
            look,
            self.plot,
            lambda: self.curve.points,
            self.walk,
            compared,
            scaled,
            row,
            TYPE.label if compact else TYPE.caption if losses == "at ball" else TYPE.formula,
            brief=widens,
        )
        self.readout, self.companion = VGroup(), VGroup()
        seen_at = self._step if losses == "at ball" else time
        step_and_loss = partial(Readout, look, self.plot.area, compared, seen_at, compact=compact, seen=seen)
        if losses == "with step":
            self.readout.add(step_and_loss())
        elif not row:
            self.readout.add(step_and_loss(shows="step"))
        if losses == "at ball":
            self.companion = LossBesideBall(look, self.walk, compared, seen)
        elif losses == "beside rate":
            self.companion = RateBesideBall(look, self.walk, compared.rate, above=row > 0)
            if not compact:
                beside = Box(small.left, small.right, small.bottom, self._baseline - TITLE_LINE - CAP)
                both = comparison.runs[:2]
                words = Readout(
                    look, beside, compared, time, compact=False, shows="loss", beside=both, seen=seen
                )
                self.readout.add(words)
        self.plot.watch(self._resize)
        self._resize()

    @property
    def pieces(self) -> VGroup:
        """All that stays of it in the row."""
        return VGroup(*self.in_row, self.title)

    @property
    def in_row(self) -> list[VGroup]:
        """What stands in the row beside its title."""
        return [self.scenery, self.walk, *([] if self.verdict is None else [self.verdict])]

    def _step(self) -> float:
        """Return the step that the ball shows."""
        return float(self.walk.shown[0])

    def hurry(self) -> None:
        """Show the next steps without tangents."""
        self.walk.tangent.half_length = 0.0

    def strip(self) -> None:
        """Lose numbers and names at the axes: another picture that stands in the same place has them."""
        plot = self.plot
        plot.marks = []
        for part, kept in ((plot.frame, 2), (plot.numbers, 0), (plot.labels, 0)):
            part.submobjects = part.submobjects[:kept]

    def shrink(self) -> list[Animation]:
        """Return the animations by which it goes to its place in the row."""
        if self.title is self._title_place:
            return [ViewChange(self.plot, goal=self.small, across=second_half, up=first_half)]
        aside = ViewChange(self.plot, goal=self.small, across=first_half, up=second_half)
        ways = (first_half, second_half) if self.compact else (second_half, first_half)
        return [aside, Glide(self.title, self._title_place, *ways)]

    def pass_over(self, passing: bool) -> None:
        """Let it cross, or be crossed by, what is on its way from the large picture to the row."""
        parts: tuple[Any, ...] = self.scenery, self.walk
        for part in parts:
            if passing:
                part.lint_ignore = PASSING
            else:
                vars(part).pop("lint_ignore", None)

    def _small(self, box: Box, comparison: RateComparison, lines: int, size: float) -> Plot:
        """Return the axes of the small picture: they keep no room for numbers and names."""
        look, view = self.look, comparison.view
        room = box.inset(left=0.05, top=lines * TITLE_LINE, right=0.2, bottom=-0.3)
        if not self.compact:
            words = aside(look, comparison, size)
            if self.worded:
                words = max(words, last_losses(look, comparison, size))
            room = box.inset(right=min(words, ASIDE * box.width) + TITLE_GAP, bottom=-0.3)
        elif not lines:
            words = min(in_one_line(look, comparison), ASIDE * box.width)
            room = room.inset(right=words + TITLE_GAP, bottom=-0.12)
        return Plot(look, room, view.x_range, view.y_range, x_ticks=(), y_ticks=())

    def _titles(
        self, box: Box, lines: int, size: float, seen: Sequence[float]
    ) -> tuple[RateLabel, VGroup | None]:
        """Return the rate over the small picture or beside it, and the verdict, with the last loss."""
        look, compact, fate = self.look, self.compact, verdict(self.compared, self.look)
        colour = look.colours.warning if self.compared.escapes else look.colours.ink
        word = Words(look, fate, colour=colour, size=size)
        title = RateLabel(look, self.compared.rate, size=size, symbol=not compact)
        baseline = self.small.area.top + CAP + (lines - 1) * 0.9 * TITLE_LINE
        width = title.room + (TITLE_GAP + word.width if lines < 2 and fate else 0.0)
        left = (box.left + box.right) / 2 - width / 2
        if not lines:
            left, baseline = float(self.small.area.right) + 2 * TITLE_GAP, float(box.centre[1]) - CAP / 2
        if not compact:
            rise = 0.26 if box.height > THREE_LINES else 0.12
            left, baseline = float(self.small.area.right) + TITLE_GAP, float(box.centre[1]) + rise
        self._baseline = baseline
        title.stand_at(left, baseline)
        if not fate:
            return title, None
        if lines < 2:
            word.move_to((left + width - word.width / 2, 0.0, 0.0))
            return title, VGroup(word.stand_on(baseline))
        middle = (box.left + box.right) / 2 if compact else left + word.width / 2
        word.move_to((middle, 0.0, 0.0))
        told = VGroup(word.stand_on(baseline - TITLE_LINE))
        if not compact and box.height > THREE_LINES and not self.compared.account.left:
            (text,) = alike([float(self.compared.heights[-1])], seen)
            low = baseline - 2 * TITLE_LINE
            if self.worded:
                name = Words(look, look.say("loss"), colour=look.colours.muted, size=size).stand_on(low)
                told.add(name.shift((left - float(name.get_left()[0]), 0.0, 0.0)))
                left += name.width + WORD_GAP
            told.add(Number(look, text, (left, low, 0.0), colour=look.colours.loss, size=size))
        return title, told

    def _resize(self) -> None:
        """Let the ball be as large as the picture has room for."""
        self.walk.ball.resize(BALL_RADIUS * float(np.clip(0.35 * self.plot.area.width, 0.55, 1.2)))


def first_half(share: float) -> float:
    """Arrive a little after half of the time.

    >>> first_half(0.0), first_half(0.6)
    (0.0, 1.0)
    """
    return float(smooth(min(share / TURN, 1.0)))


def second_half(share: float) -> float:
    """Set off a little before half of the time.

    >>> second_half(0.4), second_half(1.0)
    (0.0, 1.0)
    """
    return float(smooth(max(share + TURN - 1.0, 0.0) / TURN))
