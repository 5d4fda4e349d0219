"""A function upside down: who climbs the one goes down the other."""

from dataclasses import dataclass

import numpy as np

from gd_math.objective import Objective
from gd_math.typing import Floats, Hessians, Interval, Points


@dataclass(frozen=True, slots=True)
class Negated(Objective):
    """The function −f: gradient ascent on f is gradient descent on it, and its account that of the climb.

    Parameters
    ----------
    objective
        f.

    Examples
    --------
    >>> from gd_math.functions.objectives import Parabola
    >>> float(Negated(Parabola())(3.0)), float(Negated(Parabola()).slope(3.0))
    (-9.0, -6.0)
    """

    objective: Objective

    @property
    def dimension(self) -> int:
        """The number of parameters of f."""
        return self.objective.dimension

    @property
    def domain(self) -> tuple[Interval, ...]:
        """The box of f."""
        return self.objective.domain

    @property
    def minima(self) -> Points:
        """None are known: they are the maxima of f."""
        return np.empty((0, self.dimension))

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the parameters of f."""
        return self.objective.variables

    @property
    def formula(self) -> str:
        """The formula of f in brackets, with a minus before it."""
        return f"-({self.objective.formula})"

    def _value(self, points: Points) -> Floats:
        return -self.objective.value(points)

    def _gradient(self, points: Points) -> Points:
        return -self.objective.gradient(points)

    def _curvature(self, points: Points) -> Hessians:
        return -self.objective.curvature(points)
