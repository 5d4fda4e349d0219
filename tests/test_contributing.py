"""The newcomer's page is true: the lessons in it run as they stand."""

import importlib.util
import re
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parent.parent / "CONTRIBUTING.md"
LESSONS = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_the_page_shows_a_lesson_on_a_curve_and_one_on_a_map():
    assert [re.findall(r"^class (\w+)\(Lesson\)", code, re.MULTILINE) for code in LESSONS] == [
        ["NearestValley"],
        ["TwoWaysDown"],
    ]


@pytest.mark.parametrize("code", LESSONS, ids=["curve", "map"])
def test_a_lesson_on_the_page_tells_its_story(code, tmp_path, request):
    (name,) = re.findall(r"^class (\w+)\(Lesson\)", code, re.MULTILINE)
    (said,) = re.findall(
        r"`scenes/(\w+)\.py`:\n\n```python\n" + re.escape(code[:40]), PAGE.read_text("utf-8")
    )
    file = tmp_path / f"{said}.py"
    file.write_text(code, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(said, file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[said] = module
    try:
        spec.loader.exec_module(module)
        lesson = request.getfixturevalue("perform")(getattr(module, name))
    finally:
        del sys.modules[said]
    assert len(lesson.beats) == 2
    assert lesson.seconds > 10
