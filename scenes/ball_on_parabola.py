"""A ball goes down a curve, one gradient step at a time."""

import numpy as np
from manim import FadeIn, FadeOut, ValueTracker
from pydantic import Field

from gd_math.descent import descend
from gd_math.formula import parse_curve
from gd_math.optimizers import GradientDescent
from gd_math.trajectory import Trajectory
from scenes.cast.curve_descent import CurveDescent, curve_view
from scenes.cast.following import ride
from scenes.cast.formulas import paint
from scenes.cast.gradient_rule import gradient_rule
from scenes.cast.loss_curve import LossCurve
from scenes.cast.moments import MEASURED, POINTED, SCALED, SLOW_STEPS, Moment
from scenes.cast.numbers import shortest, significant
from scenes.cast.plots import Plot
from scenes.lesson import Lesson, LessonParams
from scenes.parameters import Coordinate, FormulaInX, LearningRate, Steps, rate_notes
from scenes.theme import TIMING

SECONDS_PER_FAST_STEP = 0.6
READABLE_STEPS_PER_SECOND = 2.5


class BallOnParabola(Lesson):
    """A ball goes down a curve, one gradient step at a time."""

    class Params(LessonParams):
        """What a lecturer may change."""

        function: FormulaInX = Field("x**2", description="the curve, a formula in x")
        start: Coordinate = Field(8.0, description="where the ball is put down")
        learning_rate: LearningRate = 0.1
        steps: Steps = 20

    given: Params

    @classmethod
    def run(cls, p: Params) -> Trajectory:
        """Return the run that the clip draws."""
        return descend(parse_curve(p.function), p.start, GradientDescent(p.learning_rate), p.steps)

    @classmethod
    def notes(cls, params: LessonParams) -> list[str]:
        """Say when the rate is too large."""
        assert isinstance(params, cls.Params)
        return rate_notes(parse_curve(params.function), cls.run(params), params.learning_rate)

    def tell(self) -> None:
        """Two steps slowly, with every number; a prediction; the rest on one clock."""
        p = self.given
        self.objective = parse_curve(p.function)
        self.trajectory = self.run(p)
        self.last = len(self.trajectory.values) - 1
        self.clock, self.detail = ValueTracker(0.0), ValueTracker(1.0)
        self.set_stage()

        if self.last == 0 or self.trajectory.gradients[0, 0] == 0.0:
            self.tell_flat_start()
            return
        self.tell_first_step()
        if self.last >= SLOW_STEPS:
            self.tell_second_step()
        if self.last > SLOW_STEPS:
            self.ask(self.say("Predict: where is the ball after {steps} steps?", steps=self.last))
            self.tell_other_steps()
            self.tell_factor()
        self.tell_summary()

    def set_stage(self) -> None:
        """Draw the curve with the ball at the left, the loss at the right, the rule above."""
        p, run = self.given, self.trajectory
        x_range, y_range = curve_view(self.objective, run, p.start)
        left, right = self.layout.panels(1.2, 1.0) if self.layout.tall else self.layout.panels(1.5, 1.0)
        name = paint(self.colours.loss, f"f(x) = {self.objective.formula}")
        self.plot = Plot(self.look, left, x_range, y_range, x_label="x", y_formula=name)
        self.descent = CurveDescent(self.look, self.plot, self.objective, run, self.clock, self.detail)
        self.loss = LossCurve.beside(
            self.look, right, run, self.clock, y_range, self.say("loss"), self.say("step")
        )
        self.rule = gradient_rule(
            self.look,
            run,
            p.learning_rate,
            lambda: Moment.at(self.clock.get_value(), self.last).step,
            self.layout.formula,
        )
        self.add(self.headline(self.say("Each step: learning rate × slope")))
        self.add(self.plot, self.loss, self.rule, self.descent)

    def advance(self, time: float, run_time: float, *others: object) -> None:
        """Move the clock to `time`."""
        self.play(ride(self.clock, time), *others, run_time=run_time)

    def tell_first_step(self) -> None:
        """Measure, point, scale, move."""
        light = self.rule.light
        with self.beat(self.say("A ball on a curve. All it knows is the slope under it.")):
            self.advance(MEASURED, TIMING.slow, *light("gradient"))
        gradient, step = self.descent.arrow_labels(0, self.say("gradient"), self.say("step"))
        with self.beat(self.say("The gradient points uphill: the steeper, the longer.")):
            self.advance(POINTED, TIMING.slow, FadeIn(gradient))
        with self.beat(self.say("The step goes the other way: learning rate times slope.")):
            self.advance(SCALED, TIMING.slow, FadeIn(step), *light("step", "gradient"))
        with self.beat(self.compare(0)):
            self.play(FadeOut(gradient, step), *light("parameter"), run_time=TIMING.quick)
            self.advance(1.0, TIMING.slow)

    def compare(self, step: int) -> str:
        """Return the sentence on what a step did to the loss."""
        before, after = (significant(float(v)) for v in self.trajectory.values[step : step + 2])
        if self.trajectory.values[step + 1] > self.trajectory.values[step]:
            return self.say(
                "The ball overshoots: the loss rises from {before} to {after}.", before=before, after=after
            )
        return self.say(
            "The ball moves there: the loss falls from {before} to {after}.", before=before, after=after
        )

    def tell_second_step(self) -> None:
        """Tell the second step in one go."""
        slopes = abs(self.trajectory.gradients[:2, 0])
        gentler = self.say("Again: the slope is gentler, so the step is shorter.")
        steeper = self.say("Again: the slope is steeper, so the step is longer.")
        with self.beat(gentler if slopes[1] < slopes[0] else steeper):
            self.advance(2.0, 3 * TIMING.move, *self.rule.light())

    def tell_other_steps(self) -> None:
        """Tell the rest of the steps on one clock."""
        left = self.last - SLOW_STEPS
        seconds = min(left * SECONDS_PER_FAST_STEP, TIMING.longest_fast_run)
        if left / seconds > READABLE_STEPS_PER_SECOND:
            self.detail.set_value(0.0)
        with self.beat(self.say("The same rule, {steps} steps.", steps=self.last)):
            self.advance(float(self.last), seconds)

    def tell_factor(self) -> None:
        """Tell why the steps shrink or grow as they do, where that has a closed form: x − c times 1 − αf″."""
        curvatures = self.objective.curvature(self.trajectory.points)[:, 0, 0]
        if np.ptp(curvatures) > 1e-9 * abs(curvatures[0]) or curvatures[0] <= 0:
            return
        rate, curvature = self.given.learning_rate, float(curvatures[0])
        with self.beat(
            self.say(
                "Each step multiplies the distance to the minimum by 1 − {rate} × {curvature} = {factor}.",
                rate=shortest(rate, 2),
                curvature=shortest(curvature),
                factor=shortest(round(1 - rate * curvature, 6), 2),
            )
        ):
            self.play(*self.rule.light("step"), run_time=TIMING.quick)

    def tell_summary(self) -> None:
        """Say where the ball came to rest, or that it did not."""
        run = self.trajectory
        first, final = float(run.values[0]), float(run.values[-1])
        if final > first:
            sentence = self.say("Every step lands higher: this learning rate is too large.")
        else:
            sentence = self.say_count(
                self.last,
                "After {count} step x = {x}: the loss fell from {first} to {final}.",
                "After {count} steps x = {x}: the loss fell from {first} to {final}.",
                x=significant(float(run.points[-1, 0])),
                first=significant(first),
                final=significant(final),
            )
        with self.beat(sentence):
            self.play(*self.rule.light(), run_time=TIMING.quick)

    def tell_flat_start(self) -> None:
        """Tell the case without any slope."""
        with self.beat(self.say("The slope under the ball is zero.")):
            self.advance(MEASURED, TIMING.slow)
        with self.beat(self.say("No slope, no step: the ball stays where it is.")):
            self.wait(TIMING.move)
