"""Why not try every value? Trials multiply with every parameter; a descent takes dozens of steps."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from manim import FadeIn, FadeOut, ValueTracker, VGroup
from pydantic import Field

from gd_math.functions.grid_search import (
    ATOMS_EXPONENT,
    first_beyond,
    grid_trials,
    seconds_taken,
    years_taken,
)
from gd_math.functions.objectives import Quadratic
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.runs.theory import best_rate, convergence_factor
from gd_math.runs.trajectory import Trajectory
from scenes.base.layout import Box
from scenes.base.lesson import Lesson, LessonParams
from scenes.base.theme import TIMING, WORDS_FONT
from scenes.base.words import typst_string
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.numbers import shortest, significant
from scenes.parts.why_not_try_everything.power_axis import Mark, PowerAxis, count_text, power_text
from scenes.parts.why_not_try_everything.slope_fall import goal_text, slope_fall
from scenes.parts.why_not_try_everything.trial_grid import DIMENSIONS, TrialGrid
from scenes.parts.why_not_try_everything.trial_table import PowerEquation, TrialTable, power

PICTURED = 6
"""Parameters that the picture shows: a cube, and a cube of cubes."""
ON_THE_WAY = 3
"""Parameters that are counted slowly before the prediction."""
UNDER_HEADER = 0.27
"""The picture begins right under the header, where no formula is in the way."""
AXIS_SHARES, TALL_AXIS_SHARES = (1.0, 1.3), (1.0, 1.1)
SECONDS_PER_DESCENT_STEP, LONGEST_DESCENT = 0.15, 5.0


@dataclass(frozen=True, slots=True)
class Effort:
    """What trying everything takes, and what a descent takes.

    Parameters
    ----------
    trials
        On the whole grid.
    years
        That they take.
    crossed
        From so many parameters on there are more trials than atoms in the universe.
    descent
        Until the slope is down to the share that is asked for.
    """

    trials: int
    years: Fraction
    crossed: int
    descent: Trajectory


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
        """Count the trials; descend: a quadratic with the condition number, the best rate, a random start.

        Every part of the gradient shrinks by at least the convergence factor with each step, so the steps
        that are allowed suffice.
        """
        trials = grid_trials(params.values, params.parameters)
        crossed = first_beyond(params.values, 10**ATOMS_EXPONENT)
        curvatures = np.geomspace(1.0, params.condition_number, params.parameters)
        bowl = Quadratic(curvatures)
        rate = best_rate(float(curvatures[0]), float(curvatures[-1]))
        start = np.random.default_rng(params.seed).normal(size=params.parameters)
        factor = float(convergence_factor(rate, curvatures))
        steps = math.ceil(math.log(params.precision) / math.log(factor)) + 1 if factor > 1e-9 else 1
        goal = params.precision * float(np.linalg.norm(bowl.gradient(start)))
        descent = descend(bowl, start, GradientDescent(rate), steps, gradient_tolerance=goal)
        return Effort(trials, years_taken(trials, params.trials_per_second), crossed, descent)

    def tell(self) -> None:
        """Fill a line, a square, a cube, cubes of cubes; count on to a hundred parameters; then descend."""
        self.trials, self.years, self.descent = self.found.trials, self.found.years, self.found.descent
        self.clock, self.counted, self.step = ValueTracker(0.0), ValueTracker(1.0), ValueTracker(0.0)
        self.set_grid()

        self.tell_grid()
        self.tell_count()
        self.tell_time()
        self.tell_descent()

    # A picture of trials

    def set_grid(self) -> None:
        """Draw the grid at the left, the equations at the right."""
        stage, layout, n = self.layout.stage, self.layout, self.given.drawn_values
        if layout.tall:
            left, right = stage.rows(3.2, 1.0)
        else:
            left, right = Box(
                stage.left, stage.right, stage.bottom, layout.header.bottom - UNDER_HEADER
            ).columns(1.5, 1.0)
            right = Box(right.left, right.right, right.bottom, stage.top)
        self.grid = TrialGrid(self.look, left, n, self.clock, self.pictured)
        rows = [(self.parameters_in(d), self.trials_in(d)) for d in range(1, self.pictured + 1)]
        if layout.tall:
            rows = [(lambda: str(self.told), lambda: str(self.grid.trials))]
        heads = (self.say("parameters"), self.say("trials"))
        self.table = TrialTable(self.look, right, heads, rows, str(n**self.pictured))
        self.add(self.headline(self.say("Why not try everything?")), self.formula())
        self.add(self.grid, self.table)

    @property
    def pictured(self) -> int:
        """Return how many parameters the picture comes to have: no more than the lecturer counts."""
        return min(self.given.parameters, PICTURED)

    @property
    def told(self) -> int:
        """Return how many parameters the picture has now."""
        moment = self.grid.moment
        return DIMENSIONS * moment.cubed + moment.axes

    def parameters_in(self, d: int) -> Callable[[], str]:
        """Return what reads the left column of row d: nothing before its grid is begun."""
        return lambda: str(d) if d <= self.told else ""

    def trials_in(self, d: int) -> Callable[[], str]:
        """Return what reads the right column of row d: the trials so far, and then all of its grid."""

        def read() -> str:
            if d > self.told:
                return ""
            return str(self.grid.trials if d == self.told else self.given.drawn_values**d)

        return read

    def formula(self) -> MathFormula:
        """Return ``trials = values^parameters`` at the right of the header."""
        words = self.say("trials"), self.say("values"), self.say("parameters")
        trials, values, parameters = (f'#text(font: "{WORDS_FONT}")[{typst_string(word)}]' for word in words)
        box, colour = self.layout.formula, self.colours.parameter
        formula = MathFormula(self.look, f"{paint(colour, trials)} = {values}^{parameters}")
        formula.scale(min(1.0, box.width / formula.width))
        return formula.shift(
            (box.right - float(formula.get_right()[0]), box.top - float(formula.get_top()[1]), 0.0)
        )

    def tell_grid(self) -> None:
        """Fill the line, the square, the cube, go on with cubes for marks, as far as parameters go."""
        n, last = self.given.drawn_values, self.pictured
        with self.beat(self.say("One parameter: try {n} values, keep the best.", n=n)):
            self.advance(self.clock, 1.0, 2 * TIMING.move)
        if last >= 2:
            with self.beat(self.say("Two parameters: every value of one with every value of the other.")):
                self.advance(self.clock, 2.0, 3 * TIMING.move)
        if last >= DIMENSIONS:
            with self.beat(self.say("Three parameters: the square becomes a cube.")):
                self.advance(self.clock, 3.0, 4 * TIMING.move)
        if last > DIMENSIONS:
            with self.beat(self.cubes()):
                self.advance(self.clock, 4.0, 3 * TIMING.move)
                if last > DIMENSIONS + 1:
                    self.advance(self.clock, float(last), 3 * TIMING.move)

    def cubes(self) -> str:
        """Return the sentence on the parameters for which each mark is a cube."""
        if self.pictured == DIMENSIONS + 1:
            return self.say("Four parameters: each mark is now a whole cube.")
        if self.pictured == DIMENSIONS + 2:
            return self.say("Four, five parameters: each mark is now a whole cube.")
        return self.say("Four, five, six parameters: each mark is now a whole cube.")

    # Zeros on an axis

    @property
    def parameters(self) -> int:
        """Return how many parameters are counted now."""
        return int(self.counted.get_value() + 1e-9)

    def exponent(self) -> float:
        """Return the logarithm of the trials for the parameters counted now."""
        return self.parameters * math.log10(self.given.values)

    def trials_now(self) -> str:
        """Return the trials for the parameters counted now."""
        return count_text(grid_trials(self.given.values, self.parameters))

    def set_axis(self) -> None:
        """Draw the axis above, the equation below, instead of the grid."""
        self.play(FadeOut(self.grid, self.table), run_time=TIMING.quick)
        p, stage = self.given, self.layout.stage
        upper, self.lower = stage.rows(*(TALL_AXIS_SHARES if self.layout.tall else AXIS_SHARES), gap=0.35)
        highest = max(math.log10(p.values) * p.parameters, float(ATOMS_EXPONENT))
        widest = "8.8×" + power_text(int(math.log10(p.values) * p.parameters))
        exact = count_text(self.trials)
        if len(exact) < len(widest) and exact.startswith("10"):
            widest = exact
        self.axis = PowerAxis(self.look, upper, highest, self.exponent, self.trials_now, widest)
        self.years_mark, self.atoms_mark, self.steps_mark = self.compared()
        self.equation = PowerEquation(
            self.look,
            self.lower,
            lambda: power(p.values, self.parameters),
            self.trials_now,
            (power(p.values, p.parameters), widest),
        )
        self.play(FadeIn(self.axis, self.equation), run_time=TIMING.quick)

    def tell_count(self) -> None:
        """Count the parameters: a few, past the atoms in the universe, all."""
        p, values = self.given, shortest(self.given.values)
        with self.beat(
            self.say_count(
                p.parameters,
                "Now {n} values. The axis counts the zeros.",
                "Now {n} values each. The axis counts the zeros.",
                n=values,
            ),
            opening=self.set_axis,
        ):
            self.advance(self.counted, float(min(ON_THE_WAY, p.parameters)), 3 * TIMING.move)
        if p.parameters > ON_THE_WAY:
            self.ask(self.say("Predict: how many trials for {d} parameters?", d=p.parameters))
        count = count_text(self.trials)
        crossed = self.found.crossed
        if crossed <= p.parameters:
            sentence = self.say("From {d} parameters on: more trials than atoms in the universe.", d=crossed)
            with self.beat(sentence):
                self.play(FadeIn(self.atoms_mark), run_time=TIMING.quick)
                self.advance(self.counted, float(crossed), 3 * TIMING.move)
        sentence = self.say_count(
            p.parameters, "{count} parameter: {n} trials.", "{count} parameters: {n} trials.", n=count
        )
        with self.beat(sentence):
            self.advance(self.counted, float(p.parameters), 3 * TIMING.move)
            if crossed > p.parameters:
                self.play(FadeIn(self.atoms_mark), run_time=TIMING.quick)

    def compared(self) -> list[VGroup]:
        """Return the marks for the years, for the atoms in the universe, and for the steps of the descent."""
        years, steps = self.years, max(self.descent.steps_taken, 1)
        exponent = max(math.log10(years.numerator) - math.log10(years.denominator), 0.0)
        atoms = self.say("atoms") if self.layout.tall else self.say("atoms in the universe")
        ink, count = self.colours.ink, count_text(max(years, Fraction(1)))
        marks = (
            Mark(exponent, count, self.say("years"), ink),
            Mark(ATOMS_EXPONENT, power_text(ATOMS_EXPONENT), atoms, ink),
            Mark(math.log10(steps), str(steps), self.say_count(steps, "step", "steps"), self.colours.step),
        )
        if years < 1:
            return [VGroup(), *self.axis.marks(marks[1:])]
        return self.axis.marks(marks)

    def tell_time(self) -> None:
        """Tell how long the trials take."""
        p = self.given
        rate = shortest(p.trials_per_second)
        if self.years < 1:
            seconds = significant(float(seconds_taken(self.trials, p.trials_per_second)))
            with self.beat(
                self.say("At {rate} trials a second they take {seconds} s.", rate=rate, seconds=seconds)
            ):
                self.wait(TIMING.move)
            return
        sentence = self.say(
            "At {rate} trials a second they take {years} years.", rate=rate, years=count_text(self.years)
        )
        with self.beat(sentence):
            self.play(FadeIn(self.years_mark), run_time=TIMING.quick)

    def tell_descent(self) -> None:
        """Descend on as many parameters, and mark the steps on the axis."""
        p, last = self.given, self.descent.steps_taken
        words = self.say("relative slope"), self.say("step")
        fall = slope_fall(self.look, self.lower, self.descent, p.precision, self.step.get_value, words)
        follows = self.say_count(
            p.parameters,
            "Gradient descent follows the slope.",
            "Gradient descent follows the slope, in all parameters at once.",
        )
        with self.beat(follows):
            self.play(FadeOut(self.equation), run_time=TIMING.quick)
            self.play(FadeIn(fall), run_time=TIMING.quick)
            self.advance(self.step, float(last), min(last * SECONDS_PER_DESCENT_STEP, LONGEST_DESCENT))
        with self.beat(self.summary()):
            self.play(FadeIn(self.steps_mark), run_time=TIMING.quick)

    def summary(self) -> str:
        """Return the sentence that compares the steps with the trials."""
        steps, trials = self.descent.steps_taken, self.trials
        told = {"goal": goal_text(self.given.precision), "trials": count_text(trials)}
        if steps >= trials:
            return self.say(
                "After {count} steps the slope is down to {goal}; here the grid is small: {trials} trials.",
                count=steps,
                **told,
            )
        if not np.any(self.descent.gradients[-1]):
            return self.say_count(
                steps,
                "After {count} step the slope is 0: {count}, not {trials}.",
                "After {count} steps the slope is 0: {count}, not {trials}.",
                trials=told["trials"],
            )
        return self.say_count(
            steps,
            "After {count} step the slope is down to {goal}: {count}, not {trials}.",
            "After {count} steps the slope is down to {goal}: {count}, not {trials}.",
            **told,
        )
