"""RegressionLineFitting draws point, line and arrows where gd_math computes them."""

import numpy as np
import pytest

from scenes.base.theme import DARK
from scenes.cast.moving.births import Births
from scenes.cast.moving.moments import POINTED, SCALED
from scenes.regression_line_fitting import RegressionLineFitting
from tests.scenes.regression_line_fitting_run import as_told, at, data_of, descended, gradient, number, played


@pytest.fixture
def lesson(perform):
    return as_told(perform)


def test_point_is_where_the_formulas_lead_after_every_step(lesson):
    points = descended(lesson)
    for k in range(41):
        place = at(lesson, k).walk.ball[1].get_center()
        assert lesson.stage.map.read(place) == pytest.approx(points[k], abs=1e-9)


def test_between_steps_the_point_stays_on_the_way(lesson):
    points = descended(lesson)
    for time in np.linspace(0, 39.99, 173):
        k = int(time)
        place = lesson.stage.map.read(at(lesson, time).walk.ball.place)
        way, done = points[k + 1] - points[k], place - points[k]
        share = done @ way / (way @ way)
        assert -1e-9 <= share <= 1 + 1e-9
        assert points[k] + share * way == pytest.approx(place, abs=1e-9)


def test_every_beat_ends_on_a_computed_point(perform):
    lesson, seen = played(perform)
    points = descended(lesson)
    steps = [0, 0, 0, 0, 0, 0, 1, 2, 2, 40, 40, 40]
    assert np.array(seen) == pytest.approx(points[steps], abs=1e-9)


def test_line_is_the_one_that_the_point_stands_for(lesson):
    for time in np.linspace(0, 40, 161):
        w, b = lesson.stage.map.read(at(lesson, time).walk.ball.place)
        ends = lesson.panel.plot.read(lesson.panel.line.points[[0, -1]])
        assert ends[:, 1] == pytest.approx(w * ends[:, 0] + b, abs=1e-9)
        assert ends[1, 0] > ends[0, 0]


def test_gaps_run_from_the_points_to_the_line(lesson):
    x, y = data_of(lesson)
    assert lesson.panel.plot.read(lesson.panel.dots.places) == pytest.approx(np.column_stack([x, y]))
    for time in (0.0, 0.9, 1.0, 17.0, 40.0):
        w, b = lesson.stage.map.read(at(lesson, time).walk.ball.place)
        gaps = lesson.panel.plot.read(lesson.panel.gaps.points).reshape(-1, 4, 2)
        assert gaps[:, 0] == pytest.approx(np.column_stack([x, y]))
        assert gaps[:, -1] == pytest.approx(np.column_stack([x, w * x + b]))


def test_the_line_becomes_the_point(lesson):
    at(lesson, 0.0)
    seed, line = lesson.stage.seed, lesson.panel.line.points[[0, -1]]
    seed.share.set_value(0.5)
    ends = seed.update().points[[0, -1]]
    assert ends == pytest.approx((line + lesson.walk.ball.place) / 2)
    seed.share.set_value(1.0)
    assert not len(seed.update().points)


def test_a_copy_of_the_gradient_turns_round_and_becomes_the_step(lesson):
    lesson.detail.set_value(1.0)
    arrows = at(lesson, SCALED).walk.arrows
    step, ways = arrows.step.tip - arrows.step.tail, []
    for share in np.linspace(POINTED + 0.01, SCALED - 0.01, 9):
        at(lesson, share)
        ways.append((arrows.step.tip - arrows.step.tail)[:2])
        assert arrows.step.tail == pytest.approx(lesson.walk.screen[0])
    angles = np.unwrap([np.arctan2(*way[::-1]) for way in ways])
    whole = arrows.sum.arrows[-1]
    lengths, half = np.hypot(*np.transpose(ways)), len(ways) // 2
    assert (np.diff(angles) > -1e-9).all()
    assert angles[half] - angles[0] == pytest.approx(np.pi, abs=0.1), "it turns round first"
    assert (np.diff(lengths[half:]) <= 1e-9).all() and lengths[-2] < lengths[half], "then it shrinks"
    assert ways[0] == pytest.approx((whole.tip - whole.tail)[:2], abs=0.1)
    assert ways[-1] == pytest.approx(step[:2], abs=0.1)


def test_gradient_arrow_is_the_sum_of_the_partial_ones(lesson):
    x, y = data_of(lesson)
    points, lengths = descended(lesson), []
    lesson.detail.set_value(1.0)
    for k in range(1, 40):
        descent = at(lesson, k + POINTED).walk
        arrows = descent.arrows.sum.arrows
        along_w, along_b, whole = (np.diff(lesson.stage.map.read([a.tail, a.tip]), axis=0)[0] for a in arrows)
        assert along_w[1] == pytest.approx(0.0, abs=1e-9)
        assert along_b[0] == pytest.approx(0.0, abs=1e-9)
        assert whole == pytest.approx(along_w + along_b, abs=1e-9)
        lengths.append(whole / gradient(points[k], x, y))
    assert np.min(lengths) > 0
    assert np.ptp(lengths) < 1e-6


def test_step_arrow_is_the_learning_rate_times_the_gradient_reversed(lesson):
    x, y = data_of(lesson)
    points = descended(lesson)
    lesson.detail.set_value(1.0)
    for k in range(40):
        arrow = at(lesson, k + SCALED).walk.arrows.step
        tail, tip = lesson.stage.map.read([arrow.tail, arrow.tip])
        assert tip - tail == pytest.approx(-0.1 * gradient(points[k], x, y), abs=1e-9)


def test_gradient_stands_perpendicular_on_the_contours_to_the_eye(lesson):
    plot = lesson.stage.map
    across = plot.area.width / (plot.x_range[1] - plot.x_range[0])
    up = plot.area.height / (plot.y_range[1] - plot.y_range[0])
    assert across == pytest.approx(up, rel=0.02)


def test_the_numbers_of_a_step_are_its_arithmetic(lesson):
    points = descended(lesson)
    x, y = data_of(lesson)
    for k in range(2):
        page = lesson.pages.step(lambda k=k: Births.finished(k))
        for place, row in enumerate(page.rows):
            old, rate, slope, new = (number(part.text) for part in row if hasattr(part, "text"))
            assert (old, new) == (round(points[k, place], 2), round(points[k + 1, place], 2))
            assert slope == round(gradient(points[k], x, y)[place], 2)
            assert round(old - rate * slope, 2) == new


def test_the_equation_on_screen_has_the_parameters_of_the_moment(perform):
    lesson = perform(RegressionLineFitting, captions=False, start_intercept=-3.0)
    signs = set()
    for time in (0.0, 0.9, 1.0, 2.0, 5.0, 40.0):
        w, b = at(lesson, time).walk.point
        equation = lesson.panel.equation
        assert number(equation.slope.text) == round(w, 2)
        assert number(equation.intercept.text) == round(abs(b), 2)
        assert equation.minus.get_fill_opacity() == (b < 0)
        assert equation.plus.get_fill_opacity() == (b >= 0)
        signs.add(b < 0)
    assert len(signs) == 2


def test_w_tilts_the_line_and_b_lifts_it(lesson):
    lesson = at(lesson, 0.0)
    plot = lesson.panel.plot

    def slope_and_height():
        (x0, y0), (x1, y1) = plot.read(lesson.panel.line.points[[0, -1]])
        slope = (y1 - y0) / (x1 - x0)
        return slope, y0 - slope * x0

    assert slope_and_height() == pytest.approx((-3.0, 5.0))
    for place, tracker in enumerate(lesson.walk.aside):
        tracker.set_value(0.5)
        at(lesson, 0.0)
        assert slope_and_height() == pytest.approx((-3.0 + 0.5 * (place == 0), 5.0 + 0.5 * (place == 1)))
        tracker.set_value(0.0)


def test_the_true_line_is_drawn_where_it_is_known(perform, lesson):
    curve = next(m for m in lesson.get_mobject_family_members() if m.name == "truth")
    points = lesson.panel.plot.read(curve.points)
    assert points[:, 1] == pytest.approx(1.5 * points[:, 0] + 2.0)
    unknown = perform(RegressionLineFitting, captions=False, data="anscombe-2")
    assert not any(m.name == "truth" for m in unknown.get_mobject_family_members())


def test_a_point_outside_is_an_arrow_at_the_edge_with_its_numbers(perform):
    lesson = at(perform(RegressionLineFitting, captions=False, learning_rate=0.4, steps=20), 20.0)
    point, landscape = descended(lesson)[-1], lesson.stage.map
    assert not landscape.shows(*point)
    note = lesson.walk.edge_note
    assert [number(text.text) for text in note.numbers] == pytest.approx(point, abs=0.5)
    way, out = note.arrow.tip - note.arrow.tail, landscape.at(*point) - landscape.area.centre
    assert way / np.linalg.norm(way) == pytest.approx(out / np.linalg.norm(out))
    assert len(at(lesson, 0.0).walk.edge_note.arrow.points) == 0


def test_a_partial_derivative_is_printed_when_its_arrow_is_drawn(perform):
    seen = []

    class Watched(RegressionLineFitting):
        def play(self, *moves, **how):
            super().play(*moves, **how)
            if len(self.beats) == 4:
                arrows = self.walk.arrows.sum.arrows
                drawn = [len(arrow.points) > 0 for arrow in arrows[:2]]
                rows = [row in self.mobjects or page_shown(self, row) for row in self.zone.shown]
                seen.append((drawn, rows))

    def page_shown(scene, row):
        return any(row in mobject.submobjects for mobject in scene.mobjects)

    perform(Watched, captions=False)
    told = [rows for _, rows in seen if rows]
    assert [False, False] in told and [True, False] in told and [True, True] in told
    assert all(arrow or not row for drawn, rows in seen for arrow, row in zip(drawn, rows, strict=False))


def test_the_last_picture_has_the_first_line_too(lesson):
    first = next(m for m in lesson.mobjects if m.name == "first line")
    points = lesson.panel.plot.read(first.points)
    assert points[:, 1] == pytest.approx(-3.0 * points[:, 0] + 5.0)


def colour_at(frame, colour, tolerance=70):
    rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])
    return np.abs(frame.astype(int) - rgb).sum(axis=2) < tolerance


def ticks_along(frame, row, left, right):
    """Return the middles of the runs of tick-coloured pixels in a row."""
    lit = np.flatnonzero(colour_at(frame[row : row + 1], DARK.muted, 150)[0, left:right])
    runs = np.split(lit, np.flatnonzero(np.diff(lit) > 1) + 1)
    return [left + run.mean() for run in runs]


def disc_in(frame, box, radius):
    """Return the centre of the largest disc in the parameter's colour inside a pixel box."""
    left, right, top, bottom = box
    lit = colour_at(frame[top:bottom, left:right], DARK.parameter).astype(float)
    reach = np.arange(-radius, radius + 1)
    disc = (reach[:, None] ** 2 + reach[None, :] ** 2 <= radius**2).astype(float)
    spectrum = np.fft.rfft2(lit, lit.shape) * np.conj(np.fft.rfft2(disc, lit.shape))
    overlap = np.fft.irfft2(spectrum, lit.shape)
    rows, columns = np.nonzero(overlap > overlap.max() - 0.5)
    return left + columns.mean() + radius, top + rows.mean() + radius + 0.5


def test_pixels_show_the_point_and_its_line_where_the_arrays_are(film):
    height = 540
    unit = height / 8
    lesson, frames = film(RegressionLineFitting, height=height, captions=False)
    points = descended(lesson)

    def pixels(area):
        across = [round((x + lesson.layout.width / 2) * unit) for x in (area.left, area.right)]
        return (*across, round((4 - area.top) * unit), round((4 - area.bottom) * unit))

    landscape, data = lesson.stage.map, lesson.panel.plot
    box, field = pixels(landscape.area), pixels(data.area)
    marks = ticks_along(frames[-1], box[3] + 4, box[0], box[1])
    assert len(marks) == 5, "ticks at −4, −2, 0, 2 and 4"
    w_per_pixel = 8 / (marks[-1] - marks[0])
    x_marks = ticks_along(frames[-1], field[3] + 4, field[0], field[1])
    assert len(x_marks) == 5, "ticks at −1, 0, 1, 2 and 3"
    for beat, step in ((3, 0), (7, 2), (9, 40)):
        frame = frames[round(lesson.beats[beat].end * 5) - 1]
        w, b = points[step]
        column, row = disc_in(frame, box, radius=8)
        assert -4 + w_per_pixel * (column - marks[0]) == pytest.approx(w, abs=w_per_pixel)
        assert row == pytest.approx((4 - landscape.at(w, b)[1]) * unit, abs=1.0)
        purple, ink = colour_at(frame, DARK.prediction), colour_at(frame, DARK.data, 80)
        seen = 0
        for column in range(field[0] + 8, field[1] - 8):
            rows = field[2] + np.flatnonzero(purple[field[2] : field[3], column])
            if not len(rows) or ink[rows[0] - 3 : rows[-1] + 4, column].any():
                continue  # a data point covers a part of the line
            x = -1 + 4 * (column - x_marks[0]) / (x_marks[-1] - x_marks[0])
            expected = (4 - data.at(0.0, w * x + b)[1]) * unit
            assert (rows[0] + rows[-1] + 1) / 2 == pytest.approx(expected, abs=1.0)
            seen += 1
        assert seen > 100
