"""Valleys, passes, peaks and ridges are where the derivatives say."""

import numpy as np
import pytest

from gd_math.formula.parsing import parse_formula
from gd_math.functions.critical_points import critical_points, ridges
from gd_math.functions.objectives import Himmelblau, Quadratic, SineHills
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent

SQUARE = ((-5.0, 5.0), (-5.0, 5.0))


def test_himmelblau_has_its_published_minima():
    found = critical_points(Himmelblau(), *SQUARE).valleys
    published = [(3, 2), (-2.805118, 3.131313), (-3.779310, -3.283186), (3.584428, -1.848127)]
    assert len(found) == 4
    for place in published:
        assert np.abs(found - place).max(axis=1).min() < 1e-6


@pytest.mark.parametrize("seed", range(6))
def test_the_gradient_vanishes_and_the_curvature_tells_the_kind(seed):
    hills = SineHills.seeded(seed)
    found = critical_points(hills, *SQUARE)
    for points, rising in ((found.valleys, 2), (found.passes, 1), (found.peaks, 0)):
        assert len(points)
        assert np.abs(hills.gradient(points)).max() < 1e-8
        assert ((np.linalg.eigvalsh(hills.curvature(points)) > 0).sum(axis=-1) == rising).all()
        assert (np.diff(hills.value(points)) >= 0).all(), "from the lowest to the highest"


def test_no_valley_of_a_fine_grid_is_missed():
    hills = SineHills.seeded(31)
    axis = np.linspace(-5, 5, 401)
    heights = hills(*np.meshgrid(axis, axis))
    inner = heights[1:-1, 1:-1]
    around = [heights[1 + j : 400 + j, 1 + i : 400 + i] for j in (-1, 0, 1) for i in (-1, 0, 1) if i or j]
    assert (
        len(critical_points(hills, *SQUARE).valleys)
        == np.all([inner < other for other in around], axis=0).sum()
    )


def test_a_bowl_has_one_valley_and_nothing_else():
    found = critical_points(Quadratic(np.diag([1.0, 4.0])), *SQUARE)
    assert np.allclose(found.valleys, [[0, 0]])
    assert len(found.passes) == len(found.peaks) == 0


@pytest.mark.parametrize("formula", ["x", "x**2", "0*x + 3", "log(x) + y"])
def test_functions_without_sharp_points_have_none(formula):
    found = critical_points(parse_formula(formula, ("x", "y")), *SQUARE)
    assert len(found.valleys) == len(found.passes) == len(found.peaks) == 0
    assert ridges(parse_formula(formula, ("x", "y")), found.passes, *SQUARE) == []


def test_ridges_of_an_egg_box_are_its_diagonals():
    """Between the peaks of cos x + cos y the passes' ridges are straight: x = 0 or y = 0, modulo 2π."""
    box = parse_formula("cos(x) + cos(y)", ("x", "y"))
    found = critical_points(box, *SQUARE)
    lines = ridges(box, found.passes, *SQUARE)
    assert len(lines) == len(found.passes) > 0
    for line in lines:
        off = np.abs((line + np.pi) % (2 * np.pi) - np.pi).max(axis=0)
        assert off.min() < 1e-6


def test_ridges_climb_from_their_pass_along_the_gradient():
    hills = SineHills.seeded(31)
    found = critical_points(hills, *SQUARE)
    for start, line in zip(found.passes, ridges(hills, found.passes, *SQUARE), strict=True):
        middle = int(np.argmin(np.linalg.norm(line - start, axis=1)))
        heights = hills.value(line)
        assert (np.diff(heights[middle:-1]) > 0).all()
        assert (np.diff(heights[1 : middle + 1]) < 0).all()


def test_walkers_on_both_sides_of_a_ridge_part():
    hills = SineHills.seeded(31)
    found = critical_points(hills, *SQUARE)
    parted = 0
    for start in found.passes:
        across = np.linalg.eigh(hills.curvature(start))[1][:, 0]
        sides = np.stack([start + 0.05 * across, start - 0.05 * across])
        ends = descend(hills, sides, GradientDescent(0.05), 2000).points[-1]
        if (np.abs(ends) < 5).all():
            nearest = [np.linalg.norm(found.valleys - end, axis=1).argmin() for end in ends]
            parted += nearest[0] != nearest[1]
    assert parted >= 4
