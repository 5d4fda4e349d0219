"""Basins: a start in a band comes to its valley, and no other one does."""

import numpy as np
import pytest

from gd_math.accounts.account import NOWHERE
from gd_math.accounts.basins import Basins, homes_of
from gd_math.accounts.endings import End
from gd_math.formula.parsing import parse_curve
from gd_math.functions.wells import TripleWell
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.shape.valleys import valleys_of

WELL = TripleWell()


def basins_of(text: str, rate: float, region: tuple[float, float] = (-10.0, 10.0)) -> Basins:
    objective = parse_curve(text)
    return Basins.of(objective, valleys_of(objective, *region), rate, region)


@pytest.mark.parametrize("rate", [0.004, 0.03, 0.075])
def test_a_start_in_a_band_comes_to_its_valley(rate: float) -> None:
    valleys = valleys_of(WELL, -2.4, 2.4)
    basins = Basins.of(WELL, valleys, rate, (-2.4, 2.4))
    starts = np.random.default_rng(1).uniform(-2.4, 2.4, 100)
    near = np.abs(starts[:, None] - basins.edges[None]).min(axis=1) < 0.004
    homes = basins.home(starts)
    wells = np.array([valley.place for valley in valleys])
    run = descend(WELL, starts[:, None], GradientDescent(rate), 3000)
    ends = np.abs(run.points[-1] - wells).argmin(axis=1)
    settled = np.abs(run.points[-1] - wells).min(axis=1) < 0.05
    kept = settled & ~near & (homes != NOWHERE)
    assert kept.sum() > 80
    assert np.array_equal(homes[kept], ends[kept])


def test_borders_are_the_tops_where_steps_are_short() -> None:
    basins = Basins.of(WELL, valleys_of(WELL, -2.4, 2.4), 0.03, (-2.4, 2.4))
    assert basins.borders == pytest.approx([-1.0, 1.0], abs=1e-9)
    assert basins.bands == 3
    assert basins.strays == set()


def test_what_falls_without_end_or_escapes_belongs_to_no_valley() -> None:
    cubic, quartic = basins_of("x**3 - 3*x", 0.03), basins_of("x**4", 0.03)
    assert (cubic.homes.tolist(), cubic.strays) == ([NOWHERE, 0], {End.FALLING})
    assert cubic.borders == pytest.approx([-1.0], abs=1e-9)
    assert (quartic.homes.tolist(), quartic.strays) == ([NOWHERE, 0, NOWHERE], {End.DIVERGING})
    # x − 4αx³ = −x where x² = 1/(2α): from further out every step leads further away.
    assert quartic.borders == pytest.approx([-np.sqrt(1 / 0.06), np.sqrt(1 / 0.06)], abs=1e-4)


def test_where_nothing_is_defined_there_are_no_starts() -> None:
    basins = basins_of("x*log(x)", 0.03, (-1.2, 10.0))
    assert basins.known.tolist() == [False, True]
    assert (len(basins.borders), basins.strays) == (0, set())


def test_no_ball_rests_in_a_minimum_that_long_steps_leap_over() -> None:
    objective = parse_curve("x**2")
    valleys = valleys_of(objective, -10, 10)
    starts = np.array([-3.0, 0.01, 5.0])
    assert homes_of(objective, valleys, 0.99, starts, (-10, 10)).tolist() == [0, 0, 0]
    assert homes_of(objective, valleys, 1.0, starts, (-10, 10)).tolist() == [NOWHERE] * 3


def test_passing_a_minimum_on_the_way_out_is_no_rest() -> None:
    objective = parse_curve("x**1.5")
    homes = homes_of(objective, valleys_of(objective, -10, 10), 0.03, np.array([3.0, 7.0]), (-10, 10))
    run = descend(objective, [[3.0], [7.0]], GradientDescent(0.03), 3000)
    assert (run.endings > 0).all()
    assert homes.tolist() == [NOWHERE, NOWHERE]


@pytest.mark.parametrize(("rate", "home"), [(0.5, 0), (1.5, NOWHERE)])
def test_a_ball_that_leaps_wide_over_a_kink_has_not_come_to_it(rate, home):
    bend = parse_curve("abs(x)")
    found = Basins.of(bend, valleys_of(bend, -10.0, 10.0), rate, (-10.0, 10.0))
    assert set(found.homes.tolist()) == {home}
