"""A line that is fitted by descent: what its closed form says, and what its run did."""

import itertools

import numpy as np
import pytest

from gd_math.accounts.endings import End
from gd_math.data.datasets import Dataset, linear_data
from gd_math.data.line_fitting import Feature, Fitting, wrong_line
from gd_math.data.line_views import bowl_window, rim_window
from gd_math.data.regression import MeanSquaredError
from gd_math.data.standstill import StandstillRun

X = np.array([1.0, 2.0, 3.0, 6.0])
NOISY = Dataset("noisy", X, np.array([3.0, 4.5, 7.5, 12.0]))
STEEP = float(np.linalg.eigvalsh(2 / 4 * np.array([[X @ X, X.sum()], [X.sum(), 4]]))[1])


def fitting(steps=40, **given):
    return Fitting.plan(NOISY, steps, standardise=False, **given)


@pytest.mark.parametrize(
    ("share_of_limit", "steps", "end", "leaves"),
    [
        (0.3, 4000, End.ARRIVED, False),
        (0.3, 2, End.ON_ITS_WAY, False),
        (1.2, 40, End.DIVERGING, True),
        (1.2, 1, End.ON_ITS_WAY, True),
        (1e6, 40, End.DIVERGING, True),
        (1.0, 4000, End.CYCLE, False),
    ],
)
def test_the_run_leaves_where_the_rate_is_above_the_limit(share_of_limit, steps, end, leaves):
    run = fitting(steps, rate=share_of_limit * 2 / STEEP)
    assert run.limit == pytest.approx(2 / STEEP)
    assert (run.told.end, run.leaves) == (end, leaves)


def test_each_step_leaves_its_factor_of_the_way_along_and_across():
    run = fitting(12, rate=0.3 / STEEP)
    ways = (run.run.points - run.best) @ np.array(run.directions).T
    for place, factor in enumerate(run.factors):
        assert ways[:, place] == pytest.approx(ways[0, place] * factor ** np.arange(13), rel=1e-9)


def test_a_run_from_the_solution_takes_no_step_whatever_the_rate():
    line = Dataset("line", X, 2 * X + 1)
    run = Fitting.plan(line, 200, rate=1e6, start_slope=2.0, start_intercept=1.0, standardise=False)
    assert run.starts_at_best
    assert (run.steps_taken, run.leaves) == (0, False)
    assert run.told.end is End.ARRIVED


def test_what_the_eye_calls_a_miss():
    assert fitting().misses
    slope, intercept = fitting().best
    near = fitting(start_slope=slope + 0.01, start_intercept=intercept)
    assert not near.misses
    assert not near.starts_at_best


def test_large_losses_are_not_taken_for_divergence():
    huge = Dataset("huge", X, 1e15 * X)
    run = Fitting.plan(huge, 40)
    assert run.run.values[0] > 1e29
    assert run.steps_taken == 40
    assert not run.leaves


def test_a_feature_around_zero_has_the_mean_zero():
    assert Feature.standardised(np.array([-0.3, 0.1, 0.2])).mean == 0.0


@pytest.mark.parametrize("x", [1e-6 * X, 1e6 * X, 2000 + X])
def test_the_wrong_line_crosses_the_data(x):
    loss = MeanSquaredError(x, NOISY.y)
    w, b = wrong_line(loss)
    assert w < 0
    assert (w * x + b).max() > NOISY.y.min()
    assert (w * x + b).min() < NOISY.y.max()


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
def test_the_window_holds_start_and_solution_on_any_scale(scale):
    run = Fitting.plan(Dataset("scaled", scale * X, NOISY.y / scale), 40)
    low, high = np.array(bowl_window(run, 1.3)).T
    for place in (run.run.points[0], run.best):
        assert (low < place).all()
        assert (place < high).all()


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
def test_the_rim_is_level_and_touches_its_window(scale):
    run = Fitting.plan(Dataset("scaled", scale * X, NOISY.y / scale), 40)
    low, high = np.array(rim_window(run)).T
    rim = run.least_loss + 1.1 * (float(run.run.values[0]) - run.least_loss)
    for axis, end in itertools.product((0, 1), (low, high)):
        other = np.linspace(low[1 - axis], high[1 - axis], 4001)
        side = np.stack([np.full_like(other, end[axis]), other], axis=-1)
        edge = run.loss.value(side if axis == 0 else side[:, ::-1])
        assert edge.min() == pytest.approx(rim, rel=1e-5)
        assert 0 < edge.argmin() < 4000


def test_the_best_line_is_as_far_from_the_truth_as_its_predictions_are():
    data = linear_data(1.5, 2.0, 1.0, 20, 78, -1.0, 3.0)
    run = Fitting.plan(data, 5)
    w, b = np.polyfit(data.x, data.y, 1)
    gaps = w * data.x + b - (1.5 * data.x + 2.0)
    assert run.shift_of_truth == pytest.approx(np.sqrt(np.mean(gaps**2)) / data.y.std())


def standstill(start, rate, threshold=1e-19, most=10_000):
    return StandstillRun.plan(NOISY, start, rate, threshold, most)


def test_a_run_stops_for_its_own_reason():
    still, small, going = (
        standstill((-10.0, 10.0), 0.3 / STEEP),
        standstill((-10.0, 10.0), 0.3 / STEEP, threshold=1e-3),
        standstill((-10.0, 10.0), 0.3 / STEEP, most=3),
    )
    assert (still.stops, still.stands_still, still.rounded_away) == (True, True, True)
    assert (small.stops, small.stands_still) == (True, False)
    assert (going.stops, going.steps_taken) == (False, 3)


def test_a_gradient_of_zero_is_not_rounded_away():
    flat = Dataset("flat", X, np.full(4, 5.0))
    run = StandstillRun.plan(flat, (0.0, 5.0), 0.1, 1e-19, 50)
    assert (run.steps_taken, run.stands_still, run.rounded_away) == (1, True, False)
    assert run.starts_at_best


def test_near_is_a_power_of_ten_of_the_first_distance():
    run = standstill((-10.0, 10.0), 0.3 / STEEP)
    assert run.near == 1e-3
    away = run.distances
    assert away[run.near_after :].max() <= run.near < away[run.near_after - 1]
