"""Where a label has room: how far boxes stay from what else is on the picture."""

from collections.abc import Sequence

import numpy as np
from manim.typing import Point3D, Point3D_Array

from gd_math.typing import Floats
from scenes.base.layout import Box

_AT_ONCE = 20_000
"""Pairs of a box and a point that are measured at once: more leave the processor's cache."""


def clearances(
    places: Point3D_Array, half: Floats, clear_of: Point3D_Array, within: float = np.inf
) -> Floats:
    """Return the distance from boxes to the nearest of some points, shape (n,); 0 where one is inside.

    Parameters
    ----------
    places
        The boxes' middles on screen, shape (n, 3).
    half
        Their half-width and half-height, shape (2,).
    clear_of
        Points on screen, shape (m, 3).
    within
        Points farther than this are not looked at: no distance is larger.
    """
    if not len(clear_of):
        return np.full(len(places), within)
    across = np.argsort(places[:, 0])
    clear_of = clear_of[np.argsort(clear_of[:, 0])]
    nearest: Floats = np.full(len(places), within)
    stride = max(1, _AT_ONCE // len(clear_of))
    for first in range(0, len(places), stride):
        some = across[first : first + stride]
        left, right = places[some[[0, -1]], 0] + np.array([-1.0, 1.0]) * (half[0] + within)
        begin, end = np.searchsorted(clear_of[:, 0], [left, right + 1e-9])
        if begin < end:
            nearest[some] = np.minimum(_nearest(places[some], half, clear_of[begin:end]), within)
    return nearest


def _nearest(places: Point3D_Array, half: Floats, clear_of: Point3D_Array) -> Floats:
    across, up = (
        np.maximum(np.abs(places[:, None, side] - clear_of[:, side]) - half[side], 0.0) for side in (0, 1)
    )
    with np.errstate(over="ignore"):
        square = across * across + up * up
    # Roots are slow: they are taken only of the squares that may be the smallest.
    least = square.min(axis=1, keepdims=True)
    near = np.nonzero(square <= least * (1 + 1e-9))
    nearest: Floats = np.where(np.isnan(least[:, 0]), np.nan, np.inf)
    np.minimum.at(nearest, near[0], np.hypot(across[near], up[near]))
    return nearest


def roomiest(places: Point3D_Array, half: Floats, clear_of: Point3D_Array, enough: float = 0.25) -> Point3D:
    """Return the first of `places` that keeps a distance of `enough`, or the one that keeps most."""
    distances = clearances(places, half, clear_of, enough)
    best: Point3D = places[np.argmax(distances)]
    return best


def places_beside(
    tail: Point3D,
    tip: Point3D,
    half: Floats,
    area: Box,
    *,
    gap: float,
    shares: Sequence[float] = (0.5, 0.8, 0.2),
    first: float = 1.0,
) -> Point3D_Array:
    """Return where a box may stand beside an arrow, and last beyond its tip: middles ``(n, 3)`` in an area.

    Parameters
    ----------
    tail, tip
        The arrow on screen.
    half
        The box's half-width and half-height, shape (2,).
    area
        What the box does not leave.
    gap
        Its distance from the arrow.
    shares
        Where along the arrow, the best first.
    first
        The better side: 1 is left of the arrow's way, -1 right of it.
    """
    way = tip - tail
    length = max(float(np.hypot(way[0], way[1])), 1e-9)
    along, across = way / length, np.array([-way[1], way[0], 0.0]) / length
    aside = float(np.abs(across[:2]) @ half) + gap
    beyond = float(np.abs(along[:2]) @ half) + gap
    places = [tail + share * way + side * aside * across for share in shares for side in (first, -first)]
    places.append(tip + beyond * along)
    low = np.array([area.left + half[0], area.bottom + half[1], 0.0])
    high = np.array([area.right - half[0], area.top - half[1], 0.0])
    inside: Point3D_Array = np.clip(places, low, high)
    return inside


def ring(place: Point3D, radius: float) -> Point3D_Array:
    """Return points ``(16, 3)`` on a circle around a place."""
    angles = np.linspace(0.0, 2 * np.pi, 16, endpoint=False)
    around: Point3D_Array = place + radius * np.stack([np.cos(angles), np.sin(angles), 0 * angles], axis=1)
    return around


__all__ = ["clearances", "places_beside", "ring", "roomiest"]
