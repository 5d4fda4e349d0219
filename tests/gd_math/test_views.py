"""What is shown of a curve: the start, the way, the minima, and the curve as itself."""

import numpy as np
import pytest

from gd_math.accounts.views import View, curve_view
from gd_math.formula.parsing import parse_formula
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent


def view(text: str, start: float, rate: float = 0.1, steps: int = 20) -> View:
    objective = parse_formula(text)
    return curve_view(objective, [descend(objective, start, GradientDescent(rate), steps)])


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("x**2", 8.0),
        ("cosh(x)", 8.0),
        ("x*log(x)", 2.0),
        ("x**3 - 3*x", -1.5),
        ("exp(x)", 1.0),
        ("sqrt(x)", 4.0),
        ("log(x)", 2.0),
        ("1/x", 1.0),
        ("abs(x)", 3.0),
        ("-exp(-x**2)", 3.0),
        ("x**4", 8.0),
        ("cos(x)", 0.0),
        ("0*x + 3", 1.0),
        ("2*x + 1", 1.0),
        ("x**2/10 + sin(20*x)", 4.0),
        ("x**2 + 1000000", 8.0),
        ("tan(x)", 1.0),
    ],
)
def test_the_start_is_inside_with_room_around_it(text: str, start: float) -> None:
    shown, height = view(text, start), float(parse_formula(text)(start))
    for (low, high), value in ((shown.x_range, start), (shown.y_range, height)):
        assert low + 0.05 * (high - low) < value < high - 0.05 * (high - low)


@pytest.mark.parametrize("text", ["1/(1 + exp(-x))", "tanh(x)", "-exp(-x**2)", "atan(x)"])
def test_from_a_plateau_the_whole_step_or_dip_is_seen(text: str) -> None:
    shown, curve = view(text, 8.0), parse_formula(text)
    (low, high), (bottom, top) = shown.x_range, shown.y_range
    heights = curve(np.linspace(low, high, 401))
    slopes = np.abs(curve.slope(np.linspace(-10, 10, 401)))
    assert low < float(np.linspace(-10, 10, 401)[np.argmax(slopes)]) < high
    assert bottom <= heights.min() and heights.max() <= top
    assert np.ptp(heights) > 0.5 * (top - bottom)


def test_several_waves_of_a_wavy_curve_are_seen() -> None:
    (low, high), (bottom, top) = (
        (shown := view("x**2/10 + sin(20*x)", 4.0, 0.01)).x_range,
        shown.y_range,
    )
    assert high - low > 5 * (2 * np.pi / 20)
    assert bottom < 16 / 10 - 1 and top > 16 / 10 + 1


def test_minima_that_runs_reach_are_inside() -> None:
    curve = parse_formula("x**4 - 8*x**2 + 3*x")
    runs = [descend(curve, 3.0, GradientDescent(rate), 40) for rate in (0.01, 0.055)]
    low, high = curve_view(curve, runs).x_range
    for run in runs:
        assert low < run.points[-1, 0] < high


def test_the_valley_is_seen_where_the_run_hardly_moves() -> None:
    (low, high), (bottom, _) = (shown := view("x**2", 8.0, 1e-4, 3)).x_range, shown.y_range
    assert low < 0.0 < high and bottom <= 0.0


def test_ranges_that_are_asked_for_are_kept() -> None:
    objective = parse_formula("x**2")
    run = descend(objective, 8.0, GradientDescent(0.1), 20)
    assert curve_view(objective, [run], x_range=(-3.0, 9.0), y_range=(0.0, 90.0)) == View(
        (-3.0, 9.0), (0.0, 90.0)
    )
