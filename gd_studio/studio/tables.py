"""Tables that a lecturer uploads: read as tables and nothing else, and kept in the lecture's folder."""

import io
import re
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gd_studio.errors import StudioError
from gd_studio.store.work import scratch

MOST_BYTES = 10 * 1024**2
MOST_UNPACKED = 200 * 1024**2
ENDINGS = (".csv", ".tsv", ".txt", ".dat", ".xlsx", ".xlsm")
ROWS_SHOWN = 5
_NAME = re.compile(r"[^\s./\\:*?\"<>|\x00-\x1f][^/\\:*?\"<>|\x00-\x1f]{0,99}")
REFUSED = f"a table must be one of {', '.join(ENDINGS)}, and have at most {MOST_BYTES // 1024**2} MB."


class TakenError(StudioError):
    """Another table has that name."""


@dataclass(frozen=True, slots=True)
class Glance:
    """How a table begins.

    Parameters
    ----------
    names
        What its columns are called.
    numeric
        Those that hold numbers.
    rows
        Its first rows.
    count
        How many rows it has.
    wrong
        Why it cannot be shown.
    """

    names: tuple[str, ...] = ()
    numeric: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    count: int = 0
    wrong: str = ""


def glance(folder: Path, name: str, form: Mapping[str, Any]) -> Glance:
    """Return how a table of a folder begins; nothing where no such table is in it. Runs in a process."""
    from gd_math.data.table_files import DELIMITERS, DatasetError, read_grid
    from gd_math.data.table_rows import Table

    path = (folder / name).resolve()
    inside = path.is_relative_to(folder.resolve()) and path.suffix.lower() in ENDINGS
    if not inside or not path.is_file() or path.stat().st_size > MOST_BYTES:
        return Glance()
    sign = form.get("delimiter")
    try:
        table = Table.of(name, read_grid(path, DELIMITERS.get(str(sign), sign)), form.get("header"))
    except DatasetError as error:
        return Glance(wrong=str(error).replace(str(path), name))
    places = range(len(table.names))
    shown = range(min(ROWS_SHOWN, len(table.rows)))
    return Glance(
        tuple(table.names),
        tuple(table.names[place] for place in places if table.is_numeric(place)),
        tuple(tuple(table.text(row, place) for place in places) for row in shown),
        len(table.rows),
    )


def check_table(name: str, content: bytes) -> None:
    """Refuse what is no table with two columns of numbers. Runs in a process: files may be hostile.

    Raises
    ------
    StudioError
        If the name leads out of the folder or is not a table's, or the content is too long or no table.
    """
    from gd_math.data.table_files import DatasetError, read_grid
    from gd_math.data.table_numbers import is_number

    check_name(name)
    if len(content) > MOST_BYTES:
        raise StudioError(f"{name}: {REFUSED}")
    if content.startswith(b"PK") and _unpacked(content) > MOST_UNPACKED:
        raise StudioError(f"{name}: is too long once it is unpacked; save the sheet as CSV.")
    with scratch() as folder:
        path = folder / f"table{Path(name).suffix}"
        path.write_bytes(content)
        try:
            rows = read_grid(path).rows
        except DatasetError as error:
            raise StudioError(f"{str(error).replace(str(path), name)}.") from error
    numeric = {place for _, cells in rows for place, cell in enumerate(cells) if is_number(cell)}
    if len(numeric) < 2:
        raise StudioError(f"{name}: no table was found in it; at least two columns must hold numbers.")


def check_name(name: str) -> None:
    """Refuse a name that leads out of the folder, or that is not a table's."""
    if not _NAME.fullmatch(name):
        raise StudioError(
            f'"{name}": a table must have a plain file name, such as my.csv, that stays in the folder'
            " of the lecture; rename the file."
        )
    if Path(name).suffix.lower() not in ENDINGS:
        raise StudioError(f"{name}: must be a table: {', '.join(ENDINGS)}.")


def keep_table(folder: Path, name: str, content: bytes, instead: bool = False) -> None:
    """Write a table into a folder.

    Parameters
    ----------
    folder, name, content
        Where, and what.
    instead
        Whether it takes the place of a table of that name.

    Raises
    ------
    TakenError
        If there is another one, and it may not take its place.
    StudioError
        If the name is refused, or it cannot be written.
    """
    check_name(name)
    path = folder / name
    try:
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise StudioError(f"{name}: in the lecture's folder that is not a file; rename the table.")
        if path.exists() and path.read_bytes() == content:
            return
        if path.exists() and not instead:
            raise TakenError(f"{name}: the lecture's folder has another table of that name.")
        with tempfile.TemporaryDirectory(prefix=".upload-", dir=folder) as draft:
            new = Path(draft) / "table"
            new.write_bytes(content)
            new.replace(path)
    except OSError as error:
        raise StudioError(f"{path}: cannot be written: {error.strerror}.") from error


def free_name(folder: Path, name: str) -> str:
    """Return a name for a table that nothing in a folder has."""
    path, number = Path(name), 2
    while (folder / f"{path.stem}-{number}{path.suffix}").exists():
        number += 1
    return f"{path.stem}-{number}{path.suffix}"


def _unpacked(content: bytes) -> int:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile:
        return 0
