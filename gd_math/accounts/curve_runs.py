"""Runs on a curve that are told beside each other: their positions, and the place that they left for."""

from dataclasses import dataclass

import numpy as np

from gd_math.accounts.account import Account
from gd_math.accounts.endings import End
from gd_math.runs.trajectory import Trajectory
from gd_math.shape.curve_profile import Downhill
from gd_math.shape.lie import extent_of
from gd_math.typing import Floats

SEEN = 1e-6
"""Jumps to and fro below this share of the region's width are roundings, not a cycle."""
EQUAL = 1e-9
"""Relative difference up to which two lengths are equal."""


@dataclass(frozen=True, slots=True, eq=False)
class CurveRun:
    """One of several runs on a curve.

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
    def xs(self) -> Floats:
        """The positions x₀ … x_n, and the place that the last step led to where the run left."""
        xs = self.run.points[:, 0]
        return np.append(xs, self.run.beyond) if self.account.left else xs

    @property
    def heights(self) -> Floats:
        """The heights f(x₀) … f(x_n); of the place beyond ±∞, or nan where there is none."""
        values = self.run.values
        if not self.account.left:
            return values
        beyond = {End.DIVERGING: np.inf, End.FALLING: -np.inf}.get(self.end, np.nan)
        return np.append(values, beyond)

    @property
    def slopes(self) -> Floats:
        """The slopes f′(x₀) … f′(x_n), without the place beyond."""
        return self.run.gradients[:, 0]

    @property
    def moves(self) -> Floats:
        """The signed steps, the one by which the run left among them, shape (last,)."""
        taken = self.run.steps[:, 0]
        return np.append(taken, self.run.beyond - self.run.points[-1]) if self.account.left else taken

    @property
    def last(self) -> int:
        """The number of steps that are drawn."""
        return len(self.xs) - 1

    @property
    def bottom(self) -> float | None:
        """The minimum, or the point of the floor, downhill from the end; None where there is none."""
        known = self.account.below in (Downhill.MINIMUM, Downhill.FLOOR)
        return float(self.account.minimum[0]) if known and self.account.minimum is not None else None

    @property
    def period(self) -> int:
        """Between how many places it goes round at its end, for all eyes to see; 0 where it does not."""
        account = self.account
        if not account.period:
            return 0
        return account.period if np.ptp(account.places) > SEEN * extent_of(account.region) else 0

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
    def jumps(self) -> bool:
        """Whether a step goes back where the one before came from."""
        ways = np.sign(self.moves)
        return bool((ways[1:] * ways[:-1] < 0).any())

    @property
    def roamed(self) -> float:
        """How far from its start it has been, as a share of the region's width."""
        return float(np.abs(self.run.points - self.run.points[0]).max()) / extent_of(self.account.region)

    @property
    def even(self) -> bool:
        """Whether all steps are equally long, as on a straight slope."""
        lengths = np.abs(self.moves)
        return bool(len(lengths) > 1 and np.ptp(lengths) <= EQUAL * lengths.max())

    @property
    def away(self) -> Floats | None:
        """How far beyond the minimum the run is after each step, with its sign; None without a minimum."""
        return None if self.bottom is None else self.xs - self.bottom


__all__ = ["CurveRun"]
