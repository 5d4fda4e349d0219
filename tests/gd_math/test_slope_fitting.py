"""The line through the origin: its parabola, its minimum, its curvature and the rate that gains nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gd_math.data.datasets import Dataset, anscombe, linear_data
from gd_math.data.slope_fitting import SlopeError, SlopeFitting
from gd_math.runs.theory import quadratic_iterates


def data(seed: int, n: int = 12) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=n) + rng.normal()
    return x, x * rng.normal() + 0.3 * rng.normal(size=n)


def test_loss_slope_and_curvature_are_the_sums_written_out() -> None:
    x, y, w = [1.0, 2.0, 4.0], [2.0, 3.0, 9.0], 1.5
    loss = SlopeError(x, y)
    gaps = [w * a - b for a, b in zip(x, y, strict=True)]
    assert float(loss(w)) == pytest.approx(sum(gap**2 for gap in gaps) / 3)
    assert float(loss.slope(w)) == pytest.approx(2 / 3 * sum(g * a for g, a in zip(gaps, x, strict=True)))
    assert loss.curvature([[w]])[0, 0, 0] == pytest.approx(2 / 3 * (1 + 4 + 16))


@given(st.integers(0, 10_000))
def test_the_best_slope_is_that_of_numpy_and_no_other_is_better(seed: int) -> None:
    x, y = data(seed)
    loss = SlopeError(x, y)
    assert loss.best == pytest.approx(np.linalg.lstsq(x[:, None], y, rcond=None)[0][0], rel=1e-9, abs=1e-12)
    assert loss.best == pytest.approx((x * y).sum() / (x**2).sum())
    others = loss.best + np.linspace(-3, 3, 61)
    assert (loss(others) >= loss(loss.best) - 1e-12).all()


@given(st.integers(0, 10_000), st.floats(-50, 50))
def test_the_loss_is_higher_by_mean_x_squared_times_the_square_of_the_way(seed: int, away: float) -> None:
    x, y = data(seed)
    loss = SlopeError(x, y)
    rise = float(loss(loss.best + away) - loss(loss.best))
    assert rise == pytest.approx((x**2).mean() * away**2, rel=1e-6, abs=1e-9)


@given(st.integers(0, 1000), st.floats(0.05, 2.5))
def test_each_step_multiplies_the_distance_by_one_factor(seed: int, share: float) -> None:
    x, y = data(seed)
    rate = share / float((x**2).mean())
    fitting = SlopeFitting.plan(Dataset("own", x, y), 8, rate=rate, start=3.0)
    closed = quadratic_iterates(2 * (x**2).mean(), 3.0, rate, 8, (x * y).sum() / (x**2).sum())
    assert fitting.run.points == pytest.approx(closed, rel=1e-6, abs=1e-9)
    assert fitting.factor == pytest.approx(1 - 2 * share)
    assert (fitting.settles, fitting.grows) == (share < 1, share > 1) or abs(share - 1) < 1e-3


def test_the_largest_stable_rate_lands_as_high_on_the_other_side() -> None:
    x, y = data(3)
    limit = SlopeFitting.plan(Dataset("own", x, y), 1).limit
    assert limit == pytest.approx(1 / (x**2).mean())
    fitting = SlopeFitting.plan(Dataset("own", x, y), 1, rate=limit, start=-2.0)
    assert fitting.run.values[1] == pytest.approx(fitting.run.values[0])
    assert fitting.run.points[1, 0] - fitting.best == pytest.approx(fitting.best - fitting.start)


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
@pytest.mark.parametrize("made", [linear_data(1.5, 0.0, 1.0, 9), anscombe(2), linear_data(0.0, 3.0)])
def test_the_default_run_starts_far_away_and_arrives(made: Dataset, scale: float) -> None:
    fitting = SlopeFitting.plan(Dataset("own", scale * made.x, made.y / scale), 60)
    assert fitting.rate < fitting.limit
    assert fitting.run.values[0] > 2 * fitting.least_loss
    assert fitting.run.values[-1] == pytest.approx(fitting.least_loss, rel=1e-2)
    assert fitting.told.rises is False
    (low, high), (floor, top) = fitting.view.x_range, fitting.view.y_range
    assert low < fitting.start < high and floor == 0.0 and fitting.run.values[0] < top


def test_a_run_that_starts_at_the_best_slope_takes_no_step() -> None:
    fitting = SlopeFitting.plan(linear_data(2.0, 0.0, 0.0, 5), 10, start=2.0)
    assert fitting.starts_at_best
    assert fitting.steps_taken == 0
    assert fitting.reach > 1.0


@pytest.mark.parametrize(("x", "y"), [([0.0, 0.0], [1.0, 2.0]), ([1.0], [1.0, 2.0]), ([], [])])
def test_data_without_a_best_slope_are_refused(x: list[float], y: list[float]) -> None:
    with pytest.raises(ValueError, match=r"every x is 0|lists of the same length"):
        SlopeError(x, y)
