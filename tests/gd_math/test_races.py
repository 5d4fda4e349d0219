"""Several optimizers from one start: who is lowest, who was first, who came where."""

import numpy as np
import pytest

from gd_math.accounts.account import NOWHERE
from gd_math.accounts.endings import End
from gd_math.accounts.races import race
from gd_math.formula.parsing import parse_formula
from gd_math.functions.classics import Himmelblau, Rosenbrock, Saddle
from gd_math.functions.quadratic import Quadratic
from gd_math.runs.optimizers import AdaGrad, Adam, GradientDescent, Momentum, Nesterov, RMSProp

BOWL = Quadratic([1.0, 40.0])
ALL = [
    GradientDescent(0.001),
    Momentum(0.001, 0.9),
    Nesterov(0.001, 0.9),
    AdaGrad(0.5),
    RMSProp(0.02, 0.9),
    Adam(0.1),
]


def test_a_race_on_rosenbrock_is_told_by_its_losses():
    found = race(Rosenbrock(), (-1.5, 2.0), ALL, 150)
    losses = np.array([run.values[-1] for run in found.runs])
    assert found.finals == pytest.approx(losses)
    assert found.lowest == int(losses.argmin())
    assert found.tied == (found.lowest,)
    for loss in (5.0, 1.0, 1e-3):
        steps = [
            int(np.argmax(run.values <= loss)) if run.values.min() <= loss else None for run in found.runs
        ]
        assert list(found.steps_to(loss)) == steps
        known = [one for one in steps if one is not None]
        first = [k for k, one in enumerate(steps) if known and one == min(known)]
        assert list(found.first_to(loss)) == first
    assert all(low <= x <= high for x, (low, high) in zip((1.0, 1.0), found.view, strict=True))


def test_equal_runs_tie_and_nobody_is_the_lowest():
    found = race(BOWL, (4.0, 1.0), [GradientDescent(0.01), Momentum(0.01, 0.0), GradientDescent(0.001)], 30)
    assert found.lowest is None
    assert found.tied == (0, 1)
    assert found.first_to(1.0) == ()
    assert found.first_to(float(found.runs[0].values[-1])) == (0, 1)


def test_who_leaves_is_never_the_lowest_unless_it_falls():
    found = race(BOWL, (4.0, 1.0), [GradientDescent(0.2), GradientDescent(0.01)], 800)
    assert found.told[0].end is End.DIVERGING
    assert np.isposinf(found.finals[0])
    assert found.lowest == 1
    gone = race(BOWL, (4.0, 1.0), [GradientDescent(0.2)] * 2, 800)
    assert gone.tied == () and gone.lowest is None
    falling = race(parse_formula("x - y**3"), (0.0, 2.0), [GradientDescent(0.5), GradientDescent(1e-3)], 60)
    assert falling.told[0].end is End.FALLING and falling.told[0].left
    assert falling.lowest == 0


def test_two_runs_come_to_two_valleys():
    found = race(Himmelblau(), (0.0, -1.0), [GradientDescent(0.01), Momentum(0.01, 0.9)], 300)
    assert found.told.arrived == 2
    for k, home in enumerate(found.homes):
        assert home != NOWHERE
        assert found.runs[k].points[-1] == pytest.approx(found.minima[home], abs=0.05)
    known = Himmelblau().minima
    for place in found.minima:
        assert np.linalg.norm(known - place, axis=1).min() < 1e-6


def test_a_saddle_has_no_minimum_and_no_limit():
    found = race(Saddle(), (1.0, 1e-3), ALL, 40)
    assert not len(found.minima)
    assert (found.homes == NOWHERE).all()
    assert all(found.limit(k) is None for k in range(len(ALL)))


def test_limits_know_their_optimizer():
    found = race(BOWL, (4.0, 1.0), ALL, 5)
    limits = [found.limit(k) for k in range(len(ALL))]
    assert limits[:3] == pytest.approx([2 / 40, 2 * 1.9 / 40, 2 * 1.9 / (2.8 * 40)])
    assert limits[3:] == [None] * 3


@pytest.mark.parametrize("steps", range(60, 100))
def test_momentum_that_swings_about_the_minimum_has_arrived_at_every_step(steps):
    found = race(Quadratic([4.0, 4.0]), (4.0, 0.0), [Momentum(0.05, 0.9)], steps)
    assert found.told[0].end is End.ARRIVED


def test_momentum_that_swings_ever_wider_has_not():
    found = race(Quadratic([1.0, 1.0]), (1e-2, 5.0), [Momentum(3.81, 0.9)], 40)
    assert found.told[0].end is End.DIVERGING


def test_momentum_that_climbs_out_of_a_valley_for_a_while_does_not_diverge():
    run = race(Quadratic([1.0, 1.0]), (4.0, 0.0), [Momentum(0.02, 0.95)], 400).told[0].run
    rising = np.flatnonzero((np.diff(run.values)[2:] > 0) & (np.diff(run.values)[:-2] > 0))
    found = race(Quadratic([1.0, 1.0]), (4.0, 0.0), [Momentum(0.02, 0.95)], int(rising[0]) + 3)
    assert found.told[0].end is not End.DIVERGING


def test_who_leads_is_whose_loss_is_lowest_after_so_many_steps():
    found = race(Rosenbrock(), (-1.2, 1.0), [GradientDescent(0.005), Momentum(0.002), RMSProp(0.2)], 60)
    for steps in (0, 6, 18, 60):
        losses = [float(run.values[steps]) for run in found.runs]
        least = min(losses)
        assert list(found.leaders(steps)) == [
            k for k, loss in enumerate(losses) if loss <= least + found.slack
        ]
    assert found.leaders(0) == (0, 1, 2)
    assert found.leaders(6) == (0,) and found.leaders(18) == (1,) and found.leaders(60) == (2,)


def test_runs_that_have_left_upwards_lead_no_more_and_those_that_fell_lead_all():
    steep = race(parse_formula("x**4 + y**2"), (3.0, 1.0), [GradientDescent(0.5), GradientDescent(0.01)], 20)
    assert steep.told[0].left and steep.leaders(20) == (1,)
    saddle = race(
        parse_formula("x**2 - y**2"), (1.0, 0.5), [GradientDescent(0.9), GradientDescent(0.01)], 150
    )
    assert saddle.leaders(150) == (0,)
