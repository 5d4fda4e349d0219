"""BallOnParabola draws what gd_math computes."""

import itertools
import math

import numpy as np
import pytest
from manim import ValueTracker

from gd_math.formula.parsing import parse_formula
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from scenes.ball_on_parabola import BallOnParabola
from scenes.base.lesson import reading_time
from scenes.base.look import Look
from scenes.base.theme import TIMING
from scenes.cast.moving.moments import SCALED
from scenes.parts.ball_on_parabola.factor_bars import FactorBars
from tests.looking import findings

EXTREMES = {
    "one step": {"steps": 1},
    "two hundred steps": {"steps": 200, "learning_rate": 0.01},
    "divergence": {"learning_rate": 1.1},
    "divergence to infinity": {"function": "x**4", "learning_rate": 1.0, "steps": 50},
    "start at the minimum": {"start": 0.0},
    "negative start": {"start": -8.0},
    "exactly at the limit": {"learning_rate": 1.0},
    "one step to the minimum": {"learning_rate": 0.5},
    "several valleys": {"function": "x**4 - 3*x**2 + x", "start": 2.0, "learning_rate": 0.05},
    "no valley": {"function": "-x**2", "start": 0.5, "steps": 12},
    "a slope without end": {"function": "exp(x)", "start": 1.0},
    "tiny numbers": {"start": 1e-4},
    "large numbers": {"start": 5e5},
}


def at(lesson, time):
    lesson.clock.set_value(time)
    lesson.walk.update()
    lesson.loss.update()
    lesson.rule.update()
    return lesson


def number(text):
    return float(text.strip("()").replace("−", "-"))


def test_ball_stands_on_the_curve_at_every_frame(told):
    lesson = told(BallOnParabola)
    for time in np.linspace(0, 20, 401):
        x, y = lesson.plot.read(at(lesson, time).walk.ball[1].get_center())
        assert y == pytest.approx(x**2, abs=1e-9)


def test_ball_is_at_the_computed_point_after_every_step(told):
    lesson = told(BallOnParabola)
    for k in range(21):
        x, y = lesson.plot.read(at(lesson, k).walk.ball[1].get_center())
        assert x == pytest.approx(8 * 0.8**k, abs=1e-9)
        assert y == pytest.approx((8 * 0.8**k) ** 2, abs=1e-9)


def test_every_beat_ends_on_a_computed_position(perform):
    seen = []
    perform(BallOnParabola, lambda lesson: seen.append(float(lesson.plot.read(lesson.walk.ball.place)[0])))
    assert seen == pytest.approx([8, 8, 8, 8, 6.4, 6.4, 5.12, 5.12] + 4 * [8 * 0.8**20])


def test_step_arrow_is_the_learning_rate_times_the_slope(told):
    lesson = told(BallOnParabola)
    for k in range(20):
        arrow = at(lesson, k + SCALED).walk.step_arrow
        tail, tip = lesson.plot.read(arrow.tail), lesson.plot.read(arrow.tip)
        assert tip[0] - tail[0] == pytest.approx(-0.1 * 2 * 8 * 0.8**k)
        assert np.allclose(arrow.get_all_points()[:, 0].min(), min(arrow.tail[0], arrow.tip[0]))


def test_gradient_arrows_point_uphill_with_lengths_in_proportion_to_the_slope(told):
    lesson = told(BallOnParabola)
    ratios = []
    for k in range(20):
        arrow = at(lesson, k + SCALED).walk.gradient_arrow
        ratios.append((arrow.tip[0] - arrow.tail[0]) / (2 * 8 * 0.8**k))
    assert min(ratios) > 0
    assert np.ptp(ratios) < 1e-12


def test_tangent_has_the_slope_of_the_curve(told):
    lesson = told(BallOnParabola)
    for time in np.linspace(1, 20, 39):
        points = lesson.plot.read(at(lesson, time).walk.tangent.points)
        (x0, y0), (x1, y1) = points[0], points[-1]
        assert (y1 - y0) / (x1 - x0) == pytest.approx(2 * lesson.walk.x, abs=1e-6)


def test_dots_and_losses_are_the_trajectory(told):
    lesson = at(told(BallOnParabola), 20.0)
    expected = 8 * 0.8 ** np.arange(21)
    dots = lesson.plot.read(lesson.walk.path.dots.places)
    losses = lesson.loss.plot.read(lesson.loss.lines[0].dots.places)
    assert dots == pytest.approx(np.column_stack([expected, expected**2]), abs=1e-9)
    assert losses == pytest.approx(np.column_stack([np.arange(21), expected**2]), abs=1e-9)


def test_the_line_of_numbers_is_the_arithmetic_of_the_step_on_screen(told):
    lesson = told(BallOnParabola)
    for k in range(20):
        new, old = (n.text for n in at(lesson, k + 1).rule.numbers["parameter"])
        (rate,), (slope,) = ([n.text for n in lesson.rule.numbers[role]] for role in ("step", "gradient"))
        if k == 0:
            assert (new, old, rate, slope) == ("6.40", "8.00", "0.10", "16.00")
        places = len(old.split(".")[1])
        assert number(old) == round(8 * 0.8**k, places)
        assert number(new) == round(8 * 0.8 ** (k + 1), places)
        assert number(slope) == round(16 * 0.8**k, places)
        assert round(number(old) - number(rate) * number(slope), places) == number(new)


def test_negative_slopes_stand_in_brackets(perform):
    lesson = perform(BallOnParabola, start=-8.0)
    assert at(lesson, 0).rule.numbers["gradient"][0].text == "(−16.00)"


def test_a_position_outside_is_an_arrow_at_the_edge_with_its_number(perform):
    lesson = at(perform(BallOnParabola, learning_rate=1.1), 20.0)
    run = descend(parse_formula("x**2"), 8.0, GradientDescent(1.1), 20)
    assert not lesson.plot.shows(run.points[-1, 0], run.values[-1])
    assert lesson.walk.edge.number.text == "306.70"
    assert round(float(run.points[-1, 0]), 2) == 306.70
    assert lesson.walk.edge.arrow.tip[1] == pytest.approx(lesson.plot.area.top)


@pytest.mark.parametrize("params", EXTREMES.values(), ids=EXTREMES.keys())
def test_extreme_parameters_tell_a_whole_story(perform, params):
    lesson = perform(BallOnParabola, **params)
    assert lesson.beats[0].start == 0.0
    assert 5 <= lesson.seconds <= 70
    for one, next_one in itertools.pairwise(lesson.beats):
        assert one.end == pytest.approx(next_one.start)


def test_the_factor_of_a_quadratic_is_told_and_true(perform):
    lesson = perform(BallOnParabola)
    assert lesson.beats[-3].caption.endswith("1 − 0.10 × 2 = 0.80 of it.")
    told = float(lesson.beats[-3].caption.split()[-3])
    assert lesson.trajectory.points[1:, 0] == pytest.approx(told * lesson.trajectory.points[:-1, 0])
    quartic = perform(BallOnParabola, function="x**4 - 3*x**2 + x", start=2.0, learning_rate=0.05)
    assert not any("each step" in beat.caption for beat in quartic.beats)


@pytest.mark.parametrize("params", EXTREMES.values(), ids=EXTREMES.keys())
def test_extreme_parameters_pass_the_film_lint(params):
    assert findings(BallOnParabola, BallOnParabola.Params(**params), Look()) == []


@pytest.mark.parametrize(
    "params", [{"steps": 1}, {"learning_rate": 1.1}, {"learning_rate": 0.9, "steps": 200}]
)
def test_extreme_parameters_pass_the_film_lint_in_a_narrow_frame(params):
    given, fast = BallOnParabola.Params(**params), params.get("steps") == 200
    assert findings(BallOnParabola, given, Look(), "9:16", flashing=fast) == []


def test_divergence_is_a_note_with_the_theory():
    notes = BallOnParabola.notes(BallOnParabola.Params(function="x**4", learning_rate=1.0, steps=50))
    assert notes[0].startswith("diverges at step ")
    assert BallOnParabola.notes(BallOnParabola.Params(learning_rate=1.1)) == [
        "grows with every step; stable below 1"
    ]
    assert BallOnParabola.notes(BallOnParabola.Params()) == []


def test_hold_makes_the_clip_longer_by_what_it_says(perform):
    usual = perform(BallOnParabola)
    held = perform(BallOnParabola, hold=12.0)
    assert held.seconds - usual.seconds == pytest.approx(10.0)


def test_pace_divides_every_duration_but_the_hold(perform):
    usual, quick = perform(BallOnParabola, hold=0.0), perform(BallOnParabola, hold=0.0, pace=2.0)
    for slow, fast in zip(usual.beats, quick.beats, strict=True):
        half = (slow.end - slow.start) / 2
        rounding = 4 * TIMING.tick  # a caption, at most two moves and a rest, each in whole ticks
        assert half - TIMING.tick <= fast.end - fast.start <= half + rounding
        assert fast.end - fast.start >= reading_time(fast.caption) / 2


def columns_of_ticks(frame, row):
    """Return the middle of each run of tick-coloured pixels in a row."""
    ticked = np.flatnonzero(np.abs(frame[row].astype(int) - frame[2, 2].astype(int)).sum(axis=1) > 100)
    runs = np.split(ticked, np.flatnonzero(np.diff(ticked) > 1) + 1)
    return [run.mean() for run in runs]


def smeared(mask, width):
    """Return the number of pixels of a mask in the square of so many pixels around each."""
    window = np.ones(width)
    sums = np.apply_along_axis(np.convolve, 0, mask.astype(float), window, "same")
    return np.apply_along_axis(np.convolve, 1, sums, window, "same")


def ball_in(frame, box):
    """Return the centre of the largest orange disc with its rim, inside a pixel box, without the lines."""
    left, right, top, bottom = box
    red, green, blue = np.moveaxis(frame[top:bottom, left:right].astype(int), 2, 0)
    disc = smeared((red - blue > 60) & (red > 1.25 * green), 5) > 17
    row, column = np.unravel_index(np.argmax(smeared(disc, 19)), disc.shape)
    rows, columns = np.nonzero(disc[row - 14 : row + 15, column - 14 : column + 15])
    middle = (columns.min() + columns.max()) / 2, (rows.min() + rows.max()) / 2
    return left + column - 14 + middle[0], top + row - 14 + middle[1]


def test_no_caption_tells_the_loss_before_the_ball_has_landed(perform):
    told = []

    def take_note(lesson):
        told.append((lesson.beats[-1].caption, lesson.clock.get_value()))

    perform(BallOnParabola, take_note)
    first = next(k for k, (caption, _) in enumerate(told) if "64.0" in caption)
    assert told[first - 1] == ("The ball takes the step.", 1.0)


def test_the_last_frame_holds_the_rate_and_both_ends(told):
    lesson = told(BallOnParabola)
    texts = [part.name.replace("\xa0", " ") for part in lesson.mobjects]
    assert "Downhill, 0.10 × the slope" in texts
    assert "alpha = 0.10" in texts
    for text, (plot, place) in {
        "x = 8.00": (lesson.plot, (8.0, 64.0)),
        "x = 0.092": (lesson.plot, (8 * 0.8**20, (8 * 0.8**20) ** 2)),
        "64.0": (lesson.loss.plot, (0.0, 64.0)),
        "0.00851": (lesson.loss.plot, (20.0, (8 * 0.8**20) ** 2)),
    }.items():
        words = lesson.mobjects[texts.index(text)]
        near = words.get_left(), words.get_right(), words.get_top(), words.get_bottom()
        assert min(np.linalg.norm(one - plot.at(*place)) for one in near) < 0.9
    assert not any(number in lesson.mobjects for number, _ in lesson.rule.row)


def test_each_bar_is_the_one_before_times_the_factor_that_stands_between_them(perform):
    flown = ValueTracker(1.0)
    lesson = perform(BallOnParabola, steps=6)
    bars = FactorBars(
        lesson.look, lesson.plot, lesson.loss.box, lesson.trajectory, 0.0, flown.get_value, "0.80"
    )
    widths = [bar.width for bar in bars.bars]
    assert np.divide(widths[1:], widths[:-1]) == pytest.approx(np.full(6, 0.8))
    assert [mark.text for mark in bars.marks] == ["×0.80"] * 6
    for upper, lower, mark in zip(bars.bars, bars.bars[1:], bars.marks, strict=False):
        assert lower.get_center()[1] < mark.get_center()[1] < upper.get_center()[1]


def test_pixels_show_the_ball_where_the_trajectory_is(film):
    lesson, frames = film(BallOnParabola, height=540)
    unit = 540 / 8
    area = lesson.plot.area
    left, right = (round((x + lesson.layout.width / 2) * unit) for x in (area.left, area.right))
    top, bottom = (round((4 - y) * unit) for y in (area.top, area.bottom))
    marks = [
        c
        for c in columns_of_ticks(frames[round(lesson.beats[5].end * 5) - 1], bottom + 4)
        if left <= c <= right
    ]
    assert len(marks) == 5, "ticks at −10, −5, 0, 5 and 10"
    for time, step in ((lesson.beats[5].end - 0.2, 1), (lesson.beats[6].end - 0.2, 2)):
        x, y = ball_in(frames[round(time * 5)], (left, right, top, bottom))
        value = -10 + 20 * (x - marks[0]) / (marks[-1] - marks[0])
        one_pixel = 20 / (marks[-1] - marks[0])
        assert value == pytest.approx(8 * 0.8**step, abs=one_pixel)
        height = lesson.plot.at(0.0, (8 * 0.8**step) ** 2)[1]
        assert y == pytest.approx((4 - height) * unit, abs=1.0)


def test_a_frame_is_a_function_of_recipe_and_time(film):
    _, one = film(BallOnParabola, height=90, rate=2, steps=4, pace=2.0, moving=True)
    _, other = film(BallOnParabola, height=90, rate=2, steps=4, pace=2.0, moving=True)
    assert len(one) == len(other)
    assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("rate", [10, 15, 25, 30])
def test_the_clip_lasts_as_long_as_its_beats_at_every_frame_rate(film, rate):
    lesson, frames = film(
        BallOnParabola, height=36, rate=rate, steps=1, pace=4.0, hold=0.0, captions=False, moving=True
    )
    assert len(frames) == round(lesson.beats[-1].end * rate)
    assert math.isclose(lesson.seconds, lesson.beats[-1].end)
