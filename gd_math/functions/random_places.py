"""Random places of a land at which a run can start."""

import numpy as np

from gd_math.objective import Objective
from gd_math.typing import Interval, Points

DRAWS = 200
"""How often a place without a height or a slope is drawn again."""


def random_places(
    objective: Objective, region: tuple[Interval, ...], count: int, seed: int, edge: float = 0.0
) -> Points:
    """Return places ``(count, d)``, uniformly spread over where f and its gradient are finite.

    Parameters
    ----------
    objective
        f.
    region
        One (low, high) for each coordinate.
    count
        How many.
    seed
        The same seed gives the same places.
    edge
        Share of the region's width along its edge in which none is drawn.

    Raises
    ------
    ValueError
        Where the function is defined hardly anywhere in the region.
    """
    low, high = np.transpose(region)
    room = edge * (high - low)
    rng = np.random.default_rng(seed)
    places = rng.uniform(low + room, high - room, (count, len(low)))
    for _ in range(DRAWS):
        known = np.isfinite(objective.value(places)) & np.isfinite(objective.gradient(places)).all(axis=-1)
        if known.all():
            return places
        places[~known] = rng.uniform(low + room, high - room, (int((~known).sum()), len(low)))
    raise ValueError("the function is defined hardly anywhere in this part of the plane")
