"""A table is taken as its file has it: encoding, delimiter, header, index, gaps, workbook."""

import builtins
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

from gd_math.data.datasets import Dataset, DatasetError, read_table
from gd_math.data.regression import MeanSquaredError
from gd_math.data.table_rows import TableFormat

CASES = Path(__file__).parent.parent / "data"


def read(folder: Path, text: str | bytes, **known: Any) -> Dataset:
    path = folder / "my.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_table(path, form=TableFormat(**known))


@pytest.mark.parametrize(
    ("name", "labels", "count", "line", "notes"),
    [
        (
            "thousands_separators.tsv",
            ("sqft", "price"),
            8,
            (155.03, 44610),
            ("column 'sqft': '1,416' is read as 1416", "column 'price': '232,000' is read as 232000"),
        ),
        (
            "index_column.csv",
            ("hours", "score"),
            10,
            (9.393, 0.436),
            ("the first column, without a name, only counts the rows and is left out",),
        ),
        (
            "currency.csv",
            ("sqft", "price"),
            3,
            (213.93, -44801),
            ("column 'sqft': '1,416' is read as 1416", "column 'price': '$232,000' is read as 232000"),
        ),
        ("blank_cells.csv", ("x", "y"), 4, (1.973, 0.2017), ("2 rows left out, without a value: rows 3, 5",)),
        ("negative_mean.csv", ("temp_C", "heating_kWh"), 7, (-2.1004, 35.21), ()),
        ("constant_y.csv", ("x", "y"), 4, (0.0, 5.0), ()),
        ("names_without_glyphs.csv", ("面积", "价格"), 4, (2.0748, 13.83), ()),
    ],
)
def test_the_tables_of_lecturers_are_read_as_meant(
    name: str, labels: tuple[str, str], count: int, line: tuple[float, float], notes: tuple[str, ...]
) -> None:
    samples = read_table(CASES / name)
    assert (samples.x_label, samples.y_label, len(samples)) == (*labels, count)
    assert MeanSquaredError(samples.x, samples.y).least_squares() == pytest.approx(line, rel=1e-3, abs=0)
    assert tuple(map(str, samples.notes)) == notes


def test_blank_cells_take_their_rows_away_and_nothing_else() -> None:
    samples = read_table(CASES / "blank_cells.csv")
    assert list(zip(samples.x, samples.y, strict=True)) == [(1, 2), (3, 6.5), (5, 9.8), (6, 12.1)]


def test_missing_error_names_the_cell() -> None:
    path = CASES / "blank_cells.csv"
    with pytest.raises(DatasetError) as caught:
        read_table(path, form=TableFormat(missing="error"))
    rule = 'every row needs a number there, or missing = "omit"'
    assert str(caught.value) == f"{path}: row 3, column 'y' is empty; {rule}"


def test_gaps_in_other_columns_leave_their_rows(tmp_path: Path) -> None:
    samples = read(tmp_path, "x,y,z\n1,2,\n2,3,NA\n")
    assert len(samples) == 2 and samples.notes == ()


@pytest.mark.parametrize(
    "text",
    [
        "x\ty\n1\t2\n3\t4\n",
        "x;y\n1;2\n3;4\n",
        "x,y\n1,2\n3,4\n",
        "x|y\n1|2\n3|4\n",
        "x y\n1 2\n3 4\n",
        " x    y\n 1    2\n 3   \t4\n",
        "sep=;\nx;y\n1;2\n3;4\n",
        "sep=,\r\nx,y\r\n1,2\r\n3,4\r\n",
        '"x"\t"y"\n1\t2\n3\t4',
        "x,y,\n1,2,\n3,4,\n,,\n",
        "x;y;note\n1;2;a, b\n3;4;c\n",
        "\ufeffx,y\n1,2\n3,4\n",
        "x,y\n1,2\n3,4\n".encode("utf-16"),
        "x,y\n1,2\n3,4\n".encode("utf-16-le"),
        "x,y\n1,2\n3,4\n".encode("utf-16-be"),
    ],
)
def test_delimiters_and_encodings_are_seen(tmp_path: Path, text: str | bytes) -> None:
    samples = read(tmp_path, text)
    assert (samples.x.tolist(), samples.y.tolist()) == ([1, 3], [2, 4])
    assert (samples.x_label, samples.y_label) == ("x", "y")


def test_old_windows_text_is_read_and_said(tmp_path: Path) -> None:
    samples = read(tmp_path, "Größe;€\n1,5;2\n2,5;3\n".encode("cp1252"))
    assert (samples.x_label, samples.y_label) == ("Größe", "€")
    assert tuple(map(str, samples.notes)) == ("read as Windows-1252 (Latin-1) text, since it is not UTF-8",)


def test_a_named_delimiter_is_obeyed(tmp_path: Path) -> None:
    assert read(tmp_path, "x;y;z,k\n1;2;3,4\n3;4;5,6\n", delimiter=";").y.tolist() == [2, 4]
    with pytest.raises(DatasetError, match="row 2, column 'x;y' holds '1;2', which is not a number"):
        read(tmp_path, "x;y\n1;2\n", delimiter=",")


@pytest.mark.parametrize(
    "text",
    [
        '"","speed","dist"\n"1",4,2\n"2",4,10\n"3",7,4\n',
        '"speed" "dist"\n"1" 4 2\n"2" 4 10\n"3" 7 4\n',
        '"speed"\t"dist"\n"1"\t4\t2\n"2"\t4\t10\n"3"\t7\t4\n',
        "rownames,speed,dist\n1,4,2\n2,4,10\n3,7,4\n",
        "Unnamed: 0,speed,dist\n0,4,2\n1,4,10\n2,7,4\n",
        "id,speed,dist\n1,4,2\n2,4,10\n3,7,4\n",
    ],
)
def test_row_numbers_are_left_out_and_that_is_said(tmp_path: Path, text: str) -> None:
    samples = read(tmp_path, text)
    assert (samples.x_label, samples.y_label) == ("speed", "dist")
    assert (samples.x.tolist(), samples.y.tolist()) == ([4, 4, 7], [2, 10, 4])
    assert len(samples.notes) == 1 and str(samples.notes[0]).endswith("only counts the rows and is left out")


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("day,a,b\n1,4,2\n2,5,10\n", ("day", "a")),
        ("id,a,b\n17,4,2\n4,5,10\n", ("id", "a")),
        (",b\n0.5,2\n1.5,10\n", ("column 1", "b")),
    ],
)
def test_a_first_column_that_is_more_than_row_numbers_is_data(
    tmp_path: Path, text: str, labels: tuple[str, str]
) -> None:
    samples = read(tmp_path, text)
    assert ((samples.x_label, samples.y_label), samples.notes) == (labels, ())


def test_columns_with_names_come_before_one_without(tmp_path: Path) -> None:
    assert read(tmp_path, ",a,b\n0.5,4,2\n1.5,5,10\n").x_label == "a"


def test_row_numbers_are_x_where_there_is_no_other_column_or_they_are_asked_for(tmp_path: Path) -> None:
    samples = read(tmp_path, ",score\n0,4\n1,5\n")
    assert samples.x.tolist() == [0, 1]
    assert tuple(map(str, samples.notes)) == (
        "the first column, without a name, only counts the rows and is taken for x",
    )
    (tmp_path / "cars.csv").write_text("id,speed,dist\n1,4,2\n2,5,10\n")
    asked = read_table(tmp_path / "cars.csv", x_column="id")
    assert (asked.x_label, asked.y_label, asked.notes) == ("id", "speed", ())


def test_a_table_without_header_has_its_first_row_as_data(tmp_path: Path) -> None:
    samples = read(tmp_path, "1,2\n3,4\n", header=False)
    assert (samples.x.tolist(), samples.y.tolist()) == ([1, 3], [2, 4])
    assert (samples.x_label, samples.y_label, samples.notes) == ("x", "y", ())
    path = tmp_path / "my.csv"
    swapped = read_table(path, "column 2", "column 1", TableFormat(header=False))
    assert swapped.x.tolist() == [2, 4]
    with pytest.raises(DatasetError, match="row 1, column 'column 1' holds 'x', which is not a number"):
        read(tmp_path, "x,y\n1,2\n3,4\n", header=False)


def test_years_may_name_columns_if_that_is_said(tmp_path: Path) -> None:
    samples = read(tmp_path, "2019,2020\n1,2\n3,4\n", header=True)
    assert (samples.x_label, samples.y_label, samples.x.tolist()) == ("2019", "2020", [1, 3])


def workbook(path: Path, *sheets: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    for place, rows in enumerate(sheets):
        sheet = book.active if place == 0 else book.create_sheet()
        assert sheet is not None
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_workbook_is_read_with_its_own_numbers(tmp_path: Path) -> None:
    rows = [["Fläche", "Preis"], [1.25, "$1,416"], [None, None], [2.375, "$2,104.50"], [3, None]]
    samples = read_table(workbook(tmp_path / "my.xlsx", rows))
    assert samples.x.tolist() == [1.25, 2.375] and samples.y.tolist() == [1416, 2104.5]
    assert str(samples.notes[-1]) == "1 row left out, without a value: row 5"


def test_of_several_sheets_the_first_that_holds_anything_is_read_and_named(tmp_path: Path) -> None:
    samples = read_table(workbook(tmp_path / "my.xlsx", [], [["x", "y"], [1, 2], [3, 4]], [["other"]]))
    assert samples.y.tolist() == [2, 4]
    assert tuple(map(str, samples.notes)) == ('of 3 sheets, "Sheet1" was read',)


def test_a_broken_workbook_and_a_foreign_one_get_their_sentences(tmp_path: Path) -> None:
    (tmp_path / "my.xlsx").write_bytes(b"PK\x03\x04nothing")
    with pytest.raises(DatasetError, match="this workbook cannot be read"):
        read_table(tmp_path / "my.xlsx")
    (tmp_path / "my.ods").write_bytes(b"PK\x03\x04nothing")
    with pytest.raises(DatasetError, match=r"not a text table; save it as \.xlsx or as CSV"):
        read_table(tmp_path / "my.ods")


def test_without_openpyxl_a_workbook_gets_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "my.xlsx", [["x", "y"], [1, 2], [3, 4]])
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "openpyxl":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(DatasetError) as caught:
        read_table(path)
    way_out = "pip install openpyxl, or save the sheet as CSV"
    assert str(caught.value) == f"{path}: reading .xlsx needs the package openpyxl; {way_out}"


def test_what_rounding_leaves_is_zero() -> None:
    flat = read_table(CASES / "constant_y.csv")
    loss = MeanSquaredError(flat.x, flat.y)
    slope, intercept = loss.least_squares()
    assert (slope, intercept) == (0.0, pytest.approx(5.0, rel=1e-14))
    assert float(loss(slope, intercept)) == 0.0
    two = MeanSquaredError(np.array([1.1, 3.7]), np.array([2.3, -0.9]))
    assert float(two.value(two.least_squares())) == 0.0
    assert float(two.value(two.least_squares() + 1e-6)) > 1e-14
