"""A line to fit to data: the feature, the loss, a safe rate, a start, the run, and the view of it all."""

import math
from dataclasses import dataclass

import numpy as np

from gd_math.datasets import Dataset
from gd_math.descent import descend
from gd_math.optimizers import GradientDescent
from gd_math.regression import MeanSquaredError
from gd_math.rounding import without_rounding
from gd_math.theory import condition_number, largest_stable_rate
from gd_math.trajectory import Trajectory
from gd_math.typing import Floats, FloatsLike, Points
from scenes.cast.plots import Range
from scenes.parameters import rate_notes

LONGEST_VALLEY = 20.0
"""Condition number above which some dozens of steps would not reach the end of the valley."""
LONG_RUN = 200
"""Steps; more are told on a clock that speeds up."""
CALM = 0.6
"""The default rate in units of 1 / L: no overshoot along any axis, and a path that bends for the eye."""
FIRST_LEAPS = 8.0
"""Of a run that leaves, points are shown whose loss is at most this many times the first."""
WRONG_TILT, TOO_LOW = 1.3, 1.0
AIR, AROUND_START, AROUND_BEST = 0.15, 0.45, 0.55
"""Free room around the run, its start and the minimum, in units of the way between start and minimum."""
LEAST_WAY = 0.25
"""Shortest way that is shown, in units of the half-widths of the contour through the start."""
LONG_WAY_FILLS, SHORT_WAY_FILLS = 0.5, 0.15
"""Shares of the half-widths that the ways along w and b must fill for both to have the same scale."""


def rounded_down(value: float, digits: int = 2) -> float:
    """Return a positive number cut to a few significant digits.

    >>> rounded_down(0.16784), rounded_down(2.0)
    (0.16, 2.0)
    """
    unit = 10.0 ** (math.floor(math.log10(value)) - digits + 1)
    return float(f"{math.floor(value / unit + 1e-9) * unit:.{digits}g}")


@dataclass(frozen=True, slots=True)
class Feature:
    """What the model is given in place of x: z = (x − mean) / scale, or x itself with 0 and 1."""

    mean: float = 0.0
    scale: float = 1.0

    @classmethod
    def standardised(cls, x: Floats) -> "Feature":
        """Return the feature with mean 0 and standard deviation 1 over `x`, shape (n,)."""
        return cls(float(x.mean()), float(x.std()))

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
class Fitting:
    """A line ŷ = w·z + b, its mean squared error on data, and a descent on it.

    Parameters
    ----------
    data
        The points.
    feature
        What stands for x.
    loss
        The mean squared error over (w, b).
    rate
        The learning rate.
    run
        The trajectory, points (w, b).
    """

    data: Dataset
    feature: Feature
    loss: MeanSquaredError
    rate: float
    run: Trajectory

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
        return cls(data, feature, loss, rate, descend(loss, start, GradientDescent(rate), steps))

    @property
    def best(self) -> Points:
        """The exact least-squares solution (w, b), shape (2,)."""
        return self.loss.least_squares()

    @property
    def least_loss(self) -> float:
        """The loss at the least-squares solution."""
        return float(self.loss.value(self.best))

    @property
    def steps_taken(self) -> int:
        """The number of steps of the run."""
        return self.run.steps_taken

    @property
    def is_long(self) -> bool:
        """Whether the run has more steps than a viewer can follow one by one."""
        return self.steps_taken > LONG_RUN

    @property
    def jumps(self) -> bool:
        """Whether each step leaps over the valley to its other side: 1 − αL is negative."""
        return 1 - self.rate * float(np.linalg.eigvalsh(self.loss.curvature(self.best))[-1]) < 0

    @property
    def true_line(self) -> tuple[float, float] | None:
        """The (w, b) that the data were made from, if that was a line of the feature."""
        truth = self.data.truth
        if truth is None or any(truth.coefficients[2:]) or not self.feature.is_plain:
            return None
        return truth.coefficients[1], truth.coefficients[0]

    @property
    def starts_at_best(self) -> bool:
        """Whether the run starts where nothing is left to gain, so that the gradient is zero to the eye."""
        spread = float(np.var(self.data.y)) or 1.0
        return float(self.run.values[0]) - self.least_loss <= 1e-12 * spread

    @property
    def arrived(self) -> bool:
        """Whether the run ends within a hundredth of its way down."""
        return float(self.run.values[-1]) - self.least_loss <= 0.01 * (
            float(self.run.values[0]) - self.least_loss
        )

    def notes(self) -> list[str]:
        """Return a note when the rate is too large to settle."""
        limit = largest_stable_rate(float(np.linalg.eigvalsh(self.loss.curvature(self.best))[-1]))
        if self.rate <= limit:
            return []
        known = rate_notes(self.loss, self.run, self.rate)
        return known or [f"a rate of {self.rate:.4g} leaves in the end; stable below {limit:.4g}"]

    def window(self, aspect: float) -> tuple[Range, Range]:
        """Return ranges of w and b that show start, path and minimum, with air around them.

        Neither axis shows less than a share of the contour through the start, whose half-widths are
        √(2 (f₀ − f*) (H⁻¹)ᵢᵢ). Both parameters are shown to the same scale where they are of comparable
        size, so that the gradient stands perpendicular on the contours to the eye too.

        Parameters
        ----------
        aspect
            Width of the picture divided by its height.
        """
        best, points, values = self.best, self.run.points, self.run.values
        rise = max(float(values[0]) - self.least_loss, 0.1 * (float(np.var(self.data.y)) or 1.0))
        ellipse = np.sqrt(2 * rise * np.diag(np.linalg.inv(self.loss.curvature(best))))
        leap = FIRST_LEAPS if self.run.growing else 1.0
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
    """Return (w, b) of a line that crosses the data, tilted the wrong way and too low; one digit each."""
    z, y = loss.features[:, 0], loss.labels
    spread = float(y.std()) or 1.0
    w = float(f"{-math.copysign(WRONG_TILT * spread / float(z.std()), float(loss.least_squares()[0])):.1g}")
    b = float(f"{float(y.mean()) - TOO_LOW * spread - w * float(z.mean()):.1g}")
    return w, b


__all__ = ["Feature", "Fitting", "rounded_down", "safe_rate", "wrong_line"]
