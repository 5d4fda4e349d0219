"""A line to fit to data: the feature, a safe rate, a wrong line to start from, and the run."""

import math
from dataclasses import dataclass, field

import numpy as np

from gd_math.data.datasets import Dataset
from gd_math.data.line_descent import LineDescent, spread_of
from gd_math.data.regression import MeanSquaredError
from gd_math.rounding import rounded_down, without_rounding
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.runs.theory import condition_number
from gd_math.typing import Floats, FloatsLike

LONGEST_VALLEY = 20.0
"""Condition number above which some dozens of steps would not reach the end of the valley."""
CALM = 0.6
"""The default rate in units of 1 / L: no overshoot along any axis, and a path that bends for the eye."""
WRONG_TILT, TOO_LOW = 1.3, 1.0
ROUGHLY = 0.5
"""How far the rounding may move the starting line, in units of the deviation of y."""
DIVERGED, HIGHER = 1e30, 1e6
"""A run has left beyond this loss, or beyond so many times the first one, whichever is more."""


@dataclass(frozen=True, slots=True)
class Feature:
    """What the model is given in place of x: z = (x − mean) / scale, or x itself with 0 and 1."""

    mean: float = 0.0
    scale: float = 1.0

    @classmethod
    def standardised(cls, x: Floats) -> "Feature":
        """Return the feature with mean 0 and standard deviation 1 over `x`, shape (n,)."""
        mean = without_rounding(float(x.mean()), float(np.abs(x).max()))
        return cls(mean, float(x.std()))

    @property
    def is_plain(self) -> bool:
        """Whether it is x itself."""
        return self.mean == 0.0 and self.scale == 1.0

    @property
    def name(self) -> str:
        """What formulas call it."""
        return "x" if self.is_plain else "z"

    def of(self, x: FloatsLike) -> Floats:
        """Return z in the shape of `x`."""
        z: Floats = (np.asarray(x, dtype=np.float64) - self.mean) / self.scale
        return z

    def in_units_of_x(self, w: float, b: float) -> tuple[float, float]:
        """Return slope and intercept over x of the line w·z + b: w / scale and b − w·mean / scale."""
        slope, shift = w / self.scale, w * self.mean / self.scale
        return slope, without_rounding(b - shift, abs(b) + abs(shift))


@dataclass(frozen=True, slots=True, eq=False)
class Fitting(LineDescent):
    """A descent of a line ŷ = w·z + b, whose feature z may be the standardised x.

    Parameters
    ----------
    feature
        What stands for x.
    """

    feature: Feature = field(default_factory=Feature)

    @classmethod
    def plan(
        cls,
        data: Dataset,
        steps: int,
        *,
        rate: float | None = None,
        start_slope: float | None = None,
        start_intercept: float | None = None,
        standardise: bool | None = None,
    ) -> "Fitting":
        """Compute a run; what is None is chosen so that it arrives and can be followed.

        A run that starts at the solution takes no step.

        Parameters
        ----------
        data
            The points.
        steps
            The step budget.
        rate
            By default 0.6 / L, or less where that is fast enough to come within a thousandth of the way.
        start_slope, start_intercept
            By default a line that crosses the data, tilted the wrong way and too low.
        standardise
            Whether the feature has mean 0 and deviation 1; by default where the valley is too long otherwise.
        """
        feature = Feature()
        loss = MeanSquaredError(data.x, data.y)
        if standardise is None:
            curvatures = np.linalg.eigvalsh(loss.curvature(np.zeros(2)))
            standardise = curvatures[0] <= 0 or condition_number(curvatures) > LONGEST_VALLEY
        if standardise:
            feature = Feature.standardised(data.x)
            loss = MeanSquaredError(feature.of(data.x), data.y)
        if rate is None:
            rate = safe_rate(loss, steps)
        w, b = wrong_line(loss)
        start = (w if start_slope is None else start_slope, b if start_intercept is None else start_intercept)
        rests = cls(data, loss, rate, descend(loss, start, GradientDescent(rate), 0), feature)
        if rests.starts_at_best:
            return rests
        threshold = max(DIVERGED, HIGHER * float(rests.run.values[0]))
        run = descend(loss, start, GradientDescent(rate), steps, divergence_threshold=threshold)
        return cls(data, loss, rate, run, feature)

    @property
    def true_line(self) -> tuple[float, float] | None:
        """The (w, b) that the data were made from, if that was a line of the feature."""
        truth = self.data.truth
        if truth is None or any(truth.coefficients[2:]) or not self.feature.is_plain:
            return None
        return truth.coefficients[1], truth.coefficients[0]

    @property
    def shift_of_truth(self) -> float:
        """How far the best line is from the true one: root mean square at the data, in spreads of y."""
        gaps = self.loss.predict(self.best) - self.loss.predict(np.array(self.true_line))
        return float(np.sqrt(np.mean(gaps**2))) / self.spread


def safe_rate(loss: MeanSquaredError, steps: int = 1) -> float:
    """Return a rate that surely settles, cut to two digits.

    It is 0.6 / L, or less where that suffices to shrink the distance along the flattest axis to a thousandth
    within so many steps: the rate with (1 − α μ)ⁿ = 1/1000.
    """
    curvatures = np.linalg.eigvalsh(loss.curvature(np.zeros(2)))
    least, largest = float(curvatures[0]), float(curvatures[-1])
    enough = (1 - 1e-3 ** (1 / steps)) / least if least > 0 else math.inf
    return rounded_down(min(CALM / largest, enough))


def wrong_line(loss: MeanSquaredError) -> tuple[float, float]:
    """Return (w, b) of a line that crosses the data, tilted the wrong way and too low.

    Both have one digit; b has more where the line would not cross the data otherwise.
    """
    z, y = loss.features[:, 0], loss.labels
    spread = spread_of(y)
    w = float(f"{-math.copysign(WRONG_TILT * spread / float(z.std()), float(loss.least_squares()[0])):.1g}")
    b = float(y.mean()) - TOO_LOW * spread - w * float(z.mean())
    rounded = (float(f"{b:.{digits}g}") for digits in range(1, 17))
    return w, next((value for value in rounded if abs(value - b) <= ROUGHLY * spread), b)


__all__ = ["Feature", "Fitting", "safe_rate", "wrong_line"]
