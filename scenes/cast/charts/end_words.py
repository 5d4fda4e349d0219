"""Words beside places in a picture: the numbers at the ends of a path, of a curve, of several runs."""

from collections.abc import Sequence

import numpy as np
from manim.typing import Point3D, Point3D_Array

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.base.words import Words
from scenes.cast.charts.free_places import clearances, ring, roomiest

DISTANCES = (0.45, 0.6, 0.8, 1.05)
"""From an end to the middle of its words."""
AIR = 0.06


def end_words(
    look: Look,
    area: Box,
    ends: Sequence[tuple[Point3D, str, str]],
    clear_of: Point3D_Array,
    size: float = TYPE.label,
) -> list[Words]:
    """Return words beside the ends that are in an area, where there is room.

    Parameters
    ----------
    look
        Theme and language.
    area
        What they stay in.
    ends
        Places on screen ``(3,)``, what stands there, translated, and its colour ``#rrggbb``.
    clear_of
        Points on screen ``(n, 3)``.
    size
        Font size.
    """
    found = list[Words]()
    for place, text, colour in ends:
        if not (area.left <= place[0] <= area.right and area.bottom <= place[1] <= area.top):
            continue
        words = Words(look, text, colour=colour, size=size)
        half = np.array([words.width, words.height]) / 2 + AIR
        places = np.concatenate(
            [ring(place, far + half[0] * stretch) for far in DISTANCES for stretch in (0.0, 0.7)]
        )
        room = np.array([area.width, area.height]) / 2 - half
        places = places[(np.abs(places - area.centre)[:, :2] <= room).all(axis=1)]
        if not len(places):
            continue
        middle = roomiest(places, half, clear_of, enough=0.12)
        if clearances(middle[None], half, clear_of)[0] == 0.0:
            continue
        found.append(words.move_to(middle))
        x, y = np.meshgrid(*(np.linspace(-one, one, 9) for one in half))
        clear_of = np.concatenate([clear_of, middle + np.stack([x, y, 0 * x], axis=-1).reshape(-1, 3)])
    return found


__all__ = ["end_words"]
