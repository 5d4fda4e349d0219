"""ContourDescent shows by how much each step changes w, down to the threshold and to float64."""

import numpy as np
import pytest

from scenes.cast.marks.lines import columns
from scenes.parts.contour_descent.change_marks import exact_mark, near_mark, spacing_mark
from tests.scenes.contour_descent_runs import (
    CRAWLED,
    EXACT_LAST,
    FIRST_BELOW,
    LAST,
    NEAR_SINCE,
    at,
    hessian,
    iterated,
    number,
    short,
    solution,
    told,
    told_by_default,
    told_of_the_article,
)


@pytest.fixture
def lesson(perform):
    return told_of_the_article(perform)


@pytest.fixture
def default(perform):
    return told_by_default(perform)


def test_the_curve_shows_the_change_of_every_step(lesson):
    plot, changes = lesson.stage.changes.plot, np.abs(np.diff(told["points"][:, 0]))
    assert lesson.stage.changes.drawn_so_far.get_value() == 1.0
    for step in (1, 30, CRAWLED, NEAR_SINCE, 6000, LAST - 1):
        curve = at(lesson, step).stage.changes
        assert plot.read(curve.lines[0].tip.places[0]) == pytest.approx((step, changes[step - 1]))
        drawn = plot.read(curve.lines[0].trace.points)[:, 0]
        assert drawn.max(initial=1.0) == pytest.approx(step)
        assert number(curve.change_now.text) == pytest.approx(changes[step - 1], rel=0.05)
    curve = at(lesson, LAST).stage.changes
    assert curve.change_now.text == "0"
    assert curve.drop.tip == pytest.approx([plot.at(LAST, 1.0)[0], plot.area.bottom, 0.0])
    shown = plot.read(curve.lines[0].trace.points.reshape(-1, 4, 3)[:, 0])
    steps = np.rint(shown[:, 0]).astype(int)
    assert shown[:, 1] == pytest.approx(changes[steps - 1])
    noise = shown[steps > 6500, 1]
    assert (noise.min(), noise.max()) == pytest.approx((changes[6500:-1].min(), changes[6500:-1].max()))


def test_threshold_float64_and_exact_end_stand_at_their_heights(lesson):
    curve = lesson.stage.changes
    for mark, height in ((curve.limit, 1e-19), (spacing_mark(curve), np.spacing(solution()[0]))):
        assert curve.plot.read(mark[0].points)[:, 1] == pytest.approx(height)
    _, dot, label = exact_mark(curve)
    step, change = curve.plot.read(dot.places[0])
    assert (round(step), label.text) == (EXACT_LAST, str(EXACT_LAST))
    eigenvalues, axes = np.linalg.eigh(hessian())
    along = axes[0, 0] * eigenvalues[0] * (axes[:, 0] @ (told["points"][0] - solution()))
    needed = np.log(1e-19 / abs(0.01 * along)) / np.log(1 - 0.01 * eigenvalues[0])
    assert np.ceil(needed) + 1 == EXACT_LAST
    assert 0.99e-19 < change <= 1e-19


def test_it_ends_beside_the_exact_solution_with_the_rule(lesson):
    stage = lesson.stage
    assert stage.map.read(stage.exact.place) == pytest.approx(solution())
    assert stage.exact.word.name == "({:.2f}, {:.2f})".format(*solution())
    assert [word.name for word in stage.start_name] == ["(−10, 10)"]
    assert stage.map.x_range == stage.views.beside[0]
    for part in (stage.exact, stage.start_name, lesson.zone.shown, stage.changes, stage.map):
        assert part in lesson.mobjects
    assert len(lesson.zone.shown.rows) == 2


def test_stripes_keep_their_extremes():
    x = np.linspace(0, 1, 1001)
    points = np.column_stack([x, np.sin(300 * x), 0 * x])
    kept = points[columns(points, 0.1)]
    assert 20 <= len(kept) <= 22
    assert (kept[:, 1].min(), kept[:, 1].max()) == (points[:, 1].min(), points[:, 1].max())


def test_the_words_of_the_threshold_stand_below_it_on_the_chart_and_1954_says_what_way_is_left(default):
    assert all(min(beat["words"]) > 0.0 for beat in short["beats"])
    curve, step = default.stage.changes, default.run.near_after
    assert all(words.get_top()[1] < curve.limit[0].get_center()[1] for words in curve.limit[1:])
    dot, words = near_mark(curve, step, float(default.run.distances[step]))
    place = curve.plot.read(dot.places[0])
    assert place == pytest.approx((NEAR_SINCE, default.run.changes[NEAR_SINCE - 1]))
    assert words.get_right()[0] < curve.plot.area.right
    (change, left), changed = words, float(default.run.changes[NEAR_SINCE - 1])
    assert 1.35e-6 < changed < 1.45e-6, "as it is printed"
    assert change.get_fill_color().to_hex().upper() == default.colours.step.upper()
    assert left.get_fill_color().to_hex().upper() == default.colours.parameter.upper()
    assert change.get_bottom()[1] > left.get_top()[1]


def test_precision_is_told_only_where_it_is_asked_for(default):
    captions = [beat.caption for beat in default.beats]
    changes = np.abs(np.diff(iterated(68, threshold=1e-12)[:, 0]))
    assert changes[-1] <= 1e-12 < changes[-2]
    assert len(changes) == FIRST_BELOW
    assert captions[-2] == f"Step {FIRST_BELOW} is the first below the threshold."
    assert captions[-1].startswith(f"Within 0.001 of the solution since step {NEAR_SINCE}:")
    assert not any("float64" in caption for caption in captions)
    for step in (FIRST_BELOW - 1, FIRST_BELOW):
        printed = number(at(default, step).stage.changes.change_now.text)
        assert (printed <= 1e-12) == (step == FIRST_BELOW)
    assert 30 <= default.seconds <= 61


def test_the_threshold_is_shown_before_the_question_and_the_length_of_the_axis_after_it(default):
    asked = next(k for k, beat in enumerate(default.beats) if beat.kind == "ask")
    assert default.beats[asked].caption == "Predict: how many steps until w changes by at most 10⁻¹²?"
    assert short["beats"][asked]["limit"]
    assert not any(short["beats"][asked]["numbered"])
    assert short["beats"][-1]["numbered"] and all(short["beats"][-1]["numbered"])


def test_the_last_steps_cross_the_threshold_one_by_one(default):
    runs, views = short["runs"], short["beats"]
    assert [run[0] for run in runs if run[3] == FIRST_BELOW and run[1]] == [4.0]
    curve, changes = default.stage.changes, default.run.changes
    close = [view for view in views if np.ptp(view["changes"]) < 10]
    assert len(close) == 1, "only while they are taken"
    x_range, limit = close[0]["changes"], close[0]["level"]
    assert x_range[0] < FIRST_BELOW - 5 and x_range[1] > FIRST_BELOW
    assert views[-1]["changes"] == curve.whole[0]
    steps = np.arange(FIRST_BELOW - 5, FIRST_BELOW + 1)
    assert close[0]["beads"] == pytest.approx(np.column_stack([steps, changes[steps - 1]]))
    assert not len(views[-1]["beads"])
    area, (low, high) = curve.plot.area, curve.last_steps[1]
    share = np.log(1e-12 / low) / np.log(high / low)
    assert limit[1] == pytest.approx(area.bottom + share * area.height)
    assert curve.plot.read(curve.limit[0].points)[:, 1] == pytest.approx(1e-12)
