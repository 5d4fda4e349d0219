"""Where a function is defined is what Python's own mathematics says, and the words on it are true."""

import math
import time

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gd_math.formula.definedness import defined, defined_intervals, undefined_at, where_defined
from gd_math.formula.functions import FUNCTIONS
from gd_math.formula.parsing import FormulaError, parse_curve, parse_land
from gd_math.functions.objectives import DoubleWell, MountainRange, Parabola, Rosenbrock, TripleWell
from gd_math.objective import Objective
from gd_math.typing import Floats, Hessians, Interval, Points

WORDS = {
    "x**2": "every x",
    "3": "every x",
    "log(x)": "x > 0",
    "log2(x) + log10(x)": "x > 0",
    "x*log(x)": "x > 0",
    "log(w + 1)": "w > −1",
    "log(1 - x)": "x < 1",
    "sqrt(x)": "x ≥ 0",
    "theta_0**0.5": "theta_0 ≥ 0",
    "sqrt(x - 0.567143)": "x ≥ 0.5671",
    "sqrt(1 - x**2)": "−1 ≤ x ≤ 1",
    "asin(2w - 1)": "0 ≤ w ≤ 1",
    "log(x)/log(2 - x)": "0 < x < 2 and x ≠ 1",
    "1/x": "x ≠ 0",
    "x**-2": "x ≠ 0",
    "1/x**40": "x ≠ 0",
    "x/x": "x ≠ 0",
    "sin(x)/x": "x ≠ 0",
    "exp(1/x)": "x ≠ 0",
    "log(abs(x - 0.3337))": "x ≠ 0.3337",
    "1/(x - 1/3)**2": "x ≠ 0.3333",
    "1/(x**2 - 1)": "x ≠ −1 and x ≠ 1",
    "log(x + 1)/x": "x > −1 and x ≠ 0",
    "sqrt(x**2 - 4)": "x ≤ −2 or x ≥ 2",
    "sqrt(x)**2": "x ≥ 0",
    "exp(log(x))": "x > 0",
    "log(log(x))": "x > 1",
    "log(relu(x - 2))": "x > 2",
    "log(max(x, 0))": "x > 0",
    "1/relu(x)": "x > 0",
    "where(x > 0, log(x), 0)": "every x",
    "where(x > 0, 0, log(-x))": "x ≠ 0",
    "1/(x-1)/(x-2)/(x-3)/(x-4)": "x ≠ 1 and x ≠ 2 and x ≠ 3 …",
    "tan(x)": "x ≠ −1.571 and x ≠ 1.571 and x ≠ 4.712 …",
    "log(sin(x))": "−6.283 < x < −3.142 or 0 < x < 3.142 or 6.283 < x < 9.425 …",
    "sqrt(-1 - x**2)": "no x",
}


@pytest.mark.parametrize("text", WORDS)
def test_words_say_where_a_formula_is_defined(text: str) -> None:
    objective = parse_curve(text)
    begin = time.process_time()
    assert where_defined(objective) == WORDS[text]
    assert time.process_time() - begin < 1.0


BEYOND = ["exp(x)", "exp(x) - exp(2x)", "exp(-x)/(1 + exp(-x))", "1/(1 + exp(-x))", "-log(sigmoid(x))"]
BEYOND += ["1/exp(-x**2)", "log(1 - sigmoid(x))", "cosh(x)", "sigmoid(x)", "softplus(x)", "log(cosh(x))"]


@pytest.mark.parametrize("text", BEYOND)
def test_what_is_too_large_or_too_small_to_hold_is_defined(text: str) -> None:
    objective = parse_curve(text)
    assert where_defined(objective) == "every x"
    assert defined(objective, np.linspace(-1e5, 1e5, 101)[:, None]).all()


@pytest.mark.parametrize(
    ("text", "intervals"),
    [
        ("x**2", ((-10, 10),)),
        ("log(x)", ((0, 10),)),
        ("1/x", ((-10, 0), (0, 10))),
        ("1/(x - 0.123)", ((-10, 0.123), (0.123, 10))),
        ("sqrt(x*(x - 1)*(x - 2))", ((0, 1), (2, 10))),
        ("log(20 + x)", ((-10, 10),)),
        ("log(x - 20)", ()),
        ("tan(x/4)", ((-10, -2 * math.pi), (-2 * math.pi, 2 * math.pi), (2 * math.pi, 10))),
    ],
)
def test_intervals_end_where_the_function_does(text: str, intervals: tuple[Interval, ...]) -> None:
    found = defined_intervals(parse_curve(text), -10, 10)
    assert np.array(found).ravel() == pytest.approx(np.array(intervals).ravel(), abs=1e-14)
    for (low, high), (low_true, high_true) in zip(found, intervals, strict=True):
        assert all(a == b for a, b in ((low, low_true), (high, high_true)) if b == round(b, 3))


def test_single_places_and_areas_are_told_apart_in_two_dimensions() -> None:
    land = parse_land("log(x) + y**2")
    assert defined(land, [[-1, 0], [0, 0], [1, 0], [1, 1e200]]).tolist() == [False, False, True, True]
    hyperbola = parse_land("1/(x*y)")
    assert defined(hyperbola, [[0, 1], [1, 0], [0, 0], [1, 1]]).tolist() == [False, False, False, True]
    assert defined(land, np.ones((3, 4, 2))).shape == (3, 4)
    assert not defined(parse_land("sqrt(-1 - x**2 - y**2)"), np.zeros((5, 2))).any()


class Reciprocal(Objective):
    """1 / (x − 2), without a formula."""

    @property
    def dimension(self) -> int:
        return 1

    @property
    def domain(self) -> tuple[Interval, ...]:
        return ((-10.0, 10.0),)

    @property
    def minima(self) -> Points:
        return np.empty((0, 1))

    @property
    def variables(self) -> tuple[str, ...]:
        return ("x",)

    @property
    def formula(self) -> str:
        return "1/(x - 2)"

    def _value(self, points: Points) -> Floats:
        return np.asarray(1 / (points[..., 0] - 2))

    def _gradient(self, points: Points) -> Points:
        return np.asarray(-1 / (points - 2) ** 2)

    def _curvature(self, points: Points) -> Hessians:
        return np.asarray(2 / (points[..., None] - 2) ** 3)


def test_any_objective_can_be_asked() -> None:
    for objective in (Parabola(), DoubleWell(), TripleWell(), MountainRange()):
        assert where_defined(objective) == "every x"
    assert where_defined(Reciprocal()) == "x ≠ 2"
    assert undefined_at(Reciprocal(), 2) == (
        "the function is not defined at start = 2; it is defined for x ≠ 2"
    )
    assert undefined_at(Rosenbrock(), [1e200, 1.0]) is None


@pytest.mark.parametrize(
    ("text", "start", "sentence"),
    [
        ("log(x)", -1, "log(x) is not defined at start = −1; it is defined for x > 0"),
        ("1/x", 0, "1/x is not defined at start = 0; it is defined for x ≠ 0"),
        ("sqrt(w)", -0.25, "sqrt(w) is not defined at start = −0.25; it is defined for w ≥ 0"),
        ("log(-1-x**2)", 3, "log(-1-x**2) is defined nowhere"),
        ("sqrt(x)", 0, None),
        ("log(x)", 1e-9, None),
    ],
)
def test_a_start_outside_gets_one_sentence(text: str, start: float, sentence: str | None) -> None:
    assert undefined_at(parse_curve(text), start) == sentence


def test_the_sentence_names_the_field_and_both_coordinates() -> None:
    assert undefined_at(parse_land("log(x) + y"), [-1, 2], "first start") == (
        "log(x) + y is not defined at first start = (−1, 2)"
    )


names = st.sampled_from(["log", "sqrt", "asin", "relu", "abs", "log2", "sigmoid", "sin", "sign"])
texts = st.recursive(
    st.sampled_from(["x", "x", "2", "0.5"]),
    lambda inner: st.one_of(
        st.builds("{}({})".format, names, inner),
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner),
        st.builds("max({}, {})".format, inner, inner),
        st.builds("({})**{}".format, inner, st.sampled_from(["2", "(-1)", "3"])),
    ),
    max_leaves=5,
)


def plain_value(text: str, x: float) -> float:
    known = {name: function.number for name, function in FUNCTIONS.items()}
    return float(eval(text, {"__builtins__": {}, **known, "x": x}))


@given(texts, st.sampled_from([-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0]) | st.floats(-3, 3))
@settings(max_examples=300, deadline=4000)
def test_defined_is_what_python_can_compute(text: str, x: float) -> None:
    try:
        objective = parse_curve(text)
    except FormulaError:
        assume(False)
    assume(abs(x) > 1e-2 or x == 0)
    try:
        plain_value(text, x)
    except (ValueError, ZeroDivisionError):
        expected = False
    except OverflowError:
        expected = True
    else:
        expected = True
    assert bool(defined(objective, x)) == expected
