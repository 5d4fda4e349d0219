"""The newcomer's page is true: the lesson in it runs as it stands."""

import importlib.util
import re
import sys
from pathlib import Path

PAGE = Path(__file__).parent.parent / "CONTRIBUTING.md"


def test_the_lesson_on_the_page_tells_its_story(tmp_path, request):
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    file = tmp_path / "nearest_valley.py"
    file.write_text(code, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("nearest_valley", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules["nearest_valley"] = module
    try:
        spec.loader.exec_module(module)
        lesson = request.getfixturevalue("perform")(module.NearestValley)
    finally:
        del sys.modules["nearest_valley"]
    assert len(lesson.beats) == 2
    assert lesson.seconds > 10
