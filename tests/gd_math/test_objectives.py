"""Every function has the gradient, the Hessian, the minima and the formula that it says it has."""

from dataclasses import FrozenInstanceError
from itertools import pairwise

import numpy as np
import pytest
import typst

from gd_math.data.regression import MeanSquaredError
from gd_math.formula.parsing import parse_formula
from gd_math.functions.objectives import (
    Beale,
    DoubleWell,
    Himmelblau,
    MountainRange,
    Objective,
    Parabola,
    Quadratic,
    Rastrigin,
    Rosenbrock,
    Saddle,
    SineHills,
    SixHumpCamel,
    TripleWell,
)
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent

ANALYTIC: list[Objective] = [
    Quadratic([[3.0, 1.0], [1.0, 2.0]], [1.0, -2.0]),
    Quadratic([0.2, 4.0]),
    Quadratic(np.diag([1.0, 2.0, 5.0])),
    Quadratic(2.0),
    Parabola(),
    Parabola(0.5, 2.0),
    DoubleWell(),
    DoubleWell(0.4),
    TripleWell(),
    MountainRange(),
    SineHills(),
    SineHills.seeded(7, 6),
    Rosenbrock(),
    Beale(),
    Himmelblau(),
    Rastrigin(),
    Saddle(),
    SixHumpCamel(),
]
MEASURED: list[Objective] = [
    parse_formula("x**4 - 3*x**2 + x"),
    parse_formula("sin(x) + cos(y)*exp(-x**2/9) + tanh(x*y) + sqrt(x**2 + y**2 + 1)"),
    parse_formula("atan(x)*log(x**2 + 1) + 2**x - abs(x + 7)"),
    MeanSquaredError([0.0, 1.0, 2.0, 4.0], [1.0, 2.5, 5.5, 8.0]),
    MeanSquaredError([[0.0, 1.0], [1.0, 0.5], [2.0, -1.0], [4.0, 2.0]], [1.0, 2.5, 5.5, 8.0]),
]
ALL = ANALYTIC + MEASURED


def name(objective: Objective) -> str:
    return f"{type(objective).__name__}-{objective.formula[:24]}"


def places(objective: Objective, count: int = 40) -> np.ndarray:
    low, high = np.array(objective.domain).T
    return np.random.default_rng(5).uniform(low, high, (count, objective.dimension))


@pytest.mark.parametrize("objective", ANALYTIC, ids=name)
def test_gradient_equals_complex_steps(objective: Objective) -> None:
    points = places(objective)
    for axis in range(objective.dimension):
        aside = points.astype(complex)
        aside[:, axis] += 1e-30j
        derivative = objective._value(aside).imag / 1e-30
        np.testing.assert_allclose(objective.gradient(points)[:, axis], derivative, rtol=1e-12, atol=1e-11)


@pytest.mark.parametrize("objective", ALL, ids=name)
def test_gradient_equals_central_differences(objective: Objective) -> None:
    points, h = places(objective), 1e-5
    for axis in range(objective.dimension):
        shift = h * np.eye(objective.dimension)[axis]
        difference = (objective.value(points + shift) - objective.value(points - shift)) / (2 * h)
        scale = 1 + np.abs(objective.value(points))
        assert np.all(np.abs(objective.gradient(points)[:, axis] - difference) <= 2e-8 * scale)


@pytest.mark.parametrize("objective", ALL, ids=name)
def test_curvature_is_the_slope_of_the_gradient_and_symmetric(objective: Objective) -> None:
    points, h = places(objective), 1e-5
    hessian = objective.curvature(points)
    assert hessian.shape == (*points.shape, objective.dimension)
    np.testing.assert_allclose(hessian, np.swapaxes(hessian, -1, -2), rtol=1e-12, atol=1e-12)
    for axis in range(objective.dimension):
        shift = h * np.eye(objective.dimension)[axis]
        difference = (objective.gradient(points + shift) - objective.gradient(points - shift)) / (2 * h)
        scale = 1 + np.abs(objective.gradient(points)).max(axis=-1, keepdims=True)
        assert np.all(np.abs(hessian[..., axis] - difference) <= 2e-8 * scale)


@pytest.mark.parametrize("objective", ALL, ids=name)
def test_known_minima_are_flat_and_curve_upwards(objective: Objective) -> None:
    for minimum in objective.minima:
        assert np.linalg.norm(objective.gradient(minimum)) < 1e-12 * (
            1 + np.abs(objective.curvature(minimum)).max()
        )
        assert np.linalg.eigvalsh(objective.curvature(minimum))[0] > 0
    heights = objective.value(objective.minima)
    assert all(before <= after + 1e-12 for before, after in pairwise(heights))


@pytest.mark.parametrize("objective", ALL, ids=name)
def test_a_batch_equals_its_points_one_by_one(objective: Objective) -> None:
    points = places(objective, 6).reshape(2, 3, objective.dimension)
    assert objective.value(points).shape == (2, 3)
    assert objective.gradient(points).shape == points.shape
    for index in np.ndindex(2, 3):
        np.testing.assert_allclose(objective.value(points)[index], objective.value(points[index]), rtol=1e-13)
        one = objective.gradient(points[index])
        np.testing.assert_allclose(objective.gradient(points)[index], one, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("objective", ALL, ids=name)
def test_coordinates_one_by_one_give_the_value(objective: Objective) -> None:
    points = places(objective, 4)
    assert np.array_equal(objective(*points.T), objective.value(points))


@pytest.mark.parametrize("objective", ALL, ids=name)
def test_domain_has_one_interval_for_each_variable(objective: Objective) -> None:
    assert len(objective.domain) == len(objective.variables) == objective.dimension
    assert all(low < high for low, high in objective.domain)


@pytest.mark.parametrize("objective", ALL, ids=name)
def test_huge_points_give_no_warning(objective: Objective) -> None:
    far = np.full(objective.dimension, 1e200)
    with np.errstate(all="raise"):
        objective.value(far), objective.gradient(far), objective.curvature(far)


def test_formulas_are_typst_that_compiles() -> None:
    text = "\n\n".join(f"$ {objective.formula} $" for objective in ALL)
    assert typst.compile(text.encode(), format="svg")


@pytest.mark.parametrize(
    ("objective", "written"),
    [
        (Parabola(), "x^2"),
        (Parabola(0.5, 2.0), "0.5 (x - 2)^2"),
        (Quadratic([0.2, 4.0]), "0.1 x^2 + 2 y^2"),
        (Quadratic([[2.0, -1.0], [-1.0, 6.0]]), "x^2 - x y + 3 y^2"),
        (DoubleWell(), "(x^2 - 1)^2"),
        (DoubleWell(-0.5), "(x^2 - 1)^2 - 0.5 x"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_formula_is_written_as_by_hand(objective: Objective, written: str) -> None:
    assert objective.formula == written


def test_rosenbrock_has_its_published_gradient() -> None:
    assert Rosenbrock().gradient([-2.0, 2.0]).tolist() == [-1606.0, -400.0]
    assert Rosenbrock()(1.0, 1.0) == 0


def test_himmelblau_has_its_four_published_minima() -> None:
    published = [(3, 2), (-2.805118, 3.131313), (-3.779310, -3.283186), (3.584428, -1.848127)]
    assert np.abs(Himmelblau().minima - published).max() <= 5e-7 + 1e-9
    assert np.all(Himmelblau().value(Himmelblau().minima) < 1e-25)


def test_the_camel_has_its_published_minima() -> None:
    assert np.abs(SixHumpCamel().minima - [(0.0898, -0.7126), (-0.0898, 0.7126)]).max() <= 1e-4
    assert SixHumpCamel().value(SixHumpCamel().minima) == pytest.approx(-1.0316284535, abs=5e-11)
    assert np.abs(SixHumpCamel().gradient(SixHumpCamel().minima)).max() < 1e-14


def test_beale_is_zero_at_its_published_minimum() -> None:
    assert Beale().minima.tolist() == [[3.0, 0.5]]
    assert Beale()(3.0, 0.5) == 0


def test_triple_well_has_two_equal_global_minima_and_a_local_one_between() -> None:
    left, right, middle = TripleWell().value(TripleWell().minima)
    assert left == right < middle
    assert left == pytest.approx(-4 / 3, rel=1e-14)


def test_double_well_tilts_towards_the_lower_well() -> None:
    assert np.sort(DoubleWell().minima[:, 0]) == pytest.approx([-1, 1], abs=1e-12)
    assert DoubleWell(0.3).minima[0, 0] < 0 < DoubleWell(0.3).minima[1, 0]
    assert len(DoubleWell(5.0).minima) == 1


def test_mountain_range_fits_its_picture() -> None:
    heights = MountainRange()(np.linspace(0, 16, 5001))
    assert heights.min() > 0 and heights.max() < 4


def test_mountain_range_has_a_lowest_valley_and_two_higher_ones() -> None:
    heights = MountainRange().value(MountainRange().minima)
    assert len(heights) >= 3
    assert heights[1] > heights[0] + 0.5


def test_hiker_from_13_misses_the_lowest_valley() -> None:
    run = descend(MountainRange(), 13.0, GradientDescent(0.3), 60)
    lowest, other = MountainRange().minima[:2, 0]
    assert run.points[-1, 0] == pytest.approx(other, abs=1e-3)
    assert abs(run.points[-1, 0] - lowest) > 4
    visible = np.abs(run.steps[:, 0]) > 0.03
    assert 10 <= visible.sum() <= 15


def test_seeded_hills_are_the_same_again_and_others_for_another_seed() -> None:
    assert SineHills.seeded(3) == SineHills.seeded(3)
    assert SineHills.seeded(3) != SineHills.seeded(4)


def test_a_saddle_and_a_hilltop_know_no_minimum() -> None:
    assert len(Saddle().minima) == len(Parabola(-1.0).minima) == len(Quadratic([1.0, -1.0]).minima) == 0


def test_quadratic_refuses_a_matrix_that_is_not_symmetric() -> None:
    with pytest.raises(ValueError, match="must be symmetric"):
        Quadratic([[1.0, 2.0], [0.0, 1.0]])


def test_points_with_the_wrong_number_of_coordinates_are_refused() -> None:
    with pytest.raises(ValueError, match=r"shape \(3,\), but their last axis must have 2 coordinates"):
        Rosenbrock().value([1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match="last axis must have 1"):
        Parabola().value([1.0, 2.0])
    with pytest.raises(ValueError, match="2 coordinates, not 1"):
        Rosenbrock()(1.0)
    with pytest.raises(ValueError, match="slope belongs to a function of one"):
        Rosenbrock().slope(1.0)


def test_slope_has_the_shape_of_its_argument() -> None:
    assert Parabola().slope(3.0) == 6
    assert Parabola().slope([[1.0, 2.0]]).tolist() == [[2.0, 4.0]]


def test_objectives_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Parabola().coefficient = 2.0  # type: ignore[misc]
    with pytest.raises(ValueError, match="read-only"):
        Quadratic([1.0, 2.0]).matrix[0, 0] = 5.0
