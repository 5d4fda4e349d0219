"""Closed forms and runs check each other."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gd_math.data.regression import MeanSquaredError
from gd_math.formula.parsing import parse_formula
from gd_math.functions.objectives import (
    DoubleWell,
    Himmelblau,
    Objective,
    Parabola,
    Quadratic,
    Rosenbrock,
    Saddle,
)
from gd_math.runs import theory
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import AdaGrad, Adam, GradientDescent, Momentum, Nesterov, Optimizer, RMSProp

curvature = st.floats(0.1, 10.0)


@st.composite
def bowls(draw: st.DrawFn) -> Quadratic:
    """Draw a bowl with random curvatures, turned at random, with a random centre."""
    d = draw(st.integers(1, 4))
    eigenvalues = draw(st.lists(curvature, min_size=d, max_size=d))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    axes = np.linalg.qr(rng.standard_normal((d, d)))[0]
    matrix = axes @ np.diag(eigenvalues) @ axes.T
    return Quadratic((matrix + matrix.T) / 2, rng.uniform(-3, 3, d))


@given(bowls(), st.floats(0.01, 0.99), st.integers(0, 30))
def test_runs_follow_the_closed_form_on_random_bowls(bowl: Quadratic, share: float, steps: int) -> None:
    rate = share * 2 / bowl.eigenvalues[-1]
    start = bowl.center + np.linspace(1, 2, bowl.dimension)
    run = descend(bowl, start, GradientDescent(rate), steps)
    exact = theory.quadratic_iterates(bowl.matrix, start, rate, steps, bowl.center)
    np.testing.assert_allclose(run.points, exact, rtol=0, atol=1e-12 * (1 + np.abs(bowl.center).max()))


@given(bowls(), st.floats(0.05, 0.95))
def test_bowls_settle_below_two_over_the_largest_curvature_and_leave_above(
    bowl: Quadratic, share: float
) -> None:
    limit = theory.largest_stable_rate(float(bowl.eigenvalues[-1]))
    start = bowl.center + np.ones(bowl.dimension)
    steepest = np.linalg.eigh(bowl.matrix)[1][:, -1]
    assume(abs(steepest.sum()) > 0.1)
    settled = descend(bowl, start, GradientDescent(share * limit), 60)
    distances = np.linalg.norm(settled.points - bowl.center, axis=-1)
    factor = theory.convergence_factor(share * limit, bowl.eigenvalues)
    assert factor < 1
    assert np.all(distances[1:] <= factor * distances[:-1] + 1e-14)
    left = descend(bowl, start, GradientDescent((2 - share) * limit), 60)
    along = np.abs((left.points - bowl.center) @ steepest)
    assert along[-1] > along[0]


@given(curvature, curvature)
def test_no_other_rate_beats_the_best_one(one: float, other: float) -> None:
    low, high = sorted((one, other))
    best = theory.best_rate(low, high)
    at_best = theory.convergence_factor(best, [low, high])
    kappa = theory.condition_number([low, high])
    assert at_best == pytest.approx((kappa - 1) / (kappa + 1), abs=1e-14)
    assert theory.best_convergence_factor(low, high) == pytest.approx(at_best, abs=1e-14)
    rates = np.linspace(0, 2 / high, 501)
    assert np.all(theory.convergence_factor(rates, [low, high]) >= at_best - 1e-14)


@given(st.floats(0.0, 0.99), curvature, st.floats(0.01, 3.0))
def test_heavy_ball_factor_is_the_spectral_radius_of_the_update(beta: float, lam: float, rate: float) -> None:
    # One step takes (x, v) to (x − α (βv + λx), βv + λx).
    update = np.array([[1 - rate * lam, -rate * beta], [lam, beta]])
    radius = np.abs(np.linalg.eigvals(update)).max()
    # Where the roots nearly meet, rounding of size ε moves them by √ε.
    assert theory.heavy_ball_factor(rate, beta, lam) == pytest.approx(radius, abs=1e-6)


@given(st.floats(0.0, 0.99), curvature, st.floats(0.01, 0.99))
def test_heavy_ball_is_stable_up_to_its_limit_and_not_beyond(beta: float, lam: float, share: float) -> None:
    limit = theory.heavy_ball_largest_stable_rate(beta, lam)
    assert theory.heavy_ball_factor(share * limit, beta, lam) < 1
    assert theory.heavy_ball_factor((2 - share) * limit, beta, lam) > 1
    assert theory.heavy_ball_factor(limit, beta, lam) == pytest.approx(1, abs=1e-7)


@given(curvature, curvature)
def test_best_heavy_ball_has_the_factor_root_beta(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assume(high > 1.1 * low)
    rate, beta = theory.heavy_ball_best(low, high)
    kappa = high / low
    assert beta == pytest.approx(((math.sqrt(kappa) - 1) / (math.sqrt(kappa) + 1)) ** 2, rel=1e-12)
    assert theory.heavy_ball_factor(rate, beta, [low, high]) == pytest.approx(math.sqrt(beta), abs=1e-7)


def test_measured_heavy_ball_shrinks_by_root_beta_a_step() -> None:
    rate, beta = theory.heavy_ball_best(1.0, 100.0)
    run = descend(Quadratic([1.0, 100.0]), [1.0, 1.0], Momentum(rate, beta), 300)
    distances = np.linalg.norm(run.points, axis=-1)
    # The roots are double, so the distance falls like k·√βᵏ.
    measured = (distances[300] / 300 / (distances[150] / 150)) ** (1 / 150)
    assert measured == pytest.approx(math.sqrt(beta), rel=1e-3)


def test_momentum_at_its_best_beats_gradient_descent_at_its_best() -> None:
    rate, beta = theory.heavy_ball_best(1.0, 100.0)
    plain = theory.best_convergence_factor(1.0, 100.0)
    assert theory.heavy_ball_factor(rate, beta, [1.0, 100.0]) < 0.82 < 0.98 < plain


def test_one_step_finds_the_bottom_of_the_parabola_at_one_over_the_curvature() -> None:
    assert theory.convergence_factor(0.5, 2.0) == 0
    assert theory.best_rate(2.0, 2.0) == 0.5


@pytest.mark.parametrize(
    ("objective", "start", "limit"),
    [
        (Parabola(), None, 1.0),
        (Parabola(), 8.0, 1.0),
        (Parabola(3.0), 8.0, 1 / 3),
        (Quadratic([0.2, 4.0]), [-5.0, -2.0], 0.5),
        (parse_formula("x**2"), 8.0, 1.0),
        (DoubleWell(), 0.2, 0.25),
        (parse_formula("x**4 - 3*x**2 + x"), 2.0, 2 / (12 * 1.130901122735**2 - 6)),
        (Rosenbrock(), [-1.0, 1.0], 2 / 1001.600639),
    ],
)
def test_stable_limit_is_two_over_the_curvature_at_the_minimum_aimed_at(
    objective: Objective, start: object, limit: float
) -> None:
    found = theory.stable_rate_limit(objective, None if start is None else np.asarray(start))
    assert found == pytest.approx(limit, rel=1e-6)


def test_stable_limit_of_a_regression_is_that_of_its_hessian() -> None:
    loss = MeanSquaredError([0.0, 1.0, 2.0, 3.0], [1.0, 2.0, 2.5, 4.0])
    design = np.column_stack([[0.0, 1.0, 2.0, 3.0], np.ones(4)])
    expected = 2 / np.linalg.eigvalsh(2 / 4 * design.T @ design)[-1]
    assert theory.stable_rate_limit(loss) == pytest.approx(expected, rel=1e-14)
    assert theory.stable_rate_limit(loss, [-8.0, 9.0]) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    ("objective", "start"),
    [(Saddle(), [1.0, 1.0]), (Saddle(), None), (parse_formula("x"), 1.0), (Himmelblau(), None)],
)
def test_stable_limit_is_unknown_without_a_minimum_to_aim_at(objective: Objective, start: object) -> None:
    assert theory.stable_rate_limit(objective, None if start is None else np.asarray(start)) is None


def test_runs_in_a_double_well_settle_only_below_the_limit() -> None:
    limit = theory.stable_rate_limit(DoubleWell(), 0.9)
    assert limit is not None
    below = descend(DoubleWell(), 0.9, GradientDescent(0.95 * limit), 400)
    above = descend(DoubleWell(), 0.9, GradientDescent(1.1 * limit), 400)
    assert abs(below.points[-1, 0] - 1) < 1e-6 < 0.01 < abs(above.points[-1, 0] - 1)


def test_condition_number_is_the_ratio_of_the_curvatures() -> None:
    assert theory.condition_number([0.2, 4.0]) == 20
    assert theory.condition_number([0.0, 4.0]) == math.inf
    with pytest.raises(ValueError, match="one is negative"):
        theory.condition_number([-1.0, 4.0])


@given(st.floats(0.0, 0.99), curvature, st.floats(0.01, 3.0))
def test_nesterov_settles_below_its_limit_and_only_there(beta: float, lam: float, rate: float) -> None:
    # One step takes (x, v) to (x − α (λx + β (βv + λx)), βv + λx).
    update = np.array([[1 - rate * lam * (1 + beta), -rate * beta**2], [lam, beta]])
    radius = np.abs(np.linalg.eigvals(update)).max()
    share = rate / theory.nesterov_largest_stable_rate(beta, lam)
    assume(abs(share - 1) > 1e-6)
    assert (radius < 1) == (share < 1)


@pytest.mark.parametrize("optimizer", [GradientDescent, Momentum, Nesterov])
@pytest.mark.parametrize("share", [0.97, 1.03])
def test_runs_settle_below_the_limit_of_their_optimizer(optimizer: type, share: float) -> None:
    limit = theory.stable_limit(optimizer(1.0), 5.0)
    assert limit is not None
    run = descend(Quadratic([1.0, 5.0]), [1.0, 1.0], optimizer(share * limit), 3000)
    assert (np.abs(run.values[-1]) < 1e-6) == (share < 1)


@pytest.mark.parametrize("optimizer", [AdaGrad(), RMSProp(), Adam(), Momentum(0.1, np.array([0.1, 0.9]))])
def test_no_limit_is_claimed_where_none_is_known(optimizer: Optimizer) -> None:
    assert theory.stable_limit(optimizer, 5.0) is None
