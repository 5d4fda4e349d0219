"""Formulas are read as people write them; what can be read in two ways is refused, with both shown."""

import math
import re
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gd_math.formula.notation import GREEK, LONGEST
from gd_math.formula.parsing import FormulaError, parse_curve, parse_formula

SAME = {
    "2x": "2*x",
    "2 x": "2*x",
    "2.5x": "2.5*x",
    ".5x": "0.5*x",
    "(x-1)(x+2)": "(x-1)*(x+2)",
    "(x - 1) (x + 2)": "(x-1)*(x+2)",
    "x(x+1)": "x*(x+1)",
    "x (x+1)": "x*(x+1)",
    "2(x+1)": "2*(x+1)",
    "(x+1)x": "(x+1)*x",
    "2sin(x)": "2*sin(x)",
    "x sin(x)": "x*sin(x)",
    "sin(x)cos(x)": "sin(x)*cos(x)",
    "2x sin(x) cos(x)": "2*x*sin(x)*cos(x)",
    "-2x": "-2*x",
    "3 - 2x": "3-2*x",
    "2x/3": "2*x/3",
    "x^2": "x**2",
    "x^2 + 3x": "x**2+3*x",
    "3x^2": "3*x**2",
    "x^2(x+1)": "x**2*(x+1)",
    "x^2 sin(x)": "x**2*sin(x)",
    "2^x": "2**x",
    "2^-x": "2**-x",
    "-x^2": "-(x**2)",
    "2^x^2": "2**(x**2)",
    "(2x)^2": "(2*x)**2",
    "e^x": "exp(x)",
    "e^x sin(x)": "exp(x)*sin(x)",
    "e^(-x) x": "exp(-x)*x",
    "2e^x": "2*exp(x)",
    "2e": "2*e",
    "2e x": "2*e*x",
    "2e3x": "2000*x",
    "2e-3x": "0.002*x",
    "2e - 3x": "2*e - 3*x",
    "e(x+1)": "e*(x+1)",
    "pi x": "pi*x",
    "2πx": "2*pi*x",
    "π^2 x": "pi**2*x",
    "x²": "x**2",
    "3x³ − 2x²": "3*x**3 - 2*x**2",
    "x²(x+1)": "x**2*(x+1)",
    "x¹⁰": "x**10",
    "(x+1)²": "(x+1)**2",
    "2×x": "2*x",
    "2·x": "2*x",
    "x÷2": "x/2",
    "1 – x": "1-x",
    "√(x)": "sqrt(x)",
    "2√(x+1)": "2*sqrt(x+1)",
    "where(x ≥ 1, x, 1)": "where(x >= 1, x, 1)",
    "sin (x)": "sin(x)",
    "1/(2x)": "1/(2*x)",
    "(1/2)x": "x/2",
    "1/2*x": "x/2",
    "2x*3/4": "6*x/4",
}


@pytest.mark.parametrize("text", SAME)
def test_what_is_written_as_usual_is_read_as_usual(text: str) -> None:
    for x in (0.3, 1.7):
        assert float(parse_curve(text)(x)) == pytest.approx(float(parse_curve(SAME[text])(x)), rel=1e-15)


TWO_READINGS = {
    "1/2x": ("(1/2)*x", "1/(2*x)"),
    "1/2 x": ("(1/2)*x", "1/(2*x)"),
    "1/2(x+1)": ("(1/2)*(x+1)", "1/(2*(x+1))"),
    "3x/2x": ("(3x/2)*x", "3x/(2*x)"),
    "-1/2x": ("(-1/2)*x", "-1/(2*x)"),
    "x*1/2x sin(x)": ("(x*1/2)*x*sin(x)", "x*1/(2*x*sin(x))"),
    "x/2sin(x)": ("(x/2)*sin(x)", "x/(2*sin(x))"),
    "e^2x": ("(e^2)*x", "e^(2*x)"),
    "e^-2 x": ("(e^-2)*x", "e^(-2*x)"),
    "e^x(x+1)": ("(e^x)*(x+1)", "e^(x*(x+1))"),
    "2^3x": ("(2^3)*x", "2^(3*x)"),
    "5 + 10**2x": ("(10**2)*x", "10**(2*x)"),
}


@pytest.mark.parametrize("text", TWO_READINGS)
def test_what_can_be_read_in_two_ways_is_refused_and_both_readings_are_formulas(text: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse_curve(text)
    first, second = TWO_READINGS[text]
    whole = text.removeprefix("5 + ")
    assert str(caught.value) == f"'{whole}' can be read in two ways; write {first} or {second}"
    assert float(parse_curve(first)(1.3)) != float(parse_curve(second)(1.3))


@given(st.integers(2, 9), st.integers(2, 9), st.sampled_from(["x", "(x+1)", "sin(x)", "x**2"]))
@settings(max_examples=20, deadline=2000)
def test_the_two_readings_of_a_quotient_are_the_two_that_it_has(a: int, b: int, factor: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse_curve(f"{a}/{b}{factor}")
    advice = re.search(r"write (.*) or (.*)$", str(caught.value))
    assert advice is not None
    value = float(parse_curve(factor)(0.7))
    assert float(parse_curve(advice[1])(0.7)) == pytest.approx(a / b * value)
    assert float(parse_curve(advice[2])(0.7)) == pytest.approx(a / (b * value))


REFUSED = {
    "sin x": "'sin x' cannot be read; write the argument in brackets, sin(…)",
    "2 sin x": "'sin x' cannot be read; write the argument in brackets, sin(…)",
    "sin 2x": "'sin 2' cannot be read; write the argument in brackets, sin(…)",
    "√x": "'√x' cannot be read; write the argument in brackets, √(…)",
    "sin²(x)": "'sin' needs its argument before the exponent: write sin(…)**2",
    "sin^2(x)": "'sin' needs its argument before the exponent: write sin(…)**2",
    "x 2": "'x 2' cannot be read; a sign such as * is missing between 'x' and '2'",
    "(x+1)2": "'(x+1)2' cannot be read; a sign such as * is missing between ')' and '2'",
    "2 3": "'2 3' cannot be read; a sign such as * is missing between '2' and '3'",
    "1.2.3": "'1.2.3' cannot be read; a sign such as * is missing between '1.2' and '.3'",
    "sinx": "'sinx' is not known; write the argument of sin in brackets, sin(…)",
    "xy": "'xy' is not known; for a product write x*y",
    "xpi": "'xpi' is not known; for a product write x*pi",
    "x^2²": "the exponent at position 4 cannot be read; write powers with ** and brackets",
    "x²³^2": "'x²³^2' cannot be read at position 4, '^2'",
    "x<2": "'<' at position 2 may only stand in where, as in where(x > 0, x, 0)",
    "max(x > 0, 1)": "'>' at position 7 may only stand in where, as in where(x > 0, x, 0)",
    "where(x, 1, 2)": "'x' is not allowed; where begins with a comparison, as in where(x > 0, x, 0)",
    "where(x > 0, x)": "where takes three arguments, not 2",
    "where(x = 0, 1, 2)": "'=' at position 9 is not allowed; write only the right-hand side",
    "max(x)": "max takes 2 or more arguments, not 1",
    "huber(x, 0)": "'0' is not allowed; the width delta of huber(x, delta) is a number greater than 0",
    "huber(x, x)": "'x' is not allowed; the width delta of huber(x, delta) is a number greater than 0",
    "huber(x, 1, 2)": "huber takes one or two arguments, not 3",
    "log(x, 2)": "log takes one argument, not 2; "
    "the logarithm of x to base b is log(x)/log(b), or log2(x), log10(x)",
    "|x|": "'|' at position 1 is not allowed; write abs(…) for a size",
    "alpha**2": "'alpha' is the learning rate here; call the variable x, w or theta, for instance",
    "α²": "'alpha' is the learning rate here; call the variable x, w or theta, for instance",
    "x + * 2": "'x + * 2' cannot be read at position 5, '* 2'",
    "()": "'()' cannot be read at position 2, ')'",
    "²": "the exponent at position 1 cannot be read; write powers with ** and brackets",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_cannot_be_read_gets_advice_that_is_right(text: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse_curve(text)
    assert str(caught.value) == REFUSED[text]


@pytest.mark.parametrize(
    ("text", "meant"),
    [("sinn(x)", "sin"), ("sgn(x)", "sign"), ("mini(x)", "min"), ("arcsin(x)", "asin"), ("xsin(x)", "")],
)
def test_an_unknown_function_is_only_likened_to_what_is_like_it(text: str, meant: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse_curve(text)
    advice = f"(did you mean {meant}?)" if meant else "(for a product write x*sin(…))"
    assert advice in str(caught.value)


def test_functions_that_exist_are_not_taken_for_others() -> None:
    assert float(parse_curve("min(x, 2)")(5.0)) == 2 and float(parse_curve("sign(x)")(5.0)) == 1


@pytest.mark.parametrize("text", ["eval(x)", "foo(x)", "print(x)", "open(x)"])
def test_what_is_like_no_function_gets_no_guess(text: str) -> None:
    with pytest.raises(FormulaError, match=r"is not a known function; there are sin"):
        parse_curve(text)


WRITTEN = "xy01239.+-*/()^, <>=sincoeπθ²³√×·−maxwhrlu"


@given(st.text(WRITTEN, max_size=60))
@settings(max_examples=600, deadline=2000)
def test_any_text_in_these_signs_is_read_or_refused_at_once(text: str) -> None:
    begin = time.process_time()
    try:
        objective = parse_formula(text)
    except FormulaError as error:
        assert str(error) and "\n" not in str(error)
    else:
        assert np.asarray(objective.value(np.ones(objective.dimension))).shape == ()
        again = parse_formula(objective.source_form, objective.variables)
        assert again == objective
    assert time.process_time() - begin < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "max(" * 16 + "x" + ",1)" * 16,
        "where(x>0," * 9 + "x" + ",x)" * 9,
        "abs(" * 16 + "x" + ")" * 16,
        "(x)" * 66,
        "x " * 100,
        "2^" * 99 + "x",
        "/".join(["x"] * 100),
        "-" * 199 + "x",
        "√(" * 16 + "x" + ")" * 16,
        "x⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹",
        "max(" + ",".join(["x"] * 90) + ")",
        "1/" * 90 + "2x",
        "relu(" * 16 + "x" + ")" * 16,
        "huber(huber(huber(huber(x))))*sigmoid(sigmoid(sigmoid(x)))",
        "9" * LONGEST,
    ],
)
def test_long_and_deep_texts_are_read_or_refused_within_half_a_second(text: str) -> None:
    begin = time.process_time()
    try:
        parse_curve(text).curvature([0.5])
    except FormulaError as error:
        assert len(str(error)) < 700
    assert time.process_time() - begin < 0.5


@pytest.mark.parametrize("letter", [letter for letter in GREEK if letter not in "απ"])
def test_a_greek_letter_is_its_name(letter: str) -> None:
    assert parse_curve(f"{letter}² + 2{letter}") == parse_curve(f"{GREEK[letter]}**2 + 2*{GREEK[letter]}")
    assert parse_curve(f"{letter}²").variables == (GREEK[letter],)


def test_indices_may_be_printed_low() -> None:
    assert parse_formula("x₁ + θ₀ + w_2").variables == ("theta_0", "w_2", "x_1")


def test_numbers_keep_their_e() -> None:
    assert float(parse_curve("2e3")(0.0)) == 2000
    assert float(parse_curve("2e")(0.0)) == 2 * math.e
