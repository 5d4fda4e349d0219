"""Chords of graphs, and where the graph is above them."""

import pytest

from gd_math.accounts.overview import overview
from gd_math.formula.parsing import parse_curve
from gd_math.shape.chords import chord_point, dipping_chord, gap_under


def test_the_graph_of_a_parabola_lies_a_quarter_of_the_square_below_its_chord() -> None:
    assert gap_under(parse_curve("x**2"), -2.0, 4.0) == pytest.approx(9.0)


@pytest.mark.parametrize("text", ["2*x + 1", "0*x + 3", "abs(x) + 5", "0.001*x - 7"])
def test_a_straight_graph_lies_on_its_chord(text: str) -> None:
    assert gap_under(parse_curve(text), 1.0, 9.0) == 0.0


@pytest.mark.parametrize(
    "text", ["x**2 + 10*sin(x)", "x**3", "sqrt(x)", "1/x", "1/x**2", "tan(x)", "-abs(x)", "-exp(-x**2)"]
)
def test_a_curve_that_is_not_convex_has_a_chord_that_dips_in_the_picture(text: str) -> None:
    objective = parse_curve(text)
    view = overview(objective)
    a, b, share = dipping_chord(objective, view.x_range, view.y_range)
    point = chord_point(objective, a, b, share)
    assert a < point.x < b
    assert not point.above
    assert view.y_range[0] <= float(objective(a)) <= view.y_range[1]
    assert view.y_range[0] <= float(objective(b)) <= view.y_range[1]
