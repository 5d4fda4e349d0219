"""Programs of instructions compute what the objectives do, whatever functions a formula has."""

import numpy as np
import pytest

from gd_math.formula.parsing import parse_land
from gd_math.formula.program import program_of
from gd_math.functions.classics import Beale, Himmelblau, Rastrigin, Rosenbrock, Saddle, SixHumpCamel
from gd_math.functions.hills import SineHills
from gd_math.runs.march import evaluated

OBJECTIVES = [
    Rosenbrock(),
    Beale(),
    Himmelblau(),
    Rastrigin(),
    Saddle(),
    SixHumpCamel(),
    SineHills.seeded(31),
]
FORMULAS = [
    "abs(x) + max(x, y, x*y) + x**1.5",
    "where(x < y, x**2, y**3) + min(x, y)",
    "where(0 < x < 1, y^2, x^2)",
    "where(x >= y, x, y^2) + where(x > 2y, x^2, y) + where(x <= 1, x, y)",
    "log(x) + y^2",
    "sqrt(x - y) + asin(x/2)",
    "sigmoid(x) + softplus(y*x) + tanh(x)*erf(y)",
    "huber(x, 2) + huber(y) + relu(x - y) + sign(x)",
    "atan(x*y) + asin(x/4) + acos(y/4) + sinh(x) + cosh(y) + tan(x/3)",
    "log2(x^2) + log10(y^2) + sqrt(x^2 + 1) + exp(-x^2)",
    "x^2",
    "1/(1 + x^2 + y^2) + x^-3",
    "x^y + pi*x - e*y",
]


@pytest.mark.parametrize(
    "objective", [*OBJECTIVES, *map(parse_land, FORMULAS)], ids=lambda one: one.formula[:20]
)
def test_program_computes_slopes_and_bends(objective):
    points = np.random.default_rng(7).uniform(-3.0, 3.0, (400, 2))
    results = evaluated(program_of(objective, bends=True), points)
    wanted = np.concatenate([objective.gradient(points), objective.curvature(points).reshape(-1, 4)], axis=1)
    slopes = evaluated(program_of(objective), points)
    assert slopes[:2] == pytest.approx(results[:2], nan_ok=True, rel=1e-12)
    if len(results) == 7:
        results[:6, np.isnan(results[6])] = np.nan
    assert pytest.approx(wanted, rel=1e-10, abs=1e-10, nan_ok=True) == results[:6].T


def test_places_are_used_again():
    program = program_of(Beale(), bends=True)
    assert program.rows < len(program.code)
