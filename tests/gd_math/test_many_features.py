"""The descent on a standardised table: slopes, weights in the table's units, partial residuals."""

import numpy as np
import pytest

from gd_math.data.features import FeatureTable
from gd_math.data.many_features import ManyFeatures, calm_limit
from gd_math.data.penguins import gentoo


def test_the_first_slope_is_minus_twice_the_correlation():
    birds = gentoo()
    found = ManyFeatures.plan(birds, 3, 0.05)
    correlations = [np.corrcoef(column, birds.labels)[0, 1] for column in birds.features.T]
    assert found.slopes(0) == pytest.approx(-2 * np.array(correlations))
    assert found.weights(1) == pytest.approx(0.1 * np.array(correlations))
    assert found.run.points[:, -1] == pytest.approx(0.0, abs=1e-12)


def test_least_squares_in_the_table_s_units_is_that_of_the_raw_table():
    birds = gentoo()
    found = ManyFeatures.plan(birds, 3000, 0.2)
    design = np.column_stack([birds.features, np.ones(len(birds))])
    raw = np.linalg.lstsq(design, birds.labels, rcond=None)[0]
    assert found.in_units(found.best) == pytest.approx(raw[:3])
    assert found.in_units(found.weights(3000)) == pytest.approx(raw[:3])
    left = np.mean((design @ raw - birds.labels) ** 2) / birds.labels.var()
    assert found.least == pytest.approx(left) == pytest.approx(float(found.run.values[-1]))


def test_a_line_through_partial_residuals_has_the_weight_of_least_squares():
    found = ManyFeatures.plan(gentoo(), 1, 0.05)
    left = found.partial(found.best)
    for column, residuals, weight in zip(found.features.T, left.T, found.best, strict=True):
        assert np.polyfit(column, residuals, 1)[0] == pytest.approx(weight)


def test_the_loss_never_rises_at_the_largest_calm_rate():
    birds = gentoo()
    found = ManyFeatures.plan(birds, 50, calm_limit(birds))
    assert (np.diff(found.run.values) <= 1e-12).all()
    correlations = np.corrcoef(birds.features.T)
    assert calm_limit(birds) == pytest.approx(1 / (2 * np.linalg.eigvalsh(correlations)[-1]))


@pytest.mark.parametrize(
    ("features", "labels", "words"),
    [
        ([[1, 2], [1, 3], [1, 5]], [1, 2, 3], "feature 'a' is the same in every row"),
        ([[1, 2], [2, 3], [3, 5]], [4, 4, 4], "'y' is the same in every row: there is nothing to predict"),
        ([[1, 2], [2, 4], [3, 6], [4, 8]], [1, 2, 3, 5], "do not determine"),
    ],
)
def test_what_cannot_be_fitted_is_refused(features, labels, words):
    table = FeatureTable("t", np.array(features, float), np.array(labels, float), ("a", "b"), "y")
    with pytest.raises(ValueError, match=words):
        ManyFeatures.plan(table, 1, 0.05)
