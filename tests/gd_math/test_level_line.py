import numpy as np
import pytest

from gd_math.formula.parsing import parse_land
from gd_math.functions.hills import SineHills
from gd_math.shape.level_line import level_line

SQUARE = ((-4.0, 4.0), (-4.0, 4.0))


def test_a_level_line_of_a_bowl_comes_round_its_circle():
    line, middle = level_line(parse_land("x^2 + y^2"), (1.0, 1.0), SQUARE)
    assert line[middle].tolist() == [1.0, 1.0]
    assert line[0].tolist() == line[-1].tolist()
    assert abs(middle - len(line) / 2) < 2
    assert np.hypot(*line.T) == pytest.approx(np.full(len(line), np.sqrt(2.0)), rel=1e-5)
    assert np.hypot(*np.diff(line, axis=0).T).sum() == pytest.approx(2 * np.pi * np.sqrt(2.0), rel=1e-3)


@pytest.mark.parametrize(
    "text", ["x + 2y", "abs(x) + abs(y)", "max(x, 0)^2 + y^2", "x^2 + 12y^2", "log(x) + y^2"]
)
def test_heights_on_it_are_equal(text):
    land = parse_land(text)
    line, middle = level_line(land, (1.5, -0.8), SQUARE)
    assert line[middle].tolist() == [1.5, -0.8]
    steepest = np.hypot(*land.gradient(line).T).max()
    assert np.abs(land.value(line) - land.value([1.5, -0.8])).max() <= 1e-3 * 8 / 300 * steepest
    assert len(line) > 50


def test_it_crosses_the_hills_from_edge_to_edge_at_right_angles_to_the_gradient():
    hills = SineHills.seeded(31)
    line, middle = level_line(hills, (0.3, -1.9), ((-2.0, 2.0), (-3.0, 0.0)))
    way = line[middle + 1] - line[middle - 1]
    slope = hills.gradient(line[middle])
    assert abs(way @ slope) < 0.02 * np.hypot(*way) * np.hypot(*slope)


def test_it_ends_where_there_is_no_height():
    line, _ = level_line(parse_land("sqrt(x) + y"), (0.5, 0.0), SQUARE)
    assert np.isfinite(parse_land("sqrt(x) + y").value(line)).all()
