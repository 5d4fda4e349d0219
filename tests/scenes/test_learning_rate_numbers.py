"""What LearningRateComparison computes and says of any rates, and that it tells a whole story of all."""

import itertools

import numpy as np
import pytest
from pydantic import ValidationError

from gd_math.accounts.rates import RateSize
from gd_math.formula.parsing import parse_formula
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from scenes.base.layout import Box
from scenes.base.look import ENGLISH, Look
from scenes.base.theme import TYPE
from scenes.cast.charts.axes import Plot
from scenes.cast.curves.curve_walk import CurveWalk
from scenes.cast.curves.graphs import curve_graph
from scenes.cast.writing.number_text import TIMES, as_number, steady
from scenes.learning_rate_comparison import LearningRateComparison
from scenes.parts.learning_rate_comparison.escape import widening_view
from scenes.parts.learning_rate_comparison.groups import surprise, told_together
from scenes.parts.learning_rate_comparison.labels import SMALL, alike
from scenes.parts.learning_rate_comparison.pace import fast_seconds
from scenes.parts.learning_rate_comparison.rate_ruler import RateRuler
from scenes.parts.learning_rate_comparison.step_product import (
    GROWN,
    SCALED,
    TIMED,
    StepProduct,
    product_texts,
)
from scenes.parts.learning_rate_comparison.story import story, story_of_two, verdict
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


# what is computed


def test_runs_of_one_call_equal_runs_computed_one_by_one():
    objective = parse_formula(WELLS)
    for one in compared(WELLS, 2.0, (0.01, 0.05, 0.12, 0.2)).runs:
        alone = descend(objective, 2.0, GradientDescent(one.rate), STEPS)
        assert np.array_equal(one.run.points, alone.points)
        assert one.run.values == pytest.approx(
            alone.values, rel=1e-14
        )  # numpy's powers differ in the last bit


def test_default_losses_span_from_near_zero_to_ten_to_the_eighteen():
    runs = compared("x**2", 8.0, RATES).runs
    assert runs[3].run.values[-1] == 2.0**60
    assert runs[1].run.values[-1] == pytest.approx((8 * 0.6**27) ** 2)


@pytest.mark.parametrize(
    ("rate", "size", "word"),
    [
        (0.0499, RateSize.SMALL, "creeps"),
        (0.0501, RateSize.GOOD, "arrives"),
        (0.5, RateSize.GOOD, "arrives"),
        (0.501, RateSize.LARGE, "leaps across"),
        (0.999, RateSize.LARGE, "leaps across"),
        (1.0, None, "to and fro"),
        (1.001, None, "unstable"),
    ],
)
def test_verdicts_change_at_one_over_l_and_two_over_l(rate, size, word):
    (one,) = compared("x**2", 8.0, (rate,)).runs
    assert one.size is size
    assert verdict(one, ENGLISH) == word


def test_flat_minima_have_no_limit_and_are_judged_by_their_steps():
    flat = compared("x**4", 2.0, (0.001, 0.2))
    assert flat.curvature is None
    assert [verdict(one, ENGLISH) for one in flat.runs] == ["creeps", "unstable"]


def test_the_limit_is_left_out_where_runs_settle_in_different_minima():
    wells = compared(WELLS, 2.0, (0.01, 0.05))
    assert wells.curvature == pytest.approx(12 * 1.1309011226299859**2 - 6)
    assert not wells.is_parabola
    assert compared(WELLS, 2.0, (0.01, 0.12)).curvature is None


def test_a_kink_sets_no_limit():
    assert compared("abs(x) + x**2", 3.0, (0.1, 0.3)).curvature is None


def test_brackets_do_not_contradict_the_runs():
    escaping = compared("x**4 - 3*x**3 + 2", 6.0, (0.001, 0.01, 0.02, 0.1))
    curvature = escaping.curvature
    assert curvature == pytest.approx(12 * 2.25**2 - 18 * 2.25)
    assert 1 / curvature > 0.02
    assert escaping.zones(curvature) == (0, 0, None, 2)
    assert escaping.runs[2].escapes


def test_a_diverged_run_is_drawn_one_step_beyond_its_finite_prefix():
    (one,) = compared("x**4", 2.0, (0.2,)).runs
    assert one.last == one.run.outcome.step == len(one.run.values)
    assert one.xs[-1] == one.xs[-2] - 0.2 * 4 * one.xs[-2] ** 3
    assert one.heights[-1] == np.inf


# what is said


def test_sentences_are_true_of_the_numbers():
    runs = compared("x**2", 8.0, RATES).runs
    assert [story(one, ENGLISH) for one in runs] == [
        "α = 0.02: only 67 % of the way in 27 steps.",
        "α = 0.2: 99 % of the way in 10 steps.",
        "α = 0.9: each step jumps across, yet comes closer.",
        "α = 1.5: each step lands higher, from 64.00 to 1.2×10¹⁸.",
    ]
    assert story_of_two(*runs[:2], ENGLISH) == "0.02: 67 % of the way in 27 steps. 0.2: 99 % in 10."
    assert story_of_two(*runs[1:3], ENGLISH) is None
    ten_steps, nine_steps, small_way = 0.6**10, 0.6**9, 1 - 0.96**27
    assert small_way == pytest.approx(0.67, abs=0.005)
    assert ten_steps < 0.01
    assert nine_steps > 0.01


def test_the_step_of_divergence_is_named():
    (one,) = compared("x**4", 2.0, (0.2,)).runs
    assert story(one, ENGLISH) == f"α = 0.2: at step {one.run.outcome.step} the loss leaves every scale."


def test_divergence_is_a_note_with_the_theory():
    assert LearningRateComparison.notes(LearningRateComparison.Params()) == [
        "learning rate 1.5: grows with every step; stable below 1"
    ]


def test_rates_are_sorted_and_each_is_named_once():
    assert LearningRateComparison.Params(learning_rates=(1.5, 0.2)).learning_rates == (0.2, 1.5)
    for rates in ((), (0.1, 0.1), (0.1,) * 7, (-0.1,), (0.0,)):
        with pytest.raises(ValidationError):
            LearningRateComparison.Params(learning_rates=rates)


# the arrow that becomes the step


def drawn(product, scaled, time):
    """Return the arrow of the slope and that of the step, as (tail, tip) in data, and what is written."""
    product.scaled, product.walk.time = (lambda: scaled), (lambda: time)
    product.redraw()
    arrows = [
        tuple(product.plot.read(end)[0] for end in (arrow.tail, arrow.tip)) if len(arrow.points) else None
        for arrow in (product.whole, product.arrow)
    ]
    written = [part.text for part in product.numbers if part.get_fill_opacity() > 0.0]
    return *arrows, " ".join(written)


@pytest.mark.parametrize(("rate", "step"), [(0.02, "0.32"), (0.2, "3.20"), (0.9, "14.40"), (1.5, "24.00")])
def test_the_slopes_arrow_has_true_length_and_becomes_the_step_with_its_number(rate, step):
    found = compared("x**2", 8.0, (rate,))
    (one,), view, box = found.runs, found.view, Box(-5.0, 3.0, -2.0, 3.0)
    plot = Plot(Look(), box, (-20.0, 12.0), view.y_range)
    walk = CurveWalk(Look(), plot, one, lambda: 0.0)
    product = StepProduct(Look(), plot, lambda: np.zeros((0, 3)), walk, one, lambda: 0.0)
    assert drawn(product, GROWN, 0.0) == (pytest.approx((8.0, -8.0)), None, "16.00")
    assert drawn(product, TIMED, 0.0)[2] == f"16.00 × {rate:g}"
    slope, arrow, text = drawn(product, 1.0, 0.0)
    assert slope == pytest.approx((8.0, -8.0))
    assert arrow == pytest.approx((8.0, 8.0 - 16.0 * rate))
    assert text == f"16.00 × {rate:g} = {step}"
    tail, tip = drawn(product, 1.0, 0.5)[1]
    assert tip == pytest.approx(8.0 - 16.0 * rate)
    assert 8.0 > tail > tip, "it gets shorter as the ball moves"
    assert drawn(product, 1.0, 1.0)[:2] == (None, None)


def test_no_number_is_an_answer_before_the_arrow_is_the_step():
    found = compared("x**2", 8.0, (0.9,))
    plot = Plot(Look(), Box(-5.0, 3.0, -2.0, 3.0), (-20.0, 12.0), found.view.y_range)
    walk = CurveWalk(Look(), plot, found.runs[0], lambda: 0.0)
    product = StepProduct(Look(), plot, lambda: np.zeros((0, 3)), walk, found.runs[0], lambda: 0.0)
    lengths = []
    for scaled in np.linspace(TIMED, SCALED, 20):
        _, arrow, text = drawn(product, scaled, 0.0)
        assert text == "16.00 × 0.9"
        lengths += [arrow[0] - arrow[1]] if arrow is not None else []
    assert lengths == sorted(lengths, reverse=True) and lengths[-1] == pytest.approx(14.4)


def test_a_slope_whose_arrow_has_no_room_is_drawn_smaller_and_says_so():
    (one,) = compared("100*x**2", 8.0, (0.001,)).runs
    plot = Plot(Look(), Box(-5.0, 3.0, -2.0, 3.0), (-12.0, 12.0), (0.0, 12000.0))
    walk = CurveWalk(Look(), plot, one, lambda: 0.0)
    product = StepProduct(Look(), plot, lambda: np.zeros((0, 3)), walk, one, lambda: 0.0)
    tail, tip = drawn(product, 1.0, 0.0)[0]
    assert tail - tip == pytest.approx(1600.0 * product.factor)
    assert product.scale_word[0].text == "gradient, drawn × 0.01"


def test_the_product_rises_clear_of_a_curve_that_comes_closer_as_the_view_widens():
    (one,) = compared("x**2", 8.0, (1.5,)).runs
    plot = Plot(Look(), Box(-2.0, 2.0, -1.0, 1.5), (-11.0, 11.0), (-10.0, 120.0))
    walk = CurveWalk(Look(), plot, one, lambda: 0.0)
    curve = curve_graph(plot, parse_formula("x**2"), "#FFFFFF")
    product = StepProduct(
        Look(), plot, lambda: curve.points, walk, one, lambda: 1.0, size=TYPE.label, brief=True
    )
    places = []
    for wide in (1.0, 1.4, 1.8):
        plot.look_at(plot.area, (-11.0 * wide, 11.0 * wide), (-10.0, 120.0 * wide**2))
        product.update()
        written = np.concatenate([number.points for number in product.numbers])
        low, high = written.min(axis=0), written.max(axis=0)
        inside = ((curve.points >= low) & (curve.points <= high))[:, :2].all(axis=1)
        assert not inside.any()
        places.append(low[1] - product.tail[1])
    assert places[0] < places[-1]


# what cannot happen


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
