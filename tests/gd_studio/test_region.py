"""Squares that changed are covered by few rectangles, each pixel once."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gd_studio.engine.region import SIDE, Grid, boxes, touched

squares = arrays(np.bool_, st.tuples(st.integers(1, 9), st.integers(1, 9)))


@given(squares)
def test_boxes_cover_each_square_once_and_no_other(wanted):
    covered = np.zeros(wanted.shape, dtype=int)
    for left, top, right, bottom in boxes(wanted):
        assert left < right and top < bottom
        covered[top:bottom, left:right] += 1
    assert np.array_equal(covered, wanted)


def test_a_block_of_squares_is_one_box():
    wanted = np.zeros((6, 8), dtype=bool)
    wanted[1:5, 2:7] = True
    assert boxes(wanted) == [(2, 1, 7, 5)]


def test_rectangles_end_where_the_frame_ends():
    grid = Grid(3 * SIDE + 10, 2 * SIDE - 2)
    assert grid.rectangles(grid.everything()) == [(0, 0, 3 * SIDE + 10, 2 * SIDE - 2)]


@given(squares, st.lists(st.tuples(*4 * [st.integers(0, 9)]), max_size=5))
def test_a_box_is_touched_if_it_holds_a_wanted_square(wanted, reaches):
    rows, columns = wanted.shape
    reaches = [
        (min(a, c, columns), min(b, d, rows), min(max(a, c), columns), min(max(b, d), rows))
        for a, b, c, d in reaches
    ]
    expected = [bool(wanted[top:bottom, left:right].any()) for left, top, right, bottom in reaches]
    assert touched(reaches, wanted) == expected
