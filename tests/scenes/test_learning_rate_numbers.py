"""What LearningRateComparison computes and says of any rates."""

import numpy as np
import pytest
from pydantic import ValidationError

from gd_math.accounts.rates import RateSize
from gd_math.formula.parsing import parse_formula
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from scenes.base.look import ENGLISH
from scenes.learning_rate_comparison import LearningRateComparison
from scenes.parts.learning_rate_comparison.story import story, story_of_two, verdict
from tests.rate_runs import RATES, STEPS, WELLS, compared

# what is computed


def test_runs_of_one_call_equal_runs_computed_one_by_one():
    objective = parse_formula(WELLS)
    for one in compared(WELLS, 2.0, (0.01, 0.05, 0.12, 0.2)).runs:
        alone = descend(objective, 2.0, GradientDescent(one.rate), STEPS)
        assert np.array_equal(one.run.points, alone.points)
        assert one.run.values == pytest.approx(
            alone.values, rel=1e-14
        )  # numpy's powers differ in the last bit


def test_default_losses_span_from_near_zero_to_ten_to_the_eighteen():
    runs = compared("x**2", 8.0, RATES).runs
    assert runs[3].run.values[-1] == 2.0**60
    assert runs[1].run.values[-1] == pytest.approx((8 * 0.6**27) ** 2)


@pytest.mark.parametrize(
    ("rate", "size", "word"),
    [
        (0.0499, RateSize.SMALL, "creeps"),
        (0.0501, RateSize.GOOD, "arrives"),
        (0.5, RateSize.GOOD, "arrives"),
        (0.501, RateSize.LARGE, "leaps across"),
        (0.999, RateSize.LARGE, "leaps across"),
        (1.0, None, "to and fro"),
        (1.001, None, "unstable"),
    ],
)
def test_verdicts_change_at_one_over_l_and_two_over_l(rate, size, word):
    (one,) = compared("x**2", 8.0, (rate,)).runs
    assert one.size is size
    assert verdict(one, ENGLISH) == word


def test_flat_minima_have_no_limit_and_are_judged_by_their_steps():
    flat = compared("x**4", 2.0, (0.001, 0.2))
    assert flat.curvature is None
    assert [verdict(one, ENGLISH) for one in flat.runs] == ["creeps", "unstable"]


def test_the_limit_is_left_out_where_runs_settle_in_different_minima():
    wells = compared(WELLS, 2.0, (0.01, 0.05))
    assert wells.curvature == pytest.approx(12 * 1.1309011226299859**2 - 6)
    assert not wells.is_parabola
    assert compared(WELLS, 2.0, (0.01, 0.12)).curvature is None


def test_a_kink_sets_no_limit():
    assert compared("abs(x) + x**2", 3.0, (0.1, 0.3)).curvature is None


def test_brackets_do_not_contradict_the_runs():
    escaping = compared("x**4 - 3*x**3 + 2", 6.0, (0.001, 0.01, 0.02, 0.1))
    curvature = escaping.curvature
    assert curvature == pytest.approx(12 * 2.25**2 - 18 * 2.25)
    assert 1 / curvature > 0.02
    assert escaping.zones(curvature) == (0, 0, None, 2)
    assert escaping.runs[2].escapes


def test_a_diverged_run_is_drawn_one_step_beyond_its_finite_prefix():
    (one,) = compared("x**4", 2.0, (0.2,)).runs
    assert one.last == one.run.outcome.step == len(one.run.values)
    assert one.xs[-1] == one.xs[-2] - 0.2 * 4 * one.xs[-2] ** 3
    assert one.heights[-1] == np.inf


# what is said


def test_sentences_are_true_of_the_numbers():
    runs = compared("x**2", 8.0, RATES).runs
    assert [story(one, ENGLISH) for one in runs] == [
        "α = 0.02: only 67 % of the way in 27 steps.",
        "α = 0.2: 99 % of the way in 10 steps.",
        "α = 0.9: each step jumps across, yet comes closer.",
        "α = 1.5: each step lands higher, from 64.00 to 1.2×10¹⁸.",
    ]
    assert story_of_two(*runs[:2], ENGLISH) == "0.02: 67 % of the way in 27 steps. 0.2: 99 % in 10."
    assert story_of_two(*runs[1:3], ENGLISH) is None
    ten_steps, nine_steps, small_way = 0.6**10, 0.6**9, 1 - 0.96**27
    assert small_way == pytest.approx(0.67, abs=0.005)
    assert ten_steps < 0.01
    assert nine_steps > 0.01


def test_the_step_of_divergence_is_named():
    (one,) = compared("x**4", 2.0, (0.2,)).runs
    assert story(one, ENGLISH) == f"α = 0.2: at step {one.run.outcome.step} the loss leaves every scale."


def test_divergence_is_a_note_with_the_theory():
    assert LearningRateComparison.notes(LearningRateComparison.Params()) == [
        "learning rate 1.5: grows with every step; stable below 1"
    ]


def test_rates_are_sorted_and_each_is_named_once():
    assert LearningRateComparison.Params(learning_rates=(1.5, 0.2)).learning_rates == (0.2, 1.5)
    for rates in ((), (0.1, 0.1), (0.1,) * 7, (-0.1,), (0.0,)):
        with pytest.raises(ValidationError):
            LearningRateComparison.Params(learning_rates=rates)
