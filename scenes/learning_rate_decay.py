"""Noisy gradients keep a constant rate from coming to rest; a rate that falls lets the ball settle."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import Animation, ValueTracker, VGroup, smooth
from pydantic import Field, model_validator

from gd_math.accounts.noisy_runs import NoisyRuns
from gd_math.functions.quadratic import Quadratic
from gd_math.runs.noise import noise_radius
from gd_math.runs.schedules import constant
from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson, LessonParams, reading_time
from scenes.base.look import ENGLISH, Look
from scenes.base.pace import seconds_for
from scenes.base.parameters import LearningRate, Start2
from scenes.base.theme import TIMING, TYPE
from scenes.cast.charts.even_ranges import even_ranges
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.maps.gradient_fan import GradientFan
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.maps.walk_arrows import StepParts
from scenes.cast.moving.following import ride
from scenes.cast.moving.moments import POINTED, SCALED
from scenes.cast.moving.spotlight import Spotlight, Strength
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.map_words import MapLabel
from scenes.cast.writing.number_text import shortest, typst_number
from scenes.parts.learning_rate_decay.cloud import BalanceRing, Cloud, minimum_cross
from scenes.parts.learning_rate_decay.found import FALLEN, LOOKED_AT, Decay, measured_at
from scenes.parts.learning_rate_decay.panels import DecayPanel, twin, without_numbers
from scenes.parts.learning_rate_decay.ring_formula import bowl_formula, ring_formula
from scenes.parts.learning_rate_decay.schedules import Falling, formulas, schedule_of
from scenes.parts.learning_rate_decay.story import DecayStory

BALL, ASIDE = 0.05, 0.25
"""Radius of a ball of the cloud, and from the minimum to the question mark, in scene units."""
EDGE = 0.04
"""Room for half a line's width at both ends of the row."""
ALONE, PER_STEP = 20, 0.17
"""Most steps of the ball that is alone, and their seconds."""
FALL, RUN = 4.6, 6.0
"""Seconds in which the first cloud comes down, and in which three run."""
AGAIN, TREMBLE, BEYOND = 1.2, 8.0, 120
"""Seconds of the cloud's way back to the start; steps a second beyond the last counted one, and how many."""


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
        ring = float(noise_radius(rate, p.curvature, p.noise))
        return Decay(bowl, each, beyond, ring, measured_at(bowl, each[0].run[0], p.noise, p.seed))

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say what the noise is, and what the schedules have in common."""
        return [
            look.say("noise: normal, alike in all directions, σ is the root mean square of its length"),
            look.say("all schedules have the same balls with the same noise"),
        ]

    def tell(self) -> None:
        """Measured gradients; one noisy ball; a cloud and its ring; three schedules; what each comes to."""
        found = self.found
        self.story = DecayStory(self.look, found, self.given.fast_halving)
        self.clock, self.detail, self.swarm = ValueTracker(0.0), ValueTracker(1.0), ValueTracker(0.0)
        self.set_stage()
        self.tell_gradients()
        self.tell_step()
        self.tell_alone()
        self.tell_cloud()
        self.tell_ring()
        self.ask_who()
        self.tell_race()

    def set_stage(self) -> None:
        """Show the map with one ball, the minimum and a question."""
        look, found, box = self.look, self.found, self.layout.alone
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
            x_range, y_range = even_ranges(look, self.layout.alone, *found.close_view, whole=True)
            self.play(Vanish(self.question), run_time=TIMING.quick)
            self.play(ViewChange(self.plot, x_range=x_range, y_range=y_range), run_time=TIMING.slow)

        self.terms = self.rule()
        *_, bracket, slope, noise = self.terms
        told = self.say("Measured on a few samples, a gradient is right only on average.")
        with self.beat(told, opening=come_close):
            self.note = self.fan.note(look, drawn, self.walk.screen[:2], below=self.layout.tall)
            self.sigma = self.fan.name_ring(
                look, f"sigma = {typst_number(shortest(self.given.noise))}", self.note
            )
            self.advance(self.fan.shown, 1.0, TIMING.move, Appear(slope), Appear(self.note))
            self.advance(self.fan.wave, 1.0, 1.6, Appear(bracket), Appear(noise))
            self.advance(self.fan.rung, 1.0, 0.6)
            self.play(Appear(self.sigma), run_time=TIMING.quick)

    def tell_step(self) -> None:
        """Let one of them turn round and shrink to the step."""
        rate = shortest(self.given.learning_rate)
        *place, alpha, _, _, _ = self.terms
        with self.beat(
            self.say("One of them, turned round and shrunk by α = {rate}, is the step.", rate=rate)
        ):
            self.play(Vanish(self.sigma), run_time=TIMING.quick)
            self.advance(self.clock, POINTED, TIMING.quick)
            self.play(Vanish(self.fan), run_time=TIMING.quick)
            self.advance(self.clock, SCALED, 2.0, Appear(alpha))
            self.advance(self.clock, 1.0, TIMING.move, *(Appear(piece) for piece in place))
            self.play(Vanish(self.note), run_time=TIMING.quick)

    def tell_alone(self) -> None:
        """Pull back and let the ball go on."""
        last = min(ALONE, self.given.steps)
        with self.beat(self.say("Every step has noise of its own.")):
            self.detail.set_value(0.0)
            x_range, y_range = self.whole
            self.play(ViewChange(self.plot, x_range=x_range, y_range=y_range), run_time=TIMING.slow)
            self.advance(self.clock, float(last), seconds_for(last - 1, PER_STEP))

    def tell_cloud(self) -> None:
        """Let many balls come down, with the ring of their distance."""
        told = self.say(
            "{count} balls, each with its own noise. The ring: their root mean square distance.",
            count=self.given.balls,
        )
        found, look = self.found, self.look
        self.cloud = Cloud(
            look, self.plot, found.each[0], self.swarm.get_value, radius=BALL, write=found.text
        )
        with self.beat(told):
            self.play(Vanish(self.walk), run_time=TIMING.quick)
            self.add(self.cloud, self.cross)
            self.advance(self.swarm, float(min(FALLEN, self.given.steps)), FALL)

    def tell_ring(self) -> None:
        """Come close to the ring; say where it stays, and why."""
        found, steps = self.found, min(LOOKED_AT, self.given.steps)

        def come_close() -> None:
            x_range, y_range = even_ranges(self.look, self.layout.alone, *found.ring_view, whole=True)
            self.remove(*self.terms)
            self.play(ViewChange(self.plot, x_range=x_range, y_range=y_range), run_time=TIMING.slow)

        with self.beat(self.story.ring(steps), opening=come_close):
            self.balance = BalanceRing(self.look, self.plot, found.each[0], found.ring)
            p, radius = self.given, found.text(found.ring)
            self.symbols = noise, bend, rest, numbers = ring_formula(
                self.look, self.zone, p.learning_rate, p.curvature, p.noise, radius
            )
            self.bowl = bowl_formula(self.look, self.plot, p.curvature)
            begin, way = self.swarm.get_value(), steps - self.swarm.get_value()
            self.advance(self.swarm, begin + 0.2 * way, 1.0, Appear(noise))
            self.advance(self.swarm, begin + 0.4 * way, 1.2, Appear(bend), Appear(self.bowl))
            self.advance(self.swarm, begin + 0.7 * way, 1.4, Appear(self.balance), Appear(rest))
            self.advance(self.swarm, float(steps), 1.6, Appear(numbers))

    def ask_who(self) -> None:
        """Let the map become three, with the curve of a schedule below each, and ask."""
        found, look, tall = self.found, self.look, self.layout.tall
        stage = self.layout.stage.inset(left=EDGE, right=EDGE)
        boxes = stage.columns(1, 1, 1)
        if tall:  # the formula makes room
            boxes = stage.inset(top=stage.top - self.layout.formula.top).rows(1, 1, 1, gap=0.2)
        pages = formulas(look, self.given.schedule, self.given.halving, self.given.fast_halving)
        plots = [self.plot, *(twin(look, self.plot) for _ in boxes[1:])]
        self.race = ValueTracker(0.0)
        time = self.race.get_value
        self.panels = [
            DecayPanel(look, box, plot, found.view, runs, beyond, page, name, time, found.text, tall=tall)
            for box, plot, runs, beyond, page, name in zip(
                boxes, plots, found.each, found.beyond, pages, self.story.names, strict=True
            )
        ]
        now = self.swarm.get_value
        clouds = [Cloud(look, one, found.each[0], now, radius=BALL, write=found.text).bare() for one in plots]
        crosses = [panel.cross for panel in self.panels]

        def part() -> None:
            ground, axes = self.colours.background, (self.plot.numbers, self.plot.labels)
            fading = [Strength(part, 0.0, ground) for part in axes]
            gone = [self.balance, self.bowl, *self.symbols]
            self.play(*map(Vanish, gone), *fading, run_time=TIMING.quick)
            without_numbers(self.plot)
            self.bring_to_back(*plots[1:])
            self.remove(self.cross, self.cloud)
            self.add(*clouds, *crosses)
            self.play(*(panel.move() for panel in self.panels), run_time=TIMING.slow)
            self.play(*(ride(cloud.gathered, 1.0, smooth) for cloud in clouds), run_time=AGAIN)
            self.remove(*clouds, *crosses)
            self.add(*(panel.cloud for panel in self.panels), *crosses)
            self.add(*(panel.chart.actors for panel in self.panels))
            rule = [] if tall else [VGroup(*self.rule("alpha_k"))]
            self.play(
                *(Appear(panel.chart.scenery) for panel in self.panels),
                *map(Appear, [*(panel.title for panel in self.panels), *rule]),
                run_time=TIMING.quick,
            )
            self.play(*(ride(panel.drawn, float(self.given.steps)) for panel in self.panels), run_time=1.6)

        with self.beat(self.say("Which cloud ends closest to the minimum?"), kind="ask", opening=part):
            pass

    def tell_race(self) -> None:
        """Let three clouds come down by one clock, and say what each comes to."""
        fast = self.panels[2]
        light = Spotlight(self.look, *(piece for panel in self.panels for piece in panel.pieces))
        with self.beat(self.say("Same balls, same noise, {count} steps.", count=self.given.steps)):
            self.advance(self.race, float(self.given.steps), RUN)
        self.tremble(self.story.stopped(), light.on(*fast.pieces), fast.gap() if self.story.stops else None)
        self.tremble(self.story.moral(), light.everywhere())

    def tremble(self, told: str, lights: Sequence[Animation], gap: VGroup | None = None) -> None:
        """Say what the clouds come to; the balls go on after the last step, rings and numbers stay."""
        with self.beat(told):
            then = reading_time(told) - TIMING.quick
            for seconds, others in ((TIMING.quick, lights), (then, [Appear(gap)] if gap else [])):
                self.advance(self.race, self.race.get_value() + TREMBLE * seconds, seconds, *others)
