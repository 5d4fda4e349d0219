"""The captions of a fit say what its numbers bear, whatever the data, the start and the rate."""

import numpy as np
import pytest

from gd_math.data.datasets import Dataset
from gd_math.data.line_fitting import Fitting
from scenes.base.look import ENGLISH
from scenes.cast.data.feature_words import feature_sentence
from scenes.cast.data.fitting_story import FittingStory
from scenes.cast.data.notes import rate_notes
from scenes.cast.writing.number_text import as_number, significant
from scenes.regression_line_fitting import RegressionLineFitting


def story(**params):
    fitting = RegressionLineFitting.compute(RegressionLineFitting.Params(**params))
    return FittingStory(fitting, ENGLISH), fitting


def story_of(x, y, steps=40, **given):
    data = Dataset("mine", np.array(x, dtype=float), np.array(y, dtype=float))
    return FittingStory(Fitting.plan(data, steps, **given), ENGLISH)


@pytest.mark.parametrize("params", [{"count": 2}, {"noise": 0.0}, {"slope": 0.0, "noise": 0.0}])
def test_a_line_through_all_points_has_the_loss_0(params):
    told, fitting = story(**params)
    first, loss = (significant(float(fitting.run.values[k])) for k in (0, -1))
    assert told.summary() == f"40 steps: MSE fell from {first} to {loss}; the best line has 0."


def test_equal_labels_have_slope_0():
    told = story_of([1, 2, 3, 4], [5.1, 5.1, 5.1, 5.1])
    assert told.in_units_of_x(anscombe=False).endswith("slope 0, intercept 5.10.")


def test_no_line_does_better_only_where_no_printed_digit_says_so():
    for steps in range(1, 80, 3):
        told, fitting = story(steps=steps, learning_rate=0.1)
        final, least = (f"{v:.4g}" for v in (fitting.run.values[-1], fitting.least_loss))
        assert told.summary().endswith("no line does better.") == (final == least)
        if final != least:
            losses, best = told.summary().split(" fell from ")[1].rstrip(".").split("; the best line has ")
            first, loss = losses.split(" to ")
            assert as_number(first) > as_number(loss) > as_number(best)


def test_losses_that_print_alike_are_told_apart_or_said_to_stay():
    large = story_of([0, 1, 2], [1e6, 1.1e6, 1.2e6], rate=1e-7, start_slope=-3e5, start_intercept=5e5)
    before, after = large.compare(0).split("falls from ")[1].rstrip(".").split(" to ")
    assert as_number(before) > as_number(after)
    still = story_of([0, 1, 2], [1, 3, 4], rate=1e-12)
    assert still.compare(0).endswith(f"MSE stays at {significant(float(still.values[0]))}.")


def test_one_step_is_one_step():
    told, _ = story(steps=1)
    assert told.label() == "1 step"
    assert told.summary().startswith("1 step: MSE fell from ")


@pytest.mark.parametrize(
    ("params", "summary"),
    [
        ({"learning_rate": 0.4, "steps": 20}, "The point runs away: this learning rate is too large."),
        (
            {"learning_rate": 5.0, "steps": 200},
            "Step 10 leads beyond every scale: this learning rate is too large.",
        ),
        (
            {"data": "anscombe-1", "learning_rate": 1.0},
            "The point leaps to and fro and comes no closer: a smaller rate would.",
        ),
        (
            {"start_slope": 1.5, "start_intercept": 2.0, "noise": 0.0, "learning_rate": 5.0},
            "No other line has a smaller MSE than 0.",
        ),
    ],
)
def test_the_end_is_told_as_it_is(params, summary):
    assert story(**params)[0].summary() == summary


def test_a_rate_that_is_too_large_is_named_before_the_loss_has_grown():
    _, fitting = story()
    slope, intercept = (fitting.best + 4 * fitting.directions[0] + 0.01).tolist()
    told, run = story(learning_rate=0.4, steps=3, start_slope=slope, start_intercept=intercept)
    assert run.run.values[-1] < run.run.values[0]
    factor = 0.4 * float(np.linalg.eigvalsh(run.hessian)[1]) - 1
    assert told.summary() == (
        f"Not higher than at the start yet, but each step leaps {factor:.2f} times as far."
    )


def test_the_first_line_misses_the_points_only_where_it_does():
    assert story()[0].start() == "20 points, and a line that misses them."
    best = story()[1].best
    near, _ = story(start_slope=float(best[0]) + 0.01, start_intercept=float(best[1]))
    assert near.start() == "20 points, and a line that is close to the best one."
    exact, _ = story(start_slope=1.5, start_intercept=2.0, noise=0.0)
    assert exact.start() == "20 points, and the line that fits them best."


@pytest.mark.parametrize(
    ("x", "z"),
    [
        ([-3.0, 3.0, 0.0], "z = x / 2.45"),
        ([2001.0, 2002.0, 2003.0], "z = (x − 2002.00) / 0.816"),
        ([-5.0, -3.0, -2.0, -5.48], "z = (x + 3.87) / 1.43"),
    ],
)
def test_the_mean_is_printed_with_the_digits_that_the_deviation_asks_for(x, z):
    told = story_of(x, [1.0, 2.0, 4.0, 3.0][: len(x)], standardise=True)
    assert feature_sentence(ENGLISH, told.fitting.feature) == f"x, standardised: {z}."


@pytest.mark.parametrize(
    ("params", "moral"),
    [
        ({}, "The noise moved the best line a little away from the true one."),
        ({"noise": 100.0}, "The noise moved the best line away from the true one."),
        ({"noise": 1e-9}, "So little noise leaves the best line at the true one."),
        ({"noise": 0.0}, "Without noise, the best line is the true one."),
        ({"data": "parabolic"}, "The truth is curved: the best line is still far from many points."),
        ({"data": "parabolic", "count": 2}, "The truth is curved: no line follows it."),
        ({"data": "parabolic", "slope": 1e4}, "The truth is curved: no line follows it."),
    ],
)
def test_the_moral_is_that_of_the_data(params, moral):
    told, _ = story(standardise=False, **params)
    assert told.moral((3, 3), noisy=params.get("noise", 1.0) > 0.0) == moral


@pytest.mark.parametrize(
    ("share_of_limit", "steps", "note"),
    [
        (0.3, 40, None),
        (0.3, 2, None),
        (1.2, 40, "grows with every step; stable below 0.07555"),
        (1.2, 1, "grows with every step; stable below 0.07555"),
        (1e6, 40, "diverges at step 3; stable below 0.07555"),
        (1.0, 40, None),
    ],
)
def test_a_note_names_the_limit_of_a_rate_that_is_too_large(share_of_limit, steps, note):
    x, y = [1.0, 2.0, 3.0, 6.0], [3.0, 4.5, 7.5, 12.0]
    limit = story_of(x, y, standardise=False).fitting.limit
    told = story_of(x, y, steps, rate=share_of_limit * limit, standardise=False)
    assert rate_notes(ENGLISH, told.fitting) == ([note] if note else [])


def test_no_rate_is_too_large_for_a_run_that_starts_at_the_best_line():
    best = story_of([1, 2, 3], [3, 5, 7], rate=1e6, start_slope=2.0, start_intercept=1.0, standardise=False)
    assert rate_notes(ENGLISH, best.fitting) == []
