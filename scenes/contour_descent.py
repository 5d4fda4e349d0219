"""A point goes down a long narrow valley, thousands of steps, until its slope stands still."""

from typing import Annotated

from manim import Animation, FadeIn, FadeOut, VMobject, smooth
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
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.data.update_rows import without_results
from scenes.cast.moving.births import Births
from scenes.cast.moving.following import ride
from scenes.cast.moving.moments import POINTED, SCALED, SLOW_STEPS
from scenes.cast.moving.speeding_clock import Gear, SpeedingClock, drive
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.number_text import shortest
from scenes.parts.contour_descent.pages import Pages
from scenes.parts.contour_descent.stage import ContourDescentStage
from scenes.parts.contour_descent.story import Story, notes

OWN_DATA = "random-coefficients"
OWN_SLOPE, OWN_INTERCEPT, OWN_RATE, OWN_VIEW = -10.0, 10.0, 0.01, (-10.0, 15.0)
"""Start, learning rate and map for the lesson's own data."""
FIRST_SPEED, JUMPING_SPEED, CRAWL_SPEED, LAST_SPEED = 10.0, 3.0, 100.0, 1000.0
"""Steps a second: across the valley, where they leap to and fro, along it, and to the end."""
LONGEST_CRAWL = 6.0
MOVING, FIRST_STEP = 1.3, 1.5
"""Seconds in which the map comes close or goes back, and for each part of the first step."""
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
            1e-19, ge=1e-30, le=1.0, description="the run stops once a step changes the slope by no more"
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
        """A point is a line; slow steps; the fall; the crawl; a prediction; the standstill; what it took."""
        p = self.given
        self.run = self.found
        self.clock = SpeedingClock(self.run.jumps)
        self.stage = ContourDescentStage(
            self.look, self.layout, self.run, self.views(p, self.run), p.levels, self.clock
        )
        self.first = True
        self.story = Story(self.run, self.look, p.pace)
        self.zone = FormulaZone(self.look, self.stage.formula)
        self.pages = Pages(
            self.look,
            self.run,
            self.zone,
            self.stage.decimals,
            lambda: 0 if self.first else self.clock.step,
            lambda: Births.at(self.stage.walk.moment),
        )
        self.set_stage()

        self.tell_start()
        self.tell_first_step()
        if self.run.steps_taken > 1:
            self.tell_fall()
        self.tell_valley()
        if self.run.steps_taken > self.run.fall:
            self.tell_crawl()
        if self.run.steps_taken:
            self.tell_changes()
        if self.clock.step < self.run.steps_taken:
            self.ask(self.story.question())
            self.tell_rest()
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
        walk, quick = self.stage.walk, TIMING.quick
        with self.beat(self.story.step(), opening=self.come_close):
            if not self.run.steps_taken:
                self.play(FadeIn(self.stage.beyond()), run_time=TIMING.quick)
                return
            page = self.pages.step()
            rows, results = without_results(page)
            self.play(*self.zone.leave(), run_time=quick)
            self.zone.shown = page
            self.play(Appear(rows), run_time=quick)
            drawn = self.say("gradient, drawn × {factor}", factor=shortest(walk.arrows.factor))
            word = self.stage.gradient_word(drawn)
            self.play(ride(self.clock, POINTED), FadeIn(word), run_time=FIRST_STEP)
            self.play(ride(self.clock, SCALED), run_time=FIRST_STEP)
            self.play(ride(self.clock, 1.0), FadeOut(word), run_time=FIRST_STEP)
            self.play(*(Appear(part) for pair in results for part in pair), run_time=quick)

    def tell_fall(self) -> None:
        """Take the second step with its numbers, then let the clock run until the way across is done."""
        speed = JUMPING_SPEED if self.run.jumps else FIRST_SPEED
        with self.beat(self.story.fall(speed)):
            self.step_back()
            self.first = False
            self.play(ride(self.clock, float(SLOW_STEPS)), run_time=TIMING.slow)
            if self.run.fall > SLOW_STEPS:
                self.turn_to(self.pages.cost())
                drive(self, self.clock, self.in_gears(self.run.fall, speed))

    def tell_valley(self) -> None:
        """Draw the valley's axes: how much of the way each step leaves."""
        stage = self.stage
        self.first = False
        with self.beat(self.story.valley(), opening=self.push_in):
            page = self.pages.factors()
            self.turn_to(page, FadeIn(stage.axes), FadeIn(stage.axis_words))
            self.wait(TIMING.move)

    def come_close(self) -> None:
        """Come close to the first step."""
        if self.stage.close is not None:
            self.look_at(*self.stage.close)

    def push_in(self) -> None:
        """Come close to the valley."""
        valley = self.stage.valley
        if valley is not None:
            self.look_at(*valley)

    def step_back(self) -> None:
        """Show the whole map again."""
        if self.stage.axes in self.mobjects:
            self.play(FadeOut(self.stage.axes), run_time=TIMING.quick)
            self.play(FadeOut(self.stage.axis_words), run_time=TIMING.quick)
        if self.stage.map.x_range != self.stage.view[0]:
            self.look_at(*self.stage.view)

    def look_at(self, x_range: Range, y_range: Range) -> None:
        """Let the map show something else; its heights and marks are made anew for that."""
        land = self.stage.map
        fading = Appear(land.heights, rate_func=lambda alpha: 1.0 - smooth(alpha))
        self.play(fading, run_time=TIMING.quick)
        self.play(ViewChange(land, x_range=x_range, y_range=y_range), run_time=MOVING)
        self.stage.mark_valley()
        self.play(Appear(land.heights), run_time=TIMING.quick)

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
        """Show the changes so far, and the threshold, in the place of the data."""
        with self.beat(self.story.changes(), opening=self.replace_data):
            if self.clock.step >= self.run.steps_taken:
                self.tell_factor()

    def replace_data(self) -> None:
        """Let the changes come where the data were."""
        self.play(Vanish(self.stage.panel), run_time=TIMING.quick)
        self.play(FadeIn(self.stage.changes.update()), run_time=TIMING.quick)

    def tell_rest(self) -> None:
        """Let the clock run to the end."""
        with self.beat(self.say("And on, to the last step.")):
            drive(self, self.clock, self.in_gears(self.run.steps_taken, LAST_SPEED))
            self.tell_factor()

    def tell_factor(self) -> None:
        """Write what each step leaves of the change, where there is room."""
        factor = self.stage.changes.factor_mark(self.run.long_run_factor)
        if self.run.crawls and len(factor):
            self.play(FadeIn(factor), run_time=TIMING.quick)

    def tell_end(self) -> None:
        """Say why the run ends; where float64 ended it, what it cannot tell apart."""
        with self.beat(self.story.end()):
            self.wait(TIMING.move)
        if not (self.given.precision and self.run.rounded_away):
            return
        changes = self.stage.changes
        with self.beat(self.story.float64()):
            marks = [FadeIn(mark) for mark in (changes.spacing_mark(), changes.exact_mark()) if len(mark)]
            self.play(*marks, run_time=TIMING.move)

    def tell_summary(self) -> None:
        """Compare with the exact solution."""
        with self.beat(self.story.summary(), opening=self.step_back):
            marks: list[Move] = [FadeIn(self.stage.exact)]
            if self.run.near_after and not self.stage.leaves:
                mark = self.stage.changes.mark(self.run.near_after, self.colours.parameter)
                marks.append(FadeIn(mark))
            self.turn_to(self.pages.comparison(), *marks)
