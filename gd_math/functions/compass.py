"""How the height changes a small step away from a point: in eight directions, and along the gradient."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gd_math.objective import Objective, frozen
from gd_math.typing import Floats, Points, PointsLike

_DIAGONAL = math.sqrt(0.5)
DIRECTIONS: Points = frozen(
    [
        (1.0, 0.0),
        (_DIAGONAL, _DIAGONAL),
        (0.0, 1.0),
        (-_DIAGONAL, _DIAGONAL),
        (-1.0, 0.0),
        (-_DIAGONAL, -_DIAGONAL),
        (0.0, -1.0),
        (_DIAGONAL, -_DIAGONAL),
    ]
)
"""Unit vectors from east, the x axis, counterclockwise to south-east, shape (8, 2)."""

SIDES = 1e-3, 1e-5
"""Shares of the distance at which both sides of the point are compared along an axis."""
LEVEL = 1e-9
"""A slope is zero if it changes the height by less than this share of what the probes find."""


@dataclass(frozen=True, slots=True, eq=False)
class Compass:
    """Probes of a function f of two variables around a point p, all at the distance h.

    The change in direction u is f(p + h u) − f(p) = h ∇f·u + O(h²): for small h it is largest along the
    gradient, because ∇f·u = |∇f| cos φ, where φ is the angle between them.

    Parameters
    ----------
    objective
        f.
    point
        p, shape (2,).
    distance
        h > 0.
    """

    objective: Objective
    point: Points
    distance: float

    @classmethod
    def at(cls, objective: Objective, point: PointsLike, distance: float) -> "Compass":
        """Return the compass at a point."""
        return cls(objective, frozen(point), float(distance))

    @property
    def height(self) -> float:
        """f(p)."""
        return float(self.objective.value(self.point))

    @property
    def gradient(self) -> Points:
        """∇f(p), shape (2,)."""
        return self.objective.gradient(self.point)

    def change(self, directions: PointsLike) -> Floats:
        """Return f(p + h u) − f(p) for unit vectors u of shape (..., 2), shape (...); nan in a hole."""
        there = self.objective.value(self.point + self.distance * np.asarray(directions))
        with np.errstate(all="ignore"):
            changes = there - self.height
        return np.where(np.isfinite(changes), changes, np.nan)

    @property
    def changes(self) -> Floats:
        """The changes in the eight directions, shape (8,)."""
        return self.change(DIRECTIONS)

    @property
    def slopes(self) -> Points:
        """∇f(p) with 0 for what is only rounding, shape (2,)."""
        gradient = self.gradient
        around = np.abs(self.changes)
        largest = float(np.nanmax(around)) if np.isfinite(around).any() else 0.0
        return np.where(np.abs(gradient) * self.distance <= LEVEL * largest, 0.0, gradient)

    @property
    def kinks(self) -> NDArray[np.bool_]:
        """Whether the slope jumps at the point along each axis, shape (2,).

        There the height changes unequally to both sides, and no less steeply the nearer one looks.
        """
        steps = self.distance * np.array(SIDES)[:, None, None] * np.eye(2)
        with np.errstate(all="ignore"):
            right, left = (
                (self.objective.value(self.point + side * steps) - self.height) / steps.sum(axis=-1)
                for side in (1.0, -1.0)
            )
            jumps = np.abs(right + left)
            steepness = np.maximum(np.abs(right), np.abs(left))
        apart: NDArray[np.bool_] = (jumps > 0.01 * steepness) & (steepness > 0.0)
        lasting: NDArray[np.bool_] = apart.all(axis=0) & (jumps[-1] > 0.5 * jumps[0])
        return lasting

    @property
    def level(self) -> bool:
        """Whether the gradient vanishes, so that no direction is the steepest."""
        return not self.slopes.any()

    @property
    def uphill(self) -> Points:
        """The unit vector along the gradient, shape (2,); 0 on level ground."""
        slopes = self.slopes
        scaled = slopes / max(float(np.abs(slopes).max()), 1e-300)  # its square could underflow
        unit: Points = scaled / max(float(np.hypot(*scaled)), 1e-300)
        return unit

    @property
    def highest(self) -> int:
        """The index of the direction that ends highest; of equal ones the nearest to the gradient."""
        changes = np.nan_to_num(self.changes, nan=-np.inf)
        top = float(changes.max())
        equal = np.isclose(changes, top, rtol=1e-12, atol=0.0)
        return int(np.argmax(np.where(equal, DIRECTIONS @ self.uphill, -np.inf)))

    @property
    def lowest(self) -> int:
        """The index of the direction that ends lowest; of equal ones the farthest from the gradient."""
        changes = np.nan_to_num(self.changes, nan=np.inf)
        bottom = float(changes.min())
        equal = np.isclose(changes, bottom, rtol=1e-12, atol=0.0)
        return int(np.argmin(np.where(equal, DIRECTIONS @ self.uphill, np.inf)))

    @property
    def nearest(self) -> int:
        """The index of the direction that is nearest to the gradient."""
        return int(np.argmax(DIRECTIONS @ self.uphill))
