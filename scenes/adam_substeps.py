"""Adam, part by part: steps of one size along steep and flat, and what the correction does."""

from typing import Self

from manim import ValueTracker
from pydantic import Field, model_validator

from gd_math.runs.optimizers import Adam
from scenes.base.appearing import Appear, Vanish
from scenes.base.layout import Box
from scenes.base.lesson import Lesson, LessonParams
from scenes.base.look import ENGLISH, Look
from scenes.base.pace import seconds_for
from scenes.base.parameters import LearningRate, Start2, check_start
from scenes.base.theme import TIMING
from scenes.cast.charts.even_ranges import even_ranges
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.maps.flag import Flag
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.maps.named_landscapes import LandscapeText, find_landscape
from scenes.cast.marks.run_style import DASHES, RunStyle
from scenes.cast.moving.following import ride
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.run_ends import outcome_of, standings_of
from scenes.cast.writing.run_summary import runs_summary
from scenes.cast.writing.variable_names import axis_names
from scenes.parts.adam_substeps.first_step import FirstStep
from scenes.parts.adam_substeps.formulas import AdamPages, poster_question
from scenes.parts.adam_substeps.found import AdamFound
from scenes.parts.adam_substeps.lengths import Lengths
from scenes.parts.adam_substeps.sentences import Sentences, notes_on

PER_STEP, LONGEST, CLOSE = 0.25, 6.0, 0.8
"""Seconds for a step of a run, and for the longest run; in which the view goes back."""


class AdamSubsteps(Lesson):
    """Adam, part by part: steps of one size along steep and flat, and what the correction does.

    Adam averages the slopes (m) and their squares (s), coordinate by coordinate, and divides: m / √s. A
    steeper slope makes both larger alike, so the size of the slope cancels, and every coordinate steps by
    about α. Both averages begin at 0; without the correction the first steps are several times too long.
    """

    class Params(LessonParams):
        """What a lecturer may change."""

        function: LandscapeText = "x^2/4 + 5y^2"
        start: Start2 = (-4.0, 2.0)
        learning_rate: LearningRate = 0.25
        beta1: float = Field(0.9, ge=0.0, le=0.999, description="share of m that each step keeps (β₁)")
        beta2: float = Field(0.999, ge=0.0, le=0.99999, description="share of s that each step keeps (β₂)")
        steps: int = Field(20, ge=4, le=200, description="how many steps each run takes")

        @model_validator(mode="after")
        def _can_start(self) -> Self:
            check_start(find_landscape(self.function).objective, self.start)
            return self

    given: Params
    found: AdamFound

    @classmethod
    def compute(cls, params: Params) -> AdamFound:
        """Return both runs with their parts."""
        p, land = params, find_landscape(params.function).objective
        return AdamFound.of(land, p.start, Adam(p.learning_rate, p.beta1, p.beta2), p.steps)

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say which Adam it is, and who does not settle."""
        return notes_on(look, cls.computed(params))

    @classmethod
    def summary(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say where each run ends."""
        found = cls.computed(params)
        return runs_summary(look, list(zip(Sentences(look, found).names(), found.race.runs, strict=True)))

    @classmethod
    def formulas(cls, params: Params) -> list[str]:
        """Return the rule of Adam."""
        return [
            "m ← β₁ m + (1 − β₁) ∇f",
            "s ← β₂ s + (1 − β₂) (∇f)²",
            "x ← x − α · m/(1 − β₁ᵗ) / (√(s/(1 − β₂ᵗ)) + ε)",
        ]

    def tell(self) -> None:
        """The first step with all its parts; a prediction; both runs, and how long their steps are."""
        self.set_stage()
        left, right = self.layout.panels(1.0, 1.2 if self.layout.tall else 1.0)
        if self.closely:
            self.first.tell(self.question, left, right)
        else:
            with self.beat(Sentences(self.look, self.found).slopes()):
                self.play(Vanish(self.question), run_time=TIMING.quick)
        if min(run.steps_taken for run in self.found.race.runs) > 1:
            self.ask_how_long(left, right)
            self.tell_runs()
            self.tell_left()
        else:
            self.tell_ends()

    def set_stage(self) -> None:
        """Show the land with the ball, large and alone, and the slope as it is."""
        look, found = self.look, self.found
        self.clock, self.other_clock = ValueTracker(0.0), ValueTracker(0.0)
        self.words = Sentences(look, found)
        names = axis_names(found.race.objective)
        box = self.layout.alone if self.layout.tall else self.layout.stage
        whole = even_ranges(look, box, *found.around_runs(), names, whole=True)
        whole = even_ranges(look, box, *whole, names, whole=True)  # with their own numbers
        self.plot = ContourPlot(look, box, found.race.objective, *whole, x_label=names[0], y_label=names[1])
        one, other = found.race.runs
        style = RunStyle(self.colours.ink, DASHES[2], "square")
        self.walk = MapWalk(look, self.plot, one, self.clock.get_value, size=0.7)
        self.other = MapWalk(
            look, self.plot, other, self.other_clock.get_value, style=style, size=0.7, note="arrow"
        )
        flag = Flag(look, self.plot, found.race)
        self.zone = FormulaZone(look, self.layout.formula)
        self.header = self.headline(self.say("Adam: steep and flat, one step size?"))
        self.question = poster_question(look, self.plot.area, self.walk.screen[0], found.slope)
        self.add(self.header, self.plot, flag, self.walk.track)
        self.closely = found.live > 0 and found.visible(whole)
        if self.closely:
            self.first = FirstStep(self, found, self.plot, flag, self.walk, self.clock, self.zone)
            self.add(self.first.slopes)
        self.add(self.walk.actors, self.question)

    def ask_how_long(self, left: Box, right: Box) -> None:
        """Go back to the whole; a chart of the steps' lengths comes, and the audience predicts."""
        names, clocks = axis_names(self.found.race.objective), (self.clock, self.other_clock)

        def make_room() -> None:
            if self.closely:
                self.first.leave()
            x_range, y_range = even_ranges(self.look, left, *self.found.around_runs(), names, whole=True)
            self.lengths = Lengths(self.look, right, self.found, clocks)
            back = ViewChange(self.plot, box=left, x_range=x_range, y_range=y_range)
            chart = Appear(self.lengths.scenery)
            if self.closely and not self.layout.tall:  # the chart's room is free
                self.play(back, chart, run_time=CLOSE)
            else:
                self.play(back, run_time=CLOSE)
                self.play(chart, run_time=TIMING.quick)
            self.add(self.lengths)

        with self.beat(self.say("Predict: the steps without the correction?"), kind="ask", opening=make_room):
            pass

    def tell_runs(self) -> None:
        """Both runs, with the correction and without it; the header answers."""
        one, other = (float(run.steps_taken) for run in self.found.race.runs)
        with self.beat(self.words.compared()):
            self.remove(self.walk.track, self.walk.actors)
            self.add(self.other, self.walk.track, self.walk.actors)
            caught_up = min(self.clock.get_value(), other)
            if caught_up:
                self.advance(self.other_clock, caught_up, PER_STEP * caught_up)
            seconds = seconds_for(max(one, other) - caught_up, PER_STEP, LONGEST, shortest=2.0)
            self.advance(self.clock, one, seconds, ride(self.other_clock, other))
            marks = self.lengths.mark(*self.words.lengths())
            self.remove(self.header)
            answer = self.headline(self.words.answer(self.closely))
            rule = self.zone.show(*AdamPages(self.look, self.found).rules())
            self.play(*map(Appear, (*marks, rule, answer)), run_time=TIMING.quick)

    def tell_left(self) -> None:
        """Say what became of a run that left."""
        for one, name in zip(self.found.race.each, self.words.names(), strict=True):
            if one.account.left:
                with self.beat(outcome_of(one, name, self.look)):
                    pass

    def tell_ends(self) -> None:
        """Say what became of both."""
        for sentence in standings_of(self.look, self.found.race, self.words.names()):
            with self.beat(sentence):
                pass
