"""A table with names for its columns: from its first row, or numbers where there is none."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from gd_math.data.table_files import Cell, DatasetError, Grid
from gd_math.data.table_numbers import Notation, is_missing, is_number

INDEX_NAMES = frozenset(("unnamed: 0", "index", "id", "row", "rownames", "no", "no.", "nr", "nr.", "#"))
"""Names, in small letters, of columns that often only count the rows."""

Decimal = Literal[".", ","]
Thousands = Literal[",", ".", "'", " "]
Missing = Literal["omit", "error"]


@dataclass(frozen=True, slots=True)
class TableFormat:
    """What is known about a table beforehand; what is None shows in the table itself, or is asked.

    Parameters
    ----------
    header
        Whether the first row names the columns. None: it does; one of numbers alone is refused.
    delimiter
        What stands between two cells; a blank stands for any run of blanks.
    decimal
        The decimal sign.
    thousands
        What groups digits by three.
    missing
        Whether a row without a value is left out, or refused.
    """

    header: bool | None = None
    delimiter: str | None = None
    decimal: Decimal | None = None
    thousands: Thousands | None = None
    missing: Missing = "omit"


@dataclass(frozen=True, slots=True)
class Table:
    """Names of columns, and rows of as many cells with the numbers that a spreadsheet shows beside them.

    Parameters
    ----------
    path
        The file, for sentences.
    names
        What the columns are called; "column 3" where the first row leaves that open.
    nameless
        The columns without a name of their own.
    rows
        The rows of values.
    delimiter
        What stood between the cells.
    """

    path: str
    names: Sequence[str]
    nameless: frozenset[int]
    rows: Sequence[tuple[int, Sequence[Cell]]]
    delimiter: str

    @classmethod
    def of(cls, path: str, grid: Grid, header: bool | None) -> "Table":
        """Tell the names of the columns from the rows below them; raise DatasetError."""
        if not grid.rows:
            wanted = (
                "every row must hold numbers" if header is False else "its first row must name the columns"
            )
            raise DatasetError(f"{path}: the file is empty; {wanted}")
        first, rows = grid.rows[0][1], grid.rows if header is False else grid.rows[1:]
        if header is None and all(is_number(cell) or is_missing(cell) for cell in first):
            raise DatasetError(
                f"{path}: the first row holds only numbers; it must name the columns, such as x,y, "
                "or say header = false"
            )
        if not rows:
            raise DatasetError(f"{path}: there are no rows below the names of the columns")
        names = ["" if header is False else _text(cell) for cell in first]
        if grid.delimiter != "," and {len(cells) for _, cells in rows} == {len(names) + 1}:
            names = ["", *names]  # R names the rows in a column of their own
        for row, cells in rows:
            if len(cells) != len(names):
                told = "has" if header is False else "names"
                count, columns = _count(len(cells), "cell"), _count(len(names), "column")
                raise DatasetError(f"{path}: row {row} has {count}, but the first row {told} {columns}")
        nameless = frozenset(place for place, name in enumerate(names) if not name)
        names = [name or f"column {place}" for place, name in enumerate(names, 1)]
        return cls(path, names, nameless, rows, grid.delimiter)

    def column(self, place: int) -> list[Cell]:
        """Return the cells of a column."""
        return [cells[place] for _, cells in self.rows]

    def is_numeric(self, place: int) -> bool:
        """Return whether any cell of a column is a number."""
        return any(is_number(cell) for cell in self.column(place))

    def is_index(self, place: int) -> bool:
        """Return whether a column only counts the rows, 0, 1, 2 … or 1, 2, 3 …, and has no name but that."""
        if place not in self.nameless and self.names[place].lower() not in INDEX_NAMES:
            return False
        numbers = [Notation().number(cell) for cell in self.column(place)]
        return numbers in ([*range(len(numbers))], [*range(1, len(numbers) + 1)])

    def find(self, name: str) -> int:
        """Return the column with a name; raise DatasetError where there is none, or more than one."""
        name = " ".join(name.split())
        count = self.names.count(name)
        if count == 1:
            return self.names.index(name)
        if count > 1:
            raise DatasetError(f"{self.path}: {count} columns are named '{name}'; give them different names")
        close = difflib.get_close_matches(name, self.names, 1, 0.5)
        hint = f"did you mean '{close[0]}'?" if close else f"the columns are {self.listed()}"
        raise DatasetError(f"{self.path}: there is no column '{name}'; {hint}")

    def listed(self) -> str:
        """Return the names of all columns."""
        return ", ".join(f"'{name}'" for name in self.names)

    def number_of(self, row: int) -> int:
        """Return the number that a spreadsheet shows beside a row."""
        return self.rows[row][0]

    def text(self, row: int, column: int) -> str:
        """Return what stands in a cell, cut to a length that a sentence bears."""
        return _text(self.rows[row][1][column])[:30]

    def told(self, row: int, column: int) -> str:
        """Return the beginning of a sentence about a cell: where it is, and what it holds."""
        text = self.text(row, column)
        holds = f"holds '{text}'" if text else "is empty"
        return f"{self.path}: row {self.number_of(row)}, column '{self.names[column]}' {holds}"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" + ("" if number == 1 else "s")


def _text(cell: Cell) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) else f"{cell:.15g}"


__all__ = ["Decimal", "Missing", "Table", "TableFormat", "Thousands"]
