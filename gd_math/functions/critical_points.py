"""Valleys, passes and peaks of a landscape, and the ridges that part one valley's land from another's."""

from dataclasses import dataclass

import numpy as np

from gd_math.objective import Objective
from gd_math.typing import Floats, Interval, Points

STARTS = 48
"""Places along each axis from which Newton's method sets out."""

NEWTON_STEPS = 40
RIDGE_STEPS = 600


@dataclass(frozen=True, slots=True, eq=False)
class CriticalPoints:
    """Where the gradient of a function of two variables vanishes, each kind from the lowest to the highest.

    Parameters
    ----------
    valleys, passes, peaks
        Minima, saddles and maxima, ``(n, 2)`` each.
    """

    valleys: Points
    passes: Points
    peaks: Points


def critical_points(objective: Objective, x_range: Interval, y_range: Interval) -> CriticalPoints:
    """Return the valleys, passes and peaks over a rectangle, found by Newton's method from a grid of starts.

    x ← x − H⁻¹∇f, no step longer than two cells of the grid. Points where the Hessian is singular, such as
    all of a level valley floor, are none of the three.

    Parameters
    ----------
    objective
        A function of two variables.
    x_range, y_range
        From low to high.

    Examples
    --------
    >>> from gd_math.functions.objectives import Himmelblau
    >>> found = critical_points(Himmelblau(), (-5, 5), (-5, 5))
    >>> len(found.valleys), len(found.passes), len(found.peaks)
    (4, 4, 1)
    """
    low, high = np.transpose([x_range, y_range]).astype(np.float64)
    cell = (high - low) / (STARTS - 1)
    axes = [np.linspace(*ends, STARTS) for ends in (x_range, y_range)]
    x = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2)
    with np.errstate(all="ignore"):
        for _ in range(NEWTON_STEPS):
            step = _solve(objective.curvature(x), -objective.gradient(x))
            longest = np.abs(step / cell).max(axis=-1, keepdims=True)
            step *= np.minimum(1.0, 2.0 / longest)
            x = x + step
        rest = np.abs(_solve(objective.curvature(x), -objective.gradient(x)) / cell).max(axis=-1)
        bends = objective.curvature(x)
        sizes = np.abs(bends).max(axis=(-2, -1))
        sharp = np.abs(np.linalg.det(np.nan_to_num(bends))) > 1e-9 * sizes**2
    inside = (x >= low).all(axis=-1) & (x <= high).all(axis=-1)
    x = _distinct(x[(rest < 1e-6) & inside & sharp], 1e-3 * cell)
    x = x[np.argsort(objective.value(x), kind="stable")]
    rising = (np.linalg.eigvalsh(objective.curvature(x)) > 0).sum(axis=-1)
    return CriticalPoints(x[rising == 2], x[rising == 1], x[rising == 0])


def ridges(objective: Objective, passes: Points, x_range: Interval, y_range: Interval) -> list[Points]:
    """Return the lines, ``(n, 2)`` each, that part the land of neighbouring valleys.

    Whoever follows the negative gradient in infinitely small steps never crosses them. Each pass has one: it
    climbs from there along the gradient on both sides, to a peak or to the rectangle's edge (Cayley, "On
    contour and slope lines", Philosophical Magazine 18 (1859) 264).

    Parameters
    ----------
    objective
        A function of two variables.
    passes
        Its saddles ``(n, 2)``.
    x_range, y_range
        Where to stop.
    """
    if not len(passes):
        return []
    low, high = np.transpose([x_range, y_range]).astype(np.float64)
    stride = float((high - low).max()) / RIDGE_STEPS
    upwards = np.linalg.eigh(objective.curvature(passes))[1][..., :, 1]
    x = np.concatenate([passes + stride * upwards, passes - stride * upwards])
    ways = [x]
    for _ in range(2 * RIDGE_STEPS):
        # The midpoint rule on the direction of the gradient alone, so that slow stretches take no longer.
        halfway = x + stride / 2 * _directions(objective, x)
        x = x + stride * _directions(objective, halfway)
        ways.append(x)
    lines = np.stack(ways, axis=1)
    count = len(passes)
    return [
        np.concatenate(
            [
                _ascending(objective, lines[k], low, high)[::-1],
                passes[k : k + 1],
                _ascending(objective, lines[count + k], low, high),
            ]
        )
        for k in range(count)
    ]


def _ascending(objective: Objective, line: Points, low: Floats, high: Floats) -> Points:
    """Return a line up to where it first descends (a peak) or leaves the rectangle, that point included."""
    heights = objective.value(line)
    done = ~np.isfinite(heights) | (line < low).any(axis=-1) | (line > high).any(axis=-1)
    done[1:] |= heights[1:] <= heights[:-1]
    return line[: int(np.argmax(done)) + 1] if done.any() else line


def _directions(objective: Objective, points: Points) -> Points:
    gradients = objective.gradient(points)
    with np.errstate(all="ignore"):
        units: Points = gradients / np.linalg.norm(gradients, axis=-1, keepdims=True)
    return np.nan_to_num(units)


def _solve(matrices: Floats, vectors: Floats) -> Floats:
    """Solve 2 by 2 systems by Cramer's rule, so that a singular one gives no error but nan."""
    (a, b), (c, d) = (matrices[..., 0, 0], matrices[..., 0, 1]), (matrices[..., 1, 0], matrices[..., 1, 1])
    u, v = vectors[..., 0], vectors[..., 1]
    solution: Floats = np.stack([d * u - b * v, a * v - c * u], axis=-1) / (a * d - b * c)[..., None]
    return solution


def _distinct(points: Points, tolerance: Floats) -> Points:
    """Return the points ``(n, 2)`` without those that repeat an earlier one."""
    kept: list[Points] = []
    for point in points:
        if not any((np.abs(point - other) <= tolerance).all() for other in kept):
            kept.append(point)
    return np.array(kept).reshape(-1, 2)
