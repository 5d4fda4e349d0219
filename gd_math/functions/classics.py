"""The classic tests of optimizers in two variables: valleys, saddles and many minima."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from gd_math.objective import Objective
from gd_math.typing import Floats, Hessians, Interval, Points


@dataclass(frozen=True, slots=True)
class Plane(Objective):
    """A function of x and y."""

    dimension: ClassVar[int] = 2
    variables: ClassVar[tuple[str, ...]] = ("x", "y")


@dataclass(frozen=True, slots=True)
class Rosenbrock(Plane):
    """Rosenbrock's valley f(x, y) = (1 − x)² + 100 (y − x²)², minimum 0 at (1, 1).

    Source: Rosenbrock, "An automatic method for finding the greatest or least value of a function" (1960).
    """

    domain: ClassVar[tuple[Interval, ...]] = ((-2.0, 2.0), (-1.0, 3.0))
    formula: ClassVar[str] = "(1 - x)^2 + 100 (y - x^2)^2"

    @property
    def minima(self) -> Points:
        """The point (1, 1)."""
        return np.array([[1.0, 1.0]])

    def _value(self, points: Points) -> Floats:
        x, y = points[..., 0], points[..., 1]
        return (1 - x) ** 2 + 100 * (y - x**2) ** 2

    def _gradient(self, points: Points) -> Points:
        x, y = points[..., 0], points[..., 1]
        bend = y - x**2
        return np.stack([-2 * (1 - x) - 400 * x * bend, 200 * bend], axis=-1)

    def _curvature(self, points: Points) -> Hessians:
        x, y = points[..., 0], points[..., 1]
        return _symmetric(2 - 400 * y + 1200 * x**2, -400 * x, np.full_like(x, 200.0))


@dataclass(frozen=True, slots=True)
class Beale(Plane):
    """Beale's function, minimum 0 at (3, 0.5).

    f(x, y) = (1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)².

    Source: Beale, "On an iterative method for finding a local minimum of a function of more than one
    variable" (1958).
    """

    domain: ClassVar[tuple[Interval, ...]] = ((-4.5, 4.5), (-4.5, 4.5))
    formula: ClassVar[str] = "(1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2"

    @property
    def minima(self) -> Points:
        """The point (3, 0.5)."""
        return np.array([[3.0, 0.5]])

    def _value(self, points: Points) -> Floats:
        x, y = points[..., 0], points[..., 1]
        return sum(((c + x * (y**k - 1)) ** 2 for k, c in _BEALE), np.zeros_like(x))

    def _gradient(self, points: Points) -> Points:
        x, y = points[..., 0], points[..., 1]
        across, along = np.zeros_like(x), np.zeros_like(x)
        for k, c in _BEALE:
            part = c + x * (y**k - 1)
            across = across + 2 * part * (y**k - 1)
            along = along + 2 * part * x * k * y ** (k - 1)
        return np.stack([across, along], axis=-1)

    def _curvature(self, points: Points) -> Hessians:
        x, y = points[..., 0], points[..., 1]
        xx, xy, yy = np.zeros_like(x), np.zeros_like(x), np.zeros_like(x)
        for k, c in _BEALE:
            part, first = c + x * (y**k - 1), k * y ** (k - 1)
            second = k * (k - 1) * y ** max(k - 2, 0)
            xx = xx + 2 * (y**k - 1) ** 2
            xy = xy + 2 * (x * first * (y**k - 1) + part * first)
            yy = yy + 2 * ((x * first) ** 2 + part * x * second)
        return _symmetric(xx, xy, yy)


_BEALE = ((1, 1.5), (2, 2.25), (3, 2.625))


@dataclass(frozen=True, slots=True)
class Himmelblau(Plane):
    """Himmelblau's function f(x, y) = (x² + y − 11)² + (x + y² − 7)², four minima, all 0.

    Source: Himmelblau, "Applied Nonlinear Programming" (1972).
    """

    domain: ClassVar[tuple[Interval, ...]] = ((-5.0, 5.0), (-5.0, 5.0))
    formula: ClassVar[str] = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"

    @property
    def minima(self) -> Points:
        """The four minima, to double precision."""
        return np.array(
            [
                [3.0, 2.0],
                [-2.8051180869527448, 3.1313125182505730],
                [-3.7793102533777469, -3.2831859912861694],
                [3.5844283403304917, -1.8481265269644036],
            ]
        )

    def _value(self, points: Points) -> Floats:
        x, y = points[..., 0], points[..., 1]
        return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2

    def _gradient(self, points: Points) -> Points:
        x, y = points[..., 0], points[..., 1]
        a, b = x**2 + y - 11, x + y**2 - 7
        return np.stack([4 * x * a + 2 * b, 2 * a + 4 * y * b], axis=-1)

    def _curvature(self, points: Points) -> Hessians:
        x, y = points[..., 0], points[..., 1]
        return _symmetric(12 * x**2 + 4 * y - 42, 4 * (x + y), 12 * y**2 + 4 * x - 26)


@dataclass(frozen=True, slots=True)
class Rastrigin(Plane):
    """Rastrigin's function, global minimum 0 at the origin, a local one near every pair of whole numbers.

    f(x, y) = 20 + x² + y² − 10 cos 2πx − 10 cos 2πy.

    Source: Rastrigin, "Systems of extremal control" (1974), here in two variables.
    """

    domain: ClassVar[tuple[Interval, ...]] = ((-5.12, 5.12), (-5.12, 5.12))
    formula: ClassVar[str] = "20 + x^2 + y^2 - 10 cos(2 pi x) - 10 cos(2 pi y)"

    @property
    def minima(self) -> Points:
        """The global minimum (0, 0)."""
        return np.zeros((1, 2))

    def _value(self, points: Points) -> Floats:
        heights: Floats = (10 + points**2 - 10 * np.cos(2 * np.pi * points)).sum(axis=-1)
        return heights

    def _gradient(self, points: Points) -> Points:
        slopes: Points = 2 * points + 20 * np.pi * np.sin(2 * np.pi * points)
        return slopes

    def _curvature(self, points: Points) -> Hessians:
        own = 2 + 40 * np.pi**2 * np.cos(2 * np.pi * points)
        return _symmetric(own[..., 0], np.zeros_like(own[..., 0]), own[..., 1])


@dataclass(frozen=True, slots=True)
class Saddle(Plane):
    """The saddle f(x, y) = x² − y²: level at the origin, a minimum nowhere."""

    domain: ClassVar[tuple[Interval, ...]] = ((-2.0, 2.0), (-2.0, 2.0))
    formula: ClassVar[str] = "x^2 - y^2"

    @property
    def minima(self) -> Points:
        """None."""
        return np.empty((0, 2))

    def _value(self, points: Points) -> Floats:
        return points[..., 0] ** 2 - points[..., 1] ** 2

    def _gradient(self, points: Points) -> Points:
        return np.stack([2 * points[..., 0], -2 * points[..., 1]], axis=-1)

    def _curvature(self, points: Points) -> Hessians:
        return np.broadcast_to(np.diag([2.0, -2.0]), (*points.shape, 2)).copy()


@dataclass(frozen=True, slots=True)
class SixHumpCamel(Plane):
    """The six-hump camel f(x, y) = (4 − 2.1 x² + x⁴/3) x² + x y + (4 y² − 4) y², with six minima.

    Two of them are the lowest, −1.0316 at (0.0898, −0.7126) and (−0.0898, 0.7126).

    Source: Dixon and Szegő, "The global optimization problem: an introduction" (1978).
    """

    domain: ClassVar[tuple[Interval, ...]] = ((-2.0, 2.0), (-1.25, 1.25))
    formula: ClassVar[str] = "(4 - 2.1 x^2 + x^4/3) x^2 + x y + (4 y^2 - 4) y^2"

    @property
    def minima(self) -> Points:
        """The two lowest ones, to double precision."""
        return np.array([[1.0, -1.0], [-1.0, 1.0]]) * _CAMEL

    def _value(self, points: Points) -> Floats:
        x, y = points[..., 0], points[..., 1]
        return (4 - 2.1 * x**2 + x**4 / 3) * x**2 + x * y + (4 * y**2 - 4) * y**2

    def _gradient(self, points: Points) -> Points:
        x, y = points[..., 0], points[..., 1]
        return np.stack([8 * x - 8.4 * x**3 + 2 * x**5 + y, x + 16 * y**3 - 8 * y], axis=-1)

    def _curvature(self, points: Points) -> Hessians:
        x, y = points[..., 0], points[..., 1]
        return _symmetric(8 - 25.2 * x**2 + 10 * x**4, np.ones_like(x), 48 * y**2 - 8)


_CAMEL = (0.08984201310031807, 0.7126564030207396)


def _symmetric(xx: Floats, xy: Floats, yy: Floats) -> Hessians:
    return np.stack([np.stack([xx, xy], axis=-1), np.stack([xy, yy], axis=-1)], axis=-2)
