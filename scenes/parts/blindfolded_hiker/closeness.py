"""How near the picture is to the hiker: where places of the whole landscape are on screen meanwhile."""

import numpy as np
import numpy.typing as npt
from manim.typing import Point3D

from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.cast.charts.axes import Plot, Range

LEAST_FOOT, FOOT = 1.1, 1.25
"""Scene units between the axis and the boots of a hiker seen from close by: in tall frames, in wide ones."""

BEYOND = 2.5
"""How far beyond each edge of the frame the landscape goes on, in scene units."""


class Closeness:
    """Takes places on screen in the whole picture to where they are now: the same picture, so much larger.

    Parameters
    ----------
    plot
        Whose view changes: in both directions by the same factor.
    home
        The same quantities in the whole picture; its view stays.
    """

    def __init__(self, plot: Plot, home: Plot) -> None:
        self.plot, self.home = plot, home

    @property
    def scale(self) -> float:
        """Return how many times as large everything is as in the whole picture."""
        (low, high), (now_low, now_high) = self.home.x_range, self.plot.x_range
        return (high - low) / (now_high - now_low)

    @property
    def shift(self) -> Point3D:
        """Return where the scene's origin of the whole picture is now."""
        home = self.home
        corner = np.array([home.area.left, home.area.bottom, 0.0])
        return self.plot.at(home.x_range[0], home.y_range[0]) - self.scale * corner

    def take(self, points: npt.ArrayLike, depth: float = 1.0) -> Floats:
        """Return where points ``(..., 3)`` of the whole picture are now.

        What is further away, at a depth below 1, grows less.
        """
        scale, shift = self.scale, self.shift
        grown = scale**depth
        if depth != 1.0 and scale != 1.0:
            shift = shift * (grown - 1.0) / (scale - 1.0)
        taken: Floats = grown * np.asarray(points, dtype=np.float64) + shift
        return taken

    def back(self, across: npt.ArrayLike) -> Floats:
        """Return the scene coordinates in the whole picture that are now at these ones."""
        places: Floats = (np.asarray(across, dtype=np.float64) - self.shift[0]) / self.scale
        return places


def close_ranges(home: Plot, boots: Point3D, scale: float, goal: Point3D, frame: Box) -> tuple[Range, Range]:
    """Return the ranges of a view that is `scale` times as close and has the `boots` at the place `goal`.

    Where the landscape would end inside the frame, the boots are further from the middle.
    """
    reach = frame.right + BEYOND
    fixed = float(np.clip((scale * boots[0] - goal[0]) / (scale - 1.0), -reach, reach))
    place = np.array([scale * boots[0] - (scale - 1.0) * fixed, goal[1], 0.0])
    area = home.area
    corners = np.array([[area.left, area.bottom, 0.0], [area.right, area.top, 0.0]])
    (left, bottom), (right, top) = home.read(boots + (corners - place) / scale)
    return (float(left), float(right)), (float(bottom), float(top))


__all__ = ["Closeness", "close_ranges"]
