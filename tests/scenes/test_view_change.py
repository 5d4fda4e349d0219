"""Plots whose view moves stay exact; what is context comes back to the very colours that it had."""

import numpy as np
import pytest
from manim import ManimColor, ValueTracker

from gd_math.formula.parsing import parse_curve
from gd_math.functions.quadratic import Quadratic
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import blend
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.series import Series, SeriesChart
from scenes.cast.charts.view_change import ViewChange, zoomed
from scenes.cast.curves.graphs import curve_graph
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.maps.map_walk import MapWalk, StepParts
from scenes.cast.marks.lines import Polyline
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.moving.spotlight import CONTEXT, Spotlight
from scenes.cast.writing.born import Born
from scenes.cast.writing.numbers import Number

LOOK = Look()
WIDE, LEFT = Box(-6.0, 6.0, -3.0, 2.5), Box(-6.0, 0.0, -3.0, 2.5)


def parabola_plot(box=WIDE):
    return Plot(LOOK, box, (-10.0, 10.0), (0.0, 100.0), x_label="x", y_label="loss")


def drawn(plot):
    return [(member.points.round(9).tolist()) for member in plot.family_members_with_points()]


def test_a_changed_plot_is_as_if_made_for_its_view():
    plot = parabola_plot()
    change = ViewChange(plot, x_range=(5.0, 11.0), y_range=(34.0, 98.0), box=LEFT)
    change.begin()
    change.interpolate(0.3)
    change.finish()
    fresh = Plot(LOOK, LEFT, (5.0, 11.0), (34.0, 98.0), x_label="x", y_label="loss")
    assert drawn(plot) == drawn(fresh)
    assert (plot.x_range, plot.y_range, plot.area) == (fresh.x_range, fresh.y_range, fresh.area)


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.9])
def test_on_the_way_the_curve_is_where_the_plot_says(share):
    objective, plot = parse_curve("x**2"), parabola_plot()
    curve = curve_graph(plot, objective, LOOK.colours.loss)
    change = ViewChange(plot, x_range=(5.0, 11.0), y_range=(34.0, 98.0), box=LEFT)
    change.begin()
    change.interpolate(share)
    x, y = plot.read(curve.points[::4]).T
    inside = (y > plot.y_range[0] + 1e-6) & (y < plot.y_range[1] - 1e-6)
    assert inside.sum() > 100
    assert y[inside] == pytest.approx(x[inside] ** 2, abs=1e-6)
    assert plot.read(plot.at(7.0, 49.0)) == pytest.approx([7.0, 49.0])
    ticks = [plot.read(mark.line.get_start())[0] for mark in plot.marks if mark.axis == "x"]
    assert ticks == pytest.approx([mark.value for mark in plot.marks if mark.axis == "x"])


def map_and_walk(box=WIDE):
    land = Quadratic([[1.0, 0.0], [0.0, 4.0]])
    plot = ContourPlot(
        LOOK, box, land, (-6.0, 6.0), (-4.0, 4.0), x_label="w", y_label="b", height_label='"MSE"'
    )
    run, time = descend(land, (-3.0, 1.5), GradientDescent(0.1), 5), ValueTracker(1.6)
    parts = StepParts.of_slopes(LOOK, run, 0.1)
    walk = MapWalk(LOOK, plot, run, time.get_value, lambda: 1.0, parts=parts)
    plot.write_heights(walk.occupied())
    return plot, walk


CLOSE_MAP = {"x_range": (-4.0, 0.0), "y_range": (-1.0, 2.0), "box": LEFT}


@pytest.mark.parametrize("share", [0.0, 0.3, 0.8, 1.0])
def test_on_the_way_contours_bands_numbers_and_walk_are_where_the_map_says(share):
    plot, walk = map_and_walk()
    change = ViewChange(plot, **CLOSE_MAP)
    change.begin()
    change.interpolate(share)
    walk.update()
    area, drawn = plot.area, 0
    for level, line in zip(plot.levels, plot.contours, strict=True):
        x, y = plot.read(line.points[::4]).T
        drawn += len(x)
        assert x**2 / 2 + 2 * y**2 == pytest.approx(np.full(len(x), level), rel=5e-3)
    assert drawn > 100
    for band in plot.bands:
        if len(band.points):
            (left, bottom, _), (right, top, _) = band.points.min(axis=0), band.points.max(axis=0)
            assert left >= area.left - 1e-9 and right <= area.right + 1e-9
            assert bottom >= area.bottom - 1e-9 and top <= area.top + 1e-9
    for k, one in plot.heights.written.items():
        x, y = one.at
        assert x**2 / 2 + 2 * y**2 == pytest.approx(plot.levels[k], rel=5e-3)
        middle = one.number.at + np.array([0.0, one.number.cap_height / 2, 0.0])
        if np.abs(one.number.at[0]) < 50.0:
            assert plot.read(middle)[:2] == pytest.approx([x, y])
    assert plot.read(walk.dots.places)[:, :2] == pytest.approx(walk.run.points[: len(walk.dots.places)])
    assert plot.read(walk.ball.place)[:2] == pytest.approx(walk.point)
    assert plot.read(walk.arrows.step.tail) == pytest.approx(walk.run.points[1], abs=1e-9)
    gradient = plot.read(walk.arrows.sum.arrows[-1].tip) - walk.run.points[1]
    slopes = walk.run.gradients[1]
    assert gradient[0] * slopes[1] == pytest.approx(gradient[1] * slopes[0])


def test_a_changed_map_is_as_if_made_for_its_view():
    plot, _ = map_and_walk()
    change = ViewChange(plot, **CLOSE_MAP)
    change.begin()
    change.interpolate(0.4)
    change.finish()
    plot.write_heights(np.zeros((0, 3)))
    view = CLOSE_MAP["box"], plot.objective, CLOSE_MAP["x_range"], CLOSE_MAP["y_range"]
    fresh = ContourPlot(LOOK, *view, x_label="w", y_label="b", height_label='"MSE"', levels=plot.levels)
    fresh.write_heights(np.zeros((0, 3)))
    assert drawn(plot) == drawn(fresh)


def test_scales_change_by_equal_factors_in_equal_times():
    widths = [np.ptp(zoomed((-10.0, 10.0), (7.9, 8.1), share)) for share in np.linspace(0, 1, 5)]
    assert np.diff(np.log(widths)) == pytest.approx(np.full(4, np.log(0.1) / 2))


def test_numbers_beyond_the_ends_of_an_axis_are_not_seen():
    plot = parabola_plot()
    change = ViewChange(plot, x_range=(5.0, 11.0))
    change.begin()
    change.interpolate(0.5)
    low, high = plot.x_range
    for mark in plot.marks:
        if mark.axis == "x" and not low <= mark.value <= high:
            assert mark.number.get_fill_opacity() == 0.0


def test_losses_by_decades_are_where_a_logarithmic_chart_has_them():
    values = 64.0 * 0.64 ** np.arange(21)
    series = Series(values, RunStyle(LOOK.colours.loss), lambda: 20.0, dots=0.05)
    chart = SeriesChart(LOOK, WIDE, [series], False, words=("loss", "step"))
    change = chart.by_decades()
    change.begin()
    change.finish()
    chart.redraw()
    places = chart.lines[0].dots.places
    assert chart.plot.read(places)[:, 1] == pytest.approx(values, rel=1e-9)
    assert np.ptp(np.diff(places[:, 1])) < 1e-9, "equal factors are equal steps"


def test_context_is_a_share_of_full_strength_and_comes_back():
    line, other = (Polyline("#FF8800", 3.0).set_corners(np.eye(3)) for _ in range(2))
    light = Spotlight(LOOK, line, other)
    before = line.get_stroke_rgbas().copy()

    def play(animations):
        for one in animations:
            one.begin()
            one.finish()

    play(light.on(other))
    mixed = ManimColor(blend("#FF8800", LOOK.colours.background, CONTEXT)).to_rgb()
    assert line.get_stroke_color().to_rgb() == pytest.approx(mixed, abs=1 / 255)
    assert other.get_stroke_color().to_hex().upper() == "#FF8800"
    assert "contrast" in line.lint_ignore
    assert not light.on(other), "what stands as it should is not played again"
    play(light.everywhere())
    assert np.array_equal(line.get_stroke_rgbas(), before)
    assert "lint_ignore" not in vars(line)


def test_a_born_number_begins_at_its_place_and_ends_at_home():
    number = Number(LOOK, "6.40", (3.0, 2.0, 0.0))
    home = number.points.copy()
    birth = Born(number, np.array([-2.0, -1.0, 0.0]))
    birth.begin()
    birth.interpolate(0.0)
    assert number.get_center() == pytest.approx([-2.0, -1.0, 0.0])
    birth.finish()
    assert np.array_equal(number.points, home)


def test_a_narrow_plot_numbers_two_places_at_least():
    plot = Plot(LOOK, Box(0.0, 3.5, 0.0, 4.0), (-4.7, 4.7), (0.0, 1.0), x_label="x")
    assert [mark.value for mark in plot.marks if mark.axis == "x"] == [-4.0, 0.0, 4.0]
