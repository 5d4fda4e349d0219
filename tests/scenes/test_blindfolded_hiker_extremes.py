"""BlindfoldedHiker stays true and whole whatever a lecturer asks for."""

import numpy as np
import pytest
from pydantic import ValidationError

from scenes.blindfolded_hiker import BlindfoldedHiker
from tests.scenes.blindfolded_hiker_walk import MOUNTAINS, at, number, tells_a_whole_story

DIVERGENCE = {"terrain": "x**2", "start": 3.0, "learning_rate": 1.1, "steps": 20}
EXTREMES = {
    "one step": {"steps": 1},
    "two hundred steps to and fro": {
        "terrain": "x**2",
        "start": 8.0,
        "learning_rate": 0.99,
        "steps": 200,
    },
    "divergence to infinity": {"terrain": "x**4", "start": 8.0, "learning_rate": 1.0, "steps": 50},
    "start at the minimum": {"terrain": "x**2", "start": 0.0},
    "negative start": {"terrain": "x**2", "start": -8.0, "learning_rate": 0.1, "steps": 20},
    "leaps over mountains": {"learning_rate": 6.0, "steps": 20},
    "no valley": {"terrain": "-x**2", "start": 0.5, "steps": 12},
    "a slope without end": {"terrain": "exp(x)", "start": 1.0},
    "level ground": {"terrain": "3 + 0*x", "start": 1.0},
    "tiny numbers": {"terrain": "x**2", "start": 1e-4},
    "large numbers": {"terrain": "x**2", "start": 5e5},
    "many valleys": {"terrain": "sin(3*x) + 0.1*x**2", "start": 4.0, "learning_rate": 0.05, "steps": 30},
}


def test_a_hiker_in_the_lowest_valley_is_told_so(perform):
    captions = [b.caption for b in perform(BlindfoldedHiker, start=6.5, learning_rate=0.3).beats]
    assert captions[-2:] == [
        "The fog lifts.",
        "No valley in sight is lower. In the fog, nobody could know.",
    ]


def test_a_walk_that_is_not_over_says_so(perform):
    lesson = perform(BlindfoldedHiker, steps=3)
    assert f"After 3 steps the slope is still {lesson.trajectory.gradients[-1, 0]:.2f}" in "".join(
        beat.caption for beat in lesson.beats
    )


def test_who_has_left_the_picture_is_an_arrow_with_a_number(perform):
    lesson = perform(BlindfoldedHiker, **DIVERGENCE, captions=False)
    assert tells_a_whole_story(lesson)
    x = float(at(lesson, 20.0).trajectory.points[-1, 0])
    assert not lesson.plot.x_range[0] <= x <= lesson.plot.x_range[1]
    assert number(lesson.descent.beyond.number.text) == round(x, 2)
    arrow = lesson.descent.beyond.arrow
    assert np.sign(arrow.tip[0] - arrow.tail[0]) == np.sign(x)
    assert not any(len(part.points) for part in lesson.descent.hiker)


@pytest.mark.parametrize("aspect", ["4:3", "9:16"])
def test_the_panel_leaves_clearing_and_hiker_free(perform, aspect):
    lesson = perform(BlindfoldedHiker, aspect=aspect, captions=False)
    box = lesson.facts.box
    for x, place in zip(lesson.trajectory.points[:, 0], lesson.descent.places, strict=True):
        y = lesson.plot.at(float(x), float(MOUNTAINS(float(x))))[1]
        nearest = np.clip(place, box.left, box.right), np.clip(y, box.bottom, box.top)
        assert np.hypot(nearest[0] - place, nearest[1] - y) > lesson.fog.radius
        assert y + lesson.descent.size < box.bottom or abs(nearest[0] - place) > 0.3


@pytest.mark.parametrize("params", EXTREMES.values(), ids=EXTREMES.keys())
def test_extreme_parameters_tell_a_whole_story(perform, params):
    assert tells_a_whole_story(perform(BlindfoldedHiker, **{"captions": False} | params))


def test_a_terrain_that_is_no_formula_is_refused_with_the_way_out():
    with pytest.raises(ValidationError, match='"mountains"'):
        BlindfoldedHiker.Params(terrain="hills")


def test_divergence_is_a_note_with_the_theory():
    notes = BlindfoldedHiker.notes(BlindfoldedHiker.Params(**DIVERGENCE))
    assert notes == ["grows with every step; stable below 1"]
    assert BlindfoldedHiker.notes(BlindfoldedHiker.Params()) == []
