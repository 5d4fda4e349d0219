"""Walkers are dropped at random on hills of sine waves; each goes down into the valley below it."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from manim import Animation, FadeIn, FadeOut, VGroup, smooth
from pydantic import AfterValidator, Field, model_validator

from gd_math.accounts.land_runs import LandRuns
from gd_math.formula.parsing import FormulaError, parse_land
from gd_math.functions.hills import SineHills
from gd_math.functions.random_places import random_places
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.typing import Points
from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.pace import seconds_for
from scenes.base.parameters import FormulaText, LearningRate, Steps, Turn
from scenes.base.theme import TIMING, TYPE
from scenes.base.view_parameters import ViewParams
from scenes.cast.land.notes import rate_note
from scenes.cast.maps.named_landscapes import HILLS_FORMULA, NamedLandscape, find_landscape
from scenes.cast.moving.following import hastening, ride
from scenes.cast.moving.spotlight import CONTEXT, Strength
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.number_text import shortest
from scenes.cast.writing.too_fast_mark import too_fast_mark
from scenes.parts.hill_descent.ending import HillEnding
from scenes.parts.hill_descent.stage import FIRST_TURN, HillStage
from scenes.parts.hill_descent.step_lines import LEAST, StepLines, walk_rule
from scenes.parts.hill_descent.story import HillWords

HILLS = "hills"
EDGE = 0.08
"""Share of the land's width along its edge in which nobody is dropped."""
SECONDS_PER_STEP = 0.3
LONGEST_WALK = 6.0
SHORTEST_WALK = 4.0
LAST_REST = 2.8
"""How long the last frame stands."""


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
    """Random walkers go down hills, each into the valley that its start has destined it for.

    One walker's first step is told from close by: the slope, the step, the height where it lands. Then all go
    at once, in hills made of sine waves or of your own formula, and the land tips into a map whose ridges
    part it: which valley a walker comes to is decided by where it starts, and only some come to the lowest.
    """

    class Params(ViewParams):
        """What a lecturer may change."""

        function: Annotated[FormulaText, AfterValidator(_landscape)] = Field(
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
        turn: Turn = 90.0

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
        self.labels, self.lines, self.rate = VGroup(), list[VGroup](), VGroup()
        self.set_stage()

        self.tell_walkers()
        if np.any(self.ends.run.gradients[0, self.stage.chosen]):
            self.tell_slope()
            self.tell_step()
        if self.stage.walk.steps > self.stage.walk.clock.get_value():
            self.tell_question()
            self.tell_walk()
        self.tell_map()
        self.tell_ridges()
        self.tell_why()
        self.tell_summary()

    def set_stage(self) -> None:
        """Draw the land alone, with everybody on it, beside its scale of heights."""
        stage, layout, tall = self.stage, self.layout, self.layout.tall
        box = layout.rule if tall else layout.formula
        self.rule = FormulaZone(self.look, box, "left" if tall else "right")
        self.add(self.headline(self.say("Where does downhill lead?")))
        self.question = stage.question()
        self.add(stage.terrain, stage.ridges[0], stage.arrows, stage.hikers, stage.scale, self.question)

    def tell_walkers(self) -> None:
        """Show everybody from another side, and follow one."""
        sentence = self.say_count(
            self.given.starts,
            "A walker at a random place. Where does downhill lead?",
            "{count} walkers at random places. Where does downhill lead each of them?",
        )
        stage, followed = self.stage, self.given.starts > 1
        with self.beat(sentence):
            self.wait(TIMING.move)
            self.play(Vanish(self.question), run_time=TIMING.quick)
            self.play(stage.terrain.turn_to(FIRST_TURN), run_time=3 * TIMING.move)
            self.play(ride(stage.walk.dimmed, 1.0), run_time=TIMING.move if followed else TIMING.quick)
            self.play(stage.terrain.take(stage.close), run_time=2 * TIMING.move)

    def tell_slope(self) -> None:
        """Measure the slope under the walker; a copy of the gradient turns round, shrinks, is the step."""
        stage, arrows, rate = self.stage, self.stage.arrows, self.given.learning_rate
        slope = float(np.linalg.norm(self.ends.run.gradients[0, stage.chosen]))
        size = TYPE.label if self.layout.tall else TYPE.caption
        gradient, step = arrows.words(*self.words.arrows(slope, arrows.factor), size)
        lines = StepLines(self.look, self.rule, stage.land.objective, self.ends.run, stage.chosen, rate)
        self.lines = [lines.slope, lines.scaled, lines.landed]
        with self.beat(self.words.slope(arrows.gradient_seen, slope)):
            self.play(ride(stage.pointed, 1.0), run_time=TIMING.slow)
            shown = self.named(gradient, arrows.gradient_seen)
            self.play(*shown, Appear(lines.slope), run_time=TIMING.quick)
        with self.beat(self.words.turning(arrows.step_seen)):
            self.play(ride(stage.scaled, 1.0), run_time=1.5 * TIMING.slow)
            shown = self.named(step, arrows.step_seen)
            self.play(*shown, Appear(lines.scaled), run_time=TIMING.quick)

    def named(self, word: VGroup, seen: bool) -> list[Animation]:
        """Return the animation that puts a word beside an arrow that is seen."""
        if not seen:
            return []
        self.labels.add(word)
        return [FadeIn(word)]

    def tell_step(self) -> None:
        """Take the step, and see how high the walker then is."""
        stage = self.stage
        if not stage.walk.steps:
            return

        def take() -> None:
            if len(self.labels):
                self.play(FadeOut(self.labels), run_time=TIMING.quick)
            self.play(stage.terrain.take(stage.nearer), ride(stage.pointed, 0.0), run_time=TIMING.move)
            self.play(ride(stage.walk.clock, 1.0, smooth), run_time=TIMING.slow)

        with self.beat(self.words.step(stage.chosen, stage.heights), opening=take):
            if self.lines and len(self.lines[2]):
                self.play(Appear(self.lines[2]), run_time=TIMING.quick)

    def step_back(self) -> None:
        """See the whole land again, with everybody on it, and the rule for all."""
        stage = self.stage
        if stage.terrain.shot.get_value() >= stage.whole:
            return
        if self.lines:
            self.play(*(Vanish(line) for line in self.lines if len(line)), run_time=TIMING.quick)
            self.lines = []
        back = stage.terrain.take(stage.whole), ride(stage.walk.dimmed, 0.0)
        self.play(*back, Appear(stage.counter), run_time=2 * TIMING.move)
        objective, rate = stage.land.objective, shortest(self.given.learning_rate, LEAST)
        page = self.rule.show(*walk_rule(self.look, objective, rate), largest=TYPE.caption)
        self.play(Appear(page), run_time=TIMING.quick)

    def tell_question(self) -> None:
        """Step back, and let the audience predict."""
        with self.beat(self.words.question(), kind="ask"):
            self.step_back()

    def tell_walk(self) -> None:
        """Let all walk on one clock; then the view turns to the other side of the ways."""
        stage = self.stage
        steps, done = stage.walk.steps, stage.walk.clock.get_value()
        if self.ends.still:
            with self.beat(self.say("Without a slope every step has length zero.")):
                self.play(stage.terrain.turn_to(1.0), run_time=SHORTEST_WALK)
            return
        seconds = seconds_for(int(steps - done), SECONDS_PER_STEP, LONGEST_WALK, SHORTEST_WALK)
        sentence = self.say_count(
            steps,
            "One step down the slope.",
            "{count} steps, each down the slope at that place.",
        )
        with self.beat(sentence):
            self.play(
                ride(stage.walk.clock, float(steps), hastening),
                run_time=round(seconds / TIMING.tick) * TIMING.tick,
            )
            self.play(stage.terrain.turn_to(1.0), run_time=2 * TIMING.move)

    def tell_map(self) -> None:
        """Let a twin of the land tip up until it is its map; the land goes aside, in tall frames away."""
        stage, terrain = self.stage, self.stage.terrain
        with self.beat(self.say("The same land from above: a contour joins places of equal height.")):
            self.step_back()
            gone = [stage.counter, *([stage.scale] if self.layout.tall and len(stage.scale) else [])]
            self.play(*map(Vanish, gone), run_time=TIMING.quick)
            sheet, walkers = stage.twin()
            self.add(sheet, walkers)
            up = [sheet.take(sheet.rise_above(stage.map)), sheet.face_north()]
            if self.layout.tall:
                self.remove(terrain, stage.ridges[0], stage.hikers)
            else:
                up.append(terrain.take(stage.beside))
            self.play(*up, run_time=2.4 * TIMING.move)
            self.play(Appear(stage.map), Appear(stage.above), run_time=TIMING.move)
            self.remove(sheet, walkers, stage.above)
            self.add(stage.ridges[1], stage.above)

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
        ending = HillEnding(self.ends, self.look)
        with self.beat(ending.told()):
            lost, counts, *flags = self.stage.marks
            heights = self.stage.map.heights
            if counts.family_members_with_points() and heights.family_members_with_points():
                self.play(Vanish(heights), run_time=TIMING.quick)
                self.stage.map.erase_heights()
            calm = Strength(self.stage.map.contours, CONTEXT, self.colours.background)
            self.play(calm, run_time=TIMING.quick)
            for marks in (VGroup(lost), *(VGroup(count) for count in counts), VGroup(*flags)):
                if marks.family_members_with_points():
                    self.play(*(Appear(mark) for mark in marks), run_time=TIMING.quick)
            if answer := self.answer_with(ending.answer()):
                self.play(*answer, run_time=TIMING.quick)
            self.wait(LAST_REST)
