"""Many starts on one curve with several minima: where a ball starts decides where it ends."""

from typing import Annotated, Literal, Self

import numpy as np
from manim import FadeIn, ValueTracker, VMobject, linear
from pydantic import AfterValidator, Field, model_validator

from gd_math.accounts.account import NOWHERE
from gd_math.accounts.endings import End
from gd_math.accounts.many_starts import ManyStarts
from gd_math.accounts.overview import shown_intervals, spread, valleys_overview
from gd_math.accounts.views import View
from gd_math.formula.parsing import FormulaError, parse_curve, variable_markup
from gd_math.functions.wells import DoubleWell, TripleWell
from gd_math.objective import Objective
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.typing import Points
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.pace import seconds_for
from scenes.base.parameters import LearningRate, Steps
from scenes.base.theme import TIMING
from scenes.base.view_parameters import ViewParams
from scenes.cast.charts.undefined import Undefined
from scenes.cast.curves.many_balls import SEAM, ManyBalls, StartMarks
from scenes.cast.moving.following import hastening, ride
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_text import significant
from scenes.cast.writing.variable_names import variable_text
from scenes.parts.many_minima.basins import BasinBands
from scenes.parts.many_minima.story import MinimaStory
from scenes.parts.many_minima.valleys import ValleyNumbers, ValleyPlot

NAMED: dict[str, Objective] = {"triple well": TripleWell(), "double well": DoubleWell()}
BAND = 0.34
"""Height of the bands, in scene units."""
BALL, SMALL_BALL = 0.13, 0.1
HEIGHTS_AT, COUNTS_AT = (-0.3,), (0.4, 0.5, 0.65, 0.8, 1.0)
"""From a minimum to the middle of its height below it, and of its count above it, in scene units."""
AIR = 0.06
"""Between a count and the curve, in scene units."""
SECONDS_PER_STEP, SHORTEST_RUN, LONGEST_RUN, LONGEST_RESTLESS_RUN = 0.25, 2.0, 9.0, 14.0
"""Balls that still leap are restless: no haste then."""


def _function(text: str) -> str:
    if text not in NAMED:
        try:
            parse_curve(text)
        except FormulaError as error:
            names = " or ".join(f'"{name}"' for name in NAMED)
            raise ValueError(f"{error}; or {names}") from error
    return text


class ManyMinima(Lesson):
    """Many balls go down one curve at once; their starts decide in which of its minima they end."""

    class Params(ViewParams):
        """What a lecturer may change."""

        function: Annotated[str, AfterValidator(_function), Field(max_length=200)] = Field(
            "triple well", description='the curve: "triple well", "double well", or a formula in x'
        )
        starts: int = Field(24, ge=1, le=60, description="how many balls are put down")
        spread: Literal["even", "random"] = Field(
            "even", description="whether the balls are put down evenly or at random places"
        )
        seed: int = Field(
            7, ge=0, lt=2**32, description="which random places: the same seed, the same places"
        )
        learning_rate: LearningRate = 0.03
        steps: Steps = 40

        @property
        def curve(self) -> Objective:
            """The function."""
            return NAMED[self.function] if self.function in NAMED else parse_curve(self.function)

        @property
        def view(self) -> View:
            """What is shown: all minima and the tops between them, or what the lecturer asks for."""
            return valleys_overview(self.curve, x_range=self.x_range, y_range=self.y_range)

        @model_validator(mode="after")
        def _curve_is_in_view(self) -> Self:
            objective, view = self.curve, self.view
            if not shown_intervals(objective, view):
                low, high = (significant(end) for end in view.x_range)
                raise ValueError(
                    f"function = {self.function} has no value for {variable_text(objective.variables[0])} "
                    f"from {low} to {high}; choose another function or x_range"
                )
            return self

    given: Params
    found: ManyStarts

    @classmethod
    def places(cls, p: Params) -> Points:
        """Return where the balls are put down ``(starts, 1)``: where there is a curve in the picture."""
        if p.spread == "random":
            shares = np.random.default_rng(p.seed).uniform(0.0, 1.0, p.starts)
        else:
            shares = np.linspace(0.0, 1.0, p.starts) if p.starts > 1 else np.array([0.5])
        return spread(p.curve, p.view, shares)

    @classmethod
    def compute(cls, params: Params) -> ManyStarts:
        """Return what became of the runs that the clip draws."""
        objective, rate = params.curve, params.learning_rate
        run = descend(objective, cls.places(params), GradientDescent(rate), params.steps)
        return ManyStarts.of(objective, run, params.view, rate)

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say how many balls do not stay."""
        told, balls = cls.computed(params).accounts, params.starts
        diverging, falling, leaving = map(told.count, (End.DIVERGING, End.FALLING, End.LEFT_DOMAIN))
        notes = []
        if diverging:
            notes.append(look.say("{count} of {balls} balls diverge", count=diverging, balls=balls))
        if falling:
            notes.append(look.say("{count} of {balls} balls fall without end", count=falling, balls=balls))
        if leaving:
            notes.append(
                look.say(
                    "{count} of {balls} balls step to where the function is not defined",
                    count=leaving,
                    balls=balls,
                )
            )
        return notes

    def tell(self) -> None:
        """The minima; balls put down; a prediction; all go at once; the counts; the basins."""
        p = self.given
        self.many = self.found
        self.objective, self.view, self.trajectory = self.many.objective, self.many.view, self.many.run
        self.story = MinimaStory(self.look, self.many, p.steps)
        self.clock, self.dropped, self.revealed, self.grown = (ValueTracker(0.0) for _ in range(4))
        self.set_stage()

        self.tell_minima()
        self.tell_drop()
        self.ask(self.story.question())
        self.tell_run()
        self.tell_counts()
        if self.many.basins.bands and not self.many.flat:
            self.tell_basins()

    def set_stage(self) -> None:
        """Draw the curve over the whole stage, the function above."""
        many, look = self.many, self.look
        self.plot = ValleyPlot(look, self.layout.stage, many, self.given.y_range)
        self.basins = BasinBands(
            look, self.plot, self.objective, many.basins, many.valleys, many.lowest, BAND, self.grown
        )
        hollow = (many.homes == NOWHERE) | (many.homes >= many.lowest)
        self.balls = ManyBalls(
            look,
            self.plot,
            self.objective,
            self.trajectory,
            self.clock,
            self.dropped,
            hollow=hollow if many.lowest < len(many.valleys) else (),
            revealed=self.revealed,
            radius=SMALL_BALL if self.layout.tall else BALL,
            grounds=BAND + AIR,
        )
        self.starts = StartMarks(self.balls, BAND / 2)
        undefined = Undefined.on_curve(look, self.plot, self.objective)
        self.add(self.headline(self.story.title()), self.formula())
        self.add(undefined, self.basins, self.plot, self.plot.curve, self.starts, self.balls)

    def formula(self) -> VMobject:
        """Return the function as large as its zone allows."""
        name, loss = f"f({variable_markup(self.objective.variables[0])})", self.colours.loss
        zone = FormulaZone(self.look, self.layout.formula)
        return zone.page(paint(loss, f"{name} = {self.objective.formula}"), paint(loss, name))

    def tell_minima(self) -> None:
        """Say how many minima there are, and how high they lie."""
        seam = SEAM * self.balls.radius
        marks = ValleyNumbers(self.look, self.plot, self.story.heights(), self.colours.loss, HEIGHTS_AT, seam)
        with self.beat(self.story.minima()):
            self.play(FadeIn(marks), run_time=TIMING.move)

    def tell_drop(self) -> None:
        """Put the balls down."""
        count, even = self.given.starts, self.given.spread == "even" and self.given.starts > 1
        side_by_side = self.say("{count} balls are put down, evenly spread.", count=count)
        at_random = self.say_count(
            count, "{count} ball is put down.", "{count} balls are put down at random."
        )
        with self.beat(side_by_side if even else at_random):
            self.play(ride(self.dropped, 1.0), run_time=3 * TIMING.move)

    def tell_run(self) -> None:
        """Let all go on one clock."""
        steps, restless = self.many.steps, self.many.restless
        per_step = SECONDS_PER_STEP * (1.4 if restless else 1.0)
        seconds = seconds_for(
            steps, per_step, LONGEST_RESTLESS_RUN if restless else LONGEST_RUN, SHORTEST_RUN
        )
        with self.beat(self.story.going(steps)):
            self.play(
                ride(self.clock, float(steps), linear if restless else hastening),
                run_time=round(seconds / TIMING.tick) * TIMING.tick,
            )

    def tell_counts(self) -> None:
        """Count who came where, mark those that are not in a lowest minimum, say what became of others."""
        counts = [str(count) for count in self.many.counts]
        marks = ValleyNumbers(self.look, self.plot, counts, self.colours.parameter, COUNTS_AT, AIR)
        first, *others = self.story.endings()
        with self.beat(first):
            self.play(ride(self.revealed, 1.0), FadeIn(marks), run_time=TIMING.move)
        for sentence in others:
            with self.beat(sentence):
                pass

    def tell_basins(self) -> None:
        """Draw the basins, and say where their borders are."""
        with self.beat(self.story.bands()):
            self.play(ride(self.grown, 1.0), run_time=2 * TIMING.move)
        with self.beat(self.story.moral()):
            self.wait(TIMING.move)
