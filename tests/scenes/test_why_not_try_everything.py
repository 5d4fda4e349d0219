"""WhyNotTryEverything draws and counts what gd_math computes."""

import itertools
import math

import numpy as np
import pytest
from pydantic import ValidationError

from gd_math.functions.objectives import Quadratic
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.runs.theory import best_convergence_factor
from gd_studio.commands.lint import lint_lesson
from scenes.base.look import Look
from scenes.base.theme import DARK
from scenes.parts.why_not_try_everything.power_axis import Mark
from scenes.parts.why_not_try_everything.trial_grid import GridMoment
from scenes.why_not_try_everything import PICTURED, WhyNotTryEverything

EXTREMES = {
    "two values, one parameter": {"drawn_values": 2, "values": 2, "parameters": 1},
    "ten to the nine thousand": {"drawn_values": 12, "values": 10**9, "parameters": 1000},
    "no round power": {"drawn_values": 3, "values": 2500000, "parameters": 7},
    "a round bowl": {"condition_number": 1.0},
    "a long valley": {"condition_number": 200.0, "precision": 1e-12},
    "quickly done": {"trials_per_second": 10**20, "parameters": 4},
    "just beyond the atoms": {"parameters": 14},
}


@pytest.fixture
def lesson(perform, played={}):  # noqa: B006
    """The default lesson, played once: each test sets the clocks that it needs."""
    if not played:
        played["default"] = perform(WhyNotTryEverything)
    return played["default"]


def grid_at(lesson, time):
    lesson.clock.set_value(time)
    lesson.picture.grid.leaving.set_value(0.0)
    lesson.picture.grid.redraw()
    lesson.picture.table.update()
    return lesson.picture.grid


def axis_at(lesson, parameters):
    lesson.counted.set_value(parameters)
    lesson.count.axis.update()
    lesson.count.equation.update()
    return lesson.count.axis


def marks(grid):
    return sum(len(layer.places) for layer in grid.layers)


# what is computed


def test_the_descent_is_that_of_gd_math_and_takes_dozens_of_steps(lesson):
    bowl = Quadratic(np.geomspace(1.0, 10.0, 100))
    start = np.random.default_rng(1).normal(size=100)
    again = descend(bowl, start, GradientDescent(2 / 11), 57)
    run = lesson.found.descent
    assert run.outcome.converged
    assert run.steps_taken == 57
    np.testing.assert_allclose(run.points, again.points, rtol=1e-12)
    slopes = np.linalg.norm(again.gradients, axis=1)
    assert slopes[57] <= 1e-6 * slopes[0] < slopes[56]


@pytest.mark.parametrize("kappa", [1.0, 2.0, 37.0, 200.0])
def test_every_descent_reaches_its_goal_within_the_steps_of_the_theory(kappa):
    p = WhyNotTryEverything.Params(condition_number=kappa, parameters=20, precision=1e-9)
    run = WhyNotTryEverything.compute(p).descent
    assert run.outcome.converged
    factor = best_convergence_factor(1.0, kappa)
    assert run.steps_taken <= (math.ceil(math.log(1e-9) / math.log(factor)) if factor else 1)


def test_seeds_choose_the_start():
    def points(**given):
        return WhyNotTryEverything.compute(WhyNotTryEverything.Params(**given)).descent.points

    assert np.array_equal(points(seed=5), points(seed=5))
    assert not np.array_equal(points(seed=5)[0], points()[0])


# what is drawn


def test_the_grid_holds_as_many_marks_as_trials_were_made(lesson):
    for d in range(1, PICTURED + 1):
        grid = grid_at(lesson, float(d))
        per_mark = 1000 ** ((d - 1) // 3)
        assert marks(grid) * per_mark == grid.trials == 10**d
    for time in np.linspace(0.0, 3.0, 61):
        grid = grid_at(lesson, time)
        assert marks(grid) == grid.trials


def test_the_marks_of_a_square_stand_apart_evenly(lesson):
    grid = grid_at(lesson, 2.0)
    places = grid.layers[-1].places.reshape(10, 10, 3)
    step = grid.side / 9
    np.testing.assert_allclose(np.diff(places[..., 0], axis=1), step, atol=1e-12)
    np.testing.assert_allclose(np.diff(places[..., 1], axis=0), step, atol=1e-12)


def test_trials_never_fall_while_the_grid_grows():
    counts = [GridMoment.at(t, 10, PICTURED).trials(10) for t in np.linspace(0.0, 6.0, 601)]
    assert counts[0] == 0
    assert counts[-1] == 10**6
    assert (np.diff(counts) >= 0).all()


def test_the_table_tells_the_trials_of_every_grid(lesson):
    grid_at(lesson, 4.4)
    so_far = lesson.picture.grid.trials
    assert 1000 <= so_far < 10**5
    texts = [[number.text for number in row] for row in lesson.picture.table.rows]
    assert texts[:4] == [["1", "10"], ["2", "100"], ["3", "1000"], ["4", "10000"]]
    assert texts[4] == ["5", str(so_far)]
    assert texts[5] == ["", ""]


def test_the_bar_is_as_long_as_the_number_has_zeros(lesson):
    for d in (1, 3, 14, 50, 100):
        axis = axis_at(lesson, d)
        assert axis.read(axis.bar.get_right()[0]) == pytest.approx(6 * d, abs=1e-9)
        assert axis.read(axis.bar.get_left()[0]) == pytest.approx(0.0, abs=1e-9)
        assert lesson.count.equation.left.text.startswith("(10⁶)")
    assert lesson.count.equation.left.text == "(10⁶)¹⁰⁰"
    assert lesson.count.equation.right.text == axis.tip.text == "10⁶⁰⁰"


def test_marks_stand_at_their_exponents(lesson):
    axis = lesson.count.axis
    drawn = (lesson.count.atoms_mark, lesson.count.steps_mark)
    for mark, exponent in zip(drawn, (80, math.log10(57)), strict=True):
        assert axis.read(mark[0].get_start()[0]) == pytest.approx(exponent, abs=1e-9)
    assert [mark[1][0].text for mark in drawn] == ["10⁸⁰", "57"]
    ticks = [axis.read(number.get_center()[0]) for number in axis.numbers]
    assert ticks == pytest.approx([0, 100, 200, 300, 400, 500, 600], abs=3)
    assert [number.text for number in axis.numbers][-1] == "10⁶⁰⁰"


def test_the_years_have_an_axis_of_their_own_to_the_same_scale(lesson):
    years, trials = lesson.count.years, lesson.count.axis
    lesson.count.passed.set_value(1.0)
    years.update()
    assert years.read(years.bar.get_right()[0]) == pytest.approx(600 - 9 - math.log10(31557600), abs=1e-9)
    assert years.tip.text == "3.2×10⁵⁸³"
    assert years.at(300.0)[0] == trials.at(300.0)[0]
    (mark,) = [part for part in years if part.name.startswith("years since")]
    assert years.read(mark[0].get_start()[0]) == pytest.approx(math.log10(13.8e9), abs=1e-9)


def test_the_poster_is_a_full_cube_that_becomes_the_first_piece_of_the_bar(film):
    lesson, frames = film(WhyNotTryEverything, height=180, rate=5, captions=False)
    first = np.abs(frames[0].astype(int) - frames[round(lesson.beats[2].end * 5) - 1].astype(int))
    left = first[:, : first.shape[1] // 2]
    assert (left.max(axis=-1) > 40).mean() < 0.03, "the cube of the poster is the one that is told"
    grid = lesson.picture.grid
    grid.leaving.set_value(1.0)
    grid.redraw()
    assert np.abs(grid.layers[-1].places - lesson.count.axis.at(0.0)).max() < 0.2


@pytest.mark.parametrize("exponents", [(583.5, 80, 1.8), (82.0, 80, 1.8), (79.0, 80, 3.0), (4.0, 80, 80.0)])
def test_no_stem_crosses_a_text(lesson, exponents):
    marks = lesson.count.axis.marks([Mark(e, "10⁸⁰", "atoms in the universe", DARK.ink) for e in exponents])
    for one, other in itertools.permutations(marks, 2):
        stem, text = one[0], other[1]
        inside = text.get_left()[0] < stem.get_start()[0] < text.get_right()[0]
        assert not (inside and stem.get_end()[1] > text.get_bottom()[1])


def test_captions_tell_true_numbers(lesson):
    captions = [beat.caption for beat in lesson.beats]
    assert 10 ** (6 * 13) < 10**80 < 10 ** (6 * 14)
    assert captions[6].startswith("From 14 parameters on")
    assert captions[7] == "100 parameters: 10⁶⁰⁰ trials."
    years = 10**600 // (10**9 * 31557600)
    assert round(years / 10**582) == 32
    assert captions[8] == "At 10⁹ trials a second they take 3.2×10⁵⁸³ years."
    assert captions[-1] == "After 57 steps the slope is down to 10⁻⁶: 57, not 10⁶⁰⁰."


@pytest.mark.parametrize(
    ("parameters", "beginnings"),
    [
        (1, ["One parameter:", "Now 10⁶ values."]),
        (2, ["One parameter:", "Two parameters:", "Now 10⁶ values each."]),
        (3, ["One parameter:", "Two parameters:", "Three parameters:", "Now"]),
        (5, ["One parameter:", "Two parameters:", "Three parameters:", "Four, five parameters:", "Now"]),
    ],
)
def test_the_picture_stops_at_the_number_of_parameters_that_is_asked_for(perform, parameters, beginnings):
    lesson = perform(WhyNotTryEverything, captions=False, parameters=parameters)
    told = [beat.caption for beat in lesson.beats]
    for caption, beginning in zip(told, beginnings, strict=False):
        assert caption.startswith(beginning)
    assert len(lesson.picture.grid.names) == parameters
    assert len(lesson.picture.table.rows) == parameters
    assert lesson.picture.grid.moment.axes + 3 * lesson.picture.grid.moment.cubed == parameters


def test_a_small_grid_is_said_to_be_small(perform):
    lesson = perform(
        WhyNotTryEverything, captions=False, parameters=2, values=3, condition_number=200.0, precision=0.1
    )
    steps = lesson.found.descent.steps_taken
    assert steps > 9
    assert lesson.beats[-1].caption == (
        f"After {steps} steps the slope is down to 10⁻¹; here the grid is small: 9 trials."
    )


# what cannot happen


@pytest.mark.parametrize("params", EXTREMES.values(), ids=EXTREMES.keys())
def test_extreme_parameters_tell_a_whole_story(perform, params):
    lesson = perform(WhyNotTryEverything, captions=False, **params)
    assert 20 <= lesson.seconds <= 70
    assert lesson.found.descent.outcome.converged
    assert lesson.count.parameters == lesson.given.parameters
    for part in (*lesson.picture.grid.layers, lesson.count.axis.bar):
        assert np.isfinite(part.points).all()


def test_beats_fill_the_clip(lesson):
    assert lesson.beats[0].start == 0.0
    for one, next_one in itertools.pairwise(lesson.beats):
        assert 0.0 <= next_one.start - one.end <= 0.9  # the axis comes between two beats
    assert lesson.beats[-1].end == pytest.approx(lesson.seconds)
    assert 20 <= lesson.seconds <= 70


@pytest.mark.parametrize(
    "params", [{"values": 1}, {"parameters": 0}, {"trials_per_second": 0}, {"precision": 0}]
)
def test_bad_parameters_are_refused(params):
    with pytest.raises(ValidationError, match=next(iter(params))):
        WhyNotTryEverything.Params(**params)


@pytest.mark.parametrize(
    ("name", "theme", "aspect"),
    [("two values, one parameter", "light", "9:16"), ("no round power", "dark", "4:3")],
)
def test_the_film_lint_finds_nothing(name, theme, aspect):
    params = WhyNotTryEverything.Params(**EXTREMES[name])
    fast = name == "no round power"
    assert lint_lesson(WhyNotTryEverything, params, Look(theme=theme), aspect, flashing=fast) == []


def test_pixels_show_a_square_of_a_hundred_trials(film):
    """After the second beat an orange disc stands at each place of the grid, and none between."""
    lesson, frames = film(WhyNotTryEverything, height=540, rate=5, captions=False, parameters=2)
    frame = frames[round((lesson.beats[1].end - 0.2) * 5)].astype(int)
    orange = np.array([int(DARK.parameter[i : i + 2], 16) for i in (1, 3, 5)])
    grid = grid_at(lesson, 2.0)
    unit, half = 540 / 8, lesson.layout.width / 2
    places = grid.layers[-1].places
    assert len(places) == 100
    apart = grid.side / 9

    def lit(points):
        columns = np.round((points[:, 0] + half) * unit - 0.5).astype(int)
        rows = np.round((4 - points[:, 1]) * unit - 0.5).astype(int)
        return np.abs(frame[rows, columns] - orange).sum(axis=1) < 60

    assert lit(places).all()
    assert not lit(places + np.array([apart / 2, apart / 2, 0.0])).any()
