"""Valleys of curves: minima, floors, cusps and ends."""

import numpy as np
import pytest

from gd_math.formula.parsing import parse_curve
from gd_math.shape.valleys import are_all, is_flat, nearest, valleys_of


@pytest.mark.parametrize(
    ("text", "floors"),
    [
        ("x**2", [(0.0, 0.0)]),
        ("x**3 - 3*x", [(1.0, 1.0)]),
        ("(x**2 - 1)**2", [(-1.0, -1.0), (1.0, 1.0)]),
        ("sqrt(abs(x))", [(0.0, 0.0)]),
        ("max(x**2 - 4, 0)", [(-2.0, 2.0)]),
        ("abs(x) + abs(x - 3)", [(0.0, 3.0)]),
        ("relu(x)", [(-10.0, 0.0)]),
        ("-relu(x)", []),
        ("exp(x)", []),
        ("-1/x**2", []),
        ("0*x + 3", []),
    ],
)
def test_a_curve_has_its_minima_and_level_floors(text: str, floors: list) -> None:
    found = sorted((valley.low, valley.high) for valley in valleys_of(parse_curve(text), -10, 10))
    assert [end for floor in found for end in floor] == pytest.approx(
        [end for floor in floors for end in floor], abs=1e-9
    )
    assert len(found) == len(floors)


def test_an_end_is_a_valley_where_the_curve_falls_towards_it_to_a_value() -> None:
    assert [(v.place, v.end) for v in valleys_of(parse_curve("sqrt(x)"), -10, 10)] == [(0.0, True)]
    assert [v.place for v in valleys_of(parse_curve("sqrt(1 - x**2/100)"), -10, 10)] == [-10.0, 10.0]
    assert valleys_of(parse_curve("log(x)"), -10, 10) == ()
    assert [v.place for v in valleys_of(parse_curve("x*log(x)"), -10, 10)] == pytest.approx([0.36787944])


def test_further_valleys_outside_are_known_of() -> None:
    assert are_all(parse_curve("x**4 - 3*x**2 + x"), -3, 3)
    assert not are_all(parse_curve("cos(x)"), -10, 10)


def test_only_a_level_curve_is_flat() -> None:
    assert is_flat(parse_curve("0*x + 3"), -10, 10)
    assert not is_flat(parse_curve("0.000001*x"), -10, 10)
    assert not is_flat(parse_curve("relu(x)"), -10, 10)


def test_places_on_a_floor_are_in_its_valley() -> None:
    valleys = valleys_of(parse_curve("max(x**2 - 4, 0)"), -10, 10)
    index, away = nearest(valleys, np.array([-1.9, 0.5, 5.0]))
    assert index.tolist() == [0, 0, 0]
    assert away.tolist() == pytest.approx([0.0, 0.0, 3.0])
