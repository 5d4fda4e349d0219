"""What a shape covers is told alike for single points and for a grid."""

from collections.abc import Callable

import numpy as np
import pytest
from manim import Annulus, Circle, Mobject, Star, Typst

from gd_studio.film_lint.shape import Shape


@pytest.mark.parametrize(
    "make",
    [
        lambda: Circle(2.0),
        lambda: Star(7, outer_radius=3.0),
        lambda: Annulus(1.0, 2.5),
        lambda: Typst("$f(x)$", font_size=300),
    ],
    ids=["disc", "star", "ring", "glyphs"],
)
def test_grid_is_covered_where_its_points_are(make: Callable[[], Mobject]) -> None:
    points = np.concatenate([part.points for part in make().family_members_with_points()])
    shape = Shape.of_points(points)
    columns, rows = np.linspace(-3.03, 3.01, 41), np.linspace(-2.51, 2.53, 37)
    grid = np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2)
    one_by_one = shape.covers(grid).reshape(len(rows), len(columns))
    assert one_by_one.any()
    np.testing.assert_array_equal(shape.covers_grid(columns, rows), one_by_one)
