"""Data to fit: seeded samples of a known truth, Anscombe's quartet, and the lecturer's own table."""

from dataclasses import dataclass
from os import PathLike
from typing import Literal

import numpy as np

from gd_math.data.remarks import Remark
from gd_math.data.table_files import DatasetError
from gd_math.data.table_rows import TableFormat
from gd_math.data.tables import read_columns
from gd_math.objective import as_floats, frozen
from gd_math.typing import Floats, FloatsLike

__all__ = ["Dataset", "DatasetError", "Polynomial", "anscombe", "linear_data", "parabolic_data", "read_table"]


@dataclass(frozen=True, slots=True)
class Polynomial:
    """The polynomial c₀ + c₁ x + c₂ x² + …, such as the truth behind samples."""

    coefficients: tuple[float, ...]

    def __call__(self, x: FloatsLike) -> Floats:
        """Return the polynomial at x, in its shape."""
        return as_floats(np.polynomial.polynomial.polyval(as_floats(x), self.coefficients))


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """Pairs of numbers (xᵢ, yᵢ), with what is known about them.

    Parameters
    ----------
    name
        What the data are called.
    x, y
        The samples, shape (n,) each.
    truth
        What y is without noise, where that is known.
    x_label, y_label
        The names of the axes.
    notes
        What the reader of a table left out or had to guess.
    """

    name: str
    x: Floats
    y: Floats
    truth: Polynomial | None = None
    x_label: str = "x"
    y_label: str = "y"
    notes: tuple[Remark, ...] = ()

    def __post_init__(self) -> None:
        x, y = frozen(self.x), frozen(self.y)
        if x.ndim != 1 or x.shape != y.shape:
            raise ValueError(
                f"x and y must be lists of the same length, not of shapes {x.shape} and {y.shape}"
            )
        object.__setattr__(self, "x", x)
        object.__setattr__(self, "y", y)

    def __len__(self) -> int:
        return len(self.x)


def linear_data(
    slope: float = 2.0,
    intercept: float = 1.0,
    noise: float = 1.0,
    count: int = 40,
    seed: int = 0,
    low: float = 0.0,
    high: float = 5.0,
) -> Dataset:
    """Return y = slope·x + intercept + ε at even x in [low, high], ε normal with deviation `noise`."""
    return _noisy("linear", Polynomial((float(intercept), float(slope))), noise, count, seed, low, high)


def parabolic_data(
    curvature: float = 1.0,
    slope: float = 0.0,
    intercept: float = 0.0,
    noise: float = 1.0,
    count: int = 40,
    seed: int = 0,
    low: float = -3.0,
    high: float = 3.0,
) -> Dataset:
    """Return y = curvature·x² + slope·x + intercept + ε, with ε and x as in `linear_data`."""
    truth = Polynomial((float(intercept), float(slope), float(curvature)))
    return _noisy("parabolic", truth, noise, count, seed, low, high)


def _noisy(
    name: str, truth: Polynomial, noise: float, count: int, seed: int, low: float, high: float
) -> Dataset:
    if count < 2 or not low < high or noise < 0:
        given = f"count = {count}, low = {low:g}, high = {high:g}, noise = {noise:g}"
        raise ValueError(f"data need count of at least 2, low below high, noise of at least 0, not {given}")
    x = np.linspace(low, high, count)
    return Dataset(name, x, truth(x) + noise * np.random.default_rng(seed).standard_normal(count), truth)


_ANSCOMBE_X = (10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0)
_ANSCOMBE_X4 = (8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 19.0, 8.0, 8.0, 8.0)
_ANSCOMBE_Y = (
    (8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68),
    (9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74),
    (7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73),
    (6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89),
)


def anscombe(which: Literal[1, 2, 3, 4]) -> Dataset:
    """Return one of Anscombe's four data sets, which share their fitted line and correlation and little else.

    Source: Anscombe, "Graphs in Statistical Analysis", The American Statistician 27 (1973), 17–21.
    """
    if which not in (1, 2, 3, 4):
        raise ValueError(f"Anscombe's data sets are numbered 1 to 4, not {which}")
    x = _ANSCOMBE_X4 if which == 4 else _ANSCOMBE_X
    return Dataset(f"Anscombe {which}", as_floats(x), as_floats(_ANSCOMBE_Y[which - 1]))


def read_table(
    path: str | PathLike[str],
    x_column: str | None = None,
    y_column: str | None = None,
    form: TableFormat | None = None,
) -> Dataset:
    """Return two columns of a table as a data set; the first two that hold numbers by default.

    Parameters
    ----------
    path
        A text file (CSV and its kin), or an .xlsx workbook.
    x_column, y_column
        The names of the columns; without a header their numbers, from "1".
    form
        What is known about the table; the rest shows in the table itself.

    Raises
    ------
    DatasetError
        With one sentence: the file, the row, the column, the cell, and what is wanted.
    """
    table = read_columns(path, x_column, y_column, form)
    return Dataset(table.name, table.x, table.y, None, table.x_column, table.y_column, table.notes)
