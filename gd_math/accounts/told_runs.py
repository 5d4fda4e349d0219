"""A run as it is told, in any number of variables: its losses, and what is seen of its end."""

from dataclasses import dataclass

import numpy as np

from gd_math.accounts.account import Account
from gd_math.accounts.endings import End
from gd_math.runs.trajectory import Trajectory
from gd_math.shape.lie import extent_of
from gd_math.typing import Floats

SEEN = 1e-6
"""Jumps to and fro below this share of the region's width are roundings, not a cycle."""


@dataclass(frozen=True, slots=True, eq=False)
class ToldRun:
    """One run, alone or one of several.

    Parameters
    ----------
    account
        What happened in it.
    """

    account: Account

    @property
    def run(self) -> Trajectory:
        """The run itself."""
        return self.account.run

    @property
    def end(self) -> End:
        """How it ended."""
        return self.account.end

    @property
    def last(self) -> int:
        """The number of steps that are drawn, the one by which the run left among them."""
        return self.account.steps + self.account.left

    @property
    def heights(self) -> Floats:
        """The heights f(x₀) … f(x_n); of the place beyond ±∞, or nan where there is none."""
        values = self.run.values
        if not self.account.left:
            return values
        beyond = {End.DIVERGING: np.inf, End.FALLING: -np.inf}.get(self.end, np.nan)
        return np.append(values, beyond)

    @property
    def period(self) -> int:
        """Between how many places it goes round at its end, for all eyes to see; 0 where it does not."""
        account = self.account
        if not account.period:
            return 0
        return (
            account.period if np.ptp(account.places, axis=0).max() > SEEN * extent_of(account.region) else 0
        )

    @property
    def circling(self) -> bool:
        """Whether it was on its round from the start."""
        n, p = len(self.run.points), self.period
        return bool(p) and bool(np.abs(self.run.points[: n - p] - self.run.points[p:]).max(initial=0) < SEEN)

    @property
    def escapes(self) -> bool:
        """Whether a step led to where the run could not go on, or it is on its way out upwards."""
        return self.end in (End.DIVERGING, End.LEFT_DOMAIN, End.NO_SLOPE)

    @property
    def stays(self) -> bool:
        """Whether it neither left nor is on its way out."""
        return not self.escapes and self.end is not End.FALLING

    @property
    def roamed(self) -> float:
        """How far from its start it has been, as a share of the region's width."""
        return float(np.abs(self.run.points - self.run.points[0]).max()) / extent_of(self.account.region)


__all__ = ["ToldRun"]
