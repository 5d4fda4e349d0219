"""A line is too stiff for a parabola by 4a⁴/45; many powers on few points are too flexible."""

import numpy as np
import pytest

from gd_math.data.bias_variance import BiasVariance, least_line_error, polynomial_fit
from gd_math.data.datasets import parabolic_data


def study(**given):
    known = {"reach": 3.0, "noise": 1.0, "count": 40, "few": 10, "degree": 9, "seed": 129, "steps": 40}
    return BiasVariance.study(**(known | given))


@pytest.mark.parametrize(("reach", "noise"), [(3.0, 1.0), (1.0, 0.2), (5.0, 4.0)])
def test_the_best_line_has_the_error_of_the_formula_on_a_large_sample(reach, noise):
    x = np.random.default_rng(4).uniform(-reach, reach, 200_000)
    y = x**2 + noise * np.random.default_rng(5).standard_normal(len(x))
    slope, intercept = np.polyfit(x, y, 1)
    sample = np.mean((slope * x + intercept - y) ** 2)
    assert least_line_error(reach, noise) == pytest.approx(sample, rel=0.02)
    assert least_line_error(reach, noise) == pytest.approx(4 * reach**4 / 45 + noise**2)


def test_the_sample_shown_is_near_the_formula():
    found = study()
    assert found.error(found.best_line) == pytest.approx(least_line_error(3.0, 1.0), rel=0.05)
    assert found.error(found.best_straight, found.straight) == pytest.approx(1.0, rel=0.15)


@pytest.mark.parametrize("degree", [1, 2, 5])
def test_fits_are_those_of_least_squares(degree):
    data = parabolic_data(seed=3, count=30)
    fit = polynomial_fit(data.x, data.y, degree, 3.0)
    grid = np.linspace(-3, 3, 9)
    expected = np.polyval(np.polyfit(data.x, data.y, degree), grid)
    assert np.polynomial.chebyshev.chebval(grid / 3.0, fit) == pytest.approx(expected)


def test_both_descents_arrive_where_least_squares_are_and_never_rise():
    found = study()
    for run, best in ((found.line_run, found.best_line), (found.parabola_run, found.best_parabola)):
        errors = [found.error(one) for one in run]
        assert (np.diff(errors) <= 1e-12).all()
        assert errors[-1] == pytest.approx(found.error(best), rel=1e-3)
    assert found.parabola_run[0] == pytest.approx(found.best_line)


def test_nine_powers_meet_ten_points_and_miss_the_others():
    found = study()
    assert found.on_kept[-1] == 0.0 and (np.diff(found.on_kept) <= 1e-9).all()
    assert found.on_others[-1] > found.on_others[0] > found.on_others[1]
    assert found.best_degree == 2
    assert (found.on_others > found.on_kept).all()


@pytest.mark.parametrize(("count", "few"), [(40, 10), (12, 11), (41, 40), (500, 60)])
def test_the_middle_of_each_share_is_kept(count, few):
    found = study(count=count, few=few, degree=3)
    kept = np.flatnonzero(found.kept)
    assert len(kept) == few
    assert (np.abs(kept + 0.5 - (np.arange(few) + 0.5) * count / few) <= 0.5 + 1e-9).all()


def test_both_data_have_the_same_noise():
    found = study(seed=2)
    noise = found.data.y - found.data.x**2
    assert found.straight.y - (1.5 * found.data.x + 2.0) == pytest.approx(noise)
    assert found.kept.sum() == 10
