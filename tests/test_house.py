"""Where code lives: what one lesson uses is its part, what several use is the cast's; files are short."""

import grimp
import pytest

from gd_studio.store.drawing_code import PACKAGES, ROOT

GRAPH = grimp.build_graph("scenes", "gd_math", cache_dir=None)
PARTS = sorted(GRAPH.find_children("scenes.parts"))
LESSONS = sorted(GRAPH.find_children("scenes") - {"scenes.base", "scenes.cast", "scenes.parts"})
FAMILIES = sorted(GRAPH.find_children("scenes.cast"))
LONGEST = 300
"""Lines of a file, at most."""


def test_there_are_lessons_parts_and_families() -> None:
    assert len(LESSONS) >= 12
    assert {part.rsplit(".", 1)[1] for part in PARTS} <= {lesson.rsplit(".", 1)[1] for lesson in LESSONS}
    assert len(FAMILIES) >= 8


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_stands_alone(lesson: str) -> None:
    assert not GRAPH.find_upstream_modules(lesson) & set(LESSONS)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_plays_in_its_own_lesson_only(part: str) -> None:
    own = part.replace(".parts.", ".")
    for module in GRAPH.find_descendants(part):
        users = GRAPH.find_modules_that_directly_import(module)
        assert all(user == own or user.startswith(f"{part}.") for user in users), users


@pytest.mark.parametrize("family", FAMILIES)
def test_the_cast_serves_several_lessons(family: str) -> None:
    for module in GRAPH.find_descendants(family):
        served = GRAPH.find_downstream_modules(module) & set(LESSONS)
        assert len(served) >= 2, f"{module} serves {sorted(served)}: it belongs to scenes/parts"


def test_files_are_short() -> None:
    files = [file for room in (*PACKAGES, "tests", "benchmarks") for file in (ROOT / room).rglob("*.py")]
    long = {file for file in files if len(file.read_text(encoding="utf-8").splitlines()) > LONGEST}
    found = sorted(file.relative_to(ROOT).as_posix() for file in long)
    assert found == [], f"longer than {LONGEST} lines: split them by subject"
