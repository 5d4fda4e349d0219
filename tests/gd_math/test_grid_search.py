"""Grids are counted exactly."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gd_math.functions.grid_search import (
    ATOMS_EXPONENT,
    SECONDS_PER_YEAR,
    first_beyond,
    grid_trials,
    scientific,
    seconds_taken,
    years_taken,
)


def test_a_million_values_for_each_of_a_hundred_parameters() -> None:
    assert grid_trials(10**6, 100) == 10**600
    assert scientific(grid_trials(10**6, 100)) == (10, 600)


def test_a_billion_trials_a_second_take_ten_to_the_583_years() -> None:
    years = years_taken(10**600, 10**9)
    assert years * SECONDS_PER_YEAR * 10**9 == 10**600
    assert scientific(years) == (32, 583)
    assert SECONDS_PER_YEAR == 365.25 * 24 * 60 * 60


def test_fourteen_parameters_take_more_trials_than_there_are_atoms() -> None:
    atoms = 10**ATOMS_EXPONENT
    assert first_beyond(10**6, atoms) == 14
    assert grid_trials(10**6, 13) < atoms < grid_trials(10**6, 14)


@given(st.integers(2, 10**9), st.integers(1, 10**90))
def test_the_first_beyond_is_beyond_and_the_one_before_is_not(values: int, bound: int) -> None:
    d = first_beyond(values, bound)
    assert grid_trials(values, d) > bound >= grid_trials(values, d - 1)


@given(st.fractions(min_value=Fraction(1, 10**40), max_value=10**300).filter(bool), st.integers(0, 5))
def test_scientific_is_within_half_of_the_last_digit(number: Fraction, decimals: int) -> None:
    digits, exponent = scientific(number, decimals)
    assert 10**decimals <= digits < 10 ** (decimals + 1)
    unit = Fraction(10) ** (exponent - decimals)
    assert abs(digits * unit - number) <= unit / 2


@pytest.mark.parametrize("exponent", [0, 1, 15, 22, 23, 308, 600, 9000])
def test_powers_of_ten_and_their_neighbours_have_their_exponent(exponent: int) -> None:
    assert scientific(10**exponent) == (10, exponent)
    assert scientific(10**exponent * 10**9 - 1, 3) == (1000, exponent + 9)
    assert scientific(Fraction(1, 10**exponent)) == (10, -exponent)


def test_seconds_are_exact() -> None:
    assert seconds_taken(10, 4) == Fraction(5, 2)
    assert math.isclose(float(seconds_taken(7, 3)), 7 / 3)
