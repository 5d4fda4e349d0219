"""Planes through the space of a network's weights, on which its loss can be drawn."""

from dataclasses import dataclass

import numpy as np

from gd_math.networks.perceptron import Perceptron
from gd_math.objective import as_floats
from gd_math.typing import Floats, FloatsLike, Points


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """The points origin + u · across + v · up.

    Parameters
    ----------
    origin
        θ at the middle, shape (d,).
    across, up
        The directions, shape (d,) each, neither along the other.
    shares
        How much of a path's variance lies along each of both; None where the plane does not come from one.
    """

    origin: Points
    across: Points
    up: Points
    shares: tuple[float, float] | None = None

    def at(self, u: FloatsLike, v: FloatsLike) -> Points:
        """Return θ at u and v, which broadcast against each other: shape (..., d)."""
        first, second = np.broadcast_arrays(as_floats(u), as_floats(v))
        return self.origin + first[..., None] * self.across + second[..., None] * self.up

    def coordinates(self, points: Points) -> Floats:
        """Return u and v, shape (..., 2), of the plane's points that are nearest to θ (..., d)."""
        axes = np.stack([self.across, self.up], axis=-1)
        flat = (points - self.origin).reshape(-1, len(self.origin))
        found = np.linalg.lstsq(axes, flat.T, rcond=None)[0].T
        return as_floats(found.reshape(*points.shape[:-1], 2))

    def distance(self, points: Points) -> Floats:
        """Return how far θ (..., d) is from the plane, shape (...)."""
        places = self.coordinates(points)
        return as_floats(np.linalg.norm(points - self.at(places[..., 0], places[..., 1]), axis=-1))


def filter_normalised(network: Perceptron, origin: Points, seed: int) -> Plane:
    """Return a plane of two random directions whose filters are as long as those of the network.

    A direction is drawn from a normal distribution; then what enters a neuron, d_j, becomes
    d_j ‖θ_j‖ / ‖d_j‖, and biases do not change. Without this, a network with small weights, which says the
    same as one with large ones, would seem to have the narrower valley.

    Source: Li, Xu, Taylor, Studer and Goldstein, "Visualizing the Loss Landscape of Neural Nets", NeurIPS
    2018, section 4. A neuron's weights are a filter, as there.

    Parameters
    ----------
    network
        What the weights belong to.
    origin
        The network's θ, shape (d,).
    seed
        What the directions are drawn from.

    Examples
    --------
    >>> network = Perceptron([[0.0, 1.0], [1.0, 0.0]], [0, 1], (3,))
    >>> start = network.initial(0)
    >>> plane = filter_normalised(network, start, 1)
    >>> [bool(np.isclose(np.linalg.norm(plane.up[f]), np.linalg.norm(start[f]))) for f in network.filters]
    [True, True, True, True]
    """
    rng = np.random.default_rng(seed)
    directions = np.zeros((2, network.dimension))
    for direction in directions:
        drawn = rng.normal(size=network.dimension)
        for part in network.filters:
            direction[part] = drawn[part] * (np.linalg.norm(origin[part]) / np.linalg.norm(drawn[part]))
    return Plane(as_floats(origin), *directions)


def principal(path: Points) -> Plane:
    """Return the plane through a path's end along the two directions in which the path spreads most.

    These are the first two principal components of θ_k − θ_n, each of length 1, turned so that the path's
    start has positive coordinates, with their shares of the path's variance.

    Source: Li et al. (2018), section 7: where a path goes cannot be seen on a plane of random directions, for
    in many dimensions these are nearly at right angles to it.

    Parameters
    ----------
    path
        θ_0 … θ_n, shape (n + 1, d).

    Raises
    ------
    ValueError
        If the path is a point, or has fewer than two directions.
    """
    away = path - path[-1]
    spread = away - away.mean(axis=0)
    _, sizes, axes = np.linalg.svd(spread, full_matrices=False)
    if len(sizes) < 2 or sizes[1] <= 1e-12 * max(float(sizes[0]), 1e-300):
        raise ValueError(
            "the path has no second direction in which it spreads: no plane can be laid through it"
        )
    across, up = (axis if axis @ away[0] >= 0 else -axis for axis in axes[:2])
    shares = sizes**2 / (sizes**2).sum()
    return Plane(path[-1].copy(), across, up, (float(shares[0]), float(shares[1])))


__all__ = ["Plane", "filter_normalised", "principal"]
