"""Walkers are dropped at random on hills of sine waves; each goes down into the valley below it."""

from typing import Annotated

import numpy as np
from manim import FadeIn, FadeOut, VGroup, smooth
from pydantic import AfterValidator, Field

from gd_math.descent import descend
from gd_math.formula import FormulaError, parse_land
from gd_math.hills import SineHills
from gd_math.objective import Objective
from gd_math.optimizers import GradientDescent
from gd_math.theory import stable_rate_limit
from gd_math.trajectory import Ending, Trajectory
from gd_math.typing import Points
from scenes.cast.following import hastening, ride
from scenes.cast.formulas import MathFormula, paint
from scenes.cast.hill_stage import HillStage
from scenes.cast.numbers import shortest, significant
from scenes.cast.terrain_block import Land
from scenes.lesson import Lesson, LessonParams
from scenes.parameters import LearningRate, Steps
from scenes.theme import TIMING, TYPE

HILLS = "hills"
WAVES = "sum_i a_i sin(k_i x + l_i y + phi_i)"
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


class HillDescent(Lesson):
    """Random walkers go down hills, each into the valley that its start has destined it for."""

    class Params(LessonParams):
        """What a lecturer may change."""

        function: Annotated[str, AfterValidator(_landscape), Field(max_length=200)] = Field(
            HILLS, description='the landscape: "hills" (a sum of sine waves), or a formula in x and y'
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

    given: Params

    @classmethod
    def landscape(cls, p: Params) -> Objective:
        """Return the function."""
        return SineHills.seeded(p.hills_seed, p.waves) if p.function == HILLS else parse_land(p.function)

    @classmethod
    def places(cls, p: Params) -> Points:
        """Return where the walkers are dropped ``(starts, 2)``."""
        low, high = np.transpose(cls.landscape(p).domain)
        edge = EDGE * (high - low)
        return np.random.default_rng(p.seed).uniform(low + edge, high - edge, (p.starts, 2))

    @classmethod
    def run(cls, p: Params) -> Trajectory:
        """Return the runs that the clip draws, one batch of points ``(steps + 1, starts, 2)``."""
        return descend(cls.landscape(p), cls.places(p), GradientDescent(p.learning_rate), p.steps)

    @classmethod
    def notes(cls, params: LessonParams) -> list[str]:
        """Say how many walkers diverge."""
        assert isinstance(params, cls.Params)
        objective, run = cls.landscape(params), cls.run(params)
        diverged = int((run.endings >= Ending.NOT_FINITE).sum())
        if diverged:
            limit = stable_rate_limit(objective, run.points[0, 0])
            stable = (
                f"; stable below {limit:.4g}" if limit is not None and limit < params.learning_rate else ""
            )
            return [f"{diverged} of {params.starts} walkers diverge{stable}"]
        return []

    def tell(self) -> None:
        """A landscape; walkers dropped; one slope; a prediction; the walk; the ridges; who came where."""
        p = self.given
        self.trajectory = self.run(p)
        objective = self.landscape(p)
        land = Land(objective, *objective.domain)
        self.stage = HillStage(self.look, self.layout, land, self.trajectory, p.turn, self.say("step"))
        self.labels = VGroup()
        self.set_stage()

        self.tell_landscape()
        self.tell_drop()
        self.tell_slope()
        if p.starts > 1:
            self.ask(self.say("Predict: do all of them end in the same valley?"))
        else:
            self.ask(self.say("Predict: where does the walker end?"))
        self.tell_walk()
        self.tell_ridges()
        self.tell_summary()

    def set_stage(self) -> None:
        """Draw the land at the left, its map at the right, the height and the rule above."""
        stage = self.stage
        self.add(self.headline(self.say("Every walker finds its own valley")), self.formulas())
        self.add(stage.map, stage.counter)
        self.add(stage.terrain, *stage.ridges, stage.above, stage.hikers, *stage.arrows)

    def formulas(self) -> VGroup:
        """Return the height at the right and the rule beneath the header; only the rule in tall frames."""
        colours, box, tall = self.colours, self.layout.formula, self.layout.tall
        point, slope = paint(colours.parameter, "(x, y)"), paint(colours.gradient, "nabla f(x, y)")
        step = paint(colours.step, "alpha")
        rule = MathFormula(self.look, f"{point} arrow.l {point} - {step} {slope}", size=TYPE.caption)
        left, bottom = self.layout.safe.left, box.top - rule.height if tall else box.bottom
        rule.shift((left - float(rule.get_left()[0]), bottom - float(rule.get_bottom()[1]), 0.0))
        if tall:
            return VGroup(rule)
        height = self.fitting(self.stage.land.objective.formula if self.given.function != HILLS else WAVES)
        height.shift((box.right - float(height.get_right()[0]), box.top - float(height.get_top()[1]), 0.0))
        return VGroup(height, rule)

    def fitting(self, body: str) -> MathFormula:
        """Return the height as large as its zone allows, without `body` if it would be too small to read."""
        box, loss = self.layout.formula, self.colours.loss
        for size in np.arange(TYPE.formula, TYPE.label - 1e-9, -1.0):
            formula = MathFormula(self.look, paint(loss, f"f(x, y) = {body}"), size=float(size))
            if formula.width <= box.width and formula.height <= box.height:
                return formula
        return MathFormula(self.look, paint(loss, "f(x, y)"))

    def tell_landscape(self) -> None:
        """Show the land from another side."""
        p = self.given
        if p.function != HILLS:
            sentence = self.say("A landscape: at every place (x, y) a height f.")
        elif p.waves == 1:
            sentence = self.say("A landscape: its height f is a sine wave.")
        else:
            sentence = self.say(
                "Hills and valleys: the height f is a sum of {waves} sine waves.", waves=p.waves
            )
        with self.beat(sentence):
            self.play(ride(self.stage.azimuth, self.stage.first_view, smooth), run_time=4 * TIMING.move)

    def tell_drop(self) -> None:
        """Drop the walkers."""
        one, many = (
            self.say("A walker is dropped at a random place."),
            self.say("{count} walkers are dropped at random places.", count=self.given.starts),
        )
        with self.beat(one if self.given.starts == 1 else many):
            self.play(ride(self.stage.dropped, 1.0), run_time=3 * TIMING.move)

    def tell_slope(self) -> None:
        """Measure the slope under one walker, and turn it into a step."""
        if not np.any(self.trajectory.gradients[0, self.stage.arrows[0].walker]):
            return
        gradient, step = self.stage.arrows[0].words(self.say("gradient"), self.say("step"))
        with self.beat(self.say("All that can be felt is the slope: the gradient points uphill.")):
            self.play(ride(self.stage.pointed, 1.0), run_time=TIMING.slow)
            self.play(FadeIn(gradient), run_time=TIMING.quick)
        with self.beat(
            self.say(
                "The step goes the other way: {rate} times the gradient.",
                rate=shortest(self.given.learning_rate),
            )
        ):
            self.play(ride(self.stage.scaled, 1.0), run_time=TIMING.slow)
            self.play(FadeIn(step), run_time=TIMING.quick)
        self.labels = VGroup(gradient, step)

    def tell_walk(self) -> None:
        """Let all walk on one clock while the view turns on."""
        steps = self.stage.tracks.steps
        if not steps:
            return
        seconds = min(max(SECONDS_PER_STEP * steps, SHORTEST_WALK), LONGEST_WALK)
        one, many = (
            self.say("One step down the slope."),
            self.say("{steps} steps, each down the slope at that place.", steps=steps),
        )
        with self.beat(one if steps == 1 else many):
            if len(self.labels):
                self.play(FadeOut(self.labels), run_time=TIMING.quick)
            self.play(
                ride(self.stage.clock, float(steps), hastening),
                ride(self.stage.azimuth, self.stage.sweep[1], smooth),
                run_time=round(seconds / TIMING.tick) * TIMING.tick,
            )

    def tell_ridges(self) -> None:
        """Draw what parts one valley's land from the next one's."""
        ends = self.stage.destinies
        if len(ends.points.valleys) < 2 or not len(ends.points.passes):
            return
        if ends.strayed:
            sentence = self.say(
                "Ridges part the land, yet long steps crossed one: {strayed} of {count} walkers.",
                strayed=ends.strayed,
                count=self.given.starts,
            )
        elif ends.arrived:
            sentence = self.say("Ridges part the land: where a walker starts decides where it ends.")
        else:
            sentence = self.say("Ridges part the land of one valley from the next.")
        with self.beat(sentence):
            self.play(ride(self.stage.parted, 1.0, smooth), run_time=2 * TIMING.move)

    def tell_summary(self) -> None:
        """Count who came where."""
        with self.beat(self.summary()):
            self.play(FadeIn(self.stage.marks()), run_time=TIMING.quick)

    def summary(self) -> str:
        """Return the sentence on what became of the walkers."""
        ends, count, steps = self.stage.destinies, self.given.starts, self.given.steps
        valleys, lowest, reached = len(ends.points.valleys), ends.in_lowest, len(ends.reached)
        if ends.gone:
            return self.say(
                "Of {count} walkers {arrived} reached a valley, {gone} left the map.",
                count=count,
                arrived=ends.arrived,
                gone=ends.gone,
            )
        if not valleys:
            before, after = (significant(float(np.nanmean(self.trajectory.values[k]))) for k in (0, -1))
            return self.say(
                "Steps: {steps}. The mean height went from {before} to {after}.",
                steps=steps,
                before=before,
                after=after,
            )
        if ends.arrived < count:
            return self.say(
                "Walkers in a valley after step {steps}: {arrived} of {count}.",
                steps=steps,
                arrived=ends.arrived,
                count=count,
            )
        if valleys == 1:
            return self.say("All have come to the only valley.")
        if ends.lowest == valleys:
            return self.say("Every walker rests in a valley; all {valleys} are equally low.", valleys=valleys)
        if count == 1 and lowest:
            return self.say("The walker has come to the lowest of {valleys} valleys.", valleys=valleys)
        if count == 1:
            return self.say(
                "The walker rests, yet not in the lowest of the {valleys} valleys: it cannot know.",
                valleys=valleys,
            )
        if reached == 1 and lowest:
            return self.say("All {count} walkers have come to the lowest valley.", count=count)
        if not lowest:
            return self.say(
                "{count} walkers rest in valleys; the lowest valley was reached by none.", count=count
            )
        return self.say(
            "{count} walkers, {reached} valleys: the lowest was reached by {lowest}.",
            count=count,
            reached=reached,
            lowest=lowest,
        )
