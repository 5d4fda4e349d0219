"""The basins of a function's minima: for small steps, for large ones, by a border, for Newton's method."""

from dataclasses import dataclass

import numpy as np

from gd_math.accounts.attraction import Attraction, Census, borders_of, grid_of
from gd_math.functions.critical_points import critical_points
from gd_math.objective import Objective
from gd_math.rounding import rounded_down
from gd_math.typing import Floats, Interval, Points

Region = tuple[Interval, Interval]

SMALL, LARGE = 0.134, 0.97
"""Shares of 2/L, with the largest curvature L of all minima, that are the usual rates."""
BEYOND = 2.0
"""How many times as wide as the map is what is searched for minima."""
DECADES = 4
"""Powers of ten by which a border is magnified."""
NEAR = 128
"""Cells along each side of the views in which a border is looked for."""
LINE, TANGLE = 2.2, 4.0
"""Cells on borders, in sides of a view: at most so many are a line, at least so many a tangle."""


@dataclass(frozen=True, slots=True, eq=False)
class BasinStudy:
    """What the starts of a map come to.

    Parameters
    ----------
    objective, region
        The function, and what is shown of it.
    minima
        Those that are found ``(n, 2)``, those that most starts come to by small steps first, up to six.
    stationary
        The minima, then the passes and peaks in the map: where Newton's method may arrive ``(m, 2)``.
    rates
        A small learning rate and a large one.
    limit
        2/L with the largest curvature L of the minima in the map: up to there all of them hold their runs.
    small, large, newton
        What was counted for small steps, large ones, and Newton's method.
    """

    objective: Objective
    region: Region
    minima: Points
    stationary: Points
    rates: tuple[float, float]
    limit: float
    small: Census
    large: Census
    newton: Census

    @classmethod
    def of(
        cls,
        objective: Objective,
        region: Region,
        rates: tuple[float | None, float | None],
        per_side: int,
        most: int,
    ) -> "BasinStudy":
        """Return the study of a map with ``per_side`` by ``per_side`` starts.

        Parameters
        ----------
        objective
            A function of two variables with two minima at least in the region.
        region
            One (low, high) for each variable.
        rates
            The small and the large learning rate; by default shares of 2/L.
        per_side
            Starts along each side.
        most
            How many minima are told apart.
        """
        inside = critical_points(objective, *region)
        minima = _with_those_around(objective, inside.valleys, region)
        limit, small, large = rates_for(objective, inside.valleys, rates)
        calm = Census.of(Attraction.of(objective, minima, region, small), region, per_side)
        order = np.argsort(-calm.by_step[:, -1], kind="stable")
        order[:most] = order[:most][np.argsort(minima[order[:most], 0], kind="stable")]
        minima = minima[order]
        stationary = np.concatenate([minima, inside.passes, inside.peaks])
        others = [
            Census.of(Attraction.of(objective, places, region, rate), region, per_side)
            for places, rate in ((minima, large), (stationary, None))
        ]
        return cls(
            objective, region, minima, stationary, (small, large), limit, calm.in_order(order), *others
        )

    def attraction(self, rate: float | None) -> Attraction:
        """Return where starts come to with a learning rate, or by Newton's method."""
        places = self.stationary if rate is None else self.minima
        return Attraction.of(self.objective, places, self.region, rate)

    @property
    def moved(self) -> float:
        """The share of the starts that large steps bring elsewhere than small ones."""
        return float((self.small.homes != self.large.homes).mean())

    @property
    def changed(self) -> float:
        """The share of the starts that small and large steps bring to a minimum each, but not to the same."""
        small, large = self.small.homes, self.large.homes
        return float(((small >= 0) & (large >= 0) & (small != large)).mean())

    @property
    def lost(self) -> float:
        """The share of the starts that large steps bring to no minimum."""
        return float((self.large.homes < 0).mean())

    def view(self, focus: Points, magnification: float) -> Region:
        """Return the part of the map that is seen so many times magnified, with the focus where it was."""
        low, high = (focus + (end - focus) / magnification for end in np.transpose(self.region))
        (left, bottom), (right, top) = low.tolist(), high.tolist()
        return (left, right), (bottom, top)

    def focus(self) -> Points:
        """Return a place on a border of the large rate's basins: the most tangled one, decade by decade."""
        attraction, place, width = self.attraction(self.rates[1]), np.mean(self.region, axis=1), 1.0
        for _ in range(DECADES + 2):
            half = np.ptp(self.region, axis=1) * width / 2
            near = (place[0] - half[0], place[0] + half[0]), (place[1] - half[1], place[1] + half[1])
            cells = grid_of(near, NEAR, NEAR)
            homes = attraction.arrivals(cells).homes
            edge = borders_of(homes)
            ways = [np.zeros(homes.shape), np.zeros(homes.shape)]
            ways[0][:, :-1], ways[1][:-1] = homes[:, 1:] != homes[:, :-1], homes[1:] != homes[:-1]
            crowd = np.min([_summed_around(way, 4) for way in ways], axis=0)
            middle = 1.0 - 0.2 * np.abs(cells - place).max(axis=-1) / half.max()
            best = np.unravel_index(int(np.argmax(np.where(edge, crowd * middle, 0.0))), edge.shape)
            place, width = cells[best], width / 5.0
        return np.asarray(place)

    def tangled(self, focus: Points) -> list[float]:
        """Return how long the borders are in views of each decade, in sides of the view."""
        attraction = self.attraction(self.rates[1])
        return [
            float(
                borders_of(attraction.arrivals(grid_of(self.view(focus, 10.0**k), 128, 128)).homes).sum()
                / 128
            )
            for k in range(DECADES + 1)
        ]


def rates_for(
    objective: Objective, valleys: Points, rates: tuple[float | None, float | None]
) -> tuple[float, float, float]:
    """Return 2/L for the largest curvature L of some minima, and the rates: what is None is a share of it."""
    limit = 2.0 / float(np.linalg.eigvalsh(objective.curvature(valleys)).max())
    small, large = rates
    return limit, small or rounded_down(SMALL * limit, 1), large or rounded_down(LARGE * limit, 3)


def _with_those_around(objective: Objective, inside: Points, region: Region) -> Points:
    """Return the minima of a map, and then those around it to which runs may go."""
    middles, halves = np.mean(region, axis=1), BEYOND * np.ptp(region, axis=1) / 2
    wide = [(float(m - h), float(m + h)) for m, h in zip(middles, halves, strict=True)]
    around = critical_points(objective, wide[0], wide[1]).valleys
    apart = 1e-3 * np.ptp(region, axis=1)
    new = [place for place in around if not (np.abs(inside - place) < apart).all(axis=1).any()]
    return np.concatenate([inside, np.reshape(new, (-1, 2))])


def _summed_around(cells: Floats, reach: int) -> Floats:
    """Return the sum over the square around each cell."""
    padded = np.pad(cells, reach).cumsum(axis=0).cumsum(axis=1)
    padded = np.pad(padded, ((1, 0), (1, 0)))
    side = 2 * reach + 1
    sums: Floats = (
        padded[side:, side:] - padded[:-side, side:] - padded[side:, :-side] + padded[:-side, :-side]
    )
    return sums


__all__ = ["DECADES", "LINE", "TANGLE", "BasinStudy", "Region", "rates_for"]
