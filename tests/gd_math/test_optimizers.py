"""Every optimizer does what its paper's formulas say, written out here once more in plain Python."""

import inspect
import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gd_math.functions.objectives import Quadratic, Rosenbrock
from gd_math.runs import schedules
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import (
    AdaGrad,
    Adam,
    AdamW,
    GradientDescent,
    Momentum,
    Nesterov,
    Optimizer,
    RMSProp,
)


def gradient_descent(x: float, g: Callable[[float], float], a: float, steps: int) -> float:
    for _ in range(steps):
        x = x - a * g(x)
    return x


def momentum(x: float, g: Callable[[float], float], a: float, steps: int) -> float:
    v = 0.0
    for _ in range(steps):
        v = 0.9 * v + g(x)
        x = x - a * v
    return x


def nesterov_by_looking_ahead(x: float, g: Callable[[float], float], a: float, steps: int) -> float:
    # Sutskever's form: the gradient is taken at the look-ahead point, which is what ours calls x.
    y, v = x, 0.0
    for _ in range(steps):
        v = 0.9 * v - a * g(y + 0.9 * v)
        y = y + v
    return y + 0.9 * v


def adagrad(x: float, g: Callable[[float], float], a: float, steps: int) -> float:
    s = 0.0
    for _ in range(steps):
        d = g(x)
        s += d * d
        x -= a * d / (math.sqrt(s) + 1e-10)
    return x


def rmsprop(x: float, g: Callable[[float], float], a: float, steps: int) -> float:
    s = 0.0
    for _ in range(steps):
        d = g(x)
        s = 0.99 * s + 0.01 * d * d
        x -= a * d / (math.sqrt(s) + 1e-8)
    return x


def adam(x: float, g: Callable[[float], float], a: float, steps: int, decay: float = 0.0) -> float:
    m = s = 0.0
    for t in range(1, steps + 1):
        d = g(x)
        x *= 1 - a * decay
        m = 0.9 * m + 0.1 * d
        s = 0.999 * s + 0.001 * d * d
        x -= a * (m / (1 - 0.9**t)) / (math.sqrt(s / (1 - 0.999**t)) + 1e-8)
    return x


def adamw(x: float, g: Callable[[float], float], a: float, steps: int) -> float:
    return adam(x, g, a, steps, decay=0.01)


PAIRS = [
    (GradientDescent, gradient_descent),
    (Momentum, momentum),
    (Nesterov, nesterov_by_looking_ahead),
    (AdaGrad, adagrad),
    (RMSProp, rmsprop),
    (Adam, adam),
    (AdamW, adamw),
]
MAKERS = [maker for maker, _ in PAIRS]


@pytest.mark.parametrize(("maker", "by_hand"), PAIRS)
@pytest.mark.parametrize("steps", [1, 2, 3, 50])
def test_optimizer_equals_its_formulas(
    maker: type[Optimizer[object]], by_hand: Callable[..., float], steps: int
) -> None:
    curvatures, start = [0.2, 4.0, 1.0], [-5.0, -2.0, 3.0]
    run = descend(Quadratic(curvatures), start, maker(0.07), steps)
    expected = [by_hand(x, lambda z, c=c: c * z, 0.07, steps) for c, x in zip(curvatures, start, strict=True)]
    np.testing.assert_allclose(run.points[-1], expected, rtol=1e-10, atol=1e-12)


def test_defaults_are_those_of_pytorch() -> None:
    assert (Momentum(1.0).beta, Nesterov(1.0).beta) == (0.9, 0.9)
    assert (AdaGrad().learning_rate, AdaGrad().epsilon) == (0.01, 1e-10)
    assert (RMSProp().learning_rate, RMSProp().beta, RMSProp().epsilon) == (0.01, 0.99, 1e-8)
    adam = Adam()
    assert (adam.learning_rate, adam.beta1, adam.beta2, adam.epsilon) == (0.001, 0.9, 0.999, 1e-8)
    assert (AdamW().learning_rate, AdamW().weight_decay) == (0.001, 0.01)


@pytest.mark.parametrize("maker", MAKERS)
def test_first_parameter_is_the_learning_rate(maker: type[Optimizer[object]]) -> None:
    assert next(iter(inspect.signature(maker).parameters)) == "learning_rate"


@pytest.mark.parametrize("maker", MAKERS)
def test_update_changes_none_of_its_arguments(maker: type[Optimizer[object]]) -> None:
    optimizer, point, gradient = maker(0.1), np.array([1.0, 2.0]), np.array([3.0, -4.0])
    state = optimizer.init(point)
    point.flags.writeable = gradient.flags.writeable = False
    for part in state:  # type: ignore[attr-defined]
        if isinstance(part, np.ndarray):
            part.flags.writeable = False
    first, _ = optimizer.update(gradient, state, point)
    second, _ = optimizer.update(gradient, state, point)
    assert np.array_equal(first, second)


@pytest.mark.parametrize("maker", MAKERS)
def test_many_rates_in_one_call_equal_each_rate_alone(maker: type[Optimizer[object]]) -> None:
    rates = np.array([1e-4, 3e-4, 1e-3])
    together = descend(Rosenbrock(), [-1.0, 1.0], maker(rates), 20)
    assert together.points.shape == (21, 3, 2)
    for i, rate in enumerate(rates):
        alone = descend(Rosenbrock(), [-1.0, 1.0], maker(float(rate)), 20)
        np.testing.assert_array_equal(together[i].points, alone.points)


@pytest.mark.parametrize("maker", MAKERS)
def test_a_constant_schedule_equals_the_number(maker: type[Optimizer[object]]) -> None:
    number = descend(Quadratic([1.0, 3.0]), [2.0, 1.0], maker(0.05), 9)
    schedule = descend(Quadratic([1.0, 3.0]), [2.0, 1.0], maker(schedules.constant(0.05)), 9)
    assert np.array_equal(number.points, schedule.points)


def test_a_schedule_is_asked_for_the_index_of_each_step() -> None:
    run = descend(Quadratic(1.0), 1.0, GradientDescent(lambda k: [0.5, 0.25, 0.1][k]), 3)
    assert run.points[:, 0] == pytest.approx([1, 0.5, 0.375, 0.3375], rel=1e-15)


def test_rates_across_starts_make_a_grid_of_runs() -> None:
    run = descend(Quadratic(1.0), [[1.0], [2.0]], GradientDescent(np.array([[0.1], [0.2], [0.3]])), 1)
    np.testing.assert_allclose(run.points[1, :, :, 0], np.outer([0.9, 0.8, 0.7], [1.0, 2.0]), rtol=1e-15)


def test_betas_in_a_batch_equal_each_beta_alone() -> None:
    betas = np.array([0.0, 0.5, 0.9])
    together = descend(Quadratic([1.0, 9.0]), [1.0, 1.0], Momentum(0.05, betas), 30)
    for i, beta in enumerate(betas):
        alone = descend(Quadratic([1.0, 9.0]), [1.0, 1.0], Momentum(0.05, float(beta)), 30)
        np.testing.assert_array_equal(together[i].points, alone.points)


@given(st.floats(1e-4, 1.0), st.floats(0.0, 1.0), st.floats(-100, 100), st.integers(1, 40))
def test_adamw_on_zero_gradients_only_decays(rate: float, decay: float, start: float, steps: int) -> None:
    optimizer, x = AdamW(rate, weight_decay=decay), np.array([start])
    state, error, factor = optimizer.init(x), 0.0, 1 - rate * decay
    for _ in range(steps):
        step, state = optimizer.update(np.zeros(1), state, x)
        # What rounding may have added: three roundings of this step, and the earlier ones shrunk with x.
        error = factor * error + 3 * np.finfo(float).eps * abs(x[0]) + 1e-320
        x = x + step
    assert abs(x[0] - factor**steps * start) <= error + 1e-14 * abs(factor**steps * start)


def test_adamw_without_the_point_says_why_not() -> None:
    optimizer = AdamW()
    with pytest.raises(ValueError, match="update needs the point"):
        optimizer.update(np.ones(1), optimizer.init(np.ones(1)))


def test_momentum_with_beta_zero_is_gradient_descent() -> None:
    plain = descend(Rosenbrock(), [-1.0, 1.0], GradientDescent(1e-3), 30)
    heavy = descend(Rosenbrock(), [-1.0, 1.0], Momentum(1e-3, 0.0), 30)
    assert np.array_equal(plain.points, heavy.points)


def test_first_step_of_adam_is_the_learning_rate_along_each_axis() -> None:
    run = descend(Quadratic([1e-3, 1e3]), [1.0, -1.0], Adam(0.05), 1)
    assert run.steps[0] == pytest.approx([-0.05, 0.05], rel=1e-4)


@pytest.mark.parametrize(("beta1", "beta2"), [(0.9, 0.999), (0.5, 0.9), (0.0, 0.0)])
def test_adam_without_its_correction_takes_m_and_s_as_they_are(beta1: float, beta2: float) -> None:
    run = descend(Quadratic([0.2, 4.0]), [-5.0, 3.0], Adam(0.07, beta1, beta2, corrected=False), 30)
    for place, curvature in enumerate([0.2, 4.0]):
        m, s, x = 0.0, 0.0, float(run.points[0, place])
        for k in range(30):
            g = curvature * x
            m, s = beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g * g
            x -= 0.07 * m / (math.sqrt(s) + 1e-8)
            assert run.points[k + 1, place] == pytest.approx(x, rel=1e-10, abs=1e-12)
    first = np.abs(run.steps[0]) / 0.07
    assert first == pytest.approx((1 - beta1) / math.sqrt(1 - beta2), rel=1e-6)


@pytest.mark.parametrize("bad", [-0.1, 1.0, 1.5, math.nan])
def test_a_beta_out_of_range_is_named(bad: float) -> None:
    with pytest.raises(ValueError, match=f"beta = {bad} must be at least 0 and less than 1"):
        Momentum(0.1, bad)
    with pytest.raises(ValueError, match="beta2"):
        Adam(beta2=bad)


REMEMBERED = {
    GradientDescent: (),
    Momentum: ("velocity",),
    Nesterov: ("velocity",),
    AdaGrad: ("squares",),
    RMSProp: ("squares",),
    Adam: ("first", "second"),
    AdamW: ("first", "second"),
}


@pytest.mark.parametrize("kind", REMEMBERED)
@pytest.mark.parametrize("batch", [(), (3,)])
def test_trajectory_keeps_what_the_optimizer_remembered_at_every_point(
    kind: type[Optimizer[object]], batch: tuple[int, ...]
) -> None:
    optimizer, starts = kind(0.01), np.random.default_rng(0).uniform(-2, 2, (*batch, 2))
    run = descend(Quadratic([1.0, 2.0]), starts, optimizer, 12)
    assert tuple(run.states) == REMEMBERED[kind]
    state = optimizer.init(run.points[0])
    for k in range(run.steps_taken + 1):
        for name, kept in run.states.items():
            assert np.array_equal(kept[k], getattr(state, name)), (k, name)
            assert not kept.flags.writeable
        if k < run.steps_taken:
            step, state = optimizer.update(run.gradients[k], state, run.points[k])
            assert np.array_equal(step, run.steps[k])


def test_states_end_with_their_run_and_go_with_it() -> None:
    runs = descend(Quadratic([1.0, 2.0]), [1.0, 1.0], Momentum(np.array([0.1, 9.0])), 80)
    long, short = runs[0], runs[1]
    assert len(short.points) < len(long.points)
    for run in (long, short):
        assert run.states["velocity"].shape == run.points.shape
        assert np.isfinite(run.states["velocity"]).all()
    assert np.isnan(runs.states["velocity"][len(short.points) :, 1]).all()
    assert '"states": {"velocity": [[0.0, 0.0], [1.0, 2.0]' in long.to_json()
