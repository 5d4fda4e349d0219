"""Who is told: a worker with a helmet, who walks; in other tables a dot that stands out."""

import numpy as np
from manim.typing import Point3D, Point3D_Array

from gd_math.typing import Floats
from scenes.base.look import Look
from scenes.base.theme import POINT_RADIUS
from scenes.cast.marks.shade import Shade

TALL = 0.82
"""Height of a worker in scene units."""
STRIDES, SWING = 2.0, 0.1
"""Double steps on a level leg, and how far a foot is before the hips at most, in scene units."""
_ARC = np.linspace(0.0, np.pi, 15)
_RING = np.linspace(0.0, 2 * np.pi, 25)[:-1]


class Worker(Shade):
    """A person, or a dot, that stands on a place.

    Parameters
    ----------
    look
        Theme and language.
    person
        Whether it is a person.
    """

    def __init__(self, look: Look, *, person: bool) -> None:
        super().__init__(look.colours.data, name="worker" if person else "row")
        self.person, self.place = person, np.zeros(3)

    def stand(self, place: Point3D, walked: float = 0.0) -> "Worker":
        """Stand with the feet on a place, or be there.

        Parameters
        ----------
        place
            On screen, shape (3,).
        walked
            Share of a way on level ground, from 0 to 1: it swings the legs.
        """
        self.place = np.asarray(place, dtype=float)
        shapes = person(walked) if self.person else [2.0 * POINT_RADIUS * _circle(_RING)]
        self.set_outlines(*(np.column_stack([shape, 0.0 * shape[:, 0]]) + self.place for shape in shapes))
        return self

    @property
    def ground(self) -> Point3D_Array:
        """Points on screen ``(n, 3)`` all over it, for what keeps clear of it."""
        return np.asarray(self.points)


def person(walked: float) -> list[Floats]:
    """Return the outlines ``(n, 2)`` of a person whose feet stand around the origin."""
    swing = SWING * np.sin(2 * np.pi * STRIDES * walked)
    legs = [_limb((side * 0.055, 0.33), (side * 0.06 + way, 0.0), 0.085) for side, way in _sides(swing)]
    arms = [_limb((side * 0.13, 0.53), (side * 0.17 - way, 0.32), 0.06) for side, way in _sides(swing)]
    torso = np.array([(-0.13, 0.56), (0.13, 0.56), (0.1, 0.3), (-0.1, 0.3)])
    head = 0.085 * _circle(_RING) + (0.0, 0.65)
    helmet = np.vstack([0.115 * _circle(_ARC) + (0.0, 0.695), [(-0.115, 0.68), (0.17, 0.68), (0.17, 0.695)]])
    return [*legs, *arms, torso, head, helmet]


def _sides(swing: float) -> tuple[tuple[float, float], tuple[float, float]]:
    return (-1.0, swing), (1.0, -swing)


def _circle(angles: Floats) -> Floats:
    return np.column_stack([np.cos(angles), np.sin(angles)])


def _limb(start: tuple[float, float], end: tuple[float, float], width: float) -> Floats:
    """Return a straight limb with a round end."""
    way = np.subtract(end, start)
    turns = np.arctan2(way[1], way[0]) + np.linspace(0.5 * np.pi, -0.5 * np.pi, 7)
    tip = np.asarray(end) + width / 2 * _circle(turns)
    return np.vstack([tip, np.asarray(start) + width / 2 * _circle(turns - np.pi)])


__all__ = ["TALL", "Worker"]
