"""Checks of lessons that have passed, and whose code has not changed since, are skipped, and say so.

What a check of a lesson looks at is the code that draws the lesson (`gd_studio.store.drawing_code`), the
check itself with all that it imports, the data files, and the versions of what draws. Of all this a digest is
kept in pytest's cache when the check passes. A new clone knows nothing: there, everything runs. So does
everything with ``--all``.

Only checks are skipped that look at nothing else: those of one lesson in `tests/scenes`, and those that stand
for each lesson in the modules of `FOR_EACH_LESSON`.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from gd_studio.store.drawing_code import PACKAGES, ROOT, SCENES, drawing_files, drawing_versions, imported_by

TESTS = ROOT / "tests"
FOR_EACH_LESSON = (
    TESTS / "gd_studio" / "test_lint.py",
    TESTS / "gd_studio" / "test_fidelity.py",
    TESTS / "scenes" / "test_truth.py",
    TESTS / "scenes" / "test_translation.py",
)
ALWAYS = (TESTS / "conftest.py", TESTS / "gd_studio" / "conftest.py", TESTS / "known.py")
KEY = "downhill/passed"
REASON = "passed before, and nothing that it looks at has changed since"


@cache
def lessons() -> dict[str, Path]:
    """Return the file of each lesson, by the name of its class."""
    files = [path for path in SCENES.glob("*.py") if path.stem != "__init__"]
    return {"".join(word.title() for word in path.stem.split("_")): path for path in files}


def lessons_of(path: Path, name: str) -> tuple[Path, ...]:
    """Return the files of the lessons that a check in a file looks at, if it looks at nothing else."""
    if path in FOR_EACH_LESSON:
        words = re.split(r"\W+", name.partition("[")[2])
        return tuple(file for lesson, file in lessons().items() if lesson in words)
    if path.parent == TESTS / "scenes":
        return tuple(sorted(reached(path, ("scenes", "tests")) & set(lessons().values())))
    return ()


@cache
def reached(path: Path, packages: tuple[str, ...]) -> frozenset[Path]:
    """Return what a file imports, as `imported_by` does, asked once."""
    return frozenset(imported_by(path, packages))


@cache
def drawn_from(lesson: Path) -> frozenset[Path]:
    """Return the files that a lesson's frames come from, asked once."""
    return frozenset(drawing_files(lesson))


def claims_of(lesson: Path) -> list[Path]:
    """Return the files with the claims of a lesson: they are called as it is, some with a subject added."""
    return sorted((TESTS / "truth" / "lessons").glob(f"{lesson.stem}*.py"))


@cache
def content(path: Path) -> str:
    """Return the digest of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def place(path: Path) -> str:
    """Return where a file stands in the project."""
    return path.relative_to(ROOT).as_posix()


@cache
def looked_at(path: Path, shown: tuple[Path, ...]) -> str:
    """Return the digest of all that the checks of some lessons in one file look at."""
    files = {file for lesson in shown for file in drawn_from(lesson)}
    claims = [file for lesson in shown for file in claims_of(lesson)]
    for root in [path, *ALWAYS, *(TESTS / "truth").glob("*.py"), *claims]:
        if root.exists():
            files |= reached(root, (*PACKAGES, "tests"))
    files.update(file for file in (TESTS / "data").glob("*") if file.is_file())
    return digest_of(sorted(f"{place(file)} {content(file)}" for file in files))


def digest_of(lines: Iterable[str]) -> str:
    """Return the digest of some lines."""
    versions = json.dumps(drawing_versions(), sort_keys=True)
    return hashlib.sha256("\n".join([versions, pytest.__version__, *lines]).encode()).hexdigest()


def only_lesson_of(item: pytest.Item) -> str:
    """Return the name of the file of the lesson that a check looks at, if it is one alone."""
    shown = lessons_of(item.path, item.name)
    return shown[0].stem if len(shown) == 1 else ""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what is known to pass; note for the others what they look at.

    The checks of a lesson follow each other: what was computed and set for one of them serves the next.
    """
    items.sort(key=only_lesson_of)
    known = {} if config.getoption("--all") else known_to(config)
    for item in items:
        shown = lessons_of(item.path, item.name)
        if not shown:
            continue
        asked = [str(config.getoption(name)) for name in ("--films", "--closely")]
        digest = digest_of([looked_at(item.path, shown), item.nodeid, *asked])
        item.user_properties.append((KEY, digest))
        if known.get(item.nodeid) == digest:
            item.add_marker(pytest.mark.skip(reason=REASON))


def known_to(config: pytest.Config) -> dict[str, str]:
    """Return the digests with which checks have passed."""
    cache_of = getattr(config, "cache", None)
    return dict(cache_of.get(KEY, {})) if cache_of is not None else {}


class Passes:
    """Keeps the digests of the checks that pass; in a run with several processes, in the one that leads."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.changes: dict[str, str | None] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take note of a check that has passed, or has not."""
        digest = dict(report.user_properties).get(KEY)
        if digest is None or report.skipped:
            return
        if report.failed:
            self.changes[report.nodeid] = None
        elif report.when == "call":
            self.changes.setdefault(report.nodeid, str(digest))

    def pytest_sessionfinish(self) -> None:
        """Keep what is known now."""
        known = known_to(self.config)
        for check, digest in self.changes.items():
            known.pop(check, None)
            if digest is not None:
                known[check] = digest
        cache_of = getattr(self.config, "cache", None)
        if cache_of is not None:
            cache_of.set(KEY, known)


def pytest_configure(config: pytest.Config) -> None:
    """Let the process that leads keep what passes."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Passes(config), "passes")
