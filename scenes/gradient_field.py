"""An arrow at every point of a grid: against the arrows lies the way down, along them the way up."""

from dataclasses import dataclass
from typing import Literal

from manim import FadeIn, FadeOut, VGroup
from pydantic import Field, model_validator

from gd_math.accounts.land_runs import LandRuns
from gd_math.functions.negated import Negated
from gd_math.functions.random_places import random_places
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.typing import Points
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.parameters import LearningRate, Steps
from scenes.base.theme import TIMING, TYPE
from scenes.base.view_parameters import ViewParams
from scenes.cast.charts.even_ranges import even_ranges
from scenes.cast.land.notes import rate_note
from scenes.cast.land.walkers import LandWalk
from scenes.cast.maps.named_landscapes import HILLS, LandscapeText, NamedLandscape, find_landscape
from scenes.cast.moving.following import hastening, ride
from scenes.cast.writing.descent_rule import descent_rule
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.too_fast_mark import too_fast_mark
from scenes.cast.writing.variable_names import axis_names, tuple_markup
from scenes.parts.gradient_field.stage import FieldStage, map_room
from scenes.parts.gradient_field.story import FieldWords

EDGE = 0.06
"""Share of the map along its edge in which nobody starts."""
WALK = 6.0
"""Seconds of a walk."""


@dataclass(frozen=True, slots=True, eq=False)
class Walks:
    """A landscape as it is shown, and what happened to walkers on it that go down and that go up."""

    shown: NamedLandscape
    down: LandRuns
    up: LandRuns


class GradientField(Lesson):
    """A field of gradient arrows: descent runs against them, ascent along them."""

    class Params(ViewParams):
        """What a lecturer may change."""

        function: LandscapeText = HILLS
        arrows: int = Field(
            22, ge=4, le=30, description="arrows along the longer side of the map; fewer in small pictures"
        )
        starts: int = Field(12, ge=1, le=24, description="how many walkers start")
        seed: int = Field(366, ge=0, lt=2**32, description="where: the same seed gives the same places")
        learning_rate: LearningRate = 0.1
        steps: Steps = 80

        @model_validator(mode="after")
        def _has_ground(self) -> "GradientField.Params":
            self.places(self.landscape)
            return self

        @property
        def landscape(self) -> NamedLandscape:
            """The function and the part of it that the lecturer asked for."""
            return find_landscape(self.function).framed(self.x_range, self.y_range)

        def places(self, shown: NamedLandscape) -> Points:
            """Return where the walkers start on a map ``(starts, 2)``."""
            return random_places(shown.objective, shown.region, self.starts, self.seed, EDGE)

    given: Params
    found: Walks

    @classmethod
    def compute(cls, params: Params) -> Walks:
        """Return the walks on the map that the lecturer asked for; a wider frame may show more of it."""
        return cls.walks_on(params, params.landscape)

    @classmethod
    def walks_on(cls, params: Params, shown: NamedLandscape) -> Walks:
        """Return the walks from random places of a map, down and up: down on the function upside down."""
        places, optimizer = params.places(shown), GradientDescent(params.learning_rate)
        down, up = (
            LandRuns(function, descend(function, places, optimizer, params.steps), shown.region)
            for function in (shown.objective, Negated(shown.objective))
        )
        return Walks(shown, down, up)

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say how many walkers leave on their way down because the rate is too large."""
        return rate_note(look, cls.computed(params).down, params.learning_rate)

    def tell(self) -> None:
        """One arrow; all of them; starts; a prediction; turned around, down; turned back, up."""
        self.set_stage()
        self.tell_arrow()
        self.tell_field()
        self.tell_scale()
        self.tell_starts()
        self.tell_descent()
        if not self.flat:
            self.tell_ascent()
        self.tell_summary()

    def set_stage(self) -> None:
        """Draw the map over the whole stage, the function and the rule above."""
        p, look, layout, box = self.given, self.look, self.layout, self.layout.formula
        asked = self.found.shown
        even = even_ranges(look, map_room(layout), *asked.region, axis_names(asked.objective))
        fills = p.x_range is None and p.y_range is None and asked.may_become(*even)
        wide = NamedLandscape(asked.objective, *even, asked.formula)
        self.walks = walks = self.walks_on(p, wide) if fills else self.found
        self.stage = FieldStage(look, layout, walks.shown, walks.down.run, walks.up.run, p.arrows)
        self.flat = not self.stage.grid.longest and self.walks.down.still
        self.words = FieldWords(self.walks.down, self.walks.up, p.learning_rate, look)

        name = f"f{tuple_markup(asked.objective)}"
        self.rule = FormulaZone(look, layout.rule, "left", "bottom")
        self.rate_mark = VGroup()
        function = FormulaZone(look, box, "left" if layout.tall else "right").show(
            *(paint(look.colours.loss, text) for text in (f"{name} = {asked.formula}", name)),
            largest=TYPE.caption if layout.tall else TYPE.formula,
        )
        stage = self.stage
        self.add(self.headline(self.words.title(stage.map.whole)), function)
        self.add(stage.map, stage.field, stage.fallers, stage.risers)

    def turn_rule(self, sign: Literal["+", "-"]) -> None:
        """Show the rule with another sign."""
        rule = descent_rule(self.look, self.walks.down.objective, sign)
        self.play(*self.rule.turn_to(rule, largest=TYPE.caption), run_time=TIMING.quick)

    def tell_arrow(self) -> None:
        """Let one arrow grow, larger than it will be."""
        if not self.stage.grid.longest:
            with self.beat(
                self.say("At one place the gradient is an arrow; without a slope it has no length.")
            ):
                self.wait(TIMING.move)
            return
        with self.beat(self.say("At one place the gradient is an arrow: it points uphill.")):
            self.play(ride(self.stage.alone, 1.0), run_time=TIMING.slow)
            self.word = self.stage.word_beside_first()
            self.play(FadeIn(self.word), run_time=TIMING.quick)

    def tell_field(self) -> None:
        """Let the other arrows grow in a wave."""
        if not self.stage.grid.longest:
            return
        with self.beat(self.words.field(self.stage.map.whole)):
            self.play(FadeOut(self.word), run_time=TIMING.quick)
            self.play(ride(self.stage.grown, 1.0), run_time=2 * TIMING.slow)

    def tell_scale(self) -> None:
        """Say what the lengths and directions of the arrows mean."""
        grid = self.stage.grid
        with self.beat(self.words.lengths(grid)):
            if grid.longest:
                self.play(FadeIn(self.stage.scale()))
            else:
                self.wait(TIMING.move)

    def tell_starts(self) -> None:
        """Drop the walkers, and ask."""
        with self.beat(self.words.starts()):
            self.play(ride(self.stage.falling.dropped, 1.0), run_time=2 * TIMING.move)
        if self.flat:
            self.ask(self.say("Predict: where do they go without a slope?"))
        else:
            self.ask(self.say("Predict: where do steps against the arrows lead?"))

    def tell_descent(self) -> None:
        """Turn the arrows around and follow them."""
        stage = self.stage
        if not self.flat:
            with self.beat(self.say("Against the gradient: turn every arrow around.")):
                self.turn_rule("-")
                self.play(ride(stage.turned, 1.0), run_time=2 * TIMING.slow)
        with self.beat(self.words.down()):
            self.play(ride(stage.faded, 1.0), run_time=TIMING.quick)
            self.walk(stage.falling, self.walks.down, up=False)
        self.tell_why(self.words.why_down(), self.walks.down)

    def tell_ascent(self) -> None:
        """Turn the arrows back and follow them."""
        stage = self.stage
        with self.beat(self.say("Turn them back: steps along the gradient climb.")):
            if len(self.rate_mark):
                self.play(FadeOut(self.rate_mark), run_time=TIMING.quick)
            self.play(ride(stage.turned, 0.0), run_time=2 * TIMING.slow)
            self.turn_rule("+")
        with self.beat(self.words.up()):
            self.play(ride(stage.rising.dropped, 1.0), run_time=TIMING.quick)
            self.walk(stage.rising, self.walks.up, up=True)
        self.tell_why(self.words.why_up(), self.walks.up)

    def walk(self, walk: LandWalk, runs: LandRuns, *, up: bool) -> None:
        """Let all walk on one clock, and mark where they end."""
        if walk.steps:
            self.play(ride(walk.clock, float(walk.steps), hastening), run_time=WALK)
        self.play(*(FadeIn(mark) for mark in self.stage.marks(runs.told, up=up)), run_time=TIMING.quick)

    def tell_why(self, sentence: str | None, runs: LandRuns) -> None:
        """Say that the rate is too large, and mark it."""
        limit = runs.too_fast(self.given.learning_rate)
        if sentence is None or limit is None:
            return
        self.rate_mark = VGroup(too_fast_mark(self.look, self.layout, self.given.learning_rate, limit))
        with self.beat(sentence):
            gone = self.rule.leave() if self.layout.tall else []
            self.play(FadeIn(self.rate_mark), *gone, run_time=TIMING.quick)

    def tell_summary(self) -> None:
        """Leave both ways on screen."""
        sentence = (
            self.say("Where the gradient is zero, there is no way down and no way up.")
            if self.flat
            else self.say("One field, two ways: against it downhill, along it uphill.")
        )
        with self.beat(sentence):
            self.wait(TIMING.move)
