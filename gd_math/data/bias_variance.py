"""A line, a parabola and polynomials fitted to parabolic data: too stiff, right, too flexible.

All models are polynomials in u = x/a over [−a, a], written by Chebyshev's T₀ … T_D: their coefficients are
vectors of one length, so that one model turns into another by way of their mixtures.
"""

from dataclasses import dataclass

import numpy as np
from numpy.polynomial import chebyshev

from gd_math.data.datasets import Dataset, Polynomial, parabolic_data
from gd_math.data.regression import MeanSquaredError
from gd_math.rounding import without_rounding
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.typing import Bools, Floats, FloatsLike

STRAIGHT = 2.0, 1.5
"""Height at 0 and slope of the straight truth beside the parabola x² for a = 3; others scale with it."""
SAFE = 0.5
"""The learning rate of the line in units of 1 / L."""
PARABOLA_STEPS = 100


def least_line_error(reach: float, noise: float) -> float:
    """Return the mean squared error of the best line for y = x² + ε, x uniform in [−a, a], ε of deviation σ.

    The best line is level at the mean a²/3, and E(x² − a²/3)² = a⁴/5 − a⁴/9 = 4a⁴/45, so it is 4a⁴/45 + σ².

    >>> round(least_line_error(3.0, 1.0), 12)
    8.2
    """
    return 4 * reach**4 / 45 + noise**2


def polynomial_fit(x: Floats, y: Floats, degree: int, reach: float, length: int | None = None) -> Floats:
    """Return the Chebyshev coefficients of the polynomial of least squares, shape (length,).

    Parameters
    ----------
    x, y
        The points, shape (n,), n above the degree.
    degree, reach
        Highest power, and the a of u = x/a.
    length
        With zeros up to so many coefficients; by default degree + 1.
    """
    made = np.zeros(degree + 1 if length is None else length)
    made[: degree + 1] = chebyshev.chebfit(x / reach, y, degree)
    return made


@dataclass(frozen=True, slots=True, eq=False)
class BiasVariance:
    """What fits of growing flexibility do on one parabola.

    Parameters
    ----------
    data, straight
        Points around x², and the same noise around a straight line.
    reach, noise
        a, and the deviation σ of the noise.
    kept
        Which points the polynomials are fitted to, shape (n,); the others are left out of them.
    line_run, parabola_run
        Coefficients after every step of gradient descent on all points, of a line from a wrong one, of a
        parabola from the best line, shape (steps + 1, D + 1).
    fits
        Coefficients of the polynomials of degrees 1 … D of least squares on the kept points, (D, D + 1).
    """

    data: Dataset
    straight: Dataset
    reach: float
    noise: float
    kept: Bools
    line_run: Floats
    parabola_run: Floats
    fits: Floats

    @classmethod
    def study(
        cls, reach: float, noise: float, count: int, few: int, degree: int, seed: int, steps: int
    ) -> "BiasVariance":
        """Return the study of `count` points up to a degree; of `few` equal shares the middle is kept.

        The kept points and the others then reach about as far: a line misses the outermost ones most.
        """
        data = parabolic_data(1.0, 0.0, 0.0, noise, count, seed, -reach, reach)
        scale = reach / 3.0
        truth = Polynomial((STRAIGHT[0] * scale**2, STRAIGHT[1] * scale))
        straight = Dataset("straight", data.x, truth(data.x) + (data.y - data.x**2), truth)
        kept = np.zeros(count, dtype=bool)
        kept[((np.arange(few) + 0.5) * count / few).astype(int)] = True
        length = max(degree, 2) + 1
        line = MeanSquaredError(data.x / reach, data.y)
        both = MeanSquaredError(np.column_stack([data.x / reach, (data.x / reach) ** 2]), data.y)
        best = line.least_squares()
        start = best + np.array([-1.2, -1.0]) * float(data.y.std())
        rate = SAFE / float(np.linalg.eigvalsh(line.curvature(best))[-1])
        w, b = descend(line, tuple(start.tolist()), GradientDescent(rate), steps).points.T
        steepest = float(np.linalg.eigvalsh(both.curvature(np.zeros(3)))[-1])
        bent = descend(both, (best[0], 0.0, best[1]), GradientDescent(1.0 / steepest), PARABOLA_STEPS).points
        fits = [polynomial_fit(data.x[kept], data.y[kept], k, reach, length) for k in range(1, degree + 1)]
        return cls(
            data,
            straight,
            reach,
            noise,
            kept,
            _padded([b, w], length),
            _padded([bent[:, 2] + bent[:, 1] / 2, bent[:, 0], bent[:, 1] / 2], length),
            np.array(fits),
        )

    @property
    def best_line(self) -> Floats:
        """Coefficients of the line of least squares, shape (D + 1,)."""
        return self._best(self.data, 1)

    @property
    def best_straight(self) -> Floats:
        """The same for the straight data."""
        return self._best(self.straight, 1)

    @property
    def best_parabola(self) -> Floats:
        """Coefficients of the parabola of least squares on all points."""
        return self._best(self.data, 2)

    def _best(self, data: Dataset, degree: int) -> Floats:
        return polynomial_fit(data.x, data.y, degree, self.reach, self.fits.shape[1])

    def predict(self, coefficients: FloatsLike, x: FloatsLike) -> Floats:
        """Return what a model says at x, in its shape."""
        return np.asarray(chebyshev.chebval(np.asarray(x) / self.reach, np.asarray(coefficients)))

    def error(
        self, coefficients: FloatsLike, data: Dataset | None = None, which: Bools | None = None
    ) -> float:
        """Return the mean squared error of a model on data, the parabolic ones by default."""
        data = self.data if data is None else data
        chosen = np.ones(len(data), dtype=bool) if which is None else which
        x, y = data.x[chosen], data.y[chosen]
        square = float(np.mean((self.predict(coefficients, x) - y) ** 2))
        return without_rounding(square, float(np.mean(y**2)))

    @property
    def on_kept(self) -> Floats:
        """The mean squared errors of the fits on the points that they were fitted to, shape (D,)."""
        return np.array([self.error(fit, which=self.kept) for fit in self.fits])

    @property
    def on_others(self) -> Floats:
        """The same on the points that were left out of them."""
        return np.array([self.error(fit, which=~self.kept) for fit in self.fits])

    @property
    def best_degree(self) -> int:
        """The degree whose fit has the lowest error on the points left out."""
        return int(np.argmin(self.on_others)) + 1


def _padded(columns: list[Floats], length: int) -> Floats:
    """Return coefficients, shape (n, length), from their first columns."""
    made = np.zeros((len(columns[0]), length))
    made[:, : len(columns)] = np.column_stack(columns)
    return made


__all__ = ["BiasVariance", "least_line_error", "polynomial_fit"]
