"""A view that widens with a run, and pictures that go around what is in their way."""

import numpy as np
import pytest
from manim import Dot, linear

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.marks.balls import Ball
from scenes.parts.learning_rate_comparison.glide import Glide
from scenes.parts.learning_rate_comparison.widening import Widening

BOX, SMALL = Box(-6.0, 6.0, -3.0, 0.0), Box(2.0, 5.0, 1.0, 3.0)
WIDEST = 1e9


def plot(box=BOX, **names):
    return Plot(Look(), box, (-10.0, 10.0), (-10.0, 100.0), **names)


def ranges(share):
    factor = WIDEST**share
    return (-10.0 * factor, 10.0 * factor), (-10.0 * factor**2, 100.0 * factor**2)


def seen(one, axis):
    return [mark for mark in one.marks if mark.axis == axis and mark.number.get_fill_opacity() > 0.0]


def test_the_powers_of_ten_of_a_widening_view_stand_where_their_values_are():
    one = plot()
    widening = Widening(one, ranges)
    widening.begin()
    for alpha in np.linspace(0.0, 1.0, 41):
        widening.interpolate(alpha)
        assert (one.x_range, one.y_range) == ranges(alpha)
        for mark in seen(one, "x"):
            assert one.at(mark.value, 0.0)[0] == pytest.approx(mark.line.get_start()[0])
            assert one.area.left - 1e-9 <= mark.line.get_start()[0] <= one.area.right + 1e-9
        assert seen(one, "x")
        assert seen(one, "y")


def test_a_widened_plot_keeps_only_the_numbers_that_are_seen():
    one = plot()
    widening = Widening(one, ranges)
    widening.begin()
    widening.interpolate(1.0)
    widening.finish()
    assert {mark.number.text for mark in one.marks} >= {"0", "10¹⁰", "−10¹⁰"}
    assert len(one.numbers) == len(one.marks) == len(one.frame) - 2
    assert all(mark.number.get_fill_opacity() > 0.0 for mark in one.marks)


def test_a_picture_that_goes_around_moves_sideways_and_upwards_at_its_own_times():
    one, goal = plot(x_label="x", y_label="loss"), plot(SMALL, x_label="x")
    before = one.area
    change = ViewChange(
        one, goal=goal, across=lambda t: min(2 * t, 1.0), up=lambda t: max(2 * t - 1, 0.0), rate_func=linear
    )
    change.begin()
    change.interpolate(0.5)
    assert (one.area.left, one.area.right) == pytest.approx((goal.area.left, goal.area.right))
    assert (one.area.bottom, one.area.top) == pytest.approx((before.bottom, before.top))
    name = change.words[0]
    assert name.get_left()[0] - one.area.right == pytest.approx(
        change.word_points[0][:, 0].min() - before.right, abs=0.01
    )
    change.finish()
    assert one.area == goal.area


def test_what_glides_ends_as_its_goal():
    dot, goal = Dot((1.0, 2.0, 0.0)), Dot((4.0, -1.0, 0.0), radius=0.5)
    glide = Glide(dot, goal, up=lambda _: 0.0)
    glide.begin()
    glide.interpolate(0.5)
    assert dot.get_center()[1] == pytest.approx(2.0, abs=1e-6)
    glide.interpolate(1.0)
    glide.finish()
    assert np.array_equal(dot.points, goal.points)


def test_a_ball_of_another_size_stands_where_it_stood():
    ball = Ball(Look(), 0.2).stand_at((1.0, 2.0, 0.0)).resize(0.1)
    assert ball[1].get_center() == pytest.approx([1.0, 2.0, 0.0])
    assert ball[1].width == pytest.approx(0.2)
