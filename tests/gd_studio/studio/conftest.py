"""One studio, one server and one browser for all tests of this folder."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from gd_studio.lecture.catalog import Catalog
from gd_studio.studio.darkroom import Darkroom
from gd_studio.studio.lecture_file import LectureFile
from gd_studio.studio.server import add_pages
from gd_studio.studio.studio import Studio
from tests.gd_studio.chromium import chromium

ROOT = Path(__file__).resolve().parents[3]
LESSONS = Path(__file__).parents[1] / "lessons"


@pytest.fixture(scope="session")
def darkroom() -> Iterator[Darkroom]:
    """Warm processes."""
    room = Darkroom()
    yield room
    room.close()


@pytest.fixture
def studio(lecture: Path, darkroom: Darkroom) -> Studio:
    """A lecture of two clips that is open."""
    catalog = Catalog()
    return Studio(LectureFile(lecture, catalog), catalog, darkroom)


Visit = Callable[[Any], Coroutine[Any, Any, None]]


@pytest.fixture
def visit(studio: Studio) -> Callable[[Visit], None]:
    """Let NiceGUI's user walk through the pages of the studio."""
    from nicegui.testing.user_simulation import user_simulation

    def call(walk: Visit) -> None:
        async def whole() -> None:
            async with user_simulation(lambda: None) as user:
                add_pages(studio)
                await walk(user)

        known = dict(sys.modules)
        asyncio.run(whole())
        sys.modules.update(known)  # NiceGUI forgets the modules of the pages, and other tests go on with them

    return call


@contextmanager
def served(folder: Path, *words: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """Run `gd studio` in a folder, and tell the address that it prints."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "GD_LESSONS": str(LESSONS)}
    environment.pop("PYTEST_CURRENT_TEST")  # NiceGUI would wait for its own fixtures
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "gd_studio", "studio", "--quiet", *words],
        cwd=folder,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 (as in other tests)
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.match(r"http://([\d.]+):(\d+)\S*", line)
        assert found, line
        _reached(found[1], int(found[2]))
        yield found[0].removesuffix("/"), process
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path, "subprocess.Popen[str]"]]:
    """The address of a studio that `gd studio` serves, its lecture, and its process."""
    lecture = tmp_path_factory.mktemp("lecture") / "lecture.toml"
    lecture.write_text(
        'title = "Trials"\n\n[defaults]\nquality = "90p10"\nformats = ["mp4", "png"]\n\n'
        '# the first\n[[clip]]\nlesson = "BallOnParabola"\nlearning_rate = 0.1  # calm\n\n'
        '[[clip]]\nlesson = "MovingSquare"\n',
        encoding="utf-8",
    )
    with served(lecture.parent) as (url, process):
        yield url, lecture, process


def _reached(host: str, port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection((host, port)).close()
            return
        except OSError:
            time.sleep(0.05)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium without a window."""
    with chromium("the studio was", "--window-size=1280,800") as browser:
        yield browser
