"""WhyNotTryEverything stays true, whole and clean whatever a lecturer asks for."""

import itertools

import numpy as np
import pytest
from pydantic import ValidationError

from scenes.base.look import Look
from scenes.why_not_try_everything import WhyNotTryEverything
from tests.looking import findings

EXTREMES = {
    "two values, one parameter": {"drawn_values": 2, "values": 2, "parameters": 1},
    "ten to the nine thousand": {"drawn_values": 12, "values": 10**9, "parameters": 1000},
    "no round power": {"drawn_values": 3, "values": 2500000, "parameters": 7},
    "a round bowl": {"condition_number": 1.0},
    "a long valley": {"condition_number": 200.0, "precision": 1e-12},
    "quickly done": {"trials_per_second": 10**20, "parameters": 4},
    "just beyond the atoms": {"parameters": 14},
}


@pytest.fixture
def lesson(told):
    """The default lesson, played once: each test sets the clocks that it needs."""
    return told(WhyNotTryEverything)


@pytest.mark.parametrize(
    ("parameters", "beginnings"),
    [
        (1, ["Try 10 values of the parameter,", "Now 10⁶ values."]),
        (2, ["Try 10 values of each parameter,", "Now 10⁶ values for each parameter."]),
        (3, ["Try 10 values of each", "Now 10⁶ values for each"]),
        (5, ["Try 10 values of each", "Four, five:", "Now"]),
    ],
)
def test_the_picture_stops_at_the_number_of_parameters_that_is_asked_for(perform, parameters, beginnings):
    lesson = perform(WhyNotTryEverything, captions=False, parameters=parameters)
    for beat, beginning in zip(lesson.beats, beginnings, strict=False):
        assert beat.caption.startswith(beginning)
    assert len(lesson.picture.grid.names) == parameters
    assert lesson.picture.grid.moment.axes + 3 * lesson.picture.grid.moment.cubed == parameters


def test_a_small_grid_is_said_to_be_small(perform):
    lesson = perform(
        WhyNotTryEverything, captions=False, parameters=2, values=3, condition_number=200.0, precision=0.1
    )
    steps = lesson.found.descent.steps_taken
    assert steps > 9
    assert lesson.beats[-1].caption == f"Here the grid is small: 9 trials, {steps} steps."


@pytest.mark.parametrize("params", EXTREMES.values(), ids=EXTREMES.keys())
def test_extreme_parameters_tell_a_whole_story(perform, params):
    lesson = perform(WhyNotTryEverything, captions=False, **params)
    assert 20 <= lesson.seconds <= 70
    assert lesson.found.descent.outcome.converged
    assert lesson.count.parameters == lesson.given.parameters
    for part in (*lesson.picture.grid.layers, lesson.count.cube, lesson.count.universes.dots):
        assert np.isfinite(part.get_all_points()).all()


def test_beats_fill_the_clip(lesson):
    assert lesson.beats[0].start == 0.0
    for one, next_one in itertools.pairwise(lesson.beats):
        assert 0.0 <= next_one.start - one.end <= 0.9  # the axis comes between two beats
    assert lesson.beats[-1].end == pytest.approx(lesson.seconds)
    assert 20 <= lesson.seconds <= 55


@pytest.mark.parametrize(
    "params", [{"values": 1}, {"parameters": 0}, {"trials_per_second": 0}, {"precision": 0}]
)
def test_bad_parameters_are_refused(params):
    with pytest.raises(ValidationError, match=next(iter(params))):
        WhyNotTryEverything.Params(**params)


@pytest.mark.parametrize(
    ("name", "theme", "aspect"),
    [("two values, one parameter", "light", "9:16"), ("no round power", "dark", "4:3")],
)
def test_the_film_lint_finds_nothing(name, theme, aspect):
    params = WhyNotTryEverything.Params(**EXTREMES[name])
    fast = name == "no round power"
    assert findings(WhyNotTryEverything, params, Look(theme=theme), aspect, flashing=fast) == []
