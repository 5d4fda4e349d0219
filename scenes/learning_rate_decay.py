"""Noisy gradients keep a constant rate from coming to rest; a rate that falls lets the ball settle."""

from typing import Self

import numpy as np
from manim import ValueTracker, VGroup
from pydantic import Field, model_validator

from gd_math.accounts.noisy_runs import NoisyRuns
from gd_math.functions.quadratic import Quadratic
from gd_math.runs.schedules import constant
from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson, LessonParams
from scenes.base.look import ENGLISH, Look
from scenes.base.parameters import LearningRate, Start2
from scenes.base.theme import TIMING, TYPE
from scenes.cast.charts.even_ranges import even_ranges
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.maps.gradient_fan import GradientFan
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.maps.walk_arrows import StepParts
from scenes.cast.moving.moments import POINTED, SCALED
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.map_words import MapLabel
from scenes.cast.writing.number_text import shortest, typst_number
from scenes.parts.learning_rate_decay.cloud import BALL, BalanceRing, Cloud, minimum_cross
from scenes.parts.learning_rate_decay.found import FALLEN, LOOKED_AT, Decay, measured_at
from scenes.parts.learning_rate_decay.noise import NoiseArrow
from scenes.parts.learning_rate_decay.race import Race
from scenes.parts.learning_rate_decay.ring_formula import bowl_formula, ring_numbers, ring_terms
from scenes.parts.learning_rate_decay.schedules import Falling, schedule_of

ASIDE = 0.25
"""From the minimum to the question mark, in scene units."""
ALONE, FALL, HELD, BEYOND = 8, 4.6, 3.6, 120
"""Most steps of the ball that is alone; seconds in which the first cloud comes down, and for which the radius
stands in numbers; how many steps there are beyond the last counted one."""


class LearningRateDecay(Lesson):
    """Noisy gradients keep a constant rate from coming to rest; a rate that falls lets the ball settle.

    Stochastic gradients are right only on average. With a constant rate the noise pushes a cloud of balls as
    far out as the curvature pulls it back, onto a ring whose radius is known in closed form. A rate that
    falls lets the cloud settle closer to the minimum; one that falls too fast stops it on the way.
    """

    class Params(LessonParams):
        """What a lecturer may change."""

        curvature: float = Field(2.0, ge=0.01, le=100.0, description="λ of the bowl λ/2·(x² + y²)")
        start: Start2 = (-4.8, 3.6)
        learning_rate: LearningRate = Field(0.1, description="the rate α at the start; at most 1/λ")
        noise: float = Field(
            9.0, gt=0.0, le=1e6, description="root mean square length of the gradient's noise (σ)"
        )
        steps: int = Field(100, ge=20, le=200, description="how many steps are taken")
        balls: int = Field(200, ge=50, le=500, description="how many balls show the spread")
        schedule: Falling = Field("inverse time", description="how the falling rate falls")
        halving: int = Field(10, ge=1, le=200, description="after how many steps the falling rate has halved")
        fast_halving: int = Field(
            2, ge=1, le=200, description="every how many steps the rate that falls fast is halved"
        )
        seed: int = Field(10, ge=0, lt=2**32, description="which noise: the same seed, the same noise")

        @model_validator(mode="after")
        def _comes_down(self) -> Self:
            most = 1 / self.curvature
            if self.learning_rate > most:
                raise ValueError(
                    f"learning_rate = {self.learning_rate:g} jumps over the minimum of this bowl; "
                    f"choose at most 1/curvature = {most:g}"
                )
            if not any(self.start):
                raise ValueError("start = [0, 0] is the minimum; choose a start that has a way down")
            if self.schedule == "step" and self.halving >= self.steps:
                raise ValueError(
                    f"halving = {self.halving} falls by a step that {self.steps} steps do not reach; "
                    f"choose at most steps - 1 = {self.steps - 1}"
                )
            return self

    given: Params
    found: Decay

    @classmethod
    def compute(cls, params: Params) -> Decay:
        """Return the three clouds."""
        p, rate = params, params.learning_rate
        bowl = Quadratic([p.curvature, p.curvature])
        schedules = (
            constant(rate),
            schedule_of(p.schedule, rate, p.halving),
            schedule_of("exponential", rate, p.fast_halving),
        )
        each, beyond = (
            tuple(NoisyRuns.of(bowl, p.start, one, steps, p.balls, p.noise, p.seed) for one in schedules)
            for steps in (p.steps, p.steps + BEYOND)
        )
        return Decay(bowl, each, beyond, p.noise, measured_at(bowl, each[0].run[0], p.noise, p.seed))

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say what the noise is, and what the schedules have in common."""
        return [
            look.say("noise: normal, alike in all directions, σ is the root mean square of its length"),
            look.say("all schedules have the same balls with the same noise"),
        ]

    def tell(self) -> None:
        """Measured gradients; one noisy ball; a cloud and its ring; three schedules; what each comes to."""
        self.clock, self.detail, self.swarm = ValueTracker(0.0), ValueTracker(1.0), ValueTracker(0.0)
        self.set_stage()
        self.tell_gradients()
        self.tell_step()
        self.tell_cloud()
        self.tell_ring()
        race = self.race = Race(self, self.plot, self.cross, self.cloud, self.swarm, self.zone)
        race.ask_who(self.balance, self.bowl)
        race.tell_falling()
        race.tell_fast()
        race.tell_moral()

    def set_stage(self) -> None:
        """Show the map with one ball, the minimum and a question."""
        look, found = self.look, self.found
        box = self.alone = self.layout.alone if self.layout.tall else self.layout.stage
        self.whole = even_ranges(look, box, *found.view, whole=True)
        levels = found.levels(self.whole)
        self.plot = ContourPlot(look, box, found.bowl, *self.whole, x_label="x", y_label="y", levels=levels)
        one = found.alone
        yellow = self.colours.gradient
        parts = StepParts(
            (), (), (), one.gradients, yellow, "measured gradient", rate=self.given.learning_rate
        )
        self.walk = MapWalk(
            look,
            self.plot,
            one,
            self.clock.get_value,
            self.detail.get_value,
            parts=parts,
            dotted=0,
            factor=found.factor,
        )
        self.fan = GradientFan(
            look, self.plot, found.start, found.gradient, found.measured, self.given.noise, found.factor
        )
        self.cross = minimum_cross(look, self.plot, found.each[0])
        mark = MathFormula(look, '"?"', colour=self.colours.ink, size=2 * TYPE.formula)
        self.question = MapLabel(look, mark, "?")
        beside = np.array([ASIDE + self.question.half[0], 0.0, 0.0])
        self.question.stand_at(self.cross.get_center() + beside)
        self.zone = FormulaZone(look, self.layout.formula)
        self.add(self.headline(self.say("Does a noisy descent come to rest?")))
        self.add(self.plot, self.cross, self.walk.track, self.fan, self.walk.actors, self.question)

    def rule(self, rate: str = "alpha") -> list[VGroup]:
        """Return the pieces of x ← x − α (∇f + ε), which come when they are seen."""
        x, alpha = paint(self.colours.parameter, "bold(x)"), paint(self.colours.step, rate)
        slope = paint(self.colours.gradient, "nabla f")
        page = self.zone.show(f"{x} <- {x} - {alpha} ({slope} + bold(epsilon))")
        assert isinstance(page, MathFormula)
        return page.pieces

    def tell_gradients(self) -> None:
        """Come close; show the gradient, then those that were measured, and their spread."""
        found, look = self.found, self.look
        drawn = self.say("gradients, drawn × {factor}", factor=shortest(found.factor))

        def come_close() -> None:
            x_range, y_range = even_ranges(look, self.alone, *found.close_view, whole=True)
            self.play(Vanish(self.question), run_time=TIMING.quick)
            self.play(ViewChange(self.plot, x_range=x_range, y_range=y_range), run_time=TIMING.slow)

        self.terms = self.rule()
        *_, bracket, slope, noise = self.terms
        told = self.say("Measured on a few samples, a gradient is right only on average.")
        with self.beat(told, opening=come_close):
            self.note = self.fan.note(look, drawn, self.walk.screen[:2], below=self.layout.tall)
            self.epsilon = NoiseArrow(look, self.fan)
            sigma = f"sigma = {typst_number(shortest(self.given.noise))}"
            self.sigma = self.fan.name_ring(look, sigma, self.note, self.epsilon.label)
            self.advance(self.fan.shown, 1.0, TIMING.move, Appear(slope), Appear(self.note))
            self.advance(self.fan.wave, 1.0, 1.6, Appear(bracket))
            self.play(Appear(self.epsilon), Appear(noise), run_time=TIMING.move)
            self.advance(self.fan.rung, 1.0, 0.6)
            self.play(Appear(self.sigma), run_time=TIMING.quick)

    def tell_step(self) -> None:
        """Let one of them turn round and shrink to the step."""
        rate = shortest(self.given.learning_rate)
        *place, alpha, _, _, _ = self.terms
        with self.beat(
            self.say("One of them, turned round and shrunk by α = {rate}, is the step.", rate=rate)
        ):
            self.play(Vanish(self.sigma), Vanish(self.epsilon), run_time=TIMING.quick)
            self.advance(self.clock, POINTED, TIMING.quick)
            self.play(Vanish(self.fan), run_time=TIMING.quick)
            self.advance(self.clock, SCALED, 2.0, Appear(alpha))
            self.advance(self.clock, 1.0, TIMING.move, *(Appear(piece) for piece in place))
            self.play(Vanish(self.note), run_time=TIMING.quick)

    def tell_cloud(self) -> None:
        """Let many balls come down, with the ring of their distance."""
        told = self.say(
            "{count} noisy balls. The ring: their root mean square distance from the minimum.",
            count=self.given.balls,
        )
        found, look = self.found, self.look
        self.cloud = Cloud(
            look, self.plot, found.each[0], self.swarm.get_value, radius=BALL, write=found.text
        )

        def pull_back() -> None:
            self.detail.set_value(0.0)
            x_range, y_range = self.whole
            back = ViewChange(self.plot, x_range=x_range, y_range=y_range)
            self.advance(self.clock, float(min(ALONE, self.given.steps)), TIMING.slow, back)

        with self.beat(told, opening=pull_back):
            self.add(self.cloud, self.cross)
            self.play(Vanish(self.walk), run_time=TIMING.tick)
            self.advance(self.swarm, float(min(FALLEN, self.given.steps)), FALL)

    def tell_ring(self) -> None:
        """Say where the ring stays, and why."""
        found, steps, p = self.found, min(LOOKED_AT, self.given.steps), self.given

        def clear() -> None:
            self.play(*map(Vanish, self.terms), run_time=TIMING.tick)

        told = self.say("Noise σ pushes out, curvature λ pulls back, until they balance.")
        with self.beat(told, opening=clear):
            self.balance = BalanceRing(self.look, self.plot, found.each[0], found.ring)
            noise, bend, rest = terms = ring_terms(self.look, self.zone)
            self.bowl = bowl_formula(self.look, self.plot, p.curvature)
            begin, way = self.swarm.get_value(), steps - self.swarm.get_value()
            self.advance(self.swarm, begin + 0.2 * way, 0.6, Appear(noise))
            self.advance(self.swarm, begin + 0.4 * way, 0.8, Appear(bend), Appear(self.bowl))
            self.advance(self.swarm, begin + 0.7 * way, 1.0, Appear(self.balance), Appear(rest))
            self.play(*map(Vanish, terms), run_time=TIMING.quick)
            radius = found.text(found.ring)
            numbers = ring_numbers(self.look, self.zone, p.learning_rate, p.curvature, p.noise, radius)
            self.play(Appear(numbers), run_time=TIMING.quick)
            self.advance(self.swarm, float(steps), HELD)
