"""A run is what its closed form says, ends how it says, and keeps every point."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gd_math.formula.parsing import parse_formula
from gd_math.functions.objectives import Parabola, Quadratic, Rosenbrock, SineHills
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import Adam, GradientDescent, Momentum
from gd_math.typing import Points


@pytest.mark.parametrize(
    ("start", "rate", "steps", "end"),
    [
        (8.0, 0.1, 20, 0.09223372036854),
        (10.0, 0.2, 10, 0.060466176),
        (10.0, 1.1, 10, 61.9173642),
        (8.0, 0.5, 1, 0.0),
    ],
)
def test_parabola_ends_where_published(start: float, rate: float, steps: int, end: float) -> None:
    run = descend(Parabola(), start, GradientDescent(rate), steps)
    digits = len(str(end).split(".")[1])
    assert abs(run.points[-1, 0] - end) <= 10.0**-digits


def test_first_steps_of_the_ball_are_those_on_screen() -> None:
    run = descend(Parabola(), 8.0, GradientDescent(0.1), 20)
    assert run.points[:3, 0] == pytest.approx([8.0, 6.4, 5.12], rel=1e-15)
    assert run.gradients[1, 0] == pytest.approx(12.8, rel=1e-15)
    assert run.values[1] == pytest.approx(40.96, rel=1e-15)
    assert run.steps_taken == 20


def test_long_bowl_ends_where_published() -> None:
    bowl = Quadratic([0.2, 4.0])
    calm = descend(bowl, [-5.0, -2.0], GradientDescent(0.4), 20)
    assert calm.points[-1] == pytest.approx([-0.943467, -0.000073], abs=5e-7)
    wild = descend(bowl, [-5.0, -2.0], GradientDescent(0.6), 20)
    assert wild.points[-1, 1] == pytest.approx(-1673.365109, abs=5e-7)


@given(st.floats(-100, 100), st.floats(0.001, 2.0), st.integers(0, 40))
def test_parabola_follows_its_closed_form(start: float, rate: float, steps: int) -> None:
    run = descend(Parabola(), start, GradientDescent(rate), steps, divergence_threshold=np.inf)
    exact = (1 - 2 * rate) ** np.arange(steps + 1) * start
    # Each step rounds x − α·2x a few times; what it adds grows with the factor from then on.
    error, unit = 0.0, 4 * np.finfo(float).eps
    for k in range(steps + 1):
        assert abs(run.points[k, 0] - exact[k]) <= error + unit * (k + 1) * abs(exact[k])
        error = abs(1 - 2 * rate) * error + unit * (1 + 2 * rate) * abs(run.points[k, 0]) + 1e-320


@given(st.floats(0.001, 0.999), st.floats(0.1, 50.0))
def test_parabola_settles_below_rate_1_and_leaves_above(rate: float, start: float) -> None:
    inside = descend(Parabola(), start, GradientDescent(rate), 25)
    assert np.all(inside.values[1:] < inside.values[:-1]) or inside.values[-1] < 1e-300
    outside = descend(Parabola(), start, GradientDescent(2 - rate), 25)
    assert np.all(outside.values[1:] > outside.values[:-1])
    assert outside.growing and not inside.growing


def test_record_hangs_together() -> None:
    run = descend(Rosenbrock(), [-1.0, 1.5], Momentum(1e-3), 30)
    np.testing.assert_array_equal(run.values, Rosenbrock().value(run.points))
    np.testing.assert_array_equal(run.gradients, Rosenbrock().gradient(run.points))
    np.testing.assert_array_equal(run.points[:-1] + run.steps, run.points[1:])


def test_zero_steps_give_the_start_alone() -> None:
    run = descend(Parabola(), 3.0, GradientDescent(0.1), 0)
    assert run.points.tolist() == [[3.0]] and run.steps.shape == (0, 1)
    assert run.outcome.kind == "steps used up" and not run.growing


def test_without_a_tolerance_a_run_at_the_minimum_uses_its_steps_up() -> None:
    run = descend(Parabola(), 0.0, GradientDescent(0.1), 5)
    assert run.steps_taken == 5
    assert (run.outcome.kind, run.outcome.step) == ("steps used up", 5)


def test_gradient_tolerance_ends_a_run_at_the_first_flat_point() -> None:
    run = descend(Parabola(), 8.0, GradientDescent(0.1), 500, gradient_tolerance=1e-3)
    slopes = np.abs(run.gradients[:, 0])
    assert slopes[-1] <= 1e-3 < slopes[-2]
    assert run.outcome.converged and run.outcome.step == run.steps_taken
    assert run.outcome.reason == "the gradient is at most 0.001"


def test_step_tolerance_ends_a_run_after_the_first_small_step() -> None:
    run = descend(Parabola(), 8.0, GradientDescent(0.1), 500, step_tolerance=1e-3)
    sizes = np.abs(run.steps[:, 0])
    assert sizes[-1] <= 1e-3 < sizes[-2]
    assert run.outcome.converged and run.outcome.step == run.steps_taken
    assert run.outcome.reason == "the step is at most 0.001"


def test_rate_above_the_limit_runs_on_while_its_numbers_can_be_shown() -> None:
    run = descend(Parabola(), 8.0, GradientDescent(1.1), 20)
    assert run.steps_taken == 20 and run.outcome.kind == "steps used up"
    assert run.growing
    assert 9e4 < run.values[-1] < 1e5
    to_the_sky = descend(Parabola(), 8.0, GradientDescent(1.1), 110)
    assert to_the_sky.values[-1] > 1e18


def test_divergence_names_the_step_that_left_and_keeps_what_was_before() -> None:
    run = descend(Parabola(), 8.0, GradientDescent(1.1), 500, divergence_threshold=1e6)
    left = int(np.flatnonzero(64 * 1.44 ** np.arange(500.0) > 1e6)[0])
    assert (run.outcome.kind, run.outcome.step) == ("diverged", left)
    assert len(run.points) == left and run.values[-1] <= 1e6
    assert run.outcome.reason == "the value is beyond 1e+06" and run.growing


def test_a_run_that_overflows_keeps_its_finite_prefix_without_warnings() -> None:
    run = descend(parse_formula("x**4"), 1e3, GradientDescent(1.0), 50, divergence_threshold=np.inf)
    assert run.outcome.diverged and run.outcome.step == len(run.points) < 50
    assert run.outcome.reason == "the value or the slope is no longer finite"
    for array in (run.points, run.values, run.gradients, run.steps):
        assert np.all(np.isfinite(array))


def test_a_step_out_of_the_domain_of_definition_is_divergence() -> None:
    run = descend(parse_formula("x - log(x)"), 0.5, GradientDescent(-1.0), 10)
    assert run.outcome.diverged and run.outcome.step == 1 and len(run.points) == 1
    assert run.growing


def test_a_start_where_the_function_is_not_defined_is_refused_by_name() -> None:
    with pytest.raises(
        ValueError, match="the run cannot start at x = -1: the function or its slope is not finite"
    ):
        descend(parse_formula("log(x)"), -1.0, GradientDescent(0.1), 10)


def test_negative_steps_are_refused() -> None:
    with pytest.raises(ValueError, match="steps = -1 must be at least 0"):
        descend(Parabola(), 1.0, GradientDescent(0.1), -1)


class Counted(Parabola):
    """A parabola that counts how often its gradient is asked for."""

    calls = 0

    def _gradient(self, points: Points) -> Points:
        type(self).calls += 1
        return Parabola._gradient(self, points)


def test_a_thousand_starts_and_rates_take_one_call_for_each_step() -> None:
    Counted.calls = 0
    starts = np.linspace(-5, 5, 1000)[:, None]
    run = descend(Counted(), starts, GradientDescent(np.linspace(0.01, 0.9, 1000)), 30)
    assert run.points.shape == (31, 1000, 1)
    assert Counted.calls == 31


def test_runs_of_a_batch_equal_runs_alone_however_they_end() -> None:
    rates = np.array([0.1, 0.5, 1.05, 2.0, 0.003])
    settings = {"gradient_tolerance": 1e-4, "divergence_threshold": 1e8}
    together = descend(Parabola(), 8.0, GradientDescent(rates), 200, **settings)
    kinds = [outcome.kind for outcome in together.outcomes]
    assert kinds == ["converged", "converged", "diverged", "diverged", "steps used up"]
    for i, rate in enumerate(rates):
        alone = descend(Parabola(), 8.0, GradientDescent(float(rate)), 200, **settings)
        one = together[i]
        assert one.outcome == alone.outcome == together.outcomes[i]
        for name in ("points", "values", "gradients", "steps"):
            np.testing.assert_array_equal(getattr(one, name), getattr(alone, name))
        n = together.lengths[i]
        assert np.all(np.isnan(together.points[n:, i])) and np.all(np.isfinite(together.points[:n, i]))


def test_step_tolerance_ends_each_run_of_a_batch_on_its_own() -> None:
    starts = np.array([[8.0], [0.001], [4.0]])
    together = descend(Parabola(), starts, GradientDescent(0.1), 90, step_tolerance=1e-3)
    for i, start in enumerate(starts):
        alone = descend(Parabola(), start, GradientDescent(0.1), 90, step_tolerance=1e-3)
        assert together[i].outcome == alone.outcome
        np.testing.assert_array_equal(together[i].steps, alone.steps)


def test_a_batch_with_a_bad_start_keeps_the_good_ones() -> None:
    run = descend(parse_formula("x - log(x)"), [[-1.0], [2.0]], GradientDescent(0.1), 5)
    assert run.outcomes[0].diverged and run.lengths.tolist() == [1, 6]
    assert run[1].outcome.kind == "steps used up"


def test_part_of_a_batch_is_a_batch() -> None:
    run = descend(SineHills(), np.ones((4, 3, 2)), GradientDescent(0.1), 6)
    assert run.batch_shape == (4, 3)
    assert run[1].batch_shape == (3,) and run[1, 2].batch_shape == () and run[::2].batch_shape == (2, 3)
    assert run[1, 2].points.shape == (7, 2)


def test_a_batch_has_no_single_outcome_and_a_run_no_parts() -> None:
    batch = descend(Parabola(), [[1.0], [2.0]], GradientDescent(0.1), 2)
    with pytest.raises(ValueError, match="no single outcome; see outcomes or take one run"):
        _ = batch.outcome
    with pytest.raises(ValueError, match="no single growing"):
        _ = batch.growing
    with pytest.raises(IndexError, match="is a single run"):
        batch[0][0]


def test_a_trajectory_cannot_be_written_to() -> None:
    run = descend(Parabola(), [[1.0], [2.0]], GradientDescent(0.1), 2)
    for one in (run, run[0]):
        for name in ("points", "values", "gradients", "steps", "lengths", "endings"):
            with pytest.raises(ValueError, match="read-only"):
                getattr(one, name)[...] = 0


def test_the_same_run_is_the_same_to_the_last_bit() -> None:
    first, second = (descend(SineHills.seeded(2), [1.0, 2.0], Adam(0.1), 40) for _ in range(2))
    assert first.to_json() == second.to_json()


def test_csv_gives_back_the_same_floats(tmp_path: Path) -> None:
    run = descend(Rosenbrock(), [-1.0, 1.5], GradientDescent(1e-3), 10)
    run.save_csv(tmp_path / "run.csv")
    with (tmp_path / "run.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["step", "x", "y", "value", "gradient_x", "gradient_y", "step_x", "step_y"]
    assert [int(row["step"]) for row in rows] == list(range(11))
    assert [[float(row["x"]), float(row["y"])] for row in rows] == run.points.tolist()
    assert [float(row["value"]) for row in rows] == run.values.tolist()
    assert [float(row["gradient_y"]) for row in rows] == run.gradients[:, 1].tolist()
    assert [float(row["step_x"]) for row in rows[:-1]] == run.steps[:, 0].tolist()
    assert rows[-1]["step_x"] == ""


def test_csv_of_a_batch_has_each_run_to_its_own_end(tmp_path: Path) -> None:
    run = descend(Parabola(), 8.0, GradientDescent(np.array([0.1, 3.0])), 60)
    run.save_csv(tmp_path / "runs.csv")
    with (tmp_path / "runs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    counts = [sum(row["run_0"] == str(i) for row in rows) for i in range(2)]
    assert counts == run.lengths.tolist() and counts[1] < counts[0] == 61


def test_json_gives_back_the_same_floats(tmp_path: Path) -> None:
    run = descend(Rosenbrock(), [-1.0, 1.5], GradientDescent(1e-3), 10)
    run.save_json(tmp_path / "run.json")
    content = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert content["variables"] == ["x", "y"]
    for name in ("points", "values", "gradients", "steps"):
        assert content[name] == getattr(run, name).tolist()
    assert content["outcome"] == {"kind": "steps used up", "step": 10, "reason": "all 10 steps are used up"}


def test_json_of_a_batch_has_null_beyond_an_end_and_an_outcome_for_each_run() -> None:
    run = descend(Parabola(), 8.0, GradientDescent(np.array([0.1, 3.0])), 60)
    content = json.loads(run.to_json())
    assert content["points"][60][1] == [None] and content["points"][60][0] == [run.points[60, 0, 0]]
    assert [outcome["kind"] for outcome in content["outcomes"]] == ["steps used up", "diverged"]
