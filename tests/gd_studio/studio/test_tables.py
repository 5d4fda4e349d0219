import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gd_studio.errors import StudioError
from gd_studio.studio.studio import Studio
from gd_studio.studio.tables import MOST_BYTES, TakenError, check_table, free_name, glance, keep_table

TABLE = b"time,speed,note,way\n" + b"".join(b"%d,%d,a,%d\n" % (n, 20 - n, n * n) for n in range(8))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(
    "name", ["../out.csv", "/tmp/out.csv", "..\\out.csv", ".csv", "a\0.csv", "", "..csv"]
)
def test_a_name_that_leads_out_of_the_folder_is_refused(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "lecture"
    folder.mkdir()
    with pytest.raises(StudioError, match="must have a plain file name"):
        keep_table(folder, name, TABLE)
    with pytest.raises(StudioError, match="must have a plain file name"):
        check_table(name, TABLE)
    assert files(folder) == {} and [path.name for path in tmp_path.iterdir()] == ["lecture"]


def test_nothing_is_overwritten_unless_that_is_wanted(tmp_path: Path) -> None:
    keep_table(tmp_path, "mine.csv", TABLE)
    keep_table(tmp_path, "mine.csv", TABLE)
    with pytest.raises(TakenError, match="another table of that name"):
        keep_table(tmp_path, "mine.csv", b"x,y\n1,2\n")
    assert files(tmp_path) == {"mine.csv": TABLE}
    keep_table(tmp_path, "mine-2.csv", TABLE)
    assert free_name(tmp_path, "mine.csv") == "mine-3.csv"
    keep_table(tmp_path, "mine.csv", b"x,y\n1,2\n", instead=True)
    assert files(tmp_path) == {"mine.csv": b"x,y\n1,2\n", "mine-2.csv": TABLE}


def test_a_link_does_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    folder, outside = tmp_path / "lecture", tmp_path / "outside.csv"
    folder.mkdir()
    outside.write_bytes(TABLE)
    (folder / "mine.csv").symlink_to(outside)
    with pytest.raises(StudioError, match="is not a file"):
        keep_table(folder, "mine.csv", b"x,y\n1,2\n", instead=True)
    assert outside.read_bytes() == TABLE
    assert not glance(folder, "mine.csv", {}).names
    assert not glance(folder, "../outside.csv", {}).names


def _bomb() -> bytes:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book,
        book.open("xl/worksheets/sheet1.xml", "w") as sheet,
    ):
        for _ in range(201):
            sheet.write(bytes(1024**2))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("lecture.toml", TABLE, "must be a table"),
        ("page.html", TABLE, "must be a table"),
        ("long.csv", b"1,2\n" * (MOST_BYTES // 4 + 1), "and have at most 10 MB"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not a text table"),
        ("text.txt", b"Dear all,\n", "no table was found"),
        ("empty.csv", b"", "no table was found"),
        ("book.xlsx", b"PK\x03\x04 broken", "cannot be read"),
    ],
)
def test_only_tables_are_taken(name: str, content: bytes, said: str) -> None:
    with pytest.raises(StudioError, match=said) as refused:
        check_table(name, content)
    assert "\n" not in refused.value.message and "studio-" not in refused.value.message


def test_a_packed_file_is_not_unpacked_without_limit() -> None:
    with pytest.raises(StudioError, match="too long once it is unpacked"):
        check_table("book.xlsx", _bomb())


def test_a_glance_shows_five_rows_and_the_columns_with_numbers(tmp_path: Path) -> None:
    keep_table(tmp_path, "mine.csv", TABLE)
    told = glance(tmp_path, "mine.csv", {})
    assert told.names == ("time", "speed", "note", "way") and told.numeric == ("time", "speed", "way")
    assert told.rows[4] == ("4", "16", "a", "16") and len(told.rows) == 5 and told.count == 8
    keep_table(tmp_path, "bare.csv", b"1;2\n3;4\n")
    assert "header = false" in glance(tmp_path, "bare.csv", {}).wrong
    assert glance(tmp_path, "bare.csv", {"header": False, "delimiter": "semicolon"}).rows[0] == ("1", "2")


@pytest.fixture
def lecture(tmp_path: Path) -> Path:
    """A lecture with a clip that takes tables."""
    path = tmp_path / "lecture.toml"
    path.write_text(
        '[[clip]]\nlesson = "RegressionLineFitting"\nname = "fit"\nquality = "90p10"\n', encoding="utf-8"
    )
    return path


def test_a_table_is_uploaded_seen_and_its_columns_are_chosen(
    studio: Studio, visit: Callable[[Any], None]
) -> None:
    from nicegui import ui
    from nicegui.elements.upload_files import SmallFileUpload

    folder = studio.lecture.path.parent

    async def walk(user: Any) -> None:
        async def upload(name: str, content: bytes) -> None:
            box: ui.upload = next(iter(user.find(ui.upload).elements))
            with user.client:
                await box.handle_uploads([SmallFileUpload(name, "text/csv", content)])

        await user.open("/clip/fit")
        await user.should_see("row-data", retries=150)
        await upload("../up.csv", b"\x89PNG\0")
        await user.should_see("must have a plain file name", retries=150)
        await upload("mine.csv", TABLE)
        await user.should_see("5 of 8 rows", retries=150)
        assert (folder / "mine.csv").read_bytes() == TABLE
        picker = next(iter(user.find("field-y_column").elements))
        assert picker.options == ["time", "speed", "way"]
        picker.value = "way"
        await user.should_see("'y_column=\"way\"'", retries=150)
        await upload("mine.csv", b"a,b\n1,2\n2,3\n4,4\n")
        await user.should_see("another table of that name", retries=150)
        assert (folder / "mine.csv").read_bytes() == TABLE
        user.find("Keep both: mine-2.csv").click()
        await user.should_see("3 of 3 rows", retries=150)
        assert picker.value is None and picker.options == ["a", "b"]
        user.find("save").click()
        await user.should_see("saved in lecture.toml", retries=150)
        await user.should_see("drawn in", retries=150)

    visit(walk)
    assert studio.lecture.written("fit")["data"] == "mine-2.csv"
    assert {path.suffix for path in folder.iterdir() if path.is_file()} == {".toml", ".csv"}
