"""`gd new` and `gd init` write what works as it stands, and overwrite nothing."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from gd_studio.commands.init import lecture_text
from gd_studio.commands.new import new
from gd_studio.errors import StudioError
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import read_lecture
from gd_studio.lecture.parameters import own_fields
from gd_studio.lecture.plan import plan
from gd_studio.store.drawing_code import ROOT, SCENES

Run = Callable[..., "subprocess.CompletedProcess[str]"]

COMPILED = shutil.ignore_patterns("formulas")
"""Compiled formulas come and go while other tests run."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, for a lesson more."""
    copy = tmp_path_factory.mktemp("project")
    for package in ("gd_math", "gd_studio", "scenes"):
        shutil.copytree(ROOT / package, copy / package, ignore=COMPILED)
    (copy / "tests" / "scenes").mkdir(parents=True)
    for name in ("conftest.py", "known.py", "looking.py"):
        shutil.copy(ROOT / "tests" / name, copy / "tests")
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def call(project: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"PYTHONPATH": str(project)}
    command = [sys.executable, "-m", *words]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("name", "options", "file"),
    [("ValleyWalk3D", [], "valley_walk_3d"), ("LandWalk", ["--on-map"], "land_walk")],
)
def test_new_lesson_passes_its_test_the_style_and_the_film_lint_and_renders(
    project: Path, name: str, options: list[str], file: str
) -> None:
    made = call(project, "gd_studio", "new", name, *options)
    assert made.returncode == 0, made.stderr
    script, test = project / "scenes" / f"{file}.py", project / f"tests/scenes/test_{file}.py"
    assert made.stdout.splitlines()[:2] == [str(script), str(test)]
    tested = call(project, "pytest", "-q", "-p", "no:cacheprovider", str(test))
    assert tested.returncode == 0, tested.stdout
    assert "9 passed" in tested.stdout
    for words in (["check"], ["format", "--check"]):
        styled = call(project, "ruff", *words, str(script), str(test))
        assert styled.returncode == 0, styled.stdout
    drawn = call(project, "gd_studio", "render", name, "--quality", "90p10", "--format", "mp4")
    assert drawn.returncode == 0, drawn.stderr
    assert (project / "media" / "clips" / f"{file.replace('_', '-')}.mp4").stat().st_size


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("nearest-valley", '"nearest-valley": a lesson is named like a class, in one word: NearestValley.'),
        ("3 balls", '"3 balls": a lesson is named like a class, in one word: Balls.'),
        (
            "BallOnParabola",
            "lesson BallOnParabola is there already, in ball_on_parabola.py;",
        ),
        ("BallONParabola", "lesson BallOnParabola is there already, in ball_on_parabola.py;"),
        ("..", '"..": a lesson is named like a class, in one word: NearestValley.'),
    ],
)
def test_name_that_is_none_or_taken_writes_nothing(name: str, sentence: str, tmp_path: Path) -> None:
    shutil.copytree(
        SCENES, tmp_path / "scenes", ignore=shutil.ignore_patterns("cast", "parts", "base", "__*")
    )
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(StudioError, match=re.escape(sentence)):
        new(name, tmp_path)
    assert sorted(tmp_path.rglob("*")) == before


def test_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "scenes").mkdir()
    (tmp_path / "tests" / "scenes").mkdir(parents=True)
    (tmp_path / "tests" / "scenes" / "test_own_walk.py").write_text("mine", "utf-8")
    with pytest.raises(StudioError, match=r"test_own_walk\.py: is there already, and nothing was written"):
        new("OwnWalk", tmp_path)
    assert list((tmp_path / "scenes").iterdir()) == []


@pytest.fixture(scope="module")
def begun() -> str:
    return lecture_text(Catalog([SCENES]))


def test_lecture_file_renders_the_first_lesson_and_offers_all(begun: str, tmp_path: Path) -> None:
    path = tmp_path / "lecture.toml"
    path.write_text(begun, "utf-8")
    [clip] = read_lecture(path, Catalog([SCENES]))
    assert clip.written == {}
    assert set(re.findall(r'^#?lesson = "(\w+)"', begun, re.MULTILINE)) == set(Catalog([SCENES]).entries)


def test_any_comment_may_become_a_setting(begun: str, tmp_path: Path) -> None:
    path = tmp_path / "lecture.toml"
    catalog = Catalog([SCENES])
    head, *blocks = re.split(r"\n(?=# [^\n]*\n#?\[\[clip\]\])", begun)
    assert len(blocks) == len(catalog.entries)
    for block in blocks:
        told = re.sub(r"^#(?! )", "", block, flags=re.MULTILINE)
        for text in (told, *_one_by_one(told)):
            path.write_text(f"{head}\n{text}", "utf-8")
            clips = read_lecture(path, catalog)
            if text == told:
                [planned] = plan(clips)
                assert planned.clip.written
                assert set(planned.clip.written) <= set(own_fields(clips[0].lesson.load().Params))


def _one_by_one(block: str) -> list[str]:
    """Return the block with each of its settings alone."""
    summary, header, lesson, *settings = block.splitlines()
    return ["\n".join((summary, header, lesson, setting)) for setting in settings if setting]


def test_whole_file_with_all_comments_taken_away_is_a_lecture(begun: str, tmp_path: Path) -> None:
    path = tmp_path / "lecture.toml"
    path.write_text(re.sub(r"^#(?! )", "", begun, flags=re.MULTILINE), "utf-8")
    catalog = Catalog([SCENES])
    assert [clip.lesson.name for clip in read_lecture(path, catalog)] == list(catalog.entries)
    assert tomllib.loads(path.read_text("utf-8"))["defaults"]["formats"] == ["mp4", "png"]


def test_init_writes_once(gd: Run, tmp_path: Path) -> None:
    made = gd("init", "mine/first")
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout.splitlines()[0] == "mine/first/lecture.toml"
    before = (tmp_path / "mine" / "first" / "lecture.toml").read_text("utf-8")
    again = gd("init", "mine/first")
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr == (
        "gd: mine/first/lecture.toml: is there already, and nothing was written; name another folder.\n"
    )
    assert (tmp_path / "mine" / "first" / "lecture.toml").read_text("utf-8") == before
    (tmp_path / "file").write_text("", "utf-8")
    assert gd("init", "file").stderr == "gd: file: is a file; name a folder.\n"
