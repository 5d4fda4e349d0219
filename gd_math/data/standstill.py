"""A line fitted until its slope stands still: the fall into the valley, the crawl along it, and its end."""

import math
from dataclasses import dataclass, replace

import numpy as np

from gd_math.data.datasets import Dataset
from gd_math.data.line_descent import LineDescent
from gd_math.data.regression import MeanSquaredError
from gd_math.data.stopping import changes, exact_changes, exact_steps_until_still, fit_until_still
from gd_math.typing import Floats

FALLEN = 0.02
"""Of the way across the valley, this share is left when the fall counts as over."""
SHORTEST_FALL, LONGEST_FALL, LONGEST_LEAPING = 2, 40, 18
"""Steps; fewer where they leap to and fro and are told more slowly."""
DEEP = 0.5
"""A run falls into the valley if the way across makes at least this share of what it has to lose."""
ARRIVED = 0.1
CRAWL = 5
"""A run crawls if it is so many times as long as its fall."""
SETTLED = 0.01
"""Share of the first distance at which the point seems to have arrived."""
NEAR = 1e-4
"""Share of the first distance, cut to a power of ten, that is good for all practical purposes."""


@dataclass(frozen=True, slots=True, eq=False)
class StandstillRun(LineDescent):
    """A descent of (slope, intercept) that stops once the slope changes by no more than a threshold.

    Its trajectory has the points (w, b) = (slope, intercept), which are also called (θ₀, θ₁).

    Parameters
    ----------
    threshold
        What the slope's change must not exceed to stop.
    """

    threshold: float

    @classmethod
    def plan(
        cls, data: Dataset, start: tuple[float, float], rate: float, threshold: float, most_steps: int
    ) -> "StandstillRun":
        """Compute the run."""
        loss = MeanSquaredError(data.x, data.y)
        run = fit_until_still(loss, start, rate, most_steps, threshold)
        return cls(data, loss, rate, replace(run, variables=("w", "b")), threshold)

    @property
    def changes(self) -> Floats:
        """By how much each step changed the slope, as float64 holds it, shape (n,)."""
        return changes(self.run, 0)

    @property
    def stops(self) -> bool:
        """Whether the last step changes the slope by no more than the threshold."""
        return self.run.outcome.converged and not self.leaves

    @property
    def stands_still(self) -> bool:
        """Whether the last step changes the slope by exactly 0."""
        return self.stops and float(self.changes[-1]) == 0.0

    @property
    def rounded_away(self) -> bool:
        """Whether the last step is not 0, but too short for float64."""
        return self.stands_still and float(self.run.gradients[-2, 0]) != 0.0

    @property
    def spacing(self) -> float:
        """The distance of the last slope from the next float64."""
        return float(np.spacing(abs(self.run.points[-1, 0])))

    @property
    def exact_steps(self) -> int | None:
        """The number of steps in exact arithmetic, if that is known."""
        return exact_steps_until_still(self.hessian, self.away, self.rate, self.threshold)

    def exact_changes(self, steps: int) -> Floats:
        """Return by how much each step would change the slope in exact arithmetic, shape (steps,)."""
        return exact_changes(self.hessian, self.away, self.rate, steps)

    @property
    def fall(self) -> int:
        """The step at which the fall across the valley is over: what then moves is the way along it."""
        across, needed = abs(self.factors[1]), math.inf
        if across < 1:
            needed = math.ceil(math.log(FALLEN) / math.log(across)) if across > 0 else 1
        longest = LONGEST_LEAPING if self.jumps else LONGEST_FALL
        return int(min(self.steps_taken, max(SHORTEST_FALL, min(needed, longest))))

    @property
    def leaps(self) -> bool:
        """Whether the run starts beside the valley, to the eye, and each step leaps over it."""
        across = abs(float(self.directions[1] @ self.away))
        return self.jumps and across > FALLEN * float(self.distances[0])

    @property
    def falls(self) -> bool:
        """Whether the run loses most of its loss by crossing the valley within its first steps."""
        along, across = np.array(self.curvatures) * (np.array(self.directions) @ self.away) ** 2
        deep = bool(across >= DEEP * (along + across))
        return self.misses and deep and abs(self.factors[1]) ** self.fall <= 2 * FALLEN

    @property
    def crawls(self) -> bool:
        """Whether the run settles by the same factor for most of its steps."""
        return self.settles and not self.jumps and self.falls and self.steps_taken > CRAWL * self.fall

    @property
    def arrives(self) -> bool:
        """Whether the run covers most of the way to the solution."""
        return bool(self.distances[-1] <= ARRIVED * self.distances[0])

    @property
    def settled(self) -> int:
        """The step at which the point seems to have arrived; the last one if it never does."""
        beyond = np.flatnonzero(self.distances > SETTLED * self.distances[0])
        return min(self.steps_taken, int(beyond[-1]) + 1 if len(beyond) else 0)

    @property
    def near(self) -> float:
        """A distance from the exact solution that is good for all practical purposes: a power of ten."""
        first = float(self.distances[0])
        return 10.0 ** (math.floor(math.log10(first)) + round(math.log10(NEAR))) if first > 0 else 0.0

    @property
    def near_after(self) -> int | None:
        """The step from which on the point stays within `near` of the solution, if it ends there."""
        beyond = np.flatnonzero(self.distances > self.near)
        after = int(beyond[-1]) + 1 if len(beyond) else 0
        return after if after <= self.steps_taken else None


__all__ = ["StandstillRun"]
