"""Clips side by side, each in a process of its own that ends with this one."""

import importlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from gd_studio.production import Job, Report, Result, make
from gd_studio.work import remove_own

PHASES = ("waiting", "setting the stage", "drawing", "checking", "making gif", "making webm")
_DRAWN, _EXPECTED, _PHASE, _NUMBERS = 0, 1, 2, 3
_SECONDS_BETWEEN_LOOKS = 0.1


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a clip is: what is being done, over how many frames (0: not known), and how many are done."""

    name: str
    drawn: int
    expected: int
    phase: str


class _SharedReport(Report):
    """Writes numbers into memory shared with the main process: no lock that a dead worker could hold."""

    def __init__(self, numbers: Any, place: int) -> None:
        self._numbers = numbers
        self._start = place * _NUMBERS

    def phase(self, words: str, frames: int = 0) -> None:
        self._numbers[self._start : self._start + _NUMBERS] = [0, frames, PHASES.index(words)]

    def done(self, frames: int) -> None:
        self._numbers[self._start + _DRAWN] = frames


_board: Any = None


def _begin(board: Any, lifeline: Connection) -> None:
    """Set a worker up: it leaves Ctrl-C to the main process, and ends as soon as the lifeline is cut."""
    global _board  # noqa: PLW0603 (a pool's initializer has no other place to leave it)
    _board = board
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # By default tqdm, which manim loads, makes a semaphore that a worker in a hurry would leave behind.
    importlib.import_module("tqdm").tqdm.set_lock(threading.RLock())
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def _end_with(lifeline: Connection) -> None:
    try:
        lifeline.recv()
    except (EOFError, OSError):
        remove_own()
        os._exit(1)


def _make(job: Job, place: int) -> Result:
    return make(job, _SharedReport(_board, place))


def run(
    jobs: Sequence[Job], workers: int, on_progress: Callable[[list[Progress]], None] = lambda progress: None
) -> Generator[Result]:
    """Make clips side by side and yield each result as soon as it is there.

    A worker that dies takes only its own clip with it. When this process dies, however it does, or the
    iterator is closed early, the workers remove their private folders and end.

    Parameters
    ----------
    jobs
        What to make.
    workers
        How many processes at most.
    on_progress
        Called about ten times a second with the state of all jobs.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["manim", "gd_studio.engine.render", "gd_studio.engine.stills"])
    board = context.RawArray("q", _NUMBERS * len(jobs))
    lifeline, held = context.Pipe(duplex=False)

    def lane() -> ProcessPoolExecutor:
        return ProcessPoolExecutor(1, context, initializer=_begin, initargs=(board, lifeline))

    def state() -> list[Progress]:
        numbers = [board[place * _NUMBERS : (place + 1) * _NUMBERS] for place in range(len(jobs))]
        return [
            Progress(job.name, row[_DRAWN], row[_EXPECTED], PHASES[row[_PHASE]])
            for job, row in zip(jobs, numbers, strict=True)
        ]

    waiting = list(enumerate(jobs))
    free = [lane() for _ in range(min(workers, len(jobs)))]
    lanes = list(free)
    running: dict[Future[Result], tuple[ProcessPoolExecutor, Job]] = {}
    try:
        while waiting or running:
            while waiting and free:
                place, job = waiting.pop(0)
                pool = free.pop()
                running[pool.submit(_make, job, place)] = (pool, job)
            done, _ = wait(running, timeout=_SECONDS_BETWEEN_LOOKS, return_when=FIRST_COMPLETED)
            on_progress(state())
            for future in done:
                pool, job = running.pop(future)
                try:
                    result = future.result()
                except BrokenProcessPool:
                    pool.shutdown(wait=False)
                    pool = lane()
                    lanes.append(pool)
                    result = _failed(
                        job, "the process that drew it died, perhaps for want of memory; try --jobs 1"
                    )
                except Exception as error:  # a result that could not travel
                    result = _failed(job, f"{type(error).__name__}: {error}")
                free.append(pool)
                yield result
    finally:
        if running:
            held.close()
        for pool in lanes:
            pool.shutdown(wait=True, cancel_futures=True)
        held.close()
        lifeline.close()


def _failed(job: Job, why: str) -> Result:
    sentence = f'clip "{job.name}" could not be made: {why}.'
    return Result(job.name, "failed", {}, notes=job.planned.notes, error=sentence)
