"""What goes along with a ball: its rate, where two are told at once, or the loss of one that escapes."""

from collections.abc import Sequence

import numpy as np
from manim import VGroup

from gd_math.accounts.rates import RateRun
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.base.words import Words
from scenes.cast.curves.curve_walk import CurveWalk
from scenes.cast.moving.following import follow
from scenes.cast.writing.map_words import MapLabel
from scenes.cast.writing.numbers import Number, number_width
from scenes.parts.learning_rate_comparison.labels import RateLabel, alike

AIR, GAP = 0.14, 0.14
"""Between a ball and what goes along with it, and between a word and its number."""
ABOVE, STEEP = 0.6, 6.0
"""How far a label above a ball is aside, in half-widths; and how soon the loss is on one side of its ball."""
TOP, STEP_ROOM = 0.15, 1.4
"""How far the loss may rise above the picture, and the room at the right there that the step takes."""
FADING = 10.0
"""How much sooner than the ball has arrived elsewhere the loss is gone with which it set off."""


class RateBesideBall(MapLabel):
    """The rate of a ball beside it, above the curve or below it.

    Parameters
    ----------
    look
        Theme and language.
    walk
        The run that it goes along with.
    rate
        The learning rate.
    above
        Whether it keeps to the upper side of the curve.
    """

    def __init__(self, look: Look, walk: CurveWalk, rate: float, *, above: bool) -> None:
        label = RateLabel(look, rate, size=TYPE.caption, symbol=False)
        self.walk = walk
        uphill = float(np.sign(walk.run.slopes[0]))
        half, air = np.array([label.width, label.height]) / 2, walk.ball.radius + AIR
        away = (-uphill * ABOVE * half[0], air + half[1]) if above else (uphill * (air + half[0]), -half[1])
        self.away = np.array([*away, 0.0])
        super().__init__(look, label, f"{label.name} at its ball")
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Stand beside the ball: above it towards the valley, or below it away from there."""
        box, (x, y, _) = self.walk.plot.box, self.walk.ball.place + self.away
        self.stand_at(np.array([min(max(x, box.left + self.half[0]), box.right - self.half[0]), y, 0.0]))


class LossBesideBall(VGroup):
    """``loss 1.2×10¹⁸`` above a ball that leaps from side to side, towards the valley.

    Parameters
    ----------
    look
        Theme and language.
    walk
        The run that it goes along with.
    one
        The same run.
    seen
        The losses of all runs: they have one format.
    """

    def __init__(self, look: Look, walk: CurveWalk, one: RateRun, seen: Sequence[float] = ()) -> None:
        self.walk, self.size = walk, TYPE.formula
        self.texts = alike(one.run.values.tolist(), seen)
        self.base, self.kept = 0.0, 1.0
        self.word = Words(look, look.say("loss"), colour=look.colours.muted, size=self.size).stand_on(0.0)
        self.number = Number(look, self.texts[0], colour=look.colours.warning, size=self.size)
        super().__init__(self.word, self.number)
        self.name = "loss at the ball"
        self.rise = walk.ball.radius + 1.5 * AIR
        follow(self, self.redraw)

    @property
    def text(self) -> str:
        """The loss where the ball landed last."""
        return self.texts[min(self.walk.shown[0], len(self.texts) - 1)]

    def redraw(self) -> None:
        """Stand above the ball, towards the valley, inside the picture; stay when the ball is gone.

        On its way to the next point the ball is nowhere near this loss: nothing is said.
        """
        walk, text = self.walk, self.text
        kept = max(1.0 - FADING * walk.moved(walk.shown[1]), 0.0)
        if not walk.drawn.sees(walk.ball.place):
            return
        wide = float(self.word.width) + GAP + number_width(text, self.size)
        area, ball = walk.plot.area, walk.ball.place
        middle = float(area.centre[0])
        aside = float(np.clip(STEEP * (ball[0] - middle) / area.width, -1.0, 1.0))
        left = float(ball[0]) - aside * wide / 2 - wide / 2
        base = min(float(ball[1]) + self.rise, area.top + TOP)
        high = base > area.top - self.rise
        free, start = (STEP_ROOM, float(self.word.width)) if high else (AIR, 0.0)  # the axis is called there
        left = float(np.clip(left, area.left + max(free / 2, start), area.right - free - wide))
        self.word.shift((left - float(self.word.get_left()[0]), base - self.base, 0.0))
        self.base = base
        self.number.set_text(text, (left + wide - number_width(text, self.size), base, 0.0))
        if kept != self.kept:
            self.kept = kept
            self.set_fill(opacity=kept)


__all__ = ["LossBesideBall", "RateBesideBall"]
