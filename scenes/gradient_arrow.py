"""Two partial derivatives add up to the gradient, and a compass finds that no direction climbs more."""

import numpy as np
from manim import FadeIn, FadeOut, VGroup, smooth
from pydantic import Field, model_validator

from gd_math.compass import DIRECTIONS, Compass
from gd_math.formula import FormulaObjective
from scenes.cast.following import ride
from scenes.cast.formulas import MathFormula, paint
from scenes.cast.gradient_landscapes import WAVES, LandscapeText, find_landscape
from scenes.cast.gradient_stage import GradientStage
from scenes.cast.numbers import plain, shortest, significant, typst_number
from scenes.cast.terrain_block import Land
from scenes.lesson import Lesson, LessonParams
from scenes.theme import TIMING, TYPE

ROW_HEIGHTS = 0.52, 0.36
"""Of the two lines in the formula zone, at most, in scene units."""
NEARLY = np.cos(np.deg2rad(0.5))
"""Directions nearer than half a degree count as the same."""


class GradientArrow(Lesson):
    """Which way is up the steepest? Two slopes, their sum, and a compass that probes eight directions."""

    class Params(LessonParams):
        """What a lecturer may change."""

        function: LandscapeText = WAVES
        x: float = Field(
            0.8, ge=-100.0, le=100.0, description="x of the point at which the gradient is taken"
        )
        y: float = Field(-0.6, ge=-100.0, le=100.0, description="y of that point")
        probe: float = Field(
            0.5, ge=0.01, le=100.0, description="length of a probing step, in units of x and y"
        )
        turn: float = Field(
            30.0, ge=-360.0, le=360.0, description="how far the view turns", json_schema_extra={"unit": "°"}
        )

        @model_validator(mode="after")
        def _stands_on_ground(self) -> "GradientArrow.Params":
            objective = find_landscape(self.function).objective
            place = np.array([self.x, self.y])
            if not (np.isfinite(objective.value(place)) and np.isfinite(objective.gradient(place)).all()):
                raise ValueError(
                    f"the function has no height or no slope at x = {self.x:g}, y = {self.y:g};"
                    " choose another point"
                )
            return self

    given: Params

    def tell(self) -> None:
        """A point; slopes along x and y; their sum; eight probes; the gradient; the way down."""
        p = self.given
        self.landscape = find_landscape(p.function)
        self.compass = Compass.at(self.landscape.objective, (p.x, p.y), p.probe)
        land = Land(self.landscape.objective, *self.landscape.around(self.compass.point))
        self.stage = GradientStage(self.look, self.layout, land, self.compass, p.turn)
        self.set_stage()

        self.tell_point()
        self.tell_closeup()
        self.tell_partials()
        self.tell_sum()
        self.tell_rose()
        self.tell_compass()
        if self.compass.level:
            self.tell_level_ground()
        else:
            self.tell_needle()
            self.tell_way_down()
        self.tell_summary()

    def set_stage(self) -> None:
        """Draw the land at the left, its map at the right, the function above."""
        stage = self.stage
        self.page = VGroup(self.line(self.function_line(), 0))
        self.label = VGroup()
        self.add(self.headline(self.say("Up the steepest way")), self.page)
        self.add(stage.terrain, stage.hill, stage.map, stage.spot, stage.magnifier)

    def function_line(self) -> str:
        """Return the function as Typst math."""
        return paint(self.colours.loss, f"f(x, y) = {self.landscape.formula}")

    def line(self, markup: str, row: int, short: str = "") -> MathFormula:
        """Return a line of the formula zone, as large as fits, `short` if even the smallest is too wide."""
        box, tall = self.layout.formula, self.layout.tall
        largest = TYPE.caption if row or tall else TYPE.formula
        for text in (markup, short or paint(self.colours.loss, "f(x, y)")):
            for size in np.arange(largest, TYPE.label - 1e-9, -1.0):
                formula = MathFormula(self.look, text, size=float(size))
                if formula.width <= box.width and formula.height <= ROW_HEIGHTS[row]:
                    break
            else:
                continue
            break
        if tall:
            return formula.shift(
                (box.left - float(formula.get_left()[0]), box.top - float(formula.get_top()[1]), 0.0)
            )
        top = box.top if row == 0 else box.bottom + formula.height
        return formula.shift(
            (box.right - float(formula.get_right()[0]), top - float(formula.get_top()[1]), 0.0)
        )

    def turn_page(self, markup: str, short: str) -> None:
        """Show a line beneath the function; in tall frames, in its place."""
        line = self.line(markup, 1, short)
        old = self.page if self.layout.tall else VGroup(*self.page[1:])
        new = VGroup(line) if self.layout.tall else VGroup(self.page[0], line)
        moves = [FadeIn(line)] + ([FadeOut(old)] if len(old) else [])
        self.play(*moves, run_time=TIMING.quick)
        self.page = new

    def slope_text(self, slope: float) -> str:
        """Return a slope with two decimals, or with as many digits as show it."""
        largest = float(np.abs(self.compass.slopes).max())
        return plain(slope, 2) if 0.1 <= largest < 1e4 or slope == 0.0 else significant(slope)

    def tell_point(self) -> None:
        """Show the land and the point."""
        stage = self.stage
        with self.beat(self.say("At every place (x, y) the function has a height.")):
            self.play(ride(stage.azimuth, float(np.mean(stage.sweep)), smooth), run_time=4 * TIMING.move)

    def tell_closeup(self) -> None:
        """Let the surroundings of the point grow to a map of their own."""
        stage = self.stage
        with self.beat(self.say("Stand at one point, and look closely.")):
            self.play(ride(stage.drawn, 1.0), run_time=TIMING.move)
            self.play(ride(stage.grown, 1.0, smooth), FadeOut(stage.spot), run_time=TIMING.slow)
            self.play(FadeOut(stage.map), FadeIn(stage.closeup), FadeIn(stage.above), run_time=TIMING.quick)
            self.remove(stage.magnifier)

    def tell_partials(self) -> None:
        """Measure the slope along x, then along y."""
        stage, slopes = self.stage, self.compass.slopes
        objective = self.landscape.objective
        bodies = objective.gradient_formulas if isinstance(objective, FormulaObjective) else ("", "")
        clocks = (stage.parts.along_x, stage.parts.along_y)
        self.labels = VGroup()
        for k, (name, clock) in enumerate(zip("xy", clocks, strict=True)):
            slope = float(slopes[k])
            head, value = f"partial f \\/ partial {name}", typst_number(self.slope_text(slope))
            short = paint(self.colours.gradient, f"{head} = {value}")
            whole = paint(self.colours.gradient, f"{head} = {bodies[k]} = {value}") if bodies[k] else short
            with self.beat(self.slope_sentence(name, slope)):
                self.turn_page(whole, short)
                if slope:
                    self.play(ride(clock, 1.0), run_time=TIMING.slow)
                    label = stage.arrow_label(k, head)
                    self.labels.add(label)
                    self.play(FadeIn(label), run_time=TIMING.quick)

    def slope_sentence(self, name: str, slope: float) -> str:
        """Return what the slope along an axis says."""
        if slope == 0.0:
            return self.say("Along {axis} the ground is level: no arrow.", axis=name)
        if slope > 0.0:
            return self.say(
                "Along {axis} the height rises by {slope} per unit: an arrow uphill.",
                axis=name,
                slope=self.slope_text(slope),
            )
        return self.say(
            "Along {axis} it falls by {slope} per unit: uphill is the other way.",
            axis=name,
            slope=self.slope_text(-slope),
        )

    def tell_sum(self) -> None:
        """Add the two arrows."""
        stage, slopes = self.stage, self.compass.slopes
        numbers = ", ".join(typst_number(self.slope_text(float(slope))) for slope in slopes)
        markup = paint(self.colours.gradient, f"nabla f = ({numbers})")
        sentence = (
            self.say("Both slopes are zero, so the gradient is zero.")
            if self.compass.level
            else self.say("Both arrows together are the gradient.")
        )
        with self.beat(sentence):
            self.turn_page(markup, markup)
            if not self.compass.level:
                self.play(ride(stage.parts.summed, 1.0), run_time=TIMING.slow)
                self.play(FadeIn(stage.signs[0]), run_time=TIMING.quick)

    def tell_rose(self) -> None:
        """Open the rose, and ask."""
        stage = self.stage
        with self.beat(self.say("Is there a steeper way? Try eight directions.")):
            if len(self.labels):
                self.play(FadeOut(self.labels), ride(stage.parts.aside, 1.0), run_time=TIMING.quick)
            self.add(stage.numbers)
            self.play(ride(stage.probes.opened, 1.0), FadeIn(stage.name_of_numbers), run_time=TIMING.move)
        self.ask(self.say("Predict: which one leads highest?"))

    def tell_compass(self) -> None:
        """Probe eight directions."""
        stage = self.stage
        with self.beat(
            self.say(
                "Walk {probe} each way, and read how the height changes.", probe=shortest(self.given.probe)
            )
        ):
            self.play(ride(stage.probes.probed, 8.0), run_time=6 * TIMING.move)

    def tell_needle(self) -> None:
        """Compare the highest of the eight with the gradient."""
        compass, texts = self.compass, self.stage.texts
        best = float(compass.changes[compass.highest])
        with self.beat(
            self.say(
                "Of the eight, {direction} leads highest: {change}.",
                direction=self.direction(compass.highest),
                change=texts.whole(best),
            )
        ):
            self.play(ride(self.stage.probes.judged, 1.0), run_time=TIMING.quick)
        if float(DIRECTIONS[compass.highest] @ compass.uphill) >= NEARLY:
            with self.beat(self.say("That is where the gradient points.")):
                self.wait(TIMING.move)
            return
        with self.beat(self.needle_sentence(best)):
            self.play(ride(self.stage.probes.turned, 1.0), run_time=2 * TIMING.slow)

    def needle_sentence(self, best: float) -> str:
        """Return how a probe along the gradient compares with the best of eight."""
        texts = self.stage.texts
        if texts.uphill > best:
            return self.say(
                "Turned to the gradient, the step leads higher still: {change}.",
                change=texts.whole(texts.uphill),
            )
        if np.isfinite(texts.uphill):
            return self.say(
                "Along the gradient: {change}. The ground bends; shorter steps favour the gradient.",
                change=texts.whole(texts.uphill),
            )
        return self.say("Along the gradient the step leads to where there is no height.")

    def tell_way_down(self) -> None:
        """Go against the gradient."""
        stage = self.stage
        with self.beat(self.down_sentence()):
            self.play(
                ride(stage.probes.opposed, 1.0),
                ride(stage.parts.opposed, 1.0),
                run_time=TIMING.slow,
            )
            self.play(FadeIn(stage.signs[1]), run_time=TIMING.quick)

    def down_sentence(self) -> str:
        """Return what a probe against the gradient finds."""
        texts, lowest = self.stage.texts, float(self.compass.changes[self.compass.lowest])
        if texts.downhill < lowest:
            return self.say(
                "The way down is against it: {change}, lower than any of the eight.",
                change=texts.whole(texts.downhill),
            )
        if texts.downhill < 0.0:
            return self.say("The way down is against it: {change}.", change=texts.whole(texts.downhill))
        return self.say("Against it the ground falls at first; this step is too long to show it.")

    def tell_level_ground(self) -> None:
        """Say what the compass finds where the gradient vanishes."""
        changes = self.compass.changes
        if (changes > 0).all():
            sentence = self.say("It rises on every side: a valley floor, with no way down.")
        elif (changes < 0).all():
            sentence = self.say("It falls on every side: a summit, with no way up.")
        elif (changes == 0).all():
            sentence = self.say("It is level on every side.")
        else:
            sentence = self.say("It rises on some sides and falls on others: a saddle.")
        with self.beat(sentence):
            self.wait(TIMING.move)

    def tell_summary(self) -> None:
        """Turn the land once more."""
        stage = self.stage
        sentence = (
            self.say("Where the gradient is zero, no direction is the steepest.")
            if self.compass.level
            else self.say("The gradient points up the steepest way; descent goes against it.")
        )
        with self.beat(sentence):
            self.play(ride(stage.azimuth, stage.sweep[1], smooth), run_time=4 * TIMING.move)

    def direction(self, k: int) -> str:
        """Return the name of one of the eight directions; east is along x, north along y."""
        return (
            self.say("east"),
            self.say("north-east"),
            self.say("north"),
            self.say("north-west"),
            self.say("west"),
            self.say("south-west"),
            self.say("south"),
            self.say("south-east"),
        )[k]
