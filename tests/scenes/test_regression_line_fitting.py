"""RegressionLineFitting draws what gd_math computes, whatever the data are."""

import itertools
import json

import numpy as np
import pytest
from pydantic import ValidationError

from gd_math.data.datasets import anscombe
from gd_math.data.line_views import bowl_window
from scenes.base.look import Look
from scenes.base.theme import DARK
from scenes.cast.moving.births import Births
from scenes.cast.moving.moments import POINTED, SCALED
from scenes.regression_line_fitting import RegressionLineFitting
from tests.looking import findings

EXTREMES = {
    "one step": {"steps": 1},
    "two steps": {"steps": 2},
    "two hundred steps": {"steps": 200, "learning_rate": 0.01},
    "divergence": {"learning_rate": 0.4, "steps": 20},
    "divergence beyond all bounds": {"learning_rate": 5.0, "steps": 200},
    "divergence at once": {"learning_rate": 1e6},
    "start at the minimum": {"start_slope": 1.5, "start_intercept": 2.0, "noise": 0.0},
    "start far away": {"start_slope": -900.0, "start_intercept": -5000.0},
    "two points": {"count": 2},
    "five hundred points": {"count": 500, "noise": 20.0},
    "large numbers": {"slope": -1e5, "intercept": 3e5, "noise": 1e4},
    "a flat line": {"slope": 0.0, "intercept": 0.0, "noise": 0.0},
    "a curve": {"data": "parabolic"},
    "a long valley": {"data": "anscombe-1", "standardise": False},
    "one point decides": {"data": "anscombe-4"},
}
IN_NARROW_FRAMES = ("divergence beyond all bounds", "large numbers", "one point decides")


played = {}


@pytest.fixture
def lesson(perform):
    """Return the lesson as it is told with the defaults, and all that was seen as its beats ended."""
    if not played:
        seen = []
        told = perform(RegressionLineFitting, lambda told: seen.append(told.walk.point))
        played.update(lesson=told, seen=seen)
    played["lesson"].detail.set_value(0.0)
    played["lesson"].stage.squares.shown.set_value(1.0)
    return played["lesson"]


def at(lesson, time):
    lesson.clock.set_value(time)
    for part in (lesson.walk, lesson.panel, lesson.stage.equation, lesson.stage.height, lesson.stage.mean):
        part.update()
    return lesson


def data_of(lesson):
    """Return what the line is fitted to, taken from the parameters alone: the feature and y."""
    samples = lesson.given.samples
    x, y = np.array(samples.x), np.array(samples.y)
    return x, y


def mean_squared_error(point, x, y):
    return sum((point[0] * a + point[1] - b) ** 2 for a, b in zip(x, y, strict=True)) / len(x)


def gradient(point, x, y):
    gaps = point[0] * x + point[1] - y
    return np.array([2 * (gaps * x).sum() / len(x), 2 * gaps.sum() / len(x)])


def descended(lesson):
    """Return the points of the run, iterated here from the defining formulas."""
    x, y = data_of(lesson)
    points = [lesson.run.points[0]]
    for _ in range(lesson.last):
        points.append(points[-1] - lesson.fitting.rate * gradient(points[-1], x, y))
    return np.array(points)


def number(text):
    return float(text.strip("()").replace("−", "-"))


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


def test_every_beat_ends_on_a_computed_point(lesson):
    points = descended(lesson)
    steps = [0, 0, 0, 0, 0, 0, 1, 2, 2, 40, 40, 40]
    assert np.array(played["seen"]) == pytest.approx(points[steps], abs=1e-9)


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


def test_the_loss_on_screen_is_the_mean_of_the_squared_gaps(lesson):
    x, y = data_of(lesson)
    for time in (0.0, 0.85, 1.0, 2.0, 11.0, 40.0):
        text = at(lesson, time).stage.height[1].text
        assert number(text) == pytest.approx(mean_squared_error(lesson.walk.point, x, y), rel=5e-3)


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


def test_the_true_line_is_drawn_where_it_is_known(perform, lesson):
    curve = next(m for m in lesson.get_mobject_family_members() if m.name == "truth")
    points = lesson.panel.plot.read(curve.points)
    assert points[:, 1] == pytest.approx(1.5 * points[:, 0] + 2.0)
    unknown = perform(RegressionLineFitting, captions=False, data="anscombe-2")
    assert not any(m.name == "truth" for m in unknown.get_mobject_family_members())


def test_parabolic_data_reach_a_minimum_that_is_still_high(perform):
    lesson = perform(RegressionLineFitting, captions=False, data="parabolic")
    x, y = data_of(lesson)
    residuals = y - np.polyval(np.polyfit(x, y, 1), x)
    assert lesson.run.values[-1] == pytest.approx((residuals**2).mean(), rel=1e-3)
    assert (residuals**2).mean() > 5 * lesson.given.noise
    assert lesson.beats[-1].caption.endswith(" to 7.89; no line does better.")
    assert "curved" in lesson.beats[-2].caption


@pytest.mark.parametrize("which", [1, 4])
def test_anscombes_sets_share_their_line(perform, which):
    lesson = perform(RegressionLineFitting, captions=False, data=f"anscombe-{which}")
    assert np.array_equal(data_of(lesson)[1], anscombe(which).y)
    assert "slope 0.500, intercept 3.00" in lesson.beats[-2].caption
    assert lesson.run.points[-1] == pytest.approx(lesson.fitting.best, abs=0.01)


def test_standardised_runs_are_told_as_such_and_drawn_over_x(perform):
    lesson = at(perform(RegressionLineFitting, captions=False, data="anscombe-1"), 40.0)
    x, y = data_of(lesson)
    assert "z = (x − 9.00) / 3.16" in lesson.beats[2].caption
    ends = lesson.panel.plot.read(lesson.panel.line.points[[0, -1]])
    slope = np.diff(ends[:, 1]) / np.diff(ends[:, 0])
    assert slope == pytest.approx(lesson.run.points[-1, 0] / x.std())
    assert slope == pytest.approx(np.polyfit(x, y, 1)[0], abs=2e-3)


def test_a_point_outside_is_an_arrow_at_the_edge_with_its_numbers(perform):
    lesson = at(perform(RegressionLineFitting, captions=False, learning_rate=0.4, steps=20), 20.0)
    point, landscape = descended(lesson)[-1], lesson.stage.map
    assert not landscape.shows(*point)
    note = lesson.walk.edge_note
    assert [number(text.text) for text in note.numbers] == pytest.approx(point, abs=0.5)
    way, out = note.arrow.tip - note.arrow.tail, landscape.at(*point) - landscape.area.centre
    assert way / np.linalg.norm(way) == pytest.approx(out / np.linalg.norm(out))
    assert len(at(lesson, 0.0).walk.edge_note.arrow.points) == 0


def test_too_large_a_rate_is_a_note_with_the_theory():
    x = np.linspace(-1.0, 3.0, 20)
    limit = 2 / np.linalg.eigvalsh(2 / 20 * np.array([[x @ x, x.sum()], [x.sum(), 20.0]]))[-1]
    notes = RegressionLineFitting.notes

    def given(**params):
        return RegressionLineFitting.Params(**params)

    assert notes(given(learning_rate=0.99 * limit)) == []
    assert notes(given(learning_rate=0.4)) == [f"grows with every step; stable below {limit:.4g}"]
    assert notes(given(learning_rate=1.01 * limit, steps=3))[0].endswith(f"stable below {limit:.4g}")
    assert notes(given(learning_rate=5.0, steps=200)) == [f"diverges at step 10; stable below {limit:.4g}"]
    assert notes(given(data="anscombe-1", slope=2.0)) == ['slope: without effect on data = "anscombe-1"']


@pytest.mark.parametrize("steps", [1, 2, 40, 200])
@pytest.mark.parametrize("data", ["linear", "parabolic", "anscombe-3"])
def test_the_default_rate_surely_settles(data, steps):
    fitting = RegressionLineFitting.compute(RegressionLineFitting.Params(data=data, steps=steps))
    largest = np.linalg.eigvalsh(fitting.loss.curvature(fitting.best))[-1]
    assert 0 < fitting.rate <= 1 / largest
    assert (np.diff(fitting.run.values) <= 0).all()


@pytest.mark.parametrize("aspect", [0.5, 1.25, 3.0])
@pytest.mark.parametrize("seed", range(6))
def test_the_window_shows_start_path_and_minimum(seed, aspect):
    generator = np.random.default_rng(seed)
    params = {
        "seed": seed,
        "slope": float(generator.normal(0, 100)),
        "intercept": float(generator.normal(0, 100)),
        "start_slope": float(generator.normal(0, 50)),
        "start_intercept": float(generator.normal(0, 50)),
    }
    fitting = RegressionLineFitting.compute(RegressionLineFitting.Params(**params))
    low, high = np.array(bowl_window(fitting, aspect)).T
    shown = np.vstack([fitting.run.points, fitting.best])
    assert (shown > low).all()
    assert (shown < high).all()
    assert (np.ptp(shown, axis=0) / (high - low)).max() > 0.2


@pytest.mark.parametrize("params", EXTREMES.values(), ids=EXTREMES.keys())
def test_extreme_parameters_tell_a_whole_story(perform, params):
    lesson = perform(RegressionLineFitting, captions=False, **params)
    assert lesson.beats[0].start == 0.0
    assert 15 <= lesson.seconds <= 75
    for one, next_one in itertools.pairwise(lesson.beats):
        assert one.end == pytest.approx(next_one.start)


def test_the_default_clip_lasts_between_half_a_minute_and_seventy_seconds(lesson):
    assert 30 <= lesson.seconds <= 70


def test_standardised_data_are_told_within_seventy_seconds(perform):
    assert perform(RegressionLineFitting, data="anscombe-1").seconds <= 70


def test_the_mean_of_x_is_marked_where_z_is_zero(perform):
    seen = {}

    class Marked(RegressionLineFitting):
        def play(self, *moves, **how):
            super().play(*moves, **how)
            for mark in self.mobjects:
                if mark.name == "mean of x":
                    seen["x"] = self.panel.plot.read(mark[0].points)[:, 0]

    lesson = perform(Marked, captions=False, data="anscombe-1")
    assert seen["x"] == pytest.approx(data_of(lesson)[0].mean())
    assert not any(mark.name == "mean of x" for mark in lesson.mobjects)


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


@pytest.mark.parametrize("name", ["divergence"])
def test_extreme_parameters_pass_the_film_lint(name):
    params = RegressionLineFitting.Params(**EXTREMES[name])
    assert findings(RegressionLineFitting, params, Look(), flashing=True) == []


@pytest.mark.parametrize("name", IN_NARROW_FRAMES)
def test_extreme_parameters_pass_the_film_lint_in_a_narrow_frame(name):
    params = RegressionLineFitting.Params(**EXTREMES[name])
    assert findings(RegressionLineFitting, params, Look(), "9:16") == []


RENTS = "area in m²,floor,rent in €\n30,1,505.5\n45,3,700\n62,2,860\n80,5,1100\n101,4,1290\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rents.csv").write_text(RENTS, encoding="utf-8")
    return tmp_path


def test_the_lecturers_own_table_is_fitted(perform, folder):
    lesson = perform(RegressionLineFitting, captions=False, data="rents.csv", y_column="rent in €")
    x, y = [30, 45, 62, 80, 101], [505.5, 700, 860, 1100, 1290]
    slope, intercept = np.polyfit(x, y, 1)
    assert lesson.panel.plot.read(lesson.panel.dots.places) == pytest.approx(np.column_stack([x, y]))
    told = lesson.beats[-2].caption
    assert told == f"In x, the best line has slope {slope:.1f}, intercept {intercept:.0f}."


def test_a_table_is_looked_for_beside_the_lecture(folder):
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "two.csv").write_text("x,y\n1,2\n3,5\n")
    read = RegressionLineFitting.Params.model_validate({"data": "two.csv"}, context={"folder": elsewhere})
    assert (read.samples.x, read.samples.y) == ((1.0, 3.0), (2.0, 5.0))
    assert read.input_files() == ("two.csv",)
    assert RegressionLineFitting.Params().input_files() == ()


def test_parameters_cover_the_contents_of_the_table(folder):
    def dumped():
        read = RegressionLineFitting.Params(data="rents.csv", y_column="rent in €")
        return json.dumps(read.model_dump(mode="json"))

    before = dumped()
    assert dumped() == before
    (folder / "rents.csv").write_text(RENTS.replace("505.5", "505.6"), encoding="utf-8")
    assert dumped() != before


@pytest.mark.parametrize(
    ("table", "params", "sentence"),
    [
        (None, {}, "there is no such file"),
        ("", {}, "the file is empty"),
        ("x,y\n1,2\n2,tall\n", {}, "row 3, column 'y' holds 'tall', which is not a number"),
        ("x,y\n1,2\n2,inf\n", {}, "row 3, column 'y' holds 'inf', which is not a finite number"),
        (
            "x,y\n1,2\n2,NaN\n",
            {"missing": "error"},
            "row 3, column 'y' holds 'NaN'; every row needs a number",
        ),
        ("x,y\n1,2\n", {}, "there is only one row of numbers; a line needs at least two"),
        ("x,y\n4,2\n4,3\n", {}, "column 'x' holds 4 in every row"),
        ("size,rent\n1,2\n2,3\n", {"x_column": "sise"}, "there is no column 'sise'; did you mean 'size'?"),
        ("x,y\n" + "1,2\n2,3\n" * 1001, {}, "has 2002 rows, but a clip can show 2000 at most"),
    ],
)
def test_each_fault_of_a_table_gets_its_sentence(folder, table, params, sentence):
    if table is not None:
        (folder / "my.csv").write_text(table)
    with pytest.raises(ValidationError) as refusal:
        RegressionLineFitting.Params(data="my.csv", **params)
    (problem,) = refusal.value.errors()
    assert problem["loc"] == ("data",)
    assert str(problem["ctx"]["error"]).startswith(sentence)
    assert str(folder) not in str(problem["ctx"]["error"])


def test_an_unknown_name_of_data_gets_the_nearest_one():
    with pytest.raises(ValidationError, match=r'did you mean "parabolic"\?'):
        RegressionLineFitting.Params(data="parabola")


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
