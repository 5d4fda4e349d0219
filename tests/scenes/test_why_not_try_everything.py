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
from scenes.parts.why_not_try_everything.power_axis import AxisMark, Mark
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
    lesson.picture.equation.update()
    return lesson.picture.grid


def axis_at(lesson, parameters, reach=600.0):
    lesson.count.counted.set_value(parameters)
    lesson.count.reach.set_value(reach)
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


def test_the_count_becomes_a_power_when_its_grid_is_full(lesson):
    equation = lesson.picture.equation
    for d in range(1, PICTURED + 1):
        grid_at(lesson, d - 0.3)
        so_far = lesson.picture.grid.trials
        assert 0 < so_far < 10**d
        assert (equation.left.text, equation.right.text) == ("", f"{so_far:,}")
        grid_at(lesson, float(d))
        assert equation.left.text == "10" + "⁰¹²³⁴⁵⁶"[d]
        assert equation.right.text == f"{10**d:,}"


def test_the_bar_is_as_long_as_the_number_has_zeros(lesson):
    for d, reach in ((1, 12.0), (3, 25.0), (14, 100.0), (50, 600.0), (100, 600.0)):
        axis = axis_at(lesson, d, reach)
        assert axis.read(axis.bar.get_right()[0]) == pytest.approx(6 * d, abs=1e-9)
        assert axis.read(axis.bar.get_left()[0]) == pytest.approx(0.0, abs=1e-9)
        assert lesson.count.equation.left.text.startswith("(10⁶)")
    assert lesson.count.equation.left.text == "(10⁶)¹⁰⁰"
    assert lesson.count.equation.right.text == axis.tip.text == "10⁶⁰⁰"


def test_numbers_stand_at_their_zeros_wherever_the_scale_is(lesson):
    for reach in np.geomspace(2.0, 600.0, 40):
        axis = axis_at(lesson, 1, reach)
        shown = [number for number in axis.numbers if number.text]
        assert len(shown) >= 2
        for number in shown:
            exponent = 0 if number.text == "1" else _raised(number.text)
            assert axis.at(exponent)[0] == pytest.approx(number.at[0], abs=1e-9)
        clear = [number for number in shown if number.get_fill_opacity() > 0.5]
        for one, other in itertools.pairwise(clear):
            assert one.get_right()[0] < other.get_left()[0]
    axis = axis_at(lesson, 100)
    texts = [number.text for number in axis.numbers if number.text]
    assert texts == ["1", *(f"10{h}⁰⁰" for h in "¹²³⁴⁵⁶")]


def _raised(text):
    return int(text.removeprefix("10").translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")))


def test_an_axis_rests_where_no_number_is_half_faded(lesson):
    axis = lesson.count.axis
    for wanted in np.geomspace(2.0, 900.0, 60):
        reach = axis.settled(wanted)
        assert wanted <= reach <= 1.21 * wanted
        axis_at(lesson, 1, reach)
        assert {number.get_fill_opacity() for number in axis.numbers if number.text} == {1.0}


def test_marks_stand_at_their_exponents_when_the_scale_has_come_to_them(lesson):
    for reach in (96.0, 200.0, 600.0):
        axis = axis_at(lesson, 3, reach)
        for mark, exponent in ((lesson.count.atoms_mark, 80), (lesson.count.steps_mark, math.log10(57))):
            mark.redraw()
            assert axis.read(mark.stem.points[0, 0]) == pytest.approx(exponent, abs=1e-9)
            assert mark.text.get_right()[0] <= axis.box.right + 1e-6
    assert lesson.count.atoms_mark.number.text == "10⁸⁰"
    assert lesson.count.steps_mark.number.text == "57"
    axis_at(lesson, 3, 25.0)
    lesson.count.atoms_mark.redraw()
    assert not len(lesson.count.atoms_mark.stem.points)


def test_the_years_have_an_axis_of_their_own_on_a_scale_of_their_own(lesson):
    years = lesson.count.years
    (mark,) = [part for part in years if isinstance(part, AxisMark)]
    lesson.count.passed.set_value(lesson.count.years_zeros)
    for reach in (600.0, 700.0):
        lesson.count.years_reach.set_value(reach)
        years.update()
        mark.redraw()
        zeros = 600 - 9 - math.log10(31557600)
        assert years.read(years.bar.get_right()[0]) == pytest.approx(zeros, abs=1e-9)
        assert years.read(mark.stem.points[0, 0]) == pytest.approx(math.log10(13.8e9), abs=1e-9)
    assert years.tip.text == "3.2×10⁵⁸³"
    lesson.count.passed.set_value(100.0)
    years.update()
    assert years.tip.text == "", "the number is born when all years have passed"


def test_the_poster_is_a_full_cube_that_becomes_the_first_mark_of_the_axis(film):
    lesson, frames = film(WhyNotTryEverything, height=180, rate=5, captions=False)
    first = np.abs(frames[0].astype(int) - frames[round(lesson.beats[2].end * 5) - 1].astype(int))
    left = first[:, : first.shape[1] // 2]
    assert (left.max(axis=-1) > 40).mean() < 0.03, "the cube of the poster is the one that is told"
    grid, cube = lesson.picture.grid, lesson.cube
    for reach in (12.0, 60.0):
        axis_at(lesson, 1, reach)
        cube.redraw()
        corners = np.concatenate([face.points for face in cube.faces])
        assert lesson.count.axis.read(corners[:, 0].max()) == pytest.approx(6.0, abs=1e-9)
        grid.leaving.set_value(1.0)
        grid.redraw()
        middle, height = cube.place
        assert np.ptp(grid.layers[0].points[:, 1]) < 1.2 * height
        assert np.abs(grid.layers[0].places.mean(axis=0) - middle).max() < height


def test_the_poster_asks_for_the_steps(lesson):
    upper, lower = lesson.riddle
    assert [part.name for part in upper] == ["10⁶⁰⁰", "trials"]
    assert [part.name for part in lower] == ['"?"', "steps"]


@pytest.mark.parametrize("exponents", [(80, 1.8), (80, 3.0), (80, 2.5)])
@pytest.mark.parametrize("reach", [82.0, 96.0, 150.0, 600.0, 9000.0])
def test_no_stem_crosses_a_text(lesson, exponents, reach):
    axis = axis_at(lesson, 1, reach)
    marks = [
        AxisMark(axis, Mark(e, "10⁸⁰", "atoms in the universe", DARK.ink), row)
        for row, e in enumerate(exponents)
    ]
    for one, other in itertools.product(marks, marks):
        stem, text = one.stem, other.text
        inside = text.get_left()[0] < stem.points[0, 0] < text.get_right()[0]
        assert not (inside and stem.get_top()[1] > text.get_bottom()[1])


def test_all_parameters_stand_where_the_descent_has_them(lesson):
    picture, run = lesson.descent, lesson.found.descent
    picture.put_down.set_value(1.0)
    for k in (0, 1, 2, 12, 57):
        lesson.step.set_value(k)
        picture.redraw()
        picture.count.update()
        picture.slope.update()
        read = picture.plot.read(picture.dots.places)
        assert read == pytest.approx(np.column_stack([np.arange(1, 101), run.points[k]]), abs=1e-9)
        assert picture.plot.read(picture.starts.places)[:, 1] == pytest.approx(run.points[0], abs=1e-9)
        assert picture.count.text == str(k)
    assert picture.slope.text == "0.000038", "one format from 41 on"
    assert [part[1].name for part in (picture.start_word, picture.end_word)] == ["start", "after 57 steps"]
    picture.put_down.set_value(0.5)
    picture.slope.update()
    assert picture.slope.text == "", "no slope before there is a start"
    picture.put_down.set_value(1.0)
    assert picture.slopes[57] < 1e-6 * picture.slopes[0] == pytest.approx(4.1e-5, rel=0.02)
    rate = (run.points[0] - run.points[1]) / run.gradients[0]
    assert rate == pytest.approx(np.full(100, 0.18), abs=0.005), "the rule on screen says 0.18"


def test_captions_tell_true_numbers(lesson):
    captions = [beat.caption for beat in lesson.beats]
    assert 10 ** (6 * 13) < 10**80 < 10 ** (6 * 14)
    assert captions[4] == "Now 10⁶ values: one parameter is the whole cube."
    assert captions[5] == "Each further parameter: 10⁶ times as many trials."
    assert captions[7] == "From 14 parameters on: more trials than atoms."
    assert captions[8] == "100 parameters: 10⁶⁰⁰ trials."
    assert captions[9] == "At 10⁹ trials a second: how many years?"
    years = 10**600 // (10**9 * 31557600)
    assert round(years / 10**582) == 32
    assert captions[11] == "All move at once, until the slope is below 10⁻⁶ of the first."
    assert captions[-1] == "57 steps, not 10⁶⁰⁰ trials."


@pytest.mark.parametrize(
    ("parameters", "beginnings"),
    [
        (1, ["One parameter:", "Now 10⁶ values."]),
        (2, ["One parameter:", "Two parameters:", "Now 10⁶ values each."]),
        (3, ["One parameter:", "Two parameters:", "Three parameters:", "Now"]),
        (5, ["One parameter:", "Two parameters:", "Three parameters:", "Four, five:", "Now"]),
    ],
)
def test_the_picture_stops_at_the_number_of_parameters_that_is_asked_for(perform, parameters, beginnings):
    lesson = perform(WhyNotTryEverything, captions=False, parameters=parameters)
    told = [beat.caption for beat in lesson.beats]
    for caption, beginning in zip(told, beginnings, strict=False):
        assert caption.startswith(beginning)
    assert len(lesson.picture.grid.names) == parameters
    assert lesson.picture.grid.moment.axes + 3 * lesson.picture.grid.moment.cubed == parameters


def test_a_small_grid_is_said_to_be_small(perform):
    lesson = perform(
        WhyNotTryEverything, captions=False, parameters=2, values=3, condition_number=200.0, precision=0.1
    )
    steps = lesson.found.descent.steps_taken
    assert steps > 9
    assert lesson.beats[-1].caption == f"Here the grid is small: 9 trials, {steps} steps."


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
