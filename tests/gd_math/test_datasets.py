"""Data with a known truth, and data that everybody knows."""

import numpy as np
import pytest

from gd_math.data.datasets import Dataset, Polynomial, anscombe, linear_data, parabolic_data
from gd_math.data.regression import MeanSquaredError


@pytest.mark.parametrize("which", [1, 2, 3, 4])
def test_anscombe_gives_the_printed_digits(which: int) -> None:
    samples = anscombe(which)  # type: ignore[arg-type]
    slope, intercept = MeanSquaredError(samples.x, samples.y).least_squares()
    correlation = np.corrcoef(samples.x, samples.y)[0, 1]
    assert f"{slope:.3f}" == "0.500"
    assert f"{intercept:.2f}" == "3.00"
    # Anscombe prints r² = 0.667 and r = 0.816; the fourth set rounds to 0.817 in the last digit.
    assert correlation == pytest.approx(0.816, abs=6e-4)
    assert len(samples) == 11 and samples.x.mean() == 9 and f"{samples.y.mean():.1f}" == "7.5"


def test_anscombe_has_no_fifth_set() -> None:
    with pytest.raises(ValueError, match="numbered 1 to 4, not 5"):
        anscombe(5)  # type: ignore[arg-type]


@pytest.mark.parametrize("make", [linear_data, parabolic_data])
def test_seeds_reproduce_data(make: type[Dataset]) -> None:
    first, again, other = make(seed=3), make(seed=3), make(seed=4)
    assert np.array_equal(first.y, again.y) and not np.array_equal(first.y, other.y)


def test_linear_data_without_noise_lie_on_their_line() -> None:
    samples = linear_data(3.0, -2.0, 0.0, 7, low=-1.0, high=2.0)
    np.testing.assert_allclose(samples.y, 3 * samples.x - 2, rtol=1e-15, atol=1e-15)
    assert (samples.x[0], samples.x[-1], len(samples)) == (-1.0, 2.0, 7)


def test_parabolic_data_without_noise_lie_on_their_parabola() -> None:
    samples = parabolic_data(2.0, -1.0, 0.5, 0.0)
    np.testing.assert_allclose(samples.y, 2 * samples.x**2 - samples.x + 0.5, rtol=1e-14, atol=1e-14)


def test_noise_has_the_spread_that_was_asked_for() -> None:
    samples = linear_data(noise=2.5, count=20_000, seed=1)
    assert samples.truth is not None
    errors = samples.y - samples.truth(samples.x)
    assert abs(errors.mean()) < 4 * 2.5 / np.sqrt(20_000)
    assert errors.std() == pytest.approx(2.5, rel=0.02)


def test_a_polynomial_keeps_the_shape_of_x() -> None:
    assert Polynomial((1.0, 2.0, 3.0))([[0.0, 1.0], [2.0, -1.0]]).tolist() == [[1, 6], [17, 2]]


@pytest.mark.parametrize("bad", [{"count": 1}, {"low": 2.0, "high": 2.0}, {"noise": -1.0}])
def test_impossible_data_are_refused(bad: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="data need count of at least 2"):
        linear_data(**bad)  # type: ignore[arg-type]


def test_data_cannot_be_written_to_and_must_be_pairs() -> None:
    x = np.array([1.0, 2.0])
    samples = Dataset("mine", x, x)
    x[0] = 9
    assert samples.x[0] == 1
    with pytest.raises(ValueError, match="read-only"):
        samples.y[0] = 3
    with pytest.raises(ValueError, match="same length"):
        Dataset("mine", x, np.ones(3))
