"""The fitted line, its loss and its partial derivatives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gd_math.data.datasets import anscombe, linear_data
from gd_math.data.regression import MANY, MeanSquaredError
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.runs.theory import best_rate


def data(seed: int, n: int = 30, p: int = 1) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, p))
    return x, x @ rng.normal(size=p) + rng.normal() + 0.3 * rng.normal(size=n)


@given(st.integers(0, 10_000), st.integers(1, 4))
def test_least_squares_equals_lstsq_of_numpy(seed: int, p: int) -> None:
    x, y = data(seed, p=p)
    expected = np.linalg.lstsq(np.column_stack([x, np.ones(len(y))]), y, rcond=None)[0]
    np.testing.assert_allclose(MeanSquaredError(x, y).least_squares(), expected, rtol=1e-11, atol=1e-12)


@pytest.mark.parametrize("which", [1, 2, 3, 4])
def test_least_squares_solves_the_normal_equations(which: int) -> None:
    samples = anscombe(which)  # type: ignore[arg-type]
    w, b = MeanSquaredError(samples.x, samples.y).least_squares()
    n, x, y = len(samples), samples.x, samples.y
    slope = (n * (x * y).sum() - x.sum() * y.sum()) / (n * (x**2).sum() - x.sum() ** 2)
    assert (w, b) == pytest.approx((slope, y.mean() - slope * x.mean()), rel=1e-12)


def test_loss_and_gradient_are_the_sums_written_out() -> None:
    x, y, w, b = [1.0, 2.0, 4.0], [2.0, 3.0, 9.0], 1.5, -0.25
    loss = MeanSquaredError(x, y)
    errors = [w * xi + b - yi for xi, yi in zip(x, y, strict=True)]
    assert float(loss(w, b)) == pytest.approx(sum(e * e for e in errors) / 3, rel=1e-15)
    expected = [2 / 3 * sum(e * xi for e, xi in zip(errors, x, strict=True)), 2 / 3 * sum(errors)]
    assert loss.gradient([w, b]) == pytest.approx(expected, rel=1e-14)


def test_parts_sum_to_the_loss() -> None:
    x, y = data(3)
    loss, points = MeanSquaredError(x, y), np.random.default_rng(1).normal(size=(5, 2))
    assert loss.parts(points).shape == (5, 30)
    np.testing.assert_allclose(loss.parts(points).sum(axis=-1), loss.value(points), rtol=1e-14)


def test_residuals_at_the_minimum_are_orthogonal_to_the_features() -> None:
    x, y = data(4, p=3)
    loss = MeanSquaredError(x, y)
    residuals = loss.residuals(loss.least_squares())
    assert np.abs(x.T @ residuals).max() < 1e-12 and abs(residuals.sum()) < 1e-12


def test_descent_arrives_at_the_least_squares_solution() -> None:
    samples = linear_data(2.0, 1.0, 0.5, 50, seed=4)
    loss = MeanSquaredError(samples.x, samples.y)
    curvatures = np.linalg.eigvalsh(loss.curvature([0.0, 0.0]))
    run = descend(loss, [-3.0, 5.0], GradientDescent(best_rate(curvatures[0], curvatures[-1])), 2000)
    np.testing.assert_allclose(run.points[-1], loss.least_squares(), rtol=1e-10)


def test_noiseless_data_give_back_their_line() -> None:
    samples = linear_data(-0.75, 4.0, 0.0, 12)
    loss = MeanSquaredError(samples.x, samples.y)
    assert loss.least_squares() == pytest.approx([-0.75, 4.0], rel=1e-13)
    assert loss.value([-0.75, 4.0]) == pytest.approx(0, abs=1e-28)


def test_salary_of_two_years_is_predicted_at_5000() -> None:
    wage = MeanSquaredError([2.0], [5600.0])
    assert wage.predict([2000.0, 1000.0]).tolist() == [5000.0]
    assert wage.residuals([2000.0, 1000.0]).tolist() == [-600.0]


def test_prediction_at_other_places_has_their_shape() -> None:
    loss = MeanSquaredError([0.0, 1.0], [0.0, 1.0])
    assert loss.predict([[1.0, 0.0], [2.0, 1.0]], [0.0, 5.0, 10.0]).tolist() == [[0, 5, 10], [1, 11, 21]]


@pytest.mark.parametrize("x", [[3.0, 3.0, 3.0], [[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]]])
def test_dependent_features_leave_the_minimum_open(x: list[float]) -> None:
    loss = MeanSquaredError(x, [1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match="constant or dependent"):
        loss.least_squares()
    assert len(loss.minima) == 0


def test_units_of_the_features_do_not_matter_for_solving() -> None:
    x = np.array([1.0, 2.0, 3.0, 5.0]) * 1e-9
    loss = MeanSquaredError(x, [2.0, 4.0, 6.0, 10.0])
    assert loss.least_squares() == pytest.approx([2e9, 0.0], rel=1e-12, abs=1e-12)


def test_subset_of_the_samples_is_a_loss_of_its_own() -> None:
    x, y = data(5)
    some = np.array([3, 7, 8])
    part = MeanSquaredError(x, y).on(some)
    assert part.sample_count == 3
    assert part.value([1.0, 2.0]) == MeanSquaredError(x[some], y[some]).value([1.0, 2.0])


def test_several_features_have_a_weight_each() -> None:
    assert MeanSquaredError(np.ones((4, 3)), np.ones(4)).variables == ("w_1", "w_2", "w_3", "b")


def test_shapes_that_do_not_fit_are_named() -> None:
    with pytest.raises(ValueError, match=r"not \(3,\) and \(2,\)"):
        MeanSquaredError([1.0, 2.0, 3.0], [1.0, 2.0])


@pytest.mark.parametrize("count", [1, 2, 3, 40])
@pytest.mark.parametrize("features", [1, 3])
def test_many_points_have_the_values_of_each_alone(count: int, features: int) -> None:
    rng = np.random.default_rng(count)
    loss = MeanSquaredError(rng.normal(50.0, 3.0, (count, features)), rng.normal(900.0, 40.0, count))
    points = rng.normal(0.0, 20.0, (MANY, features + 1))
    alone = [float(loss.value(point)) for point in points]
    np.testing.assert_allclose(loss.value(points), alone, rtol=1e-12)


def test_many_points_with_a_line_through_all_data_have_no_error() -> None:
    x = np.array([0.1, 0.2, 0.7])
    loss = MeanSquaredError(x, 3.3 * x + 0.7)
    assert not loss.value(np.broadcast_to([3.3, 0.7], (MANY, 2))).any()
