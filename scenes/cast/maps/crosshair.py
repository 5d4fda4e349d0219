"""The mark of an exact place on a landscape: four short bars and a word."""

import numpy as np
from manim import VGroup
from manim.typing import Point3D, Point3D_Array

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.cast.charts.free_places import ring, roomiest
from scenes.cast.writing.map_words import MapLabel, MapWord
from scenes.cast.writing.plates import Plate

CROSSHAIR = 0.22, 0.42
WAYS = np.array([(1.0, 0.0, 0.0), (-1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, -1.0, 0.0)])
CROSSHAIR_WIDTH, CROSSHAIR_EDGE = 0.03, 0.02


class Crosshair(VGroup):
    """Four short bars around an exact place, which leave what stands there visible.

    Parameters
    ----------
    look
        Theme and language.
    place
        The place on screen.
    """

    def __init__(self, look: Look, place: Point3D) -> None:
        super().__init__()
        self.look, self.place = look, place
        self.word: MapWord | None = None
        inner, outer = CROSSHAIR
        self.bars = VGroup()
        for colour, edge in ((look.colours.background, CROSSHAIR_EDGE), (look.colours.ink, 0.0)):
            for way in WAYS:
                ends = np.stack([place + inner * way, place + outer * way])
                (left, bottom, _), (right, top, _) = ends.min(axis=0), ends.max(axis=0)
                half = CROSSHAIR_WIDTH / 2 + edge
                self.bars.add(Plate(colour).cover(Box(left - half, right + half, bottom - half, top + half)))
        self.add(self.bars)
        self.name = "exact minimum"

    def named(self, text: str, area: Box, clear_of: Point3D_Array) -> "Crosshair":
        """Write a word beside it.

        Parameters
        ----------
        text
            A translated word.
        area
            The picture, in which the word stays.
        clear_of
            Points on screen ``(n, 3)`` from which the word keeps away.
        """
        self.word = MapWord(self.look, text)
        room = self.word.half
        places = self.place + WAYS * [CROSSHAIR[1] + room[0], CROSSHAIR[1] + room[1], 0.0]
        inside = [
            spot
            for spot in places
            if area.left + room[0] < spot[0] < area.right - room[0]
            and area.bottom + room[1] < spot[1] < area.top - room[1]
        ]
        self.word.stand_at(roomiest(np.array(inside or places), room, clear_of))
        self.add(self.word)
        return self

    def occupied(self) -> Point3D_Array:
        """Return points on screen ``(n, 3)`` on its outline."""
        words = [] if self.word is None else [outline(self.word)]
        return np.concatenate([ring(self.place, CROSSHAIR[1]), *words])


def outline(word: MapLabel) -> Point3D_Array:
    """Return points ``(n, 3)`` on the edges and in the middle of a label's plate."""
    steps = np.linspace(-1.0, 1.0, 7)
    grid = np.stack(np.meshgrid(steps, (-1.0, 0.0, 1.0)), axis=-1).reshape(-1, 2) * word.half
    around: Point3D_Array = word.label.get_center() + np.hstack([grid, np.zeros((len(grid), 1))])
    return around
