"""Which start reaches which minimum? A million at once, as a coloured map; large steps make it a fractal."""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Self

from manim import ValueTracker, VGroup, linear, smooth
from pydantic import Field, model_validator

from gd_math.runs.optimizers import GradientDescent
from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Floats
from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson, LessonParams
from scenes.base.pace import seconds_for
from scenes.base.parameters import LearningRate
from scenes.base.theme import TIMING
from scenes.cast.charts.even_ranges import even_box
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.maps.named_landscapes import LandscapeText, find_landscape
from scenes.cast.moving.following import hastening, ride
from scenes.cast.moving.spotlight import CONTEXT, Strength
from scenes.cast.writing.descent_rule import optimizer_rule
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.variable_names import axis_names
from scenes.parts.basin_map.found import DECADES, Found, check_basins
from scenes.parts.basin_map.ledger import Ledger, MinimaNames
from scenes.parts.basin_map.readings import Readings, newton_rule, poster_question
from scenes.parts.basin_map.rooms import BasinRooms, opening_ranges
from scenes.parts.basin_map.sheet import ALL, BasinSheet
from scenes.parts.basin_map.story import BasinStory
from scenes.parts.basin_map.three_maps import ThreeMaps

ROLL, ARRIVE, SWEEP, PER_DECADE = 2.4, 4.6, 2.8, 1.6
"""Seconds for balls to go down; for a million to arrive; for the rate to rise; for a magnification by ten."""


class BasinMap(Lesson):
    """A million starts at once, each in the colour of its minimum: basins, and how large steps tangle them.

    A few balls first, then every pixel of the map is a start that takes the colour of the minimum that it
    reaches, step by step; the shares are counted over a grid of starts. With a larger rate steps leap over
    ridges, and at its borders the map repeats itself, ever smaller: each view is computed anew, as exactly as
    64-bit numbers are. Newton's method from the same starts also ends on passes and peaks.
    """

    class Params(LessonParams):
        """What a lecturer may change."""

        function: LandscapeText = "himmelblau"
        learning_rate: LearningRate | None = Field(
            None, description="the small rate (α); by default an eighth of what the sharpest minimum bears"
        )
        large_rate: LearningRate | None = Field(
            None, description="the large rate; by default almost what the sharpest minimum bears"
        )
        per_side: int = Field(
            1000, ge=100, le=2000, description="how many starts are counted along each side of the map"
        )

        @model_validator(mode="after")
        def _has_basins(self) -> Self:
            check_basins(find_landscape(self.function), (self.learning_rate, self.large_rate))
            return self

    given: Params
    found: Found

    @classmethod
    def compute(cls, params: Params) -> Found:
        """Return the basins for small steps, large ones and Newton's method."""
        rates = params.learning_rate, params.large_rate
        return Found.of(find_landscape(params.function), rates, params.per_side)

    @classmethod
    def formulas(cls, params: Params) -> list[str]:
        """Return both rules."""
        return ["x ← x − α · ∇f(x)", "x ← x − H⁻¹ · ∇f(x)"]

    def tell(self) -> None:
        """A ball; a few; a million; larger steps; a border from close by; Newton's method."""
        self.story = BasinStory(self.look, self.found)
        self.set_stage()
        self.tell_one()
        self.tell_few()
        self.tell_crowd()
        self.tell_basins()
        self.ask(self.say("Predict: what do larger steps change?"))
        self.tell_large()
        self.tell_close()
        self.tell_newton()
        self.tell_three()

    def set_stage(self) -> None:
        """Show the map with one ball, large and alone."""
        look, found, layout = self.look, self.found, self.layout
        study, self.names = found.study, axis_names(found.study.objective)
        x, y = self.names
        ranges = opening_ranges(look, layout, found, self.names)
        whole = even_box(look, layout.alone, *ranges, self.names)
        self.plot = ContourPlot(look, whole, study.objective, *ranges, x_label=x, y_label=y)
        self.clock, self.later = ValueTracker(0.0), ValueTracker(0.0)
        first, *others = found.runs
        self.first = MapWalk(look, self.plot, first, self.clock.get_value, dotted=0)
        self.others = [MapWalk(look, self.plot, run, partial(self.told_of, run), dotted=0) for run in others]
        self.rooms = BasinRooms(layout)
        self.zone = FormulaZone(look, self.rooms.rule)
        self.header = self.headline(self.say("Where does each start end?"))
        self.question = poster_question(look, self.plot.area, self.first.screen[0])
        self.add(self.header, self.plot, self.first, self.question)

    def told_of(self, run: Trajectory) -> float:
        """Return which step of one of several runs is told: all arrive at the same time."""
        return float(self.later.get_value() * run.steps_taken)

    def tell_one(self) -> None:
        """Let one ball go down."""
        steps = float(self.first.run.steps_taken)
        with self.beat(self.story.one()):
            self.play(Vanish(self.question), run_time=TIMING.quick)
            self.play(ride(self.clock, steps, hastening), run_time=ROLL)

    def tell_few(self) -> None:
        """Let a few more go down, and name the minima."""
        with self.beat(self.story.others()):
            self.add(*self.others)
            self.play(*map(Appear, self.others), run_time=TIMING.quick)
            self.play(ride(self.later, 1.0, hastening), run_time=ROLL)
            self.minima = MinimaNames(self.look, self.plot, self.found)
            self.play(Appear(self.minima), run_time=TIMING.quick)

    def tell_crowd(self) -> None:
        """Start from everywhere at once."""
        look, found, rate = self.look, self.found, self.found.study.rates[0]

        def make_room() -> None:
            (across, up), room = found.study.region, self.rooms.map
            box = even_box(look, room, across, up, self.names)
            gone = [self.first, *self.others]
            self.play(*map(Vanish, gone), run_time=TIMING.quick)
            self.play(ViewChange(self.plot, x_range=across, y_range=up, box=box), run_time=TIMING.move)
            self.sheet = BasinSheet(look, self.rooms.stage, lambda: self.plot.area, found, rate)
            self.sheet.step.set_value(-1.0)
            self.readings = Readings(look, self.rooms.readings, self.sheet)
            self.add(self.sheet, self.minima)
            page = self.zone.show(*optimizer_rule(look, found.study.objective, GradientDescent(rate)))
            come = self.count(rate, live=True), Appear(self.readings)
            self.play(Appear(page), *come, run_time=TIMING.quick)

        with self.beat(self.story.crowd(), opening=make_room):
            last = found.study.small.steps_of(0.9999) + 1
            self.play(ride(self.sheet.step, float(last), arriving), run_time=ARRIVE)
            self.sheet.step.set_value(ALL)

    def count(self, rate: float | None, *, live: bool = False) -> Appear:
        """Put the shares beside the map: those of the steps told, or those of the rate of the moment."""
        found, sheet = self.found, self.sheet
        between = lru_cache(maxsize=1)(found.shares_between)

        def shares() -> Floats:
            if live:
                return found.shares(rate, int(sheet.step.get_value()))
            return between(sheet.rate.get_value())

        def counted() -> bool:
            return live or sheet.rate.get_value() in found.study.rates

        room, columns = self.rooms.shares, self.rooms.columns
        self.ledger = Ledger(self.look, room, found, shares, found.shares(rate), columns, counted)
        self.add(self.ledger)
        return Appear(self.ledger)

    def tell_basins(self) -> None:
        """Say what the colours are, and let the balls go down once more in theirs."""
        with self.beat(self.say("One colour, one basin. The stronger, the fewer steps.")):
            self.later.set_value(0.0)
            self.add(*self.others, self.minima)
            self.play(ride(self.later, 1.0, hastening), run_time=ROLL)
            self.play(*map(Vanish, self.others), run_time=TIMING.quick)

    def tell_large(self) -> None:
        """Raise the rate, and count again."""
        found, (_, large) = self.found, self.found.study.rates

        def rise() -> None:
            self.play(Vanish(self.ledger), run_time=TIMING.quick)
            self.play(self.count(large), run_time=TIMING.quick)
            self.sheet.grain = self.sheet.coarse
            self.play(ride(self.sheet.rate, large, growing(*found.study.rates)), run_time=SWEEP)
            self.sheet.grain = 1

        with self.beat(self.story.leaps(), opening=rise):
            self.wait(TIMING.move)

    def tell_close(self) -> None:
        """Come closer and closer to a border."""
        self.frame = self.readings.frame(self.plot)
        with self.beat(self.story.close()):
            self.play(Appear(self.frame), Vanish(self.minima), run_time=TIMING.quick)
            self.add(self.frame)
            self.play(*self.context(CONTEXT, 0.0), run_time=TIMING.quick)
            self.approach(DECADES / 2)
        with self.beat(self.story.closest()):
            self.approach(float(DECADES))

    def context(self, shares: float, axes: float) -> list[Strength]:
        """Return the animations that take the shares, and the axes, to a strength."""
        ground, plot = self.colours.background, self.plot
        all_of_them = VGroup(plot.numbers, plot.frame, plot.labels)
        return [Strength(self.ledger, shares, ground), Strength(all_of_them, axes, ground)]

    def approach(self, decade: float) -> None:
        """Take the magnification to a power of ten."""
        way = abs(decade - self.sheet.decade.get_value())
        self.sheet.grain = self.sheet.coarse
        self.play(ride(self.sheet.decade, decade, smooth), run_time=PER_DECADE * way)
        self.sheet.grain = 1

    def tell_newton(self) -> None:
        """Start everywhere once more, with Newton's method."""
        found, look = self.found, self.look

        def back() -> None:
            gone = map(Vanish, (self.readings, self.ledger))
            self.play(ride(self.sheet.seen, 0.0), *gone, *self.zone.leave(), run_time=TIMING.quick)
            self.remove(self.frame)
            self.sheet.newton = True
            for tracker, value in ((self.sheet.step, -1.0), (self.sheet.decade, 0.0), (self.sheet.seen, 1.0)):
                tracker.set_value(value)
            self.play(*self.context(1.0, 1.0)[1:], run_time=TIMING.quick)

        with self.beat(self.say("Newton's method seeks where the slope is 0."), opening=back):
            come = self.count(None, live=True), Appear(self.readings)
            self.add(self.minima)
            page = self.zone.show(newton_rule(look, found.study.objective))
            self.play(Appear(page), *come, run_time=TIMING.quick)
            last = found.study.newton.steps_of(0.999) + 1
            self.play(ride(self.sheet.step, float(last), linear), run_time=seconds_for(last, 0.3, 4.0))
            self.sheet.step.set_value(ALL)
        with self.beat(self.story.strays()):
            self.flat = self.readings.flat_places(self.plot)
            self.play(Appear(self.flat), Vanish(self.minima), run_time=TIMING.move)

    def tell_three(self) -> None:
        """Put the three maps side by side, and answer."""
        self.three = three = ThreeMaps(self.look, self.rooms, self.found, self.sheet)
        with self.beat(self.story.method()):
            gone = map(Vanish, (self.ledger, self.flat, self.readings))
            self.play(*gone, *self.context(1.0, 0.0)[1:], *self.zone.leave(), run_time=TIMING.quick)
            self.remove(*self.plot.get_family())
            self.sheet.grain = self.sheet.coarse
            self.play(ride(three.gone, 1.0, smooth), run_time=TIMING.move)
            self.sheet.grain = 1
            self.add(*three.others)
            come = [ride(other.seen, 1.0) for other in three.others]
            self.play(*come, *map(Appear, three.words), run_time=TIMING.quick)
            self.remove(self.header)
            self.play(Appear(self.headline(self.story.answer())), run_time=TIMING.quick)
            self.wait(TIMING.slow)


def arriving(share: float) -> float:
    """Return how much of the steps is told after a share of the time: the first ones slowly."""
    return 0.3 * share + 0.7 * share**3


def growing(small: float, large: float) -> Callable[[float], float]:
    """Return the rate function by which a rate grows by equal factors in equal times."""
    ratio = large / small
    return lambda share: float((ratio ** smooth(share) - 1.0) / (ratio - 1.0))


__all__ = ["BasinMap"]
