"""Values at the height of their dots, and words that name what is drawn."""

from collections.abc import Sequence

import numpy as np
from manim.typing import Point3D, Point3D_Array

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.words import Words
from scenes.cast.charts.end_words import end_words
from scenes.cast.charts.free_places import clearances
from scenes.parts.learning_rate_comparison.zones import filled

APART, AIR = 0.18, 0.02
"""From a dot to its value; around a value."""
RISES, ASIDE = (0.26, 0.34, 0.42, 0.5, 0.6), (0.02, -0.04, -0.08, -0.12, -0.16)
"""How much higher than its dot a value may stand that has no room beside it, and from where on."""


def values_beside(
    look: Look, area: Box, ends: Sequence[tuple[Point3D, str, str]], taken: Point3D_Array
) -> list[Words]:
    """Return the values of dots: at the right or the left of each at its height, or else near it.

    Parameters
    ----------
    look
        Theme and language.
    area
        What the data fill.
    ends
        Places on screen ``(3,)``, what stands there, and its colour ``#rrggbb``.
    taken
        Points that they keep clear of.
    """
    found = list[Words]()
    for place, text, colour in ends:
        words = Words(look, text, colour=colour)
        half = np.array([words.width, words.height]) / 2 + AIR
        y = min(max(place[1], area.bottom + half[1] + AIR), area.top - half[1])
        places = [np.array([place[0] + side * (APART + half[0]), y, 0.0]) for side in (1, -1)]
        places += [place + np.array([half[0] + aside, up, 0.0]) for up in RISES for aside in ASIDE]
        free = [
            at
            for at in places
            if area.left + half[0] <= at[0] <= area.right - half[0]
            and clearances(at[None], half, taken)[0] > 0.0
        ]
        made = [words.move_to(free[0])] if free else end_words(look, area, [(place, text, colour)], taken)
        found += made
        taken = np.concatenate([taken, *(filled(word) for word in made)])
    return found


def named(
    look: Look, area: Box, text: str, line: Point3D_Array, taken: Point3D_Array, colour: str
) -> list[Words]:
    """Return what a line is, near its middle, if there is room.

    Parameters
    ----------
    look
        Theme and language.
    area
        What the data fill.
    text
        The name, translated.
    line
        Both ends of the line ``(2, 3)``.
    taken
        Points that the word keeps clear of.
    colour
        Of the word, ``#rrggbb``.
    """
    along = line[0] + np.linspace(0.0, 1.0, 60)[:, None] * (line[1] - line[0])
    return end_words(look, area, [(line.mean(axis=0), text, colour)], np.concatenate([taken, along]))


__all__ = ["named", "values_beside"]
