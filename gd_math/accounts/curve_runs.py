"""Runs on a curve that are told beside each other: their positions, and the place that they left for."""

from dataclasses import dataclass

import numpy as np

from gd_math.accounts.told_runs import ToldRun
from gd_math.shape.curve_profile import Downhill
from gd_math.typing import Floats

EQUAL = 1e-9
"""Relative difference up to which two lengths are equal."""


@dataclass(frozen=True, slots=True, eq=False)
class CurveRun(ToldRun):
    """One of several runs on a curve."""

    @property
    def xs(self) -> Floats:
        """The positions x₀ … x_n, and the place that the last step led to where the run left."""
        xs = self.run.points[:, 0]
        return np.append(xs, self.run.beyond) if self.account.left else xs

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
    def bottom(self) -> float | None:
        """The minimum, or the point of the floor, downhill from the end; None where there is none."""
        known = self.account.below in (Downhill.MINIMUM, Downhill.FLOOR)
        return float(self.account.minimum[0]) if known and self.account.minimum is not None else None

    @property
    def jumps(self) -> bool:
        """Whether a step goes back where the one before came from."""
        ways = np.sign(self.moves)
        return bool((ways[1:] * ways[:-1] < 0).any())

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
