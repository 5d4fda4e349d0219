"""The three runs on one clock of samples: one pass beside the data, the others beside the losses."""

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from manim import ValueTracker, VMobject

from gd_math.typing import Integers, Points
from scenes.base.appearing import Appear, Vanish
from scenes.base.layout import Box
from scenes.base.lesson import Lesson
from scenes.base.theme import STROKES, TIMING
from scenes.cast.charts.even_ranges import even_ranges
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.maps.fan_out import fan_out, room_around, unheld
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.marks.run_style import Legend, RunStyle, styles_for
from scenes.cast.marks.segments import Rings
from scenes.cast.moving.following import follow, ride
from scenes.parts.batch_sizes.found import Batches
from scenes.parts.batch_sizes.race import StepCounts, later, losses_seen, speeding
from scenes.parts.batch_sizes.samples import RunLines, SamplesPanel
from scenes.parts.batch_sizes.story import BatchStory

T = TypeVar("T")

NAMES = "w", "b"
CROSS, AROUND, RING = 0.1, 0.2, 0.155
"""Radii of the cross at the best line, of the marks around the start, and of the ring at the lowest loss."""
FAINT = 0.4
"""Opacity of the path of single samples, which goes to and fro over all others."""
PASS, TALL, RUNS, ROW = (1.3, 1.0), (1.3, 1.0), (1.0, 1.2), 0.4
"""Shares of the map and of what is beside it: data, in tall frames too, and losses; height of a row."""
PASSING, RACE = 5.4, 3.6
"""Seconds of the first pass, and of the others."""


class Passes:
    """What is told once a step of each size has been seen.

    Parameters
    ----------
    lesson
        Whose film it is.
    plot, data
        The map, and the samples beside it.
    found
        The runs.

    Attributes
    ----------
    seen
        How many samples each run has seen.
    walks, lines
        The runs on the map, and as lines over the samples.
    counts, chart
        Their steps, and their losses.
    """

    def __init__(self, lesson: Lesson, plot: ContourPlot, data: SamplesPanel, found: Batches) -> None:
        self.lesson, self.plot, self.data, self.found = lesson, plot, data, found
        self.look, self.tall = lesson.look, lesson.layout.tall
        self.story, self.seen = BatchStory(self.look, found), ValueTracker(0.0)
        self.styles = styles_for(self.look, self.story.names)
        self.walks = [
            MapWalk(self.look, plot, one.run, self.now(one.time), style=style, size=0.8, dotted=0)
            for one, style in zip(found.each, self.styles, strict=True)
        ]
        faint = self.walks[-1].path.set_stroke(opacity=FAINT)
        faint.lint_ignore = frozenset(faint.lint_ignore) | {"contrast"}
        self.legend = Legend(self.look, lesson.layout.below_header, self.styles)
        zone, self.below = lesson.layout.formula, self.legend.bottom - 0.1
        self.counts = StepCounts(self.look, zone, found, self.styles, self.seen.get_value)
        if self.tall or self.counts.get_left()[0] < self.legend.get_right()[0] + ROW:
            self.below -= ROW
            zone = Box(zone.left, zone.right, self.below, self.below + ROW)
            self.counts = StepCounts(self.look, zone, found, self.styles, self.seen.get_value)

    def now(self, read: Callable[[float], T]) -> Callable[[], T]:
        """Return what tells what holds now, when so many samples have been seen."""
        return lambda: read(self.seen.get_value())

    def seen_now(self) -> Integers:
        """Return the samples that have been seen in this pass through the data."""
        plan, seen = self.found.each[2].plan, int(self.seen.get_value() + 1e-9)
        begin = max(seen - 1, 0) // plan.sample_count * plan.sample_count
        return np.array([plan[k][0] for k in range(begin, seen)], dtype=np.intp)

    def beside(self, shares: tuple[float, float]) -> tuple[ViewChange, Box]:
        """Return the animation that puts all of the way into the first of two panels, and the second one."""
        left, right = self.lesson.layout.panels(*shares, below=self.below)
        x_range, y_range = even_ranges(self.look, left, *self.found.view, NAMES, whole=True)
        return ViewChange(self.plot, box=left, x_range=x_range, y_range=y_range), right

    def pull_back(self, ball: MapWalk, *gone: VMobject) -> None:
        """Pull back to all of the way; let ball and line become those of the three runs."""
        lesson, found = self.lesson, self.found
        lesson.play(*map(Vanish, gone), ride(self.data.asking, 0.0), run_time=TIMING.quick)
        view, right = self.beside(TALL if self.tall else PASS)
        moved: Any
        if self.tall:
            self.data = SamplesPanel(self.look, right, found, self.seen_now, bare=True)
            moved = Appear(self.data, rate_func=later)
        else:
            self.data.used = self.seen_now
            moved = self.data.move_into(right)
        come = [Appear(piece, rate_func=later) for piece in (self.legend, self.counts)]
        lesson.play(view, moved, *come, run_time=TIMING.slow)
        self.home = fan_out(self.walks, min(AROUND, room_around(self.walks[0])))
        best = self.best = RunStyle(self.look.colours.ink, mark="cross").dots(CROSS, "best line")
        follow(best, lambda: best.set_places(self.plot.at(*found.loss.minima[0].tolist())))
        lesson.add(best)
        lesson.remove(ball)
        self.lines = RunLines(self.data, self.styles, [self.place_of(one) for one in self.walks], self.seen)
        lesson.add(*(walk.track for walk in self.walks), *(walk.actors for walk in self.walks), self.lines)

    def place_of(self, walk: MapWalk) -> Callable[[], Points]:
        """Return what tells where a run is."""
        return lambda: unheld(walk)

    def tell_one(self, ball: MapWalk, *gone: VMobject) -> None:
        """Show every sample once: each run steps as soon as it has seen its batch, and its line turns."""
        lesson = self.lesson
        with lesson.beat(self.story.one_pass(), opening=lambda: self.pull_back(ball, *gone)):
            lesson.play(*self.home, run_time=TIMING.quick)
            lesson.play(ride(self.seen, float(len(self.found.data)), speeding), run_time=PASSING)

    def show_losses(self) -> None:
        """Let the chart of the losses take the place of the data; in tall frames that of the map as well."""
        lesson, found = self.lesson, self.found
        gone: list[VMobject] = [self.lines, self.data]
        view, room = self.beside(RUNS)
        if self.tall:
            (room,) = lesson.layout.panels(1.0, below=self.below - ROW / 2)
            gone += [self.plot, self.best, *self.walks]
        self.chart = losses_seen(self.look, room, found, self.styles, self.story.ends, self.seen.get_value)
        lesson.play(*map(Vanish, gone), run_time=TIMING.quick)
        lesson.play(*([] if self.tall else [view]), Appear(self.chart), run_time=TIMING.move)

    def tell_all(self) -> None:
        """Tell the other passes on the same clock, and say who is lowest."""
        lesson, samples = self.lesson, self.found.samples
        opening: Callable[[], None] | None = self.show_losses
        if samples > len(self.found.data):
            question = self.look.say("Same α, {count} samples each: who comes lowest?", count=samples)
            with lesson.beat(question, opening=opening):
                lesson.advance(self.seen, float(samples), RACE)
            opening = None
            with lesson.beat(self.story.per_step()):
                pass
        with lesson.beat(self.story.lowest(), opening=opening):
            lesson.play(*map(Appear, self.chart.labels), run_time=TIMING.move)
            winner = self.story.winner
            if winner is not None:
                ring = Rings(self.styles[winner].colour, RING, STROKES.curve, name="lowest loss")
                answer = lesson.answer_with(self.story.answer(winner))
                lesson.play(Appear(ring.set_places(self.chart.tip(winner))), *answer, run_time=TIMING.move)


__all__ = ["Passes"]
