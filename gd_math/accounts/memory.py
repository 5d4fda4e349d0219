"""What momentum remembers: past gradients that fade; and what a run comes to with each β."""

from dataclasses import dataclass

import numpy as np

from gd_math.objective import Objective
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import Momentum
from gd_math.runs.trajectory import Ending, Trajectory
from gd_math.typing import Floats, FloatsLike, Points, PointsLike

BETAS = np.arange(99) / 100
"""The shares 0, 0.01 … 0.98 of the velocity that are tried."""
CANCELS = 0.5
"""Faded gradients cancel each other where their sum is at most so long, as a share of all their lengths."""
ALIKE = 1e-13
"""Losses that differ by less than this share of how far the lowest came down are alike."""


def faded_gradients(run: Trajectory, beta: float, step: int) -> Points:
    """Return βᵏ ∇f(x_{t−1−k}) for k = 0 … t − 1, the newest gradient first, shape (t, 2).

    Their sum is the velocity v after t steps, for v ← β v + ∇f with v = 0 at the start.

    Parameters
    ----------
    run
        Made by the heavy ball.
    beta
        The share β of the velocity that each step carries on.
    step
        How many steps t have been taken, at least 1.

    Examples
    --------
    >>> from gd_math.formula.parsing import parse_formula
    >>> run = descend(parse_formula("x**2 + y**2"), (4.0, 1.0), Momentum(0.1, 0.5), 3)
    >>> faded_gradients(run, 0.5, 2).tolist(), run.states["velocity"][2].tolist()
    ([[6.4, 1.6], [4.0, 1.0]], [10.4, 2.6])
    """
    kept = beta ** np.arange(step, dtype=np.float64)
    faded: Points = kept[:, None] * run.gradients[:step][::-1]
    return faded


def cancelling(vectors: Points) -> bool:
    """Tell whether vectors ``(n, 2)`` cancel each other for the most part, and leave something.

    >>> cancelling(np.array([[1.0, 3.0], [1.0, -2.0]])), cancelling(np.array([[1.0, 0.0], [2.0, 0.0]]))
    (True, False)
    """
    whole, single = np.linalg.norm(vectors.sum(axis=0)), np.linalg.norm(vectors, axis=1).sum()
    return bool(0.0 < whole <= CANCELS * single)


def passes(points: Points, place: Points) -> bool:
    """Tell whether a run ``(n + 1, 2)`` is once beyond a place, as seen from its start.

    It is beyond the line through the place, at a right angle to the way there.

    >>> way = np.array([[-2.0, 0.0], [-1.0, 1.0], [0.5, 0.0]])
    >>> passes(way, np.array([0.0, 0.0])), passes(way, np.array([1.0, 0.0]))
    (True, False)
    """
    return bool(((points - place) @ (points[0] - place) < 0.0).any())


@dataclass(frozen=True, slots=True, eq=False)
class BetaSweep:
    """What the heavy ball comes to within a budget of steps, with one rate and many β.

    Parameters
    ----------
    betas
        Those that are tried, rising, shape (n,).
    losses
        The last losses, shape (n,): ∞ where a run left.
    dropped
        Whether a run that left was lower than its start before it did: nobody is then the lowest.
    fall
        How far the lowest loss is below the first; 0 or less where no run ends lower than it started.
    """

    betas: Floats
    losses: Floats
    dropped: bool
    fall: float

    @classmethod
    def of(
        cls, objective: Objective, start: PointsLike, rate: float, steps: int, own: FloatsLike = ()
    ) -> "BetaSweep":
        """Return the last losses for `BETAS`, and for some of one's own; parameters as for `descend`.

        Examples
        --------
        >>> from gd_math.formula.parsing import parse_formula
        >>> found = BetaSweep.of(parse_formula("x**2/4 + 10*y**2"), (-8.0, 1.2), 0.09, 40, [0.985])
        >>> len(found.betas), found.best, round(found.loss(0.0), 3)
        (100, 0.64, 0.402)
        """
        betas = np.unique(np.concatenate([BETAS, np.atleast_1d(own)]))
        runs = descend(objective, np.tile(start, (len(betas), 1)), Momentum(rate, betas), steps)
        ends = runs.values[runs.lengths - 1, np.arange(len(betas))]
        left, first = runs.endings >= Ending.NOT_FINITE, float(runs.values[0, 0])
        losses = np.where(left, np.inf, ends)
        return cls(betas, losses, bool((left & (ends < first)).any()), first - float(losses.min()))

    def loss(self, beta: float) -> float:
        """Return the last loss for one of `betas`."""
        return float(self.losses[int(np.argmin(np.abs(self.betas - beta)))])

    @property
    def best(self) -> float | None:
        """The β that ends lowest, by more than 10⁻¹³ of the way down; None where that is not one alone."""
        k = int(np.argmin(self.losses))
        if self.dropped or self.fall <= 0.0:
            return None
        others = float(np.delete(self.losses, k).min())
        return float(self.betas[k]) if others - float(self.losses[k]) > ALIKE * self.fall else None


__all__ = ["BETAS", "BetaSweep", "cancelling", "faded_gradients", "passes"]
