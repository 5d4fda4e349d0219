"""A blindfolded hiker feels the slope and steps downhill, in fog that hides all but a few steps around."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Self

from manim import FadeIn, FadeOut, ValueTracker, linear
from pydantic import AfterValidator, Field, model_validator

from gd_math.accounts.account import Account, account
from gd_math.accounts.views import walk_view
from gd_math.formula.parsing import FormulaError, parse_curve
from gd_math.functions.hills import MountainRange
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from scenes.base.appearing import Vanish
from scenes.base.lesson import Lesson, LessonParams
from scenes.base.look import ENGLISH, Look
from scenes.base.parameters import Coordinate, LearningRate, Steps, check_start, run_notes
from scenes.base.theme import TIMING
from scenes.base.view_parameters import Shown
from scenes.cast.charts.undefined import Undefined
from scenes.cast.moving.following import follow, ride
from scenes.cast.moving.moments import SLOW_STEPS
from scenes.cast.writing.rule import gradient_rule
from scenes.parts.blindfolded_hiker.descent import DECIDED, FELT, UNDERSTOOD, HikerDescent
from scenes.parts.blindfolded_hiker.fog import Fog
from scenes.parts.blindfolded_hiker.knowledge import known_facts
from scenes.parts.blindfolded_hiker.mountains import Landscape
from scenes.parts.blindfolded_hiker.stage import hiking_stage
from scenes.parts.blindfolded_hiker.story import HikerStory
from scenes.parts.blindfolded_hiker.valley_marks import ValleyMarks

MOUNTAINS = "mountains"
HEIGHT, HEIGHT_IN_TALL_FRAMES = 1.45, 0.85
"""Of the hiker, in scene units."""

MARGIN, MARGIN_IN_TALL_FRAMES = 0.28, 0.12
"""What is shown beyond the places that matter, as a share of the way between them."""

LIFTING = 3.6
"""Seconds in which the fog lifts."""

NEW, OLD, RATE, GRADIENT = range(4)
"""Terms of the rule, from the left."""


def _terrain(text: str) -> str:
    if text != MOUNTAINS:
        try:
            parse_curve(text)
        except FormulaError as error:
            raise ValueError(f'{error}; or use "{MOUNTAINS}"') from error
    return text


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk as wide and as tall frames show it: their margins differ."""

    in_wide_frames: Account
    in_tall_frames: Account


class BlindfoldedHiker(Lesson):
    """A blindfolded hiker goes down a mountain in fog, by the slope under the boots alone."""

    class Params(LessonParams):
        """What a lecturer may change."""

        terrain: Annotated[str, AfterValidator(_terrain), Field(max_length=200)] = Field(
            MOUNTAINS, description=f'the ground: "{MOUNTAINS}", or a formula in x'
        )
        start: Coordinate = Field(13.0, description="where the hiker starts")
        learning_rate: LearningRate = 0.55
        steps: Steps = 10
        fog_radius: float = Field(
            0.7, ge=0.3, le=3.0, description="how far one can see", json_schema_extra={"unit": "body heights"}
        )
        lift_fog: bool = Field(True, description="whether the fog lifts at the end")
        x_range: Shown = Field(None, description="the part of the ground that is shown, [low, high]")

        @model_validator(mode="after")
        def _seen(self) -> Self:
            ground = MountainRange() if self.terrain == MOUNTAINS else parse_curve(self.terrain)
            check_start(ground, self.start, self.x_range)
            return self

    given: Params
    found: Walk

    @classmethod
    def compute(cls, params: Params) -> Walk:
        """Walk down; take account of it in the part of the ground that wide and tall frames show."""
        ground = MountainRange() if params.terrain == MOUNTAINS else parse_curve(params.terrain)
        run = descend(ground, params.start, GradientDescent(params.learning_rate), params.steps)

        def seen(margin: float) -> Account:
            return account(ground, run, (params.x_range or walk_view(ground, run, margin),))

        return Walk(seen(MARGIN), seen(MARGIN_IN_TALL_FRAMES))

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say what keeps the walk from coming down."""
        return run_notes(cls.computed(params).in_wide_frames, GradientDescent(params.learning_rate), look)

    def tell(self) -> None:
        """Feel, turn, step; again; a prediction; the rest on one clock; then the fog lifts."""
        p = self.given
        self.account = self.found.in_tall_frames if self.layout.tall else self.found.in_wide_frames
        self.objective, self.trajectory = self.account.objective, self.account.run
        self.last = self.account.steps
        self.clock, self.air, self.lift = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)

        self.set_stage()

        with self.beat(self.say("Blindfolded, in fog, on a mountain. Which way is down?")):
            self.wait(TIMING.move)
        if self.trajectory.gradients[0, 0] == 0.0:
            self.tell_flat_start()
        else:
            self.tell_first_step()
            if self.last >= SLOW_STEPS:
                self.tell_second_step()
            if self.last > SLOW_STEPS:
                self.ask(self.say("Predict: where will the walk end?"))
                self.tell_other_steps()
            self.tell_leaving() if self.account.left else self.tell_end_of_walk()
        self.tell_lifting() if p.lift_fog else self.tell_fog_that_stays()

    def set_stage(self) -> None:
        """Draw the landscape, the fog over it, and before the fog what is known: hiker, axis, panel, rule."""
        tall, run = self.layout.tall, self.trajectory
        height = HEIGHT_IN_TALL_FRAMES if tall else HEIGHT
        across = self.layout.stage.width if tall else 0.0
        self.facts = known_facts(self.look, self.account, lambda: self.descent, across)
        clear = self.given.fog_radius * height
        self.plot, corner = hiking_stage(self.look, self.layout, self.account, self.facts, height, clear)
        gone = not self.plot.shows(float(run.points[-1, 0]), float(run.values[-1]))
        self.story = HikerStory(self.look, self.account, gone)
        self.descent = HikerDescent(
            self.look, self.plot, self.objective, run, self.clock, self.air, height=height
        )
        self.landscape = Landscape(self.look, self.layout, self.plot, self.objective)
        self.fog = Fog(self.look, self.layout, clear)
        self.rule = gradient_rule(
            self.look, run, self.given.learning_rate, lambda: self.descent.moment, self.layout.formula
        )
        self.facts.stand_at(*corner)
        undefined = Undefined.on_curve(self.look, self.plot, self.objective)
        bare = [] if undefined.empty else [undefined]
        self.add(self.landscape, *bare, self.descent.trail, self.fog)
        self.add(self.plot, self.headline(self.say("Downhill, blindfolded, in fog")))
        self.add(self.descent, self.facts)
        follow(self.fog, self.open_fog)

    def open_fog(self) -> None:
        """Open the fog around the boots."""
        self.fog.open_at(self.descent.boots, self.lift.get_value(), self.air.get_value())

    def walk_to(
        self, time: float, run_time: float, *others: object, pace: Callable[[float], float] = linear
    ) -> None:
        """Move the clock to `time` while the air drifts on."""
        air = ride(self.air, self.air.get_value() + run_time)
        self.play(ride(self.clock, time, pace), air, *others, run_time=run_time)

    def tell_first_step(self) -> None:
        """Feel the slope, see where it points, decide, walk."""
        with self.beat(self.say("All there is to feel is the slope under the boots.")):
            self.walk_to(FELT, 2 * TIMING.move, *self.facts.light("gradient"))
            self.play(*self.rule.grow(GRADIENT), run_time=TIMING.quick)
        words = self.descent.arrow_words(0, self.say("gradient"), self.say("step"))
        with self.beat(self.story.uphill()):
            self.walk_to(UNDERSTOOD, TIMING.slow, FadeIn(words[0]))
        with self.beat(self.say("So turn round. The step: learning rate times slope.")):
            self.walk_to(DECIDED, TIMING.slow, FadeIn(words[1]), *self.rule.grow(RATE))
        if self.last == 0:
            return
        with self.beat(self.story.step(0)):
            lit = self.facts.light("parameter", "loss")
            self.play(FadeOut(words), *lit, *self.rule.grow(OLD), run_time=TIMING.quick)
            self.walk_to(1.0, self.descent.walking_time(0))
            self.play(*self.rule.grow(NEW), run_time=TIMING.quick)

    def tell_second_step(self) -> None:
        """Tell the second step in one go."""
        with self.beat(self.story.second(self.rule.samples["gradient"])):
            self.walk_to(1 + FELT, TIMING.slow, *self.facts.light("gradient"))
            self.walk_to(1 + DECIDED, TIMING.move, *self.facts.light("step", "gradient"))
            self.walk_to(2.0, self.descent.walking_time(1), *self.facts.light())

    def tell_other_steps(self) -> None:
        """Tell the rest of the steps on one clock, each as long as its strides need."""
        seconds, pace = self.descent.quick_steps()
        with self.beat(self.say("The same rule again and again: feel, step.")):
            self.walk_to(float(self.last), seconds, pace=pace)

    def tell_flat_start(self) -> None:
        """Tell the case without any slope."""
        with self.beat(self.say("All there is to feel is the slope under the boots.")):
            self.walk_to(FELT, 2 * TIMING.move, *self.facts.light("gradient"))
            self.play(*self.rule.grow(NEW, OLD, RATE, GRADIENT), run_time=TIMING.quick)
        self.ask(self.story.no_slope())

    def tell_leaving(self) -> None:
        """Tell the step by which the walk left as far as its arrow."""
        with self.beat(self.story.leaving()):
            self.walk_to(self.last + DECIDED, TIMING.slow, *self.facts.light("parameter"))

    def tell_end_of_walk(self) -> None:
        """Ask whether this is the lowest valley, or say that the walk is not over, or where it went."""
        question = self.story.asks
        if question is not None:
            self.ask(question)
            return
        with self.beat(self.story.end_of_walk()):
            self.wait(TIMING.move)

    def tell_lifting(self) -> None:
        """Lift the fog, and compare with the lowest valley in sight."""
        story = self.story
        with self.beat(self.say("The fog lifts.")):
            self.play(Vanish(self.facts), run_time=TIMING.quick)
            self.walk_to(self.clock.get_value(), LIFTING, ride(self.lift, 1.0))
        if story.lowest is not None and not story.gone and self.plot.shows(*story.lowest):
            here = float(self.trajectory.points[-1, 0]), float(self.trajectory.values[-1])
            marks = ValleyMarks(self.look, self.plot, self.descent.ground.height, here, story.lowest)
            with self.beat(story.lower()):
                self.play(FadeIn(marks), run_time=TIMING.move)
        with self.beat(story.summary()):
            self.wait(TIMING.move)

    def tell_fog_that_stays(self) -> None:
        """End in the fog: the slope says nothing about other valleys."""
        with self.beat(self.say("In the fog, nobody can know: only the slope here is felt.")):
            self.wait(TIMING.move)
