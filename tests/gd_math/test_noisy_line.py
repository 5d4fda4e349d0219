"""A line and its noise: what is left over, its usual size, and who is within it."""

import numpy as np
import pytest

from gd_math.data.datasets import Dataset, parabolic_data
from gd_math.data.noisy_line import NoisyLine, wages


def test_the_told_worker_has_six_hundred_that_no_line_knows() -> None:
    told = wages()
    assert told.told == (2.0, 5600.0, 5000.0, 600.0)
    assert (told.data.x[told.row], told.data.y[told.row]) == (2.0, 5600.0)
    assert len(told.data) == 14 and (np.diff(told.data.x) >= 0).all()


def test_sigma_is_the_root_of_the_mean_square_and_the_true_deviation_in_the_long_run() -> None:
    many = wages(count=2000, noise=800.0, seed=5)
    by_hand = [y - (1000 + 2000 * x) for x, y in zip(many.data.x, many.data.y, strict=True)]
    assert many.noise == pytest.approx(by_hand)
    assert many.sigma == pytest.approx(sum(e**2 for e in by_hand) ** 0.5 / len(by_hand) ** 0.5)
    assert many.sigma == pytest.approx(800.0, rel=0.05)
    assert many.within.mean() == pytest.approx(0.683, abs=0.03)  # of a normal distribution


def test_an_own_table_has_the_line_of_least_squares() -> None:
    data = Dataset("own", np.array([1.0, 2.0, 3.0, 5.0]), np.array([2.0, 2.0, 5.0, 6.0]))
    found = NoisyLine.of(data, 2)
    slope, intercept = np.polyfit(data.x, data.y, 1)
    assert (found.slope, found.intercept) == pytest.approx((slope, intercept))
    assert found.noise.sum() == pytest.approx(0.0, abs=1e-12)
    assert found.told == pytest.approx((3.0, 5.0, intercept + 3 * slope, 5 - intercept - 3 * slope))


def test_a_row_that_is_told_unasked_has_usual_noise() -> None:
    found = NoisyLine.of(parabolic_data(seed=3))
    ratios = np.abs(found.noise) / found.sigma
    assert abs(ratios[found.row] - 0.75) == np.abs(ratios - 0.75).min()


def test_points_on_a_line_have_no_noise() -> None:
    x = np.array([0.1, 0.2, 0.7])
    found = NoisyLine.of(Dataset("line", x, 3 * x + 0.1))
    assert found.sigma == 0.0 and found.within.all() and not found.noise.any()


def test_a_known_line_is_kept() -> None:
    found = NoisyLine.of(wages(seed=2).data, 3)
    assert (found.intercept, found.slope, found.row) == (1000.0, 2000.0, 3)
