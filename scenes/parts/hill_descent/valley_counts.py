"""How many walkers ended in each valley, and how low that is."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import DL, UR, VGroup
from manim.typing import Point3D_Array

from gd_math.typing import Floats, Integers
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.base.words import Words
from scenes.cast.writing.comparing import telling_decimals, told_apart
from scenes.cast.writing.number_text import plain

DISTANCES = (0.4, 0.55, 0.75, 1.0)
"""From a valley's lowest point to the edge of its words, in scene units; the nearest with room is taken."""
DIRECTIONS = 16
ROOM = 0.12
"""Distance from what is taken that is enough."""
MATTERS, ASTRAY = 4.0, 0.2
"""How much more one thing matters than the other, and what it costs to stand on another valley's land."""
PADDING, LEADING = 0.09, 0.1
"""Around the words, and between their lines."""
NAME_ROOM, OVER_NAME = 0.3, 2.2
"""Room for the axis's name beside the note above the map; how many capitals up a note stands over it."""
LARGE_MAP = 3.4
"""Width of a map from which there is room for words in it, in scene units."""
HALO = 9.0
"""Width of the ground's colour around words on a land: a plate would hide more of it."""
LEAST, MOST, DIGITS = 2, 4, 2
"""Decimals of the valleys' heights; digits where these would be too many."""
ON_LAND = frozenset({"words-crossed", "contrast"})
"""What the lint says of words on a land, as it does not see their halos."""


def height_texts(heights: Floats) -> list[str]:
    """Return the heights of valleys ``(n,)`` as they are printed, so that what differs differs in print."""
    decimals = telling_decimals(heights.tolist(), LEAST)
    if decimals > MOST:
        return told_apart(heights.tolist(), DIGITS)
    return [plain(height, decimals) for height in heights.tolist()]


def count_lines(look: Look, counts: Sequence[int], heights: Sequence[str]) -> list[list[str]]:
    """Return what stands beside each valley: how many walkers, of the first ones also how low it is.

    Parameters
    ----------
    look
        Theme and language.
    counts
        Of each valley.
    heights
        As they are printed, of those that have words.
    """
    told = [
        [look.say_count(count, "{count} walker", "{count} walkers"), look.say("f = {height}", height=text)]
        for count, text in zip(counts, heights, strict=False)
    ]
    return told + [[str(count)] for count in counts[len(told) :]]


class ValleyCounts(VGroup):
    """Two lines beside each valley of a map: so many walkers have come here, and this is its height.

    Parameters
    ----------
    look
        Theme and language.
    places
        The valleys on screen ``(n, 3)``.
    lines
        Of each valley: how many walkers are in it, and its height, which may be left away; translated.
    note
        What the first lines count, above the map; nothing where they say so.
    area
        The map, which the words do not leave.
    clear_of
        Points on screen ``(m, 3)`` that the words do not cover if they can, and others that matter less.
    home
        Tells for points on screen ``(k, 2)`` to which valley they belong ``(k,)``: words stand on their own
        valley's land if they can.
    """

    def __init__(
        self,
        look: Look,
        places: Point3D_Array,
        lines: Sequence[Sequence[str]],
        note: str,
        area: Box,
        clear_of: tuple[Point3D_Array, Point3D_Array],
        home: Callable[[Floats], Integers],
    ) -> None:
        super().__init__()
        angles = np.arange(DIRECTIONS) * 2 * np.pi / DIRECTIONS
        around = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
        large = area.width >= LARGE_MAP and all(len(texts) == 1 for texts in lines)
        size = TYPE.formula if large else TYPE.caption
        cap = CAP_HEIGHT_PER_FONT_SIZE * size
        taken, less = (np.asarray(points)[:, :2] for points in clear_of)
        low, high = np.array([area.left, area.bottom]), np.array([area.right, area.top])
        colours = look.colours.parameter, look.colours.loss
        written, halves, choices = list[list[Words]](), list[Floats](), list[Floats]()
        for place, texts in zip(places, lines, strict=True):
            written.append(
                [
                    Words(look, text, size=size, colour=colour)
                    for text, colour in zip(texts, colours, strict=False)
                ]
            )
            tall = len(texts) * (cap + LEADING) - LEADING
            half = np.array([max(line.width for line in written[-1]) / 2, tall / 2]) + PADDING
            ring = np.concatenate([(far + 0.4 * half) * around for far in DISTANCES])
            halves.append(half)
            choices.append(np.clip(place[:2] + ring, low + half, high - half))
        homes = home(np.concatenate(choices)).reshape(len(choices), -1)  # all at once: each asks for a walk
        for valley, (words, half, middles) in enumerate(zip(written, halves, choices, strict=True)):
            tall = len(words) * (cap + LEADING) - LEADING
            room = MATTERS * _room(middles, half, taken) + _room(middles, half, less)
            room -= ASTRAY * (homes[valley] != valley)
            x, y = middles[int(np.argmax(room))]
            self.add(VGroup(*words))
            for k, line in enumerate(words):
                foot = float(y) + tall / 2 - cap - k * (cap + LEADING)
                baseline = float(np.median([glyph.get_bottom()[1] for glyph in line]))
                halo: Any = line.set_stroke(look.colours.background, HALO, background=True)
                halo.lint_ignore = ON_LAND
                line.shift((float(x) - float(line.get_center()[0]), foot - baseline, 0.0))
            taken = np.vstack([taken, [[x, y]], [x, y] + half * around])
        if note:
            above = Words(look, note, colour=look.colours.parameter)
            across = area.right - float(above.get_right()[0])
            up = cap if above.width <= area.width - NAME_ROOM else OVER_NAME * cap
            self.add(VGroup(above.shift((across, area.top + up - float(above.get_bottom()[1]), 0.0))))
        self.name = "counts"


def _room(middles: Floats, half: Floats, points: Floats) -> Floats:
    """Return how far boxes ``(k, 2)`` stay from points ``(m, 2)``, at most as far as is enough ``(k,)``."""
    gaps = np.maximum(np.abs(middles[:, None] - points[None]) - half, 0.0)
    room: Floats = np.minimum(np.hypot(gaps[..., 0], gaps[..., 1]).min(axis=1, initial=ROOM), ROOM)
    return room


def over(marks: VGroup) -> Point3D_Array:
    """Return points on screen ``(n, 3)``, dense on the boxes of marks."""
    taken = [np.zeros((0, 3))]
    for mark in marks.get_family():
        if len(mark.points):
            low, high = mark.get_corner(DL), mark.get_corner(UR)
            across, up = np.meshgrid(*(np.linspace(low[k], high[k], 5) for k in (0, 1)))
            taken.append(np.stack([across, up, 0.0 * up], axis=-1).reshape(-1, 3))
    return np.concatenate(taken)


__all__ = ["HALO", "LARGE_MAP", "ON_LAND", "ValleyCounts", "count_lines", "height_texts", "over"]
