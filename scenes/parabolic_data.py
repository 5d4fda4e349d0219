"""A straight line on parabolic data: the minimum is reached and still high; then too many powers."""

from typing import Self

import numpy as np
from manim import ValueTracker, VMobject, smooth
from pydantic import Field, model_validator

from gd_math.data.bias_variance import BiasVariance, least_line_error
from scenes.base.appearing import Appear, Vanish
from scenes.base.data_source import Seed
from scenes.base.lesson import Lesson, LessonParams
from scenes.base.look import ENGLISH, Look
from scenes.base.theme import BALL_RADIUS, TIMING
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.data.squares import MeanSquare, Squares, mean_home, outline_of
from scenes.cast.moving.following import hastening, ride
from scenes.cast.writing.number_text import steady
from scenes.parts.parabolic_data.data_stage import DataStage
from scenes.parts.parabolic_data.degree_chart import DegreeChart
from scenes.parts.parabolic_data.loss_line import LossLine
from scenes.parts.parabolic_data.models import Scene
from scenes.parts.parabolic_data.slice_panel import SlicePanel
from scenes.parts.parabolic_data.story import BendStory

DESCENT, TILT, MORPH, BENDING, SWEEP = 2.6, 0.6, 1.8, 2.4, 3.2
"""Seconds for the line's descent, a tilt to a side, the data's move, bending, all degrees."""
TALL = 1.0, 1.3
"""Heights of both pictures in tall frames."""
GAPS, SQUARES, MERGING, MOVING, FLYING, COMING = 1.0, 1.2, 1.6, 0.8, 0.6, 1.0


class ParabolicData(Lesson):
    """A straight line reaches its minimum on parabolic data, and the minimum is high: bias; then variance.

    Descent reaches the best straight line, and its error is still far above that of straight data with the
    same noise: the model is too stiff, and has high bias. With x² as well the error falls to the noise. With
    too many powers it falls further on the points that are fitted, and rises on the others: high variance.
    """

    class Params(LessonParams):
        """What a lecturer may change."""

        reach: float = Field(3.0, ge=0.1, le=100.0, description="a: x goes from −a to a, y is x² + ε")
        noise: float = Field(1.0, ge=0.0, le=1e4, description="standard deviation σ of the noise ε")
        count: int = Field(40, ge=12, le=500, description="how many points there are")
        few: int = Field(10, ge=4, le=60, description="how many of them the polynomials are fitted to")
        degree: int = Field(9, ge=3, le=12, description="highest power of the most flexible polynomial")
        steps: int = Field(40, ge=1, le=200, description="how many steps the straight line takes")
        seed: Seed = 129

        @model_validator(mode="after")
        def _determined(self) -> Self:
            if self.degree >= self.few:
                raise ValueError(
                    f"degree = {self.degree} needs more than {self.degree} points; few is {self.few}"
                )
            if self.few >= self.count:
                raise ValueError(f"few = {self.few} leaves none of the {self.count} points out")
            return self

    given: Params
    found: BiasVariance

    @classmethod
    def compute(cls, params: Params) -> BiasVariance:
        """Return all data, descents and fits."""
        p = params
        return BiasVariance.study(p.reach, p.noise, p.count, p.few, p.degree, p.seed, p.steps)

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say how the descents see x, and what the best line's error is on average."""
        average = steady(least_line_error(params.reach, params.noise))
        return [
            look.say("both descents see x in units of the reach, so that one rate serves every reach"),
            look.say("4a⁴/45 + σ² = {error} holds on average for x spread evenly", error=average),
        ]

    def tell(self) -> None:
        """The line's minimum; straight data beside it: why it is high; a parabola; too many powers."""
        self.set_stage()
        self.tell_start()
        self.tell_squares()
        self.tell_descent()
        self.tell_slice()
        self.ask(self.story.question())
        self.tell_straight()
        self.tell_bending()
        self.tell_few()
        self.ask(self.story.other_points())
        self.tell_new()
        self.tell_end()

    def set_stage(self) -> None:
        """Show the points with a wrong line, alone; the slice waits."""
        self.now, self.story = Scene(self.found), BendStory(self.look, self.found)
        self.models = self.now.models
        boxes = self.layout.panels(*(TALL if self.layout.tall else (1.0, 1.0)))
        self.stage = DataStage(self.look, self.layout.alone, self.now)
        self.beside, self.other = boxes
        name = "w" if self.layout.tall else self.say("slope w")
        self.slices = slices = SlicePanel(self.look, self.other, self.now, name)
        self.loss = LossLine(self.look, self.layout.formula, self.now)
        self.first = self.now.error()

        def shrunk() -> float:
            return float(np.sqrt(self.now.error() / self.first)) if self.first else 0.0

        self.mean = MeanSquare(
            self.look,
            mean_home(self.layout, self.stage, self.first),
            lambda: slices.place,
            lambda: BALL_RADIUS,
            lambda: slices.plot.area,
            shrunk,
        )
        self.squares = Squares(self.look, self.stage, lambda: outline_of(self.mean.beside))
        self.question = self.stage.question()
        self.title = self.headline(self.say("How good can a straight line get?"))
        self.add(self.title)
        self.add(self.stage.plot, self.stage, self.question)

    def tell_start(self) -> None:
        """Show the data and the line, then its gaps."""
        with self.beat(self.story.start()):
            self.wait(1.2)
            self.play(Vanish(self.question), run_time=TIMING.quick)
            self.advance(self.stage.measured, 1.0, GAPS)

    def tell_squares(self) -> None:
        """Let a square grow out of every gap, and all of them become their mean."""
        self.formula = self.loss.formula()
        with self.beat(self.story.squared()):
            self.add(self.squares)
            self.advance(self.squares.shown, 1.0, SQUARES)
            self.advance(self.squares.merged, 1.0, MERGING, Appear(self.formula))
            self.squares.merged.set_value(0.0)
            self.remove(self.squares)
            self.mean.shown.set_value(1.0)
            self.add(self.mean)
            self.play(Appear(self.loss), run_time=TIMING.quick)

    def tell_descent(self) -> None:
        """Let the line go down to its minimum; the mean square shrinks with it."""
        with self.beat(self.story.descent()):
            self.play(ride(self.now.time, self.models.line - 1, hastening), run_time=DESCENT)
            self.play(ride(self.now.time, self.models.line), run_time=TIMING.quick)

    def tell_slice(self) -> None:
        """Make room; the square becomes a ball; tilt the line to both sides, which draws the loss."""
        slices, aside = self.slices, self.now.aside

        def make_room() -> None:
            away = Vanish(self.formula)
            self.play(self.stage.move_into(self.beside, bare=self.layout.tall), away, run_time=MOVING)
            self.play(Appear(slices.plot), run_time=TIMING.quick)
            self.play(ride(self.mean.flight, 1.0), run_time=FLYING)
            self.play(Appear(slices), run_time=TIMING.tick)
            self.remove(self.mean)

        with self.beat(self.story.minimum(), opening=make_room):
            for side, seen in ((1.0, slices.right), (-1.0, slices.left)):
                there = ride(aside, side * slices.swing, smooth)
                self.play(there, ride(seen, slices.swing, smooth), run_time=TILT)
                self.play(ride(aside, 0.0, smooth), run_time=TILT)
            self.level = slices.level(0, self.say("parabola"))
            self.play(Appear(self.level), run_time=TIMING.quick)

    def tell_straight(self) -> None:
        """Let the points slide onto a straight truth: the slice sinks to the noise; the rest is the bend."""
        slices = self.slices
        self.ghost = slices.ghost()
        self.add_behind(self.ghost)

        def slide() -> None:
            onto = ride(self.now.straight, 1.0, smooth)
            self.play(onto, ride(self.now.time, self.models.straight, smooth), run_time=MORPH)

        with self.beat(self.story.both(), opening=slide):
            self.low = slices.level(1, self.say("straight"), [*self.level[1:]])
            self.play(*map(Appear, self.low), run_time=TIMING.quick)
            self.play(ride(slices.explained, 1.0, smooth), run_time=TIMING.quick)
            self.play(ride(slices.explained, 2.0, smooth), run_time=TIMING.move)
            words = self.say("noise"), self.say("bend {more}", more=self.story.more)
            self.measured = slices.words_of_measure(*words, [*self.level[1:], *self.low[1:]])
            self.play(*map(Appear, self.measured), run_time=TIMING.quick)

    def add_behind(self, ghost: VMobject) -> None:
        """Add a slice that stays behind the live one."""
        self.remove(self.slices)
        self.add(ghost, self.slices)

    def tell_bending(self) -> None:
        """Go back to the parabola; descend with x² as well: the line bends, and the slice sinks."""

        def go_back() -> None:
            second = self.slices.ghost()
            self.add_behind(second)
            self.remove(self.ghost)
            self.ghost = second
            gone = [self.level, *self.low[1:], *self.measured]
            self.play(*map(Vanish, gone), ride(self.slices.explained, 0.0), run_time=TIMING.quick)
            back = ride(self.now.straight, 0.0, smooth)
            self.model = self.loss.model(2)
            there = ride(self.now.time, self.models.bending, smooth)
            self.play(back, there, Appear(self.model), run_time=MORPH / 2)

        with self.beat(self.story.bending(), opening=go_back):
            self.play(ride(self.now.time, self.models.bent, hastening), run_time=BENDING)

    def tell_few(self) -> None:
        """Keep few points; let the degree rise, and draw the error on them."""
        now, stage, degree = self.now, self.stage, self.given.degree
        self.fitted, self.down = ValueTracker(0.0), ValueTracker(float(degree))
        chart = DegreeChart(self.look, self.other, self.found, self.fitted.get_value, self.down.get_value)
        self.chart = chart

        def change() -> None:
            gone = [
                Vanish(one)
                for one in (self.slices, self.ghost, self.low[0], self.title, self.model, self.loss)
            ]
            self.play(*gone, ride(stage.company, 0.0), run_time=TIMING.quick)
            self.title = self.headline(self.say("How much bend is right?"))
            axes = ViewChange(self.slices.plot, goal=chart.chart.plot)
            self.play(axes, Appear(self.title), run_time=MOVING)
            self.remove(self.slices.plot)
            self.add(chart)

        with self.beat(self.story.sweeping(), opening=change):
            line = ride(now.time, self.models.fit(1), smooth)
            self.play(line, Appear(self.loss), run_time=2 * TIMING.quick)
            self.fitted.set_value(1.0)
            up = ride(now.time, self.models.fit(degree))
            self.play(up, ride(self.fitted, degree), run_time=SWEEP)
            self.named, self.model = chart.words(0), self.loss.model(degree)
            self.play(*map(Appear, (*self.named, self.model)), run_time=TIMING.quick)

    def tell_new(self) -> None:
        """Let the other points come back: the curve misses them."""

        def come_back() -> None:
            self.play(ride(self.stage.measured, 0.0), Vanish(self.loss), run_time=TIMING.quick)
            self.advance(self.stage.fresh, 1.0, COMING)

        with self.beat(self.story.missed(), opening=come_back):
            self.newest = self.chart.newest(self.named)
            self.play(*map(Appear, self.newest), run_time=TIMING.quick)

    def tell_end(self) -> None:
        """Take the powers away again: the others' error falls, and rises at last; rest at its lowest."""
        now, chart, best = self.now, self.chart, self.found.best_degree

        def fall() -> None:
            down = ride(now.time, self.models.fit(1)), ride(self.down, 1.0)
            self.play(*down, Vanish(self.model), run_time=SWEEP)
            model = self.loss.model(best, alone=True)
            there = ride(now.time, self.models.fit(best), smooth)
            self.play(there, Appear(model), Vanish(self.title), run_time=TIMING.move)

        with self.beat(self.story.end(), opening=fall):
            words = [*self.named, *self.newest]
            lowest = chart.best(words)
            verdicts = chart.verdicts([*words, *lowest])
            answer = self.headline(self.story.answer())
            self.play(*map(Appear, (*verdicts, lowest, answer)), run_time=TIMING.quick)


__all__ = ["ParabolicData"]
