"""What claims ask of runs on a map is found in their places alone."""

import numpy as np
import pytest

from gd_math.formula.parsing import parse_land
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent, Momentum
from tests.truth.map_runs import MapRun, first_to, lowest

BOWL = parse_land("x^2 + 10y^2")


def run(objective, start, rate, steps=30, rule=GradientDescent):
    return MapRun(objective.value, descend(objective, start, rule(rate), steps))


def test_run_that_comes_down_falls_and_is_first_somewhere():
    down = run(BOWL, (2.0, 0.0), 0.05, 40)
    assert down.steps == 40
    assert down.falls
    assert not (down.diverges or down.left or down.stands or down.jumps)
    assert down.first_to(4.0) == 0
    assert down.first_to(4 * 0.9**6 + 1e-9) == 3
    assert down.first_to(0.0) is None
    assert down.since_within(np.zeros(2), 2 * 0.9**5 + 1e-9) == 5
    assert down.since_within(np.ones(2), 0.1) is None


def test_run_that_grows_diverges_and_one_between_two_places_jumps():
    assert run(BOWL, (1.0, 1.0), 0.11).diverges
    far = run(BOWL, (1.0, 1.0), 3.0, 200)
    assert far.left and far.beyond_all_scales and far.diverges and not far.into_undefined
    even = run(BOWL, (0.0, 1.0), 0.1)
    assert even.jumps
    assert not even.diverges


def test_run_that_leaves_the_domain_does_not_diverge():
    lost = run(parse_land("sqrt(x) + y^2"), (1.0, 0.5), 3.0)
    assert lost.left and lost.into_undefined
    assert not lost.diverges


def test_run_without_a_slope_stands():
    assert run(BOWL, (0.0, 0.0), 0.05).stands
    assert not run(BOWL, (0.0, 0.1), 0.05).stands


def test_standings_know_ties_and_leave_out_who_left():
    slow, quick, gone = (run(BOWL, (2.0, 0.0), rate, 200) for rate in (0.01, 0.04, 3.0))
    assert lowest([slow, quick, gone]) == (1,)
    assert lowest([quick, quick, slow]) == (0, 1)
    assert lowest([gone]) == ()
    assert first_to([slow, quick, gone], 1.0) == (1,)
    assert first_to([slow, quick], -1.0) == ()
    assert first_to([slow, quick], 4.0) == (0, 1)


def test_momentum_is_read_like_any_other_run():
    swinging = run(BOWL, (2.0, 0.5), 0.03, 60, lambda rate: Momentum(rate, 0.9))
    assert not swinging.falls
    assert swinging.values[-1] == pytest.approx(float(BOWL.value(swinging.points[-1])))
