"""A camera that stands on a circle around a block and looks at its middle."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from gd_math.typing import Floats


@dataclass(frozen=True, slots=True)
class OrbitCamera:
    """A pinhole camera on an orbit.

    A point p is seen at (s p·r / d, s p·u / d), where d is its distance along the line of sight and r, u
    point to the right and up in the picture, all counted from the camera.

    Parameters
    ----------
    azimuth
        Degrees around the z axis; 0 looks from the negative y axis, positive ones walk to the right.
    elevation
        Degrees above the horizon, below 90.
    distance
        From the camera to what it looks at.
    target
        The point in the middle of the picture, x, y, z.
    scale
        Length in the picture of a unit that is one unit away.
    middle
        Where the target appears in the picture, x to the right and y up.
    """

    azimuth: float
    elevation: float = 35.0
    distance: float = 5.0
    target: tuple[float, float, float] = (0.0, 0.0, 0.0)
    scale: float = 1.0
    middle: tuple[float, float] = (0.0, 0.0)

    @property
    def axes(self) -> Floats:
        """Return unit vectors to the right, up in the picture, and into it, ``(3, 3)``."""
        return _axes(self.azimuth, self.elevation)

    @property
    def eye(self) -> Floats:
        """Return where the camera stands, ``(3,)``."""
        stand: Floats = np.array(self.target) - self.distance * self.axes[2]
        return stand

    def see(self, points: npt.ArrayLike) -> Floats:
        """Return where points ``(..., 3)`` appear: x, y in the picture, and their distance ``(..., 3)``."""
        axes = self.axes
        seen: Floats = np.asarray(points, dtype=np.float64) @ axes.T
        seen -= axes @ self.target - self.distance * np.array([0.0, 0.0, 1.0])
        seen[..., :2] *= self.scale / seen[..., 2:]
        seen[..., :2] += self.middle
        return seen

    def find(self, seen: npt.ArrayLike) -> Floats:
        """Return the points ``(..., 3)`` that appear there: the inverse of `see`."""
        places = np.array(seen, dtype=np.float64)
        places[..., :2] = (places[..., :2] - self.middle) * places[..., 2:] / self.scale
        found: Floats = places @ self.axes + self.eye
        return found


@lru_cache(maxsize=64)
def _axes(azimuth: float, elevation: float) -> Floats:
    turn, lift = math.radians(azimuth), math.radians(elevation)
    right = (math.cos(turn), math.sin(turn), 0.0)
    up = (-math.sin(turn) * math.sin(lift), math.cos(turn) * math.sin(lift), math.cos(lift))
    ahead = (-math.sin(turn) * math.cos(lift), math.cos(turn) * math.cos(lift), -math.sin(lift))
    axes: Floats = np.array([right, up, ahead])
    axes.flags.writeable = False
    return axes
