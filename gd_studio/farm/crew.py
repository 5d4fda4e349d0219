"""Clips side by side, drawn by processes that end with this one; where clips are few, they share them."""

import multiprocessing
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from multiprocessing.connection import wait as wait_for_ends
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gd_studio.errors import RenderError
from gd_studio.farm.job import Job, Result, failure
from gd_studio.farm.server import beginnings, warm_up
from gd_studio.farm.under_way import Progress, Work
from gd_studio.farm.workers import NUMBERS, begin, complete_share, draw_share
from gd_studio.lecture.reading import Answer, Question, read
from gd_studio.mishaps import Mishap
from gd_studio.store.work import private_folder

if TYPE_CHECKING:
    from gd_studio.farm.cluster.dealer import Dealer

_SECONDS_BETWEEN_LOOKS = 0.1
_SECONDS_TO_LEAVE = 2.0
SECONDS_WORTH_HELPING = 10.0
"""Of film that is still to be drawn: a helper has to set the stage first."""


_crews: list["Crew"] = []


def let_go() -> None:
    """Let all workers stop and wait until they have: for a process that is about to end in a hurry."""
    for crew in _crews:
        crew.cut()
    living = {process.sentinel for process in multiprocessing.active_children()}
    until = time.monotonic() + _SECONDS_TO_LEAVE
    while living and (left := until - time.monotonic()) > 0:
        living -= set(wait_for_ends(list(living), left))


def run(
    jobs: Sequence[Job],
    workers: int,
    on_progress: Callable[[list[Progress]], None] = lambda progress: None,
    crew: "Crew | None" = None,
    dealer: "Dealer | None" = None,
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
    dealer
        Lets workers of a cluster draw; then the processes here only make the files of what was drawn.

    Raises
    ------
    RenderError
        If the cluster can draw no more; what has been drawn whole is made first.
    """
    works = [Work(job, range(k * workers, (k + 1) * workers)) for k, job in enumerate(jobs)]
    crew = crew or Crew(workers, len(jobs))
    unfinished = list(works)
    try:
        while unfinished:
            brought = dealer.step(unfinished, crew) if dealer else []
            while crew.free and (work := _next(unfinished, crew.board, drawing=not dealer)) is not None:
                crew.send(work)
            if dealer and dealer.lost and not crew.busy:
                raise RenderError(dealer.lost)
            settled = dict.fromkeys([*brought, *crew.settle(dealer.futures if dealer else ())])
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
        self._context = beginnings()
        self.board = self._context.RawArray("q", NUMBERS * jobs * workers)
        self._lifeline, self._held = self._context.Pipe(duplex=False)
        self._lanes = [self._lane() for _ in range(workers)]
        self.free = list(self._lanes)
        self._running: dict[Future[Any], tuple[ProcessPoolExecutor, Work, int]] = {}
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

    def send(self, work: Work) -> None:
        """Let a free process draw a share of a clip, or make its files when all is drawn."""
        pool, place = self.free.pop(), work.started
        folder = self.lend(work)
        future: Future[Any]
        if work.drawn:
            work.completing = True
            shares = [work.shares[number] for number in sorted(work.shares)]
            future = pool.submit(complete_share, work.job, folder, shares, work.began, work.rows[0])
        else:
            work.started += 1
            work.drawing += 1
            future = pool.submit(draw_share, work.job.drawing, folder, place, work.rows[place])
        self._running[future] = (pool, work, place)

    @property
    def busy(self) -> bool:
        """Tell whether a process works."""
        return bool(self._running)

    def lend(self, work: Work) -> Path:
        """Return the private folder of a clip, made if there is none."""
        if work.folder is None:
            work.folder = self._folders.enter_context(private_folder(work.job.workshop))
            work.began = time.monotonic()
        return work.folder

    def settle(self, others: Sequence[Future[Any]] = ()) -> list[Work]:
        """Wait a moment; return the clips of which a process has finished something.

        It waits no longer than for one of `others`.
        """
        awaited = [*self._running, *others]
        if not awaited:
            time.sleep(_SECONDS_BETWEEN_LOOKS)
        done, _ = wait(awaited, timeout=_SECONDS_BETWEEN_LOOKS, return_when=FIRST_COMPLETED)
        settled: dict[Work, None] = {}
        for future in done.intersection(self._running):
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


def _next(works: Sequence[Work], board: Any, *, drawing: bool) -> Work | None:
    """Return the clip that a free process should work on: to finish it, to begin it, or to help."""
    first = next((work for work in works if work.drawn and not work.failed), None)
    if not drawing:
        return first
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


def _frames_left(work: Work, board: Any) -> float:
    """Return how many frames could be taken over, for each process; 0 if that is not worth the while."""
    progress = work.progress(board)
    worth = SECONDS_WORTH_HELPING * work.job.planned.recipe.frame_rate
    left = progress.expected - progress.drawn if progress.expected else 2 * worth
    return left / work.drawing if progress.phase in ("setting the stage", "drawing") and left > worth else 0.0


def _failed(job: Job, why: str) -> Result:
    return failure(job.name, f'clip "{job.name}" could not be made: {why}.', job.planned.notes)
