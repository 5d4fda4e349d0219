"""LearningRateComparison, told once, draws what gd_math computes at each of its moments."""

from types import SimpleNamespace

import numpy as np
import pytest

from scenes.base.theme import DARK
from scenes.cast.charts.series_scale import decades
from scenes.cast.writing.number_text import steady
from scenes.learning_rate_comparison import LearningRateComparison
from scenes.parts.learning_rate_comparison.distances import Distances
from scenes.parts.learning_rate_comparison.roll import roll_back
from scenes.parts.learning_rate_comparison.way_done import WayDone
from tests.rate_runs import RATES, STEPS, closed_form


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


def ball(panel):
    return panel.plot.read(panel.walk.ball[1].get_center())


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


def test_two_balls_told_at_once_run_on_one_clock_each_with_its_rate(lesson, noted):
    assert [panel.companion.label.name for panel in lesson.panels[:2]] == ["rate 0.02", "rate 0.2"]
    assert noted[1].companions == [True, True]
    assert noted[3].companions == [False, False]


def test_the_loss_goes_along_with_the_ball_that_escapes(lesson):
    companion = lesson.panels[3].companion
    for k in (0, 2, 27):
        at(lesson, k)
        assert companion.text == steady(float(lesson.runs[3].heights[k]))


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
    words, texts = zip(
        *((panel.verdict[1].text, panel.verdict[2].text) for panel in lesson.panels), strict=True
    )
    assert texts == ("7.06", "6.7×10⁻¹¹", "3.7×10⁻⁴", "1.2×10¹⁸")
    assert set(words) == {"loss"}
    for panel in lesson.panels:
        assert panel.verdict[1].get_right()[0] < panel.verdict[2].get_left()[0]
        assert panel.verdict[2].get_right()[0] <= lesson.layout.safe.right + 1e-6
    assert all(panel.verdict in lesson.mobjects for panel in lesson.panels)


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


def test_a_ball_that_escaped_is_an_arrow_to_its_side_and_no_number_over_its_small_curve(lesson):
    for k in (1, 2, 3, 27):
        mark = at(lesson, k).panels[3].walk.edge
        assert np.sign(mark.arrow.tip[0] - mark.arrow.tail[0]) == np.sign(closed_form(1.5)[k])
        assert mark.number.text == ""


def test_unstable_lines_have_the_warning_colour_and_stable_ones_different_dashes(lesson):
    assert [line.series.style.colour for line in lesson.losses.lines] == [DARK.loss] * 3 + [DARK.warning]
    assert len({line.series.style.dash for line in lesson.losses.lines[:3]}) == 3


def test_the_top_of_the_axis_is_numbered_ten_to_the_eighteen(lesson):
    low, high = lesson.losses.plot.y_range
    assert decades(low, high, 5)[-1] == 1e18


def test_default_clip_lasts_about_a_minute(lesson):
    assert 30 <= lesson.seconds <= 60
