"""A line finds its data: one point goes down the loss landscape, and the line that it stands for follows."""

from manim import FadeIn, FadeOut, ValueTracker, VMobject, there_and_back
from manim.animation.animation import Animation
from manim.mobject.mobject import _AnimationBuilder
from pydantic import Field

from gd_math.data.line_fitting import Fitting
from scenes.base.data_source import DataParams
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.pace import seconds_for
from scenes.base.parameters import Coordinate, LearningRate, ManySteps
from scenes.base.theme import TIMING
from scenes.cast.data.notes import rate_notes
from scenes.cast.moving.following import ride
from scenes.cast.moving.moments import MEASURED, POINTED, SCALED, SLOW_STEPS
from scenes.cast.moving.speeding_clock import SpeedingClock, drive
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.live_equations import underline
from scenes.parts.regression_line_fitting.pages import FittingPages
from scenes.parts.regression_line_fitting.stage import FittingStage, is_long
from scenes.parts.regression_line_fitting.story import FittingStory

SECONDS_PER_FAST_STEP = 0.18
SHORTEST_FAST_RUN = 2.0
FIRST_SPEED = 10.0
"""Steps a second when a long run begins to speed up."""
Move = Animation | _AnimationBuilder


class RegressionLineFitting(Lesson):
    """A line is fitted to data: a point goes down the loss landscape, and its line follows."""

    class Params(DataParams):
        """What a lecturer may change."""

        start_slope: Coordinate | None = Field(None, description="w at the start; by default a wrong line's")
        start_intercept: Coordinate | None = Field(
            None, description="b at the start; by default a wrong line's"
        )
        learning_rate: LearningRate | None = Field(
            None,
            description="how much of the gradient becomes the step (α); by default a safe one, at most 1/L",
        )
        steps: ManySteps = 40
        standardise: bool | None = Field(
            None, description="whether x gets mean 0 and deviation 1; by default where the valley is too long"
        )

    given: Params
    found: Fitting

    @classmethod
    def compute(cls, params: Params) -> Fitting:
        """Return the run that the clip draws."""
        return Fitting.plan(
            params.dataset,
            params.steps,
            rate=params.learning_rate,
            start_slope=params.start_slope,
            start_intercept=params.start_intercept,
            standardise=params.standardise,
        )

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say when the rate is too large, and which parameters these data do not have."""
        return [*params.data_notes(look), *rate_notes(look, cls.computed(params))]

    def tell(self) -> None:
        """One point is one line; the loss; two steps slowly; a prediction; the rest; the best line."""
        self.fitting = self.found
        self.run, self.last = self.fitting.run, self.fitting.steps_taken
        self.clock = SpeedingClock(is_long(self.fitting) and self.fitting.jumps)
        self.detail = ValueTracker(1.0)
        self.story = FittingStory(self.fitting, self.look)
        self.set_stage()
        self.tell_data()
        self.tell_loss()
        if self.fitting.starts_at_best:
            self.tell_flat_start()
        else:
            self.tell_first_step()
            if self.last >= SLOW_STEPS:
                self.tell_second_step()
            if self.last > SLOW_STEPS:
                self.ask(self.say("Predict: where does the point end up?"))
                self.tell_other_steps()
        self.tell_best()

    def set_stage(self) -> None:
        """Draw the landscape with the point, the data with its line, the loss above."""
        stage = FittingStage(self.look, self.layout, self.fitting, self.clock, self.detail)
        self.stage, self.walk, self.panel = stage, stage.walk, stage.panel
        self.zone = FormulaZone(self.look, stage.zone)
        self.pages = FittingPages(self.look, self.fitting, self.zone, stage.decimals)
        self.add(self.headline(self.say("Every point (w, b) is a line")), stage.map, stage.panel)
        self.add(self.zone.show(stage.formula), stage.walk, stage.face)

    def turn_to(self, page: VMobject, *others: Move) -> None:
        """Show another page in the formula zone."""
        self.play(*self.zone.turn_to(page), *others, run_time=TIMING.quick)

    def tell_data(self) -> None:
        """Show the data, then what w and b do to the line."""
        with self.beat(self.story.start()):
            self.wait(TIMING.move)
        if not self.fitting.feature.is_plain:
            self.tell_feature()
        with self.beat(self.say("One point is one line: slope w tilts it, intercept b lifts it.")):
            for place, tracker in enumerate(self.walk.aside):
                bar = underline(self.colours.parameter, self.stage.formula.parameter(place))
                self.add(bar)
                self.play(
                    ride(tracker, float(self.stage.asides[place, place]), there_and_back),
                    run_time=TIMING.slow,
                )
                self.remove(bar)

    def tell_feature(self) -> None:
        """Say what z is."""
        with self.beat(self.story.feature()):
            self.wait(TIMING.move)

    def tell_loss(self) -> None:
        """Square the gaps; their mean is the height of the landscape."""
        with self.beat(self.story.squares()):
            self.play(ride(self.stage.squares.wave, 1.0), run_time=2 * TIMING.slow)

    def tell_first_step(self) -> None:
        """Measure the slopes along w and b, add them up, scale, move."""
        gradient, step = self.stage.words
        with self.beat(self.say("The gradient: how fast the loss rises along w and along b.")):
            self.turn_to(self.pages.gradient())
            self.advance(self.clock, MEASURED, TIMING.slow)
            self.advance(self.clock, POINTED, TIMING.move, FadeIn(gradient))
        with self.beat(self.story.step(seen=len(step) > 0)):
            if not self.last:
                self.play(FadeOut(gradient), FadeIn(self.stage.beyond()), run_time=TIMING.quick)
                return
            self.turn_to(self.pages.step(lambda: self.walk.moment.step))
            self.advance(self.clock, SCALED, TIMING.move, FadeIn(step))
        with self.beat(self.story.compare(0)):
            self.advance(self.clock, 1.0, TIMING.slow, FadeOut(gradient, step))

    def tell_second_step(self) -> None:
        """Tell the second step in one go."""
        with self.beat(self.say("Again: a new gradient at the new point, a new step.")):
            self.advance(self.clock, 2.0, 3 * TIMING.move)

    def tell_other_steps(self) -> None:
        """Tell the rest of the steps on one clock."""
        left = self.last - SLOW_STEPS
        seconds = seconds_for(left, SECONDS_PER_FAST_STEP, shortest=SHORTEST_FAST_RUN)
        self.detail.set_value(0.0)
        with self.beat(self.say("The same rule, {steps} steps.", steps=self.last)):
            self.turn_to(self.stage.formula, ride(self.stage.squares.shown, float(not self.story.leaves)))
            if self.stage.is_long:
                drive(self, self.clock, self.clock.gears_to(self.last, FIRST_SPEED, self.given.pace))
            else:
                self.advance(self.clock, float(self.last), seconds)

    def tell_best(self) -> None:
        """Compare with the exact solution, and with the truth where it is known."""
        fitting = self.fitting
        with self.beat(self.story.summary()):
            self.turn_to(self.pages.comparison(self.story.label()), FadeIn(self.stage.exact))
        if self.story.leaves:
            return
        if not fitting.feature.is_plain:
            anscombe = self.given.data.startswith("anscombe") and not self.given.from_file
            with self.beat(self.story.in_units_of_x(anscombe=anscombe)):
                self.wait(TIMING.move)
        elif fitting.data.truth is not None:
            truth = self.panel.truth(fitting.data.truth, self.say("truth"))
            with self.beat(self.story.moral(self.pages.decimals_compared, noisy=self.given.noise > 0.0)):
                self.play(FadeIn(truth), run_time=TIMING.move)

    def tell_flat_start(self) -> None:
        """Tell the case without any gradient."""
        with self.beat(self.story.flat(zero=self.pages.gradient_is_zero)):
            self.turn_to(self.pages.gradient())
