"""ContourDescent stays true, whole and clean whatever a lecturer asks for."""

import itertools
import warnings

import numpy as np
import pytest
from pydantic import ValidationError

from scenes.base.look import ENGLISH, Look
from scenes.cast.writing.number_text import significant
from scenes.contour_descent import ContourDescent
from scenes.parts.contour_descent.story import Story
from tests.looking import findings

EXTREMES = {
    "one step on a map of nothing": {"most_steps": 1, "view": (500.0, 1000.0), "levels": 30},
    "divergence at once": {"learning_rate": 1e6, "most_steps": 100},
    "a rate that float64 does not feel": {"learning_rate": 1e-18, "most_steps": 10, "levels": 1},
    "start at the minimum": {
        "start_slope": 0.9974416360924,
        "start_intercept": 5.016648626,
        "most_steps": 2000,
    },
    "start off the map, a wide threshold": {
        "start_slope": -900.0,
        "start_intercept": 5000.0,
        "threshold": 1.0,
        "most_steps": 900,
    },
}


def story(**params):
    """Return the captions of a run, and the run."""
    fit = ContourDescent.compute(ContourDescent.Params(**params))
    return Story(fit, ENGLISH, 1.0), fit


def assert_whole(lesson):
    assert lesson.beats[0].start == 0.0
    assert lesson.beats[-1].end == pytest.approx(lesson.seconds)
    for one, following in itertools.pairwise(lesson.beats):
        assert one.end == pytest.approx(following.start)
    assert 15 <= lesson.seconds <= 75
    assert lesson.clock.step == lesson.run.steps_taken


@pytest.mark.parametrize("params", EXTREMES.values(), ids=EXTREMES.keys())
def test_extreme_parameters_tell_a_whole_story(perform, params):
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        assert_whole(perform(ContourDescent, captions=False, hold=0.0, **params))


def test_a_point_that_leaps_is_shown_on_one_side_at_speed(perform):
    lesson = perform(ContourDescent, captions=False, learning_rate=0.109, most_steps=300)
    assert_whole(lesson)
    clock, walk = lesson.clock, lesson.stage.walk
    sides = []
    for speed in (100.0, 0.0):
        clock.speed, steps = speed, set()
        for time in np.linspace(100, 110, 31):
            clock.set_value(time)
            steps.add(clock.step)
        sides.append(steps)
    assert sides == [set(range(100, 111, 2)), set(range(100, 111))]
    across = lesson.run.directions[1]
    for step in range(18):
        clock.set_value(step)
        here = walk.point - lesson.run.best
        clock.set_value(step + 1)
        assert (here @ across) * ((walk.point - lesson.run.best) @ across) < 0


def test_a_point_that_left_is_an_arrow_with_its_numbers(perform):
    lesson = perform(ContourDescent, captions=False, learning_rate=0.12)
    assert_whole(lesson)
    lesson.clock.set_value(60)
    walk = lesson.stage.walk.update()
    shown = [float(text.text.replace("−", "-")) for text in walk.edge_note.numbers]
    assert shown == pytest.approx(lesson.run.run.points[60], abs=0.5)
    assert np.abs(shown).max() > 1e4
    assert lesson.stage.changes.threshold is None


def test_notes_say_what_ended_the_run():
    def notes(**params):
        return ContourDescent.notes(ContourDescent.Params(**params))

    x = np.arange(0, 5, 0.01)
    limit = 2 / np.linalg.eigvalsh(2 / 500 * np.array([[x @ x, x.sum()], [x.sum(), 500]]))[-1]
    assert notes() == []
    fine = notes(threshold=1e-19)[0]
    assert fine.startswith("step 6962 changes w by exactly 0: float64 near 0.9974 has no change")
    assert fine.endswith("below 1.1e-16; exact arithmetic would need 8529 steps")
    assert notes(learning_rate=0.12) == [f"diverges at step 190; stable below {limit:.4g}"]
    assert notes(most_steps=100) == ["step 100 still changes w by 0.0069; threshold 1e-12"]
    assert notes(threshold=1e-3) == []


def test_a_small_change_is_no_small_error():
    told, fit = story(threshold=1e-3)
    x, y = fit.data.x, fit.data.y
    exact = np.polyfit(x, y, 1)
    away = np.hypot(*(fit.run.points[-1] - exact))
    assert told.summary().endswith(f"the solution is still {away:.3f} away.")
    assert told.end() == f"Step {fit.steps_taken} is the first below the threshold."
    moved = np.abs(np.diff(fit.run.points[:, 0]))
    assert moved[-1] <= 1e-3 < moved[:-1].min()


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"learning_rate": 0.12}, "3 steps a second: each one leaps further over the valley."),
        ({"learning_rate": 0.109, "most_steps": 50}, "3 steps a second: each one leaps over the valley."),
        ({"most_steps": 50}, "Again and again: 10 steps a second."),
        ({"learning_rate": 1e-4, "most_steps": 50}, "Again and again: 10 steps a second."),
        ({"most_steps": 2}, "Again: the same rule at the new point."),
    ],
)
def test_the_fall_is_told_as_it_is(params, sentence):
    told, fit = story(**params)
    assert told.fall(3.0 if fit.jumps else 10.0) == sentence


def test_factors_that_never_settle_are_told_with_the_limit():
    told, fit = story(learning_rate=0.12)
    assert told.valley() == "Across, each step multiplies the distance by −1.18: it never settles."
    assert told.end() == f"The rate is too large: stable below 2/L = {fit.limit:.3f}."
    assert told.summary() == "The run leaves at step 190: the cost grows beyond all bounds."
    crawling, _ = story(most_steps=1)
    assert crawling.valley() == "Along the valley each step leaves 99.5 % of the way."


@pytest.mark.parametrize(
    ("params", "summary"),
    [
        ({"most_steps": 1}, "After 1 step the exact solution is still {away} away."),
        ({"most_steps": 3}, "After 3 steps the exact solution is still {away} away."),
        ({"learning_rate": 0.12, "most_steps": 60}, "The cost has grown to {cost}, and grows on."),
    ],
)
def test_a_run_that_is_cut_short_is_told_as_that(params, summary):
    told, fit = story(**params)
    away = np.hypot(*(fit.run.points[-1] - np.polyfit(fit.data.x, fit.data.y, 1)))
    told_numbers = {"away": significant(float(away)), "cost": significant(float(fit.run.values[-1]))}
    assert told.summary() == summary.format(**told_numbers)


def table(folder, rows):
    path = folder / "my.csv"
    path.write_text("x,y\n" + "".join(f"{x},{y}\n" for x, y in rows))
    return str(path)


def test_a_round_bowl_is_no_narrow_valley(tmp_path):
    told, fit = story(data=table(tmp_path, [(-1, 0), (1, 3), (-1.1, 1), (1.2, 4)]))
    assert fit.condition < 2
    assert told.valley().startswith("The bowl is nearly round: each step leaves")


def test_a_gradient_of_zero_is_not_blamed_on_float64(perform, tmp_path):
    data = table(tmp_path, [(1, 5), (2, 5), (3, 5)])
    lesson = perform(ContourDescent, captions=False, data=data, start_slope=0.0, start_intercept=5.0)
    captions = [beat.caption for beat in lesson.beats]
    assert captions[1] == "No gradient: here J rises neither along w nor along b."
    assert captions[-2] == "Step 1 changes w by exactly 0."
    assert captions[-1] == "The start was the exact solution."


def test_near_is_measured_by_the_data(tmp_path):
    data = table(tmp_path, [(1e-3, 2e5), (2e-3, 5e5), (4e-3, 7e5)])
    told, fit = story(data=data, most_steps=2000)
    first, last = fit.distances[[0, -1]]
    assert fit.near <= 1e-3 * first
    assert told.summary().startswith("After 2000 steps") == (last > fit.near)


@pytest.mark.parametrize("view", [(5.0, -5.0), (1.0, 1.0), (0.0, 0.0005)])
def test_a_view_without_extent_is_refused(view):
    with pytest.raises(ValidationError, match=r"must name the lower end first, and span at least 0\.001"):
        ContourDescent.Params(view=view)


@pytest.mark.parametrize(
    ("theme", "aspect", "params"),
    [
        ("dark", "16:9", {"learning_rate": 0.12, "most_steps": 250}),
        ("light", "4:3", {"most_steps": 3}),
        ("light", "9:16", {"threshold": 1e-3, "most_steps": 600}),
    ],
)
def test_the_film_lint_finds_nothing(theme, aspect, params):
    given, look, fast = ContourDescent.Params(**params), Look(theme=theme), "learning_rate" in params
    assert findings(ContourDescent, given, look, aspect, flashing=fast) == []
