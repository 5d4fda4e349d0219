"""How large may the rate be? A slider of rates, its exact limits 1/L and 2/L, and the heavy ball's."""

from typing import Self

from manim import Animation, ValueTracker
from pydantic import Field, model_validator

from gd_math.accounts.stable_rates import StableRates
from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson, LessonParams
from scenes.base.look import ENGLISH, Look
from scenes.base.parameters import Start2
from scenes.base.theme import TIMING
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.curves.graphs import curve_graph
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.moving.following import ride
from scenes.cast.moving.spotlight import Spotlight
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import MathFormula
from scenes.parts.stability_limit.borders import Borders
from scenes.parts.stability_limit.carried_ball import CarriedBall
from scenes.parts.stability_limit.factors import Factors, reach_of
from scenes.parts.stability_limit.first_step import FirstStep, WayParts, start_tangent
from scenes.parts.stability_limit.rate_run import RateRun
from scenes.parts.stability_limit.rooms import LimitRooms, coming_then, leaving_first
from scenes.parts.stability_limit.story import LimitStory

WIGGLE, WALK, SLOW, SWEEP, LONG = 1.0, 2.0, 2.6, 2.4, 1.8
"""Seconds of a knob's way to and fro, of runs, of a long sweep and of shorter ones."""
FEW, SEVERAL = 4, 8
"""So many steps are enough where each undoes the one before, and where each is longer."""
AHEAD = 0.3
"""Strength of what of a path is still to come."""


class StabilityLimit(Lesson):
    """How large may the rate be? A slider of rates: creeping, one step, side to side, diverging.

    In a valley of curvature L each step leaves the share 1 − αL of the distance to the minimum. The first
    step's arrow shows why 1/L and 2/L are the limits: it ends over the minimum, or on the other wall. With a
    second curvature μ two factors share one rate, the best is 2/(μ + L); the heavy ball bears 2(1 + β)/L.
    """

    class Params(LessonParams):
        """What a lecturer may change."""

        largest: float = Field(2.0, ge=0.001, le=1000.0, description="the largest curvature (L), along x")
        least: float = Field(0.5, ge=0.001, le=1000.0, description="the least curvature (μ), along y")
        start: Start2 = (4.0, 3.0)
        steps: int = Field(12, ge=4, le=24, description="how many steps each run takes")
        beta: float = Field(
            0.25, ge=0.05, le=0.95, description="share of its velocity that the heavy ball keeps (β)"
        )

        @model_validator(mode="after")
        def _curved(self) -> Self:
            if self.least > self.largest:
                raise ValueError(
                    f"least = {self.least:g} is more than largest = {self.largest:g}; exchange the curvatures"
                )
            if not any(self.start):
                raise ValueError("start = [0, 0] is the minimum; choose a start that has a way down")
            return self

    given: Params
    found: StableRates

    @classmethod
    def compute(cls, params: Params) -> StableRates:
        """Return the curvatures with their runs at any rate."""
        return StableRates(params.least, params.largest, params.start, params.steps, params.beta)

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say which momentum is meant."""
        return [look.say("heavy ball: v ← βv + ∇f, then x ← x − αv, as in PyTorch")]

    @classmethod
    def formulas(cls, params: Params) -> list[str]:
        """Return the bowl, the rule and its factor."""
        return ["f(x, y) = (L x² + μ y²)/2", "x ← x − α · ∇f(x)", "max(|1 − αμ|, |1 − αL|)"]

    def tell(self) -> None:
        """A step across the valley; the slider up to each limit; two curvatures; momentum."""
        self.story = LimitStory(self.look, self.found)
        self.rate, self.clock = ValueTracker(self.found.creeping), ValueTracker(0.0)
        self.set_stage()
        self.tell_step()
        self.tell_share()
        self.tell_creeping()
        self.tell_critical()
        self.ask(self.say("Predict: what happens beyond 1/L?"))
        self.tell_overshooting()
        self.tell_limit()
        self.tell_diverging()
        self.tell_two()
        self.tell_best()
        self.tell_heavy()

    def set_stage(self) -> None:
        """Show the valley with its ball, the first step's arrow, and the slider."""
        look, found = self.look, self.found
        rate, clock = self.rate.get_value, self.clock.get_value
        rooms = self.rooms = LimitRooms(look, self.layout, found)
        self.plot, self.chart = rooms.first_valley(), rooms.slider()
        self.curve = curve_graph(self.plot, found.valley, self.colours.loss)
        self.step = FirstStep(look, self.plot, found, rate)
        self.walk = RateRun(look, self.plot, found.in_valley, rate, clock)
        self.walk.ahead.set_stroke(opacity=0.0)
        self.factors = Factors(look, self.chart, found, rate)
        self.question = rooms.question(self.step)
        self.zone = FormulaZone(look, self.layout.formula)
        title = self.headline(self.say("How large may the rate be?"))
        valley = self.plot, self.curve, self.step, self.walk
        self.add(title, *valley, self.chart, self.factors, self.question)

    def sweep(self, to: float, seconds: float, *others: Animation) -> None:
        """Take the knob to a rate; the first curve is drawn as far as it has been."""
        seen = self.factors.seen
        if self.factors.measuring.get_value() and to > seen.get_value():
            self.advance(self.rate, to, seconds, ride(seen, to), *others)
        else:
            self.advance(self.rate, to, seconds, *others)

    def run(self, seconds: float = WALK, *others: Animation, steps: int = 99) -> None:
        """Let the ball go from its start, as far as its run goes or so many steps."""
        self.clock.set_value(0.0)
        self.walk.ahead.set_stroke(opacity=AHEAD)
        self.advance(self.clock, float(min(steps, self.found.steps)), seconds, *others)

    def tell_step(self) -> None:
        """The slope, times the rate: the knob goes to and fro, and the step with it."""
        page = self.zone.show(self.story.step_page)
        assert isinstance(page, MathFormula)
        first, arrow, second, minus, rate, dot, gradient = page.pieces
        self.tangent = start_tangent(self.look, self.plot, self.found)
        with self.beat(self.say("The step: the rate α times the slope Lx.")):
            self.play(Vanish(self.question), run_time=TIMING.quick)
            self.play(Appear(self.tangent), Appear(gradient), run_time=TIMING.quick)
            self.play(Appear(rate), Appear(dot), run_time=TIMING.quick)
            self.sweep(0.7 * self.found.critical, WIGGLE)
            self.sweep(self.found.creeping, WIGGLE)
            self.play(*(Appear(part) for part in (first, arrow, second, minus)), run_time=TIMING.quick)

    def tell_share(self) -> None:
        """Part the way to the minimum into the step and what it leaves."""
        with self.beat(self.say("It takes αL of the way; 1 − αL is left.")):
            self.parts = WayParts(self.look, self.step)
            self.play(Vanish(self.tangent), Appear(self.parts), *self.zone.leave(), run_time=TIMING.quick)
            self.play(Appear(self.zone.show(self.story.share_page)), run_time=TIMING.quick)
            self.wait(TIMING.move)
            self.turn_page(self.story.numbers_page)

    def tell_creeping(self) -> None:
        """Let the ball creep; then the slider becomes the axis of what is left."""
        told = self.say("Each step leaves the same share, {left}: the ball creeps.", left=self.story.left)
        with self.beat(told):
            self.play(Vanish(self.parts), run_time=TIMING.quick)
            self.run(LONG)
            self.make_room()
            self.borders = Borders(self.look, self.chart, self.found)
            self.zones = self.borders.zones()
            self.factors.measuring.set_value(1.0)
            self.advance(self.factors.seen, self.found.creeping, 0.6, Appear(self.borders.level))

    def make_room(self) -> None:
        """Let the slider go below the chart to be, the valley to the left, and then the slider's chart up."""
        self.play(ViewChange(self.chart, goal=self.rooms.strip()), run_time=0.6)
        self.play(
            ViewChange(self.plot, goal=self.rooms.valley(), rate_func=leaving_first),
            ViewChange(self.chart, goal=self.rooms.chart(), rate_func=coming_then),
            run_time=1.6,
        )

    def turn_page(self, markup: str) -> None:
        """Show another page in the zone of formulas."""
        self.play(*self.zone.leave(), run_time=TIMING.quick)
        self.play(Appear(self.zone.show(markup)), run_time=TIMING.quick)

    def name_zone(self, number: int) -> list[Appear]:
        """Return the animation by which the name of a zone comes, if it has room."""
        return [Appear(self.zones[number])] if number in self.zones else []

    def tell_critical(self) -> None:
        """Sweep to 1/L: the arrow reaches the minimum, nothing is left."""
        with self.beat(self.say("A larger rate leaves less. At 1/L one step arrives.")):
            self.play(*self.zone.leave(), *self.name_zone(0), run_time=TIMING.quick)
            self.sweep(self.found.critical, SWEEP)
            self.play(
                Appear(self.borders.critical),
                Appear(self.zone.show(self.story.factor_page)),
                run_time=TIMING.quick,
            )

    def tell_overshooting(self) -> None:
        """Sweep on: the arrow goes past the minimum, the ball from side to side."""
        with self.beat(self.say("It overshoots, from side to side, and still comes closer.")):
            self.sweep(self.found.overshooting, LONG)
            self.run(WALK, *self.name_zone(1))

    def tell_limit(self) -> None:
        """Sweep to 2/L: the arrow reaches the other wall."""
        told = self.say("At 2/L: the other wall, just as high.")
        with self.beat(told, opening=lambda: self.sweep(self.found.limit, TIMING.slow)):
            answer = self.answer_with(self.say("Below 2/L it settles"))
            self.play(Appear(self.borders.limit), *answer, run_time=TIMING.quick)
            self.run(LONG, steps=FEW)

    def tell_diverging(self) -> None:
        """Sweep beyond: every step lands higher; the view widens with it."""
        steps = min(SEVERAL, self.found.steps)
        self.shades = self.borders.shades()
        with self.beat(self.say("Beyond 2/L every step lands higher: it diverges.")):
            self.add(self.shades)
            self.bring_to_front(self.factors)
            self.play(Appear(self.shades), run_time=TIMING.quick)
            self.sweep(self.found.diverging, TIMING.move)
            wider = ViewChange(self.plot, goal=self.rooms.wide_valley(steps))
            self.run(SLOW, wider, *self.name_zone(2), steps=steps)

    def tell_two(self) -> None:
        """Let the valley become a bowl with a second curvature, and its factor come into the chart."""
        with self.beat(self.story.two(), kind="ask", opening=self.open_bowl):
            shown = Appear(self.zone.show(self.story.two_page))
            self.advance(self.factors.second, reach_of(self.found), TIMING.move, shown)
            self.factors.find = self.found.in_bowl
            names = self.borders.name_curves()
            self.later = names[: int(self.borders.narrow)]  # there the knob stands where it will
            self.run(LONG, *map(Appear, names[len(self.later) :]))

    def open_bowl(self) -> None:
        """Take the knob back; the ball goes from the valley to its place on the map."""
        found, rooms, rate = self.found, self.rooms, self.rate.get_value
        self.clock.set_value(0.0)
        self.walk.ahead.set_stroke(opacity=0.0)
        back = ViewChange(self.plot, goal=rooms.valley())
        self.sweep(found.creeping, 1.2, back, *map(Vanish, self.zones.values()))
        self.map = rooms.bowl()
        walk = RateRun(self.look, self.map, found.in_bowl, rate, self.clock.get_value)
        carried = CarriedBall(self.look, self.walk.ball.place, walk.ball.place)
        self.remove(self.walk)
        self.add(carried)
        self.step.clear_updaters()
        valley = rooms.last_of_valley()
        self.remove(self.curve)
        self.add(valley)
        gone = [Vanish(one, rate_func=leaving_first) for one in (self.step, valley)]
        axes = ViewChange(self.plot, goal=rooms.bowl().veil(), rate_func=coming_then)
        self.play(*gone, *self.zone.leave(), axes, run_time=0.6)
        self.remove(self.plot)
        self.add(self.map.veil())
        self.bring_to_front(carried)
        self.advance(carried.share, 1.0, TIMING.move, *self.map.unveil())
        self.remove(carried)
        self.walk = walk
        self.add(walk)

    def tell_best(self) -> None:
        """Sweep over the rate at which both factors are equal, and back to it."""
        found = self.found
        with self.beat(self.story.best()):
            self.sweep((found.best + found.limit) / 2, WALK, *map(Appear, self.later))
            self.sweep(found.best, TIMING.move, *self.zone.leave())
            page = self.zone.show(*self.story.best_pages())
            self.play(Appear(self.borders.best()), Appear(page), run_time=TIMING.quick)
            self.wait(TIMING.move)

    def tell_heavy(self) -> None:
        """Beyond 2/L plain descent leaves; the heavy ball settles up to its own limit."""
        found, rate = self.found, self.rate.get_value
        style = RunStyle(self.colours.velocity, (), "diamond", self.story.name)
        with self.beat(self.story.heavy()):
            self.play(*self.zone.leave(), run_time=TIMING.tick)
            came = [Appear(self.zone.show(*self.story.heavy_pages()))]
            came += self.answer_with(self.say("Momentum: below 2(1 + β)/L"))
            self.sweep(found.heavy, TIMING.move, *came)
            self.clock.set_value(0.0)
            find = found.heavy_in_bowl
            self.heavy = RateRun(self.look, self.map, find, rate, self.clock.get_value, style)
            self.add(self.heavy)
            self.run(LONG, Appear(self.borders.best_rate()))
            freed = ride(self.shades.begin, found.heavy_limit)
            self.advance(self.factors.heavy, reach_of(found), LONG, freed, Appear(self.borders.heavy))
            name = Appear(self.heavy.named(self.story.name))
            self.play(*Spotlight(self.look, self.walk).on(), name, run_time=TIMING.quick)
