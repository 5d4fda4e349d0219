"""Whether a function is convex: whether its graph bends upwards everywhere, so that no chord dips below."""

from collections.abc import Callable

import numpy as np

from gd_math.formula import FormulaError, FormulaObjective, parse_curve
from gd_math.objective import Objective
from gd_math.typing import Points

SAMPLES = 2001
"""Places along the axis of a function of one variable at which the curvature is asked."""
SAMPLES_PER_AXIS = 41
"""The same for functions of two variables."""
ROUNDING = 1e-9
"""Share of the largest curvature by which one may be negative and still count as zero."""


def bends_downwards(objective: Objective) -> Points | None:
    """Return the place of the domain where f bends downwards most strongly, shape (d,); None if it is convex.

    A smooth function is convex where no eigenvalue of its Hessian is negative (Boyd and Vandenberghe, "Convex
    Optimization" (2004), section 3.1.4). The curvature is asked on a grid; places where it is not finite are
    left out.

    Parameters
    ----------
    objective
        A function of one or two variables.

    Examples
    --------
    >>> bends_downwards(parse_curve("x**2")) is None
    True
    >>> bends_downwards(parse_curve("x**3")).tolist()
    [-10.0]
    """
    count = SAMPLES if objective.dimension == 1 else SAMPLES_PER_AXIS
    axes = [np.linspace(*interval, count) for interval in objective.domain]
    places = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, objective.dimension)
    hessians = objective.curvature(places)
    known = np.isfinite(hessians).all(axis=(-2, -1))
    if not known.any():
        return None
    bends = np.linalg.eigvalsh(hessians[known])
    lowest = int(np.argmin(bends[:, 0]))
    if bends[lowest, 0] >= -ROUNDING * max(float(np.abs(bends).max()), 1e-300):
        return _edge(objective, places.reshape(*(count,) * objective.dimension, -1))
    place: Points = places[known][lowest]
    return place


def _edge(objective: Objective, grid: Points) -> Points | None:
    """Return a place where a slope falls from one place of a grid to the next, as that of −|x| does at 0."""
    gradients = objective.gradient(grid)
    slopes = np.where(np.isfinite(gradients), gradients, np.nan)
    for axis in range(objective.dimension):
        rises = np.diff(slopes[..., axis], axis=axis)
        steep = float(np.nanmax(np.abs(slopes[..., axis]), initial=1e-300))
        falls = np.flatnonzero(rises.ravel() < -ROUNDING * steep)
        if len(falls):
            first = np.delete(grid, -1, axis=axis).reshape(-1, objective.dimension)[falls[0]]
            second = np.delete(grid, 0, axis=axis).reshape(-1, objective.dimension)[falls[0]]
            middle: Points = first + (second - first) / 2
            return middle
    return None


def parse_convex(text: str, parse: Callable[[str], FormulaObjective] = parse_curve) -> FormulaObjective:
    """Return the convex function that a formula describes, read by `parse`.

    Raises
    ------
    ValueError
        With one sentence, where it is no formula, has no values, or is not convex, and then where.
    """
    objective = _parse_visible(text, parse)
    dip = bends_downwards(objective)
    if dip is not None:
        place = ", ".join(f"{name} = {c:.3g}" for name, c in zip(objective.variables, dip, strict=True))
        raise ValueError(f'"{text}" is not convex: at {place} it bends downwards')
    return objective


def parse_not_convex(text: str, parse: Callable[[str], FormulaObjective] = parse_curve) -> FormulaObjective:
    """Return the function that a formula describes, which must not be convex; else raise ValueError."""
    objective = _parse_visible(text, parse)
    if bends_downwards(objective) is None:
        raise ValueError(f'"{text}" is convex, but this function must not be: it shows what can go wrong')
    return objective


def _parse_visible(text: str, parse: Callable[[str], FormulaObjective]) -> FormulaObjective:
    try:
        objective = parse(text)
    except FormulaError as error:
        raise ValueError(str(error)) from error
    axes = np.meshgrid(*(np.linspace(*interval, SAMPLES_PER_AXIS) for interval in objective.domain))
    if not np.isfinite(objective.value(np.stack(axes, axis=-1))).any():
        raise ValueError(f'"{text}" has no value anywhere in the picture')
    return objective
