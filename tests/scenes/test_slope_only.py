"""SlopeOnly draws what gd_math computes: the point's curve, its steps, and what the parabola is made of."""

import itertools
import re

import numpy as np
import pytest
from pydantic import ValidationError

from scenes.base.look import Look
from scenes.base.theme import DARK
from scenes.cast.moving.moments import POINTED, SCALED
from scenes.slope_only import SlopeOnly
from tests.looking import findings

EXTREMES = {
    "one step": {"steps": 1},
    "divergence": {"learning_rate": 0.5},
    "divergence at once": {"learning_rate": 1e6},
    "to and fro": {"learning_rate": 0.375},
    "start at the minimum": {"start_slope": 1.5, "noise": 0.0},
    "start far away": {"start_slope": -900.0},
    "large numbers": {"slope": -1e5, "noise": 1e4},
    "a flat cloud": {"slope": 0.0, "intercept": 3.0},
    "a curve": {"data": "parabolic"},
    "far from the origin": {"data": "anscombe-4"},
}
played = {}


@pytest.fixture
def lesson(perform):
    """Return the lesson as it is told with the defaults, and what was seen as its beats ended."""
    if not played:
        seen, marks = [], {}

        def look(told):
            seen.append(told.walk.x)
            for piece in told.mobjects:
                if piece.name == "rise beside the lowest point":
                    marks.setdefault("rise", told.plot.read(piece.lines[1].points)[[0, -1]])
                if piece.name == "rays to the points":
                    marks["rays"] = told.panel.plot.read(piece.points).reshape(-1, 4, 2)[:, [0, -1]]

        played.update(lesson=perform(SlopeOnly, look), seen=seen, marks=marks)
    return played["lesson"]


def at(lesson, time):
    lesson.clock.set_value(time)
    lesson.detail.set_value(1.0)
    for part in (lesson.walk, lesson.panel, lesson.panel.equation, lesson.stage.height, lesson.rule):
        part.update()
    return lesson


def data_of(lesson):
    samples = lesson.given.samples
    return np.array(samples.x), np.array(samples.y)


def loss(w, x, y):
    return sum((w * a - b) ** 2 for a, b in zip(x, y, strict=True)) / len(x)


def descended(lesson):
    """Return the slopes of the run, iterated here from the defining formula."""
    x, y = data_of(lesson)
    slopes = [-1.0]
    for _ in range(20):
        slopes.append(slopes[-1] - 0.05 * 2 * np.mean((slopes[-1] * x - y) * x))
    return np.array(slopes)


def number(text):
    return float(text.strip("()").replace("−", "-"))


def test_point_and_line_are_where_the_formula_leads_after_every_step(lesson):
    x, y = data_of(lesson)
    for k, w in enumerate(descended(lesson)):
        told = at(lesson, k)
        assert told.plot.read(told.walk.ball[1].get_center()) == pytest.approx([w, loss(w, x, y)], abs=1e-7)
        ends = told.panel.plot.read(told.panel.line.points[[0, -1]])
        assert ends[:, 1] == pytest.approx(w * ends[:, 0], abs=1e-9), "a line through the origin"
        assert number(told.panel.equation.slope.text) == round(w, 2)
        assert number(told.stage.height[1].text) == pytest.approx(loss(w, x, y), abs=5e-3)


def test_every_beat_ends_on_a_computed_slope(lesson):
    w = descended(lesson)
    steps = [0, 0, 0, 0, 0, 0, 1, 20, 20, 20, 20]
    assert played["seen"] == pytest.approx(w[steps], abs=1e-9)


def test_a_hand_slides_the_point_along_its_parabola_both_ways(lesson):
    x, y = data_of(lesson)
    at(lesson, 0.0)
    slide, track, seen = lesson.stage.slide, lesson.stage.track, []
    for share in np.linspace(0.0, 3.0, 61):
        slide.share.set_value(share)
        lesson.walk.update()
        w, height = lesson.plot.read(lesson.walk.ball.place)
        assert height == pytest.approx(loss(w, x, y))
        seen.append(w)
        drawn = lesson.plot.read(track.update().points)
        if len(drawn):
            assert drawn[:, 1] == pytest.approx([loss(v, x, y) for v in drawn[:, 0]], abs=0.02)
            assert (drawn[0, 0], drawn[-1, 0]) == pytest.approx((min(seen), max(seen)))
    best = (x * y).sum() / (x * x).sum()
    assert min(seen) < -1.0 < best < max(seen)
    assert min(seen) + max(seen) == pytest.approx(2 * best), "as far to one side as to the other"
    assert seen[0] == seen[-1] == -1.0


def test_gradient_and_step_lie_along_w_with_their_lengths(lesson):
    x, y = data_of(lesson)
    for k, w in list(enumerate(descended(lesson)[:-1]))[1:]:
        arrows = at(lesson, k + SCALED).walk
        slope = 2 * np.mean((w * x - y) * x)
        for arrow, length in (
            (arrows.gradient_arrow, arrows.factor * slope),
            (arrows.step_arrow, -0.05 * slope),
        ):
            tail, tip = lesson.plot.read(np.array([arrow.tail, arrow.tip]))
            assert tip - tail == pytest.approx([length, 0.0], abs=1e-9)


def test_a_copy_of_the_gradient_turns_round_and_becomes_the_step(lesson):
    ways = []
    for share in np.linspace(POINTED + 0.01, SCALED - 0.01, 9):
        arrow = at(lesson, share).walk.step_arrow
        ways.append((arrow.tip - arrow.tail)[:2])
    assert ways[0][0] < 0 < ways[-1][0], "uphill is to the left here"
    assert np.hypot(*ways[-1]) < np.hypot(*ways[0])


def test_the_numbers_of_a_step_are_its_arithmetic(lesson):
    for k, (old, new) in enumerate(itertools.pairwise(descended(lesson)[:3])):
        told = at(lesson, k + 1)
        later, before = (one.text for one in told.rule.numbers["parameter"])
        rate, slope = (told.rule.numbers[role][0].text for role in ("step", "gradient"))
        assert (number(before), number(later), rate) == (round(old, 2), round(new, 2), "0.05")
        assert round(number(before) - 0.05 * number(slope), 2) == number(later)


def test_minimum_and_rise_are_computed_from_the_data(lesson):
    x, y = data_of(lesson)
    story, mean = lesson.story, np.mean(x**2)
    assert (x * y).sum() / (x * x).sum() == pytest.approx(number(story.best_text), abs=5e-3)
    assert "(42.11) / (24.00)" in story.lowest_page()
    assert ((x * y).sum(), (x * x).sum()) == pytest.approx((42.11, 24.0), abs=0.005)
    least = loss((x * y).sum() / (x * x).sum(), x, y)
    assert re.findall(r"\d+\.\d+", story.rise_page()) == ["0.43", "2.67", "1.75"]
    assert (least, mean) == pytest.approx((0.43, 2.67), abs=5e-3)


def test_the_rise_is_drawn_where_the_parabola_has_it(lesson):
    seen = played["marks"]
    x, y = data_of(lesson)
    best = (x * y).sum() / (x * x).sum()
    least = loss(best, x, y)
    assert seen["rise"] == pytest.approx(np.array([[best + 1, least], [best + 1, least + np.mean(x**2)]]))


def test_rays_go_from_the_origin_to_the_points_and_weigh_to_the_best_slope(lesson):
    x, y = data_of(lesson)
    rays = played["marks"]["rays"]
    assert rays[:, 0] == pytest.approx(np.zeros((len(x), 2)), abs=1e-9)
    assert rays[:, 1] == pytest.approx(np.column_stack([x, y]))
    own = np.divide(y, x, out=np.zeros_like(y), where=x != 0)
    assert np.average(own, weights=x**2) == pytest.approx((x * y).sum() / (x * x).sum())


def test_it_ends_with_rule_first_line_and_best_slope(lesson):
    first = next(m for m in lesson.mobjects if m.name == "first line")
    points = lesson.panel.plot.read(first.points)
    assert points[:, 1] == pytest.approx(-points[:, 0])
    assert lesson.beats[-1].caption == "20 steps: the loss fell from 20.66 to 0.43, the lowest there is."
    assert 30 <= lesson.seconds <= 60


@pytest.mark.parametrize("params", EXTREMES.values(), ids=EXTREMES.keys())
def test_extreme_parameters_tell_a_whole_story(perform, params):
    lesson = perform(SlopeOnly, captions=False, **params)
    assert lesson.beats[0].start == 0.0
    assert 15 <= lesson.seconds <= 75
    for one, other in itertools.pairwise(lesson.beats):
        assert one.end == pytest.approx(other.start)


def test_a_run_that_diverges_passes_the_film_lint():
    params = SlopeOnly.Params(**EXTREMES["divergence"])
    assert findings(SlopeOnly, params, Look()) == []


def test_the_lecturers_own_table_is_fitted_from_its_origin(perform, tmp_path):
    (tmp_path / "walks.csv").write_text(
        "minutes,metres\n10,850\n20,1700\n45,3700\n60,4800\n", encoding="utf-8"
    )
    lesson = perform(SlopeOnly, captions=False, data=str(tmp_path / "walks.csv"), steps=40)
    x, y = np.array([10.0, 20, 45, 60]), np.array([850.0, 1700, 3700, 4800])
    assert lesson.walk.x == pytest.approx((x * y).sum() / (x * x).sum(), rel=1e-3)
    assert lesson.panel.plot.x_range[0] < 0 and lesson.panel.plot.y_range[0] < 0
    assert lesson.panel.plot.read(lesson.stage.pin.get_center()) == pytest.approx([0.0, 0.0], abs=1.0)


def test_a_table_whose_x_are_all_zero_is_refused_in_one_sentence(tmp_path):
    (tmp_path / "zero.csv").write_text("x,y\n0,1\n0,2\n0,4\n", encoding="utf-8")
    with pytest.raises(ValidationError, match="holds 0 in every row"):
        SlopeOnly.Params(data=str(tmp_path / "zero.csv"))


def test_too_large_a_rate_is_a_note_with_the_theory():
    def notes(**params):
        return SlopeOnly.notes(SlopeOnly.Params(**params))

    assert notes() == []
    assert notes(learning_rate=0.37) == []
    assert notes(learning_rate=0.4) == ["grows with every step; stable below 0.375"]
    assert notes(data="anscombe-1", slope=2.0) == ['slope: without effect on data = "anscombe-1"']


def test_pixels_show_the_point_where_the_run_ends(film):
    lesson, frames = film(SlopeOnly, height=270, rate=1, pace=4.0, captions=False, steps=3)
    orange = np.array([int(DARK.parameter[k : k + 2], 16) for k in (1, 3, 5)])
    here = np.abs(frames[-1].astype(int) - orange).max(axis=-1) < 30
    rows, columns = np.nonzero(here[: int(0.86 * 270), :240])
    low = rows > np.quantile(rows, 0.8)
    centre = np.array([columns[low].mean(), rows[low].mean()])
    place = lesson.walk.ball.place
    expected = (place[0] / 8 * 270 + 240, 135 - place[1] / 8 * 270)
    assert centre == pytest.approx(expected, abs=4.0)
