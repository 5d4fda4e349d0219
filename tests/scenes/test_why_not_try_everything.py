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
from scenes.base.look import Look
from scenes.base.theme import DARK
from scenes.parts.why_not_try_everything.trial_grid import GridMoment
from scenes.why_not_try_everything import PICTURED, WhyNotTryEverything
from tests.looking import findings

EXTREMES = {
    "two values, one parameter": {"drawn_values": 2, "values": 2, "parameters": 1},
    "ten to the nine thousand": {"drawn_values": 12, "values": 10**9, "parameters": 1000},
    "no round power": {"drawn_values": 3, "values": 2500000, "parameters": 7},
    "a round bowl": {"condition_number": 1.0},
    "a long valley": {"condition_number": 200.0, "precision": 1e-12},
    "quickly done": {"trials_per_second": 10**20, "parameters": 4},
    "just beyond the atoms": {"parameters": 14},
}


class Opening(WhyNotTryEverything):
    """The lesson as far as its grid: what is painted of it."""

    def tell(self):
        self.tell_count = self.tell_descent = lambda: None
        super().tell()


@pytest.fixture
def lesson(perform, played={}):  # noqa: B006
    """The default lesson, played once: each test sets the clocks that it needs."""
    if not played:
        played["default"] = perform(WhyNotTryEverything)
    return played["default"]


def grid_at(lesson, time):
    lesson.clock.set_value(time)
    lesson.picture.grid.redraw()
    lesson.picture.equation.update()
    return lesson.picture.grid


def count_at(lesson, exponent, come=0.0, ended=0.0):
    """The counting as it is told at an exponent of the trials."""
    count = lesson.count
    count.exponent.set_value(exponent)
    count.ended.set_value(ended)
    count.universes.come.set_value(come)
    count.universes.left_out.set_value(0.0)
    for part in (count.cube, count.universes, count.clock, count.equation, count.whole_equation):
        part.update()
    return count


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


def test_the_cube_grows_out_of_the_one_before_and_holds_the_trials_that_are_counted(lesson):
    for exponent in np.linspace(6.0, 84.0, 157):
        cube = count_at(lesson, exponent).cube
        cubed, edge = cube.stage
        assert cube.trials == pytest.approx(exponent, abs=1e-9)
        assert edge**3 * 1000.0**cubed == pytest.approx(10.0**exponent, rel=1e-6)
        drawn = sum(len(layer.places) for layer in cube.marks)
        assert drawn == math.ceil(edge - 1e-6) ** 3, "marks come out of those beside them"
        outline = np.concatenate([layer.front.points for layer in cube.marks])
        assert np.ptp(outline[:, 0]) <= 1.5 * lesson.picture.grid.width_of_cube


def test_a_full_cube_is_the_picture_of_the_grid_and_of_the_next_mark(lesson):
    grid = grid_at(lesson, 6.0)
    cube = count_at(lesson, 6.0).cube
    for before, within in zip(grid.layers, cube.within, strict=True):
        np.testing.assert_allclose(before.places, within.places, atol=1e-9)
        np.testing.assert_allclose(before.front.points, within.front.points, atol=1e-9)
    full = np.concatenate([layer.places for layer in count_at(lesson, 9.0 - 1e-5).cube.marks])
    within = np.concatenate([layer.places for layer in count_at(lesson, 9.0).cube.within])
    np.testing.assert_allclose(full, within, atol=1e-3)


def test_the_equation_is_complete_with_whole_parameters_and_tells_the_trials_between_them(lesson):
    for exponent, left, right in (
        (6.0, "(10⁶)¹", "10⁶"),
        (9.5, "", "10⁹"),
        (math.log10(4.36e26), "", "4.4×10²⁶"),
        (78.0, "(10⁶)¹³", "10⁷⁸"),
        (83.9, "", "10⁸³"),
        (84.0, "(10⁶)¹⁴", "10⁸⁴"),
        (600.0, "(10⁶)¹⁰⁰", "10⁶⁰⁰"),
    ):
        count = count_at(lesson, exponent)
        for equation in (count.equation, count.whole_equation):
            assert (equation.left.text, equation.right.text) == (left, right)
        assert (count.zeros.fallen >= 1.0).sum() == int(exponent + 1e-9) + 1, "a one with its zeros"
    assert (count.result.left.text, count.result.right.text) == ("(10⁶)¹⁰⁰", "10⁶⁰⁰")


def test_the_count_says_more_than_atoms_when_the_universe_is_smaller_than_the_cube(lesson):
    for exponent in np.linspace(78.0, 84.0, 61):
        count = count_at(lesson, exponent)
        told = count.equation.right.text.removeprefix("10").translate(
            str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
        )
        assert int(told) == int(exponent + 1e-9)
        if count.universes.true_radius < count.universes.waiting[1]:
            assert int(told) >= 80


def test_the_cube_of_the_poster_folds_to_a_line(lesson):
    grid = grid_at(lesson, 3.0)
    for gone, axes in ((0.5, 3), (1.0, 2), (1.6, 2), (2.0, 1)):
        grid.folded.set_value(gone)
        grid.redraw()
        assert (grid.moment.axes, marks(grid)) == (axes, 10**axes)
    folded = [layer.places for layer in grid.layers]
    grid.folded.set_value(0.0)
    for one, other in zip(folded, (layer.places for layer in grid_at(lesson, 1.0).layers), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-9)


def test_the_clock_goes_round_once_in_the_age_of_the_universe(lesson):
    age = 13.8e9 * 31557600 * 1e9
    for share in (0.25, 0.5, 1.0, 20.0):
        clock = count_at(lesson, math.log10(share * age)).clock
        way = clock.hand.points[-1] - clock.middle
        angle = math.atan2(way[0], way[1]) / (2 * math.pi) % 1.0
        assert (angle - min(share, 1.0) + 0.5) % 1.0 == pytest.approx(0.5, abs=1e-3)
    assert 10**24 < age < 10**30
    assert lesson.found.aged == 5
    assert count_at(lesson, 30.0).clock.turns.text == "×2300"
    assert count_at(lesson, 24.0).clock.turns.text == ""
    assert 10**30 / age == pytest.approx(2300, rel=0.01)


def test_each_further_parameter_makes_a_million_times_the_trials(lesson):
    for d in (5, 13):
        before, after = (count_at(lesson, 6.0 * k).cube.trials for k in (d, d + 1))
        assert after - before == pytest.approx(6.0)


def test_the_waiting_universe_has_the_volume_of_its_atoms(lesson):
    side = lesson.picture.grid.width_of_cube
    for exponent in (80.0, 82.0, 84.0):
        universes = count_at(lesson, exponent).universes
        inside = 4 / 3 * math.pi * universes.true_radius**3 / side**3
        assert inside == pytest.approx(10.0 ** (80 - exponent), rel=1e-9)
        drawn = np.ptp(universes.dots.places[:, 0]) / 2
        assert drawn == pytest.approx(min(universes.waiting[1], universes.true_radius), rel=0.03)


def test_universes_in_each_other_are_born_when_the_trials_pass_their_atoms(lesson):
    numbers = ["10⁸⁰", "10¹⁶⁰", "10²⁴⁰", "10³²⁰", "10⁴⁰⁰", "10⁴⁸⁰", "10⁵⁶⁰"]
    assert lesson.count.universes.count == 7 == 600 // 80
    for d in (14, 26, 27, 39, 40, 100):
        universes = count_at(lesson, 6.0 * d, come=1.0, ended=1.0).universes
        born = [number.text for number in universes.numbers if number.text]
        assert born == numbers[: 6 * d // 80]
        assert (universes.grown == 1.0).sum() == 6 * d // 80
    assert universes.word in universes.submobjects
    assert universes.word.get_left()[0] > universes.numbers[0].get_right()[0]
    assert universes.word.get_right()[0] < universes.numbers[1].get_left()[0]
    assert universes.middles[-1][0] > universes.middles[-2][0] + universes.radius
    assert lesson.count.cube.place()[1] == pytest.approx(universes.ending[1])


def test_in_the_end_all_but_two_universes_are_an_ellipsis(lesson):
    universes = count_at(lesson, 600.0, come=1.0, ended=1.0).universes
    whole = universes.dots.places.reshape(7, -1, 3)
    universes.left_out.set_value(1.0)
    universes.redraw()
    told = universes.dots.places.reshape(7, -1, 3)
    np.testing.assert_allclose(told[:2], whole[:2])
    assert (np.ptp(told[2:], axis=1)[:, 0] < 0.2).all()
    np.testing.assert_allclose(told[2:].mean(axis=1), whole[2:].mean(axis=1), atol=0.02)
    assert [number.text for number in universes.numbers if number.text] == ["10⁸⁰", "10¹⁶⁰"]


def test_the_poster_is_the_full_cube_that_is_told(film):
    lesson, frames = film(Opening, height=180, rate=5, captions=False)
    first = np.abs(frames[0].astype(int) - frames[round(lesson.beats[0].end * 5) - 1].astype(int))
    left = first[:, : first.shape[1] // 2]
    assert (left.max(axis=-1) > 40).mean() < 0.03, "the cube of the poster is the one that is told"


def test_the_poster_asks_for_the_steps(lesson):
    first, upper, lower = lesson.riddle
    assert [part.name for part in first] == ["100", "parameters"]
    assert [part.name for part in upper] == ["10⁶⁰⁰", "trials"]
    assert [part.name for part in lower] == ['"?"', "steps"]


def test_all_parameters_stand_where_the_descent_has_them(lesson):
    picture, run = lesson.descent, lesson.found.descent
    picture.put_down.set_value(1.0)
    for k in (0, 1, 2, 12, 57):
        lesson.step.set_value(k)
        picture.redraw()
        picture.count.update()
        picture.chart.actors.update()
        read = picture.plot.read(picture.dots.places)
        assert read == pytest.approx(np.column_stack([np.arange(1, 101), run.points[k]]), abs=1e-9)
        assert picture.plot.read(picture.starts.places)[:, 1] == pytest.approx(run.points[0], abs=1e-9)
        assert picture.count.text == str(k)
        moved = picture.plot.read(picture.moves.points.reshape(-1, 4, 3)[:, 0])[:, 1]
        assert moved == pytest.approx(run.points[k - 1] if k else [], abs=1e-9)
        (line,) = picture.chart.lines
        assert len(line.dots.places) == k + 1, "a dot for the start and for each step"
        told = picture.chart.plot.read(line.dots.places)
        assert told[:, 0] == pytest.approx(np.arange(k + 1), abs=1e-9)
        assert told[:, 1] == pytest.approx(np.linalg.norm(run.gradients[: k + 1], axis=1), rel=1e-9)
    assert [part[1].name for part in (picture.start_word, picture.end_word)] == ["start", "after 57 steps"]
    goal = 1e-6 * picture.slopes[0]
    assert picture.slopes[57] < goal < picture.slopes[56]
    assert goal == pytest.approx(4.1e-5, rel=0.02)
    level = picture.chart.plot.read(picture.goal[0].points[:1])[0, 1]
    assert level == pytest.approx(goal, rel=1e-9)


def test_captions_tell_true_numbers(lesson):
    captions = [beat.caption for beat in lesson.beats]
    assert 10 ** (6 * 13) < 10**80 < 10 ** (6 * 14)
    assert captions[0] == "Try 10 values of each parameter, keep the best."
    assert captions[2] == "Now 10⁶ values: each parameter is a whole cube."
    assert captions[3] == "At 10⁹ trials a second: how long does it take?"
    assert captions[5] == "14 parameters: more trials than atoms."
    assert captions[7] == "Gradient descent in a bowl: 100 slopes for each step."
    assert captions[-1] == "57 steps of 100 slopes. The trials: a number of 601 digits."


@pytest.mark.parametrize(
    ("parameters", "beginnings"),
    [
        (1, ["Try 10 values of the parameter,", "Now 10⁶ values."]),
        (2, ["Try 10 values of each parameter,", "Now 10⁶ values for each parameter."]),
        (3, ["Try 10 values of each", "Now 10⁶ values for each"]),
        (5, ["Try 10 values of each", "Four, five:", "Now"]),
    ],
)
def test_the_picture_stops_at_the_number_of_parameters_that_is_asked_for(perform, parameters, beginnings):
    lesson = perform(WhyNotTryEverything, captions=False, parameters=parameters)
    for beat, beginning in zip(lesson.beats, beginnings, strict=False):
        assert beat.caption.startswith(beginning)
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
    for part in (*lesson.picture.grid.layers, lesson.count.cube, lesson.count.universes.dots):
        assert np.isfinite(part.get_all_points()).all()


def test_beats_fill_the_clip(lesson):
    assert lesson.beats[0].start == 0.0
    for one, next_one in itertools.pairwise(lesson.beats):
        assert 0.0 <= next_one.start - one.end <= 0.9  # the axis comes between two beats
    assert lesson.beats[-1].end == pytest.approx(lesson.seconds)
    assert 20 <= lesson.seconds <= 55


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
    assert findings(WhyNotTryEverything, params, Look(theme=theme), aspect, flashing=fast) == []


def test_pixels_show_a_square_of_a_hundred_trials(film):
    """After the first beat an orange disc stands at each place of the grid, and none between."""
    lesson, frames = film(Opening, height=540, rate=5, captions=False, parameters=2)
    frame = frames[round((lesson.beats[0].end - 0.2) * 5)].astype(int)
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
