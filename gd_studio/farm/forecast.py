"""How long a farm will take: the dealer's rule, followed with what clips cost instead of workers.

All that takes processors is told: `gd` begins and finds its workers; each of them loads manim once; every run
tells its whole lesson, then paints and encodes its chunks; the client takes runs back one after another, and
joins and decodes each clip on one of its cores. Not told is the network, and what else the machines do.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from math import ceil, fsum, inf

from gd_studio.farm.cluster.deal import Deal, Run
from gd_studio.farm.costs import Costs
from gd_studio.farm.machines import Action, Machine


@dataclass(frozen=True, slots=True)
class Overhead:
    """Seconds of processors besides the clips', measured on the machine where this was written.

    Parameters
    ----------
    beginning
        `gd` begins, reads the lecture, connects.
    answering
        A worker tells its code and its versions.
    loading
        A worker that has never drawn loads manim, and what lessons load when they are told first.
    dealing
        The client takes a run back, writes its chunks and sends the next one.
    looking
        For each worker, whenever the client looks who has brought something.
    placing
        The client stores a clip and puts its files into their places.
    """

    beginning: float = 2.0
    answering: float = 0.5
    loading: float = 2.5
    dealing: float = 0.006
    looking: float = 3e-6
    placing: float = 0.1


@dataclass(frozen=True, slots=True)
class Farm:
    """Who draws, and who asks.

    Parameters
    ----------
    workers
        How many draw at once.
    cores
        Of the machine that joins and checks; a fraction where others use them as well.
    shared
        Whether the workers are on that machine as well; else each has a core of its own elsewhere.
    warm
        Whether the workers have drawn before.
    """

    workers: int
    cores: float
    shared: bool = False
    warm: bool = False


@dataclass(frozen=True, slots=True)
class Forecast:
    """How long a farm takes.

    Parameters
    ----------
    seconds
        Until all files are there.
    processors
        Seconds of processors, of all machines together.
    idle
        Share of the time in which workers have nothing to draw.
    runs
        How many were dealt out.
    last
        Which clip is finished last, as its place among those asked for; None if there is nothing to draw.
    drawn
        When its last run has come.
    """

    seconds: float
    processors: float
    idle: float
    runs: int
    last: int | None
    drawn: float


@dataclass(slots=True, eq=False)
class _Clip:
    place: int
    costs: Costs
    most: int
    left: int = 0
    drawn: float = 0.0

    def run(self, run: Run["_Clip"]) -> tuple[float, float]:
        """Return how long a run takes where nobody waits for a core, and the cores that it keeps busy.

        One thread tells and paints, another one encodes.
        """
        costs, mine = self.costs, slice(run.place, None, run.step)
        chunks = [*zip(costs.painted[mine], costs.encoded[mine], strict=True)]
        long = costs.telling + fsum(max(chunk) for chunk in chunks)
        return long, (costs.telling + fsum(map(sum, chunks))) / max(long, 1e-9)


@dataclass(slots=True, eq=False)
class _Worker:
    cold: bool
    run: Run[_Clip] | None = None
    began: float = 0.0


@dataclass
class _Thought:
    """A farm at work."""

    clips: Sequence[_Clip]
    farm: Farm
    overhead: Overhead
    now: float = 0.0
    free: list[_Worker] = field(default_factory=list)
    heard: deque[tuple[_Worker, Run[_Clip] | None]] = field(default_factory=deque)
    joins: deque[_Clip] = field(default_factory=deque)
    wake: float = inf
    hearing: bool = False
    joining: int = 0
    admitted: int = 0
    drawing: float = 0.0
    runs: int = 0
    finished: list[_Clip] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.here = Machine(self.farm.cores)
        self.there = self.here if self.farm.shared else Machine(inf)
        self.workers = [_Worker(cold=not self.farm.warm) for _ in range(self.farm.workers)]
        self.waiting = list(self.clips)
        self.deal: Deal[_Clip] = Deal(lambda clip: clip.costs.drawing, lambda clip: clip.most)

    def think(self) -> None:
        """Let the work be done."""
        self.here.begin(self.overhead.beginning, self._connect)
        machines = [*dict.fromkeys((self.here, self.there))]
        while len(self.finished) < len(self.clips):
            next_one = min(machines, key=lambda machine: machine.due)
            self.now = min(next_one.due, self.wake)
            for machine in machines:
                machine.pass_to(self.now)
            if self.wake <= self.now:
                self.wake = inf
                self._deal_out()
            else:
                next_one.end()()

    def _connect(self) -> None:
        for worker in self.workers:
            self.there.begin(self.overhead.answering, self._bring(worker, None))

    def _bring(self, worker: _Worker, run: Run[_Clip] | None) -> Action:
        """Return what happens when a worker is done: the client hears of it when it comes to it."""

        def bring() -> None:
            self.heard.append((worker, run))
            self._hear()

        return bring

    def _hear(self) -> None:
        if self.heard and not self.hearing:
            self.hearing = True
            looking = self.overhead.looking * self.farm.workers
            self.here.begin(self.overhead.dealing + looking, self._take)

    def _take(self) -> None:
        self.hearing = False
        worker, run = self.heard.popleft()
        self.free.append(worker)
        if run is None:
            self.admitted += 1
        else:
            worker.run = None
            run.copies -= 1
            self.deal.took(self.now - worker.began)
            if not run.done:
                run.done = True
                self._taken(run.work)
        self._deal_out()
        self._hear()

    def _taken(self, clip: _Clip) -> None:
        clip.left -= 1
        if not clip.left:
            clip.drawn = self.now
            self.joins.append(clip)
            self._join()

    def _join(self) -> None:
        while self.joins and self.joining < ceil(self.farm.cores):
            self.joining += 1
            clip = self.joins.popleft()
            self.here.begin(clip.costs.joining + self.overhead.placing, partial(self._finish, clip))

    def _finish(self, clip: _Clip) -> None:
        self.joining -= 1
        self.finished.append(clip)
        self._join()

    def _deal_out(self) -> None:
        while self.free:
            run = self.deal.next(self.waiting, self.admitted, self._begin, self.workers, self.now)
            if run is None:
                self._wake_when_late()
                return
            run.work.left = run.work.left or run.step
            self._send(self.free.pop(), run)

    def _begin(self, clip: _Clip) -> bool:
        self.waiting.remove(clip)
        return True

    def _send(self, worker: _Worker, run: Run[_Clip]) -> None:
        seconds, cores = run.work.run(run)
        if not self.farm.shared:
            seconds, cores = seconds * cores, 1.0
        if worker.cold:
            loading = self.overhead.loading
            seconds, cores = seconds + loading, (seconds * cores + loading) / (seconds + loading)
            worker.cold = False
        self.drawing += seconds * cores
        self.runs += 1
        run.copies += 1
        worker.run, worker.began = run, self.now
        self.there.begin(seconds, self._bring(worker, run), cores)

    def _wake_when_late(self) -> None:
        begun = [
            hand.began for hand in self.workers if hand.run and not hand.run.done and hand.run.copies == 1
        ]
        if begun:
            self.wake = max(min(begun) + self.deal.too_long, self.now) + 1e-3


def forecast(
    clips: Sequence[Costs], farm: Farm, *, overhead: Overhead = Overhead(), most: Sequence[int] | None = None
) -> Forecast:
    """Return how long a farm takes to draw clips.

    Parameters
    ----------
    clips
        What each costs.
    farm
        Who draws.
    overhead
        What is spent besides.
    most
        Into how many runs each may be dealt out; one for each chunk by default.
    """
    most = most or [len(costs.told) for costs in clips]
    known = [_Clip(place, costs, runs) for place, (costs, runs) in enumerate(zip(clips, most, strict=True))]
    thought = _Thought(known, farm, overhead)
    thought.think()
    if not known:
        return Forecast(0.0, 0.0, 0.0, 0, None, 0.0)
    last = thought.finished[-1]
    machines = {id(machine): machine for machine in (thought.here, thought.there)}.values()
    return Forecast(
        seconds=thought.now,
        processors=fsum(machine.spent for machine in machines),
        idle=1.0
        - min(1.0, thought.drawing / (thought.now * min(farm.workers, farm.cores if farm.shared else inf))),
        runs=thought.runs,
        last=last.place,
        drawn=last.drawn,
    )
