"""The loss of RegressionLineFitting: squares, contours and numbers are its mean squared error."""

import numpy as np
import pytest

from scenes.base.theme import DARK
from scenes.regression_line_fitting import RegressionLineFitting
from tests.scenes.regression_line_fitting_run import as_told, at, data_of, descended, number


@pytest.fixture
def lesson(perform):
    return as_told(perform)


def mean_squared_error(point, x, y):
    return sum((point[0] * a + point[1] - b) ** 2 for a, b in zip(x, y, strict=True)) / len(x)


def test_squares_are_as_wide_as_their_gaps_are_long(lesson):
    lesson = at(lesson, 40.0)
    squares = lesson.stage.squares.points.reshape(-1, 4, 4, 3)[:, :, [0, 3]]
    sides = np.hypot(*np.diff(squares, axis=2)[:, :, 0, :2].transpose(2, 0, 1))
    x, y = data_of(lesson)
    w, b = lesson.run.points[-1]
    height = lesson.panel.plot.area.height / np.subtract(*lesson.panel.plot.y_range[::-1])
    assert sides == pytest.approx(np.abs(w * x + b - y)[:, None] * height * np.ones(4))


def test_squares_grow_one_after_another_and_merge_into_their_mean(perform):
    seen = []

    def look(told):
        squares, mean = told.stage.squares, told.stage.mean
        if len(told.beats) == 1:
            for wave in np.linspace(0, 1, 41):
                squares.shown.set_value(wave)
                seen.append(len(squares.update().points) // 16)
            areas = np.ptp(squares.points.reshape(-1, 16, 3), axis=1)[:, :2].prod(axis=1)
            side = np.sqrt(areas.mean())
            squares.merged.set_value(0.5)
            gathered = squares.update().points.reshape(-1, 16, 3)
            assert np.ptp(gathered, axis=1)[:, :2].prod(axis=1) == pytest.approx(areas), "as large as before"
            assert np.ptp(gathered.max(axis=1)[:, 0]) == pytest.approx(0.0, abs=1e-9)
            assert np.ptp(gathered.min(axis=1)[:, 1]) == pytest.approx(0.0, abs=1e-9)
            squares.merged.set_value(1.0)
            ends = squares.update().points.reshape(-1, 16, 3)
            for corner in (ends.min(axis=1), ends.max(axis=1)):
                assert np.ptp(corner, axis=0) == pytest.approx(0.0, abs=1e-9)
            assert np.ptp(ends[0], axis=0)[:2] == pytest.approx([side, side])
            squares.merged.set_value(0.0)
            squares.shown.set_value(0.0)
        elif len(told.beats) == 2:
            assert mean.home.width == pytest.approx(mean.home.height)
            assert np.ptp(mean.update().points, axis=0)[:2] == pytest.approx([mean.home.width] * 2)

    perform(RegressionLineFitting, look, captions=False, noise=0.5)
    assert seen == sorted(seen)
    assert (seen[0], seen[-1]) == (0, 20)


def test_the_square_at_the_point_is_as_large_as_the_loss(lesson):
    x, y = data_of(lesson)
    scales = []
    for time in (0.0, 0.9, 1.0, 2.0, 5.0):
        at(lesson, time)
        outline = lesson.stage.mean.update().points
        middle = (outline.min(axis=0) + outline.max(axis=0)) / 2
        assert middle == pytest.approx(lesson.walk.ball.place)
        area = np.ptp(outline, axis=0)[:2].prod()
        scales.append(area / mean_squared_error(lesson.walk.point, x, y))
    assert np.array(scales) == pytest.approx(scales[0])


def test_other_places_have_squares_in_the_same_scale_and_their_lines(lesson):
    x, y = data_of(lesson)
    stage = lesson.stage
    stage.wave.set_value(1.0)
    squares = stage.place_squares.update().points.reshape(-1, 16, 3)
    points = stage.map.read((squares.min(axis=1) + squares.max(axis=1)) / 2)
    assert len(points) >= 6
    losses = np.array([mean_squared_error(point, x, y) for point in points])
    areas = np.ptp(squares, axis=1)[:, :2].prod(axis=1)
    assert areas / losses == pytest.approx(np.full(len(points), areas[0] / losses[0]))
    at(lesson, 0.0)
    own = np.ptp(stage.mean.update().points, axis=0)[:2].prod() / mean_squared_error((-3.0, 5.0), x, y)
    assert areas[0] / losses[0] == pytest.approx(own)
    ends = lesson.panel.plot.read(stage.place_lines.update().points).reshape(-1, 4, 2)[:, [0, -1]]
    lines = {tuple(np.polyfit(*line.T, 1).round(6)) for line in ends}
    assert lines <= {tuple(point.round(6)) for point in points}
    stage.wave.set_value(0.0)


def test_contours_stand_at_the_heights_that_are_written_into_them(lesson):
    landscape = lesson.stage.map
    written = [text.text for text in landscape.heights]
    assert len(landscape.levels) >= 7
    assert len(written) >= 6
    assert set(written) <= {f"{level:g}" for level in landscape.levels}
    for level, line in zip(landscape.levels, landscape.contours, strict=True):
        heights = landscape.objective.value(landscape.read(line.points))
        assert heights == pytest.approx(level, rel=0.01)


def test_numbers_stand_in_the_gaps_of_their_own_contours(lesson):
    landscape = lesson.stage.map
    for text in landscape.heights:
        middle = landscape.read(text.get_center())
        assert landscape.objective.value(middle) == pytest.approx(float(text.text), rel=0.05)


def test_bands_get_paler_towards_the_valley(lesson):
    landscape = lesson.stage.map
    for band, level in zip(landscape.bands[1:], landscape.levels[::-1], strict=True):
        assert (landscape.objective.value(landscape.read(band.points)) <= level * 1.01).all()
    colours = [band.get_fill_color().to_hex() for band in landscape.bands]
    assert colours[-1] == DARK.background
    assert sorted(colours, reverse=True) == colours


def test_the_loss_on_screen_is_the_mean_of_the_squared_gaps(lesson):
    x, y = data_of(lesson)
    for time in (0.0, 0.85, 1.0, 2.0, 11.0, 40.0):
        text = at(lesson, time).stage.height[1].text
        assert number(text) == pytest.approx(mean_squared_error(lesson.walk.point, x, y), rel=5e-3)


def test_it_ends_beside_the_exact_solution_and_the_truth(lesson):
    x, y = data_of(lesson)
    exact = np.linalg.lstsq(np.column_stack([x, np.ones_like(x)]), y, rcond=None)[0]
    page = lesson.pages.comparison("40 steps")
    rows = [[part.text for part in row if hasattr(part, "text")] for row in page.rows]
    for row, point in zip(rows, (descended(lesson)[-1], exact, (1.5, 2.0)), strict=True):
        assert [number(text) for text in row[:2]] == [round(value, 2) for value in point]
        assert number(row[2]) == pytest.approx(mean_squared_error(point, x, y), rel=5e-3)
    assert lesson.stage.map.read(lesson.stage.exact.place) == pytest.approx(exact)
    assert lesson.stage.exact in lesson.mobjects
