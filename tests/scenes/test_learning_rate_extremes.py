"""LearningRateComparison stays true, whole and clean whatever rates a lecturer asks for."""

import itertools

import numpy as np
import pytest

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.cast.writing.number_text import TIMES, as_number, steady
from scenes.learning_rate_comparison import LearningRateComparison
from scenes.parts.learning_rate_comparison.escape import widening_view
from scenes.parts.learning_rate_comparison.groups import surprise, told_together
from scenes.parts.learning_rate_comparison.labels import SMALL, alike
from scenes.parts.learning_rate_comparison.pace import fast_seconds
from scenes.parts.learning_rate_comparison.rate_ruler import RateRuler
from scenes.parts.learning_rate_comparison.step_product import product_texts
from tests.looking import findings
from tests.rate_runs import RATES, STEPS, WELLS, closed_form, compared

EXTREMES = {
    "one step": {"steps": 1},
    "two hundred steps": {"steps": 200},
    "six rates": {"learning_rates": (0.01, 0.05, 0.3, 0.8, 1.0, 1.2)},
    "one rate": {"learning_rates": (0.1,)},
    "two rates": {"learning_rates": (0.1, 1.2)},
    "divergence to infinity": {"function": "x**4", "start": 2.0, "learning_rates": (0.001, 0.2, 1e6)},
    "start at the minimum": {"start": 0.0},
    "negative start": {"start": -8.0},
    "exactly at the limits": {"learning_rates": (0.5, 1.0)},
    "several valleys": {"function": WELLS, "start": 2.0, "learning_rates": (0.01, 0.05, 0.12, 0.2)},
    "no valley": {"function": "-x**2", "start": 0.5, "learning_rates": (0.1, 0.5)},
    "a straight line": {"function": "x"},
    "tiny numbers": {"start": 1e-4},
    "large numbers": {"start": 5e5},
    "tiny and huge rates": {"learning_rates": (1e-5, 1e-3, 1e5, 1e6)},
}


@pytest.mark.parametrize(
    ("params", "groups"),
    [
        ({}, ((0, 1), (2,), (3,))),
        (EXTREMES["two rates"], ((0,), (1,))),
        (EXTREMES["one rate"], ((0,),)),
        ({"learning_rates": (0.02, 0.9, 1.5)}, ((0,), (1,), (2,))),
        ({"learning_rates": (0.3, 0.31, 1.5)}, ((0,), (1,), (2,))),
    ],
)
def test_two_rates_are_told_at_once_where_both_slide_down_and_end_apart(params, groups):
    found = LearningRateComparison.compute(LearningRateComparison.Params(**params))
    assert told_together(found, surprise(found.runs)) == groups


def test_a_start_on_the_other_side_has_its_ruler_to_the_right():
    found = compared("(x - 1)**2", -5.0, (0.1, 3.0))
    ruler = RateRuler(Look(), Box(-5.0, 3.0, -2.0, 3.0), found, 2.0)
    assert ruler.plot.read(ruler.place(1.0))[0] == pytest.approx(7.0)
    ruler.drawn.set_value(1.0)
    ruler.ruler.update()
    assert len(ruler.landings.places) == 1
    assert ruler.far.get_right()[0] < ruler.plot.area.right


def test_losses_have_one_format():
    losses = closed_form(0.2) ** 2
    texts = alike(losses.tolist())
    assert all((TIMES in text) == (loss < SMALL) for text, loss in zip(texts, losses, strict=True))
    assert alike([0.000374], losses.tolist()) == ["3.7×10⁻⁴"]
    assert alike([262144.0], [1.2e18]) == ["2.6×10⁵"]


def test_a_ball_that_jumps_too_quickly_to_be_seen_shows_every_few_positions(perform):
    lesson = perform(LearningRateComparison, learning_rates=(0.2, 1.0), steps=200)
    slide, bounce = (panel.walk.stride for panel in lesson.panels)
    assert slide.steps == 1
    assert bounce.steps % 2 == 0
    for k in range(201):
        shown = bounce.shown(float(k), 200)
        assert shown == int(shown)
        assert 0 <= k - shown < bounce.steps
    assert bounce.shown(200.0, 200) == 200.0
    seconds = fast_seconds(lesson.runs[1], 2)
    assert 198 / seconds / bounce.steps <= 6.0


def test_a_line_that_diverges_leaves_through_the_top(perform):
    lesson = perform(LearningRateComparison, function="x**4", start=2.0, learning_rates=(0.001, 0.2))
    area, drawn = lesson.losses.plot.area, lesson.losses.lines[1].drawn
    assert drawn[-1][1] == pytest.approx(area.top)
    assert lesson.losses.plot.read(drawn[-1])[0] < lesson.runs[1].run.outcome.step


def test_the_view_of_the_run_that_escapes_always_shows_the_ball_and_doubles_with_each_step():
    comparison = compared("x**2", 8.0, RATES)
    view, xs = widening_view(comparison, comparison.runs[3]), closed_form(1.5)
    assert view(0.0) == (comparison.view.x_range, comparison.view.y_range)
    for time in np.arange(0.0, STEPS + 0.001, 0.1):
        (left, right), (bottom, top) = view(time)
        k = int(time + 1e-9)
        assert left < xs[k] < right
        assert bottom < xs[k] ** 2 < top
    widths = [np.ptp(view(k)[0]) for k in range(2, STEPS + 1)]
    assert np.array(widths[1:]) / widths[:-1] == pytest.approx(2.0)
    assert widening_view(comparison, comparison.runs[2]) is None
    assert all(
        widening_view(flat, one) is None for flat in [compared("x**4", 2.0, (0.2,))] for one in flat.runs
    )


def test_the_first_step_is_what_its_printed_factors_make():
    for rate, slope in ((0.02, 16.0), (0.3, 1.23456), (1.5, -0.0777), (1e-5, 31.9)):
        text, product = product_texts(rate, slope)
        assert steady(rate * as_number(text)) == product == steady(rate * slope)


@pytest.mark.parametrize("params", EXTREMES.values(), ids=EXTREMES.keys())
def test_extreme_parameters_tell_a_whole_story(perform, params):
    lesson = perform(LearningRateComparison, captions=False, **params)
    assert lesson.beats[0].start == 0.0
    assert 5 <= lesson.seconds <= 85
    for one, next_one in itertools.pairwise(lesson.beats):
        assert one.end == pytest.approx(next_one.start)


@pytest.mark.parametrize("params", EXTREMES.values(), ids=EXTREMES.keys())
def test_the_start_is_inside_the_view(params):
    given = LearningRateComparison.Params(**params)
    comparison = LearningRateComparison.compute(given)
    (left, right), (bottom, top) = comparison.view.x_range, comparison.view.y_range
    assert left < given.start < right
    assert bottom < float(comparison.objective(given.start)) < top


@pytest.mark.parametrize(
    ("name", "theme", "aspect"),
    [("divergence to infinity", "light", "9:16"), ("two rates", "dark", "4:3")],
)
def test_the_film_lint_finds_nothing_in_extreme_clips(name, theme, aspect):
    params = LearningRateComparison.Params(**EXTREMES[name])
    fast = name == "divergence to infinity"
    assert findings(LearningRateComparison, params, Look(theme=theme), aspect, flashing=fast) == []
