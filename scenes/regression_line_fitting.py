"""A line finds its data: one point goes down the loss landscape, and the line that it stands for follows."""

from functools import partial

from manim import FadeIn, FadeOut, ValueTracker, VMobject, there_and_back
from manim.animation.animation import Animation
from manim.mobject.mobject import _AnimationBuilder

from gd_math.data.line_fitting import Fitting
from scenes.base.appearing import Appear, Vanish
from scenes.base.data_source import DataParams, SafeRate, Standardise, StartIntercept, StartSlope
from scenes.base.lesson import Lesson
from scenes.base.pace import seconds_for
from scenes.base.parameters import ManySteps
from scenes.base.theme import TIMING
from scenes.cast.data.feature_words import feature_sentence
from scenes.cast.data.fitting_pages import FittingPages
from scenes.cast.data.fitting_story import FittingStory
from scenes.cast.data.line_handout import LineHandout
from scenes.cast.data.line_question import line_question
from scenes.cast.data.update_rows import without_results
from scenes.cast.moving.births import Births
from scenes.cast.moving.following import ride
from scenes.cast.moving.moments import MEASURED, POINTED, SCALED, SLOW_STEPS
from scenes.cast.moving.speeding_clock import SpeedingClock, drive
from scenes.cast.moving.spotlight import Spotlight
from scenes.cast.writing.born import Born, born_over
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.live_equations import lit
from scenes.cast.writing.number_text import shortest
from scenes.parts.regression_line_fitting.other_places import MeanOfX
from scenes.parts.regression_line_fitting.stage import FittingStage, is_long

SECONDS_PER_FAST_STEP = 0.12
SHORTEST_FAST_RUN = 2.0
MEASURING, MERGING, MOVING = 1.5, 1.2, 1.3
"""Seconds in which gaps and squares grow, in which squares gather or become alike, a picture moves."""
FIRST_SPEED, FEATURE = 10.0, 1.6
"""Steps a second when a long run begins to speed up; seconds in which the mean of x is looked at."""
Move = Animation | _AnimationBuilder


class RegressionLineFitting(LineHandout, Lesson):
    """A line is fitted to data: a point goes down the loss landscape, and its line follows.

    The gaps between data and line are squared, and their mean is one number, the loss of that line: slope and
    intercept are a point on a landscape of all lines. A step downhill there turns and lifts the line here,
    again and again, to the line of least squares. For made data, measured data and your own table.
    """

    class Params(DataParams):
        """What a lecturer may change."""

        start_slope: StartSlope = None
        start_intercept: StartIntercept = None
        learning_rate: SafeRate = None
        steps: ManySteps = 40
        standardise: Standardise = None

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

    def tell(self) -> None:
        """The data and a wrong line; squares; the plane of all lines; a step; a prediction; the rest."""
        self.fitting = self.found
        self.run, self.last = self.fitting.run, self.fitting.steps_taken
        self.clock = SpeedingClock(is_long(self.fitting) and self.fitting.jumps)
        self.detail = ValueTracker(1.0)
        self.story = FittingStory(self.fitting, self.look)
        self.set_stage()
        self.tell_data()
        self.tell_squares()
        self.tell_plane()
        self.tell_landscape()
        if self.fitting.starts_at_best:
            self.tell_flat_start()
        else:
            self.tell_first_step()
            if self.last >= SLOW_STEPS:
                self.tell_second_step()
            if self.last > SLOW_STEPS:
                self.ask(self.say("Predict: how small does the square get?"))
                self.tell_other_steps()
        self.tell_best()

    def set_stage(self) -> None:
        """Show the data with a line, alone; the plane of all lines waits."""
        stage = FittingStage(self.look, self.layout, self.fitting, self.clock, self.detail)
        self.stage, self.walk, self.panel = stage, stage.walk, stage.panel
        self.zone = FormulaZone(self.look, stage.zone)
        self.pages = FittingPages(self.look, self.fitting, self.zone, stage.decimals)
        panel = self.panel
        panel.measured.set_value(0.0)
        self.light = Spotlight(self.look, panel.plot, panel.line, panel.dots, panel.gaps)
        self.question = line_question(self.look, panel)
        self.add(self.headline(self.say("Which line fits best?")), stage.place_lines, panel)
        self.add(stage.mean, self.question)

    def turn_to(self, page: VMobject, *others: Move) -> None:
        """Show another page in the formula zone."""
        self.play(*self.zone.leave(), run_time=TIMING.quick)
        self.play(FadeIn(self.zone.show(page)), *others, run_time=TIMING.quick)

    def tell_data(self) -> None:
        """Show the data and the line, then the gaps between them."""
        with self.beat(self.story.start()):
            self.wait(TIMING.move)
            self.play(Vanish(self.question), Appear(self.stage.formula.gap), run_time=TIMING.quick)
            self.advance(self.panel.measured, 1.0, MEASURING)

    def tell_squares(self) -> None:
        """Square the gaps; they merge into one square, their mean, whose number is born there."""
        stage, formula, quick = self.stage, self.stage.formula, TIMING.quick
        merging = stage.whole
        with self.beat(self.story.squares(merging=merging)):
            with lit(self, formula.square):
                self.play(Appear(formula.square), *self.light.on(), run_time=quick)
                self.advance(stage.squares.shown, 1.0, MEASURING)
            if merging:
                for part, merged in ((formula.total, 0.5), (formula.share, 1.0)):
                    with lit(self, part):
                        self.advance(stage.squares.merged, merged, MERGING, Appear(part, run_time=quick))
                stage.squares.shown.set_value(0.0)
                stage.squares.merged.set_value(0.0)
                stage.mean.shown.set_value(1.0)
                born = Born(formula.number, stage.mean.home.centre)
                self.play(born, Appear(formula.head), Appear(formula.equals), run_time=TIMING.move)
            else:
                parts = formula.total, formula.share, formula.head, formula.equals, formula.number
                self.play(*(Appear(one) for one in parts))
                self.advance(stage.squares.shown, 0.0, quick)
                stage.mean.shown.set_value(1.0)

    def tell_plane(self) -> None:
        """Let the data make room: the line becomes a point, and its square goes there with it."""
        if not self.fitting.feature.is_plain:
            mean = MeanOfX(self.look, self.panel, self.fitting.feature.mean)
            with self.beat(feature_sentence(self.look, self.fitting.feature)):
                self.play(*self.light.everywhere(), run_time=TIMING.quick)
                self.play(Appear(mean), run_time=TIMING.move)
                self.wait(FEATURE)
                self.play(Vanish(mean), run_time=TIMING.quick)
        one_line = self.say("One line is one point: slope w tilts it, intercept b lifts it.")
        with self.beat(one_line):
            self.make_room()
            for place, tracker in enumerate(self.walk.aside):
                aside = ride(tracker, float(self.stage.asides[place, place]), there_and_back)
                with lit(self, self.stage.equation.parameter(place), "parameter"):
                    self.play(aside, run_time=TIMING.slow)

    def make_room(self) -> None:
        """Let data and square change sides; show the plane, and let the line become a place in it."""
        stage, quick = self.stage, TIMING.quick
        room = self.panel.move_into(stage.beside, bare=self.layout.tall)
        self.play(Vanish(stage.formula), room, ride(stage.mean.flight, 1.0), run_time=MOVING)
        self.play(Appear(stage.map), Appear(stage.equation), *self.light.everywhere(), run_time=quick)
        self.add(stage.place_squares, stage.mean, stage.seed)
        self.play(ride(stage.seed.share, 1.0), run_time=MOVING)
        self.remove(stage.seed)
        self.play(Appear(self.walk), Appear(stage.height), run_time=quick)

    def tell_landscape(self) -> None:
        """Other places have other squares; contours join those that are equal."""
        stage, quick = self.stage, TIMING.quick
        with self.beat(self.say("Every place has its square; contours join equal ones.")):
            self.advance(stage.wave, 1.0, 2.5)
            land = stage.map
            self.play(*land.unveil(land.bands, land.contours), run_time=TIMING.move)
            self.play(Vanish(stage.place_squares), Vanish(stage.place_lines), run_time=quick)
            self.play(*land.unveil(land.heights), run_time=quick)

    def tell_first_step(self) -> None:
        """Measure the slopes along w and b, add them up, turn and scale the sum, move."""
        stage, walk, slow, quick = self.stage, self.walk, TIMING.slow, TIMING.quick
        with self.beat(self.say("The gradient: how fast MSE rises along w and along b.")):
            self.play(*stage.push_in(), run_time=MOVING)
            self.play(*self.light.on(), run_time=quick)
            for place, row in enumerate(self.zone.show(self.pages.gradient())):
                self.advance(self.clock, (place + 1) * MEASURED / 2, TIMING.move)
                self.play(Appear(row), run_time=quick)
            drawn = self.say("gradient, drawn × {factor}", factor=shortest(walk.arrows.factor))
            gradient, step = stage.words(drawn)
            self.advance(self.clock, POINTED, TIMING.move, FadeIn(gradient))
        with self.beat(self.story.step(seen=bool(self.last) and stage.step_seen)):
            if not self.last:
                self.play(FadeOut(gradient), FadeIn(stage.beyond()), run_time=quick)
                return
            page = self.pages.step(lambda: Births.at(self.walk.moment, slow=self.detail.get_value() > 0.0))
            rows, results = without_results(page)
            self.play(*self.zone.leave(), FadeOut(gradient), run_time=quick)
            self.zone.shown = page
            self.play(Appear(rows), run_time=quick)
            self.advance(self.clock, SCALED, slow)
            self.play(FadeIn(step), run_time=quick)

        def move() -> None:
            self.play(FadeOut(step), *self.light.everywhere(), run_time=quick)
            self.advance(self.clock, 1.0, slow)

        with self.beat(self.story.compare(0), opening=move):
            if results:
                here = stage.map.at(*self.run.points[1].tolist())
                births = born_over(here, [number for _, number in results])
                self.play(*births, *(Appear(sign) for sign, _ in results), run_time=TIMING.move)

    def step_back(self) -> None:
        """Show the whole map again."""
        self.play(*self.stage.pull_back(), run_time=MOVING)

    def tell_second_step(self) -> None:
        """Tell the second step in one go."""
        again = self.say("Again: a new gradient at the new point, a new step.")
        with self.beat(again):
            self.step_back()
            self.advance(self.clock, 2.0, 3 * TIMING.move)

    def tell_other_steps(self) -> None:
        """Tell the rest of the steps on one clock."""
        left = self.last - SLOW_STEPS
        seconds = seconds_for(left, SECONDS_PER_FAST_STEP, shortest=SHORTEST_FAST_RUN)
        self.detail.set_value(0.0)
        with self.beat(self.story.same_rule()):
            squares = ride(self.stage.squares.shown, float(not self.story.leaves))
            self.turn_to(self.pages.rule(), squares, FadeIn(self.stage.face))
            if self.stage.is_long:
                drive(self, self.clock, self.clock.gears_to(self.last, FIRST_SPEED, self.given.pace))
            else:
                self.advance(self.clock, float(self.last), seconds)

    def tell_best(self) -> None:
        """Compare with the exact solution, with the truth where it is known; then sum up."""
        fitting, story = self.fitting, self.story
        compare = self.pages.comparison(story.label())
        if story.leaves or fitting.starts_at_best:
            with self.beat(story.summary(), opening=self.step_back):
                self.turn_to(compare, FadeIn(self.stage.exact))
        if story.leaves:
            return
        marks: list[Move] = [] if fitting.starts_at_best else [FadeIn(self.stage.exact)]
        moral = None
        if not fitting.feature.is_plain:
            anscombe = self.given.data.startswith("anscombe") and not self.given.from_file
            moral = story.in_units_of_x(anscombe=anscombe)
        elif fitting.data.truth is not None:
            moral = story.moral(self.pages.decimals_compared, noisy=self.given.noise > 0.0)
            marks.append(FadeIn(self.panel.truth(fitting.data.truth, self.say("truth"))))
        if moral is not None:
            with self.beat(moral, opening=self.step_back):
                self.compare(compare, marks)
            marks = []
        if not fitting.starts_at_best:
            with self.beat(story.summary(), opening=self.step_back):
                self.turn_to(self.pages.rule(), *marks)
                first = partial(fitting.loss.predict, fitting.run.points[0])
                line = self.panel.first_line(lambda x: first(fitting.feature.of(x)))
                answer = self.answer_with(self.say("The line with the least MSE"))
                self.play(Appear(line), *answer, run_time=TIMING.move)

    def compare(self, page: VMobject, marks: list[Move]) -> None:
        """Show what was found, what is exact and what is true, one after another, then where these are."""
        self.play(*self.zone.leave(), run_time=TIMING.quick)
        for row in self.zone.show(page):
            self.play(Appear(row), run_time=TIMING.move)
        for mark in marks:
            self.play(mark, run_time=2 * TIMING.quick)

    def tell_flat_start(self) -> None:
        """Tell the case without any gradient."""
        with self.beat(self.story.flat(zero=self.pages.gradient_is_zero)):
            self.turn_to(self.pages.gradient())
