"""A data panel draws whatever predicts its points: a line, or a curve."""

import numpy as np
import pytest
from manim import ValueTracker

from gd_math.data.datasets import Dataset
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.cast.data.data_panel import DataPanel
from scenes.cast.data.data_view import data_view
from scenes.cast.writing.live_equations import LineEquation

X, Y = np.array([0.0, 1.0, 2.0, 4.0]), np.array([1.0, 2.0, 5.0, 17.0])
DATA = Dataset("four", X, Y)


def panel(predict, **how):
    equation = LineEquation(Look(), lambda: np.zeros(2), np.zeros((1, 2)), (1, 1))
    view = data_view(DATA, predict(X), 1.0)
    return DataPanel(Look(), Box(-3.0, 3.0, -2.0, 2.0), DATA, predict, view, equation, **how)


def test_a_curve_follows_what_is_predicted_now():
    bend = ValueTracker(1.0)
    drawn = panel(lambda x: bend.get_value() * x**2 + 1, straight=False, gaps=True)
    for value in (1.0, 0.5):
        bend.set_value(value)
        drawn.update()
        x, y = drawn.plot.read(drawn.line.points).T
        assert y == pytest.approx(value * x**2 + 1, abs=0.01)
        ends = drawn.plot.read(drawn.gap_ends().reshape(-1, 3)).reshape(-1, 2, 2)
        assert ends[:, 0] == pytest.approx(np.column_stack([X, Y]))
        assert ends[:, 1] == pytest.approx(np.column_stack([X, value * X**2 + 1]))


def test_gaps_are_drawn_only_where_they_are_asked_for():
    assert len(panel(lambda x: 2 * x, gaps=True).gaps.points)
    assert not len(panel(lambda x: 2 * x).gaps.points)


def test_dots_are_before_the_line_or_behind_it():
    for behind in (False, True):
        parts = panel(lambda x: 2 * x, behind=behind).submobjects
        names = [part.name for part in parts if part.name in ("fitted line", "data points")]
        assert names == (["data points", "fitted line"] if behind else ["fitted line", "data points"])


@pytest.mark.parametrize("reach", [0.5, 2.0])
def test_the_view_reaches_out_for_the_first_prediction_only_so_far(reach):
    (x_low, x_high), (y_low, y_high) = data_view(DATA, np.array([-1.0, 0.0, 0.0, 1000.0]), reach)
    extent, air = float(np.ptp(Y)), 0.07
    assert (x_low, x_high) == pytest.approx((0.0 - 4 * air, 4.0 + 4 * air))
    height = (Y.max() + reach * extent) - -1.0
    assert (y_low, y_high) == pytest.approx((-1.0 - air * height, -1.0 + height + air * height))
    assert data_view(DATA, Y, reach, from_first_x=True)[0][0] == 0.0


@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize("share", [0.4, 1.0])
def test_all_that_is_drawn_goes_with_a_panel_that_moves(bare, share):
    drawn = panel(lambda x: 2 * x, gaps=True)
    change = drawn.move_into(Box(0.0, 3.0, -2.0, 0.0), bare=bare)
    change.begin()
    change.interpolate(share)
    if share == 1.0:
        change.finish()
        assert bool(drawn.plot.numbers) is not bare
        assert drawn.plot.area.right <= 3.0
        assert drawn.equation.head.get_bottom()[1] >= drawn.plot.area.top
    drawn.update()
    assert drawn.plot.read(drawn.dots.places) == pytest.approx(np.column_stack([X, Y]))
    x, y = drawn.plot.read(drawn.line.points).T
    assert y == pytest.approx(2 * x)
    gaps = drawn.plot.read(drawn.gaps.points).reshape(-1, 4, 2)
    assert gaps[:, 0] == pytest.approx(np.column_stack([X, Y]))
    assert gaps[:, -1, 0] == pytest.approx(X)


def test_gaps_are_measured_from_the_points_one_after_another():
    drawn = panel(lambda x: 2 * x + 1, gaps=True)
    lengths = []
    for share in (0.0, 0.5, 1.0):
        drawn.measured.set_value(share)
        gaps = drawn.update().gaps.points.reshape(-1, 4, 3)
        lengths.append(np.abs(np.ptp(gaps[:, :, 1], axis=1)))
    whole = np.abs(np.diff(drawn.gap_ends()[:, :, 1], axis=1))[:, 0]
    assert not lengths[0].any()
    assert lengths[2] == pytest.approx(whole)
    assert (lengths[1] <= whole + 1e-12).all()
    assert lengths[1][0] == pytest.approx(whole[0])
    assert lengths[1][-1] == 0.0
