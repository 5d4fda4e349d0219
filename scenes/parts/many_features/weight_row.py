"""Slopes below the columns, weights above them, and the step in which slopes become changes of weights."""

import math

import numpy as np
from manim import DL, UR, ManimColor, ValueTracker, VGroup, interpolate_color

from gd_math.data.many_features import ManyFeatures
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.cast.marks.segments import Segments
from scenes.cast.moving.following import follow
from scenes.cast.writing.number_text import plain
from scenes.cast.writing.numbers import LiveNumber, Number, number_width
from scenes.cast.writing.plates import Plate
from scenes.parts.many_features.columns import SLOPE, Columns

MOST_DECIMALS, BAR = 5, 11.0
ALIKE = 0.02
"""Weights that differ by less, as a share of the largest, may read alike."""
TURN = 0.6
"""Share of the way up in which the slope turns round and shrinks to the step."""
RISE = 0.38
"""Way from a slope's baseline to its bar."""
LANDING, AROUND = 0.9, 0.06
"""Share of the way up after which a weight gives way; room around a number on its way."""


def step_decimals(found: ManyFeatures, rate: float) -> int:
    """Return how many decimals make all printed lines −α × slope = weight of the first step true.

    One more is taken where weights that differ by more than `ALIKE` of the largest would read alike, and the
    lines stay true.
    """
    slopes, weights = found.slopes(0), found.weights(1.0)

    def true(decimals: int) -> bool:
        printed = np.round(-rate * np.round(slopes, decimals), decimals)
        return bool((printed == np.round(weights, decimals)).all())

    least = next((decimals for decimals in range(2, MOST_DECIMALS) if true(decimals)), MOST_DECIMALS)
    apart = np.abs(weights[:, None] - weights) > ALIKE * np.abs(weights).max()
    read = np.round(weights, least)
    alike = bool((read[:, None] == read)[apart].any())
    return least + 1 if alike and true(least + 1) else least


class WeightRow(VGroup):
    """The weights above, live; slopes, their bars, and what flies up from them.

    Parameters
    ----------
    look
        Theme and language.
    columns
        Where.
    clock
        Tells ``k + u``.
    rate
        The learning rate α.

    Attributes
    ----------
    lift
        From 0 to 1 the slopes turn round, shrink to the steps and rise to the weights.
    """

    def __init__(
        self, look: Look, columns: Columns, found: ManyFeatures, clock: ValueTracker, rate: float
    ) -> None:
        colours = look.colours
        self.columns, self.found, self.rate, self.lift = columns, found, rate, ValueTracker(0.0)
        self.decimals = step_decimals(found, rate)
        self.start, self.end = ManimColor(colours.gradient), ManimColor(colours.step)
        self.slopes = found.slopes(0)
        widest = max(number_width(plain(value, self.decimals), 1.0) for value in self.slopes)
        size = max(TYPE.label, min(TYPE.formula, 2 * columns.half / widest))
        self.clock = clock
        self.weights = VGroup()
        for j, x in enumerate(columns.middles[:-1]):

            def read(j: int = j) -> str:
                return self._weight(j)

            where = (x, columns.head, 0.0)
            self.weights.add(
                LiveNumber(look, read, where, anchor="center", colour=colours.parameter, size=size)
            )
        self.numbers = [
            Number(
                look,
                plain(float(slope), self.decimals),
                (x, columns.foot, 0.0),
                anchor="center",
                colour=colours.gradient,
                size=size,
            )
            for slope, x in zip(self.slopes, columns.middles[:-1], strict=True)
        ]
        self.bars = [Segments(colours.gradient, BAR, name="slope") for _ in self.slopes]
        self.flying = [
            Number(look, "", anchor="center", colour=colours.gradient, size=size) for _ in self.slopes
        ]
        self.plates = [Plate(colours.background) for _ in self.slopes]
        super().__init__(*self.bars, *self.plates, *self.flying)
        follow(self, self.redraw)

    def _weight(self, column: int) -> str:
        """Return a weight's text: nothing while its change lands."""
        lift, time = self.lift.get_value(), self.clock.get_value()
        if LANDING < lift < 1.0:
            return ""
        weights = self.found.weights(max(time, 1.0) if lift >= 1.0 else time)
        return plain(float(weights[column]), self.decimals)

    def redraw(self) -> None:
        """Set bars and numbers on their way from the trackers."""
        lift, columns = self.lift.get_value(), self.columns
        turned = min(lift / TURN, 1.0)
        risen = max((lift - TURN) / (1.0 - TURN), 0.0)
        colour = interpolate_color(self.start, self.end, turned)
        for j, slope in enumerate(self.slopes.tolist()):
            born = min(max(columns.told[j].get_value() - 1.0, 0.0), 1.0)
            x, half = float(columns.middles[j]), SLOPE * columns.half
            shrunk = 1.0 + turned * (self.rate - 1.0)
            y = columns.foot + risen * (columns.head - columns.foot)
            length = born * shrunk * half * slope
            turn = np.array([length * math.cos(math.pi * turned), 0.0, 0.0])
            start = np.array([[x, columns.foot + RISE, 0.0]])
            shown = born > 0.0 and turned < 1.0
            self.bars[j].set_pieces(*((start, start + turn) if shown else 2 * (np.zeros((0, 3)),)))
            self.bars[j].set_stroke(colour)
            told = slope * math.cos(math.pi * turned) * shrunk if turned < 1.0 else -self.rate * slope
            text = plain(told, self.decimals) if 0.0 < lift < 1.0 else ""
            self.flying[j].set_text(text, (x, y, 0.0))
            self.plates[j].cover(self._behind(self.flying[j]) if risen > 0.0 and text else None)
            self.flying[j].set_fill(colour)

    def _behind(self, number: Number) -> Box:
        (left, bottom, _), (right, top, _) = number.get_corner(DL), number.get_corner(UR)
        return Box(left, right, bottom, top).inset(-AROUND, -AROUND, -AROUND, -AROUND)


__all__ = ["WeightRow", "step_decimals"]
