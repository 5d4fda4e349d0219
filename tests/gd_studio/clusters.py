"""A Dask scheduler and workers of this machine, for tests; each is a process that can be killed."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from gd_studio.store.drawing_code import PACKAGES, ROOT

LESSONS = Path(__file__).parent / "lessons"
ENDING_WITH_US = """
import os, runpy, sys, threading
threading.Thread(target=lambda: (sys.stdin.buffer.read(), os._exit(1)), daemon=True).start()
runpy.run_module(sys.argv.pop(1), run_name="__main__", alter_sys=True)
"""
"""A program whose process ends as soon as whoever began it is gone, however that came."""


class TrialCluster:
    """A scheduler, and workers by their names; they end with the process that began them.

    Parameters
    ----------
    folder
        Where they work.
    protocol
        tcp or tls.
    settings
        Of Dask, beside its own.
    host
        Where the scheduler listens.
    """

    def __init__(
        self,
        folder: Path,
        protocol: str = "tcp",
        settings: Mapping[str, str] | None = None,
        host: str = "127.0.0.1",
    ) -> None:
        folder.mkdir(exist_ok=True)
        self.folder, self.workers = folder, dict[str, "subprocess.Popen[bytes]"]()
        self._settings = {
            "DASK_" + name.upper().replace(".", "__").replace("-", "_"): value
            for name, value in (settings or {}).items()
        }
        known = folder / "scheduler.json"
        self.scheduler = self._start(
            ROOT,
            "scheduler",
            *("--protocol", protocol, "--host", host, "--port", "0", "--scheduler-file", str(known)),
        )
        until = time.monotonic() + 60.0
        while not known.exists():
            assert self.scheduler.poll() is None and time.monotonic() < until, "the scheduler has not begun"
            time.sleep(0.05)
        self.address = str(json.loads(known.read_text(encoding="utf-8"))["address"])

    def hire(self, name: str, code: Path = ROOT, *, through: Sequence[str] = (), patience: int = 60) -> None:
        """Begin a worker.

        Parameters
        ----------
        name
            What it is called.
        code
            The folder with its code.
        through
            What stands before its command.
        patience
            For how many seconds it looks for the scheduler.
        """
        options = ("--no-nanny", "--nthreads", "1", "--name", name, "--local-directory", str(self.folder))
        options += ("--death-timeout", str(patience))
        self.workers[name] = self._start(code, "worker", self.address, *options, through=through)

    def _start(
        self, code: Path, what: str, *words: str, through: Sequence[str] = ()
    ) -> "subprocess.Popen[bytes]":
        path = os.pathsep.join([str(code), *(entry for entry in sys.path if entry and entry != str(ROOT))])
        return subprocess.Popen(
            [
                *through,
                sys.executable,
                "-P",
                "-c",
                ENDING_WITH_US,
                f"distributed.cli.dask_{what}",
                *words,
                "--no-dashboard",
            ],
            cwd=self.folder,
            env=os.environ
            | {"PYTHONPATH": path, "GD_LESSONS": "", "DASK_LOGGING__DISTRIBUTED": "critical"}
            | self._settings,
            stdin=subprocess.PIPE,
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


def tls_settings(folder: Path, authority: str, own: str) -> dict[str, str]:
    """Return Dask's settings for TLS, with certificates that are made in a folder, each once.

    Each certificate is signed by itself, so it is an authority as well.

    Parameters
    ----------
    authority, own
        Whose certificates are trusted, and the certificate that is shown.
    """
    folder.mkdir(exist_ok=True)
    for name in {authority, own}:
        if not (folder / f"{name}.pem").exists():
            key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-keyout", f"{name}.key")
            command = ("openssl", "req", "-x509", "-nodes", "-days", "1", "-subj", f"/CN={name}", *key)
            subprocess.run([*command, "-out", f"{name}.pem"], cwd=folder, check=True, capture_output=True)
    tls = {"ca-file": f"{authority}.pem"}
    for side in ("scheduler", "worker", "client"):
        tls |= {f"{side}.cert": f"{own}.pem", f"{side}.key": f"{own}.key"}
    return {f"distributed.comm.tls.{key}": str(folder / name) for key, name in tls.items()}


def other_code(folder: Path) -> Path:
    """Return a folder with this project in which one line of all lessons' code is another one."""
    for package in PACKAGES:
        compiled = shutil.ignore_patterns("formulas")  # they come and go while other tests run
        shutil.copytree(ROOT / package, folder / package, ignore=compiled, dirs_exist_ok=True)
    lesson = folder / "scenes" / "base" / "lesson.py"
    lesson.write_text(lesson.read_text(encoding="utf-8") + "\n# another line\n", encoding="utf-8")
    return folder
