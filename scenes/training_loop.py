"""One round of training with every number, then many: predict, loss, gradients, update, repeat."""

from typing import Literal

from manim import UP, Animation, FadeIn, FadeOut, ValueTracker, VMobject
from manim.mobject.mobject import _AnimationBuilder
from pydantic import Field

from gd_math.data.line_fitting import Fitting
from gd_math.data.random_lines import random_line
from scenes.base.appearing import Appear, Vanish
from scenes.base.data_source import DataParams, SafeRate, Seed, Standardise
from scenes.base.lesson import Lesson
from scenes.base.pace import seconds_for
from scenes.base.theme import TIMING
from scenes.cast.data.feature_words import feature_sentence
from scenes.cast.data.fitting_pages import FittingPages
from scenes.cast.data.line_handout import LineHandout
from scenes.cast.data.line_question import line_question
from scenes.cast.data.update_rows import without_results
from scenes.cast.maps.arrow_words import arrow_words
from scenes.cast.moving.births import Births
from scenes.cast.moving.following import hastening, ride
from scenes.cast.moving.moments import MEASURED, POINTED, SCALED
from scenes.cast.moving.spotlight import Spotlight
from scenes.cast.writing.born import Born, born_over
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.live_equations import lit
from scenes.cast.writing.number_text import shortest
from scenes.parts.training_loop.stage import LoopStage
from scenes.parts.training_loop.story import LoopStory

START, PREDICT, LOSS, GRADIENTS, UPDATE = range(5)
"""The stations."""
BESIDE_BALL = 0.4
"""From the ball up to where the number of the loss is born."""
OTHERS = 3
"""So many other random lines are seen before the one that is taken."""
MEASURING, MERGING, MOVING, TURNING, ROLLING = 1.0, 0.6, 1.2, 1.6, 0.5
"""Seconds in which gaps and squares grow, squares half merge, a picture moves, a gradient turns, a line
becomes another one."""
READABLE, SECONDS_PER_READABLE = 1, 1.4
"""So many rounds after the first one are told evenly, each in so many seconds."""
SECONDS_PER_FAST_ROUND, LONGEST_RUN = 0.22, 4.8


class TrainingLoop(LineHandout, Lesson):
    """A line is trained: one round of the loop with every number, then many rounds, and the loss falls.

    The loop in which every model is trained, on the smallest one: start from a random line, predict, measure
    the loss, take its gradients, update, repeat. One round is told with all of its numbers, so that the place
    of gradient descent in the loop is seen; then the rounds become epochs, and the loss falls. In five steps,
    or in seven, as in a pipeline: with the data first and the repetition last.
    """

    class Params(DataParams):
        """What a lecturer may change."""

        steps_named: Literal["five", "seven"] = Field(
            "five", description="five steps, or seven with the data and the repetition, as in a pipeline"
        )
        start_seed: Seed = Field(5, description="which random line: the same seed gives the same one")
        learning_rate: SafeRate = None
        epochs: int = Field(40, ge=1, le=200, description="how many rounds are trained")
        standardise: Standardise = None

    given: Params
    found: Fitting

    @classmethod
    def compute(cls, params: Params) -> Fitting:
        """Return the run that the clip draws."""
        data, told = params.dataset, {"rate": params.learning_rate, "standardise": params.standardise}
        loss = Fitting.plan(data, 1, **told).loss  # type: ignore[arg-type]
        w, b = random_line(loss, params.start_seed)
        return Fitting.plan(data, params.epochs, start_slope=w, start_intercept=b, **told)  # type: ignore[arg-type]

    def tell(self) -> None:
        """A random line; the loop, station by station; a prediction; the update; the rounds."""
        self.fitting = self.found
        self.run, self.last = self.fitting.run, self.fitting.steps_taken
        self.clock, self.detail = ValueTracker(0.0), ValueTracker(1.0)
        self.story = LoopStory(self.fitting, self.look, seven=self.given.steps_named == "seven")
        self.set_stage()
        self.tell_start()
        self.tell_feature()
        self.tell_predictions()
        self.tell_loss()
        self.tell_gradients()
        if self.last:
            self.ask(self.say("Predict: which way will the line move?"))
            self.tell_update()
            self.tell_repeat()
            if self.last > 1:
                self.tell_rounds()
        self.tell_end()

    def set_stage(self) -> None:
        """Show the data with a random line, alone; the loop waits."""
        stage = LoopStage(self.look, self.layout, self.fitting, self.story.names(), self.clock, self.detail)
        self.stage, self.panel, self.walk = stage, stage.panel, stage.walk
        self.zone = FormulaZone(self.look, self.layout.formula)
        self.pages = FittingPages(self.look, self.fitting, self.zone, stage.decimals)
        self.panel.measured.set_value(0.0)
        self.question = line_question(self.look, self.panel)
        panel = self.panel
        self.pictures = panel.dots, panel.gaps, panel.line, stage.predictions
        self.light = Spotlight(self.look, *self.pictures, stage.plot, self.walk)
        self.title = self.headline(self.say("How does a line learn?"))
        self.add(self.title, self.panel, stage.mean, self.question)

    def go_to(self, station: int, *others: Animation | _AnimationBuilder) -> None:
        """Let the next station appear, and the token go there."""
        plate = self.stage.stations[station]
        self.play(ride(self.stage.hand, plate.stop), Appear(plate), *others, run_time=TIMING.move)

    def turn_to(self, page: VMobject, *others: Animation) -> None:
        """Show another page in the formula zone."""
        self.play(*self.zone.leave(), run_time=TIMING.quick)
        self.play(FadeIn(self.zone.show(page)), *others, run_time=TIMING.quick)

    def tell_start(self) -> None:
        """Let the line become other random ones; then make room for the loop."""
        stage, quick = self.stage, TIMING.quick
        with self.beat(self.story.start()):
            self.play(Vanish(self.question), run_time=quick)
            first = self.run.points[0]
            others = [random_line(self.fitting.loss, self.given.start_seed + 1 + k) for k in range(OTHERS)]
            for w, b in (*others, first.tolist()):
                ways = zip(self.walk.aside, (w - first[0], b - first[1]), strict=True)
                self.play(*(one.animate.set_value(way) for one, way in ways), run_time=ROLLING)
        with self.beat(self.say("Its slope w and intercept b are one point.")):
            self.play(self.panel.move_into(stage.left, bare=self.layout.tall), run_time=MOVING)
            self.add(stage.line)
            self.play(ride(stage.grown, 1.0), Appear(stage.plot), run_time=MOVING)
            self.add(stage.token, stage.seed)
            self.play(ride(stage.seed.share, 1.0), Appear(stage.stations[START]), run_time=MOVING)
            self.remove(stage.seed)
            self.play(Appear(self.walk), Appear(self.panel.equation), run_time=quick)

    def tell_feature(self) -> None:
        """Tell what the line is given in place of x."""
        if not self.fitting.feature.is_plain:
            with self.beat(feature_sentence(self.look, self.fitting.feature)):
                self.wait(TIMING.move)

    def tell_predictions(self) -> None:
        """Put a prediction on the line for every point, and measure the gaps."""
        with self.beat(self.story.predict()):
            self.go_to(PREDICT, *self.light.on(*self.pictures))
            self.add(self.stage.predictions)
            self.advance(self.stage.wave, 1.0, MEASURING)

    def tell_loss(self) -> None:
        """Square the gaps; their squares merge into one, their mean, whose number is born there."""
        stage, formula, quick = self.stage, self.stage.formula, TIMING.quick
        with self.beat(self.story.loss()):
            self.go_to(LOSS, Appear(formula.gap))
            with lit(self, formula.gap):
                self.advance(self.panel.measured, 1.0, MEASURING)
            with lit(self, formula.square):
                self.play(Appear(formula.square), run_time=quick)
                self.advance(stage.squares.shown, 1.0, MEASURING)
            merging = stage.gather(in_chart=False)
            for part, merged in ((formula.total, 0.5), (formula.share, 1.0)):
                self.play(Appear(part), ride(stage.squares.merged, merged * merging), run_time=MERGING)
            self.bear_loss(merging, *self.light.everywhere(), above=BESIDE_BALL)

    def bear_loss(self, merging: bool, *others: Animation, above: float = 0.0) -> None:
        """Let the number of the loss come from the mean square, or from the data where there is none."""
        stage, formula = self.stage, self.stage.formula
        if merging:
            stage.squares.shown.set_value(0.0)
            stage.squares.merged.set_value(0.0)
            stage.mean.shown.set_value(1.0)
        formula.number.update()
        place = stage.mean.home.centre + above * UP if merging else self.panel.plot.area.centre
        signs = Appear(formula.head), Appear(formula.equals)
        self.play(Born(formula.number, place), *signs, *others, run_time=TIMING.move)

    def tell_gradients(self) -> None:
        """Measure how the loss rises with w and with b: two arrows and their sum."""
        stage, quick = self.stage, TIMING.quick
        with self.beat(self.story.gradients()):
            gone = Vanish(stage.formula), Vanish(stage.mean)
            self.go_to(GRADIENTS, *gone, ride(stage.squares.shown, 0.0))
            stage.mean.shown.set_value(0.0)
            self.play(*self.light.on(self.stage.plot, self.walk), run_time=quick)
            for place, row in enumerate(self.zone.show(self.pages.gradient())):
                self.advance(self.clock, (place + 1) * MEASURED / 2, TIMING.move)
                self.play(Appear(row), run_time=quick)
            if not self.last:
                self.advance(self.clock, POINTED, TIMING.move)
                return
            drawn = self.say("gradient, drawn × {factor}", factor=shortest(self.walk.arrows.factor))
            [self.word] = arrow_words(self.look, self.walk, [(-2, drawn, self.colours.gradient)])
            self.advance(self.clock, POINTED, TIMING.move, Appear(self.word))
            self.play(*self.light.on(*self.pictures), run_time=quick)

    def tell_update(self) -> None:
        """Turn the gradient round and shrink it: the step, by which the line moves."""
        stage = self.stage
        page = self.pages.step(lambda: Births.finished(0))
        with self.beat(self.story.update()):
            rows, results = without_results(page)
            self.play(*self.zone.leave(), run_time=TIMING.quick)
            self.zone.shown = page
            self.go_to(UPDATE, Appear(rows), *self.light.everywhere())
            self.advance(self.clock, SCALED, TURNING)
            self.play(Vanish(self.word), run_time=TIMING.quick)
            self.advance(self.clock, 1.0 - 1e-6, TIMING.slow)
            here = stage.plot.at(*self.run.points[1].tolist())
            births = born_over(here, [number for _, number in results])
            self.play(*births, run_time=TIMING.move)
            self.play(*(Appear(sign) for sign, _ in results), run_time=TIMING.quick)

    def tell_repeat(self) -> None:
        """Close the lap, and measure the new loss: the plane makes room for the losses of all rounds."""
        stage, formula, quick = self.stage, self.stage.formula, TIMING.quick
        self.epoch = stage.epoch()
        with self.beat(self.story.repeat()):
            self.play(Vanish(stage.plot), FadeOut(self.walk), *self.zone.leave(), run_time=quick)
            self.play(ride(stage.hand, 1.0), Appear(stage.chart), run_time=TIMING.move)
            self.clock.set_value(1.0)
            start = stage.stations[START]
            self.play(Vanish(start.words), Vanish(start.frame), run_time=quick)
            self.add(stage.mean)
            there = 1.0 + stage.phase_after(LOSS)
            measuring = ride(stage.squares.shown, 1.0), Appear(self.epoch)
            self.advance(self.clock, there, MEASURING, *measuring)
            merging = stage.gather(in_chart=True)
            parts = formula.gap, formula.square, formula.total, formula.share
            ways = ride(stage.squares.merged, float(merging)), *map(Appear, parts)
            self.play(*ways, run_time=2 * MERGING)
            self.bear_loss(merging)
        with self.beat(self.story.descent()):
            self.play(ride(stage.mean.flight, 1.0), ride(stage.squares.shown, 0.0), run_time=MOVING)
            stage.mean.shown.set_value(0.0)
            stage.seen.set_value(float(self.last))
            self.add(stage.first_loss())
            self.play(*map(Appear, stage.place_of_descent()), run_time=quick)

    def tell_rounds(self) -> None:
        """Let the loop turn faster and faster; the loss falls with it."""
        stage, quick = self.stage, TIMING.quick
        even = min(1 + READABLE, self.last)
        with self.beat(self.story.fast()):
            self.play(Vanish(stage.formula), run_time=quick)
            self.play(FadeIn(self.zone.show(self.pages.rule(rate=True))), run_time=quick)
            left = even - float(self.clock.get_value())
            self.advance(self.clock, float(even), SECONDS_PER_READABLE * left)
            self.detail.set_value(0.0)
            if self.last > even:
                seconds = seconds_for(self.last - even, SECONDS_PER_FAST_ROUND, LONGEST_RUN)
                self.play(ride(self.clock, float(self.last), hastening), run_time=seconds)

    def tell_end(self) -> None:
        """Sum up: the rule, the last line, and the losses from the first to the last."""
        with self.beat(self.story.summary()):
            self.play(Vanish(self.title), run_time=TIMING.quick)
            fitting, start = self.fitting, self.run.points[0]
            first = self.panel.first_line(lambda x: fitting.loss.predict(start, fitting.feature.of(x)))
            came = [Appear(first)] if self.last else []
            self.play(Appear(self.headline(self.story.answer())), *came, run_time=TIMING.quick)


__all__ = ["TrainingLoop"]
