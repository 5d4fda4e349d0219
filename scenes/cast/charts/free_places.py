"""Where a label has room: how far boxes stay from what else is on the picture."""

import numpy as np
from manim.typing import Point3D, Point3D_Array

from gd_math.typing import Floats


def clearances(places: Point3D_Array, half: Floats, clear_of: Point3D_Array) -> Floats:
    """Return the distance from boxes to the nearest of some points, shape (n,); 0 where one is inside.

    Parameters
    ----------
    places
        The boxes' middles on screen, shape (n, 3).
    half
        Their half-width and half-height, shape (2,).
    clear_of
        Points on screen, shape (m, 3).
    """
    if not len(clear_of):
        return np.full(len(places), np.inf)
    away = np.maximum(np.abs(places[:, None, :2] - clear_of[None, :, :2]) - half, 0.0)
    nearest: Floats = np.hypot(away[..., 0], away[..., 1]).min(axis=1)
    return nearest


def roomiest(places: Point3D_Array, half: Floats, clear_of: Point3D_Array, enough: float = 0.25) -> Point3D:
    """Return the first of `places` that keeps a distance of `enough`, or the one that keeps most."""
    distances = np.minimum(clearances(places, half, clear_of), enough)
    best: Point3D = places[np.argmax(distances)]
    return best


def ring(place: Point3D, radius: float) -> Point3D_Array:
    """Return points ``(16, 3)`` on a circle around a place."""
    angles = np.linspace(0.0, 2 * np.pi, 16, endpoint=False)
    around: Point3D_Array = place + radius * np.stack([np.cos(angles), np.sin(angles), 0 * angles], axis=1)
    return around


__all__ = ["clearances", "ring", "roomiest"]
