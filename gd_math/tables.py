"""Two columns of numbers from a lecturer's table (CSV), with a clear sentence for whatever is wrong."""

import csv
import difflib
import math
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from gd_math.objective import as_floats
from gd_math.typing import Floats


class DatasetError(ValueError):
    """A table that cannot be used, and why, in one sentence."""


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Two columns of a table, shape (n,) each, and their names."""

    name: str
    x_column: str
    y_column: str
    x: Floats
    y: Floats


@dataclass(frozen=True, slots=True)
class _Table:
    """A header, rows of cells, and the row numbers that a spreadsheet shows."""

    path: str
    header: list[str]
    rows: list[tuple[int, list[str]]]
    decimal_comma: bool

    def number(self, cell: str) -> float | None:
        """Return the number that a cell holds, None where it is none."""
        text = cell.strip()
        if self.decimal_comma and "." not in text:
            text = text.replace(",", ".", 1)
        try:
            return None if "_" in text else float(text)
        except ValueError:
            return None

    def is_numeric(self, column: int) -> bool:
        """Return whether any cell of a column is a number."""
        return any(self.number(cells[column]) is not None for _, cells in self.rows)

    def numbers(self, column: int) -> Floats:
        """Return a column, shape (n,), all of it finite."""
        return as_floats([self._finite(row, cells[column], self.header[column]) for row, cells in self.rows])

    def _finite(self, row: int, cell: str, name: str) -> float:
        place = f"{self.path}: row {row}, column '{name}'"
        if not cell.strip():
            raise DatasetError(f"{place} is empty; every row needs a number there")
        value = self.number(cell)
        if value is None:
            raise DatasetError(f"{place} holds '{cell.strip()[:30]}', which is not a number")
        if not math.isfinite(value):
            raise DatasetError(f"{place} holds '{cell.strip()[:30]}', which is not a finite number")
        return value


def read_columns(
    path: str | PathLike[str], x_column: str | None = None, y_column: str | None = None
) -> Columns:
    """Return two columns of a table, the first two that hold numbers by default; raise DatasetError."""
    table = _read(path)
    x = _choose(table, x_column, None if y_column is None else _find(table, y_column))
    y = _choose(table, y_column, x)
    columns = Columns(Path(path).stem, table.header[x], table.header[y], table.numbers(x), table.numbers(y))
    if len(columns.x) < 2:
        raise DatasetError(f"{path}: there is only one row of numbers; a line needs at least two")
    if columns.x.min() == columns.x.max():
        same = f"column '{columns.x_column}' holds {columns.x[0]:g} in every row"
        raise DatasetError(f"{path}: {same}; a line needs at least two different values of x")
    return columns


def _read(path: str | PathLike[str]) -> _Table:
    text = _text(path)
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    if not first:
        raise DatasetError(f"{path}: the file is empty; its first row must name the columns")
    delimiter = next((mark for mark in ";\t" if mark in first), ",")
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, skipinitialspace=True)
    try:
        filled = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise DatasetError(f"{path}: row {reader.line_num} cannot be read as a table: {error}") from None
    header = [cell.strip() for cell in filled[0][1]]
    table = _Table(str(path), header, filled[1:], delimiter != ",")
    if all(table.number(cell) is not None for cell in header):
        raise DatasetError(f"{path}: the first row holds only numbers; it must name the columns, such as x,y")
    if not table.rows:
        raise DatasetError(f"{path}: there are no rows below the names of the columns")
    for row, cells in table.rows:
        if len(cells) != len(header):
            count = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
            raise DatasetError(
                f"{path}: row {row} has {count}, but the first row names {len(header)} columns"
            )
    return table


def _text(path: str | PathLike[str]) -> str:
    try:
        data = Path(path).read_bytes()
    except FileNotFoundError:
        raise DatasetError(f"{path}: there is no such file") from None
    except IsADirectoryError:
        raise DatasetError(f"{path}: this is a folder, not a file") from None
    except (OSError, ValueError) as error:
        raise DatasetError(
            f"{path}: the file cannot be read: {getattr(error, 'strerror', None) or error}"
        ) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        raise DatasetError(f"{path}: row {row} is not UTF-8 text; save the table as CSV in UTF-8") from None


def _choose(table: _Table, name: str | None, taken: int | None) -> int:
    if name is not None:
        return _find(table, name)
    for column in range(len(table.header)):
        if column != taken and table.is_numeric(column):
            return column
    named = ", ".join(f"'{name}'" for name in table.header)
    raise DatasetError(f"{table.path}: there are no two columns of numbers; the columns are {named}")


def _find(table: _Table, name: str) -> int:
    count = table.header.count(name)
    if count == 1:
        return table.header.index(name)
    if count > 1:
        raise DatasetError(f"{table.path}: {count} columns are named '{name}'; give them different names")
    close = difflib.get_close_matches(name, table.header, 1, 0.5)
    named = ", ".join(f"'{column}'" for column in table.header)
    hint = f"did you mean '{close[0]}'?" if close else f"the columns are {named}"
    raise DatasetError(f"{table.path}: there is no column '{name}'; {hint}")
