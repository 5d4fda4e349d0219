"""A polynomial is trained on some samples; validation turns, checks measure, ridge has its closed form."""

import numpy as np
import pytest

from gd_math.data.datasets import Dataset, DatasetError, parabolic_data
from gd_math.data.held_out import PENALTIES, HeldOut, ridge, split
from gd_math.data.regression import MeanSquaredError


@pytest.fixture(scope="module")
def found():
    return HeldOut.train(parabolic_data(noise=1.3, count=20, seed=147), 9, 400, 0.4, 147)


def rows_of(x, degree, low=-3.0, high=3.0):
    """Return P₁ … P_D by Bonnet's recurrence, and ones."""
    u = (2 * np.asarray(x) - low - high) / (high - low)
    rows = [np.ones_like(u), u]
    for k in range(1, degree):
        rows.append(((2 * k + 1) * u * rows[k] - k * rows[k - 1]) / (k + 1))
    return np.column_stack([*rows[1:], rows[0]])


def test_a_seeded_share_is_held_out_and_the_outermost_points_never():
    x = np.random.default_rng(3).permutation(np.linspace(-3, 3, 20))
    for seed in range(20):
        held = split(x, 0.4, seed)
        assert held.sum() == 8 and not held[[x.argmin(), x.argmax()]].any()
        assert (held == split(x, 0.4, seed)).all()
    assert (split(x, 0.4, 1) != split(x, 0.4, 2)).any()
    assert split(np.arange(6.0), 0.1, 0).sum() == 2 and split(np.arange(6.0), 0.9, 0).sum() == 3
    with pytest.raises(DatasetError, match="has 5 points; to hold some of them out takes 6"):
        split(np.arange(5.0), 0.4, 0)


def test_training_is_gradient_descent_on_the_training_points_alone(found):
    x, y, kept = found.data.x, found.data.y, ~found.held
    rows = rows_of(x, 9)
    theta = np.array([0.0] * 9 + [y[kept].mean()])
    hessian = 2 / kept.sum() * rows[kept].T @ rows[kept]
    rate = 1 / np.linalg.eigvalsh(hessian)[-1]
    assert found.rate == pytest.approx(rate)
    for epoch in range(401):
        if epoch in (0, 1, 49, 400):
            assert found.run.points[epoch] == pytest.approx(theta, abs=1e-8)
            gaps = rows @ theta - y
            expected = np.mean(gaps[kept] ** 2), np.mean(gaps[~kept] ** 2)
            assert found.losses(theta) == pytest.approx(expected)
            assert found.predict(theta, x) == pytest.approx(rows @ theta)
        theta = theta - rate * (hessian @ theta - 2 / kept.sum() * rows[kept].T @ y[kept])


def test_training_falls_to_its_rest_and_validation_turns(found):
    training, validation = found.losses(found.run.points)
    assert (np.diff(training) < 0).all()
    assert 0 < found.lowest == validation.argmin() < 400
    assert found.passed == (True, True, True, False)
    assert found.above == pytest.approx(validation[-1] / validation.min() - 1)
    assert found.fell == pytest.approx((training[360] - training[400]) / (training[0] - training[400]))


def test_with_ample_data_all_checks_agree():
    calm = HeldOut.train(parabolic_data(noise=0.0, count=200, seed=1), 4, 400, 0.4, 1)
    assert calm.passed == (True, True, True, True)
    assert calm.best_penalty == 0


def test_labels_that_are_alike_leave_nothing_to_train():
    level = HeldOut.train(Dataset("level", np.arange(9.0), np.full(9, 0.1)), 5, 50, 0.4, 0)
    assert level.passed == (True, True, True, True)
    assert level.run.values == pytest.approx(0.0, abs=1e-30)


def test_ridge_is_the_closed_form_and_the_least_penalised_loss(found):
    rows, y = rows_of(found.data.x, 9)[~found.held], found.data.y[~found.held]
    for place in (0, 46, 100):
        bare = np.diag([1.0] * 9 + [0.0])
        expected = np.linalg.inv(rows.T @ rows / len(y) + PENALTIES[place] * bare) @ rows.T @ y / len(y)
        assert found.shrunk[place] == pytest.approx(expected, rel=1e-6)
        loss = MeanSquaredError(rows[:, :-1], y)

        def penalised(theta, place=place, loss=loss):
            return float(loss.value(theta)) + PENALTIES[place] * float((theta[:-1] ** 2).sum())

        least = penalised(ridge(loss, PENALTIES[place]))
        for away in np.random.default_rng(0).normal(scale=0.01, size=(20, 10)):
            assert penalised(expected + away) > least


def test_as_the_penalty_grows_training_loss_rises_and_weights_shrink(found):
    training, validation = found.losses(found.shrunk)
    assert (np.diff(training) > 0).all()
    assert (np.diff(found.size(found.shrunk)) < 0).all()
    assert validation[found.best_penalty] == validation.min() < validation[0] / 3
