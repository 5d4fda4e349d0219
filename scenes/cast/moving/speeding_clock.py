"""A clock for thousands of steps: it speeds up in gears, slows down again, and says how fast it goes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from manim import ValueTracker
from manim.mobject.mobject import _AnimationBuilder

from scenes.base.lesson import Lesson
from scenes.base.pace import STEADY_JUMPS
from scenes.base.theme import TIMING
from scenes.cast.moving.following import ride

GEAR = 10.0
"""Each gear is so many times as fast as the one before."""
SECONDS_PER_GEAR, LONGEST_GEAR = 3.0, 8.0
BRAKING = 1.4
"""Seconds in each gear in which it slows down."""


@dataclass(frozen=True, slots=True)
class Gear:
    """A stretch of even speed.

    Parameters
    ----------
    until
        The step that it leads to.
    speed
        Steps per second of the clip.
    seconds
        How long it lasts, in whole ticks; the last part of the last tick may be rest.
    """

    until: int
    speed: float
    seconds: float


def gears(start: int, end: int, speed: float, change_after: float, at_most: float) -> tuple[Gear, ...]:
    """Return gears from one step to another: each ten times as fast as the one before.

    Parameters
    ----------
    start, end
        Steps.
    speed
        Steps per second in the first gear.
    change_after
        Seconds in each gear but the last one.
    at_most
        The last gear is the first one that takes no longer than this.

    Examples
    --------
    >>> [(gear.until, gear.speed, gear.seconds) for gear in gears(30, 6930, 100.0, 4.0, 8.0)]
    [(430, 100.0, 4.0), (6930, 1000.0, 6.6)]
    """
    made = []
    now = float(start)
    while end - now > speed * at_most:
        now += speed * change_after
        made.append(Gear(round(now), speed, change_after))
        speed *= GEAR
    if end > now:
        ticks = math.ceil((end - now) / speed / TIMING.tick - 1e-9)
        made.append(Gear(end, speed, round(ticks * TIMING.tick, 9)))
    return tuple(made)


def braking(start: int, end: int, fastest: float, slowest: float, seconds: float) -> tuple[Gear, ...]:
    """Return the gears that end a way: each ten times as slow as the one before, down to the slowest speed.

    There are none where they would be more than half of the way.

    Examples
    --------
    >>> [(gear.until, gear.speed) for gear in braking(30, 6930, 1000.0, 10.0, 2.0)]
    [(6910, 100.0), (6930, 10.0)]
    """
    made, until, speed = list[Gear](), end, slowest
    while speed < fastest * 0.99:
        made.append(Gear(until, speed, seconds))
        until -= round(speed * seconds)
        speed *= GEAR
    return tuple(reversed(made)) if end - until <= (end - start) / 2 else ()


class SpeedingClock(ValueTracker):
    """Tells ``k + u``: step k, told up to the share u.

    Parameters
    ----------
    jumps
        Whether what it moves jumps to and fro; at speed, it then tells every second step only.

    Attributes
    ----------
    speed
        Steps per second now; 0 at rest, and while a single step is told.
    """

    def __init__(self, jumps: bool = False) -> None:
        super().__init__(0.0)
        self.jumps, self.speed = jumps, 0.0

    def get_value(self) -> float:
        """Return the time that is told."""
        time = float(super().get_value())
        if self.jumps and self.speed > STEADY_JUMPS:
            return 2.0 * math.floor(time / 2 + 1e-9)
        return time

    @property
    def step(self) -> int:
        """The last step that is complete."""
        return math.floor(self.get_value() + 1e-9)

    def gears_to(
        self, end: int, speed: float, pace: float = 1.0, *, slowest: float | None = None
    ) -> tuple[Gear, ...]:
        """Return gears from the step that is told to another; a pace makes the first one faster.

        Parameters
        ----------
        end
            A step.
        speed
            Steps per second in the first gear, at pace 1.
        pace
            The speed of the telling.
        slowest
            Steps per second to which it slows down before the end; by default it does not.
        """

        def seconds(each: float) -> float:
            return max(1, round(each / pace / TIMING.tick)) * TIMING.tick

        told = self.step, end, speed * pace, seconds(SECONDS_PER_GEAR), LONGEST_GEAR / pace
        faster = gears(*told)
        if slowest is None or not faster:
            return faster
        slower = braking(self.step, end, faster[-1].speed, slowest * pace, seconds(BRAKING))
        if not slower:
            return faster
        first = slower[0]
        return gears(self.step, first.until - round(first.speed * first.seconds), *told[2:]) + slower

    def turn(self, gear: Gear) -> _AnimationBuilder:
        """Return the animation of a gear: at exactly its speed, until its step is reached."""
        way = gear.until - float(super().get_value())

        def evenly(share: float) -> float:
            return min(share * gear.seconds * gear.speed / way, 1.0)

        return ride(self, float(gear.until), evenly)


def drive(lesson: Lesson, clock: SpeedingClock, stretches: Sequence[Gear]) -> None:
    """Let a lesson's clock run through gears."""
    for gear in stretches:
        clock.speed = gear.speed
        lesson.play(clock.turn(gear), run_time=gear.seconds * lesson.given.pace)
    clock.speed = 0.0


__all__ = ["Gear", "SpeedingClock", "braking", "drive", "gears"]
