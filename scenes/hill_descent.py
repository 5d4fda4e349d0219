"""Walkers are dropped at random on hills of sine waves; each goes down into the valley below it."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from manim import FadeIn, FadeOut, VGroup, smooth
from pydantic import AfterValidator, Field, model_validator

from gd_math.accounts.land_runs import LandRuns
from gd_math.formula.parsing import FormulaError, parse_land
from gd_math.functions.hills import SineHills
from gd_math.functions.random_places import random_places
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.typing import Points
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.pace import seconds_for
from scenes.base.parameters import LearningRate, Steps
from scenes.base.theme import TIMING, TYPE
from scenes.base.view_parameters import ViewParams
from scenes.cast.land.notes import rate_note
from scenes.cast.maps.named_landscapes import HILLS_FORMULA, NamedLandscape, find_landscape
from scenes.cast.moving.following import hastening, ride
from scenes.cast.writing.descent_rule import descent_rule
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_text import shortest, significant
from scenes.cast.writing.too_fast_mark import too_fast_mark
from scenes.cast.writing.variable_names import tuple_markup, tuple_text
from scenes.parts.hill_descent.stage import FIRST_TURN, HillStage
from scenes.parts.hill_descent.story import HillWords

HILLS = "hills"
EDGE = 0.08
"""Share of the land's width along its edge in which nobody is dropped."""
SECONDS_PER_STEP = 0.3
LONGEST_WALK = 10.0
SHORTEST_WALK = 4.0


def _landscape(text: str) -> str:
    if text != HILLS:
        try:
            parse_land(text)
        except FormulaError as error:
            raise ValueError(f'{error}; or "{HILLS}" for a sum of sine waves') from error
    return text


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The landscape as it is shown, and what happened to the walkers on it."""

    shown: NamedLandscape
    runs: LandRuns


class HillDescent(Lesson):
    """Random walkers go down hills, each into the valley that its start has destined it for."""

    class Params(ViewParams):
        """What a lecturer may change."""

        function: Annotated[str, AfterValidator(_landscape), Field(max_length=200)] = Field(
            HILLS, description='the landscape: "hills" (a sum of sine waves), or a formula in two variables'
        )
        waves: int = Field(5, ge=1, le=12, description="how many sine waves the hills are made of")
        hills_seed: int = Field(
            31, ge=0, lt=2**32, description="which hills: the same seed gives the same hills"
        )
        starts: int = Field(12, ge=1, le=24, description="how many walkers are dropped")
        seed: int = Field(55, ge=0, lt=2**32, description="where: the same seed gives the same places")
        learning_rate: LearningRate = 0.25
        steps: Steps = 30
        turn: float = Field(
            60.0, ge=-360.0, le=360.0, description="how far the view turns", json_schema_extra={"unit": "°"}
        )

        @model_validator(mode="after")
        def _has_ground(self) -> "HillDescent.Params":
            self.places(self.landscape)
            return self

        @property
        def landscape(self) -> NamedLandscape:
            """The function and the part of it that is shown."""
            if self.function == HILLS:
                hills = SineHills.seeded(self.hills_seed, self.waves)
                (across, upwards), formula = hills.domain, HILLS_FORMULA
                return NamedLandscape(hills, across, upwards, formula).framed(self.x_range, self.y_range)
            return find_landscape(self.function).framed(self.x_range, self.y_range)

        def places(self, shown: NamedLandscape) -> Points:
            """Return where the walkers are dropped ``(starts, 2)``."""
            return random_places(shown.objective, shown.region, self.starts, self.seed, EDGE)

    given: Params
    found: Found

    @classmethod
    def compute(cls, params: Params) -> Found:
        """Return the landscape and one batch of runs on it, points ``(steps + 1, starts, 2)``."""
        shown = params.landscape
        optimizer = GradientDescent(params.learning_rate)
        run = descend(shown.objective, params.places(shown), optimizer, params.steps)
        return Found(shown, LandRuns(shown.objective, run, shown.region))

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say how many walkers leave because the rate is too large."""
        return rate_note(look, cls.computed(params).runs, params.learning_rate)

    def tell(self) -> None:
        """A landscape; walkers dropped; one slope; a prediction; the walk; the ridges; who came where."""
        p, self.ends = self.given, self.found.runs
        self.words = HillWords(self.ends, p.learning_rate, self.look)
        self.stage = HillStage(self.look, self.layout, self.ends, p.turn)
        self.labels = VGroup()
        self.set_stage()

        self.tell_landscape()
        self.tell_drop()
        self.tell_slope()
        self.ask(self.words.question())
        self.tell_walk()
        self.tell_ridges()
        self.tell_why()
        self.tell_summary()

    def set_stage(self) -> None:
        """Draw the land at the left, its map at the right, the height and the rule above."""
        stage, look, layout, box = self.stage, self.look, self.layout, self.layout.formula
        self.rule = FormulaZone(look, layout.rule, "left", "top" if layout.tall else "bottom")
        self.add(self.headline(self.words.headline()))
        if not layout.tall:
            name = f"f{tuple_markup(stage.land.objective)}"
            heights = (f"{name} = {self.found.shown.formula}", name)
            self.add(FormulaZone(look, box).show(*(paint(look.colours.loss, text) for text in heights)))
        self.add(self.rule.show(descent_rule(look, stage.land.objective), largest=TYPE.caption))
        self.add(stage.map, stage.counter)
        self.add(stage.terrain, *stage.ridges, stage.above, stage.hikers, *stage.arrows)

    def tell_landscape(self) -> None:
        """Show the land from another side."""
        p = self.given
        if not self.stage.map.whole:
            sentence = self.say("A landscape: a height f at every place where f is defined.")
        elif p.function != HILLS:
            place = tuple_text(self.stage.land.objective)
            sentence = self.say("A landscape: at every place {place} a height f.", place=place)
        elif p.waves == 1:
            sentence = self.say("A landscape: its height f is a sine wave.")
        else:
            sentence = self.say(
                "Hills and valleys: the height f is a sum of {waves} sine waves.", waves=p.waves
            )
        with self.beat(sentence):
            self.play(self.stage.terrain.turn_to(FIRST_TURN), run_time=4 * TIMING.move)

    def tell_drop(self) -> None:
        """Drop the walkers."""
        sentence = self.say_count(
            self.given.starts,
            "A walker is dropped at a random place.",
            "{count} walkers are dropped at random places.",
        )
        with self.beat(sentence):
            self.play(ride(self.stage.walk.dropped, 1.0), run_time=3 * TIMING.move)

    def tell_slope(self) -> None:
        """Measure the slope under one walker, and turn it into a step."""
        arrows, stage = self.stage.arrows[0], self.stage
        if not np.any(self.ends.run.gradients[0, arrows.walker]):
            return
        gradient, step = arrows.words(self.say("gradient"), self.say("step"))
        slope = float(np.linalg.norm(self.ends.run.gradients[0, arrows.walker]))
        with self.beat(
            self.say("All that can be felt is the slope: the gradient points uphill.")
            if arrows.gradient_seen
            else self.say("All that can be felt is the slope: here only {slope}.", slope=significant(slope))
        ):
            self.play(ride(stage.pointed, 1.0), run_time=TIMING.slow)
            if arrows.gradient_seen:
                self.play(FadeIn(gradient), run_time=TIMING.quick)
                self.labels.add(gradient)
        with self.beat(self.step_sentence()):
            self.play(ride(stage.scaled, 1.0), run_time=TIMING.slow)
            if arrows.step_seen:
                self.play(FadeIn(step), run_time=TIMING.quick)
                self.labels.add(step)

    def step_sentence(self) -> str:
        """Return what the step is, and where its arrow does not show it."""
        arrows, rate = self.stage.arrows[0], shortest(self.given.learning_rate)
        if not arrows.step_seen:
            return self.say(
                "The step goes the other way: {rate} times the gradient, too short to see.", rate=rate
            )
        if arrows.shortened:
            return self.say(
                "The step goes the other way: {rate} times the gradient, which is drawn shorter.", rate=rate
            )
        return self.say("The step goes the other way: {rate} times the gradient.", rate=rate)

    def tell_walk(self) -> None:
        """Let all walk on one clock while the view turns on."""
        steps = self.stage.walk.steps
        if not steps:
            return
        seconds = seconds_for(steps, SECONDS_PER_STEP, LONGEST_WALK, SHORTEST_WALK)
        if self.ends.still:
            with self.beat(self.say("Without a slope every step has length zero.")):
                self.play(self.stage.terrain.turn_to(1.0), run_time=SHORTEST_WALK)
            return
        sentence = self.say_count(
            steps,
            "One step down the slope.",
            "{count} steps, each down the slope at that place.",
        )
        with self.beat(sentence):
            if len(self.labels):
                self.play(FadeOut(self.labels), run_time=TIMING.quick)
            self.play(
                ride(self.stage.walk.clock, float(steps), hastening),
                self.stage.terrain.turn_to(1.0),
                run_time=round(seconds / TIMING.tick) * TIMING.tick,
            )

    def tell_ridges(self) -> None:
        """Draw what parts one valley's land from the next one's."""
        if len(self.ends.valleys) < 2 or not len(self.ends.sheds.points.passes):
            return
        with self.beat(self.words.ridges()):
            self.play(ride(self.stage.parted, 1.0, smooth), run_time=2 * TIMING.move)

    def tell_why(self) -> None:
        """Say why walkers left who could have come to a valley, and mark the rate."""
        sentence = self.words.why()
        if sentence is None:
            return
        limit = self.ends.too_fast(self.given.learning_rate)
        with self.beat(sentence):
            if limit is not None:
                mark = too_fast_mark(self.look, self.layout, self.given.learning_rate, limit)
                gone = self.rule.leave() if self.layout.tall else []
                self.play(FadeIn(mark), *gone, run_time=TIMING.quick)

    def tell_summary(self) -> None:
        """Count who came where."""
        with self.beat(self.words.summary()):
            marks = self.stage.marks()
            if marks.family_members_with_points():
                self.play(FadeIn(marks), run_time=TIMING.quick)
