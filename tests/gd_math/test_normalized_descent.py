"""Normalized gradient descent takes steps of one length, downhill."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gd_math.functions.objectives import Parabola, Quadratic, Rosenbrock
from gd_math.runs.descent import descend
from gd_math.runs.normalized_descent import NormalizedGradientDescent


def test_on_a_parabola_the_points_are_those_of_the_arithmetic() -> None:
    run = descend(Parabola(), 5.0, NormalizedGradientDescent(4.0), 5)
    assert run.points[:, 0].tolist() == [5.0, 1.0, -3.0, 1.0, -3.0, 1.0]
    assert run.values.tolist() == [25.0, 1.0, 9.0, 1.0, 9.0, 1.0]


@given(
    st.lists(st.floats(-1e100, 1e100), min_size=1, max_size=6).filter(any),
    st.floats(1e-3, 1e3),
)
def test_every_step_is_as_long_as_asked_and_points_against_the_gradient(
    g: list[float], length: float
) -> None:
    gradient = np.array(g)
    optimizer = NormalizedGradientDescent(length)
    step, state = optimizer.update(gradient, optimizer.init(gradient))
    assert math.hypot(*step) == pytest.approx(length, rel=1e-12)
    direction = gradient / np.abs(gradient).max()
    assert step @ direction == pytest.approx(-length * math.hypot(*direction), rel=1e-9)
    assert state.taken == 1


@pytest.mark.parametrize("size", [5e-324, 1e-200, 1e200, 1.7e308])
def test_tiny_and_huge_slopes_give_the_same_step(size: float) -> None:
    optimizer = NormalizedGradientDescent(0.5)
    step, _ = optimizer.update(np.array([size, -size]), optimizer.init(np.zeros(2)))
    assert step == pytest.approx([-0.5 / math.sqrt(2), 0.5 / math.sqrt(2)])


def test_no_slope_no_step() -> None:
    run = descend(Quadratic([1.0, 2.0]), [0.0, 0.0], NormalizedGradientDescent(3.0), 4)
    assert np.array_equal(run.points, np.zeros((5, 2)))


@given(st.floats(-50, 50), st.floats(0.01, 10))
def test_of_two_neighbouring_points_one_stays_half_a_step_away(start: float, length: float) -> None:
    run = descend(Parabola(), start, NormalizedGradientDescent(length), 60)
    away = np.abs(run.points[:, 0])
    moving = run.steps[:, 0] != 0
    assert np.maximum(away[:-1], away[1:])[moving].min(initial=math.inf) >= length / 2 * (1 - 1e-9)


def test_in_one_dimension_it_is_sign_descent() -> None:
    run = descend(Parabola(), 3.3, NormalizedGradientDescent(0.25), 40)
    x = 3.3
    for point in run.points[1:, 0]:
        x -= 0.25 * math.copysign(1.0, x)
        assert point == pytest.approx(x, abs=1e-12)


def test_many_lengths_in_one_call_equal_each_alone() -> None:
    lengths = np.array([0.01, 0.1, 1.0])
    together = descend(Rosenbrock(), [-1.0, 1.0], NormalizedGradientDescent(lengths), 20)
    for i, length in enumerate(lengths):
        alone = descend(Rosenbrock(), [-1.0, 1.0], NormalizedGradientDescent(float(length)), 20)
        np.testing.assert_array_equal(together[i].points, alone.points)


def test_shrinking_lengths_converge() -> None:
    run = descend(Parabola(), 2.0, NormalizedGradientDescent(lambda k: 1.0 / (k + 1)), 400)
    assert abs(run.points[-1, 0]) <= 1 / 400
