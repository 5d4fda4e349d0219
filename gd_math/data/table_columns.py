"""One column of a table as numbers: how it writes them, or a sentence on what can be read two ways."""

import math
from collections.abc import Sequence

from gd_math.data.remarks import Remark, remark
from gd_math.data.table_files import DatasetError
from gd_math.data.table_numbers import OTHER, Notation, Signs, is_number, read_amount, settle
from gd_math.data.table_rows import Table, TableFormat
from gd_math.objective import as_floats
from gd_math.typing import Floats


def notation_of(table: Table, column: int, form: TableFormat) -> tuple[Notation, list[Remark]]:
    """Return how a column writes its numbers, and a note where a cell could have been read otherwise.

    Raises
    ------
    DatasetError
        If neither the column nor the rest of the table tells the decimal sign from the thousands separator.
    """
    own = Signs.of(table.column(column))
    decimal = form.decimal or OTHER.get(form.thousands or "") or _decimal_sign(table, column, own)
    if decimal is None:
        mark, row = next(iter(own.open.items()))
        both = " or ".join(_readings(table.text(row, column)))
        key = f'decimal = "{OTHER[mark]}" or decimal = "{mark}"'
        raise DatasetError(f"{table.told(row, column)}, which can be read as {both}; say {key}")
    grouped = [mark for mark in own.open if mark != decimal]
    seen = [mark for mark in (form.thousands, *own.thousands, *grouped) if mark and mark != decimal]
    notation = Notation(decimal, seen[0] if seen else "")
    doubtful = grouped if own.decimal else list(own.open)
    if not doubtful or form.decimal or form.thousands:
        return notation, []
    row = own.open[doubtful[0]]
    value = notation.number(table.rows[row][1][column])
    text, name = table.text(row, column), table.names[column]
    if value is None:
        return notation, []
    return notation, [
        remark("column '{name}': '{text}' is read as {value}", name=name, text=text, value=value)
    ]


def _decimal_sign(table: Table, column: int, own: Signs) -> str | None:
    """Return the decimal sign of a column as far as the table tells; refuse a column that uses two."""
    if len(own.decimal) == 2:
        one, other = sorted(own.decimal.values())
        beside = f"row {table.number_of(one)} '{table.text(one, column)}'"
        raise DatasetError(
            f"{table.told(other, column)}, but {beside}, with another decimal sign; write all of them alike"
        )
    numeric = (place for place in range(len(table.names)) if place != column and table.is_numeric(place))
    others = (Signs.of(table.column(place)) for place in numeric)
    return settle(own, others, table.delimiter)


def _readings(text: str) -> list[str]:
    """Return the numbers that a text with one mark and three digits behind it may be, the larger first."""
    values = [Notation(decimal, mark).number(text) or 0.0 for decimal, mark in OTHER.items()]
    return [f"{value:.15g}" for value in sorted(values, key=abs, reverse=True)]


def numbers(table: Table, column: int, rows: Sequence[int], notation: Notation) -> Floats:
    """Return the values of a column in some rows, shape (n,): finite, and all of them in one unit."""
    _refuse_mixed_units(table, column, rows)
    values = []
    for row in rows:
        cell = table.rows[row][1][column]
        value = notation.number(cell)
        if value is None and is_number(cell):
            grouped = f" and thousands grouped by '{notation.thousands}'" if notation.thousands else ""
            told = f"which is not a number with the decimal sign '{notation.decimal}'{grouped}"
            raise DatasetError(f"{table.told(row, column)}, {told}")
        if value is None:
            raise DatasetError(f"{table.told(row, column)}, which is not a number")
        if not math.isfinite(value):
            raise DatasetError(f"{table.told(row, column)}, which is not a finite number")
        values.append(value)
    return as_floats(values)


def _refuse_mixed_units(table: Table, column: int, rows: Sequence[int]) -> None:
    """Refuse two currencies, and a percent sign in some cells only: such numbers are not comparable."""
    units: dict[str, int] = {}
    for row in rows:
        amount = read_amount(table.rows[row][1][column])
        units.setdefault(amount.unit if amount else "", row)
    if "%" not in units:
        units.pop("", None)
    if len(units) > 1:
        one, other = sorted(units.values())[:2]
        beside = f"row {table.number_of(one)} '{table.text(one, column)}'"
        raise DatasetError(f"{table.told(other, column)}, but {beside}; write all of them in one unit")


__all__ = ["notation_of", "numbers"]
