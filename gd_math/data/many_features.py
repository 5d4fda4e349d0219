"""A plane through several standardised features: its descent, the slopes column by column, partial residuals.

With features and label of mean 0 and spread 1 no intercept is needed, and every weight's loss curves alike:
J(w) = (1/n) Σ eᵢ² with gaps e = y − Xw has ∇J = −(2/n) Xᵀe and the Hessian H = (2/n) XᵀX, whose diagonal is 2
and whose largest curvature is at most 2p. Up to the rate 1/L no weight combination overshoots.
"""

from dataclasses import dataclass

import numpy as np

from gd_math.data.features import FeatureTable
from gd_math.data.regression import MeanSquaredError
from gd_math.rounding import ROUNDING, without_rounding
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Floats, Points

CONSTANT = 1e-12
"""A label whose spread is a smaller share of its size is the same in every row."""


@dataclass(frozen=True, slots=True, eq=False)
class ManyFeatures:
    """A table standardised, and gradient descent on it from all weights 0.

    Parameters
    ----------
    table
        As it was measured.
    features, labels
        Standardised: X, shape (n, p), and y, shape (n,).
    run
        The trajectory, points (w₁ … w_p, b) where b stays 0.
    best
        The weights of least squares, shape (p,).

    Examples
    --------
    >>> table = FeatureTable("t", [[1.0], [2.0], [3.0]], [2.0, 4.0, 6.0], ("x",), "y")
    >>> found = ManyFeatures.plan(table, 1, 0.25)
    >>> found.slopes(0).round(9).tolist(), found.weights(1).round(9).tolist(), found.best.round(9).tolist()
    ([-2.0], [0.5], [1.0])
    """

    table: FeatureTable
    features: Floats
    labels: Floats
    run: Trajectory
    best: Points

    @classmethod
    def plan(cls, table: FeatureTable, steps: int, rate: float) -> "ManyFeatures":
        """Compute the run.

        Raises
        ------
        ValueError
            If a column is constant, or if the rows do not determine the weights.
        """
        features, labels = standardised(table)
        loss = MeanSquaredError(features, labels)
        best = loss.least_squares()[:-1]
        run = descend(loss, np.zeros(loss.dimension), GradientDescent(rate), steps)
        return cls(table, features, labels, run, best)

    @property
    def count(self) -> int:
        """The number p of features."""
        return int(self.features.shape[1])

    @property
    def least(self) -> float:
        """The mean squared error of least squares, as a share of the label's variance."""
        square = float(np.mean((self.labels - self.features @ self.best) ** 2))
        return float(without_rounding(square, ROUNDING))

    def weights(self, time: float) -> Points:
        """Return w at step k + u, linear between steps, shape (p,)."""
        points = self.run.points[:, :-1]
        step = min(int(time), len(points) - 1)
        after = points[min(step + 1, len(points) - 1)]
        between: Points = points[step] + (time - step) * (after - points[step])
        return between

    def slopes(self, step: int) -> Points:
        """Return ∂J/∂wⱼ = −(2/n) Σᵢ eᵢ xᵢⱼ after a step, shape (p,)."""
        slopes: Points = self.run.gradients[step, :-1]
        return slopes

    def gaps(self, time: float) -> Floats:
        """Return e = y − Xw at a time, shape (n,)."""
        left: Floats = self.labels - self.features @ self.weights(time)
        return left

    def partial(self, weights: Points) -> Floats:
        """Return what the other features leave of the label, e + wⱼ xⱼ, in its spreads, shape (n, p).

        Source: Larsen and McCleary, "The Use of Partial Residual Plots in Regression Analysis", Technometrics
        14 (1972), 781–790.
        """
        gaps = self.labels - self.features @ weights
        left: Floats = gaps[:, None] + weights * self.features
        return left

    def in_units(self, weights: Points) -> Points:
        """Return the weights in the table's units, wⱼ s_y / sⱼ, shape (p,)."""
        units: Points = weights * self.spread / self.table.features.std(axis=0)
        return units

    @property
    def mean(self) -> float:
        """The label's mean."""
        return float(self.table.labels.mean())

    @property
    def spread(self) -> float:
        """The label's deviation s_y, with n below the sum."""
        return float(self.table.labels.std())


def standardised(table: FeatureTable) -> tuple[Floats, Floats]:
    """Return features and label with mean 0 and deviation 1, shapes (n, p) and (n,); refuse constant ones."""
    scaled, spread = table.standardised(), float(table.labels.std())
    if not spread > CONSTANT * float(np.abs(table.labels).max()):
        raise ValueError(f"'{table.label_name}' is the same in every row: there is nothing to predict")
    return scaled.features, scaled.labels / spread


def calm_limit(table: FeatureTable) -> float:
    """Return 1/L of a standardised table: up to this rate nothing overshoots."""
    features, labels = standardised(table)
    return 1 / float(np.linalg.eigvalsh(2 / len(labels) * features.T @ features)[-1])


__all__ = ["ManyFeatures", "calm_limit", "standardised"]
