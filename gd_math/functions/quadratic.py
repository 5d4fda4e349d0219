"""Bowls with one bottom: the functions on which gradient descent is known in closed form."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from gd_math.functions.markup import number, polynomial
from gd_math.objective import Objective, as_floats, frozen
from gd_math.typing import Floats, FloatsLike, Hessians, Interval, Points


class Quadratic(Objective):
    """The quadratic f(x) = ½ (x − c)ᵀ A (x − c).

    Its gradient is A (x − c), its Hessian A everywhere.

    Parameters
    ----------
    matrix
        A, symmetric, shape (d, d); or its diagonal, shape (d,); or one number where d = 1.
    center
        c, shape (d,); 0 by default. It is the minimum where A is positive definite.
    """

    __slots__ = ("center", "matrix")

    def __init__(self, matrix: FloatsLike, center: FloatsLike | None = None) -> None:
        given = np.atleast_1d(as_floats(matrix))
        square = np.diag(given) if given.ndim == 1 else given
        if square.ndim != 2 or square.shape[0] != square.shape[1] or not np.array_equal(square, square.T):
            raise ValueError(f"the matrix of a quadratic must be symmetric, but is {given.tolist()}")
        self.matrix = frozen(square)
        self.center = frozen(np.broadcast_to(0.0 if center is None else as_floats(center), square.shape[:1]))

    @property
    def dimension(self) -> int:
        """The size d of A."""
        return len(self.matrix)

    @property
    def eigenvalues(self) -> Floats:
        """The curvatures along the principal axes, ascending, shape (d,)."""
        return as_floats(np.linalg.eigvalsh(self.matrix))

    @property
    def domain(self) -> tuple[Interval, ...]:
        """A box of half-width 6 around the centre."""
        return tuple((float(c) - 6.0, float(c) + 6.0) for c in self.center)

    @property
    def minima(self) -> Points:
        """The centre where A is positive definite, else none."""
        return self.center[None].copy() if self.eigenvalues[0] > 0 else np.empty((0, self.dimension))

    @property
    def variables(self) -> tuple[str, ...]:
        """The names x, or x and y, or x_1 … x_d."""
        return _names(self.dimension)

    @property
    def formula(self) -> str:
        """The terms written out, such as "0.1 x^2 + 2 y^2"."""
        shifted = [
            name if c == 0 else f"({name} {'-' if c > 0 else '+'} {number(abs(float(c)))})"
            for name, c in zip(self.variables, self.center, strict=True)
        ]
        terms = []
        for i in range(self.dimension):
            terms.append((float(self.matrix[i, i]) / 2, f"{shifted[i]}^2"))
            for j in range(i + 1, self.dimension):
                terms.append((float(self.matrix[i, j]), f"{shifted[i]} {shifted[j]}"))
        return polynomial(terms)

    def _value(self, points: Points) -> Floats:
        away = points - self.center
        heights: Floats = 0.5 * (away * (away @ self.matrix)).sum(axis=-1)
        return heights

    def _gradient(self, points: Points) -> Points:
        slopes: Points = (points - self.center) @ self.matrix
        return slopes

    def _curvature(self, points: Points) -> Hessians:
        return np.broadcast_to(self.matrix, (*points.shape, self.dimension)).copy()


@dataclass(frozen=True, slots=True)
class Parabola(Objective):
    """The parabola f(x) = a (x − c)², x² by default; its slope is 2a (x − c), its curvature 2a."""

    coefficient: float = 1.0
    center: float = 0.0

    dimension: ClassVar[int] = 1
    variables: ClassVar[tuple[str, ...]] = ("x",)

    @property
    def domain(self) -> tuple[Interval, ...]:
        """From 10 below the centre to 10 above it."""
        return ((self.center - 10.0, self.center + 10.0),)

    @property
    def minima(self) -> Points:
        """The centre where a > 0, else none."""
        return np.array([[self.center]]) if self.coefficient > 0 else np.empty((0, 1))

    @property
    def formula(self) -> str:
        """The square, such as "x^2" or "0.5 (x - 2)^2"."""
        return Quadratic(2 * self.coefficient, self.center).formula

    def _value(self, points: Points) -> Floats:
        return self.coefficient * (points[..., 0] - self.center) ** 2

    def _gradient(self, points: Points) -> Points:
        return 2 * self.coefficient * (points - self.center)

    def _curvature(self, points: Points) -> Hessians:
        return np.full((*points.shape, 1), 2 * self.coefficient)


def _names(dimension: int) -> tuple[str, ...]:
    return ("x", "y")[:dimension] if dimension <= 2 else tuple(f"x_{i + 1}" for i in range(dimension))
