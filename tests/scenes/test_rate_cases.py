"""LearningRateComparison on functions from the field: each told and drawn as it is."""

import numpy as np
import pytest
from pydantic import ValidationError

from scenes.base.look import Look
from scenes.base.theme import DARK
from scenes.learning_rate_comparison import LearningRateComparison
from tests.looking import findings

BRACKET = {"function": "x**4 - 3*x**3 + 2", "start": 6.0, "learning_rates": (0.001, 0.01, 0.02, 0.1)}
FALLING = {"function": "-x**2", "start": 0.5}
LEAVING = {"function": "w*log(w)", "start": 2.0, "learning_rates": (0.1, 0.5, 1.5, 2.0)}
PLATEAU = {"function": "-exp(-x**2)", "start": 3.0}

TOLD = [
    (BRACKET, "L = 20.2 rules near the minimum only: from x = 6, α = 0.02 escapes."),
    (FALLING, "No minimum stops them: all 4 fall, the larger rate the faster."),
    (FALLING, "α = 0.2: falls from −0.25 to −1.9×10⁷, and no minimum stops it."),
    (LEAVING, "α = 1.5: step 1 leads to w = −0.540, where f is not defined."),
    (PLATEAU, "α = 0.2: hardly moves, as the slope is nearly 0: 0.00076."),
    ({"learning_rates": (1.0,)}, "α = 1: jumps between x = −8.00 and x = 8.00, and comes no closer."),
    (
        {"function": "sqrt(x)", "start": 4.0, "learning_rates": (1.0,)},
        "α = 1: step 12 leads to x = −0.623, where f is not defined.",
    ),
    (
        {"function": "abs(x)", "learning_rates": (1.0, 2.0)},
        "α = 1: stops on the kink at x = 0: there the slope counts as 0.",
    ),
    (
        {"function": "abs(x)", "learning_rates": (1.0, 2.0)},
        "No rate is better than another here: each loss ends at 0.",
    ),
    ({"function": "cos(x)", "start": 0.0}, "x = 0 is a summit, no valley, but the slope there is 0 too."),
    ({"function": "abs(x)", "start": 0.0}, "x = 0 is a kink, and there the slope counts as 0."),
    ({"function": "0*x + 3"}, "The ground at x = 8 is level: the slope is 0."),
    ({"function": "cosh(x)"}, "None of these rates keeps the ball here."),
]


@pytest.fixture
def told(perform, played={}):  # noqa: B006
    """Tell the lesson with some parameters, each set of them once."""

    def tell(**params):
        key = repr(sorted(params.items()))
        if key not in played:
            played[key] = perform(LearningRateComparison, **params)
        return played[key]

    return tell


@pytest.mark.parametrize(("params", "sentence"), TOLD)
def test_each_case_is_told_as_it_is(told, params, sentence):
    captions = [beat.caption.replace("\u00a0", " ") for beat in told(**params).beats]
    assert sentence in captions


def test_a_rate_that_escapes_below_the_limit_has_its_place_there_in_the_warning_colour(told):
    lesson = told(**BRACKET)
    axis, colours = lesson.limits.axis, [tip.get_fill_color().to_hex() for tip in lesson.limits.axis.dots]
    limit = float(axis.limits[0].get_left()[0])
    assert [float(axis.x(rate)) > limit for rate in BRACKET["learning_rates"]] == [False, False, False, True]
    assert [colour.upper() == DARK.warning for colour in colours] == [False, False, True, True]


def test_a_run_that_leaves_the_domain_has_no_loss_over_its_rate(told):
    lesson = told(**LEAVING)
    assert len(lesson.limits.axis.dots) == 2


def test_losses_that_fall_without_end_are_drawn_below_zero(told):
    lesson = told(**FALLING)
    scale, plot = lesson.losses.axis_scale, lesson.losses.plot
    assert not scale.log
    for one, line in zip(lesson.runs[:3], lesson.losses.lines[:3], strict=True):
        heights = plot.read(line.drawn)[:, 1]
        assert scale.unit * np.sinh(heights) == pytest.approx(one.heights, rel=1e-6)
        assert (np.diff(heights) < 0).all()


def test_the_arrow_of_a_ball_that_falls_points_down(told):
    lesson = told(**FALLING)
    panel = lesson.panels[1]
    arrow, area = panel.walk.edge.arrow, panel.plot.area
    assert arrow.tip[1] < arrow.tail[1]
    assert arrow.tip[0] > arrow.tail[0]
    assert arrow.tip[1] - area.bottom < area.top - arrow.tail[1]


def test_the_step_that_leaves_the_domain_is_an_arrow_to_where_it_leads(told):
    lesson = told(**LEAVING)
    for panel, rate in zip(lesson.panels[2:], (1.5, 2.0), strict=True):
        slope = np.log(2.0) + 1
        tail, tip = panel.plot.read(panel.walk.leaving.tail), panel.plot.read(panel.walk.leaving.tip)
        assert tail == pytest.approx([2.0, 2 * np.log(2)], abs=1e-9)
        assert tip == pytest.approx([2.0 - rate * slope, 2 * np.log(2)], abs=1e-9)
        assert panel.plot.read(panel.walk.ball[1].get_center())[0] == pytest.approx(2.0, abs=1e-9)
    assert any(part.name == "undefined" for part in lesson.panels[0].scenery)


def test_losses_far_above_zero_are_told_apart(told):
    lesson = told(function="1000000 + x**2")
    assert any(getattr(part, "text", "") == "loss above 1.0×10⁶" for part in lesson.losses.scenery)
    assert lesson.losses.plot.read(lesson.losses.lines[1].drawn[5])[1] == pytest.approx(
        (8 * 0.6**5) ** 2, rel=1e-6
    )


def test_the_lecturers_ranges_are_shown(told):
    lesson = told(x_range=(-20.0, 20.0), y_range=(0.0, 300.0))
    assert lesson.panels[0].plot.x_range == (-20.0, 20.0)
    assert lesson.panels[3].plot.y_range == (0.0, 300.0)
    assert lesson.panels[3].walk.drawn.inside[:2].all()


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"function": "log(x)", "start": -1.0}, r"log\(x\) is not defined at start = −1; .* for x > 0"),
        ({"function": "1/x", "start": 0.0}, "1/x is not defined at start = 0"),
        ({"function": "sqrt(x)", "start": 0.0}, "start = 0"),
    ],
)
def test_a_start_outside_the_domain_is_refused_in_one_sentence(params, sentence):
    with pytest.raises(ValidationError, match=sentence):
        LearningRateComparison.Params(**params)


@pytest.mark.parametrize(
    ("params", "theme", "aspect"),
    [
        (BRACKET, "dark", "16:9"),
        (FALLING, "light", "9:16"),
        (LEAVING, "light", "4:3"),
        (PLATEAU, "dark", "16:9"),
    ],
)
def test_the_film_lint_finds_nothing_in_cases_from_the_field(params, theme, aspect):
    given = LearningRateComparison.Params(**params)
    assert findings(LearningRateComparison, given, Look(theme=theme), aspect) == []
