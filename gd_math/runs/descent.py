"""Going downhill: apply an optimizer's update rule again and again, and keep what happened."""

from collections.abc import Callable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from gd_math.objective import Objective
from gd_math.runs.optimizers import Optimizer
from gd_math.runs.trajectory import Ending, Outcome, Trajectory
from gd_math.typing import Points, PointsLike

__all__ = ["Outcome", "Trajectory", "descend"]

S = TypeVar("S")


def descend(
    objective: Objective,
    start: PointsLike,
    optimizer: Optimizer[S],
    steps: int,
    *,
    gradient_tolerance: float | None = None,
    step_tolerance: float | None = None,
    divergence_threshold: float = 1e30,
) -> Trajectory:
    """Run an optimizer from one start or many at once, and return every point it visits.

    x₀ = start, x_{k+1} = x_k + step_k. All runs of a batch take step k together, in one call of numpy.

    Parameters
    ----------
    objective
        What to minimise.
    start
        Where to start: shape (d,), a number where d = 1, or (..., d) for a batch of runs.
    optimizer
        The update rule. Learning rates given as an array, shape (...), broadcast against the starts'
        leading axes.
    steps
        The step budget, at least 0.
    gradient_tolerance
        Stop as converged at the first point where ‖∇f‖₂ is at most this; None never stops so.
    step_tolerance
        Stop as converged after the first step with ‖step‖₂ at most this; None never stops so.
    divergence_threshold
        A run has diverged at the first step after which |f| is larger than this, or x, f(x) or ∇f(x) is
        not finite.

    Returns
    -------
    Trajectory
        Of a diverged run the points before it left. In a batch, shorter runs end in nan.

    Raises
    ------
    ValueError
        Where the shapes do not fit, steps < 0, or a single run starts where f or its gradient is not finite.

    Examples
    --------
    >>> from gd_math.functions.objectives import Parabola
    >>> from gd_math.runs.optimizers import GradientDescent
    >>> descend(Parabola(), 8.0, GradientDescent(0.1), 2).points[:, 0].round(4).tolist()
    [8.0, 6.4, 5.12]
    """

    def exact(_: int, points: Points) -> Points:
        return objective.gradient(points)

    return follow(
        objective, exact, start, optimizer, steps, gradient_tolerance, step_tolerance, divergence_threshold
    )


def follow(
    objective: Objective,
    gradient_at: Callable[[int, Points], Points],
    start: PointsLike,
    optimizer: Optimizer[S],
    steps: int,
    gradient_tolerance: float | None = None,
    step_tolerance: float | None = None,
    divergence_threshold: float = 1e30,
) -> Trajectory:
    """Run `descend` on other gradients than the objective's: step k takes `gradient_at(k, points)`."""
    if steps < 0:
        raise ValueError(f"steps = {steps} must be at least 0")
    x = objective.as_points(start)
    batch = np.broadcast_shapes(x.shape[:-1], optimizer.batch_shape)
    x = np.broadcast_to(x, (*batch, objective.dimension)).copy()
    points = np.full((steps + 1, *x.shape), np.nan)
    values, gradients = np.full(points.shape[:-1], np.nan), np.full_like(points, np.nan)
    moves = np.full((steps, *x.shape), np.nan)
    endings = np.full(batch, Ending.STEPS_USED_UP, dtype=np.int8)
    lengths = np.full(batch, steps + 1, dtype=np.intp)
    gone = np.full(x.shape, np.nan)

    with np.errstate(all="ignore"):
        points[0], values[0], gradients[0] = x, objective.value(x), gradient_at(0, x)
        running = np.isfinite(values[0]) & np.isfinite(gradients[0]).all(axis=-1)
        if not batch and not running:
            place = ", ".join(f"{name} = {c:g}" for name, c in zip(objective.variables, x, strict=True))
            raise ValueError(
                f"the run cannot start at {place}: the function or its slope is not finite there"
            )
        lengths[~running], endings[~running] = 1, Ending.NOT_FINITE
        state = optimizer.init(x)
        states = _room(state, points.shape)
        _remember(states, state, 0, running)
        for k in range(steps + 1):
            if gradient_tolerance is not None:
                flat = running & (np.linalg.norm(gradients[k], axis=-1) <= gradient_tolerance)
                lengths[flat], endings[flat] = k + 1, Ending.GRADIENT_TOLERANCE
                running &= ~flat
            if k == steps or not running.any():
                break
            step, state = optimizer.update(gradients[k], state, x)
            x = x + step
            value, gradient = objective.value(x), gradient_at(k + 1, x)
            finite = np.isfinite(x).all(axis=-1) & np.isfinite(value) & np.isfinite(gradient).all(axis=-1)
            left = running & ~(finite & (np.abs(value) <= divergence_threshold))
            if left.any():
                lengths[left], gone[left] = k + 1, x[left]
                endings[left] = np.where(finite, Ending.THRESHOLD, Ending.NOT_FINITE)[left]
                running &= ~left
            if not running.all():
                alive = running[..., None]
                x, step, gradient = (np.where(alive, of_all, np.nan) for of_all in (x, step, gradient))
                value = np.where(running, value, np.nan)
            _remember(states, state, k + 1, running)
            points[k + 1], moves[k], values[k + 1], gradients[k + 1] = x, step, value, gradient
            if step_tolerance is not None:
                still = running & (np.linalg.norm(step, axis=-1) <= step_tolerance)
                lengths[still], endings[still] = k + 2, Ending.STEP_TOLERANCE
                running &= ~still
    longest = int(lengths.max(initial=1))
    return Trajectory(
        points=points[:longest],
        values=values[:longest],
        gradients=gradients[:longest],
        steps=moves[: longest - 1],
        lengths=lengths,
        endings=endings,
        beyond=gone,
        tolerances=(gradient_tolerance, step_tolerance, divergence_threshold),
        variables=objective.variables,
        states={name: kept[:longest] for name, kept in states.items()},
    )


def _room(state: object, shape: tuple[int, ...]) -> dict[str, Points]:
    """Return room for what a state remembers of each coordinate at every point."""
    fields: tuple[str, ...] = getattr(state, "_fields", ())
    return {name: np.full(shape, np.nan) for name in fields if np.shape(getattr(state, name)) == shape[1:]}


def _remember(states: dict[str, Points], state: object, k: int, running: NDArray[np.bool_]) -> None:
    """Keep what the optimizer remembers at point k, of the runs that have come so far."""
    for name, kept in states.items():
        of_all = getattr(state, name)
        kept[k] = of_all if running.all() else np.where(running[..., None], of_all, np.nan)
