"""A line that is fitted by gradient descent: where its bowl lies, and what a run did in it.

The mean squared error of a line is a quadratic of (w, b): with curvatures μ ≤ L along its two axes each step
of gradient descent leaves 1 − αμ and 1 − αL of the way along them, so that all is known in closed form.
"""

from dataclasses import dataclass

import numpy as np

from gd_math.accounts.account import Account, account
from gd_math.data.datasets import Dataset
from gd_math.data.regression import MeanSquaredError
from gd_math.runs.theory import condition_number, convergence_factor, largest_stable_rate
from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Floats, Interval, Points

CLOSE = 2.0
"""A line with no more than so many times the least loss is close to the best one."""
GAPLESS = 0.05
"""Gaps of less than this share of the spread of y are too small to see."""
BORDER = 1e-6
"""Factors of steps across the valley that are closer to −1 than this leave the distance as it is."""
AT_THE_BEST = 1e-12
"""Losses within this share of the variance of y above the least one are the least one."""


@dataclass(frozen=True, slots=True, eq=False)
class LineDescent:
    """A line, its mean squared error on data, and a descent on it.

    Parameters
    ----------
    data
        The points.
    loss
        The mean squared error over (w, b).
    rate
        The learning rate α.
    run
        The trajectory, points (w, b).
    """

    data: Dataset
    loss: MeanSquaredError
    rate: float
    run: Trajectory

    @property
    def steps_taken(self) -> int:
        """The number of steps of the run."""
        return self.run.steps_taken

    @property
    def best(self) -> Points:
        """The exact least-squares solution (w, b), shape (2,)."""
        return self.loss.least_squares()

    @property
    def least_loss(self) -> float:
        """The loss at the least-squares solution."""
        return float(self.loss.value(self.best))

    @property
    def spread(self) -> float:
        """The standard deviation of y; 1 where all are equal."""
        return spread_of(self.data.y)

    @property
    def hessian(self) -> Floats:
        """The curvature of the loss, the same everywhere, shape (2, 2)."""
        return self.loss.curvature(np.zeros(2))

    @property
    def curvatures(self) -> tuple[float, float]:
        """The curvatures μ along the valley and L across it."""
        least, largest = np.linalg.eigvalsh(self.hessian).tolist()
        return float(least), float(largest)

    @property
    def directions(self) -> tuple[Points, Points]:
        """Unit vectors (2,) along the valley and across it."""
        axes = np.linalg.eigh(self.hessian)[1]
        return axes[:, 0], axes[:, 1]

    @property
    def condition(self) -> float:
        """κ = L / μ."""
        return condition_number(self.curvatures)

    @property
    def factors(self) -> tuple[float, float]:
        """What each step leaves of the way along the valley, 1 − αμ, and across it, 1 − αL."""
        along, across = (1 - self.rate * curvature for curvature in self.curvatures)
        return along, across

    @property
    def long_run_factor(self) -> float:
        """What each step leaves of the distance in the long run."""
        return float(convergence_factor(self.rate, self.curvatures))

    @property
    def limit(self) -> float:
        """2 / L, above which every run leaves in the end."""
        return largest_stable_rate(self.curvatures[1])

    @property
    def settles(self) -> bool:
        """Whether the rate is, beyond roundings, below the limit."""
        return self.factors[1] > BORDER - 1.0

    @property
    def grows(self) -> bool:
        """Whether the rate is, beyond roundings, above the limit."""
        return self.factors[1] < -1.0 - BORDER

    @property
    def jumps(self) -> bool:
        """Whether each step leaps over the valley to its other side."""
        return self.factors[1] < 0

    @property
    def away(self) -> Points:
        """The way from the solution to the start, shape (2,)."""
        way: Points = self.run.points[0] - self.best
        return way

    @property
    def distances(self) -> Floats:
        """The distance of every point from the exact solution, shape (n + 1,)."""
        ways = self.run.points - self.best
        lengths: Floats = np.hypot(ways[:, 0], ways[:, 1])
        return lengths

    @property
    def region(self) -> tuple[Interval, Interval]:
        """The box of the run and of the solution."""
        places = np.vstack([self.run.points, self.best])
        low, high = places.min(axis=0), places.max(axis=0)
        half = np.maximum((high - low) / 2, 1e-9 * np.maximum(np.abs(low), 1e-3))
        middle = (low + high) / 2
        (w_low, b_low), (w_high, b_high) = (middle - half).tolist(), (middle + half).tolist()
        return (w_low, w_high), (b_low, b_high)

    @property
    def told(self) -> Account:
        """What happened in the run."""
        return account(self.loss, self.run, self.region)

    @property
    def leaves(self) -> bool:
        """Whether the run has left, or rises above its start with a rate that lets it go on for ever."""
        told = self.told
        return told.left or (self.grows and told.change > 0)

    def size_of_slopes(self, step: int) -> float:
        """Return how large the numbers are whose differences the gradient after `step` is made of."""
        w, b = (abs(float(x)) for x in self.run.points[step])
        largest = float(np.abs(self.loss.features).max())
        heights = w * largest + b + float(np.abs(self.loss.labels).max())
        return 2 * heights * max(largest, 1.0)

    @property
    def starts_at_best(self) -> bool:
        """Whether nothing is left to gain at the start, so that the gradient is zero but for roundings."""
        return float(self.run.values[0]) - self.least_loss <= AT_THE_BEST * self.spread**2

    @property
    def misses(self) -> bool:
        """Whether the first line is, to the eye, a worse one than the best."""
        return float(self.run.values[0]) > max(CLOSE * self.least_loss, (GAPLESS * self.spread) ** 2)


def spread_of(y: Floats) -> float:
    """Return the standard deviation of y, shape (n,); 1 where all are equal."""
    return float(np.std(y)) if np.ptp(y) else 1.0


__all__ = ["LineDescent", "spread_of"]
