"""Slopes above the columns, weights above these, and the step in which slopes become changes of weights."""

import numpy as np
from manim import DL, UR, ManimColor, ValueTracker, VGroup, interpolate_color, smooth

from gd_math.data.many_features import ManyFeatures
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.cast.marks.segments import Segments
from scenes.cast.moving.following import follow
from scenes.cast.writing.number_text import plain
from scenes.cast.writing.numbers import LiveNumber, Number, number_width
from scenes.cast.writing.plates import Plate
from scenes.parts.many_features.columns import SLOPE, Columns, in_turn

MOST_DECIMALS, BAR = 5, 11.0
ALIKE = 0.02
"""Weights that differ by less, as a share of the largest, may read alike."""
TURN = 0.5
"""Share of the step in which the slope shrinks to it, before it rises."""
RISE, BELOW = 0.38, 0.16
"""Way up from here on which all slopes go together; from a slope's baseline down to its bar."""
LANDING, AROUND = 0.55, 0.06
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


def as_they_rise(share: float) -> float:
    """Return how much of the first step is told after a share of its time: none before the steps rise."""
    return max((float(smooth(share)) - TURN) / (1.0 - TURN), 0.0)


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
    there
        Where each weight goes with its plot: x, and the baselines of the slope and of the weight.
    lift
        From 0 to 1 the slopes shrink to the steps, times −α, and rise to the weights.
    """

    def __init__(
        self, look: Look, columns: Columns, found: ManyFeatures, clock: ValueTracker, rate: float
    ) -> None:
        colours = look.colours
        self.columns, self.found, self.rate, self.lift = columns, found, rate, ValueTracker(0.0)
        self.decimals = step_decimals(found, rate)
        self.start, self.end = ManimColor(colours.gradient), ManimColor(colours.step)
        self.slopes = found.slopes(0)
        self.there = np.array([(x, columns.foot, columns.head) for x in columns.middles[:-1]])
        self.here = self.there
        widest = max(number_width(plain(value, self.decimals), 1.0) for value in self.slopes)
        size = max(TYPE.label, min(TYPE.formula, 2 * columns.half / widest))
        self.clock = clock
        self.weights = VGroup()
        for j in range(found.count):

            def read(j: int = j) -> str:
                return self._weight(j)

            def where(j: int = j) -> tuple[float, float, float]:
                return self._at(j, 1.0)

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
        weights = self.found.weights(max(time, 1.0) if lift >= 1.0 else 0.0)
        return plain(float(weights[column]), self.decimals)

    def _at(self, column: int, up: float) -> tuple[float, float, float]:
        """Return where a number stands at a share of the way from slope to weight."""
        turn = 0 if self._rising() else column
        came = in_turn(self.columns.left.get_value(), turn, self.found.count)
        x, foot, head = ((1.0 - came) * self.here[column] + came * self.there[column]).tolist()
        return x, foot + up * (head - foot), 0.0

    def _rising(self) -> bool:
        """Tell whether slopes go up to their plots: then all go together, so that none meets a weight."""
        return bool((self.there[:, 1] > self.here[:, 1] + RISE).any())

    def redraw(self) -> None:
        """Set bars and numbers on their way from the trackers."""
        lift, columns = self.lift.get_value(), self.columns
        turned = min(lift / TURN, 1.0)
        risen = max((lift - TURN) / (1.0 - TURN), 0.0)
        colour = interpolate_color(self.start, self.end, turned)
        away = self.columns.left.get_value() > 0.0
        for j, slope in enumerate(self.slopes.tolist()):
            born = min(max(columns.told[j].get_value() - 1.0, 0.0), 1.0)
            x, half = float(columns.middles[j]), SLOPE * columns.half
            start = np.array([[x, columns.foot - BELOW, 0.0]])
            way = np.array([born * half * slope, 0.0, 0.0])
            shown = born > 0.0 and not away
            self.bars[j].set_pieces(*((start, start + way) if shown else 2 * (np.zeros((0, 3)),)))
            told = slope * (1.0 - turned * (1.0 + self.rate))
            text = plain(told, self.decimals) if away and lift < 1.0 else ""
            self.flying[j].set_text(text, self._at(j, risen))
            passing = bool(text) and (risen > 0.0 or 0.0 < self.columns.left.get_value() < 1.0)
            self.plates[j].cover(self._behind(self.flying[j]) if passing else None)
            self.flying[j].set_fill(colour)

    def _behind(self, number: Number) -> Box:
        (left, bottom, _), (right, top, _) = number.get_corner(DL), number.get_corner(UR)
        return Box(left, right, bottom, top).inset(-AROUND, -AROUND, -AROUND, -AROUND)


__all__ = ["TURN", "WeightRow", "as_they_rise", "step_decimals"]
