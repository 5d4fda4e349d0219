"""BallOnParabola and BlindfoldedHiker tell what really happens, whatever the function, start and rate."""

import numpy as np
import pytest
from pydantic import ValidationError

from gd_math.runs.trajectory import Ending
from scenes.ball_on_parabola import BallOnParabola
from scenes.base.look import Look
from scenes.blindfolded_hiker import BlindfoldedHiker
from scenes.cast.moving.moments import POINTED, SCALED
from scenes.parts.blindfolded_hiker.descent import DECIDED
from tests.looking import findings

BALLS = {
    "step-leaves-domain": (
        {"function": "x*log(x)", "start": 2, "learning_rate": 1.5, "steps": 10},
        ["Step 1 leads to x = −0.540, where f is not defined."],
    ),
    "sqrt": (
        {"function": "sqrt(x)", "start": 4, "learning_rate": 1.0},
        [
            "The same rule, 11 steps.",
            "Step 12 leads to x = −0.623, where f is not defined.",
            "The run ends. Downhill, the curve itself ends at x = 0.",
        ],
    ),
    "cubic-ball": (
        {"function": "x**3 - 3*x", "start": -1.5, "steps": 30},
        ["Step 9 falls off every scale: there is no lowest point."],
    ),
    "critical-rate": (
        {"learning_rate": 1.0},
        [
            "The ball landed at the same height: the loss stays 64.0.",
            "Again: the slope is as steep, so the step is as long.",
            "The ball jumps between 8.00 and −8.00 and comes no closer.",
        ],
    ),
    "zigzag": (
        {"function": "x**2/10 + sin(20*x)", "start": 4, "learning_rate": 0.01},
        ["The loss went up and down, from 0.606 to 2.42 in 20 steps."],
    ),
    "plateau": (
        {"function": "-exp(-x**2)", "start": 3},
        [
            "Nearly level ground: the slope is only 0.000740.",
            "The ball hardly moved: the loss fell from −0.0001234 to −0.0001235.",
            "After 20 steps the ball has hardly moved: the slope is only 0.000747.",
        ],
    ),
    "first step beyond every scale": (
        {"function": "cosh(x)"},
        ["Step 1 leads off every scale: this learning rate is too large."],
    ),
    "equal slopes": (
        {"function": "2*x + 3", "start": 4},
        [
            "Again: the slope is as steep, so the step is as long.",
            "After 20 steps the loss is 3.00: downhill there is no minimum.",
        ],
    ),
    "summit": (
        {"function": "cos(x)", "start": 0},
        ["The slope under the ball is zero.", "This is a summit, no valley. The slope alone cannot tell."],
    ),
    "kink": (
        {"function": "abs(x)", "start": 0},
        [
            "The curve has a kink here: the slope is taken as zero.",
            "This is a minimum: close by, nothing is lower.",
        ],
    ),
    "a kink with a slope": (
        {"function": "abs(x) + x/2", "start": 0, "learning_rate": 3.0},
        ["A kink has no one slope: the loss rose from 0 to 0.750."],
    ),
    "terrace": (
        {"function": "x**3", "start": 0},
        ["Beside it, the ground falls. The slope alone cannot tell."],
    ),
    "level": ({"function": "0*x + 3", "start": 1}, ["Level ground: close by, nothing is lower."]),
    "a lecturer's name": (
        {"function": "theta**2", "start": 8},
        ["After 20 steps θ = 0.092: the loss fell from 64.0 to 0.00851."],
    ),
    "no exact factor": (
        {"function": "(x - 2)**2/3", "start": 8},
        ["Each step multiplies the distance to the minimum by about 0.93."],
    ),
    "a factor close to 1": (
        {"function": "0.000001*x**2", "start": 8},
        ["Slope = 2×10⁻⁶ × distance: each step leaves 1 − 0.10 × 2×10⁻⁶ = 0.9999998 of it."],
    ),
}
HIKERS = {
    "summit": (
        {"terrain": "cos(x)", "start": 0},
        [
            "A valley is in sight, further down: −1.00 instead of 1.00.",
            "This is no valley. The slope alone could not tell.",
        ],
    ),
    "first step beyond every scale": (
        {"terrain": "cosh(x)", "start": 8},
        [
            "Step 1 leads off every scale: this learning rate is too large.",
            "Too large a learning rate leaps out of the valley.",
        ],
    ),
    "no ground": (
        {"terrain": "sqrt(x)", "start": 4, "learning_rate": 1.0, "steps": 20},
        ["Step 12 leads to x = −0.623: no ground, f is not defined there."],
    ),
    "to and fro": (
        {"terrain": "x**2", "start": 8, "learning_rate": 1.0},
        ["One step: the height is 64.0 again.", "To and fro between 8.00 and −8.00: no closer."],
    ),
    "plateau": (
        {"terrain": "-exp(-x**2)", "start": 3, "learning_rate": 0.1},
        [
            "The slope is 0.00074: uphill is to the right.",
            "After 10 steps, hardly any way: the slope is only 0.00074.",
        ],
    ),
    "kink": (
        {"terrain": "-abs(x)", "start": 0},
        ["A kink: its slope is taken as zero, so no step. Is this a valley?"],
    ),
    "falls": (
        {"terrain": "x**3 - 3*x", "start": -1.5, "learning_rate": 0.1, "steps": 30},
        ["Step 9 falls off every scale: there is no bottom."],
    ),
}


@pytest.mark.parametrize(("params", "sentences"), BALLS.values(), ids=BALLS.keys())
def test_the_ball_says_what_happened(perform, params, sentences):
    captions = [beat.caption for beat in perform(BallOnParabola, **params).beats]
    assert [caption for caption in captions if caption in sentences] == sentences


@pytest.mark.parametrize(("params", "sentences"), HIKERS.values(), ids=HIKERS.keys())
def test_the_hiker_says_what_happened(perform, params, sentences):
    captions = [beat.caption for beat in perform(BlindfoldedHiker, **params).beats]
    assert [caption for caption in captions if caption in sentences] == sentences


@pytest.mark.parametrize(
    "case", ["step-leaves-domain", "plateau", "cubic-ball", "summit", "a lecturer's name"]
)
def test_the_film_lint_finds_nothing_in_a_ball_astray(case):
    params = BallOnParabola.Params(**BALLS[case][0])
    assert findings(BallOnParabola, params, Look()) == []


@pytest.mark.parametrize("case", ["summit", "no ground", "falls"])
def test_the_film_lint_finds_nothing_in_a_hiker_astray(case):
    params = BlindfoldedHiker.Params(**HIKERS[case][0])
    assert findings(BlindfoldedHiker, params, Look(), flashing=case == "no ground") == []


@pytest.mark.parametrize(("lesson", "name"), [(BallOnParabola, "function"), (BlindfoldedHiker, "terrain")])
def test_a_start_without_a_value_is_refused_in_one_sentence(lesson, name):
    with pytest.raises(
        ValidationError, match=r"log\(x\) is not defined at start = −1; it is defined for x > 0"
    ):
        lesson.Params(**{name: "log(x)", "start": -1})
    with pytest.raises(ValidationError, match="start = 0"):
        lesson.Params(**{name: "sqrt(x)", "start": 0})
    with pytest.raises(ValidationError, match="nothing is defined in x_range"):
        lesson.Params(**{name: "log(x)", "start": 1, "x_range": (-3, -1)})


def test_lecturers_frame_the_picture(perform):
    ball = perform(BallOnParabola, x_range=(-9, 9), y_range=(0, 100), steps=2)
    assert (ball.plot.x_range, ball.plot.y_range) == ((-9, 9), (0, 100))
    hiker = perform(BlindfoldedHiker, x_range=(2, 16), steps=2)
    assert hiker.plot.x_range == (2, 16)


def at(lesson, time):
    lesson.clock.set_value(time)
    for part in (lesson.walk if isinstance(lesson, BallOnParabola) else lesson.descent.trail, lesson.rule):
        part.update()
    return lesson


def test_the_leaving_step_is_an_arrow_to_where_it_leads_and_a_cross(perform):
    ball = at(perform(BallOnParabola, **BALLS["sqrt"][0]), 11 + SCALED)
    there = ball.trajectory.points[-1, 0] - ball.trajectory.gradients[-1, 0]
    assert ball.trajectory.endings == Ending.NOT_FINITE
    assert ball.plot.read(ball.walk.step_arrow.tip)[0] == pytest.approx(there)
    assert ball.plot.read(ball.walk.cross.get_center())[0] == pytest.approx(there)
    assert [number.text for number in ball.rule.numbers["parameter"]] == ["−0.623346", "0.295872"]
    hiker = at(perform(BlindfoldedHiker, **HIKERS["no ground"][0]), 11 + DECIDED)
    assert hiker.plot.read(hiker.descent.arrows.step.tip)[0] == pytest.approx(there)
    assert hiker.plot.read(hiker.descent.arrows.cross.get_center())[0] == pytest.approx(there)


def test_what_is_not_defined_is_hatched_and_named(perform):
    lesson = perform(BallOnParabola, **BALLS["sqrt"][0])
    area = next(part for part in lesson.mobjects if part.name == "undefined")
    assert lesson.plot.read(area.hatching.points)[:, 0].max() <= 0.0
    assert len(area.submobjects) == 2, "hatching and its name"
    assert not any(part.name == "undefined" for part in perform(BallOnParabola, steps=1).mobjects)


@pytest.mark.parametrize(
    ("params", "way"),
    [
        ({"function": "x**3 - 3*x", "start": -1.5, "steps": 6}, (0, -1)),
        ({"learning_rate": 1.1}, (0, 1)),
        ({"function": "exp(x)", "start": 1.0, "learning_rate": 3.0, "x_range": (-4, 2)}, (-1, 0)),
    ],
)
def test_the_edge_mark_points_where_the_ball_went(perform, params, way):
    lesson = perform(BallOnParabola, **params)
    arrow = at(lesson, lesson.last).walk.edge.arrow
    assert np.sign((arrow.tip - arrow.tail).round(6)[:2]).tolist() == list(way)


def test_arrows_on_level_ground_are_as_short_as_its_slope_and_have_no_words(perform):
    lesson = at(perform(BallOnParabola, **BALLS["plateau"][0]), POINTED)
    arrow = lesson.walk.gradient_arrow
    assert abs(arrow.tip[0] - arrow.tail[0]) < 0.02
    words = lesson.walk.arrow_labels(0, "gradient", "step")
    assert not any(len(word) for word in words)


def test_a_start_on_a_steep_wall_has_an_arrow_that_can_be_seen(perform):
    lesson = at(perform(BallOnParabola, function="x**4", start=8), POINTED)
    arrow = lesson.walk.gradient_arrow
    assert arrow.tip[0] - arrow.tail[0] > 0.5
    assert len(lesson.walk.arrow_labels(0, "gradient", "step")[0])


def test_a_line_of_numbers_shows_that_a_small_step_is_a_step(perform):
    rule = at(perform(BallOnParabola, **BALLS["plateau"][0]), 0.0).rule
    texts = [number.text for numbers in rule.numbers.values() for number in numbers]
    assert texts == ["2.999926", "3.000000", "0.10", "0.000740"]


def test_a_high_label_stands_free_of_its_axes(perform):
    plot = perform(BallOnParabola, function="sin(x)/x", start=4, steps=1).plot
    assert plot.labels[-1].get_bottom()[1] > plot.area.top


def test_two_parabolas_have_no_factor(perform):
    lesson = perform(BallOnParabola, function="min(x**2, (x - 4)**2 + 1)", start=-9)
    assert not any("multiplies" in beat.caption for beat in lesson.beats)


def test_notes_tell_what_keeps_a_run_from_coming_down():
    def notes(**params):
        return BallOnParabola.notes(BallOnParabola.Params(**params))

    assert notes(**BALLS["sqrt"][0]) == ["step 12 leads to x = -0.6233, where the function is not defined"]
    assert notes(**BALLS["cubic-ball"][0]) == ["falls without end: downhill there is no minimum"]
    assert notes(**BALLS["critical-rate"][0]) == ["goes round 2 places without end; stable below 1"]
    assert notes(**BALLS["summit"][0]) == ["never moves: at x = 0 the slope is 0, but it is no minimum"]
    assert notes(**BALLS["plateau"][0]) == ["hardly moves: the slope is only 0.00075"]
    assert notes(start=0.0) == []
