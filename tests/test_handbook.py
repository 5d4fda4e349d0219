"""The handbook is what the lessons say now, and its clips can be rendered."""

import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import read_lecture
from gd_studio.lecture.parameters import own_fields, read_parameters
from gd_studio.store.drawing_code import SCENES
from scenes.base.parameters import LessonParams
from tests.pages import closing, galleries, handbook
from tests.pages.examples import LECTURES
from tests.pages.hearing import LESSONS
from tests.pages.sources import ROOT

AGAIN = "write it again: ./gd test --pages"
CENTRAL = 4
"""Lessons that the README shows larger, before the galleries."""
INDEX = handbook.FOLDER / "README.md"


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lessons_page_is_current(lesson: str) -> None:
    written = handbook.PAGES[lesson].read_text(encoding="utf-8")
    assert written == handbook.page(lesson), AGAIN


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lessons_picture_is_small(lesson: str) -> None:
    file = handbook.PICTURES[lesson]
    assert file.exists(), AGAIN
    assert file.stat().st_size <= 25_000
    assert Image.open(file).size == (closing.WIDTH, closing.HEIGHT)


@pytest.mark.parametrize("gallery", galleries.GALLERIES)
def test_a_gallery_shows_the_lessons_pictures(gallery: str) -> None:
    shown, laid = Image.open(ROOT / "docs" / gallery), galleries.lay_out(gallery)
    assert shown.size == laid.size
    coarse = laid.width // 10, laid.height // 10
    grey = (image.convert("L").resize(coarse, Image.Resampling.BOX) for image in (shown, laid))
    one, other = (np.asarray(image, float) for image in grey)
    assert np.abs(one - other).max() < 12, AGAIN


def test_every_lesson_of_these_lectures_has_its_place_in_one_gallery() -> None:
    shown = [lesson for gallery in galleries.GALLERIES for lesson in galleries.lessons_of(gallery)]
    assert len(shown) == len(set(shown)) == len(LESSONS) - CENTRAL


def test_there_are_no_pages_of_lessons_that_are_gone() -> None:
    known = {*handbook.PAGES.values(), *handbook.PICTURES.values(), INDEX}
    assert {path for path in handbook.FOLDER.rglob("*") if path.is_file()} == known


@pytest.mark.parametrize("lesson", LESSONS)
def test_clips_on_a_page_are_understood_when_they_are_copied(lesson: str, tmp_path: Path) -> None:
    page = handbook.PAGES[lesson].read_text(encoding="utf-8")
    shown = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    (tmp_path / "lecture.toml").write_text("\n".join(shown), encoding="utf-8")
    for table in LECTURES.glob("*.csv"):
        shutil.copy(table, tmp_path)
    clips = read_lecture(tmp_path / "lecture.toml", Catalog([SCENES]))
    assert {clip.lesson.name for clip in clips} == {lesson}
    assert len({str(dict(clip.written)) for clip in clips}) == len(clips) == len(shown)
    for clip in clips:
        read_parameters(clip.lesson.load().Params, clip.written, clip.folder, clip.where)


def test_a_page_tells_beats_parameters_clips_and_sources() -> None:
    page = handbook.PAGES["BallOnParabola"].read_text(encoding="utf-8")
    assert re.search(
        r"\| 8 \| [\d.]+ \| [\d.]+ \| asks \| Predict: where is the ball after 20 steps\? \|", page
    )
    assert "| `learning_rate` | `0.1` | number | > 0, ≤ 1000000 |" in page
    assert '[[clip]]\nlesson = "BallOnParabola"\n```' in page
    assert "`GradientDescent`: Cauchy" in page
    assert "| `pace`" not in page


def test_the_index_tells_all_lessons_and_what_they_share() -> None:
    index = INDEX.read_text(encoding="utf-8")
    for lesson, path in handbook.PAGES.items():
        assert f"[{lesson}]({path.name})" in index
        assert f'src="pictures/{handbook.PICTURES[lesson].name}"' in index
        assert not set(own_fields(LESSONS[lesson].load().Params)) & LessonParams.model_fields.keys()
    assert all(f"| `{name}` |" in index for name in LessonParams.model_fields)
    assert f"\n## {handbook.SHARED}\n" in index
