"""Lines and dots whose places can be set at every frame: polylines, dashes, discs, closed shapes."""

from collections.abc import Sequence

import numpy as np
from manim import Circle, VMobject
from manim.typing import Point3D, Point3D_Array

from gd_math.typing import Bools, Integers
from scenes.base.layout import Box
from scenes.base.theme import POINT_RADIUS

_HAIR = 1e-12


def clip_polyline(points: Point3D_Array, box: Box) -> list[Point3D_Array]:
    """Return the pieces of a polyline ``(n, 3)`` that lie inside `box`, cut exactly at its edges.

    Each segment is cut as Liang and Barsky (1984) do, doi:10.1145/357332.357333.
    """
    if len(points) < 2:
        return []
    (left, bottom), (right, top) = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
    if box.left <= left and right <= box.right and box.bottom <= bottom and top <= box.top:
        return [points]
    known: Bools = np.logical_and.reduce(np.isfinite(points), axis=1)
    starts, seen = points[:-1], known[:-1] & known[1:]
    enter, leave = np.zeros(len(starts)), np.ones(len(starts))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        ways = points[1:] - starts
        for axis, low, high in ((0, box.left, box.right), (1, box.bottom, box.top)):
            start, way = starts[:, axis], ways[:, axis]
            goes = way != 0.0
            seen &= goes | ((low <= start) & (start <= high))
            one, other = (low - start) / way, (high - start) / way
            enter = np.where(goes, np.maximum(enter, np.minimum(one, other)), enter)
            leave = np.where(goes, np.minimum(leave, np.maximum(one, other)), leave)
        seen &= enter < leave
        first, last = (starts + share[:, None] * ways for share in (enter, leave))
    goes_on = np.append(seen[1:] & seen[:-1] & (leave[:-1] >= 1.0), [False])
    ends = np.flatnonzero(seen & ~goes_on)
    begins = np.flatnonzero(seen & ~np.concatenate([[False], goes_on[:-1]]))
    return [
        np.concatenate([first[begin : begin + 1], last[begin : end + 1]])
        for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)
    ]


class Polyline(VMobject):
    """A line through points that can be replaced at every frame; `set_corners` takes pieces as well."""

    lint_ignore: frozenset[str] = frozenset()

    def __init__(self, colour: str, width: float, *, opacity: float = 1.0, name: str = "line") -> None:
        super().__init__(stroke_color=colour, stroke_width=width, stroke_opacity=opacity, fill_opacity=0.0)
        self.name = name

    def set_corners(self, *pieces: Point3D_Array) -> "Polyline":
        """Draw straight lines through each of the pieces ``(n, 3)``."""
        starts = np.concatenate([piece[:-1] for piece in pieces] or [np.zeros((0, 3))])
        ends = np.concatenate([piece[1:] for piece in pieces] or [np.zeros((0, 3))])
        way = ends - starts
        self.points = np.stack([starts, starts + way / 3, starts + 2 * way / 3, ends], axis=1).reshape(-1, 3)
        return self

    def set_segments(self, pieces: Point3D_Array) -> "Polyline":
        """Draw straight pieces ``(m, 2, 3)``."""
        start, way = pieces[:, :1], pieces[:, 1:] - pieces[:, :1]
        self.points = (start + np.arange(4)[:, None] / 3 * way).reshape(-1, 3)
        return self


class Dots(VMobject):
    """Equal discs, or other shapes, at any number of places: one mobject, replaced at every frame if need be.

    Parameters
    ----------
    colour
        ``#rrggbb``.
    radius
        In scene units.
    opacity
        From 0 to 1.
    shape
        Bézier points around the origin, shape (4 n, 3), in place of a disc's.
    """

    lint_ignore: frozenset[str] = frozenset()

    def __init__(
        self,
        colour: str,
        radius: float = POINT_RADIUS,
        opacity: float = 1.0,
        name: str = "dots",
        shape: Point3D_Array | None = None,
    ) -> None:
        super().__init__(fill_color=colour, fill_opacity=opacity, stroke_width=0.0)
        self.disc = Circle(radius=radius, num_components=9).points if shape is None else shape
        self.name = name
        self.places = np.zeros((0, 3))

    def set_places(self, places: Point3D_Array) -> "Dots":
        """Draw a disc at each of the places ``(n, 3)``."""
        self.places = np.asarray(places, dtype=float).reshape(-1, 3)
        self.points = (self.places[:, None, :] + self.disc[None, :, :]).reshape(-1, 3)
        return self


def dashes(start: Point3D, end: Point3D, dash: float = 0.08, gap: float = 0.07) -> list[Point3D_Array]:
    """Return the pieces of a dashed straight line from `start` to `end`."""
    way = end - start
    length = float(np.hypot(way[0], way[1]))
    if length == 0.0:
        return []
    firsts = np.arange(0.0, length, dash + gap)
    return [
        np.array([start + way * first / length, start + way * min(first + dash, length) / length])
        for first in firsts
    ]


def dashed(points: Point3D_Array, pattern: Sequence[float]) -> Point3D_Array:
    """Return the straight pieces, shape (m, 2, 3), of a polyline ``(n, 3)`` with dashes and gaps in turn."""
    if not len(pattern):
        return np.stack([points[:-1], points[1:]], axis=1)
    ways = points[1:] - points[:-1]
    lengths = np.nan_to_num(np.linalg.norm(ways, axis=1), nan=0.0)
    along, turns = np.concatenate([[0.0], np.cumsum(lengths)]), np.cumsum(pattern)
    rounds = turns[-1] * np.arange(np.ceil(along[-1] / turns[-1]))
    stops = np.union1d(along, (rounds[:, None] + turns).ravel())
    stops = stops[stops <= along[-1]]
    middles = (stops[1:] + stops[:-1]) / 2
    drawn = np.searchsorted(turns, middles % turns[-1], side="right") % 2 == 0
    drawn &= np.diff(stops) > _HAIR
    on = (np.searchsorted(along, middles, side="right") - 1)[drawn]
    ends = np.stack([stops[:-1][drawn], stops[1:][drawn]], axis=1)
    shares = (ends - along[on, None]) / lengths[on, None]
    dashes: Point3D_Array = points[on, None] + shares[..., None] * ways[on, None]
    return dashes


def all_dashed(pieces: Sequence[Point3D_Array], pattern: Sequence[float]) -> Point3D_Array:
    """Return the straight pieces, shape (m, 2, 3), of several polylines, each `dashed` from its beginning."""
    return np.concatenate([np.zeros((0, 2, 3)), *(dashed(piece, pattern) for piece in pieces)])


def until(pieces: Point3D_Array, across: float) -> Point3D_Array:
    """Return the straight pieces ``(m, 2, 3)`` of a line from left to right as far as x = `across`."""
    kept: Point3D_Array = pieces[pieces[:, 0, 0] < across - 1e-9].copy()
    if len(kept) and kept[-1, 1, 0] > across:
        start, end = kept[-1]
        kept[-1, 1] = start + (across - start[0]) / (end[0] - start[0]) * (end - start)
    return kept


def columns(points: Point3D_Array, width: float) -> Integers:
    """Return the rising indices of the lowest and highest of the points ``(n, 3)`` in each stripe of a width.

    >>> points = np.array([[0.0, 1, 0], [0.1, 3, 0], [0.2, 2, 0], [1.1, 5, 0]])
    >>> columns(points, 1.0).tolist()
    [0, 1, 3]
    """
    if not len(points):
        return np.zeros(0, dtype=np.intp)
    stripes = np.floor(points[:, 0] / width)
    starts = np.flatnonzero(np.diff(stripes, prepend=-np.inf))
    kept: set[int] = set()
    for start, end in zip(starts, [*starts[1:], len(points)], strict=True):
        heights = points[start:end, 1]
        kept |= {int(start + heights.argmin()), int(start + heights.argmax())}
    return np.array(sorted(kept))


def closed(corners: Point3D_Array) -> Point3D_Array:
    """Return the Bézier points of the polygon with these corners."""
    points: Point3D_Array = VMobject().set_points_as_corners(np.vstack([corners, corners[:1]])).points
    return points
