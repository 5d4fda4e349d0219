"""Outlines as straight segments: their boxes, what they cross, what they cover."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.intp]

PIECES_PER_CURVE = 4
"""Straight segments that stand for one Bézier curve."""

_T = np.linspace(0.0, 1.0, PIECES_PER_CURVE + 1)[:, None]
_WEIGHTS = np.hstack([(1 - _T) ** 3, 3 * _T * (1 - _T) ** 2, 3 * _T**2 * (1 - _T), _T**3])
_STRAIGHT = 1e-6
_JOINED = 1e-5
_AT_ONCE = 400_000


def box_around(points: Floats) -> Floats:
    """Return the box ``(left, bottom, right, top)`` around points ``(n, 2)``.

    numpy is quick along an axis whose numbers lie side by side, and slow across pairs.
    """
    along = np.ascontiguousarray(points.T)
    return np.concatenate([along.min(axis=1), along.max(axis=1)])


def boxes_of(segments: Floats) -> Floats:
    """Return the box ``(m, 4)`` of every segment ``(m, 2, 2)``."""
    start, end = segments[:, 0], segments[:, 1]
    return np.hstack([np.minimum(start, end), np.maximum(start, end)])


def within(points: Floats, box: Floats) -> Flags:
    """Tell which points ``(n, 2)`` lie in a box ``(4,)`` or on its edge."""
    x, y = points.T
    left, bottom, right, top = box
    inside: Flags = (x >= left) & (y >= bottom) & (x <= right) & (y <= top)
    return inside


def middle(box: Floats) -> tuple[float, float]:
    """Return the middle of a box ``(4,)`` or of several ``(n, 4)``."""
    boxes = box.reshape(-1, 4)
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    return float(low[0] + high[0]) / 2, float(low[1] + high[1]) / 2


def boxes_meet(one: Floats, other: Floats, hair: float = 0.0) -> Flags:
    """Tell which boxes of ``(..., 4)`` and ``(..., 4)`` share more than `hair` in both directions."""
    low = np.maximum(one[..., :2], other[..., :2])
    high = np.minimum(one[..., 2:], other[..., 2:])
    share = high - low > hair
    meet: Flags = share[..., 0] & share[..., 1]
    return meet


def twice_the_area(start: Floats, end: Floats) -> float:
    """Return twice the signed area between the origin and segments from ``(..., 2)`` to ``(..., 2)``."""
    return float((start[..., 0] * end[..., 1] - end[..., 0] * start[..., 1]).sum())


def _crossed(start: Floats, end: Floats, heights: Floats) -> tuple[Indices, Indices]:
    """Return each height of ``(n, 1)`` that an edge from `start` to `end` ``(m,)`` crosses, and the edge."""
    row, edge = np.nonzero((start <= heights) != (end <= heights))
    return row, edge


@dataclass(frozen=True, eq=False)
class Shape:
    """The outline of a mobject, or of several that look alike.

    Parameters
    ----------
    curves
        Cubic Bézier curves ``(n, 4, 2)`` in scene units.
    """

    curves: Floats

    @classmethod
    def of_points(cls, points: Floats) -> "Shape":
        """Return the shape of manim's points ``(4 n, 3)``."""
        whole = len(points) // 4 * 4
        return cls(np.array(points[:whole, :2], dtype=np.float64).reshape(-1, 4, 2))

    @cached_property
    def box(self) -> Floats:
        """The tight box ``(4,)``."""
        return box_around(self._along.reshape(-1, 2))

    @cached_property
    def _along(self) -> Floats:
        """Points ``(n, PIECES_PER_CURVE + 1, 2)`` on the curves."""
        along: Floats = _WEIGHTS @ self.curves
        return along

    @cached_property
    def _bent(self) -> Flags:
        start, one, two, end = (self.curves[:, k] for k in range(4))
        off = np.abs(3 * one - 2 * start - end) + np.abs(3 * two - start - 2 * end)
        bent: Flags = np.maximum(off[:, 0], off[:, 1]) > _STRAIGHT
        return bent

    @cached_property
    def segments(self) -> Floats:
        """Segments ``(m, 2, 2)`` along the outline: one for a straight curve, several for a bent one."""
        straight, along = self.curves[~self._bent], self._along[self._bent]
        pieces = np.stack([along[:, :-1], along[:, 1:]], axis=2).reshape(-1, 2, 2)
        return np.concatenate([straight[:, [0, 3]], pieces])

    @cached_property
    def _segment_boxes(self) -> Floats:
        return boxes_of(self.segments)

    @cached_property
    def _firsts(self) -> Indices:
        """The index of the first curve of every subpath."""
        ways = np.abs(self.curves[1:, 0] - self.curves[:-1, 3])
        jumps = (ways[:, 0] > _JOINED) | (ways[:, 1] > _JOINED)
        return np.concatenate([[0], np.flatnonzero(jumps) + 1])

    @cached_property
    def _edges(self) -> Floats:
        """The segments and those that close the subpaths: the border of what is filled."""
        lasts = np.append(self._firsts[1:], len(self.curves)) - 1
        closing = np.stack([self.curves[lasts, 3], self.curves[self._firsts, 0]], axis=1)
        return np.concatenate([self.segments, closing])

    @cached_property
    def _edge_boxes(self) -> Floats:
        return boxes_of(self._edges)

    @cached_property
    def contours(self) -> Floats:
        """The box ``(k, 4)`` of every subpath: for a text, of every glyph and of the holes in it."""
        if len(self.curves) == 0:
            return np.zeros((0, 4))
        low = np.minimum.reduceat(self._extremes[:, :2], self._firsts)
        high = np.maximum.reduceat(self._extremes[:, 2:], self._firsts)
        return np.hstack([low, high])

    @cached_property
    def beads(self) -> tuple[Floats, Indices]:
        """Points ``(2 n, 2)`` on the outline, two of each curve, and the number of each one's subpath."""
        which = np.zeros(len(self.curves), dtype=np.intp)
        which[self._firsts[1:]] = 1
        points: Floats = self._along[:, : PIECES_PER_CURVE : PIECES_PER_CURVE // 2].reshape(-1, 2)
        return points, np.repeat(np.cumsum(which), 2)

    @cached_property
    def _extremes(self) -> Floats:
        along = np.ascontiguousarray(self._along.swapaxes(0, 1))
        return np.hstack([along.min(axis=0), along.max(axis=0)])

    @cached_property
    def area(self) -> float:
        """The filled area; holes count negative when they turn the other way, as in fonts."""
        lasts = np.append(self._firsts[1:], len(self.curves)) - 1
        along = twice_the_area(self._along[:, :-1], self._along[:, 1:])
        closing = twice_the_area(self.curves[lasts, 3], self.curves[self._firsts, 0])
        return abs(along + closing) / 2

    def covers(self, points: Floats) -> Flags:
        """Tell which of ``(n, 2)`` lie inside (non-zero winding number, as cairo fills)."""
        inside = np.zeros(len(points), dtype=bool)
        near = np.flatnonzero(within(points, self.box))
        if not len(near):
            return inside
        # Only edges at the height of some point and not left of them all can turn around one of them.
        (left, bottom), top = points[near].min(axis=0), points[near, 1].max()
        low, high = self._edge_boxes[:, :2], self._edge_boxes[:, 2:]
        edges = self._edges[(high[:, 1] >= bottom) & (low[:, 1] <= top) & (high[:, 0] >= left)]
        stride = max(1, _AT_ONCE // max(len(edges), 1))
        (x0, y0), (x1, y1) = edges[:, 0].T, edges[:, 1].T
        for first in range(0, len(near), stride):
            some = near[first : first + stride]
            # Few edges cross a point's height, so that it is asked only of them on which side they pass it.
            row, edge = _crossed(y0, y1, points[some, 1:])
            x, y = points[some][row].T
            side = (x1[edge] - x0[edge]) * (y - y0[edge]) - (x - x0[edge]) * (y1[edge] - y0[edge])
            turns = np.where(y1[edge] > y0[edge], side > 0, -1.0 * (side < 0))
            inside[some] = np.bincount(row, turns, len(some)) != 0.0
        return inside

    def covers_grid(self, columns: Floats, rows: Floats) -> Flags:
        """Tell which points of a grid lie inside, ``(len(rows), len(columns))``, as `covers` does.

        Along each row the edges that cross it are counted with their directions, from the right.
        """
        (x0, y0), (x1, y1) = self._edges[:, 0].T, self._edges[:, 1].T
        row, edge = _crossed(y0, y1, rows[:, None])
        share = (rows[row] - y0[edge]) / (y1[edge] - y0[edge])
        place = np.searchsorted(columns, x0[edge] + share * (x1[edge] - x0[edge]), side="left")
        count = len(columns) + 1
        turns = np.where(y1[edge] > y0[edge], 1.0, -1.0)
        crossed = np.bincount(row * count + place, turns, len(rows) * count).reshape(len(rows), count)
        inside: Flags = crossed[:, ::-1].cumsum(axis=1)[:, ::-1][:, 1:] != 0.0
        return inside

    def crossings(self, boxes: Floats, grow: float) -> Floats:
        """Return points ``(c, 2)`` of the outline inside ``boxes (k, 4)`` that are made larger by `grow`.

        One point for each segment and box: the middle of the part inside (Liang and Barsky, 1984).
        """
        around = np.concatenate([boxes[:, :2].min(axis=0) - grow, boxes[:, 2:].max(axis=0) + grow])
        near = self.segments[boxes_meet(self._segment_boxes, around, -1e-9)]
        if not len(near):
            return np.zeros((0, 2))
        start, way = near[:, None, 0], near[:, None, 1] - near[:, None, 0]
        low, high = boxes[None, :, :2] - grow, boxes[None, :, 2:] + grow
        with np.errstate(divide="ignore", invalid="ignore"):
            one, other = (low - start) / way, (high - start) / way
        still = np.broadcast_to(way == 0.0, one.shape)
        begun = (start >= low) & (start <= high)
        enter = np.where(still, np.where(begun, -np.inf, np.inf), np.minimum(one, other)).max(axis=-1)
        leave = np.where(still, np.where(begun, np.inf, -np.inf), np.maximum(one, other)).min(axis=-1)
        enter, leave = np.maximum(enter, 0.0), np.minimum(leave, 1.0)
        hit = (high > low).all(axis=-1) & (enter < leave)
        which = np.nonzero(hit)[0]
        middle = (enter[hit] + leave[hit])[:, None] / 2
        points: Floats = start[which, 0] + middle * way[which, 0]
        return points

    def along(self, spacing: float) -> tuple[Floats, Floats]:
        """Return points ``(n, 2)`` on the outline at most `spacing` apart, and the length each stands for."""
        ways = self.segments[:, 1] - self.segments[:, 0]
        lengths = np.hypot(ways[:, 0], ways[:, 1])
        counts = np.maximum(1, np.ceil(lengths / spacing)).astype(int)
        which = np.repeat(np.arange(len(counts)), counts)
        place = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
        share = (place + 0.5) / counts[which]
        return self.segments[which, 0] + share[:, None] * ways[which], (lengths / counts)[which]


class Shapes:
    """Finds the shape of points that have been seen before: most mobjects rest most of the time."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Shape] = {}

    def of(self, points: Floats) -> Shape:
        """Return the shape of manim's points ``(4 n, 3)``, the same one for the same points."""
        key = points.tobytes()
        if key not in self._known:
            self._known[key] = Shape.of_points(points)
        return self._known[key]
