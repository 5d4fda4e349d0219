"""What is convex where it is defined, where it is not, and what it is lowest at."""

import pytest

from gd_math.formula.parsing import parse_curve, parse_land
from gd_math.shape.convexity import (
    Bottom,
    bends_downwards,
    bottom_of,
    flaw_of,
    is_straight,
    parse_convex,
    parse_not_convex,
)

CONVEX = (
    "x**2", "x**4", "exp(x)", "3 + 0*x", "2*x - 1", "-log(x)", "x*log(x)", "abs(x)", "relu(x)", "-sqrt(x)",
    "log(1 + exp(x))", "exp(x**2)", "1000000 + x**2", "0.000001*x**2", "max(x, -2*x, 1)", "cosh(x)",
)  # fmt: skip
BENT = (
    "x**3", "-x**2", "x**2 + 10*sin(x)", "x**4 - x**2", "cos(x)", "log(x)", "sqrt(abs(x))", "x**2 - x**3/60",
)  # fmt: skip
SQUARE = ((-5.0, 5.0), (-5.0, 5.0))


@pytest.mark.parametrize("text", CONVEX)
def test_convex_functions_are_taken(text):
    assert flaw_of(parse_curve(text)) is None
    assert parse_convex(text).text == text


@pytest.mark.parametrize("text", BENT)
def test_the_curvature_is_negative_where_a_function_is_said_to_bend_downwards(text):
    objective = parse_curve(text)
    flaw = flaw_of(objective)
    assert not flaw.gap
    assert float(objective.curvature(flaw.place)[0, 0]) < 0


@pytest.mark.parametrize("text", ["-abs(x)", "where(x > 0, x + 5, x)", "min(x, 1 - x)", "abs(x**2 - 4)"])
def test_kinks_and_jumps_that_bend_downwards_are_found(text):
    assert not flaw_of(parse_curve(text)).gap


def test_a_gap_between_places_with_a_value_is_a_flaw():
    for text in ("1/x**2", "1/x**2 + 0*x"):
        flaw = flaw_of(parse_curve(text))
        assert (flaw.gap, flaw.place.tolist()) == (True, [0.0])
    assert flaw_of(parse_land("1/x**2 + 1/y**2")).gap
    assert flaw_of(parse_land("x*log(x) + y**2")) is None


def test_a_saddle_is_not_convex_though_it_is_along_one_axis():
    assert flaw_of(parse_land("x**2 - y**2")) is not None
    assert flaw_of(parse_land("x**2 + x*y + y**2")) is None
    assert flaw_of(parse_land("x**2 + 3*x*y + y**2")) is not None
    assert flaw_of(parse_land("-abs(x) - abs(y)")) is not None


@pytest.mark.parametrize(
    ("text", "bottom"),
    [
        ("x**2", Bottom.POINT), ("abs(x)", Bottom.POINT), ("x*log(x)", Bottom.POINT), ("exp(x)", Bottom.NONE),
        ("2*x + 1", Bottom.NONE), ("-log(x)", Bottom.NONE), ("0*x + 3", Bottom.LEVEL),
        ("relu(x)", Bottom.FLOOR),
        ("(x - 20)**2", Bottom.OUTSIDE), ("abs(x) + abs(x - 3)", Bottom.FLOOR),
    ],
)  # fmt: skip
def test_what_a_convex_curve_is_lowest_at(text, bottom):
    assert bottom_of(parse_curve(text), ((-10.0, 10.0),)) is bottom


@pytest.mark.parametrize(
    ("text", "bottom"),
    [
        ("x**2 + 2*y**2", Bottom.POINT), ("abs(x) + abs(y)", Bottom.POINT), ("(x - y)**2", Bottom.FLOOR),
        ("x**2 + 0*y", Bottom.FLOOR), ("exp(x) + y**2", Bottom.NONE), ("x + 2*y", Bottom.NONE),
        ("0*x + 0*y", Bottom.LEVEL), ("(x - 20)**2 + y**2", Bottom.OUTSIDE),
        ("max(x**2 + y**2 - 4, 0)", Bottom.FLOOR),
    ],
)  # fmt: skip
def test_what_a_convex_land_is_lowest_at(text, bottom):
    assert bottom_of(parse_land(text), SQUARE) is bottom


def test_only_a_line_is_straight():
    assert is_straight(parse_curve("2*x + 1"))
    assert is_straight(parse_curve("0*x + 3"))
    assert not is_straight(parse_curve("abs(x)"))
    assert not is_straight(parse_curve("x**2"))


def test_what_does_not_fit_is_refused_with_one_sentence():
    with pytest.raises(ValueError, match=r'^"x\*\*3" is not convex: at x = -10 it bends downwards$'):
        parse_convex("x**3")
    with pytest.raises(ValueError, match=r'^"1/x\*\*2" is not convex: it has no value at x = 0$'):
        parse_convex("1/x**2")
    with pytest.raises(ValueError, match="is convex, but this function must not be"):
        parse_not_convex("x**2")
    with pytest.raises(ValueError, match="is convex where it is defined, but this function must not be"):
        parse_not_convex("x*log(x)")
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


@pytest.mark.parametrize("text", ["max(-x, 2x - 1)", "huber(x)"])
def test_functions_with_kinks_may_be_convex(text):
    assert bends_downwards(parse_curve(text)) is None
