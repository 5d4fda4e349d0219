"""The words beside the gradient arrow and the step arrow."""

import numpy as np
from manim.typing import Point3D, Point3D_Array

from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS
from scenes.cast.charts.free_places import clearances, places_beside, ring, roomiest
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
    places = places_beside(tail, tip, word.half, walk.plot.area, gap=WORD_GAP)
    place = roomiest(places, word.half, taken, enough=WORD_GAP / 2)
    word.stand_at(place)
    if clearances(place[None], word.half, taken)[0] <= 0.0:
        word.remove(word.plate, word.word)


__all__ = ["arrow_words"]
