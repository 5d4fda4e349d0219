"""A ball without its curve, the three numbers that are known there, and a step of unknown length."""

from collections.abc import Callable

import numpy as np
from manim import ValueTracker, VGroup

from gd_math.accounts.step_rules import StepComparison
from gd_math.formula.variables import variable_markup
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.undefined import Undefined
from scenes.cast.curves.close_walk import CloseWalk
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.lines import Polyline, dashes
from scenes.cast.moving.following import follow
from scenes.cast.moving.moments import MEASURED
from scenes.cast.writing.facts import Fact, KnownFacts
from scenes.cast.writing.number_text import plain, significant
from scenes.cast.writing.variable_names import variable_text

FACTS_SHARE, GAP = 0.36, 0.6
"""Room for the facts beside the picture."""
TALL_GAP = 0.25
ROLES = ("parameter", "loss", "gradient")


class StepQuestion(VGroup):
    """What is known at the start; the `curve` is left out until it is added.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for everything.
    comparison
        The runs; the facts are those of the start.
    tall
        Whether the facts stand below the picture.

    Attributes
    ----------
    reach
        How long the step arrow is, in units of x.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        comparison: StepComparison,
        *,
        tall: bool,
    ) -> None:
        super().__init__()
        objective, view, one = comparison.objective, comparison.view, comparison.runs[1]
        self.reach = ValueTracker(0.0)
        self.x, self.level_at, self.slope = (float(a[0]) for a in (one.xs, one.heights, one.slopes))
        self.variable = variable_markup(objective.variables[0])
        self.facts = self._known(look, box.width if tall else 0.0)
        width, height = self.facts.room
        if tall:
            picture, left, top = box.inset(bottom=height + TALL_GAP), box.left, box.bottom + height
        else:
            aside = max(FACTS_SHARE * box.width, width + GAP)
            picture = box.inset(right=aside)
            left, top = box.right - (aside - GAP) / 2 - width / 2, float(box.centre[1]) + height / 2
        self.facts.stand_at(left, top)
        self.plot = Plot(
            look,
            picture,
            view.x_range,
            view.y_range,
            x_label=variable_text(objective.variables[0]),
            y_label=look.say("height"),
        )
        self.ball = CloseWalk(look, self.plot, one, lambda: MEASURED, lambda: 0.0)
        self.ball.remove(self.ball.curve)
        self.curve = VGroup(self.ball.curve)
        self.curve.add(Undefined.on_curve(look, self.plot, objective))
        self.level = Polyline(look.colours.muted, STROKES.hair, name="level line")
        here = self.plot.at(self.x, self.level_at)
        self.level.set_corners(*dashes(here, self.plot.at(view.x_range[0], self.level_at)))
        self.arrow = FlatArrow(look.colours.step, name="step arrow")
        follow(self.arrow, self._aim)
        self.add(self.plot, self.level, self.arrow, self.ball, self.facts)
        self.name = "question"

    def _known(self, look: Look, across: float) -> KnownFacts:
        texts = [_text(value) for value in (self.x, self.level_at, self.slope)]
        words, x = (look.say("position"), look.say("height"), look.say("slope")), self.variable
        rows = zip(ROLES, words, (x, f"f({x})", f"f′({x})"), texts, strict=True)
        facts = [Fact(role, word, symbol, _constant(text), (text,)) for role, word, symbol, text in rows]
        return KnownFacts(look, look.say("What is known"), facts, across=across)

    def _aim(self) -> None:
        """Draw the step arrow downhill from the ball, as long as `reach` says."""
        way = -float(np.sign(self.slope))
        tip = self.plot.at(self.x + way * self.reach.get_value(), self.level_at)
        self.arrow.set_between(self.plot.at(self.x, self.level_at), tip, area=self.ball.drawn.sides)


def _text(value: float) -> str:
    """Return a number with two decimals, with more where they would all be zeros."""
    text = plain(value, 2)
    return significant(value, 2) if value and not text.strip("−0.") else text


def _constant(text: str) -> Callable[[], str]:
    return lambda: text
