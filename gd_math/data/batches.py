"""Descent on full batches, mini-batches and single samples, seeded and replayable."""

from abc import abstractmethod
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from gd_math.objective import Objective
from gd_math.runs.descent import follow
from gd_math.runs.optimizers import Optimizer
from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Integers, Points, PointsLike

S = TypeVar("S")


class SampledObjective(Objective):
    """A loss that is the mean over n samples, and can be taken over some of them."""

    __slots__ = ()

    @property
    @abstractmethod
    def sample_count(self) -> int:
        """The number n of samples."""

    @abstractmethod
    def on(self, samples: Integers) -> Objective:
        """Return the loss over the samples with these indices."""


@dataclass(frozen=True, slots=True)
class BatchPlan:
    """Which samples are used at which step: `plan[k]` is an array of indices, the same for the same plan.

    Each epoch visits every sample once, in an order drawn from the seed and the epoch's number, in batches of
    `batch_size`; the last batch of an epoch may be smaller, as in PyTorch's DataLoader. A full batch stays in
    order.

    Parameters
    ----------
    sample_count
        The number n of samples.
    batch_size
        From 1 (single samples) to n (full batches).
    seed
        What the orders are drawn from.

    Examples
    --------
    >>> plan = BatchPlan(sample_count=5, batch_size=2, seed=1)
    >>> sorted(int(i) for k in range(plan.steps_per_epoch) for i in plan[k])
    [0, 1, 2, 3, 4]
    """

    sample_count: int
    batch_size: int
    seed: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.batch_size <= self.sample_count:
            raise ValueError(f"batch_size = {self.batch_size} must be from 1 to {self.sample_count} samples")

    @property
    def steps_per_epoch(self) -> int:
        """The number of batches that visit every sample once."""
        return -(-self.sample_count // self.batch_size)

    def epoch(self, k: int) -> int:
        """Return the number of the epoch, from 0, to which step k belongs."""
        return k // self.steps_per_epoch

    def __getitem__(self, k: int) -> Integers:
        """Return the indices of the samples of step k, from 0 without end."""
        if k < 0:
            raise IndexError(f"step {k} is before the first one, 0")
        epoch, batch = divmod(k, self.steps_per_epoch)
        order = np.arange(self.sample_count)
        if self.batch_size < self.sample_count:
            order = np.random.default_rng((self.seed, epoch)).permutation(self.sample_count)
        return order[batch * self.batch_size : (batch + 1) * self.batch_size]


def descend_batches(
    objective: SampledObjective,
    start: PointsLike,
    optimizer: Optimizer[S],
    plan: BatchPlan,
    steps: int,
    *,
    divergence_threshold: float = 1e30,
) -> Trajectory:
    """Run an optimizer on the gradients of the plan's batches, as `descend` does on the full gradient.

    The trajectory's values are the loss over all samples; gradients[k] is the one over `plan[k]`, of which
    step k was made. All runs of a batch of runs use the same samples.

    Parameters
    ----------
    objective
        A mean over samples.
    start
        Where to start, shape (d,) or (..., d).
    optimizer
        The update rule.
    plan
        Which samples are used when.
    steps
        The step budget, at least 0.
    divergence_threshold
        As in `descend`.
    """
    if plan.sample_count != objective.sample_count:
        raise ValueError(
            f"the plan is for {plan.sample_count} samples, the loss has {objective.sample_count}"
        )

    def sampled(k: int, points: Points) -> Points:
        return objective.on(plan[k]).gradient(points)

    return follow(objective, sampled, start, optimizer, steps, divergence_threshold=divergence_threshold)
