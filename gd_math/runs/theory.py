"""What is known in closed form about descent on quadratics, for checking runs and for marking limits.

Throughout, λ are the eigenvalues of the Hessian, the curvatures along its principal axes; μ is the least of
them and L the largest. Near a minimum every smooth function is such a quadratic.

Sources: Nesterov, "Lectures on Convex Optimization" (2018), section 2.1; Polyak, "Introduction to
Optimization" (1987), section 3.2; Goh, "Why Momentum Really Works" (2017).
"""

import math
from typing import Any

import numpy as np

from gd_math.functions.minima import downhill_minimum
from gd_math.objective import Objective, as_floats
from gd_math.runs.optimizers import GradientDescent, Momentum, Nesterov, Optimizer
from gd_math.typing import Floats, FloatsLike, Points, PointsLike


def quadratic_iterates(
    matrix: FloatsLike, start: PointsLike, rate: float, steps: int, center: FloatsLike = 0.0
) -> Points:
    """Return the points of gradient descent on ½ (x − c)ᵀA(x − c) without iterating, shape (steps + 1, d).

    x_k = c + Q (1 − α Λ)ᵏ Qᵀ (x₀ − c), where A = Q Λ Qᵀ.

    Parameters
    ----------
    matrix
        A, symmetric, shape (d, d), or its diagonal, shape (d,), or the curvature where d = 1.
    start
        x₀, shape (d,) or a number.
    rate
        The learning rate α.
    steps
        How many steps.
    center
        c, shape (d,) or a number.

    Examples
    --------
    >>> quadratic_iterates(2.0, 8.0, 0.1, 20)[-1].round(14).tolist()
    [0.09223372036855]
    """
    given = np.atleast_1d(as_floats(matrix))
    eigenvalues, axes = np.linalg.eigh(np.diag(given) if given.ndim == 1 else given)
    k = np.arange(steps + 1)[:, None]
    away = axes.T @ (np.atleast_1d(as_floats(start)) - as_floats(center))
    return as_floats(as_floats(center) + ((1 - rate * eigenvalues) ** k * away) @ axes.T)


def condition_number(eigenvalues: FloatsLike) -> float:
    """Return κ = L / μ, how much longer than wide the valley is, squared; inf where μ = 0."""
    spectrum = as_floats(eigenvalues)
    if spectrum.min() < 0:
        raise ValueError(f"the curvatures {spectrum.tolist()} are not those of a valley: one is negative")
    return float(spectrum.max() / spectrum.min()) if spectrum.min() > 0 else math.inf


def largest_stable_rate(largest_curvature: float) -> float:
    """Return 2 / L: gradient descent settles for rates below it and runs away above it."""
    return 2 / largest_curvature


def best_rate(least_curvature: float, largest_curvature: float) -> float:
    """Return 2 / (μ + L), the constant rate with the best convergence factor."""
    return 2 / (least_curvature + largest_curvature)


def convergence_factor(rate: FloatsLike, eigenvalues: FloatsLike) -> Floats:
    """Return max |1 − α λ|, the factor on the distance per step in the long run, for rates of any shape."""
    return as_floats(
        np.abs(1 - as_floats(rate)[..., None] * np.atleast_1d(as_floats(eigenvalues))).max(axis=-1)
    )


def best_convergence_factor(least_curvature: float, largest_curvature: float) -> float:
    """Return (κ − 1) / (κ + 1), the factor at `best_rate`."""
    return (largest_curvature - least_curvature) / (largest_curvature + least_curvature)


def heavy_ball_largest_stable_rate(beta: float, largest_curvature: float) -> float:
    """Return 2 (1 + β) / L: momentum with 0 ≤ β < 1 settles for rates below it."""
    return 2 * (1 + beta) / largest_curvature


def nesterov_largest_stable_rate(beta: float, largest_curvature: float) -> float:
    """Return 2 (1 + β) / ((1 + 2β) L): Nesterov's momentum with 0 ≤ β < 1 settles for rates below it.

    Along an axis with curvature λ the points follow z² − (1 + β)(1 − αλ) z + β (1 − αλ), whose roots leave
    the unit circle through −1 where 1 + (1 + 2β)(1 − αλ) = 0.
    """
    return 2 * (1 + beta) / ((1 + 2 * beta) * largest_curvature)


def stable_limit(optimizer: Optimizer[Any], largest_curvature: float) -> float | None:
    """Return below which rate an optimizer settles if the largest curvature is L; None if not known.

    2 / L for gradient descent, 2 (1 + β) / L for momentum, 2 (1 + β) / ((1 + 2β) L) for Nesterov's. Rules
    that scale their steps by the gradients that they have seen have no such limit.
    """
    match optimizer:
        case GradientDescent():
            return largest_stable_rate(largest_curvature)
        case Nesterov(beta=float() as beta):
            return nesterov_largest_stable_rate(beta, largest_curvature)
        case Momentum(beta=float() as beta):
            return heavy_ball_largest_stable_rate(beta, largest_curvature)
    return None


def heavy_ball_best(least_curvature: float, largest_curvature: float) -> tuple[float, float]:
    """Return the rate (2 / (√μ + √L))² and β = ((√κ − 1) / (√κ + 1))² with the best factor, which is √β."""
    low, high = math.sqrt(least_curvature), math.sqrt(largest_curvature)
    return (2 / (low + high)) ** 2, ((high - low) / (high + low)) ** 2


def heavy_ball_factor(rate: FloatsLike, beta: FloatsLike, eigenvalues: FloatsLike) -> Floats:
    """Return the factor on the distance per step in the long run, for rates and betas of any shape.

    Along an axis with curvature λ it is the larger size of the roots of z² − (1 + β − αλ) z + β.
    """
    a, b = as_floats(rate)[..., None], as_floats(beta)[..., None]
    half = (1 + b - a * np.atleast_1d(as_floats(eigenvalues))) / 2
    root = np.emath.sqrt(half**2 - b)
    return as_floats(np.maximum(np.abs(half + root), np.abs(half - root)).max(axis=-1))


def stable_rate_limit(objective: Objective, start: PointsLike | None = None) -> float | None:
    """Return 2 / L at the minimum that a run aims at, or None where no such minimum is known.

    Gradient descent can settle in the minimum only with a rate below this limit. On a quadratic it does so
    from everywhere; on other functions a run may also leave for good on its way.

    Parameters
    ----------
    objective
        What is minimised.
    start
        Where the run starts, shape (d,) or a number; its minimum is the one downhill. By default the minimum
        is the only one that the objective knows.
    """
    if start is None:
        minimum = objective.minima[0] if len(objective.minima) == 1 else None
    else:
        minimum = downhill_minimum(objective, start)
    if minimum is None:
        return None
    curvatures = np.linalg.eigvalsh(objective.curvature(minimum))
    return largest_stable_rate(float(curvatures[-1])) if curvatures[-1] > 0 <= curvatures[0] else None
