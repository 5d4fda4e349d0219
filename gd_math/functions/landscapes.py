"""Functions of two variables as landscapes: grids of heights, levels for contour lines, cuts along a line."""

from dataclasses import dataclass

import numpy as np

from gd_math.objective import Objective, as_floats
from gd_math.typing import Floats, FloatsLike, Interval, PointsLike

ROWS = 4
"""Rows of a grid whose heights are computed together."""


@dataclass(frozen=True, slots=True, eq=False)
class HeightGrid:
    """Heights over a grid: heights[j, i] = f(x[i], y[j]), so that rows run along y."""

    x: Floats
    y: Floats
    heights: Floats


def height_grid(
    objective: Objective,
    x_range: Interval | None = None,
    y_range: Interval | None = None,
    n: int | tuple[int, int] = 200,
) -> HeightGrid:
    """Return the heights of a function of two variables over a rectangle.

    Parameters
    ----------
    objective
        A function of two variables.
    x_range, y_range
        From low to high, ends included; the objective's domain by default.
    n
        How many places along both axes, or along x and along y.
    """
    if objective.dimension != 2:
        raise ValueError(f"a landscape is over two variables, not {objective.dimension}")
    columns, rows = (n, n) if isinstance(n, int) else n
    x = np.linspace(*(x_range or objective.domain[0]), columns)
    y = np.linspace(*(y_range or objective.domain[1]), rows)
    # A few rows at once, because a loss over many samples needs memory for each of them at each place.
    heights = np.concatenate([objective(x, y[first : first + ROWS, None]) for first in range(0, rows, ROWS)])
    return HeightGrid(x, y, heights)


def contour_levels(values: FloatsLike, count: int = 12) -> Floats:
    """Return up to `count` rising heights whose contour lines are spread evenly for the eye.

    Level k of m is the quantile (k / (m + 1))² of the values: the lines then enclose areas that grow as the
    squares of whole numbers, which gives evenly spaced rings in a round bowl, and as fair a share of the
    picture in a steep valley.

    Parameters
    ----------
    values
        Heights over a grid, of any shape; those that are not finite are left out.
    count
        How many levels, at least 1.
    """
    heights = as_floats(values)
    heights = heights[np.isfinite(heights)]
    if not heights.size:
        return np.empty(0)
    levels = np.unique(np.quantile(heights, (np.arange(1, count + 1) / (count + 1)) ** 2))
    return as_floats(levels[(levels > heights.min()) & (levels < heights.max())])


def slice_along(
    objective: Objective, point: PointsLike, direction: PointsLike, distances: FloatsLike
) -> Floats:
    """Return f(point + t·u) at distances t of any shape, where u is the direction scaled to length 1.

    Parameters
    ----------
    objective
        Any function.
    point
        Where the cut passes, shape (d,).
    direction
        Where it runs, shape (d,), not 0.
    distances
        The distances t.
    """
    along = objective.as_points(direction)
    unit = along / np.linalg.norm(along)
    return objective.value(objective.as_points(point) + as_floats(distances)[..., None] * unit)
