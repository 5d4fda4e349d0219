"""The valleys of a land: a ring around the lowest place of each, and beside it how high that is."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import VGroup
from manim.typing import Point3D, Point3D_Array

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.cast.marks.segments import Rings
from scenes.cast.moving.following import follow
from scenes.cast.writing.numbers import Number, number_width
from scenes.cast.writing.plates import Plate

RING, AIR, PAD, PLATE = 0.15, 0.12, 0.06, 0.8
"""Radius of a ring; from it to its number; from that to the edge of its plate, whose opacity comes last."""
SIDES = ((1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0))
"""Where a number may stand, the best first."""


class ValleyMarks(VGroup):
    """Rings with numbers, which stand where they hide no ring, ball or other number; else they are left out.

    Parameters
    ----------
    look
        Theme and language.
    places
        Returns where the lowest places are seen now, (n, 3).
    texts
        How high each of them is.
    ball
        Where a ball as large as a ring stands, (3,).
    room
        In which the numbers stand.
    size
        Of the rings.
    """

    def __init__(
        self,
        look: Look,
        places: Callable[[], Point3D_Array],
        texts: Sequence[str],
        ball: Point3D,
        room: Box,
        size: float,
    ) -> None:
        self.where, self.texts, self.radius = places, texts, size * RING
        self.cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        self.rings = Rings(look.colours.ink, self.radius, STROKES.path, name="valleys")
        self.rings.lint_ignore = frozenset({"contrast", "grown-to-nothing"})
        self.numbers = [Number(look, "", anchor="center") for _ in texts]
        self.plates = [Plate(look.colours.background, PLATE) for _ in texts]
        self.sides = self.choose(places(), ball, room)
        super().__init__(*self.plates, self.rings, *self.numbers)
        self.name = "valleys"
        follow(self, self.redraw)

    def ways(self, text: str) -> Point3D_Array:
        """Return the ways from a ring's middle to that of its number, at each of the sides."""
        apart = self.radius + AIR
        half = np.array([number_width(text, TYPE.label) / 2 + apart, self.cap / 2 + apart])
        return np.concatenate([np.array(SIDES) * half, np.zeros((len(SIDES), 1))], axis=1)

    def choose(self, places: Point3D_Array, ball: Point3D, room: Box) -> list[int | None]:
        """Return at which of its sides the number of each place stands, if there is one that is free."""
        ring = np.array([self.radius, self.radius])
        taken = [(place[:2] - ring, place[:2] + ring) for place in (*places, ball)]
        sides: list[int | None] = []
        for place, text in zip(places, self.texts, strict=True):
            half = np.array([number_width(text, TYPE.label), self.cap]) / 2 + PAD
            found = None
            for side, way in enumerate(self.ways(text)):
                low, high = (place + way)[:2] - half, (place + way)[:2] + half
                inside = (np.array([room.left, room.bottom]) <= low).all() and (
                    high <= np.array([room.right, room.top])
                ).all()
                if inside and not any((low < top).all() and (high > foot).all() for foot, top in taken):
                    found = side
                    taken.append((low, high))
                    break
            sides.append(found)
        return sides

    def redraw(self) -> None:
        """Stand around and beside the places."""
        places = self.where()
        self.rings.set_places(places)
        parts = zip(self.numbers, self.plates, self.texts, self.sides, places, strict=True)
        for number, plate, text, side, place in parts:
            if side is None:
                continue
            x, y, _ = place + self.ways(text)[side]
            wide, high = number_width(text, TYPE.label) / 2 + PAD, self.cap / 2 + PAD
            plate.cover(Box(x - wide, x + wide, y - high, y + high))
            number.set_text(text, (x, y - self.cap / 2, 0.0))


__all__ = ["ValleyMarks"]
