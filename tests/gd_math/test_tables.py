"""A lecturer's table is read as meant, or one sentence says why not."""

from pathlib import Path

import pytest

from gd_math.data.datasets import DatasetError, read_table


def table(folder: Path, text: str | bytes) -> Path:
    path = folder / "my.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    "text",
    [
        "x,y\n1,2\n2,4.5\n3,6\n",
        "x;y\n1;2\n2;4,5\n3;6\n",
        "x\ty\r\n1\t2\r\n2\t4.5\r\n3\t6\r\n",
        "\ufeffx, y\n1, 2\n\n2 , 4.5\n3,6",
        '"x","y"\n"1","2"\n"2","4.5"\n3,6\n',
        "\nx;y\n1;2e0\n2;4.5\n3;+6\n",
        "name,x,y\nann,1,2\nbob,2,4.5\nzoe,3,6\n",
    ],
)
def test_two_columns_are_read_as_meant(tmp_path: Path, text: str) -> None:
    samples = read_table(table(tmp_path, text))
    assert samples.x.tolist() == [1, 2, 3] and samples.y.tolist() == [2, 4.5, 6]
    assert (samples.name, samples.x_label, samples.y_label, samples.truth) == ("my", "x", "y", None)


def test_columns_are_chosen_by_name(tmp_path: Path) -> None:
    path = table(tmp_path, "a,b,c\n1,2,3\n4,5,6\n")
    assert read_table(path, "c", "a").x.tolist() == [3, 6]
    assert read_table(path, "c", "a").y.tolist() == [1, 4]
    assert read_table(path, x_column="b").y_label == "a"
    assert read_table(path, y_column="a").x_label == "b"


SENTENCES = [
    ("", {}, "the file is empty; its first row must name the columns"),
    (" \n\n", {}, "the file is empty; its first row must name the columns"),
    ("x,y\n", {}, "there are no rows below the names of the columns"),
    (
        "1,2\n3,4\n",
        {},
        "the first row holds only numbers; it must name the columns, such as x,y, or say header = false",
    ),
    ("x,y\n1,2\n", {}, "there is only one row of numbers; a line needs at least two"),
    (
        "x,y\n2,1\n2,5\n2,9\n",
        {},
        "column 'x' holds 2 in every row; a line needs at least two different values of x",
    ),
    ("x,y\n1,2\n2,many\n", {}, "row 3, column 'y' holds 'many', which is not a number"),
    ("x,y\n1,2\n\n2,1_000\n", {}, "row 4, column 'y' holds '1_000', which is not a number"),
    (
        "x,y\n1,2\n2,nan\n",
        {},
        "there is only one row of numbers; 1 row left out, without a value: row 3; a line needs at least two",
    ),
    ("x,y\n-inf,2\n2,3\n", {}, "row 2, column 'x' holds '-inf', which is not a finite number"),
    ("x,y\n1,1e999\n2,3\n", {}, "row 2, column 'y' holds '1e999', which is not a finite number"),
    (",,\n,,\n", {}, "the file is empty; its first row must name the columns"),
    ("Prices\n\nx,y\n1,2\n", {}, "row 3 has 2 cells, but the first row names 1 column"),
    ("x,y\n1,5,2\n2,5,3\n", {}, "row 2 has 3 cells, but the first row names 2 columns"),
    ("x,y\n1,2\n2\n", {}, "row 3 has 1 cell, but the first row names 2 columns"),
    ("x,y\n1,2\n2,3,4\n", {}, "row 3 has 3 cells, but the first row names 2 columns"),
    ("years,wage\n1,2\n2,3\n", {"x_column": "year"}, "there is no column 'year'; did you mean 'years'?"),
    (
        "years,wage\n1,2\n2,3\n",
        {"y_column": "q"},
        "there is no column 'q'; the columns are 'years', 'wage'",
    ),
    (
        "name,y\nann,2\nbob,3\n",
        {},
        "there are no two columns of numbers; the columns are 'name', 'y'",
    ),
    ("x,x\n1,2\n2,3\n", {"x_column": "x"}, "2 columns are named 'x'; give them different names"),
    (
        "day,y\n2020-01-01,2\n2020-01-02,3\n",
        {},
        "there are no two columns of numbers; row 2, column 'day' holds '2020-01-01', which is not a number",
    ),
    ("x,y\n1e300,2\n2e300,3\n", {}, "column 'x' holds 2e+300, above 1e+14; choose a larger unit"),
    ("x,y\n1,1e16\n2,3e16\n", {}, "column 'y' holds 3e+16, above 1e+14; choose a larger unit"),
    (
        "x,y\n1e-300,2\n2e-300,3\n",
        {},
        "column 'x' holds nothing above 2e-300, below 1e-12; choose a smaller unit",
    ),
    (
        "x,y\n1000000000000,1\n1000000000001,3\n",
        {},
        "column 'x' differs by less than a billionth of its numbers; subtract what they have in common",
    ),
    (b"x,y\n1,2\n\xe4,3\n", {}, "row 3, column 'x' holds 'ä', which is not a number"),
    (b"\0\1,\0\2\n\3", {}, "this is not a text table; save it as CSV in UTF-8"),
    (b"\xd0\xcf\x11\xe0old", {}, "this is not a text table; save it as .xlsx or as CSV"),
]


@pytest.mark.parametrize(("text", "columns", "sentence"), SENTENCES)
def test_a_bad_table_gets_its_sentence(
    tmp_path: Path, text: str | bytes, columns: dict[str, str], sentence: str
) -> None:
    path = table(tmp_path, text)
    with pytest.raises(DatasetError) as caught:
        read_table(path, **columns)
    assert str(caught.value) == f"{path}: {sentence}"


def test_a_missing_file_and_a_folder_get_their_sentences(tmp_path: Path) -> None:
    with pytest.raises(DatasetError) as caught:
        read_table(tmp_path / "none.csv")
    assert str(caught.value) == f"{tmp_path / 'none.csv'}: there is no such file"
    with pytest.raises(DatasetError) as caught:
        read_table(tmp_path)
    assert str(caught.value) == f"{tmp_path}: this is a folder, not a file"
    with pytest.raises(DatasetError, match="cannot be read"):
        read_table("my\0.csv")


def test_a_cell_larger_than_the_csv_limit_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="row 2 cannot be read as a table"):
        read_table(table(tmp_path, "x,y\n1," + "9" * 200_000 + "\n"))
