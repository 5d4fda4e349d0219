"""How steep and how bent a curve is in a part of it."""

import numpy as np

from gd_math.objective import Objective
from gd_math.typing import Interval, PointsLike

SAMPLES, STEEP = 401, 0.9
"""Nine tenths of the curve that is shown are less steep than what is called steep."""
BENDS, EVEN = 101, 1e-9
"""Curvatures that differ by less than this share are one."""


def steep_ground(objective: Objective, x_range: Interval, y_range: Interval) -> float:
    """Return which slope is a steep one in a part of a curve; 0 where nothing of it is there.

    Parameters
    ----------
    objective
        A function of one variable.
    x_range, y_range
        The part that is shown.
    """
    x = np.linspace(*x_range, SAMPLES)
    heights, slopes = objective(x), np.abs(objective.slope(x))
    shown = slopes[(heights >= y_range[0]) & (heights <= y_range[1]) & np.isfinite(slopes)]
    return float(np.quantile(shown, STEEP)) if len(shown) else 0.0


def parabola_curvature(objective: Objective, x_range: Interval) -> float | None:
    """Return f″ where a function is one parabola that opens upwards, and None where it is anything else.

    Gradient descent multiplies the distance to such a parabola's minimum by 1 − αf″ with every step.

    Examples
    --------
    >>> from gd_math.formula.parsing import parse_curve
    >>> parabola_curvature(parse_curve("3x**2 - x"), (-1.0, 1.0))
    6.0
    >>> parabola_curvature(parse_curve("x**4"), (-1.0, 1.0)) is None
    True
    """
    x = np.linspace(*x_range, BENDS)
    curvatures = objective.curvature(x[:, None])[:, 0, 0]
    curvature = float(curvatures[0])
    if not np.isfinite(curvatures).all() or curvature <= 0.0 or np.ptp(curvatures) > EVEN * curvature:
        return None
    heights, away = objective(x), x - x[0]
    parabola = heights[0] + objective.slope(x[0]) * away + curvature / 2 * away**2
    return curvature if np.abs(heights - parabola).max() <= EVEN * np.abs(heights).max() else None


__all__ = ["parabola_curvature", "steep_ground"]


def curvature_at(objective: Objective, place: PointsLike) -> float | None:
    """Return the largest curvature L at a place where all of them are positive; None elsewhere."""
    bends = objective.curvature(place)
    if not np.isfinite(bends).all():
        return None
    curvatures = np.linalg.eigvalsh(bends)
    positive = curvatures[0] > 1e-12 * curvatures[-1] and curvatures[-1] > 0
    return float(curvatures[-1]) if positive else None
