"""Words and formulas beside arrows on a map: one rule for where they stand, and when they are left away."""

from collections.abc import Sequence

import numpy as np
from manim.typing import Point3D, Point3D_Array

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS
from scenes.cast.charts.free_places import clearances, places_beside, ring, roomiest
from scenes.cast.maps.crosshair import outline
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.writing.arrow_count import beyond_tip
from scenes.cast.writing.map_words import MapLabel, MapWord

WORD_GAP = 0.14
"""Distance of a word from its arrow."""
ROOM_OF_NUMBER = 0.45, 0.2
"""Half the width and height that the number at the gradient's tip takes."""


def stand_beside(
    label: MapLabel,
    tail: Point3D,
    tip: Point3D,
    area: Box,
    clear_of: Point3D_Array,
    *,
    gap: float = WORD_GAP,
    enough: float = WORD_GAP / 2,
    shares: Sequence[float] = (0.5, 0.8, 0.2),
    first: float = 1.0,
) -> bool:
    """Put a label beside an arrow, or beyond its tip, where it has most room; tell whether it has any.

    Parameters
    ----------
    label
        A word or a formula on a plate.
    tail, tip
        The arrow on screen, shape (3,) each.
    area
        What the label does not leave.
    clear_of
        Points on screen ``(n, 3)`` that it keeps away from, those of the arrow among them.
    gap
        Its distance from the arrow.
    enough
        The first place that keeps such a distance from all points is taken.
    shares
        Where along the arrow, the best first.
    first
        The better side: 1 is left of the arrow's way, −1 right of it.
    """
    places = places_beside(tail, tip, label.half, area, gap=gap, shares=shares, first=first)
    place = roomiest(places, label.half, clear_of, enough=enough)
    label.stand_at(place)
    return bool(clearances(place[None], label.half, clear_of)[0] > 0.0)


def arrow_words(
    look: Look,
    walk: MapWalk,
    named: Sequence[tuple[int, str, str]],
    step: int = 0,
    clear_of: Sequence[Point3D_Array] = (),
) -> tuple[MapWord, ...]:
    """Return one word for each of `named`, in their order, beside the arrows of a step.

    A word whose arrow is not seen, or has no room, holds nothing: all of them may be faded in and out alike.

    Parameters
    ----------
    look
        Theme and language.
    walk
        What has the arrows.
    named
        Which arrow, the translated word, and ``#rrggbb``. Arrows count from 0 as the `StepParts` do: of those
        `of_momentum` 0 is carried on and 1 against the gradient. −1 is the step itself.
    step
        Counted from 0.
    clear_of
        Further points on screen ``(n, 3)`` from which they keep away.
    """
    here, tips = walk.screen[step], walk.arrows.tips(step)
    ends = [tips[which] for which, _, _ in named]
    lines = [np.linspace(here, tip, 9) for tip in tips]
    number, area = walk.arrows.number, walk.plot.area
    if number is not None:
        lines.append(counted(here, tips[-2], area))
    taken = np.concatenate([ring(here, BALL_RADIUS), *lines, *clear_of])
    words = tuple(MapWord(look, text, colour) for _, text, colour in named)
    for word, tip, (which, _, _) in zip(words, ends, named, strict=True):
        if which == -1 and number is not None:
            rim = number.outline(step, 1.0, here, tip, area)
            taken = np.concatenate([taken, np.linspace(rim[:-1], rim[1:], 7).reshape(-1, 3)])
        if float(np.hypot(*(tip - here)[:2])) < BALL_RADIUS:
            word.remove(*word)
            continue
        if not stand_beside(word, here, tip, area, taken):
            word.remove(word.plate, word.word)
        taken = np.concatenate([taken, outline(word)])
    return words


def counted(here: Point3D, tip: Point3D, area: Box) -> Point3D_Array:
    """Return points where the number at an arrow's tip stands."""
    half = np.array(ROOM_OF_NUMBER)
    x, y = np.meshgrid(np.linspace(-half[0], half[0], 7), np.linspace(-half[1], half[1], 3))
    middle = beyond_tip(half, here, tip, area)
    points: Point3D_Array = np.stack([middle[0] + x, middle[1] + y, 0.0 * x], axis=-1).reshape(-1, 3)
    return points


__all__ = ["arrow_words", "stand_beside"]
