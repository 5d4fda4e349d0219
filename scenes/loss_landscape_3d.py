"""The loss of a line over slope and intercept is a bowl: a ball goes down in it, and its line follows."""

from typing import cast

import numpy as np
from manim import Animation, VGroup, VMobject, smooth, there_and_back
from manim.mobject.mobject import _AnimationBuilder

from gd_math.data.line_fitting import Fitting
from scenes.base.appearing import Appear, Vanish
from scenes.base.data_source import DataParams, SafeRate, StartIntercept, StartSlope
from scenes.base.lesson import Lesson
from scenes.base.pace import seconds_for
from scenes.base.parameters import Steps, Turn
from scenes.base.theme import TIMING
from scenes.cast.data.feature_words import feature_sentence
from scenes.cast.data.fitting_pages import FittingPages
from scenes.cast.data.fitting_story import FittingStory
from scenes.cast.data.line_handout import LineHandout
from scenes.cast.data.update_rows import without_results
from scenes.cast.moving.births import Births
from scenes.cast.moving.following import hastening, ride
from scenes.cast.moving.moments import Moment
from scenes.cast.moving.spotlight import Spotlight
from scenes.cast.writing.born import Born
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.number_text import shortest
from scenes.cast.writing.numbers import Number
from scenes.parts.loss_landscape_3d.pages import loss_page
from scenes.parts.loss_landscape_3d.stage import BowlStage

SECONDS_PER_STEP, LONGEST_WALK, SHORTEST_WALK = 0.11, 6.0, 2.4
MEASURING, MOVING, ROLLING = 1.0, 1.2, 2.8
"""Seconds in which gaps grow, a picture moves, the ball rolls around the bowl."""
FULL_TURN, SECONDS_PER_DEGREE, SHORTEST_TURN = 360.0, 1 / 72, 1.6
"""Degrees from which the bowl is seen from every side, and how fast it turns."""

BORN_BESIDE = np.array([[1.1, 0.35, 0.0], [1.1, -0.35, 0.0]])
"""From the ball to where its new w and b are born."""


def at_first(share: float) -> float:
    """Return how far what goes at first is gone after a share of the time."""
    return float(smooth(min(3.0 * share, 1.0)))


class LossLandscape3D(LineHandout, Lesson):
    """The loss of a line in three dimensions: a turning bowl, the path in it, and the line that follows.

    The loss of a line is drawn over its slope and intercept as a bowl that one can look into: each place is a
    line, its height the mean of the squared gaps. A ball goes down along the gradient, the line beside it
    follows, and the bowl turns and tips into the map of contours, with the same path from above.
    """

    class Params(DataParams):
        """What a lecturer may change."""

        start_slope: StartSlope = None
        start_intercept: StartIntercept = None
        learning_rate: SafeRate = None
        steps: Steps = 40
        turn: Turn = FULL_TURN

    given: Params
    found: Fitting

    @classmethod
    def compute(cls, params: Params) -> Fitting:
        """Return the run that the clip draws; x is standardised where the valley is too long otherwise."""
        return Fitting.plan(
            params.dataset,
            params.steps,
            rate=params.learning_rate,
            start_slope=params.start_slope,
            start_intercept=params.start_intercept,
        )

    def tell(self) -> None:
        """A bowl; a place is a line; w and b; one step from close by; a prediction; the walk; the map."""
        self.fitting = fitting = self.found
        self.story = FittingStory(fitting, self.look)
        self.set_stage()
        self.tell_bowl()
        self.tell_line()
        self.tell_parameters()
        if fitting.starts_at_best:
            with self.beat(self.story.flat(zero=self.pages.gradient_is_zero)):
                self.turn_to(self.pages.gradient())
        else:
            self.tell_gradient()
            self.tell_step()
            if fitting.steps_taken > 1:
                self.tell_walk()
            if self.given.turn:
                self.tell_turn()
        self.tell_map()
        self.tell_summary()

    def set_stage(self) -> None:
        """Show the bowl alone, with the ball on its wall."""
        self.stage = stage = BowlStage(self.look, self.layout, self.fitting, self.given.turn)
        self.walk = stage.walk
        self.zone = FormulaZone(self.look, stage.zone)
        self.pages = FittingPages(self.look, self.fitting, self.zone, stage.decimals)
        self.words: tuple[VGroup, VGroup] = VGroup(), VGroup()
        self.question, self.glimpse = stage.question(), stage.glimpse()
        self.light = Spotlight(self.look, stage.panel, stage.equation)
        self.title = self.headline(self.say("Where is the best line?"))
        self.add(self.title)
        self.add(stage.axes, self.glimpse, stage.terrain, stage.view, self.question)

    def turn_to(self, page: VMobject, shown: VMobject | None = None) -> None:
        """Show another page in the formula zone, or as much of it as is known."""
        self.leave_page()
        self.zone.shown = page
        self.play(Appear(shown or page), run_time=TIMING.quick)

    def leave_page(self) -> None:
        """Leave the formula zone empty."""
        if len(self.zone.shown):
            self.play(Vanish(self.zone.shown), run_time=TIMING.quick)

    def tell_bowl(self) -> None:
        """Let the ball roll around the bowl, and its line with it."""
        with self.beat(self.say("Every place in this bowl is one line.")):
            self.wait(TIMING.rest)
            self.play(Vanish(self.question), run_time=TIMING.quick)
            if not self.fitting.starts_at_best:
                self.play(ride(self.walk.rolled, 1.0, smooth), run_time=ROLLING)

    def tell_line(self) -> None:
        """Number the axes of the data; measure the gaps."""
        stage, fitting = self.stage, self.fitting

        def measure() -> None:
            self.play(Appear(stage.panel.plot), Appear(stage.equation), run_time=TIMING.quick)
            self.remove(self.glimpse, stage.panel.plot)
            self.add(stage.panel)

        with self.beat(self.say("Its height is the MSE: the mean of the squared gaps."), opening=measure):
            self.advance(stage.panel.measured, 1.0, MEASURING)
            self.zone.shown = page = self.loss()
            *name, number = page[0]
            born = Born(cast(Number, number), stage.panel.plot.area.centre)
            self.play(born, *map(Appear, name), run_time=TIMING.move)
        if not fitting.feature.is_plain:
            with self.beat(feature_sentence(self.look, fitting.feature)):
                self.wait(TIMING.move)

    def loss(self) -> VMobject:
        """Return the page with the loss of the moment."""
        asides = self.fitting.loss.value(self.fitting.run.points[0] + np.diag(self.stage.asides))
        return loss_page(self.look, self.zone, self.fitting, self.walk, asides)

    def tell_parameters(self) -> None:
        """Move the ball along w, then along b: the line tilts, then it is lifted."""
        with self.beat(self.say("Slope w tilts the line, intercept b lifts it.")):
            for tracker, far in zip(self.walk.aside, self.stage.asides.tolist(), strict=True):
                self.play(ride(tracker, far, there_and_back), run_time=TIMING.slow)

    def tell_gradient(self) -> None:
        """Come close; measure the slopes along w and b, which make the gradient."""
        stage = self.stage
        gone = [Vanish(stage.equation, rate_func=at_first)] if self.layout.tall else []

        def come_close() -> None:
            lift = ride(stage.axes.grounded, 0.0, at_first)
            self.play(stage.terrain.take(stage.close), lift, *gone, *self.light.on(), run_time=MOVING)

        told = self.say("The slopes along w and b are the gradient: the steepest way up.")
        with self.beat(told, opening=come_close):
            self.leave_page()
            self.zone.shown = page = self.pages.gradient()
            for tangent, row in zip(stage.tangents, page, strict=True):
                self.play(ride(tangent.grown, 1.0, smooth), run_time=TIMING.move - TIMING.tick)
                self.play(Appear(row), run_time=TIMING.quick)
            less = [ride(tangent.grown, 0.0, smooth) for tangent in stage.tangents]
            self.play(ride(stage.pointed, 1.0), *less, run_time=TIMING.slow)
            self.words = stage.names()
            if len(self.words[0]):
                self.play(Appear(self.words[0]), run_time=TIMING.quick)

    def tell_step(self) -> None:
        """Turn a copy of the gradient round, scale it, and take the step; see how high the ball then is."""
        stage, quick = self.stage, TIMING.quick
        if not self.fitting.steps_taken:
            with self.beat(self.story.step(seen=False)):
                return
        clock, last = self.walk.clock, self.fitting.steps_taken
        page = self.pages.step(lambda: Births.at(Moment.at(float(clock.get_value()), last)))
        rows, results = without_results(page)
        out = self.say(
            "Turned round, times the learning rate {rate}: a step out of this bowl.",
            rate=shortest(self.fitting.rate),
        )
        leaves = stage.arrows.leaves
        with self.beat(out if leaves else self.story.step(seen=stage.arrows.step_seen)):
            self.turn_to(page, rows)
            turned = [] if leaves else [ride(stage.scaled, 1.0)]
            self.play(*turned, run_time=1.5 * TIMING.slow)
            gone = [Vanish(word) for word in self.words[:1] if len(word)]
            named = [] if leaves else [word for word in self.words[1:] if len(word)]
            self.play(*gone, *map(Appear, named), run_time=quick)

        def move() -> None:
            self.play(*map(Vanish, named), run_time=quick)
            self.play(ride(self.walk.clock, 1.0, smooth), run_time=TIMING.slow)

        with self.beat(self.story.compare(0), opening=move):
            here = stage.view.ball.place
            births = [
                Born(number, here + way) for (_, number), way in zip(results, BORN_BESIDE, strict=False)
            ]
            self.play(*births, *(Appear(sign) for sign, _ in results), run_time=TIMING.move)

    def step_back(self) -> None:
        """Show the whole bowl again, with its axes."""
        stage, shot = self.stage, self.stage.terrain.shot
        if shot.get_value() == stage.beside:  # it never came close, and sees the same
            shot.set_value(stage.whole)
        if shot.get_value() < stage.whole:
            back = [ride(stage.pointed, 0.0), ride(stage.axes.grounded, 1.0), *self.light.everywhere()]
            self.play(stage.terrain.take(stage.whole), *back, run_time=MOVING)
            if self.layout.tall:
                self.play(Appear(stage.equation), run_time=TIMING.quick)

    def tell_walk(self) -> None:
        """Let the audience predict, then take all other steps."""
        last = self.fitting.steps_taken
        with self.beat(self.say("Predict: how low does the ball get?"), kind="ask", opening=self.step_back):
            self.turn_to(self.pages.rule())
        with self.beat(
            self.say(
                "The same rule, α = {rate}: {steps} steps.", rate=shortest(self.fitting.rate), steps=last
            )
        ):
            self.leave_page()
            self.play(Appear(self.stage.face), Appear(self.zone.show(self.loss())), run_time=TIMING.quick)
            seconds = seconds_for(last - 1, SECONDS_PER_STEP, LONGEST_WALK, SHORTEST_WALK)
            self.play(ride(self.walk.clock, float(last), hastening), run_time=seconds)

    def tell_turn(self) -> None:
        """Turn the bowl, while nothing else moves."""
        turn = abs(self.given.turn)
        told = self.say("From every side: one bowl, one lowest place.")
        if turn < FULL_TURN:
            told = self.say("One bowl, one lowest place.")
        seconds = seconds_for(round(turn), SECONDS_PER_DEGREE, LONGEST_WALK, SHORTEST_TURN)
        with self.beat(told, opening=self.step_back):
            self.play(self.stage.terrain.turn_to(1.0), run_time=seconds)

    def tell_map(self) -> None:
        """Let a twin of the bowl tip up until it is its map, with the same path."""
        stage, terrain = self.stage, self.stage.terrain
        with self.beat(self.say("The same path from above: contours join equal heights.")):
            self.step_back()
            sheet, run = stage.twin()
            self.add(sheet, run)
            up: list[Animation | _AnimationBuilder] = [
                sheet.take(sheet.rise_above(stage.map)),
                sheet.face_north(),
            ]
            if stage.triptych:
                self.play(Vanish(stage.equation), run_time=TIMING.quick)
                up += [terrain.take(stage.last), stage.panel.move_into(stage.map_place)]
            else:
                gone = [stage.panel, stage.equation] if self.layout.tall else []
                self.play(Vanish(stage.axes), *map(Vanish, gone), run_time=TIMING.quick)
                self.remove(terrain, stage.view)
            self.play(*up, run_time=2 * TIMING.move)
            back = [Appear(stage.equation)] if stage.triptych else []
            self.play(Appear(stage.map), Appear(stage.above), *back, run_time=TIMING.move)
            self.remove(sheet, run)
            if self.fitting.steps_taken > 1 and not self.fitting.starts_at_best:
                self.turn_to(self.pages.rule(rate=True))

    def tell_summary(self) -> None:
        """Say how low the ball came, and mark the exact minimum."""
        with self.beat(self.story.summary()):
            told: list[VMobject] = []
            if self.stage.triptych and self.fitting.steps_taken:
                told = [self.stage.first_line()]
            self.play(Vanish(self.title), run_time=TIMING.quick)
            told.append(self.headline(self.say("The best line: the lowest place")))
            self.play(*map(Appear, (self.stage.exact, *told)), run_time=TIMING.quick)
            self.wait(TIMING.slow)
        if not (self.fitting.feature.is_plain or self.story.leaves):
            anscombe = self.given.data.startswith("anscombe") and not self.given.from_file
            with self.beat(self.story.in_units_of_x(anscombe=anscombe)):
                self.wait(TIMING.slow)


__all__ = ["LossLandscape3D"]
