"""Many starts on one curve with several minima: where a ball starts decides where it ends."""

from typing import Annotated, Literal, Self

import numpy as np
from manim import ValueTracker, linear
from pydantic import AfterValidator, Field, model_validator

from gd_math.accounts.account import NOWHERE
from gd_math.accounts.many_starts import ManyStarts
from gd_math.accounts.overview import shown_intervals, spread, valleys_overview
from gd_math.accounts.views import View
from gd_math.formula.parsing import FormulaError, parse_curve
from gd_math.functions.wells import DoubleWell, TripleWell
from gd_math.objective import Objective
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.typing import Points
from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.pace import seconds_for
from scenes.base.parameters import FormulaText, LearningRate, Steps
from scenes.base.theme import TIMING, TYPE
from scenes.base.view_parameters import ViewParams
from scenes.cast.charts.undefined import Undefined
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.curves.many_balls import SEAM, ManyBalls
from scenes.cast.moving.following import hastening, ride
from scenes.cast.moving.moments import MEASURED, POINTED, SCALED
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_text import shortest, significant, typst_number
from scenes.cast.writing.rule import rule_markup
from scenes.cast.writing.variable_names import variable_text
from scenes.parts.many_minima.basins import BasinBands
from scenes.parts.many_minima.first_ball import FirstBall, first_of
from scenes.parts.many_minima.pace import unhurried
from scenes.parts.many_minima.piles import PileCounts, Piles
from scenes.parts.many_minima.start_marks import StartMarks
from scenes.parts.many_minima.story import MinimaStory, minima_notes
from scenes.parts.many_minima.under_rule import UnderRule
from scenes.parts.many_minima.valleys import ValleyNumbers, ValleyPlot

NEW, OLD, RATE, GRADIENT = range(4)
"""Terms of the rule, from the left."""
LONGEST_ALONE = 3.4
"""Seconds for the further steps of the ball that is told first."""
NAMED: dict[str, Objective] = {"triple well": TripleWell(), "double well": DoubleWell()}
BAND = 0.34
"""Height of the bands, in scene units."""
BALL, SMALL_BALL = 0.15, 0.1
HEIGHTS_AT, COUNTS_AT = (-0.3,), (0.4, 0.5, 0.65, 0.8, 1.0)
"""From a minimum to the middle of its height below it, and of its count above it, in scene units."""
AIR = 0.06
"""Between a count and the curve, in scene units."""
SETTLED, FULL = 1e-6, 0.7
"""How far the balls have been dropped when the first one is seen; the bands have grown when the water has."""
SECONDS_PER_STEP, SHORTEST_RUN, LONGEST_RUN, LONGEST_RESTLESS_RUN = 0.25, 2.0, 8.4, 14.0
"""Balls that still leap are restless: no haste then."""


def _function(text: str) -> str:
    if text not in NAMED:
        try:
            parse_curve(text)
        except FormulaError as error:
            names = " or ".join(f'"{name}"' for name in NAMED)
            raise ValueError(f"{error}; or {names}") from error
    return text


class ManyMinima(Lesson):
    """Many balls go down one curve at once; their starts decide in which of its minima they end.

    One ball first, then many on a curve with several minima: each follows the slope under it and ends in the
    minimum of the basin that it started in. Those that are caught in a higher one are counted, and water
    shows the basins, whose borders are the tops between the minima.
    """

    class Params(ViewParams):
        """What a lecturer may change."""

        function: Annotated[FormulaText, AfterValidator(_function)] = Field(
            "triple well", description='the curve: "triple well", "double well", or a formula in x'
        )
        starts: int = Field(24, ge=1, le=60, description="how many balls are put down")
        spread: Literal["even", "random"] = Field(
            "even", description="whether the balls are put down evenly or at random places"
        )
        seed: int = Field(
            7, ge=0, lt=2**32, description="which random places: the same seed, the same places"
        )
        learning_rate: LearningRate = 0.03
        steps: Steps = 40

        @property
        def curve(self) -> Objective:
            """The function."""
            return NAMED[self.function] if self.function in NAMED else parse_curve(self.function)

        @property
        def view(self) -> View:
            """What is shown: all minima and the tops between them, or what the lecturer asks for."""
            return valleys_overview(self.curve, x_range=self.x_range, y_range=self.y_range)

        @model_validator(mode="after")
        def _curve_is_in_view(self) -> Self:
            objective, view = self.curve, self.view
            if not shown_intervals(objective, view):
                low, high = (significant(end) for end in view.x_range)
                raise ValueError(
                    f"function = {self.function} has no value for {variable_text(objective.variables[0])} "
                    f"from {low} to {high}; choose another function or x_range"
                )
            return self

    given: Params
    found: ManyStarts

    @classmethod
    def places(cls, p: Params) -> Points:
        """Return where the balls are put down ``(starts, 1)``: where there is a curve in the picture."""
        if p.spread == "random":
            shares = np.random.default_rng(p.seed).uniform(0.0, 1.0, p.starts)
        else:
            shares = np.linspace(0.0, 1.0, p.starts) if p.starts > 1 else np.array([0.5])
        return spread(p.curve, p.view, shares)

    @classmethod
    def compute(cls, params: Params) -> ManyStarts:
        """Return what became of the runs that the clip draws."""
        objective, rate = params.curve, params.learning_rate
        run = descend(objective, cls.places(params), GradientDescent(rate), params.steps)
        return ManyStarts.of(objective, run, params.view, rate)

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say how many balls do not stay."""
        return minima_notes(look, cls.computed(params).accounts)

    def tell(self) -> None:
        """One ball from close by; the minima; many balls; a prediction; all go at once; counts; basins."""
        p = self.given
        self.many = self.found
        self.objective, self.view, self.trajectory = self.many.objective, self.many.view, self.many.run
        self.story = MinimaStory(self.look, self.many, p.steps)
        self.clock, self.dropped, self.revealed, self.grown, self.bordered = (
            ValueTracker(0.0) for _ in range(5)
        )
        self.alone, self.detail = ValueTracker(0.0), ValueTracker(1.0)
        self.set_stage()

        if self.first is not None:
            self.tell_first(self.first)
        self.tell_minima()
        self.tell_drop()
        self.ask(self.story.question())
        self.tell_run()
        self.tell_counts()
        if self.many.basins.bands and not self.many.flat:
            self.tell_basins()

    def set_stage(self) -> None:
        """Draw the curve over the whole stage; on it one ball with a question, or the rule above."""
        many, look, radius = self.many, self.look, SMALL_BALL if self.layout.tall else BALL
        self.plot = ValleyPlot(look, self.layout.stage, many, self.given.y_range)
        self.basins = BasinBands(look, self.plot, many, BAND, self.grown, self.bordered)
        hollow = (many.homes == NOWHERE) | (many.homes >= many.lowest)
        ball = first_of(many, View(self.plot.x_range, self.plot.y_range))
        self.piles = Piles(self.plot, many, radius, ball)
        self.balls = ManyBalls(
            look,
            self.plot,
            self.objective,
            self.trajectory,
            self.clock,
            self.dropped,
            hollow=hollow if many.lowest < len(many.valleys) else (),
            revealed=self.revealed,
            radius=radius,
            grounds=BAND + AIR,
            beside=self.piles.at,
            settled=ball,
        )
        self.starts = StartMarks(self.balls, BAND / 2)
        undefined = Undefined.on_curve(look, self.plot, self.objective)
        rule, alpha = rule_markup(look, self.objective.variables[0]), shortest(self.given.learning_rate)
        chosen = paint(look.colours.step, f"alpha = {typst_number(alpha)}")
        self.symbols = FormulaZone(look, self.layout.formula).page(f"{rule} quad {chosen}", rule)
        self.under = UnderRule(look, self.layout.formula, self.symbols)
        self.first = None
        self.add(self.headline(self.story.title()))
        self.add(self.plot, undefined, self.basins, self.plot.curve, self.starts, self.balls)
        if ball is None:
            self.add(self.symbols)
            return
        rate, clock, detail = self.given.learning_rate, self.alone.get_value, self.detail.get_value
        self.first = FirstBall(look, self.plot, many, ball, rate, clock, detail, self.layout.formula)
        self.first.walk.ball.resize(radius)
        self.add(self.first.walk, self.first.question)

    def tell_first(self, first: FirstBall) -> None:
        """Tell the first step of one ball from close by, then where the same rule leads it."""
        rule, quick, slow = first.rule, TIMING.quick, TIMING.slow
        alone = self.say("One ball alone. It feels only the slope under it.")
        with self.beat(alone, opening=lambda: self.push_in(first)):
            self.advance(self.alone, MEASURED, TIMING.move)
            self.play(*rule.grow(GRADIENT), run_time=quick)
        rate = shortest(self.given.learning_rate)
        with self.beat(self.say("Its step goes against the slope, {rate} times as long.", rate=rate)):
            drawn = self.say("gradient, drawn × {factor}", factor=shortest(first.walk.factor))
            gradient, step = first.walk.arrow_labels(0, drawn, self.say("step"))
            self.advance(self.alone, POINTED, TIMING.move)
            self.play(*rule.grow(RATE), Appear(gradient), run_time=quick)
            self.advance(self.alone, SCALED, slow)
            self.play(*rule.grow(OLD), Appear(step), run_time=quick)
            self.wait(TIMING.quick)
            self.play(Vanish(gradient), Vanish(step), run_time=quick)
            self.advance(self.alone, 1.0, TIMING.move)
            self.play(*rule.grow(NEW), run_time=quick)
        with self.beat(self.say("Step after step, the same rule.")):
            whole = first.whole
            back = ViewChange(self.plot, x_range=whole.x_range, y_range=whole.y_range)
            self.play(Vanish(rule), run_time=quick)
            self.play(back, Appear(self.symbols), run_time=slow)
            self.detail.set_value(0.0)
            left = first.run.last - 1
            if left:
                down = ride(self.alone, float(first.run.last), hastening)
                self.play(down, run_time=seconds_for(left, 0.15, LONGEST_ALONE, 0.4))

    def push_in(self, first: FirstBall) -> None:
        """Come close to the first ball."""
        close = first.close
        self.wait(TIMING.move)
        self.play(Vanish(first.question), run_time=TIMING.quick)
        self.play(ViewChange(self.plot, x_range=close.x_range, y_range=close.y_range), run_time=TIMING.slow)

    def tell_minima(self) -> None:
        """Say how many minima there are, and how high they lie."""
        seam = SEAM * self.balls.radius
        at = self.colours.loss, HEIGHTS_AT, seam, None, TYPE.caption
        marks = ValleyNumbers(self.look, self.plot, self.story.labels(), *at)
        if not len(marks):
            marks = ValleyNumbers(self.look, self.plot, self.story.heights(), *at)
        with self.beat(self.story.minima()):
            if self.first is not None:
                self.play(self.first.without_drop_line(), run_time=TIMING.quick)
            self.play(Appear(marks), run_time=TIMING.move)

    def tell_drop(self) -> None:
        """Put the balls down; the first one is there already."""
        if self.first is not None:
            self.dropped.set_value(SETTLED)
        with self.beat(self.story.drop(self.first is not None, self.given.spread == "even")):
            if self.first is not None:
                self.play(Vanish(self.first.walk), run_time=TIMING.quick)
            self.play(ride(self.dropped, 1.0), run_time=2.6 * TIMING.move)

    def tell_run(self) -> None:
        """Let all go on one clock."""
        steps, restless = self.many.steps, self.many.restless
        per_step = SECONDS_PER_STEP * (1.4 if restless else 1.0)
        seconds = seconds_for(
            steps, per_step, LONGEST_RESTLESS_RUN if restless else LONGEST_RUN, SHORTEST_RUN
        )
        counts = [str(count) for count in self.many.counts]
        at = self.colours.ink, COUNTS_AT, AIR, self.piles.heights, TYPE.formula
        marks = ValleyNumbers(self.look, self.plot, counts, *at)
        self.told = self.under.steps(self.clock)
        self.add(PileCounts(marks, self.piles, self.clock), self.told)
        with self.beat(self.story.going(steps)):
            self.play(
                ride(self.clock, float(steps), linear if restless else unhurried),
                run_time=round(seconds / TIMING.tick) * TIMING.tick,
            )

    def tell_counts(self) -> None:
        """Say who came where, mark those that are not in a lowest minimum, say what became of others."""
        first, *others = self.story.endings()
        with self.beat(first):
            self.play(Vanish(self.told), run_time=TIMING.quick)
            self.play(ride(self.revealed, 1.0), run_time=2 * TIMING.move)
        for sentence in others:
            with self.beat(sentence):
                pass

    def tell_basins(self) -> None:
        """Draw the basins, and say where their borders are."""
        with self.beat(self.story.bands(self.basins.wet)):
            self.play(ride(self.grown, FULL), run_time=2.4 * TIMING.move)
            self.play(ride(self.grown, 1.0), run_time=TIMING.slow)
        with self.beat(self.story.moral()):
            self.play(ride(self.bordered, 1.0), run_time=2.6 * TIMING.move)
            came = self.answer_with(self.story.answer())
            if result := self.under.words(self.story.result()):
                came.append(Appear(result))
            if came:
                self.play(*came, run_time=TIMING.quick)
