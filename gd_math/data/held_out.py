"""A polynomial trained on some samples and judged on those held out: early stopping, checks, ridge.

The model is ŷ(x) = b + Σ wₖ Pₖ(u), k = 1 … D, with Legendre's polynomials Pₖ and u = x brought to [−1, 1].
It is trained by gradient descent on J = (1/n) Σ (ŷᵢ − yᵢ)² over the training samples alone, from the level
line through their mean, at the rate 1/L.

Ridge adds λ‖w‖² to J, b left out, and has the closed form θ = (XᵀX/n + λ I₀)⁻¹ Xᵀy/n, where I₀ is the
identity but for a 0 at b.

Sources: Prechelt, "Early Stopping - But When?" (1998), on the lowest validation loss; Hoerl and Kennard,
"Ridge Regression", Technometrics 12 (1970), 55–67.
"""

from dataclasses import dataclass

import numpy as np
from numpy.polynomial import legendre

from gd_math.data.datasets import Dataset, DatasetError
from gd_math.data.regression import MeanSquaredError
from gd_math.objective import as_floats
from gd_math.rounding import without_rounding
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Bools, Floats, FloatsLike

FEWEST = 6
"""Samples of which some can be held out and a curve still be trained on the others."""
LATE, LIMIT = 0.1, 0.01
"""The share of the epochs that are the last ones, and the share up to which a check is passed."""
PENALTIES = np.logspace(-4.0, 1.0, 101)
"""The weights λ of ridge's penalty."""


def split(x: Floats, share: float, seed: int) -> Bools:
    """Return which samples are held out, shape (n,): a seeded choice, two at least, without the outermost x.

    Beyond the outermost training sample a polynomial only guesses.

    Raises
    ------
    DatasetError
        If there are fewer than `FEWEST` samples.
    """
    if len(x) < FEWEST:
        raise DatasetError(f"has {len(x)} points; to hold some of them out takes {FEWEST} at least")
    inner = np.argsort(x, kind="stable")[1:-1]
    count = int(np.clip(round(share * len(x)), 2, len(inner) - 1))
    held = np.zeros(len(x), dtype=bool)
    held[np.random.default_rng([seed, 1]).permutation(inner)[:count]] = True
    return held


def ridge(loss: MeanSquaredError, penalty: float) -> Floats:
    """Return the parameters (w, b) with the least J + λ‖w‖², shape (d,), by their closed form.

    >>> ridge(MeanSquaredError([-1.0, 0.0, 1.0], [-1.0, 0.0, 1.0]), 2 / 3).round(9).tolist()
    [0.5, 0.0]
    """
    rows = np.column_stack([loss.features, np.ones(loss.sample_count)])
    matrix = rows.T @ rows / loss.sample_count + penalty * np.diag([*np.ones(loss.dimension - 1), 0.0])
    return as_floats(np.linalg.solve(matrix, rows.T @ loss.labels / loss.sample_count))


@dataclass(frozen=True, slots=True, eq=False)
class HeldOut:
    """Training, what is checked at its end, and ridge's fits.

    Parameters
    ----------
    data
        All samples.
    held
        Which of them are held out, shape (n,).
    training, validation
        The mean squared error over either part.
    run
        Gradient descent on `training`, one epoch a step.
    shrunk
        Ridge's parameters for each of `PENALTIES`, shape (m, D + 1).
    """

    data: Dataset
    held: Bools
    training: MeanSquaredError
    validation: MeanSquaredError
    run: Trajectory
    shrunk: Floats

    @classmethod
    def train(cls, data: Dataset, degree: int, epochs: int, share: float, seed: int) -> "HeldOut":
        """Hold a share of the samples out, and train a polynomial of a degree on the others."""
        held = split(data.x, share, seed)
        rows, y = features(data, data.x, degree), data.y
        training, validation = (MeanSquaredError(rows[part], y[part]) for part in (~held, held))
        start = np.array([0.0] * degree + [float(training.labels.mean())])
        steepest = float(np.linalg.eigvalsh(training.curvature(start))[-1])
        run = descend(training, start, GradientDescent(1.0 / steepest), epochs, divergence_threshold=np.inf)
        shrunk = np.array([ridge(training, float(penalty)) for penalty in PENALTIES])
        return cls(data, held, training, validation, run, shrunk)

    @property
    def epochs(self) -> int:
        """How many epochs were trained."""
        return self.run.steps_taken

    @property
    def rate(self) -> float:
        """The learning rate 1/L, L the largest curvature of the training loss."""
        return 1.0 / float(np.linalg.eigvalsh(self.training.curvature(self.run.points[0]))[-1])

    @property
    def degree(self) -> int:
        """The polynomial's degree D."""
        return self.training.dimension - 1

    def predict(self, parameters: Floats, x: FloatsLike) -> Floats:
        """Return what the polynomial with these parameters (D + 1,) says at x, shape (m,)."""
        return self.training.predict(parameters, features(self.data, np.asarray(x), self.degree))

    def losses(self, parameters: Floats) -> tuple[Floats, Floats]:
        """Return the training and the validation loss of parameters (..., D + 1), each shape (...)."""
        return self.training.value(parameters), self.validation.value(parameters)

    @property
    def lowest(self) -> int:
        """The epoch with the lowest validation loss: where early stopping would have stopped."""
        return int(np.argmin(self.validation.value(self.run.points)))

    @property
    def late(self) -> int:
        """The epoch with which the last ones begin."""
        return self.epochs - max(1, round(LATE * self.epochs))

    @property
    def fell(self) -> float:
        """By which share of its whole fall the training loss fell in the last epochs."""
        values = self.run.values
        late = max(float(values[self.late] - values[-1]), 0.0)
        return _share(late, float(values[0] - values[-1]))

    @property
    def slope(self) -> float:
        """The gradient's length at the end, as a share of that at the start."""
        lengths = np.linalg.norm(self.run.gradients[[0, -1]], axis=1)
        first, last = without_rounding(lengths, np.full(2, np.abs(self.training.labels).max()))
        return _share(float(last), float(first))

    @property
    def moved(self) -> float:
        """By which share of the range of y a prediction moved at most in the last epochs."""
        x, late = self.data.x, self.run.points[[self.late, -1]]
        before, after = (self.predict(one, x) for one in late)
        most = without_rounding(float(np.max(np.abs(after - before))), float(np.abs(self.data.y).max()))
        return _share(most, float(np.ptp(self.data.y)))

    @property
    def above(self) -> float:
        """By which share of its lowest value the validation loss is above it at the end."""
        values = self.validation.value(self.run.points)
        return _share(float(values[-1] - values.min()), float(values.min()))

    @property
    def passed(self) -> tuple[bool, bool, bool, bool]:
        """Whether plateau, gradient, stable predictions and validation are within `LIMIT`."""
        flat, level, stable, low = (
            value <= LIMIT for value in (self.fell, self.slope, self.moved, self.above)
        )
        return flat, level, stable, low

    @property
    def best_penalty(self) -> int:
        """The index of the penalty with the lowest validation loss."""
        return int(np.argmin(self.validation.value(self.shrunk)))

    def size(self, parameters: Floats) -> Floats:
        """Return ‖w‖ of parameters (..., D + 1), b left out, shape (...)."""
        return np.asarray(np.linalg.norm(parameters[..., :-1], axis=-1))


def features(data: Dataset, x: Floats, degree: int) -> Floats:
    """Return P₁(u) … P_D(u) for values of x, shape (m, D), with u = −1 and 1 at the outermost x of data."""
    low, high = float(data.x.min()), float(data.x.max())
    return as_floats(legendre.legvander(2.0 * (np.asarray(x) - low) / (high - low) - 1.0, degree)[..., 1:])


def _share(part: float, whole: float) -> float:
    """Return a share; nothing of nothing is 0."""
    return 0.0 if part == 0.0 else part / whole if whole > 0.0 else np.inf


__all__ = ["FEWEST", "LATE", "LIMIT", "PENALTIES", "HeldOut", "ridge", "split"]
