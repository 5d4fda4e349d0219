"""ConvexBowl stays true, whole and clean whatever a lecturer asks for."""

import re
import warnings
from functools import cache

import numpy as np
import pytest
from pydantic import ValidationError

from scenes.base.look import Look
from scenes.convex_bowl import SLIDES, ConvexBowl
from scenes.parts.convex_bowl.chord_panel import ChordPanel
from scenes.parts.convex_bowl.found import across, span_of
from tests.looking import findings
from tests.scenes.convex_bowl_films import captions, plain, spoken, watched, watched_once

EXTREMES = {
    "one step in a frame": {"steps": 1, "function": "(w - 1)**2", "x_range": (-2, 5), "y_range": (-1, 9)},
    "out of the bowl": {"learning_rate": 1.5},
    "divergence high up": {"learning_rate": 1e3, "steps": 60, "function": "1000000 + x**2"},
    "flat": {"function": "3 + 0*x", "bowl": "2 + 0*x + 0*y"},
    "no closed rim": {"function": "exp(x)", "bowl": "exp(x) + y**2"},
    "half without a height": {"function": "-log(x)", "bowl": "-log(x) - log(y)"},
    "a pole, a valley": {"other": "1/x", "bowl": "(x - y)**2"},
    "a full turn, two hundred steps": {"steps": 200, "turn": -360.0, "other": "x**3", "bowl": "x + 2*y"},
}


@pytest.fixture
def lesson(perform):
    return watched_once(perform)[0]


@pytest.fixture(scope="module")
def extreme(perform):
    """Return a function that tells an extreme film once, and returns it and what was seen."""

    @cache
    def tell(name):
        with warnings.catch_warnings():
            warnings.simplefilter("error", RuntimeWarning)
            return watched(perform, captions=False, **EXTREMES[name])

    return tell


@pytest.mark.parametrize("name", EXTREMES)
def test_extreme_parameters_tell_a_whole_story(extreme, name):
    lesson, _ = extreme(name)
    assert 30 <= lesson.seconds <= 80
    for part in (lesson.chord.curve, lesson.chord.balls, lesson.bowl.walkers):
        assert all(np.isfinite(piece.points).all() for piece in part.family_members_with_points())


def test_a_function_convex_on_its_domain_is_taken_with_chords_over_the_domain_only():
    found, story = spoken(function="x*log(x)", steps=1)
    curve, view = found.curve, ConvexBowl.Params(function="x*log(x)").view
    span = span_of(curve.objective, view)
    assert min(*curve.first, *(across(span, end) for ends in SLIDES for end in ends)) > 0
    said = story.chords(curve.straight, curve.whole)
    assert plain(said) == "No chord dips below the graph: convex where it is defined."
    assert view.x_range[0] < 0 < view.x_range[1]


@pytest.mark.parametrize("function", ["exp(x)", "2*x + 1"])
def test_a_convex_curve_without_a_minimum_falls_without_end(function):
    found, story = spoken(function=function, steps=1)
    assert plain(story.meeting(found.curve.told)[0]) == (
        "Convex, but without a minimum: it falls without end."
    )


def test_a_straight_line_lies_on_its_chord_not_below():
    found, story = spoken(function="2*x + 1", steps=1)
    said = story.chords(found.curve.straight, found.curve.whole)
    assert plain(said) == "No chord dips below the graph: a straight line is convex as well."


@pytest.mark.parametrize(
    ("bowl", "lie", "end"),
    [
        (
            "(x - y)**2",
            "In two variables: a valley whose floor is level.",
            "10 of 10 rest on the level floor: no place is lower.",
        ),
        (
            "x + 2*y",
            "In two variables: convex, but without a lowest point.",
            "All 10 balls fall without end: no minimum lies below them.",
        ),
        (
            "0*x + 0*y",
            "In two variables: level ground is convex as well.",
            "Level ground: every ball stays where it was put.",
        ),
    ],
)
def test_a_bowl_without_one_lowest_point_is_told_as_it_is(bowl, lie, end):
    found, story = spoken(bowl=bowl)
    assert plain(story.in_two(found.bowl.ground.closed)) == lie
    assert plain(story.arrivals(found.bowl.told, found.bowl.home)[0]) == end


@pytest.mark.parametrize("name", ["flat", "a pole, a valley", "a full turn, two hundred steps"])
def test_there_is_no_flag_without_one_lowest_point(extreme, lesson, name):
    assert not any(part.name == "flag on the lowest valley" for part in extreme(name)[0].mobjects)
    assert any(part.name == "flag on the lowest valley" for part in lesson.mobjects)


def test_numbers_of_the_first_chord_are_printed_so_that_they_differ(extreme):
    graph, chord = extreme("divergence high up")[1].numbers[2]
    assert graph
    assert graph != chord


def test_the_lecturer_frames_the_curve_and_names_the_variable(extreme):
    assert extreme("one step in a frame")[1].plots[0][1:] == ((-2, 5), (-1, 9))
    with pytest.raises(ValidationError, match=r"has no value for x from −3.00 to −1.00; choose another"):
        ConvexBowl.Params(function="x*log(x)", x_range=(-3, -1))


def test_two_balls_that_leave_are_told_as_they_left(extreme):
    lesson, seen = extreme("a full turn, two hundred steps")
    assert captions(lesson)[-2:] == [
        "Both balls fall without end: no minimum lies below them.",
        "Not convex: nothing promises that a start comes to the lowest place.",
    ]
    assert not any(seen.shares[-3:])


def test_the_share_is_seen_on_a_curve_that_is_not_defined_everywhere(lesson):
    given = ConvexBowl.Params(function="x*log(x)")
    panel = ChordPanel(lesson.look, lesson.beside, given.curve, given.view)
    panel.put(2.0, 7.0, 0.5)
    panel.curve.told.update()
    assert np.isfinite(panel.curve.told.get_center()).all()


def test_divergence_is_a_note():
    assert ConvexBowl.notes(ConvexBowl.Params()) == []
    notes = ConvexBowl.notes(ConvexBowl.Params(learning_rate=1.5))
    assert notes == ["10 of 10 balls climb out of the bowl; stable below 0.5"]


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"function": "x**3"}, "is not convex: at x = -10 it bends downwards"),
        ({"bowl": "x**2 - y**2"}, "is not convex"),
        ({"other": "x**2"}, "is convex, but this function must not be"),
        ({"function": "1/x**2"}, "is not convex: it has no value at x = 0"),
        ({"other": "x*log(x)"}, "is convex where it is defined, but this function must not be"),
        ({"function": "x +"}, "x +"),
    ],
)
def test_a_function_that_does_not_fit_is_refused_with_a_reason(params, sentence):
    with pytest.raises(ValidationError, match=re.escape(sentence)):
        ConvexBowl.Params(**params)


@pytest.mark.parametrize(
    ("theme", "aspect", "params"),
    [
        ("dark", "4:3", {"starts": 24}),
        ("light", "9:16", {"steps": 1}),
        ("dark", "16:9", {"function": "x*log(x)", "bowl": "(x - y)**2"}),
    ],
)
def test_the_film_lint_finds_nothing(theme, aspect, params):
    given, fast = ConvexBowl.Params(**params), "starts" in params
    look = Look(theme=theme)
    assert findings(ConvexBowl, given, look, aspect, flashing=fast) == []
