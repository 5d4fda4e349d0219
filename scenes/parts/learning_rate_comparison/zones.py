"""What the ball does with the rates of each zone of the ruler: below 1/L, up to 2/L, and beyond."""

import numpy as np
from manim import DL, UR
from manim.typing import Point3D, Point3D_Array

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.words import Words
from scenes.cast.charts.free_places import clearances

AIR = 0.08
"""Around a word."""
DROPS = np.linspace(0.3, 2.4, 8)
"""How far below the ruler a word may stand."""
LOWER = 0.5
"""Standing one unit lower is as bad for a word as standing so far aside of the middle of its zone."""


def zone_words(
    look: Look, area: Box, borders: tuple[Point3D, Point3D, Point3D], taken: Point3D_Array
) -> list[Words]:
    """Return a word for each zone that has room for it.

    Parameters
    ----------
    look
        Theme and language.
    area
        What the data fill.
    borders
        Where the ruler begins, the minimum, and where 2/L is on the ruler.
    taken
        Points that the words keep clear of.
    """
    start, home, mirror = (float(place[0]) for place in borders)
    edge, found = area.left if mirror < start else area.right, list[Words]()
    for text, begin, end, colour in (
        (look.say("one side"), start, home, look.colours.ink),
        (look.say("side to side"), home, mirror, look.colours.ink),
        (look.say("escapes"), mirror, edge, look.colours.warning),
    ):
        word = Words(look, text, colour=colour)
        half = np.array([word.width / 2 + AIR, word.height / 2 + AIR])
        left, right = sorted((begin, end))
        xs = np.linspace(left + half[0], right - half[0], 9)
        ys = [float(borders[0][1]) - down for down in DROPS if borders[0][1] - down - half[1] > area.bottom]
        if right - left < 2 * half[0]:
            continue
        places = [np.array([x, y, 0.0]) for y in ys for x in xs]
        places.sort(key=lambda place: abs(place[0] - xs.mean()) + LOWER * (borders[0][1] - place[1]))
        free = clearances(np.array(places).reshape(-1, 3), half, taken) > 0.0
        if free.any():
            found.append(word.move_to(places[int(np.argmax(free))]))
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
