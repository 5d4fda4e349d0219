"""Two columns of numbers from a lecturer's table, with a clear sentence for whatever is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

import numpy as np

from gd_math.data.remarks import Remark, remark, remark_count
from gd_math.data.table_columns import notation_of, numbers
from gd_math.data.table_files import DatasetError, read_grid
from gd_math.data.table_numbers import is_missing
from gd_math.data.table_rows import Table, TableFormat
from gd_math.typing import Floats

LARGEST, SMALLEST = 1e14, 1e-12
"""Beyond, squares of numbers and their differences are not held well enough to draw them exactly."""
LEAST_SPREAD = 1e-9
"""Least spread of a column in units of its largest number."""
NAMED_ROWS = 3
"""How many of the rows that are left out are named."""


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Two columns of a table, shape (n,) each, their names, and what was left out or guessed."""

    name: str
    x_column: str
    y_column: str
    x: Floats
    y: Floats
    notes: tuple[Remark, ...] = ()


def read_columns(
    path: str | PathLike[str],
    x_column: str | None = None,
    y_column: str | None = None,
    form: TableFormat | None = None,
) -> Columns:
    """Return two columns of a table, the first two that hold numbers by default; raise DatasetError.

    A first column that only counts the rows is left out unless it is asked for, and so are rows that have no
    value in one of both columns.
    """
    form = form or TableFormat()
    grid = read_grid(path, form.delimiter)
    table = Table.of(str(path), grid, form.header)
    x, y, notes = _choose(table, x_column, y_column)
    (x_notation, x_notes), (y_notation, y_notes) = (notation_of(table, place, form) for place in (x, y))
    rows, gaps = rows_with_values(table, (x, y), form)
    columns = numbers(table, x, rows, x_notation), numbers(table, y, rows, y_notation)
    names = ("x", "y") if form.header is False else (table.names[x], table.names[y])
    refuse_what_cannot_be_drawn(str(path), names, columns, gaps)
    return Columns(Path(path).stem, *names, *columns, (*grid.notes, *notes, *x_notes, *y_notes, *gaps))


def _choose(table: Table, x_column: str | None, y_column: str | None) -> tuple[int, int, list[Remark]]:
    """Return the columns that are asked for, else the first with numbers; note a column of row numbers."""
    asked = [None if name is None else table.find(name) for name in (x_column, y_column)]
    free = [place for place in range(len(table.names)) if table.is_numeric(place) and place not in asked]
    counting = 0 in free and table.is_index(0)
    free.sort(key=lambda place: (counting and place == 0, place in table.nameless))
    chosen = []
    for place in asked:
        if place is None and not free:
            raise DatasetError(f"{table.path}: there are no two columns of numbers; {_what_there_is(table)}")
        chosen.append(free.pop(0) if place is None else place)
    if asked == [None, None]:
        chosen.sort()  # with but one other column, the one without a name is its x
    if not counting:
        return chosen[0], chosen[1], []
    if 0 in chosen and len(table.nameless) == len(table.names):
        return chosen[0], chosen[1], []
    if 0 not in chosen:
        return chosen[0], chosen[1], [left_out(table)]
    taken = {"axis": "xy"[chosen.index(0)]}
    if 0 in table.nameless:
        said = remark(
            "the first column, without a name, only counts the rows and is taken for {axis}", **taken
        )
    else:
        taken["name"] = table.names[0]
        said = remark("the first column, '{name}', only counts the rows and is taken for {axis}", **taken)
    return chosen[0], chosen[1], [said]


def left_out(table: Table) -> Remark:
    """Return what is said of a first column that only counts the rows, where nobody asks for it."""
    if 0 in table.nameless:
        return remark("the first column, without a name, only counts the rows and is left out")
    name = table.names[0]
    return remark("the first column, '{name}', only counts the rows and is left out", name=name)


def _what_there_is(table: Table) -> str:
    """Return the names of the columns, and the first cell that looks like a number but is none."""
    for column in range(len(table.names)):
        for row, cell in enumerate(table.column(column)):
            if not table.is_numeric(column) and isinstance(cell, str) and any(map(str.isdigit, cell)):
                where = f"row {table.number_of(row)}, column '{table.names[column]}'"
                return f"{where} holds '{table.text(row, column)}', which is not a number"
    return f"the columns are {table.listed()}"


def rows_with_values(
    table: Table, columns: Sequence[int], form: TableFormat
) -> tuple[list[int], list[Remark]]:
    """Return the rows that have a value in all of the columns, and a note on those that have not."""
    gaps: list[int] = []
    for row, (_, cells) in enumerate(table.rows):
        lacking = [column for column in columns if is_missing(cells[column])]
        if lacking and form.missing == "error":
            rule = 'every row needs a number there, or missing = "omit"'
            raise DatasetError(f"{table.told(row, lacking[0])}; {rule}")
        gaps += [row] if lacking else []
    kept = [row for row in range(len(table.rows)) if row not in set(gaps)]
    if not gaps:
        return kept, []
    named = ", ".join(str(table.number_of(row)) for row in gaps[:NAMED_ROWS])
    more = ", …" if len(gaps) > NAMED_ROWS else ""
    said = remark_count(
        len(gaps),
        "{count} row left out, without a value: row {rows}",
        "{count} rows left out, without a value: rows {rows}",
        rows=named + more,
    )
    return kept, [said]


def refuse_what_cannot_be_drawn(
    path: str, names: Sequence[str], columns: Sequence[Floats], gaps: Sequence[Remark]
) -> None:
    """Refuse too few points, and numbers whose differences or squares float64 cannot hold.

    All columns but the last one are features.
    """
    count = len(columns[0])
    if count < 2:
        there = "; ".join(
            ("there is only one row of numbers" if count else "there are no numbers", *map(str, gaps))
        )
        raise DatasetError(f"{path}: {there}; a line needs at least two")
    for name, x in zip(names[:-1], columns[:-1], strict=True):
        if x.min() == x.max():
            same = f"column '{name}' holds {x[0]:g} in every row"
            raise DatasetError(f"{path}: {same}; a line needs at least two different values of x")
    for name, values in zip(names, columns, strict=True):
        size, spread = float(np.abs(values).max()), float(np.ptp(values / np.abs(values).max(initial=1e-300)))
        column = f"{path}: column '{name}'"
        if size > LARGEST:
            raise DatasetError(f"{column} holds {size:g}, above {LARGEST:g}; choose a larger unit")
        if 0.0 < size < SMALLEST:
            raise DatasetError(
                f"{column} holds nothing above {size:g}, below {SMALLEST:g}; choose a smaller unit"
            )
        if 0.0 < spread < LEAST_SPREAD:
            told = "differs by less than a billionth of its numbers; subtract what they have in common"
            raise DatasetError(f"{column} {told}")


__all__ = [
    "Columns",
    "TableFormat",
    "left_out",
    "read_columns",
    "refuse_what_cannot_be_drawn",
    "rows_with_values",
]
