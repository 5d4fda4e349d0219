"""Eight probes around a point, and the gradient that outdoes them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gd_math.formula.parsing import parse_formula, parse_land
from gd_math.functions.compass import DIRECTIONS, Compass

WAVES = parse_formula("sin(x) + cos(y) + 0.5*x", ("x", "y"))
places = st.floats(-3.0, 3.0)
slopes = st.integers(-300, 300).map(lambda hundredths: hundredths / 100)


def test_directions_are_unit_vectors_counterclockwise_from_east():
    angles = np.radians(45.0 * np.arange(8))
    np.testing.assert_allclose(DIRECTIONS, np.stack([np.cos(angles), np.sin(angles)], axis=1), atol=1e-15)


@given(places, places)
def test_changes_are_differences_of_heights(x, y):
    compass = Compass.at(WAVES, (x, y), 0.5)
    for (across, up), change in zip(DIRECTIONS, compass.changes, strict=True):
        there = np.sin(x + 0.5 * across) + np.cos(y + 0.5 * up) + 0.5 * (x + 0.5 * across)
        assert change == pytest.approx(there - (np.sin(x) + np.cos(y) + 0.5 * x), abs=1e-12)


@given(slopes, slopes, st.floats(0.0, 360.0))
def test_no_direction_changes_a_plane_more_than_its_gradient(a, b, angle):
    plane = parse_formula(f"({a!r})*x + ({b!r})*y", ("x", "y"))
    compass = Compass.at(plane, (1.0, 2.0), 0.25)
    any_way = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    most = 0.25 * np.hypot(a, b)
    assert abs(float(compass.change(any_way))) <= most + 1e-12
    if not compass.level:
        assert float(compass.change(compass.uphill)) == pytest.approx(most, abs=1e-12)
        assert compass.highest == compass.nearest
        assert compass.lowest == (compass.nearest + 4) % 8


def test_on_a_summit_and_on_flat_ground_no_way_is_the_steepest():
    for text, point in (("-x**2 - y**2", (0.0, 0.0)), ("3 + 0*x*y", (1.0, 1.0))):
        compass = Compass.at(parse_formula(text, ("x", "y")), point, 0.5)
        assert compass.level
        assert not compass.uphill.any()


def test_a_direction_into_a_hole_of_the_function_has_no_change():
    compass = Compass.at(parse_formula("log(x) + y", ("x", "y")), (0.25, 0.0), 0.5)
    assert np.isnan(compass.changes[4])
    assert np.isfinite(compass.changes[[0, 2, 6]]).all()
    assert compass.highest not in (3, 4, 5)


def test_a_kink_is_told_from_a_bend_along_each_axis():
    for text, point, kinks in (
        ("abs(x) + y**2", (0.0, 0.0), [True, False]),
        ("x**2 + y**4", (0.0, 0.0), [False, False]),
        ("max(x, 2x) + y", (0.0, 3.0), [True, False]),
        ("abs(x - y)", (1.0, 1.0), [True, True]),
        ("sin(x) + cos(y)", (0.8, -0.6), [False, False]),
        ("log(x) + y", (0.001, 0.0), [False, False]),
    ):
        assert Compass.at(parse_land(text), point, 0.5).kinks.tolist() == kinks, text
