"""The number at the tip of the gradient's copy: how it becomes the step while the copy does."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import VGroup
from manim.typing import Point3D, Point3D_Array

from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import TYPE, blend
from scenes.cast.moving.moments import TIMES as SHRINKING
from scenes.cast.moving.moments import TURNED, Moment, turning
from scenes.cast.writing.number_text import TIMES, as_number, fixed, shortest, significant
from scenes.cast.writing.numbers import Number, number_width
from scenes.cast.writing.plates import Plate

GAP, AIR = 0.12, 0.07
"""Between the tip and the number; of a plate around it."""
COMING, GOING = 0.3, 0.25
"""Shares of the pointing and of the move in which the number comes and goes."""
NEAR = 0.85
"""Of the turning: from here on the rate stands beside the length."""
ROUGH = 0.05
"""A step is not told with the gradient's decimals where these would be so far off, as a share of it."""
LEAST, TURNS = 1e-9, 46
"""Length of an arrow that has a direction; how many directions from its tip are tried for its number."""
MADE = 0.9
"""Of the shrinking of an arrow in another scale than its number: from here on the product stands there."""
OVERHANG = 0.3
"""How far the number may reach beyond the picture's right edge: at the left one there are numbers."""


def drawn_gradient(look: Look, factor: float, rate: float) -> str:
    """Return what is written beside a gradient's arrow: by which factor it is drawn, and if that is α."""
    if factor == rate:
        return look.say("gradient, drawn × α = {factor}", factor=shortest(factor))
    return look.say("gradient, drawn × {factor}", factor=shortest(factor))


class ArrowCount(VGroup):
    """The length of an arrow at its tip: of the gradient, then times the learning rate, then of the step.

    16.00, while the copy turns; 16.00 × 0.10; and while it shrinks the number counts down to 1.60.

    Parameters
    ----------
    look
        Theme and language.
    lengths
        Of the gradients of the steps told slowly, as the formula prints them, without signs.
    rate
        The learning rate α, as the formula prints it.
    plate
        Whether it stands on a plate: over a map.
    to_scale
        Whether the arrow is as long as its number while it shrinks; if not, nothing is counted down.
    """

    lint_ignore = frozenset({"words-crossed", "contrast", "words-overlap-words"})
    """It flies over what lies on its way, and fades in and out."""

    def __init__(
        self,
        look: Look,
        lengths: Sequence[str],
        rate: str,
        *,
        plate: bool = False,
        to_scale: bool = True,
    ) -> None:
        super().__init__()
        self.look, self.lengths, self.rate, self.to_scale = look, list(lengths), rate, to_scale
        self.plate = Plate(look.colours.background, 0.0) if plate else None
        self.number = Number(look, "", anchor="center", colour=look.colours.gradient, size=TYPE.caption)
        self.add(*([] if self.plate is None else [self.plate]), self.number)
        number: Any = self.number
        number.lint_ignore = self.lint_ignore
        self.name = "arrow count"

    def text(self, step: int, scaled: float) -> str:
        """Return what is read when so much of the scaling is told."""
        length = self.lengths[step]
        if scaled <= NEAR * TURNED:
            return length
        _, shrunk = turning(scaled)
        if scaled <= SHRINKING or (not self.to_scale and shrunk < MADE):
            return f"{length}{TIMES}{self.rate}"
        before = as_number(length)
        after = as_number(self.rate) * before
        decimals = len(length.partition(".")[2])
        end = fixed(after, decimals)
        if TIMES in length or abs(as_number(end) - after) > ROUGH * after:
            return length if shrunk < 0.5 else significant(after)
        return fixed(before + shrunk * (after - before), decimals) if self.to_scale else end

    def draw(self, moment: Moment, foot: Point3D, tip: Point3D, area: Box) -> None:
        """Stand beyond the tip of an arrow, inside the picture, for as long as it is spoken about."""
        coming = max(moment.pointed - 1.0 + COMING, 0.0) / COMING
        opacity = coming * max(1.0 - moment.moved / GOING, 0.0)
        if moment.step >= len(self.lengths) or opacity == 0.0:
            self.wipe()
            return
        text = self.text(moment.step, moment.scaled)
        half = np.array([number_width(text, self.number.size), self.number.cap_height]) / 2
        x, y = beyond_tip(half, foot, tip, area).tolist()
        _, shrunk = turning(moment.scaled)
        colours = self.look.colours
        self.number.set_text(text, (x, y - half[1], 0.0))
        self.number.set_fill(blend(colours.step, colours.gradient, shrunk), opacity=opacity)
        if self.plate is not None:
            wide, high_half = (half + AIR).tolist()
            self.plate.cover(Box(x - wide, x + wide, y - high_half, y + high_half))
            self.plate.set_fill(opacity=0.85 * opacity)

    def outline(self, step: int, scaled: float, foot: Point3D, tip: Point3D, area: Box) -> Point3D_Array:
        """Return corners ``(5, 3)`` of what a step's number covers at an arrow's tip, as in `text`."""
        half = np.array([number_width(self.text(step, scaled), self.number.size), self.number.cap_height])
        x, y = beyond_tip(half / 2, foot, tip, area).tolist()
        wide, high = (half / 2 + AIR).tolist()
        ways = (-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)
        return np.array([(x + across * wide, y + up * high, 0.0) for across, up in ways])

    def wipe(self) -> None:
        """Show nothing."""
        self.number.set_text("")
        if self.plate is not None:
            self.plate.cover(None)


def beyond_tip(half: Floats, foot: Point3D, tip: Point3D, area: Box) -> Floats:
    """Return the middle ``(2,)`` of a number beyond an arrow's tip, in an area.

    Where it has no room on the arrow's way it stands above the tip of one that rises, below that of one that
    falls, or as far towards there as it must: the arrow, and what adds up to it, lies on the other side.
    """
    way = (tip - foot)[:2]
    low = np.array([area.left + AIR, area.bottom]) + half
    high = np.array([area.right + OVERHANG, area.top]) - half
    begin = float(np.arctan2(way[1], way[0])) if np.hypot(*way) > LEAST else 0.0
    end = np.pi / 2 if np.sin(begin) > -LEAST else -np.pi / 2
    for goal in (end, begin - (end - begin)):
        angles = np.linspace(begin, goal, TURNS)
        ways = np.stack([np.cos(angles), np.sin(angles)], axis=1)
        places: Floats = tip[:2] + ways * (GAP + np.abs(ways) @ half)[:, None]
        inside = ((low <= places) & (places <= high)).all(axis=1)
        if inside.any():
            first: Floats = places[np.argmax(inside)]
            return first
    nearest: Floats = np.clip(places[0], low, high)
    return nearest


__all__ = ["ArrowCount", "beyond_tip"]
