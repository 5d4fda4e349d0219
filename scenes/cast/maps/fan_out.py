"""Marks of runs that share a start, held apart around it until they go."""

from collections.abc import Sequence

import numpy as np
from manim import smooth
from manim.mobject.mobject import _AnimationBuilder

from gd_math.typing import Points
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.moving.following import ride


def fan_out(walks: Sequence[MapWalk], radius: float) -> list[_AnimationBuilder]:
    """Hold the marks in a ring around their start; return what takes them to it.

    Parameters
    ----------
    walks
        On one map.
    radius
        Of the ring, in scene units.
    """
    plot, moves = walks[0].plot, list[_AnimationBuilder]()
    angles = np.pi / 2 - 2 * np.pi * np.arange(len(walks)) / len(walks)
    per_unit = np.array([np.ptp(plot.x_range), np.ptp(plot.y_range)]) / (plot.area.width, plot.area.height)
    for walk, angle in zip(walks, angles, strict=True):
        for tracker, way in zip(walk.aside, radius * per_unit * (np.cos(angle), np.sin(angle)), strict=True):
            tracker.set_value(way)
            moves.append(ride(tracker, 0.0, smooth))
        walk.update()
    return moves


def room_around(walk: MapWalk) -> float:
    """Return how far from its start a mark may be held within the map, in scene units."""
    area, (x, y, _) = walk.plot.area, walk.screen[0]
    free = min(x - area.left, area.right - x, y - area.bottom, area.top - y)
    return max(float(free) - walk.radius, 0.0)


def unheld(walk: MapWalk) -> Points:
    """Return where the run is, wherever its mark is held, shape (2,)."""
    place: Points = walk.point - [tracker.get_value() for tracker in walk.aside]
    return place


__all__ = ["fan_out", "room_around", "unheld"]
