"""A chart over steps draws its series at their values, tells them apart, and marks steps and levels."""

import numpy as np
import pytest
from manim import ValueTracker

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import DARK
from scenes.cast.charts.end_labels import spread
from scenes.cast.charts.series import Series, SeriesChart
from scenes.cast.marks.lines import dashed
from scenes.cast.marks.run_style import DASHES, MARKS, RunStyle, mark_shape

BOX = Box(-6.0, 6.0, -3.0, 3.0)


@pytest.fixture
def clock():
    return ValueTracker(0.0)


def chart(clock, *values, log="auto", **options):
    """A chart of unnamed series on one clock."""
    series = [Series(np.asarray(v, dtype=float), RunStyle(DARK.loss), clock.get_value) for v in values]
    return SeriesChart(Look(), BOX, series, log, **options)


def test_a_line_is_drawn_to_its_clock(clock):
    made = chart(clock, [8.0, 4.0, 1.0, 0.5])
    for time, loss in ((1.0, 4.0), (2.0, 1.0), (2.5, np.sqrt(0.5)), (9.0, 0.5)):
        clock.set_value(time)
        made.redraw()
        assert made.plot.read(made.tip()) == pytest.approx([min(time, 3.0), loss])
        assert made.plot.read(made.lines[0].trace.points[-1]) == pytest.approx([min(time, 3.0), loss])


def test_only_positive_values_stand_on_a_logarithmic_axis_by_themselves(clock):
    assert chart(clock, [8.0, 1e-5]).axis_scale.log
    assert not chart(clock, [8.0, -1.0]).axis_scale.log
    assert chart(clock, [8.0, -1.0], log=True).axis_scale.log
    even = chart(clock, [1.0, 1e9], log=False)
    assert even.plot.read(even.lines[0].points[1])[1] == pytest.approx(1e9)


def test_a_line_that_leaves_is_cut_at_the_edge_and_comes_back(clock):
    made = chart(clock, [1.0, 5.0, 1.0], log=False, y_range=(0.0, 3.0))
    clock.set_value(1.0)
    made.redraw()
    assert made.plot.read(made.tip()) == pytest.approx([0.5, 3.0])
    clock.set_value(2.0)
    made.redraw()
    assert made.plot.read(made.tip()) == pytest.approx([2.0, 1.0])


def test_room_for_names_is_reserved_only_where_there_are_names(clock):
    named = SeriesChart(
        Look(),
        BOX,
        [Series(np.array([2.0, 1.0]), RunStyle(DARK.loss, DASHES[0], "square", "momentum"), clock.get_value)],
        words=("loss", "step"),
    )
    alone = chart(clock, [2.0, 1.0])
    assert alone.plot.area.right > BOX.right - 0.2
    label = named.labels[0]
    assert named.plot.area.right < label.get_left()[0]
    assert label.get_right()[0] <= BOX.right + 1e-6


def test_names_may_be_left_to_a_legend(clock):
    style = RunStyle(DARK.loss, DASHES[0], "square", "momentum")
    series = [Series(np.array([2.0, 1.0]), style, clock.get_value)]
    made = SeriesChart(Look(), BOX, series, words=("loss", "step"), names=False)
    named = SeriesChart(Look(), BOX, series, words=("loss", "step"))
    assert [len(label) > 0 for label in (*made.labels, *named.labels)] == [False, True]
    assert made.plot.area.right > named.plot.area.right + 0.5
    assert made.lines[0].tip.disc == pytest.approx(mark_shape("square", series[0].tip))


def test_a_run_that_diverges_does_not_flatten_the_others_and_goes_on_beyond_the_edge(clock):
    down, up, gone = [8.0, 4.0, 2.0, 1.0], [8.0, 12.0, 1e30, 1e200], [8.0, 4.0, np.inf]
    made = chart(clock, down, up, gone, within=3.0)
    assert 12.0 < made.axis_scale.range[1] <= 24.0 + 8.0
    arrows, top = made.onward, made.plot.area.top
    clock.set_value(1.0)
    made.redraw()
    assert not any(len(arrow.points) for arrow in arrows)
    clock.set_value(3.0)
    made.redraw()
    assert [len(arrow.points) > 0 for arrow in arrows] == [False, True, True]
    for arrow, line in zip(arrows[1:], made.lines[1:], strict=True):
        assert arrow.tip == pytest.approx(line.end)
        assert arrow.tip[1] == pytest.approx(top) and arrow.tail[1] < top - 0.1
        assert not len(line.tip.points)
    assert len(made.lines[0].tip.points)
    assert not chart(clock, down, up).onward
    back = chart(clock, [1.0, 5.0, 1.0], within=2.0)
    assert not len(back.onward[0].points)


def test_ticks_of_ones_own_are_numbered(clock):
    made = chart(clock, [2.0, 1.0, 0.5], x_ticks=(0, 2), y_ticks=(1.0,))
    assert [number.text for number in made.plot.numbers] == ["0", "2", "10⁰"]


def test_a_mark_stands_on_the_line_with_its_step(clock):
    made = chart(clock, [8.0, 4.0, 2.0, 1.0])
    dot, number = made.mark(2)
    assert made.plot.read(dot.places[0]) == pytest.approx([2.0, 2.0])
    assert number.text == "2"
    assert len(chart(clock, [1.0, 2.0, 4.0, 8.0]).mark(2)) == 1  # its own line is in the way


def test_a_level_crosses_the_chart_and_says_what_it_is(clock):
    made = chart(clock, [8.0, 4.0, 2.0, 1.0])
    line, _word, number = made.level(2.0, "goal", "2")
    assert made.plot.read(line.points)[:, 1] == pytest.approx(2.0)
    assert number.text == "2"
    assert len(made.level(2.0)) == 1


def test_marks_of_runs_have_different_shapes_of_one_size():
    extents = [np.ptp(mark_shape(mark, 0.1)[:, :2], axis=0) for mark in MARKS]
    assert all(0.15 < extent.min() <= extent.max() < 0.3 for extent in extents)
    assert len({np.round(mark_shape(mark, 0.1), 6).tobytes() for mark in MARKS}) == len(MARKS)


def test_labels_at_the_ends_of_lines_do_not_touch():
    heights = spread([0.0, 0.05, 0.06, 2.0, 2.1], -0.1, 2.1, 0.3)
    assert np.diff(heights).min() >= 0.3 - 1e-12
    assert min(heights) >= -0.1
    assert max(heights) <= 2.1
    assert spread([1.0, 0.0], 0.0, 1.0, 0.3) == [1.0, 0.0]


def test_dashes_lie_on_the_line_and_keep_their_lengths():
    corners = np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [1.0, 2.0, 0.0]])
    pieces = dashed(corners, (0.3, 0.2))
    lengths = np.linalg.norm(pieces[:, 1] - pieces[:, 0], axis=1)
    assert lengths == pytest.approx([0.3] * 6)
    assert (np.isclose(pieces[..., 1], 0) | np.isclose(pieces[..., 0], 1)).all()


@pytest.mark.parametrize("steps", [20, 100, 1000, 20000])
def test_no_number_at_the_axis_runs_into_the_word_for_steps(clock, steps):
    series = Series(np.geomspace(8.0, 1.0, steps + 1), RunStyle(DARK.loss, label="Adam"), clock.get_value)
    made = SeriesChart(Look(), BOX, [series], words=("loss", "step"))
    word = made.scenery[1]
    numbers = [one for one in made.plot.numbers if one.get_center()[1] < made.plot.area.bottom]
    assert len(numbers) >= 2
    assert all(one.get_right()[0] < word.get_left()[0] for one in numbers)
