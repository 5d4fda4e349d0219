"""Random places lie where a run can start."""

import numpy as np
import pytest

from gd_math.formula.parsing import parse_land
from gd_math.functions.random_places import random_places

SQUARE = ((-5.0, 5.0), (-5.0, 5.0))


def test_places_are_the_seed_s_first_draws_where_all_is_defined() -> None:
    places = random_places(parse_land("x**2 + y**2"), SQUARE, 6, 7, 0.1)
    assert np.array_equal(places, np.random.default_rng(7).uniform(-4.0, 4.0, (6, 2)))


def test_nobody_is_put_where_nothing_is_defined() -> None:
    places = random_places(parse_land("sqrt(1 - x**2 - y**2)"), SQUARE, 20, 7)
    assert (np.linalg.norm(places, axis=1) < 1.0).all()


def test_a_function_defined_hardly_anywhere_is_refused() -> None:
    with pytest.raises(ValueError, match="defined hardly anywhere"):
        random_places(parse_land("sqrt(-x**2 - y**2)"), SQUARE, 3, 7)
