"""The cells of a table as they stand in its file: text of any usual encoding and delimiter, or .xlsx."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from gd_math.data.remarks import Remark, remark

Cell = str | float
"""What a cell holds: text, or the number itself where the file keeps numbers (.xlsx)."""

DELIMITERS = {"tab": "\t", "semicolon": ";", "comma": ",", "bar": "|", "blank": " "}
"""What may stand between two cells, the surest signs first; a run of blanks counts as one."""

_SEP_LINE = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
_BLANKS = re.compile(r'("[^"]*")|[ \t]+')
_WORKBOOK, _OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class DatasetError(ValueError):
    """A table that cannot be used, and why, in one sentence."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The filled rows of a file.

    Parameters
    ----------
    rows
        The number that a spreadsheet or an editor shows beside the row, and its cells.
    delimiter
        What stood between the cells; empty for a workbook.
    notes
        What was guessed on the way.
    """

    rows: Sequence[tuple[int, Sequence[Cell]]]
    delimiter: str
    notes: tuple[Remark, ...] = ()


def is_blank(cell: Cell) -> bool:
    """Return whether nothing stands in a cell."""
    return isinstance(cell, str) and not cell.strip()


def read_grid(path: str | PathLike[str], delimiter: str | None = None) -> Grid:
    """Return the cells of a table; raise DatasetError.

    Parameters
    ----------
    path
        A text file (UTF-8, UTF-16, Windows-1252 or Latin-1), or an .xlsx workbook (its first sheet).
    delimiter
        A sign of `DELIMITERS`; by default Excel's line ``sep=;``, or the one that cuts all rows alike.
    """
    data = _bytes(path)
    if data.startswith(_WORKBOOK) and Path(path).suffix.lower() in (".xlsx", ".xlsm"):
        return _workbook(path)
    if data.startswith((_WORKBOOK, _OLD_WORKBOOK)):
        raise DatasetError(f"{path}: this is not a text table; save it as .xlsx or as CSV")
    text, notes = _decoded(path, data)
    lines = text.splitlines(keepends=True)
    skipped = 0
    first = next((place for place, line in enumerate(lines) if line.strip()), None)
    sep = None if first is None else _SEP_LINE.fullmatch(lines[first].strip("\ufeff\r\n "))
    if first is not None and sep:
        skipped = first + 1
        delimiter = delimiter or sep[1]
    cut = _cut_all_alike(path, lines[skipped:]) if delimiter is None else delimiter
    rows = [(number + skipped, cells) for number, cells in _rows(path, lines[skipped:], cut)]
    return Grid(rows, cut, notes)


def _bytes(path: str | PathLike[str]) -> bytes:
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise DatasetError(f"{path}: there is no such file") from None
    except IsADirectoryError:
        raise DatasetError(f"{path}: this is a folder, not a file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise DatasetError(f"{path}: the file cannot be read: {reason}") from None


def _decoded(path: str | PathLike[str], data: bytes) -> tuple[str, tuple[Remark, ...]]:
    """Return the text of a file, and a note where its encoding was a guess."""
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        guessed = encoding in ("cp1252", "latin-1")
        said = remark("read as Windows-1252 (Latin-1) text, since it is not UTF-8")
        return text, (said,) if guessed else ()
    raise DatasetError(f"{path}: this is not a text table; save it as CSV in UTF-8")


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    # Text of mostly Latin letters in UTF-16 has a zero in every second byte.
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = data[start:2000:2]
        if len(half) > 1 and half.count(0) > 0.7 * len(half):
            return (encoding,)
    return ("utf-8-sig", "cp1252", "latin-1")


def _cut_all_alike(path: str | PathLike[str], lines: Sequence[str]) -> str:
    """Return the delimiter that cuts all rows into as many cells, two at least; or the one most used above.

    R names the rows in a column of their own that has no name: one cell more than the first row. Not so
    between commas, where it would be a decimal comma as well.
    """
    widths = {}
    for delimiter in DELIMITERS.values():
        try:
            rows = [cells for _, cells in _rows(path, lines, delimiter)]
        except DatasetError:
            continue
        if not rows:
            return ","
        widths[delimiter] = len(rows[0])
        beside = [len(cells) - len(rows[0]) for cells in rows[1:]]
        named_rows = set(beside) == {1} and delimiter != ","
        if len(rows[0]) + named_rows >= 2 and (named_rows or not any(beside)):
            return delimiter
    widths.pop(" ", None)
    return max(widths, key=lambda mark: widths[mark] + (mark == ",") / 2, default=",")


def _rows(path: str | PathLike[str], lines: Sequence[str], delimiter: str) -> list[tuple[int, list[Cell]]]:
    """Return the rows with anything in them; blank cells beyond the first row's are not there."""
    if delimiter == " ":
        lines = [_BLANKS.sub(lambda run: run[1] or "\t", line.strip()) + "\n" for line in lines]
        delimiter = "\t"
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    filled: list[tuple[int, list[Cell]]] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                filled.append((reader.line_num, list(cells)))
    except csv.Error as error:
        raise DatasetError(f"{path}: row {reader.line_num} cannot be read as a table: {error}") from None
    return _without_blank_ends(filled)


def _without_blank_ends(rows: list[tuple[int, list[Cell]]]) -> list[tuple[int, list[Cell]]]:
    """Drop blank cells at the ends of rows, as far as no row has anything there."""
    width = max(
        (place + 1 for _, cells in rows for place, cell in enumerate(cells) if not is_blank(cell)), default=0
    )
    return [(number, cells[:width]) for number, cells in rows]


def _workbook(path: str | PathLike[str]) -> Grid:
    """Return the first sheet of a workbook that holds anything."""
    try:
        import openpyxl
    except ImportError:
        raise DatasetError(
            f"{path}: reading .xlsx needs the package openpyxl; pip install openpyxl, "
            "or save the sheet as CSV"
        ) from None
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        sheets = [(sheet.title, [_row(cells) for cells in sheet.values]) for sheet in book.worksheets]
        book.close()
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise DatasetError(f"{path}: this workbook cannot be read: {error}") from error
    for title, cells in sheets:
        rows = [(number, row) for number, row in enumerate(cells, 1) if not all(map(is_blank, row))]
        if rows:
            said = remark('of {sheets} sheets, "{title}" was read', sheets=len(sheets), title=title)
            return Grid(_squared(_without_blank_ends(rows)), "", (said,) if len(sheets) > 1 else ())
    return Grid([], "")


def _row(cells: Sequence[object]) -> list[Cell]:
    """Return a sheet's row: numbers as they are, everything else as text."""
    return [
        float(cell)
        if isinstance(cell, int | float) and not isinstance(cell, bool)
        else ""
        if cell is None
        else str(cell)
        for cell in cells
    ]


def _squared(rows: list[tuple[int, list[Cell]]]) -> list[tuple[int, list[Cell]]]:
    """Return rows of equal length: a sheet ends a row with its last cell, not with its last column."""
    width = max(len(cells) for _, cells in rows)
    return [(number, cells + [""] * (width - len(cells))) for number, cells in rows]


__all__ = ["DELIMITERS", "Cell", "DatasetError", "Grid", "is_blank", "read_grid"]
