"""GradientField stays true, whole and clean whatever a lecturer asks for."""

import warnings

import numpy as np
import pytest
from pydantic import ValidationError

from scenes.base.look import Look
from scenes.cast.maps.named_landscapes import find_landscape
from scenes.gradient_field import GradientField
from tests.looking import findings
from tests.scenes.gradient_field_views import places
from tests.truth.telling import tell

EXTREMES = {
    "one start, one step": {"starts": 1, "steps": 1},
    "many of everything": {"starts": 24, "steps": 200, "arrows": 30},
    "four arrows": {"arrows": 4},
    "divergence": {"function": "x**4 + y**4", "learning_rate": 1.0},
    "flat": {"function": "3 + 0*x"},
    "half without a height": {"function": "log(x) + y**2"},
    "a plane": {"function": "x + 2*y"},
    "two kinks": {"function": "abs(x) + abs(y)", "learning_rate": 3.0},
    "edge of the domain": {"function": "sqrt(4 - x**2 - y**2)"},
    "very steep": {"function": "rosenbrock", "learning_rate": 0.001},
}


def test_seeds_choose_the_places():
    params, shown = GradientField.Params, find_landscape("hills")
    walks = GradientField.compute(params())
    one = walks.down.run.points[0]
    assert np.array_equal(one, places(shown.x_range, shown.y_range))
    assert np.array_equal(one, walks.up.run.points[0])
    assert not np.array_equal(one, GradientField.compute(params(seed=4)).down.run.points[0])


def test_nobody_starts_where_nothing_is_defined():
    params = GradientField.Params(function="log(x) + y**2", starts=24)
    starts = GradientField.compute(params).down.run.points[0]
    assert starts.shape == (24, 2) and (starts[:, 0] > 0.0).all()


@pytest.mark.parametrize("params", EXTREMES.values(), ids=EXTREMES.keys())
def test_extreme_parameters_tell_a_whole_story(perform, params):
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        lesson = perform(GradientField, captions=False, **params)
    assert 20 <= lesson.seconds <= 75
    assert not any("nan" in beat.caption for beat in lesson.beats)
    for part in (lesson.stage.field, lesson.stage.fallers, lesson.stage.risers):
        assert all(np.isfinite(one.points).all() for one in part.family_members_with_points())


def test_divergence_is_a_note_and_a_bad_formula_one_sentence():
    params = GradientField.Params(function="x**2 + y**2", learning_rate=1.5)
    assert GradientField.notes(params) == [
        "walkers leave the map: learning_rate = 1.5 is above 2/L = 1 of the valley"
    ]
    assert GradientField.notes(GradientField.Params()) == []
    with pytest.raises(ValidationError, match="or one of waves, bowl"):
        GradientField.Params(function="import os")
    with pytest.raises(ValidationError, match="the function has no value for x from -5 to 5"):
        GradientField.Params(function="log(-1 - x**2)")


MANY = {"starts": 12, "seed": 366, "learning_rate": 0.1, "steps": 80}
CASES = {
    "a valley that is a line": ({"function": "(x - y)**2"},
                                ["The valley is a line: 10 of 12 rest on it; off the map: 2."]),
    "a plane": ({"function": "x + 2*y"}, ["The same at each point of a grid: all arrows are equally long.",
                "Gradient descent: no valley on this map; off the map: 12 of 12."]),
    "flat": ({"function": "3 + 0*x"}, ["The ground is level: every gradient is zero.",
             "Gradient descent: without a slope nobody moves."]),
    "half undefined": ({"function": "log(x) + y**2"},
                       ["The same wherever f is defined: longer where it is steeper.", "not defined",
                        "0 of 12 reach a valley; 3 step where f is not defined."]),
    "above the limit": ({"function": "x**2 + y**2", "learning_rate": 1.5},
                        ["Gradient descent: 0 of 12 reach a valley; off the map: 12.",
                         "No walk settles in a valley here: the rate 1.50 is above 2/L = 1.00."]),
    "a climb above the limit": ({"function": "-x**2 - y**2", "learning_rate": 1.5},
                                ["No climb settles on a summit here: the rate 1.50 is above 2/L = 1.00."]),
}  # fmt: skip


@pytest.mark.parametrize(("params", "sentences"), CASES.values(), ids=CASES.keys())
def test_words_follow_what_happened(media, params, sentences):
    told = tell(GradientField, media, **(MANY | params))
    assert [one for one in sentences if one not in told.said] == []


def test_the_camel_s_arrows_are_readable(perform):
    camel = "(4 - 2.1*x**2 + x**4/3)*x**2 + x*y + (-4 + 4*y**2)*y**2"
    lesson = perform(GradientField, function=camel)
    assert lesson.stage.grid.longest < 30.0
    for x, y in ((0.0898, -0.7126), (-0.0898, 0.7126)):
        low, high = np.transpose(lesson.stage.whole_view)
        assert low[0] < x < high[0] and low[1] < y < high[1]


def test_the_lecturer_frames_the_map_and_names_the_variables(perform):
    lesson = perform(GradientField, function="w**2 + b**2", x_range=(-1.0, 2.0), y_range=(0.0, 4.0))
    assert lesson.stage.whole_view == ((-1.0, 2.0), (0.0, 4.0))
    assert {word.text for word in lesson.stage.map.labels} == {"w", "b"}


@pytest.mark.parametrize(
    ("theme", "aspect", "pace"), [("dark", "16:9", 2.0), ("light", "9:16", 4.0), ("light", "4:3", 4.0)]
)
def test_the_film_lint_finds_nothing(theme, aspect, pace):
    params, look, fast = GradientField.Params(pace=pace), Look(theme=theme), (pace, aspect) == (4.0, "4:3")
    assert findings(GradientField, params, look, aspect, flashing=fast) == []


def test_a_function_of_ones_own_gives_way_to_both_rules():
    params = GradientField.Params(function="himmelblau", learning_rate=0.01)
    found = findings(GradientField, params, Look(theme="light"), "4:3")
    assert [finding for finding in found if finding.rule.startswith("words")] == []


def test_steps_that_leap_off_the_map_and_back_do_not_just_lead_down(perform):
    told = perform(
        GradientField,
        function="-exp(-x**2 - y**2)",
        x_range=(0.5, 3),
        starts=1,
        seed=53,
        steps=20,
        learning_rate=3,
    )
    first, last = told.walks.down.run.values[0, 0], told.walks.down.run.values[-1, 0]
    assert last > first
    said = "Gradient descent: no valley on this map; steps so long also lead up."
    assert said in [beat.caption for beat in told.beats]
