"""Formulas given as parameters: any name of the variable; one sentence for what does not fit."""

import pytest
from pydantic import BaseModel, ValidationError

from scenes.base.parameters import FormulaInTwo, FormulaInX


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
