"""How the first steps are told: one kind of optimizer after the other, each with its rule."""

import itertools
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from manim import Animation, Mobject, VGroup, smooth

from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson
from scenes.base.theme import TIMING
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.marks.lines import Polyline
from scenes.cast.moving.following import ride
from scenes.cast.moving.moments import MEASURED, POINTED, SCALED
from scenes.cast.moving.spotlight import Spotlight, Strength
from scenes.cast.writing.map_words import MapWord
from scenes.cast.writing.run_ends import joined
from scenes.parts.optimizer_race import sentences, stage
from scenes.parts.optimizer_race.first_steps import NOBODY, FirstSteps, strip
from scenes.parts.optimizer_race.lanes import Lanes

BRIEF, READ = 0.8, 0.8
"""Seconds of a move that has been seen before, and in which a line of an argument is read."""


class Telling:
    """The beats in which all make their first steps, and what stands on the screen for them.

    Parameters
    ----------
    lesson
        That is told.
    first
        Who has made which steps.
    walks, lanes, spokes
        The runners on the map and beside it, and the lines to those that wait.
    look_at, number
        Return the change to a part of the map, or to the whole of the race, and what brings its heights.
    rates
        What stands behind the runners' marks.

    Attributes
    ----------
    names
        Of the runners.
    light
        What falls on those that are spoken of.
    """

    def __init__(
        self,
        lesson: Lesson,
        names: Sequence[str],
        first: FirstSteps,
        walks: Sequence[MapWalk],
        lanes: Lanes,
        spokes: Polyline,
        look_at: Callable[[stage.Ranges | None], list[Animation]],
        number: Callable[..., list[Appear]],
        rates: Sequence[Mobject],
    ) -> None:
        self.lesson, self.names, self.first, self.walks, self.lanes = lesson, names, first, walks, lanes
        self.number = number
        self.look, self.look_at, self.spokes, self.plot = lesson.look, look_at, spokes, walks[0].plot
        self.written, self.away = list[VGroup](), set[int]()
        self.gradient, self.legs = VGroup(), VGroup()
        self.parts = [
            [walk.track, walk.actors, runner, rate]
            for walk, runner, rate in zip(walks, lanes.runners, rates, strict=True)
        ]
        self.light = Spotlight(self.look, *itertools.chain(*self.parts))

    def tell(self) -> None:
        """Tell all kinds that are there; where nobody makes a step, only that."""
        first, say, lesson = self.first, self.look.say, self.lesson
        if not first.is_steep:
            with lesson.beat(say("One place, one gradient. Each makes its own step of it.")):
                lesson.play(*self.gather(range(len(self.walks)), None), run_time=TIMING.slow)
                lesson.play(*self.go(range(len(self.walks)), 1.0), run_time=2.0)
            return
        plain, memory = ([first.runs[k] for k in first.kinds.get(kind, [])] for kind in ("plain", "memory"))
        near = stage.turned_step(self.plot, plain), stage.two_steps(self.plot, memory)
        for kind, group in first.kinds.items():
            match kind:
                case "plain":
                    self.tell_plain(group, near[0])
                case "memory":
                    self.tell_memory(group, near[1])
                case "scaled":
                    self.tell_scaled(group)
                case "both":
                    self.tell_both(group)
            first.told.set_value(NOBODY)

    def tell_plain(self, group: Sequence[int], near: stage.Ranges | None) -> None:
        """Turn the gradient round, α times as long, and go there."""
        [k], first, lesson = group, self.first, self.lesson
        told = self.look.say("{name}: against the gradient, times α.", name=sentences.begun(self.names[k]))
        with lesson.beat(told, opening=lambda: lesson.play(*self.gather(group, near), run_time=TIMING.slow)):
            *goes, minus, alpha, slope = self.write(first.rule("plain"))
            first.told.set_value(k)
            words = stage.gradient_word(self.look, self.walks[k], first.found.rates[k])
            lesson.advance(first.times[k], POINTED, TIMING.move, *self.heights(near, *words))
            lesson.play(*map(Appear, (*words, slope)), run_time=TIMING.quick)
            lesson.advance(first.times[k], SCALED, 1.2)
            lesson.play(*map(Appear, (minus, alpha)), *self.rewrite([k]), run_time=TIMING.quick)
            gone = [*map(Vanish, words), *map(Appear, goes)]
            lesson.advance(first.times[k], 1.0, BRIEF, *gone)

    def tell_memory(self, group: Sequence[int], near: stage.Ranges | None) -> None:
        """Make one step along the gradient, and one in which what was is kept and the new one is added."""
        first, lesson, lead = self.first, self.lesson, group[0]
        with lesson.beat(sentences.keeping(self.look, [self.names[k] for k in group])):
            lesson.play(*self.gather(group, near), *self.wipe(), run_time=TIMING.move)
            v, goes, kept, plus, slope = self.write(first.rule("memory"))
            come = *self.appear(group), *self.heights(near), *map(Appear, (v, goes, slope))
            lesson.play(*come, run_time=TIMING.quick)
            lesson.play(*self.go(group, 1.0), run_time=BRIEF)
            first.told.set_value(lead)
            lesson.advance(first.times[lead], 1.0 + MEASURED, BRIEF)
            labels = first.labels(self.walks[lead], ("- alpha beta v", "- alpha nabla f"), 1)
            lesson.play(*map(Appear, (kept, plus, *labels)), run_time=TIMING.quick)
            lesson.advance(first.times[lead], 1.0 + SCALED, TIMING.move)
            lesson.play(*self.go(group, 2.0), *self.rewrite(group), *map(Vanish, labels), run_time=BRIEF)

    def tell_scaled(self, group: Sequence[int]) -> None:
        """Pull back; divide each part of the gradient by what there was of it; go along both alike."""
        first, lesson, say = self.first, self.lesson, self.look.say
        even = stage.diagonal_steps(first.runs, group)
        told = say("Divided by √s, the size of past gradients.")
        if even == list(group):
            x, y = first.axes
            told = say("Divided by √s: the first step, as far along {x} as along {y}.", x=x, y=y)
        with lesson.beat(told, opening=lambda: lesson.play(*self.gather(group, None), run_time=TIMING.slow)):
            self.gradient = stage.gradient_arrow(self.look, self.plot, first.runs[0])
            come = Appear(self.gradient), *self.appear(group), *self.number(None, *self.gradient[1:])
            lesson.play(*self.wipe(), *come, run_time=TIMING.quick)
            lesson.play(*map(Appear, self.write(first.rule("scaled"))), run_time=TIMING.quick)
            lesson.wait(TIMING.quick)
            lesson.play(*self.wipe(), run_time=TIMING.quick)
            lesson.play(*map(Appear, self.write(*first.ratio(group[0]))), run_time=TIMING.quick)
            lesson.play(*self.go(group, 1.0), *self.rewrite(group), run_time=TIMING.move)
            self.legs = stage.legs(self.look, self.plot, [first.runs[k] for k in even])
            lesson.play(Appear(self.legs), Vanish(self.gradient), run_time=TIMING.quick)
        self.tell_together()

    def tell_together(self) -> None:
        """Say who lands at one place, and why, if it is known."""
        found, lesson = self.first.found, self.lesson
        if not (one := sentences.together(found.race)):
            return
        pair = sentences.a_tenth(self.look, found, self.first.names, one)
        who = sentences.begun(joined(self.look, [self.names[k] for k in one]))
        with lesson.beat(pair or self.look.say("{names} land together.", names=who)):
            lesson.play(*self.lit(one), run_time=TIMING.quick)
            if not pair:
                return
            k = next(k for k in one if self.first.names[k] == "rmsprop")
            pages = self.first.averaged(*sentences.SHARES), self.first.ratio(k)[-1], self.first.reach(k)
            for page in pages:  # why: its average is a tenth, its quotient ten, and the step as long
                lesson.play(*self.wipe(), run_time=TIMING.quick)
                lesson.play(*map(Appear, self.write(page)), run_time=TIMING.quick)
                lesson.wait(READ)

    def tell_both(self, group: Sequence[int]) -> None:
        """Let Adam go, whose step has a memory and a scale."""
        [k], lesson = group, self.lesson
        told = self.look.say("{name} does both: m remembers, s divides.", name=self.names[k])
        with lesson.beat(told):
            gone, back = [Vanish(self.legs)] if len(self.legs) else [], self.look_at(None)
            seconds = TIMING.slow if back else TIMING.quick
            lesson.play(*self.gather(group, None), *self.wipe(), *gone, run_time=seconds)
            come = [*map(Appear, self.write(*self.first.ratio(k))), *(self.number(None) if back else [])]
            lesson.play(*self.appear(group), *come, run_time=TIMING.quick)
            lesson.play(*self.go(group, 1.0), *self.rewrite(group), run_time=BRIEF)
            even = stage.diagonal_steps(self.first.runs, group)
            self.legs = stage.legs(self.look, self.plot, [self.first.runs[k] for k in even])
            lesson.play(Appear(self.legs), run_time=TIMING.quick)

    def heights(self, near: stage.Ranges | None, *words: MapWord) -> list[Appear]:
        """Return what brings the map's heights; close by there is no room among arrows and words."""
        if near is None:
            return self.number(None, *words)
        self.plot.erase_heights()
        return []

    def clear(self) -> None:
        """Let all rules go, and the light be everywhere."""
        rows = [parts.pop() for parts in self.parts]
        gone = [*map(Vanish, (self.legs, *rows)), *self.wipe()]
        self.lesson.play(*self.light.everywhere(), *gone, run_time=TIMING.quick)
        self.light = Spotlight(self.look, *itertools.chain(*self.parts))

    def gather(self, group: Iterable[int], ranges: stage.Ranges | None) -> list[Any]:
        """Return the animations by which some come to the start, from close by as the only ones there.

        Those who are away already come by `appear`, when the view stands still.
        """
        moves: list[Any] = [*self.look_at(ranges)]
        for k in group:
            home = [ride(tracker, 0.0, smooth) for tracker in self.walks[k].aside]
            if k in self.away:
                for tracker in self.walks[k].aside:
                    tracker.set_value(0.0)
                continue
            moves += home
        waiting = {k for k, time in enumerate(self.first.times) if not time.get_value()} - set(group)
        if ranges is not None:
            moves += [Vanish(self.walks[k].actors) for k in waiting - self.away]
            self.away |= waiting
        moves += [Vanish(self.spokes)] if ranges is not None and self.spokes in self.lesson.mobjects else []
        return [*moves, *self._seen(self.lit(list(group)))]

    def _seen(self, changes: list[Strength]) -> list[Strength]:
        """Return those changes of strength that are seen; of those who are away it changes at once."""
        unseen = [self.walks[k].actors for k in self.away]
        for change in changes:
            if change.part in unseen:
                change.begin()
                change.finish()
        return [change for change in changes if change.part not in unseen]

    def appear(self, group: Iterable[int]) -> list[Appear]:
        """Return the animations by which those of a group appear who are away."""
        coming = [self.walks[k].actors for k in group if k in self.away]
        self.away -= set(group)
        return list(map(Appear, coming))

    def go(self, group: Iterable[int], to: float) -> list[Any]:
        """Return the animations by which some go on to a step."""
        return [ride(self.first.times[k], to, smooth) for k in group]

    def lit(self, runs: Sequence[int]) -> list[Strength]:
        """Return the animations after which only some runs are at full strength."""
        return self.light.on(*itertools.chain(*(self.parts[k] for k in runs)))

    def write(self, *rules: str) -> list[VGroup]:
        """Return the pieces of the first of some rules that fits, to appear above the names."""
        self.written = strip(self.look, *rules, box=self.lanes.box).pieces
        return self.written

    def wipe(self) -> list[Vanish]:
        """Return the animations by which the rule goes."""
        gone, self.written = self.written, []
        return list(map(Vanish, gone))

    def rewrite(self, group: Iterable[int]) -> list[Any]:
        """Return the animations by which the steps of some come in the places of their rates."""
        moves: list[Any] = []
        for k in group:
            row, old = self.lanes.behind(k, *self.first.step(k)), self.parts[k][-1]
            if row is not None:
                self.light.exchange(old, row)
                self.parts[k][-1] = row
                moves += [Vanish(old), Appear(row)]
        return moves


__all__ = ["Telling"]
