"""A Dask scheduler and workers of this machine, for tests; each is a process that can be killed."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from gd_studio.store.drawing_code import PACKAGES, ROOT

LESSONS = Path(__file__).parent / "lessons"


class TrialCluster:
    """A scheduler, and workers by their names.

    Parameters
    ----------
    folder
        Where they work.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.folder, self.workers = folder, dict[str, "subprocess.Popen[bytes]"]()
        known = folder / "scheduler.json"
        self.scheduler = self._start(
            ROOT, "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(known)
        )
        until = time.monotonic() + 60.0
        while not known.exists():
            assert self.scheduler.poll() is None and time.monotonic() < until, "the scheduler has not begun"
            time.sleep(0.05)
        self.address = str(json.loads(known.read_text(encoding="utf-8"))["address"])

    def hire(self, name: str, code: Path = ROOT) -> None:
        """Begin a worker with the code in a folder."""
        options = ("--no-nanny", "--nthreads", "1", "--name", name, "--local-directory", str(self.folder))
        self.workers[name] = self._start(code, "worker", self.address, *options)

    def _start(self, code: Path, what: str, *words: str) -> "subprocess.Popen[bytes]":
        path = os.pathsep.join([str(code), *(entry for entry in sys.path if entry and entry != str(ROOT))])
        return subprocess.Popen(
            [sys.executable, "-P", "-m", f"distributed.cli.dask_{what}", *words, "--no-dashboard"],
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": path, "GD_LESSONS": "", "DASK_LOGGING__DISTRIBUTED": "critical"},
            stdout=subprocess.DEVNULL,
            stderr=(self.folder / "said").open("ab"),
        )

    def fire(self, name: str) -> None:
        """End a worker, whether it moves or not."""
        process = self.workers.pop(name)
        process.kill()
        process.wait()

    def end(self) -> None:
        """End all processes."""
        for process in (*self.workers.values(), self.scheduler):
            process.kill()
            process.wait()


def other_code(folder: Path) -> Path:
    """Return a folder with this project in which one line of all lessons' code is another one."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, dirs_exist_ok=True)
    lesson = folder / "scenes" / "base" / "lesson.py"
    lesson.write_text(lesson.read_text(encoding="utf-8") + "\n# another line\n", encoding="utf-8")
    return folder
