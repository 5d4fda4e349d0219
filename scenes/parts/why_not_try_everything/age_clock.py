"""A clock whose hand goes round once in the age of the universe."""

import math
from collections.abc import Callable

import numpy as np
from manim import RIGHT, UP, VGroup, VMobject

from gd_math.functions.grid_search import AGE_OF_UNIVERSE, SECONDS_PER_YEAR
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import STROKES, TYPE, blend
from scenes.cast.marks.lines import Polyline, closed
from scenes.cast.moving.following import follow
from scenes.cast.writing.number_text import TIMES
from scenes.cast.writing.numbers import LiveNumber, number_width
from scenes.parts.why_not_try_everything.counts import count_text, counted, round_in

LARGEST = 0.85
PARTS = 90
SHADE = 0.35
TURNS_GAP, WIDEST = 0.35, "×8.8×10⁸"


class AgeClock(VGroup):
    """The clock, what one turn is, and from the first whole turn on how many there have been.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for it.
    per_second
        How quickly trials are made.
    exponent
        Tells that of the trials so far.
    tall
        Whether the frame is higher than wide: what one turn is stands beside the clock, not below it.
    """

    def __init__(
        self, look: Look, box: Box, per_second: int, exponent: Callable[[], float], *, tall: bool
    ) -> None:
        colours = look.colours
        self.exponent = exponent
        self.turn = math.log10(per_second) + math.log10(AGE_OF_UNIVERSE * SECONDS_PER_YEAR)
        self.middle, self.radius, text, room = round_in(box, LARGEST, beside=tall)
        turns = self.middle + np.array([self.radius + TURNS_GAP, -0.14, 0.0])
        if tall:
            text, turns = text + 0.22 * UP, np.array([text[0], text[1] - 0.3, 0.0])
        else:
            aside = (TURNS_GAP + number_width(WIDEST, TYPE.formula)) / 2
            self.middle, turns = self.middle - aside * RIGHT, turns - aside * RIGHT
        self.past = VMobject(
            fill_color=blend(colours.ink, colours.background, SHADE), fill_opacity=1.0, stroke_width=0.0
        )
        self.past.name = "time so far"
        self.rim = Polyline(colours.ink, STROKES.path, name="age of the universe")
        self.rim.set_corners(self._arc(1.0))
        self.hand = Polyline(colours.ink, STROKES.curve, name="hand")
        words = look.say("years since the Big Bang"), look.say("years so far")
        label = counted(look, count_text(AGE_OF_UNIVERSE), words, text, room, colours.ink)
        size = TYPE.caption if tall else TYPE.formula
        self.turns = LiveNumber(look, self._turns, turns, anchor="left", size=size)
        super().__init__(self.past, self.rim, self.hand, label, self.turns)
        self.name = "clock"
        follow(self.hand, self.redraw)

    @property
    def turned(self) -> float:
        """How many turns the hand has made."""
        return float(10.0 ** min(self.exponent() - self.turn, 300.0))

    def _turns(self) -> str:
        if self.turned < 1.0:
            return ""
        return TIMES + count_text(round(float(f"{self.turned:.1e}")))

    def _arc(self, share: float) -> np.ndarray:
        angles = math.pi / 2 - 2 * math.pi * share * np.linspace(0.0, 1.0, PARTS + 1)
        flat = np.column_stack([np.cos(angles), np.sin(angles), np.zeros(PARTS + 1)])
        return self.middle + self.radius * flat

    def redraw(self) -> None:
        """Turn the hand as far as the first turn goes; beyond it the turns are counted."""
        arc = self._arc(min(self.turned, 1.0))
        self.past.points = (
            closed(np.vstack([self.middle[None], arc])) if self.turned > 1e-4 else np.zeros((0, 3))
        )
        self.hand.set_corners(np.array([self.middle, self.middle + 0.92 * (arc[-1] - self.middle)]))


__all__ = ["AgeClock"]
