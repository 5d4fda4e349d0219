"""Which part of a line's bowl is shown: the ranges of slope and intercept that hold a run and its goal."""

import numpy as np

from gd_math.data.line_descent import LineDescent
from gd_math.typing import Interval

FIRST_LEAPS = 8.0
"""Of a run that leaves, points are shown whose loss is at most this many times the first."""
AIR, AROUND_START, AROUND_BEST = 0.15, 0.45, 0.55
"""Free room around the run, its start and the minimum, in units of the way between start and minimum."""
LEAST_WAY = 0.25
"""Shortest way that is shown, in units of the half-widths of the contour through the start."""
LONG_WAY_FILLS, SHORT_WAY_FILLS = 0.5, 0.15
"""Shares of the half-widths that the ways along w and b must fill for both to have the same scale."""

RIM, LEAST_RISE = 1.1, 0.1
"""Height of the rim in units of the start's, both above the minimum; the least start's in variances of y."""


def bowl_window(descent: LineDescent, aspect: float) -> tuple[Interval, Interval]:
    """Return ranges of w and b that show start, path and minimum, with air around them.

    Neither axis shows less than a share of the contour through the start, whose half-widths are
    √(2 (f₀ − f*) (H⁻¹)ᵢᵢ). Both parameters are shown to the same scale where they are of comparable
    size, so that the gradient stands perpendicular on the contours to the eye too.

    Parameters
    ----------
    descent
        The run.
    aspect
        Width of the picture divided by its height.
    """
    best, points, values = descent.best, descent.run.points, descent.run.values
    rise = max(float(values[0]) - descent.least_loss, 0.1 * descent.spread**2)
    ellipse = np.sqrt(2 * rise * np.diag(np.linalg.inv(descent.hessian)))
    leap = FIRST_LEAPS if descent.leaves else 1.0
    seen = points[values <= leap * values[0] * (1 + 1e-9)]
    way = np.clip(np.abs(seen - best).max(axis=0), LEAST_WAY * ellipse, None)
    places = np.stack([seen.min(axis=0), seen.max(axis=0), points[0], best])
    air = np.outer([AIR, AIR, AROUND_START, AROUND_BEST], way)
    low, high = (places - air).min(axis=0), (places + air).max(axis=0)
    middle, half = (low + high) / 2, (high - low) / 2
    common = max(half[0] / aspect, half[1])
    equal = np.array([common * aspect, common])
    filled = way / equal
    if filled.max() >= LONG_WAY_FILLS and filled.min() >= SHORT_WAY_FILLS:
        half = equal
    (w_low, b_low), (w_high, b_high) = (middle - half).tolist(), (middle + half).tolist()
    return (w_low, w_high), (b_low, b_high)


def rim_window(descent: LineDescent) -> tuple[Interval, Interval]:
    """Return the ranges of w and b that hold the part of the bowl below a level rim, its start just below.

    The rim is the ellipse with half-widths √(2 r (H⁻¹)ᵢᵢ) around the minimum, at r above it: a tenth more
    than the start is above it. Every run whose loss never rises stays inside.

    Parameters
    ----------
    descent
        The run.
    """
    rise = RIM * max(float(descent.run.values[0]) - descent.least_loss, LEAST_RISE * descent.spread**2)
    half = np.sqrt(2 * rise * np.diag(np.linalg.inv(descent.hessian)))
    (w_low, b_low), (w_high, b_high) = (descent.best - half).tolist(), (descent.best + half).tolist()
    return (w_low, w_high), (b_low, b_high)


__all__ = ["bowl_window", "rim_window"]
