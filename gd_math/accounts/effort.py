"""What trying every combination takes, beside what a descent takes on as many parameters."""

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from gd_math.functions.grid_search import (
    AGE_OF_UNIVERSE,
    ATOMS_EXPONENT,
    SECONDS_PER_YEAR,
    first_beyond,
    grid_trials,
    seconds_taken,
    years_taken,
)
from gd_math.functions.objectives import Quadratic
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.runs.theory import best_rate, convergence_factor
from gd_math.runs.trajectory import Trajectory


@dataclass(frozen=True, slots=True)
class Effort:
    """What trying everything takes, and what a descent takes.

    Parameters
    ----------
    trials
        On the whole grid.
    seconds, years
        That they take.
    aged
        From so many parameters on the trials take longer than the universe is old.
    crossed
        From so many parameters on there are more trials than atoms in the universe.
    descent
        Until the slope is down to the share that is asked for.
    """

    trials: int
    seconds: Fraction
    years: Fraction
    aged: int
    crossed: int
    descent: Trajectory


def effort(
    values: int, parameters: int, per_second: int, condition_number: float, precision: float, seed: int
) -> Effort:
    """Return what a grid and a descent take.

    Parameters
    ----------
    values, parameters, per_second
        Of the grid, and how quickly trials are made.
    condition_number, precision, seed
        As for `valley_descent`.
    """
    trials = grid_trials(values, parameters)
    descent = valley_descent(parameters, condition_number, precision, seed)
    aged = first_beyond(values, AGE_OF_UNIVERSE * SECONDS_PER_YEAR * per_second)
    crossed = first_beyond(values, 10**ATOMS_EXPONENT)
    seconds, years = seconds_taken(trials, per_second), years_taken(trials, per_second)
    return Effort(trials, seconds, years, aged, crossed, descent)


def valley_descent(parameters: int, condition_number: float, precision: float, seed: int) -> Trajectory:
    """Return a descent on a quadratic with a condition number, at the best constant rate.

    Every part of the gradient shrinks by at least the convergence factor with each step, so the steps that
    are allowed suffice.

    Parameters
    ----------
    parameters
        How many coordinates.
    condition_number
        Of the quadratic, whose curvatures are 1 to this, evenly apart in logarithms.
    precision
        Share of the first slope at which the descent stops.
    seed
        Of the normally distributed start.
    """
    curvatures = np.geomspace(1.0, condition_number, parameters)
    bowl = Quadratic(curvatures)
    rate = best_rate(float(curvatures[0]), float(curvatures[-1]))
    start = np.random.default_rng(seed).normal(size=parameters)
    factor = float(convergence_factor(rate, curvatures))
    steps = math.ceil(math.log(precision) / math.log(factor)) + 1 if factor > 1e-9 else 1
    goal = precision * float(np.linalg.norm(bowl.gradient(start)))
    return descend(bowl, start, GradientDescent(rate), steps, gradient_tolerance=goal)


__all__ = ["Effort", "effort", "valley_descent"]
