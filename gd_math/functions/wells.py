"""Curves with two or three valleys, in closed form."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from gd_math.functions.markup import polynomial
from gd_math.objective import Objective
from gd_math.typing import Floats, Hessians, Interval, Points


@dataclass(frozen=True, slots=True)
class DoubleWell(Objective):
    """The double well f(x) = (x² − 1)² + t x: equal minima at ±1 where the tilt t is 0, else one is lower."""

    tilt: float = 0.0

    dimension: ClassVar[int] = 1
    domain: ClassVar[tuple[Interval, ...]] = ((-2.0, 2.0),)
    variables: ClassVar[tuple[str, ...]] = ("x",)

    @property
    def minima(self) -> Points:
        """The real roots of 4x³ − 4x + t where 12x² > 4."""
        roots = np.roots([4.0, 0.0, -4.0, self.tilt])
        wells = np.sort(roots[np.isreal(roots) & (3 * roots.real**2 > 1)].real)[:, None]
        return wells[np.argsort(self.value(wells), kind="stable")]

    @property
    def formula(self) -> str:
        """The square and the tilt."""
        return polynomial([(1.0, "(x^2 - 1)^2"), (self.tilt, "x")])

    def _value(self, points: Points) -> Floats:
        x = points[..., 0]
        return (x**2 - 1) ** 2 + self.tilt * x

    def _gradient(self, points: Points) -> Points:
        return 4 * points * (points**2 - 1) + self.tilt

    def _curvature(self, points: Points) -> Hessians:
        return (12 * points**2 - 4)[..., None]


@dataclass(frozen=True, slots=True)
class TripleWell(Objective):
    """The triple well f(x) = x⁶/6 − 5x⁴/4 + 2x²: equal global minima at ±2, a local one between them at 0.

    The deep wells reach −4/3. Its slope is x (x² − 1)(x² − 4), so the ridges are at ±1.
    """

    dimension: ClassVar[int] = 1
    domain: ClassVar[tuple[Interval, ...]] = ((-2.5, 2.5),)
    variables: ClassVar[tuple[str, ...]] = ("x",)
    formula: ClassVar[str] = "x^6 / 6 - (5 x^4) / 4 + 2 x^2"

    @property
    def minima(self) -> Points:
        """The wells −2, 2 and 0."""
        return np.array([[-2.0], [2.0], [0.0]])

    def _value(self, points: Points) -> Floats:
        x = points[..., 0]
        return x**6 / 6 - 1.25 * x**4 + 2 * x**2

    def _gradient(self, points: Points) -> Points:
        return points * (points**2 - 1) * (points**2 - 4)

    def _curvature(self, points: Points) -> Hessians:
        return (5 * points**4 - 15 * points**2 + 4)[..., None]
