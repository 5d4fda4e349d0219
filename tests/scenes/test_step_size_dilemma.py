"""StepSizeDilemma draws what gd_math computes."""

import itertools
from types import SimpleNamespace

import numpy as np
import pytest

from scenes.base.look import ENGLISH, Look
from scenes.base.pace import EVERY_STEP
from scenes.base.theme import DARK
from scenes.cast.curves.curve_walk import AIMED
from scenes.cast.moving.moments import SLOW_STEPS
from scenes.parts.step_size_dilemma.rise import RiseMark
from scenes.parts.step_size_dilemma.slope_arrow import POINTED, TIMED
from scenes.parts.step_size_dilemma.slope_rule import slope_rule, told_steps
from scenes.parts.step_size_dilemma.story import verdict
from scenes.step_size_dilemma import StepSizeDilemma

SMALL = 5 - 0.3 * np.arange(13)


LARGE = np.array([5, *[1, -3] * 6], dtype=float)


FOLLOWING = 5 * 0.6 ** np.arange(13)


@pytest.fixture
def lesson(perform, played={}):  # noqa: B006
    """The default lesson, played once: each test sets the clock that it needs."""
    if not played:
        played["default"] = perform(StepSizeDilemma)
    return played["default"]


@pytest.fixture
def asked(perform):
    """A lesson whose runs are told no further than the three facts."""

    class Asked(StepSizeDilemma):
        def tell_small(self):
            for role in self.question.found:
                self.question.found[role].set_value(1.0)
            self.question._measure()

        def tell_large(self):
            pass

        tell_following = tell_summary = tell_large

    return perform(Asked)


def at(lesson, time, detail=0.0):
    """Set all panels to one time."""
    for told, shown, panel in zip(lesson.told, lesson.details, lesson.panels, strict=True):
        told.set_value(time)
        shown.set_value(detail)
        panel.walk.stride = EVERY_STEP
        panel.shown.set_value(1.0)
        panel.walk.redraw()
        panel.redraw()
    return lesson.panels


def number(text):
    return float(text.replace("−", "-"))


def test_runs_are_the_closed_forms(lesson):
    for one, expected in zip(lesson.runs, (SMALL, LARGE, FOLLOWING), strict=True):
        assert one.xs == pytest.approx(expected, abs=1e-12)
        assert one.heights == pytest.approx(expected**2, abs=1e-11)
    assert [verdict(one, ENGLISH) for one in lesson.runs] == ["crawls", "bounces", "settles"]
    assert lesson.runs[1].first_rise == 1
    assert lesson.runs[1].account.places[:, 0] == pytest.approx((1, -3))


def seen(text, height):
    """Tell whether a height is printed with two decimals, or with two digits where these would hide it."""
    return number(text) == (round(height, 2) or float(f"{height:.1e}"))


def test_balls_dots_and_heights_are_the_trajectories(lesson):
    for k in range(13):
        for panel, xs in zip(at(lesson, k), (SMALL, LARGE, FOLLOWING), strict=True):
            assert panel.plot.read(panel.walk.ball[1].get_center()) == pytest.approx(
                [xs[k], xs[k] ** 2], abs=1e-9
            )
            dots = panel.plot.read(panel.walk.path.dots.places)
            assert dots == pytest.approx(np.column_stack([xs, xs**2])[: k + 1], abs=1e-9)
            assert seen(panel.number.text, xs[k] ** 2)


def test_bars_are_as_high_as_the_steps_are_long(lesson):
    for panel, xs in zip(at(lesson, 12), (SMALL, LARGE, FOLLOWING), strict=True):
        bars = panel.lengths_plot.read(panel.bars.points).reshape(12, -1, 2)
        assert bars[..., 1].max(axis=1) == pytest.approx(np.abs(np.diff(xs)), abs=1e-9)
        assert bars[..., 1].min(axis=1) == pytest.approx(np.zeros(12), abs=1e-9)
        assert bars[..., 0].mean(axis=1) == pytest.approx(np.arange(1, 13), abs=0.2)


def test_the_step_arrow_reaches_from_one_position_to_the_next(lesson):
    for k in range(12):
        for panel, xs in zip(at(lesson, k + AIMED, 1.0), (SMALL, LARGE, FOLLOWING), strict=True):
            tail, tip = panel.plot.read(panel.walk.arrow.tail), panel.plot.read(panel.walk.arrow.tip)
            assert [tail, tip] == [
                pytest.approx([xs[k], xs[k] ** 2], abs=1e-9),
                pytest.approx([xs[k + 1], xs[k] ** 2], abs=1e-9),
            ]


def test_the_tangent_has_the_slope_of_the_curve(lesson):
    for k in (0, 1, 2, 3):
        panel = at(lesson, k)[2]
        points = panel.plot.read(panel.walk.tangent.points)
        (x0, y0), (x1, y1) = points[0], points[-1]
        assert (y1 - y0) / (x1 - x0) == pytest.approx(2 * FOLLOWING[k], abs=1e-6)


def test_the_rise_is_marked_with_its_height(lesson):
    mark = RiseMark(Look(), lesson.panels[1], 1)
    assert mark.number.text == "8.00"
    plot = lesson.panels[1].plot
    tail = plot.read(mark[1].tail)
    assert tail == pytest.approx([-3, 1], abs=1e-9)
    assert plot.read(mark[1].tip)[0] == pytest.approx(-3, abs=1e-9)


def test_the_facts_are_those_of_the_start(asked):
    question, plot = asked.question, asked.panels[0].plot
    texts = {role: one.text for role, one in question.numbers.items()}
    assert texts == {"parameter": "5.00", "loss": "25.00", "gradient": "10.00"}
    for line, end in ((question.drop, (5, 0)), (question.level, (-6.5, 25))):
        first, last = plot.read(line.points[[0, -1]])
        assert first == pytest.approx([5, 25], abs=1e-9)
        assert last == pytest.approx(np.maximum(end, [plot.x_range[0], 0]), abs=0.5)
    points = plot.read(question.tangent.points)
    (x0, y0), (x1, y1) = points[0], points[-1]
    assert (y1 - y0) / (x1 - x0) == pytest.approx(10, abs=1e-6)


def test_panels_share_their_axes(lesson):
    for one, other in itertools.pairwise(lesson.panels):
        assert one.plot.area.height == pytest.approx(other.plot.area.height)
        assert one.plot.area.bottom == pytest.approx(other.plot.area.bottom)
        assert (one.plot.x_range, one.plot.y_range) == (other.plot.x_range, other.plot.y_range)
        assert one.lengths_plot.y_range == other.lengths_plot.y_range
        assert one.plot.area.left == pytest.approx(one.lengths_plot.area.left)


def test_the_rule_makes_the_step_when_it_is_there(lesson):
    panel = lesson.panels[2]
    rule = slope_rule(Look(), panel.walk, 0.2, lesson.layout.formula)
    rate, slope, step = (number for number, _ in rule.row)
    for k in range(12):
        for u, born in ((0.0, False), (0.2, False), (AIMED, True), (0.8, True)):
            at(lesson, k + u, 1.0)
            for number_on_screen in rule.row:
                number_on_screen[0].update()
            assert rate.text == "0.2"
            last = min(k, SLOW_STEPS - 1)
            assert number(slope.text) == round(2 * FOLLOWING[last], len(slope.text.partition(".")[2]))
            seen = float(k < SLOW_STEPS)
            if k != SLOW_STEPS:
                assert rate.get_fill_opacity() == slope.get_fill_opacity() == seen, (
                    "quick steps have no numbers"
                )
                assert step.get_fill_opacity() == pytest.approx(float(born) * seen, abs=1e-9)
            decimals = len(step.text.partition(".")[2])
            assert number(step.text) == pytest.approx(0.2 * number(slope.text), abs=0.51 * 10**-decimals)
            assert number(step.text) == round(FOLLOWING[last] - FOLLOWING[last + 1], decimals)


def test_the_slope_becomes_the_step_while_its_number_counts(lesson):
    walk, arrow = lesson.panels[2].walk, lesson.slope_arrow
    for k in range(2):
        slope, step = 2 * FOLLOWING[k], 0.4 * FOLLOWING[k]
        for u, length, text in (
            (0.0, 0.0, ""),
            (POINTED, slope, f"{slope:.2f}"),
            (TIMED, slope, f"{slope:.2f}×0.2"),
            (AIMED, step, f"{step:.2f}"),
            (0.999, None, None),
        ):
            at(lesson, k + u, 1.0)
            arrow.redraw()
            shown = arrow.count.number
            if length is None:
                assert not shown.text, "it goes when the ball does"
                continue
            ends = walk.plot.read(np.array([walk.arrow.tail, walk.arrow.tip]))
            assert abs(np.diff(ends[:, 0])[0]) == pytest.approx(length, abs=1e-6), "in its true length"
            assert "".join(shown.text.split()) == text
            if text:
                assert ends[:, 0] == pytest.approx([FOLLOWING[k], FOLLOWING[k] - length]), "downhill"
                assert shown.get_right()[0] < walk.ball[1].get_left()[0], "it is clear of the ball"
                assert shown.get_bottom()[1] > walk.arrow.tip[1]
    at(lesson, 2.3, 1.0)
    arrow.redraw()
    assert arrow.count.number.text == "", "quick steps have no numbers in the picture"


def test_small_steps_add_up_to_the_way_that_is_marked(lesson):
    panel, ends = lesson.panels[0], lesson.walked.ends
    assert lesson.walked.words[0].name.replace("\xa0", " ") == "12 × 0.3 = 3.6"
    assert SMALL[0] - SMALL[-1] == pytest.approx(3.6)
    assert abs(ends[0][0] - ends[1][0]) > 0.0
    assert panel.one.xs[-1] == pytest.approx(SMALL[-1])


def test_the_headline_answers_with_the_rate(lesson):
    assert lesson.headlines == ["How long should a step be?", "α = 0.2 times the slope"]
    assert lesson.title not in lesson.mobjects


def test_captions_tell_true_numbers(lesson):
    captions = [beat.caption for beat in lesson.beats]
    assert SMALL[-1] ** 2 == pytest.approx(1.96)
    assert captions[2] == "Steps of 0.3."
    assert captions[3] == "They crawl: height 1.96 after 12 steps."
    assert captions[6] == "It overshoots and lands higher: 1.00 became 9.00."
    assert captions[7] == "Forever between x\u00a0=\u00a0−3.00 and x\u00a0=\u00a01.00."
    assert captions[-1] == "In 12 steps, only those following the slope settle."


def test_beats_fill_the_clip(lesson):
    assert lesson.beats[0].start == 0.0
    for one, next_one in itertools.pairwise(lesson.beats):
        assert 0.0 <= next_one.start - one.end <= 0.9  # the panels come between two beats
    assert lesson.beats[-1].end == pytest.approx(lesson.seconds)
    assert 20 <= lesson.seconds <= 60


@pytest.fixture
def painted(film, shot={}):  # noqa: B006
    """The default lesson and its frames, painted once."""
    if not shot:
        shot["default"] = film(StepSizeDilemma, height=540, rate=5, captions=False)
    return shot["default"]


def test_pixels_show_the_bars_as_high_as_the_steps(painted):
    """In the last frame the columns of green pixels over each step have the heights of the steps."""
    lesson, frames = painted
    green = np.array([int(DARK.step[i : i + 2], 16) for i in (1, 3, 5)])
    unit, half = 540 / 8, lesson.layout.width / 2
    for panel, xs in zip(lesson.panels, (SMALL, LARGE, FOLLOWING), strict=True):
        area = panel.lengths_plot.area
        top, bottom = (round((4 - y) * unit) for y in (area.top, area.bottom))
        per_pixel = 4.48 / (area.height * unit)
        for k, length in enumerate(np.abs(np.diff(xs))):
            column = round((panel.lengths_plot.at(k + 1, 0.0)[0] + half) * unit)
            lit = np.abs(frames[-1][top - 2 : bottom - 1, column].astype(int) - green).sum(axis=1) < 60
            assert lit.sum() * per_pixel == pytest.approx(length, abs=2 * per_pixel)


def test_the_height_is_that_of_the_ball_while_it_bounces(painted):
    """The number follows the clock by itself: no frame shows one that was drawn before the ball moved."""
    lesson, _ = painted
    for panel in lesson.panels:
        panel.walk.stride = EVERY_STEP
        for told in lesson.told:
            told.set_value(5.0)
        panel.number.update()
        assert number(panel.number.text) == round(panel.one.xs[5] ** 2, 2)
        assert panel.number.get_updaters()


def test_the_printed_products_are_true():
    rule = told_steps_of(0.2, FOLLOWING)
    assert rule[-1] == ("0.036", "0.007")
    for slope, step in rule:
        assert 0.2 * number(slope) == pytest.approx(number(step), rel=0.06)


def told_steps_of(rate, xs):
    """Return what the rule prints for a walk on x²."""
    run = SimpleNamespace(slopes=2 * xs, moves=np.diff(xs))
    return told_steps(SimpleNamespace(run=run), rate)


@pytest.mark.parametrize("aspect", ["16:9", "9:16"])
def test_the_last_frame_tells_heights_from_the_start_to_now(perform, aspect):
    lesson = perform(StepSizeDilemma, aspect=aspect, captions=False)
    for panel, xs in zip(lesson.panels, (SMALL, LARGE, FOLLOWING), strict=True):
        origin = panel.now.origin
        assert origin in panel.words.submobjects, "it came when the run was over"
        assert origin.name.startswith("25.00")
        assert seen(panel.number.text, xs[-1] ** 2)
        assert 0.0 < panel.number.get_left()[0] - origin.get_right()[0] < 0.3
        assert panel.number.get_bottom()[1] > panel.plot.area.top
