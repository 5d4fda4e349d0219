"""The heights that are written into contours: where each has room, and the gap of the line around it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from manim import VGroup
from manim.typing import Point3D, Point3D_Array

from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.free_places import clearances
from scenes.cast.marks.balls import OUT_OF_SIGHT
from scenes.cast.writing.number_text import SUPERSCRIPTS
from scenes.cast.writing.numbers import Number, number_width

GAP = 0.07
"""Free line beside a number, in scene units."""
CLEARANCE = 0.45
"""Distance from other things that a number would like to keep, in scene units."""
EDGE = 0.06
"""Least room between a number with its gap and the edge of the map."""
POWER_HEIGHT = 1.7
"""Height of a power of ten, in capital heights."""
LADDER = 0.25
"""How much nearness to the number before is worth: the numbers then stand like the rungs of a ladder."""


@dataclass(frozen=True, slots=True, eq=False)
class WrittenHeight:
    """A number in a contour.

    Parameters
    ----------
    number
        What is drawn.
    at
        Its middle, in the units of the map's axes, shape (2,).
    half
        Half its width and height, with the gap around it, in scene units.
    """

    number: Number
    at: Floats
    half: Floats


class WrittenHeights(VGroup):
    """The numbers in a map's contours: they stay where they are written when the view of the map changes.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    """

    def __init__(self, look: Look, plot: Plot) -> None:
        super().__init__()
        self.look, self.plot = look, plot
        self.written: dict[int, WrittenHeight] = {}
        self.name = "heights"

    def write(
        self,
        texts: Sequence[str],
        curves: Sequence[Sequence[Point3D_Array]],
        clear_of: Point3D_Array,
        size: float,
        apart: float = 0.0,
    ) -> None:
        """Write a text into each contour that has room for it, in place of what is written.

        Parameters
        ----------
        texts
            One for each contour.
        curves
            The pieces of each contour on screen.
        clear_of
            Points on screen ``(n, 3)`` from which the numbers keep a distance.
        size
            Font size.
        apart
            Least way between two of them, in scene units.
        """
        self.written.clear()
        placed: list[tuple[Point3D, float]] = []
        cap = CAP_HEIGHT_PER_FONT_SIZE * size
        for k, (text, pieces) in enumerate(zip(texts, curves, strict=True)):
            height = POWER_HEIGHT * cap if set(text) & set(SUPERSCRIPTS.values()) else cap
            half = np.array([number_width(text, size) / 2 + GAP, height / 2 + GAP])
            others = [curve for other in curves if other is not pieces for curve in other]
            where = self._place(pieces, half, clear_of, others, placed, apart)
            if where is None:
                continue
            placed.append((where, float(half[0])))
            number = Number(self.look, text, anchor="center", colour=self.look.colours.loss, size=size)
            self.written[k] = WrittenHeight(number, self.plot.read(where), half)
        self.submobjects = [one.number for one in self.written.values()]

    def take(self, other: "WrittenHeights") -> None:
        """Hold the numbers of another map of the same heights, where they were written."""
        self.written = dict(other.written)
        self.submobjects = [one.number for one in self.written.values()]

    def occupied(self) -> Point3D_Array:
        """Return points ``(n, 3)`` on what the numbers cover in the view of the moment."""
        x, y = np.meshgrid(np.linspace(-1.0, 1.0, 5), np.linspace(-1.0, 1.0, 3))
        around = np.stack([x, y, 0.0 * x], axis=-1).reshape(-1, 3)
        covered = [
            self.plot.at(*one.at.tolist()) + around * np.append(one.half, 0.0)
            for one in self.written.values()
        ]
        points: Point3D_Array = np.array(covered).reshape(-1, 3)
        return points

    def stand(self) -> dict[int, Box]:
        """Put the numbers to where they are in the view of the moment; return the gap of each contour."""
        holes = {}
        for k, one in self.written.items():
            where, area, number = self.plot.at(*one.at.tolist()), self.plot.area, one.number
            room = np.array([area.width, area.height]) / 2 - one.half
            if (np.abs(where - area.centre)[:2] > room).any():
                number.set_text(number.text, OUT_OF_SIGHT)
                continue
            number.set_text(number.text, where - np.array([0.0, number.cap_height / 2, 0.0]))
            (x, y, _), (across, up) = where, one.half
            holes[k] = Box(x - across, x + across, y - up, y + up)
        return holes

    def _place(
        self,
        pieces: Sequence[Point3D_Array],
        half: Floats,
        clear_of: Point3D_Array,
        others: Sequence[Point3D_Array],
        placed: Sequence[tuple[Point3D, float]],
        apart: float,
    ) -> Point3D | None:
        """Return the best place for a number of half-size ``(2,)`` on a contour, None if there is no room."""
        if not pieces:
            return None
        points = np.concatenate(list(pieces))
        area = self.plot.area
        room = EDGE + half
        inside = (points[:, 0] > area.left + room[0]) & (points[:, 0] < area.right - room[0])
        inside &= (points[:, 1] > area.bottom + room[1]) & (points[:, 1] < area.top - room[1])
        points = points[inside]
        if not len(points):
            return None
        cost = np.zeros(len(points))
        free = np.ones(len(points), dtype=bool)
        if len(clear_of):
            distance = clearances(points, half, clear_of, CLEARANCE)
            free &= distance > 0.08
            cost += np.maximum(CLEARANCE - distance, 0.0) * 4.0
        if others:
            beside = clearances(points, half - GAP, np.concatenate(list(others)), GAP)
            free &= beside > 0.0
            cost += np.maximum(GAP - beside, 0.0) * 4.0
        for other, width in placed:
            way = points[:, :2] - other[:2]
            free &= (np.abs(way) - half - np.array([width, half[1]]) > 0.02).any(axis=1)
            free &= np.hypot(*way.T) >= apart
        if placed:
            cost += LADDER * np.hypot(*(points[:, :2] - placed[-1][0][:2]).T)
        else:
            cost += LADDER * (area.top - points[:, 1])
        if not free.any():
            return None
        best: Point3D = points[np.argmin(np.where(free, cost, np.inf))]
        return best


def outside(piece: Point3D_Array, hole: Box) -> list[Point3D_Array]:
    """Return the parts of a finely drawn line ``(n, 3)`` that do not run through `hole`."""
    x, y = piece[:, 0], piece[:, 1]
    kept = (x < hole.left) | (x > hole.right) | (y < hole.bottom) | (y > hole.top)
    if kept.all():
        return [piece]
    edges = np.flatnonzero(np.diff(kept.astype(int))) + 1
    runs = np.split(np.arange(len(piece)), edges)
    return [piece[run] for run in runs if kept[run[0]] and len(run) > 1]


__all__ = ["WrittenHeights", "outside"]
