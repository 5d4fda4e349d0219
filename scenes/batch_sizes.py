"""All samples for one step, some, or one: how far the gradients scatter, and who comes down first."""

from typing import Self

import numpy as np
from manim import ValueTracker, smooth
from pydantic import Field, model_validator

from gd_math.rounding import rounded_down
from gd_math.typing import Integers
from scenes.base.appearing import Appear, Vanish
from scenes.base.data_source import DataParams, Seed
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.parameters import LearningRate
from scenes.base.theme import TIMING
from scenes.cast.charts.even_ranges import even_ranges
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.data.squares import LineToPoint
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.moving.following import follow, ride
from scenes.cast.moving.one_by_one import one_by_one
from scenes.cast.writing.number_text import shortest
from scenes.parts.batch_sizes.cloud import StepCloud, kept_ring, sizes_to
from scenes.parts.batch_sizes.found import Batches, largest_rate
from scenes.parts.batch_sizes.mean import GROWN, BatchMean, mean_formula
from scenes.parts.batch_sizes.passes import Passes
from scenes.parts.batch_sizes.race import later, sooner
from scenes.parts.batch_sizes.samples import SamplesPanel
from scenes.parts.batch_sizes.scatter import ScatterRule, step_formula

MOST_SEEN = 2000
"""Samples that a run may see in all: more could not be followed."""
NAMES = "w", "b"
SMALLER, NOTE = 0.8, 0.7
"""Size of the ball, and what is free below a map that stands alone, for the note on its arrows."""
ASKING, MOVING, MEASURING, NARROWING = 1.2, 1.2, 0.6, 3.2
"""Seconds in which more samples are asked, the data make room, arrow and ring are drawn, and batches grow."""
BATCHES = 3
"""How many batches are drawn whose gradients merge."""


class BatchSizes(Lesson):
    """All samples for one step, some, or one: how far the gradients scatter, and who comes down first.

    The gradient of a batch is right on average, and scatters about the exact one as 1/√B. What a step costs
    is the samples that it looks at: single samples make many rough steps, all of them few exact ones, and
    mini-batches are in between. All three see as many samples, on one clock, and count their steps.
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
        """One step asks some samples; each alone; their mean; how means scatter; three runs, one clock."""
        found = self.found
        self.asked, self.size = ValueTracker(1.0), ValueTracker(1.0)
        self.set_stage()
        self.tell_single()
        self.tell_mean()
        self.ask_batches()
        self.tell_batches()
        self.turn_round()
        passes = self.passes = Passes(self, self.plot, self.data, found)
        passes.tell_one(self.ball, self.fan, *([self.formula] if self.layout.tall else []))
        passes.tell_all()

    def set_stage(self) -> None:
        """Show the data alone, with a line that misses them; ask one sample, a few, all."""
        look, layout, found = self.look, self.layout, self.found
        self.data = SamplesPanel(look, layout.alone, found, self.first_ones)
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
                self.advance(self.asked, float(more), ASKING)

    def first_ones(self) -> Integers:
        """Return the samples that are asked while more and more are: those of the first batch, then all."""
        first = dict.fromkeys([*self.found.draws[0].tolist(), *range(len(self.found.data))])
        return np.array(list(first))[: int(self.asked.get_value() + 1e-9)]

    def alone_now(self) -> Integers:
        """Return the sample whose arrow grows; before and after that the first one."""
        draws, wave = self.found.draws, self.fan.wave.get_value()
        last = int((one_by_one(len(draws), wave) > 0.0).sum()) - 1 if 0.0 < wave < 1.0 else 0
        return draws[last, :1]

    def batch_now(self) -> Integers:
        """Return the samples whose gradients merge."""
        return self.found.draws[self.mean.row, : self.given.batch_size]

    def first_batch(self) -> Integers:
        """Return the first batch, as large as batches are now."""
        return self.found.draws[0, : int(self.size.get_value() + 1e-9)]

    def show_map(self) -> None:
        """Let the data make room for the map of all lines, on which the line becomes the ball."""
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
        self.play(leave, Appear(self.plot, rate_func=later), run_time=MOVING)
        self.fan = StepCloud(look, self.plot, found, self.size.get_value)
        self.data.used = self.alone_now
        if not tall:
            seed = LineToPoint(look, self.data.line, lambda: self.ball.screen[0])
            self.add(seed)
            self.advance(seed.share, 1.0, TIMING.move)
            self.remove(seed)
        self.play(Appear(self.ball), run_time=TIMING.tick)

    def tell_single(self) -> None:
        """Let one sample say its gradient, then each of the others."""
        grown = ValueTracker(0.0)
        with self.beat(
            self.say("The ball is this line. Each sample alone gives another gradient."),
        ):
            self.show_map()
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

    def tell_mean(self) -> None:
        """Let the gradients of one batch merge into their mean, and then those of others."""
        mean = self.mean = BatchMean(self.look, self.plot, self.found, self.given.batch_size)
        self.batch, *signs = mean_formula(self.look, self.layout.formula, self.given.batch_size)
        told = self.say(
            "A batch of {count} samples takes the mean of their gradients.", count=self.given.batch_size
        )
        with self.beat(told):
            self.data.used = self.batch_now
            self.add(mean)
            grown = [Appear(piece) for piece in signs[1:]]
            self.advance(self.fan.back, 1.0, TIMING.quick)
            self.advance(mean.clock, GROWN, TIMING.move, *grown)
            self.wait(TIMING.rest)
            self.advance(mean.clock, 1.0, TIMING.slow, Appear(self.batch), Appear(signs[0]))
            for k in range(1, BATCHES):
                self.advance(mean.clock, float(k + 1), TIMING.move)
        self.mean_signs = self.batch, *signs

    def ask_batches(self) -> None:
        """Draw the exact mean and the ring of the scatter, and ask how wide it is for means of batches."""
        fan = self.fan
        self.rule = ScatterRule(self.look, self.layout.formula, self.found, self.size.get_value)

        def measure() -> None:
            gone = map(Vanish, (self.mean, *self.mean_signs))
            self.advance(fan.back, 0.0, TIMING.quick, *gone)
            self.data.used = self.first_batch
            self.advance(fan.shown, 1.0, MEASURING)
            come = map(Appear, (self.rule.name, self.rule.number))
            self.advance(fan.rung, 1.0, MEASURING, *come)

        question = self.say(
            "All scatter about the exact gradient. How far do means of {count}?", count=self.given.batch_size
        )
        with self.beat(question, kind="ask", opening=measure):
            pass

    def tell_batches(self) -> None:
        """Let the batches grow to the mini-batch; a ring stays for every four times as many samples."""
        sizes = sizes_to(self.given.batch_size)

        def narrow() -> None:
            first = kept_ring(self.look, self.fan, 1, self.note)
            self.kept = [first]
            self.play(Vanish(self.rule.name), run_time=TIMING.tick)
            come = map(Appear, (self.rule.whole, self.rule.batch, first))
            self.play(*come, run_time=TIMING.quick)
            for size in sizes[1:]:
                self.grow(float(size), NARROWING / (len(sizes) - 1))
                names = [name for _, name in self.kept]
                self.kept.append(kept_ring(self.look, self.fan, size, self.note, *names))
                self.play(Appear(self.kept[-1]), run_time=TIMING.quick)

        count = self.given.batch_size
        told = self.say("{count} drawn with replacement: √{count} times less scatter.", count=count)
        if len(sizes) > 2:
            told = self.say("Drawn with replacement: four times as many samples, half the scatter.")
        with self.beat(told):
            narrow()

    def turn_round(self) -> None:
        """Turn the gradients, drawn times the rate, into the steps."""
        self.formula = step_formula(self.look, self.layout.formula, self.found.rate)
        told = self.say("Turned round, times α: each is a possible step.")
        near = self.found.close_view(self.size.get_value())
        x_range, y_range = even_ranges(self.look, self.map_box, *near, NAMES, whole=True)
        rule = self.rule
        with self.beat(told):
            gone = self.note, *self.kept, rule.whole, rule.batch, rule.number
            self.play(*map(Vanish, gone), run_time=TIMING.quick)
            closer = ViewChange(self.plot, x_range=x_range, y_range=y_range)
            self.play(closer, Appear(self.formula), run_time=TIMING.move)
            self.advance(self.fan.turn, 1.0, 2.0)

    def grow(self, size: float, seconds: float) -> None:
        """Let batches grow by equal factors in equal times."""
        begin = self.size.get_value()

        def by_factors(share: float) -> float:
            return float((begin * (size / begin) ** share - begin) / (size - begin))

        self.play(ride(self.size, size, by_factors), run_time=seconds)


__all__ = ["BatchSizes"]
