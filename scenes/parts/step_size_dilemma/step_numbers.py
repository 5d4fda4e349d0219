"""Slope and length of a step where they are seen: beside the ball, and over the step's arrow."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import VGroup

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, TYPE
from scenes.cast.curves.curve_walk import AIMED, CurveWalk
from scenes.cast.moving.following import follow
from scenes.cast.moving.moments import SLOW_STEPS
from scenes.cast.writing.numbers import Number, number_width

ASIDE, BELOW, ABOVE = 0.22, 0.36, 0.16
"""From the ball to the slope's number, which stands under the curve; from the arrow to that of its length."""
CLEAR = 0.1
"""From the ball's rim to the length's number, which stands on the arrow's side of the ball."""


class StepNumbers(VGroup):
    """The numbers of the steps that are told slowly; the length comes when its arrow is complete.

    Parameters
    ----------
    look
        Theme and language.
    walk
        The run and its clock.
    told
        Slope and length of every step, as the rule prints them.
    room
        The slope's number stays within it, left and right.
    """

    lint_ignore = frozenset({"words-crossed", "words-overlap-words"})
    """They stand by the ball wherever a curve leads it, for as long as a step is told."""

    def __init__(self, look: Look, walk: CurveWalk, told: Sequence[tuple[str, str]], room: Box) -> None:
        super().__init__()
        colours = look.colours
        self.walk, self.told, self.room = walk, told, room
        self.slope = Number(look, "", colour=colours.gradient, size=TYPE.caption)
        self.length = Number(look, "", anchor="center", colour=colours.step, size=TYPE.caption)
        for number in (self.slope, self.length):
            moving: Any = number
            moving.lint_ignore = self.lint_ignore
        self.add(self.slope, self.length)
        self.name = "numbers of a step"
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Set both numbers from the clock."""
        walk = self.walk
        k, u = walk.shown
        steps = min(SLOW_STEPS, len(self.told))
        seen = walk.detail() > 0.0 and k < steps and bool(walk.drawn.inside[k])
        if not seen:
            self.slope.set_text("")
            self.length.set_text("")
            return
        here, uphill = walk.drawn.places[k], float(np.sign(walk.run.slopes[k]))
        slope, length = self.told[k]
        box, wide = self.room, number_width(slope, TYPE.caption)
        wanted = here[0] + uphill * (BALL_RADIUS + ASIDE)
        aside = min(wanted, box.right - wide) if uphill > 0 else max(wanted, box.left + wide)
        below = BELOW if abs(aside - wanted) < ASIDE else BELOW + 1.5 * BALL_RADIUS
        self.slope.anchor = "left" if uphill > 0 else "right"
        self.slope.set_text("" if walk.moved(u) > 0.0 else slope, (aside, here[1] - below, 0.0))
        middle = (
            (walk.arrow.tail + walk.arrow.tip) / 2 if u > AIMED - 1e-6 and len(walk.arrow.points) else None
        )
        if middle is None:
            self.length.set_text("")
        else:
            clear = BALL_RADIUS + CLEAR + number_width(length, TYPE.caption) / 2
            across = max(abs(float(middle[0] - here[0])), clear)
            self.length.set_text(length, (float(here[0]) - uphill * across, here[1] + ABOVE, 0.0))


__all__ = ["StepNumbers"]
