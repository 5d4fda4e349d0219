"""The processes that draw: how they begin, how they tell how far they are, how they end with the main one."""

import importlib
import os
import signal
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from gd_studio.deliver.product import Report
from gd_studio.deliver.registry import phases
from gd_studio.farm.delivery import complete
from gd_studio.farm.drawing import Drawing, Drawn, Spoiled, draw
from gd_studio.farm.job import Job, Result
from gd_studio.store.work import adopted, remove_own

PHASES = ("waiting", "setting the stage", "drawing", "checking", *phases())
DRAWN, EXPECTED, PHASE, NUMBERS = 0, 1, 2, 3
"""What a row of the board tells, and how many numbers it has."""


class Lifeline(Protocol):
    """The end of a pipe of which the main process holds the other end."""

    def recv(self) -> Any:
        """Wait; raise EOFError when the other end is closed."""
        ...


class _SharedReport(Report):
    """Writes numbers into memory shared with the main process: no lock that a dead worker could hold."""

    def __init__(self, numbers: Any, row: int) -> None:
        self._numbers = numbers
        self._start = row * NUMBERS

    def phase(self, words: str, frames: int = 0) -> None:
        self._numbers[self._start : self._start + NUMBERS] = [0, frames, PHASES.index(words)]

    def done(self, frames: int) -> None:
        self._numbers[self._start + DRAWN] = frames


_board: Any = None


def begin(board: Any, lifeline: Lifeline) -> None:
    """Set a worker up: it leaves Ctrl-C to the main process, and ends as soon as the lifeline is cut."""
    global _board  # noqa: PLW0603 (a pool's initializer has no other place to leave it)
    _board = board
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # By default tqdm, which manim loads, makes a semaphore that a worker in a hurry would leave behind.
    importlib.import_module("tqdm").tqdm.set_lock(threading.RLock())
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def _end_with(lifeline: Lifeline) -> None:
    try:
        lifeline.recv()
    except (EOFError, OSError):
        remove_own()
        os._exit(1)


def draw_share(drawing: Drawing, folder: Path, place: int, row: int) -> Drawn | Spoiled:
    """Draw what no other process has begun to draw of a clip, and report in a row of the board."""
    from gd_studio.engine.chunks import Claimed

    with adopted(folder):
        return draw(drawing, folder, Claimed(folder / "claims"), place, _SharedReport(_board, row))


def complete_share(job: Job, folder: Path, shares: Sequence[Drawn], began: float, row: int) -> Result:
    """Make the files of a clip in this process, and report in a row of the board."""
    return complete(job, folder, shares, began, _SharedReport(_board, row))
