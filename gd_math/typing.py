"""Names for the shapes of arrays: broad in, narrow out.

All numbers are float64. Leading axes are batches; the last axis of points is the parameter vector.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats: TypeAlias = NDArray[np.float64]
"""Numbers of any shape, float64."""

FloatsLike: TypeAlias = ArrayLike
"""Whatever numpy turns into `Floats`."""

Points: TypeAlias = NDArray[np.float64]
"""Points in parameter space, shape (..., d)."""

PointsLike: TypeAlias = ArrayLike
"""Whatever numpy turns into `Points`; a bare number where d = 1."""

Hessians: TypeAlias = NDArray[np.float64]
"""Matrices of second derivatives, shape (..., d, d)."""

Integers: TypeAlias = NDArray[np.intp]
"""Whole numbers of any shape, such as sample indices."""

Bools: TypeAlias = NDArray[np.bool_]
"""What holds and what does not, of any shape."""

Interval: TypeAlias = tuple[float, float]
"""From low to high."""

Rate: TypeAlias = float | Floats
"""A learning rate, or one for each run of a batch."""

Schedule: TypeAlias = Callable[[int], Rate]
"""The learning rate as a function of the step's index, which starts at 0."""
