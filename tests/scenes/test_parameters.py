"""Formulas given as parameters: any name of the variable; one sentence for what does not fit."""

import pytest
from pydantic import BaseModel, ValidationError

from gd_math.formula.parsing import parse_formula
from scenes.base.parameters import FormulaInTwo, FormulaInX, Momentum, Start2, check_start


class Given(BaseModel):
    curve: FormulaInX = "x**2"
    land: FormulaInTwo = "x**2 + y**2"


@pytest.mark.parametrize("text", ["w**2", "theta²", "(t - 1)(t + 2)", "max(x, 0)", "where(x > 0, x, 0)", "3"])
def test_a_curve_may_use_any_variable_and_function(text: str) -> None:
    assert Given(curve=text).curve == text


@pytest.mark.parametrize("text", ["w**2 + b**2", "u v", "theta_0² + theta_1²", "x**2"])
def test_a_land_may_use_any_two_variables(text: str) -> None:
    assert Given(land=text).land == text


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("curve", "x*y", "the formula has the variables x and y; a curve has one"),
        ("curve", "1/2x", "'1/2x' can be read in two ways; write (1/2)*x or 1/(2*x)"),
        ("land", "x*y*z", "the formula has the variables x, y and z; a map has two"),
    ],
)
def test_what_does_not_fit_gets_one_sentence(field: str, text: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Given(**{field: text})
    assert [error["msg"] for error in caught.value.errors()] == [f"Value error, {sentence}"]


class Race(BaseModel):
    start: Start2 = (-1.0, 1.0)
    beta: Momentum = 0.9


@pytest.mark.parametrize("beta", [-0.1, 1.0, float("nan")])
def test_momentum_is_a_share_below_one(beta: float) -> None:
    assert Race(beta=0.0).beta == 0.0
    with pytest.raises(ValidationError):
        Race(beta=beta)


@pytest.mark.parametrize("start", [(1.0,), (1.0, 2.0, 3.0), (1.0, float("inf")), (1.0, 2e6)])
def test_a_start_on_a_map_has_two_finite_coordinates(start: tuple[float, ...]) -> None:
    with pytest.raises(ValidationError):
        Race(start=start)


@pytest.mark.parametrize(
    ("text", "start", "sentence"),
    [
        ("log(x) + y**2", (-1.0, 2.0), r"not defined at start = \(−1, 2\)"),
        ("sqrt(x) + y**2", (0.0, 2.0), r"at start = \(0, 2\) the value or the slope is no finite number"),
        ("log(x)", -1.0, "not defined at start = −1; it is defined for x > 0"),
    ],
)
def test_nobody_starts_where_there_is_no_slope(text: str, start: object, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        check_start(parse_formula(text), start)  # type: ignore[arg-type]


def test_a_run_starts_inside_the_domain() -> None:
    check_start(parse_formula("log(x) + y**2"), (1.0, 2.0))
    check_start(parse_formula("log(x)"), 1.0)
