"""GradientArrow stays true, whole and clean whatever a lecturer asks for."""

import re
import warnings

import numpy as np
import pytest
from pydantic import ValidationError

from scenes.base.look import Look
from scenes.cast.writing.number_text import typst_number
from scenes.gradient_arrow import GradientArrow
from tests.looking import findings
from tests.truth.telling import tell

EXTREMES = {
    "a minimum": ({"function": "x**2 + y**2", "x": 0, "y": 0}, "a valley floor"),
    "a saddle": ({"function": "saddle", "x": 0, "y": 0}, "a saddle"),
    "flat": ({"function": "3 + 0*x"}, "level on every side"),
    "exactly east": ({"function": "x**2 + y**2", "x": 1, "y": 0}, "where the gradient points"),
    "a long probe": ({"probe": 100.0}, "The ground bends"),
    "a short probe": ({"probe": 0.01}, "×10"),
    "far outside": ({"function": "x**2 + y**2", "x": 99.0, "y": -3.0}, "leads higher"),
    "huge slopes": ({"function": "exp(3*x) + y", "x": 4.9, "y": 0.0}, "×10"),
}


@pytest.mark.parametrize(("params", "words"), EXTREMES.values(), ids=EXTREMES.keys())
def test_extreme_parameters_tell_a_whole_and_true_story(perform, params, words):
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        lesson = perform(GradientArrow, captions=False, **params)
    captions = " ".join(beat.caption for beat in lesson.beats)
    assert words in captions
    assert "nan" not in captions
    assert 20 <= lesson.seconds <= 70
    for view in (lesson.stage.above, lesson.stage.hill, lesson.stage.numbers):
        assert all(np.isfinite(part.points).all() for part in view.family_members_with_points())


def test_a_point_without_a_height_is_one_clear_sentence():
    with pytest.raises(ValidationError, match=re.escape("no height or no slope at x = -1, y = 0")):
        GradientArrow.Params(function="log(x)", x=-1, y=0)
    with pytest.raises(ValidationError, match="or one of waves, bowl"):
        GradientArrow.Params(function="x + y + z")


CASES = {
    "a kink": ({"function": "abs(x) + abs(y)", "x": 0, "y": 1},
               ["Along x there is a kink: its slope is taken as 0.00.",
                "Of the eight, 2 lead equally high: +0.71.",
                "At a kink there is no one slope: the gradient there is a convention."]),
    "hardly a slope": ({"function": "(w - 1)^2 + 0.0001b^2", "x": 2, "y": 1},
                       ["Along b the height rises by 0.000200 per unit: too little for an arrow.",
                        "Both slopes together are the gradient."]),
    "a long valley floor": ({"function": "(x - y)**2", "x": 1, "y": 1},
                            ["A ball on a land. Is there a way up?",
                             "Close by it rises or is level: a long valley floor, with no way down."]),
    "a ridge": ({"function": "-(x - y)**2", "x": 1, "y": 1},
                ["Close by it falls or is level: the crest of a ridge, with no way up."]),
    "a long probe from a valley": ({"function": "x**2 + y**2 - x**4", "x": 0, "y": 0, "probe": 3.0},
                                   ["Close by it rises on every side: a valley floor, with no way down."]),
    "beside the edge of the domain": ({"function": "log(x) + y**2", "x": 0.3, "y": 0.5},
                                      ["not defined",
                                       "Walk 0.5 each way; in 3 directions there is no height."]),
}  # fmt: skip


@pytest.mark.parametrize(("params", "sentences"), CASES.values(), ids=CASES.keys())
def test_words_follow_the_printed_numbers(media, params, sentences):
    told = tell(GradientArrow, media, **params)
    assert [one for one in sentences if one not in told.said] == []


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"x": 9.0, "x_range": (0.0, 1.0)}, "x = 9 is outside x_range = [0, 1]; move the one or the other"),
        ({"function": "sqrt(1 - x^2 - y^2)", "x": 0, "y": 0.2, "probe": 5}, "choose a shorter one"),
    ],
)
def test_a_point_out_of_the_picture_is_one_clear_sentence(params, words):
    with pytest.raises(ValidationError, match=re.escape(words)):
        GradientArrow.Params(**params)


def test_numbers_become_typst_math():
    assert typst_number("0.56") == "0.56"
    assert typst_number("−3.2×10⁻¹²") == "-3.2 times 10^(-12)"


@pytest.mark.parametrize(
    ("theme", "aspect", "pace"), [("dark", "16:9", 2.0), ("light", "9:16", 4.0), ("light", "4:3", 4.0)]
)
def test_the_film_lint_finds_nothing(theme, aspect, pace):
    params, look, fast = GradientArrow.Params(pace=pace), Look(theme=theme), (pace, aspect) == (4.0, "4:3")
    assert findings(GradientArrow, params, look, aspect, flashing=fast) == []
