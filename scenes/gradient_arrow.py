"""Two partial derivatives add up to the gradient, and a compass finds that no direction climbs more."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from manim import VGroup, smooth
from pydantic import Field, model_validator

from gd_math.formula.parsing import FormulaObjective, variable_markup
from gd_math.functions.compass import Compass
from scenes.base.appearing import Appear, Vanish
from scenes.base.layout import Box
from scenes.base.lesson import Lesson
from scenes.base.theme import TIMING, TYPE
from scenes.base.view_parameters import ViewParams
from scenes.cast.land.block import Land
from scenes.cast.maps.named_landscapes import (
    HILLS_FORMULA,
    WAVES,
    LandscapeText,
    NamedLandscape,
    find_landscape,
)
from scenes.cast.moving.following import ride
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_text import typst_number
from scenes.cast.writing.variable_names import tuple_markup
from scenes.parts.gradient_arrow.stage import HALF_TURN, GradientStage
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
            0.7, ge=-100.0, le=100.0, description="where the gradient is taken: the first variable"
        )
        y: float = Field(-0.7, ge=-100.0, le=100.0, description="and the second")
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
        """A point; a compass; its map; eight probes; the gradient, its two parts; the way down."""
        self.shown, self.compass = self.found.shown, self.found.compass
        land = Land(self.shown.objective, *self.shown.region)
        self.stage = GradientStage(self.look, self.layout, land, self.compass, self.given.turn)
        self.words = ArrowWords(self.compass, self.stage.texts, self.shown.region, self.look)
        self.set_stage()

        self.tell_point()
        self.tell_rose()
        self.tell_map()
        self.tell_compass()
        if not self.compass.level:
            self.tell_needle()
        self.tell_partials()
        self.tell_sum()
        if self.compass.level:
            self.tell_level_ground()
        else:
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
        choices = (name,) if self.shown.formula == HILLS_FORMULA else (function, name)
        page = FormulaZone(self.look, upper, side).show(
            *choices, largest=TYPE.caption if tall else TYPE.formula
        )
        self.line = FormulaZone(self.look, lower, side, edge="top" if tall else "bottom")
        if tall:  # slopes stand in the function's place, not beneath it
            self.add(self.line.show(page))
        self.question = stage.question()
        self.add(self.headline(self.say("Which way is the steepest?")))
        self.function = VGroup() if tall else page
        """The function, which comes with its slopes; in tall frames those take its place."""
        self.add(stage.terrain, stage.hill, self.question)

    def tell_point(self) -> None:
        """Show the land alone, with a ball on it, and ask."""
        with self.beat(self.words.opening()):
            self.wait(TIMING.move)
            self.play(Vanish(self.question), run_time=TIMING.quick)
            self.play(self.stage.terrain.turn_to(HALF_TURN), run_time=3 * TIMING.move)

    def tell_rose(self) -> None:
        """Come close to the point on the land, open the rose, and ask."""
        stage = self.stage
        with self.beat(self.words.rose(), opening=self.come_close):
            self.play(ride(stage.probes.opened, 1.0), run_time=TIMING.slow)
        self.ask(self.words.question())

    def come_close(self) -> None:
        """Come close to the point on the land."""
        terrain = self.stage.terrain
        self.play(terrain.take(self.stage.close), run_time=2 * TIMING.move)

    def tell_map(self) -> None:
        """Tip the land up until it is its own map; the land goes aside, the map comes close to the point."""
        stage, terrain = self.stage, self.stage.terrain
        with self.beat(
            self.say("From above: each contour joins places of equal height."), opening=self.rise_above
        ):
            if not self.layout.tall:
                turned = ride(terrain.azimuth, terrain.turned(HALF_TURN), smooth)
                self.play(terrain.take(stage.beside), turned, run_time=TIMING.slow)
            self.play(Appear(stage.map.numbers), Appear(stage.map.labels), run_time=TIMING.quick)
            self.remove(stage.map.numbers, stage.map.labels)
            stage.name_axes()
            self.play(stage.come_closer(), run_time=TIMING.slow)
            self.play(Appear(stage.above.rose.update()), run_time=TIMING.quick)
            self.remove(stage.above.rose, stage.above.ball)
            self.add(stage.above)
            stage.count()

    def rise_above(self) -> None:
        """Rise above the land until it is seen as its map; in tall frames that takes its place."""
        stage, terrain = self.stage, self.stage.terrain
        self.play(terrain.take(stage.above_map), terrain.face_north(), run_time=2 * TIMING.move)
        self.play(Appear(stage.map), Appear(stage.above.ball.update()), run_time=TIMING.quick)
        if self.layout.tall:
            self.remove(terrain, stage.hill)

    def tell_partials(self) -> None:
        """Measure the slope along x, then along y."""
        stage, slopes, words = self.stage, self.compass.slopes, self.words
        objective = self.shown.objective
        bodies = objective.gradient_formulas if isinstance(objective, FormulaObjective) else ("", "")
        clocks = (stage.parts.along_x, stage.parts.along_y)
        self.labels = VGroup()
        place = paint(self.colours.parameter, words.place)
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
                gone = self.line.leave()
                if k == 0 and len(self.function):
                    gone.append(Appear(self.function))
                if gone:
                    self.play(*gone, run_time=TIMING.quick)
                if slope:
                    self.play(ride(clock, 1.0), run_time=TIMING.slow)
                label = VGroup(*([stage.arrow_label(k, head)] if seen else []))
                self.labels.add(*label)
                page = self.line.show(f"{place} quad {whole}", whole, short, largest=TYPE.caption)
                self.play(Appear(page), *([Appear(label)] if seen else []), run_time=TIMING.quick)

    def tell_sum(self) -> None:
        """Add the two arrows."""
        stage, slopes = self.stage, self.compass.slopes
        numbers = ", ".join(typst_number(self.words.slope_text(float(slope))) for slope in slopes)
        parts = ", ".join(
            f"partial f \\/ partial {variable_markup(name)}" for name in self.shown.objective.variables
        )
        markup, short = (
            paint(self.colours.gradient, f"nabla f = {parts_}({numbers})") for parts_ in (f"({parts}) = ", "")
        )
        with self.beat(self.words.sum(seen=stage.seen(0) and stage.seen(1))):
            self.play(*self.line.leave(), run_time=TIMING.quick)
            if slopes.all():
                self.play(ride(stage.parts.joined, 1.0), run_time=TIMING.slow)
            self.play(Appear(self.line.show(markup, short, largest=TYPE.caption)), run_time=TIMING.quick)

    def tell_compass(self) -> None:
        """Probe eight directions."""
        stage = self.stage
        with self.beat(self.words.walk()):
            self.add(stage.numbers)
            self.play(Appear(stage.name_of_numbers), run_time=TIMING.quick)
            self.play(ride(stage.probes.probed, 8.0), run_time=6 * TIMING.move)

    def tell_needle(self) -> None:
        """Let seven of the eight go; the highest becomes an arrow, turns, and grows to the gradient."""
        stage, parts = self.stage, self.stage.parts
        with self.beat(self.words.highest(), opening=self.judge):
            self.play(ride(parts.summed, 1.0), run_time=TIMING.move)
        with self.beat(self.words.needle(), opening=self.turn):
            pass
        with self.beat(self.words.steepness()):
            stage.probes.parted.set_value(1.0)
            gone = [Vanish(stage.name_of_numbers), *self.line.leave()]
            self.play(ride(parts.grown, 1.0), *gone, run_time=TIMING.slow)
            page = self.line.show(self.words.steepness_markup(), largest=TYPE.caption)
            signs = [page, *stage.signs_up, *stage.scale_word()]
            self.play(*(Appear(sign) for sign in signs), run_time=TIMING.quick)

    def judge(self) -> None:
        """Let the lower seven of eight go."""
        self.play(ride(self.stage.probes.judged, 1.0), run_time=TIMING.move)

    def turn(self) -> None:
        """Turn the highest to the gradient."""
        if not self.words.straight:
            self.play(ride(self.stage.probes.turned, 1.0), run_time=2 * TIMING.move)

    def tell_way_down(self) -> None:
        """Go against the gradient."""
        with self.beat(self.words.way_down(), opening=self.oppose):
            named = [*self.stage.signs_down, self.stage.name_of_numbers]
            self.play(*(Appear(one) for one in named), run_time=TIMING.quick)

    def oppose(self) -> None:
        """Let a copy of the gradient turn round, and a probe with it."""
        clocks = self.stage.probes.opposed, self.stage.parts.opposed
        self.play(*(ride(clock, 1.0) for clock in clocks), run_time=TIMING.slow)

    def tell_level_ground(self) -> None:
        """Say what the compass finds where the gradient vanishes."""
        with self.beat(self.words.level_ground()):
            self.wait(TIMING.move)

    def tell_summary(self) -> None:
        """Leave the gradient and the way against it, with what they find."""
        stage, parts = self.stage, self.stage.parts
        with self.beat(self.words.summary()):
            self.wait(TIMING.move)
            if self.compass.level:
                return
            self.play(
                *(ride(clock, 0.0) for clock in (parts.along_x, parts.along_y, parts.joined)),
                *([Vanish(self.labels)] if len(self.labels) else []),
                run_time=TIMING.slow,
            )
            self.play(ride(stage.probes.ended, 1.0), run_time=TIMING.quick)
            self.wait(TIMING.slow)
