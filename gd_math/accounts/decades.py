"""When losses are best seen by powers of ten."""

import numpy as np

from gd_math.typing import Floats

LEAST, EVEN = 2.0, 1e-6


def by_decades(losses: Floats) -> bool:
    """Tell whether losses ``(n,)`` fall by the same share with every step, and over two decades at least.

    Then they are a straight line on a logarithmic axis.

    >>> by_decades(np.array([64.0, 16.0, 4.0, 1.0, 0.25])), by_decades(np.array([64.0, 20.0, 0.1]))
    (True, False)
    """
    if len(losses) < 3 or not losses.min() > 0.0:
        return False
    steps = np.diff(np.log10(losses))
    return bool(np.ptp(steps) <= EVEN * abs(steps[0]) and losses[0] >= 10.0**LEAST * losses[-1])


__all__ = ["by_decades"]
