"""The learning rate that is best for a budget: every rate of a grid is tried, from the same start."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gd_math.objective import Objective
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import Optimizer
from gd_math.typing import Floats, PointsLike, Rate

GRID: tuple[float, ...] = (
    *(float(f"{digit}e{power}") for power in range(-4, 1) for digit in (1, 2, 5)),
    10.0,
)
"""0.0001, 0.0002, 0.0005, 0.001, …, 5, 10."""


@dataclass(frozen=True, slots=True, eq=False)
class Tuned:
    """What the rates of a grid lead to.

    Parameters
    ----------
    rates
        The grid, rising, shape (m,).
    finals
        The losses after the budget, shape (m,): ∞ of runs that could not go on so long.
    """

    rates: Floats
    finals: Floats

    @property
    def best(self) -> float:
        """The rate with the lowest final loss: the smallest of several, and of the grid if all runs left."""
        return float(self.rates[int(np.argmin(self.finals))])

    @property
    def at_edge(self) -> bool:
        """Whether the best rate is the grid's first or last one, so that one beyond may be better."""
        return self.best in (self.rates[0], self.rates[-1])


def tune(
    objective: Objective,
    start: PointsLike,
    optimizer: Callable[[Rate], Optimizer[Any]],
    steps: int,
    grid: Sequence[float] = GRID,
) -> Tuned:
    """Return the losses to which the rates of a grid lead from one start.

    Parameters
    ----------
    objective
        What to minimise.
    start
        Shape (d,).
    optimizer
        Makes the update rule from a learning rate.
    steps
        The budget: every step takes one gradient.
    grid
        The rates; by default 1, 2 and 5 times the powers of ten, from 0.0001 to 10.

    Examples
    --------
    >>> from gd_math.functions.objectives import Parabola
    >>> from gd_math.runs.optimizers import GradientDescent
    >>> tune(Parabola(), 8.0, GradientDescent, 20, (0.01, 0.1, 0.4, 1.1)).best
    0.4
    """
    rates = np.sort(np.array(grid, dtype=np.float64))
    runs = descend(objective, start, optimizer(rates), steps)
    last = runs.values[runs.lengths - 1, np.arange(len(rates))]
    return Tuned(rates, np.where(runs.lengths == steps + 1, last, np.inf))


__all__ = ["GRID", "Tuned", "tune"]
