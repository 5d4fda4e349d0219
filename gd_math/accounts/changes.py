"""What each step of a run did to the loss."""

import numpy as np

from gd_math.typing import Floats, Integers

ROUNDINGS = 4
"""Heights that differ by at most so many units in the last place are equal."""


def changes_of(values: Floats) -> Integers:
    """Return for each step whether the loss fell (−1), stayed equal up to roundings (0) or rose (1)."""
    before, after = values[:-1], values[1:]
    with np.errstate(all="ignore"):
        slack = ROUNDINGS * np.spacing(np.maximum(np.abs(before), np.abs(after)))
        return np.where(after > before + slack, 1, np.where(after < before - slack, -1, 0)).astype(np.intp)
