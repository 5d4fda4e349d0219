"""A network's loss on a plane through its weights: an objective of two variables, to be drawn as a land."""

import numpy as np

from gd_math.networks.perceptron import Perceptron
from gd_math.networks.planes import Plane
from gd_math.objective import Objective
from gd_math.typing import Floats, Hessians, Interval, Points


class PlaneLoss(Objective):
    """f(u, v) = L(origin + u · across + v · up), with the gradient and the Hessian of the chain rule.

    Parameters
    ----------
    network
        Whose loss it is.
    plane
        Where it is looked at.
    half_width
        How far the box worth looking at goes from the origin, in u and v.

    Examples
    --------
    >>> from gd_math.networks.planes import filter_normalised
    >>> network = Perceptron([[0.0, 1.0], [1.0, 0.0]], [0, 1], (3,))
    >>> start = network.initial(0)
    >>> loss = PlaneLoss(network, filter_normalised(network, start, 1))
    >>> bool(loss.value([0.0, 0.0]) == network.value(start)), loss.variables
    (True, ('u', 'v'))
    """

    __slots__ = ("half_width", "network", "plane")

    def __init__(self, network: Perceptron, plane: Plane, half_width: float = 1.0) -> None:
        self.network, self.plane, self.half_width = network, plane, half_width

    @property
    def dimension(self) -> int:
        """Two."""
        return 2

    @property
    def domain(self) -> tuple[Interval, ...]:
        """The box worth looking at."""
        return ((-self.half_width, self.half_width),) * 2

    @property
    def minima(self) -> Points:
        """None is known."""
        return np.empty((0, 2))

    @property
    def variables(self) -> tuple[str, ...]:
        """The names u and v."""
        return ("u", "v")

    @property
    def formula(self) -> str:
        """The loss on the plane."""
        return "L(theta + u bold(d)_1 + v bold(d)_2)"

    def _value(self, points: Points) -> Floats:
        return self.network.value(self.plane.at(points[..., 0], points[..., 1]))

    def _gradient(self, points: Points) -> Points:
        slopes = self.network.gradient(self.plane.at(points[..., 0], points[..., 1]))
        along: Points = slopes @ np.stack([self.plane.across, self.plane.up], axis=-1)
        return along

    def _curvature(self, points: Points) -> Hessians:
        axes = np.stack([self.plane.across, self.plane.up], axis=-1)
        bent: Hessians = axes.T @ self.network.curvature(self.plane.at(points[..., 0], points[..., 1])) @ axes
        return bent
