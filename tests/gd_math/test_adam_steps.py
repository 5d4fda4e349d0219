"""The parts of Adam's steps make the steps; the first one is as long as α, whatever the slope."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gd_math.accounts.adam_steps import AdamSteps, first_shares
from gd_math.formula.parsing import parse_land
from gd_math.functions.classics import Beale, Himmelblau, Rosenbrock
from gd_math.functions.quadratic import Quadratic
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import Adam

LANDS = [Rosenbrock(), Beale(), Himmelblau(), parse_land("sin(3x) + exp(y)"), Quadratic([1e-6, 1e6])]
BETAS = st.sampled_from([0.0, 0.3, 0.9, 0.99, 0.999])


@given(
    land=st.sampled_from(LANDS),
    start=st.tuples(*[st.floats(-2.0, 2.0)] * 2),
    rate=st.floats(1e-4, 1.0),
    betas=st.tuples(BETAS, BETAS),
)
@settings(deadline=None, max_examples=40)
def test_the_first_step_is_alpha_against_the_sign_of_any_slope(land, start, rate, betas):
    run = descend(land, start, Adam(rate, *betas), 1)
    g = land.gradient(np.array(start))
    with np.errstate(invalid="ignore"):
        expected = -rate * np.sign(g) * np.abs(g) / (np.abs(g) + 1e-8)
    if run.steps_taken:
        assert run.points[1] == pytest.approx(np.array(start) + expected, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("corrected", [True, False])
@pytest.mark.parametrize("land", LANDS)
def test_steps_are_made_of_their_parts(land, corrected):
    """Everything again from the gradients alone: moments as weighted sums, not as running averages."""
    rule = Adam(0.05, 0.8, 0.95, corrected=corrected)
    run = descend(land, (1.1, -0.7), rule, 12)
    told = AdamSteps.of(run, rule)
    for n in range(run.steps_taken):
        g = run.gradients[: n + 1]
        ages = np.arange(n, -1, -1)[:, None]
        m, s = (0.2 * 0.8**ages * g).sum(axis=0), (0.05 * 0.95**ages * g**2).sum(axis=0)
        weights = (0.8**ages).sum() * 0.2, (0.95**ages).sum() * 0.05
        assert told.slopes[n] == pytest.approx(g[-1])
        assert told.means[n] == pytest.approx(m, rel=1e-9, abs=1e-300)
        assert told.roots[n] == pytest.approx(np.sqrt(s), rel=1e-9)
        assert told.unbiased_means[n] == pytest.approx(m / weights[0], rel=1e-9, abs=1e-300)
        assert told.unbiased_roots[n] == pytest.approx(np.sqrt(s / weights[1]), rel=1e-9)
        whole = weights if corrected else (1.0, 1.0)
        ratio = m / whole[0] / (np.sqrt(s / whole[1]) + 1e-8)
        assert told.ratios[n] == pytest.approx(ratio, rel=1e-9)
        assert run.steps[n] == pytest.approx(-0.05 * ratio, rel=1e-6, abs=1e-12)


def test_without_the_correction_the_first_step_is_the_ratio_of_both_shares():
    rule = Adam(0.25, corrected=False)
    told = AdamSteps.of(descend(Quadratic([0.5, 10.0]), (-4.0, 2.0), rule, 20), rule)
    share, root = first_shares(rule)
    assert (share, root) == pytest.approx((0.1, 0.001**0.5))
    assert told.ratios[0] == pytest.approx([-(10**0.5), 10**0.5], rel=1e-6)
    assert told.longest == pytest.approx(5.12, abs=0.4) and told.longest == np.abs(told.ratios).max()


def test_a_run_without_slopes_has_no_steps():
    rule = Adam(0.25)
    level = AdamSteps.of(descend(Quadratic([1.0, 1.0]), (0.0, 0.0), rule, 5), rule)
    assert level.longest == 0.0 and not level.ratios.any()
