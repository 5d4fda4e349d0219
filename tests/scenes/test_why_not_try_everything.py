"""WhyNotTryEverything draws the grid of all trials and the descent that gd_math computes."""

import math

import numpy as np
import pytest

from gd_math.functions.objectives import Quadratic
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.runs.theory import best_convergence_factor
from scenes.base.theme import DARK
from scenes.parts.why_not_try_everything.trial_grid import GridMoment
from scenes.why_not_try_everything import PICTURED, WhyNotTryEverything
from tests.scenes.trial_moments import grid_at


class Opening(WhyNotTryEverything):
    """The lesson as far as its grid: what is painted of it."""

    def tell(self):
        self.tell_count = self.tell_descent = lambda: None
        super().tell()


@pytest.fixture
def lesson(told):
    """The default lesson, played once: each test sets the clocks that it needs."""
    return told(WhyNotTryEverything)


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
