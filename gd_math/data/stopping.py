"""When to stop: once a parameter no longer changes, in floating point and in exact arithmetic.

The rule "stop when |w_{k+1} − w_k| ≤ ε" compares what is stored, not what was computed. A float64 near w has
neighbours `numpy.spacing(w)` away; a step of less than half of that is rounded to nothing, and the change is
exactly 0. An ε below the spacing therefore asks for this standstill, whatever its value.

Source: Goldberg, "What Every Computer Scientist Should Know About Floating-Point Arithmetic", ACM Computing
Surveys 23 (1991), 5–48.
"""

import math
from dataclasses import replace

import numpy as np

from gd_math.data.regression import MeanSquaredError
from gd_math.objective import as_floats
from gd_math.runs.descent import follow
from gd_math.runs.optimizers import GradientDescent
from gd_math.runs.trajectory import Ending, Trajectory
from gd_math.typing import Floats, FloatsLike, Points, PointsLike

MOST_EXACT_STEPS = 200_000
"""How far `exact_steps_until_still` looks."""


def changes(run: Trajectory, coordinate: int) -> Floats:
    """Return |x_{k+1} − x_k| of one coordinate as float64 holds it, shape (n, ...); 0 for no change."""
    return as_floats(np.abs(np.diff(run.points[..., coordinate], axis=0)))


def until_still(run: Trajectory, coordinate: int, threshold: float) -> Trajectory:
    """Return a single run up to the first step that changes a coordinate by at most `threshold`.

    A run that has no such step is returned as it is.

    Parameters
    ----------
    run
        A single run.
    coordinate
        Which parameter is watched.
    threshold
        ε, at least 0.

    Examples
    --------
    >>> from gd_math.runs.descent import descend
    >>> from gd_math.functions.objectives import Parabola
    >>> run = until_still(descend(Parabola(), 8.0, GradientDescent(0.25), 50), 0, 0.5)
    >>> run.steps_taken, run.points[-2:, 0].tolist(), run.outcome.reason
    (4, [1.0, 0.5], 'the step is at most 0.5')
    """
    still = np.flatnonzero(changes(run, coordinate) <= threshold)
    if not len(still):
        return run
    taken = int(still[0]) + 1
    return replace(
        run,
        points=run.points[: taken + 1],
        values=run.values[: taken + 1],
        gradients=run.gradients[: taken + 1],
        steps=run.steps[:taken],
        lengths=np.asarray(taken + 1),
        endings=np.asarray(Ending.STEP_TOLERANCE, dtype=np.int8),
        tolerances=(run.tolerances[0], threshold, run.tolerances[2]),
    )


def fit_until_still(
    loss: MeanSquaredError,
    start: PointsLike,
    rate: float,
    most_steps: int,
    threshold: float,
    coordinate: int = 0,
) -> Trajectory:
    """Run gradient descent on a line's (w, b) until `coordinate` stands still, or the steps are used up.

    The sums of the gradient are numpy's pairwise ones over the samples in order, so that the last bits, and
    with them the number of steps, are the same on every machine; a matrix product leaves them to its library.

    Parameters
    ----------
    loss
        The mean squared error of a line, d = 2.
    start
        (w, b), shape (2,).
    rate
        The learning rate α.
    most_steps
        The step budget.
    threshold
        ε, at least 0.
    coordinate
        Which parameter is watched: w by default.
    """
    x, y, share = loss.features[:, 0], loss.labels, 2 / loss.sample_count

    def gradient(_: int, point: Points) -> Points:
        gaps = point[0] * x + point[1] - y
        return np.array([np.sum(gaps * x) * share, np.sum(gaps) * share])

    run = follow(loss, gradient, start, GradientDescent(rate), most_steps)
    return until_still(run, coordinate, threshold)


def exact_changes(
    matrix: FloatsLike, away: PointsLike, rate: float, steps: int, coordinate: int = 0
) -> Floats:
    """Return |x_{k+1} − x_k| of gradient descent on a quadratic in closed form, shape (steps,).

    x_{k+1} − x_k = −α Q Λ (1 − α Λ)ᵏ Qᵀ (x₀ − c), where A = Q Λ Qᵀ: no number near 1 is involved, so that
    nothing rounds the change away.

    Parameters
    ----------
    matrix
        A, symmetric, shape (d, d).
    away
        x₀ − c, shape (d,).
    rate
        The learning rate α.
    steps
        How many steps.
    coordinate
        Which coordinate is watched.
    """
    eigenvalues, axes = np.linalg.eigh(as_floats(matrix))
    shares = axes[coordinate] * eigenvalues * (axes.T @ as_floats(away))
    with np.errstate(all="ignore"):
        shrinking = (1 - rate * eigenvalues) ** np.arange(steps)[:, None]
        return as_floats(np.abs(rate * (shrinking @ shares)))


def exact_steps_until_still(
    matrix: FloatsLike, away: PointsLike, rate: float, threshold: float, coordinate: int = 0
) -> int | None:
    """Return the first step that changes a coordinate by at most `threshold` in exact arithmetic.

    None where there is none, or where it is beyond `MOST_EXACT_STEPS`. Parameters as for `exact_changes`.

    Examples
    --------
    >>> exact_steps_until_still([[2.0]], [8.0], 0.25, 0.5)
    4
    """
    eigenvalues = np.linalg.eigvalsh(as_floats(matrix))
    slowest = float(np.abs(1 - rate * eigenvalues).max())
    enough = MOST_EXACT_STEPS
    size = rate * float(np.abs(eigenvalues).max() * np.linalg.norm(as_floats(away)))
    if 0 < slowest < 1 and size > threshold > 0:
        enough = min(enough, math.ceil(math.log(threshold / size) / math.log(slowest)) + 2)
    still = np.flatnonzero(exact_changes(matrix, away, rate, enough, coordinate) <= threshold)
    return int(still[0]) + 1 if len(still) else None


__all__ = ["changes", "exact_changes", "exact_steps_until_still", "fit_until_still", "until_still"]
