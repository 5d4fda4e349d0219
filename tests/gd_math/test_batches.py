"""Batches are seeded, replayable, fair, and together the whole."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gd_math.data.batches import BatchPlan, descend_batches
from gd_math.data.datasets import linear_data
from gd_math.data.regression import MeanSquaredError
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent, Momentum

SAMPLES = linear_data(2.0, 1.0, 0.5, 24, seed=2)
LOSS = MeanSquaredError(SAMPLES.x, SAMPLES.y)


@given(st.integers(1, 60), st.data(), st.integers(0, 1000), st.integers(0, 5))
def test_every_epoch_visits_every_sample_once(n: int, data: st.DataObject, seed: int, epoch: int) -> None:
    plan = BatchPlan(n, data.draw(st.integers(1, n)), seed)
    steps = range(epoch * plan.steps_per_epoch, (epoch + 1) * plan.steps_per_epoch)
    visited = np.concatenate([plan[k] for k in steps])
    assert sorted(visited) == list(range(n))
    assert {plan.epoch(k) for k in steps} == {epoch}
    assert all(len(plan[k]) == plan.batch_size for k in steps[:-1])


def test_a_plan_is_the_same_again_in_any_order_of_asking() -> None:
    forwards, backwards = BatchPlan(24, 5, 3), BatchPlan(24, 5, 3)
    there = [forwards[k].tolist() for k in range(20)]
    back = [backwards[k].tolist() for k in reversed(range(20))]
    assert there == back[::-1]


def test_another_seed_and_another_epoch_give_other_orders() -> None:
    plan = BatchPlan(24, 24 - 1, 3)
    assert plan[0].tolist() != BatchPlan(24, 24 - 1, 4)[0].tolist()
    assert plan[0].tolist() != plan[2].tolist()


def test_full_batches_are_gradient_descent() -> None:
    whole = descend(LOSS, [-2.0, 4.0], GradientDescent(0.05), 40)
    batches = descend_batches(LOSS, [-2.0, 4.0], GradientDescent(0.05), BatchPlan(24, 24), 40)
    np.testing.assert_array_equal(whole.points, batches.points)
    np.testing.assert_array_equal(whole.values, batches.values)


def test_each_step_is_made_of_its_own_samples() -> None:
    plan = BatchPlan(24, 4, 9)
    run = descend_batches(LOSS, [-2.0, 4.0], GradientDescent(0.02), plan, 15)
    for k in range(15):
        errors = run.points[k, 0] * SAMPLES.x[plan[k]] + run.points[k, 1] - SAMPLES.y[plan[k]]
        gradient = [2 * np.mean(errors * SAMPLES.x[plan[k]]), 2 * np.mean(errors)]
        assert run.gradients[k] == pytest.approx(gradient, rel=1e-11, abs=1e-13)
        np.testing.assert_array_equal(run.steps[k], -0.02 * run.gradients[k])
    np.testing.assert_array_equal(run.values, LOSS.value(run.points))


def test_gradients_of_an_epoch_average_to_the_whole_gradient() -> None:
    plan, point = BatchPlan(24, 6, 1), np.array([0.5, -1.0])
    parts = [LOSS.on(plan[k]).gradient(point) for k in range(plan.steps_per_epoch)]
    np.testing.assert_allclose(np.mean(parts, axis=0), LOSS.gradient(point), rtol=1e-13)


def test_seeds_reproduce_runs_to_the_last_bit() -> None:
    first, second, other = (
        descend_batches(LOSS, [0.0, 0.0], Momentum(0.01), BatchPlan(24, 1, seed), 60) for seed in (5, 5, 6)
    )
    assert np.array_equal(first.points, second.points)
    assert not np.array_equal(first.points, other.points)


def test_many_starts_share_the_samples_of_a_step() -> None:
    starts = [[0.0, 0.0], [1.0, -1.0]]
    plan = BatchPlan(24, 3, 5)
    together = descend_batches(LOSS, starts, GradientDescent(0.01), plan, 20)
    for i, start in enumerate(starts):
        alone = descend_batches(LOSS, start, GradientDescent(0.01), plan, 20)
        np.testing.assert_allclose(together[i].points, alone.points, rtol=1e-12)


@pytest.mark.parametrize("size", [0, 25])
def test_sizes_that_do_not_fit_are_named(size: int) -> None:
    with pytest.raises(ValueError, match=f"batch_size = {size} must be from 1 to 24 samples"):
        BatchPlan(24, size)


def test_a_plan_for_other_data_is_refused() -> None:
    with pytest.raises(ValueError, match="the plan is for 10 samples, the loss has 24"):
        descend_batches(LOSS, [0.0, 0.0], GradientDescent(0.1), BatchPlan(10, 2), 5)
    with pytest.raises(IndexError, match="before the first"):
        BatchPlan(10, 2)[-1]
