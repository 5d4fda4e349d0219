"""Scaling features rounds the bowl: condition numbers, rates and steps against independent ones."""

import numpy as np
import pytest

from gd_math.data.feature_scaling import FeatureScaling, UnitsDescent, steps_to
from gd_math.data.features import FeatureTable
from gd_math.data.penguins import gentoo
from gd_math.functions.quadratic import Quadratic


@pytest.fixture(scope="module")
def birds() -> FeatureScaling:
    return FeatureScaling.plan(gentoo().predicting("bill length (mm)", "flipper (mm)", "body mass (g)"))


def test_the_penguins_valley_is_long_and_standardised_round(birds: FeatureScaling) -> None:
    """With two standardised features that correlate by r, κ = (1 + r) / (1 − r)."""
    assert birds.raw.condition == pytest.approx(11938, abs=0.5)
    r = np.corrcoef(birds.table.features.T)[0, 1]
    assert birds.scaled.condition == pytest.approx((1 + r) / (1 - r), rel=1e-10)
    assert (birds.raw.steps, birds.scaled.steps) == (13745, 7)
    assert birds.raw.complete and birds.helps


@pytest.mark.parametrize("which", ["raw", "scaled"])
def test_steps_are_those_of_plain_descent_written_out(birds: FeatureScaling, which: str) -> None:
    side: UnitsDescent = getattr(birds, which)
    x, y = side.table.features, side.table.labels
    eigenvalues = np.linalg.eigvalsh(2 / len(y) * x.T @ x)
    rate, w = 2 / (eigenvalues[0] + eigenvalues[1]), np.zeros(2)
    best = np.linalg.lstsq(x, y, rcond=None)[0]
    least = np.mean((x @ best - y) ** 2)
    first, steps = np.mean(y**2) - least, 0
    while np.mean((x @ w - y) ** 2) - least > 0.01 * first:
        w = w - rate * 2 / len(y) * x.T @ (x @ w - y)
        steps += 1
    assert steps == side.steps
    np.testing.assert_allclose(side.run.points[-1], w, rtol=1e-6, atol=1e-9)
    assert side.least == pytest.approx(least) and side.rate == pytest.approx(rate)


def test_standardised_places_are_the_same_places(birds: FeatureScaling) -> None:
    w = np.array([[0.1, 0.002], [0.3, -0.001]])
    np.testing.assert_allclose(birds.raw.loss.value(w), birds.scaled.loss.value(w * birds.spreads), rtol=1e-9)


def test_what_has_no_valley_is_refused() -> None:
    x = np.array([1.0, 2.0, 3.0, 5.0])
    with pytest.raises(ValueError, match="'a' and 'b' depend on each other"):
        FeatureScaling.plan(FeatureTable("t", np.column_stack([x, 2 * x]), x**2, ("a", "b"), "y"))
    with pytest.raises(ValueError, match="neither feature tells anything about 'y'"):
        FeatureScaling.plan(FeatureTable("t", np.column_stack([x, x**2]), np.zeros(4), ("a", "b"), "y"))
    with pytest.raises(ValueError, match="there are 1 features"):
        UnitsDescent.plan(FeatureTable("t", x[:, None], x, ("a",), "y"))


def test_a_bowl_that_is_round_takes_one_step() -> None:
    assert steps_to(Quadratic([3.0, 3.0], [1.0, 2.0]), 1 / 3.0) == 1
