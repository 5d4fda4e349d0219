"""LearningRateComparison draws what gd_math computes, and says of each rate what theory and its run say."""

import itertools

import numpy as np
import pytest
from pydantic import ValidationError

from gd_math.accounts.rates import RateSize, compare_rates
from gd_math.formula.parsing import parse_formula
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from scenes.base.look import ENGLISH, Look
from scenes.base.theme import DARK
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.series_scale import decades
from scenes.cast.writing.number_text import TIMES, as_number, significant
from scenes.learning_rate_comparison import LearningRateComparison
from scenes.parts.learning_rate_comparison.distances import Distances
from scenes.parts.learning_rate_comparison.escape import widening_view
from scenes.parts.learning_rate_comparison.labels import alike
from scenes.parts.learning_rate_comparison.pace import fast_seconds
from scenes.parts.learning_rate_comparison.roll import roll_back
from scenes.parts.learning_rate_comparison.step_product import product_texts
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


@pytest.fixture
def lesson(perform, played={}):  # noqa: B006
    """The default lesson, played once: each test sets the clock that it needs."""
    if not played:
        played["default"] = perform(LearningRateComparison)
    return played["default"]


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
        "α = 0.9: each step jumps across the valley, yet comes closer.",
        "α = 1.5: each step lands higher, from 64.0 to 1.2×10¹⁸.",
    ]
    assert story_of_two(*runs[:2], ENGLISH) == (
        "α = 0.02: only 67 % of the way in x. α = 0.2: 99 % in 10 steps."
    )
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


def test_every_beat_ends_where_the_runs_are_told_to_be(perform):
    seen = []

    def note(lesson):
        seen.append([panel.walk.time() for panel in lesson.panels])

    perform(LearningRateComparison, note)
    assert seen == [
        [0, 0, 0, 0],
        [27, 27, 0, 0],
        [27, 27, 0, 0],
        [27, 27, 27, 0],
        [27, 27, 27, 0],
        [27, 27, 27, 0],
        [27, 27, 27, 27],
        [27, 27, 27, 27],
        [27, 27, 27, 27],
        [27, 27, 27, 27],
        [27, 27, 27, 27],
    ]


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
def test_two_rates_are_told_at_once_where_both_slide_down_and_end_apart(perform, params, groups):
    assert perform(LearningRateComparison, captions=False, **params).groups == groups


def test_two_balls_told_at_once_run_on_one_clock_each_with_its_rate(perform):
    shown = {}

    def note(lesson):
        shown[len(lesson.beats)] = [
            (panel.companion.label.name, panel.companion in lesson.mobjects) for panel in lesson.panels[:2]
        ]

    perform(LearningRateComparison, note)
    assert shown[2] == [("rate 0.02", True), ("rate 0.2", True)]
    assert [seen for _, seen in shown[4]] == [False, False]


def test_the_loss_goes_along_with_the_ball_that_escapes(lesson):
    companion = lesson.panels[3].companion
    for k in (0, 2, 27):
        at(lesson, k)
        assert companion.text == significant(float(lesson.runs[3].heights[k]))


def test_a_ball_rolls_back_along_the_curve_to_the_start(perform):
    found = []

    def note(scene):
        ways = [(3, 2), (0, 3)] if scene.told[3].get_value() else [(3, 2)]
        found[:] = [roll_back(scene.look, *(scene.panels[k] for k in pair)) for pair in ways]
        if len(scene.beats) == 5:
            way, plot = found[0], scene.panels[3].plot
            for share in (0.0, 0.3, 1.0):
                way.interpolate(share)
                x, y = plot.read(way.ball.place)
                assert y == pytest.approx(x**2, abs=1e-9)
            assert x == pytest.approx(8.0)

    perform(LearningRateComparison, note)
    assert found[1] is None, "from far away no ball rolls"


def test_leaps_are_measured_from_each_landing_to_the_valley(lesson):
    panel = lesson.panels[2]
    distances = Distances(lesson.look, panel.plot, lesson.runs[2], 0.0)
    assert 1 < len(distances.ways) <= len(closed_form(0.9))
    for (here, there), x in zip(distances.ways, closed_form(0.9), strict=False):
        assert panel.plot.read(here) == pytest.approx([x, x**2], abs=1e-9)
        assert panel.plot.read(there) == pytest.approx([0.0, x**2], abs=1e-9)


def test_the_question_stands_until_the_run_that_answers_it_begins(perform):
    asked = []
    lesson = perform(LearningRateComparison, lambda scene: asked.append(scene.told[3].get_value()))
    question = next(k for k, beat in enumerate(lesson.beats) if beat.kind == "ask")
    assert asked[question : question + 2] == [0.0, 27.0]
    assert lesson.beats[question + 1].caption == "Now α = 1.5, from the same start."


def test_each_run_is_told_large_beside_the_column_of_those_before(perform):
    widths = []

    def take_note(scene):
        widths.append([panel.plot.area.width for panel in scene.panels])

    lesson = perform(LearningRateComparison, take_note)
    rooms, large = lesson.rooms, widths[0][0]
    assert large > 0.55 * lesson.layout.safe.width
    for beat, index in ((1, 1), (3, 2), (6, 3)):
        assert widths[beat][index] == large
        assert index == 1 or max(widths[beat][:index]) < 0.35 * large
    assert all(panel.left > rooms.large.right for panel in rooms.panels)
    bottoms = [panel.bottom for panel in rooms.panels]
    assert bottoms == sorted(bottoms, reverse=True)


def test_the_way_that_is_done_reaches_from_the_start_to_the_ball(perform):
    ways = {}

    def take_note(scene):
        if scene.ways and isinstance(scene.ways[0], WayDone):
            read = scene.panels[0].plot.read
            ways[len(scene.beats)] = [[read(end)[0] for end in way.ends] for way in scene.ways]

    perform(LearningRateComparison, take_note)
    for (start, here, home), rate, percent in zip(ways[3], RATES, (67, 100), strict=False):
        assert (start, home) == pytest.approx((8.0, 0.0))
        assert here == pytest.approx(closed_form(rate)[-1])
        assert round(100 * (start - here) / (start - home)) == percent


def test_the_last_frame_tells_every_loss_and_where_all_started(lesson):
    shown = [part.name.replace("\xa0", " ") for part in lesson.mobjects]
    for text in ("start 64.0", "7.06", "6.7×10⁻¹¹", "3.7×10⁻⁴", "1.2×10¹⁸"):
        assert text in shown


def test_each_zone_of_the_rates_says_what_the_ball_does_there(lesson):
    words = {part.name.replace("\xa0", " "): part for part in lesson.mobjects}
    axis, area = lesson.axis, lesson.losses.plot.area
    first, second = float(axis.x(0.5)), float(axis.x(1.0))
    for text, left, right in (
        ("one side", area.left, first),
        ("side to side", first, second),
        ("escapes", second, area.right),
    ):
        word = words[text]
        assert left < word.get_left()[0] < word.get_right()[0] < right
    for rate, step in ((0.3, 1), (0.7, -1), (1.2, -1)):
        assert np.sign(closed_form(rate)[1] / closed_form(rate)[0]) == step
    assert abs(closed_form(1.2)[1]) > 8.0


def test_each_value_stands_beside_its_dot(lesson):
    words = {part.name.replace("\xa0", " "): part for part in lesson.mobjects}
    for text, rate in (("7.06", 0.02), ("6.7×10⁻¹¹", 0.2), ("3.7×10⁻⁴", 0.9), ("1.2×10¹⁸", 1.5)):
        dot = lesson.axis.x(rate), lesson.axis.ends[RATES.index(rate)][1]
        assert abs(words[text].get_center()[1] - dot[1]) < 0.65
        assert min(abs(side[0] - dot[0]) for side in (words[text].get_left(), words[text].get_right())) < 0.3


def test_losses_have_one_format():
    losses = closed_form(0.2) ** 2
    texts = alike(losses.tolist())
    assert all((TIMES in text) == (loss < 0.01) for text, loss in zip(texts, losses, strict=True))
    assert alike([0.000374], losses.tolist()) == ["3.7×10⁻⁴"]
    assert alike([262144.0], [1.2e18]) == ["2.6×10⁵"]


def test_a_picture_that_leaves_another_one_standing_takes_no_numbers_along(perform):
    found = []

    class Watched(LearningRateComparison):
        def make_way(self, leaving, group):
            super().make_way(leaving, group)
            found.extend(len(self.panels[k].plot.numbers) for k in leaving)

    perform(Watched)
    assert found
    assert not any(found)


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


def test_a_ball_that_escaped_is_named_in_the_large_picture_and_an_arrow_to_its_side(lesson, perform):
    named = []

    def note(scene):
        mark = scene.panels[3].walk.edge
        named.append((mark.symbol.text, mark.number.text))

    told = [beat.caption for beat in perform(LearningRateComparison, note).beats]
    symbol, number = named[told.index("α = 1.5: each step lands higher, from 64.0 to 1.2×10¹⁸.")]
    assert symbol == "x ="
    assert as_number(number) == pytest.approx(closed_form(1.5)[27], rel=0.05)
    for k in (1, 2, 3, 27):
        mark = at(lesson, k).panels[3].walk.edge
        assert mark.number.text == "", "small pictures have no room for it"
        assert np.sign(mark.arrow.tip[0] - mark.arrow.tail[0]) == np.sign(closed_form(1.5)[k])
    assert at(lesson, 0).panels[3].walk.edge.number.text == ""


def test_unstable_lines_have_the_warning_colour_and_stable_ones_different_dashes(lesson):
    assert [line.series.style.colour for line in lesson.losses.lines] == [DARK.loss] * 3 + [DARK.warning]
    assert len({line.series.style.dash for line in lesson.losses.lines[:3]}) == 3


def test_losses_and_limits_stand_over_their_rates_on_one_scale(lesson, perform):
    axis, area = lesson.axis, lesson.losses.plot.area
    lesson.gone.set_value(1.0)
    axis.dots.update()
    values = (*RATES, 0.5, 1.0)
    ends = [float(axis.x(value)) for value in values]
    slope, first = np.polyfit(values, ends, 1)
    assert ends == pytest.approx(first + slope * np.array(values)), "an even axis"
    assert first == pytest.approx(area.left), "that begins at 0"
    apart = perform(LearningRateComparison, learning_rates=(0.001, 0.2, 1.5)).axis
    slope, first = np.polyfit(np.log([0.001, 1.5]), [float(apart.x(rate)) for rate in (0.001, 1.5)], 1)
    assert float(apart.x(0.2)) == pytest.approx(first + slope * np.log(0.2))
    assert any(part.name == "α\xa0by\xa0factors" or part.name == "α by factors" for part in apart.rates)
    assert area.left < min(ends) < max(ends) < area.right
    for tip, line, x in zip(axis.dots, lesson.losses.lines, ends, strict=False):
        assert tip.places[0] == pytest.approx([x, line.drawn[-1][1], 0.0])
    assert [number.text for number in axis.written] == ["0.02", "0.2", "0.9", "1.5"]
    texts = [[part.text for part in label[1:]] for label in axis.limits[2::2]]
    assert texts == [["=", "0.5"], ["=", "1"]]
    lines = [line.points[0, 0] for line in axis.limits[1::2]]
    assert lines == pytest.approx(ends[4:])
    assert float(axis.limits[0].get_left()[0]) == pytest.approx(ends[5])
    assert not hasattr(perform(LearningRateComparison, show_limit=False), "axis")


def test_the_curve_over_the_rates_goes_through_the_losses(lesson):
    points = lesson.axis.curve.points
    for rate, line in zip(RATES, lesson.losses.lines, strict=True):
        x, y = float(lesson.axis.x(rate)), line.drawn[-1][1]
        near = points[np.abs(points[:, 0] - x) < 0.1]
        assert near[:, 1].min() - 0.05 <= y <= near[:, 1].max() + 0.05


def test_the_curve_over_the_rates_breaks_where_it_falls_out_of_the_axis(lesson):
    axis, area = lesson.axis, lesson.losses.plot.area
    floor = lesson.losses.plot.y_range[0]
    lost = [rate for rate in np.linspace(0.0, 1.0, 201) if closed_form(rate)[-1] ** 2 < 0.3 * floor]
    left, right = (float(axis.x(rate)) for rate in (lost[0], lost[-1]))
    inside = axis.curve.points[(axis.curve.points[:, 0] > left) & (axis.curve.points[:, 0] < right)]
    assert right - left > 1.0
    assert not len(inside), "nothing runs along the floor"
    word = next(part for part in lesson.mobjects if part.name.replace("\xa0", " ") == "loss 0")
    assert closed_form(0.5)[-1] == 0.0
    assert left < word.get_left()[0] < word.get_right()[0] < right
    assert abs(word.get_left()[0] - float(axis.x(0.5))) < 0.3
    assert area.bottom < word.get_bottom()[1] < area.bottom + 0.2


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
    assert 30 <= lesson.seconds <= 70


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

    area = lesson.losses.plot.area
    left, right, top, bottom = pixels_of(lesson, area, unit)
    ticks = [top + r for r in middles(ink(last[top:bottom, left - 4], background))]
    assert len(ticks) == 5, "ticks at 10¹⁸, 10¹², 10⁶, 10⁰ and 10⁻⁶"
    decades_per_pixel = 24 / (ticks[-1] - ticks[0])
    at = round((float(lesson.axis.x(1.5)) + lesson.layout.width / 2) * unit)
    column, row = largest_disc(last, DARK.warning, (at - 9, at + 9, top, bottom), 6)
    assert 18 - (row - ticks[0]) * decades_per_pixel == pytest.approx(
        np.log10(2.0**60), abs=1.5 * decades_per_pixel
    )
    assert column + 0.5 == pytest.approx(at, abs=1.5)
