"""Nothing here needs what only Unix has: all is imported, and a clip made, where that is hidden from it.

What Windows lacks is read in the stubs of the standard library that mypy brings along.
"""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace

import av
import mypy
import numpy as np
import pytest

from gd_studio.farm.alone import make
from gd_studio.farm.job import Job
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import read_lecture
from gd_studio.lecture.plan import plan
from gd_studio.store.drawing_code import PACKAGES, ROOT

STUBS = Path(mypy.__file__).parent / "typeshed" / "stdlib"
GUISE = Path(__file__).parent / "elsewhere"
IMPORTED_AND_DRAWN = f"""
import importlib, multiprocessing, pkgutil, sys
if __name__ == "__main__":
    names = [found.name for package in {PACKAGES!r}
             for found in pkgutil.walk_packages([rf"{ROOT}/{{package}}"], package + ".")]
    for name in names:
        importlib.import_module(name)
    from gd_studio.cli import main
    sys.argv = ["gd", "render", "near", "--jobs", "1"]
    main()
"""


def names(body: Sequence[ast.stmt], platform: str) -> Iterator[str]:
    """Yield the public names that a stub defines for a system."""
    known = SimpleNamespace(platform=platform, version_info=sys.version_info)
    for node in body:
        if isinstance(node, ast.If):
            holds = eval(compile(ast.Expression(node.test), "stub", "eval"), {"sys": known})
            yield from names(node.body if holds else node.orelse, platform)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.AnnAssign | ast.Assign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


@pytest.fixture(scope="session")
def absent() -> dict[str, list[str] | None]:
    """What modules of this system lack on Windows; None where they are not there at all."""
    known = dict[str, list[str] | None]()
    for path in (*STUBS.glob("*.pyi"), *STUBS.glob("*/__init__.pyi")):
        text = path.read_text(encoding="utf-8")
        if "sys.platform" not in text:
            continue
        body, name = ast.parse(text).body, path.parent.name if path.stem == "__init__" else path.stem
        here, there = (
            {name for name in names(body, system) if name[0] != "_"} for system in (sys.platform, "win32")
        )
        if here - there:
            known[name] = sorted(here - there) if there else None
    return known


def frames(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as film:
        return [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]


def test_stubs_say_what_only_unix_has(absent: dict[str, list[str] | None]) -> None:
    for name in ("fcntl", "termios", "tty", "pty", "resource", "pwd", "grp", "posix"):
        assert absent[name] is None
    for module, name in (("os", "fork"), ("os", "getuid"), ("signal", "SIGKILL"), ("socket", "AF_UNIX")):
        assert name in (absent[module] or ())
    assert not {"getpid", "kill", "replace", "O_EXCL"} & set(absent["os"] or ())


def test_all_modules_load_and_fresh_processes_draw_where_only_windows_modules_are_seen(
    absent: dict[str, list[str] | None], lecture: Path
) -> None:
    program = lecture.parent / "program.py"
    program.write_text(IMPORTED_AND_DRAWN, encoding="utf-8")
    path = os.pathsep.join([str(GUISE), *(entry for entry in sys.path if entry)])
    done = subprocess.run(
        [sys.executable, "-P", str(program)],
        cwd=lecture.parent,
        env=os.environ
        | {"PYTHONPATH": path, "GD_ABSENT": json.dumps(absent), "PYTHONWARNDEFAULTENCODING": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert "near.mp4  (rendered" in done.stdout
    here = Job(plan(read_lecture(lecture, Catalog()))[0], lecture.parent / "here", force=True)
    assert make(here).status == "rendered"
    drawn = zip(frames(lecture.parent / "media/clips/near.mp4"), frames(here.targets["mp4"]), strict=True)
    assert all(np.array_equal(there, here) for there, here in drawn)
