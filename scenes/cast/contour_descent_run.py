"""A line fitted until its slope stands still: the run, the valley that it goes down, and why it stops."""

import math
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from gd_math.datasets import Dataset
from gd_math.regression import MeanSquaredError
from gd_math.stopping import changes, exact_changes, exact_steps_until_still, fit_until_still
from gd_math.theory import condition_number, convergence_factor, largest_stable_rate
from gd_math.trajectory import Trajectory
from gd_math.typing import Floats, Points
from scenes.cast.moments import SLOW_STEPS
from scenes.parameters import rate_notes

FALLEN = 0.02
"""Of the way across the valley, this share is left when the fall counts as over."""
LONGEST_FALL, LONGEST_LEAPING = 40, 18
"""Steps; fewer where they leap to and fro and are told more slowly."""
FITS = 2.0
"""A line with no more than so many times the least cost fits, to the eye."""
ARRIVED = 0.1
CRAWL = 5
"""A run crawls if it is so many times as long as its fall."""
SETTLED = 0.01
"""Share of the first distance at which the point seems to have arrived."""
NEAR = 0.001
"""Distance from the exact solution that is good for all practical purposes."""
STEADIEST_GROWTH = 1.0 + 1e-9


class Stop(Enum):
    """Why the run ends."""

    STANDSTILL = "the change is exactly 0"
    SMALL_CHANGE = "the change is at most the threshold"
    USED_UP = "the steps are used up"
    LEFT = "the cost grows"


@dataclass(frozen=True, slots=True, eq=False)
class StandstillRun:
    """A descent of (slope, intercept) that stops once the slope changes by no more than a threshold.

    Parameters
    ----------
    data
        The points.
    loss
        Their mean squared error J.
    rate
        The learning rate α.
    threshold
        What the slope's change must not exceed to stop.
    run
        The trajectory, points (θ₀, θ₁) = (slope, intercept).
    """

    data: Dataset
    loss: MeanSquaredError
    rate: float
    threshold: float
    run: Trajectory

    @classmethod
    def plan(
        cls, data: Dataset, start: tuple[float, float], rate: float, threshold: float, most_steps: int
    ) -> "StandstillRun":
        """Compute the run."""
        loss = MeanSquaredError(data.x, data.y)
        run = fit_until_still(loss, start, rate, most_steps, threshold)
        return cls(data, loss, rate, threshold, replace(run, variables=("theta_0", "theta_1")))

    @property
    def last(self) -> int:
        """The number of steps taken."""
        return self.run.steps_taken

    @property
    def best(self) -> Points:
        """The exact least-squares solution, shape (2,)."""
        return self.loss.least_squares()

    @property
    def hessian(self) -> Floats:
        """The curvature of J, the same everywhere, shape (2, 2)."""
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
    def factors(self) -> tuple[float, float]:
        """What each step leaves of the way along the valley, 1 − αμ, and across it, 1 − αL."""
        along, across = (1 - self.rate * curvature for curvature in self.curvatures)
        return along, across

    @property
    def long_run_factor(self) -> float:
        """What each step leaves of the distance, and of the change, in the long run."""
        return float(convergence_factor(self.rate, self.curvatures))

    @property
    def crawls(self) -> bool:
        """Whether the run settles by the same factor for most of its steps."""
        return self.settles and not self.jumps and self.falls and self.last > CRAWL * self.fall

    @property
    def condition(self) -> float:
        """κ = L / μ."""
        return condition_number(self.curvatures)

    @property
    def limit(self) -> float:
        """2 / L, above which the run leaves."""
        return largest_stable_rate(self.curvatures[1])

    @property
    def settles(self) -> bool:
        """Whether the rate is below the limit."""
        return abs(self.factors[1]) < 1

    @property
    def starts_well(self) -> bool:
        """Whether the first line fits nearly as well as the best one."""
        return float(self.run.values[0]) <= FITS * float(self.loss.value(self.best))

    @property
    def falls(self) -> bool:
        """Whether the run crosses most of the valley within its first steps."""
        return not self.starts_well and abs(self.factors[1]) ** self.fall <= 2 * FALLEN

    @property
    def arrives(self) -> bool:
        """Whether the run covers most of the way to the solution."""
        return bool(self.distances[-1] <= ARRIVED * self.distances[0])

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
    def changes(self) -> Floats:
        """By how much each step changed the slope, as float64 holds it, shape (last,)."""
        return changes(self.run, 0)

    @property
    def exact_steps(self) -> int | None:
        """The number of steps in exact arithmetic, if that is known."""
        return exact_steps_until_still(self.hessian, self.away, self.rate, self.threshold)

    def exact_changes(self, steps: int) -> Floats:
        """Return by how much each step would change the slope in exact arithmetic, shape (steps,)."""
        return exact_changes(self.hessian, self.away, self.rate, steps)

    @property
    def distances(self) -> Floats:
        """The distance of every point from the exact solution, shape (last + 1,)."""
        ways = self.run.points - self.best
        lengths: Floats = np.hypot(ways[:, 0], ways[:, 1])
        return lengths

    @property
    def stop(self) -> Stop:
        """Why the run ends."""
        if self.run.outcome.diverged or self.run.values[-1] > self.run.values[0] * STEADIEST_GROWTH:
            return Stop.LEFT
        if not self.run.outcome.converged:
            return Stop.USED_UP
        return Stop.STANDSTILL if self.changes[-1] == 0.0 else Stop.SMALL_CHANGE

    @property
    def spacing(self) -> float:
        """The distance of the last slope from the next float64."""
        return float(np.spacing(abs(self.run.points[-1, 0])))

    @property
    def near_after(self) -> int | None:
        """The step from which on the point stays within `NEAR` of the solution, if it ends there."""
        beyond = np.flatnonzero(self.distances > NEAR)
        after = int(beyond[-1]) + 1 if len(beyond) else 0
        return after if after <= self.last else None

    @property
    def fall(self) -> int:
        """The step at which the fall across the valley is over: what then moves is the way along it."""
        across, needed = abs(self.factors[1]), math.inf
        if across < 1:
            needed = math.ceil(math.log(FALLEN) / math.log(across)) if across > 0 else 1
        longest = LONGEST_LEAPING if self.jumps else LONGEST_FALL
        return int(min(self.last, max(SLOW_STEPS, min(needed, longest))))

    def notes(self) -> list[str]:
        """Return what ended the run where that was not the threshold."""
        if self.stop is Stop.LEFT:
            return rate_notes(self.loss, self.run, self.rate)
        if self.stop is Stop.USED_UP:
            change = f"{float(self.changes[-1]):.2g}; threshold {self.threshold:g}"
            return [f"step {self.last} still changes the slope by {change}"]
        if self.stop is Stop.STANDSTILL:
            exact = self.exact_steps
            more = f"; exact arithmetic would need {exact} steps" if exact is not None else ""
            return [
                f"step {self.last} changes the slope by exactly 0: float64 near "
                f"{self.run.points[-1, 0]:.4g} has no change below {self.spacing:.2g}{more}"
            ]
        return []

    @property
    def settled(self) -> int:
        """The step at which the point seems to have arrived; the last one if it never does."""
        beyond = np.flatnonzero(self.distances > SETTLED * self.distances[0])
        return min(self.last, int(beyond[-1]) + 1 if len(beyond) else 0)


__all__ = ["NEAR", "StandstillRun", "Stop"]
