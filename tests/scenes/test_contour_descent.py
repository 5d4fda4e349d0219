"""ContourDescent draws the article's run as gd_math computes it, at the speed that it says."""

import itertools
from functools import partial

import numpy as np
import pytest

from scenes.base.theme import DARK, TIMING
from scenes.cast.moving.births import Births
from scenes.cast.moving.moments import SCALED
from scenes.cast.moving.speeding_clock import SpeedingClock
from scenes.contour_descent import ContourDescent
from tests.scenes.contour_descent_runs import (
    CRAWLED,
    EXACT_LAST,
    LAST,
    NEAR_SINCE,
    at,
    iterated,
    number,
    samples,
    short,
    solution,
    told,
    told_by_default,
    told_of_the_article,
    watched,
)


def cost(point, seed=68):
    x, y = samples(seed)
    return np.mean((point[0] * x + point[1] - y) ** 2)


@pytest.fixture
def lesson(perform):
    return told_of_the_article(perform)


@pytest.fixture
def default(perform):
    return told_by_default(perform)


def test_the_run_is_that_of_the_article_to_the_last_bit(lesson):
    points = told["points"]
    assert len(points) - 1 == lesson.run.steps_taken == LAST
    assert np.array_equal(lesson.run.run.points, points)
    assert points[-1, 0] == points[-2, 0]
    assert lesson.run.stands_still


@pytest.mark.parametrize("step", [0, 1, 2, 5, 20, 100, CRAWLED, NEAR_SINCE, LAST])
def test_the_point_stands_where_the_formulas_lead(lesson, step):
    stage, (slope, intercept) = at(lesson, step).stage, told["points"][step]
    assert stage.map.read(stage.walk.ball[1].get_center()) == pytest.approx((slope, intercept), abs=1e-9)
    assert stage.face.number.text == str(step)


def test_every_beat_ends_on_a_computed_point(lesson):
    steps = [step for step, _ in told["seen"]]
    assert steps == [0, 0, 1, *[CRAWLED] * 4, *[LAST] * 4]
    assert np.array([place for _, place in told["seen"]]) == pytest.approx(told["points"][steps], abs=1e-9)


def test_the_path_leaves_out_only_what_the_eye_cannot_see(lesson):
    walk = at(lesson, LAST).stage.walk
    kept = walk.corners[np.searchsorted(walk.corners, np.arange(LAST + 1), side="right") - 1]
    way = lesson.stage.map.points_at(*told["points"].T)
    assert np.linalg.norm(way - way[kept], axis=1).max() < 0.02
    drawn = walk.path.points.reshape(-1, 4, 3)
    assert drawn[:, 0] == pytest.approx(way[walk.corners])
    assert drawn[-1, -1] == pytest.approx(way[-1])


def test_the_slow_step_is_the_rate_times_the_gradient_reversed(lesson):
    x, y = samples(68)
    for k in (0, 1):
        slope, intercept = told["points"][k]
        gaps = slope * x + intercept - y
        gradient = 2 * np.array([np.mean(gaps * x), np.mean(gaps)])
        arrows = at(lesson, k + SCALED).stage.walk.arrows
        tail, tip = lesson.stage.map.read([arrows.step.tail, arrows.step.tip])
        assert tip - tail == pytest.approx(-0.01 * gradient, abs=1e-9)
        drawn = np.diff(lesson.stage.map.read([arrows.screen[k], arrows.tips(k)[-2]]), axis=0)[0]
        assert drawn == pytest.approx(arrows.factor * gradient)
        for place, row in enumerate(lesson.pages.step(partial(Births.finished, k)).rows):
            old, rate, by, new = (number(part.text) for part in row if hasattr(part, "text"))
            assert (old, new) == (
                round(told["points"][k, place], 2),
                round(told["points"][k + 1, place], 2),
            )
            assert round(old - rate * by, 2) == new


def test_the_gradient_is_named_with_its_numbers(lesson):
    x, y = samples(68)
    gaps = -10 * x + 10 - y
    slopes = [2 * np.mean(gaps * x), 2 * np.mean(gaps)]
    printed = [
        number(part.text) for row in lesson.pages.gradient().rows for part in row if hasattr(part, "text")
    ]
    assert printed == [round(float(slope), 2) for slope in slopes]


def test_the_cost_follows_the_point(lesson):
    for step in (0, 1, 100):
        at(lesson, step).stage.cost.number.update()
        assert number(lesson.stage.cost.number.text) == pytest.approx(cost(told["points"][step]), rel=5e-3)
    between = (told["points"][2] + told["points"][3]) / 2
    at(lesson, 2.5).stage.cost.number.update()
    assert number(lesson.stage.cost.number.text) == pytest.approx(cost(between), rel=5e-3)


def assert_speeds(runs, last, speeds, *, slows=None):
    """Compare steps per second with what the clock says; the last tick may be longer than it needs.

    So may the last one before the clock slows down.
    """
    for speed, steps, seconds, after in runs:
        if not speed:
            assert steps <= 1
        elif after in (last, slows):
            assert -1e-6 <= speed * seconds - steps < speed * TIMING.tick
        else:
            assert steps == pytest.approx(speed * seconds)
    assert [speed for speed, _ in itertools.groupby(run[0] for run in runs) if speed] == speeds


def test_the_clock_is_as_fast_as_it_says(lesson):
    assert_speeds(told["runs"], LAST, [10.0, 100.0, 2000.0, 200.0, 20.0], slows=LAST - 308)
    for speed, signs in ((2.0, 1), (10.0, 1), (100.0, 2), (2000.0, 3)):
        face = at(lesson, 77, speed).stage.face
        assert (face.number.text, face.speed.text) == ("77", f"{speed:g}")
        assert len(face.sign.points) == signs * 12
    assert at(lesson, 77).stage.face.speed.text == ""


def test_in_tall_frames_changes_stand_in_the_place_of_the_map_and_pace_goes_with_the_speed(perform):
    lesson, _, runs = watched(perform, aspect="9:16", hold=0.0, pace=1.5, most_steps=CRAWLED + 20)
    stage = lesson.stage
    assert stage.changes.box == stage.map.box
    assert stage.map in lesson.mobjects
    assert stage.changes not in lesson.mobjects
    runs = [run for run in runs if run[3] != 20]
    assert_speeds(runs, CRAWLED + 20, [150.0, 3000.0], slows=CRAWLED)
    assert lesson.beats[3].caption == "Again and again: 15 steps a second, then 150."


def test_the_captions_tell_true_numbers(lesson):
    distances = np.hypot(*(told["points"] - solution()).T)
    assert distances[NEAR_SINCE - 1] > 0.001 >= distances[NEAR_SINCE:].max()
    captions = [beat.caption for beat in lesson.beats]
    assert captions[-3] == f"Step {LAST} changes w by so little that float64 rounds it to 0."
    assert captions[-2] == f"Near 0.997 float64 has no smaller change; exact numbers need {EXACT_LAST} steps."
    assert captions[-1].startswith(f"Within 0.001 of the solution since step {NEAR_SINCE}:")
    assert 30 <= lesson.seconds <= 75


def test_seeds_choose_the_data():
    fit = ContourDescent.compute
    first, again, other = (fit(ContourDescent.Params(seed=seed, most_steps=1)).data.y for seed in (68, 68, 4))
    assert np.array_equal(first, again)
    assert first.tolist() == samples(68)[1].tolist()
    assert not np.array_equal(first, other)


def middle_of(frame, colour, box):
    """Return the mean column and row of the pixels of a colour in a pixel box."""
    left, right, top, bottom = box
    rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])
    lit = np.abs(frame[top:bottom, left:right].astype(int) - rgb).sum(axis=2) < 60
    rows, columns_ = np.nonzero(lit)
    return left + columns_.mean() + 0.5, top + rows.mean() + 0.5


def test_pixels_show_the_changes_and_the_point_where_the_arrays_are(film):
    height, unit = 540, 540 / 8
    lesson, frames = film(
        ContourDescent, height=height, captions=False, hold=0.0, pace=4.0, most_steps=400, start_slope=4.0
    )
    points = iterated(68, slope=4.0, most=400)

    def pixel(place):
        return (place[0] + lesson.layout.width / 2) * unit, (4 - place[1]) * unit

    tip = pixel(lesson.stage.changes.plot.at(400, abs(points[-1, 0] - points[-2, 0])))
    around = [round(tip[0]) - 7, round(tip[0]) + 8, round(tip[1]) - 7, round(tip[1]) + 8]
    assert middle_of(frames[-1], DARK.step, around) == pytest.approx(tip, abs=1.0)
    ball = pixel(lesson.stage.map.at(*points[-1]))
    around = [round(ball[0]) - 20, round(ball[0]) + 21, round(ball[1]) - 20, round(ball[1]) + 21]
    assert middle_of(frames[-1], DARK.parameter, around) == pytest.approx(ball, abs=2.0)


def test_the_point_is_a_line_through_the_data_at_first_and_while_it_falls(default):
    points = iterated(68, most=CRAWLED)
    assert [shown[-1] for shown in short["lines"]] == [0, CRAWLED]
    for slope, intercept, gaps, x, y, step in short["lines"]:
        assert (slope, intercept) == pytest.approx(points[step], abs=1e-6)
        assert gaps[:, 0] == pytest.approx(np.column_stack([x, y]))
        assert gaps[:, 1] == pytest.approx(np.column_stack([x, points[step, 0] * x + points[step, 1]]))


def test_the_clock_slows_down_before_the_end():
    clock = SpeedingClock()
    clock.set_value(461)
    told = clock.gears_to(5025, 1000.0, slowest=10.0)
    assert [(gear.until, gear.speed) for gear in told[-2:]] == [(5011, 100.0), (5025, 10.0)]
    assert told[-1].until == 5025
    now = 461
    for gear in told[1:]:
        assert gear.until > now
        now = gear.until
    assert [gear.speed for gear in clock.gears_to(500, 1000.0, slowest=10.0)] == [1000.0]
