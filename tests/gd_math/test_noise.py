"""Noisy descent keeps the distance that the closed form says, and loses it as the rate falls."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gd_math.accounts.noisy_runs import NoisyRuns
from gd_math.functions.quadratic import Quadratic
from gd_math.runs.descent import descend
from gd_math.runs.noise import (
    descend_noisily,
    expected_distances,
    left_for_ever,
    noise_at,
    noise_radius,
)
from gd_math.runs.optimizers import GradientDescent
from gd_math.runs.schedules import constant, cosine, exponential, inverse_time, step

BOWL = Quadratic([2.0, 2.0])
START = np.full((4000, 2), (-6.4, 4.8))


def rms(points):
    return np.sqrt((points**2).sum(axis=-1).mean(axis=-1))


def test_noise_has_its_root_mean_square_length_and_mean_zero():
    drawn = noise_at(0, (40_000, 2), 9.0, 1)
    assert rms(drawn) == pytest.approx(9.0, rel=0.01)
    assert np.abs(drawn.mean(axis=0)).max() < 0.1
    assert (noise_at(1, (5, 2), 9.0, 1) != noise_at(0, (5, 2), 9.0, 1)).all()


def test_without_noise_it_is_plain_descent():
    noisy = descend_noisily(BOWL, (-6.4, 4.8), GradientDescent(0.1), 20, 0.0)
    assert (noisy.points == descend(BOWL, (-6.4, 4.8), GradientDescent(0.1), 20).points).all()


def test_steps_are_made_of_the_noisy_gradients():
    run = descend_noisily(BOWL, (-6.4, 4.8), GradientDescent(0.1), 20, 9.0, 3)
    assert run.steps == pytest.approx(-0.1 * run.gradients[:-1], abs=1e-12)
    noise = run.gradients[4] - BOWL.gradient(run.points[4])
    assert noise == pytest.approx(noise_at(4, (2,), 9.0, 3), abs=1e-12)


@pytest.mark.parametrize(
    "schedule",
    [constant(0.1), inverse_time(0.1, 0.1), exponential(0.1, 0.7), cosine(0.1, 40), step(0.1, 10, 0.5)],
)
def test_many_runs_keep_the_exact_distance_at_every_step(schedule):
    run = descend_noisily(BOWL, START, GradientDescent(schedule), 60, 9.0, 5)
    left, distance = expected_distances(schedule, 60, 2.0, 9.0, 8.0)
    assert rms(run.points) == pytest.approx(distance, rel=0.04)
    middle = np.linalg.norm(run.points.mean(axis=1), axis=-1)
    assert np.abs(middle - left).max() < 0.15


@given(rate=st.floats(0.01, 0.9), curvature=st.floats(0.1, 2.0), noise=st.floats(0.1, 10.0))
def test_a_constant_rate_settles_on_the_ring(rate, curvature, noise):
    ring = float(noise_radius(rate, curvature, noise))
    factor = 1 - rate * curvature
    assert factor**2 * ring**2 + (rate * noise) ** 2 == pytest.approx(ring**2)
    if rate * curvature > 0.1:
        _, distance = expected_distances(constant(rate), 400, curvature, noise, 8.0)
        assert distance[-1] == pytest.approx(ring)


def test_rates_whose_sum_is_finite_leave_a_part_of_the_way():
    share = left_for_ever(exponential(0.1, 0.5), 2.0)
    assert share == pytest.approx(np.prod(1 - 0.2 * 0.5 ** np.arange(60)))
    left, _ = expected_distances(exponential(0.1, 0.5), 200, 2.0, 0.0, 8.0)
    assert left[-1] == pytest.approx(8 * share)
    assert left_for_ever(constant(0.1), 2.0) == 0.0
    assert left_for_ever(exponential(0.5, 0.5), 2.0) == 0.0


def test_runs_of_two_schedules_share_their_noise_and_know_their_distances():
    slow, fast = (
        NoisyRuns.of(BOWL, (-6.4, 4.8), schedule, 40, 500, 9.0, 2)
        for schedule in (constant(0.1), exponential(0.1, 0.5))
    )
    assert (slow.run.gradients[0] == fast.run.gradients[0]).all()
    assert slow.distance(0.0) == pytest.approx(8.0)
    assert slow.distance(40.0) == pytest.approx(rms(slow.run.points[-1]))
    assert slow.distance(40.0) == pytest.approx(slow.expected[-1], rel=0.08)
    assert slow.at(2.5) == pytest.approx((slow.run.points[2] + slow.run.points[3]) / 2)
    assert fast.left_at_last == pytest.approx(fast.left[-1], rel=1e-6) and slow.left_at_last == 0.0
    assert slow.rates == pytest.approx(np.full(40, 0.1))
