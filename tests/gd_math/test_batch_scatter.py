"""Gradients of batches scatter as drawing without replacement says: checked on all batches there are."""

import itertools

import numpy as np
import pytest

from gd_math.data.batch_runs import BatchRuns
from gd_math.data.batch_scatter import (
    gradient_scatter,
    nested_gradients,
    random_draws,
    sample_gradients,
)
from gd_math.data.batches import BatchPlan
from gd_math.data.datasets import linear_data
from gd_math.data.regression import MeanSquaredError

DATA = linear_data(1.5, 2.0, 1.0, 7, 3, -1.0, 3.0)
LOSS = MeanSquaredError(DATA.x, DATA.y)
ALONE = sample_gradients(LOSS, (-1.0, 0.5))


def rms(away):
    return np.sqrt((away**2).sum(axis=-1).mean())


def test_the_mean_of_single_gradients_is_the_full_one():
    assert ALONE.mean(axis=0) == pytest.approx(LOSS.gradient((-1.0, 0.5)))
    gaps = -1.0 * DATA.x + 0.5 - DATA.y
    assert np.column_stack([2 * gaps * DATA.x, 2 * gaps]) == pytest.approx(ALONE)


@pytest.mark.parametrize("size", range(1, 8))
def test_scatter_is_that_of_all_batches_without_replacement(size):
    batches = [ALONE[list(some)].mean(axis=0) for some in itertools.combinations(range(7), size)]
    assert gradient_scatter(ALONE, size) == pytest.approx(rms(batches - ALONE.mean(axis=0)), abs=1e-12)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_with_replacement_it_falls_as_the_root_of_the_size(size):
    batches = [ALONE[list(some)].mean(axis=0) for some in itertools.product(range(7), repeat=size)]
    scatter = gradient_scatter(ALONE, size, replacement=True)
    assert scatter == pytest.approx(rms(batches - ALONE.mean(axis=0)))
    assert scatter == pytest.approx(gradient_scatter(ALONE, 1) / np.sqrt(size))


def test_nested_batches_are_drawn_with_replacement_and_begin_with_all_samples_alike():
    draws = random_draws(4200, 7, 1)
    assert np.bincount(draws[:, 0]).tolist() == [600] * 7
    assert np.bincount(draws[:, 1:].ravel()) == pytest.approx([3600] * 7, rel=0.05)
    assert rms(nested_gradients(ALONE, draws, 1) - ALONE.mean(axis=0)) == pytest.approx(
        gradient_scatter(ALONE, 1)
    )
    drawn = nested_gradients(ALONE, draws, 3)
    assert drawn[5] == pytest.approx(ALONE[draws[5, :3]].mean(axis=0))
    expected = gradient_scatter(ALONE, 3, replacement=True)
    assert rms(drawn - ALONE.mean(axis=0)) == pytest.approx(expected, rel=0.03)
    between = nested_gradients(ALONE, draws, 2.5)
    assert between == pytest.approx((nested_gradients(ALONE, draws, 2) + drawn) / 2)


def test_a_step_is_done_when_its_batch_has_been_seen():
    runs = BatchRuns.of(LOSS, (-1.0, 0.5), 0.05, BatchPlan(7, 3, 2), 2)
    assert runs.run.steps_taken == 6
    assert [runs.step_at(seen) for seen in (0, 2, 3, 6, 7, 10, 14)] == [0, 0, 1, 2, 3, 4, 6]
    assert [runs.begun(seen) for seen in (0, 2.5, 2.6, 3, 5.6, 6, 7, 14)] == [0, 0, 1, 1, 2, 2, 3, 6]
    assert runs.time(2.5) == 0.0 < runs.time(2.6)
    assert runs.losses[[0, 2, 3, 7, 14]] == pytest.approx(runs.run.values[[0, 0, 1, 3, 6]])
    assert runs.time(0.0) == 0.0 and runs.time(14.0) == 6.0 and 0.0 < runs.time(2.9) < 1.0
    single = BatchRuns.of(LOSS, (-1.0, 0.5), 0.05, BatchPlan(7, 1, 2), 2)
    assert single.time(4.5) == pytest.approx(4.5) and single.in_use(4.5).tolist() == single.plan[4].tolist()
    assert sorted(runs.in_use(6.5).tolist()) == sorted(runs.plan[2].tolist()) and len(runs.in_use(14.0)) == 0
