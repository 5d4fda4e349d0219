"""The numbers of a step are born as the motion produces them, in the formula and at the arrow."""

import numpy as np
import pytest
from manim import ValueTracker

from gd_math.functions.quadratic import Quadratic
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from scenes.ball_on_parabola import BallOnParabola
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.maps.map_walk import MapWalk, StepParts
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.moving.births import Births, Lights
from scenes.cast.moving.moments import MEASURED, POINTED, SCALED, TURNED, Moment
from scenes.cast.writing.number_rows import NumberRows
from scenes.cast.writing.number_text import as_number
from scenes.cast.writing.step_rows import step_row

LOOK = Look()
TIMES = np.linspace(0.0, 6.0, 601)


def births(time, **how):
    return Births.at(Moment.at(float(time), 6), **how)


def test_a_slow_step_begins_with_the_place_alone_and_ends_with_the_result():
    for time in TIMES[(TIMES > 1.0) & (TIMES < 2.0)]:
        now, moment = births(time), Moment.at(float(time), 6)
        assert now.place == 1 and now.result == 0.0, "the ball is still on its way"
        if now.step == 1:
            assert now.slope == 0.0 or moment.measured > 0.75
            assert now.rate == 0.0 or moment.scaled > 0.0
        else:
            assert now.arrived < 1.0 and moment.measured < 0.5, "the row before makes way"
    assert births(1.0) == Births.finished(0)
    assert births(2.0) == Births.finished(1)
    assert births(1.0 + MEASURED).slope == 1.0
    assert births(1.0 + SCALED).rate == 1.0


def test_quick_steps_keep_the_last_step_that_is_finished():
    for time in TIMES[TIMES >= 2.0]:
        assert births(time) == Births.finished(max(int(time + 1e-9), 1) - 1)
    assert births(1.4, slow=False) == Births.finished(0)


def test_the_result_of_the_step_that_leaves_comes_with_its_arrow():
    assert births(4.0 + SCALED - 0.01, leaving=4).result == 0.0
    assert births(4.0 + SCALED, leaving=4).result == 1.0


def test_each_term_is_lit_once_in_a_slow_step():
    for first in (0.0, 1.0):
        lit = [Lights.at(Moment.at(float(t), 6)) for t in np.linspace(first, first + 1.0, 301)]
        for term in ("place", "slope", "rate", "result"):
            on = np.array([getattr(one, term) for one in lit]) > 0.0
            assert np.diff(on.astype(int)).tolist().count(1) == 1
            assert not on[0] and not on[-1]
    assert Lights.at(Moment.at(3.4, 6)) == Lights()


def seen(rule, time, lesson):
    lesson.clock.set_value(time)
    rule.update()
    return [number.text if number.get_fill_opacity() > 0.5 else "" for number, _ in rule.row]


def test_the_row_under_the_rule_is_written_by_the_ball(told):
    lesson = told(BallOnParabola)
    rule = lesson.rule
    assert seen(rule, 1.0, lesson) == ["6.40", "8.00", "0.10", "16.00"]
    assert seen(rule, 1.2, lesson) == ["", "6.40", "", ""]
    assert seen(rule, 1.0 + MEASURED, lesson) == ["", "6.40", "", "12.80"]
    assert seen(rule, 1.0 + SCALED, lesson) == ["", "6.40", "0.10", "12.80"]
    assert seen(rule, 1.99, lesson) == ["", "6.40", "0.10", "12.80"]
    assert seen(rule, 2.0, lesson) == ["5.12", "6.40", "0.10", "12.80"]
    signs = [0.0 if sign is None else sign.get_fill_opacity() for _, sign in rule.row]
    assert signs == [0.0, 1.0, 1.0, 1.0]


def test_the_last_result_moves_to_the_place_that_the_step_begins_with(told):
    lesson = told(BallOnParabola)
    result, place = (number for number, _ in lesson.rule.row[:2])
    home, ways = result.at[0], []
    for time in (1.001, 1.06, 1.2):
        seen(lesson.rule, time, lesson)
        ways.append(place.at[0])
    assert ways[0] == pytest.approx(home, abs=0.02)
    assert ways[0] < ways[1] < ways[2]


def test_rows_of_numbers_are_born_alike():
    told = ValueTracker(1.0)
    numbers = [
        ("", ["2.0", "1.7"], "parameter", "place"),
        ("-", ["0.1"], "step", "rate"),
        ("times", ["3.0", "2.0"], "gradient", "slope"),
        ("=", ["1.7", "1.5"], "parameter", "result"),
    ]
    row = step_row("w", numbers, lambda: Births.at(Moment.at(told.get_value(), 6)))
    (drawn,) = NumberRows(LOOK, [row], Box(-4.0, 4.0, 0.0, 1.0)).rows
    cells = [cell for cell in drawn if hasattr(cell, "text")]
    for time, texts in (
        (1.0, ["2.0", "0.1", "3.0", "1.7"]),
        (1.2, ["1.7", "", "", ""]),
        (1.0 + MEASURED, ["1.7", "", "2.0", ""]),
        (1.0 + SCALED, ["1.7", "0.1", "2.0", ""]),
        (2.0, ["1.7", "0.1", "2.0", "1.5"]),
    ):
        told.set_value(time)
        drawn.update()
        assert [cell.text if cell.get_fill_opacity() > 0.5 else "" for cell in cells] == texts


def test_what_points_downhill_has_the_colour_of_the_step(told):
    """The gradient points uphill; its copy has turned the step's colour when it points the other way."""
    lesson = told(BallOnParabola)
    walk, colours, seen = lesson.walk, lesson.colours, []
    for scaled in np.linspace(0.01, 0.99, 50):
        lesson.clock.set_value(POINTED + scaled * (SCALED - POINTED))
        walk.update()
        uphill = walk.gradient_arrow.tip[0] - walk.ball.place[0]
        if scaled >= TURNED:
            assert (walk.step_arrow.tip[0] - walk.ball.place[0]) * uphill < 0.0
            seen.append(walk.step_arrow.get_fill_color().to_hex().upper())
    assert set(seen) == {colours.step.upper()}


def test_the_number_at_the_tip_counts_from_the_gradient_to_the_step(told):
    lesson = told(BallOnParabola)
    walk, colours, read = lesson.walk, lesson.colours, []
    for scaled in np.linspace(0.0, 1.0, 41):
        lesson.clock.set_value(POINTED + scaled * (SCALED - POINTED))
        walk.update()
        read.append(walk.number.number.text)
        if scaled == 0.0:
            assert walk.number.number.get_fill_color().to_hex().upper() == colours.gradient.upper()
    assert read[0] == "16.00" and "16.00×0.10" in read and read[-1] == "1.60"
    assert walk.number.number.get_fill_color().to_hex().upper() == colours.step.upper()
    counted = [as_number(text) for text in read[read.index("16.00×0.10") :] if "×" not in text]
    assert counted == sorted(counted, reverse=True) and len(set(counted)) > 5
    lesson.clock.set_value(1.0)
    walk.update()
    assert walk.number.number.text == ""


def test_the_copy_turns_round_at_its_full_length_before_it_shrinks(told):
    lesson = told(BallOnParabola)
    lesson.clock.set_value(POINTED + TURNED * (SCALED - POINTED))
    lesson.walk.update()
    copy, gradient = lesson.walk.step_arrow, lesson.walk.gradient_arrow
    assert copy.tip - copy.tail == pytest.approx(gradient.tail - gradient.tip, abs=1e-6)
    for scaled in np.linspace(0.05, 0.4, 8):
        lesson.clock.set_value(POINTED + scaled * (SCALED - POINTED))
        lesson.walk.update()
        assert copy.tip[1] < lesson.plot.area.top


def test_on_a_map_the_number_counts_down_too():
    bowl, rate, time = Quadratic([[1.0, 0.0], [0.0, 4.0]]), 0.1, ValueTracker(0.0)
    run = descend(bowl, (-3.0, 1.5), GradientDescent(rate), 5)
    plot = ContourPlot(LOOK, Box(-3.0, 3.0, -3.0, 3.0), bowl, (-4.0, 4.0), (-4.0, 4.0))
    parts = StepParts.of_slopes(LOOK, run, rate)
    walk = MapWalk(LOOK, plot, run, time.get_value, lambda: 1.0, parts=parts)
    for step in range(2):
        read = []
        for scaled in (0.0, 0.5, 0.8, 1.0):
            time.set_value(step + POINTED + scaled * (SCALED - POINTED))
            walk.update()
            read.append(walk.arrows.number.number.text)
        length = float(np.hypot(*run.gradients[step]))
        assert as_number(read[0]) == pytest.approx(length, abs=0.005)
        assert read[1] == f"{read[0]}×0.1"
        assert as_number(read[3]) == round(rate * as_number(read[0]), 2) < as_number(read[2])
    time.set_value(2.6)
    walk.update()
    assert walk.arrows.number.number.text == ""


@pytest.mark.parametrize("length", [0.05, 0.2, 0.4, 2.0])
def test_a_head_is_shorter_than_half_its_arrow(length):
    arrow = FlatArrow("#FFFFFF").set_between(np.zeros(3), np.array([length, 0.0, 0.0]))
    x, y = np.abs(arrow.points[:, :2].T)
    assert length - x[y == y.max()].min() < length / 2
