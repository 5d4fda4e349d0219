"""What each chunk of a clip has cost, in seconds of processors: telling, painting, encoding."""

from dataclasses import dataclass, field
from time import process_time, thread_time


@dataclass(slots=True)
class ChunkCost:
    """What a process has spent on a chunk.

    Parameters
    ----------
    told
        Seconds of telling what comes with it: whoever draws another chunk has to tell this one as well.
    painted, encoded
        Seconds of painting, and of what other threads did meanwhile; 0 where another process has drawn it.
    """

    told: float = 0.0
    painted: float = 0.0
    encoded: float = 0.0

    @property
    def spent(self) -> float:
        """Return all of it."""
        return self.told + self.painted + self.encoded


@dataclass(slots=True)
class Meter:
    """Counts on a thread that tells and paints, while another one encodes.

    Encoding lags a few pictures behind, so what a chunk has left of it is counted to the next one drawn here.
    """

    chunks: list[ChunkCost] = field(default_factory=list)
    _own: float = field(default_factory=thread_time)
    _others: float = field(default_factory=lambda: process_time() - thread_time())
    _drawn: ChunkCost = field(default_factory=ChunkCost)
    """The last one that was drawn here."""

    def tell(self) -> None:
        """Count the time since the last call as telling."""
        self.chunks[-1].told += self._lap()

    def paint(self) -> None:
        """Count the time since the last call as painting."""
        self.chunks[-1].painted += self._lap()

    def begin(self, *, mine: bool) -> None:
        """Begin a chunk."""
        self.end()
        self.chunks.append(ChunkCost())
        if mine:
            self._drawn = self.chunks[-1]

    def end(self) -> None:
        """Count what other threads have done to the chunk that was drawn last."""
        others = process_time() - thread_time()
        self._drawn.encoded += max(0.0, others - self._others)  # clocks are coarse on some systems
        self._others = others

    def _lap(self) -> float:
        before, self._own = self._own, thread_time()
        return self._own - before
