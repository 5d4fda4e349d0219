"""Numbers cut to a few digits; what is left over of a sum by rounding alone is 0, and is said as 0."""

import math
from typing import overload

import numpy as np

from gd_math.objective import as_floats
from gd_math.typing import Floats, FloatsLike

ROUNDING = 1e-12
"""Share of what was added up below which a result is rounding: some thousand times float64's precision."""


@overload
def without_rounding(result: float, parts: float) -> float: ...
@overload
def without_rounding(result: Floats, parts: FloatsLike) -> Floats: ...
def without_rounding(result: float | Floats, parts: FloatsLike) -> float | Floats:
    """Return a sum, or 0 where no more of its parts is left than rounding leaves.

    Parameters
    ----------
    result
        The sum, any shape.
    parts
        The size of what was added up, in its shape.

    Examples
    --------
    >>> without_rounding(0.1 + 0.2 - 0.3, 0.6), without_rounding(1e-9, 0.6)
    (0.0, 1e-09)
    """
    least = ROUNDING * as_floats(parts)
    kept = np.where(np.isfinite(least) & (np.abs(result) <= least), 0.0, result)
    return float(kept) if isinstance(result, float) else as_floats(kept)


def rounded_down(value: float, digits: int = 2) -> float:
    """Return a positive number cut to a few significant digits.

    >>> rounded_down(0.16784), rounded_down(2.0)
    (0.16, 2.0)
    """
    unit = 10.0 ** (math.floor(math.log10(value)) - digits + 1)
    return float(f"{math.floor(value / unit + 1e-9) * unit:.{digits}g}")


__all__ = ["ROUNDING", "rounded_down", "without_rounding"]
