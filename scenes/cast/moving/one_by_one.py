"""Things that grow one after another, each gently."""

import numpy as np

from gd_math.typing import Floats

REACH, LEAST_REACH = 0.1, 2.0
"""How many of them grow at the same time: a share of all, and at least so many."""


def one_by_one(count: int, wave: float) -> Floats:
    """Return how far each of some things has grown, shape (count,).

    Parameters
    ----------
    count
        How many there are; they follow each other in their order.
    wave
        From 0, none has grown, to 1, all have.

    >>> one_by_one(3, 0.0).tolist(), one_by_one(3, 0.5).tolist(), one_by_one(3, 1.0).tolist()
    ([0.0, 0.0, 0.0], [1.0, 0.5, 0.0], [1.0, 1.0, 1.0])
    """
    reach = max(LEAST_REACH, REACH * count)
    grown: Floats = np.clip((wave * (count - 1 + reach) - np.arange(count)) / reach, 0.0, 1.0)
    return grown


__all__ = ["one_by_one"]
