"""Very many runs at once come where the runs of `descend` come, after as many steps."""

import numpy as np
import pytest

from gd_math.formula.parsing import parse_land
from gd_math.formula.program import program_of
from gd_math.functions.classics import Himmelblau
from gd_math.functions.hills import SineHills
from gd_math.runs.descent import descend
from gd_math.runs.march import BLOCK, GONE, UNDER_WAY, march
from gd_math.runs.optimizers import GradientDescent

LAND = Himmelblau()
RADII = np.full(4, 0.1)
HILLS = SineHills.seeded(31)


def by_hand(objective, starts, places, radii, rate, steps):
    """Return homes and steps as the points of `descend` tell them."""
    points = descend(objective, starts, GradientDescent(rate), steps).points
    near = np.linalg.norm(points[:, :, None] - places, axis=-1) <= radii
    there = near.any(axis=-1)
    first = np.where(there.any(axis=0), there.argmax(axis=0), steps)
    home = near[first, np.arange(len(starts))].argmax(axis=-1)
    return np.where(there.any(axis=0), home, UNDER_WAY), first


@pytest.mark.parametrize("rate", [0.002, 0.01])
def test_homes_and_steps_are_those_of_descend(rate):
    """At 0.01 none of these starts is near a fractal border, so that roundings do not matter."""
    starts = np.random.default_rng(3).uniform(-4.5, 4.5, (2 * BLOCK + 37, 2))
    found = march(program_of(LAND), starts, LAND.minima, RADII, 300, far=1e4, rate=rate)
    homes, steps = by_hand(LAND, starts, LAND.minima, RADII, rate, 300)
    assert (found.homes == homes).mean() > 0.999, "a start on a ridge may fall to either side"
    alike = found.homes == homes
    assert (np.abs(found.steps - steps)[alike] <= 1).all()
    assert (found.steps == steps)[alike].mean() > 0.999


@pytest.mark.parametrize(
    ("objective", "rate", "middle"),
    [
        (LAND, 0.0145, (6.96, -6.35)),
        (HILLS, 0.6, (1.0, 1.0)),
        (parse_land("x^4 + y^4 - 3x*y"), 0.1, (1.0, 2.0)),
    ],
)
def test_each_of_the_first_steps_is_that_of_descend(objective, rate, middle):
    """Near a fractal border as well: within so few steps roundings stay small."""
    starts = np.array(middle) + np.random.default_rng(5).uniform(-0.05, 0.05, (20, 2))
    points = descend(objective, starts, GradientDescent(rate), 6).points
    program = program_of(objective)
    for start, run in zip(starts, np.moveaxis(points, 1, 0), strict=True):
        for step in np.flatnonzero(np.isfinite(run).all(axis=1)):
            radius = 1e-9 * (1.0 + np.abs(run).max())
            there = march(
                program, start[None], run[step : step + 1], np.array([radius]), 6, far=1e30, rate=rate
            )
            assert there.homes[0] == 0
            assert there.steps[0] <= step
            others = np.linalg.norm(run[:step] - run[step], axis=1)
            assert there.steps[0] == step or others.min() <= radius


def test_newton_takes_the_steps_of_newton():
    place, points = np.array([2.0, 3.0]), [np.array([2.0, 3.0])]
    for _ in range(5):
        place = place - np.linalg.solve(LAND.curvature(place), LAND.gradient(place))
        points.append(place)
    program = program_of(LAND, bends=True)
    for step, point in enumerate(points[:4]):
        there = march(program, points[0][None], point[None], np.array([1e-9]), 9, far=1e4, rate=None)
        assert (there.homes[0], there.steps[0]) == (0, step)


def test_what_leaves_and_what_is_on_its_way_is_told_apart():
    saddle = parse_land("x^2 - y^2")
    starts = np.array([[1.0, 1.0], [1.0, 0.0], [0.0, 0.0]])
    found = march(program_of(saddle), starts, np.array([[0.0, 0.0]]), np.array([1e-3]), 50, far=1e3, rate=0.1)
    assert found.homes.tolist() == [GONE, 0, 0]
    assert found.steps.tolist() == [int(np.ceil(np.log(1e3) / np.log(1.2))), 31, 0]
    assert (
        march(program_of(saddle), starts[:1], np.zeros((0, 2)), np.zeros(0), 9, far=1e3, rate=0.1).homes[0]
        == UNDER_WAY
    )


def test_a_run_ends_where_the_function_is_undefined():
    """The slope of log(x) is there on both sides of 0, its value only on one."""
    land = parse_land("-3log(x) + x + y^2")
    starts = np.array([[2.0, 1.0], [-2.0, 1.0], [20.0, 0.0]])
    found = march(program_of(land), starts, np.array([[3.0, 0.0]]), np.array([0.01]), 400, far=1e3, rate=0.2)
    assert found.homes.tolist() == [0, GONE, 0]


def test_shape_of_the_starts_is_kept():
    starts = np.random.default_rng(1).uniform(-4.0, 4.0, (3, 5, 2))
    starts.flags.writeable = False
    found = march(program_of(LAND), starts, LAND.minima, RADII, 300, far=1e4, rate=0.005)
    one = march(program_of(LAND), starts[2, 3][None], LAND.minima, RADII, 300, far=1e4, rate=0.005)
    assert found.homes.shape == found.steps.shape == (3, 5)
    assert (found.homes[2, 3], found.steps[2, 3]) == (one.homes[0], one.steps[0])
