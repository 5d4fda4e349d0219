"""Clips side by side, drawn by processes that end with this one; where clips are few, they share them."""

import multiprocessing
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing.connection import wait as wait_for_ends
from pathlib import Path
from typing import Any

from gd_studio.farm.drawing import Drawn, Spoiled
from gd_studio.farm.job import Job, Result, failure, spoiled
from gd_studio.farm.server import warm_up
from gd_studio.farm.workers import (
    DRAWN,
    EXPECTED,
    NUMBERS,
    PHASE,
    PHASES,
    begin,
    complete_share,
    draw_share,
)
from gd_studio.lecture.reading import Answer, Question, read
from gd_studio.mishaps import Mishap
from gd_studio.store.work import private_folder

ELSEWHERE = "waiting for another gd that makes it"
_SECONDS_BETWEEN_LOOKS = 0.1
_SECONDS_TO_LEAVE = 2.0
SECONDS_WORTH_HELPING = 10.0
"""Of film that is still to be drawn: a helper has to set the stage first."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a clip is: what is being done, over how many frames (0: not known), and how many are done."""

    name: str
    drawn: int
    expected: int
    phase: str


_crews: list["Crew"] = []


def let_go() -> None:
    """Let all workers stop and wait until they have: for a process that is about to end in a hurry."""
    for crew in _crews:
        crew.cut()
    living = {process.sentinel for process in multiprocessing.active_children()}
    until = time.monotonic() + _SECONDS_TO_LEAVE
    while living and (left := until - time.monotonic()) > 0:
        living -= set(wait_for_ends(list(living), left))


class _Work:
    """A clip on its way: some processes draw it, then one makes its files."""

    def __init__(self, job: Job, rows: range) -> None:
        self.job, self.rows = job, rows
        self.lock = job.store.lock(job.planned.digest)
        self.elsewhere = False
        """Whether another run, or another clip of this one, makes the same film now."""
        self.folder: Path | None = None
        self.began = 0.0
        self.drawing = 0
        """Processes that draw it now."""
        self.started = 0
        """Processes that have begun to draw it."""
        self.stored = False
        """Whether the store has it: nothing is to be drawn."""
        self.shares: dict[int, Drawn] = {}
        self.completing = False
        self.failed: Result | None = None
        self.result: Result | None = None

    def claim(self) -> bool:
        """Tell whether this run may begin to draw, and keep others from it."""
        self.elsewhere = not self.lock.take(wait=False)
        self.stored = not self.elsewhere and self.job.stored()
        return not self.elsewhere

    @property
    def waiting(self) -> bool:
        """Tell whether no process has come to it yet."""
        return not self.started and not self.completing

    @property
    def drawn(self) -> bool:
        """Tell whether only the files are missing."""
        return (self.stored or bool(self.started)) and not self.drawing and not self.completing

    def take(self, outcome: Drawn | Spoiled | Result, place: int) -> None:
        """Take what the process number `place` brings."""
        self.drawing -= not self.completing
        if isinstance(outcome, Drawn):
            self.shares[place] = outcome
        elif isinstance(outcome, Spoiled):
            self.failed = self.failed or spoiled(self.job, outcome)
        elif outcome.status == "failed":
            self.failed = self.failed or outcome
        elif self.completing:
            self.result = outcome

    def progress(self, board: Any) -> Progress:
        """Return how far all processes together are."""
        rows = [board[row * NUMBERS : (row + 1) * NUMBERS] for row in self.rows]
        frames = sum(row[DRAWN] for row in rows[: 1 if self.completing else None])
        phase = ELSEWHERE if self.elsewhere else PHASES[rows[0][PHASE]]
        return Progress(self.job.name, frames, rows[0][EXPECTED], phase)


def run(
    jobs: Sequence[Job],
    workers: int,
    on_progress: Callable[[list[Progress]], None] = lambda progress: None,
    crew: "Crew | None" = None,
) -> Generator[Result]:
    """Make clips side by side and yield each result as soon as it is there.

    Each clip is begun by one process. A process that finds no clip left to begin helps to draw another one:
    the chunks of a clip go to whoever comes first to them, and the film is the same.

    Of several runs that want the same film one draws it; the others wait, and take it from the store.
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
    crew
        The processes, if they are there already; they end with the work.
    """
    works = [_Work(job, range(k * workers, (k + 1) * workers)) for k, job in enumerate(jobs)]
    crew = crew or Crew(workers, len(jobs))
    unfinished = list(works)
    try:
        while unfinished:
            while crew.free and (work := _next(unfinished, crew.board)) is not None:
                crew.send(work)
            settled = crew.settle()
            on_progress([work.progress(crew.board) for work in works])
            for work in settled:
                outcome = work.result or (None if work.drawing else work.failed)
                if outcome is not None:
                    unfinished.remove(work)
                    work.lock.give_back()
                    yield outcome
    finally:
        crew.dismiss()
        for work in works:
            work.lock.give_back()


class Crew:
    """The processes, and what each of them is doing.

    Parameters
    ----------
    workers
        How many; each starts when its first work comes.
    jobs
        How many clips there are at most: each has its own rows on the board.
    """

    def __init__(self, workers: int, jobs: int) -> None:
        warm_up()
        self._context = multiprocessing.get_context("forkserver")
        self.board = self._context.RawArray("q", NUMBERS * jobs * workers)
        self._lifeline, self._held = self._context.Pipe(duplex=False)
        self._lanes = [self._lane() for _ in range(workers)]
        self.free = list(self._lanes)
        self._running: dict[Future[Any], tuple[ProcessPoolExecutor, _Work, int]] = {}
        self._folders = ExitStack()
        _crews.append(self)

    def _lane(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(1, self._context, initializer=begin, initargs=(self.board, self._lifeline))

    def read(self, questions: Sequence[Question]) -> list[Answer]:
        """Let the processes read the parameters of clips, side by side: they have manim, or will need it."""
        count = len(self._lanes)
        asked = [self._lanes[k % count].submit(read, question) for k, question in enumerate(questions)]
        answers = []
        for place, future in enumerate(asked):
            try:
                answers.append(future.result())
            except Exception as error:  # the process died, or the answer could not travel
                answers.append(Answer(refused=Mishap.of(error)))
                if isinstance(error, BrokenProcessPool):
                    self._lanes[place % count].shutdown(wait=False)
                    self._lanes[place % count] = self._lane()
        self.free = list(self._lanes)
        return answers

    def send(self, work: _Work) -> None:
        """Let a free process draw a share of a clip, or make its files when all is drawn."""
        pool, place = self.free.pop(), work.started
        if work.folder is None:
            work.folder = self._folders.enter_context(private_folder(work.job.workshop))
            work.began = time.monotonic()
        future: Future[Any]
        if work.drawn:
            work.completing = True
            shares = [work.shares[number] for number in sorted(work.shares)]
            future = pool.submit(complete_share, work.job, work.folder, shares, work.began, work.rows[0])
        else:
            work.started += 1
            work.drawing += 1
            future = pool.submit(draw_share, work.job.drawing, work.folder, place, work.rows[place])
        self._running[future] = (pool, work, place)

    def settle(self) -> list[_Work]:
        """Wait a moment; return the clips of which a process has finished something."""
        if not self._running:
            time.sleep(_SECONDS_BETWEEN_LOOKS)
        done, _ = wait(self._running, timeout=_SECONDS_BETWEEN_LOOKS, return_when=FIRST_COMPLETED)
        settled: dict[_Work, None] = {}
        for future in done:
            pool, work, place = self._running.pop(future)
            try:
                outcome = future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False)
                pool = self._lane()
                self._lanes.append(pool)
                outcome = _failed(
                    work.job, "the process that drew it died, perhaps for want of memory; try --jobs 1"
                )
            except Exception as error:  # a result that could not travel
                outcome = _failed(work.job, f"{type(error).__name__}: {error}")
            self.free.append(pool)
            work.take(outcome, place)
            settled[work] = None
        return list(settled)

    def cut(self) -> None:
        """Cut the lifeline: whoever is at work stops."""
        self._held.close()

    def dismiss(self) -> None:
        """End all processes, those that are still at work at once."""
        if self not in _crews:
            return
        if self._running:
            self.cut()
        for pool in self._lanes:
            pool.shutdown(wait=True, cancel_futures=True)
        self._folders.close()
        self.cut()
        self._lifeline.close()
        _crews.remove(self)


def _next(works: Sequence[_Work], board: Any) -> _Work | None:
    """Return the clip that a free process should work on: to finish it, to begin it, or to help."""
    first = next((work for work in works if work.drawn and not work.failed), None)
    first = first or next((work for work in works if work.waiting and work.claim()), None)
    if first is not None:
        return first
    helped = [
        work
        for work in works
        if work.drawing and not work.failed and work.job.renderer == "fast" and work.started < len(work.rows)
    ]
    left = {id(work): _frames_left(work, board) for work in helped}
    best = max(helped, key=lambda work: left[id(work)], default=None)
    return best if best is not None and left[id(best)] > 0 else None


def _frames_left(work: _Work, board: Any) -> float:
    """Return how many frames could be taken over, for each process; 0 if that is not worth the while."""
    progress = work.progress(board)
    worth = SECONDS_WORTH_HELPING * work.job.planned.recipe.frame_rate
    left = progress.expected - progress.drawn if progress.expected else 2 * worth
    return left / work.drawing if progress.phase in ("setting the stage", "drawing") and left > worth else 0.0


def _failed(job: Job, why: str) -> Result:
    return failure(job.name, f'clip "{job.name}" could not be made: {why}.', job.planned.notes)
