"""What many runs over a land did, told together."""

import numpy as np
import pytest

from gd_math.accounts.endings import End
from gd_math.accounts.land_runs import Floor, LandRuns
from gd_math.formula.parsing import parse_land
from gd_math.functions.hills import SineHills
from gd_math.functions.negated import Negated
from gd_math.objective import Objective
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.shape.ground import below
from gd_math.shape.lie import Lie, lie_of

SQUARE = ((-5.0, 5.0), (-5.0, 5.0))


def runs(objective: Objective | str, rate: float = 0.1, steps: int = 80, count: int = 12) -> LandRuns:
    function = parse_land(objective) if isinstance(objective, str) else objective
    starts = np.random.default_rng(5).uniform(-4.0, 4.0, (count, 2))
    return LandRuns(function, descend(function, starts, GradientDescent(rate), steps), SQUARE)


def test_a_valley_that_is_a_line_is_no_single_place() -> None:
    told = runs("(x - y)**2")
    assert (told.arrived, told.floor, len(told.valleys)) == (12, Floor.LINE, 0)
    ends = told.told.last_points
    assert np.abs(ends[:, 0] - ends[:, 1]).max() < 1e-6


def test_a_round_valley_is_a_floor_that_bends() -> None:
    ring = parse_land("(x**2 + y**2 - 1)**2")
    assert below(ring, [[0.5, 0.3]], SQUARE).kinds[0].value == "floor"
    assert lie_of(ring, [1.0, 0.0], SQUARE) is Lie.FLOOR
    told = runs(ring, 0.01, 200)
    assert (told.arrived, told.floor, len(told.valleys)) == (12, Floor.LINE, 0)


@pytest.mark.parametrize("text", ["x**2 + y**4", "x**4 + y**4", "x**2 + 0.001*y**2"])
def test_a_valley_with_little_curvature_is_no_floor(text: str) -> None:
    assert lie_of(parse_land(text), [0.0, 0.0], SQUARE) is Lie.MINIMUM


def test_flat_ground_moves_nobody() -> None:
    told = runs("0*x + 3")
    assert told.still and told.arrived == 0 and told.floor is None


def test_a_rate_above_every_limit_is_named() -> None:
    told = runs("x**2 + 2*y**2", 3.0)
    assert (told.arrived, told.off_map, told.overshot) == (0, 12, 12)
    assert told.too_fast(3.0) == pytest.approx(0.5)
    assert runs("x**2 + 2*y**2", 0.1).too_fast(0.1) is None


def test_the_slope_of_a_plane_leads_to_no_valley() -> None:
    told = runs("x + 2*y")
    assert (told.off_map, told.overshot, len(told.valleys)) == (12, 0, 0)


def test_steps_to_where_nothing_is_defined_are_counted_apart() -> None:
    function = parse_land("log(x) + y**2")
    starts = np.random.default_rng(5).uniform((0.5, -4.0), (4.0, 4.0), (12, 2))
    told = LandRuns(function, descend(function, starts, GradientDescent(0.5), 80), SQUARE)
    assert told.lost == sum(one.end is End.LEFT_DOMAIN for one in told.told) > 0
    assert all(one.beyond[0] <= 0.0 for one in told.told if one.end is End.LEFT_DOMAIN)


def test_a_climb_is_a_descent_on_the_function_upside_down() -> None:
    hills = SineHills.seeded(31)
    starts = np.random.default_rng(5).uniform(-4.0, 4.0, (12, 2))
    up = descend(Negated(hills), starts, GradientDescent(0.1), 80)
    assert np.array_equal(up.points, descend(hills, starts, GradientDescent(-0.1), 80).points)
    told = LandRuns(Negated(hills), up, SQUARE)
    for one in told.told:
        if one.arrived:
            assert np.linalg.eigvalsh(hills.curvature(one.minimum)).max() < 0.0


def test_a_narrow_summit_is_found_between_newton_s_starts() -> None:
    peak = parse_land("1/(x**2 + y**2 + 0.1)")
    starts = np.array([[3.0, 2.0]])
    told = LandRuns(Negated(peak), descend(Negated(peak), starts, GradientDescent(1e-4), 1), SQUARE)
    assert told.valleys == pytest.approx(np.array([[0.0, 0.0]]), abs=1e-6)


def test_a_map_with_a_level_floor_that_nobody_came_to_is_not_bare() -> None:
    trough = parse_land("sin(x + y)")
    region = ((-3.0, 3.0), (-3.0, 3.0))
    away = descend(trough, np.array([[0.5, 0.5]]), GradientDescent(30.0), 3)
    assert not LandRuns(trough, away, region).bare
    plane = parse_land("x + 2*y")
    assert LandRuns(plane, descend(plane, np.array([[0.0, 0.0]]), GradientDescent(1.0), 9), region).bare
