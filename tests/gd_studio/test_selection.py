"""Words on the command line mean clips."""

from pathlib import Path

import pytest

from gd_studio.errors import StudioError
from gd_studio.lecture.selection import select

LECTURE = """
[[clip]]
lesson = "BallOnParabola"
name = "slow"

[[clip]]
lesson = "BallOnParabola"
name = "fast"
learning_rate = 0.4
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "lecture.toml").write_text(LECTURE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ([], ["slow", "fast"]),
        (["fast"], ["fast"]),
        (["BallOnParabola"], ["slow", "fast"]),
        (["fast", "BallOnParabola"], ["fast", "slow"]),
        (["LearningRateComparison"], ["learning-rate-comparison"]),
    ],
)
def test_words_mean_clips_or_all_clips_of_a_lesson(folder: Path, words: list[str], names: list[str]) -> None:
    assert [clip.name for clip in select(words)[0]] == names


def test_a_lesson_outside_the_lecture_has_its_defaults(folder: Path) -> None:
    (clip,) = select(["LearningRateComparison"])[0]
    assert clip.written == {}
    assert clip.folder == folder


def test_unknown_words_name_the_nearest_clip(folder: Path) -> None:
    with pytest.raises(StudioError, match='unknown clip "fats"; did you mean "fast"'):
        select(["fats"])
