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


def random_draws(count: int, samples: int, seed: int = 0) -> Integers:
    """Return samples drawn at random with replacement, shape (count, samples).

    The first B of each row are a batch of B. The first ones alone go through all samples evenly, so that what
    single samples measure is shown whole; each row by itself is as random as the others.
    """
    generator = np.random.default_rng(seed)
    first = np.resize(generator.permutation(samples), count)
    return np.column_stack([first, generator.integers(samples, size=(count, samples - 1))])


def nested_gradients(gradients: Points, draws: Integers, size: float) -> Points:
    """Return the gradients of batches of the first `size` samples of each row, shape (count, d).

    Between two whole sizes they are on the way from one to the other.

    Parameters
    ----------
    gradients
        Of each sample alone, shape (n, d).
    draws
        Which samples follow each other, shape (count, n); one may come twice.
    size
        B, from 1 to n.
    """
    low = int(size + 1e-9)
    share = max(size - low, 0.0)
    sums = gradients[draws[:, :low]].sum(axis=1)
    here: Points = sums / low
    if share < 1e-9:
        return here
    there = (sums + gradients[draws[:, low]]) / (low + 1)
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


__all__ = ["gradient_scatter", "nested_gradients", "random_draws", "sample_gradients"]
