"""What lies downhill on a curve, found by brute force, for claims."""

from collections.abc import Callable

import numpy as np

DEEP = -1e6


def no_minimum_downhill(f: Callable[[np.ndarray], np.ndarray], x: float, slope: float, reach: float) -> bool:
    """Whether a curve only falls downhill from x: as far as it goes, or to where it plunges without end."""
    away = np.concatenate([np.linspace(0.0, 3.0, 20001), np.geomspace(3.0, 3e3, 300)[1:]])
    places = x - np.sign(slope) * reach * away
    heights = f(places)
    known = np.isfinite(heights)
    if not known.all():
        places, heights = places[: np.argmin(known) + 1], heights[: np.argmin(known)]
    if len(heights) < 2:
        return True
    rises = np.flatnonzero(np.diff(heights) > 1e-9 * np.abs(heights).max(initial=0.0))
    if not len(rises):
        return True
    low, high = places[max(rises[0] - 1, 0)], places[min(rises[0] + 2, len(places) - 1)]
    return deepest(f, float(low), float(high)) < DEEP * max(1.0, float(np.abs(heights[: rises[0] + 1]).min()))


def deepest(f: Callable[[np.ndarray], np.ndarray], low: float, high: float) -> float:
    """The lowest height between two places, looked for ever closer around the lowest sample."""
    lowest = np.inf
    for _ in range(12):
        x = np.linspace(low, high, 401)
        y = np.nan_to_num(f(x), nan=np.inf, neginf=-1e300)
        k = int(np.argmin(y))
        lowest = min(lowest, float(y[k]))
        low, high = float(x[max(k - 1, 0)]), float(x[min(k + 1, 400)])
    return lowest
