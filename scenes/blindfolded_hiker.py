"""A blindfolded hiker feels the slope and steps downhill, in fog that hides all but a few steps around."""

from collections.abc import Callable
from typing import Annotated

import numpy as np
from manim import FadeIn, FadeOut, ValueTracker, linear
from pydantic import AfterValidator, Field

from gd_math.descent import descend
from gd_math.formula import FormulaError, parse_curve
from gd_math.hills import MountainRange
from gd_math.objective import Objective
from gd_math.optimizers import GradientDescent
from gd_math.trajectory import Trajectory
from gd_math.typing import Floats
from scenes.cast.fog import Fog
from scenes.cast.following import follow, ride
from scenes.cast.gradient_rule import gradient_rule
from scenes.cast.hiker_descent import DECIDED, FELT, UNDERSTOOD, HikerDescent
from scenes.cast.hiker_facts import Fact, KnownFacts
from scenes.cast.hiker_stage import hiking_stage
from scenes.cast.moments import SLOW_STEPS
from scenes.cast.mountains import Landscape
from scenes.cast.numbers import plain, significant
from scenes.cast.valley_marks import ValleyMarks, distinct
from scenes.cast.valleys import WalksEnd
from scenes.lesson import Lesson, LessonParams
from scenes.parameters import Coordinate, LearningRate, Steps, rate_notes
from scenes.theme import TIMING

MOUNTAINS = "mountains"
HEIGHT, HEIGHT_IN_TALL_FRAMES = 1.45, 0.85
"""Of the hiker, in scene units."""

MARGIN, MARGIN_IN_TALL_FRAMES = 0.28, 0.12
"""What is shown beyond the places that matter, as a share of the way between them."""

LIFTING = 3.6
"""Seconds in which the fog lifts."""


def _terrain(text: str) -> str:
    if text != MOUNTAINS:
        try:
            parse_curve(text)
        except FormulaError as error:
            raise ValueError(f'{error}; or use "{MOUNTAINS}"') from error
    return text


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

    given: Params

    @classmethod
    def ground(cls, p: Params) -> Objective:
        """Return the terrain as a function."""
        return MountainRange() if p.terrain == MOUNTAINS else parse_curve(p.terrain)

    @classmethod
    def run(cls, p: Params) -> Trajectory:
        """Return the run that the clip draws."""
        return descend(cls.ground(p), p.start, GradientDescent(p.learning_rate), p.steps)

    @classmethod
    def notes(cls, params: LessonParams) -> list[str]:
        """Say when the rate is too large."""
        assert isinstance(params, cls.Params)
        return rate_notes(cls.ground(params), cls.run(params), params.learning_rate)

    def tell(self) -> None:
        """Feel, turn, step; again; a prediction; the rest on one clock; then the fog lifts."""
        p = self.given
        self.objective, self.trajectory = self.ground(p), self.run(p)
        self.last = len(self.trajectory.values) - 1
        self.clock, self.air, self.lift = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        self.set_stage()

        with self.beat(self.say("Blindfolded, in fog, on a mountain. Which way is down?")):
            self.wait(TIMING.move)
        if self.last == 0 or self.trajectory.gradients[0, 0] == 0.0:
            self.tell_flat_start()
        else:
            self.tell_first_step()
            if self.last >= SLOW_STEPS:
                self.tell_second_step()
            if self.last > SLOW_STEPS:
                self.ask(self.say("Predict: where will the walk end?"))
                self.tell_other_steps()
            self.tell_end_of_walk()
        self.tell_lifting() if p.lift_fog else self.tell_fog_that_stays()

    def set_stage(self) -> None:
        """Draw the landscape, the fog over it, and before the fog what is known: hiker, axis, panel, rule."""
        tall, run = self.layout.tall, self.trajectory
        height = HEIGHT_IN_TALL_FRAMES if tall else HEIGHT
        self.facts = self.known_facts()
        self.plot, corner = hiking_stage(
            self.look,
            self.layout,
            self.objective,
            run,
            self.facts,
            height=height,
            margin=MARGIN_IN_TALL_FRAMES if tall else MARGIN,
            clear=self.given.fog_radius * height,
        )
        self.descent = HikerDescent(
            self.look, self.plot, self.objective, run, self.clock, self.air, height=height
        )
        self.landscape = Landscape(self.look, self.layout, self.plot, self.objective)
        self.fog = Fog(self.look, self.layout, self.given.fog_radius * height)
        self.rule = gradient_rule(
            self.look, run, self.given.learning_rate, self.step_told, self.layout.formula
        )
        self.facts.stand_at(*corner)
        self.add(self.landscape, self.descent.trail, self.fog)
        self.add(self.plot, self.headline(self.say("Downhill, blindfolded, in fog")))
        self.add(self.rule, self.descent, self.facts)
        follow(self.fog, self.open_fog)

    def step_told(self) -> int:
        """Return the step that the clock is in."""
        return min(int(self.clock.get_value() + 1e-9), self.last)

    def open_fog(self) -> None:
        """Open the fog around the boots."""
        self.fog.open_at(self.descent.boots, self.lift.get_value(), self.air.get_value())

    def known_facts(self) -> KnownFacts:
        """Return the panel with position, height and slope: so much is known, and no more."""
        run = self.trajectory

        def fact(role: str, word: str, symbol: str, read: Callable[[], float], told: Floats) -> Fact:
            texts = [plain(float(value), 2) for value in told]
            return Fact(role, word, symbol, lambda: plain(read(), 2), texts)

        position = fact("parameter", self.say("position"), "x", lambda: self.descent.x, run.points[:, 0])
        height = fact("loss", self.say("height"), "f(x)", lambda: self.descent.altitude, run.values)
        slope = fact("gradient", self.say("slope"), "f′(x)", lambda: self.descent.slope, run.gradients[:, 0])
        across = self.layout.stage.width if self.layout.tall else 0.0
        title = self.say("All the hiker knows")
        return KnownFacts(self.look, title, (position, height, slope), across=across)

    def advance(
        self, time: float, run_time: float, *others: object, pace: Callable[[float], float] = linear
    ) -> None:
        """Move the clock to `time` while the air drifts on."""
        air = ride(self.air, self.air.get_value() + run_time)
        self.play(ride(self.clock, time, pace), air, *others, run_time=run_time)

    def light(self, *roles: str) -> list[object]:
        """Light up what `roles` mean, in the rule and in the panel."""
        return [*self.rule.light(*roles), *self.facts.light(*roles)]

    def tell_first_step(self) -> None:
        """Feel the slope, see where it points, decide, walk."""
        run = self.trajectory
        slope = float(run.gradients[0, 0])
        with self.beat(self.say("All there is to feel is the slope under the boots.")):
            self.advance(FELT, 2 * TIMING.move, *self.light("gradient"))
        words = self.descent.arrow_words(0, self.say("gradient"), self.say("step"))
        right = self.say("The slope is {slope}: uphill is to the right.", slope=plain(slope, 2))
        left = self.say("The slope is {slope}: uphill is to the left.", slope=plain(slope, 2))
        with self.beat(right if slope > 0 else left):
            self.advance(UNDERSTOOD, TIMING.slow, FadeIn(words[0]))
        with self.beat(self.say("So turn round. The step: learning rate times slope.")):
            self.advance(DECIDED, TIMING.slow, FadeIn(words[1]), *self.light("step", "gradient"))
        with self.beat(self.compare(0)):
            self.play(FadeOut(words), *self.light("parameter", "loss"), run_time=TIMING.quick)
            self.advance(1.0, self.descent.walking_time(0))

    def compare(self, step: int) -> str:
        """Return the sentence on what a step did to the height."""
        before, after = (significant(float(v)) for v in self.trajectory.values[step : step + 2])
        if self.trajectory.values[step + 1] > self.trajectory.values[step]:
            return self.say("Too far: the height rises from {before} to {after}.", before=before, after=after)
        return self.say("One step: the height falls from {before} to {after}.", before=before, after=after)

    def tell_second_step(self) -> None:
        """Tell the second step in one go."""
        slopes = abs(self.trajectory.gradients[:2, 0])
        gentler = self.say("Feel again: less steep, so the step is shorter.")
        steeper = self.say("Feel again: steeper, so the step is longer.")
        equal = self.say("Feel again: just as steep, so the step is as long.")
        sentence = equal if np.isclose(*slopes) else gentler if slopes[1] < slopes[0] else steeper
        with self.beat(sentence):
            self.advance(1 + FELT, TIMING.slow, *self.light("gradient"))
            self.advance(1 + DECIDED, TIMING.move, *self.light("step", "gradient"))
            self.advance(2.0, self.descent.walking_time(1), *self.light())

    def tell_other_steps(self) -> None:
        """Tell the rest of the steps on one clock, each as long as its strides need."""
        times = self.descent.quick_times()
        ends = np.concatenate([[0.0], np.cumsum(times)])
        steps = np.arange(len(ends)) / len(times)

        def share(t: float) -> float:
            return float(np.interp(t * ends[-1], ends, steps))

        with self.beat(self.say("The same rule again and again: feel, step.")):
            self.advance(float(self.last), min(ends[-1], TIMING.longest_fast_run), pace=share)

    def tell_flat_start(self) -> None:
        """Tell the case without any slope."""
        with self.beat(self.say("All there is to feel is the slope under the boots.")):
            self.advance(FELT, 2 * TIMING.move, *self.light("gradient"))
        self.ask(self.say("The slope is zero: no slope, no step. Is this a valley?"))

    def tell_end_of_walk(self) -> None:
        """Say whether the slope is almost zero, or that the walk is not over, or that it left the picture."""
        end = self.end
        if self.gone and np.all(np.diff(self.trajectory.values) > 0):
            sentence = self.say("Every step lands higher: this learning rate is too large.")
        elif self.gone and self.climbed:
            sentence = self.say("The steps jump out of the picture: this learning rate is too large.")
        elif self.gone:
            sentence = self.say("The walk has left the picture: no valley held it.")
        elif end.flat:
            self.ask(self.say("Almost no slope: a valley. But is it the lowest?"))
            return
        else:
            sentence = self.say_count(
                self.last,
                "After {count} step the slope is still {slope}: not at the bottom.",
                "After {count} steps the slope is still {slope}: not at the bottom.",
                slope=plain(end.slope, 2),
            )
        with self.beat(sentence):
            self.wait(TIMING.move)

    def tell_lifting(self) -> None:
        """Lift the fog, and compare with the lowest valley in sight."""
        end = self.end
        with self.beat(self.say("The fog lifts.")):
            self.advance(self.clock.get_value(), LIFTING, ride(self.lift, 1.0), *self.light())
        if end.lowest is not None and not self.gone:
            here, lowest = distinct(end.height, end.lowest[1])
            marks = ValleyMarks(self.look, self.plot, (end.x, end.height), end.lowest)
            with self.beat(
                self.say("There is a lower valley: {lowest} instead of {here}.", lowest=lowest, here=here)
            ):
                self.play(FadeIn(marks), run_time=TIMING.move)
        with self.beat(self.summary()):
            self.wait(TIMING.move)

    def summary(self) -> str:
        """Return the last sentence."""
        end = self.end
        if self.gone and self.climbed:
            return self.say("Too large a learning rate leaps out of the valley.")
        if self.gone or not end.flat:
            return self.say("Gradient descent knows the slope here, and nothing else.")
        if end.lowest is not None:
            return self.say("Gradient descent finds a valley, not always the lowest.")
        if end.valley:
            return self.say("No valley in sight is lower. In the fog, nobody could know.")
        return self.say("This is no valley. The slope alone could not tell.")

    def tell_fog_that_stays(self) -> None:
        """End in the fog: the slope says nothing about other valleys."""
        with self.beat(self.say("In the fog, nobody can know: only the slope here is felt.")):
            self.wait(TIMING.move)

    @property
    def end(self) -> WalksEnd:
        """Return what can be said of the end of the walk."""
        return WalksEnd.of(self.objective, self.trajectory, self.plot.x_range)

    @property
    def climbed(self) -> bool:
        """Tell whether the walk ends higher than it began."""
        return bool(self.trajectory.values[-1] > self.trajectory.values[0])

    @property
    def gone(self) -> bool:
        """Tell whether the walk ends outside the picture."""
        end = self.end
        return not self.plot.shows(end.x, end.height)
