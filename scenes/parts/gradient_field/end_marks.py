"""Where walks with and against the gradient end: triangles on valleys and summits, and words beside them."""

from collections.abc import Sequence

import numpy as np
from manim import VGroup, VMobject
from manim.typing import Point3D, Point3D_Array

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.cast.charts.free_places import clearances, ring, roomiest
from scenes.cast.maps.crosshair import outline
from scenes.cast.marks.lines import closed
from scenes.cast.marks.seams import SEAM
from scenes.cast.writing.map_words import MapWord

TRIANGLE = 0.13
"""From the middle of a mark to its corners, in scene units."""
APART, ROOM = 0.3, 0.04
"""Marks so near to each other are one place; distance of a word from all else at least."""
GAP, FARTHER = 0.2, 0.5
"""Distance of a word from its mark, and where it has no room there."""
WIDE = 8.0
"""Width of a map, in scene units, whose words are as large as captions."""


class EndMarks(VGroup):
    """Triangles at places, pointing down for valleys and up for summits.

    Parameters
    ----------
    look
        Theme and language.
    places
        On screen ``(n, 3)``.
    up
        Whether they point up.
    size
        1 for a large picture.
    """

    lint_ignore = frozenset({"contrast"})
    """The lint takes no stroke for a ground, so it does not see the seam."""

    def __init__(self, look: Look, places: Point3D_Array, *, up: bool, size: float = 1.0) -> None:
        angles = np.deg2rad([90.0, 210.0, 330.0]) + (0.0 if up else np.pi)
        corners = size * TRIANGLE * np.stack([np.cos(angles), np.sin(angles), 0 * angles], axis=-1)
        self.marks = VMobject(
            fill_color=look.colours.ink,
            fill_opacity=1.0,
            stroke_color=look.colours.background,
            stroke_width=100 * SEAM,
        )
        self.places = places
        for place in places:
            self.marks.append_points(closed(place + corners))
        super().__init__(self.marks)
        self.name = "summits" if up else "valleys"


def end_words(
    look: Look, area: Box, named: Sequence[tuple[Point3D, str]], clear_of: Point3D_Array
) -> list[MapWord]:
    """Return words beside places on screen, as far as they have room; one at least.

    Parameters
    ----------
    look
        Theme and language.
    area
        What the words do not leave.
    named
        Places ``(3,)``, and the translated word for each.
    clear_of
        Points on screen ``(n, 3)`` that the words keep away from.
    """
    words: list[MapWord] = []
    low, high = np.array([area.left, area.bottom, 0.0]), np.array([area.right, area.top, 0.0])
    for place, text in named:
        word = MapWord(look, text, size=TYPE.caption if area.width >= WIDE else TYPE.label)
        half = np.array([*word.half, 0.0])
        around = ring(np.zeros(3), 1.0)
        spots = np.concatenate([place + around * (half + gap) for gap in (GAP, FARTHER)])
        spots = spots[((spots >= low + half) & (spots <= high - half)).all(axis=1)]
        if not len(spots):
            continue
        spot = roomiest(spots, word.half, clear_of, enough=GAP)
        if clearances(spot[None], word.half, clear_of)[0] < ROOM and words:
            continue
        words.append(word.stand_at(spot))
        clear_of = np.concatenate([clear_of, outline(word)])
    return words


__all__ = ["EndMarks", "end_words"]
