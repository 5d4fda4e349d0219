"""Learning rates that change with the step's index k = 0, 1, 2, …

Each function returns a schedule: a function from the step's index to the rate, for an optimizer's
`learning_rate`. Names and defaults follow PyTorch's schedulers, in closed form, one step for each of their
epochs.
"""

import math

from gd_math.typing import Rate, Schedule


def constant(rate: Rate) -> Schedule:
    """Return the schedule α_k = α."""

    def schedule(k: int) -> Rate:
        return rate

    return schedule


def step(rate: Rate, every: int, factor: float = 0.1) -> Schedule:
    """Return the schedule α_k = α·γ^⌊k / every⌋, a staircase with the factor γ.

    >>> [step(1.0, 2, 0.5)(k) for k in range(5)]
    [1.0, 1.0, 0.5, 0.5, 0.25]
    """
    if every < 1:
        raise ValueError(f"every = {every} must be at least 1 step")

    def schedule(k: int) -> Rate:
        return rate * factor ** (k // every)

    return schedule


def exponential(rate: Rate, factor: float) -> Schedule:
    """Return the schedule α_k = α·γᵏ with the factor γ."""

    def schedule(k: int) -> Rate:
        return rate * factor**k

    return schedule


def cosine(rate: Rate, steps: int, lowest: float = 0.0) -> Schedule:
    """Return the schedule α_k = α_min + ½ (α − α_min)(1 + cos(π k / steps)), and α_min from then on.

    Source: Loshchilov and Hutter, "SGDR" (2017), equation 5, without restarts.
    """
    if steps < 1:
        raise ValueError(f"steps = {steps} must be at least 1")

    def schedule(k: int) -> Rate:
        return lowest + 0.5 * (rate - lowest) * (1 + math.cos(math.pi * min(k, steps) / steps))

    return schedule


def inverse_time(rate: Rate, decay: float) -> Schedule:
    """Return the schedule α_k = α / (1 + decay·k), slow enough to reach any place and to quieten noise.

    Source: Robbins and Monro, "A stochastic approximation method" (1951): Σ α_k = ∞, Σ α_k² < ∞.
    """

    def schedule(k: int) -> Rate:
        return rate / (1 + decay * k)

    return schedule
