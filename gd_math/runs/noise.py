"""Descent on noisy gradients: what it does, and what is known of it in closed form.

A gradient that is measured on some samples only is right on average: g_k = ∇f(x_k) + ε_k. Here the ε_k are
normal, alike in all directions, independent, with mean 0 and root mean square length σ.

On a quadratic with curvature λ, with y_k = x_k − c and rates α_k,

    y_{k+1} = (1 − α_k λ) y_k − α_k ε_k,

so that the middle of many runs goes m_{k+1} = (1 − α_k λ) m_k, and their mean square distance from it goes
v_{k+1} = (1 − α_k λ)² v_k + α_k² σ². A constant rate leads to v = α σ² / (λ (2 − α λ)).

Sources: Robbins and Monro, "A stochastic approximation method" (1951); Polyak, "Introduction to Optimization"
(1987), section 2.2; Mandt, Hoffman and Blei, "Stochastic gradient descent as approximate Bayesian inference"
(2017), section 4, for small rates.
"""

from typing import TypeVar

import numpy as np

from gd_math.objective import Objective, as_floats
from gd_math.runs.descent import follow
from gd_math.runs.optimizers import Optimizer
from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Floats, FloatsLike, Points, PointsLike, Schedule

S = TypeVar("S")

STANDS = 1e-17
"""A rate below this share of 1/λ no longer moves the middle."""
MOST_STEPS = 100_000


def noise_at(step: int, shape: tuple[int, ...], noise: float, seed: int) -> Points:
    """Return the noise ε_k of a step, shape (..., d): the same for the same seed, whatever rule is followed.

    >>> bool((noise_at(3, (5, 2), 1.0, 7) == noise_at(3, (5, 2), 1.0, 7)).all())
    True
    """
    drawn = np.random.default_rng((seed, step)).standard_normal(shape)
    return as_floats(noise / np.sqrt(shape[-1]) * drawn)


def descend_noisily(
    objective: Objective,
    start: PointsLike,
    optimizer: Optimizer[S],
    steps: int,
    noise: float,
    seed: int = 0,
) -> Trajectory:
    """Run an optimizer on gradients with noise, as `descend` does on exact ones.

    The trajectory's gradients are the noisy ones, of which the steps were made; its values are exact.

    Parameters
    ----------
    objective
        What is minimised.
    start
        Where to start, shape (d,) or (..., d) for runs with noise of their own.
    optimizer
        The update rule.
    steps
        The step budget.
    noise
        σ, the root mean square length of the noise, in the units of the gradient.
    seed
        What it is drawn from.
    """

    def measured(k: int, points: Points) -> Points:
        return objective.gradient(points) + noise_at(k, points.shape, noise, seed)

    return follow(objective, measured, start, optimizer, steps)


def noise_radius(rate: FloatsLike, curvature: float, noise: float) -> Floats:
    """Return √(α σ² / (λ (2 − α λ))): how far from the minimum a constant rate 0 < α < 2/λ keeps a run.

    It is the root mean square distance in the long run, with σ the root mean square length of the noise.

    >>> round(float(noise_radius(0.1, 2.0, 9.0)), 9)
    1.5
    """
    alpha = as_floats(rate)
    return as_floats(noise * np.sqrt(alpha / (curvature * (2 - alpha * curvature))))


def expected_distances(
    schedule: Schedule, steps: int, curvature: float, noise: float, start: float
) -> tuple[Floats, Floats]:
    """Return |m_k| and √(m_k² + v_k): what is left of the way, and the root mean square distance.

    Both are exact, shape (steps + 1,), for runs that start at a distance of `start` from the minimum.

    >>> from gd_math.runs.schedules import constant
    >>> left, distance = expected_distances(constant(0.1), 40, 2.0, 9.0, 8.0)
    >>> left[:3].round(2).tolist(), round(float(distance[-1]), 3)
    ([8.0, 6.4, 5.12], 1.5)
    """
    middle, square = [float(start)], [0.0]
    for k in range(steps):
        rate = float(schedule(k))
        factor = 1 - rate * curvature
        middle.append(factor * middle[-1])
        square.append(factor**2 * square[-1] + (rate * noise) ** 2)
    left = np.abs(middle)
    return as_floats(left), as_floats(np.sqrt(left**2 + square))


def left_for_ever(schedule: Schedule, curvature: float) -> float:
    """Return ∏ |1 − α_k λ|, the share of the way that is left however many steps are taken.

    It is above 0 where Σ α_k is finite: the rates fall too fast to reach the minimum (Robbins and Monro).
    It is taken over so many steps as move anything; where 100000 do, the rates fall slowly, and it is 0.

    >>> from gd_math.runs.schedules import exponential
    >>> round(left_for_ever(exponential(0.1, 0.5), 2.0), 3)
    0.65
    """
    share = 1.0
    for k in range(MOST_STEPS):
        pull = float(schedule(k)) * curvature
        if pull < STANDS or share == 0.0:
            return share
        share *= abs(1 - pull)
    return 0.0


__all__ = ["descend_noisily", "expected_distances", "left_for_ever", "noise_at", "noise_radius"]
