"""The view of a land shows its valleys, wherever they are and wherever the function is defined."""

import numpy as np
import pytest

from gd_math.accounts.land_view import land_view, run_view
from gd_math.formula.parsing import parse_land
from gd_math.functions.classics import Himmelblau, Saddle
from gd_math.functions.landscapes import height_grid
from gd_math.objective import Objective
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent, Momentum, Optimizer

CAMEL = "(4 - 2.1*x**2 + x**4/3)*x**2 + x*y + (-4 + 4*y**2)*y**2"


def test_valleys_are_seen_and_not_dwarfed_by_the_rim() -> None:
    camel = parse_land(CAMEL)
    x_range, y_range = land_view(camel)
    for x, y in ((0.0898, -0.7126), (-0.0898, 0.7126)):
        assert x_range[0] < x < x_range[1] and y_range[0] < y < y_range[1]
        assert float(camel(x, y)) == pytest.approx(-1.0316, abs=1e-4)
    assert height_grid(camel, x_range, y_range).heights.max() < 15.0


@pytest.mark.parametrize(
    ("text", "place"), [("(x - 20)**2 + (y - 7)**2", (20, 7)), ("(x + 9)**2 + y**2", (-9, 0))]
)
def test_a_valley_outside_the_usual_square_is_seen(text: str, place: tuple[float, float]) -> None:
    for (low, high), at in zip(land_view(parse_land(text)), place, strict=True):
        assert low < at < high


def test_a_function_defined_in_a_disc_is_seen_there() -> None:
    ranges = land_view(parse_land("sqrt(1 - x**2 - y**2)"))
    assert all(-2.0 < low < -1.0 and 1.0 < high < 2.0 for low, high in ranges)


@pytest.mark.parametrize("text", ["x**2 + y**2", "x + 2*y", "(x - y)**2", "log(x) + y**2", "0*x + 3"])
def test_one_valley_or_none_is_seen_in_the_usual_square(text: str) -> None:
    assert np.array_equal(land_view(parse_land(text)), [(-5.0, 5.0), (-5.0, 5.0)])


def runs_on(
    objective: Objective, *optimizers: Optimizer, start: tuple[float, float], steps: int = 80
) -> list:
    return [descend(objective, start, optimizer, steps) for optimizer in optimizers]


def shows(view: tuple, points: np.ndarray) -> np.ndarray:
    low, high = np.transpose(view)
    return ((points > low) & (points < high)).all(axis=-1)


def test_a_run_is_seen_from_its_start_to_its_minimum_with_air_around() -> None:
    bowl = parse_land("(x - 1)**2 + 30*(y - 2)**2")
    (run,) = runs_on(bowl, Momentum(0.01, 0.8), start=(-6.0, 3.0))
    view = run_view(bowl, [run])
    assert shows(view, run.points).all()
    assert shows(view, np.array([1.0, 2.0]))
    (x0, x1), (y0, y1) = view
    assert min(y1 - y0, x1 - x0) >= 0.39 * max(y1 - y0, x1 - x0)


def test_a_run_that_diverges_leaves_the_view_as_it_is() -> None:
    bowl = parse_land("x**2 + 10*y**2")
    calm, wild = runs_on(bowl, GradientDescent(0.02), GradientDescent(0.4), start=(3.0, 1.0))
    alone, both = run_view(bowl, [calm]), run_view(bowl, [calm, wild])
    assert np.ptp(wild.points, axis=0).max() > 1e6
    assert np.ptp(both, axis=1).max() < 3 * np.ptp(alone, axis=1).max()
    assert shows(both, calm.points).all()


def test_the_minimum_that_a_run_is_thrown_to_is_seen() -> None:
    land = Himmelblau()
    runs = runs_on(land, GradientDescent(0.01), Momentum(0.01, 0.9), start=(0.0, -1.0), steps=300)
    view = run_view(land, runs)
    assert all(shows(view, run.points[-1]) for run in runs)


def test_without_a_minimum_the_domain_bounds_the_view() -> None:
    land = Saddle()
    runs = runs_on(land, GradientDescent(0.1), Momentum(0.1), start=(1.0, 0.001), steps=200)
    (x0, x1), (y0, y1) = run_view(land, runs)
    (left, right), (low, high) = land.domain
    assert x1 - x0 <= 1.31 * (right - left)
    assert y1 - y0 <= 1.31 * (high - low)
    assert shows(((x0, x1), (y0, y1)), np.array([1.0, 0.001]))


@pytest.mark.parametrize("start", [(0.0, 0.0), (1e-12, 0.0)])
def test_who_starts_in_the_minimum_is_seen_as_well(start: tuple[float, float]) -> None:
    bowl = parse_land("x**2 + y**2")
    view = run_view(bowl, runs_on(bowl, GradientDescent(0.1), start=start))
    assert np.ptp(view, axis=1).min() > 0.0
    assert shows(view, np.array(start))
