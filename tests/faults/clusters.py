"""What is done to a cluster while it draws: workers are killed or stopped, then the scheduler."""

import hashlib
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from tests.faults.brood import Run, begin, gd
from tests.faults.far_network import HERE, FarNetwork
from tests.gd_studio.clusters import TrialCluster

Trial = list[str]
CLIPS, WORKERS = 8, 3


class Lecture:
    """Two folders with the same lecture: the clips of one are drawn by a cluster, those of the other here."""

    def __init__(self, folder: Path) -> None:
        self.there, self.here = folder / "there", folder / "here"
        for place in (self.there, self.here):
            place.mkdir(parents=True)
        self._version = 0

    def change(self) -> None:
        """Change all clips a little."""
        self._version += 1
        clips = [
            f'[[clip]]\nlesson = "MovingSquare"\nname = "clip-{number}"\nmoves = {10 + 5 * number}\n'
            f"distance = {1 + self._version / 1000}\n"
            for number in range(CLIPS)
        ]
        text = '[defaults]\nquality = "90p10"\nformats = ["mp4", "png"]\n' + "".join(clips)
        for place in (self.there, self.here):
            (place / "lecture.toml").write_text(text, encoding="utf-8")

    def compared(self) -> Iterator[str]:
        """Draw all clips here, and yield which files are others there, and what was left behind."""
        here = gd(self.here, "render", "--quiet")
        if here.status:
            yield f"drawn here: {here.err}"
        good, found = _sums(self.here), _sums(self.there)
        yield from (f"{name} is another file" for name in good if found.get(name) != good[name])
        yield from self.rubbish()

    def rubbish(self) -> Iterator[str]:
        """Yield what was left behind."""
        work = self.there / "media" / ".work"
        yield from (f"left behind: {path}" for path in work.rglob("*"))


def _sums(folder: Path) -> dict[str, str]:
    clips = (folder / "media" / "clips").glob("*")
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(clips)}


def hurt(folder: Path, count: int, chance: random.Random) -> Iterator[Trial]:
    """Kill or stop a worker at a random moment of a render: the files are those drawn here."""
    lecture, cluster = Lecture(folder), TrialCluster(folder / "cluster")
    try:
        for number in range(WORKERS):
            cluster.hire(f"first-{number}")
        longest = 20.0
        for number in range(count):
            lecture.change()
            run, began = _render(lecture, cluster), time.monotonic()
            name = chance.choice(list(cluster.workers))
            run.wait(chance.uniform(0.0, longest))
            cluster.workers[name].send_signal(chance.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGSTOP]))
            run.wait()
            longest = time.monotonic() - began
            cluster.fire(name)
            cluster.hire(f"next-{number}")
            trial = [] if run.status == 0 and not run.err else [f"status {run.status}: {run.err[-300:]}"]
            yield trial + list(lecture.compared())
    finally:
        cluster.end()


def delayed(folder: Path, count: int, chance: random.Random) -> Iterator[Trial]:
    """Draw with workers behind a network that is slow, loses packets, and is cut for some seconds."""
    if not FarNetwork.possible():
        return
    lecture, network = Lecture(folder), FarNetwork(chance)
    cluster = TrialCluster(folder / "cluster", host=HERE)
    try:
        for number in range(WORKERS - 1):
            cluster.hire(f"far-{number}", through=network.through)
        longest = 20.0
        for _ in range(count):
            lecture.change()
            run, began = _render(lecture, cluster), time.monotonic()
            run.wait(chance.uniform(0.0, longest))
            network.cut = True
            time.sleep(chance.uniform(1.0, 5.0))
            network.cut = False
            run.wait()
            longest = time.monotonic() - began
            trial = [] if run.status == 0 and not run.err else [f"status {run.status}: {run.err[-300:]}"]
            yield trial + list(lecture.compared())
    finally:
        cluster.end()
        network.close()


def beheaded(folder: Path, count: int, chance: random.Random) -> Iterator[Trial]:
    """Kill the scheduler at a random moment: one sentence; what was finished stays, the rest is made here."""
    lecture = Lecture(folder)
    for number in range(count):
        lecture.change()
        cluster = TrialCluster(folder / f"cluster-{number}")
        try:
            cluster.hire("one")
            run = _render(lecture, cluster)
            done = run.wait(chance.uniform(3.0, 12.0))
            cluster.scheduler.kill()
            run.wait()
            lines = run.err.splitlines()
            trial = list(lecture.rubbish())
            if not done and run.status and (len(lines) != 1 or "scheduler" not in lines[0]):
                trial.append(f"status {run.status}: {run.err[-300:]}")
            again = gd(lecture.there, "render", "--quiet")
            if again.status or again.err:
                trial.append(f"afterwards: status {again.status}: {again.err[-300:]}")
            yield trial + list(lecture.compared())
        finally:
            cluster.end()


def _render(lecture: Lecture, cluster: TrialCluster) -> Run:
    return begin(lecture.there, "render", "--quiet", "--cluster", cluster.address)
