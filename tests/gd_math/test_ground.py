import numpy as np
import pytest

from gd_math.data.regression import MeanSquaredError
from gd_math.formula.parsing import parse_formula
from gd_math.functions.classics import Himmelblau
from gd_math.shape.curve_profile import Downhill
from gd_math.shape.ground import below
from gd_math.shape.lie import Lie, has_kink, lie_of

AXIS = ((-10.0, 10.0),)
SQUARE = ((-5.0, 5.0), (-5.0, 5.0))


@pytest.mark.parametrize(
    ("text", "start", "kind", "place"),
    [
        ("x**2", 8.0, Downhill.MINIMUM, 0.0),
        ("x**2", 5e5, Downhill.MINIMUM, 0.0),
        ("x**3 - 3*x", 0.5, Downhill.MINIMUM, 1.0),
        ("x*log(x)", 2.0, Downhill.MINIMUM, np.exp(-1.0)),
        ("abs(x)", 3.0, Downhill.MINIMUM, 0.0),
        ("-exp(-x**2)", 9.0, Downhill.MINIMUM, 0.0),
        ("abs(x + 2) + abs(x - 2)", 7.0, Downhill.FLOOR, 2.0),
        ("sqrt(x)", 4.0, Downhill.EDGE, 0.0),
        ("sqrt(x - 1)", 4.0, Downhill.EDGE, 1.0),
        ("x**3 - 3*x", -1.5, Downhill.NOTHING, None),
        ("exp(x)", 1.0, Downhill.NOTHING, None),
        ("1/(1 + exp(-x))", 8.0, Downhill.NOTHING, None),
        ("log(x)", 2.0, Downhill.NOTHING, None),
        ("1/x", -1.0, Downhill.NOTHING, None),
        ("1/x", 1.0, Downhill.NOTHING, None),
        ("-1/x**2", 2.0, Downhill.NOTHING, None),
        ("tan(x)", 1.0, Downhill.NOTHING, None),
        ("2*x + 1", 1.0, Downhill.NOTHING, None),
        ("cos(x)", 0.0, Downhill.REST, 0.0),
    ],
)
def test_downhill_on_a_curve_lies_its_minimum_floor_or_edge_or_nothing(
    text: str, start: float, kind: Downhill, place: float | None
) -> None:
    found = below(parse_formula(text), [[start]], AXIS)
    assert found.kinds == (kind,)
    if place is None:
        assert np.isnan(found.places).all()
    else:
        assert found.places[0, 0] == pytest.approx(place, abs=1e-8)


@pytest.mark.parametrize(
    ("text", "start", "kind", "place"),
    [
        ("x**2 + y**2", (3.0, 2.0), Downhill.MINIMUM, (0.0, 0.0)),
        ("x**4 + y**2", (1.0, 2.0), Downhill.MINIMUM, (0.0, 0.0)),
        ("(1 - x)**2 + 100*(y - x**2)**2", (-2.0, 2.0), Downhill.MINIMUM, (1.0, 1.0)),
        ("(x - y)**2", (3.0, 1.0), Downhill.FLOOR, (2.0, 2.0)),
        ("x**2 + 0*y", (1.0, 1.0), Downhill.FLOOR, (0.0, 1.0)),
        ("x + 2*y", (0.0, 0.0), Downhill.NOTHING, None),
        ("x**2 - y**2", (1.0, 0.5), Downhill.NOTHING, None),
        ("exp(x) + y**2", (1.0, 1.0), Downhill.NOTHING, None),
    ],
)
def test_downhill_on_a_land(text: str, start: tuple, kind: Downhill, place: tuple | None) -> None:
    found = below(parse_formula(text, ("x", "y")), [start], SQUARE)
    assert found.kinds == (kind,)
    if place is not None:
        assert found.places[0] == pytest.approx(place, abs=1e-6)


def test_each_start_comes_to_one_of_himmelblaus_minima() -> None:
    starts = np.random.default_rng(1).uniform(-5, 5, (20, 2))
    found = below(Himmelblau(), starts, SQUARE)
    away = np.linalg.norm(found.places[:, None] - Himmelblau().minima[None], axis=-1).min(axis=1)
    assert set(found.kinds) == {Downhill.MINIMUM}
    assert away.max() < 1e-5


@pytest.mark.parametrize(
    ("text", "place", "lie"),
    [
        ("x**2", 0.0, Lie.MINIMUM),
        ("abs(x)", 0.0, Lie.MINIMUM),
        ("cos(x)", 0.0, Lie.SUMMIT),
        ("-abs(x)", 0.0, Lie.SUMMIT),
        ("x**3", 0.0, Lie.PASS),
        ("0*x + 3", 1.0, Lie.LEVEL),
        ("abs(x + 2) + abs(x - 2)", 0.0, Lie.LEVEL),
        ("x**2", 1.0, Lie.SLOPE),
    ],
)
def test_what_a_place_of_a_curve_is(text: str, place: float, lie: Lie) -> None:
    assert lie_of(parse_formula(text), place, AXIS) is lie


@pytest.mark.parametrize(
    ("text", "place", "lie"),
    [
        ("x**2 + y**2", (0.0, 0.0), Lie.MINIMUM),
        ("x**2 - y**2", (0.0, 0.0), Lie.PASS),
        ("-x**2 - y**2", (0.0, 0.0), Lie.SUMMIT),
        ("(x - y)**2", (2.0, 2.0), Lie.FLOOR),
        ("abs(x - y)", (-1.0, -1.0), Lie.FLOOR),
        ("abs(x - 3*y)", (-3.0, -1.0), Lie.FLOOR),
        ("abs(x) + abs(y)", (0.0, 0.0), Lie.MINIMUM),
        ("x**2 + 0.001*y**2", (0.0, 0.0), Lie.MINIMUM),
        ("0*x + 0*y", (1.0, 1.0), Lie.LEVEL),
    ],
)
def test_what_a_place_of_a_land_is(text: str, place: tuple, lie: Lie) -> None:
    assert lie_of(parse_formula(text, ("x", "y")), place, SQUARE) is lie


def test_a_kink_is_where_the_slope_jumps() -> None:
    assert has_kink(parse_formula("abs(x)"), 0.0, AXIS)
    assert not has_kink(parse_formula("x**2"), 0.0, AXIS)
    assert not has_kink(parse_formula("abs(x)"), 1.0, AXIS)


@pytest.mark.parametrize("text", ["sqrt(abs(x))", "(x**2)**0.3", "abs(x)"])
def test_a_cusp_is_a_minimum_from_both_sides(text: str) -> None:
    found = below(parse_formula(text), [[2.0], [-3.0]], AXIS)
    assert found.kinds == (Downhill.MINIMUM, Downhill.MINIMUM)
    assert found.places[:, 0] == pytest.approx([0.0, 0.0], abs=1e-12)


def test_below_a_line_fit_lies_its_solution_however_far_and_narrow_the_valley_is() -> None:
    x = np.array([1999.0, 2004.0, 2010.0, 2021.0])
    loss = MeanSquaredError(x, 3 * x - 5900)
    found = below(loss, [[1e6, -1e9], [3.0, -5900.0]], ((-10, 10), (-10, 10)))
    assert set(found.kinds) == {Downhill.MINIMUM}
    assert found.places == pytest.approx(np.array([[3.0, -5900.0]] * 2))
    assert MeanSquaredError([4.0, 4.0], [1.0, 2.0]).is_bowl is False
