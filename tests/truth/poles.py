"""Telling a pole from a minimum: the closer one looks, the lower it gets."""

from typing import Any

import numpy as np


def plunges(f: Any, first: float, last: float) -> bool:
    """Tell whether the lowest height between two places gets ever lower, the closer one looks."""
    for _ in range(6):
        places = np.linspace(first, last, 401)
        heights = np.where(np.isfinite(f(places)), f(places), np.inf)
        lowest = int(np.argmin(heights))
        first, last = places[max(lowest - 1, 0)], places[min(lowest + 1, 400)]
    return bool(heights[lowest] < -1e6)
