"""Lines and planes fitted to data: the mean squared error, its gradient, the least-squares solution.

Convention: J = (1/n) Σ (ŷᵢ − yᵢ)², so the gradient carries 2/n. Some texts take 1/(2n), which halves the
loss, its gradient and its curvature, and so doubles the largest stable learning rate.
"""

import numpy as np

from gd_math.data.batches import SampledObjective
from gd_math.objective import as_floats, frozen
from gd_math.rounding import ROUNDING, without_rounding
from gd_math.typing import Floats, FloatsLike, Hessians, Integers, Interval, Points, PointsLike

MANY = 500
"""Coordinates of points for whose values the data are turned into a triangle first."""


class MeanSquaredError(SampledObjective):
    """The mean squared error of a linear model ŷ = w·x + b, as a function of its parameters (w, b).

    J(w, b) = (1/n) Σ (w·xᵢ + b − yᵢ)², ∂J/∂w = (2/n) Σ (ŷᵢ − yᵢ) xᵢ, ∂J/∂b = (2/n) Σ (ŷᵢ − yᵢ).

    With p features w is a vector; points are (w₁ … w_p, b), d = p + 1.

    Parameters
    ----------
    x
        The features, shape (n,) or (n, p).
    y
        The labels, shape (n,).

    Examples
    --------
    >>> loss = MeanSquaredError([0.0, 1.0, 2.0], [1.0, 3.0, 5.0])
    >>> loss.least_squares().round(9).tolist(), float(loss(2.0, 0.0))
    ([2.0, 1.0], 1.0)
    """

    __slots__ = ("_design", "_mean_squares", "_triangle", "labels")

    def __init__(self, x: FloatsLike, y: FloatsLike) -> None:
        features, labels = as_floats(x), as_floats(y)
        features = features[:, None] if features.ndim == 1 else features
        if features.ndim != 2 or labels.shape != features.shape[:1] or not len(labels):
            shapes = f"{np.shape(x)} and {np.shape(y)}"
            raise ValueError(f"features and labels must have shapes (n,) or (n, p) and (n,), not {shapes}")
        self._design = frozen(np.column_stack([features, np.ones(len(labels))]))
        self.labels = frozen(labels)
        self._mean_squares = np.mean(self._design**2, axis=0), float(np.mean(labels**2))
        self._triangle = np.linalg.qr(np.column_stack([self._design, -labels]), "r") / np.sqrt(len(labels))

    @property
    def features(self) -> Floats:
        """The features, shape (n, p)."""
        return self._design[:, :-1]

    @property
    def sample_count(self) -> int:
        """The number n of samples."""
        return len(self.labels)

    @property
    def dimension(self) -> int:
        """The number of features and one for b."""
        return int(self._design.shape[1])

    @property
    def variables(self) -> tuple[str, ...]:
        """The names w and b, or w_1 … w_p and b."""
        count = self.dimension - 1
        return ("w", "b") if count == 1 else (*(f"w_{i + 1}" for i in range(count)), "b")

    @property
    def formula(self) -> str:
        """The mean of the squares."""
        return "1/n sum_(i=1)^n (w x_i + b - y_i)^2"

    @property
    def minima(self) -> Points:
        """The least-squares solution, or none where the data leave it open."""
        try:
            return self.least_squares()[None]
        except ValueError:
            return np.empty((0, self.dimension))

    @property
    def is_bowl(self) -> bool:
        """Whether the data determine the parameters."""
        return len(self.minima) > 0

    @property
    def domain(self) -> tuple[Interval, ...]:
        """A box around the minimum that also holds the origin."""
        centers = self.minima[0] if len(self.minima) else np.zeros(self.dimension)
        return tuple((float(c - max(2.0, 1.5 * abs(c))), float(c + max(2.0, 1.5 * abs(c)))) for c in centers)

    def on(self, samples: Integers) -> "MeanSquaredError":
        """Return the mean squared error over the samples with these indices alone."""
        return MeanSquaredError(self.features[samples], self.labels[samples])

    def predict(self, points: PointsLike, x: FloatsLike | None = None) -> Floats:
        """Return ŷ for parameters of shape (..., d), shape (..., m), at the data or at other features.

        Parameters
        ----------
        points
            The parameters (w, b), shape (..., d).
        x
            Features, shape (m,) or (m, p); those of the data by default.
        """
        parameters = self.as_points(points)
        features = self.features if x is None else as_floats(x)
        features = features[:, None] if features.ndim == 1 else features
        if features.shape[1] == 1:  # a product alone: many times faster than a matrix product of its kind
            weighed: Floats = parameters[..., :-1] * features[:, 0]
        else:
            weighed = parameters[..., :-1] @ features.T
        return weighed + parameters[..., -1:]

    def residuals(self, points: PointsLike) -> Floats:
        """Return ŷᵢ − yᵢ for parameters of shape (..., d), shape (..., n)."""
        return self.predict(points) - self.labels

    def parts(self, points: PointsLike) -> Floats:
        """Return what each sample adds to the loss, (ŷᵢ − yᵢ)² / n, shape (..., n)."""
        return self.residuals(points) ** 2 / self.sample_count

    def least_squares(self) -> Points:
        """Return the parameters with the least error, shape (d,): the solution of XᵀX θ = Xᵀy, by X = QR.

        A parameter that moves the predictions by rounding alone is 0: so is the slope through equal labels.

        Raises ValueError where the data leave it open: fewer samples than parameters, or features that depend
        on each other.

        Source: Golub and Van Loan, "Matrix Computations" (2013), section 5.3.2.
        """
        # Columns of one length: whether they depend on each other is then no matter of their units.
        lengths = np.linalg.norm(self._design, axis=0)
        q, r = np.linalg.qr(self._design / np.where(lengths > 0, lengths, 1.0))
        diagonal = np.abs(np.diagonal(r))
        if len(diagonal) < self.dimension or diagonal.min() <= 1e-13 * diagonal.max():
            raise ValueError(
                "the data do not determine the parameters: the features are constant or dependent"
            )
        scaled = as_floats(np.linalg.solve(r, q.T @ self.labels))
        solution: Points = without_rounding(scaled, np.linalg.norm(self.labels)) / lengths
        return solution

    def _value(self, points: Points) -> Floats:
        """Return the mean square; gaps that are rounding alone, as of a line through all data, are 0.

        At many points, as of a grid, it is ‖R (θ, 1)‖² / n with (X, −y) = QR, which no longer depends on n:
        turning by Q keeps lengths. Source: Golub and Van Loan, "Matrix Computations" (2013), section 5.3.2.
        """
        if points.size > MANY:
            turned = points @ self._triangle[:, :-1].T + self._triangle[:, -1]
            square = as_floats(np.einsum("...i,...i->...", turned, turned))
        else:
            square = as_floats(np.mean(self.residuals(points) ** 2, axis=-1))
        of_features, of_labels = self._mean_squares
        return without_rounding(square, ROUNDING * (points**2 @ of_features + of_labels))

    def _gradient(self, points: Points) -> Points:
        slopes: Points = 2 / self.sample_count * (self.residuals(points) @ self._design)
        return slopes

    def _curvature(self, points: Points) -> Hessians:
        hessian = 2 / self.sample_count * (self._design.T @ self._design)
        return np.broadcast_to(hessian, (*points.shape, self.dimension)).copy()
