"""A descent on batches, told by how many samples have been seen."""

import math
from dataclasses import dataclass
from typing import Self

import numpy as np

from gd_math.data.batches import BatchPlan, SampledObjective, descend_batches
from gd_math.objective import as_floats
from gd_math.runs.optimizers import GradientDescent
from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Floats, Integers, PointsLike

READING = 0.85
"""Share of a batch after which the point moves: first its samples are looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class BatchRuns:
    """One run, and where it stands when so many samples have been seen.

    Parameters
    ----------
    plan
        Which samples are used when.
    run
        Its points, gradients and full losses.
    losses
        The full loss when 0, 1, 2, … samples have been seen, shape (epochs · n + 1,): it changes when a batch
        is complete.
    """

    plan: BatchPlan
    run: Trajectory
    losses: Floats

    @classmethod
    def of(cls, loss: SampledObjective, start: PointsLike, rate: float, plan: BatchPlan, epochs: int) -> Self:
        """Run whole epochs with a constant learning rate."""
        steps = epochs * plan.steps_per_epoch
        run = descend_batches(loss, start, GradientDescent(rate), plan, steps)
        seen = range(epochs * plan.sample_count + 1)
        losses = as_floats([run.values[_step(plan, count)[0]] for count in seen])
        return cls(plan, run, losses)

    def step_at(self, seen: float) -> int:
        """Return how many steps are done when so many samples have been seen."""
        return _step(self.plan, seen)[0]

    def time(self, seen: float) -> float:
        """Return k + u: k steps are done, and the next one has moved the point by the share u of its way."""
        step, share = _step(self.plan, seen)
        if step >= self.run.steps_taken:
            return float(self.run.steps_taken)
        if self.plan.batch_size > 1:
            share = max(share - READING, 0.0) / (1.0 - READING)
        return step + share

    def begun(self, seen: float) -> int:
        """Return how many steps have begun: one counts from when it moves the point."""
        return math.ceil(self.time(seen) - 1e-9)

    def in_use(self, seen: float) -> Integers:
        """Return which samples are looked at; none when the run is over."""
        step, _ = _step(self.plan, seen)
        return self.plan[step] if step < self.run.steps_taken else np.zeros(0, dtype=np.intp)


def _step(plan: BatchPlan, seen: float) -> tuple[int, float]:
    """Return how many batches are complete, and which share of the next one has been seen."""
    count, size = plan.sample_count, plan.batch_size
    epoch = int(seen / count + 1e-9)
    rest = max(seen - epoch * count, 0.0)
    batch = int(rest / size + 1e-9)
    length = min(size, count - batch * size)
    return epoch * plan.steps_per_epoch + batch, max(rest - batch * size, 0.0) / length


__all__ = ["BatchRuns"]
