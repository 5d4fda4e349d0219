"""A clock for thousands of steps: it speeds up in gears, and says how fast it goes."""

import math
from dataclasses import dataclass

import numpy as np
from manim import ValueTracker, VGroup
from manim.mobject.mobject import _AnimationBuilder

from scenes.cast.following import follow, ride
from scenes.cast.formulas import MathFormula
from scenes.cast.number_rows import Cell
from scenes.cast.numbers import Number, number_width, shortest
from scenes.cast.plots import Polyline
from scenes.layout import Box
from scenes.look import Look
from scenes.theme import CAP_HEIGHT_PER_FONT_SIZE, TIMING, TYPE

GEAR = 10.0
"""Each gear is so many times as fast as the one before."""
SECONDS_PER_GEAR, LONGEST_GEAR = 3.0, 8.0
STEADY_JUMPS = 6.0
"""Most steps a second at which a point that jumps to and fro is shown after each of them."""
CHEVRON, CHEVRON_GAP = 0.13, 0.05
GAP = 0.14
WIDE_GAP = 0.25


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

    def gears_to(self, end: int, speed: float, pace: float = 1.0) -> tuple[Gear, ...]:
        """Return gears from the step that is told to another; a pace makes the first one faster.

        Parameters
        ----------
        end
            A step.
        speed
            Steps per second in the first gear, at pace 1.
        pace
            The speed of the telling.
        """
        ticks = max(1, round(SECONDS_PER_GEAR / pace / TIMING.tick))
        return gears(self.step, end, speed * pace, ticks * TIMING.tick, LONGEST_GEAR / pace)

    def turn(self, gear: Gear) -> _AnimationBuilder:
        """Return the animation of a gear: at exactly its speed, until its step is reached."""
        way = gear.until - float(super().get_value())

        def evenly(share: float) -> float:
            return min(share * gear.seconds * gear.speed / way, 1.0)

        return ride(self, float(gear.until), evenly)


class ClockFace(VGroup):
    """The step counter, and while the clock runs a sign and a number for its speed.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room; the face starts at its left edge, in its middle.
    clock
        What is shown.
    last
        The highest step: its number reserves the room.
    words
        Translated words: step, and steps per second.
    size
        Font size.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        clock: SpeedingClock,
        last: int,
        words: tuple[str, str],
        size: float = TYPE.caption,
    ) -> None:
        colours, cap = look.colours, CAP_HEIGHT_PER_FONT_SIZE * size
        self.clock = clock
        self.baseline = float(box.centre[1]) - cap / 2
        self.step_word = self._word(look, words[0], colours.muted, size, box.left)
        right = float(self.step_word.get_right()[0]) + GAP + number_width(str(max(last, 10)), size)
        self.number = Number(look, "", (right, self.baseline, 0.0), anchor="right", size=size)
        self.sign = Polyline(colours.step, 0.0, name="gear")
        self.sign.set_fill(colours.step, opacity=1.0)
        self.sign_left, self.sign_middle = right + WIDE_GAP, self.baseline + cap / 2
        self.speed = Number(look, "", anchor="left", colour=colours.step, size=size)
        self.unit = self._word(look, words[1], colours.step, size, 0.0)
        self.unit_outlines = [glyph.points.copy() for glyph in self.unit]
        super().__init__(self.step_word, self.number, self.sign, self.speed, self.unit)
        self.size = size
        self.name = "clock"
        follow(self, self.redraw)

    def _word(self, look: Look, text: str, colour: str, size: float, left: float) -> MathFormula:
        """Return a word that stands on the same line as the numbers."""
        word = MathFormula(look, Cell.words(text).markup, colour=colour, size=size).stand_on(self.baseline)
        word.shift((left - float(word.get_left()[0]), 0.0, 0.0))
        return word

    def redraw(self) -> None:
        """Set the numbers from the clock."""
        self.number.set_text(str(self.clock.step))
        speed = self.clock.speed
        count = max(1, round(math.log(speed, GEAR))) if speed > 0 else 0
        x = self.sign_left
        triangles = []
        for _ in range(count):
            corners = [(0.0, 0.6), (1.0, 0.0), (0.0, -0.6), (0.0, 0.6)]
            triangles.append(
                np.array([(x + CHEVRON * a, self.sign_middle + CHEVRON * b, 0.0) for a, b in corners])
            )
            x += CHEVRON + CHEVRON_GAP
        self.sign.set_corners(*triangles)
        text = shortest(float(f"{speed:.4g}")) if speed > 0 else ""
        left = x + GAP
        self.speed.set_text(text, (left, self.baseline, 0.0))
        start = left + (number_width(text, self.size) if text else 0.0) + GAP
        for glyph, outline in zip(self.unit, self.unit_outlines, strict=True):
            glyph.points = outline + np.array([start, 0.0, 0.0]) if speed > 0 else np.zeros((0, 3))


__all__ = ["ClockFace", "Gear", "SpeedingClock", "gears"]
