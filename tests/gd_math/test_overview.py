"""A curve as a whole is shown so that it is recognised."""

import numpy as np
import pytest

from gd_math.accounts.overview import overview, shown_intervals, spread, valleys_overview
from gd_math.formula.parsing import parse_curve


def test_a_parabola_is_shown_over_its_domain() -> None:
    view = overview(parse_curve("x**2"))
    assert (view.x_range, view.y_range) == ((-10.0, 10.0), (0.0, 100.0))


@pytest.mark.parametrize("text", ["exp(x)", "x**8", "cosh(x)", "1/x", "tan(x)", "1/x**2"])
def test_steep_ends_and_poles_do_not_make_the_rest_flat(text: str) -> None:
    objective = parse_curve(text)
    view = overview(objective)
    heights = objective(np.linspace(*view.x_range, 2001))
    heights = heights[np.isfinite(heights)]
    low, high = view.y_range
    assert np.ptp(np.quantile(heights, [0.1, 0.9])) > 0.1 * (high - low)


@pytest.mark.parametrize(
    ("text", "place"), [("-exp(-x**2)", 0.0), ("x**2/(1 + x**2)", 0.0), ("x**4 - 3*x**2 + x", -1.3008396)]
)
def test_the_lowest_place_is_never_cut_off(text: str, place: float) -> None:
    objective = parse_curve(text)
    view = overview(objective)
    assert view.x_range[0] < place < view.x_range[1]
    assert view.y_range[0] <= float(objective(place)) <= view.y_range[1]


@pytest.mark.parametrize("text", ["x*log(x)", "log(x)", "sqrt(x)", "-log(x)"])
def test_a_little_of_what_is_not_defined_is_shown(text: str) -> None:
    objective = parse_curve(text)
    view = overview(objective)
    assert -2.0 < view.x_range[0] < -0.5
    (shown,) = shown_intervals(objective, view)
    assert shown == pytest.approx((0.0, 10.0), abs=0.02)


def test_tops_and_valleys_are_looked_at_closely_where_they_would_be_dwarfed() -> None:
    view = overview(parse_curve("x**3 - 3*x"))
    assert view.x_range == pytest.approx((-2.2, 2.2), abs=0.05)


def test_all_minima_and_the_tops_between_them_are_shown() -> None:
    view = valleys_overview(parse_curve("x**4 - 3*x**2 + x"))
    assert view.x_range[0] < -1.31 < 1.14 < view.x_range[1]


def test_what_the_lecturer_asks_for_is_shown() -> None:
    view = overview(parse_curve("x**2"), x_range=(1.0, 3.0), y_range=(-1.0, 5.0))
    assert (view.x_range, view.y_range) == ((1.0, 3.0), (-1.0, 5.0))


@pytest.mark.parametrize("text", ["x**2", "1/x", "tan(x)", "log(x)", "sqrt(1 - x**2/100)", "exp(x)"])
def test_starts_are_spread_where_the_curve_is_seen(text: str) -> None:
    objective = parse_curve(text)
    view = overview(objective)
    places = spread(objective, view, np.linspace(0.0, 1.0, 24))[:, 0]
    heights = objective(places)
    assert np.isfinite(heights).all()
    assert (np.diff(places) > 0).all()
    assert (places > view.x_range[0]).all() and (places < view.x_range[1]).all()
