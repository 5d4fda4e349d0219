"""Two partial derivatives add up to the gradient, and a compass finds that no direction climbs more."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from manim import FadeIn, FadeOut, VGroup, smooth
from pydantic import Field, model_validator

from gd_math.formula.parsing import FormulaObjective, variable_markup
from gd_math.functions.compass import Compass
from scenes.base.layout import Box
from scenes.base.lesson import Lesson
from scenes.base.theme import TIMING, TYPE
from scenes.base.view_parameters import ViewParams
from scenes.cast.land.block import Land
from scenes.cast.maps.named_landscapes import WAVES, LandscapeText, NamedLandscape, find_landscape
from scenes.cast.moving.following import ride
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_text import typst_number
from scenes.cast.writing.variable_names import tuple_markup, tuple_text
from scenes.parts.gradient_arrow.stage import GradientStage
from scenes.parts.gradient_arrow.story import ArrowWords

ROW_HEIGHTS = 0.52, 0.36
"""Of the two lines in the formula zone, at most, in scene units."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The landscape as it is shown, and the probes around the point on it."""

    shown: NamedLandscape
    compass: Compass


class GradientArrow(Lesson):
    """Which way is up the steepest? Two slopes, their sum, and a compass that probes eight directions."""

    class Params(ViewParams):
        """What a lecturer may change."""

        function: LandscapeText = WAVES
        x: float = Field(
            0.8, ge=-100.0, le=100.0, description="where the gradient is taken: the first variable"
        )
        y: float = Field(-0.6, ge=-100.0, le=100.0, description="and the second")
        probe: float = Field(
            0.5, ge=0.01, le=100.0, description="length of a probing step, in units of both variables"
        )
        turn: float = Field(
            30.0, ge=-360.0, le=360.0, description="how far the view turns", json_schema_extra={"unit": "°"}
        )

        @model_validator(mode="after")
        def _stands_on_ground(self) -> "GradientArrow.Params":
            landscape = find_landscape(self.function)
            objective, point = landscape.objective, np.array([self.x, self.y])
            for name, value, asked in (("x", self.x, self.x_range), ("y", self.y, self.y_range)):
                if asked is not None and not asked[0] <= value <= asked[1]:
                    raise ValueError(
                        f"{name} = {value:g} is outside {name}_range = [{asked[0]:g}, {asked[1]:g}];"
                        " move the one or the other"
                    )
            if not (np.isfinite(objective.value(point)) and np.isfinite(objective.gradient(point)).all()):
                raise ValueError(
                    f"the function has no height or no slope at x = {self.x:g}, y = {self.y:g};"
                    " choose another point"
                )
            if not np.isfinite(Compass.at(objective, point, self.probe).changes).any():
                raise ValueError(
                    f"probe = {self.probe:g} leads to where the function has no height in all eight"
                    f" directions from x = {self.x:g}, y = {self.y:g}; choose a shorter one"
                )
            landscape.framed(self.x_range, self.y_range)
            return self

    given: Params
    found: Found

    @classmethod
    def compute(cls, params: Params) -> Found:
        """Return the landscape with the point in it, and what a compass finds there."""
        shown = find_landscape(params.function).framed(params.x_range, params.y_range)
        around = shown.around(np.array([params.x, params.y]))
        ranges = params.x_range or around[0], params.y_range or around[1]
        return Found(
            NamedLandscape(shown.objective, *ranges, shown.formula),
            Compass.at(shown.objective, (params.x, params.y), params.probe),
        )

    def tell(self) -> None:
        """A point; slopes along x and y; their sum; eight probes; the gradient; the way down."""
        self.shown, self.compass = self.found.shown, self.found.compass
        land = Land(self.shown.objective, *self.shown.region)
        self.stage = GradientStage(self.look, self.layout, land, self.compass, self.given.turn)
        self.words = ArrowWords(self.compass, self.stage.texts, self.shown.region, self.look)
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
        stage, box, tall = self.stage, self.layout.formula, self.layout.tall
        side: Literal["left", "right"] = "left" if tall else "right"
        upper = Box(box.left, box.right, box.top - ROW_HEIGHTS[0], box.top)
        lower = Box(box.left, box.right, box.bottom, box.bottom + ROW_HEIGHTS[1])
        if tall:
            lower = Box(box.left, box.right, box.top - ROW_HEIGHTS[1], box.top)
        name = f"f{tuple_markup(self.shown.objective)}"
        function, name = (paint(self.colours.loss, text) for text in (f"{name} = {self.shown.formula}", name))
        page = FormulaZone(self.look, upper, side).show(
            function, name, largest=TYPE.caption if tall else TYPE.formula
        )
        self.line = FormulaZone(self.look, lower, side, edge="top" if tall else "bottom")
        if tall:  # slopes stand in the function's place, not beneath it
            self.line.shown = page
        self.add(self.headline(self.words.headline()), page)
        self.add(stage.terrain, stage.hill, stage.map, stage.spot, stage.magnifier)

    def tell_point(self) -> None:
        """Show the land and the point."""
        stage, place = self.stage, tuple_text(self.shown.objective)
        sentence = (
            self.say("At every place {place} the function has a height.", place=place)
            if stage.map.whole
            else self.say("At every place {place} where f is defined it has a height.", place=place)
        )
        with self.beat(sentence):
            self.play(stage.terrain.turn_to(0.5), run_time=4 * TIMING.move)

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
        stage, slopes, words = self.stage, self.compass.slopes, self.words
        objective = self.shown.objective
        bodies = objective.gradient_formulas if isinstance(objective, FormulaObjective) else ("", "")
        clocks = (stage.parts.along_x, stage.parts.along_y)
        self.labels = VGroup()
        for k, (name, clock) in enumerate(zip(objective.variables, clocks, strict=True)):
            slope = float(slopes[k])
            head, value = (
                f"partial f \\/ partial {variable_markup(name)}",
                typst_number(words.slope_text(slope)),
            )
            short = paint(self.colours.gradient, f"{head} = {value}")
            whole = paint(self.colours.gradient, f"{head} = {bodies[k]} = {value}") if bodies[k] else short
            seen = stage.seen(k)
            with self.beat(words.slope(k, seen=seen)):
                self.play(*self.line.turn_to(whole, short, largest=TYPE.caption), run_time=TIMING.quick)
                if slope:
                    self.play(ride(clock, 1.0), run_time=TIMING.slow)
                if seen:
                    label = stage.arrow_label(k, head)
                    self.labels.add(label)
                    self.play(FadeIn(label), run_time=TIMING.quick)

    def tell_sum(self) -> None:
        """Add the two arrows."""
        stage, slopes = self.stage, self.compass.slopes
        numbers = ", ".join(typst_number(self.words.slope_text(float(slope))) for slope in slopes)
        markup = paint(self.colours.gradient, f"nabla f = ({numbers})")
        with self.beat(self.words.sum(seen=stage.seen(0) and stage.seen(1))):
            self.play(*self.line.turn_to(markup, largest=TYPE.caption), run_time=TIMING.quick)
            if not self.compass.level:
                self.play(ride(stage.parts.summed, 1.0), run_time=TIMING.slow)
                self.play(FadeIn(stage.signs[0]), run_time=TIMING.quick)

    def tell_rose(self) -> None:
        """Open the rose, and ask."""
        stage = self.stage
        with self.beat(self.words.rose()):
            if len(self.labels):
                self.play(FadeOut(self.labels), ride(stage.parts.aside, 1.0), run_time=TIMING.quick)
            self.add(stage.numbers)
            self.play(ride(stage.probes.opened, 1.0), FadeIn(stage.name_of_numbers), run_time=TIMING.move)
        self.ask(self.words.question())

    def tell_compass(self) -> None:
        """Probe eight directions."""
        stage = self.stage
        with self.beat(self.words.walk()):
            self.play(ride(stage.probes.probed, 8.0), run_time=6 * TIMING.move)

    def tell_needle(self) -> None:
        """Compare the highest of the eight with the gradient."""
        with self.beat(self.words.highest()):
            self.play(ride(self.stage.probes.judged, 1.0), run_time=TIMING.quick)
        with self.beat(self.words.needle()):
            if self.words.straight:
                self.wait(TIMING.move)
            else:
                self.play(ride(self.stage.probes.turned, 1.0), run_time=2 * TIMING.slow)

    def tell_way_down(self) -> None:
        """Go against the gradient."""
        stage = self.stage
        with self.beat(self.words.way_down()):
            self.play(
                ride(stage.probes.opposed, 1.0),
                ride(stage.parts.opposed, 1.0),
                run_time=TIMING.slow,
            )
            self.play(FadeIn(stage.signs[1]), run_time=TIMING.quick)

    def tell_level_ground(self) -> None:
        """Say what the compass finds where the gradient vanishes."""
        with self.beat(self.words.level_ground()):
            self.wait(TIMING.move)

    def tell_summary(self) -> None:
        """Turn the land once more."""
        stage = self.stage
        with self.beat(self.words.summary()):
            self.play(stage.terrain.turn_to(1.0), run_time=4 * TIMING.move)
