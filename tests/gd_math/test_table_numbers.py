"""Numbers are read as people write them; one that can be read two ways is asked about."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gd_math.data.datasets import Dataset, DatasetError, read_table
from gd_math.data.table_numbers import Notation, is_missing, is_number
from gd_math.data.table_rows import TableFormat


def read(folder: Path, text: str, **known: str) -> Dataset:
    path = folder / "my.csv"
    path.write_text(text, encoding="utf-8")
    return read_table(path, form=TableFormat(**known))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "x", "y"),
    [
        ("x\ty\n12.5\t1,416\n13.5\t2,104\n", [12.5, 13.5], [1416, 2104]),
        ("x\ty\n852\t179,900\n1,416\t232,000\n", [852, 1416], [179900, 232000]),
        ("x\ty\n852\t179.900\n1.416\t232.000\n", [852, 1416], [179900, 232000]),
        ('x,y\n"1,416",2\n"2,104",3\n', [1416, 2104], [2, 3]),
        ("x,y\n1.416,2\n2.104,3\n", [1.416, 2.104], [2, 3]),
        ("x;y\n110,0;1.020\n120,5;980,5\n", [110, 120.5], [1020, 980.5]),
        ("x;y\n1,5;2\n1,125;3\n", [1.5, 1.125], [2, 3]),
        ("x;y\n0.125;2\n1.125;3\n", [0.125, 1.125], [2, 3]),
        ('x,y\n"1,5","2,1"\n"2,5","3,125"\n', [1.5, 2.5], [2.1, 3.125]),
        ("x,y\n1'000,2\n2’000.5,3\n", [1000, 2000.5], [2, 3]),
        ("x;y\n1 234;2\n2\u202f000;3\n", [1234, 2000], [2, 3]),
        ("x\ty\n1\u00a0234,5\t2\n2 000\t3\n", [1234.5, 2000], [2, 3]),
        ("x;y\n1.000,5;2\n1.234.567;3\n", [1000.5, 1234567], [2, 3]),
        ('x,y\n"1,234,567.5",2\n1,3\n', [1234567.5, 1], [2, 3]),
        ('x,y\n"$1,416",€ 5\n"-$2,104","7.5 €"\n', [1416, -2104], [5, 7.5]),
        ("x,y\n50%,CHF 5\n12.5 %,CHF 6\n", [50, 12.5], [5, 6]),
        ("x,y\n−1,+2\n-2,3e0\n", [-1, -2], [2, 3]),
    ],
)
def test_numbers_are_read_as_written(tmp_path: Path, text: str, x: list[float], y: list[float]) -> None:
    samples = read(tmp_path, text)
    assert (samples.x.tolist(), samples.y.tolist()) == (x, y)


@pytest.mark.parametrize(
    "text",
    [
        "x;y\n1;1.020\n2;2.125\n",
        "x;y\n1;1,020\n2;2,125\n",
        "x\ty\n1\t1.020\n2\t2.125\n",
        "x\ty\n1\t1,020\n2\t2,125\n",
        "x\ty\n0\t1,020\n1\t2,125\n",
        "x,y\n852,1\n1.416,2\n",
    ],
)
def test_a_column_that_can_be_read_two_ways_is_asked_about(tmp_path: Path, text: str) -> None:
    with pytest.raises(DatasetError, match=r"row \d, column '[xy]' holds .* say decimal = ") as caught:
        read(tmp_path, text)
    assert "can be read as 1020 or 1.02;" in str(caught.value) or "1416 or 1.416;" in str(caught.value)


def test_the_key_in_the_question_settles_it(tmp_path: Path) -> None:
    text = "x;y\n1;1.020\n2;2.125\n"
    assert read(tmp_path, text, decimal=".").y.tolist() == [1.02, 2.125]
    assert read(tmp_path, text, decimal=",").y.tolist() == [1020, 2125]
    assert read(tmp_path, text, thousands=".").y.tolist() == [1020, 2125]
    assert read(tmp_path, text, thousands=",").y.tolist() == [1.02, 2.125]


@pytest.mark.parametrize(
    ("text", "known", "sentence"),
    [
        (
            "x;y\n1;1,5\n2;2.5\n",
            {},
            "row 3, column 'y' holds '2.5', but row 2 '1,5', with another decimal sign; "
            "write all of them alike",
        ),
        (
            "x;y\n1;1,5\n2;2,5\n",
            {"decimal": "."},
            "row 2, column 'y' holds '1,5', which is not a number with the decimal sign '.'",
        ),
        (
            "x;y\n1;1'000\n2;2 000\n",
            {},
            "row 3, column 'y' holds '2 000', "
            "which is not a number with the decimal sign '.' and thousands grouped by '''",
        ),
        (
            "x,y\n50%,1\n0.6,2\n",
            {},
            "row 3, column 'x' holds '0.6', but row 2 '50%'; write all of them in one unit",
        ),
        (
            "x,y\n€5,1\n$6,2\n",
            {},
            "row 3, column 'x' holds '$6', but row 2 '€5'; write all of them in one unit",
        ),
    ],
)
def test_mixed_notation_names_the_cells(
    tmp_path: Path, text: str, known: dict[str, str], sentence: str
) -> None:
    with pytest.raises(DatasetError) as caught:
        read(tmp_path, text, **known)
    assert str(caught.value) == f"{tmp_path / 'my.csv'}: {sentence}"


def test_a_reading_that_was_inferred_is_said(tmp_path: Path) -> None:
    assert tuple(map(str, read(tmp_path, 'x,y\n"1,416",2\n"2,104",3\n').notes)) == (
        "column 'x': '1,416' is read as 1416",
    )
    assert tuple(map(str, read(tmp_path, "x,y\n1.416,2\n2.104,3\n").notes)) == (
        "column 'x': '1.416' is read as 1.416",
    )
    assert tuple(map(str, read(tmp_path, "x;y\n1,5;2\n2.000;3\n").notes)) == (
        "column 'x': '2.000' is read as 2000",
    )
    assert read(tmp_path, "x,y\n1.41,2\n2.104,3\n").notes == ()
    assert read(tmp_path, "x;y\n1;1.020\n2;2.125\n", decimal=",").notes == ()


@pytest.mark.parametrize("cell", ["", "NA", "n/a", "NaN", "null", "-", "–", "?", "#N/A", "\u00a0"])
def test_a_cell_without_a_value_is_missing(cell: str) -> None:
    assert is_missing(cell) and not is_number(cell)


@pytest.mark.parametrize(
    "cell", ["1_000", "1,2,3", "1.2.3", "12,34,5", "0x10", "--1", "1 2", "(5)", "ten", "5 kg"]
)
def test_what_is_no_number_is_none_in_any_notation(cell: str) -> None:
    assert not is_number(cell) and not is_missing(cell)


@given(
    value=st.decimals(min_value=-(10**9), max_value=10**9, places=2),
    notation=st.sampled_from(
        [(".", ","), (",", "."), (".", "'"), (".", " "), (",", " "), (",", ""), (".", "")]
    ),
)
def test_whatever_is_written_in_a_notation_is_read_back(value: float, notation: tuple[str, str]) -> None:
    decimal, thousands = notation
    text = f"{value:,.2f}".replace(",", "T").replace(".", decimal).replace("T", thousands)
    assert Notation(decimal, thousands).number(text) == float(value)
