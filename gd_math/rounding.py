"""What is left over of a sum by rounding alone is 0, and is said as 0."""

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


__all__ = ["ROUNDING", "without_rounding"]
