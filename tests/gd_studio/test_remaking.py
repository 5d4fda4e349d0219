"""A clip is made again from what it remembers; the old file stays until the new one is whole."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from gd_studio.commands.remake import remake
from gd_studio.deliver.replacing import replace_file
from gd_studio.errors import StudioError
from gd_studio.farm.alone import make
from gd_studio.farm.job import Job
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import read_lecture
from gd_studio.lecture.memory import recipe_of
from gd_studio.lecture.plan import plan


@pytest.fixture
def film(lecture: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clip away from its lecture, under a name that no clip may have."""
    monkeypatch.chdir(lecture.parent)
    made = make(Job(plan(read_lecture(lecture, Catalog()))[0], lecture.parent / "made"))
    assert made.status == "rendered", made.error
    lecture.unlink()
    return made.files["mp4"].rename("My clip (2).MP4")


def test_clip_is_made_again_as_it_was_and_with_changes(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = film.read_bytes()
    remake(film, ())
    assert film.read_bytes() == before
    assert re.fullmatch(r"My clip \(2\)\.MP4  \(unchanged, .*\)\n", capsys.readouterr().out)
    remake(film, ["distance=4.5"], workers=1)
    assert recipe_of(film).recipe.parameters["distance"] == 4.5 and film.read_bytes() != before
    note, changed, made = capsys.readouterr().out.splitlines()
    assert note == "note: My clip (2).MP4: goes as far as 4.5"
    assert changed == "My clip (2).MP4: distance was 2.0, is 4.5"
    assert made.startswith("My clip (2).MP4  (remade, 1.6 s long, ")
    remake(film, ["distance=2"], output=Path("other.mp4"), workers=1)
    assert Path("other.mp4").read_bytes() == before and film.read_bytes() != before
    assert sorted(path.name for path in film.absolute().parent.iterdir()) == [
        "My clip (2).MP4", "made", "media", "other.mp4",
    ]  # fmt: skip


def test_what_cannot_be_made_is_one_sentence_and_changes_nothing(
    film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = film.read_bytes()

    def refused(words: str, *sets: str) -> None:
        with pytest.raises(StudioError, match=re.escape(words)):
            remake(film, sets, workers=1)
        assert film.read_bytes() == before

    refused("--set distance=9", "distance=9")
    refused("--set formats: My clip (2).MP4 stays one mp4", 'formats=["gif"]')
    monkeypatch.setenv("GD_LESSONS", "")
    refused("My clip (2).MP4: its lesson MovingSquare is the lecturer's own, in moving_square.py; name the")


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    def fill(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:3])
        raise OSError(28, "No space left on device", str(target))

    return lambda: monkeypatch.setattr("shutil.copyfile", fill)


def test_old_file_stays_where_the_new_one_does_not_fit(tmp_path: Path, full_disk: Callable[[], None]) -> None:
    (tmp_path / "new").write_text("new film")
    (tmp_path / "old").write_text("old film")
    full_disk()
    with pytest.raises(OSError, match="No space"):
        replace_file(tmp_path / "new", tmp_path / "old")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "new": "new film",
        "old": "old film",
    }
