"""How far gradients of mini-batches scatter around the full gradient.

Batches of B out of n samples, drawn without replacement as an epoch draws them, have the root mean square
distance s₁ √((n − B) / (n − 1) / B) from the full gradient, where s₁ is that of single samples: it falls as
1/√B while batches are small, and is 0 for all samples. With replacement it would be s₁ / √B.

Source: Cochran, "Sampling Techniques" (1977), theorem 2.2, for each coordinate.
"""

import numpy as np

from gd_math.data.batches import SampledObjective
from gd_math.objective import as_floats
from gd_math.typing import Floats, Integers, Points, PointsLike


def sample_gradients(loss: SampledObjective, place: PointsLike) -> Points:
    """Return the gradient of each sample alone at a place, shape (n, d); their mean is the full gradient."""
    alone = [loss.on(np.array([k])).gradient(place) for k in range(loss.sample_count)]
    return as_floats(alone)


def drawn_orders(count: int, samples: int, seed: int = 0) -> Integers:
    """Return random orders of all samples, shape (count, samples); the first B of each are a batch of B."""
    generator = np.random.default_rng(seed)
    return np.array([generator.permutation(samples) for _ in range(count)])


def nested_gradients(gradients: Points, orders: Integers, size: float) -> Points:
    """Return the gradients of batches of the first `size` samples of each order, shape (count, d).

    Between two whole sizes they are on the way from one to the other.

    Parameters
    ----------
    gradients
        Of each sample alone, shape (n, d).
    orders
        Shape (count, n).
    size
        B, from 1 to n.
    """
    low = int(size + 1e-9)
    share = max(size - low, 0.0)
    sums = gradients[orders[:, :low]].sum(axis=1)
    here: Points = sums / low
    if share < 1e-9:
        return here
    there = (sums + gradients[orders[:, low]]) / (low + 1)
    between: Points = here + share * (there - here)
    return between


def gradient_scatter(gradients: Points, size: float, *, replacement: bool = False) -> float:
    """Return the root mean square distance of the gradients of all batches of a size from the full gradient.

    >>> alone = np.array([[0.0], [2.0], [4.0]])
    >>> [round(gradient_scatter(alone, size), 3) for size in (1, 2, 3)]
    [1.633, 0.816, 0.0]
    """
    count = len(gradients)
    away: Floats = gradients - gradients.mean(axis=0)
    single = float(np.sqrt((away**2).sum(axis=-1).mean()))
    left = 1.0 if replacement or count == 1 else max(count - size, 0.0) / (count - 1)
    return single * float(np.sqrt(left / size))


__all__ = ["drawn_orders", "gradient_scatter", "nested_gradients", "sample_gradients"]
