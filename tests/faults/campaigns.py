"""What is done to `gd`, again and again: each trial yields what went wrong, nothing if all was well."""

import hashlib
import json
import os
import random
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.faults.brood import Run, begin, gd, workers
from tests.faults.place import Place

Trial = list[str]
LONGEST_RUN = 1.5
"""Seconds within which most runs of the tiny clip end, drawing included."""


def gone(seconds: float = 30.0) -> Iterator[str]:
    """Wait until all processes of all runs have ended; yield a sentence if some live on."""
    until = time.monotonic() + seconds
    while workers():
        if time.monotonic() > until:
            yield f"processes live on: {workers()}"
            return
        time.sleep(0.01)


def killed(
    folder: Path, count: int, chance: random.Random, how: signal.Signals = signal.SIGKILL
) -> Iterator[Trial]:
    """Kill a run at a random moment, then look, and run again."""
    place = Place(folder)
    gd(place.folder, "render")
    longest = LONGEST_RUN
    for _ in range(count):
        before = place.sums()
        place.change()
        run, began = begin(place.folder, "render"), time.monotonic()
        if not run.wait(chance.uniform(0.0, longest)):
            run.end(how)
        else:
            longest = max(0.2, time.monotonic() - began)
        trial = list(gone())
        if how == signal.SIGINT and run.status != 0:
            trial += stopped_well(run.status, run.err)
        yield trial + list(place.after_trouble(before))


def stopped_well(status: int | None, err: str) -> Iterator[str]:
    """Yield what is wrong with the end of a run on Ctrl-C: one line, and status 130."""
    if (status, err) != (130, "gd: stopped; the files of before are as they were.\n"):
        yield f"Ctrl-C: status {status}, said: {err[-300:]}"


class Step:
    """Kills the process at the n-th change of a name on the disk, right before or right after it.

    Parameters
    ----------
    number
        Counted from 1.
    after
        Whether the change still happens.
    """

    NAMES = ("rename", "replace", "unlink", "touch", "mkdir", "rmdir")

    def __init__(self, number: int, *, after: bool) -> None:
        self.left, self.after = number, after

    def set_up(self) -> None:
        """Watch every change from now on."""
        for name in self.NAMES:
            setattr(Path, name, self._watched(getattr(Path, name)))

    def _watched(self, change: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*args: Any, **kwargs: Any) -> Any:
            self.left -= 1
            if self.left == 0 and not self.after:
                os.kill(os.getpid(), signal.SIGKILL)
            result = change(*args, **kwargs)
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return watched


def in_one_process() -> None:
    """Let a run draw and deliver in its own process, where a `Step` can stop it anywhere."""
    from gd_studio.farm import crew as farm
    from gd_studio.farm.alone import make
    from gd_studio.farm.job import Result
    from gd_studio.lecture.reading import read_here

    def run(jobs: Any, *_: Any) -> Iterator[Result]:
        for job in jobs:
            with job.store.lock(job.planned.digest):
                made = make(job)
            yield made

    farm.run = run  # type: ignore[assignment]
    farm.warm_up = lambda: None
    farm.Crew.read = lambda self, questions: read_here(questions)  # type: ignore[method-assign]


def aimed(folder: Path, steps: range | None = None) -> Iterator[Trial]:
    """Kill a run before and after every single change of a name on the disk that it makes."""
    place = Place(folder)
    gd(place.folder, "render")
    for number in steps or range(1, 500):
        ended = 0
        for after in (False, True):
            before = place.sums()
            place.change()
            step = Step(number, after=after)

            def first(step: Step = step) -> None:
                in_one_process()
                step.set_up()

            run = begin(place.folder, "render", first=first)
            run.wait()
            ended += run.status == 0
            yield list(place.after_trouble(before))
        if ended:
            return


def raced(folder: Path, count: int, chance: random.Random) -> Iterator[Trial]:
    """Begin two to four runs of one clip at once, mostly in a folder where nothing was made."""
    place = Place(folder)
    for _ in range(count):
        place.change()
        if chance.random() < 0.7:
            place.empty()
        runs = []
        for _ in range(chance.randint(2, 4)):
            runs.append(begin(place.folder, "render", "--json"))
            time.sleep(chance.choice([0.0, 0.0, chance.uniform(0.0, 0.5)]))
        trial = _all_well(place, runs)
        if not trial:
            statuses = [json.loads(run.out)["clips"][0]["status"] for run in runs]
            if statuses.count("rendered") != 1:
                trial.append(f"drawn {statuses.count('rendered')} times")
        yield trial


def mixed(folder: Path, count: int, chance: random.Random) -> Iterator[Trial]:
    """Change a clip while a run makes it, and run again at once: the files are of one film in the end."""
    place = Place(folder)
    for _ in range(count):
        runs = []
        for _ in range(2):
            place.change()
            runs.append(begin(place.folder, "render", "--json"))
            time.sleep(chance.uniform(0.1, 0.6))
        trial = _all_well(place, runs)
        if not _of_one_film(place):
            trial.append("the files are of several films")
        yield trial


def _all_well(place: Place, runs: Sequence[Run]) -> Trial:
    """Wait for all runs and return what is wrong after them."""
    for run in runs:
        run.wait()
    trial = list(gone())
    for run in runs:
        trial += place.after(run)
    return list(dict.fromkeys(trial))


def _of_one_film(place: Place) -> bool:
    """Tell whether film and poster are of the same entry of the store."""
    known = place.sums()
    entries = (place.folder / "media" / ".store").glob("*/master.mp4")
    return any(
        _sum(master) == known.get("near.mp4")
        and _sum(master.with_name("poster.png")) == known.get("near.png")
        for master in entries
    )


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


DAMAGES: dict[str, Callable[[bytes, random.Random], bytes | None]] = {
    "emptied": lambda content, chance: b"",
    "cut": lambda content, chance: content[: chance.randrange(len(content))],
    "flipped": lambda content, chance: _flip(content, chance),
    "replaced": lambda content, chance: chance.randbytes(100),
    "removed": lambda content, chance: None,
}


def _flip(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content))
    return content[:place] + bytes([content[place] ^ 1 << chance.randrange(8)]) + content[place + 1 :]


def damaged(folder: Path, count: int, chance: random.Random) -> Iterator[Trial]:
    """Damage finished files, stored ones, their facts and receipts; the next run makes all good again."""
    place = Place(folder)
    gd(place.folder, "render")
    for _ in range(count):
        good = place.sums()
        files = sorted(path for path in (place.folder / "media").rglob("*") if path.is_file())
        files = [path for path in files if path.stat().st_size]
        for path in chance.sample(files, k=chance.choice([1, 1, 2, len(files)])):
            name = chance.choice(list(DAMAGES))
            content = DAMAGES[name](path.read_bytes(), chance)
            path.unlink() if content is None else path.write_bytes(content)
        trial = list(place.after(gd(place.folder, "render")))
        if place.sums() != good:
            trial.append("the files are not what they were")
        yield trial
