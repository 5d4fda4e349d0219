"""RegressionLineFitting stays whole and clean whatever a lecturer asks for."""

import itertools

import numpy as np
import pytest

from gd_math.data.line_views import bowl_window
from scenes.base.look import Look
from scenes.regression_line_fitting import RegressionLineFitting
from tests.looking import findings
from tests.scenes.regression_line_fitting_run import as_told

EXTREMES = {
    "one step": {"steps": 1},
    "two steps": {"steps": 2},
    "two hundred steps": {"steps": 200, "learning_rate": 0.01},
    "divergence": {"learning_rate": 0.4, "steps": 20},
    "divergence beyond all bounds": {"learning_rate": 5.0, "steps": 200},
    "divergence at once": {"learning_rate": 1e6},
    "start at the minimum": {"start_slope": 1.5, "start_intercept": 2.0, "noise": 0.0},
    "start far away": {"start_slope": -900.0, "start_intercept": -5000.0},
    "two points": {"count": 2},
    "five hundred points": {"count": 500, "noise": 20.0},
    "large numbers": {"slope": -1e5, "intercept": 3e5, "noise": 1e4},
    "a flat line": {"slope": 0.0, "intercept": 0.0, "noise": 0.0},
    "a curve": {"data": "parabolic"},
    "a long valley": {"data": "anscombe-1", "standardise": False},
    "one point decides": {"data": "anscombe-4"},
}
IN_NARROW_FRAMES = ("divergence beyond all bounds", "large numbers", "one point decides")


@pytest.fixture
def lesson(perform):
    return as_told(perform)


def test_too_large_a_rate_is_a_note_with_the_theory():
    x = np.linspace(-1.0, 3.0, 20)
    limit = 2 / np.linalg.eigvalsh(2 / 20 * np.array([[x @ x, x.sum()], [x.sum(), 20.0]]))[-1]
    notes = RegressionLineFitting.notes

    def given(**params):
        return RegressionLineFitting.Params(**params)

    assert notes(given(learning_rate=0.99 * limit)) == []
    assert notes(given(learning_rate=0.4)) == [f"grows with every step; stable below {limit:.4g}"]
    assert notes(given(learning_rate=1.01 * limit, steps=3))[0].endswith(f"stable below {limit:.4g}")
    assert notes(given(learning_rate=5.0, steps=200)) == [f"diverges at step 10; stable below {limit:.4g}"]
    assert notes(given(data="anscombe-1", slope=2.0)) == ['slope: without effect on data = "anscombe-1"']


@pytest.mark.parametrize("steps", [1, 2, 40, 200])
@pytest.mark.parametrize("data", ["linear", "parabolic", "anscombe-3"])
def test_the_default_rate_surely_settles(data, steps):
    fitting = RegressionLineFitting.compute(RegressionLineFitting.Params(data=data, steps=steps))
    largest = np.linalg.eigvalsh(fitting.loss.curvature(fitting.best))[-1]
    assert 0 < fitting.rate <= 1 / largest
    assert (np.diff(fitting.run.values) <= 0).all()


@pytest.mark.parametrize("aspect", [0.5, 1.25, 3.0])
@pytest.mark.parametrize("seed", range(6))
def test_the_window_shows_start_path_and_minimum(seed, aspect):
    generator = np.random.default_rng(seed)
    params = {
        "seed": seed,
        "slope": float(generator.normal(0, 100)),
        "intercept": float(generator.normal(0, 100)),
        "start_slope": float(generator.normal(0, 50)),
        "start_intercept": float(generator.normal(0, 50)),
    }
    fitting = RegressionLineFitting.compute(RegressionLineFitting.Params(**params))
    low, high = np.array(bowl_window(fitting, aspect)).T
    shown = np.vstack([fitting.run.points, fitting.best])
    assert (shown > low).all()
    assert (shown < high).all()
    assert (np.ptp(shown, axis=0) / (high - low)).max() > 0.2


@pytest.mark.parametrize("params", EXTREMES.values(), ids=EXTREMES.keys())
def test_extreme_parameters_tell_a_whole_story(perform, params):
    lesson = perform(RegressionLineFitting, captions=False, **params)
    assert lesson.beats[0].start == 0.0
    assert 15 <= lesson.seconds <= 75
    for one, next_one in itertools.pairwise(lesson.beats):
        assert one.end == pytest.approx(next_one.start)


def test_the_default_clip_lasts_between_half_a_minute_and_seventy_seconds(lesson):
    assert 30 <= lesson.seconds <= 70


@pytest.mark.parametrize("name", ["divergence"])
def test_extreme_parameters_pass_the_film_lint(name):
    params = RegressionLineFitting.Params(**EXTREMES[name])
    assert findings(RegressionLineFitting, params, Look(), flashing=True) == []


@pytest.mark.parametrize("name", IN_NARROW_FRAMES)
def test_extreme_parameters_pass_the_film_lint_in_a_narrow_frame(name):
    params = RegressionLineFitting.Params(**EXTREMES[name])
    assert findings(RegressionLineFitting, params, Look(), "9:16") == []
