"""Two features with unequal spreads make a long valley; measured in these spreads, a round bowl."""

from typing import ClassVar

import numpy as np
from manim import Animation, Mobject, ValueTracker, smooth, squish_rate_func

from gd_math.data.feature_scaling import FeatureScaling as Scaling
from gd_math.data.feature_scaling import solution
from gd_math.data.features import FeatureTable
from scenes.base.appearing import Appear, Vanish
from scenes.base.column_names import column_name
from scenes.base.feature_source import FeatureParams
from scenes.base.layout import Box
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.theme import TIMING
from scenes.cast.charts.ticks import rounded_down
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.maps.arrow_words import arrow_words
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.maps.walk_arrows import StepParts
from scenes.cast.moving.following import ride
from scenes.cast.moving.moments import MEASURED, POINTED, SCALED
from scenes.cast.moving.speeding_clock import SpeedingClock, drive
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_rows import Cell
from scenes.cast.writing.number_text import as_number, shortest, significant
from scenes.parts.feature_scaling.measure import Measure
from scenes.parts.feature_scaling.scores import faces, score_rows, shape_rows
from scenes.parts.feature_scaling.spreads import Spreads
from scenes.parts.feature_scaling.story import compared, count_text, elongated, product_of, steepness, walked
from scenes.parts.feature_scaling.valley import (
    BEHIND,
    V,
    Valley,
    View,
    W,
    land,
    view_of,
)
from scenes.parts.feature_scaling.zigzag import Zigzag

LONG = 4.0
"""A valley so many times as long as wide is leapt across."""
FIRST_LEAPS, LEAPS_SECONDS = 4, 2.0
MEASURING, COMING, OPENING = 1.6, 1.6, 3.6
"""Seconds of laying the width along the valley, of coming close, and of opening the valley."""
KEY = 46.0
"""Font size of the numbers that it is all about."""
STRINGS, SPEED, LONG_SPEED, SLOW_SPEED = 160, 30.0, 100.0, 4.0
"""A walk of so many steps is told at one speed, in steps a second; a longer one begins faster. The last walk
is told slowly."""
early, late = squish_rate_func(smooth, 0.0, 0.4), squish_rate_func(smooth, 0.6, 1.0)
BOWL, LOWER = 0.75, 1.3
"""Share of the bowl that is seen, so that its walk is large; height of the lower one of two stacked maps."""


class FeatureScaling(Lesson):
    """Two features in unequal units make a long valley; measured in their own spreads, a round bowl.

    Why features are standardised before training: with unequal spreads the loss is a valley many times as
    long as wide, in which even the best rate leaps across and hardly gets along. Measured in their own
    spreads, the same features make a bowl that is nearly round, and the same descent needs few steps instead
    of thousands. The ratio of length and width is told, and its square, the condition number, decides the
    count of steps.
    """

    class Params(FeatureParams):
        """What a lecturer may change."""

        by_default = ("bill length (mm)", "bill depth (mm)", "flipper (mm)")
        features_taken: ClassVar[tuple[int, int]] = (2, 2)

        def check_table(self, table: FeatureTable) -> None:
            """Refuse features without a valley."""
            solution(table.centred())

    given: Params
    found: Scaling

    @classmethod
    def compute(cls, params: Params) -> Scaling:
        """Return both descents."""
        return Scaling.plan(params.table)

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say how the table is read, what the rates are, and where a walk is cut."""
        found = cls.computed(params)
        rates = look.say(
            "learning rates 2/(μ + L): {raw} in the units of the table, {scaled} in spreads",
            raw=significant(found.raw.rate),
            scaled=significant(found.scaled.rate),
        )
        notes = [*params.data_notes(look), rates]
        if not found.raw.complete:
            notes.append(
                look.say(
                    "of {steps} steps in the units of the table the first {shown} are drawn",
                    steps=count_text(found.raw.steps),
                    shown=found.raw.run.steps_taken,
                )
            )
        return notes

    def tell(self) -> None:
        """Two features; their valley; its leaps; a prediction; the valley opens as they are scaled."""
        self.set_stage()
        self.tell_spreads()
        self.tell_shape()
        self.tell_gradient()
        self.tell_leaps()
        if self.found.raw.run.steps_taken > FIRST_LEAPS:
            self.ask(self.say("Predict: how many steps for 99 % of the fall?"))
        self.tell_walk()
        self.tell_opening()
        self.tell_bowl()
        self.tell_summary()

    def set_stage(self) -> None:
        """Show both features, alone; the valley waits."""
        found, raw = self.found, self.found.raw
        self.valley = valley = Valley.of(found)
        self.zone = FormulaZone(self.look, self.layout.formula)
        tall = self.layout.tall
        self.left, self.right = self.layout.panels(1, LOWER if tall else 1)
        self.alone = first = self.layout.alone if tall else self.layout.stage
        self.place, self.aside = (first, first) if tall else (self.left, self.right)
        self.spreads = Spreads(self.look, self.layout.alone, found.table, self.aside)
        self.clock, self.detail = SpeedingClock(jumps=True), ValueTracker(1.0)
        self.map = land(self.look, self.place, raw, self.seen(self.place, whole=True), W, valley.levels)
        parts = StepParts.of_slopes(self.look, raw.run, as_number(significant(raw.rate)))
        self.walk = MapWalk(
            self.look,
            self.map,
            raw.run,
            self.clock.get_value,
            self.detail.get_value,
            parts=parts,
            dotted=0,
            drawn=0,
            factor=rounded_down(BEHIND * raw.rate),
        )
        self.zigzag = Zigzag(self.look, self.map, found, lambda: self.walk.moment.drawn)
        self.add(self.headline(self.say("Why scale features?")), self.spreads)

    def seen(self, box: Box, *, whole: bool = False) -> View:
        """Return the view of the valley, whole or from close by, in a box."""
        valley = self.valley
        places = valley.whole(valley.drawn) if whole else valley.close()
        return view_of(self.look, box, places, self.found.spreads**valley.drawn, W)

    def tell_spreads(self) -> None:
        """Measure how far each feature spreads."""
        with self.beat(compared(self.look, self.found.spreads.tolist())):
            self.wait(TIMING.move)
            self.advance(self.spreads.measured, 1.0, TIMING.move)

    def tell_shape(self) -> None:
        """Give each feature its weight, and lay the valley's width along it; come close."""
        measure = Measure(self.look, self.map, self.valley.loss, self.valley.levels[-1])
        even, valley = self.valley.drawn == 0.0, (self.map, self.zigzag, self.walk)

        def make_room() -> None:
            if self.layout.tall:
                self.play(Vanish(self.spreads), run_time=TIMING.quick)
            else:
                self.play(self.spreads.move_into(self.aside))
            model = self.zone.show(*self.model())
            self.play(*map(Appear, (model, *valley)), run_time=TIMING.quick)
            if even:
                self.add(measure, self.walk)
                self.advance(measure.grown, 1.0, MEASURING)

        told = elongated(self.look, self.found, even=even)
        with self.beat(told, opening=make_room):
            self.wait(TIMING.move)
            gone: list[Mobject] = [
                *([measure] if even else []),
                *([] if self.layout.tall else [self.spreads]),
            ]
            self.play(*map(Vanish, gone), *self.zone.leave(), run_time=TIMING.quick)
            shape = Appear(self.zone.show(shape_rows(self.look, self.found.raw)))
            x_range, y_range = self.seen(self.alone)
            close = ViewChange(self.map, x_range=x_range, y_range=y_range, box=self.alone)
            self.play(close, shape, run_time=COMING)

    def model(self) -> tuple[list[list[Cell]], list[list[Cell]]]:
        """Return the model with the name of what it predicts, and without."""
        colours = self.colours
        terms = [f"{paint(colours.parameter, f'w_{k}')} {paint(colours.data, f'x_{k}')}" for k in (1, 2)]
        name = column_name(self.look, self.found.table.label_name)
        label = self.say("y: {name}, from its mean", name=name)
        model = [Cell(f"{paint(colours.prediction, 'hat(y)')} = {' + '.join(terms)}")]
        return [model, [Cell.words(label)]], [model]

    def tell_gradient(self) -> None:
        """Measure both slopes at the start."""
        yellow, slopes = self.colours.gradient, self.found.raw.run.gradients[0].tolist()
        with self.beat(steepness(self.look, slopes, self.walk.arrows.number)):
            self.advance(self.clock, MEASURED, TIMING.slow)
            drawn = self.say("slopes, drawn × {factor}", factor=shortest(self.walk.arrows.factor))
            along = [(k, significant(abs(slope)), yellow) for k, slope in enumerate(slopes)]
            self.words = arrow_words(self.look, self.walk, [(-2, drawn, yellow), *along])
            self.advance(self.clock, POINTED, TIMING.move, *map(Appear, self.words))

    def tell_leaps(self) -> None:
        """Take the first step slowly; then leap across the valley, to and fro."""
        raw = self.found.raw
        leaps = min(FIRST_LEAPS, raw.run.steps_taken)

        told = self.say(
            "Turned round, and times the best rate, {rate}: the step.", rate=significant(raw.rate)
        )
        product = self.zone.page(product_of(self.look, self.walk.arrows.number))

        def leap() -> None:
            self.play(Vanish(product), run_time=TIMING.tick)
            score = self.zone.show(self.score(), largest=KEY)
            self.advance(self.clock, float(leaps), LEAPS_SECONDS, Appear(score, rate_func=early))

        with self.beat(told):
            self.play(*self.zone.leave(), run_time=TIMING.quick)
            self.advance(self.clock, SCALED, TIMING.slow, Appear(product, rate_func=late))
            self.advance(self.clock, 1.0, TIMING.move, *map(Vanish, self.words))
            self.detail.set_value(0.0)
            if raw.elongation < LONG:
                leap()
        if raw.elongation >= LONG:
            with self.beat(self.say("It leaps across the valley, to and fro.")):
                leap()

    def score(self) -> list[list[Cell]]:
        """Return the rows with the condition number and the count of steps."""
        return score_rows(self.look, self.zigzag, self.counted)

    def counted(self) -> int:
        """Return the step that is told, or how many are needed in the units of the moment."""
        return self.zigzag.steps if self.zigzag.told is None else self.clock.step

    def tell_walk(self) -> None:
        """Let the clock run to the end."""
        raw, clock = self.found.raw, self.clock

        def run() -> None:
            steps = raw.run.steps_taken
            speed = SPEED if steps - clock.step <= STRINGS else LONG_SPEED
            drive(self, clock, clock.gears_to(steps, speed, self.given.pace))

        with self.beat(walked(self.look, raw), opening=run):
            pass

    def go_back(self, *others: Animation) -> None:
        """Let the ball go back to where it began, along the valley; its walk stays."""
        walk, zigzag = self.walk, self.zigzag
        home = self.found.raw.run.points[walk.moment.step]
        zigzag.told = None
        self.clock.set_value(0.0)
        for tracker, value in zip(walk.aside, home.tolist(), strict=True):
            tracker.set_value(value)
        self.play(*(ride(tracker, 0.0, smooth) for tracker in walk.aside), *others, run_time=TIMING.slow)

    def tell_opening(self) -> None:
        """Measure each feature in its own spread: the valley opens, and the walk straightens."""
        view, box = self.valley.bowl(self.look, self.place, W, BOWL)
        scaled = self.spreads.standardise(self.aside)
        opened = [
            ViewChange(self.map, x_range=view[0], y_range=view[1], box=box),
            ride(self.zigzag.share, 1.0, smooth),
        ]
        valley = self.map, self.zigzag, self.walk

        def come_back() -> None:
            if self.layout.tall:
                self.play(*map(Vanish, valley), run_time=TIMING.quick)
            else:
                x_range, y_range = self.seen(self.left)
                self.go_back(ViewChange(self.map, box=self.left, x_range=x_range, y_range=y_range))
            self.play(Appear(self.spreads), run_time=TIMING.quick)

        with self.beat(self.say("Now measure each feature in its own spread."), opening=come_back):
            if self.layout.tall:
                self.play(*scaled, run_time=2 * TIMING.move)
                self.play(Vanish(self.spreads), run_time=TIMING.quick)
                self.play(*map(Appear, valley), run_time=TIMING.quick)
                self.go_back()
                scaled = []
            self.play(*opened, *scaled, run_time=OPENING)

    def tell_bowl(self) -> None:
        """Let the axes be those of the new weights, and walk."""
        scaled = self.found.scaled
        view, box = self.valley.bowl(self.look, self.place, V, BOWL)
        self.other = other = land(self.look, box, scaled, view, V, self.valley.levels)
        clock = SpeedingClock()
        walk = MapWalk(self.look, other, scaled.run, clock.get_value)

        def change() -> None:
            self.remove(self.map, self.zigzag, self.walk)
            self.add(other, walk)
            self.play(Appear(other.numbers), Appear(other.labels), run_time=TIMING.quick)

        ratio = significant(scaled.elongation)
        told = self.say("Over the new weights v = s · w: {ratio} times as long as wide.", ratio=ratio)
        with self.beat(told, opening=change):
            drive(self, clock, clock.gears_to(scaled.run.steps_taken, SLOW_SPEED, self.given.pace))

    def tell_summary(self) -> None:
        """Set both valleys side by side, with their walks."""
        raw, scaled = self.found.raw, self.found.scaled
        first = land(self.look, self.left, raw, self.seen(self.left), W, self.valley.levels)
        walk = MapWalk(self.look, first, raw.run, lambda: float(raw.run.steps_taken), dotted=0, drawn=0)
        zigzag = Zigzag(self.look, first, self.found)
        x = paint(self.colours.data, "x")

        def part() -> None:
            gone = [] if self.layout.tall else [Vanish(self.spreads)]
            self.play(*gone, *self.zone.leave(), run_time=TIMING.quick)
            view = view_of(self.look, self.right, self.valley.whole(1.0, BOWL), np.ones(2), V)
            aside = ViewChange(self.other, box=self.right, x_range=view[0], y_range=view[1])
            came = [Appear(piece, rate_func=late) for piece in (first, zigzag, walk)]
            self.play(aside, *came, run_time=TIMING.slow)

        told = self.say(
            "Steps for 99 % of the fall: {raw} as measured, {scaled} scaled.",
            raw=count_text(raw.steps),
            scaled=count_text(scaled.steps),
        )
        with self.beat(told, opening=part):
            both = faces(self.look, (first.area, raw), (self.other.area, scaled))
            rule = self.zone.show(f"z = ({x} - macron({x}))/s")
            self.play(*map(Appear, (*both, rule)), run_time=TIMING.quick)
