"""One cloud after the other comes down on one map, beside the curves of their rates."""

from typing import Any

from manim import Animation, ValueTracker
from manim.mobject.mobject import _AnimationBuilder

from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson, reading_time
from scenes.base.theme import TIMING
from scenes.cast.charts.even_ranges import even_ranges
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.marks.lines import Dots
from scenes.cast.moving.following import ride
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.parts.learning_rate_decay.cloud import BALL, Cloud, RateRing, start_mark
from scenes.parts.learning_rate_decay.found import Decay
from scenes.parts.learning_rate_decay.rates import RateChart, gap_line, kept_ring, ring_names
from scenes.parts.learning_rate_decay.schedules import formulas
from scenes.parts.learning_rate_decay.story import DecayStory

MAP, TALL, CHART = 1.5, 1.8, 1.0
"""Shares of the stage: of the map, in tall frames, and of the rates."""
ROOM, DRAWN = 1.0, (1.2, 0.9, 0.9)
"""Seconds in which the map makes room, and in which each rate is drawn."""
AGAIN, RUN, DOWN, STOPPING = 0.8, 3.8, 1.8, 24
"""Seconds in which a cloud goes, in which the second comes down, and in which the third takes so
many steps until it seems to stop."""
TREMBLE = 8.0
"""Steps a second beyond the last counted one."""


class Race:
    """What is told once the constant rate has come to its ring.

    Parameters
    ----------
    lesson
        Whose film it is.
    plot, cross
        The map, and the minimum on it.
    cloud, swarm
        Of the constant rate, and its clock.
    zone
        The zone of formulas.

    Attributes
    ----------
    chart
        The rates.
    clocks
        Of the two clouds whose rates fall.
    clouds
        All three.
    rings
        Name and radius of each, beside its ring.
    """

    def __init__(
        self,
        lesson: Lesson,
        plot: ContourPlot,
        cross: Dots,
        cloud: Cloud,
        swarm: ValueTracker,
        zone: FormulaZone,
    ) -> None:
        self.lesson, self.plot, self.cross, self.swarm, self.zone = lesson, plot, cross, swarm, zone
        self.look, self.given = lesson.look, lesson.given
        self.found: Decay = lesson.found
        self.last = float(self.found.each[0].run.steps_taken)
        p: Any = self.given
        self.story = DecayStory(self.look, self.found, p.fast_halving)
        self.pages = formulas(self.look, p.schedule, p.halving, p.fast_halving, self.story.names)
        self.clocks = ValueTracker(0.0), ValueTracker(0.0)
        self.clouds = [cloud]

    def ask_who(self, *gone: Any) -> None:
        """Let the map make room for the rates, and ask."""
        found, lesson = self.found, self.lesson
        left, right = lesson.layout.panels(TALL if lesson.layout.tall else MAP, CHART)
        clocks = [self.swarm.get_value, *(clock.get_value for clock in self.clocks)]
        self.chart = chart = RateChart(self.look, right, found.each, self.story.names, clocks)
        x_range, y_range = even_ranges(self.look, left, *found.view, whole=True)

        def make_room() -> None:
            lesson.play(*map(Vanish, gone), *self.zone.leave(), run_time=TIMING.quick)
            lesson.play(ViewChange(self.plot, box=left, x_range=x_range, y_range=y_range), run_time=ROOM)
            lesson.play(Appear(chart.scenery), run_time=TIMING.quick)
            lesson.add(chart.actors)

        with lesson.beat(lesson.say("Three rates: constant, falling, falling fast."), opening=make_room):
            begin = self.swarm.get_value()
            for k, (drawn, seconds) in enumerate(zip(chart.drawn, DRAWN, strict=True)):
                share = sum(DRAWN[: k + 1]) / sum(DRAWN)
                on = ride(self.swarm, begin + share * (self.last - begin))
                lesson.play(ride(drawn, self.last), on, Appear(chart.labels[k]), run_time=seconds)
        lesson.ask(lesson.say("Which cloud ends closest to the minimum?"))

    def cloud_of(self, which: int) -> Cloud:
        """Return one of the clouds whose rates fall, at its start."""
        cloud = Cloud(
            self.look,
            self.plot,
            self.found.each[which],
            self.clocks[which - 1].get_value,
            radius=BALL,
            write=self.found.text,
            beyond=self.found.beyond[which],
        )
        self.clouds.append(cloud)
        return cloud

    def ring_of(self, which: int) -> RateRing:
        """Return the ring that the rate of a cloud would keep now."""
        return RateRing(
            self.look,
            self.plot,
            self.found.each[which],
            self.clocks[which - 1].get_value,
            self.found.ring_of,
            named=which == 1,
        )

    def keep(self, which: int) -> None:
        """Let a cloud's ring stay where it is, and its number go."""
        self.clouds[which].bare()
        self.lesson.add(*kept_ring(self.look, self.plot, self.found.each[which], self.found.ends[which]))

    def turn_rate(self, which: int) -> list[Animation]:
        """Return the animations that show the formula of a rate."""
        return self.zone.turn_to(*self.pages[which])

    def tell_falling(self) -> None:
        """Let the balls come down again by the rate that falls: the ring shrinks with it."""
        lesson, first = self.lesson, self.clouds[0]
        self.rings = ring_names(
            self.look, self.plot, self.found.each[0], self.story.names, self.found.ends, self.story.ends
        )

        def again() -> None:
            self.keep(0)
            lesson.add(first, self.cross)
            self.start = start_mark(self.look, self.plot, self.found.each[2])
            come = Appear(self.rings[0]), Appear(self.start)
            lesson.play(Vanish(first), *come, *self.turn_rate(1), run_time=AGAIN)
            lesson.add(self.cloud_of(1), self.cross, self.rings[0], self.start)

        with lesson.beat(self.story.falling(), opening=again):
            ring = self.ring_of(1)
            lesson.play(Appear(ring), run_time=TIMING.quick)
            lesson.advance(self.clocks[0], self.last, RUN)
            lesson.play(Vanish(ring), Appear(self.rings[1]), run_time=TIMING.quick)

    def tell_fast(self) -> None:
        """Let them come down once more by the rate that falls fast: they stop on the way."""
        lesson, found, clock = self.lesson, self.found, self.clocks[1]
        with lesson.beat(self.story.halved()):
            self.keep(1)
            lesson.add(self.cross, *self.rings[:2])
            lesson.play(*self.turn_rate(2), run_time=TIMING.quick)
            ring = self.ring_of(2)
            lesson.add(self.cloud_of(2), ring, self.cross, *self.rings[:2], self.start)
            lesson.advance(clock, min(float(STOPPING), self.last), DOWN)
            lesson.play(Vanish(ring), run_time=TIMING.tick)
        told = self.story.stopped()
        with lesson.beat(told):
            self.gap = gap_line(self.look, self.plot, found.each[2], found.ends[2])
            gap = [Appear(self.gap)] if self.story.stops else []
            self.tremble(TIMING.slow, ride(clock, self.last), *gap, Appear(self.rings[2]))
            self.tremble(reading_time(told) - TIMING.slow)

    def tell_moral(self) -> None:
        """Say the rule while the settled cloud trembles on."""
        told = self.story.moral()
        with self.lesson.beat(told):
            self.keep(2)
            self.lesson.add(*([self.gap] if self.story.stops else []), *self.rings, self.start)
            *_, constant, _, fast = self.chart.lines
            others = [constant.trace, constant.tip, fast.trace, fast.tip] if self.story.settles else []
            answer = self.lesson.answer_with(self.look.say("A constant rate never rests"))
            self.tremble(TIMING.move, *self.turn_rate(1), *map(Vanish, others), *answer)
            self.tremble(reading_time(told) - TIMING.move)

    def tremble(self, seconds: float, *others: Animation | _AnimationBuilder) -> None:
        """Let the settled balls go on for a while; their ring stays."""
        clock = self.clocks[0]
        on = ride(clock, clock.get_value() + TREMBLE * seconds)
        self.lesson.play(on, *others, run_time=seconds)


__all__ = ["Race"]
