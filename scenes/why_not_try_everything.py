"""Why not try every value? Trials multiply with every parameter; a descent takes dozens of steps."""

import math

from manim import ValueTracker, VGroup, smooth
from pydantic import Field

from gd_math.accounts.effort import Effort, effort
from gd_math.functions.grid_search import ATOMS_EXPONENT
from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson, LessonParams
from scenes.base.theme import TIMING
from scenes.cast.moving.following import ride
from scenes.cast.moving.moments import SLOW_STEPS
from scenes.cast.moving.spotlight import CONTEXT, Strength
from scenes.parts.why_not_try_everything.all_at_once import AllAtOnce
from scenes.parts.why_not_try_everything.count_stage import AGE_EXPONENT, AHEAD, CountStage
from scenes.parts.why_not_try_everything.cube_mark import CubeMark
from scenes.parts.why_not_try_everything.grid_stage import GridStage, trial_formula
from scenes.parts.why_not_try_everything.power_axis import count_text
from scenes.parts.why_not_try_everything.riddle import Riddle
from scenes.parts.why_not_try_everything.story import Story
from scenes.parts.why_not_try_everything.trial_grid import DIMENSIONS

PICTURED = 6
"""Parameters that the picture shows: a cube, and a cube of cubes."""
ON_THE_WAY = 3
"""Parameters that are counted slowly before the prediction."""
LAST_REST = 2.0
FURTHER = 6
"""Parameters that are counted slowly beyond the atoms in the universe."""
SEEN_STEPS = 12
"""Steps of the descent that one sees one by one; the others are quick."""
SECONDS_PER_SLOW_STEP, SECONDS_PER_STEP, LONGEST_DESCENT = 0.8, 0.25, 2.0


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
        self.clock, self.step = ValueTracker(full), ValueTracker(0.0)
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
            self.advance(self.clock, 1.0, TIMING.slow)
            if last == 1:
                self.play(Appear(self.formula), run_time=TIMING.quick)
        if last >= 2:
            with self.beat(self.say("Two parameters: every value with every other one.")):
                self.advance(self.clock, 2.0, 2.4 * TIMING.move)
                self.play(Appear(self.formula), run_time=TIMING.quick)
        if last >= DIMENSIONS:
            with self.beat(self.say("Three parameters: the square becomes a cube.")):
                self.advance(self.clock, 3.0, 2.4 * TIMING.move)
        if last > DIMENSIONS:
            with self.beat(self.story.cubes(last)):
                self.advance(self.clock, 4.0, 2 * TIMING.move)
                if last > DIMENSIONS + 1:
                    self.advance(self.clock, float(last), 1.8 * TIMING.move)

    def empty(self) -> None:
        """Take all trials out of the grid that the film begins with."""
        self.wait(TIMING.move)
        self.play(Vanish(self.riddle), run_time=TIMING.quick)
        self.advance(self.clock, 0.0, TIMING.move)
        self.play(Appear(self.picture.equation), run_time=TIMING.quick)

    def set_axis(self) -> None:
        """Let the grid become the first mark on an axis, the equation below it."""
        p, grid, before = self.given, self.picture.grid, self.picture.equation
        trials = p.drawn_values**self.pictured
        self.count = CountStage(
            self.look, self.layout, p.values, p.parameters, self.found, math.log10(trials)
        )
        axis, tip = self.count.axis, self.count.axis.tip
        self.cube = CubeMark(axis, trials)
        grid.goal = lambda: self.cube.place
        self.play(Vanish(before), run_time=TIMING.quick)
        axis.remove(tip)
        self.play(ride(grid.leaving, 1.0, smooth), Appear(axis), run_time=TIMING.move)
        self.remove(grid)
        self.add(axis, self.count.atoms_mark)
        if self.pictured >= DIMENSIONS:
            self.add(self.cube)
        self.play(ride(self.count.grown, 1.0, smooth), run_time=2 * TIMING.quick)
        self.play(Appear(tip), Appear(self.count.equation), run_time=TIMING.quick)
        axis.add(tip)
        self.add(axis)

    def count_on(self, parameters: int, reach: float, seconds: float) -> None:
        """Count on, while the scale of the axis moves."""
        self.play(*self.count.count_to(parameters, reach), run_time=seconds)

    def tell_count(self) -> None:
        """Count the parameters: a few, past the atoms in the universe, all."""
        p, last, crossed = self.given, self.given.parameters, self.found.crossed
        begin = min(ON_THE_WAY, last)
        with self.beat(self.story.zeros(p.values, p.drawn_values**self.pictured), opening=self.set_axis):
            pass
        if begin > 1:
            with self.beat(self.story.more(p.values)):
                self.count_on(begin, self.count.room_for(begin), 2.4 * TIMING.move)
        if crossed <= last:
            self.tell_atoms(crossed)
        elif last > ON_THE_WAY:
            self.ask(self.say("Predict: how many trials for {d} parameters?", d=last))
        with self.beat(
            self.story.trials(), opening=lambda: self.count_on(last, self.count.whole, 2.2 * TIMING.move)
        ):
            pass

    def tell_atoms(self, crossed: int) -> None:
        """Let the scale move until the atoms in the universe are on it; after a prediction, count on."""
        count, ahead = self.count, AHEAD * ATOMS_EXPONENT
        question = self.say("Predict: how many parameters give more trials than atoms?")
        with self.beat(
            question,
            kind="ask",
            opening=lambda: self.count_on(ON_THE_WAY, max(ahead, count.room_for(ON_THE_WAY)), TIMING.slow),
        ):
            pass
        reach = max(ahead, count.room_for(crossed))
        sentence = self.say("From {d} parameters on: more trials than atoms.", d=crossed)
        with self.beat(sentence, opening=lambda: self.count_on(crossed, reach, 2.4 * TIMING.move)):
            further = min(crossed + FURTHER, self.given.parameters)
            reach = min(max(reach, count.room_for(further)), count.whole)
            self.count_on(further, max(reach, count.digits * further), 2.0 * TIMING.move)

    def tell_time(self) -> None:
        """Tell how long the trials take, on an axis of their own where that is years."""
        count = self.count
        with self.beat(self.story.time(self.given.trials_per_second)):
            cube = [Vanish(self.cube)] if self.pictured >= DIMENSIONS else []
            self.play(Vanish(count.equation), *cube, run_time=TIMING.quick)
            if self.found.years >= 1:
                self.play(Appear(count.years), run_time=TIMING.quick)
                self.play(*count.pass_years(min(AGE_EXPONENT, count.years_zeros)), run_time=TIMING.slow)
                self.play(*count.pass_years(count.years_zeros), run_time=2.4 * TIMING.move)
                self.wait(2 * TIMING.quick)

    def set_descent(self) -> None:
        """Let the parameters come, each at its start."""
        p, run = self.given, self.found.descent
        self.descent = AllAtOnce(
            self.look, self.count.lower, run, self.step.get_value, p.condition_number, tall=self.layout.tall
        )
        self.trials = VGroup(self.count.axis, self.count.atoms_mark)
        gone = [Vanish(self.count.years)] if self.found.years >= 1 else []
        self.play(*gone, Strength(self.trials, CONTEXT, self.colours.background), run_time=TIMING.quick)
        self.play(Appear(self.descent), run_time=TIMING.quick)

    def tell_descent(self) -> None:
        """Descend on as many parameters, and mark the steps on the axis."""
        last = self.found.descent.steps_taken
        with self.beat(self.story.bowl(), opening=self.set_descent):
            self.play(ride(self.descent.put_down, 1.0), run_time=TIMING.slow)
        slow, seen = min(SLOW_STEPS, last), min(SEEN_STEPS, last)
        with self.beat(self.story.descent(self.given.precision)):
            coming = [part for part in (self.descent.rule, self.descent.start_word) if len(part)]
            if coming:
                self.play(*map(Appear, coming), run_time=TIMING.quick)
            self.advance(self.step, float(slow), slow * SECONDS_PER_SLOW_STEP)
            if seen > slow:
                self.advance(self.step, float(seen), (seen - slow) * SECONDS_PER_STEP)
            if last > seen:
                seconds = min((last - seen) * SECONDS_PER_STEP, LONGEST_DESCENT)
                self.advance(self.step, float(last), seconds)
        with self.beat(self.story.summary()):
            named = [Appear(self.descent.end_word)] if len(self.descent.end_word) else []
            self.play(Strength(self.trials, 1.0, self.colours.background), *named, run_time=TIMING.quick)
            self.play(Appear(self.count.steps_mark), run_time=TIMING.quick)
            self.wait(LAST_REST)
