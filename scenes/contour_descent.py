"""A point goes down a long narrow valley, thousands of steps, until its slope stands still."""

from typing import Annotated

from manim import Animation, FadeIn, FadeOut, VMobject
from manim.mobject.mobject import _AnimationBuilder
from pydantic import AfterValidator, Field

from gd_math.data.datasets import Dataset
from gd_math.data.line_fitting import safe_rate, wrong_line
from gd_math.data.line_views import bowl_window
from gd_math.data.random_coefficients import random_coefficient_data
from gd_math.data.regression import MeanSquaredError
from gd_math.data.standstill import StandstillRun
from scenes.base.data_source import TableParams
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.parameters import Coordinate, LearningRate
from scenes.base.theme import TIMING
from scenes.cast.charts.axes import Range
from scenes.cast.moving.following import ride
from scenes.cast.moving.moments import SCALED, SLOW_STEPS
from scenes.cast.moving.speeding_clock import Gear, SpeedingClock, drive
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.parts.contour_descent.pages import Pages
from scenes.parts.contour_descent.stage import ContourDescentStage
from scenes.parts.contour_descent.story import Story, notes

OWN_DATA = "random-coefficients"
OWN_SLOPE, OWN_INTERCEPT, OWN_RATE, OWN_VIEW = -10.0, 10.0, 0.01, (-10.0, 15.0)
"""Start, learning rate and map for the lesson's own data."""
FIRST_SPEED, JUMPING_SPEED, CRAWL_SPEED, LAST_SPEED = 10.0, 3.0, 100.0, 1000.0
"""Steps a second: across the valley, where they leap to and fro, along it, and to the end."""
LONGEST_CRAWL = 6.0
NARROWEST_VIEW = 0.001
MapEdge = Annotated[float, Field(ge=-1000.0, le=1000.0, allow_inf_nan=False)]
Move = Animation | _AnimationBuilder


def _view(value: tuple[float, float]) -> tuple[float, float]:
    low, high = value
    if high - low < NARROWEST_VIEW:
        raise ValueError(f"must name the lower end first, and span at least {NARROWEST_VIEW:g}")
    return value


class ContourDescent(Lesson):
    """A point falls into a narrow valley in a few steps, then crawls along it for thousands.

    The data are 500 points at x = 0, 0.01 … 4.99, each with a slope from N(1, 0.1) and an intercept from
    N(5, 0.2) of its own; the cost is the mean squared error, its gradient has the factor 2/m. The run starts
    at slope −10, intercept 10 and stops when a step changes the slope by no more than 10⁻¹⁹. A float64 near 1
    has its next neighbour at a distance of 1.1·10⁻¹⁶ or 2.2·10⁻¹⁶: what really ends the run, after nearly
    7000 steps, is that the change becomes exactly 0. In exact arithmetic it would take more than 8600 steps.
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
            None, description="θ₀ at the start; by default −10, with a table a wrong line's"
        )
        start_intercept: Coordinate | None = Field(
            None, description="θ₁ at the start; by default 10, with a table a wrong line's"
        )
        learning_rate: LearningRate | None = Field(
            None,
            description="how much of the gradient becomes the step (α); by default 0.01, with a table 0.6/L",
        )
        threshold: float = Field(
            1e-19, ge=1e-30, le=1.0, description="the run stops once a step changes the slope by no more"
        )
        most_steps: int = Field(10_000, ge=1, le=20_000, description="how many steps are taken at most")
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
        """A point is a line; slow steps; the fall; the crawl; a prediction; the standstill; what it took."""
        p = self.given
        self.run = self.found
        self.clock = SpeedingClock(self.run.jumps)
        self.stage = ContourDescentStage(
            self.look, self.layout, self.run, self.views(p, self.run), p.levels, self.clock
        )
        self.story = Story(self.run, self.look, p.pace)
        self.zone = FormulaZone(self.look, self.stage.formula)
        self.pages = Pages(self.look, self.run, self.zone, self.stage.decimals, lambda: self.clock.step)
        self.set_stage()

        self.tell_start()
        self.tell_first_step()
        if self.run.steps_taken > 1:
            self.tell_fall()
        self.tell_valley()
        if self.run.steps_taken > self.run.fall:
            self.tell_crawl()
        if self.clock.step < self.run.steps_taken:
            self.ask(self.story.question())
        if self.run.steps_taken:
            self.tell_changes()
        self.tell_end()
        self.tell_summary()

    def set_stage(self) -> None:
        """Draw the map with the point, the data with its line, the cost and the clock above."""
        stage = self.stage
        self.add(self.headline(self.story.headline()), stage.map, stage.panel)
        self.add(self.zone.show(self.pages.cost()), stage.face, stage.walk)

    def turn_to(self, page: VMobject, *others: Move) -> None:
        """Show another page in the formula zone."""
        self.play(*self.zone.turn_to(page), *others, run_time=TIMING.quick)

    def in_gears(self, end: int, speed: float) -> tuple[Gear, ...]:
        """Return gears from the clock's step to another; pace makes the first one faster."""
        return self.clock.gears_to(end, speed, self.given.pace)

    def tell_start(self) -> None:
        """Show the data, and the line that the start stands for."""
        with self.beat(self.story.start()):
            self.wait(TIMING.move)

    def tell_first_step(self) -> None:
        """Scale the gradient into the step, and take it."""
        with self.beat(self.story.step()):
            if not self.run.steps_taken:
                self.play(FadeIn(self.stage.beyond()), run_time=TIMING.quick)
                return
            self.turn_to(self.pages.step())
            self.play(ride(self.clock, SCALED), run_time=TIMING.slow)
            self.play(ride(self.clock, 1.0), run_time=TIMING.slow)

    def tell_fall(self) -> None:
        """Take the second step with its numbers, then let the clock run until the way across is done."""
        speed = JUMPING_SPEED if self.run.jumps else FIRST_SPEED
        with self.beat(self.story.fall(speed)):
            self.play(ride(self.clock, float(SLOW_STEPS)), run_time=TIMING.slow)
            if self.run.fall > SLOW_STEPS:
                self.turn_to(self.pages.cost())
                drive(self, self.clock, self.in_gears(self.run.fall, speed))

    def tell_valley(self) -> None:
        """Draw the valley's axes: how much of the way each step leaves."""
        stage = self.stage
        with self.beat(self.story.valley()):
            page = self.pages.factors()
            self.turn_to(page, FadeIn(stage.axes), FadeIn(stage.axis_words))
            self.wait(TIMING.move)

    def tell_crawl(self) -> None:
        """Tell the way along the valley ten times as fast, until the line seems to fit."""
        run, stage = self.run, self.stage
        reach = run.fall + round(CRAWL_SPEED * LONGEST_CRAWL)
        end = run.steps_taken if stage.leaves else min(max(run.settled, run.fall + 1), reach)
        stretches = self.in_gears(end, CRAWL_SPEED)
        with self.beat(self.story.crawl(CRAWL_SPEED, faster=len(stretches) > 1)):
            self.turn_to(self.pages.comparison(), FadeOut(stage.axis_words), FadeOut(stage.axes))
            drive(self, self.clock, stretches)

    def tell_changes(self) -> None:
        """Show the changes beside the map; let the clock run to the end."""
        stage = self.stage
        with self.beat(self.story.changes()):
            self.remove(stage.panel)
            self.play(FadeIn(stage.changes.update()), run_time=TIMING.quick)
            drive(self, self.clock, self.in_gears(self.run.steps_taken, LAST_SPEED))
            factor = stage.changes.factor_mark(self.run.long_run_factor)
            if self.run.crawls and len(factor):
                self.play(FadeIn(factor), run_time=TIMING.quick)

    def tell_end(self) -> None:
        """Say why the run ends; where float64 ended it, what it cannot tell apart."""
        with self.beat(self.story.end()):
            self.wait(TIMING.move)
        if not self.run.rounded_away:
            return
        changes = self.stage.changes
        with self.beat(self.story.float64()):
            marks = [FadeIn(mark) for mark in (changes.spacing_mark(), changes.exact_mark()) if len(mark)]
            self.play(*marks, run_time=TIMING.move)

    def tell_summary(self) -> None:
        """Compare with the exact solution."""
        with self.beat(self.story.summary()):
            marks: list[Move] = [FadeIn(self.stage.exact)]
            if self.stage.axes in self.mobjects:
                marks.append(FadeOut(self.stage.axis_words, self.stage.axes))
            if self.run.near_after and not self.stage.leaves:
                mark = self.stage.changes.mark(self.run.near_after, self.colours.parameter)
                marks.append(FadeIn(mark))
            self.turn_to(self.pages.comparison(), *marks)
