"""Parts of a frame, as squares of a grid: what must be painted again, and what a mobject can reach."""

import numpy as np
import numpy.typing as npt

from scenes.base.compiled import compiled

SIDE = 32
"""Of a square, in pixels; even, for chroma is halved."""

Squares = npt.NDArray[np.bool_]
"""Which squares of the grid, ``(rows, columns)``."""
Box = tuple[int, int, int, int]
"""Left, top, right, bottom in squares, the last two excluded."""
Rectangle = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels, the last two excluded."""


class Grid:
    """The squares of a frame.

    Parameters
    ----------
    width, height
        Of the frame in pixels.
    """

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.columns, self.rows = -(-width // SIDE), -(-height // SIDE)

    def nothing(self) -> Squares:
        """Return no square."""
        return np.zeros((self.rows, self.columns), dtype=bool)

    def everything(self) -> Squares:
        """Return all squares."""
        return np.ones((self.rows, self.columns), dtype=bool)

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """Return the squares that a rectangle in pixels touches; none if it is outside of the frame."""
        return (
            min(max(int(left // SIDE), 0), self.columns),
            min(max(int(top // SIDE), 0), self.rows),
            min(max(int(right // SIDE) + 1, 0), self.columns),
            min(max(int(bottom // SIDE) + 1, 0), self.rows),
        )

    @property
    def whole(self) -> Box:
        """Return the box of all squares."""
        return (0, 0, self.columns, self.rows)

    def rectangles(self, squares: Squares) -> list[Rectangle]:
        """Return disjoint rectangles in pixels that cover the squares."""
        return [
            (left * SIDE, top * SIDE, min(right * SIDE, self.width), min(bottom * SIDE, self.height))
            for left, top, right, bottom in boxes(squares)
        ]


def boxes(squares: Squares) -> list[Box]:
    """Return disjoint boxes that cover the squares: runs within a row, and rows with the same run in one."""
    return [
        (left, top, right, bottom)
        for left, top, right, bottom in _boxes(np.ascontiguousarray(squares)).tolist()
    ]


@compiled("i8[:, ::1](b1[:, ::1])", nogil=True)
def _boxes(squares):  # type: ignore[no-untyped-def]
    rows, columns = squares.shape
    found = np.empty((rows * (columns // 2 + 1), 4), dtype=np.int64)
    count = 0
    open_at = np.full(columns, -1, dtype=np.int64)  # for each first column, the box that may still grow
    for row in range(rows):
        column = 0
        while column < columns:
            if not squares[row, column]:
                column += 1
                continue
            first = column
            while column < columns and squares[row, column]:
                column += 1
            box = open_at[first]
            if box >= 0 and found[box, 3] == row and found[box, 2] == column:
                found[box, 3] = row + 1
            else:
                found[count] = (first, row, column, row + 1)
                open_at[first] = count
                count += 1
    return found[:count].copy()


def touched(reaches: list[Box], squares: Squares) -> list[bool]:
    """Tell of each box whether it holds one of the squares."""
    if not reaches:
        return []
    sums = np.zeros((squares.shape[0] + 1, squares.shape[1] + 1), dtype=np.int64)
    sums[1:, 1:] = squares.cumsum(axis=0).cumsum(axis=1)
    left, top, right, bottom = np.array(reaches).T
    right, bottom = np.maximum(right, left), np.maximum(bottom, top)
    found = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
    counts: list[bool] = (found > 0).tolist()
    return counts
