"""The view of a land shows its valleys, wherever they are and wherever the function is defined."""

import numpy as np
import pytest

from gd_math.accounts.land_view import land_view
from gd_math.formula.parsing import parse_land
from gd_math.functions.landscapes import height_grid

CAMEL = "(4 - 2.1*x**2 + x**4/3)*x**2 + x*y + (-4 + 4*y**2)*y**2"


def test_valleys_are_seen_and_not_dwarfed_by_the_rim() -> None:
    camel = parse_land(CAMEL)
    x_range, y_range = land_view(camel)
    for x, y in ((0.0898, -0.7126), (-0.0898, 0.7126)):
        assert x_range[0] < x < x_range[1] and y_range[0] < y < y_range[1]
        assert float(camel(x, y)) == pytest.approx(-1.0316, abs=1e-4)
    assert height_grid(camel, x_range, y_range).heights.max() < 15.0


@pytest.mark.parametrize(
    ("text", "place"), [("(x - 20)**2 + (y - 7)**2", (20, 7)), ("(x + 9)**2 + y**2", (-9, 0))]
)
def test_a_valley_outside_the_usual_square_is_seen(text: str, place: tuple[float, float]) -> None:
    for (low, high), at in zip(land_view(parse_land(text)), place, strict=True):
        assert low < at < high


def test_a_function_defined_in_a_disc_is_seen_there() -> None:
    ranges = land_view(parse_land("sqrt(1 - x**2 - y**2)"))
    assert all(-2.0 < low < -1.0 and 1.0 < high < 2.0 for low, high in ranges)


@pytest.mark.parametrize("text", ["x**2 + y**2", "x + 2*y", "(x - y)**2", "log(x) + y**2", "0*x + 3"])
def test_one_valley_or_none_is_seen_in_the_usual_square(text: str) -> None:
    assert np.array_equal(land_view(parse_land(text)), [(-5.0, 5.0), (-5.0, 5.0)])
