"""An arrow at every point of a grid: against the arrows lies the way down, along them the way up."""

from manim import VGroup, smooth
from manim.utils.rate_functions import ease_in_quad
from pydantic import Field, model_validator

from gd_math.accounts.land_runs import LandRuns
from gd_math.functions.random_places import random_places
from gd_math.typing import Points
from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.parameters import LearningRate, Steps
from scenes.base.theme import TIMING
from scenes.base.view_parameters import ViewParams
from scenes.cast.charts.even_ranges import even_ranges
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.land.land_walk import LandWalk
from scenes.cast.land.notes import rate_note
from scenes.cast.land.walkers import Walkers
from scenes.cast.maps.named_landscapes import (
    HILLS,
    LandscapeText,
    NamedLandscape,
    find_landscape,
)
from scenes.cast.moving.following import ride
from scenes.cast.writing.too_fast_mark import too_fast_mark
from scenes.cast.writing.variable_names import axis_names
from scenes.parts.gradient_field.both_ways import go_both_ways
from scenes.parts.gradient_field.close_by import come_close, go_along_contour, grow_gradient, take_step
from scenes.parts.gradient_field.field_scale import ArrowKey
from scenes.parts.gradient_field.rule import FieldRule, function_and_zone
from scenes.parts.gradient_field.stage import FieldStage, map_room
from scenes.parts.gradient_field.story import FieldWords
from scenes.parts.gradient_field.walks import Walks

EDGE = 0.06
"""Share of the map along its edge in which nobody starts."""
WALK, BACK, AWAY = 2.0, 0.8, 1.2
"""Seconds of a walk, of all walkers' way back to their starts, and of the way back from close by."""


class GradientField(Lesson):
    """A field of gradient arrows: descent runs against them, ascent along them.

    At one point the gradient is at a right angle to the contour; the same arrow at each point of a grid is a
    field. Turned round, the arrows lead walkers from random starts to valleys, as they stand to summits: one
    rule with two signs, and one start with two ends.
    """

    class Params(ViewParams):
        """What a lecturer may change."""

        function: LandscapeText = HILLS
        arrows: int = Field(
            18, ge=4, le=30, description="arrows along the longer side of the map; fewer in small pictures"
        )
        starts: int = Field(5, ge=1, le=24, description="how many walkers start")
        seed: int = Field(26848, ge=0, lt=2**32, description="where: the same seed gives the same places")
        learning_rate: LearningRate = 0.25
        steps: Steps = 40

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
        """Return the walks from random places of a map, down and up."""
        return Walks.over(shown, params.places(shown), params.learning_rate, params.steps)

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say how many walkers leave on their way down because the rate is too large."""
        return rate_note(look, cls.computed(params).down, params.learning_rate)

    def tell(self) -> None:
        """One place from close by; all of them; a prediction; against the arrows down; along them up."""
        self.set_stage()
        if self.stage.grid.longest:
            self.tell_contour()
            self.tell_arrow()
            if self.stage.can_step:
                self.tell_step()
            self.tell_field()
        else:
            self.tell_level_ground()
        self.tell_starts()
        self.tell_descent()
        if not self.flat:
            self.tell_ascent()
        self.tell_summary()

    def set_stage(self) -> None:
        """Draw the map over the whole stage, one place on it, and the function above."""
        p, look, layout = self.given, self.look, self.layout
        asked = self.found.shown
        even = even_ranges(look, map_room(layout), *asked.region, axis_names(asked.objective))
        fills = p.x_range is None and p.y_range is None and asked.may_become(*even)
        wide = NamedLandscape(asked.objective, *even, asked.formula)
        self.walks = walks = self.walks_on(p, wide) if fills else self.found
        self.stage = stage = FieldStage(
            look, layout, walks.shown, walks.down.run, walks.up.run, p.learning_rate, p.arrows
        )
        self.flat = not stage.grid.longest and walks.down.still
        self.words = FieldWords(walks.down, walks.up, p.learning_rate, look)
        self.rate_mark, self.keys, self.word = VGroup(), list[ArrowKey](), VGroup()

        self.header = self.headline(self.say("Which way is uphill?"))
        self.add(self.header)
        self.function, zone = function_and_zone(look, layout, asked)
        self.add(self.function)
        slope = stage.grid.gradients[stage.grid.first]
        self.rule = FieldRule(look, asked.objective, p.learning_rate, slope, zone)
        self.add(stage.map, stage.close.line, stage.field, stage.close.corner, stage.step)
        self.add(stage.fallers, stage.risers, stage.steps_down, stage.steps_up)
        if stage.grid.longest:
            self.question = stage.question()
            self.add(stage.close.ball, self.question)

    def tell_contour(self) -> None:
        """Come close to one place, and go along its contour to both sides: the height stays."""
        if self.stage.close.long_enough:
            with self.beat(self.words.contour(self.stage.grid)):
                come_close(self, self.stage, self.question)
                go_along_contour(self, self.stage)
        else:
            with self.beat(self.say("Each contour joins places of equal height f.")):
                come_close(self, self.stage, self.question)

    def tell_arrow(self) -> None:
        """Let the gradient grow at a right angle to the contour, as long as it will be in the field."""
        with self.beat(self.say("Uphill is at a right angle to it. This arrow is the gradient.")):
            self.word = grow_gradient(self, self.stage, self.rule)

    def tell_step(self) -> None:
        """Turn a copy of the arrow round, scale it into the step, and take it."""
        with self.beat(self.words.first_step()):
            self.word = take_step(self, self.stage, self.rule, self.word)

    def tell_field(self) -> None:
        """Step back, and let the other arrows grow in a wave."""
        stage, close, (x_range, y_range) = self.stage, self.stage.close, self.stage.whole_view
        with self.beat(self.words.field(stage.grid, whole=stage.map.whole)):
            gone = Vanish(self.word), Vanish(stage.heights), ride(close.squared, 0.0)
            self.play(*gone, *self.rule.generalise(), run_time=TIMING.quick)
            stage.map.erase_heights()
            back = ViewChange(stage.map, x_range=x_range, y_range=y_range)
            self.play(back, ride(close.drawn, 0.0), run_time=AWAY)
            self.play(ride(stage.grown, 1.0), run_time=1.5 * TIMING.slow)
            self.keys = [stage.scale.slope()]
            self.play(Appear(self.keys[0]), run_time=TIMING.quick)

    def tell_level_ground(self) -> None:
        """Say that there is no arrow anywhere."""
        for sentence in self.words.level_ground():
            with self.beat(sentence):
                self.wait(TIMING.move)

    def tell_starts(self) -> None:
        """Drop the walkers, and ask."""
        stage = self.stage
        with self.beat(self.words.question(flat=self.flat), kind="ask"):
            gone = (Vanish(stage.close.ball), Vanish(stage.step)) if stage.grid.longest else ()
            self.play(*gone, ride(stage.faded, 0.5), run_time=TIMING.quick)
            self.play(ride(stage.falling.dropped, 1.0), run_time=TIMING.slow)

    def tell_descent(self) -> None:
        """Turn the arrows around, and follow them from everywhere."""
        stage, rule = self.stage, self.rule
        if self.flat:
            with self.beat(self.words.down()):
                self.wait(TIMING.move)
            return
        with self.beat(self.words.again()):
            if not rule.complete:
                self.play(*rule.negate(), run_time=TIMING.quick)
                self.play(*rule.scale(), *rule.land(), run_time=TIMING.quick)
            self.head(self.say("Gradient descent: the way down"))
            steps = stage.field.share is not None
            gone = map(Vanish, self.keys if steps else ())
            self.play(ride(stage.faded, 0.0), *gone, run_time=TIMING.quick)
            self.play(ride(stage.turned, 1.0), run_time=TIMING.slow)
            self.swarm = stage.swarm(stage.falling, 1.0)
            rate = self.given.learning_rate
            beside = [key for one in self.keys for key in stage.scale.steps(one, rate, beside=not steps)]
            self.play(ride(stage.faded, 1.0), Appear(self.swarm), run_time=TIMING.quick)
            coming = (Appear(key) for key in beside)
            self.play(ride(stage.steps_down.grown, 1.0), *coming, run_time=0.6)
            self.keys = beside if steps else [*self.keys, *beside]
            self.walk(stage.falling)
        self.tell_ends(self.words.down(self.swarm.gone), self.walks.down, stage.fallers, up=False)
        self.tell_why(self.words.why_down(), self.walks.down)

    def tell_ascent(self) -> None:
        """Let all go back to their starts; then the arrows turn back, and all follow them."""
        stage = self.stage
        gone = [Vanish(one) for one in (*self.ends, self.names, self.rate_mark) if len(one)]
        steps = self.keys if stage.field.share is not None else []
        gone += map(Vanish, steps)

        def go_back() -> None:
            self.play(*gone, ride(stage.faded, 0.0), run_time=TIMING.quick)
            stage.steps_down.grown.set_value(0.0)
            self.play(ride(stage.falling.clock, 0.0, smooth), run_time=BACK)

        sentence = self.say("Turn them back: now each step goes along the gradient, uphill.")
        with self.beat(sentence, opening=go_back):
            self.head(self.say("Gradient ascent: the way up"))
            self.play(ride(stage.turned, 0.0), *self.rule.turn("+"), run_time=TIMING.slow)
            if steps:
                self.keys = self.both_keys()
                self.add(*self.keys)
            stage.rising.dropped.set_value(1.0)
            self.remove(stage.fallers)
            self.swarm = stage.swarm(stage.rising, -1.0)
            self.add(self.swarm)
            self.play(ride(stage.steps_up.grown, 1.0), ride(stage.faded, 1.0), run_time=0.6)
            self.walk(stage.rising)
        self.tell_ends(self.words.up(self.swarm.gone), self.walks.up, stage.risers, up=True)
        self.tell_why(self.words.why_up(), self.walks.up)

    def both_keys(self) -> list[ArrowKey]:
        """Return what the arrows mean, and beside it the step that such a slope gives."""
        slope = self.stage.scale.slope()
        return [slope, *self.stage.scale.steps(slope, self.given.learning_rate)]

    def head(self, line: str) -> None:
        """Put another question, or at last the answer, into the header."""
        self.remove(self.header)
        self.header = self.headline(line)
        self.add(self.header)

    def walk(self, walk: LandWalk) -> None:
        """Let all walk on one clock: one step slowly, then more and more quickly."""
        if walk.steps > 1:
            self.play(ride(walk.clock, 1.0, smooth), run_time=TIMING.move)
        if walk.steps:
            self.play(ride(walk.clock, float(walk.steps), ease_in_quad), run_time=WALK)

    def tell_ends(self, sentence: str, runs: LandRuns, walkers: Walkers, *, up: bool) -> None:
        """Say what came of it, and mark where they have arrived, with the heights there."""
        stage = self.stage
        self.ends = stage.marks(runs.told, up=up)
        places = stage.different(stage.ends_of(runs.told))
        heights = self.walks.shown.objective.value(places).tolist()
        texts = self.words.ends(heights, ["summit" if up else "valley"] * len(places), tall=self.layout.tall)
        self.names = stage.words((walkers,), places, texts)
        with self.beat(sentence):
            self.play(Vanish(self.swarm), *(Appear(one) for one in self.ends), run_time=TIMING.quick)
            for name in self.names:
                self.play(Appear(name), run_time=TIMING.quick)

    def tell_why(self, sentence: str | None, runs: LandRuns) -> None:
        """Say that the rate is too large, and mark it."""
        limit = runs.too_fast(self.given.learning_rate)
        if sentence is None or limit is None:
            return
        self.rate_mark = VGroup(too_fast_mark(self.look, self.layout, self.given.learning_rate, limit))
        with self.beat(sentence):
            self.play(Appear(self.rate_mark), *self.rule.leave(), run_time=TIMING.quick)

    def tell_summary(self) -> None:
        """Show one start whose ways lead into a valley and to a summit, if there is one."""
        chosen = None if self.flat else self.walks.chosen
        if chosen is None:
            with self.beat(self.words.summary(flat=self.flat)):
                if not self.flat:
                    self.head(self.say("Uphill is along the gradient."))
                self.wait(TIMING.move)
            return
        with self.beat(self.say("One start: against the gradient into a valley, along it to a summit.")):
            self.head(self.say("Uphill is along the gradient."))
            told = *self.ends, self.names, self.stage.risers, *self.keys, self.function
            gone = [Vanish(one) for one in told if len(one)]
            before = [*gone, *self.rule.both(self.stage.size)]
            go_both_ways(self, self.stage, self.walks, self.words, chosen, before)
