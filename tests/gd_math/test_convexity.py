"""What is convex, and where it is not."""

import pytest

from gd_math.convexity import bends_downwards, parse_convex, parse_not_convex
from gd_math.formula import parse_curve, parse_land

CONVEX = (
    "x**2",
    "x**4",
    "exp(x)",
    "3 + 0*x",
    "2*x - 1",
    "-log(x)",
    "x*log(x)",
    "abs(x)",
    "max(-x, 2x - 1)",
    "huber(x)",
    "relu(x)",
)
NOT_CONVEX = ("x**3", "-x**2", "x**2 + 10*sin(x)", "x**4 - x**2", "cos(x)")


@pytest.mark.parametrize("text", CONVEX)
def test_convex_functions_bend_downwards_nowhere(text):
    assert bends_downwards(parse_curve(text)) is None
    assert parse_convex(text).text == text


@pytest.mark.parametrize("text", NOT_CONVEX)
def test_the_curvature_is_negative_where_a_function_is_said_to_bend_downwards(text):
    objective = parse_curve(text)
    place = bends_downwards(objective)
    assert float(objective.curvature(place)[0, 0]) < 0


def test_a_saddle_is_not_convex_though_it_is_along_one_axis():
    assert bends_downwards(parse_land("x**2 - y**2")) is not None
    assert bends_downwards(parse_land("x**2 + x*y + y**2")) is None
    assert bends_downwards(parse_land("x**2 + 3*x*y + y**2")) is not None


def test_what_does_not_fit_is_refused_with_one_sentence():
    with pytest.raises(ValueError, match=r'^"x\*\*3" is not convex: at x = -10 it bends downwards$'):
        parse_convex("x**3")
    with pytest.raises(ValueError, match="is convex, but this function must not be"):
        parse_not_convex("x**2")
    with pytest.raises(ValueError, match="has no value anywhere"):
        parse_convex("log(-1 - x**2)")


@pytest.mark.parametrize(
    ("text", "kink"), [("-abs(x - 0.503)", 0.503), ("min(x, 2x)", 0.0), ("1 - relu(x)", 0.0)]
)
def test_a_kink_that_points_up_is_not_convex(text, kink):
    place = bends_downwards(parse_curve(text))
    assert place is not None and float(place[0]) == pytest.approx(kink, abs=0.01)


def test_a_ridge_is_not_convex_in_two_dimensions():
    assert bends_downwards(parse_land("-abs(x - y)")) is not None
    assert bends_downwards(parse_land("abs(x - y) + max(x, y)")) is None
