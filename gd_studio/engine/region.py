"""Parts of a frame, as squares of a grid: what must be painted again, and what a mobject can reach."""

import numpy as np
import numpy.typing as npt

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
    padded = np.zeros((squares.shape[0], squares.shape[1] + 2), np.int8)
    padded[:, 1:-1] = squares
    steps = np.diff(padded, axis=1)
    found: list[Box] = []
    open_at: dict[int, int] = {}  # for each first column, the box that may still grow
    for (row, first), (_, end) in zip(
        np.argwhere(steps > 0).tolist(), np.argwhere(steps < 0).tolist(), strict=True
    ):
        place = open_at.get(first)
        if place is not None and found[place][2:] == (end, row):
            found[place] = (*found[place][:3], row + 1)
        else:
            open_at[first] = len(found)
            found.append((first, row, end, row + 1))
    return found


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
