"""A line through the origin to fit to data: its loss is a parabola of one parameter, the slope.

The mean of squares is a quadratic of w: L(w) = mean(x²) w² − 2 mean(xy) w + mean(y²). Its minimum, its
curvature and the largest stable rate follow from two means.
"""

import math
from dataclasses import dataclass

import numpy as np

from gd_math.accounts.account import Account, account
from gd_math.accounts.views import View
from gd_math.data.datasets import Dataset
from gd_math.data.line_fitting import DIVERGED, HIGHER
from gd_math.objective import Objective, as_floats, frozen
from gd_math.rounding import ROUNDING, rounded_down, without_rounding
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.runs.theory import largest_stable_rate
from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Floats, FloatsLike, Hessians, Interval, Points

CALM = 0.15
"""The default rate in units of the largest stable one: about three quarters of the way are left by a step."""
WRONG = 1.6
"""The default start is so far from the best slope, in units of the one that takes rms(x) to rms(y)."""
SIDE, HEAD, GROUNDED, FOOT = 1.5, 0.22, 0.6, 0.12
"""Half the width that is shown, in units of the way to the best slope; what is left above the start. The
picture begins at loss 0 unless the least loss is above this share of the first; then this is left below."""
BORDER = 1e-6
"""Factors of steps that are closer to −1 than this leave the distance as it is."""
AT_THE_BEST = 1e-12
"""Losses within this share of the mean of y² above the least one are the least one."""


class SlopeError(Objective):
    """The mean squared error of the line ŷ = w·x through the origin, as a function of its slope w.

    L(w) = (1/n) Σ (w·xᵢ − yᵢ)², L′(w) = (2/n) Σ (w·xᵢ − yᵢ) xᵢ, L″(w) = (2/n) Σ xᵢ².

    Parameters
    ----------
    x, y
        Features and labels, shape (n,) each; not all features are 0.

    Examples
    --------
    >>> loss = SlopeError([1.0, 2.0], [2.0, 5.0])
    >>> loss.best, loss.steepness, float(loss(0.0))
    (2.4, 2.5, 14.5)
    """

    __slots__ = ("features", "labels")

    def __init__(self, x: FloatsLike, y: FloatsLike) -> None:
        self.features, self.labels = frozen(x), frozen(y)
        if self.features.ndim != 1 or self.features.shape != self.labels.shape or not len(self.labels):
            shapes = f"{np.shape(x)} and {np.shape(y)}"
            raise ValueError(f"features and labels must be lists of the same length, not of shapes {shapes}")
        if not self.steepness > 0.0:
            raise ValueError("every x is 0: all lines through the origin miss these points alike")

    @property
    def steepness(self) -> float:
        """mean(x²): by so much the loss is higher one unit of w away from the best slope."""
        return float(np.mean(self.features**2))

    @property
    def best(self) -> float:
        """The least-squares slope Σxy / Σx²; 0 where no more than rounding is left of the sum.

        Source: Eisenhauer, "Regression through the Origin", Teaching Statistics 25 (2003), 76–80.
        """
        products = self.features * self.labels
        total = without_rounding(float(products.sum()), float(np.abs(products).sum()))
        return total / float((self.features**2).sum())

    @property
    def dimension(self) -> int:
        """One: the slope."""
        return 1

    @property
    def domain(self) -> tuple[Interval, ...]:
        """An interval around the best slope that also holds 0."""
        half = 1.5 * abs(self.best) or 2.0
        return ((self.best - half, self.best + half),)

    @property
    def minima(self) -> Points:
        """The best slope, shape (1, 1)."""
        return np.array([[self.best]])

    @property
    def is_bowl(self) -> bool:
        """Always: a parabola that opens upwards."""
        return True

    @property
    def variables(self) -> tuple[str, ...]:
        """The name w."""
        return ("w",)

    @property
    def formula(self) -> str:
        """The mean of the squares."""
        return "1/n sum_(i=1)^n (w x_i - y_i)^2"

    def predict(self, w: float, x: FloatsLike | None = None) -> Floats:
        """Return w·x, at the data or at other features, in their shape."""
        return w * (self.features if x is None else as_floats(x))

    def _value(self, points: Points) -> Floats:
        gaps = points * self.features - self.labels
        square = as_floats(np.mean(gaps**2, axis=-1))
        parts = points[..., 0] ** 2 * self.steepness + float(np.mean(self.labels**2))
        return without_rounding(square, ROUNDING * parts)

    def _gradient(self, points: Points) -> Points:
        gaps = points * self.features - self.labels
        slopes: Points = 2 * np.mean(gaps * self.features, axis=-1, keepdims=True)
        return slopes

    def _curvature(self, points: Points) -> Hessians:
        return np.full((*points.shape, 1), 2 * self.steepness)


@dataclass(frozen=True, slots=True, eq=False)
class SlopeFitting:
    """A line through the origin, its loss on data, and a descent on it.

    Each step multiplies the distance to the best slope by 1 − 2α mean(x²), so that all is known in closed
    form.

    Parameters
    ----------
    data
        The points.
    loss
        Over w.
    rate
        The learning rate α.
    run
        The trajectory, points (w,).
    """

    data: Dataset
    loss: SlopeError
    rate: float
    run: Trajectory

    @classmethod
    def plan(
        cls, data: Dataset, steps: int, *, rate: float | None = None, start: float | None = None
    ) -> "SlopeFitting":
        """Compute a run; what is None is chosen so that it arrives and can be followed.

        A run that starts at the best slope takes no step.

        Parameters
        ----------
        data
            The points; not every x is 0.
        steps
            The step budget.
        rate
            By default 0.15 times the largest stable one, cut to one digit.
        start
            By default a slope on the other side of 0, in one digit.
        """
        loss = SlopeError(data.x, data.y)
        if rate is None:
            rate = rounded_down(CALM / loss.steepness, 1)
        if start is None:
            start = wrong_slope(loss)
        rests = cls(data, loss, rate, descend(loss, start, GradientDescent(rate), 0))
        if rests.starts_at_best:
            return rests
        threshold = max(DIVERGED, HIGHER * float(rests.run.values[0]))
        return cls(
            data,
            loss,
            rate,
            descend(loss, start, GradientDescent(rate), steps, divergence_threshold=threshold),
        )

    @property
    def steps_taken(self) -> int:
        """The number of steps of the run."""
        return self.run.steps_taken

    @property
    def slopes(self) -> Floats:
        """The slopes w₀ … w_n, shape (n + 1,)."""
        return self.run.points[:, 0]

    @property
    def start(self) -> float:
        """w₀."""
        return float(self.slopes[0])

    @property
    def best(self) -> float:
        """Σxy / Σx²."""
        return self.loss.best

    @property
    def least_loss(self) -> float:
        """The loss at the best slope."""
        return float(self.loss(self.best))

    @property
    def limit(self) -> float:
        """1 / mean(x²), above which every run leaves in the end: 2 / L for the curvature L = 2 mean(x²)."""
        return largest_stable_rate(2 * self.loss.steepness)

    @property
    def factor(self) -> float:
        """What each step leaves of the distance to the best slope: 1 − 2α mean(x²)."""
        return 1 - 2 * self.rate * self.loss.steepness

    @property
    def settles(self) -> bool:
        """Whether the rate is, beyond roundings, below the limit."""
        return self.factor > BORDER - 1.0

    @property
    def grows(self) -> bool:
        """Whether the rate is, beyond roundings, above the limit."""
        return self.factor < -1.0 - BORDER

    @property
    def starts_at_best(self) -> bool:
        """Whether nothing is left to gain at the start, so that the gradient is zero but for roundings."""
        scale = float(np.mean(self.loss.labels**2))
        return float(self.run.values[0]) - self.least_loss <= AT_THE_BEST * scale

    @property
    def reach(self) -> float:
        """How far the start is from the best slope; where it is there, as far as a wrong one would be."""
        away = abs(self.start - self.best)
        return abs(wrong_slope(self.loss) - self.best) if self.starts_at_best else away

    @property
    def view(self) -> View:
        """The part of the parabola that is shown: as far to both sides of the best slope, and above it."""
        half = SIDE * self.reach
        least, top = self.least_loss, self.least_loss + self.loss.steepness * self.reach**2
        floor = 0.0 if least <= GROUNDED * top else least - FOOT * (top - least)
        return View((self.best - half, self.best + half), (floor, top + HEAD * (top - floor)))

    @property
    def told(self) -> Account:
        """What happened in the run."""
        return account(self.loss, self.run, self.view.region)


def wrong_slope(loss: SlopeError) -> float:
    """Return a slope that is far from the best one, on the other side of 0, in one digit.

    Its loss is at least two and a half times the mean of y², so that the least loss is far below it.
    """
    heights, widths = float(np.mean(loss.labels**2)), loss.steepness
    unit = math.sqrt(heights / widths) or 1.0
    return float(f"{loss.best - math.copysign(WRONG * unit, loss.best):.1g}")


__all__ = ["SlopeError", "SlopeFitting", "wrong_slope"]
