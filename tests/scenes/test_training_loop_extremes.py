"""TrainingLoop stays true, whole and clean whatever a lecturer asks for."""

import itertools

import numpy as np
import pytest
from pydantic import ValidationError

from scenes.base.look import Look
from scenes.training_loop import TrainingLoop
from tests.looking import findings

EXTREMES = {
    "one epoch": {"epochs": 1},
    "two epochs": {"epochs": 2},
    "two hundred epochs, seven steps": {"epochs": 200, "steps_named": "seven"},
    "divergence": {"learning_rate": 0.5},
    "divergence at once": {"learning_rate": 1e6},
    "two points": {"count": 2},
    "large numbers": {"slope": -1e5, "intercept": 3e5, "noise": 1e4},
    "standardised": {"data": "anscombe-1"},
    "one point decides": {"data": "anscombe-4"},
}


@pytest.mark.parametrize("params", EXTREMES.values(), ids=EXTREMES.keys())
def test_extreme_parameters_tell_a_whole_story(perform, params):
    lesson = perform(TrainingLoop, captions=False, **params)
    assert lesson.beats[0].start == 0.0
    assert 15 <= lesson.seconds <= 75
    for one, other in itertools.pairwise(lesson.beats):
        assert one.end == pytest.approx(other.start)


def test_a_run_that_diverges_passes_the_film_lint():
    params = TrainingLoop.Params(**EXTREMES["divergence"])
    assert findings(TrainingLoop, params, Look()) == []


def test_the_lecturers_own_table_is_trained_on(perform, tmp_path):
    table = "area in m²,rent in €\n30,505.5\n45,700\n62,860\n80,1100\n101,1290\n"
    (tmp_path / "rents.csv").write_text(table, encoding="utf-8")
    lesson = perform(TrainingLoop, captions=False, data=str(tmp_path / "rents.csv"))
    x, y = np.array([30.0, 45, 62, 80, 101]), np.array([505.5, 700, 860, 1100, 1290])
    slope, height = np.polyfit((x - x.mean()) / x.std(), y, 1)
    assert lesson.walk.point == pytest.approx([slope, height], rel=0.01)
    assert "z = (x − 63.6) / 25.1" in [beat.caption for beat in lesson.beats][2]


@pytest.mark.parametrize("given", [{"epochs": 0}, {"epochs": 201}, {"steps_named": "six"}])
def test_what_cannot_be_told_is_refused(given):
    with pytest.raises(ValidationError):
        TrainingLoop.Params(**given)


def test_too_large_a_rate_is_a_note_with_the_theory():
    [note] = TrainingLoop.notes(TrainingLoop.Params(learning_rate=0.5))
    assert "stable below 0.322" in note or "stable below" in note
    assert TrainingLoop.notes(TrainingLoop.Params()) == []
