"""The best learning rate of a grid, for a budget of gradients."""

import numpy as np
import pytest

from gd_math.accounts.tuning import GRID, tune
from gd_math.formula.parsing import parse_land
from gd_math.functions.classics import Rosenbrock
from gd_math.functions.objectives import Parabola
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import AdaGrad, Adam, GradientDescent, Momentum, Nesterov, RMSProp


def test_the_grid_has_one_two_and_five_of_each_power_of_ten():
    assert len(GRID) == 16 and list(GRID) == sorted(GRID)
    assert [f"{rate:g}" for rate in GRID[:4]] == ["0.0001", "0.0002", "0.0005", "0.001"]
    assert GRID[-3:] == (2.0, 5.0, 10.0)


@pytest.mark.parametrize("rule", [GradientDescent, Momentum, Nesterov, AdaGrad, RMSProp, Adam])
def test_every_rate_is_tried_as_if_alone(rule):
    f, start = Rosenbrock(), (-1.2, 1.0)
    found = tune(f, start, rule, 60)
    for rate, final in zip(found.rates, found.finals, strict=True):
        run = descend(f, start, rule(float(rate)), 60)
        whole = run.steps_taken == 60
        assert final == pytest.approx(float(run.values[-1]) if whole else np.inf, rel=1e-6)
    assert found.best == found.rates[np.argmin(found.finals)]


def test_gradient_descent_on_a_parabola_has_its_best_rate_at_one_over_the_curvature():
    # x ← (1 − 2α) x: of the grid 0.5 arrives in one step, and 1 goes to and fro.
    found = tune(Parabola(), 8.0, GradientDescent, 20)
    assert found.best == 0.5 and not found.at_edge
    assert found.finals[found.rates == 0.1] == pytest.approx((8 * 0.8**20) ** 2)
    assert np.isfinite(found.finals[found.rates <= 1]).all()


def test_of_equal_rates_the_smallest_is_taken_and_of_none_the_grid_s_first():
    level = parse_land("0*x + 0*y + 3")
    assert tune(level, (1.0, 1.0), GradientDescent, 5).best == GRID[0]
    steep = tune(parse_land("1e9*x**4 + y**2"), (9.0, 1.0), GradientDescent, 8)
    assert np.isinf(steep.finals).all() and steep.best == GRID[0] and steep.at_edge
