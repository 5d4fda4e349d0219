"""The zeros of a count that is written out."""

import numpy as np
import pytest
from manim import ValueTracker

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.parts.why_not_try_everything.zeros import Zeros

BOX = Box(-6.0, 6.0, -3.0, -1.0)
RESTS = 0.0, 84.0, 162.0, 600.0


@pytest.fixture(scope="module")
def exponent():
    return ValueTracker(600.0)


@pytest.fixture(scope="module")
def zeros(exponent):
    ends = np.array([1.0, -0.5, 0.0]), np.array([5.0, 1.0, 0.0])
    made = Zeros(Look(), BOX, 6, 100, exponent.get_value, RESTS[1:3], *ends)
    made.poured.set_value(1.0)
    return made


def test_a_zero_lies_for_each_power_of_ten_and_none_falls_while_the_count_rests(exponent, zeros):
    for told in (*RESTS, 1.0, 84.5, 100.7, 161.9, 300.0, 599.9):
        exponent.set_value(told)
        lying = (zeros.fallen >= 1.0).sum()
        assert lying == (int(told) + 1 if told else 0), "the one, and a zero for each power of ten"
        falling = ((zeros.fallen > 1e-6) & (zeros.fallen < 1.0)).sum()
        assert (falling == 0) == (told in RESTS)


def test_the_zeros_of_a_parameter_stand_together_in_their_box(exponent, zeros):
    across = np.diff(zeros.places[1:8, 0])
    np.testing.assert_allclose(across, across[0] * np.array([1, 1, 1, 1, 1, 1.5]))
    exponent.set_value(600.0)
    zeros.redraw()
    assert len(zeros.points) == len(zeros.one) + 600 * len(zeros.zero)
    low, high = zeros.points.min(axis=0), zeros.points.max(axis=0)
    assert (low[:2] >= np.array([BOX.left, BOX.bottom]) - 0.02).all()
    assert (high[:2] <= np.array([BOX.right, BOX.top]) + 0.02).all()


def test_gathered_zeros_have_all_gone_into_the_number_below_the_cube(exponent, zeros):
    exponent.set_value(600.0)
    zeros.gathered.set_value(0.999)
    zeros.redraw()
    np.testing.assert_allclose(zeros.points, np.broadcast_to([5.0, 1.0, 0.0], zeros.points.shape), atol=0.05)
    zeros.gathered.set_value(1.0)
    zeros.redraw()
    assert len(zeros.points) == 0
