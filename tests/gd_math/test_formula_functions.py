"""The functions of formulas: their values are Python's, their derivatives exact, their kinks PyTorch's."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
import typst
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gd_math.formula.functions import FUNCTIONS
from gd_math.formula.parsing import parse_curve, parse_formula, parse_land

PLACES = [-1000.0, -2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 2.5, 1000.0]


def sign(x: float) -> float:
    return float(x > 0) - float(x < 0)


def softplus(x: float) -> float:
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x > 0 else math.exp(x) / (1 + math.exp(x))


Plain = Callable[[float], float]
KNOWN: dict[str, tuple[Plain, Plain]] = {
    "max(x, 1)": (lambda x: max(x, 1), lambda x: 1.0 if x > 1 else 0.5 if x == 1 else 0.0),
    "max(-x, x, 2)": (
        lambda x: max(-x, x, 2),
        lambda x: -1.0 if x < -2 else 1.0 if x > 2 else 0.0,
    ),
    "max(x, x, 0)": (lambda x: max(x, 0), lambda x: 1.0 if x > 0 else 2 / 3 if x == 0 else 0.0),
    "min(x, 1)": (lambda x: min(x, 1), lambda x: 1.0 if x < 1 else 0.5 if x == 1 else 0.0),
    "abs(x)": (abs, sign),
    "sign(x)": (sign, lambda x: 0.0),
    "relu(x)": (lambda x: max(x, 0), lambda x: float(x > 0)),
    "relu(-2x)": (lambda x: max(-2 * x, 0), lambda x: -2.0 * (x < 0)),
    "where(x > 0, x, 0)": (lambda x: x if x > 0 else 0, lambda x: float(x > 0)),
    "where(x >= 0, x, 0)": (lambda x: x if x >= 0 else 0, lambda x: float(x >= 0)),
    "where(x < 0, x**2, 3x)": (lambda x: x * x if x < 0 else 3 * x, lambda x: 2 * x if x < 0 else 3.0),
    "where(-1 < x <= 1, x**2, 0)": (
        lambda x: x * x if -1 < x <= 1 else 0,
        lambda x: 2 * x if -1 < x <= 1 else 0.0,
    ),
    "huber(x)": (
        lambda x: x * x / 2 if abs(x) <= 1 else abs(x) - 0.5,
        lambda x: x if abs(x) <= 1 else sign(x),
    ),
    "huber(x, 0.5)": (
        lambda x: x * x / 2 if abs(x) <= 0.5 else 0.5 * (abs(x) - 0.25),
        lambda x: x if abs(x) <= 0.5 else 0.5 * sign(x),
    ),
    "sigmoid(x)": (sigmoid, lambda x: sigmoid(x) * sigmoid(-x)),
    "softplus(x)": (softplus, sigmoid),
    "-log(sigmoid(x))": (lambda x: softplus(-x), lambda x: -sigmoid(-x)),
    "-log(1 - sigmoid(x))": (softplus, sigmoid),
    "erf(x)": (math.erf, lambda x: 2 / math.sqrt(math.pi) * math.exp(-x * x)),
    "log2(x**2 + 1)": (lambda x: math.log2(x * x + 1), lambda x: 2 * x / (x * x + 1) / math.log(2)),
    "log10(x**2 + 1)": (lambda x: math.log10(x * x + 1), lambda x: 2 * x / (x * x + 1) / math.log(10)),
}


@pytest.mark.parametrize("text", KNOWN)
@pytest.mark.parametrize("x", PLACES)
def test_values_and_slopes_are_right_as_far_as_a_thousand_and_without_a_warning(text: str, x: float) -> None:
    objective, (value, slope) = parse_curve(text), KNOWN[text]
    with np.errstate(all="raise", under="ignore"):
        assert float(objective(x)) == pytest.approx(value(x), rel=1e-14, abs=1e-300)
        assert float(objective.slope(x)) == pytest.approx(slope(x), rel=1e-13, abs=1e-300)


def test_powers_of_two_and_ten_have_whole_logarithms() -> None:
    assert [float(parse_curve("log2(x)")(2.0**k)) for k in range(-5, 30)] == list(range(-5, 30))
    assert [float(parse_curve("log10(x)")(10.0**k)) for k in range(15)] == list(range(15))


@pytest.mark.parametrize("text", KNOWN)
def test_values_keep_the_shape_of_the_points(text: str) -> None:
    grid = np.linspace(-3, 3, 12).reshape(2, 3, 2, 1)
    objective = parse_curve(text)
    assert objective.value(grid).shape == (2, 3, 2) and objective.value(grid).dtype == np.float64
    assert objective.gradient(grid).shape == (2, 3, 2, 1)
    assert objective.curvature(grid).shape == (2, 3, 2, 1, 1)


def test_ties_share_the_gradient_among_the_arguments_as_pytorch_does() -> None:
    assert parse_land("max(x, y)").gradient([2.0, 2.0]).tolist() == [0.5, 0.5]
    assert parse_land("min(x, y)").gradient([2.0, 2.0]).tolist() == [0.5, 0.5]
    assert parse_land("max(x, y, 2)").gradient([2.0, 2.0]).tolist() == pytest.approx([1 / 3, 1 / 3])
    assert parse_land("max(2x, y)").gradient([1.0, 1.5]).tolist() == [2.0, 0.0]


SMOOTH_AT_0 = {
    "max(x, min(x, x**2))": (1.0, 0.0),
    "relu(x) - relu(-x)": (1.0, 0.0),
    "x abs(x)": (0.0, 0.0),
    "abs(x) sign(x)": (1.0, 0.0),
    "max(x**2, min(x**2, x**3))": (0.0, 2.0),
    "where(x > 0, 3x, where(x < 0, 3x, 5x))": (3.0, 0.0),
    "max(x, 0) + min(x, 0)": (1.0, 0.0),
}


@pytest.mark.parametrize("text", SMOOTH_AT_0)
def test_where_both_sides_have_one_slope_it_is_the_slope(text: str) -> None:
    objective, (slope, bend) = parse_curve(text), SMOOTH_AT_0[text]
    assert not objective.kinks(-1.0, 1.0)
    assert float(objective.slope(0.0)) == pytest.approx(slope, abs=1e-6)
    if text != "x abs(x)":  # whose bends are -2 and 2 on its sides
        assert objective.curvature([0.0]).item() == pytest.approx(bend, abs=1e-6)


def test_partial_derivatives_of_lands_are_those_of_both_sides() -> None:
    land = parse_land("max(x, min(x, x**2)) + y**2")
    assert land.gradient([[0.0, 1.0], [2.0, 3.0]]).tolist() == [[1.0, 2.0], [1.0, 6.0]]


def test_a_slope_that_grows_beyond_bounds_is_not_replaced_by_its_neighbours() -> None:
    assert math.isnan(float(parse_curve("sign(x) sqrt(abs(x))").slope(0.0)))


def test_what_is_undefined_stays_undefined_in_every_branch_that_needs_it() -> None:
    for text in ("relu(log(x))", "max(log(x), 0)", "where(log(x) > 0, 1, 2)", "abs(log(x))", "huber(log(x))"):
        assert math.isnan(float(parse_curve(text)(-1.0)))
    piecewise = parse_curve("where(x > 0, log(x), 0)")
    assert float(piecewise(-1.0)) == 0 and float(piecewise.slope(-1.0)) == 0
    assert float(piecewise(math.e)) == pytest.approx(1)


DISPLAYED = {
    "max(x, 0)": ("max(x, 0)", "cases(1 &quad x > 0, 0 &quad x < 0)"),
    "min(2x, x**2)": ("min(2 x, x^2)", "cases(2 &quad 2 x < x^2, 2 x &quad 2 x > x^2)"),
    "abs(x - 1)": ("abs(x - 1)", 'op("sign")(x - 1)'),
    "where(x > 0, x, 0)": (
        "cases(x &quad x > 0, 0 &quad x <= 0)",
        "cases(1 &quad x > 0, 0 &quad x <= 0)",
    ),
    "where(0 < x < 1, x**2, 0) + x": (
        "(cases(x^2 &quad 0 < x < 1, 0 &quad x <= 0 or x >= 1)) + x",
        "1 + cases(2 x &quad 0 < x < 1, 0 &quad x <= 0 or x >= 1)",
    ),
    "where(x < 0, -x, where(x < 1, 0, x - 1))": (
        "cases(-x &quad x < 0, 0 &quad 0 <= x < 1, x - 1 &quad x >= 1)",
        "cases(-1 &quad x < 0, 0 &quad 0 <= x < 1, 1 &quad x >= 1)",
    ),
    "relu(2w - 1)": ('op("ReLU")(2 w - 1)', "cases(2 &quad 2 w - 1 > 0, 0 &quad 2 w - 1 <= 0)"),
    "huber(x)": (
        'op("Huber") (x)',
        'cases(x &quad abs(x) <= 1, op("sign")(x) &quad abs(x) > 1)',
    ),
    "huber(x, 0.5)": (
        'op("Huber")_(0.5) (x)',
        'cases(x &quad abs(x) <= 0.5, 0.5 op("sign")(x) &quad abs(x) > 0.5)',
    ),
    "sigmoid(x)": ("sigma(x)", "sigma(x) (1 - sigma(x))"),
    "softplus(x)": ('op("softplus")(x)', "sigma(x)"),
    "erf(x)": ('op("erf")(x)', "frac(2 e^(-x^2), sqrt(pi))"),
    "log2(x)": ("log_2 (x)", "frac(1, x ln(2))"),
    "log10(x)": ("log_10 (x)", "frac(1, x ln(10))"),
    "max(x, -x)/2": ("frac(max(x, -x), 2)", "frac(1, 2) cases(1 &quad x > -x, -1 &quad x < -x)"),
    "theta_0²": ("theta_0^2", "2 theta_0"),
}


@pytest.mark.parametrize("text", DISPLAYED)
def test_functions_are_displayed_as_in_print(text: str) -> None:
    objective = parse_curve(text)
    assert (objective.formula, *objective.gradient_formulas) == DISPLAYED[text]


@pytest.mark.parametrize("text", [*KNOWN, *DISPLAYED, "where(x>0,x,1)**2 x", "max(x,1,x**2)", "λ + lambda^2"])
def test_display_compiles(text: str) -> None:
    objective = parse_curve(text)
    for markup in (objective.formula, *objective.gradient_formulas):
        assert typst.compile(f"$ {markup} $".encode(), format="svg")


def test_every_function_is_in_a_test() -> None:
    tried = " ".join(
        [*KNOWN, *DISPLAYED, "sin( cos( tan( asin( acos( atan( sinh( cosh( tanh( exp( ln( sqrt("]
    )
    assert [name for name in FUNCTIONS if f"{name}(" not in tried] == []


@dataclass(frozen=True)
class Written:
    """A formula in x, and the same in plain Python."""

    text: str
    plain: Plain


def called(name: str, argument: Written) -> Written:
    return Written(f"{name}({argument.text})", lambda x: FUNCTIONS[name].number(argument.plain(x)))


def joined(a: Written, sign: str, b: Written) -> Written:
    operation: dict[str, Callable[[float, float], float]] = {
        " + ": lambda u, v: u + v,
        " - ": lambda u, v: u - v,
        "*": lambda u, v: u * v,
        " ": lambda u, v: u * v,
        "/": lambda u, v: u / v,
    }
    return Written(f"({a.text}){sign}({b.text})", lambda x: operation[sign](a.plain(x), b.plain(x)))


def chosen(a: Written, b: Written, c: Written, d: Written) -> Written:
    return Written(
        f"where({a.text} < {b.text}, {c.text}, {d.text})",
        lambda x: c.plain(x) if a.plain(x) < b.plain(x) else d.plain(x),
    )


def extreme(name: str, parts: list[Written]) -> Written:
    text = f"{name}({', '.join(part.text for part in parts)})"
    return Written(text, lambda x: FUNCTIONS[name].number(*(part.plain(x) for part in parts)))


def power(base: Written, exponent: int) -> Written:
    return Written(f"({base.text})^{exponent}", lambda x: base.plain(x) ** exponent)


ONE_ARGUMENT = [name for name, f in FUNCTIONS.items() if f.least == 1]
leaves = st.just(Written("x", lambda x: x)) | st.integers(1, 5).map(lambda n: Written(str(n), lambda x: n))
formulas = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(called, st.sampled_from(ONE_ARGUMENT), inner),
        st.builds(joined, inner, st.sampled_from([" + ", " - ", "*", " ", "/"]), inner),
        st.builds(power, inner, st.integers(2, 3)),
        st.builds(chosen, inner, inner, inner, inner),
        st.builds(extreme, st.sampled_from(["max", "min"]), st.lists(inner, min_size=2, max_size=3)),
    ),
    max_leaves=6,
)


@given(formulas, st.floats(-3, 3))
@settings(max_examples=300, deadline=4000)
def test_random_formulas_have_python_s_values_and_the_slopes_of_differences(
    written: Written, x: float
) -> None:
    try:
        objective, value = parse_curve(written.text), written.plain(x)
    except (ValueError, ZeroDivisionError, OverflowError):
        assume(False)
        return
    assume(abs(value) < 1e6)
    near = np.array([x, x - 1e-3, x + 1e-3])
    slopes, bends = objective.slope(near), objective.curvature(near[:, None])[:, 0, 0]
    assume(np.isfinite(slopes).all() and np.isfinite(bends).all() and np.abs(bends).max() < 1e4)
    assume(not objective.kinks(x - 0.01, x + 0.01))
    assert float(objective(x)) == pytest.approx(value, rel=1e-9, abs=1e-9)
    h = 1e-5
    difference = float(objective(x + h) - objective(x - h)) / (2 * h)
    wobble = float(np.ptp(bends)) + 1e-3 * (1 + abs(value) + abs(slopes[0]) + abs(bends[0]))
    assert abs(difference - slopes[0]) <= 1e-3 * wobble + 1e-5
    bend = float(objective.slope(x + h) - objective.slope(x - h)) / (2 * h)
    around = objective.curvature(np.array([[x - h], [x], [x + h]])).ravel()
    allowed = 1e-4 * (1 + abs(bends[0]) + abs(slopes[0])) + 1e-2 * float(np.ptp(bends))
    assert around.min() - allowed <= bend <= around.max() + allowed


def test_formulas_with_new_functions_are_equal_where_they_are_the_same() -> None:
    assert parse_formula("max(x,0)") == parse_formula("max( x , 0 )") != parse_formula("max(0, x)")
