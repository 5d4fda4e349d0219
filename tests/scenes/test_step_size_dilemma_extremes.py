"""StepSizeDilemma with other parameters, in other frames, and where its pictures go."""

import warnings

import numpy as np
import pytest
from manim import Square
from pydantic import ValidationError

from gd_math.accounts.step_rules import compare_steps
from gd_math.formula.parsing import parse_formula
from scenes.base.layout import Layout
from scenes.base.look import ENGLISH, Look
from scenes.parts.step_size_dilemma.panels import STEADY_JUMPS
from scenes.parts.step_size_dilemma.resettle import Resettle
from scenes.parts.step_size_dilemma.stage import LONGEST_FAST_RUN, SECONDS_PER_LEAP
from scenes.parts.step_size_dilemma.stages import step_stages
from scenes.parts.step_size_dilemma.story import verdict
from scenes.step_size_dilemma import StepSizeDilemma
from tests.looking import findings

EXTREMES = {
    "one step": {"steps": 1},
    "two hundred steps": {"steps": 200},
    "start at the minimum": {"start": 0.0},
    "onto the minimum": {"start": 4.0},
    "divergence": {"learning_rate": 1.2},
    "divergence to infinity": {"function": "x**4", "learning_rate": 1.0, "steps": 50},
    "small is large": {"small_step": 3.9, "steps": 30},
    "huge steps": {"large_step": 1e6},
    "tiny steps": {"small_step": 1e-6, "large_step": 2e-6, "learning_rate": 1e-6},
    "a straight line": {"function": "2*x - 1", "start": 1.0},
    "a late rise": {"small_step": 0.01, "large_step": 0.3, "steps": 40},
    "tiny numbers": {"start": 1e-4, "small_step": 1e-5, "large_step": 8e-5},
}


@pytest.mark.parametrize(
    ("params", "words"),
    [
        (("x**2", 5.0, 0.5, 4.0, 1.2, 9), ("arrives", "bounces", "escapes")),
        (("x**2", 5.0, 0.51, 4.0, 1.0, 9), ("on its way", "bounces", "bounces")),
        (("x**2", 5.0, 2.0, 5.0, 1e-3, 12), ("bounces", "settles", "crawls")),
        (("-x**2", 1.0, 1.0, 2.0, 0.1, 5), ("falls on",) * 3),
        (("x*log(x)", 2.0, 0.2, 4.0, 2.0, 12), ("bounces", "leaves", "leaves")),
    ],
)
def test_verdicts_follow_from_the_runs(params, words):
    runs = compare_steps(parse_formula(params[0]), *params[1:]).runs
    assert tuple(verdict(one, ENGLISH) for one in runs) == words


def test_a_ball_that_bounces_is_told_leap_by_leap(perform):
    """Each leap has its arrow and time to be seen, and the ball shows every position."""
    told = []

    class Watched(StepSizeDilemma):
        def advance(self, tracker, to, seconds, *moves):
            told.append((self.told.index(tracker), to - tracker.get_value(), seconds))
            super().advance(tracker, to, seconds, *moves)

    lesson = perform(Watched, captions=False)
    assert any(
        run == 1 and steps == 10 and seconds == pytest.approx(10 * SECONDS_PER_LEAP)
        for run, steps, seconds in told
    )
    assert lesson.panels[1].walk.stride.steps == 1


def test_pictures_go_to_their_columns_one_after_another(perform):
    """No curve passes over another one on the way to the columns."""
    areas = []

    class Watched(StepSizeDilemma):
        def play(self, *moves, **kwargs):
            if self.told[2].get_value() > 0.0:
                areas.append([panel.plot.area for panel in self.panels])
            super().play(*moves, **kwargs)

    perform(Watched, captions=False)
    assert len(areas) > 3
    for one, two, three in areas:
        assert three.left > max(one.right, two.right)
        assert two.top < one.bottom or two.left > one.right


def test_words_are_never_seen_between_two_places():
    """They go before they come elsewhere: none passes over another one."""
    one, other = Square(fill_opacity=0.8), Square(2.0, fill_opacity=0.8).shift((3.0, 1.0, 0.0))
    before, after = one.points.copy(), other.points.copy()
    move, seen = Resettle([(one, other)]), []
    move.begin()
    for share in np.linspace(0.0, 1.0, 41):
        move.interpolate(share)
        there = [np.array_equal(one.points, points) for points in (before, after)]
        assert any(there)
        seen.append((there[1], one.get_fill_opacity()))
    assert min(opacity for _, opacity in seen) == 0.0
    assert seen[0] == (False, 0.8) and seen[-1] == (True, pytest.approx(0.8))
    turn = [there for there, _ in seen].index(True)
    assert seen[turn][1] == 0.0, "it is not seen when it changes its place"


def test_each_run_plays_large_and_alone_before_it_goes_to_its_column():
    """The curve that plays is more than half as wide as the stage, those before it stand at its left."""
    layout = Layout(width=128 / 9)
    stages = step_stages(layout)
    for large in stages.large:
        assert large.width > 0.6 * layout.stage.width
    for shelf in stages.shelves:
        assert all(shelf.right < large.left for large in stages.large[1:])
        assert shelf.width == pytest.approx(stages.columns[0].width), "words stand there as in the column"
    assert stages.shelves[1].top < stages.shelves[0].bottom
    for large, column in zip(stages.large, stages.columns, strict=True):
        assert large.width >= column.width
    assert {round(column.width, 9) for column in stages.columns} == {round(stages.columns[0].width, 9)}, (
        "the same curve has the same shape in all of them"
    )


@pytest.mark.parametrize("params", EXTREMES.values(), ids=EXTREMES.keys())
def test_extreme_parameters_tell_a_whole_story(perform, params):
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        lesson = perform(StepSizeDilemma, captions=False, **params)
    assert lesson.beats[0].start == 0.0
    assert 10 <= lesson.seconds <= 70
    if lesson.runs[0].slopes[0] == 0.0:
        assert not lesson.runs[0].moves.any()
        return
    for panel in lesson.panels:
        assert all(np.isfinite(part.points).all() for part in panel.all.family_members_with_points())
    assert [panel.walk.time() for panel in lesson.panels] == [one.last for one in lesson.runs]


def test_a_ball_that_jumps_too_quickly_to_be_seen_shows_every_odd_position(perform):
    panel = perform(StepSizeDilemma, steps=200, captions=False).panels[1]
    stride = panel.walk.stride
    assert stride.steps % 2 == 1
    assert 198 / LONGEST_FAST_RUN / stride.steps <= STEADY_JUMPS
    assert stride.after == 2, "the two steps told slowly are seen"


def test_divergence_is_a_note_with_the_theory():
    assert StepSizeDilemma.notes(StepSizeDilemma.Params()) == []
    assert StepSizeDilemma.notes(StepSizeDilemma.Params(learning_rate=1.2)) == [
        "grows with every step; stable below 1"
    ]


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"small_step": 4.0}, "small_step = 4 must be less than large_step = 4"),
        ({"small_step": 0.0}, "must be greater than 0"),
        ({"function": "import os"}, "function"),
    ],
)
def test_bad_parameters_get_one_clear_sentence(params, sentence):
    with pytest.raises(ValidationError, match=sentence):
        StepSizeDilemma.Params(**params)


@pytest.mark.parametrize(
    ("name", "theme", "aspect"),
    [("one step", "light", "9:16"), ("divergence", "dark", "4:3")],
)
def test_the_film_lint_finds_nothing(name, theme, aspect):
    params = StepSizeDilemma.Params(**EXTREMES[name])
    fast = name == "divergence"
    assert findings(StepSizeDilemma, params, Look(theme=theme), aspect, flashing=fast) == []
