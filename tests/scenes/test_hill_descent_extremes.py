"""HillDescent stays true, whole and clean whatever a lecturer asks for."""

import re
from functools import cache, partial

import numpy as np
import pytest
from pydantic import ValidationError

from gd_math.functions.hills import SineHills
from scenes.base.look import Look
from scenes.hill_descent import HillDescent
from tests.looking import findings
from tests.scenes.hill_descent_films import told_with

EXTREMES = {
    "one start, two hundred steps": {"starts": 1, "steps": 200},
    "twenty-four starts, one step": {"starts": 24, "steps": 1},
    "off the map": {"learning_rate": 1e6},
    "divergence": {"function": "x**4 + y**4", "learning_rate": 1.0},
    "flat": {"function": "3 + 0*x"},
    "half without a height": {"function": "log(x) + y**2"},
    "one valley in a frame": {"function": "x**2 + y**2", "x_range": (-1.0, 2.0), "y_range": (0.0, 4.0)},
    "equal valleys": {"function": "sin(3*x)*cos(3*y)", "learning_rate": 0.05},
}


@pytest.fixture(scope="module")
def film_with(media):
    """Return a function that tells a film with some parameters, once."""
    return cache(partial(told_with, media))


def test_seeds_choose_places_and_hills():
    params = HillDescent.Params

    def places(**values):
        return HillDescent.compute(params(**values)).runs.run.points[0]

    assert np.array_equal(places(), places())
    assert not np.array_equal(places(seed=1), places())
    assert params(hills_seed=4).landscape.objective == SineHills.seeded(4)
    assert len(params(waves=9).landscape.objective.waves) == 9


@pytest.mark.parametrize("params", EXTREMES.values(), ids=EXTREMES.keys())
def test_extreme_parameters_tell_a_whole_story(film_with, params):
    lesson = film_with(**params).scene
    assert lesson.beats[0].start == 0.0
    assert 20 <= lesson.seconds <= 70
    for view in (lesson.stage.hikers, lesson.stage.above):
        assert all(np.isfinite(part.points).all() for part in view.family_members_with_points())


def test_a_rate_too_large_is_a_note():
    steep = HillDescent.Params(function="x**4 + y**4", learning_rate=1.0)
    assert HillDescent.notes(steep) == ["walkers leave the map: steps with learning_rate = 1 are too long"]
    fast = HillDescent.Params(learning_rate=3.0)
    assert HillDescent.notes(fast) == [
        "walkers leave the map: learning_rate = 3 is above 2/L = 2.095 of every valley"
    ]
    assert HillDescent.notes(HillDescent.Params()) == []


CASES = {
    "a step": ({}, ["Where does downhill lead?",
               "12 walkers at random places. Where does downhill lead each of them?",
               "Turned round and 0.25 times as long: that is the step.",
               "One step: the height falls from 0.65 to 0.01."]),
    "a step off the map": ({"learning_rate": 1e6}, ["One step, and the walker has left the map."]),
    "a step too long": ({"function": "x**2 + y**2", "learning_rate": 1.01},
                        ["One step, too long: the height rises from 29.80 to 31.01."]),
    "a plane": ({"function": "x + 2*y"}, ["Predict: where do they end?",
                "There is no valley on this map: all 12 walkers left it."]),
    "a saddle": ({"function": "x**2 - y**2"}, ["Predict: where do they end?",
                 "There is no valley on this map: all 12 walkers left it."]),
    "above the limit": ({"learning_rate": 3.0},
                        ["No walk settles in these valleys: the rate 3.00 is above 2/L = 2.09.",
                        "Of 12 walkers 0 reached a valley, 9 left the map."]),
    "a valley that is a line": ({"function": "(x - y)**2"},
                                ["The valley is a line: all 12 walkers rest on it."]),
    "half undefined": ({"function": "log(x) + y**2"},
                       ["0 of 12 reached a valley; 10 stepped where f is not defined."]),
    "flat": ({"function": "3 + 0*x"},
             ["Without a slope every step has length zero.",
              "No slope, no step: every walker stays where it is."]),
    "own names": ({"function": "theta_0^2 + theta_1^2"},
                  ["All 12 have come to the only valley on this map."]),
}  # fmt: skip


@pytest.mark.parametrize(("params", "sentences"), CASES.values(), ids=CASES.keys())
def test_words_follow_what_happened(film_with, params, sentences):
    told = film_with(**params)
    assert [one for one in sentences if one not in told.said] == []


def test_the_camel_s_lowest_valleys_are_on_the_map(perform):
    camel = "(4 - 2.1*x**2 + x**4/3)*x**2 + x*y + (-4 + 4*y**2)*y**2"
    lesson = perform(HillDescent, function=camel, learning_rate=0.05)
    valleys = lesson.ends.valleys
    assert np.abs(valleys[:2]) == pytest.approx(np.array([[0.0898, 0.7126]] * 2), abs=1e-3)
    assert lesson.ends.objective.value(valleys[:2]) == pytest.approx([-1.0316] * 2, abs=1e-4)
    assert all(lesson.stage.map.shows(x, y) for x, y in valleys)


def test_the_lecturer_frames_the_map(film_with):
    lesson = film_with(**EXTREMES["one valley in a frame"]).scene
    assert (lesson.stage.map.x_range, lesson.stage.map.y_range) == ((-1.0, 2.0), (0.0, 4.0))


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"function": "log(-1 - x**2)"}, "the function has no value for x from -5 to 5 and y from -5 to 5"),
        ({"function": "log(x) + y", "x_range": (-3.0, -1.0)}, "no value for x from -3 to -1"),
        ({"x_range": (0.0, 100.0), "y_range": (0.0, 1.0)}, "one may be at most 8 times as wide"),
        ({"x_range": (2.0, 1.0)}, "must rise from low to high"),
    ],
)
def test_a_map_without_heights_is_refused_in_one_sentence(params, words):
    with pytest.raises(ValidationError, match=re.escape(words)):
        HillDescent.Params(**params)


def test_nothing_is_painted_where_nothing_is_defined(film_with):
    lesson = film_with(function="log(x) + y**2").scene
    plot = lesson.stage.map
    left = plot.at(0.0, 0.0)[0]
    for band in plot.bands:
        assert not len(band.points) or band.points[:, 0].min() > left - 0.01
    hatching = next(part for part in plot.get_family() if part.name == "hatching")
    assert len(hatching.points) and hatching.points[:, 0].max() < left + 0.1
    assert any(getattr(part, "name", "") == "not defined" for part in plot.get_family())
    terrain = lesson.stage.terrain.block
    assert np.isnan(terrain.heights).sum() > 0.4 * len(terrain.heights)


def test_steps_out_of_the_domain_are_shown_where_they_led(film_with):
    lesson = film_with(function="log(x) + y**2").scene
    run, marks = lesson.ends.run, lesson.stage.marks[0]
    lost = [k for k in range(12) if run.endings[k] >= 3]
    assert len(marks.ends) == len(lost) == 10
    for k, (last, beyond) in zip(lost, marks.ends, strict=True):
        k_last = run.lengths[k] - 1
        assert np.allclose(beyond, last - 0.25 * run.gradients[k_last, k]) and beyond[0] <= 0.0


@pytest.mark.parametrize(
    ("theme", "aspect", "params"), [("dark", "16:9", {"starts": 24}), ("light", "9:16", {"steps": 1})]
)
def test_the_film_lint_finds_nothing(theme, aspect, params):
    given, fast = HillDescent.Params(**params), "starts" in params
    assert findings(HillDescent, given, Look(theme=theme), aspect, flashing=fast) == []
