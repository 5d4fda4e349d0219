"""Words that stand where there is room, or not at all."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from manim import DL, UR, VMobject
from manim.typing import Point3D_Array

from scenes.base.layout import Box
from scenes.cast.charts.free_places import clearances, roomiest

Written = TypeVar("Written", bound=VMobject)
FINE = 0.08
"""Between two of the points that stand for an area, in scene units."""
ENOUGH, LEAST = 0.12, 0.03
"""What words keep from all else if they can, and what they must, in scene units."""


def stand_free(
    words: Written, area: Box, places: Point3D_Array, taken: Point3D_Array, others: Sequence[VMobject] = ()
) -> list[Written]:
    """Move words to the first of some places that has room in an area; return them, or nothing without room.

    Parameters
    ----------
    words
        What is written.
    area
        What they do not leave.
    places
        Of their middles, ``(n, 3)``, the best one first.
    taken
        Points on screen ``(m, 3)``.
    others
        Words from which they keep away as well.
    """
    half = np.array([words.width, words.height]) / 2
    low = np.array([area.left + half[0], area.bottom + half[1], 0.0])
    high = np.array([area.right - half[0], area.top - half[1], 0.0])
    if not len(places) or (low > high).any():
        return []
    tried = np.clip(places, low, high)
    near = np.concatenate([taken, *(all_over(other) for other in others)])
    place = roomiest(tried, half, near, enough=ENOUGH)
    return [words.move_to(place)] if clearances(place[None], half, near)[0] > LEAST else []


def around(place: Point3D_Array, words: VMobject, gap: float = 0.2) -> Point3D_Array:
    """Return places around some points ``(n, 3)``: beside each, then above and below."""
    ways = np.array([(x, y, 0.0) for y in (0.0, 1.0, -1.0, 2.0, -2.0) for x in (1.0, -1.0, 0.0)])
    away = ways * np.array([words.width / 2 + gap, words.height / 2 + gap, 0.0])
    return np.asarray((place[:, None] + away).reshape(-1, 3))


def all_over(words: VMobject) -> Point3D_Array:
    """Return points on screen ``(n, 3)`` all over words."""
    (left, low, _), (right, high, _) = words.get_corner(DL), words.get_corner(UR)
    across, up = (2 + int(size / FINE) for size in (right - left, high - low))
    x, y = np.meshgrid(np.linspace(left, right, across), np.linspace(low, high, up))
    return np.stack([x, y, 0 * x], axis=-1).reshape(-1, 3)


__all__ = ["all_over", "around", "stand_free"]
