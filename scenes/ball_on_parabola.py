"""A ball goes down a curve, one gradient step at a time."""

from dataclasses import dataclass
from typing import Self

from manim import FadeIn, FadeOut, ValueTracker
from pydantic import Field, model_validator

from gd_math.accounts.account import Account, account
from gd_math.accounts.curve_runs import CurveRun
from gd_math.accounts.views import View, curve_view
from gd_math.formula.parsing import parse_curve, variable_markup
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.shape.steepness import parabola_curvature
from gd_math.typing import Interval
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.pace import seconds_for
from scenes.base.parameters import Coordinate, FormulaInX, LearningRate, Steps, check_start, run_notes
from scenes.base.theme import TIMING
from scenes.base.view_parameters import ViewParams
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.undefined import Undefined
from scenes.cast.curves.close_walk import CloseWalk
from scenes.cast.moving.moments import MEASURED, POINTED, SCALED, SLOW_STEPS, Moment
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.rule import gradient_rule
from scenes.cast.writing.variable_names import variable_text
from scenes.parts.ball_on_parabola.factor import factor_of
from scenes.parts.ball_on_parabola.loss_curve import loss_curve
from scenes.parts.ball_on_parabola.story import BallStory

SECONDS_PER_FAST_STEP = 0.6
READABLE_STEPS_PER_SECOND = 2.5


@dataclass(frozen=True, slots=True)
class Found:
    """What the clip draws.

    Parameters
    ----------
    account
        What happens in the run.
    view
        The part of the curve that shows it.
    losses
        The range of the loss axis: the view's own, unless the lecturer has cut it.
    curvature
        The f″ of a parabola: by 1 − αf″ each step multiplies the distance to the minimum.
    """

    account: Account
    view: View
    losses: Interval
    curvature: float | None


class BallOnParabola(Lesson):
    """A ball goes down a curve, one gradient step at a time."""

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
        view = curve_view(objective, [run], x_range=params.x_range, y_range=params.y_range)
        losses = view.y_range
        if params.y_range is not None:
            losses = curve_view(objective, [run], x_range=params.x_range).y_range
        curvature = parabola_curvature(objective, view.x_range)
        return Found(account(objective, run, view.region), view, losses, curvature)

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say what keeps the run from coming down."""
        return run_notes(cls.computed(params).account, GradientDescent(params.learning_rate), look)

    def tell(self) -> None:
        """Two steps slowly, with every number; a prediction; the rest on one clock."""
        p = self.given
        self.account, self.view = self.found.account, self.found.view
        self.objective, self.trajectory = self.account.objective, self.account.run
        self.last = self.account.steps
        self.story = BallStory(self.look, self.account, self.view.y_range)
        self.clock, self.detail = ValueTracker(0.0), ValueTracker(1.0)
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
            with self.beat(self.story.summary()):
                self.play(*self.rule.light(), run_time=TIMING.quick)

    def set_stage(self) -> None:
        """Draw the curve with the ball at the left, the loss at the right, the rule above."""
        p, run, view = self.given, self.trajectory, self.view
        left, right = self.layout.panels(1.2, 1.0) if self.layout.tall else self.layout.panels(1.5, 1.0)
        name = self.objective.variables[0]
        label = paint(self.colours.loss, f"f({variable_markup(name)}) = {self.objective.formula}")
        ranges, x_label = (view.x_range, view.y_range), variable_text(name)
        self.plot = Plot(self.look, left, *ranges, x_label=x_label, y_formula=label)
        walker = CurveRun(self.account)
        time, detail = self.clock.get_value, self.detail.get_value
        self.walk = CloseWalk(self.look, self.plot, walker, time, detail)
        words = self.say("loss"), self.say("step")
        self.loss = loss_curve(self.look, right, run, self.clock, self.found.losses, words)
        self.rule = gradient_rule(
            self.look,
            run,
            p.learning_rate,
            lambda: Moment.at(self.clock.get_value(), self.walk.run.last).step,
            self.layout.formula,
        )
        self.add(self.headline(self.say("Each step: learning rate × slope")))
        undefined = Undefined.on_curve(self.look, self.plot, self.objective)
        self.add(self.plot, *([] if undefined.empty else [undefined]), self.loss, self.rule, self.walk)

    def tell_first_step(self) -> None:
        """Measure, point, scale, move."""
        light = self.rule.light
        with self.beat(self.say("A ball on a curve. All it knows is the slope under it.")):
            self.advance(self.clock, MEASURED, TIMING.slow, *light("gradient"))
        gradient, step = self.walk.arrow_labels(0, self.say("gradient"), self.say("step"))
        with self.beat(self.story.gradient()):
            self.advance(self.clock, POINTED, TIMING.slow, FadeIn(gradient))
        with self.beat(self.say("The step goes the other way: learning rate times slope.")):
            self.advance(self.clock, SCALED, TIMING.slow, FadeIn(step), *light("step", "gradient"))
        if self.last == 0:
            return
        with self.beat(self.story.step(0)):
            self.play(FadeOut(gradient, step), *light("parameter"), run_time=TIMING.quick)
            self.advance(self.clock, 1.0, TIMING.slow)

    def tell_second_step(self) -> None:
        """Tell the second step in one go."""
        with self.beat(self.story.second(self.rule.samples["gradient"])):
            self.advance(self.clock, 2.0, 3 * TIMING.move, *self.rule.light())

    def tell_other_steps(self) -> None:
        """Tell the rest of the steps on one clock."""
        left = self.last - SLOW_STEPS
        seconds = seconds_for(left, SECONDS_PER_FAST_STEP)
        if left / seconds > READABLE_STEPS_PER_SECOND:
            self.detail.set_value(0.0)
        with self.beat(self.say("The same rule, {steps} steps.", steps=self.last)):
            self.advance(self.clock, float(self.last), seconds)

    def tell_factor(self) -> None:
        """Tell why the steps shrink or grow as they do, where that has a closed form: x − c times 1 − αf″."""
        curvature = self.found.curvature
        sentence = None if curvature is None else factor_of(curvature, self.given.learning_rate, self.look)
        if sentence is not None:
            with self.beat(sentence):
                self.play(*self.rule.light("step"), run_time=TIMING.quick)

    def tell_leaving(self) -> None:
        """Tell the step by which the run left as far as its arrow, and that the run ends."""
        self.detail.set_value(1.0)
        with self.beat(self.story.leaving()):
            self.advance(self.clock, self.last + SCALED, TIMING.slow, *self.rule.light("parameter"))
        closing = self.story.after_leaving()
        if closing is not None:
            with self.beat(closing):
                self.play(*self.rule.light(), run_time=TIMING.quick)

    def tell_flat_start(self) -> None:
        """Tell the case without any slope, and what place this is."""
        first, *others = self.story.standing()
        with self.beat(first):
            self.advance(self.clock, MEASURED, TIMING.slow)
        for sentence in others:
            with self.beat(sentence):
                self.wait(TIMING.move)
