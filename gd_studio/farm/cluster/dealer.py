"""Deals runs of chunks to the workers of a cluster, and takes back what the dead and the late have left."""

import errno
import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from gd_studio.farm.cluster import handshake
from gd_studio.farm.cluster.connection import LostError
from gd_studio.farm.cluster.deal import Deal, Run
from gd_studio.farm.cluster.parcel import WrongBytesError, order, unpack
from gd_studio.farm.cluster.worker import draw_run
from gd_studio.farm.drawing import OTHER_CODE, Drawn, Spoiled
from gd_studio.farm.estimates import Estimates
from gd_studio.farm.job import Job
from gd_studio.farm.under_way import Work
from gd_studio.mishaps import Mishap

if TYPE_CHECKING:
    from gd_studio.farm.crew import Crew

SECONDS_WITHOUT_WORKERS = 30.0
SECONDS_TO_ANSWER = 30.0
_SECONDS_BETWEEN_LOOKS = 1.0
_TRIES = 3
DIED = "the workers that drew it died, perhaps for want of memory"


class Cluster(Protocol):
    """Whatever has workers."""

    address: str

    def workers(self) -> dict[str, str]:
        """Return the names of the workers that there are by their addresses."""
        ...

    def lane(self, address: str) -> Executor:
        """Return a worker as an executor."""
        ...


@dataclass(slots=True, eq=False)
class Lane:
    """A worker, and what it is doing."""

    address: str
    name: str
    executor: Executor
    future: "Future[Any]"
    began: float
    run: Run[Work] | None = None
    admitted: bool = False
    refused: bool = False

    @property
    def free(self) -> bool:
        """Tell whether it may be given a run."""
        return self.admitted and not self.refused and self.run is None


@dataclass
class Dealer:
    """Whoever gives workers their runs.

    Parameters
    ----------
    cluster
        Where the workers are.
    jobs
        The clips.
    say
        Prints a sentence.
    """

    cluster: Cluster
    jobs: Sequence[Job]
    say: Callable[[str], None]
    lost: str = ""
    """Why nothing more can be drawn, as a sentence."""
    lanes: dict[str, Lane] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._question = handshake.question([job.planned.recipe for job in self.jobs])
        self._expected = handshake.answer(self._question)
        known = Estimates([job.store for job in self.jobs])
        costs = {id(job): known.of(job).costs for job in self.jobs}
        self._deal: Deal[Work] = Deal(
            lambda work: costs[id(work.job)].drawing,
            lambda work: len(costs[id(work.job)].told) if work.job.renderer == "fast" else 1,
        )
        self._looked = 0.0
        self._seen = time.monotonic()
        self._settled: list[Work] = []

    @property
    def futures(self) -> list["Future[Any]"]:
        """Return what is awaited."""
        return [
            lane.future for lane in self.lanes.values() if lane.run or not (lane.admitted or lane.refused)
        ]

    def step(self, works: Sequence[Work], crew: "Crew") -> list[Work]:
        """Look after the workers once; return the clips of which a run has come, or which have failed."""
        self._settled = []
        if not self.lost:
            for lane in list(self.lanes.values()):
                self._collect(lane)
            self._look()
            for lane in self.lanes.values():
                if lane.free:
                    if (run := self._next(works, crew)) is None:
                        break  # for the others there is none either
                    self._send(lane, run)
            drawing = sum(not lane.refused and lane.admitted for lane in self.lanes.values())
            for work in works:
                work.drawn_by = f"drawing on {drawing} worker{'' if drawing == 1 else 's'}"
        return list(dict.fromkeys(self._settled))

    def _look(self) -> None:
        """See who has come and who has gone."""
        now = time.monotonic()
        if now < self._looked + _SECONDS_BETWEEN_LOOKS:
            return
        self._looked = now
        try:
            there = self.cluster.workers()
        except LostError:
            self.lost = (
                f"--cluster {self.cluster.address}: the scheduler is gone; what was finished stays,"
                " and the same command makes the rest."
            )
            return
        for address in [address for address in self.lanes if address not in there]:
            lane = self.lanes.pop(address)
            lane.future.cancel()
            self._take_back(lane, DIED)
        for address in [address for address in there if address not in self.lanes]:
            executor = self.cluster.lane(address)
            asked = executor.submit(handshake.answer, self._question)
            self.lanes[address] = Lane(address, there[address], executor, asked, now)
        able = [lane for lane in self.lanes.values() if not lane.refused]
        if able:
            self._seen = now
        elif self.lanes:
            self.lost = f"--cluster {self.cluster.address}: none of its workers may draw; the notes say why."
        elif now > self._seen + SECONDS_WITHOUT_WORKERS:
            waited = f"{SECONDS_WITHOUT_WORKERS:.0f} s"
            self.lost = f"--cluster {self.cluster.address}: it has had no worker for {waited}."

    def _collect(self, lane: Lane) -> None:
        """Take what a worker has brought."""
        if lane.refused or lane.free:
            return
        run = lane.run
        if not lane.future.done():
            if run is None and time.monotonic() > lane.began + SECONDS_TO_ANSWER:
                self._refuse(lane, f"has not answered for {SECONDS_TO_ANSWER:.0f} s")
            return
        try:
            brought = lane.future.result()
        except CancelledError:
            self._looked = 0.0  # it has died, or the scheduler has
            self._take_back(lane, DIED)
            return
        except Exception as error:
            if run is None:
                self._refuse(lane, f"has no Downhill like this one ({Mishap.of(error).reason})")
            else:
                self._take_back(lane, Mishap.of(error))
            return
        if run is None:
            self._admit(lane, str(brought))
        else:
            self._deal.took(time.monotonic() - lane.began)
            self._take(lane, run, brought)

    def _admit(self, lane: Lane, answered: str) -> None:
        why = handshake.objection(answered, self._expected)
        lane.admitted = not why
        if why:
            self._refuse(lane, f"draws nothing: {why}")

    def _refuse(self, lane: Lane, why: str) -> None:
        lane.refused = True
        named = lane.address if lane.name == lane.address else f"{lane.name} ({lane.address})"
        self.say(f"note: worker {named} {why}")

    def _take(self, lane: Lane, run: Run[Work], parcel: bytes) -> None:
        """Take a share, unless another worker was faster."""
        folder = run.work.folder
        held: dict[str, bytes] = {}
        try:
            share = unpack(parcel, held.__setitem__)
        except WrongBytesError as error:
            self._take_back(lane, Mishap.of(error))
            return
        if isinstance(share, Spoiled) and (lack := _lack(share.reason)):
            self._take_back(lane, share.reason)
            self._refuse(lane, f"draws nothing more: {lack}")
            return
        lane.run = None
        run.copies -= 1
        if run.done or folder is None:
            return
        run.done = True
        if isinstance(share, Drawn):
            _write(folder, held)
        run.work.take(share, run.place)
        self._settle(run.work)

    def _take_back(self, lane: Lane, why: str | Mishap) -> None:
        """Give a run that has come to nothing to another worker, or give up."""
        run, lane.run = lane.run, None
        if run is None or run.done:
            return
        run.copies -= 1
        run.tries += 1
        if run.tries >= _TRIES:
            run.done = True
            reason = why if isinstance(why, Mishap) else f"could not be made: {why}, {_TRIES} times."
            run.work.take(Spoiled(reason), run.place)
            self._settle(run.work)
        elif not run.copies:
            self._deal.returned.append(run)

    def _settle(self, work: Work) -> None:
        self._settled.append(work)
        if work.failed:  # nobody need draw the rest
            work.drawing = 0
            self._deal.returned = [run for run in self._deal.returned if run.work is not work]
            for lane in self.lanes.values():
                if lane.run and lane.run.work is work:
                    lane.run.done = True

    def _next(self, works: Sequence[Work], crew: "Crew") -> Run[Work] | None:
        """Return what a free worker should draw."""
        run = self._deal.next(
            [work for work in works if work.waiting and not work.stored],
            sum(lane.admitted for lane in self.lanes.values()),
            lambda work: work.claim() and not work.stored,
            self.lanes.values(),
            time.monotonic(),
        )
        if run is not None and not run.work.started:
            crew.lend(run.work)
            run.work.expected = run.work.job.drawing.expected
            run.work.started = run.work.drawing = run.step
        return run

    def _send(self, lane: Lane, run: Run[Work]) -> None:
        run.copies += 1
        lane.run, lane.began = run, time.monotonic()
        lane.future = lane.executor.submit(draw_run, order(run.work.job.drawing), run.place, run.step)


def _lack(reason: str | Mishap) -> str:
    """Return what a worker lacks that another one may have; ``""`` if the fault is not the worker's."""
    if reason == OTHER_CODE:
        return "its code has changed"
    said = reason.reason if isinstance(reason, Mishap) else ""
    if "MemoryError" in said.partition(":")[0]:
        return "it has not enough memory"
    return "its disk is full" if os.strerror(errno.ENOSPC) in said else ""


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
