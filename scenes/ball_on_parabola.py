"""A ball goes down a curve, one gradient step at a time."""

from typing import Self

import numpy as np
from manim import Animation, FadeIn, FadeOut, ValueTracker
from pydantic import Field, model_validator

from gd_math.accounts.curve_runs import CurveRun
from gd_math.formula.parsing import parse_curve, variable_markup
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.pace import seconds_for
from scenes.base.parameters import Coordinate, FormulaInX, LearningRate, Steps, check_start, run_notes
from scenes.base.theme import TIMING
from scenes.base.view_parameters import ViewParams
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.undefined import Undefined
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.curves.close_walk import CloseWalk
from scenes.cast.curves.question_mark import question_mark
from scenes.cast.moving.moments import MEASURED, POINTED, SCALED, SLOW_STEPS
from scenes.cast.moving.spotlight import Spotlight
from scenes.cast.writing.born import Born
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_text import shortest, typst_number
from scenes.cast.writing.plain_formula import curve_formulas
from scenes.cast.writing.rule import gradient_rule
from scenes.cast.writing.run_summary import run_summary
from scenes.cast.writing.variable_names import variable_text
from scenes.parts.ball_on_parabola.ends import LevelLine, ends_of
from scenes.parts.ball_on_parabola.factor import factor_of, loss_factor_of
from scenes.parts.ball_on_parabola.factor_bars import FactorBars
from scenes.parts.ball_on_parabola.found import Found
from scenes.parts.ball_on_parabola.loss_curve import loss_curve
from scenes.parts.ball_on_parabola.story import BallStory

NEW, OLD, RATE, GRADIENT = range(4)
"""Terms of the rule, from the left."""
ABOVE = np.array([0.0, 0.45, 0.0])
"""From the ball to where the number of its place is born."""
BALL = 0.2
"""Radius: it has weight."""
SECONDS_PER_FAST_STEP, LONGEST_RUN = 0.42, 9.0
TURNING = 3.2
"""Seconds in which the first gradient turns round, shrinks, and is the step; in the second step half."""
READABLE_STEPS_PER_SECOND = 2.5


class BallOnParabola(Lesson):
    """A ball goes down a curve, one gradient step at a time.

    The arithmetic of every step, and nothing else: the slope under the ball is measured, becomes the
    gradient, is turned round and times the learning rate becomes the step, and the height where it lands is
    the new loss. The first step is slow, all others follow the same rule; on a parabola each leaves the same
    share of the distance, and of the loss. Works for any function of one variable.
    """

    class Params(ViewParams):
        """What a lecturer may change."""

        function: FormulaInX = Field("x**2", description="the curve, a formula in x")
        start: Coordinate = Field(8.0, description="where the ball is put down")
        learning_rate: LearningRate = 0.1
        steps: Steps = 20

        @model_validator(mode="after")
        def _seen(self) -> Self:
            check_start(parse_curve(self.function), self.start, self.x_range)
            return self

    given: Params
    found: Found

    @classmethod
    def compute(cls, params: Params) -> Found:
        """Return the run, what happens in it, and the part of the curve that shows it."""
        objective = parse_curve(params.function)
        run = descend(objective, params.start, GradientDescent(params.learning_rate), params.steps)
        return Found.of(objective, run, x_range=params.x_range, y_range=params.y_range)

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say what keeps the run from coming down."""
        return run_notes(cls.computed(params).account, GradientDescent(params.learning_rate), look)

    @classmethod
    def summary(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say where the run begins and where it ends."""
        run = cls.computed(params).account.run
        return run_summary(look, run, params.learning_rate)

    @classmethod
    def formulas(cls, params: Params) -> list[str]:
        """Return the curve and the rule."""
        return curve_formulas(params.function, cls.computed(params).account.objective.variables[0])

    def tell(self) -> None:
        """The first step from close by, with every number; a prediction; the rest on one clock."""
        p = self.given
        self.account, self.view = self.found.account, self.found.view
        self.objective, self.trajectory = self.account.objective, self.account.run
        self.last = self.account.steps
        self.story = BallStory(self.look, self.account, self.view.y_range)
        self.clock, self.detail = ValueTracker(0.0), ValueTracker(1.0)
        self.closing: list[Animation] = []
        self.set_stage()

        if self.trajectory.gradients[0, 0] == 0.0:
            self.tell_flat_start()
            return
        self.tell_first_step()
        if self.last >= SLOW_STEPS:
            self.tell_second_step()
        if self.last > SLOW_STEPS:
            self.ask(self.say("Predict: where is the ball after {steps} steps?", steps=p.steps))
            self.tell_other_steps()
            self.tell_factor()
        if self.account.left:
            self.tell_leaving()
        else:
            self.tell_end()

    def set_stage(self) -> None:
        """Show the curve with the ball alone; the loss waits at the right, the rule above."""
        p, run, view = self.given, self.trajectory, self.view
        self.left, right = self.layout.panels(1.2, 1.0) if self.layout.tall else self.layout.panels(1.5, 1.0)
        name = self.objective.variables[0]
        label = paint(self.colours.loss, f"f({variable_markup(name)}) = {self.objective.formula}")
        ranges, x_label = (view.x_range, view.y_range), variable_text(name)
        self.plot = Plot(self.look, self.layout.alone, *ranges, x_label=x_label, y_formula=label)
        self.walk = CloseWalk(
            self.look,
            self.plot,
            CurveRun(self.account),
            self.clock.get_value,
            self.detail.get_value,
            None if self.found.close is None else self.found.close.x_range,
            radius=BALL,
        )
        words = self.say("loss"), self.say("step")
        self.loss = loss_curve(self.look, right, run, self.clock, self.found.losses, words)
        self.rule = gradient_rule(
            self.look,
            run,
            p.learning_rate,
            lambda: self.walk.moment,
            self.layout.formula,
        )
        self.walk.count(self.rule.samples["gradient"], self.rule.samples["step"][0])
        self.light = Spotlight(self.look, self.walk.curve, self.walk.tangent, self.walk.gradient_arrow)
        drop = np.linspace(self.walk.ball.place, self.plot.at(p.start, view.y_range[0]))
        self.question = question_mark(self.look, self.walk, np.concatenate([self.walk.curve.points, drop]))
        self.title = self.headline(self.say("Which way, and how far?"))
        self.add(self.title)
        undefined = Undefined.on_curve(self.look, self.plot, self.objective)
        self.add(self.plot, *([] if undefined.empty else [undefined]), self.walk, self.question)

    def tell_first_step(self) -> None:
        """Measure, point, turn, move; then let the loss come beside the curve."""
        walk, slow, quick = self.walk, TIMING.slow, TIMING.quick
        with self.beat(self.say("A ball on a curve looks for the lowest place.")):
            self.wait(TIMING.move)
            self.play(Vanish(self.question), run_time=quick)
            self.push_in()
        with self.beat(self.say("All that the ball can feel is the slope under it.")):
            self.advance(self.clock, MEASURED, slow)
            self.play(*self.rule.grow(GRADIENT), run_time=quick)
        drawn = self.say("gradient, drawn × {factor}", factor=shortest(walk.factor))
        gradient, step = walk.arrow_labels(0, drawn, self.say("step"))
        with self.beat(self.story.gradient()):
            self.play(*self.light.on(walk.gradient_arrow, walk.tangent), run_time=quick)
            self.advance(self.clock, POINTED, slow, FadeIn(gradient))
        with self.beat(self.story.turning(self.given.learning_rate)):
            self.play(*self.light.on(walk.gradient_arrow), *self.rule.grow(RATE), run_time=quick)
            self.advance(self.clock, SCALED, TURNING)
            self.play(FadeIn(step), run_time=quick)
        if self.last == 0:
            return
        with self.beat(self.say("The ball takes the step.")):
            lit = self.light.everywhere()
            self.play(FadeOut(gradient, step), *lit, *self.rule.grow(OLD), run_time=quick)
            self.advance(self.clock, 1.0, slow)
            self.land()
            self.play(*self.rule.grow(NEW)[1:], run_time=quick)
        with self.beat(self.story.step(0)):
            self.make_room()

    def land(self) -> None:
        """Let the number of the new place be born where the ball has landed."""
        seen = self.plot.shows(self.walk.x, self.walk.altitude)
        place = self.walk.ball.place + ABOVE if seen else self.plot.area.centre
        self.play(Born(self.rule.row[NEW][0], place), run_time=TIMING.move)

    def push_in(self) -> None:
        """Come close to the first step."""
        close = self.found.close
        if close is not None:
            self.play(ViewChange(self.plot, x_range=close.x_range, y_range=close.y_range), run_time=2.0)

    def make_room(self) -> None:
        """Step back, let the loss come beside the curve, and show that it is as high as the ball stands."""
        x_range, y_range = self.view.x_range, self.view.y_range
        self.play(ViewChange(self.plot, x_range=x_range, y_range=y_range, box=self.left), run_time=2.0)
        self.play(Appear(self.loss), run_time=TIMING.quick)
        ball, floor = self.walk.ball.place, self.plot.area.bottom + ABOVE[1]
        seen = self.plot.shows(self.walk.x, self.walk.altitude) and ball[1] > floor
        if self.loss.plot.y_range != y_range or self.layout.tall or not seen:
            return
        level = LevelLine(self.look, ball, self.loss)
        self.add(level)
        self.advance(level.share, 1.0, TIMING.slow)
        self.play(Vanish(level), run_time=TIMING.quick)

    def tell_second_step(self) -> None:
        """Tell the second step: its numbers come as the ball makes them."""
        with self.beat(self.story.second(self.rule.samples["gradient"])):
            for share, seconds in ((MEASURED, 1.2), (POINTED, 1.2), (SCALED, TURNING / 2), (1.0, 1.2)):
                self.advance(self.clock, 1.0 + share, seconds)
            self.land()

    def tell_other_steps(self) -> None:
        """Tell the rest of the steps on one clock."""
        left = self.last - SLOW_STEPS
        seconds = seconds_for(left, SECONDS_PER_FAST_STEP, LONGEST_RUN)
        if left / seconds > READABLE_STEPS_PER_SECOND:
            self.detail.set_value(0.0)
        with self.beat(self.say("The same rule, {steps} steps.", steps=self.last)):
            self.advance(self.clock, float(self.last), seconds)

    def tell_factor(self) -> None:
        """Tell why the steps shrink or grow as they do, where that has a closed form: x − c times 1 − αf″."""
        curvature, run, quick = self.found.curvature, self.trajectory, TIMING.quick
        told = None if curvature is None else factor_of(curvature, self.given.learning_rate, self.look)
        if told is None or curvature is None:
            return
        sentence, factor = told
        flown = ValueTracker(0.0)
        minimum = float(run.points[0, 0] - run.gradients[0, 0] / curvature)
        bars = FactorBars(self.look, self.plot, self.loss.box, run, minimum, flown.get_value, factor)
        with self.beat(sentence):
            self.play(Vanish(self.loss), Appear(bars), *self.light.on(self.walk.curve), run_time=quick)
            self.advance(flown, 1.0, 2.0)
            self.play(Appear(bars.texts), run_time=quick)
            for mark in bars.marks:
                self.play(Appear(mark), run_time=quick)
        gone = [Vanish(part) for part in (bars, bars.texts, *bars.marks)]
        if self.found.decades:
            with self.beat(loss_factor_of(curvature, self.given.learning_rate, factor, self.look)):
                self.play(*gone, run_time=quick)
                self.play(Appear(self.loss), run_time=quick)
                self.play(self.loss.by_decades(), run_time=2.0)
        else:
            self.closing = [*gone, Appear(self.loss)]

    def tell_end(self) -> None:
        """Sum up: the rule with its rate, from where to where, and the answer to the question."""
        rate, row, quick = shortest(self.given.learning_rate, 2), self.rule.row, TIMING.quick
        printed = row[NEW][0].text
        with self.beat(self.story.summary(printed)):
            answer = self.headline(self.say("Downhill, {rate} × the slope", rate=rate))
            numbers = [part for pair in row for part in pair if part is not None]
            self.play(*map(Vanish, (*numbers, self.title)), *self.closing, run_time=quick)
            alpha = paint(self.colours.step, "alpha")
            chosen = MathFormula(self.look, f"{alpha} = {paint(self.colours.step, typst_number(rate))}")
            chosen.stand_on(float(row[RATE][0].at[1]))
            chosen.shift((self.layout.formula.right - float(chosen.get_right()[0]), 0.0, 0.0))
            self.play(Appear(answer), Appear(chosen), *self.light.on(self.walk.curve), run_time=quick)
            for words in ends_of(self.walk, self.loss, self.story, printed):
                self.play(Appear(words), run_time=quick)

    def tell_leaving(self) -> None:
        """Tell the step by which the run left as far as its arrow, and that the run ends."""
        self.detail.set_value(1.0)
        with self.beat(self.story.leaving()):
            self.advance(self.clock, self.last + SCALED, TIMING.slow, *self.closing)
        closing = self.story.after_leaving()
        if closing is not None:
            with self.beat(closing):
                self.wait(TIMING.quick)

    def tell_flat_start(self) -> None:
        """Tell the case without any slope, and what place this is."""
        first, *others = self.story.standing()
        with self.beat(first):
            self.play(Vanish(self.question), run_time=TIMING.quick)
            self.advance(self.clock, MEASURED, TIMING.slow)
        for sentence in others:
            with self.beat(sentence):
                self.wait(TIMING.move)
