"""Random lines are random, repeatable, and of the size of the data."""

import numpy as np
import pytest

from gd_math.data.random_lines import random_line
from gd_math.data.regression import MeanSquaredError


def loss(scale: float = 1.0, lift: float = 0.0) -> MeanSquaredError:
    x = np.linspace(-1.0, 3.0, 20)
    return MeanSquaredError(x / scale, scale * (1.5 * x + np.sin(7 * x)) + lift)


def test_the_same_seed_gives_the_same_line_in_two_digits() -> None:
    lines = [random_line(loss(), seed) for seed in range(50)]
    assert lines == [random_line(loss(), seed) for seed in range(50)]
    assert len(set(lines)) == 50
    assert all(value == float(f"{value:.2g}") for line in lines for value in line)


@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e4])
def test_lines_cross_the_data_within_a_few_spreads(scale: float) -> None:
    made = loss(scale, lift=20 * scale)
    x, y = made.features[:, 0], made.labels
    heights = np.array([w * x.mean() + b for w, b in (random_line(made, seed) for seed in range(300))])
    away = (heights - y.mean()) / y.std()
    assert abs(away.mean()) < 0.3 and 0.7 < away.std() < 1.4
    tilts = np.array([random_line(made, seed)[0] for seed in range(300)]) * x.std() / y.std()
    assert abs(tilts.mean()) < 0.2 and 0.8 < tilts.std() < 1.2
