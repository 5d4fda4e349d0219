"""Two features in unequal units make a long valley; measured in their own spreads, a round bowl."""

from dataclasses import replace
from typing import ClassVar

from manim import Animation, ValueTracker

from gd_math.data.feature_scaling import FeatureScaling as Scaling
from gd_math.data.feature_scaling import UnitsDescent, solution
from gd_math.data.features import FeatureTable
from scenes.base.appearing import Appear, Vanish
from scenes.base.column_names import column_name
from scenes.base.feature_source import FeatureParams
from scenes.base.layout import Box
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.theme import TIMING
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.even_ranges import even_ranges
from scenes.cast.charts.ticks import rounded_down
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.data.update_rows import slope_rows
from scenes.cast.maps.arrow_words import arrow_words
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.maps.walk_arrows import StepParts
from scenes.cast.moving.moments import MEASURED, POINTED, SCALED
from scenes.cast.moving.speeding_clock import SpeedingClock, drive
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_rows import Cell
from scenes.cast.writing.number_text import shortest, significant, typst_number
from scenes.parts.feature_scaling.spreads import Spreads
from scenes.parts.feature_scaling.valley import (
    BEHIND,
    MOST_SHOWN,
    Face,
    View,
    Walls,
    in_units,
    levels_in,
    opened,
)

LONG, ALIKE, NO_SLOPE = 4.0, 1.5, 1e6
"""A valley so many times as long as wide is leapt across; ratios of slopes below which they are alike, and
above which one of them is none."""
FIRST_LEAPS, LEAPS_SECONDS, OPENING = 4, 2.4, 2.6
FIRST_SPEED, SLOW_SPEED, SEEN_LEAPS = 100.0, 3.0, 10
"""Steps a second when a long walk begins to speed up, and before; the step until which each leap is seen."""
LOSS = '"MSE"'
W, V = ("w₁", "w₂"), ("v₁", "v₂")
"""Weights of the features in the table's units, and in spreads."""


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

        by_default = ("bill length (mm)", "flipper (mm)", "body mass (g)")
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
                    steps=found.raw.steps,
                    shown=found.raw.run.steps_taken,
                )
            )
        return notes

    def tell(self) -> None:
        """Two units on one axis; a thread of a valley; its leaps; a prediction; spreads; a round bowl."""
        self.set_stage()
        self.tell_units()
        self.set_map()
        self.tell_thread()
        self.tell_opening()
        self.tell_gradient()
        self.tell_leaps()
        if self.found.raw.run.steps_taken > FIRST_LEAPS:
            self.ask(self.say("Predict: how many steps for 99 % of the fall?"))
            self.tell_walk()
        self.tell_spreads()
        self.tell_bowl()
        self.tell_summary()

    def set_stage(self) -> None:
        """Show both features on one axis, alone."""
        self.spreads = Spreads(self.look, self.layout.alone, self.found.table)
        self.zone = FormulaZone(self.look, self.layout.formula)
        self.left, self.right = self.layout.panels(1, 1)
        self.first = self.layout.alone if self.layout.tall else self.left
        self.add(self.headline(self.say("Does descent care about units?")), self.spreads)

    def tell_units(self) -> None:
        """Measure the spreads of both."""
        count = len(self.found.table)
        one, other = (significant(float(value)) for value in self.found.spreads)
        told = {"count": count, "one": one, "other": other}
        rows = self.say("Two features of {count} rows. Spreads: {one} and {other}.", **told)
        if not self.given.from_file:
            rows = self.say("Two measures of {count} penguins. Spreads: {one} and {other}.", **told)
        with self.beat(rows):
            self.wait(TIMING.quick)
            self.advance(self.spreads.measured, 1.0, TIMING.slow)

    def view_in(self, box: Box) -> View:
        """Return the opened view of the scaled weights in a box."""
        area = Plot(self.look, box, (0.0, 1.0), (0.0, 1.0), x_label=V[0], y_label=V[1]).area
        return opened(self.found, area.width / area.height)

    def land(
        self, descent: UnitsDescent, box: Box, view: View, names: tuple[str, str], levels: tuple[float, ...]
    ) -> ContourPlot:
        """Return the map of a descent."""
        return ContourPlot(
            self.look,
            box,
            descent.loss,
            *view,
            x_label=names[0],
            y_label=names[1],
            label_colour=self.colours.parameter,
            levels=levels,
        )

    def set_map(self) -> None:
        """Make the map of the table's weights, as a thread, with the walk on it."""
        found, raw, first = self.found, self.found.raw, self.first
        home = in_units(self.view_in(first), found.spreads)
        self.levels = levels_in(raw, home)
        thread = even_ranges(self.look, first, *home, W, whole=True)
        self.map = self.land(raw, first, thread, W, self.levels)
        self.clock, self.detail = SpeedingClock(jumps=True), ValueTracker(1.0)
        drawn = FIRST_LEAPS if raw.run.steps_taken > MOST_SHOWN else None
        time = self.clock.get_value
        parts = replace(StepParts.of_slopes(self.look, raw.run, raw.rate), rate=None)
        self.walls = [] if drawn is None else [Walls(self.look, self.map, raw.run.points, time)]
        self.walk = MapWalk(
            self.look,
            self.map,
            raw.run,
            time,
            self.detail.get_value,
            parts=parts,
            dotted=drawn,
            drawn=drawn,
            factor=rounded_down(BEHIND * raw.rate),
        )

    def tell_thread(self) -> None:
        """Let the features make room for the map of their weights: a thread."""
        colours = self.colours
        terms = [f"{paint(colours.parameter, f'w_{k}')} {paint(colours.data, f'x_{k}')}" for k in (1, 2)]
        name = column_name(self.look, self.found.table.label_name)
        label = self.say("y: {name}, from its mean", name=name)
        model = [[Cell(f"{paint(colours.prediction, 'hat(y)')} = {' + '.join(terms)}")], [Cell.words(label)]]

        def make_room() -> None:
            if self.layout.tall:
                self.play(Vanish(self.spreads), run_time=TIMING.quick)
            else:
                self.play(self.spreads.move_into(self.right), run_time=TIMING.move)
            self.play(Appear(self.map), run_time=TIMING.quick)
            self.play(Appear(self.zone.show(model, model[:1])), Appear(self.walk), run_time=TIMING.quick)

        ratio = significant(self.found.raw.elongation)
        told = self.say("Their loss is a valley {ratio} times as long as wide.", ratio=ratio)
        with self.beat(told, opening=make_room):
            self.wait(TIMING.move)

    def tell_opening(self) -> None:
        """Stretch the picture until the valley is open."""
        raw = self.found.raw
        curved = [
            [Cell.words(self.say("curvature across / along"))],
            [Cell(f"kappa = L\\/mu = {typst_number(significant(raw.condition))}")],
        ]

        def come_alone() -> None:
            gone = [] if self.layout.tall else [Vanish(self.spreads)]
            self.play(*gone, *self.zone.leave(), run_time=TIMING.quick)
            self.play(Appear(self.zone.show(curved)), run_time=TIMING.quick)

        view = in_units(self.view_in(self.layout.alone), self.found.spreads)
        stretched = self.say("Let us stretch the picture until the valley opens.")
        if raw.elongation < LONG:
            stretched = self.say("The same from close by.")
        with self.beat(stretched, opening=come_alone):
            move = ViewChange(self.map, box=self.layout.alone, x_range=view[0], y_range=view[1])
            self.play(move, run_time=OPENING)

    def tell_gradient(self) -> None:
        """Measure both slopes at the start, and say how many times one is the other."""
        slopes = self.found.raw.run.gradients[0].tolist()
        texts = {f"w_{k}": significant(value) for k, value in enumerate(slopes, 1)}
        with self.beat(self.steepness(slopes)):
            self.play(*self.zone.leave(), run_time=TIMING.quick)
            self.advance(self.clock, MEASURED, TIMING.slow)
            self.play(Appear(self.zone.show(slope_rows(self.look, LOSS, texts))), run_time=TIMING.move)
            drawn = self.say("slopes, drawn × {factor}", factor=shortest(self.walk.arrows.factor))
            self.word = arrow_words(self.look, self.walk, [(-2, drawn, self.colours.gradient)])[0]
            self.advance(self.clock, POINTED, TIMING.move, Appear(self.word))

    def steepness(self, slopes: list[float]) -> str:
        """Return the sentence on both slopes at the start."""
        one, other = map(abs, slopes)
        less, more = min(one, other), max(one, other)
        first, second = ("w₁", "w₂") if one > other else ("w₂", "w₁")
        if less * NO_SLOPE <= more:
            return self.say("Here the slope is along {one} alone.", one=first)
        ratio = significant(more / less, 2)
        if float(ratio) < ALIKE:
            return self.say("Both slopes are about alike here.")
        return self.say(
            "Along {one} the slope is {ratio} times that along {other}.", one=first, ratio=ratio, other=second
        )

    def tell_leaps(self) -> None:
        """Take the first steps: across the valley, to and fro."""
        raw = self.found.raw
        leaps = min(FIRST_LEAPS, raw.run.steps_taken)
        rate = significant(raw.rate)
        told = self.say("The best rate, {rate}, leaps across the valley, to and fro.", rate=rate)
        if raw.elongation < LONG:
            told = self.say("The best rate for this valley is {rate}.", rate=rate)
        rule = f"alpha = 2/(mu + L) = {typst_number(rate)}"
        self.face = Face(self.look, self.map.area, self.clock.get_value, raw)
        with self.beat(told):
            self.play(*self.zone.leave(), run_time=TIMING.quick)
            self.play(
                Appear(self.zone.show(paint(self.colours.step, rule))),
                Appear(self.face),
                run_time=TIMING.quick,
            )
            self.advance(self.clock, SCALED, TIMING.move)
            self.advance(self.clock, 1.0, TIMING.move, Vanish(self.word))
            self.detail.set_value(0.0)
            self.advance(self.clock, float(leaps), LEAPS_SECONDS)

    def tell_walk(self) -> None:
        """Let the clock run to the end."""
        raw = self.found.raw
        share = significant(2 / (1 + raw.condition))
        with self.beat(self.say("Each step goes {share} of the way that is left.", share=share)):
            self.add(*self.walls, self.walk)
            seen = min(SEEN_LEAPS, raw.run.steps_taken)
            drive(self, self.clock, self.clock.gears_to(seen, SLOW_SPEED, self.given.pace))
            drive(self, self.clock, self.clock.gears_to(raw.run.steps_taken, FIRST_SPEED, self.given.pace))
        with self.beat(self.walked(raw)):
            pass

    def walked(self, descent: UnitsDescent) -> str:
        """Return how many steps a walk took, or would take."""
        steps, shown = descent.steps, descent.run.steps_taken
        if not descent.complete:
            return self.say("{shown} steps are shown; it takes {steps}.", shown=shown, steps=steps)
        return self.say_count(steps, "{count} step: 99 % of the fall.", "{count} steps: 99 % of the fall.")

    def tell_spreads(self) -> None:
        """Bring the features back, and measure each in its own spread."""
        x, tall = paint(self.colours.data, "x"), self.layout.tall

        def make_room() -> None:
            self.remove(self.face)
            if tall:
                self.play(*map(Vanish, (self.map, *self.walls, self.walk)), *self.zone.leave())
            else:
                self.step_aside(*self.zone.leave())
            self.play(Appear(self.spreads), run_time=TIMING.quick)

        with self.beat(self.say("Now measure each feature in its own spread."), opening=make_room):
            self.play(Appear(self.zone.show(f"z = ({x} - macron({x}))/s")), run_time=TIMING.quick)
            self.play(*self.spreads.standardise(self.layout.alone if tall else self.right), run_time=OPENING)

    def step_aside(self, *others: Animation) -> None:
        """Move the first map to its side of the stage."""
        x_range, y_range = in_units(self.view_in(self.left), self.found.spreads)
        self.play(ViewChange(self.map, box=self.left, x_range=x_range, y_range=y_range), *others)
        self.face = Face(self.look, self.map.area, self.clock.get_value, self.found.raw)
        self.play(Appear(self.face), run_time=TIMING.quick)

    def tell_bowl(self) -> None:
        """Let the map of the new weights take the place of the features; walk again."""
        scaled = self.found.scaled
        self.other = other = self.land(scaled, self.right, self.view_in(self.right), V, self.levels)
        clock = SpeedingClock()
        walk = MapWalk(self.look, other, scaled.run, clock.get_value)
        face = Face(self.look, other.area, clock.get_value, scaled)

        def change() -> None:
            self.play(Vanish(self.spreads), run_time=TIMING.quick)
            if self.layout.tall:
                self.play(*map(Appear, (self.map, *self.walls, self.walk)), run_time=TIMING.quick)
                self.step_aside()
            self.play(Appear(other), run_time=TIMING.move)

        w, v = (paint(self.colours.parameter, letter) for letter in "wv")
        rule = f"z = (x - macron(x))/s, quad {v} = s {w}"
        ratio = significant(scaled.elongation)
        told = self.say("The same heights over the new weights: {ratio} times as long as wide.", ratio=ratio)
        with self.beat(told, opening=change):
            self.play(Appear(walk), Appear(face), *self.zone.leave(), run_time=TIMING.quick)
            self.play(Appear(self.zone.show(rule)), run_time=TIMING.quick)
        rate = significant(scaled.rate)
        with self.beat(self.say("The best rate here is {rate}.", rate=rate)):
            drive(self, clock, clock.gears_to(scaled.run.steps_taken, SLOW_SPEED, self.given.pace))

    def tell_summary(self) -> None:
        """Set both walks side by side, each valley in its true shape."""
        raw, scaled = self.found.raw.steps, self.found.scaled.steps
        home = self.map.x_range, self.map.y_range
        x_range, y_range = even_ranges(self.look, self.left, *home, W, whole=True)

        def shrink() -> None:
            self.play(ViewChange(self.map, x_range=x_range, y_range=y_range), run_time=OPENING)

        told = self.say("Steps: {raw} in the table's units, {scaled} in spreads.", raw=raw, scaled=scaled)
        with self.beat(told, opening=shrink):
            pass
