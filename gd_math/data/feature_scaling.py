"""Two features in their own units and in their own spreads: one bowl, two valleys, two walks.

The loss is J(w) = (1/n) Σ (w·xᵢ − yᵢ)² with the means taken from features and label, so that no intercept is
needed. Above its least value it is the quadratic ½ (w − c)ᵀ H (w − c) with H = (2/n) XᵀX. Measuring feature j
in units of its deviation sⱼ makes vⱼ = sⱼ wⱼ of its weight: the same heights at other places.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gd_math.data.features import FeatureTable
from gd_math.functions.quadratic import Quadratic
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.runs.theory import best_rate, condition_number
from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Floats, Points

SHARE = 0.01
"""The walk is over once so much of the loss above the minimum is left."""
MOST_STEPS = 20_000
"""So many steps are computed one by one; how many there would be is known beyond."""
DEPENDENT = 1e-12
"""Features whose standardised curvatures differ by more than this factor depend on each other."""


@dataclass(frozen=True, slots=True, eq=False)
class UnitsDescent:
    """Gradient descent from w = 0 on a table in some units, at the best constant rate 2/(μ + L).

    Parameters
    ----------
    table
        Centred features and labels, two features.
    loss
        The loss above its least value, as a function of both weights.
    least
        The least mean squared error.
    run
        The steps until `SHARE` of the loss above the minimum is left, or the first `MOST_STEPS`.
    """

    table: FeatureTable
    loss: Quadratic
    least: float
    run: Trajectory

    @classmethod
    def plan(cls, table: FeatureTable) -> "UnitsDescent":
        """Compute the run on a centred table.

        Raises
        ------
        ValueError
            If there are not two features, if they depend on each other, or if no weight does anything.
        """
        x, y = table.features, table.labels
        center = solution(table)
        hessian = 2 / len(y) * (x.T @ x)
        loss = Quadratic((hessian + hessian.T) / 2, center)
        low, high = loss.eigenvalues.tolist()
        steps = min(steps_to(loss, best_rate(low, high)), MOST_STEPS)
        run = descend(loss, np.zeros(2), GradientDescent(best_rate(low, high)), steps)
        return cls(table, loss, float(np.mean((x @ center - y) ** 2)), run)

    @property
    def rate(self) -> float:
        """The rate 2/(μ + L)."""
        low, high = self.loss.eigenvalues.tolist()
        return best_rate(low, high)

    @property
    def condition(self) -> float:
        """The condition number κ = L/μ."""
        return condition_number(self.loss.eigenvalues)

    @property
    def elongation(self) -> float:
        """How many times as long as wide the valley is: √κ."""
        return math.sqrt(self.condition)

    @property
    def steps(self) -> int:
        """How many steps leave `SHARE` of the loss above the minimum, whether or not all are computed."""
        return steps_to(self.loss, self.rate)

    @property
    def complete(self) -> bool:
        """Whether the run has all of its steps."""
        return self.run.steps_taken == self.steps


def solution(table: FeatureTable) -> Points:
    """Return the best weights of a centred table of two features, shape (2,).

    Raises
    ------
    ValueError
        If there are not two features, if they depend on each other, or if no weight does anything.
    """
    x, y = table.features, table.labels
    if x.shape[1] != 2:
        raise ValueError(f"the map is over two weights, and there are {x.shape[1]} features")
    spreads = x.std(axis=0)
    z = x / spreads
    curvatures = np.linalg.eigvalsh(z.T @ z)
    if curvatures[0] <= DEPENDENT * curvatures[1]:
        one, other = table.feature_names
        raise ValueError(f"'{one}' and '{other}' depend on each other: no data tell their weights apart")
    along: Points = np.linalg.solve(z.T @ z, z.T @ y)
    if np.abs(along).max() <= DEPENDENT * np.abs(y).max(initial=0.0):
        raise ValueError(f"neither feature tells anything about '{table.label_name}': both weights are 0")
    weights: Points = along / spreads
    return weights


def steps_to(loss: Quadratic, rate: float, share: float = SHARE) -> int:
    """Return after how many steps from 0 at most `share` of the start's height above the minimum is left.

    The height after k steps is ½ Σ λᵢ aᵢ² (1 − αλᵢ)²ᵏ, where a = Qᵀ(x₀ − c); it falls with every step for
    rates below 2/L.

    Parameters
    ----------
    loss
        A bowl.
    rate
        α, below 2/L.
    share
        Between 0 and 1.

    Examples
    --------
    >>> steps_to(Quadratic([2.0], [8.0]), 0.1)
    11
    """
    curvatures, axes = np.linalg.eigh(loss.matrix)
    weights = curvatures * (axes.T @ loss.center) ** 2
    factors = np.abs(1 - rate * curvatures)

    def left(steps: int) -> float:
        return float(weights @ factors ** (2.0 * steps))

    low, high = 0, 1
    while left(high) > share * left(0):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if left(middle) > share * left(0) else (low, middle)
    return high


def places_after(loss: Quadratic, steps: npt.ArrayLike) -> Points:
    """Return where descent from 0 at the best rate is after some steps, shape (n, 2), in closed form.

    With a = Qᵀ(0 − c) that is c + Q (1 − αλ)ᵏ a.

    Examples
    --------
    >>> places_after(Quadratic([2.0, 1.0], [8.0, 3.0]), [0, 1]).tolist()
    [[0.0, 0.0], [10.666666666666666, 2.0]]
    """
    curvatures, axes = np.linalg.eigh(loss.matrix)
    factors = 1 - best_rate(float(curvatures[0]), float(curvatures[-1])) * curvatures
    left = factors ** np.asarray(steps, dtype=float)[:, None] * (axes.T @ -loss.center)
    places: Points = loss.center + left @ axes.T
    return places


@dataclass(frozen=True, slots=True, eq=False)
class FeatureScaling:
    """The same table in its own units and standardised, with a descent in each.

    Parameters
    ----------
    table
        As it was measured.
    raw
        In its units, centred.
    scaled
        In units of each feature's deviation, centred.
    """

    table: FeatureTable
    raw: UnitsDescent
    scaled: UnitsDescent

    @classmethod
    def plan(cls, table: FeatureTable) -> "FeatureScaling":
        """Compute both descents; raise ValueError where there is no valley."""
        return cls(table, UnitsDescent.plan(table.centred()), UnitsDescent.plan(table.standardised()))

    @property
    def spreads(self) -> Floats:
        """The deviations sⱼ, shape (2,): weight j standardised is sⱼ wⱼ."""
        deviations: Floats = self.table.features.std(axis=0)
        return deviations

    def between(self, share: float) -> Quadratic:
        """Return the loss above its least value over weights sⱼ^share wⱼ: 0 as measured, 1 standardised."""
        units = self.spreads**share
        matrix = self.raw.loss.matrix / np.outer(units, units)
        return Quadratic((matrix + matrix.T) / 2, units * self.raw.loss.center)

    @property
    def helps(self) -> bool:
        """Whether standardising makes the walk shorter."""
        return self.scaled.steps < self.raw.steps


__all__ = ["MOST_STEPS", "SHARE", "FeatureScaling", "UnitsDescent", "places_after", "solution", "steps_to"]
