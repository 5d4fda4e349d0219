"""Data whose every point has a line of its own: slopes and intercepts are drawn, not the errors.

The random coefficient model yᵢ = aᵢ·xᵢ + bᵢ with aᵢ ~ N(a, σ_a²) and bᵢ ~ N(b, σ_b²), all independent. Around
the line a·x + b the points scatter with variance σ_a² x² + σ_b², wider to the right.

Source: Hildreth and Houck, "Some Estimators for a Linear Model with Random Coefficients", Journal of the
American Statistical Association 63 (1968), 584–595.
"""

import numpy as np

from gd_math.data.datasets import Dataset, Polynomial


def random_coefficient_data(
    seed: int,
    *,
    slope: float = 1.0,
    slope_deviation: float = 0.1,
    intercept: float = 5.0,
    intercept_deviation: float = 0.2,
    stop: float = 5.0,
    spacing: float = 0.01,
) -> Dataset:
    """Return samples at x = 0, spacing, 2·spacing … below `stop`; the truth is the line of the means.

    Parameters
    ----------
    seed
        The same seed gives the same points: first all slopes are drawn, then all intercepts.
    slope, slope_deviation
        Mean a and standard deviation σ_a of the slopes.
    intercept, intercept_deviation
        Mean b and standard deviation σ_b of the intercepts.
    stop, spacing
        Where x ends, and how far two x are apart.

    Examples
    --------
    >>> data = random_coefficient_data(0)
    >>> len(data), float(data.x[-1]), data.truth.coefficients
    (500, 4.99, (5.0, 1.0))
    """
    x = np.arange(0.0, stop, spacing)
    generator = np.random.default_rng(seed)
    slopes = generator.normal(slope, slope_deviation, len(x))
    intercepts = generator.normal(intercept, intercept_deviation, len(x))
    return Dataset("random coefficients", x, slopes * x + intercepts, Polynomial((intercept, slope)))


__all__ = ["random_coefficient_data"]
