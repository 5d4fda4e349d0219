"""An arrow at every point of a grid: against the arrows lies the way down, along them the way up."""

from dataclasses import dataclass

import numpy as np
from manim import FadeIn, FadeOut, ValueTracker, VGroup
from pydantic import Field, model_validator

from gd_math.accounts.endings import End
from gd_math.accounts.land_runs import LandRuns
from gd_math.functions.landscapes import contour_levels
from gd_math.functions.negated import Negated
from gd_math.functions.random_places import random_places
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.typing import Points
from scenes.base.layout import Box
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.parameters import LearningRate, Steps
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TIMING, TYPE
from scenes.base.view_parameters import ViewParams
from scenes.cast.charts.departures import Departures
from scenes.cast.land.block import Land
from scenes.cast.land.close_up import even_box, even_ranges
from scenes.cast.land.ground_tracks import GroundTracks
from scenes.cast.land.hill_map import HillMap, land_levels
from scenes.cast.land.notes import rate_note
from scenes.cast.land.walkers import WalkersFromAbove
from scenes.cast.maps.contours import round_levels
from scenes.cast.maps.named_landscapes import HILLS, LandscapeText, NamedLandscape, find_landscape
from scenes.cast.moving.following import hastening, ride
from scenes.cast.writing.comparing import compared
from scenes.cast.writing.map_words import MapWord
from scenes.cast.writing.numbers import significant
from scenes.cast.writing.too_fast_mark import too_fast_mark
from scenes.cast.writing.variable_names import axis_names
from scenes.parts.gradient_field.arrow_field import ArrowField, FieldScale, GradientGrid
from scenes.parts.gradient_field.end_marks import EndMarks
from scenes.parts.gradient_field.formulas import FieldFormulas
from scenes.parts.gradient_field.story import FieldWords

EDGE = 0.06
"""Share of the map along its edge in which nobody starts."""
MOST_LEVELS = 12
SMALL = 0.62
"""Size of walkers and lines in tall frames, whose pictures are small."""
WORD_GAP = 0.14
LEAST_SPACING = 0.4
"""Of the arrows, in scene units."""
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
        return cls.walks(params, params.landscape)

    @classmethod
    def walks(cls, params: Params, shown: NamedLandscape) -> Walks:
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
        """Compute field and runs, and draw the map over the whole stage."""
        p, look = self.given, self.look
        walks, box = self.found, self.room()
        objective, asked = walks.shown.objective, walks.shown
        across, upwards = axis_names(objective)
        x_range, y_range = asked.region
        even = even_ranges(look, box, x_range, y_range, (across, upwards))
        if p.x_range is None and p.y_range is None and asked.may_become(*even):
            x_range, y_range = even
            walks = self.walks(p, NamedLandscape(objective, *even, asked.formula))
        land = Land(objective, x_range, y_range)
        most = int(max(box.width, box.height) / LEAST_SPACING)
        self.grid = GradientGrid.over(objective, x_range, y_range, min(p.arrows, most))
        levels = (
            round_levels(contour_levels(land.heights, MOST_LEVELS))
            if self.grid.cut
            else land_levels(land, MOST_LEVELS)
        )
        self.fallen, self.risen = walks.down, walks.up
        self.down, self.up = self.fallen.run, self.risen.run
        self.flat = not self.grid.longest and self.fallen.still
        self.words = FieldWords(self.fallen, self.risen, p.learning_rate, look)

        self.alone, self.grown, self.turned, self.faded = (ValueTracker(0.0) for _ in range(4))
        self.dropped, self.falling, self.called, self.rising = (ValueTracker(0.0) for _ in range(4))
        room = even_box(look, box, x_range, y_range, (across, upwards))
        self.map = HillMap(look, room, land, levels, across, upwards, self.say("not defined"))
        self.field = ArrowField(look, self.map, self.grid, self.alone, self.grown, self.turned, self.faded)
        self.size = SMALL if self.layout.tall else 1.0
        self.fallers, self.risers = (
            WalkersFromAbove(look, self.map, GroundTracks(land, run), clock, dropped, self.size)
            for run, clock, dropped in (
                (self.down, self.falling, self.dropped),
                (self.up, self.rising, self.called),
            )
        )
        self.rule, self.rate_mark = VGroup(), VGroup()
        self.formulas = FieldFormulas(look, self.layout, objective)
        self.add(self.headline(self.title()), self.formulas.function(asked.formula))
        self.add(self.map, self.field, self.fallers, self.risers)

    def title(self) -> str:
        """Return the header."""
        if self.map.whole:
            return self.say("A gradient at every point")
        return self.say("A gradient wherever f is defined")

    def room(self) -> Box:
        """Return the room for the map."""
        stage, formula = self.layout.stage, self.layout.formula
        return Box(stage.left, stage.right, stage.bottom, formula.bottom - 0.05)

    def show_rule(self, sign: str) -> None:
        """Show the rule with another sign."""
        rule = self.formulas.rule(sign)
        moves = [FadeIn(rule)] + ([FadeOut(self.rule)] if len(self.rule) else [])
        self.play(*moves, run_time=TIMING.quick)
        self.rule = VGroup(rule)

    def tell_arrow(self) -> None:
        """Let one arrow grow, larger than it will be."""
        if not self.grid.longest:
            with self.beat(
                self.say("At one place the gradient is an arrow; without a slope it has no length.")
            ):
                self.wait(TIMING.move)
            return
        with self.beat(self.say("At one place the gradient is an arrow: it points uphill.")):
            self.play(ride(self.alone, 1.0), run_time=TIMING.slow)
            self.word = self.word_beside_first()
            self.play(FadeIn(self.word), run_time=TIMING.quick)

    def word_beside_first(self) -> MapWord:
        """Return the word "gradient" beside the first arrow."""
        tails, tips = self.field.ends
        tail, tip = tails[self.field.first], tips[self.field.first]
        word = MapWord(self.look, self.say("gradient"), self.colours.gradient)
        area, half = self.map.area, word.half
        side = 1.0 if (tip - tail)[0] >= 0.0 else -1.0
        place = tip + np.array([side * (half[0] + WORD_GAP), 0.0, 0.0])
        low = np.array([area.left + half[0], area.bottom + half[1], 0.0])
        high = np.array([area.right - half[0], area.top - half[1], 0.0])
        return word.stand_at(np.clip(place, low, high))

    def tell_field(self) -> None:
        """Let the other arrows grow in a wave."""
        if not self.grid.longest:
            return
        sentence = (
            self.say("One at each point of a grid: the gradient field.")
            if self.map.whole
            else self.say("One at each point of a grid where f is defined: the gradient field.")
        )
        with self.beat(sentence):
            self.play(FadeOut(self.word), run_time=TIMING.quick)
            self.play(ride(self.grown, 1.0), run_time=2 * TIMING.slow)

    def tell_scale(self) -> None:
        """Say what the lengths and directions of the arrows mean."""
        if not self.grid.longest:
            with self.beat(self.say("The ground is level: every gradient is zero.")):
                self.wait(TIMING.move)
            return
        area = self.map.area
        end = np.array([area.right, area.top + 0.9 * CAP_HEIGHT_PER_FONT_SIZE * TYPE.label, 0.0])
        with self.beat(self.scale_sentence()):
            self.play(FadeIn(FieldScale(self.look, self.map, self.grid, self.say("slope"), end)))

    def scale_sentence(self) -> str:
        """Return what the lengths of the arrows mean."""
        slopes = self.grid.slopes[self.grid.known]
        if compared(float(slopes.min()), float(slopes.max())).alike:
            return self.say("All are equally long: the slope is the same everywhere.")
        if self.grid.cut:
            return self.say(
                "Longer means steeper; from {slope} on they are cut. All cross the contours squarely.",
                slope=significant(self.grid.longest, 2),
            )
        return self.say("Longer means steeper. Every arrow crosses its contour at a right angle.")

    def tell_starts(self) -> None:
        """Drop the walkers, and ask."""
        one, many = (
            self.say("A walker starts at a random place."),
            self.say("{count} walkers start at random places.", count=self.given.starts),
        )
        with self.beat(one if self.given.starts == 1 else many):
            self.play(ride(self.dropped, 1.0), run_time=2 * TIMING.move)
        if self.flat:
            self.ask(self.say("Predict: where do they go without a slope?"))
        else:
            self.ask(self.say("Predict: where do steps against the arrows lead?"))

    def tell_descent(self) -> None:
        """Turn the arrows around and follow them."""
        if not self.flat:
            with self.beat(self.say("Against the gradient: turn every arrow around.")):
                self.show_rule("-")
                self.play(ride(self.turned, 1.0), run_time=2 * TIMING.slow)
        with self.beat(self.words.down()):
            self.play(ride(self.faded, 1.0), run_time=TIMING.quick)
            if self.down.steps_taken:
                self.play(ride(self.falling, float(self.down.steps_taken), hastening), run_time=WALK)
            self.mark(self.fallen, up=False)
        self.tell_why(self.words.why_down(), self.fallen)

    def tell_ascent(self) -> None:
        """Turn the arrows back and follow them."""
        with self.beat(self.say("Turn them back: steps along the gradient climb.")):
            if len(self.rate_mark):
                self.play(FadeOut(self.rate_mark), run_time=TIMING.quick)
            self.play(ride(self.turned, 0.0), run_time=2 * TIMING.slow)
            self.show_rule("+")
        with self.beat(self.words.up()):
            self.play(ride(self.called, 1.0), run_time=TIMING.quick)
            if self.up.steps_taken:
                self.play(ride(self.rising, float(self.up.steps_taken), hastening), run_time=WALK)
            self.mark(self.risen, up=True)
        self.tell_why(self.words.why_up(), self.risen)

    def tell_why(self, sentence: str | None, runs: LandRuns) -> None:
        """Say that the rate is too large, and mark it."""
        limit = runs.too_fast(self.given.learning_rate)
        if sentence is None or limit is None:
            return
        self.rate_mark = VGroup(too_fast_mark(self.look, self.layout, self.given.learning_rate, limit))
        with self.beat(sentence):
            gone = [FadeOut(self.rule)] if self.layout.tall else []
            self.play(FadeIn(self.rate_mark), *gone, run_time=TIMING.quick)
        if self.layout.tall:
            self.rule = VGroup()

    def mark(self, runs: LandRuns, *, up: bool) -> None:
        """Mark the ends of walks that have arrived, and where steps left the domain."""
        points = runs.told.last_points[runs.told.which(End.ARRIVED)]
        places = self.map.points_at(points[:, 0], points[:, 1])
        marks = VGroup(Departures(self.look, self.map, runs.told, self.size))
        marks.add(EndMarks(self.look, places, up=up, size=self.size))
        shown = [one for one in marks if one.family_members_with_points()]
        self.play(*(FadeIn(one) for one in shown), run_time=TIMING.quick)

    def tell_summary(self) -> None:
        """Leave both ways on screen."""
        sentence = (
            self.say("Where the gradient is zero, there is no way down and no way up.")
            if self.flat
            else self.say("One field, two ways: against it downhill, along it uphill.")
        )
        with self.beat(sentence):
            self.wait(TIMING.move)
