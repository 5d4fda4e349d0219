"""LearningRateComparison draws what gd_math computes, and says of each rate what theory and its run say."""

import itertools
from types import SimpleNamespace

import numpy as np
import pytest
from pydantic import ValidationError

from gd_math.accounts.rates import RateSize, compare_rates
from gd_math.formula.parsing import parse_formula
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from scenes.base.layout import Box
from scenes.base.look import ENGLISH, Look
from scenes.base.theme import DARK
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.series_scale import decades
from scenes.cast.curves.curve_walk import CurveWalk
from scenes.cast.writing.number_text import TIMES, as_number, powers_of_ten, significant
from scenes.learning_rate_comparison import LearningRateComparison
from scenes.parts.learning_rate_comparison.distances import Distances
from scenes.parts.learning_rate_comparison.escape import widening_view
from scenes.parts.learning_rate_comparison.groups import surprise, told_together
from scenes.parts.learning_rate_comparison.labels import alike
from scenes.parts.learning_rate_comparison.pace import fast_seconds
from scenes.parts.learning_rate_comparison.rate_axis import RateAxis
from scenes.parts.learning_rate_comparison.rate_ruler import RateRuler
from scenes.parts.learning_rate_comparison.roll import roll_back
from scenes.parts.learning_rate_comparison.step_product import (
    GROWN,
    SCALED,
    TIMED,
    StepProduct,
    product_texts,
)
from scenes.parts.learning_rate_comparison.story import story, story_of_two, verdict
from scenes.parts.learning_rate_comparison.way_done import WayDone
from tests.looking import findings

RATES = (0.02, 0.2, 0.9, 1.5)
STEPS = 27
WELLS = "x**4 - 3*x**2 + x"

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


def closed_form(rate, steps=STEPS, start=8.0):
    return start * (1 - 2 * rate) ** np.arange(steps + 1)


def compared(function, start, rates, steps=STEPS):
    return compare_rates(parse_formula(function), start, rates, steps)


def at(lesson, time):
    """Set all runs to one time."""
    lesson.swept.set_value(time)
    for told in lesson.told:
        told.set_value(time)
    for panel in lesson.panels:
        panel.walk.redraw()
    lesson.losses.redraw()
    return lesson


class Noted(list):
    """What is seen as each beat of the default lesson ends, and while pictures make room."""

    def __init__(self):
        super().__init__()
        self.stripped, self.rolls = [], []

    def note(self, lesson):
        panels = lesson.panels
        mark = panels[3].walk.edge
        self.append(
            SimpleNamespace(
                times=[panel.walk.time() for panel in panels],
                scaled=[scaled.get_value() for scaled in lesson.scaled],
                companions=[panel.companion in lesson.mobjects for panel in panels[:2]],
                widths=[panel.plot.area.width for panel in panels],
                ways=[
                    [panels[0].plot.read(end)[0] for end in way.ends]
                    for way in lesson.row.ways
                    if isinstance(way, WayDone)
                ],
                named=(mark.symbol.text, mark.number.text),
                mobjects=list(lesson.mobjects),
            )
        )
        if len(self) == 5:
            self.rolls.append(rolled(lesson, 3, 2))
        if len(self) == 8:
            self.rolls.append(roll_back(lesson.look, panels[0], panels[3]))


def rolled(lesson, comes, leaves):
    """Return the places of a ball that rolls back, in data."""
    way, plot = roll_back(lesson.look, lesson.panels[comes], lesson.panels[leaves]), lesson.panels[comes].plot
    places = []
    for share in (0.0, 0.3, 1.0):
        way.interpolate(share)
        places.append(plot.read(way.ball.place))
    return places


NOTED = Noted()


class Watched(LearningRateComparison):
    """The default lesson, which takes notes."""

    def set_stage(self):
        super().set_stage()
        make_way = self.row.make_way

        def noted(leaving, group):
            make_way(leaving, group)
            NOTED.stripped.extend(len(self.panels[k].plot.numbers) for k in leaving)

        self.row.make_way = noted


@pytest.fixture
def lesson(perform, played={}):  # noqa: B006
    """The default lesson, played once: each test sets the clock that it needs."""
    if not played:
        played["default"] = perform(Watched, NOTED.note)
    return played["default"]


@pytest.fixture
def noted(lesson):
    """What was seen at the end of each of its beats."""
    return NOTED


@pytest.fixture
def wells(perform, played={}):  # noqa: B006
    """A lesson on a curve that is no parabola, with rates far apart."""
    if not played:
        rates = (0.0005, 0.01, 0.05)
        played["wells"] = perform(LearningRateComparison, function=WELLS, start=2.0, learning_rates=rates)
    return played["wells"]


def ball(panel):
    return panel.plot.read(panel.walk.ball[1].get_center())


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
        "α = 1.5: each step lands higher, from 64.0 to 1.2×10¹⁸.",
    ]
    assert story_of_two(*runs[:2], ENGLISH) == "0.02: 67 % of the way. 0.2: 99 % in 10 steps."
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


# what is drawn


def test_balls_stand_on_the_computed_points_after_every_step(lesson):
    for k in range(STEPS + 1):
        at(lesson, k)
        for panel, rate in zip(lesson.panels, RATES, strict=True):
            x = closed_form(rate)[k]
            if panel.plot.shows(x, x**2):
                assert ball(panel) == pytest.approx([x, x**2], abs=1e-9)
            else:
                assert abs(panel.walk.ball.place[0]) > lesson.layout.width


def test_balls_between_two_points_are_on_the_chord(lesson):
    xs = closed_form(0.9)
    for time in np.linspace(0, 6, 61):
        k = min(int(time + 1e-9), STEPS - 1)
        x, y = ball(at(lesson, time).panels[2])
        (x0, y0), (x1, y1) = ((xs[i], xs[i] ** 2) for i in (k, k + 1))
        assert (y - y0) * (x1 - x0) == pytest.approx((x - x0) * (y1 - y0), abs=1e-7)
        assert min(x0, x1) - 1e-9 <= x <= max(x0, x1) + 1e-9


def test_every_beat_ends_where_the_runs_are_told_to_be(noted):
    told = [27, 27, 0, 0], [27, 27, 27, 0], [27, 27, 27, 27]
    expected = [[0, 0, 0, 0], *2 * told[:1], *3 * told[1:2], *4 * told[2:]]
    assert [beat.times for beat in noted] == expected


def test_the_slope_becomes_the_first_step_of_each_run_in_its_turn(noted):
    assert [beat.scaled for beat in noted] == [[float(k > 0) for k in beat.times] for beat in noted]


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


def test_two_balls_told_at_once_run_on_one_clock_each_with_its_rate(lesson, noted):
    assert [panel.companion.label.name for panel in lesson.panels[:2]] == ["rate 0.02", "rate 0.2"]
    assert noted[1].companions == [True, True]
    assert noted[3].companions == [False, False]


def test_the_loss_goes_along_with_the_ball_that_escapes(lesson):
    companion = lesson.panels[3].companion
    for k in (0, 2, 27):
        at(lesson, k)
        assert companion.text == significant(float(lesson.runs[3].heights[k]))


def test_a_ball_rolls_back_along_the_curve_to_the_start(noted):
    places, far = noted.rolls
    for x, y in places:
        assert y == pytest.approx(x**2, abs=1e-9)
    assert places[-1][0] == pytest.approx(8.0)
    assert far is None, "from far away no ball rolls"


def test_leaps_are_measured_from_each_landing_to_the_valley(lesson):
    panel = lesson.panels[2]
    distances = Distances(lesson.look, panel.plot, lesson.runs[2], 0.0)
    assert 1 < len(distances.ways) <= len(closed_form(0.9))
    for (here, there), x in zip(distances.ways, closed_form(0.9), strict=False):
        assert panel.plot.read(here) == pytest.approx([x, x**2], abs=1e-9)
        assert panel.plot.read(there) == pytest.approx([0.0, x**2], abs=1e-9)


def test_the_question_stands_until_the_run_that_answers_it_begins(lesson, noted):
    question = next(k for k, beat in enumerate(lesson.beats) if beat.kind == "ask")
    assert [beat.times[3] for beat in noted][question : question + 2] == [0.0, 27.0]
    assert lesson.beats[question + 1].caption == "Now α = 1.5, from the same start."


def test_each_run_is_told_large_beside_the_column_of_those_before(lesson, noted):
    rooms, large = lesson.rooms, noted[0].widths[0]
    assert large > 0.55 * lesson.layout.safe.width
    for beat, index in ((1, 1), (3, 2), (6, 3)):
        assert noted[beat].widths[index] == large
        assert index == 1 or max(noted[beat].widths[:index]) < 0.4 * large
    assert all(panel.left > rooms.large.right for panel in rooms.panels)
    bottoms = [panel.bottom for panel in rooms.panels]
    assert bottoms == sorted(bottoms, reverse=True)


def test_the_way_that_is_done_reaches_from_the_start_to_the_ball(noted):
    assert len(noted[2].ways) == 2
    for (start, here, home), rate, percent in zip(noted[2].ways, RATES, (67, 100), strict=False):
        assert (start, home) == pytest.approx((8.0, 0.0))
        assert here == pytest.approx(closed_form(rate)[-1])
        assert round(100 * (start - here) / (start - home)) == percent


def test_each_run_in_the_row_keeps_its_last_loss(lesson):
    texts = [panel.verdict[1].text for panel in lesson.panels]
    assert texts == ["7.06", "6.7×10⁻¹¹", "3.7×10⁻⁴", "1.2×10¹⁸"]
    assert all(panel.verdict in lesson.mobjects for panel in lesson.panels)


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


@pytest.mark.parametrize(("rate", "step"), [(0.02, "0.320"), (0.2, "3.20"), (0.9, "14.4"), (1.5, "24.0")])
def test_the_slopes_arrow_has_true_length_and_becomes_the_step_with_its_number(rate, step):
    found = compared("x**2", 8.0, (rate,))
    (one,), view, box = found.runs, found.view, Box(-5.0, 3.0, -2.0, 3.0)
    plot = Plot(Look(), box, (-20.0, 12.0), view.y_range)
    walk = CurveWalk(Look(), plot, one, lambda: 0.0)
    product = StepProduct(Look(), plot, np.zeros((0, 3)), walk, one, lambda: 0.0)
    assert drawn(product, GROWN, 0.0) == (pytest.approx((8.0, -8.0)), None, "16.0")
    assert drawn(product, TIMED, 0.0)[2] == f"16.0 × {rate:g}"
    slope, arrow, text = drawn(product, 1.0, 0.0)
    assert slope == pytest.approx((8.0, -8.0))
    assert arrow == pytest.approx((8.0, 8.0 - 16.0 * rate))
    assert text == f"16.0 × {rate:g} = {step}"
    tail, tip = drawn(product, 1.0, 0.5)[1]
    assert tip == pytest.approx(8.0 - 16.0 * rate)
    assert 8.0 > tail > tip, "it gets shorter as the ball moves"
    assert drawn(product, 1.0, 1.0)[:2] == (None, None)


def test_no_number_is_an_answer_before_the_arrow_is_the_step():
    found = compared("x**2", 8.0, (0.9,))
    plot = Plot(Look(), Box(-5.0, 3.0, -2.0, 3.0), (-20.0, 12.0), found.view.y_range)
    walk = CurveWalk(Look(), plot, found.runs[0], lambda: 0.0)
    product = StepProduct(Look(), plot, np.zeros((0, 3)), walk, found.runs[0], lambda: 0.0)
    lengths = []
    for scaled in np.linspace(TIMED, SCALED, 20):
        _, arrow, text = drawn(product, scaled, 0.0)
        assert text == "16.0 × 0.9"
        lengths += [arrow[0] - arrow[1]] if arrow is not None else []
    assert lengths == sorted(lengths, reverse=True) and lengths[-1] == pytest.approx(14.4)


def test_a_slope_whose_arrow_has_no_room_is_drawn_smaller_and_says_so():
    (one,) = compared("100*x**2", 8.0, (0.001,)).runs
    plot = Plot(Look(), Box(-5.0, 3.0, -2.0, 3.0), (-12.0, 12.0), (0.0, 12000.0))
    walk = CurveWalk(Look(), plot, one, lambda: 0.0)
    product = StepProduct(Look(), plot, np.zeros((0, 3)), walk, one, lambda: 0.0)
    tail, tip = drawn(product, 1.0, 0.0)[0]
    assert tail - tip == pytest.approx(1600.0 * product.factor)
    assert product.scale_word[0].text == "gradient, drawn × 0.01"


# L, and the ruler of the rates


def test_the_curvature_is_slope_over_way_while_a_tangent_slides(lesson):
    ruler = lesson.limits.ruler
    tangent, number, way = ruler.slide[1], ruler.slide[2], ruler.slide[3]
    for share in (0.25, 0.5, 1.0):
        ruler.slid.set_value(share)
        ruler.slide.update()
        x = 8.0 * (1.0 - share)
        (x0, y0), (x1, y1) = ruler.plot.read(tangent.points[[0, -1]])
        assert (y1 - y0) / (x1 - x0) == pytest.approx(2 * x, abs=1e-6)
        assert as_number(number.text) == pytest.approx(2 * x, abs=0.051)
        assert as_number(way.text) == pytest.approx(8.0 - x, abs=0.0051)
    assert [part.text for part in ruler.quotient if hasattr(part, "text")] == ["16.0", "8.00", "=", "2"]


def test_the_ruler_shows_where_one_step_of_each_rate_lands(lesson):
    ruler = lesson.limits.ruler
    ruler.drawn.set_value(1.0)
    ruler.ruler.update()
    landings = ruler.plot.read(ruler.landings.places)
    for (x, y), rate in zip(landings, (0.02, 0.2, 0.9), strict=True):
        assert (x, y) == pytest.approx((closed_form(rate)[1], closed_form(rate)[1] ** 2), abs=1e-9)
    assert [number.text for number in ruler.written] == ["0.02", "0.2", "0.9"]
    assert ruler.far.text == "1.5", "it leads out of the picture"
    assert abs(closed_form(1.5)[1]) > ruler.plot.x_range[1]


def test_one_over_l_is_at_the_minimum_and_two_over_l_as_high_as_the_start(lesson):
    ruler = lesson.limits.ruler
    for value, place in ((0.5, 0.0), (1.0, -8.0)):
        assert ruler.plot.read(ruler.place(value)) == pytest.approx([place, 64.0])
    lines = [part for part in ruler.limits if part.name in ("1/L", "2/L")]
    assert [ruler.plot.read(line.points[0])[0] for line in lines] == pytest.approx([0.0, -8.0])
    labels = [[part.text for part in label[1:]] for label in ruler.limits[2::2]]
    assert labels == [["=", "0.5"], ["=", "1"]]
    assert all(part in lesson.mobjects for part in (ruler.limits, ruler.quotient, ruler.ruler))


def test_each_zone_of_the_rates_says_what_the_ball_does_there(lesson):
    words = {part.name.replace("\xa0", " "): part for part in lesson.mobjects}
    ruler, area = lesson.limits.ruler, lesson.limits.ruler.plot.area
    start, first, second = (float(ruler.place(rate)[0]) for rate in (0.0, 0.5, 1.0))
    for text, left, right in (
        ("one side", first, start),
        ("side to side", second, first),
        ("escapes", area.left, second),
    ):
        word = words[text]
        assert left < word.get_left()[0] < word.get_right()[0] < right
    for rate, step in ((0.3, 1), (0.7, -1), (1.2, -1)):
        assert np.sign(closed_form(rate)[1] / closed_form(rate)[0]) == step
    assert abs(closed_form(1.2)[1]) > 8.0


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
    assert all((TIMES in text) == (loss < 0.01) for text, loss in zip(texts, losses, strict=True))
    assert alike([0.000374], losses.tolist()) == ["3.7×10⁻⁴"]
    assert alike([262144.0], [1.2e18]) == ["2.6×10⁵"]


def test_a_picture_that_leaves_another_one_standing_takes_no_numbers_along(noted):
    assert noted.stripped
    assert not any(noted.stripped)


def test_panels_and_losses_share_one_clock(lesson):
    for k in (1, 5, 20):
        at(lesson, k)
        for panel, line, rate in zip(lesson.panels, lesson.losses.lines, RATES, strict=True):
            assert len(panel.walk.path.dots.places) == sum(panel.walk.drawn.inside[: k + 1])
            step, loss = lesson.losses.plot.read(line.tip.places[0])
            assert step == pytest.approx(k)
            assert np.log10(loss) == pytest.approx(np.log10(closed_form(rate)[k] ** 2), abs=1e-9)


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


def test_all_panels_have_the_same_axes(lesson):
    first = lesson.panels[0].plot
    for panel in lesson.panels[1:]:
        assert (panel.plot.x_range, panel.plot.y_range) == (first.x_range, first.y_range)
        assert panel.plot.area.width == pytest.approx(first.area.width)
        assert panel.plot.area.height == pytest.approx(first.area.height)


def test_loss_lines_pass_through_the_losses(lesson):
    at(lesson, STEPS)
    for k, rate in enumerate(RATES):
        line = lesson.losses.lines[k]
        data = lesson.losses.plot.read(line.drawn)
        assert data[:, 0] == pytest.approx(np.arange(STEPS + 1))
        assert np.log10(data[:, 1]) == pytest.approx(np.log10(closed_form(rate) ** 2), abs=1e-9)
        ends = line.trace.points[[0, -1]]
        assert np.allclose(ends[0], line.drawn[0])
        assert ends[1][0] <= line.drawn[-1][0] + 1e-9


def test_a_line_that_diverges_leaves_through_the_top(perform):
    lesson = perform(LearningRateComparison, function="x**4", start=2.0, learning_rates=(0.001, 0.2))
    area, drawn = lesson.losses.plot.area, lesson.losses.lines[1].drawn
    assert drawn[-1][1] == pytest.approx(area.top)
    assert lesson.losses.plot.read(drawn[-1])[0] < lesson.runs[1].run.outcome.step


def test_a_ball_that_escaped_is_named_and_an_arrow_to_its_side(lesson, noted):
    told = [beat.caption for beat in lesson.beats]
    symbol, number = noted[told.index("α = 1.5: each step lands higher, from 64.0 to 1.2×10¹⁸.")].named
    assert symbol == "x ="
    assert number == powers_of_ten(closed_form(1.5)[27], 1) == "−1.1×10⁹"
    for k in (1, 2, 3, 27):
        mark = at(lesson, k).panels[3].walk.edge
        assert np.sign(mark.arrow.tip[0] - mark.arrow.tail[0]) == np.sign(closed_form(1.5)[k])
    assert at(lesson, 0).panels[3].walk.edge.number.text == ""


def test_unstable_lines_have_the_warning_colour_and_stable_ones_different_dashes(lesson):
    assert [line.series.style.colour for line in lesson.losses.lines] == [DARK.loss] * 3 + [DARK.warning]
    assert len({line.series.style.dash for line in lesson.losses.lines[:3]}) == 3


def test_losses_and_the_limit_stand_over_their_rates_on_one_scale(wells, perform):
    axis, area, rates = wells.limits.axis, wells.losses.plot.area, wells.given.learning_rates
    ends = [float(axis.x(rate)) for rate in rates]
    slope, first = np.polyfit(np.log(rates), ends, 1)
    assert ends == pytest.approx(first + slope * np.log(rates)), "rates far apart: equal factors"
    assert any(part.name.replace("\xa0", " ") == "α by factors" for part in axis.rates)
    assert area.left < min(ends) < max(ends) < area.right
    for tip, line, x in zip(axis.dots, wells.losses.lines, ends, strict=True):
        assert tip.places[0] == pytest.approx([x, line.drawn[-1][1], 0.0])
    assert [number.text for number in axis.written] == ["0.0005", "0.01", "0.05"]
    curvature = 12 * 1.1309011226299859**2 - 6
    assert [part.text for part in axis.limits[2][1:]] == ["≈", f"{2 / curvature:.3g}"]
    assert axis.limits[1].points[0, 0] == pytest.approx(float(axis.x(2 / curvature)))
    assert float(axis.limits[0].get_left()[0]) == pytest.approx(float(axis.x(2 / curvature)))
    hidden = perform(LearningRateComparison, show_limit=False, learning_rates=(0.1,))
    assert not hasattr(hidden.limits, "axis")
    assert not hasattr(hidden.limits, "ruler")


def test_rates_that_are_near_each_other_stand_on_an_even_axis_that_begins_at_0(wells):
    comparison = compared(WELLS, 2.0, (0.01, 0.02, 0.05))
    axis = RateAxis(wells.look, wells.losses, comparison, comparison.curvature)
    ends = [float(axis.x(rate)) for rate in (0.0, 0.01, 0.02, 0.05)]
    slope, first = np.polyfit((0.0, 0.01, 0.02, 0.05), ends, 1)
    assert ends == pytest.approx(first + slope * np.array((0.0, 0.01, 0.02, 0.05)))
    assert first == pytest.approx(axis.area.left)


def test_each_loss_stands_beside_its_dot_and_the_start_is_a_level_line(wells):
    words = [part for part in wells.mobjects if hasattr(part, "name")]
    for tip, line in zip(wells.limits.axis.dots, wells.losses.lines, strict=True):
        text = significant(float(line.series.values[-1]))
        near = [part for part in words if part.name.replace("\xa0", " ") == text]
        assert near, text
        assert min(abs(part.get_center()[1] - tip.places[0][1]) for part in near) < 0.65
    first = significant(float(wells.losses.lines[0].series.values[0]))
    assert any(part.name.replace("\xa0", " ") == f"start {first}" for part in words)


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
        assert significant(rate * as_number(text)) == product == significant(rate * slope)


def test_the_top_of_the_axis_is_numbered_ten_to_the_eighteen(lesson):
    low, high = lesson.losses.plot.y_range
    assert decades(low, high, 5)[-1] == 1e18


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


def test_default_clip_lasts_about_a_minute(lesson):
    assert 30 <= lesson.seconds <= 60


@pytest.mark.parametrize(
    ("name", "theme", "aspect"),
    [("divergence to infinity", "light", "9:16"), ("two rates", "dark", "4:3")],
)
def test_the_film_lint_finds_nothing_in_extreme_clips(name, theme, aspect):
    params = LearningRateComparison.Params(**EXTREMES[name])
    fast = name == "divergence to infinity"
    assert findings(LearningRateComparison, params, Look(theme=theme), aspect, flashing=fast) == []


# what the pixels show


def colour(hexadecimal):
    return np.array([int(hexadecimal[i : i + 2], 16) for i in (1, 3, 5)])


def pixels_of(lesson, box, unit):
    """Return a box in pixels: left, right, top, bottom."""
    half = lesson.layout.width / 2
    left, right = (round((x + half) * unit) for x in (box.left, box.right))
    top, bottom = (round((4 - y) * unit) for y in (box.top, box.bottom))
    return left, right, top, bottom


def middles(mask):
    """Return the middle of each run of true values."""
    places = np.flatnonzero(mask)
    return [run.mean() for run in np.split(places, np.flatnonzero(np.diff(places) > 1) + 1) if len(run)]


def ink(line, background):
    """Tell which pixels of a line are axis and ticks: not the ground, and grey."""
    line = line.astype(int)
    return (np.abs(line - background.astype(int)).sum(axis=-1) > 100) & (np.ptp(line, axis=-1) < 50)


def largest_disc(frame, hexadecimal, box, radius):
    """Return the centre (column, row) of the largest disc of a colour inside a box."""
    left, right, top, bottom = box
    part = frame[top : bottom + 1, left : right + 1].astype(int)
    mask = np.abs(part - colour(hexadecimal)).sum(axis=2) < 60
    window = np.ones(2 * radius + 1)
    crowd = np.apply_along_axis(np.convolve, 0, mask.astype(float), window, "same")
    crowd = np.apply_along_axis(np.convolve, 1, crowd, window, "same")
    row, column = np.unravel_index(np.argmax(crowd), crowd.shape)
    rows, columns = np.nonzero(mask)
    for _ in range(5):  # the disc's own pixels only: lines that end at it stay outside
        near = np.hypot(rows - row, columns - column) <= radius
        row = (rows[near].min() + rows[near].max()) / 2
        column = (columns[near].min() + columns[near].max()) / 2
    return left + column, top + row


def test_pixels_show_balls_and_losses_where_the_trajectories_are(film):
    height, rate = 540, 5
    lesson, frames = film(LearningRateComparison, height=height, rate=rate)
    unit = height / 8
    last = frames[-1]
    background = last[2, 2]

    view = lesson.found.view
    large = Plot(lesson.look, lesson.rooms.large, view.x_range, view.y_range, x_label="x", y_label="loss")
    left, right, top, bottom = pixels_of(lesson, large.area, unit)
    for index, beat in ((0, 1), (2, 3)):
        told = frames[round(lesson.beats[beat].end * rate) - 2]
        ticks = [left + c for c in middles(ink(told[bottom + 4, left:right], background))]
        assert len(ticks) == 5, "ticks at −10, −5, 0, 5 and 10"
        one_pixel = 20 / (ticks[4] - ticks[0])
        column, row = largest_disc(told, DARK.parameter, (left, right, top, bottom), 9)
        x = closed_form(RATES[index])[-1]
        assert -10 + 20 * (column - ticks[0]) / (ticks[4] - ticks[0]) == pytest.approx(x, abs=1.5 * one_pixel)
        assert row + 0.5 == pytest.approx((4 - large.at(x, x**2)[1]) * unit, abs=1.5)

    told = frames[round(lesson.beats[7].end * rate) - 2]
    area = lesson.losses.plot.area
    left, right, top, bottom = pixels_of(lesson, area, unit)
    ticks = [top + r for r in middles(ink(told[top:bottom, left - 4], background))]
    assert len(ticks) == 5, "ticks at 10¹⁸, 10¹², 10⁶, 10⁰ and 10⁻⁶"
    decades_per_pixel = 24 / (ticks[-1] - ticks[0])
    at = round((float(lesson.losses.lines[3].tip.places[0][0]) + lesson.layout.width / 2) * unit)
    column, row = largest_disc(told, DARK.warning, (at - 9, at + 9, top, bottom), 6)
    assert 18 - (row - ticks[0]) * decades_per_pixel == pytest.approx(
        np.log10(2.0**60), abs=1.5 * decades_per_pixel
    )
    assert column + 0.5 == pytest.approx(at, abs=1.5)

    ruler = lesson.limits.ruler.plot
    x, y, _ = ruler.at(-6.4, 40.96)
    place = round((x + lesson.layout.width / 2) * unit), round((4 - y) * unit)
    box = place[0] - 12, place[0] + 12, place[1] - 12, place[1] + 12
    column, row = largest_disc(last, DARK.parameter, box, 6)
    assert (column + 0.5, row + 0.5) == pytest.approx(place, abs=1.5)
