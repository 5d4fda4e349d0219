"""What happened in a run: each way to end, and what each step did."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gd_math.accounts.account import NOWHERE, account, accounts
from gd_math.accounts.changes import changes_of
from gd_math.accounts.endings import End
from gd_math.data.regression import MeanSquaredError
from gd_math.formula.parsing import parse_formula
from gd_math.functions.quadratic import Quadratic
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.shape.lie import Lie

AXIS = ((-10.0, 10.0),)
SQUARE = ((-5.0, 5.0), (-5.0, 5.0))


def told(text: str, start: float, rate: float, steps: int = 20):
    objective = parse_formula(text)
    return account(objective, descend(objective, start, GradientDescent(rate), steps), AXIS)


@pytest.mark.parametrize(
    ("text", "start", "rate", "end"),
    [
        ("x**2", 8.0, 0.1, End.ARRIVED),
        ("x**2", 8.0, 0.01, End.ON_ITS_WAY),
        ("x**2", 8.0, 1.0, End.CYCLE),
        ("x**2", 8.0, 1.1, End.DIVERGING),
        ("x**4", 8.0, 0.1, End.DIVERGING),
        ("x**4 - 3*x**3 + 2", 6.0, 0.02, End.DIVERGING),
        ("x**3 - 3*x", -1.5, 0.1, End.FALLING),
        ("exp(x)", 1.0, 0.1, End.FALLING),
        ("2*x + 1", 1.0, 0.1, End.FALLING),
        ("-x**2", 1.0, 0.5, End.FALLING),
        ("x*log(x)", 2.0, 1.5, End.LEFT_DOMAIN),
        ("sqrt(x)", 4.0, 1.0, End.LEFT_DOMAIN),
        ("sqrt(x)", 1.0, 2.0, End.NO_SLOPE),
        ("-exp(-x**2)", 3.0, 0.1, End.CREEPING),
        ("1/(1 + exp(-x))", 8.0, 0.1, End.CREEPING),
        ("x**2/10 + sin(20*x)", 4.0, 0.01, End.ON_ITS_WAY),
        ("abs(x)", 3.25, 2.0, End.CYCLE),
    ],
)
def test_each_way_to_end(text: str, start: float, rate: float, end: End) -> None:
    assert told(text, start, rate).end is end


def test_the_view_of_a_run_on_a_map_is_its_region() -> None:
    bowl = parse_formula("x**2 + y**2")
    assert account(bowl, descend(bowl, (1.0, 2.0), GradientDescent(0.1), 3), SQUARE).view == SQUARE


def test_zero_steps_have_reasons_of_their_own() -> None:
    leaves, bursts = told("x*log(x)", 2.0, 1.5), told("cosh(x)", 8.0, 0.1)
    assert (leaves.steps, leaves.end, leaves.leaving_step) == (0, End.LEFT_DOMAIN, 1)
    assert leaves.beyond[0] == pytest.approx(2 - 1.5 * (np.log(2.0) + 1), rel=1e-15)
    assert (bursts.steps, bursts.end, bursts.leaving_step) == (0, End.DIVERGING, 1)
    stands = {
        text: told(text, start, 0.1) for text, start in (("x**2", 0.0), ("cos(x)", 0.0), ("0*x + 3", 1.0))
    }
    assert [one.moved for one in stands.values()] == [False] * 3
    assert [one.end for one in stands.values()] == [End.ARRIVED, End.STANDING, End.STANDING]
    assert [one.lie for one in stands.values()] == [Lie.MINIMUM, Lie.SUMMIT, Lie.LEVEL]
    kink = told("-abs(x)", 0.0, 0.1)
    assert (kink.end, kink.lie, kink.moved) == (End.KINK, Lie.SUMMIT, False)
    faint = told("-exp(-x**2)", 9.0, 0.1)
    assert (faint.end, faint.moved) == (End.CREEPING, False)


def test_a_cycle_has_its_period_and_its_places() -> None:
    jumping = told("x**2", 8.0, 1.0)
    assert jumping.period == 2
    assert sorted(jumping.places[:, 0]) == [-8.0, 8.0]
    assert not jumping.changes.any()
    assert (jumping.falls, jumping.rises, jumping.change) == (False, False, 0)


def test_a_run_that_goes_up_and_down_neither_falls_nor_rises() -> None:
    zigzag = told("x**2/10 + sin(20*x)", 4.0, 0.01)
    assert set(zigzag.changes) == {-1, 1}
    assert not zigzag.falls and not zigzag.rises
    assert zigzag.first_rise == int(np.flatnonzero(np.diff(zigzag.run.values) > 0)[0])


def test_the_limit_is_that_of_the_minimum_downhill() -> None:
    assert told("x**4 - 3*x**3 + 2", 6.0, 0.01).limit == pytest.approx(2 / 20.25)
    assert told("abs(x)", 3.0, 0.1).limit is None
    assert told("exp(x)", 1.0, 0.1).limit is None


def test_many_runs_on_a_cubic_fall_or_arrive() -> None:
    cubic = parse_formula("x**3 - 3*x")
    starts = np.array([[-2.5], [-1.2], [-0.5], [0.5], [1.5]])
    many = accounts(cubic, descend(cubic, starts, GradientDescent(0.05), 60), ((-3.0, 3.0),))
    assert [one.end for one in many] == [End.FALLING] * 2 + [End.ARRIVED] * 3
    assert many.homes(np.array([[1.0]])).tolist() == [NOWHERE, NOWHERE, 0, 0, 0]
    assert many.arrived == 3


def test_a_valley_that_is_a_line_is_arrived_at() -> None:
    trough = parse_formula("(x - y)**2", ("x", "y"))
    starts = np.array([[3.0, 1.0], [-2.0, 4.0]])
    many = accounts(trough, descend(trough, starts, GradientDescent(0.1), 60), SQUARE)
    assert many.arrived == 2


def test_a_bounded_map_is_left() -> None:
    plane = parse_formula("x + 2*y", ("x", "y"))
    run = descend(plane, np.array([[0.0, 0.0]]), GradientDescent(0.1), 60)
    assert accounts(plane, run, SQUARE, bounded=True)[0].end is End.LEFT_MAP
    assert accounts(plane, run, SQUARE)[0].end is End.FALLING


def test_a_regression_run_arrives_at_the_exact_solution() -> None:
    loss = MeanSquaredError([0.0, 1.0, 2.0], [1.0, 3.0, 5.0])
    run = descend(loss, [0.0, 0.0], GradientDescent(0.3), 400)
    one = account(loss, run, ((-4.0, 4.0), (-4.0, 4.0)))
    assert one.end is End.ARRIVED
    assert one.minimum == pytest.approx([2.0, 1.0], abs=1e-9)


def test_roundings_are_no_change() -> None:
    values = np.array([64.0, 64.0 + 1e-14, 64.0 - 1e-14, 63.0])
    assert changes_of(values).tolist() == [0, 0, -1]


@settings(max_examples=60, deadline=None)
@given(
    curvature=st.floats(0.1, 10.0),
    center=st.floats(-3.0, 3.0),
    start=st.floats(-9.0, 9.0),
    pull=st.floats(0.02, 1.9),
    steps=st.integers(2, 80),
)
def test_on_a_parabola_the_account_agrees_with_the_closed_form(
    curvature: float, center: float, start: float, pull: float, steps: int
) -> None:
    if abs(start - center) < 1e-3:
        return
    objective = Quadratic([curvature], center=[center])
    one = account(objective, descend(objective, start, GradientDescent(pull / curvature), steps), AXIS)
    away = abs(start - center) * abs(1 - pull) ** steps
    last_step = abs(start - center) * abs(1 - pull) ** (steps - 1) * pull
    if abs(away - 0.6) > 1e-6 and abs(last_step - 0.6) > 1e-6:
        assert one.arrived == (away <= 0.6 and last_step <= 0.6)
    assert one.minimum[0] == pytest.approx(center, abs=1e-6)
    assert one.limit == pytest.approx(2 / curvature)
    assert (one.changes <= 0).all()
