"""All samples for one step, some, or one: how far the gradients scatter, and who comes down first."""

from collections.abc import Callable
from functools import partial
from typing import Self, TypeVar

import numpy as np
from manim import ValueTracker, VGroup
from pydantic import Field, model_validator

from gd_math.data.line_fitting import rounded_down
from gd_math.typing import Integers
from scenes.base.appearing import Appear, Vanish
from scenes.base.data_source import DataParams, Seed
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.parameters import LearningRate
from scenes.base.theme import STROKES, TIMING
from scenes.cast.charts.even_ranges import even_ranges
from scenes.cast.charts.series import Series, SeriesChart
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.maps.fan_out import fan_out, room_around, unheld
from scenes.cast.maps.gradient_fan import GradientFan
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.marks.run_style import Legend, RunStyle, styles_for
from scenes.cast.marks.segments import Rings
from scenes.cast.moving.following import ride
from scenes.cast.moving.one_by_one import one_by_one
from scenes.cast.writing.number_text import shortest
from scenes.cast.writing.numbers import Number
from scenes.parts.batch_sizes.found import Batches, largest_rate
from scenes.parts.batch_sizes.samples import SamplesPanel
from scenes.parts.batch_sizes.scatter import ScatterRule, line_formula, step_formula
from scenes.parts.batch_sizes.story import BatchStory

T = TypeVar("T")

MOST_SEEN = 2000
"""Samples that a run may see in all: more could not be followed."""
NAMES = "w", "b"
CROSS, RING, APART = 0.1, 0.24, 0.2
"""Radii of the cross at the best line, of the ring around the lowest run, and of marks around the start."""
FIRST_EPOCH, OTHERS = 6.0, 6.0
"""Seconds of the first epoch, and of all others."""


class BatchSizes(Lesson):
    """All samples for one step, some, or one: how far the gradients scatter, and who comes down first.

    The gradient of a batch is right on average, and scatters about the exact one as 1/√B. What a step costs
    is the samples that it looks at: single samples make many rough steps, all of them few exact ones, and
    mini-batches are in between. Two questions are told apart: who is lowest after as many samples seen, and
    who is after as many steps.
    """

    class Params(DataParams):
        """What a lecturer may change."""

        count: int = Field(40, ge=4, le=500, description="how many points are made")
        batch_size: int = Field(8, ge=2, description="samples in a mini-batch; fewer than there are in all")
        epochs: int = Field(4, ge=1, le=20, description="how often every sample is seen")
        learning_rate: LearningRate | None = Field(
            None,
            description="the rate α of all three; by default one that suits single samples, at most 0.1",
        )
        shuffle: Seed = Field(16, description="in which orders the samples are seen")

        @model_validator(mode="after")
        def _can_be_run(self) -> Self:
            n = len(self.dataset)
            if self.batch_size >= n:
                raise ValueError(f"batch_size = {self.batch_size} must be less than the {n} samples")
            if self.epochs * n > MOST_SEEN:
                raise ValueError(
                    f"epochs = {self.epochs} with {n} samples are {self.epochs * n} steps of single samples; "
                    f"choose at most {MOST_SEEN // n} for these data"
                )
            most = largest_rate(Batches.of(self.dataset, self.batch_size, 1, 1e-9, 0).loss)
            if self.learning_rate is not None and self.learning_rate > most:
                raise ValueError(
                    f"learning_rate = {self.learning_rate:g} overshoots with single samples of these data; "
                    f"choose at most {rounded_down(most):g}"
                )
            return self

    given: Params
    found: Batches

    @classmethod
    def compute(cls, params: Params) -> Batches:
        """Return the gradients at the start, and the three runs."""
        p = params
        return Batches.of(p.dataset, p.batch_size, p.epochs, p.learning_rate, p.shuffle)

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say how batches are drawn, and what the feature is."""
        return [
            *params.data_notes(look),
            look.say("each epoch visits every sample once, in an order of its own: without replacement"),
            look.say("the feature is x with mean 0 and deviation 1; all three have the same learning rate"),
        ]

    def tell(self) -> None:
        """One step asks all samples; each alone; a few; three runs by samples seen; by steps."""
        found = self.found
        self.story = BatchStory(self.look, found)
        self.size, self.seen = ValueTracker(1.0), ValueTracker(0.0)
        self.set_stage()
        self.tell_all()
        self.tell_single()
        self.tell_batches()
        self.ask_who()
        self.tell_runs()
        self.tell_steps()

    def set_stage(self) -> None:
        """Show the data alone, with a line that misses them."""
        look, layout = self.look, self.layout
        self.data = SamplesPanel(look, layout.alone, self.found, self.used)
        self.map_box, self.data_box = layout.panels(2.0 if layout.tall else 1.1, 1.0)
        self.title = self.headline(self.say("How many samples for one step?"))
        self.line = line_formula(look, layout.formula, self.found.feature)
        self.add(self.title, self.data)

    def used(self) -> Integers:
        """Return which samples are lit: all, the one whose arrow grows, or the first batch."""
        every = np.arange(len(self.found.data))
        fan = getattr(self, "fan", None)
        if fan is None or fan.wave.get_value() <= 0.0:
            return every
        grown = one_by_one(len(self.found.orders), fan.wave.get_value())
        size = self.size.get_value()
        last = int((grown > 0.0).sum()) - 1 if fan.wave.get_value() < 1.0 else 0
        return self.found.orders[last, : max(int(size + 1e-9), 1)]

    def tell_all(self) -> None:
        """Let the map of all lines come, and on it the gradient of all samples."""
        found, look = self.found, self.look
        x_range, y_range = even_ranges(look, self.map_box, *found.close_view, NAMES, whole=True)
        whole = even_ranges(look, self.map_box, *found.view, NAMES, whole=True)
        near, far = (
            ContourPlot(look, self.map_box, found.loss, *one).levels for one in (whole, (x_range, y_range))
        )
        levels = [*near, *(level for level in far if level > max(near))]
        self.plot = ContourPlot(
            look, self.map_box, found.loss, x_range, y_range, x_label="w", y_label="b", levels=levels
        )
        one = found.each[0]
        size = 0.45 if self.layout.tall else 1.0
        self.ball = MapWalk(look, self.plot, one.run, lambda: 0.0, dotted=0, size=size)
        self.fan = GradientFan(
            look,
            self.plot,
            found.start,
            found.gradient,
            found.measured(1.0),
            found.scatter(1.0),
            found.factor,
            lambda: (found.measured(self.size.get_value()), found.scatter(self.size.get_value())),
        )
        told = self.say("All {count} samples together: one gradient, exact.", count=len(found.data))
        with self.beat(told):
            self.wait(TIMING.move)
            self.play(self.data.move_into(self.data_box), run_time=1.4)
            self.play(*map(Appear, (self.plot, self.ball, self.line)), run_time=TIMING.quick)
            drawn = self.say("gradients, drawn × {factor}", factor=shortest(found.factor))
            self.note = self.fan.note(look, drawn, self.ball.screen[:1], below=self.layout.tall)
            self.add(self.fan)
            self.advance(self.fan.shown, 1.0, TIMING.move, Appear(self.note))

    def tell_single(self) -> None:
        """Let each sample alone say its gradient."""
        with self.beat(self.say("Each sample alone has another one; the ring shows how far they scatter.")):
            self.advance(self.fan.wave, 1.0, 2.6)
            self.rule = ScatterRule(self.look, self.layout.formula, self.found, self.size.get_value)
            self.advance(self.fan.rung, 1.0, 0.8, Vanish(self.line))
            self.spread = self.fan.name_ring(self.look, "s_B", self.note)
            born = self.spread, self.rule.name, self.rule.number
            self.play(*map(Appear, born), run_time=TIMING.quick)

    def tell_batches(self) -> None:
        """Let the batches grow, first to the mini-batch, then to all."""
        size, count = self.given.batch_size, len(self.found.data)
        with self.beat(self.story.scatter()):
            self.play(Vanish(self.spread), run_time=TIMING.quick)
            self.grow(float(size), 3.4)
        told = self.say(
            "Drawn without replacement it falls as 1/√B at first; with all {count} nothing is left.",
            count=count,
        )
        with self.beat(told):
            self.play(Vanish(self.rule.name), run_time=TIMING.quick)
            self.play(Appear(self.rule.whole), run_time=TIMING.quick)
            self.grow(float(count), 3.4)

    def grow(self, size: float, seconds: float) -> None:
        """Let batches grow by equal factors in equal times."""
        begin = self.size.get_value()

        def by_factors(share: float) -> float:
            return float((begin * (size / begin) ** share - begin) / (size - begin))

        self.play(ride(self.size, size, by_factors), run_time=seconds)

    def now(self, read: Callable[[float], T]) -> Callable[[], T]:
        """Return what tells what holds now, when so many samples have been seen."""
        return lambda: read(self.seen.get_value())

    def ask_who(self) -> None:
        """Pull back to all of the way, bring the three runs and their losses, and ask."""
        found, look, tall = self.found, self.look, self.layout.tall
        self.styles = styles_for(look, self.story.names)
        self.legend = Legend(look, self.layout.below_header, self.styles)
        left, right = self.layout.panels(1.1, 1.0, below=self.legend.bottom - 0.1)
        self.chart_box, self.data_box = (right, right) if tall else right.rows(1.2, 1.0, gap=0.2)
        told = list(zip(found.each, self.styles, strict=True))
        self.walks = [
            MapWalk(look, self.plot, one.run, self.now(one.time), style=style, size=0.7, dotted=0)
            for one, style in told
        ]
        losses = [
            Series(
                one.losses, style, self.seen.get_value, label=VGroup(Number(look, end, colour=style.colour))
            )
            for (one, style), end in zip(told, self.story.ends, strict=True)
        ]
        words = self.say("loss"), self.say("samples")
        self.chart = SeriesChart(look, self.chart_box, losses, words=words)
        formula = step_formula(look, self.layout.header, found.rate)

        def make_room() -> None:
            rule = self.rule
            gone = [self.fan, self.note, rule.whole, rule.number, self.ball, self.title]
            self.play(*map(Vanish, gone), *([Vanish(self.data)] if tall else []), run_time=TIMING.quick)
            x_range, y_range = even_ranges(look, left, *found.view, NAMES, whole=True)
            moves = [] if tall else [self.data.move_into(self.data_box)]
            view = ViewChange(self.plot, box=left, x_range=x_range, y_range=y_range)
            self.play(view, *moves, run_time=TIMING.slow)
            self.home = fan_out(self.walks, min(APART, room_around(self.walks[0])))
            several = zip(self.styles, self.walks, found.each, strict=True)
            self.data.show_runs(
                [(style, partial(unheld, walk), self.now(one.in_use)) for style, walk, one in several]
            )
            best = RunStyle(self.colours.ink, mark="cross").dots(CROSS, "best line")
            self.add(best.set_places(self.plot.at(*found.loss.minima[0].tolist())))
            self.add(*(walk.track for walk in self.walks), *(walk.actors for walk in self.walks))
            self.play(*map(Appear, (formula, self.legend, self.chart)), run_time=TIMING.quick)

        question = self.say("Same rate α: who is lowest after {count} samples?", count=found.samples)
        with self.beat(question, kind="ask", opening=make_room):
            pass

    def tell_runs(self) -> None:
        """Tell the first epoch slowly, the others on one clock, and say who is lowest."""
        count, samples = len(self.found.data), float(self.found.samples)
        with self.beat(self.story.steps()):
            self.play(*self.home, run_time=TIMING.quick)
            self.advance(self.seen, float(count), FIRST_EPOCH)
        if samples > count:
            with self.beat(self.say("And on, epoch after epoch.")):
                self.advance(self.seen, samples, OTHERS)
        with self.beat(self.story.lowest()):
            self.play(*map(Appear, [*self.rings(), *self.chart.labels]), run_time=TIMING.move)
            self.wait(TIMING.move)

    def rings(self) -> list[Rings]:
        """Return a ring around the mark of the lowest run on the map; none where two are alike."""
        lowest = self.story.winner
        if lowest is None:
            return []
        end = self.plot.at(*self.found.each[lowest].run.points[-1].tolist())
        return [Rings(self.colours.ink, RING, STROKES.curve, name="lowest").set_places(end)]

    def tell_steps(self) -> None:
        """Show the same losses over steps, and sum up."""
        found, look = self.found, self.look
        steps, time = found.each[1].run.steps_taken, ValueTracker(0.0)
        told = zip(found.each, self.styles, strict=True)
        series = [Series(one.run.values, style, time.get_value, tip=0.0) for one, style in told]
        words = self.say("loss"), self.say("steps")
        chart = SeriesChart(look, self.data_box, series, words=words, names=False, steps=float(steps))
        marks = [chart.mark(self.given.epochs, index=k)[0] for k in range(3)]
        with self.beat(self.story.per_step()):
            gone = [self.chart, *self.chart.labels] if self.layout.tall else [self.data]
            self.play(*map(Vanish, gone), run_time=TIMING.quick)
            self.play(Appear(chart.scenery), run_time=TIMING.quick)
            self.add(chart.actors)
            self.advance(time, float(steps), 2.4)
            self.play(*map(Appear, marks), run_time=TIMING.quick)
        with self.beat(self.say("Single: many rough steps. All: few exact ones. Mini-batches: between.")):
            pass


__all__ = ["BatchSizes"]
