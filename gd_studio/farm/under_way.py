"""A clip on its way: who draws it, what is there of it, and how far it is."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gd_studio.farm.drawing import Drawn, Spoiled
from gd_studio.farm.job import Job, Result, spoiled
from gd_studio.farm.workers import DRAWN, EXPECTED, NUMBERS, PHASE, PHASES

ELSEWHERE = "waiting for another gd that makes it"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a clip is: what is being done, over how many frames (0: not known), and how many are done."""

    name: str
    drawn: int
    expected: int
    phase: str


class Work:
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
        self.drawn_by, self.expected = "", 0
        """Who else than processes of this machine draws it, and about how many frames it has then."""
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
        if self.drawn_by and self.started and not self.completing:
            expected = max([self.expected, *(share.frames for share in self.shares.values())])
            done = sum(share.drawn for share in self.shares.values())
            return Progress(self.job.name, done, expected, self.drawn_by)
        rows = [board[row * NUMBERS : (row + 1) * NUMBERS] for row in self.rows]
        frames = sum(row[DRAWN] for row in rows[: 1 if self.completing else None])
        phase = ELSEWHERE if self.elsewhere else PHASES[rows[0][PHASE]]
        return Progress(self.job.name, frames, rows[0][EXPECTED], phase)
