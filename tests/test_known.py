"""What is skipped because it has passed: only that, and nothing whose code has changed."""

import pytest

from gd_studio.store.drawing_code import ROOT, SCENES
from tests import known

CHECK = ROOT / "tests" / "scenes" / "test_ball_on_parabola.py"
LINT = ROOT / "tests" / "gd_studio" / "test_lint.py"
BALL, HIKER = SCENES / "ball_on_parabola.py", SCENES / "blindfolded_hiker.py"
BOWL = SCENES / "convex_bowl.py"
"""Whose films its tests share, in a module that they import."""


def test_a_check_looks_at_the_lessons_that_it_names():
    assert known.lessons_of(CHECK, "test_anything") == (BALL,)
    assert known.lessons_of(CHECK.with_name("test_convex_bowl.py"), "test_anything") == (BOWL,)
    assert known.lessons_of(LINT, "test_lint[BlindfoldedHiker-16:9]") == (HIKER,)
    assert known.lessons_of(LINT, "test_the_catalog") == ()
    assert known.lessons_of(ROOT / "tests" / "gd_studio" / "test_cli.py", "test[BallOnParabola]") == ()


@pytest.mark.parametrize(
    "changed", ["scenes/cast/charts/axes.py", "gd_math/runs/descent.py", "gd_studio/engine/layer.py",
                "gd_studio/film_lint/type_rules.py", "tests/conftest.py",
                "tests/truth/lessons/ball_on_parabola.py",
                "tests/truth/lessons/ball_on_parabola_ends.py"],
)  # fmt: skip
def test_a_change_to_anything_that_it_looks_at_is_noticed(changed, monkeypatch):
    before = known.looked_at.__wrapped__(CHECK, (BALL,))
    other = known.looked_at.__wrapped__(CHECK, (HIKER,))
    file, content = ROOT / changed, known.content
    assert file.exists()
    monkeypatch.setattr(known, "content", lambda path: "changed" if path == file else content(path))
    assert known.looked_at.__wrapped__(CHECK, (BALL,)) != before
    assert other != before


def test_the_checks_of_a_lesson_follow_each_other():
    class Item:
        def __init__(self, path, name):
            self.path, self.name, self.nodeid = path, name, name
            self.user_properties = []

    class Config:
        def getoption(self, name):
            return True

    names = ["test_lint[BlindfoldedHiker]", "test_lint[BallOnParabola]", "test_the_catalog", "test_all"]
    items = [*(Item(LINT, name) for name in names), Item(CHECK, "test_first"), Item(CHECK, "test_second")]
    known.pytest_collection_modifyitems(Config(), items)
    ordered = [*names[2:], names[1], "test_first", "test_second", names[0]]
    assert [item.name for item in items] == ordered


def test_what_passes_is_known_and_what_fails_is_forgotten():
    class Cache(dict):
        set = dict.__setitem__

    class Config:
        cache = Cache({known.KEY: {"a": "1", "b": "2"}})

    class Report:
        skipped = False

        def __init__(self, nodeid, digest, *, failed=False):
            self.nodeid, self.failed, self.when = nodeid, failed, "call"
            self.user_properties = [(known.KEY, digest)]

    passes = known.Passes(Config())
    for report in (Report("a", "3"), Report("b", "2", failed=True), Report("c", "4")):
        passes.pytest_runtest_logreport(report)
    passes.pytest_sessionfinish()
    assert known.known_to(Config()) == {"a": "3", "c": "4"}
