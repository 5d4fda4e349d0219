"""Two features with unequal spreads make a long valley; measured in these spreads, a round bowl."""

from typing import ClassVar

import numpy as np
from manim import Mobject, smooth, squish_rate_func

from gd_math.data.feature_scaling import FeatureScaling as Scaling
from gd_math.data.feature_scaling import solution
from gd_math.data.features import FeatureTable
from scenes.base.appearing import Appear, Vanish
from scenes.base.column_names import column_name
from scenes.base.feature_source import FeatureParams
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.theme import TIMING
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.maps.arrow_words import arrow_words
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.moving.moments import MEASURED, POINTED, SCALED
from scenes.cast.moving.speeding_clock import SpeedingClock, drive
from scenes.cast.writing.arrow_count import drawn_gradient
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_rows import Cell
from scenes.cast.writing.number_text import shortest, significant
from scenes.parts.feature_scaling.goal import Goal
from scenes.parts.feature_scaling.measure import Measure
from scenes.parts.feature_scaling.opening import late, tell_opening
from scenes.parts.feature_scaling.scores import KEY, condition_row, count_row, faces, shape_rows
from scenes.parts.feature_scaling.stage import BOWL, ScalingStage
from scenes.parts.feature_scaling.story import (
    answer,
    compared,
    count_text,
    direction,
    elongated,
    product_of,
    walked,
)
from scenes.parts.feature_scaling.valley import V, W, land, view_of
from scenes.parts.feature_scaling.zigzag import Zigzag, stand_at_end

LONG = 4.0
"""A valley so many times as long as wide is leapt across."""
FIRST_LEAPS, LEAPS_SECONDS = 4, 2.0
MEASURING, COMING = 1.6, 1.6
"""Seconds of laying the width along the valley, and of coming close."""
STRINGS, SPEED, LONG_SPEED, SLOW_SPEED = 160, 30.0, 100.0, 4.0
"""A walk of so many steps is told at one speed, in steps a second; a longer one begins faster. The last walk
is told slowly."""
early = squish_rate_func(smooth, 0.0, 0.4)


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
        self.tell_goal()
        self.tell_walk()
        tell_opening(self, self.stage, self.zone)
        self.tell_bowl()
        self.tell_summary()

    def set_stage(self) -> None:
        """Show both features, alone; the valley waits."""
        self.zone = FormulaZone(self.look, self.layout.formula)
        self.stage = stage = ScalingStage(self.look, self.layout, self.found)
        self.valley, self.spreads, self.map, self.goal = stage.valley, stage.spreads, stage.map, stage.goal
        self.clock, self.walk, self.zigzag = stage.clock, stage.walk, stage.zigzag
        self.title = self.headline(self.say("Why train on scaled features?"))
        self.question = self.spreads.question()
        self.add(self.title, self.spreads, self.question)

    def tell_spreads(self) -> None:
        """Measure how far each feature spreads."""
        with self.beat(compared(self.look, self.found.spreads.tolist())):
            self.play(Vanish(self.question), run_time=TIMING.quick)
            self.wait(TIMING.quick)
            self.advance(self.spreads.measured, 1.0, TIMING.slow)

    def tell_shape(self) -> None:
        """Give each feature its weight, and lay the valley's width along it; come close."""
        measure = Measure(self.look, self.map, self.valley.loss, self.valley.levels[-1])
        even, valley = self.valley.drawn == 0.0, (self.map, self.zigzag, self.walk)

        def make_room() -> None:
            if self.layout.tall:
                self.play(Vanish(self.spreads), run_time=TIMING.quick)
            else:
                self.play(self.spreads.move_into(self.stage.aside))
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
            x_range, y_range = self.stage.seen(self.stage.alone, self.valley.slope())
            close = ViewChange(self.map, x_range=x_range, y_range=y_range, box=self.stage.alone)
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
        """Measure the slope at the start: it points across the valley."""
        arrows = self.walk.arrows
        with self.beat(direction(self.look, self.found.raw)):
            self.clock.set_value(MEASURED)
            self.advance(self.clock, POINTED, TIMING.slow)
            drawn = drawn_gradient(self.look, arrows.factor, arrows.factor)
            named = [(-2, drawn, self.colours.gradient)]
            self.words = arrow_words(self.look, self.walk, named, clear_of=[arrows.swept(0)])
            self.play(*map(Appear, self.words), run_time=TIMING.quick)

    def tell_leaps(self) -> None:
        """Take the first step slowly; then leap across the valley, to and fro."""
        raw = self.found.raw
        leaps = min(FIRST_LEAPS, raw.run.steps_taken)

        rate = shortest(self.walk.arrows.factor)
        told = self.say("Turned round, and times the best rate α = {rate}: the step.", rate=rate)
        product = self.zone.page(product_of(self.look, self.walk.arrows.number))

        def leap() -> None:
            x_range, y_range = self.stage.seen(self.stage.alone, self.valley.close())
            nearer = ViewChange(self.map, x_range=x_range, y_range=y_range)
            self.play(nearer, Vanish(product, rate_func=early), run_time=TIMING.move)
            score = self.zone.show(self.score(), largest=KEY)
            self.advance(self.clock, float(leaps), LEAPS_SECONDS, Appear(score, rate_func=early))

        with self.beat(told):
            self.play(*self.zone.leave(), run_time=TIMING.quick)
            self.advance(self.clock, SCALED, TIMING.slow)
            self.advance(self.clock, 1.0, TIMING.move, Appear(product), *map(Vanish, self.words))
            self.stage.detail.set_value(0.0)
            if raw.elongation < LONG:
                leap()
        if raw.elongation >= LONG:
            with self.beat(self.say("It leaps across the valley, to and fro.")):
                leap()

    def score(self) -> list[list[Cell]]:
        """Return the rows with the condition number and the count of steps."""
        count = count_row(self.look, self.found.raw.steps, lambda: self.clock.step)
        return [condition_row(self.found, self.stage.opened), count]

    def show_goal(self) -> None:
        """Draw the ring that is to be reached, below the walk."""
        walk = self.zigzag, self.walk
        self.goal.name_beside([self.zigzag.on_screen(), self.walk.occupied()])
        self.remove(*walk)
        self.add(self.goal, *walk)
        self.play(Appear(self.goal), run_time=TIMING.move)

    def tell_goal(self) -> None:
        """Ask how far it is to the ring, unless a few leaps lead there."""
        if self.found.raw.run.steps_taken > FIRST_LEAPS:
            asked = self.say("Predict: how many steps into the ring?")
            with self.beat(asked, kind="ask", opening=self.show_goal):
                pass

    def tell_walk(self) -> None:
        """Let the clock run to the end."""
        raw, clock = self.found.raw, self.clock

        def run() -> None:
            steps = raw.run.steps_taken
            if steps <= FIRST_LEAPS:
                self.show_goal()
            speed = SPEED if steps - clock.step <= STRINGS else LONG_SPEED
            drive(self, clock, clock.gears_to(steps, speed, self.given.pace))

        with self.beat(walked(self.look, raw), opening=run):
            pass

    def tell_bowl(self) -> None:
        """Let the axes be those of the new weights, and walk."""
        scaled = self.found.scaled
        view, box = self.valley.bowl(self.look, self.stage.later, V, BOWL)
        self.other = other = land(self.look, box, scaled, view, V, self.valley.levels)
        self.ring = Goal(self.look, other, scaled.loss)
        clock = SpeedingClock()
        walk = MapWalk(self.look, other, scaled.run, clock.get_value)
        count = count_row(self.look, self.found.raw.steps, lambda: clock.step)

        def change() -> None:
            self.remove(self.map, self.goal, self.walk, self.zone.shown)
            score = self.zone.show([condition_row(self.found, self.stage.opened), count], largest=KEY)
            self.add(other, self.ring, walk, score)
            self.play(Appear(other.numbers), Appear(other.labels), run_time=TIMING.quick)

        ratio = significant(scaled.elongation)
        told = self.say("Weights v = s·w: {ratio} times as long as wide.", ratio=ratio)
        with self.beat(told, opening=change):
            drive(self, clock, clock.gears_to(scaled.run.steps_taken, SLOW_SPEED, self.given.pace))

    def tell_summary(self) -> None:
        """Set both valleys side by side, with their walks."""
        stage, raw, scaled = self.stage, self.found.raw, self.found.scaled
        near = stage.seen(stage.left, self.valley.close())
        first = land(self.look, stage.left, raw, near, W, self.valley.levels)
        walk = MapWalk(self.look, first, raw.run, lambda: float(raw.run.steps_taken), dotted=0, drawn=0)
        stand_at_end(walk, raw)
        valley = first, Goal(self.look, first, raw.loss), Zigzag(self.look, first, raw), walk
        self.ends = walk
        x = paint(self.colours.data, "x")
        mean = Cell.words(self.say("mean")).markup

        def part() -> None:
            tall = self.layout.tall
            came = [Appear(piece, rate_func=late if tall else smooth) for piece in valley]
            gone = Vanish(self.title), *self.zone.leave()
            if tall:
                view = view_of(self.look, stage.right, self.valley.whole(1.0, BOWL), np.ones(2), V)
                aside = ViewChange(self.other, box=stage.right, x_range=view[0], y_range=view[1])
                self.play(aside, *came, *gone, run_time=TIMING.slow)
            else:
                self.play(Vanish(self.spreads), *gone, run_time=TIMING.quick)
                self.play(*came, run_time=TIMING.move)

        told = self.say(
            "Steps into the ring: {raw} as measured, {scaled} scaled.",
            raw=count_text(raw.steps),
            scaled=count_text(scaled.steps),
        )
        with self.beat(told, opening=part):
            both = faces(self.look, (first.area, raw), (self.other.area, scaled))
            rule = self.zone.show(f"z = ({x} - {mean})/s")
            named = self.headline(answer(self.look, self.found))
            self.play(*map(Appear, (*both, rule, named)), run_time=TIMING.quick)
