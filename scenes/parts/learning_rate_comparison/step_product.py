"""The slope at the start becomes the first step: the arrow times the rate, and the numbers with it."""

from collections.abc import Callable

import numpy as np
from manim import VGroup, smooth
from manim.typing import Point3D, Point3D_Array

from gd_math.accounts.rates import RateRun
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.free_places import clearances
from scenes.cast.charts.ticks import rounded_down
from scenes.cast.curves.curve_walk import CurveWalk
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.moving.following import follow
from scenes.cast.writing.number_text import MINUS, TIMES, as_number, shortest, significant, steady
from scenes.cast.writing.numbers import Number, number_width
from scenes.parts.learning_rate_comparison.labels import rate_text

MOST_DIGITS = 7
ROW = 0.66
"""From one run's arrow to the next one's."""
ASIDE, RISE, AIR = 1.5 * BALL_RADIUS, 0.16, 0.06
"""Beside the ball, from the arrow to the nearer edge of the numbers, and around them."""
GROWN, TIMED, SCALED = 0.3, 0.45, 0.9
"""Shares after which the slope's arrow is whole, the rate stands beside it, and it has become the step."""
FADING = 5.0
"""How much sooner than the ball arrives numbers are gone that go with it."""
CONTEXT = 0.35
"""Strength of the slope's arrow under that of the step."""
FINE = 0.03
"""From one height to the next that is tried while the view widens."""
TRUE = 0.1, 1.0
"""An arrow of true length takes so much of the room that the picture has for it; others are drawn smaller."""


class StepProduct(VGroup):
    """``16.00 × 0.9 = 14.40`` above an arrow downhill, first as long as the slope is great, then the step.

    Without room for the numbers they are left out; the step's arrow has true length, and where the slope's
    has not it says so.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The run's picture.
    curve
        Returns points ``(n, 3)`` of its graph on screen: the numbers keep clear of it, and of the path.
    walk
        The run in it: the arrow of the step gets shorter as the ball moves.
    one
        The run.
    scaled
        Tells how far the arrow of the slope has become the step, from 0 to 1.
    row
        How many others stand between it and the ball.
    size
        Of the numbers.
    brief
        Whether the numbers go as the ball sets off, and rise clear of the curve: the view widens meanwhile.
    """

    lint_ignore = frozenset({"grown-to-nothing", "words-crossed"})

    def __init__(
        self,
        look: Look,
        plot: Plot,
        curve: Callable[[], Point3D_Array],
        walk: CurveWalk,
        one: RateRun,
        scaled: Callable[[], float],
        row: int = 0,
        size: float = TYPE.formula,
        *,
        brief: bool = False,
    ) -> None:
        super().__init__()
        self.brief, self.curve = brief, curve
        self.name = "from the slope to the step"
        self.look, self.plot, self.walk, self.one, self.scaled, self.row = look, plot, walk, one, scaled, row
        colours, self.slope = look.colours, float(one.slopes[0])
        self.side = -float(np.sign(self.slope))
        self.factor = self._factor()
        self.whole = FlatArrow(colours.step, name="as long as the slope, downhill")
        self.arrow = FlatArrow(colours.step, name="first step")
        self.texts = product_texts(one.rate, self.slope)
        slope, product = self.texts
        self.written = [
            f"({slope})" if slope.startswith(MINUS) else slope,
            TIMES,
            rate_text(one.rate),
            "=",
            product,
        ]
        tints = colours.gradient, colours.muted, colours.step, colours.muted, colours.step
        self.numbers = [
            Number(look, text, colour=colour, size=size)
            for text, colour in zip(self.written, tints, strict=True)
        ]
        self.gap = 0.4 * number_width("0", size)
        width = sum(number_width(text, size) + self.gap for text in self.written) - self.gap
        self.half = np.array([width, CAP_HEIGHT_PER_FONT_SIZE * size]) / 2
        self.rise, self.aside = self._free_rise(), np.zeros(3)
        self.add(self.whole, self.arrow, *(self.numbers if self.rise else ()))
        self.scale_word = VGroup()
        if self.factor != 1.0 and not row and self.rise:
            text = look.say("gradient, drawn × {factor}", factor=shortest(self.factor))
            self.scale_word.add(Words(look, text, colour=colours.muted))
            self.add(self.scale_word)
        for part in self.numbers:
            part.lint_ignore = self.lint_ignore  # type: ignore[attr-defined]
        follow(self, self.redraw)

    @property
    def tail(self) -> Point3D:
        """Where the arrows begin: at the start, those of other runs above each other."""
        start = self.plot.at(float(self.one.xs[0]), float(self.one.heights[0]))
        foot: Point3D = start + np.array([0.0, self.row * ROW, 0.0])
        return foot

    def redraw(self) -> None:
        """Set arrows and numbers from the two clocks."""
        scaled, (k, u) = self.scaled(), self.walk.shown
        moved = 1.0 if k else self.walk.moved(u)
        grown, times = (
            float(np.clip(share, 0.0, 1.0)) for share in (scaled / GROWN, (scaled - GROWN) / (TIMED - GROWN))
        )
        became = float(smooth(np.clip((scaled - TIMED) / (SCALED - TIMED), 0.0, 1.0)))
        tail, sides = self.tail, self.walk.drawn.sides
        long, short = (self.plot.length(length) for length in (abs(self.slope) * self.factor, self.step))
        way = np.array([self.side, 0.0, 0.0])
        self.whole.set_between(tail, tail + smooth(grown) * long * way * (k == 0), area=sides)
        self.whole.set_fill(opacity=1.0 - (1.0 - CONTEXT) * times)
        tip = (1.0 - became) * long + became * short
        seen = times > 0.0 and k == 0
        self.arrow.set_between(tail + moved * short * way * seen, tail + tip * way * seen, area=sides)
        if self.brief and self.rise:
            self._keep_clear()
        if self.rise:
            done = float(np.clip((scaled - SCALED) / (1.0 - SCALED), 0.0, 1.0))
            self._write(grown, times, done, 1.0 - min(FADING * moved, 1.0) if self.brief else 1.0)

    @property
    def step(self) -> float:
        """Return the length of the first step."""
        return self.one.rate * abs(self.slope)

    def _write(self, grown: float, times: float, done: float, kept: float) -> None:
        """Write what has come about: the product when the arrow is the step."""
        size = self.numbers[0].size
        x, low = (self._middle(self.rise) + self.aside - np.append(self.half, 0.0))[:2]
        for number, text, shown in zip(
            self.numbers, self.written, (grown, times, times, done, done), strict=True
        ):
            number.set_text(text, (float(x), float(low), 0.0))
            number.set_fill(opacity=shown * kept)
            x += number_width(text, size) + self.gap
        for word in self.scale_word:
            below = self.tail[1] - np.sign(self.rise) * (RISE + word.height)
            edge = self.tail[0] + self.side * (ASIDE + word.width / 2)
            word.move_to((float(edge), float(below), 0.0)).set_fill(opacity=grown)

    def _middle(self, rise: float) -> Point3D:
        middle: Point3D = self.tail + np.array([self.side * (ASIDE + self.half[0]), rise, 0.0])
        return middle

    def _free_rise(self) -> float:
        """Return how far above the arrow, or below it, the numbers have room; 0 for nowhere."""
        rise, room = RISE + float(self.half[1]), self.plot.area
        for up in (rise, -rise) if not self.row else (rise,):
            middle = self._middle(up)
            (left, low), (right, high) = middle[:2] - self.half, middle[:2] + self.half
            inside = room.left < left and right < room.right and room.bottom < low and high < room.top
            if inside and clearances(middle[None], self.half + AIR, self.curve())[0] > 0.0:
                return up
        return 0.0

    def _keep_clear(self) -> None:
        """Let the numbers rise, and go back over the ball, as far as the curve gets in their way."""
        rise, top = RISE + float(self.half[1]), self.plot.area.top - float(self.tail[1] + self.half[1])
        ups = np.append(rise, np.arange(rise + BALL_RADIUS, max(top, rise + BALL_RADIUS), FINE))
        for up in ups.tolist():
            backs = np.arange(0.0, 2.0 * float(self.half[0]), FINE) if up > rise else np.zeros(1)
            places = self._middle(up) - np.outer(backs, [self.side, 0.0, 0.0])
            free = clearances(places, self.half + AIR, self.curve()) > 0.0
            if free.any():
                self.rise, self.aside = up, places[np.argmax(free)] - self._middle(up)
                return

    def _factor(self) -> float:
        """Return 1 where the slope's arrow can have true length, else a round number by which it is drawn."""
        plot, x = self.plot, float(self.one.xs[0])
        low, high = plot.x_range
        room = (x - low) if self.side < 0 else (high - x)
        share = abs(self.slope) / max(room, 1e-300)
        if TRUE[0] <= share <= TRUE[1] or not share:
            return 1.0
        return rounded_down(0.8 / share)


def product_texts(rate: float, slope: float) -> tuple[str, str]:
    """Return a slope and its product with a rate, such that whoever multiplies what is printed finds it.

    >>> product_texts(0.02, 16.0), product_texts(0.9, 1.23456)
    (('16.00', '0.32'), ('1.23', '1.11'))
    """
    product = steady(rate * slope)
    for text in (steady(slope), *(significant(slope, digits) for digits in range(3, MOST_DIGITS))):
        if steady(rate * as_number(text)) == product:
            break
    return text, product


__all__ = ["StepProduct", "product_texts"]
