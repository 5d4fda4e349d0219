"""A run stops when a parameter stands still: in float64, and in exact arithmetic."""

from decimal import Decimal, localcontext

import numpy as np
import pytest

from gd_math.data.datasets import Polynomial
from gd_math.data.random_coefficients import random_coefficient_data
from gd_math.data.regression import MeanSquaredError
from gd_math.data.stopping import (
    changes,
    exact_changes,
    exact_steps_until_still,
    fit_until_still,
    until_still,
)
from gd_math.functions.objectives import Parabola, Quadratic
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.runs.trajectory import Ending

A = np.array([[2.0, 0.6], [0.6, 0.5]])


def as_the_seed_writes_it(x, y, m, c, threshold, most_steps):
    """Iterate the seed article's loop, word for word but for the bound."""
    change, steps = 999999.0, 0
    while change > threshold and steps < most_steps:
        d_m = (np.sum((m * x + c - y) * x)) * (2 / len(x))
        d_c = (np.sum(m * x + c - y)) * (2 / len(x))
        old_m = m
        m = m - 0.01 * d_m
        c = c - 0.01 * d_c
        change = abs(old_m - m)
        steps += 1
    return m, c, steps


@pytest.mark.parametrize("seed", [0, 68])
def test_the_seeds_loop_ends_in_the_same_bits_after_the_same_steps(seed: int) -> None:
    data = random_coefficient_data(seed)
    run = fit_until_still(MeanSquaredError(data.x, data.y), (-10, 10), 0.01, 10_000, 10e-20)
    m, c, steps = as_the_seed_writes_it(data.x, data.y, -10.0, 10.0, 10e-20, 10_000)
    assert (run.points[-1, 0], run.points[-1, 1], run.steps_taken) == (m, c, steps)
    assert 6900 < steps < 7000


def test_near_one_a_tiny_threshold_is_only_met_by_a_standstill() -> None:
    data = random_coefficient_data(68)
    loss = MeanSquaredError(data.x, data.y)
    run = fit_until_still(loss, (-10, 10), 0.01, 10_000, 1e-19)
    seen = changes(run, 0)
    assert seen[-1] == 0.0
    assert seen[:-1].min() == np.spacing(run.points[-1, 0]) == 2.0**-53
    assert run.points[-1] == pytest.approx(loss.least_squares(), abs=1e-12)
    assert fit_until_still(loss, (-10, 10), 0.01, 10_000, 1e-300).steps_taken == run.steps_taken


def test_a_run_is_cut_at_the_first_small_change_and_says_so() -> None:
    run = descend(Parabola(), 8.0, GradientDescent(0.1), 100)
    cut = until_still(run, 0, 0.01)
    moved = 1.6 * 0.8 ** np.arange(cut.steps_taken)
    assert changes(cut, 0) == pytest.approx(moved, rel=1e-12)
    assert moved[-1] <= 0.01 < moved[-2]
    assert (cut.outcome.kind, cut.outcome.step) == ("converged", cut.steps_taken)
    assert cut.endings == Ending.STEP_TOLERANCE
    assert np.array_equal(cut.points, run.points[: cut.steps_taken + 1])
    assert len(cut.values) == len(cut.gradients) == cut.steps_taken + 1


def test_a_run_without_a_small_change_stays_as_it_is() -> None:
    run = descend(Parabola(), 8.0, GradientDescent(0.1), 5)
    assert until_still(run, 0, 1e-3) is run
    wild = descend(Parabola(), 8.0, GradientDescent(1.5), 500)
    assert until_still(wild, 0, 1e-3).outcome.diverged


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("coordinate", [0, 1])
def test_the_closed_form_of_the_changes_is_that_of_a_run(rate: float, coordinate: int) -> None:
    away = np.array([-3.0, 2.0])
    run = descend(Quadratic(A), away, GradientDescent(rate), 40)
    assert exact_changes(A, away, rate, 40, coordinate) == pytest.approx(changes(run, coordinate), abs=1e-13)


@pytest.mark.parametrize("threshold", ["1e-3", "1e-19", "1e-40"])
def test_exact_steps_are_those_of_fifty_digits(threshold: str) -> None:
    with localcontext() as context:
        context.prec = 90
        x, y, rate = Decimal(-3), Decimal(2), Decimal("0.5")
        a, b, d = (Decimal(str(value)) for value in (2.0, 0.6, 0.5))
        steps, change = 0, Decimal(1)
        while change > Decimal(threshold):
            step = rate * (a * x + b * y)
            x, y, change, steps = x - step, y - rate * (b * x + d * y), abs(step), steps + 1
    assert exact_steps_until_still(A, [-3.0, 2.0], 0.5, float(threshold)) == steps


def test_a_run_that_leaves_or_crawls_too_long_has_no_exact_end() -> None:
    assert exact_steps_until_still(A, [-3.0, 2.0], 1.1, 1e-3) is None
    assert exact_steps_until_still(A, [-3.0, 2.0], 1e-7, 1e-19) is None


def test_every_point_has_a_line_of_its_own() -> None:
    data = random_coefficient_data(3)
    assert data.truth == Polynomial((5.0, 1.0))
    assert data.x == pytest.approx(np.arange(500) / 100)
    generator = np.random.default_rng(3)
    slopes, intercepts = generator.normal(1, 0.1, 500), generator.normal(5, 0.2, 500)
    assert data.y.tolist() == (slopes * data.x + intercepts).tolist()
    many = np.concatenate([random_coefficient_data(seed).y for seed in range(40)]) - np.tile(5 + data.x, 40)
    spread = np.sqrt(np.mean(many.reshape(40, 10, 50) ** 2, axis=(0, 2)))
    expected = np.sqrt(0.2**2 + 0.1**2 * np.mean(data.x.reshape(10, 50) ** 2, axis=1))
    assert spread == pytest.approx(expected, rel=0.08)
