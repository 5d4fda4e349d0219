"""Which minimum each start of a map comes to, and after how many steps: counted over a grid of starts."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gd_math.formula.instructions import Program
from gd_math.formula.program import program_of
from gd_math.objective import Objective
from gd_math.runs.march import GONE, UNDER_WAY, Marches, march
from gd_math.typing import Bools, Floats, Integers, Interval, Points

ARRIVED = 0.01
"""Within which distance of a minimum a run may have arrived, as a share of the map's shorter side."""
FAR = 1000.0
"""How many times as far away as the map's edges a run is gone."""
STEPS, NEWTON_STEPS = 500, 100
"""Step budgets of gradient descent and of Newton's method."""
_CIRCLE = np.linspace(0.0, 2.0 * np.pi, 32, endpoint=False)
_RINGS = np.array([1e-4, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1.0])
_AROUND = (_RINGS[:, None, None] * np.stack([np.cos(_CIRCLE), np.sin(_CIRCLE)], axis=-1)).reshape(-1, 2)


def holding_radius(step: Callable[[Points], Points], place: Points, largest: float) -> float:
    """Return within which distance of a place every step comes closer to it, as samples on nine rings tell.

    It is `largest`, or that halved until it holds; 0 where steps lead away from all around the place.

    Parameters
    ----------
    step
        Takes places ``(n, 2)`` to those after a step.
    place
        A minimum ``(2,)``.
    largest
        The radius with which to begin.
    """
    radius = largest
    for _ in range(30):
        offsets = radius * _AROUND
        left = np.linalg.norm(step(place + offsets) - place, axis=-1)
        if (left < np.linalg.norm(offsets, axis=-1)).all():
            return radius
        radius /= 2
    return 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Attraction:
    """Where the starts of a map come to by one method: gradient descent with a rate, or Newton's.

    Parameters
    ----------
    program
        The function's derivatives.
    places, radii
        Where runs may arrive ``(m, 2)``, and within which distance they stay ``(m,)``.
    far
        A coordinate of at least this size is gone.
    rate
        The learning rate; None for Newton's method.
    """

    program: Program
    places: Points
    radii: Floats
    far: float
    rate: float | None

    @classmethod
    def of(
        cls, objective: Objective, places: Points, region: tuple[Interval, Interval], rate: float | None
    ) -> "Attraction":
        """Return it for a function, places where its gradient vanishes, and a map."""

        def step(points: Points) -> Points:
            slopes = objective.gradient(points)
            if rate is not None:
                return points - rate * slopes
            with np.errstate(all="ignore"):
                (xx, xy), (yx, yy) = np.moveaxis(objective.curvature(points), (-2, -1), (0, 1))
                gx, gy = slopes[..., 0], slopes[..., 1]
                ways = np.stack([yy * gx - xy * gy, xx * gy - yx * gx], axis=-1)
                moved: Points = points - ways / (xx * yy - xy * yx)[..., None]
            return moved

        largest = ARRIVED * min(high - low for low, high in region)
        radii = np.array([holding_radius(step, place, largest) for place in places])
        far = FAR * float(np.abs(region).max())
        return cls(program_of(objective, bends=rate is None), places, radii, far, rate)

    def arrivals(self, starts: Points) -> Marches:
        """Return where starts ``(..., 2)`` come to."""
        steps = NEWTON_STEPS if self.rate is None else STEPS
        return march(self.program, starts, self.places, self.radii, steps, far=self.far, rate=self.rate)


@dataclass(frozen=True, slots=True, eq=False)
class Census:
    """Who came where, counted over a grid of starts.

    Parameters
    ----------
    homes
        Of each start, as `Marches.homes`.
    by_step
        How many starts have come to each place after 0, 1, 2 … steps ``(places, steps + 1)``.
    gone
        How many are gone after so many steps ``(steps + 1,)``.
    """

    homes: Integers
    by_step: Integers
    gone: Integers

    @classmethod
    def of(cls, attraction: Attraction, region: tuple[Interval, Interval], per_side: int) -> "Census":
        """Count over the middles of ``per_side`` by ``per_side`` equal cells of a map."""
        found = attraction.arrivals(grid_of(region, per_side, per_side))
        last = NEWTON_STEPS if attraction.rate is None else STEPS
        tables = [
            np.bincount(found.steps[found.homes == home], minlength=last + 1).cumsum()
            for home in (*range(len(attraction.places)), GONE)
        ]
        return cls(found.homes, np.array(tables[:-1]).reshape(-1, last + 1), tables[-1])

    def in_order(self, order: Integers) -> "Census":
        """Return it with its places in another order ``(m,)``."""
        new = np.append(np.argsort(order), [GONE, UNDER_WAY])  # −1 and −2 are the last two
        return Census(new[self.homes], self.by_step[order], self.gone)

    @property
    def total(self) -> int:
        """The number of starts."""
        return int(self.homes.size)

    def share(self, which: Bools | slice | int, step: int = -1) -> float:
        """Return which share of the starts has come to some of the places after so many steps."""
        return float(self.by_step[which, step].sum() / self.total)

    @property
    def under_way(self) -> float:
        """The share of the starts that came nowhere within the budget."""
        return float((self.homes == UNDER_WAY).mean())

    def steps_of(self, share: float) -> int:
        """Return after how many steps such a share of all that arrive has arrived."""
        arrived = self.by_step.sum(axis=0)
        return int(np.searchsorted(arrived, share * arrived[-1]))


def grid_of(region: tuple[Interval, Interval], columns: int, rows: int) -> Points:
    """Return the middles of equal cells of a map, the upper row first ``(rows, columns, 2)``."""
    (left, right), (bottom, top) = region
    across = left + (np.arange(columns) + 0.5) * ((right - left) / columns)
    up = top - (np.arange(rows) + 0.5) * ((top - bottom) / rows)
    return np.stack(np.meshgrid(across, up), axis=-1)


def borders_of(homes: Integers) -> Bools:
    """Tell which cells ``(rows, columns)`` have another home than the one to their right or below them."""
    edge = np.zeros(homes.shape, dtype=np.bool_)
    edge[:, :-1] |= homes[:, 1:] != homes[:, :-1]
    edge[:-1] |= homes[1:] != homes[:-1]
    return edge


__all__ = ["Attraction", "Census", "borders_of", "grid_of", "holding_radius"]
