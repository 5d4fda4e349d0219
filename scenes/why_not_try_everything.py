"""Why not try every value? Trials multiply with every parameter; a descent takes dozens of steps."""

from manim import ValueTracker, VGroup, VMobject, smooth
from pydantic import Field

from gd_math.accounts.effort import Effort, effort
from gd_math.runs.theory import best_rate
from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson, LessonParams
from scenes.base.theme import TIMING
from scenes.cast.moving.following import ride
from scenes.cast.moving.moments import SLOW_STEPS
from scenes.cast.moving.spotlight import CONTEXT, Strength
from scenes.parts.why_not_try_everything.all_at_once import AllAtOnce
from scenes.parts.why_not_try_everything.corner_formulas import step_rule, trial_formula
from scenes.parts.why_not_try_everything.count_stage import LATE, CountStage
from scenes.parts.why_not_try_everything.counts import count_text
from scenes.parts.why_not_try_everything.grid_stage import GridStage
from scenes.parts.why_not_try_everything.riddle import Riddle
from scenes.parts.why_not_try_everything.story import Story
from scenes.parts.why_not_try_everything.trial_grid import DIMENSIONS

PICTURED = 6
"""Parameters that the picture shows: a cube, and a cube of cubes."""
ON_THE_WAY = 2
"""Parameters that are counted slowly."""
AGING, PULLING, CROSSING, NESTING, NESTS = 2.0, 1.6, 1.4, 2.0, 2.4
"""Seconds for the age of the universe, nearly as many trials as atoms, more; one universe, and the others."""
FILLING = 0.6, 1.0, 1.2
"""Seconds for a line, a square and a cube."""
SEEN = 0.8
"""Seconds for the poster."""
WHOLE_REST, LAST_REST = 0.6, 2.6
"""Seconds for the count of all trials, and for the last frame."""
FOLDING = 1.0
"""Seconds in which the poster's cube folds to a line."""
SEEN_STEPS = 10
"""Steps of the descent that one sees one by one; the others are quick."""
SECONDS_PER_SLOW_STEP, SECONDS_PER_STEP, LONGEST_DESCENT = 0.8, 0.2, 1.4


class WhyNotTryEverything(Lesson):
    """A grid of trials fills a square, a cube, and then gives up; a descent takes dozens of steps.

    The number of trials is the number of values to the power of the number of parameters: a square of trials
    for two, a cube for three, and soon more than there are atoms in the universe. Gradient descent goes down
    along all parameters at once: each step needs a slope for each of them, and how many steps it takes hardly
    depends on how many parameters there are.
    """

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
        self.riddle = Riddle(self.look, self.picture.aside, count_text(self.found.trials), p.parameters)
        self.in_row = False
        self.add(self.headline(self.say("Why not try everything?")), self.picture.grid, self.riddle)

        self.tell_grid()
        self.tell_count()
        self.tell_descent()

    @property
    def pictured(self) -> int:
        """Return how many parameters the picture comes to have: no more than the lecturer counts."""
        return min(self.given.parameters, PICTURED)

    def tell_grid(self) -> None:
        """Fill the line, the square, the cube, go on with cubes for marks, as far as parameters go."""
        n, last = self.given.drawn_values, self.pictured
        sentence = self.say_count(
            last,
            "Try {n} values of the parameter, keep the best.",
            "Try {n} values of each parameter, keep the best.",
            n=n,
        )
        with self.beat(sentence, opening=self.empty):
            shown = min(last, DIMENSIONS)
            for d in range(1, shown + 1):
                self.advance(self.clock, float(d), FILLING[d - 1])
                if d == min(last, 2):
                    self.play(Appear(self.formula), run_time=TIMING.quick)
                if d < shown:
                    self.wait(TIMING.rest)
        if last > DIMENSIONS:
            with self.beat(self.story.cubes(last)):
                self.advance(self.clock, 4.0, TIMING.slow)
                if last > DIMENSIONS + 1:
                    self.advance(self.clock, float(last), 1.8 * TIMING.move)

    def empty(self) -> None:
        """Fold the grid that the film begins with to a line, and take all trials out of that."""
        self.wait(SEEN)
        going, axes = Vanish(self.riddle, run_time=TIMING.quick), self.clock.get_value()
        folding = [ride(self.picture.grid.folded, axes - 1.0)] if axes > 1.0 else []
        self.play(going, *folding, run_time=FOLDING if folding else TIMING.quick)
        self.clock.set_value(1.0)
        self.picture.grid.folded.set_value(0.0)
        self.advance(self.clock, 0.0, TIMING.quick)
        self.play(Appear(self.picture.equation), run_time=TIMING.quick)

    def set_count(self) -> None:
        """Let a cube of trials take the grid's place, the equation beside it."""
        p, grid = self.given, self.picture.grid
        self.count = CountStage(
            self.look, self.layout, p.values, p.parameters, self.found, p.trials_per_second, self.picture
        )
        self.play(Vanish(grid), Appear(self.count.cube), Vanish(self.picture.equation), run_time=TIMING.quick)
        if self.count.exponent.get_value() != self.count.digits:
            self.play(self.count.count_to(1), run_time=TIMING.move)
        self.play(Appear(self.count.equation), run_time=TIMING.quick)

    def tell_count(self) -> None:
        """Count the parameters: two, as far as time has gone, past the atoms in the universe, all."""
        p, last, found = self.given, self.given.parameters, self.found
        begin = min(ON_THE_WAY, last, found.aged - 1)
        with self.beat(self.story.zeros(p.values, p.drawn_values**self.pictured)):
            self.set_count()
            if begin > 1:
                self.wait(TIMING.rest)
                self.play(self.count.count_to(begin), run_time=TIMING.slow)
        counted = begin
        if found.aged <= last:
            self.tell_time()
            counted = found.aged
        if found.crossed <= last:
            self.tell_atoms()
        elif last > counted:
            self.ask(self.say("Predict: how many trials for {d} parameters?", d=last))
        if not self.in_row:
            with self.beat(self.story.trials(), opening=self.count_all):
                pass
        if found.aged > last:
            with self.beat(self.story.time(p.trials_per_second)):
                pass

    def tell_time(self) -> None:
        """Let a clock run while the trials are counted: one turn is the age of the universe."""
        count = self.count
        with self.beat(self.story.age(self.given.trials_per_second)):
            self.play(Appear(count.clock), run_time=TIMING.quick)
            for move, seconds in count.count_age(AGING):
                self.play(move, run_time=seconds)
            self.wait(TIMING.rest)
            self.play(count.count_to(self.found.aged), run_time=TIMING.move)
            self.wait(TIMING.rest)

    def tell_atoms(self) -> None:
        """Let the atoms in the universe come; after a prediction, count on until the cube is larger."""
        count = self.count
        with self.beat(
            self.say("Predict: how many parameters give more trials than atoms?"),
            kind="ask",
            opening=self.meet_atoms,
        ):
            pass
        crossed = self.found.crossed
        sentence = self.say("{count} parameters: more trials than atoms.", count=crossed)
        with self.beat(sentence, opening=self.cross):
            pass
        if count.universes.count > 1:
            with self.beat(self.say("Let each atom be a universe, and so on.")):
                self.set_row()
                self.play(count.count_to(count.nested), run_time=NESTING)
                if count.nested < self.given.parameters:
                    self.play(count.count_to(self.given.parameters), run_time=NESTS)
                self.wait(WHOLE_REST)

    def cross(self) -> None:
        """Count on: each parameter multiplies the trials, until they are more than the atoms."""
        self.play(self.count.count_to(self.found.crossed - 1), run_time=PULLING)
        self.play(self.count.count_to(self.found.crossed), run_time=CROSSING)

    def meet_atoms(self) -> None:
        """Let the atoms come in place of the clock."""
        self.drop_clock()
        self.play(Appear(self.count.universes), Appear(self.count.atoms), run_time=TIMING.quick)

    def set_row(self) -> None:
        """Let cube and universe make room for the row, and for the trials below it."""
        count = self.count
        self.in_row = True
        self.play(*map(Vanish, self.still_there(count.atoms, count.equation)), run_time=TIMING.quick)
        if count.zeros is not None:
            self.add(count.zeros)
        coming = Appear(count.whole_equation, rate_func=LATE)
        row = count.end_row(deep=count.universes in self.mobjects)
        self.play(*row, coming, run_time=TIMING.slow)

    def drop_clock(self) -> None:
        """Take the clock away, if it is there."""
        if self.count.clock in self.mobjects:
            self.play(Vanish(self.count.clock), run_time=TIMING.quick)

    def count_all(self) -> None:
        """Count all parameters."""
        self.drop_clock()
        if self.count.parameters < self.given.parameters:
            self.play(self.count.count_to(self.given.parameters), run_time=PULLING)
        self.set_row()

    def still_there(self, *parts: VMobject) -> list[VMobject]:
        """Return those of some parts that are on the stage."""
        return [part for part in parts if part in self.mobjects]

    def make_room(self) -> None:
        """Leave the first universes and the cube, as context; rule and parameters take the trials' place."""
        p, count, run = self.given, self.count, self.found.descent
        self.trials = VGroup(*self.still_there(count.universes, count.cube))
        going = [
            Vanish(part, rate_func=LATE) for part in self.still_there(count.whole_equation, self.formula)
        ]
        folding = [ride(count.universes.left_out, 1.0, smooth)] if count.universes.free is not None else []
        if count.zeros is not None:
            folding.append(ride(count.zeros.gathered, 1.0, smooth))
        self.rule = step_rule(self.look, self.layout.formula, best_rate(1.0, p.condition_number))
        self.descent = AllAtOnce(
            self.look,
            count.lower,
            run,
            self.step.get_value,
            p.precision,
            tall=self.layout.tall,
        )
        coming = [Appear(part, rate_func=LATE) for part in (count.result, self.rule, self.descent)]
        self.play(*going, *folding, *coming, run_time=TIMING.move)
        if count.zeros is not None:
            self.remove(count.zeros)
        self.trials.add(count.result)

    def set_descent(self) -> None:
        """Let the parameters come, each at its start."""
        fading = Strength(self.trials, CONTEXT, self.colours.background)
        self.play(fading, ride(self.descent.put_down, 1.0), run_time=2 * TIMING.quick)
        coming = [part for part in (self.descent.goal, self.descent.start_word) if len(part)]
        self.play(*map(Appear, coming), run_time=TIMING.quick)

    def tell_descent(self) -> None:
        """Descend on as many parameters: a dot for each step."""
        last = self.found.descent.steps_taken
        slow, seen = min(SLOW_STEPS, last), min(SEEN_STEPS, last)
        with self.beat(self.story.descent(), opening=self.make_room):
            self.set_descent()
            self.advance(self.step, float(slow), slow * SECONDS_PER_SLOW_STEP)
            if seen > slow:
                self.advance(self.step, float(seen), (seen - slow) * SECONDS_PER_STEP)
            if last > seen:
                seconds = min((last - seen) * SECONDS_PER_STEP, LONGEST_DESCENT)
                self.advance(self.step, float(last), seconds)
        with self.beat(self.story.summary()):
            named = [Appear(self.descent.end_word)] if len(self.descent.end_word) else []
            named += self.answer_with(self.story.answer())
            self.play(Strength(self.trials, 1.0, self.colours.background), *named, run_time=TIMING.quick)
            self.wait(LAST_REST)
