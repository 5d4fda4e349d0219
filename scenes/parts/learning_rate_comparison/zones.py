"""What the ball does with the rates of each zone of the axis: below 1/L, up to 2/L, and beyond."""

import numpy as np
from manim import DL, UR
from manim.typing import Point3D_Array

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.words import Words
from scenes.cast.charts.free_places import clearances

AIR, HEAD, FOOT = 0.08, 0.3, 0.35
"""Around a word, and from the upper and the lower edge of the axes to its middle."""


def zone_words(look: Look, area: Box, borders: tuple[float, float], taken: Point3D_Array) -> list[Words]:
    """Return a word for each zone that has room for it; it is true of parabolas.

    Parameters
    ----------
    look
        Theme and language.
    area
        What the data fill.
    borders
        Where 1/L and 2/L are.
    taken
        Points that the words keep clear of.
    """
    (first, second), (high, low) = borders, (area.top - HEAD, area.bottom + FOOT)
    found = []
    for text, left, right, height, colour in (
        (look.say("one side"), area.left, first, high, look.colours.ink),
        (look.say("side to side"), first, second, high, look.colours.ink),
        (look.say("escapes"), second, area.right, low, look.colours.warning),
    ):
        word = Words(look, text, colour=colour).move_to(((left + right) / 2, height, 0.0))
        half = np.array([word.width / 2 + AIR, word.height / 2 + AIR])
        room = right - left >= 2 * half[0]
        if room and clearances(np.array([word.get_center()]), half, taken)[0] > 0.0:
            found.append(word)
    return found


def filled(word: Words) -> Point3D_Array:
    """Return points all over a word, that others keep clear of.

    Parameters
    ----------
    word
        Where it stands.
    """
    (left, low, _), (right, high, _) = word.get_corner(DL), word.get_corner(UR)
    x, y = np.meshgrid(np.linspace(left, right, 20), np.linspace(low, high, 5))
    return np.stack([x, y, 0.0 * x], axis=-1).reshape(-1, 3)


__all__ = ["filled", "zone_words"]
