"""How many walkers ended in each valley."""

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

DISTANCES = (0.34, 0.45, 0.6)
"""From a valley's lowest point to the middle of its count, in scene units; the nearest with room is taken."""
DIRECTIONS = 16
ROOM = 0.12
"""Distance from what is taken that is enough."""
PADDING = 0.08


class ValleyCounts(VGroup):
    """A number beside each valley of a map: so many walkers have come here.

    Parameters
    ----------
    look
        Theme and language.
    places
        The valleys on screen ``(n, 3)``.
    counts
        How many walkers are in each.
    area
        The map, which the numbers do not leave.
    clear_of
        Points on screen ``(m, 3)`` that the numbers do not cover if they can.
    home
        Tells for points on screen ``(k, 2)`` to which valley they belong ``(k,)``: a number stands on its own
        valley's land if it can.
    """

    def __init__(
        self,
        look: Look,
        places: Point3D_Array,
        counts: Sequence[int],
        area: Box,
        clear_of: Point3D_Array,
        home: Callable[[Floats], Integers],
    ) -> None:
        super().__init__()
        colours = look.colours
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        angles = np.arange(DIRECTIONS) * 2 * np.pi / DIRECTIONS
        around = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
        ring = np.concatenate([far * around for far in DISTANCES])
        halves = [
            np.array([number_width(str(n), TYPE.label) / 2 + PADDING, cap / 2 + PADDING]) for n in counts
        ]
        low, high = np.array([area.left, area.bottom]), np.array([area.right, area.top])
        candidates = np.stack(
            [
                np.clip(place[:2] + ring, low + half, high - half)
                for place, half in zip(places, halves, strict=True)
            ]
        )
        homes = home(candidates.reshape(-1, 2)).reshape(candidates.shape[:2])
        taken = np.asarray(clear_of)[:, :2]
        for valley, (middles, half, count) in enumerate(zip(candidates, halves, counts, strict=True)):
            gaps = np.maximum(np.abs(middles[:, None] - taken[None]) - half, 0.0)
            room = np.minimum(np.hypot(gaps[..., 0], gaps[..., 1]).min(axis=1, initial=ROOM), ROOM)
            room -= 10.0 * (homes[valley] != valley)
            x, y = middles[int(np.argmax(room))]
            plate = Plate(colours.background)
            plate.cover(Box(float(x - half[0]), float(x + half[0]), float(y - half[1]), float(y + half[1])))
            where = (float(x), float(y) - cap / 2, 0.0)
            self.add(
                VGroup(plate, Number(look, str(count), where, anchor="center", colour=colours.parameter))
            )
            taken = np.vstack([taken, [[x, y]], [x, y] + half * around])
        self.name = "counts"


__all__ = ["ValleyCounts"]
