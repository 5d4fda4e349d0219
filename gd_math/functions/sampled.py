"""A smooth function of two variables, asked at a few places: the polynomial through its values there."""

import numpy as np
from numpy.polynomial import chebyshev

from gd_math.objective import Objective, as_floats
from gd_math.typing import Floats, Hessians, Interval, Points

DEGREE = 56
"""Of the polynomial in each variable."""
SLACK = 1e-9
"""Places beyond the edge by such a share of the rectangle still belong to it."""


class Sampled(Objective):
    """p(x, y) = Σ c_jk T_j(x) T_k(y), equal to a function at the Chebyshev points of a rectangle.

    Of an analytic function its error falls geometrically with the degree: Trefethen, "Approximation Theory
    and Approximation Practice" (2013), chapter 8. It is for functions that are smooth and dear to ask: a
    land of 161 × 161 places and slopes then costs 57 × 57 values.

    Parameters
    ----------
    objective
        A smooth function of two variables.
    x_range, y_range
        The rectangle; beyond it the polynomial is not to be asked. The objective's domain by default.
    degree
        In each variable.

    Examples
    --------
    >>> from gd_math.functions.classics import Himmelblau
    >>> few = Sampled(Himmelblau(), (-5.0, 5.0), (-5.0, 5.0), degree=4)
    >>> few.value([1.0, 2.0]).round(9).item(), few.gradient([1.0, 2.0]).round(9).tolist()
    (68.0, [-36.0, -32.0])
    """

    __slots__ = ("coefficients", "objective", "x_range", "y_range")

    def __init__(
        self,
        objective: Objective,
        x_range: Interval | None = None,
        y_range: Interval | None = None,
        degree: int = DEGREE,
    ) -> None:
        if objective.dimension != 2:
            raise ValueError(f"a land is over two variables, not {objective.dimension}")
        self.objective = objective
        self.x_range, self.y_range = x_range or objective.domain[0], y_range or objective.domain[1]
        nodes = chebyshev.chebpts1(degree + 1)
        places = (self._spread(nodes, range_) for range_ in (self.x_range, self.y_range))
        heights = objective(*np.meshgrid(*places, indexing="ij"))
        weights = np.where(np.arange(degree + 1), 2.0, 1.0) / (degree + 1)
        basis = chebyshev.chebvander(nodes, degree) * weights
        self.coefficients = as_floats(basis.T @ heights @ basis)

    @property
    def dimension(self) -> int:
        """Two."""
        return 2

    @property
    def domain(self) -> tuple[Interval, ...]:
        """The rectangle."""
        return self.x_range, self.y_range

    @property
    def minima(self) -> Points:
        """What is known of the function."""
        return self.objective.minima

    @property
    def variables(self) -> tuple[str, ...]:
        """The function's."""
        return self.objective.variables

    @property
    def formula(self) -> str:
        """The function's."""
        return self.objective.formula

    @staticmethod
    def _spread(shares: Floats, range_: Interval) -> Floats:
        """Return where shares from −1 to 1 are in a range."""
        low, high = range_
        return (low + high) / 2 + (high - low) / 2 * shares

    def _derivative(self, points: Points, across: int, up: int) -> Floats:
        """Return a derivative of p, of these orders, at points (..., 2); nan beyond the rectangle."""
        flat = points.reshape(-1, 2)
        low, high = np.transpose(self.domain)
        shares = (2 * flat - low - high) / (high - low)
        inside = (np.abs(shares) <= 1 + SLACK).all(axis=-1)
        bent = chebyshev.chebder(chebyshev.chebder(self.coefficients, across, axis=0), up, axis=1)
        scale = (2 / (high - low)) ** (across, up)
        found = np.full(len(flat), np.nan)
        first, second = (chebyshev.chebvander(shares[inside, k], bent.shape[k] - 1) for k in (0, 1))
        found[inside] = ((first @ bent) * second).sum(axis=-1) * scale.prod()
        return found.reshape(points.shape[:-1])

    def _value(self, points: Points) -> Floats:
        return self._derivative(points, 0, 0)

    def _gradient(self, points: Points) -> Points:
        return np.stack([self._derivative(points, 1, 0), self._derivative(points, 0, 1)], axis=-1)

    def _curvature(self, points: Points) -> Hessians:
        first, second = self._derivative(points, 2, 0), self._derivative(points, 0, 2)
        mixed = self._derivative(points, 1, 1)
        return np.stack([np.stack([first, mixed], axis=-1), np.stack([mixed, second], axis=-1)], axis=-1)
