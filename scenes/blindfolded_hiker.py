"""A blindfolded hiker feels the slope and steps downhill, in fog that hides all but a few steps around."""

import math
from collections.abc import Callable
from typing import Annotated, Any, Self, cast

import numpy as np
from manim import FadeIn, FadeOut, Mobject, ValueTracker, linear
from manim.typing import Point3D
from pydantic import AfterValidator, Field, model_validator

from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson, LessonParams
from scenes.base.look import ENGLISH, Look
from scenes.base.parameters import Coordinate, FormulaText, LearningRate, Steps, check_start, run_notes
from scenes.base.theme import TIMING
from scenes.base.view_parameters import Shown
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.moving.following import follow, ride
from scenes.cast.moving.moments import SLOW_STEPS
from scenes.cast.writing.born import Born
from scenes.cast.writing.number_text import shortest
from scenes.cast.writing.rule import gradient_rule
from scenes.parts.blindfolded_hiker.descent import DECIDED, FELT, UNDERSTOOD
from scenes.parts.blindfolded_hiker.fog_stage import FogStage
from scenes.parts.blindfolded_hiker.knowledge import way_walked
from scenes.parts.blindfolded_hiker.story import HikerStory
from scenes.parts.blindfolded_hiker.terrain import MOUNTAINS, Walk, ground_of, known_terrain
from scenes.parts.blindfolded_hiker.valley_marks import ValleyMarks

PROBING, TURNING, PULLING, LIFTING, BEARING, SEEING = 2.4, 2.6, 3.0, 2.8, 0.8, 1.6
"""Seconds in which the stick feels, the gradient becomes the step, picture and fog go, a number is born, and
the blindfold comes off."""

NEW, OLD, RATE, GRADIENT = range(4)
"""Terms of the rule, from the left."""


class BlindfoldedHiker(Lesson):
    """A blindfolded hiker goes down a mountain in fog, by the slope under the boots alone.

    What gradient descent knows, told as a walk: position, height and slope under the boots, for the fog hides
    everything else. Feel, turn round, step, and feel again, until there is almost no slope. Then the fog
    lifts, and shows whether a lower valley was there: a valley is what descent finds, not always the lowest.
    """

    class Params(LessonParams):
        """What a lecturer may change."""

        terrain: Annotated[FormulaText, AfterValidator(known_terrain)] = Field(
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
            check_start(ground_of(self.terrain), self.start, self.x_range)
            return self

    given: Params
    found: Walk

    @classmethod
    def compute(cls, params: Params) -> Walk:
        """Walk down; take account of it in the part of the ground that wide and tall frames show."""
        ground = ground_of(params.terrain)
        run = descend(ground, params.start, GradientDescent(params.learning_rate), params.steps)
        return Walk.seen(ground, run, params.x_range)

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

        with self.beat(self.say("A hiker wants to go down, and sees nothing.")):
            self.walk_to(0.0, TIMING.move)
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
        """Draw the hiker from close by, in fog; axis, panel and rule wait until they are needed."""
        run, radius = self.trajectory, self.given.fog_radius
        stage = FogStage(self.look, self.layout, self.account, radius, self.clock, self.air)
        self.stage, self.descent, self.fog, self.facts = stage, stage.descent, stage.fog, stage.facts
        self.plot, self.landscape = stage.plot, stage.landscape
        gone = not stage.home.shows(float(run.points[-1, 0]), float(run.values[-1]))
        self.story = HikerStory(self.look, self.account, gone)
        self.rule = gradient_rule(
            self.look, run, self.given.learning_rate, lambda: self.descent.moment, self.layout.formula
        )
        self.descent.arrows.count(self.rule.samples["gradient"], self.rule.samples["step"][0])
        self.add(self.landscape, *stage.bare, self.descent.trail, self.fog)
        self.questions = stage.questions()
        self.add(self.headline(self.say("Which way is down?")), self.descent, self.questions)
        follow(self.fog, self.open_fog)

    def open_fog(self) -> None:
        """Open the fog around the boots."""
        lift, air = self.lift.get_value(), self.air.get_value()
        self.fog.open_at(self.descent.boots, lift, air, self.stage.view.scale)

    def walk_to(
        self, time: float, run_time: float, *others: object, pace: Callable[[float], float] = linear
    ) -> None:
        """Move the clock to `time` while the air drifts on."""
        air = ride(self.air, self.air.get_value() + run_time)
        self.play(ride(self.clock, time, pace), air, *others, run_time=run_time)

    def rest(self, duration: float) -> None:
        """Let the hiker breathe while a beat rests; its last picture is a still."""
        unit = TIMING.tick * self.given.pace
        ticks = math.ceil(duration / unit - 1e-6)
        if ticks > 1:
            self.walk_to(self.clock.get_value(), (ticks - 1) * unit)
        self.wait(unit)

    def light(self, *roles: str) -> list[object]:
        """Light up what `roles` mean in the panel, if it is there."""
        return [*self.facts.light(*roles)] if self.facts in self.mobjects else []

    def bear(self, place: int, start: Point3D, *others: object) -> None:
        """Let a number of the rule come from where the picture has made it, and what it completes."""
        number = self.rule.row[place][0]
        number.update()
        grown = (part for part in self.rule.grow(place) if part.mobject is not cast(Any, number))
        self.walk_to(self.clock.get_value(), BEARING, Born(number, start), *grown, *others)

    @property
    def foot(self) -> Point3D:
        """Return where the position stands on the axis."""
        foot: Point3D = self.descent.boots * (1, 0, 1) + np.array([0.0, self.plot.area.bottom, 0.0])
        return foot

    def show_axis(self) -> None:
        """Show where the hiker is, and what is known: that follows in tall frames, which lack the room."""
        position = self.descent.position
        self.add(self.plot, position, self.descent)
        panel = [] if self.layout.tall else [self.facts]
        coming = (Appear(part) for part in (self.plot, position, *panel))
        self.walk_to(0.0, TIMING.quick, Vanish(self.questions), *coming)

    def tell_first_step(self) -> None:
        """Feel the slope, see where it points, decide, walk."""
        self.feel()
        words = self.descent.arrows.words(0, self.gradient_word(), self.say("step"))
        with self.beat(self.story.uphill()):
            self.walk_to(UNDERSTOOD, TIMING.slow)
            self.walk_to(UNDERSTOOD, TIMING.quick, FadeIn(words[0]))
        rate = shortest(self.given.learning_rate, 2)
        with self.beat(self.say("Turned round, times the learning rate {rate}: the step.", rate=rate)):
            self.walk_to(UNDERSTOOD, TIMING.quick, FadeOut(words[0]), *self.rule.grow(RATE))
            self.walk_to(DECIDED, TURNING)
            self.walk_to(DECIDED, TIMING.quick, FadeIn(words[1]))
            if self.last == 0:
                self.pull_back(DECIDED, PULLING, FadeOut(words[1]))
        if self.last == 0:
            return

        def walk() -> None:
            self.walk_to(DECIDED, TIMING.quick, FadeOut(words[1]), *self.light(), *self.rule.grow(OLD))
            self.pull_back(1.0, max(self.descent.walking_time(0), PULLING))

        with self.beat(self.story.step(0), opening=walk):
            lit = self.light("parameter", "loss")
            self.bear(NEW, self.foot, *lit)

    def feel(self) -> None:
        """Probe the ground until its slope is known, and take it into the rule."""
        with self.beat(
            self.say("All there is to feel is the slope under the boots."), opening=self.show_axis
        ):
            self.walk_to(FELT, PROBING)
            self.bear(GRADIENT, self.descent.boots, *self.light("gradient"))

    def gradient_word(self) -> str:
        """Return the word for the gradient arrow, with the scale that it is drawn to."""
        factor = self.descent.arrows.factor
        if factor == 1.0:
            return self.say("gradient")
        return self.say("gradient, drawn × {factor}", factor=shortest(factor))

    def pull_back(self, time: float, run_time: float, *others: object) -> None:
        """Show the whole picture again, while the hiker walks on."""
        self.landscape.add_updater(self.come_near)
        self.walk_to(time, run_time, ViewChange(self.plot, goal=self.stage.home), *others)
        self.landscape.remove_updater(self.come_near)
        self.landscape.come(self.stage.view)
        if self.layout.tall:
            self.walk_to(time, TIMING.quick, Appear(self.facts))

    def come_near(self, landscape: Mobject) -> None:
        """Let the landscape stand as near as the picture is."""
        self.landscape.come(self.stage.view)

    def tell_second_step(self) -> None:
        """Tell the second step in one go: what is new comes when it is felt, decided and reached."""

        def feel() -> None:
            self.walk_to(1 + FELT, PROBING, *self.light("gradient"))

        with self.beat(self.story.second(self.rule.samples["gradient"]), opening=feel):
            self.walk_to(1 + UNDERSTOOD, BEARING)
            self.walk_to(1 + DECIDED, TURNING)
            self.walk_to(2.0, self.descent.walking_time(1), *self.light())

    def tell_other_steps(self) -> None:
        """Tell the rest of the steps on one clock, each as long as its strides need."""
        seconds, pace = self.descent.quick_steps()
        with self.beat(self.say("The same rule again and again: feel, step.")):
            self.walk_to(float(self.last), seconds, pace=pace)

    def tell_flat_start(self) -> None:
        """Tell the case without any slope."""
        self.feel()
        with self.beat(self.story.no_slope(), kind="ask"):
            self.walk_to(FELT, TIMING.quick, *self.rule.grow(NEW, OLD, RATE))
            self.pull_back(FELT, PULLING)

    def tell_leaving(self) -> None:
        """Tell the step by which the walk left as far as its arrow."""
        with self.beat(self.story.leaving()):
            self.walk_to(self.last + DECIDED, TIMING.slow, *self.light("parameter"))

    def tell_end_of_walk(self) -> None:
        """Ask whether this is the lowest valley, or say that the walk is not over, or where it went."""
        question = self.story.asks
        if question is not None:
            self.ask(question)
            return
        with self.beat(self.story.end_of_walk()):
            self.rest(TIMING.move)

    def tell_lifting(self) -> None:
        """Lift the fog, and compare with the lowest valley in sight."""
        story = self.story
        lower = story.lowest
        if lower is None or story.gone or not self.plot.shows(*lower):
            lower = None
        else:
            self.descent.looks = 1 if lower[0] > self.trajectory.points[-1, 0] else -1
        with self.beat(self.say("The fog lifts.")):
            self.play(Vanish(self.facts), run_time=TIMING.quick)
            self.walk_to(self.clock.get_value(), LIFTING, ride(self.lift, 1.0))
            self.walk_to(self.clock.get_value(), SEEING, ride(self.descent.sight, 1.0))
        if lower is not None:
            here = float(self.trajectory.points[-1, 0]), float(self.trajectory.values[-1])
            marks = ValleyMarks(self.look, self.plot, self.descent.ground.height, here, lower)

            def plant() -> None:
                self.walk_to(self.clock.get_value(), BEARING, FadeIn(marks))

            with self.beat(story.lower(), opening=plant):
                self.rest(TIMING.move)
        with self.beat(story.summary(), opening=self.sum_up):
            self.rest(TIMING.move)

    def sum_up(self) -> None:
        """Put from where to where the walk went in the place of its last step's numbers."""
        if self.story.gone:
            return
        numbers = [one for pair in self.rule.row for one in pair if one is not None]
        way = way_walked(self.look, self.facts, self.layout.formula, float(numbers[0].at[1]))
        self.walk_to(self.clock.get_value(), TIMING.quick, *(Vanish(number) for number in numbers))
        answer = self.answer_with(self.say("Down is against the slope"))
        self.walk_to(self.clock.get_value(), TIMING.quick, Appear(way), *answer)

    def tell_fog_that_stays(self) -> None:
        """End in the fog: the slope says nothing about other valleys."""
        with self.beat(self.say("In the fog, nobody can know: only the slope here is felt.")):
            self.rest(TIMING.move)
