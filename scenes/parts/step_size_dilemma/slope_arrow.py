"""An arrow downhill, as long as the slope is great, that shrinks by the learning rate and is the step."""

from collections.abc import Sequence

import numpy as np
from manim import VGroup, smooth

from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, TYPE
from scenes.cast.curves.curve_walk import AIMED, CurveWalk
from scenes.cast.curves.drawn_run import FAR
from scenes.cast.moving.following import follow
from scenes.cast.moving.moments import SLOW_STEPS, TURNED, Moment, turning
from scenes.cast.writing.arrow_count import ArrowCount
from scenes.cast.writing.numbers import number_width

POINTED, TIMED = 0.15, 0.2
"""Shares of a step after which the slope's arrow is there, and the learning rate beside its number."""
CLEAR, OVER = 0.1, 0.05
"""The number stands over the middle of the arrow, no nearer than that to the ball and to the arrow's axis."""


class SlopeArrow(VGroup):
    """What the step arrow of a walk is while it is made: as long as the slope first, then the step.

    Parameters
    ----------
    look
        Theme and language.
    walk
        The run and its clock; it stands in the scene before this.
    told
        Slope and length of every step, as the rule prints them.
    rate
        The learning rate, as the rule prints it.

    Attributes
    ----------
    count
        The number at the arrow's tip: it counts from the slope to the step.
    """

    def __init__(self, look: Look, walk: CurveWalk, told: Sequence[tuple[str, str]], rate: str) -> None:
        super().__init__()
        self.look, self.walk = look, walk
        self.count = ArrowCount(look, [slope for slope, _ in told[:SLOW_STEPS]], rate)
        self.add(self.count)
        self.name = "slope arrow"
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Set arrow and number from the clock."""
        walk = self.walk
        k, u = walk.shown
        if not (walk.detail() and u > 0.0 and k < min(SLOW_STEPS, walk.run.last) and walk.drawn.inside[k]):
            self.count.wipe()
            return
        here, x = walk.drawn.places[k], float(walk.run.xs[k])
        ends = np.clip([x - float(walk.run.slopes[k]), float(walk.run.xs[k + 1])], -FAR, FAR)
        slope, step = (walk.plot.length(float(end) - x) for end in ends)
        pointed = min(u / POINTED, 1.0)
        share = float(np.clip((u - POINTED) / (AIMED - POINTED), 0.0, 1.0))
        scaled = TURNED + (1.0 - TURNED) * share if share else 0.0
        shrunk = turning(scaled)[1]
        tip = here + np.array([float(smooth(pointed)) * (slope + shrunk * (step - slope)), 0.0, 0.0])
        if u < AIMED - 1e-9:
            walk.arrow.set_between(here, tip, area=walk.drawn.sides)
        seen = min(abs(float(tip[0] - here[0])), abs(float(walk.arrow.tip[0] - here[0])) or np.inf)
        clear = BALL_RADIUS + CLEAR + number_width(self.count.text(k, scaled), TYPE.caption) / 2
        middle = here + np.array([np.copysign(max(seen / 2, clear), tip[0] - here[0]), 0.0, 0.0])
        over = middle + np.array([0.0, OVER, 0.0])
        self.count.draw(Moment(k, 1.0, pointed, scaled, walk.moved(u)), middle, over, walk.plot.area)


__all__ = ["POINTED", "TIMED", "SlopeArrow"]
