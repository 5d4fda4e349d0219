"""A compass on a hillside finds the steepest way up: the gradient, which two slopes add up to."""

from typing import Literal

from manim import VGroup
from pydantic import Field, model_validator

from scenes.base.appearing import Appear, Vanish
from scenes.base.layout import Box
from scenes.base.lesson import Lesson
from scenes.base.parameters import Turn
from scenes.base.theme import TIMING, TYPE
from scenes.base.view_parameters import ViewParams
from scenes.cast.land.block import Land
from scenes.cast.maps.named_landscapes import (
    HILLS_FORMULA,
    WAVES,
    LandscapeText,
    find_landscape,
)
from scenes.cast.moving.following import ride
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.map_words import MapFormula
from scenes.cast.writing.variable_names import tuple_markup
from scenes.parts.gradient_arrow.found import Found, check_point
from scenes.parts.gradient_arrow.point_view import PointView
from scenes.parts.gradient_arrow.stage import HALF_TURN, GradientStage
from scenes.parts.gradient_arrow.story import ArrowWords

COMING, TURN, SHRINK, JUDGED = 1.6, 1.2, 2.8, 0.6
"""Seconds: the land comes close or tips up, an arrow turns, a step shrinks, and what is lower goes."""
ROW_HEIGHTS = 0.52, 0.36
"""Of the two lines in the formula zone, at most, in scene units."""


class GradientArrow(Lesson):
    """Which way is up the steepest? Two slopes, their sum, and a compass that probes eight directions.

    Why the gradient is the steepest way: from a point on a hillside eight directions are tried, and none
    leads higher than the gradient's. Its length is the slope there, it crosses the contour at a right angle,
    and it is the sum of two arrows, the slope along each variable. Against it lies the steepest way down.
    """

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
        turn: Turn = 30.0

        @model_validator(mode="after")
        def _stands_on_ground(self) -> "GradientArrow.Params":
            landscape = find_landscape(self.function)
            for name, value, asked in (("x", self.x, self.x_range), ("y", self.y, self.y_range)):
                if asked is not None and not asked[0] <= value <= asked[1]:
                    raise ValueError(
                        f"{name} = {value:g} is outside {name}_range = [{asked[0]:g}, {asked[1]:g}];"
                        " move the one or the other"
                    )
            check_point(landscape.objective, (self.x, self.y), self.probe)
            landscape.framed(self.x_range, self.y_range)
            return self

    given: Params
    found: Found

    @classmethod
    def compute(cls, params: Params) -> Found:
        """Return the landscape with the point in it, and what a compass finds there."""
        shown = find_landscape(params.function).framed(params.x_range, params.y_range)
        return Found.around(shown, (params.x, params.y), params.probe, (params.x_range, params.y_range))

    def tell(self) -> None:
        """A point; a compass; eight probes; the gradient; on the map its two parts; the way down."""
        self.shown, self.compass = self.found.shown, self.found.compass
        land = Land(self.shown.objective, *self.shown.region)
        self.stage = GradientStage(self.look, self.layout, land, self.compass, self.given.turn)
        self.words = ArrowWords(self.compass, self.stage.texts, self.shown.region, self.look)
        self.set_stage()

        self.tell_point()
        self.tell_rose()
        self.tell_compass()
        if not self.compass.level:
            self.tell_needle()
        self.tell_map()
        self.tell_partials()
        self.tell_sum()
        if self.compass.level:
            self.tell_level_ground()
        else:
            self.tell_way_down()
        self.tell_summary()

    def set_stage(self) -> None:
        """Draw the land alone."""
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
        """The function, which comes with its map; in tall frames its slopes take its place."""
        self.signs: list[VGroup | MathFormula] = []
        """What stands on the land, and goes before it tips up."""
        self.add(stage.terrain, stage.hill, self.question)

    def tell_point(self) -> None:
        """Show the land alone, with a ball on it, and ask."""
        with self.beat(self.words.opening()):
            self.wait(TIMING.rest)
            self.play(Vanish(self.question), run_time=TIMING.quick)
            self.play(self.stage.terrain.turn_to(HALF_TURN), run_time=1.8 * TIMING.move)

    def tell_rose(self) -> None:
        """Come close to the point on the land, open the rose, and ask."""
        stage = self.stage
        with self.beat(self.words.question(), kind="ask", opening=self.come_close):
            self.play(ride(stage.probes.opened, 1.0), run_time=TIMING.move)

    def come_close(self) -> None:
        """Come close to the point on the land."""
        terrain = self.stage.terrain
        self.play(terrain.take(self.stage.close), run_time=COMING)

    def tell_map(self) -> None:
        """Follow the contour through the point: along it the height stays, and the gradient crosses it."""
        stage = self.stage
        with self.beat(self.words.contour(crossed=stage.crossed), opening=self.rise_above):
            self.play(ride(stage.levelled, 1.0), run_time=TIMING.slow)
            if stage.crossed:
                self.height = stage.signs.height(self.words.height, self.tips)
                self.play(Appear(self.height), run_time=TIMING.quick)
        if stage.crossed:
            with self.beat(self.say("The gradient crosses it at a right angle.")):
                self.play(ride(stage.squared, 1.0), run_time=TIMING.move)

    def rise_above(self) -> None:
        """Let a twin of the land tip up until it is its map; in wide frames it uncovers the land."""
        stage, terrain = self.stage, self.stage.terrain
        self.remove(*self.signs)
        sheet, view = stage.twin()
        self.add(sheet, view)
        self.remove(stage.hill)
        up = [sheet.take(sheet.rise_above(stage.map, cut=True)), sheet.face_north()]
        coming = [Appear(self.function)] if len(self.function) else []
        if self.layout.tall:
            self.remove(terrain)
        else:
            terrain.shot.set_value(stage.shut)
            up.append(terrain.take(stage.beside))
            coming.append(Appear(stage.hill))
        self.play(*up, run_time=COMING)
        self.play(Appear(stage.map), Appear(stage.above.update()), *coming, run_time=1.5 * TIMING.quick)
        self.remove(sheet, view, stage.map, stage.above)
        self.signs = self.signs_up(stage.above, "nabla f") if not self.compass.level else []
        if not self.layout.tall and self.signs:
            self.signs += self.signs_up(stage.hill, self.words.steepness_markup())
        self.add(stage.map, stage.level_line, stage.above, *self.signs)

    @property
    def tips(self) -> list[MapFormula]:
        """The signs at tips of arrows."""
        return [sign for sign in self.signs if isinstance(sign, MapFormula)]

    def signs_up(self, view: PointView, markup: str) -> list[VGroup | MathFormula]:
        """Return the sign of the gradient in one view, and by which factor it is drawn."""
        area = self.stage.map.area if view is self.stage.above else self.stage.terrain.window
        return [self.stage.sign(view, 2, markup), *self.stage.scale_word(area)]

    def tell_partials(self) -> None:
        """Measure the slope along x, then along y."""
        stage, slopes, words = self.stage, self.compass.slopes, self.words
        clocks = (stage.parts.along_x, stage.parts.along_y)
        self.labels, named = VGroup(), list[MapFormula]()
        for k, (name, clock) in enumerate(zip(self.shown.objective.variables, clocks, strict=True)):
            slope = float(slopes[k])
            seen = stage.signs.seen(k)
            with self.beat(words.slope(k, seen=seen)):
                grown = [ride(clock, 1.0)] if slope else []
                gone = [Vanish(self.height)] if stage.crossed and not k else []
                self.play(
                    *grown, *gone, ride(stage.squared, 0.0), run_time=TIMING.slow if slope else TIMING.quick
                )
                label = stage.signs.beside(
                    k, words.slope_markups(name, slope, short=self.layout.tall), [*self.tips, *named]
                )
                if seen and label:
                    named.append(label)
                    self.labels.add(label)
                    self.play(Appear(label), run_time=TIMING.quick)

    def tell_sum(self) -> None:
        """Add the two arrows."""
        stage, slopes = self.stage, self.compass.slopes
        markups = [paint(self.colours.gradient, markup) for markup in self.words.gradient_markups()]
        with self.beat(self.words.sum(seen=stage.signs.seen(0) and stage.signs.seen(1))):
            self.play(*self.line.leave(), run_time=TIMING.quick)
            if slopes.all():
                self.play(ride(stage.parts.joined, 1.0), run_time=TIMING.slow)
            self.play(Appear(self.line.show(*markups, largest=TYPE.caption)), run_time=TIMING.quick)

    def tell_compass(self) -> None:
        """Probe eight directions."""
        stage = self.stage
        stage.count()
        with self.beat(self.words.walk()):
            self.add(stage.numbers)
            self.play(Appear(stage.name_of_numbers), run_time=TIMING.quick)
            self.play(ride(stage.probes.probed, 8.0), run_time=4.2 * TIMING.move)
        if self.compass.level:
            self.signs = [stage.numbers, stage.name_of_numbers]

    def tell_needle(self) -> None:
        """Let seven of the eight go; the highest becomes an arrow, turns, and grows to the gradient."""
        stage, parts = self.stage, self.stage.parts
        with self.beat(self.words.highest(), opening=self.judge):
            self.play(ride(parts.summed, 1.0), run_time=TIMING.move)
        with self.beat(self.words.needle(), opening=self.turn):
            pass
        named = [Vanish(stage.name_of_numbers)]
        if self.words.shrinks:
            with self.beat(self.words.shrinking()):
                self.play(*named, ride(stage.probes.shrunk, 1.0), run_time=SHRINK)
            named = []
        with self.beat(self.words.steepness()):
            self.play(ride(parts.grown, 1.0), *named, run_time=TIMING.slow)
            stage.probes.parted.set_value(1.0)
            self.signs = self.signs_up(stage.hill, self.words.steepness_markup())
            self.play(*(Appear(sign) for sign in self.signs), run_time=TIMING.quick)

    def judge(self) -> None:
        """Let the lower seven of eight go."""
        self.play(ride(self.stage.probes.judged, 1.0), run_time=JUDGED)

    def turn(self) -> None:
        """Turn the highest to the gradient."""
        if not self.words.straight:
            self.play(ride(self.stage.probes.turned, 1.0), run_time=TURN)

    def tell_way_down(self) -> None:
        """Go against the gradient."""
        stage = self.stage
        views = [stage.above] if self.layout.tall else [stage.above, stage.hill]
        named = [stage.sign(view, 3, 'class("normal", -) nabla f') for view in views]
        stage.count(named[-1], *self.tips)
        self.add(stage.numbers)
        with self.beat(self.words.way_down(), opening=self.oppose):
            self.play(*(Appear(one) for one in [*named, stage.name_of_numbers]), run_time=TIMING.quick)

    def oppose(self) -> None:
        """Let the parts go, and a copy of the gradient turn round, and a probe with it."""
        probes, parts = self.stage.probes, self.stage.parts
        gone = [ride(clock, 0.0) for clock in (parts.along_x, parts.along_y, parts.joined, probes.shrunk)]
        self.play(*gone, *([Vanish(self.labels)] if len(self.labels) else []), run_time=TIMING.quick)
        self.play(*(ride(clock, 1.0) for clock in (probes.opposed, parts.opposed)), run_time=TURN)

    def tell_level_ground(self) -> None:
        """Say what the compass finds where the gradient vanishes."""
        with self.beat(self.words.level_ground()):
            self.wait(TIMING.move)

    def tell_summary(self) -> None:
        """Leave the gradient and the way against it, with what they find."""
        stage = self.stage
        with self.beat(self.words.summary()):
            if self.compass.level:
                return
            if stage.crossed:
                self.play(ride(stage.squared, 1.0), run_time=TIMING.move)
            answer = self.answer_with(self.say("Steepest: along the gradient"))
            self.play(ride(stage.probes.ended, 1.0), *answer, run_time=TIMING.quick)
            self.wait(2 * TIMING.slow)
