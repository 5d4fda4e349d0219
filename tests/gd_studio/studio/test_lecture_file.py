from pathlib import Path

import pytest

from gd_studio.errors import StudioError
from gd_studio.lecture.catalog import Catalog
from gd_studio.studio.lecture_file import LectureFile

TEXT = """\
# My lecture
title = "Trials"

[defaults]
quality = "90p10" # small

# The first
[[clip]]
lesson = "MovingSquare"
distance = 2.5   # not too far
name = "near"

# The second
[[clip]]
lesson = "MovingSquare"
name = "far"
"""


@pytest.fixture
def file(tmp_path: Path) -> LectureFile:
    path = tmp_path / "lecture.toml"
    path.write_text(TEXT, encoding="utf-8")
    return LectureFile(path, Catalog())


def text(file: LectureFile) -> str:
    return file.path.read_text(encoding="utf-8")


def test_a_value_changes_alone_where_it_stands(file: LectureFile) -> None:
    file.assign("near", {"distance": 3.5, "pace": 2.0})
    expected = TEXT.replace("2.5 ", "3.5 ").replace('name = "near"\n', 'name = "near"\npace = 2.0\n')
    assert text(file) == expected
    file.assign("near", {"distance": 2.5, "pace": None})
    assert text(file) == TEXT


def test_comments_go_with_their_clip(file: LectureFile) -> None:
    file.move("far", -1)
    assert [clip.name for clip in file.clips()] == ["far", "near"]
    assert '# The second\n[[clip]]\nlesson = "MovingSquare"\nname = "far"\n\n# The first\n[[clip]]' in text(
        file
    )
    file.move("far", 1)
    assert text(file) == TEXT
    file.remove("far")
    assert text(file) == TEXT[: TEXT.index("\n# The second")]


def test_a_copy_stands_below_its_original_and_has_a_name_of_its_own(file: LectureFile) -> None:
    assert file.duplicate("near") == "near-2"
    assert file.add("MovingSquare") == "moving-square"
    assert [clip.name for clip in file.clips()] == ["near", "near-2", "far", "moving-square"]
    assert text(file).count("# not too far") == 2


def test_what_others_have_written_is_kept(file: LectureFile) -> None:
    before = file.written("near")
    file.path.write_text(TEXT.replace("2.5", "4.0"), encoding="utf-8")
    with pytest.raises(
        StudioError, match=r"distance was changed elsewhere and is 4\.0 now; nothing was written"
    ):
        file.assign("near", {"distance": 3.0}, before)
    file.assign("near", {"hold": 3.0}, before)
    assert file.written("near") == before | {"distance": 4.0, "hold": 3.0}


@pytest.mark.parametrize(
    ("name", "said"), [("far", 'the name "far" is taken'), ("a/b", "must be a file name of letters")]
)
def test_nothing_is_written_that_would_not_be_understood(file: LectureFile, name: str, said: str) -> None:
    with pytest.raises(StudioError, match=said):
        file.assign("near", {"name": name})
    assert text(file) == TEXT
    assert [path.name for path in file.path.parent.iterdir()] == ["lecture.toml"]


def test_the_last_clip_stays(file: LectureFile) -> None:
    file.remove("near")
    with pytest.raises(StudioError, match="the last clip of a lecture stays"):
        file.remove("far")
