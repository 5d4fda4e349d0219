"""StepSizeDilemma on functions from the field: each told and drawn as it is."""

import numpy as np
import pytest
from pydantic import ValidationError

from scenes.base.look import Look
from scenes.step_size_dilemma import StepSizeDilemma
from tests.looking import findings

LEAVING = {"function": "x*log(x)", "start": 2.0, "learning_rate": 2.0}
FALLING = {"function": "x**3 - 3*x", "start": -1.5, "small_step": 0.2}
PLATEAU = {"function": "-exp(-x**2)", "start": 3.0, "learning_rate": 0.1}

TOLD = [
    (LEAVING, "2 times the slope: step 1 leads to x = −1.39, where f is not defined."),
    (LEAVING, "Steps of 4: step 1 leads to x = −2.00, where f is not defined."),
    (
        {"function": "sqrt(x)", "start": 4.0, "learning_rate": 1.0},
        "1 times the slope: step 12 leads to x = −0.623, where f is not defined.",
    ),
    (
        {"function": "sqrt(x)", "start": 4.0, "learning_rate": 1.0},
        "Steps of 4: step 1 leads to x = 0, where f has no slope.",
    ),
    (FALLING, "Steps of 0.2: falls from 1.12 to −47.62, and no minimum stops it."),
    (FALLING, "0.2 times the slope: falls without end; step 7 leaves every scale."),
    (PLATEAU, "Learning rate α = 0.1 times the slope: nearly level, tiny step."),
    (PLATEAU, "0.1 times the slope: hardly moves, as the slope is nearly 0: 0.00074."),
    (
        {"start": 8.0, "learning_rate": 1.0},
        "1 times the slope: jumps between x = −8.00 and x = 8.00, and comes no closer.",
    ),
    ({"function": "abs(w)", "start": 4.0}, "The slope stays 1.00, so every step is equally long: 0.200."),
    (
        {"function": "abs(w)", "start": 4.0},
        "Steps of 4: stops on the kink at w = 0: there the slope counts as 0.",
    ),
    (
        {"function": "exp(-x)", "start": 40.0, "learning_rate": 0.9},
        "0.9 times the slope: hardly moves, as the slope is nearly 0: −4.2×10⁻¹⁸.",
    ),
    ({"function": "cos(x)", "start": 0.0}, "x = 0 is a summit, no valley, but the slope there is 0 too."),
    ({"function": "cosh(x)", "start": 8.0}, "This rate is too large: it leaves every scale at step 1."),
]


@pytest.fixture
def told(perform, played={}):  # noqa: B006
    """Tell the lesson with some parameters, each set of them once."""

    def tell(**params):
        key = repr(sorted(params.items()))
        if key not in played:
            played[key] = perform(StepSizeDilemma, **params)
        return played[key]

    return tell


@pytest.mark.parametrize(("params", "sentence"), TOLD)
def test_each_case_is_told_as_it_is(told, params, sentence):
    captions = [beat.caption.replace("\u00a0", " ") for beat in told(**params).beats]
    assert sentence in captions


def test_the_step_that_leaves_the_domain_is_an_arrow_to_where_it_leads(told):
    panel = told(**LEAVING).panels[2]
    tip = panel.plot.read(panel.walk.leaving.tip)
    assert tip == pytest.approx([2 - 2 * (np.log(2) + 1), 2 * np.log(2)], abs=1e-9)
    assert panel.plot.read(panel.walk.ball[1].get_center())[0] == pytest.approx(2.0, abs=1e-9)
    assert any(part.name == "undefined" for part in panel.ground.get_family())
    bars = panel.lengths_plot.read(panel.bars.points)
    assert bars[:, 1].max() == pytest.approx(2 * (np.log(2) + 1), abs=1e-9)


def test_the_arrows_of_balls_that_fall_point_down_and_to_their_side(told):
    for panel in told(**FALLING).panels:
        way = panel.walk.edge.arrow.tip - panel.walk.edge.arrow.tail
        assert way[0] < 0
        assert way[1] < 0


def test_a_small_slope_is_printed_with_digits_that_show_it(told):
    lesson = told(**PLATEAU)
    assert lesson.question.numbers["gradient"].text == "0.00074"


def test_a_start_outside_the_domain_is_refused_in_one_sentence():
    with pytest.raises(ValidationError, match=r"log\(x\) is not defined at start = −1; .* for x > 0"):
        StepSizeDilemma.Params(function="log(x)", start=-1.0)


@pytest.mark.parametrize(
    ("params", "theme", "aspect"),
    [
        (LEAVING, "dark", "16:9"),
        (FALLING, "light", "4:3"),
        (PLATEAU, "light", "9:16"),
    ],
)
def test_the_film_lint_finds_nothing_in_cases_from_the_field(params, theme, aspect):
    given = StepSizeDilemma.Params(**params)
    assert findings(StepSizeDilemma, given, Look(theme=theme), aspect) == []
