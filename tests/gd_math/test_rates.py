"""Rates are judged by what their runs did, and the limits 1/L and 2/L where the runs keep to them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gd_math.accounts.endings import End
from gd_math.accounts.rates import RateSize, compare_rates, zone
from gd_math.formula.parsing import parse_formula


def compared(function, start, rates, steps=27, **ranges):
    return compare_rates(parse_formula(function), start, rates, steps, **ranges)


@settings(deadline=None, max_examples=25)
@given(st.floats(0.02, 0.98), st.floats(0.5, 40.0))
def test_on_a_parabola_each_step_leaves_one_minus_alpha_l(pull, bend):
    (one,) = compared(f"{bend!r}*x**2/2", 3.0, (2 * pull / bend,)).runs
    assert one.left_over == pytest.approx(np.full(len(one.left_over), 1 - 2 * pull), abs=1e-6)
    expected = {0: RateSize.SMALL if 2 * pull < 0.1 else RateSize.GOOD, 1: RateSize.LARGE}
    if min(abs(2 * pull - 0.1), abs(2 * pull - 1.0)) > 1e-3:
        assert one.size is expected[zone(2 * pull)]


def test_l_at_the_minimum_rules_only_near_it():
    far = compared("x**4 - 3*x**3 + 2", 6.0, (0.001, 0.01, 0.02, 0.1))
    assert far.curvature == pytest.approx(20.25)
    assert [zone(one.rate * far.curvature) for one in far.runs] == [0, 0, 0, 2]
    assert far.zones(far.curvature) == (0, 0, None, 2)
    near = compared("x**4 - 3*x**3 + 2", 2.5, (0.001, 0.01, 0.02))
    assert near.zones(near.curvature) == (0, 0, 0)


def test_there_is_no_limit_where_nothing_settles_at_the_starts_own_minimum():
    for function, start, rates in (
        ("-x**2", 0.5, (0.1,)),
        ("2*x + 1", 3.0, (0.1,)),
        ("x**4", 2.0, (0.01,)),
        ("abs(x) + x**2", 3.0, (0.1,)),
        ("x**4 - 3*x**2 + x", 2.0, (0.01, 0.12)),
    ):
        assert compared(function, start, rates).curvature is None


def test_a_step_over_the_edge_of_the_domain_has_a_place_and_no_height():
    (one,) = compared("sqrt(x)", 4.0, (1.0,)).runs
    assert one.end is End.LEFT_DOMAIN
    assert one.xs[-1] < 0.0
    assert np.isnan(one.heights[-1])
    assert one.moves == pytest.approx(np.diff(one.xs))


def test_a_run_at_the_critical_rate_circles_and_has_no_size():
    (one,) = compared("x**2", 8.0, (1.0,)).runs
    assert one.period == 2
    assert one.circling
    assert one.size is None


def test_the_lecturers_ranges_frame_the_picture_but_not_the_account():
    wide = compared("x**2", 8.0, (0.2,), x_range=(-1000.0, 1000.0), y_range=(-5.0, 70.0))
    assert wide.view.x_range == (-1000.0, 1000.0)
    assert wide.view.y_range == (-5.0, 70.0)
    assert wide.runs[0].account.tolerance == compared("x**2", 8.0, (0.2,)).runs[0].account.tolerance
