"""Makes clips while the page goes on: one queue, whoever looks at it, until it is empty or stopped."""

import os
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from gd_studio.farm.crew import run
from gd_studio.farm.job import Job, Result
from gd_studio.farm.under_way import Progress
from gd_studio.mishaps import Mishap
from gd_studio.store.work import sweep


@dataclass(frozen=True, slots=True)
class Cooking:
    """A clip on its way.

    Parameters
    ----------
    phase
        What is being done.
    share
        How much of that is done, from 0 to 1.
    left
        Seconds until it is done; None if nobody knows.
    """

    phase: str = "waiting"
    share: float = 0.0
    left: float | None = None


class _StopError(Exception):
    """Nothing more is to be made."""


class Kitchen:
    """Makes clips one after another, on all cores.

    Parameters
    ----------
    done
        Called, in the kitchen's thread, with what became of a clip.
    """

    def __init__(self, done: Callable[[Result], None] = lambda result: None) -> None:
        self.cooking: dict[str, Cooking] = {}
        self.results: dict[str, Result] = {}
        self.mishap = ""
        self._done = done
        self._queue: list[Job] = []
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stopping = False
        self._began: dict[str, tuple[str, float]] = {}

    @property
    def busy(self) -> bool:
        """Tell whether something is being made."""
        return bool(self.cooking)

    def make(self, jobs: Sequence[Job]) -> None:
        """Make clips, after those that are being made already."""
        with self._lock:
            for job in jobs:
                if job.name not in self.cooking:
                    self.cooking[job.name] = Cooking()
                    self.results.pop(job.name, None)
                    self._queue.append(job)
            if self._queue and (self._thread is None or not self._thread.is_alive()):
                self._stopping, self.mishap = False, ""
                self._thread = threading.Thread(target=self._work, daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Stop whatever is being made; the files of before stay as they are."""
        with self._lock:
            self._stopping = self.busy
            self._queue.clear()
            self.cooking = dict.fromkeys(self.cooking, Cooking("stopping"))

    def _work(self) -> None:
        try:
            while jobs := self._take():
                self._make(jobs)
        except Exception as error:
            self.mishap = (
                "" if isinstance(error, _StopError) else f"rendering ended: {Mishap.of(error).reason}."
            )
            with self._lock:
                self.cooking.clear()
                self._queue.clear()
                self._thread = None

    def _take(self) -> list[Job]:
        with self._lock:
            jobs, self._queue = self._queue, []
            if not jobs:
                self.cooking.clear()
                self._thread = None  # whoever comes now begins another one
            return jobs

    def _make(self, jobs: list[Job]) -> None:
        for job in {job.workshop: job for job in jobs}.values():
            sweep(job.workshop)
            job.store.sweep()
        with closing(run(jobs, os.cpu_count() or 1, self._look)) as running:
            for result in running:
                self.results[result.name] = result
                self.cooking.pop(result.name, None)
                self._done(result)

    def _look(self, clips: Sequence[Progress]) -> None:
        if self._stopping:
            raise _StopError
        now = time.monotonic()
        for clip in clips:
            if clip.name in self.cooking:
                if self._began.get(clip.name, ("", 0.0))[0] != clip.phase:
                    self._began[clip.name] = (clip.phase, now)
                self.cooking[clip.name] = _told(clip, now - self._began[clip.name][1])


def _told(clip: Progress, spent: float) -> Cooking:
    told = Cooking(clip.phase)
    if not 0 < clip.drawn <= clip.expected:
        return told
    share = clip.drawn / clip.expected
    return replace(told, share=share, left=spent * (1 - share) / share)
