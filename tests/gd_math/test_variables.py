"""A lecturer's variables keep their names, and stand in the order that lecturers use."""

import pytest
import typst

from gd_math.formula.parsing import FormulaError, parse_curve, parse_land, variable_markup
from gd_math.formula.variables import is_variable


@pytest.mark.parametrize(
    ("text", "variable"),
    [
        ("x**2", "x"),
        ("w**2", "w"),
        ("t**2 - t", "t"),
        ("theta**2", "theta"),
        ("θ²", "theta"),
        ("theta_0**2", "theta_0"),
        ("x_1**2", "x_1"),
        ("W**2", "W"),
        ("lambda**2", "lambda"),
        ("eta**2", "eta"),
        ("3 + pi", "x"),
        ("e**2", "x"),
    ],
)
def test_a_curve_has_one_variable_whatever_its_name(text: str, variable: str) -> None:
    curve = parse_curve(text)
    assert curve.variables == (variable,) and curve.dimension == 1


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        ("x + y", ("x", "y")),
        ("y - x", ("x", "y")),
        ("b + w", ("w", "b")),
        ("m*b", ("m", "b")),
        ("a*b", ("a", "b")),
        ("v*u", ("u", "v")),
        ("theta_1 + theta_0", ("theta_0", "theta_1")),
        ("x_2*x_1", ("x_1", "x_2")),
        ("x10 + x2", ("x2", "x10")),
        ("w_1 + b", ("w_1", "b")),
        ("x**2", ("x", "y")),
        ("y**2", ("x", "y")),
        ("w**2", ("w", "b")),
        ("b**2", ("w", "b")),
        ("u**2", ("u", "v")),
        ("v**2", ("u", "v")),
        ("theta_0**2", ("theta_0", "theta_1")),
        ("theta_1**2", ("theta_0", "theta_1")),
        ("x_1**2", ("x_1", "x_2")),
        ("x_2**2", ("x_1", "x_2")),
        ("theta**2", ("theta", "phi")),
        ("z**2", ("y", "z")),
        ("7", ("x", "y")),
    ],
)
def test_a_land_has_two_variables_in_the_usual_order(text: str, variables: tuple[str, str]) -> None:
    assert parse_land(text).variables == variables


def test_the_order_is_that_of_the_gradient() -> None:
    assert parse_land("b + 2w").gradient([0.0, 0.0]).tolist() == [2.0, 1.0]


@pytest.mark.parametrize(
    ("parse", "text", "sentence"),
    [
        (parse_curve, "x*y", "the formula has the variables x and y; a curve has one"),
        (parse_curve, "a + b*x", "the formula has the variables a, b and x; a curve has one"),
        (parse_land, "x + y + z", "the formula has the variables x, y and z; a map has two"),
        (
            parse_land,
            "alpha*x",
            "'alpha' is the learning rate here; call the variable x, w or theta, for instance",
        ),
    ],
)
def test_more_variables_are_refused_by_name(parse: object, text: str, sentence: str) -> None:
    assert callable(parse)
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert str(caught.value) == sentence


@pytest.mark.parametrize("name", ["e", "pi", "alpha", "sin", "xy", "x_", "x_123", "_x", "", "theta_x", "X_i"])
def test_what_is_no_name_of_a_variable(name: str) -> None:
    assert not is_variable(name)


@pytest.mark.parametrize(
    ("name", "markup"),
    [
        ("x", "x"),
        ("x1", "x_1"),
        ("x_12", "x_12"),
        ("theta", "theta"),
        ("theta_0", "theta_0"),
        ("lambda", "lambda"),
    ],
)
def test_names_are_set_as_mathematics(name: str, markup: str) -> None:
    assert variable_markup(name) == markup
    assert typst.compile(f"$ {markup} $".encode(), format="svg")
