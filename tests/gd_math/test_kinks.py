"""Kinks are found where the slope jumps, and only there; what the gradient is at them is said."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gd_math.formula.parsing import parse_curve, parse_land
from gd_math.functions.kinks import BRANCH_AT_BORDER, MEAN_AT_TIE, SEVERAL_CONVENTIONS, ZERO_AT_KINK


@pytest.mark.parametrize(
    ("text", "kinks"),
    [
        ("x**2", ()),
        ("abs(x)", (0,)),
        ("abs(x - 1) + abs(x + 2/3)", (-2 / 3, 1)),
        ("sqrt(x**2)", (0,)),
        ("(x**2)**(1/3)", (0,)),
        ("sign(w - 0.3)", (0.3,)),
        ("max(x**2, x + 1, 1)", (-1, 0, (1 + math.sqrt(5)) / 2)),
        ("min(x, -x)", (0,)),
        ("relu(x**2 - 1)", (-1, 1)),
        ("relu(x) - relu(x - 1)", (0, 1)),
        ("max(relu(x), 0)", (0,)),
        ("abs(abs(x) - 1)", (-1, 0, 1)),
        ("abs(sin(x))", tuple(k * math.pi for k in range(-3, 4))),
        ("where(x > 0, x, 0)", (0,)),
        ("where(x > 0, 1, 0)", (0,)),
        ("where(0 < x < 1, x, 0)", (0, 1)),
        ("where(x < 0, -x, where(x < 1, 0, x - 1))", (0, 1)),
        ("x + abs(x)/1e6", (0,)),
        ("relu(x**2)", ()),
        ("abs(x)**3", ()),
        ("huber(x)", ()),
        ("where(x > 0, x**2, 0)", ()),
        ("1e6*x**2*sign(x)", ()),
        ("abs(1/x)", ()),
        ("abs(x - 1000)", ()),
        ("max(2, 3) + x", ()),
    ],
)
def test_kinks_are_where_the_slope_jumps(text: str, kinks: tuple[float, ...]) -> None:
    assert parse_curve(text).kinks(-10, 10) == pytest.approx(kinks, abs=1e-14)


@given(st.lists(st.integers(-90, 90), min_size=1, max_size=6, unique=True))
@settings(max_examples=40, deadline=4000)
def test_each_kink_of_a_polyline_is_found_as_the_number_that_was_written(tenths: list[int]) -> None:
    text = " + ".join(f"abs(x - ({tenth / 10}))" for tenth in tenths)
    assert parse_curve(text).kinks(-10, 10) == tuple(sorted(tenth / 10 for tenth in tenths))


@pytest.mark.parametrize(
    ("text", "convention"),
    [
        ("x**2", None),
        ("huber(x)", None),
        ("abs(x)", ZERO_AT_KINK),
        ("relu(x) + sign(x)", ZERO_AT_KINK),
        ("max(x, 1)", MEAN_AT_TIE),
        ("where(x > 0, x, 0)", BRANCH_AT_BORDER),
        ("abs(x) + min(x, 1)", SEVERAL_CONVENTIONS),
    ],
)
def test_the_convention_at_kinks_is_said(text: str, convention: str | None) -> None:
    assert parse_curve(text).kink_convention == convention


def test_the_gradient_at_kinks_is_what_the_convention_says() -> None:
    for text in ("abs(x)", "relu(x)", "sign(x)"):
        assert float(parse_curve(text).slope(0.0)) == 0
    assert float(parse_curve("max(3x, -x)").slope(0.0)) == 1
    assert float(parse_curve("where(x > 0, x, 2x)").slope(0.0)) == 2


def test_minima_may_be_kinks() -> None:
    assert parse_curve("abs(x - 1/3)").minima[:, 0] == pytest.approx([1 / 3])
    assert parse_curve("max(-x, 2x - 3)").minima[:, 0] == pytest.approx([1])
    assert parse_curve("where(x < 2, -x, x)").minima[:, 0] == pytest.approx([2])


def test_kinks_belong_to_one_variable() -> None:
    with pytest.raises(ValueError, match="f has 2 coordinates"):
        parse_land("abs(x) + y").kinks(-1, 1)


def test_kinks_are_found_without_a_warning() -> None:
    with np.errstate(all="raise"):
        assert parse_curve("abs(log(abs(x)))").kinks(-10, 10) == (-1, 1)
