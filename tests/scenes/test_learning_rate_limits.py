"""LearningRateComparison: L is measured, and the rates stand on an axis with their limits."""

import numpy as np
import pytest

from scenes.cast.writing.number_text import as_number, steady
from scenes.learning_rate_comparison import LearningRateComparison
from scenes.parts.learning_rate_comparison.rate_axis import RateAxis
from tests.rate_runs import WELLS, closed_form, compared


@pytest.fixture
def lesson(told):
    """The default lesson, played once."""
    return told(LearningRateComparison)


@pytest.fixture
def wells(perform, played={}):  # noqa: B006
    """A lesson on a curve that is no parabola, with rates far apart."""
    if not played:
        rates = (0.0005, 0.01, 0.05)
        played["wells"] = perform(LearningRateComparison, function=WELLS, start=2.0, learning_rates=rates)
    return played["wells"]


def test_the_curvature_is_slope_over_way_while_a_tangent_slides(lesson):
    ruler = lesson.limits.ruler
    tangent, number, way = ruler.slide[1], ruler.slide[2], ruler.slide[3]
    for share in (0.25, 0.5, 1.0):
        ruler.slid.set_value(share)
        ruler.slide.update()
        x = 8.0 * (1.0 - share)
        (x0, y0), (x1, y1) = ruler.plot.read(tangent.points[[0, -1]])
        assert (y1 - y0) / (x1 - x0) == pytest.approx(2 * x, abs=1e-6)
        assert as_number(number.text) == pytest.approx(2 * x, abs=0.051)
        assert as_number(way.text) == pytest.approx(8.0 - x, abs=0.0051)
    assert [part.text for part in ruler.quotient if hasattr(part, "text")] == ["16.00", "8.00", "=", "2"]


def test_the_ruler_shows_where_one_step_of_each_rate_lands(lesson):
    ruler = lesson.limits.ruler
    ruler.drawn.set_value(1.0)
    ruler.ruler.update()
    landings = ruler.plot.read(ruler.landings.places)
    for (x, y), rate in zip(landings, (0.02, 0.2, 0.9), strict=True):
        assert (x, y) == pytest.approx((closed_form(rate)[1], closed_form(rate)[1] ** 2), abs=1e-9)
    assert [number.text for number in ruler.written] == ["0.02", "0.2", "0.9"]
    assert ruler.far.text == "1.5", "its landing is above the picture"
    assert closed_form(1.5)[1] == -16.0 > ruler.plot.x_range[0]
    assert closed_form(1.5)[1] ** 2 > ruler.plot.y_range[1]
    assert ruler.plot.read(ruler.arrow.tip) == pytest.approx([-16.0, 64.0])
    assert abs(ruler.far.get_center()[0] - ruler.arrow.tip[0]) > ruler.far.width / 2


def test_one_over_l_is_at_the_minimum_and_two_over_l_as_high_as_the_start(lesson):
    ruler = lesson.limits.ruler
    for value, place in ((0.5, 0.0), (1.0, -8.0)):
        assert ruler.plot.read(ruler.place(value)) == pytest.approx([place, 64.0])
    lines = [part for part in ruler.limits if part.name in ("1/L", "2/L")]
    assert [ruler.plot.read(line.points[0])[0] for line in lines] == pytest.approx([0.0, -8.0])
    labels = [[part.text for part in mark[-1][1:]] for mark in ruler.marks]
    assert labels == [["=", "0.5"], ["=", "1"]]
    assert all(part in lesson.mobjects for part in (*ruler.marks, ruler.quotient, ruler.ruler))


def test_each_zone_of_the_rates_says_what_the_ball_does_there(lesson):
    words = {part.name.replace("\xa0", " "): part for part in lesson.mobjects}
    ruler, area = lesson.limits.ruler, lesson.limits.ruler.plot.area
    start, first, second = (float(ruler.place(rate)[0]) for rate in (0.0, 0.5, 1.0))
    for text, left, right in (
        ("one side", first, start),
        ("side to side", second, first),
        ("escapes", area.left, second),
    ):
        word = words[text]
        assert left < word.get_left()[0] < word.get_right()[0] < right
    for rate, step in ((0.3, 1), (0.7, -1), (1.2, -1)):
        assert np.sign(closed_form(rate)[1] / closed_form(rate)[0]) == step
    assert abs(closed_form(1.2)[1]) > 8.0


def test_losses_and_the_limit_stand_over_their_rates_on_one_scale(wells, perform):
    axis, area, rates = wells.limits.axis, wells.losses.plot.area, wells.given.learning_rates
    ends = [float(axis.x(rate)) for rate in rates]
    slope, first = np.polyfit(np.log(rates), ends, 1)
    assert ends == pytest.approx(first + slope * np.log(rates)), "rates far apart: equal factors"
    assert any(part.name.replace("\xa0", " ") == "α by factors" for part in axis.rates)
    assert area.left < min(ends) < max(ends) < area.right
    for tip, line, x in zip(axis.dots, wells.losses.lines, ends, strict=True):
        assert tip.places[0] == pytest.approx([x, line.drawn[-1][1], 0.0])
    assert [number.text for number in axis.written] == ["0.0005", "0.01", "0.05"]
    curvature = 12 * 1.1309011226299859**2 - 6
    assert [part.text for part in axis.limits[2][1:]] == ["≈", f"{2 / curvature:.3g}"]
    assert axis.limits[1].points[0, 0] == pytest.approx(float(axis.x(2 / curvature)))
    assert float(axis.limits[0].get_left()[0]) == pytest.approx(float(axis.x(2 / curvature)))
    hidden = perform(LearningRateComparison, show_limit=False, learning_rates=(0.1,))
    assert not hasattr(hidden.limits, "axis")
    assert not hasattr(hidden.limits, "ruler")


def test_rates_that_are_near_each_other_stand_on_an_even_axis_that_begins_at_0(wells):
    comparison = compared(WELLS, 2.0, (0.01, 0.02, 0.05))
    axis = RateAxis(wells.look, wells.losses, comparison, comparison.curvature)
    ends = [float(axis.x(rate)) for rate in (0.0, 0.01, 0.02, 0.05)]
    slope, first = np.polyfit((0.0, 0.01, 0.02, 0.05), ends, 1)
    assert ends == pytest.approx(first + slope * np.array((0.0, 0.01, 0.02, 0.05)))
    assert first == pytest.approx(axis.area.left)


def test_each_loss_stands_beside_its_dot_and_the_start_is_a_level_line(wells):
    words = [part for part in wells.mobjects if hasattr(part, "name")]
    for tip, line in zip(wells.limits.axis.dots, wells.losses.lines, strict=True):
        text = steady(float(line.series.values[-1]))
        near = [part for part in words if part.name.replace("\xa0", " ") == text]
        assert near, text
        assert min(abs(part.get_center()[1] - tip.places[0][1]) for part in near) < 0.65
    first = steady(float(wells.losses.lines[0].series.values[0]))
    assert any(part.name.replace("\xa0", " ") == f"start {first}" for part in words)
