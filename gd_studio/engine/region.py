"""Parts of a frame, as squares of a grid: what must be painted again, and what a mobject can reach."""

from collections.abc import Iterator

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

    def rectangles(self, squares: Squares) -> Iterator[Rectangle]:
        """Yield disjoint rectangles in pixels that cover the squares: runs of rows, alike rows in one."""
        open_runs: dict[tuple[int, int], int] = {}
        for row in range(self.rows + 1):
            runs = _runs(squares[row]) if row < self.rows else []
            for run in [run for run in open_runs if run not in runs]:
                yield self._pixels(run, open_runs.pop(run), row)
            for run in runs:
                open_runs.setdefault(run, row)

    def _pixels(self, run: tuple[int, int], first: int, end: int) -> Rectangle:
        return (
            run[0] * SIDE,
            first * SIDE,
            min(run[1] * SIDE, self.width),
            min(end * SIDE, self.height),
        )


def _runs(row: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return start and end of each run of true values."""
    if not row.any():
        return []
    edges = np.flatnonzero(np.diff(row.astype(np.int8), prepend=0, append=0)).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def touched(boxes: list[Box], squares: Squares) -> list[bool]:
    """Tell of each box whether it holds one of the squares."""
    if not boxes:
        return []
    sums = np.zeros((squares.shape[0] + 1, squares.shape[1] + 1), dtype=np.int64)
    sums[1:, 1:] = squares.cumsum(axis=0).cumsum(axis=1)
    left, top, right, bottom = np.array(boxes).T
    right, bottom = np.maximum(right, left), np.maximum(bottom, top)
    found = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
    counts: list[bool] = (found > 0).tolist()
    return counts
