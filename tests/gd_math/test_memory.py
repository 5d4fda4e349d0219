"""Past gradients that fade add up to the velocity; the best β of a sweep is the best of single runs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gd_math.accounts.memory import BETAS, BetaSweep, cancelling, faded_gradients, passes
from gd_math.formula.parsing import parse_land
from gd_math.functions.classics import Himmelblau
from gd_math.functions.quadratic import Quadratic
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import Momentum

VALLEY = parse_land("x^2/4 + 10y^2")
START = (-7.0, 0.7)


@given(
    curvatures=st.tuples(*[st.floats(0.1, 20.0)] * 2),
    start=st.tuples(*[st.floats(-5.0, 5.0)] * 2),
    beta=st.floats(0.0, 0.99),
    step=st.integers(1, 40),
)
@settings(deadline=None, max_examples=60)
def test_faded_gradients_add_up_to_the_velocity(curvatures, start, beta, step):
    run = descend(Quadratic(curvatures), start, Momentum(1.0 / max(curvatures), beta), step)
    faded = faded_gradients(run, beta, step)
    scale = np.abs(faded).sum() + 1e-300
    assert np.abs(faded.sum(axis=0) - run.states["velocity"][step]).max() <= 1e-12 * scale


def test_they_do_so_on_land_that_bends_and_the_newest_is_whole():
    run = descend(Himmelblau(), (0.0, 1.0), Momentum(0.005, 0.9), 25)
    for step in range(1, 26):
        faded = faded_gradients(run, 0.9, step)
        assert faded.sum(axis=0) == pytest.approx(run.states["velocity"][step], rel=1e-12, abs=1e-12)
        assert (faded[0] == run.gradients[step - 1]).all()
        assert np.linalg.norm(faded[-1]) == pytest.approx(
            0.9 ** (step - 1) * np.linalg.norm(run.gradients[0])
        )


def test_a_sweep_is_made_of_single_runs():
    sweep = BetaSweep.of(VALLEY, START, 0.09, 24, (0.985,))
    assert sweep.betas.tolist() == [*BETAS.tolist(), 0.985]
    for beta in (0.0, 0.37, 0.66, 0.985):
        assert sweep.loss(beta) == descend(VALLEY, START, Momentum(0.09, beta), 24).values[-1]
    assert sweep.best == sweep.betas[np.argmin(sweep.losses)] == 0.66


@pytest.mark.parametrize(
    ("formula", "start", "rate"),
    [
        ("0*x + 0*y + 3", (1.0, 1.0), 0.1),  # all alike
        ("x^2 + y^2", (0.0, 0.0), 0.1),  # at rest
        ("x^3 + y^2", (-3.0, 1.0), 1.0),  # falls out of every scale
        ("x^2 + y^2", (1.0, 1.0), 50.0),  # all leave
    ],
)
def test_nobody_is_best_where_none_is_lowest_alone(formula, start, rate):
    assert BetaSweep.of(parse_land(formula), start, rate, 60).best is None


def test_a_run_that_leaves_has_no_last_loss():
    sweep = BetaSweep.of(VALLEY, START, 0.15, 200)  # stable for α < 2 (1 + β) / 20: above β = 0.5
    assert np.isinf(sweep.loss(0.0)) and np.isfinite(sweep.loss(0.6))


def test_what_cancels_and_what_passes():
    assert cancelling(np.array([[1.0, 5.0], [1.0, -5.0]])) and not cancelling(np.array([[1.0, 0.0]] * 3))
    assert not cancelling(np.array([[1.0, 0.0], [-1.0, 0.0]]))  # nothing stays
    for beta, beyond in ((0.0, False), (0.95, True)):
        assert passes(descend(VALLEY, START, Momentum(0.09, beta), 24).points, np.zeros(2)) is beyond
