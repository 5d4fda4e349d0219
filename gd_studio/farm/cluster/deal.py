"""The rule by which chunks are dealt out: into how many runs a clip goes, and what a free worker gets next.

The dealer follows it with workers, `gd_studio.farm.forecast` with what clips cost and no worker at all.
"""

from bisect import insort
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil, inf
from typing import Generic, Protocol, TypeVar

SECONDS_A_RUN = 8.0
"""Of drawing, about: the telling before it takes most of a second, and a worker that dies costs as much."""
SHORTEST_RUN = 1.0
_LATE = 2.0
"""A run is late when it takes so many times as long as others."""
SOONEST_LATE = 1.0

Work = TypeVar("Work")


@dataclass(slots=True, eq=False)
class Run(Generic[Work]):
    """Some chunks of a clip: every `step`-th from number `place` on."""

    work: Work
    place: int
    step: int
    tries: int = 0
    copies: int = 0
    done: bool = False


class Hand(Protocol[Work]):
    """A worker, the run that it draws, and since when."""

    run: Run[Work] | None
    began: float


def runs_of(seconds: float, workers: int) -> int:
    """Return into how many runs a clip is dealt out: into short ones where workers would be idle else.

    Parameters
    ----------
    seconds
        About how long one worker needs to draw it.
    workers
        How many may draw it at once.

    >>> runs_of(40.0, 1), runs_of(40.0, 20), runs_of(40.0, 1000), runs_of(0.1, 1000)
    (5, 20, 40, 1)
    """
    return max(1, ceil(seconds / SECONDS_A_RUN), min(ceil(seconds / SHORTEST_RUN), workers))


class Deal(Generic[Work]):
    """What has been dealt out, and what is there to deal.

    Parameters
    ----------
    cost
        About how many seconds one worker needs to draw a clip.
    most
        Into how many runs a clip may be dealt out: it has so many chunks.
    """

    def __init__(self, cost: Callable[[Work], float], most: Callable[[Work], int]) -> None:
        self.cost, self.most = cost, most
        self.returned: list[Run[Work]] = []
        """Runs that wait for a worker."""
        self._times: list[float] = []

    def next(
        self,
        waiting: Sequence[Work],
        able: int,
        begin: Callable[[Work], bool],
        hands: Iterable[Hand[Work]],
        now: float,
    ) -> Run[Work] | None:
        """Return what a free worker should draw: what has come back, a new clip, or what is late.

        Parameters
        ----------
        waiting
            The clips that nobody has begun.
        able
            How many workers there are.
        begin
            Tells whether a clip may be begun, and begins it.
        hands
            The workers.
        now
            The time, in seconds.
        """
        if waiting and not self.returned:
            each = ceil(able / len(waiting))
            work = next((work for work in sorted(waiting, key=self.cost, reverse=True) if begin(work)), None)
            if work is not None:
                count = min(self.most(work), runs_of(self.cost(work), each))
                self.returned = [Run(work, place, count) for place in range(count)]
        return self.returned.pop(0) if self.returned else self._late(hands, now)

    def took(self, seconds: float) -> None:
        """Take note how long a run took."""
        insort(self._times, seconds)

    @property
    def too_long(self) -> float:
        """Return after how many seconds a run is late: the median of all so far, times `_LATE`."""
        count = len(self._times)
        if not count:
            return inf
        usual = (self._times[(count - 1) // 2] + self._times[count // 2]) / 2
        return max(_LATE * usual, SOONEST_LATE)

    def _late(self, hands: Iterable[Hand[Work]], now: float) -> Run[Work] | None:
        """Return the run that has been late for longest and that one worker draws, if any."""
        late = [
            hand
            for hand in hands
            if hand.run and not hand.run.done and hand.run.copies == 1 and now - hand.began > self.too_long
        ]
        return min(late, key=lambda hand: hand.began).run if late else None
