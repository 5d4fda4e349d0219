"""Valleys are found where they are, and only there."""

import numpy as np
import pytest

from gd_math.formula.parsing import parse_formula
from gd_math.functions.objectives import (
    Himmelblau,
    Objective,
    Parabola,
    Rosenbrock,
    Saddle,
    TripleWell,
    local_minima,
)
from gd_math.functions.objectives import downhill_minimum as downhill


def test_a_quartic_has_the_two_minima_of_its_derivative() -> None:
    roots = np.roots([4.0, 0.0, -6.0, 1.0])
    found = local_minima(parse_formula("x**4 - 3*x**2 + x"), -10, 10)[:, 0]
    assert found == pytest.approx([roots.min(), roots.max()], abs=1e-14)


def test_the_lowest_minimum_comes_first() -> None:
    found = local_minima(TripleWell(), -2.5, 2.5)
    assert found[:, 0] == pytest.approx([-2, 2, 0], abs=1e-14)


def test_a_parabola_has_its_minimum_at_exactly_zero() -> None:
    assert local_minima(Parabola(), -10, 10).tolist() == [[0.0]]


def test_a_cosine_has_a_minimum_at_every_odd_multiple_of_pi() -> None:
    found = np.sort(local_minima(parse_formula("cos(x)"), -10, 10)[:, 0])
    assert found == pytest.approx(np.pi * np.array([-3, -1, 1, 3]), abs=1e-14)


@pytest.mark.parametrize("text", ["x", "-x**2", "x**3", "3", "-1/x**2", "tan(x)", "log(x)"])
def test_what_has_no_valley_gives_none(text: str) -> None:
    assert local_minima(parse_formula(text), -4, 4).shape == (0, 1)


@pytest.mark.parametrize(
    ("objective", "start", "minimum"),
    [
        (TripleWell(), 0.9, 0.0),
        (TripleWell(), 1.1, 2.0),
        (TripleWell(), -40.0, -2.0),
        (parse_formula("x**4"), 3.0, 0.0),
        (Rosenbrock(), (-1.5, 2.0), (1.0, 1.0)),
        (Himmelblau(), (-4.0, -4.0), (-3.7793102533777469, -3.2831859912861694)),
    ],
)
def test_downhill_reaches_the_near_minimum(objective: Objective, start: object, minimum: object) -> None:
    found = downhill(objective, np.asarray(start, dtype=float))
    assert found is not None
    assert np.abs(found - minimum).max() < 1e-4


@pytest.mark.parametrize("objective", [Saddle(), parse_formula("x - y"), parse_formula("-x**2 - y**2")])
def test_downhill_without_end_gives_none(objective: Objective) -> None:
    assert downhill(objective, [0.5, 0.4]) is None


def test_downhill_from_outside_the_domain_of_definition_gives_none() -> None:
    assert downhill(parse_formula("log(x)"), -1.0) is None


def test_a_cusp_is_a_minimum_but_a_pole_is_none():
    assert local_minima(parse_formula("sqrt(abs(x))"), -10, 10)[:, 0] == pytest.approx([0.0], abs=1e-12)
    for text in ("-1/x**2", "log(abs(x))", "-1/abs(x)"):
        assert len(local_minima(parse_formula(text), -10, 10)) == 0
