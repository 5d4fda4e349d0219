"""One parameter: a hand turns the line through the origin, a point slides on the loss, then steps do it."""

import numpy as np
from manim import Animation, FadeIn, FadeOut, Mobject, ValueTracker
from manim.typing import Point3D, Point3D_Array
from pydantic import Field

from gd_math.data.slope_fitting import SlopeFitting
from scenes.base.appearing import Appear, Vanish
from scenes.base.data_source import DataParams, Noise, Seed
from scenes.base.lesson import Lesson
from scenes.base.pace import seconds_for
from scenes.base.parameters import Coordinate, LearningRate, Steps
from scenes.base.theme import TIMING, TYPE
from scenes.cast.charts.end_words import end_words
from scenes.cast.charts.free_places import ring
from scenes.cast.data.line_handout import LineHandout
from scenes.cast.data.line_question import line_question
from scenes.cast.moving.following import ride
from scenes.cast.moving.moments import MEASURED, POINTED, SCALED, SLOW_STEPS
from scenes.cast.moving.spotlight import Spotlight
from scenes.cast.writing.born import Born
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.live_equations import lit
from scenes.cast.writing.number_text import shortest
from scenes.cast.writing.plain_formula import SLOPE_FORMULAS
from scenes.cast.writing.rule import gradient_rule
from scenes.parts.slope_only.reasons_telling import MEASURING, MOVING, tell_reasons
from scenes.parts.slope_only.stage import SlopeStage
from scenes.parts.slope_only.story import SlopeStory

NEW, OLD, RATE, GRADIENT = range(4)
"""Terms of the rule, from the left."""
ABOVE = np.array([0.0, 0.45, 0.0])
"""From the point to where the number of its place is born."""
SWAYING, MERGING, TURNING = 2.4, 0.6, 2.2
"""Seconds in which the line sways, squares merge, an arrow turns."""
SLIDES = 0.6, 2.2, 1.4
"""Seconds of the hand's ways: up on its side, across the valley, back."""
SECONDS_PER_FAST_STEP, LONGEST_RUN, READABLE_STEPS_PER_SECOND = 0.2, 3.2, 3.0


class SlopeOnly(LineHandout, Lesson):
    """One slope is fitted: the line turns as its point slides on the loss, by hand and then step by step.

    The smallest fit there is: a line through the origin, turned by hand, whose loss draws a parabola over its
    slope. Then descent goes down this parabola, and the data tell all of it: where its minimum is (the mean
    of all slopes y/x, weighted by x²), and how steeply it rises beside it (the mean of x²).
    """

    class Params(DataParams):
        """What a lecturer may change."""

        intercept: Coordinate = Field(0.0, description="its height at x = 0, which this model cannot learn")
        noise: Noise = Field(1.0, description="standard deviation of the noise in y")
        count: int = Field(9, ge=2, le=500, description="how many points are made")
        seed: Seed = 98
        start_slope: Coordinate | None = Field(None, description="w at the start; by default a wrong one")
        learning_rate: LearningRate | None = Field(
            None,
            description="how much of the gradient becomes the step (α); by default 0.15 of the largest "
            "stable one, cut to one digit",
        )
        steps: Steps = 20

    given: Params
    found: SlopeFitting

    @classmethod
    def compute(cls, params: Params) -> SlopeFitting:
        """Return the run that the clip draws."""
        return SlopeFitting.plan(
            params.dataset, params.steps, rate=params.learning_rate, start=params.start_slope
        )

    @classmethod
    def formulas(cls, params: Params) -> list[str]:
        """Return the line, its error and the rule."""
        return SLOPE_FORMULAS

    def tell(self) -> None:
        """The data and a line; its loss; the curve that a hand draws; two steps; the rest; why."""
        self.fitting = self.found
        self.last = self.fitting.steps_taken
        self.clock, self.detail = ValueTracker(0.0), ValueTracker(1.0)
        self.story = SlopeStory(self.fitting, self.look)
        self.set_stage()
        self.tell_data()
        self.tell_squares()
        self.tell_point()
        self.ask(self.say("Predict: the line turns. How does the point move?"))
        self.tell_curve()
        if self.fitting.starts_at_best:
            self.tell_flat_start()
        else:
            self.tell_first_step()
            if self.last >= SLOW_STEPS:
                self.tell_other_steps()
        self.marks = tell_reasons(self, self.stage, self.story, self.turn_to, self.clear_curve)
        self.tell_end()

    def set_stage(self) -> None:
        """Show the data with the line, alone; the loss waits."""
        stage = SlopeStage(self.look, self.layout, self.fitting, self.clock, self.detail)
        self.stage, self.walk, self.panel, self.plot = stage, stage.walk, stage.panel, stage.plot
        self.zone = FormulaZone(self.look, self.layout.formula)
        self.rule = gradient_rule(
            self.look,
            self.fitting.run,
            self.fitting.rate,
            lambda: self.walk.moment,
            self.layout.formula,
            function="L",
        )
        self.numbers = [part for pair in self.rule.row for part in pair if part is not None]
        self.walk.count(self.rule.samples["gradient"], self.rule.samples["step"][0])
        self.panel.measured.set_value(0.0)
        self.question = line_question(self.look, self.panel)
        panel = self.panel
        self.light = Spotlight(self.look, panel.dots, panel.gaps, panel.line, stage.squares, stage.pin)
        self.title = self.headline(self.say("Which slope fits best?"))
        self.add(self.title, panel, panel.equation, stage.pin, stage.mean, self.question)

    @property
    def drawn(self) -> tuple[Mobject, ...]:
        """The line and the squares on its gaps."""
        return self.panel.line, self.stage.squares, self.stage.pin

    def tell_data(self) -> None:
        """Sway the line around the origin: nothing else about it can change."""
        with self.beat(self.story.start()):
            self.wait(0.6)
            self.play(Vanish(self.question), run_time=TIMING.quick)
            for way in (1.0, -1.0, 0.0):
                self.play(self.stage.slide.sway.animate.set_value(way), run_time=SWAYING / 3)

    def tell_squares(self) -> None:
        """Measure the gaps and square them; they merge into one square, whose number is born there."""
        stage, formula, quick = self.stage, self.stage.formula, TIMING.quick
        with self.beat(self.story.squares(merging=stage.whole)):
            with lit(self, formula.gap):
                self.play(Appear(formula.gap), run_time=quick)
                self.advance(self.panel.measured, 1.0, MEASURING)
            with lit(self, formula.square):
                self.play(Appear(formula.square), *self.light.on(*self.drawn), run_time=quick)
                self.advance(stage.squares.shown, 1.0, MEASURING)
            for part, merged in ((formula.total, 0.5), (formula.share, 1.0)):
                self.play(Appear(part), ride(stage.squares.merged, merged * stage.whole), run_time=MERGING)
            stage.squares.shown.set_value(0.0)
            stage.squares.merged.set_value(0.0)
            stage.mean.shown.set_value(1.0)
            born = Born(formula.number, stage.mean.home.centre)
            self.play(born, Appear(formula.head), Appear(formula.equals), run_time=TIMING.move)

    def tell_point(self) -> None:
        """Let the data make room: line and square become one point, slope across and loss up."""
        stage, quick = self.stage, TIMING.quick
        with self.beat(self.say("Slope across, loss up: the line is one point.")):
            self.play(Vanish(self.panel.equation), run_time=quick)
            room = self.panel.move_into(stage.beside, bare=self.layout.tall)
            self.play(room, ride(stage.mean.flight, 1.0), run_time=MOVING)
            self.play(
                Appear(self.plot), Appear(self.panel.equation), *self.light.everywhere(), run_time=quick
            )
            self.add(stage.track, stage.mean, stage.seed)
            self.play(ride(stage.seed.share, 1.0), run_time=MOVING)
            self.remove(stage.seed)
            stage.mean.shown.set_value(0.0)
            self.play(Appear(self.walk), Vanish(stage.formula), Appear(stage.height), run_time=quick)

    def tell_curve(self) -> None:
        """Turn the line both ways; the point that slides draws its curve."""
        with self.beat(self.say("Turned both ways, its point draws a parabola.")):
            for leg, seconds in enumerate(SLIDES, 1):
                self.advance(self.stage.slide.share, float(leg), seconds)
        self.remove(self.stage.track)
        self.walk.add_to_back(self.walk.curve)

    def tell_first_step(self) -> None:
        """Measure, point, turn and shrink, move: the line turns with the point."""
        walk, slow, quick = self.walk, TIMING.slow, TIMING.quick
        with self.beat(self.say("The slope of the curve is the gradient: uphill.")):
            self.play(*self.stage.look_at(self.stage.close), *self.light.on(), run_time=MOVING)
            self.advance(self.clock, MEASURED, TIMING.move)
            self.play(*self.rule.grow(GRADIENT), run_time=quick)
            drawn = self.say("gradient, drawn × {factor}", factor=shortest(walk.factor))
            gradient, step = walk.arrow_labels(0, drawn, self.say("step"))
            self.advance(self.clock, POINTED, TIMING.move, FadeIn(gradient))
        with self.beat(self.story.turned()):
            self.play(*self.rule.grow(RATE), run_time=quick)
            self.advance(self.clock, SCALED, TURNING)
            self.play(FadeIn(step), run_time=quick)
            if not self.last:
                return
            lit = self.light.everywhere()
            self.play(FadeOut(gradient, step), *lit, *self.rule.grow(OLD), run_time=quick)
            self.advance(self.clock, 1.0, slow)
            self.land()
            self.play(*self.rule.grow(NEW)[1:], run_time=quick)
        if not self.story.falls:
            with self.beat(self.story.moved()):
                pass

    def without_numbers(self) -> list[Vanish]:
        """Return the animations that leave only the symbols of the rule."""
        gone, self.numbers = self.numbers, []
        return [Vanish(number) for number in gone]

    def land(self) -> None:
        """Let the number of the new slope be born where the point has landed."""
        seen = self.plot.shows(self.walk.x, self.walk.altitude)
        place = self.walk.ball.place if seen else self.plot.area.centre
        self.play(Born(self.rule.row[NEW][0], place + seen * ABOVE), run_time=TIMING.move)

    def tell_other_steps(self) -> None:
        """Tell the second step in one go, on the whole curve, then the rest on one clock; squares shrink."""

        def step_back() -> None:
            self.advance(self.clock, 1.0 + MEASURED, MOVING, *self.stage.look_at(self.fitting.view))

        with self.beat(self.story.again(), opening=step_back):
            for share, seconds in ((POINTED, 0.8), (SCALED, TURNING / 2), (1.0, 0.8)):
                self.advance(self.clock, 1.0 + share, seconds)
            left = self.last - SLOW_STEPS
            if not left:
                return
            seconds = seconds_for(left, SECONDS_PER_FAST_STEP, LONGEST_RUN, shortest=1.0)
            if left / seconds > READABLE_STEPS_PER_SECOND:
                self.detail.set_value(0.0)
            squares = ride(self.stage.squares.shown, float(not self.story.leaves))
            self.play(squares, *self.without_numbers(), run_time=TIMING.quick)
            self.advance(self.clock, float(self.last), seconds)

    def turn_to(self, page: str, *others: Animation) -> None:
        """Show another page in the formula zone."""
        self.play(*self.zone.leave(), run_time=TIMING.quick)
        self.play(FadeIn(self.zone.show(page)), *others, run_time=TIMING.quick)

    def clear_curve(self) -> None:
        """Leave the point on its curve, from close by, and the data."""
        self.walk.remove(self.walk.tangent, self.walk.edge)
        lit = self.light.on(self.panel.dots)
        gone = [*self.without_numbers(), Vanish(self.rule.symbols)] if self.rule.grown else []
        self.play(*gone, *self.stage.look_at(self.stage.bottom), *lit, run_time=MOVING)

    def tell_flat_start(self) -> None:
        """Tell the case without any gradient."""
        with self.beat(self.say("The gradient is zero here: no step leads down.")):
            self.advance(self.clock, MEASURED, TIMING.slow)

    def tell_end(self) -> None:
        """Sum up: the rule with its rate, from where to where, and the loss beside the least one."""
        fitting, story, quick = self.fitting, self.story, TIMING.quick
        with self.beat(story.summary()):
            gone = [Vanish(mark) for mark in (*self.marks, self.title)]
            self.play(*gone, *self.stage.look_at(fitting.view), run_time=MOVING)
            self.walk.add(self.walk.edge)
            answer = self.headline(self.say("The best slope: {best}", best=story.best_text))
            self.turn_to(story.rule_page(), *self.light.everywhere(), Appear(answer))
            if not fitting.starts_at_best:
                first = self.panel.first_line(lambda x: fitting.loss.predict(fitting.start, x))
                words = end_words(self.look, self.plot.area, self.ends(), self.taken(), TYPE.caption)
                self.play(Appear(first), *map(Appear, words), run_time=quick)

    def ends(self) -> list[tuple[Point3D, str, str]]:
        """Return where the run began, and what is written there."""
        slopes, places = self.fitting.slopes, self.walk.drawn.places
        return [(places[0], self.story.place(float(slopes[0])), self.colours.parameter)]

    def taken(self) -> Point3D_Array:
        """Return points on screen all over what is drawn of the curve."""
        axis = self.plot.points_at(np.full(60, self.fitting.best), np.linspace(*self.plot.y_range, 60))
        chords = [piece for chord in self.walk.drawn.chords for piece in chord]
        way = np.concatenate([np.linspace(piece[0], piece[-1], 40) for piece in chords] or [axis])
        ball = ring(self.walk.ball.place, 1.3 * self.walk.ball.radius)
        return np.concatenate([self.walk.curve.points, axis, way, ball, self.walk.edge.get_all_points()])
