"""Which learning rates settle in a quadratic valley, how fast, and what a run itself tells about that.

In the bowl ½ (L x² + μ y²) each step of gradient descent multiplies x by 1 − αL and y by 1 − αμ.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from gd_math.functions.quadratic import Quadratic
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent, Momentum
from gd_math.runs.theory import (
    best_convergence_factor,
    best_rate,
    condition_number,
    heavy_ball_factor,
    heavy_ball_largest_stable_rate,
    largest_stable_rate,
)
from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Floats, FloatsLike, Interval

CREEPING, OVERSHOOTING, DIVERGING = 0.3, 1.6, 2.1
"""Rates of the three kinds, times L."""
MANY, UNDERFLOW = 400, 1e-250
"""Steps over which a factor is that of the long run; distances below this are no longer exact."""


@dataclass(frozen=True, slots=True)
class StableRates:
    """A valley ½ L x², the bowl ½ (L x² + μ y²), and their runs at any rate.

    Parameters
    ----------
    least, largest
        The curvatures μ and L, 0 < μ ≤ L.
    start
        (x, y), where runs in the bowl start; those in the valley start at x, or at y where x is 0.
    steps
        Of each run.
    beta
        β of the heavy ball, 0 < β < 1.

    Examples
    --------
    >>> rates = StableRates(0.5, 2.0, (4.0, 4.0), 12, 0.25)
    >>> rates.critical, rates.best, rates.limit, rates.heavy_limit
    (0.5, 0.8, 1.0, 1.25)
    >>> rates.best_factor, round(rates.measured(rates.in_bowl(0.8)), 9)
    (0.6, 0.6)
    """

    least: float
    largest: float
    start: tuple[float, float]
    steps: int
    beta: float

    @property
    def valley(self) -> Quadratic:
        """The function ½ L x²."""
        return Quadratic(self.largest)

    @property
    def bowl(self) -> Quadratic:
        """The function ½ (L x² + μ y²)."""
        return Quadratic([self.largest, self.least])

    @property
    def valley_start(self) -> float:
        """Where runs in the valley start."""
        return self.start[0] or self.start[1]

    def in_valley(self, rate: float) -> Trajectory:
        """Return gradient descent in the valley."""
        return _run((self.largest,), (self.valley_start,), rate, None, self.steps)

    def in_bowl(self, rate: float) -> Trajectory:
        """Return gradient descent in the bowl."""
        return _run((self.largest, self.least), self.start, rate, None, self.steps)

    def heavy_in_bowl(self, rate: float) -> Trajectory:
        """Return the heavy ball in the bowl."""
        return _run((self.largest, self.least), self.start, rate, self.beta, self.steps)

    @staticmethod
    def measured(run: Trajectory) -> float:
        """Return by which factor the last step of a run changed the distance to the minimum, the origin.

        A step from the minimum itself changes nothing: the one before it is the last.
        """
        far = np.linalg.norm(run.points, axis=-1)
        away = np.flatnonzero(far[:-1] > 0.0)
        return float(far[away[-1] + 1] / far[away[-1]]) if len(away) else 0.0

    def heavy_measured(self, rate: float) -> float:
        """Return by which factor each step of the heavy ball changes the distance, in a long run.

        The distance is that of two places in a row, together; the factor is the geometric mean over the later
        half of the run: the heavy ball comes closer in waves, not by one factor a step.
        """
        run = _run((self.largest, self.least), self.start, rate, self.beta, MANY)
        each = np.linalg.norm(run.points, axis=-1)
        far = np.hypot(each[1:], each[:-1])
        last = int(np.flatnonzero(far > UNDERFLOW)[-1])
        first = last // 2
        return float((far[last] / far[first]) ** (1 / (last - first))) if last else 0.0

    @property
    def critical(self) -> float:
        """1 / L: up to here x keeps its side."""
        return 1.0 / self.largest

    @property
    def limit(self) -> float:
        """2 / L: gradient descent settles below it."""
        return largest_stable_rate(self.largest)

    @property
    def best(self) -> float:
        """2 / (μ + L)."""
        return best_rate(self.least, self.largest)

    @property
    def best_factor(self) -> float:
        """(κ − 1) / (κ + 1)."""
        return best_convergence_factor(self.least, self.largest)

    @property
    def condition(self) -> float:
        """κ = L / μ."""
        return condition_number([self.least, self.largest])

    @property
    def heavy_limit(self) -> float:
        """2 (1 + β) / L: the heavy ball settles below it."""
        return heavy_ball_largest_stable_rate(self.beta, self.largest)

    @property
    def on_axis(self) -> bool:
        """Whether the runs in the bowl start on one of its axes, and so feel one curvature only."""
        return 0.0 in self.start

    @property
    def factors(self) -> tuple[Callable[[Floats], Floats], ...]:
        """The factors |1 − αL|, |1 − αμ| and the heavy ball's, as functions of rates."""
        return (
            lambda rates: np.abs(1 - rates * self.largest),
            lambda rates: np.abs(1 - rates * self.least),
            self.heavy_factors,
        )

    def heavy_factors(self, rates: FloatsLike) -> Floats:
        """Return the heavy ball's factor in the long run, shape as that of `rates`."""
        return heavy_ball_factor(rates, self.beta, [self.least, self.largest])

    @property
    def decimals(self) -> int:
        """How many decimals show a rate to a hundredth of the leading digit of 2 / L."""
        return max(2 - int(np.floor(np.log10(self.limit) + 1e-9)), 0)

    def told(self, rate: float, between: Interval) -> float:
        """Return a rate with as few decimals as it is printed with, if that stays in an open interval."""
        rounded = round(rate, self.decimals)
        return rounded if between[0] < rounded < between[1] else rate

    def printed(self, rate: float) -> float:
        """Return a rate as it is printed where it only passes; those where it rests stand for themselves.

        >>> rates = StableRates(1.0, 7.0, (4.0, 4.0), 12, 0.25)
        >>> rates.printed(0.12345), rates.printed(rates.critical) == rates.critical
        (0.123, True)
        """
        told = self.creeping, self.critical, self.overshooting, self.limit, self.diverging
        rests = *told, self.best, self.heavy
        return rate if np.isclose(rate, rests, rtol=1e-12, atol=0.0).any() else round(rate, self.decimals)

    @property
    def creeping(self) -> float:
        """A rate that creeps."""
        return self.told(CREEPING / self.largest, (0.0, self.critical))

    @property
    def overshooting(self) -> float:
        """A rate that overshoots and settles."""
        return self.told(OVERSHOOTING / self.largest, (self.critical, self.limit))

    @property
    def diverging(self) -> float:
        """A rate that diverges."""
        return self.told(DIVERGING / self.largest, (self.limit, np.inf))

    @property
    def heavy(self) -> float:
        """A rate halfway between both limits: only the heavy ball settles."""
        return self.told((self.limit + self.heavy_limit) / 2, (self.limit, self.heavy_limit))


@lru_cache(maxsize=1024)
def _run(
    curvatures: tuple[float, ...], start: tuple[float, ...], rate: float, beta: float | None, steps: int
) -> Trajectory:
    bowl = Quadratic(list(curvatures))
    if beta is None:
        return descend(bowl, start, GradientDescent(rate), steps)
    return descend(bowl, start, Momentum(rate, beta), steps)


__all__ = ["StableRates"]
