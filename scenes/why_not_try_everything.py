"""Why not try every value? Trials multiply with every parameter; a descent takes dozens of steps."""

from manim import FadeIn, ValueTracker, smooth
from pydantic import Field

from gd_math.accounts.effort import Effort, effort
from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson, LessonParams
from scenes.base.theme import TIMING
from scenes.cast.moving.following import ride
from scenes.cast.writing.born import Born
from scenes.parts.why_not_try_everything.count_stage import CountStage
from scenes.parts.why_not_try_everything.grid_stage import GridStage, trial_formula
from scenes.parts.why_not_try_everything.power_axis import count_text
from scenes.parts.why_not_try_everything.riddle import Riddle
from scenes.parts.why_not_try_everything.slope_fall import slope_fall
from scenes.parts.why_not_try_everything.story import Story
from scenes.parts.why_not_try_everything.trial_grid import DIMENSIONS

PICTURED = 6
"""Parameters that the picture shows: a cube, and a cube of cubes."""
ON_THE_WAY = 3
"""Parameters that are counted slowly before the prediction."""
SECONDS_PER_DESCENT_STEP, LONGEST_DESCENT = 0.15, 5.0


class WhyNotTryEverything(Lesson):
    """A grid of trials fills a square, a cube, and then gives up; a descent takes dozens of steps."""

    class Params(LessonParams):
        """What a lecturer may change."""

        drawn_values: int = Field(10, ge=2, le=12, description="values for each parameter in the picture")
        values: int = Field(10**6, ge=2, le=10**9, description="values for each parameter in the large count")
        parameters: int = Field(
            100, ge=1, le=1000, description="how many parameters are counted and descended"
        )
        trials_per_second: int = Field(
            10**9,
            ge=1,
            le=10**20,
            description="how quickly trials are made",
            json_schema_extra={"unit": "1/s"},
        )
        condition_number: float = Field(
            10.0, ge=1.0, le=200.0, description="how much longer than wide the valley is, squared (κ)"
        )
        precision: float = Field(
            1e-6, ge=1e-12, le=0.1, description="share of the first slope at which the descent stops"
        )
        seed: int = Field(1, ge=0, lt=2**32, description="where the descent starts")

    given: Params
    found: Effort

    @classmethod
    def compute(cls, params: Params) -> Effort:
        """Count the trials and the seconds that they take; descend on as many parameters."""
        return effort(
            params.values,
            params.parameters,
            params.trials_per_second,
            params.condition_number,
            params.precision,
            params.seed,
        )

    def tell(self) -> None:
        """Fill a line, a square, a cube, cubes of cubes; count on to a hundred parameters; then descend."""
        p = self.given
        full = float(min(self.pictured, DIMENSIONS))
        self.clock, self.counted, self.step = ValueTracker(full), ValueTracker(1.0), ValueTracker(0.0)
        self.story = Story(self.look, self.found, p.parameters)
        self.picture = GridStage(self.look, self.layout, p.drawn_values, self.pictured, self.clock)
        self.formula = trial_formula(self.look, self.layout.formula)
        self.riddle = Riddle(self.look, self.picture.aside, count_text(self.found.trials))
        self.add(self.headline(self.say("Why not try everything?")), self.picture.grid, self.riddle)

        self.tell_grid()
        self.tell_count()
        self.tell_time()
        self.tell_descent()

    @property
    def pictured(self) -> int:
        """Return how many parameters the picture comes to have: no more than the lecturer counts."""
        return min(self.given.parameters, PICTURED)

    def tell_grid(self) -> None:
        """Fill the line, the square, the cube, go on with cubes for marks, as far as parameters go."""
        n, last = self.given.drawn_values, self.pictured
        with self.beat(self.say("One parameter: try {n} values, keep the best.", n=n), opening=self.empty):
            self.advance(self.clock, 1.0, 2 * TIMING.move)
            if last == 1:
                self.play(Appear(self.formula), run_time=TIMING.quick)
        if last >= 2:
            with self.beat(self.say("Two parameters: every value of one with every value of the other.")):
                self.advance(self.clock, 2.0, 3 * TIMING.move)
                self.play(Appear(self.formula), run_time=TIMING.quick)
        if last >= DIMENSIONS:
            with self.beat(self.say("Three parameters: the square becomes a cube.")):
                self.advance(self.clock, 3.0, 4 * TIMING.move)
        if last > DIMENSIONS:
            with self.beat(self.story.cubes(last)):
                self.advance(self.clock, 4.0, 3 * TIMING.move)
                if last > DIMENSIONS + 1:
                    self.advance(self.clock, float(last), 3 * TIMING.move)

    def empty(self) -> None:
        """Take all trials out of the grid that the film begins with."""
        self.wait(TIMING.slow)
        self.play(Vanish(self.riddle), run_time=TIMING.quick)
        self.advance(self.clock, 0.0, TIMING.slow)
        self.play(Appear(self.picture.table), run_time=TIMING.quick)

    def set_axis(self) -> None:
        """Let the grid become the first piece of a bar on an axis, the equation below it."""
        p, grid, table = self.given, self.picture.grid, self.picture.table
        self.count = CountStage(self.look, self.layout, p.values, p.parameters, self.found, self.counted)
        axis, tip = self.count.axis, self.count.axis.tip
        grid.goal = axis.at(0.0)
        same = p.drawn_values**self.pictured == p.values
        start = table.rows[-1][1].get_center()
        self.play(Vanish(table), run_time=TIMING.quick)
        axis.remove(tip)
        moves = [ride(grid.leaving, 1.0, smooth), Appear(axis)]
        self.play(*moves, *([Born(tip, start)] if same else []), run_time=TIMING.slow)
        self.remove(grid)
        axis.add(tip)
        self.add(axis)
        self.play(Appear(self.count.equation), run_time=TIMING.quick)

    def tell_count(self) -> None:
        """Count the parameters: a few, past the atoms in the universe, all."""
        last, crossed = self.given.parameters, self.found.crossed
        with self.beat(self.story.zeros(self.given.values), opening=self.set_axis):
            self.advance(self.counted, float(min(ON_THE_WAY, last)), 3 * TIMING.move)
        if last > ON_THE_WAY:
            self.ask(self.say("Predict: how many trials for {d} parameters?", d=last))
        atoms = FadeIn(self.count.atoms_mark)
        if crossed <= last:
            sentence = self.say("From {d} parameters on: more trials than atoms in the universe.", d=crossed)
            with self.beat(sentence):
                self.play(atoms, run_time=TIMING.quick)
                self.advance(self.counted, float(crossed), 3 * TIMING.move)
        with self.beat(self.story.trials()):
            self.advance(self.counted, float(last), 3 * TIMING.move)
            if crossed > last:
                self.play(atoms, run_time=TIMING.quick)

    def tell_time(self) -> None:
        """Tell how long the trials take, on an axis of their own where that is years."""
        with self.beat(self.story.time(self.given.trials_per_second)):
            self.play(Vanish(self.count.equation), run_time=TIMING.quick)
            if self.found.years >= 1:
                self.play(Appear(self.count.years), run_time=TIMING.quick)
                self.advance(self.count.passed, 1.0, 2 * TIMING.move)

    def tell_descent(self) -> None:
        """Descend on as many parameters, and mark the steps on the axis."""
        p, run, last = self.given, self.found.descent, self.found.descent.steps_taken
        words = self.say("relative slope"), self.say("step")
        function = self.story.function(p.condition_number)
        fall = slope_fall(self.look, self.count.lower, run, p.precision, self.step.get_value, words, function)
        with self.beat(self.story.descent()):
            if self.found.years >= 1:
                self.play(Vanish(self.count.years), run_time=TIMING.quick)
            self.play(Appear(fall), run_time=TIMING.quick)
            self.advance(self.step, float(last), min(last * SECONDS_PER_DESCENT_STEP, LONGEST_DESCENT))
        with self.beat(self.story.summary(p.precision)):
            self.play(FadeIn(self.count.steps_mark), run_time=TIMING.quick)
