"""All samples for one step, some, or one: how far the gradients scatter, and who comes down first."""

import itertools
from collections.abc import Callable
from typing import Self, TypeVar

import numpy as np
from manim import ValueTracker, smooth
from pydantic import Field, model_validator

from gd_math.data.line_fitting import rounded_down
from gd_math.typing import Integers
from scenes.base.appearing import Appear, Vanish
from scenes.base.data_source import DataParams, Seed
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.parameters import LearningRate
from scenes.base.theme import TIMING
from scenes.cast.charts.even_ranges import even_ranges
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.maps.fan_out import fan_out, room_around
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.run_style import Legend, RunStyle, styles_for
from scenes.cast.moving.following import follow, ride
from scenes.cast.moving.one_by_one import one_by_one
from scenes.cast.moving.spotlight import Spotlight
from scenes.cast.writing.number_text import shortest
from scenes.parts.batch_sizes.cloud import StepCloud
from scenes.parts.batch_sizes.found import Batches, largest_rate
from scenes.parts.batch_sizes.race import later, losses_after, losses_seen, rings_after, sooner, speeding
from scenes.parts.batch_sizes.samples import SamplesPanel
from scenes.parts.batch_sizes.scatter import ScatterRule, step_formula
from scenes.parts.batch_sizes.story import BatchStory

T = TypeVar("T")

MOST_SEEN = 2000
"""Samples that a run may see in all: more could not be followed."""
NAMES = "w", "b"
CROSS, APART = 0.1, 0.2
"""Radii of the cross at the best line, and of the marks around the start."""
SMALLER, NOTE = 0.8, 0.7
"""Size of the ball, and what is free below a map that stands alone, for the note on its arrows."""
FAINT = 0.4
"""Opacity of the path of single samples, which goes to and fro over all others."""
RACE = 8.0
"""Seconds of all epochs."""


class BatchSizes(Lesson):
    """All samples for one step, some, or one: how far the gradients scatter, and who comes down first.

    The gradient of a batch is right on average, and scatters about the exact one as 1/√B. What a step costs
    is the samples that it looks at: single samples make many rough steps, all of them few exact ones, and
    mini-batches are in between. Two questions are told apart: who is lowest after as many samples seen, and
    who is after as many steps.
    """

    class Params(DataParams):
        """What a lecturer may change."""

        count: int = Field(64, ge=4, le=500, description="how many points are made")
        batch_size: int = Field(16, ge=2, description="samples in a mini-batch; fewer than there are in all")
        epochs: int = Field(4, ge=1, le=20, description="how often every sample is seen")
        learning_rate: LearningRate | None = Field(
            None,
            description="the rate α of all three; by default one that suits single samples, at most 0.1",
        )
        shuffle: Seed = Field(0, description="in which orders the samples are seen")

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
            look.say("batches of the cloud are drawn with replacement: it narrows exactly as 1/√B"),
            look.say("the feature is x with mean 0 and deviation 1; all three have the same learning rate"),
        ]

    def tell(self) -> None:
        """One step asks all samples; each alone; a few; three runs by samples seen; by steps."""
        found = self.found
        self.story = BatchStory(self.look, found)
        self.asked, self.size, self.seen = ValueTracker(1.0), ValueTracker(1.0), ValueTracker(0.0)
        self.set_stage()
        self.tell_single()
        self.ask_batches()
        self.tell_batches()
        self.turn_round()
        self.tell_runs()
        self.tell_steps()

    def set_stage(self) -> None:
        """Show the data alone, with a line that misses them; ask one sample, a few, all."""
        look, layout, found = self.look, self.layout, self.found
        self.data = SamplesPanel(look, layout.alone, found, self.used)
        self.map_box, self.data_box = layout.stage.columns(1.8, 1.0, gap=0.6)
        if layout.tall:
            self.map_box = layout.stage.inset(bottom=NOTE)
        self.title = self.headline(self.say("How many samples for one step?"))
        self.add(self.title, self.data)
        size, count = self.given.batch_size, len(found.data)
        told = self.say("A step may ask one sample, {few}, or all {count}.", few=size, count=count)
        with self.beat(told):
            self.wait(TIMING.move)
            for more in (size, count):
                self.advance(self.asked, float(more), TIMING.slow)

    def used(self) -> Integers:
        """Return which samples are lit: those asked, the one whose arrow grows, or the first batch."""
        draws = self.found.draws
        fan = getattr(self, "fan", None)
        if fan is None:
            first = dict.fromkeys([*draws[0].tolist(), *range(len(self.found.data))])
            return np.array(list(first))[: int(self.asked.get_value() + 1e-9)]
        wave = fan.wave.get_value()
        last = int((one_by_one(len(draws), wave) > 0.0).sum()) - 1 if 0.0 < wave < 1.0 else 0
        return draws[last, : int(self.size.get_value() + 1e-9)]

    def show_map(self) -> None:
        """Let the data make room for the map of all lines, on which the line is the ball."""
        found, look = self.found, self.look
        x_range, y_range = even_ranges(look, self.map_box, *found.close_view(1.0), NAMES, whole=True)
        whole = even_ranges(look, self.map_box, *found.view, NAMES, whole=True)
        levels = found.levels(whole, (x_range, y_range)).tolist()
        self.plot = ContourPlot(
            look, self.map_box, found.loss, x_range, y_range, x_label="w", y_label="b", levels=levels
        )
        self.ball = MapWalk(look, self.plot, found.each[0].run, lambda: 0.0, dotted=0, size=SMALLER)
        tall = self.layout.tall
        leave = Vanish(self.data, rate_func=sooner) if tall else self.data.move_into(self.data_box)
        self.play(leave, Appear(self.plot, rate_func=later), run_time=TIMING.slow)
        self.fan = StepCloud(look, self.plot, found, self.size.get_value)
        self.play(Appear(self.ball), run_time=TIMING.quick)

    def tell_single(self) -> None:
        """Let one sample say its gradient, then each of the others."""
        grown = ValueTracker(0.0)
        with self.beat(
            self.say("The ball is this line. Each sample alone gives another gradient."),
            opening=self.show_map,
        ):
            fan, plot = self.fan, self.plot
            text = self.say("gradients, drawn × {factor}", factor=shortest(self.found.rate))
            self.note = fan.note(self.look, text, self.ball.screen[:1], below=self.layout.tall)
            foot = plot.at(*self.found.start.tolist())
            way = plot.at(*(self.found.start + fan.factor * fan.measured[0]).tolist()) - foot
            first = FlatArrow(self.colours.gradient, name="gradient of one sample")
            follow(first, lambda: first.set_between(foot, foot + smooth(grown.get_value()) * way))
            self.add(first)
            self.advance(grown, 1.0, TIMING.move, Appear(self.note))
            self.add(fan)
            self.advance(fan.wave, 1.0, 2.6)
            self.play(Vanish(first), run_time=TIMING.quick)

    def ask_batches(self) -> None:
        """Draw the mean and the ring of the scatter, and ask how wide it is for means of batches."""
        fan = self.fan
        self.rule = ScatterRule(self.look, self.layout.formula, self.found, self.size.get_value)

        def measure() -> None:
            self.advance(fan.shown, 1.0, TIMING.move)
            self.advance(fan.rung, 1.0, TIMING.move)
            self.play(*map(Appear, (self.rule.name, self.rule.number)), run_time=TIMING.quick)

        question = self.say(
            "Their mean is exact. How far do means of {count} scatter?", count=self.given.batch_size
        )
        with self.beat(question, kind="ask", opening=measure):
            pass

    def tell_batches(self) -> None:
        """Let the batches grow to the mini-batch."""

        def narrow() -> None:
            self.play(Vanish(self.rule.name), run_time=TIMING.quick)
            self.play(*map(Appear, (self.rule.whole, self.rule.batch)), run_time=TIMING.quick)
            self.grow(float(size), 3.6)

        size = self.given.batch_size
        told = self.say("{count} drawn at random, again and again: √{count} times less scatter.", count=size)
        with self.beat(told, opening=narrow):
            pass

    def turn_round(self) -> None:
        """Turn the gradients, drawn times the rate, into the steps."""
        self.formula = step_formula(self.look, self.layout.header, self.found.rate)
        told = self.say("Turned round, times α: each is a possible step.")
        near = self.found.close_view(self.size.get_value())
        x_range, y_range = even_ranges(self.look, self.map_box, *near, NAMES, whole=True)
        with self.beat(told):
            self.play(Vanish(self.title), Vanish(self.note), run_time=TIMING.quick)
            closer = ViewChange(self.plot, x_range=x_range, y_range=y_range)
            self.play(closer, Appear(self.formula), run_time=TIMING.move)
            self.advance(self.fan.turn, 1.0, 2.0)

    def grow(self, size: float, seconds: float) -> None:
        """Let batches grow by equal factors in equal times."""
        begin = self.size.get_value()

        def by_factors(share: float) -> float:
            return float((begin * (size / begin) ** share - begin) / (size - begin))

        self.play(ride(self.size, size, by_factors), run_time=seconds)

    def now(self, read: Callable[[float], T]) -> Callable[[], T]:
        """Return what tells what holds now, when so many samples have been seen."""
        return lambda: read(self.seen.get_value())

    def pull_back(self) -> None:
        """Pull back to all of the way; bring the three runs and their losses."""
        found, look = self.found, self.look
        self.styles = styles_for(look, self.story.names)
        self.legend = Legend(look, self.layout.below_header, self.styles)
        left, right = self.layout.panels(
            1.4 if self.layout.tall else 1.0, 1.0, below=self.legend.bottom - 0.1
        )
        self.walks = [
            MapWalk(look, self.plot, one.run, self.now(one.time), style=style, size=0.8, dotted=0)
            for one, style in zip(found.each, self.styles, strict=True)
        ]
        faint = self.walks[-1].path.set_stroke(opacity=FAINT)
        faint.lint_ignore = frozenset(faint.lint_ignore) | {"contrast"}
        self.chart = losses_seen(look, right, found, self.styles, self.story.ends, self.seen.get_value)
        rule = self.rule
        gone = self.fan, self.formula, rule.whole, rule.batch, rule.number
        data = [] if self.layout.tall else [self.data]
        self.play(*map(Vanish, (*gone, *data)), run_time=TIMING.quick)
        x_range, y_range = even_ranges(look, left, *found.view, NAMES, whole=True)
        view = ViewChange(self.plot, box=left, x_range=x_range, y_range=y_range)
        come = [Appear(piece, rate_func=later) for piece in (self.title, self.legend, self.chart)]
        self.play(view, *come, run_time=TIMING.slow)
        self.home = fan_out(self.walks, min(APART, room_around(self.walks[0])))
        best = RunStyle(self.colours.ink, mark="cross").dots(CROSS, "best line")
        self.add(best.set_places(self.plot.at(*found.loss.minima[0].tolist())))
        self.remove(self.ball)
        self.add(*(walk.track for walk in self.walks), *(walk.actors for walk in self.walks))

    def tell_runs(self) -> None:
        """Tell all epochs on one clock of samples, and say who is lowest."""
        samples = self.found.samples
        question = self.say("Same α, {count} samples each: who comes lowest?", count=samples)
        with self.beat(question, opening=self.pull_back):
            self.play(*self.home, run_time=TIMING.quick)
            self.play(ride(self.seen, float(samples), speeding), run_time=RACE)
        with self.beat(self.story.lowest()):
            self.play(*map(Appear, self.chart.labels), run_time=TIMING.move)

    def tell_steps(self) -> None:
        """Ring the losses after as many steps each, and sum up."""
        self.rings = rings_after(self.given.epochs, self.chart, self.found, self.styles)
        words = losses_after(self.look, self.chart, self.rings, self.story.after, self.styles)
        with self.beat(self.story.per_step()):
            for k in (2, 1, 0):
                self.play(*map(Appear, (self.rings[k], *words[k])), run_time=TIMING.move)
        result, labels = self.story.result(), self.chart.labels
        if result is not None and self.story.winner is not None:
            rest = [*self.rings, *itertools.chain(*words), *labels]
            light = Spotlight(self.look, *rest)
            with self.beat(result):
                self.play(*light.on(labels[self.story.winner]), run_time=TIMING.move)
                self.wait(TIMING.move)


__all__ = ["BatchSizes"]
