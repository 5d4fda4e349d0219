"""Machines whose time passes only in thought: tasks share their cores evenly, as under any system."""

import heapq
from collections.abc import Callable
from itertools import count
from math import inf

Action = Callable[[], None]


class Machine:
    """Some cores, and the tasks on them.

    Every task asks for a number of cores. Where all ask for more than there are, all go on more slowly by the
    same factor; so they can wait in one line, ordered by a clock that goes as slowly as they do.

    Parameters
    ----------
    cores
        How many; infinitely many where each task has its own.
    """

    def __init__(self, cores: float) -> None:
        self.cores = cores
        self.spent = 0.0
        """Seconds of cores given out."""
        self._asked = self._now = self._clock = 0.0
        self._line: list[tuple[float, int, float, Action]] = []
        self._numbers = count()

    @property
    def speed(self) -> float:
        """Return how fast tasks go on; 1 where nobody waits for a core."""
        return min(1.0, self.cores / self._asked) if self._line else 1.0

    @property
    def due(self) -> float:
        """Return when the next task ends; infinity if there is none."""
        return self._now + (self._line[0][0] - self._clock) / self.speed if self._line else inf

    def pass_to(self, now: float) -> None:
        """Let time pass, not beyond `due`."""
        self._clock += (now - self._now) * self.speed
        self._now = now

    def begin(self, seconds: float, then: Action, cores: float = 1.0) -> None:
        """Begin a task.

        Parameters
        ----------
        seconds
            How long it takes where nobody waits for a core.
        then
            Called when it has ended.
        cores
            How many it keeps busy.
        """
        heapq.heappush(self._line, (self._clock + seconds, next(self._numbers), cores, then))
        self._asked += cores
        self.spent += seconds * cores

    def end(self) -> Action:
        """End the task that is due, and return what then has to be done."""
        self._clock, _, cores, then = heapq.heappop(self._line)
        self._asked = self._asked - cores if self._line else 0.0
        return then
