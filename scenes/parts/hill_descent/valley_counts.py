"""How many walkers ended in each valley, and how low it is."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import VGroup
from manim.typing import Point3D_Array

from gd_math.typing import Floats, Integers
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.writing.numbers import Number, number_width
from scenes.cast.writing.plates import Plate

DISTANCES = (0.34, 0.45, 0.6, 0.75)
"""From a valley's lowest point to the middle of its count, in scene units; the nearest with room is taken."""
DIRECTIONS = 16
ROOM = 0.12
"""Distance from what is taken that is enough."""
LARGE = 3.4
"""Width of a map from which there is room for the heights."""
MATTERS = 4.0
"""How much more one thing matters than the other."""
PADDING = 0.08
BETWEEN = 0.16
"""From a count to the height beside it."""


class ValleyCounts(VGroup):
    """Two numbers beside each valley of a map: so many walkers have come here, and this is its height.

    Parameters
    ----------
    look
        Theme and language.
    places
        The valleys on screen ``(n, 3)``.
    counts
        How many walkers are in each.
    heights
        What is written beside the counts; nothing on a small map.
    area
        The map, which the numbers do not leave.
    clear_of
        Points on screen ``(m, 3)`` that the numbers do not cover if they can, and others that matter less.
    home
        Tells for points on screen ``(k, 2)`` to which valley they belong ``(k,)``: a number stands on its own
        valley's land if it can.
    """

    def __init__(
        self,
        look: Look,
        places: Point3D_Array,
        counts: Sequence[int],
        heights: Sequence[str],
        area: Box,
        clear_of: tuple[Point3D_Array, Point3D_Array],
        home: Callable[[Floats], Integers],
    ) -> None:
        super().__init__()
        colours = look.colours
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        angles = np.arange(DIRECTIONS) * 2 * np.pi / DIRECTIONS
        around = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
        ring = np.concatenate([far * around for far in DISTANCES])
        firsts = [number_width(str(count), TYPE.label) for count in counts]
        if area.width < LARGE:
            heights = [""] * len(counts)
        widths = [
            first + (BETWEEN + number_width(height, TYPE.label) if height else 0.0)
            for first, height in zip(firsts, heights, strict=True)
        ]
        halves = [np.array([width / 2 + PADDING, cap / 2 + PADDING]) for width in widths]
        low, high = np.array([area.left, area.bottom]), np.array([area.right, area.top])
        candidates = np.stack(
            [
                np.clip(place[:2] + ring, low + half, high - half)
                for place, half in zip(places, halves, strict=True)
            ]
        )
        homes = home(candidates.reshape(-1, 2)).reshape(candidates.shape[:2])
        taken, less = (np.asarray(points)[:, :2] for points in clear_of)
        for valley, (middles, half, count) in enumerate(zip(candidates, halves, counts, strict=True)):
            room = MATTERS * _room(middles, half, taken) + _room(middles, half, less)
            room -= 10.0 * (homes[valley] != valley)
            x, y = middles[int(np.argmax(room))]
            plate = Plate(colours.background)
            plate.cover(Box(float(x - half[0]), float(x + half[0]), float(y - half[1]), float(y + half[1])))
            left, right, foot = float(x - half[0]) + PADDING, float(x + half[0]) - PADDING, float(y) - cap / 2
            number = Number(look, str(count), (left, foot, 0.0), colour=colours.parameter)
            height = heights[valley]
            beside = Number(look, height, (right, foot, 0.0), anchor="right", colour=colours.loss)
            self.add(VGroup(plate, number, beside))
            taken = np.vstack([taken, [[x, y]], [x, y] + half * around])
        self.name = "counts"


def _room(middles: Floats, half: Floats, points: Floats) -> Floats:
    """Return how far boxes ``(k, 2)`` stay from points ``(m, 2)``, at most as far as is enough ``(k,)``."""
    gaps = np.maximum(np.abs(middles[:, None] - points[None]) - half, 0.0)
    room: Floats = np.minimum(np.hypot(gaps[..., 0], gaps[..., 1]).min(axis=1, initial=ROOM), ROOM)
    return room


__all__ = ["ValleyCounts"]
