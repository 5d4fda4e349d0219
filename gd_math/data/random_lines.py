"""Random lines to start from, of the size of the data."""

import numpy as np

from gd_math.data.line_descent import spread_of
from gd_math.data.regression import MeanSquaredError

DIGITS = 2
"""A random start is rounded to so many digits, so that its arithmetic can be followed."""


def random_line(loss: MeanSquaredError, seed: int) -> tuple[float, float]:
    """Return (w, b) of a random line, in few digits.

    Its slope is normal with deviation s_y / s_x, its height at the mean of x normal around the mean of y with
    deviation s_y, where s_x and s_y are the spreads of feature and labels: as random as a start can be that
    is still seen beside the data.

    Parameters
    ----------
    loss
        Of a line on data, one feature.
    seed
        The same seed gives the same line.

    Examples
    --------
    >>> loss = MeanSquaredError([0.0, 1.0, 2.0], [1.0, 3.0, 5.0])
    >>> random_line(loss, 3) == random_line(loss, 3)
    True
    """
    x, y = loss.features[:, 0], loss.labels
    spread = spread_of(y)
    tilt, lift = np.random.default_rng(seed).standard_normal(2).tolist()
    w = _short(tilt * spread / float(x.std()))
    return w, _short(float(y.mean()) + lift * spread - w * float(x.mean()))


def _short(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


__all__ = ["random_line"]
