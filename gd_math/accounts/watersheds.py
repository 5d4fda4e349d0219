"""The valleys of a land, and to which of them the slope leads from any place: what ridges part.

A run in long steps may cross a ridge; it has strayed where it comes to another valley than its start's.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gd_math.accounts.account import ARRIVED, NOWHERE, Accounts
from gd_math.functions.critical_points import CriticalPoints, critical_points
from gd_math.functions.landscapes import height_grid
from gd_math.objective import Objective
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.runs.theory import largest_stable_rate
from gd_math.shape.curve_profile import Downhill
from gd_math.shape.ground import below
from gd_math.shape.lie import FAR, PROBES, Lie, extent_of, lie_of
from gd_math.shape.steepness import curvature_at
from gd_math.typing import Integers, Interval, Points

EQUALLY_LOW = 1e-6
"""Difference in height, as a share of the land's, that makes no valley lower than another."""
SMALL_STEPS = 2000
SMALLNESS = 0.2
"""Length of the steps that follow the slope closely, in units of one over the largest curvature."""
VANISHING = 1e-6
"""A curvature below this share of the land's largest is none."""
GRID, FINE = 21, 61
"""Places along each axis at which curvature is asked, and at which heights are to find narrow valleys."""


@dataclass(frozen=True, eq=False)
class Watersheds:
    """The valleys of a function of two variables over a rectangle.

    Parameters
    ----------
    objective
        The function.
    region
        The ranges of both coordinates.
    points
        Its valleys, passes and peaks.
    valleys
        Its minima, the lowest first, ``(n, 2)``: those of `points`, those that runs came to where the
        curvature vanishes, and those that are so narrow that only samples of the height show them.
    """

    objective: Objective
    region: tuple[Interval, Interval]
    points: CriticalPoints
    valleys: Points

    @classmethod
    def of(cls, objective: Objective, region: tuple[Interval, Interval], told: Accounts) -> "Watersheds":
        """Return the valleys of a region, those included that runs came to.

        Examples
        --------
        >>> from gd_math.accounts.account import Accounts
        >>> from gd_math.functions.objectives import Himmelblau
        >>> sheds = Watersheds.of(Himmelblau(), ((-5, 5), (-5, 5)), Accounts([]))
        >>> len(sheds.valleys), sheds.lowest, sheds.leads_to([[2.5, 2.5]]).tolist()
        (4, 4, [1])
        """
        points = critical_points(objective, *region)
        valleys = [place for place in points.valleys if _alone(objective, place, region)]
        apart = ARRIVED * extent_of(region)

        def new(place: Points) -> bool:
            return all(np.linalg.norm(place - valley) > apart for valley in valleys)

        for one in told:
            came = one.arrived and one.below is Downhill.MINIMUM
            if came and one.minimum is not None and new(one.minimum):
                valleys.append(one.minimum)
        hollows = [place for place in _hollows(objective, region) if new(place)]
        if hollows:
            found = below(objective, hollows, region)
            for kind, place in zip(found.kinds, found.places, strict=True):
                rests = kind is Downhill.REST and lie_of(objective, place, region) is Lie.MINIMUM
                if (kind is Downhill.MINIMUM or rests) and _inside(place, region) and new(place):
                    valleys.append(place)
        places = np.array(valleys).reshape(-1, 2)
        return cls(objective, region, points, places[np.argsort(objective.value(places), kind="stable")])

    @cached_property
    def lowest(self) -> int:
        """How many valleys are the lowest: more than one if they are equally low."""
        heights = self.objective.value(self.valleys)
        over = height_grid(self.objective, *self.region, GRID).heights
        alike = EQUALLY_LOW * float(np.ptp(over[np.isfinite(over)])) if np.isfinite(over).any() else 0.0
        return int((heights <= heights.min(initial=np.inf) + alike).sum())

    @cached_property
    def limits(self) -> tuple[float, ...]:
        """2 / L of each valley whose curvatures are all positive: with a larger rate no run settles there."""
        bends = [curvature_at(self.objective, valley) for valley in self.valleys]
        least = VANISHING * self._largest_curvature
        return tuple(largest_stable_rate(bend) for bend in bends if bend is not None and bend > least)

    def leads_to(self, places: Points) -> Integers:
        """Return for places ``(n, 2)`` the index of the valley to which the slope leads, or `NOWHERE`."""
        rate = SMALLNESS / self._largest_curvature
        walk = descend(self.objective, places, GradientDescent(rate), SMALL_STEPS)
        ends = walk.points[np.asarray(walk.lengths) - 1, np.arange(len(places))]
        return self._nearest(ends)

    def strayed(self, told: Accounts) -> int:
        """Return how many runs came to another valley than that to which their start's slope leads."""
        homes = told.homes(self.valleys)
        sent = self.leads_to(np.array([one.run.points[0] for one in told]))
        return int(((homes != NOWHERE) & (sent != NOWHERE) & (homes != sent)).sum())

    @cached_property
    def _largest_curvature(self) -> float:
        x, y = (np.linspace(*ends, GRID) for ends in self.region)
        bends = self.objective.curvature(np.stack(np.meshgrid(x, y), axis=-1))
        sizes = np.abs(bends).sum(axis=-1)
        return float(np.max(sizes[np.isfinite(sizes)], initial=1e-12))

    def _nearest(self, places: Points) -> Integers:
        """Return the valley in which each place lies."""
        found = np.full(len(places), NOWHERE, dtype=np.intp)
        if not len(self.valleys):
            return found
        away = np.linalg.norm(np.nan_to_num(places)[:, None, :] - self.valleys[None, :, :], axis=-1)
        near = away.min(axis=1) <= ARRIVED * extent_of(self.region)
        return np.where(near, away.argmin(axis=1), NOWHERE)


def _hollows(objective: Objective, region: tuple[Interval, Interval]) -> list[Points]:
    """Return the samples of a grid that are lower than their eight neighbours."""
    grid = height_grid(objective, *region, FINE)
    heights = np.where(np.isfinite(grid.heights), grid.heights, np.inf)
    inner, last = heights[1:-1, 1:-1], FINE - 2
    lower = np.isfinite(inner)
    for j, i in ((j, i) for j in range(3) for i in range(3) if (j, i) != (1, 1)):
        lower &= inner < heights[j : j + last, i : i + last]
    return [np.array([grid.x[i + 1], grid.y[j + 1]]) for j, i in np.argwhere(lower)]


def _inside(place: Points, region: tuple[Interval, ...]) -> bool:
    return all(low <= at <= high for at, (low, high) in zip(place, region, strict=True))


def _alone(objective: Objective, place: Points, region: tuple[Interval, ...]) -> bool:
    """Tell whether a place is lower than all around it: no part of a level floor."""
    turns = np.arange(PROBES) * 2 * np.pi / PROBES
    ring = place + FAR * extent_of(region) * np.stack([np.cos(turns), np.sin(turns)], axis=-1)
    rises = objective.value(ring) - objective.value(place)
    return bool((rises > 1e-9 * np.abs(rises).max(initial=0.0)).all())
