"""The words beside the gradient arrow and the step arrow."""

import numpy as np
from manim.typing import Point3D, Point3D_Array

from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS
from scenes.cast.charts.free_places import clearances, ring, roomiest
from scenes.cast.maps.crosshair import outline
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.writing.map_words import MapWord

WORD_GAP = 0.14


def arrow_words(look: Look, walk: MapWalk, gradient: str, step: str) -> tuple[MapWord, MapWord]:
    """Return words beside the first gradient arrow and step arrow, as far as they are seen.

    Parameters
    ----------
    look
        Theme and language.
    walk
        What has the arrows.
    gradient, step
        Translated words.
    """
    here, (*_, uphill, ahead) = walk.screen[0], walk.arrows.tips(0)
    words = MapWord(look, gradient, look.colours.gradient), MapWord(look, step, look.colours.step)
    taken = np.concatenate([ring(here, BALL_RADIUS), *(np.linspace(here, tip, 9) for tip in (uphill, ahead))])
    for word, tip in zip(words, (uphill, ahead), strict=True):
        if float(np.hypot(*(tip - here)[:2])) < BALL_RADIUS:
            word.remove(*word)
            continue
        _put_beside(word, walk, here, tip, taken)
        taken = np.concatenate([taken, outline(word)])
    return words


def _put_beside(word: MapWord, walk: MapWalk, tail: Point3D, tip: Point3D, taken: Point3D_Array) -> None:
    """Put a word beside an arrow or beyond its tip, inside the picture; leave it away without room."""
    way = tip - tail
    length = max(float(np.hypot(way[0], way[1])), 1e-9)
    along, across = way / length, np.array([-way[1], way[0], 0.0]) / length
    aside = float(np.abs(across[:2]) @ word.half) + WORD_GAP
    beyond = float(np.abs(along[:2]) @ word.half) + WORD_GAP
    places = [tail + share * way + side * aside * across for share in (0.5, 0.8, 0.2) for side in (1.0, -1.0)]
    places.append(tip + beyond * along)
    area = walk.plot.area
    low = np.array([area.left + word.half[0], area.bottom + word.half[1], 0.0])
    high = np.array([area.right - word.half[0], area.top - word.half[1], 0.0])
    place = roomiest(np.clip(places, low, high), word.half, taken, enough=WORD_GAP / 2)
    word.stand_at(place)
    if clearances(place[None], word.half, taken)[0] <= 0.0:
        word.remove(word.plate, word.word)


__all__ = ["arrow_words"]
