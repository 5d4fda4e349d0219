"""Where the valleys are: the minima of a function, found on its exact gradient."""

import numpy as np

from gd_math.objective import Objective
from gd_math.typing import Bools, Floats, Interval, Points, PointsLike

PLUNGE = 0.5
"""A curve falls without end towards an edge if its falls over tenths of the way shrink no further than so."""


def local_minima(objective: Objective, low: float, high: float, samples: int = 4001) -> Points:
    """Return the local minima of a function of one variable in (low, high), the lowest first, shape (m, 1).

    The slope is sampled evenly; where it turns from negative to positive, the place is refined by bisection
    to the last bit. Two minima closer together than two samples may be missed.

    Parameters
    ----------
    objective
        A function of one variable.
    low, high
        Where to look; both finite, low < high.
    samples
        How many slopes to sample.
    """
    grid = np.linspace(low, high, samples)
    slopes = objective.slope(grid)
    known = np.isfinite(slopes) & (slopes != 0)
    x, slopes = grid[known], slopes[known]
    turns = np.flatnonzero((slopes[:-1] < 0) & (slopes[1:] > 0))
    left, right = x[turns], x[turns + 1]
    for _ in range(80):
        middle = left + (right - left) / 2
        slope = objective.slope(middle)
        left = np.where(slope <= 0, middle, left)
        right = np.where(slope >= 0, middle, right)
    # Among places equally flat the sampled one is the rounder number: 0 rather than 8e-27.
    sampled = grid[np.rint((left - low) / (high - low) * (samples - 1)).astype(int)]
    places = np.where(np.abs(objective.slope(sampled)) <= np.abs(objective.slope(left)), sampled, left)
    heights = objective(places)
    # At a pole such as that of −1/x² the slope turns too, but f falls without bound; at a cusp it does not.
    steepness = np.maximum(-slopes[turns], slopes[turns + 1])
    gentle = np.abs(objective.slope(places)) <= steepness
    valleys = np.isfinite(heights) & (gentle | ~plunges(objective, places, x[turns + 1]))
    places, heights = places[valleys], heights[valleys]
    ranked: Points = places[np.argsort(heights, kind="stable")][:, None]
    return ranked


def lower_valley(
    objective: Objective, x_range: Interval, height: float, telling: float = 0.01
) -> tuple[float, float] | None:
    """Return the lowest minimum ``(x, f(x))`` of a curve in a range, if it is lower than a height; else None.

    Parameters
    ----------
    objective
        A function of one variable.
    x_range
        Where to look.
    height
        What it has to be lower than: by more than the share `telling` of the usual rise of the curve there.
    """
    heights = objective(np.linspace(*x_range, 1001))
    heights = heights[np.isfinite(heights)]
    valleys = local_minima(objective, *x_range)[:, 0]
    if not len(valleys) or not len(heights):
        return None
    low = float(valleys[0]), float(objective(valleys[0]))
    rise = min(float(np.ptp(heights)), 4.0 * float(np.ptp(np.quantile(heights, [0.1, 0.9]))))
    return low if low[1] < height - telling * rise else None


def plunges(objective: Objective, edges: Floats, away: Floats) -> Bools:
    """Tell whether a curve falls without end towards places ``(n,)``: no less with each tenth of the way.

    Parameters
    ----------
    objective
        A function of one variable.
    edges
        Towards where.
    away
        From where, for each of them.
    """
    heights = objective(edges + (away - edges) * 10.0 ** -np.arange(10.0)[:, None])
    with np.errstate(all="ignore"):
        drops = -np.diff(heights, axis=0)
        falling = np.isfinite(heights).all(axis=0) & (drops[-1] > 0.0)
        return np.asarray(falling & (drops[-1] >= PLUNGE * drops[1]))


def downhill_minimum(objective: Objective, start: PointsLike, most: int = 1000) -> Points | None:
    """Return the minimum that lies downhill from `start`, shape (d,), or None where none is found.

    It is the one that a small enough learning rate would reach. Where f curves upwards in every direction
    the walk takes Newton's steps, elsewhere gradient steps, none longer than a hundredth of the domain, and
    halves a step that climbs.

    Parameters
    ----------
    objective
        What to go down.
    start
        Where to start, shape (d,) or a number.
    most
        How many steps to try.

    Source: Nocedal and Wright, "Numerical Optimization" (2006), section 3.4.
    """
    x = objective.as_points(start)
    height = objective.value(x)
    extent = max(high - low for low, high in objective.domain)
    for _ in range(most):
        gradient, hessian = objective.gradient(x), objective.curvature(x)
        if not (np.all(np.isfinite(gradient)) and np.all(np.isfinite(hessian))):
            return None
        curvatures = np.linalg.eigvalsh(hessian)
        bowl = curvatures[0] > 1e-12 * curvatures[-1]
        step = -np.linalg.solve(hessian, gradient) if bowl else -gradient / (np.abs(curvatures).max() + 1e-12)
        size = float(np.linalg.norm(step))
        step *= min(1.0, 0.01 * max(extent, float(np.linalg.norm(x))) / size) if size > 0 else 0.0
        smallest = 1e-15 * max(extent, float(np.linalg.norm(x)))
        while np.linalg.norm(step) > smallest and not objective.value(x + step) <= height + _rounding(height):
            step /= 2
        if np.linalg.norm(step) <= smallest:
            return x if curvatures[0] >= 0 else None
        x = x + step
        height = objective.value(x)
    return None


def _rounding(number: Floats) -> float:
    """Return how far a value may be off by a few roundings."""
    return 4 * float(np.spacing(np.abs(number)))
