"""BlindfoldedHiker draws what gd_math computes: the hiker walks it, feels it and knows no more."""

import itertools

import numpy as np
import pytest

from scenes.blindfolded_hiker import BlindfoldedHiker
from scenes.parts.blindfolded_hiker.descent import DECIDED, FELT
from tests.scenes.blindfolded_hiker_walk import (
    MOUNTAINS,
    at,
    height,
    in_fog_again,
    number,
    tells_a_whole_story,
    told_once,
)


@pytest.fixture
def story(perform):
    return told_once(perform)


@pytest.fixture
def lesson(perform):
    return in_fog_again(perform)


def test_both_boots_stand_on_the_graph_around_every_computed_point(lesson):
    for k, x in enumerate(lesson.trajectory.points[:, 0]):
        soles = at(lesson, k).descent.hiker.soles
        for sole in soles:
            assert sole.imag == pytest.approx(height(lesson, sole.real), abs=1e-6)
        middle = lesson.plot.read(np.array([(soles[0].real + soles[1].real) / 2, 0.0, 0.0]))[0]
        assert middle == pytest.approx(x, abs=1e-9)


def test_one_boot_stands_on_the_graph_at_every_frame(lesson):
    for time in np.linspace(0, lesson.last, 301):
        soles = at(lesson, time).descent.hiker.soles
        assert min(abs(sole.imag - height(lesson, sole.real)) for sole in soles) < 1e-6


def test_every_beat_ends_on_a_computed_position(story):
    x = story["lesson"].trajectory.points[:, 0]
    assert story["positions"] == pytest.approx([*[x[0]] * 4, x[1], x[2], x[2], *[x[10]] * 5], abs=1e-9)


def test_the_hiker_knows_position_height_and_the_slope_that_was_felt_and_no_more(lesson):
    run = lesson.trajectory
    for k in range(lesson.last + 1):
        for time in (k, min(k + FELT, lesson.last)):
            texts = {role: number.text for role, number in at(lesson, time).facts.numbers.items()}
            assert set(texts) == {"parameter", "loss", "gradient"}
            if k < 3 and time == k:
                assert texts["gradient"] == "?", "nobody has felt it yet"
            else:
                assert number(texts["gradient"]) == round(float(run.gradients[k, 0]), 2)
            if time == k:
                assert number(texts["parameter"]) == round(float(run.points[k, 0]), 2)
                assert number(texts["loss"]) == round(float(run.values[k]), 2)


def test_the_slope_rests_while_the_hiker_walks(lesson):
    for k, time in ((0, 0.9), (1, 1.95), (5, 5.5)):
        texts = {role: number.text for role, number in at(lesson, time).facts.numbers.items()}
        assert number(texts["gradient"]) == round(float(lesson.trajectory.gradients[k, 0]), 2)
        assert number(texts["parameter"]) == round(lesson.descent.x, 2) != lesson.trajectory.points[k, 0]


def test_the_rule_grows_with_what_the_hiker_finds(perform):
    grown = []
    perform(BlindfoldedHiker, lambda scene: grown.append(sorted(scene.rule.grown)))
    assert grown[:5] == [[], [3], [3], [2, 3], [0, 1, 2, 3]], "the new place comes when the step is done"


def test_the_panel_leaves_before_the_fog_lifts(perform):
    there = []
    lesson = perform(BlindfoldedHiker, lambda scene: there.append(scene.facts in scene.mobjects))
    lifting = [beat.caption for beat in lesson.beats].index("The fog lifts.")
    assert there == [0 < k < lifting for k in range(len(lesson.beats))], "it comes when it is needed"


def test_the_step_arrow_is_the_learning_rate_times_the_gradient_arrow_turned_round(lesson):
    for k in (0, 1):
        arrows = at(lesson, k + DECIDED).descent.arrows
        gradient = lesson.plot.read(arrows.gradient.tip)[0] - lesson.plot.read(arrows.gradient.tail)[0]
        step = lesson.plot.read(arrows.step.tip)[0] - lesson.plot.read(arrows.step.tail)[0]
        assert gradient == pytest.approx(lesson.trajectory.gradients[k, 0])
        assert step == pytest.approx(-0.55 * gradient)


def test_a_gradient_too_long_for_the_axis_keeps_its_direction(perform):
    lesson = at(perform(BlindfoldedHiker, terrain="x**2", start=-8.0, learning_rate=0.1), DECIDED)
    arrow = lesson.descent.arrows.gradient
    assert lesson.plot.area.left <= arrow.tip[0] < arrow.tail[0]


def test_the_tangent_has_the_slope_of_the_graph(lesson):
    for time in (FELT, 1 + FELT, *np.linspace(2 + FELT, lesson.last, 37)):
        points = lesson.plot.read(at(lesson, time).descent.tangent.points)
        (x0, y0), (x1, y1) = points[0], points[-1]
        assert (y1 - y0) / (x1 - x0) == pytest.approx(MOUNTAINS.slope(lesson.descent.x), abs=1e-6)


def test_trail_and_positions_are_the_trajectory(lesson):
    run = at(lesson, lesson.last).trajectory
    trail = lesson.plot.read(lesson.descent.trail.places)
    assert trail == pytest.approx(np.column_stack([run.points[:, 0], run.values]), abs=1e-9)
    marks = lesson.descent.marks.places
    assert lesson.plot.read(marks)[:, 0] == pytest.approx(run.points[:, 0], abs=1e-9)
    assert np.allclose(marks[:, 1], lesson.plot.area.bottom)


def test_the_line_of_numbers_is_the_arithmetic_of_every_step(lesson):
    for k in range(lesson.last):
        new, old = (number(n.text) for n in at(lesson, k + 1).rule.numbers["parameter"])
        (rate,), (slope,) = ([number(n.text) for n in lesson.rule.numbers[r]] for r in ("step", "gradient"))
        assert rate == 0.55
        assert round(old - rate * slope, 2) == new
        assert old == round(float(lesson.trajectory.points[k, 0]), 2)


def test_the_hiker_faces_uphill_first_and_walks_the_other_way(lesson):
    assert at(lesson, 0.0).descent.hiker.pose.facing == 1
    assert at(lesson, DECIDED).descent.hiker.pose.facing == -1
    assert at(lesson, 0.8).descent.hiker.pose.facing == -1


def test_a_picture_depends_on_its_time_alone(lesson):
    def picture():
        points = [m.points for m in lesson.descent.get_family()]
        return np.concatenate([np.concatenate(points).reshape(-1), lesson.fog.pixels.reshape(-1)])

    before = picture() if at(lesson, 5.3) else None
    at(lesson, 9.7)
    at(lesson, 0.2)
    assert np.array_equal(picture() if at(lesson, 5.3) else None, before)


def test_quick_steps_are_on_time_at_every_point(perform):
    lesson = perform(BlindfoldedHiker, steps=200, learning_rate=0.01, captions=False)
    assert tells_a_whole_story(lesson)
    for k in range(3, lesson.last + 1):
        soles = at(lesson, k).descent.hiker.soles
        middle = lesson.plot.read(np.array([(soles[0].real + soles[1].real) / 2, 0.0, 0.0]))[0]
        assert lesson.descent.x == pytest.approx(lesson.trajectory.points[k, 0], abs=1e-9)
        assert lesson.plot.length(abs(middle - lesson.descent.x)) < 0.02


def test_the_default_clip_lasts_about_a_minute(lesson):
    assert 45 <= lesson.seconds <= 68


def test_the_hiker_is_seen_from_close_by_until_the_first_step_is_over(perform):
    seen = []
    lesson = perform(
        BlindfoldedHiker, lambda s: seen.append((s.stage.view.scale * s.descent.size, s.plot.x_range))
    )
    heights = [height for height, _ in seen]
    assert heights[:4] == pytest.approx([0.4 * lesson.layout.height] * 4)
    assert heights[4:] == [lesson.descent.size] * (len(seen) - 4)
    assert seen[-1][1] == lesson.stage.home.x_range == lesson.account.region[0]


def test_the_number_on_the_turning_arrow_goes_from_the_slope_to_the_step(lesson):
    slope = float(lesson.trajectory.gradients[1, 0])
    told = [at(lesson, 1 + t).descent.arrows.number.number.text for t in np.linspace(0.401, DECIDED, 30)]
    assert told[0] == f"{slope:.2f}"
    assert f"{slope:.2f}×0.55" in told
    assert told[-1] == f"{0.55 * slope:.2f}"


def test_the_hiker_breathes_while_a_beat_rests(film):
    _, frames = film(BlindfoldedHiker, height=90, hold=2.0, steps=1, moving=True)
    still = [bool((one == other).all()) for one, other in itertools.pairwise(frames)]
    longest = max((len(list(run)) for rests, run in itertools.groupby(still) if rests), default=0)
    assert longest <= 2, "in ticks"
