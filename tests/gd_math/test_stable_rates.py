"""Stable rates: what the closed forms say is what runs do."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gd_math.accounts.stable_rates import StableRates

CURVATURES = st.floats(0.01, 100.0)
SHARES = st.floats(0.05, 2.5)


@st.composite
def stable_rates(draw):
    least, largest = sorted(draw(st.tuples(CURVATURES, CURVATURES)))
    return StableRates(least, largest, (4.0, -3.0), 12, draw(st.floats(0.05, 0.95)))


@given(stable_rates(), SHARES)
def test_every_step_in_the_valley_leaves_the_share_that_the_formula_says(rates, share):
    rate = share / rates.largest
    run = rates.in_valley(rate)
    assert run.points[1, 0] == pytest.approx((1 - share) * run.points[0, 0], abs=1e-9)
    if abs(1 - share) > 0.01:
        assert rates.measured(run) == pytest.approx(abs(1 - share), rel=1e-6)


@given(stable_rates())
def test_no_rate_has_a_better_factor_than_the_best_one(rates):
    sizes = np.abs(1 - np.linspace(0.0, 1.5 * rates.limit, 301)[:, None] * [rates.least, rates.largest])
    assert sizes.max(axis=1).min() >= rates.best_factor - 1e-12
    ends = np.abs(1 - rates.best * np.array([rates.least, rates.largest]))
    assert ends == pytest.approx([rates.best_factor] * 2, abs=1e-9)


@given(stable_rates())
def test_heavy_ball_settles_up_to_its_limit_and_no_further(rates):
    below, above = rates.heavy_factors([0.999 * rates.heavy_limit, 1.001 * rates.heavy_limit])
    assert below < 1.0 < above


@given(stable_rates())
def test_rates_that_are_told_are_of_the_kind_that_they_stand_for(rates):
    assert 0 < rates.creeping < rates.critical < rates.overshooting < rates.limit < rates.diverging
    assert rates.limit < rates.heavy < rates.heavy_limit


def test_at_twice_one_over_l_the_run_comes_no_closer_and_goes_no_further():
    rates = StableRates(0.5, 2.0, (4.0, 4.0), 12, 0.25)
    assert np.abs(rates.in_valley(rates.limit).points[:, 0]).tolist() == [4.0] * 13
    assert rates.measured(rates.in_valley(rates.critical)) == 0.0


def test_only_the_heavy_ball_settles_between_both_limits():
    rates = StableRates(0.5, 2.0, (4.0, 4.0), 40, 0.25)
    plain, heavy = (
        np.linalg.norm(run.points[-1])
        for run in (rates.in_bowl(rates.heavy), rates.heavy_in_bowl(rates.heavy))
    )
    assert plain > 1000.0
    assert heavy < 1e-8


@pytest.mark.parametrize(("start", "factor"), [((4.0, 0.0), 0.4), ((0.0, 4.0), 0.85)])
def test_a_start_on_an_axis_feels_one_curvature(start, factor):
    rates = StableRates(0.5, 2.0, start, 12, 0.25)
    assert rates.on_axis
    assert rates.measured(rates.in_bowl(0.3)) == pytest.approx(factor)
