"""Many runs over one land: their accounts, and what can be said of all of them together."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from gd_math.accounts.account import NOWHERE, Account, Accounts, accounts
from gd_math.accounts.endings import End
from gd_math.accounts.watersheds import Watersheds
from gd_math.objective import Objective
from gd_math.runs.trajectory import Trajectory
from gd_math.shape.curve_profile import Downhill
from gd_math.shape.ground import below
from gd_math.typing import Interval, Points

PLACES = (0.1, 0.5, 0.9)
"""Shares of the map's width and height from where the way down is followed in search of a level floor."""
LEVEL = 0.1
"""Where one curvature is at most this share of the other, the floor is a line."""


class Floor(StrEnum):
    """What a valley is whose floor is level."""

    LINE = "line"
    PLAIN = "plain"


@dataclass(eq=False)
class LandRuns:
    """Runs from many places down a function of two variables.

    Parameters
    ----------
    objective
        The function; for runs that climb, its negative.
    run
        The batch, points ``(steps + 1, walkers, 2)``.
    region
        The map: a run that ends outside has left it.
    """

    objective: Objective
    run: Trajectory
    region: tuple[Interval, Interval]

    @cached_property
    def told(self) -> Accounts:
        """The account of each run."""
        return accounts(self.objective, self.run, self.region, bounded=True)

    @cached_property
    def sheds(self) -> Watersheds:
        """The valleys of the map, and where the slope leads."""
        return Watersheds.of(self.objective, self.region, self.told)

    @property
    def valleys(self) -> Points:
        """The minima on the map, the lowest first, ``(n, 2)``."""
        return self.sheds.valleys

    @property
    def has_valley(self) -> bool:
        """Whether there is a minimum on the map."""
        came = any(one.arrived and one.below is Downhill.MINIMUM for one in self.told)
        return came or len(self.valleys) > 0

    @cached_property
    def bare(self) -> bool:
        """Whether there is no valley on the map, not even one with a level floor: no way down ends on it."""
        if self.has_valley or self.floor is not None:
            return False
        axes = [low + np.array(PLACES) * (high - low) for low, high in self.region]
        places = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2)
        places = places[np.isfinite(self.objective.gradient(places)).all(axis=-1)]
        found = below(self.objective, places, self.region)
        low, high = np.transpose(self.region)
        inside = ((found.places >= low) & (found.places <= high)).all(axis=-1)
        rests = [kind in (Downhill.MINIMUM, Downhill.FLOOR) for kind in found.kinds]
        return not (inside & rests).any()

    @property
    def arrived(self) -> int:
        """How many have come to a minimum or a floor."""
        return self.told.arrived

    @property
    def off_map(self) -> int:
        """How many have left the map, or every scale."""
        gone = (End.LEFT_MAP, End.DIVERGING, End.FALLING)
        return sum(one.end in gone and not self._on_map(one) for one in self.told)

    def _on_map(self, one: Account) -> bool:
        inside = all(low <= x <= high for x, (low, high) in zip(one.run.points[-1], self.region, strict=True))
        return inside and not one.left

    @property
    def lost(self) -> int:
        """How many have stepped to where the function is not defined."""
        return self.told.count(End.LEFT_DOMAIN, End.NO_SLOPE)

    @property
    def jumping(self) -> int:
        """How many go round and round between the same places."""
        return self.told.count(End.CYCLE)

    @property
    def still(self) -> bool:
        """Whether nobody moves: there is no slope under any of them."""
        return not any(one.moved or one.left for one in self.told)

    @cached_property
    def floor(self) -> Floor | None:
        """What the valleys are where all runs that came to one rest on a level floor; None elsewhere."""
        resting = [one for one in self.told if one.arrived]
        if not resting or any(one.below is not Downhill.FLOOR for one in resting) or len(self.valleys):
            return None
        bends = np.array([self.objective.curvature(one.run.points[-1]) for one in resting])
        if not np.isfinite(bends).all():
            return Floor.PLAIN
        curvatures = np.linalg.eigvalsh(bends)
        line = (curvatures[:, 1] > 0.0) & (np.abs(curvatures[:, 0]) <= LEVEL * curvatures[:, 1])
        return Floor.LINE if line.all() else Floor.PLAIN

    def too_fast(self, rate: float) -> float | None:
        """Return the largest 2 / L of the valleys if the rate is above it and nobody arrived; else None."""
        if self.arrived:
            return None
        limits = self.sheds.limits
        return max(limits) if limits and rate > max(limits) else None

    @cached_property
    def overshot(self) -> int:
        """How many have left the map although the slope at their start leads to a valley on it."""
        gone = np.array([not self._on_map(one) for one in self.told])
        if not gone.any() or not len(self.valleys):
            return 0
        starts = np.array([one.run.points[0] for one in self.told])
        return int((self.sheds.leads_to(starts[gone]) != NOWHERE).sum())


__all__ = ["Floor", "LandRuns"]
