"""Schedules follow their closed forms."""

import math

import numpy as np
import pytest

from gd_math.runs import schedules


def test_step_falls_by_the_factor_every_so_many_steps() -> None:
    rates = [schedules.step(0.8, 3, 0.5)(k) for k in range(9)]
    assert rates == [0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2, 0.2, 0.2]


def test_exponential_falls_by_the_factor_every_step() -> None:
    schedule = schedules.exponential(2.0, 0.9)
    assert [schedule(k + 1) / schedule(k) for k in range(5)] == pytest.approx([0.9] * 5, rel=1e-15)
    assert schedule(0) == 2


def test_cosine_starts_high_is_halfway_in_the_middle_and_stays_at_the_end() -> None:
    schedule = schedules.cosine(1.0, 10, 0.2)
    assert [schedule(k) for k in (0, 5, 10, 15)] == pytest.approx([1.0, 0.6, 0.2, 0.2], rel=1e-15)
    assert schedule(3) == pytest.approx(0.2 + 0.4 * (1 + math.cos(0.3 * math.pi)), rel=1e-15)


def test_inverse_time_halves_when_decay_times_steps_is_one() -> None:
    assert schedules.inverse_time(0.4, 0.1)(10) == pytest.approx(0.2, rel=1e-15)
    assert schedules.inverse_time(0.4, 0.1)(0) == 0.4


def test_constant_stays() -> None:
    assert {schedules.constant(0.3)(k) for k in range(5)} == {0.3}


def test_schedules_carry_one_rate_for_each_run() -> None:
    rates = np.array([0.1, 0.2])
    assert np.array_equal(schedules.exponential(rates, 0.5)(1), [0.05, 0.1])


def test_lengths_below_one_step_are_refused() -> None:
    with pytest.raises(ValueError, match="every = 0"):
        schedules.step(1.0, 0)
    with pytest.raises(ValueError, match="steps = 0"):
        schedules.cosine(1.0, 0)
