"""ManyMinima stays true, whole and clean whatever a lecturer asks for."""

import re
import warnings

import numpy as np
import pytest
from pydantic import ValidationError

from gd_math.formula.parsing import parse_formula
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from scenes.base.look import Look
from scenes.many_minima import ManyMinima
from tests.looking import findings

EXTREMES = {
    "one step": {"steps": 1},
    "two hundred steps": {"steps": 200},
    "divergence": {"function": "x**4 - 3*x**2 + x", "learning_rate": 1.0},
    "all leave": {"learning_rate": 1e3},
    "flat": {"function": "3 + 0*x"},
    "one minimum": {"function": "x**2", "learning_rate": 0.1},
    "no minimum": {"function": "x**3"},
    "half without a height": {"function": "log(x)"},
    "a pole": {"function": "1/x"},
    "a dozen minima": {"function": "cos(3*x) + x**2/50", "learning_rate": 0.1},
    "a start at the minimum": {"starts": 1},
    "sixty at random": {"starts": 60, "spread": "random"},
}


@pytest.mark.parametrize("params", EXTREMES.values(), ids=EXTREMES.keys())
def test_extreme_parameters_tell_a_whole_story(perform, params):
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        lesson = perform(ManyMinima, captions=False, **params)
    assert 10 <= lesson.seconds <= 75
    parts = (lesson.balls, lesson.starts, lesson.basins)
    assert all(np.isfinite(piece.points).all() for part in parts for piece in part.get_family())


def test_balls_that_leave_are_counted_at_the_edge(perform):
    lesson = perform(ManyMinima, function="x**4 - 3*x**2 + x", learning_rate=1.0, captions=False)
    objective = parse_formula("x**4 - 3*x**2 + x")
    run = descend(objective, ManyMinima.places(lesson.given), GradientDescent(1.0), 40)
    left = int((run.endings > 0).sum())
    assert left > 0
    assert sum(int(number.text or 0) for number in lesson.balls.leavers.numbers) == left
    assert ManyMinima.notes(lesson.given) == [f"{left} of 24 balls diverge"]
    assert ManyMinima.notes(ManyMinima.Params()) == []


def captions(lesson):
    return [beat.caption.replace("\u00a0", " ") for beat in lesson.beats]


def arrows(lesson):
    """Return how many balls the arrows at the edges count, by the direction in which they point."""
    leavers, found = lesson.balls.leavers, {}
    for arrow, number in zip(leavers.arrows, leavers.numbers, strict=True):
        way = tuple(np.sign(np.round(arrow.tip - arrow.tail, 6))[:2].tolist())
        found[way] = found.get(way, 0) + int(number.text or 0)
    return {way: count for way, count in found.items() if count}


def test_a_cubic_falls_without_end_left_of_its_top_and_the_arrow_points_down(perform):
    lesson = perform(ManyMinima, function="x**3 - 3*x", captions=False)
    told = captions(lesson)
    starts = ManyMinima.places(lesson.given)[:, 0]
    run = lesson.found.run
    fallen = int((run.endings > 0).sum())
    assert fallen == (starts < -1).sum() > 0
    assert arrows(lesson) == {(0.0, -1.0): fallen}
    assert f"{fallen} of 24 balls fall without end: no minimum lies below them." in told
    assert told[-1] == "Left of x = −1.00 there is no minimum: the start decides."


def test_on_level_ground_nobody_moves_and_every_place_is_as_low_as_any(perform):
    told = captions(perform(ManyMinima, function="0*x + 3", captions=False))
    assert told[0] == "This curve is level: every place is as low as any."
    assert told[3:] == [
        "There is no slope, so nobody moves.",
        "Level ground: every ball stays where it was put.",
    ]


def test_where_steps_escape_from_far_out_the_start_does_matter(perform):
    lesson = perform(ManyMinima, function="x**4", captions=False)
    assert captions(lesson)[-1] == "From far out these steps escape: the start does matter."
    assert "14 of 24 balls climb away: the steps are too long." in captions(lesson)
    assert arrows(lesson) == {(0.0, 1.0): 14}


def test_minima_that_go_on_outside_are_counted_in_the_picture(perform):
    assert captions(perform(ManyMinima, function="cos(x)", captions=False))[3] == (
        "6 minima in the picture, all equally low."
    )


def test_a_step_to_where_nothing_is_defined_is_crossed_out(perform):
    lesson = perform(ManyMinima, function="x*log(x)", learning_rate=1.5, captions=False)
    assert captions(lesson)[-1] == "All 24 balls step to where f is not defined, and are lost."
    beyond = lesson.found.run.beyond[:, 0]
    low, high = lesson.plot.x_range
    crosses = lesson.balls.crosses.points.reshape(-1, 8, 3).mean(axis=1)
    seen = np.sort(beyond[(beyond >= low) & (beyond <= high)])
    assert len(seen) > 0
    assert np.sort(lesson.plot.read(crosses)[:, 0]) == pytest.approx(seen, abs=1e-9)
    assert sum(arrows(lesson).values()) == 24 - len(seen)


def test_the_lecturer_frames_the_picture_and_names_the_variable(perform):
    lesson = perform(ManyMinima, function="(w - 1)**2", x_range=(-1, 4), y_range=(-2, 8), captions=False)
    assert (lesson.plot.x_range, lesson.plot.y_range) == ((-1, 4), (-2, 8))
    starts = ManyMinima.places(lesson.given)[:, 0]
    assert (starts > -1).all()
    assert ((starts - 1) ** 2 < 8).all()


def test_a_function_without_a_value_in_the_picture_is_refused():
    with pytest.raises(ValidationError, match=r"has no value for x from −5.00 to −1.00; choose another"):
        ManyMinima.Params(function="log(x)", x_range=(-5, -1))
    with pytest.raises(ValidationError, match=r"has no value for x from −10\.0 to 10\.0"):
        ManyMinima.Params(function="log(-1 - x**2)")


def test_a_formula_that_is_none_is_refused_and_the_names_are_told():
    with pytest.raises(ValidationError, match=re.escape('or "triple well" or "double well"')):
        ManyMinima.Params(function="quadruple well")


@pytest.mark.parametrize(
    ("theme", "aspect", "params"),
    [
        ("dark", "4:3", {"starts": 60}),
        ("light", "9:16", {"spread": "random"}),
        ("light", "16:9", {"function": "x**3 - 3*x"}),
        ("dark", "16:9", {"function": "log(x)"}),
    ],
)
def test_the_film_lint_finds_nothing(theme, aspect, params):
    given, fast = ManyMinima.Params(**params), "starts" in params
    look = Look(theme=theme)
    assert findings(ManyMinima, given, look, aspect, flashing=fast) == []
