"""Grids, contour levels and cuts show the function itself."""

import numpy as np
import pytest

from gd_math.functions.landscapes import contour_levels, height_grid, slice_along
from gd_math.functions.objectives import Himmelblau, Objective, Parabola, Quadratic, Rosenbrock


def test_heights_have_rows_along_y_and_columns_along_x() -> None:
    grid = height_grid(Rosenbrock(), (-1.0, 2.0), (0.0, 3.0), (7, 4))
    assert grid.heights.shape == (4, 7)
    for j, y in enumerate(grid.y):
        for i, x in enumerate(grid.x):
            assert grid.heights[j, i] == pytest.approx(
                (1 - x) ** 2 + 100 * (y - x**2) ** 2, rel=1e-13, abs=1e-13
            )
    assert (grid.x[0], grid.x[-1], grid.y[0], grid.y[-1]) == (-1, 2, 0, 3)


def test_grid_covers_the_domain_by_default() -> None:
    grid = height_grid(Himmelblau(), n=11)
    assert (grid.x[0], grid.x[-1], grid.y[0], grid.y[-1]) == (-5, 5, -5, 5)


def test_a_landscape_needs_two_variables() -> None:
    with pytest.raises(ValueError, match="over two variables, not 1"):
        height_grid(Parabola())


@pytest.mark.parametrize("objective", [Rosenbrock(), Himmelblau(), Quadratic([0.2, 4.0])])
def test_levels_rise_strictly_within_the_heights(objective: Objective) -> None:
    heights = height_grid(objective, n=80).heights
    levels = contour_levels(heights, 12)
    assert len(levels) == 12
    assert np.all(np.diff(levels) > 0)
    assert heights.min() < levels[0] and levels[-1] < heights.max()


def test_rings_of_a_round_bowl_are_evenly_spaced_where_they_close() -> None:
    heights = height_grid(Quadratic([2.0, 2.0]), (-1.0, 1.0), (-1.0, 1.0), 400).heights
    radii = np.sqrt(contour_levels(heights, 14))
    closed = radii[radii < 1]
    assert np.ptp(np.diff(closed)) < 0.02 * np.diff(closed).mean()


def test_level_ground_and_no_ground_have_no_contour_lines() -> None:
    assert contour_levels(np.full((4, 4), 3.0)).size == 0
    assert contour_levels([np.nan, np.inf]).size == 0
    assert np.all(np.isfinite(contour_levels([1.0, 2.0, 5.0, np.nan, np.inf])))


def test_a_cut_runs_through_its_point_along_its_direction() -> None:
    t = np.linspace(-2, 2, 9)
    cut = slice_along(Rosenbrock(), [1.0, 1.0], [0.0, 5.0], t)
    np.testing.assert_allclose(cut, 100 * t**2, rtol=1e-13, atol=1e-13)
