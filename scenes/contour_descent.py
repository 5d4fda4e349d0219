"""A point goes down a long narrow valley, thousands of steps, until its slope stands still."""

from typing import Annotated

from manim import Animation, FadeIn, FadeOut
from manim.mobject.mobject import _AnimationBuilder
from pydantic import AfterValidator, Field

from gd_math.data.datasets import Dataset
from gd_math.data.line_fitting import safe_rate, wrong_line
from gd_math.data.line_views import bowl_window
from gd_math.data.random_coefficients import random_coefficient_data
from gd_math.data.regression import MeanSquaredError
from gd_math.data.standstill import StandstillRun
from scenes.base.appearing import Appear, Vanish
from scenes.base.data_source import TableParams
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.parameters import Coordinate, LearningRate
from scenes.base.theme import TIMING
from scenes.cast.charts.axes import Range
from scenes.cast.data.line_handout import LineHandout
from scenes.cast.data.update_rows import without_results
from scenes.cast.moving.births import Births
from scenes.cast.moving.following import ride
from scenes.cast.moving.moments import MEASURED, POINTED, SCALED, SLOW_STEPS, TIMES
from scenes.cast.moving.speeding_clock import Gear, SpeedingClock, drive
from scenes.cast.writing.born import Born, born_over
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.number_text import shortest
from scenes.parts.contour_descent.change_marks import near_mark
from scenes.parts.contour_descent.change_telling import ChangeTelling
from scenes.parts.contour_descent.pages import Pages
from scenes.parts.contour_descent.stage import ContourDescentStage
from scenes.parts.contour_descent.staging import Staging
from scenes.parts.contour_descent.story import Story, notes
from scenes.parts.contour_descent.way_left import WayAccount, WayFormula, WayLeft

OWN_DATA = "random-coefficients"
OWN_SLOPE, OWN_INTERCEPT, OWN_RATE, OWN_VIEW = -10.0, 10.0, 0.01, (-10.0, 15.0)
"""Start, learning rate and map for the lesson's own data."""
FIRST_SPEED, JUMPING_SPEED, CRAWL_SPEED = 10.0, 3.0, 100.0
"""Steps a second: across the valley, where they leap to and fro, and along it."""
LONGEST_CRAWL = 1.6
POSTER, SCALING, READ, SECOND_STEP, BIRTH, LAST_REST = 0.6, 1.2, 0.5, 0.8, 0.8, 1.4
"""Seconds in which map and question stand alone, of the first arrow's scaling, in which its step is
read, of the second step, of a number's birth, and of the last frame.
"""
NARROWEST_VIEW = 0.001
MapEdge = Annotated[float, Field(ge=-1000.0, le=1000.0, allow_inf_nan=False)]
Move = Animation | _AnimationBuilder


def _view(value: tuple[float, float]) -> tuple[float, float]:
    low, high = value
    if high - low < NARROWEST_VIEW:
        raise ValueError(f"must name the lower end first, and span at least {NARROWEST_VIEW:g}")
    return value


class ContourDescent(LineHandout, Lesson):
    """A point falls into a narrow valley in a few steps, then crawls along it for thousands.

    The data are 500 points at x = 0, 0.01 … 4.99, each with a slope from N(1, 0.1) and an intercept from
    N(5, 0.2) of its own; the cost is the mean squared error, its gradient has the factor 2/m. The run starts
    at slope −10, intercept 10 and stops when a step changes the slope by at most 10⁻¹²: after 5025 steps.
    The article that these numbers come from asks for 10⁻¹⁹, which float64 cannot see: near 1 the next number
    is 1.1·10⁻¹⁶ or 2.2·10⁻¹⁶ away, and what ends that run, after nearly 7000 steps, is that the change is
    rounded to 0. In exact arithmetic it would take more than 8500 steps; `precision` tells so.
    """

    class Params(TableParams):
        """What a lecturer may change."""

        known = (OWN_DATA,)
        of_known = ("seed",)

        data: str = Field(
            OWN_DATA,
            max_length=1000,
            description="random-coefficients, or a table such as my.csv or my.xlsx",
        )
        seed: int = Field(68, ge=0, lt=2**32, description="which data: the same seed gives the same points")
        start_slope: Coordinate | None = Field(
            None, description="slope w (θ₀) at the start; by default −10, with a table a wrong line's"
        )
        start_intercept: Coordinate | None = Field(
            None, description="intercept b (θ₁) at the start; by default 10, with a table a wrong line's"
        )
        learning_rate: LearningRate | None = Field(
            None,
            description="how much of the gradient becomes the step (α); by default 0.01, with a table 0.6/L",
        )
        threshold: float = Field(
            1e-12, ge=1e-30, le=1.0, description="the run stops once a step changes the slope w by no more"
        )
        most_steps: int = Field(10_000, ge=1, le=20_000, description="how many steps are taken at most")
        precision: bool = Field(False, description="whether it is told what float64 cannot tell apart")
        levels: int = Field(9, ge=1, le=30, description="how many contour lines")
        view: Annotated[tuple[MapEdge, MapEdge], AfterValidator(_view)] | None = Field(
            None,
            description="from where to where the map shows both parameters; by default −10 to 15, "
            "with a table what its run needs",
        )

        def made(self) -> Dataset:
            """Return the data that the seed makes."""
            return random_coefficient_data(self.seed)

    given: Params
    found: StandstillRun

    @classmethod
    def compute(cls, params: Params) -> StandstillRun:
        """Return the run that the clip draws."""
        p, slope, intercept, rate = params, OWN_SLOPE, OWN_INTERCEPT, OWN_RATE
        if p.from_file:
            loss = MeanSquaredError(p.dataset.x, p.dataset.y)
            slope, intercept = wrong_line(loss)
            rate = safe_rate(loss)
        start = (
            slope if p.start_slope is None else p.start_slope,
            intercept if p.start_intercept is None else p.start_intercept,
        )
        rate = p.learning_rate or rate
        return StandstillRun.plan(p.dataset, start, rate, p.threshold, p.most_steps)

    @classmethod
    def views(cls, p: Params, fit: StandstillRun) -> tuple[Range, Range]:
        """Return the ranges of slope and intercept that the map shows."""
        if p.view is None and p.from_file:
            return bowl_window(fit, 1.0)
        view = p.view or OWN_VIEW
        return view, view

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say what ended the run where that was not the threshold."""
        return [*params.data_notes(look), *notes(look, cls.computed(params))]

    def tell(self) -> None:
        """A map; slow steps; the fall; the crawl, and why; a threshold; a prediction; the end."""
        p = self.given
        self.run = self.found
        self.clock = SpeedingClock(self.run.jumps)
        self.stage = ContourDescentStage(
            self.look, self.layout, self.run, self.views(p, self.run), p.levels, self.clock
        )
        self.story = Story(self.run, self.look, p.pace)
        self.zone = FormulaZone(self.look, self.stage.formula)
        self.pages = Pages(self.look, self.run, self.zone, self.stage.decimals)
        self.staging = Staging(self, self.stage, self.zone)
        self.telling = telling = ChangeTelling(self, self.stage, self.staging, self.story, self.zone)
        self.set_stage()

        self.tell_start()
        self.tell_first_step()
        if self.run.steps_taken > 1:
            self.tell_fall()
        if not self.run.crawls:
            self.tell_valley()
            if self.run.steps_taken > self.clock.step:
                self.tell_crawl()
        self.way = WayAccount.of(self.run, self.clock.step)
        if self.way is not None:
            self.tell_way(self.way)
        if self.run.steps_taken:
            telling.compare()
        if self.clock.step < self.run.steps_taken:
            telling.finish()
        telling.end(precision=p.precision)
        self.tell_summary()

    def set_stage(self) -> None:
        """Draw the map with the point, and ask."""
        self.title = self.headline(self.say("Which way? How many steps?"))
        self.add(self.title, *self.staging.opening())

    def in_gears(self, end: int, speed: float) -> tuple[Gear, ...]:
        """Return gears from the clock's step to another; pace makes the first one faster."""
        return self.clock.gears_to(end, speed, self.given.pace)

    def tell_start(self) -> None:
        """Show the map, and say how high the point stands."""
        cost = self.stage.cost
        with self.beat(self.story.start(), opening=lambda: self.wait(POSTER)):
            self.wait(TIMING.move)
            self.staging.show_line(measure=True)
            line = self.staging.line
            born = self.stage.walk.screen[0] if line is None else line.plot.area.centre
            self.play(Born(cost.number, born), run_time=TIMING.move)
            self.play(Appear(cost.word), run_time=TIMING.quick)

    def tell_first_step(self) -> None:
        """Come close; measure the gradient, scale it into the step, and take it."""
        walk, quick, move = self.stage.walk, TIMING.quick, TIMING.move
        flat = self.pages.gradient_is_zero
        with self.beat(self.story.gradient(zero=flat), opening=self.staging.come_close):
            self.advance(self.clock, MEASURED, move)
            self.staging.turn_to(self.pages.gradient())
            drawn = self.say("gradient, drawn × {factor}", factor=shortest(walk.arrows.factor))
            word = self.stage.words_of_gradient(drawn)
            self.advance(self.clock, POINTED, move, FadeIn(word))
        with self.beat(self.story.step()):
            if not self.run.steps_taken:
                self.play(FadeIn(self.stage.beyond()), FadeOut(word), run_time=quick)
                return
            page = self.pages.step(lambda: Births.at(self.stage.walk.moment))
            rows, results = without_results(page)
            self.play(*self.zone.leave(), run_time=quick)
            self.zone.shown = page
            self.play(Appear(rows), run_time=quick)
            self.advance(self.clock, SCALED, SCALING)
            self.wait(READ)
            self.advance(self.clock, 1.0, move, FadeOut(word))
            here = self.stage.map.at(*self.run.run.points[1].tolist())
            births = born_over(here, [number for _, number in results], around=True)
            signs = [Appear(sign) for sign, _ in results]
            self.play(*births, *signs, Appear(self.stage.face.update()), run_time=BIRTH)

    def tell_fall(self) -> None:
        """Take the second step with its numbers, then let the clock run: across, and along the valley."""
        speed = JUMPING_SPEED if self.run.jumps else FIRST_SPEED
        along = CRAWL_SPEED if self.run.crawls else None
        with self.beat(self.story.fall(speed, along)):
            if not self.stage.map.shows(*self.run.run.points[SLOW_STEPS].tolist()):
                self.staging.step_back(with_page=True, with_line=True)
            self.advance(self.clock, float(SLOW_STEPS), SECOND_STEP)
            self.staging.step_back(with_line=True)
            self.staging.show_line()
            if self.run.fall > SLOW_STEPS:
                drive(self, self.clock, self.in_gears(self.run.fall, speed))
            if along is not None:
                drive(self, self.clock, self.crawl())

    def tell_valley(self) -> None:
        """Say how much of the way each step leaves."""
        with self.beat(self.story.valley(), opening=self.staging.step_back):
            pass

    def crawl(self) -> tuple[Gear, ...]:
        """Return the gears of a part of the way along the valley, ten times as fast."""
        run, start = self.run, self.clock.step
        reach = start + round(CRAWL_SPEED * LONGEST_CRAWL)
        end = run.steps_taken if self.stage.leaves else min(max(run.settled, start + 1), reach)
        return self.in_gears(end, CRAWL_SPEED)

    def tell_crawl(self) -> None:
        """Tell the way along the valley ten times as fast."""
        stretches = self.crawl()
        with self.beat(self.story.crawl(CRAWL_SPEED, faster=len(stretches) > 1)):
            drive(self, self.clock, stretches)

    def tell_way(self, account: WayAccount) -> None:
        """Measure the gradient beside the way that is left; a step is so little of it."""
        stage, quick, move = self.stage, TIMING.quick, TIMING.move
        formula = WayFormula(self.look, self.zone.box, account, self.run.rate)
        view = stage.views.closer(self.run, account.step, account.drawn)
        with self.beat(
            self.story.way(account.curvature), opening=lambda: self.staging.look_at(view, bare=True)
        ):
            way = WayLeft(self.look, stage.map, stage.walk, self.run, account)
            words = way.words(stage.map.area)
            self.play(Appear(way), run_time=quick)
            self.play(ride(way.measured, 1.0), Appear(words), run_time=move)
            self.staging.write_way(formula)
        with self.beat(self.story.left(account.factor)):
            self.play(Vanish(words), run_time=quick)
            self.play(ride(way.scaled, TIMES), run_time=BIRTH)
            self.play(ride(way.scaled, 1.0), run_time=BIRTH)
            self.play(ride(way.moved, 1.0), Appear(formula.leaves), run_time=quick)
            self.remove(formula.measured, formula.leaves)
            self.zone.shown = formula
            self.add(formula)
            self.wait(READ)
            self.play(Vanish(way), run_time=quick)

    def tell_summary(self) -> None:
        """Show the whole way, from where to where, and the rule; compare with the exact solution."""
        stage = self.stage
        with self.beat(self.story.summary()):
            if self.run.near_after and not stage.leaves:
                way = float(self.run.distances[self.run.near_after])
                self.staging.mark(near_mark(stage.changes, self.run.near_after, way))
            self.staging.show_all()
            self.play(Appear(stage.exact), Appear(stage.start_name), run_time=TIMING.quick)
            self.staging.answer(self.title, self.story.answer(), self.pages.rule())
            self.wait(LAST_REST)
