"""The question mark beside a ball, on a poster."""

import numpy as np
from manim.typing import Point3D_Array

from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.cast.charts.free_places import ring, roomiest
from scenes.cast.curves.close_walk import CloseWalk
from scenes.cast.writing.formulas import MathFormula

AWAY = 0.9
"""From the ball to the middle of the question mark."""


def question_mark(look: Look, walk: CloseWalk, clear_of: Point3D_Array) -> MathFormula:
    """Return a question mark in the step's colour beside the ball of a walk, inside its plot.

    Parameters
    ----------
    look
        Theme and language.
    walk
        At its start.
    clear_of
        Points on screen ``(n, 3)`` that it keeps away from.
    """
    mark = MathFormula(look, '"?"', colour=look.colours.step, size=2 * TYPE.formula)
    half, area = np.array([mark.width, mark.height]) / 2, walk.plot.area
    room = np.array([area.width, area.height]) / 2 - half
    places = ring(walk.ball.place, AWAY)
    places = places[(np.abs(places - area.centre)[:, :2] <= room).all(axis=1)]
    mark.move_to(roomiest(places, half, clear_of))
    return mark


__all__ = ["question_mark"]
