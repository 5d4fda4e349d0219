"""Whole runs of `gd` that cost a fork instead of all imports: hundreds of them, to be killed and raced."""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import forkserver
from pathlib import Path
from types import ModuleType
from typing import Any

LESSONS = Path(__file__).resolve().parents[1] / "gd_studio" / "lessons"


def warm() -> None:
    """Load all that `gd` needs, and begin the process that its workers are forked from."""
    os.environ["GD_LESSONS"] = str(LESSONS)
    import gd_studio.cli
    import gd_studio.commands.rendering
    import gd_studio.engine.render
    from gd_studio.farm.server import warm_up
    from gd_studio.lecture.catalog import Catalog

    Catalog().find("MovingSquare").load()
    warm_up()
    assert gd_studio.cli is not None


@dataclass
class Run:
    """A run of `gd` in a process group of its own.

    Parameters
    ----------
    pid
        The process.
    said
        The stem of the files that hold what it says.
    """

    pid: int
    said: Path
    status: int | None = None

    @property
    def out(self) -> str:
        """Return what it has printed."""
        return self.said.with_suffix(".out").read_text(encoding="utf-8", errors="replace")

    @property
    def err(self) -> str:
        """Return what it has said about itself."""
        return self.said.with_suffix(".err").read_text(encoding="utf-8", errors="replace")

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for its end, at most so long, and tell whether it came."""
        until = None if seconds is None else time.monotonic() + seconds
        while self.status is None:
            pid, status = os.waitpid(self.pid, 0 if until is None else os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
            elif until is not None and time.monotonic() > until:
                return False
            else:
                time.sleep(0.002)
        return True

    def end(self, how: signal.Signals) -> None:
        """Send a signal and wait for the end."""
        os.kill(self.pid, how)
        self.wait()


def begin(folder: Path, *words: str, first: Callable[[], Any] = lambda: None) -> Run:
    """Begin ``gd words…`` in a folder; `first` is called in the new process."""
    said = folder / ".said" / f"{time.monotonic_ns()}"
    said.parent.mkdir(exist_ok=True)
    for ending in (".out", ".err"):
        said.with_suffix(ending).touch()
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])  # until the new process can hear it
    pid = os.fork()
    if pid:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
        return Run(pid, said)
    status = 99
    try:
        os.setsid()
        os.chdir(folder)
        for descriptor, ending in ((1, ".out"), (2, ".err")):
            file = os.open(said.with_suffix(ending), os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
            os.dup2(file, descriptor)
            os.close(file)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
        sys.argv = ["gd", *words]
        sys.modules["__main__"] = ModuleType("__main__")  # which workers would import
        # The workers are forked from the process that the parent has begun.
        forkserver.ensure_running = lambda: None  # type: ignore[assignment]
        forkserver._forkserver.ensure_running = lambda: None  # type: ignore[attr-defined]
        first()
        from gd_studio.__main__ import main, stop_at_once

        stop_at_once()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
        main()
    except SystemExit as error:
        status = int(error.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def workers() -> str:
    """Return the processes that were forked for runs and still live; ``""`` where that cannot be known."""
    server = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]
    children = Path(f"/proc/{server}/task/{server}/children")
    return children.read_text(encoding="ascii").strip() if children.exists() else ""


def gd(folder: Path, *words: str) -> Run:
    """Run ``gd words…`` to its end."""
    run = begin(folder, *words)
    run.wait()
    return run
