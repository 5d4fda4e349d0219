"""The command `gd render`: plan, keep what is right, make the rest side by side, say what happened."""

import os
import re
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from gd_studio.deliver.place import stopped_placings
from gd_studio.errors import CommandError
from gd_studio.farm.delivery import unchanged
from gd_studio.farm.drawing import EngineName
from gd_studio.farm.job import Job, Result, failure
from gd_studio.lecture.assignments import Assignment
from gd_studio.lecture.clips import Clip
from gd_studio.lecture.plan import Planned, Refused, plan_each
from gd_studio.speaking import print_json, say_error
from gd_studio.store.clip_store import Store
from gd_studio.store.work import sweep

if TYPE_CHECKING:
    from gd_studio.farm.cluster.connection import Connection
    from gd_studio.farm.cluster.dealer import Dealer
    from gd_studio.farm.crew import Crew
    from gd_studio.lecture.reading import Answer, Question

DRAFTS = "preview"
CLIPS = "clips"
MOST_WORKERS = 256


def workers_of(jobs: str | None) -> int | None:
    """Return what --jobs says.

    Raises
    ------
    CommandError
        If it is no whole number from 1 to MOST_WORKERS.
    """
    if jobs is None:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", jobs) or not 1 <= int(jobs) <= MOST_WORKERS:
        raise CommandError(f"--jobs {jobs}: must be a whole number from 1 to {MOST_WORKERS}.")
    return int(jobs)


def _cluster(address: str | None) -> str:
    """Return where other machines draw, if they shall; the environment says it where nobody else does."""
    from gd_studio.farm.cluster import connection

    where = "--cluster" if address else connection.VARIABLE
    address = address or os.environ.get(connection.VARIABLE, "")
    if address:
        connection.check(address, where)
    return address


def render(
    clips: Sequence[Clip],
    assignments: Sequence[Assignment],
    *,
    workers: int | None = None,
    cluster: str | None = None,
    force: bool = False,
    engine: EngineName = "fast",
    draft: bool = False,
    folder: str | None = None,
    quiet: bool = False,
    as_json: bool = False,
) -> int:
    """Make the files of clips and return the exit status: 0 if all are verified and in their places.

    Parameters
    ----------
    clips, assignments
        As selected on the command line.
    workers
        How many processes draw; one for each core by default. Few clips are shared among them.
    cluster
        Where other machines draw: the address of a Dask scheduler, by default what the environment says.
    force
        Whether to draw again what is stored.
    engine
        Which renderer draws: the engine, or manim's own, which paints the same frames more slowly.
    draft
        Whether the files go to media/preview instead of media/clips.
    folder
        Another folder in media/ for them.
    quiet
        Whether to print nothing.
    as_json
        Whether to print one JSON object, and nothing else.
    """
    began = time.monotonic()
    with closing(Crews(workers or os.cpu_count() or 1, len(clips), cluster)) as crews:
        outcomes = plan_each(clips, assignments, crews.read)
        refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
        plans = [outcome for outcome in outcomes if isinstance(outcome, Planned)]
        if refused and len(outcomes) == 1:
            raise refused[0].error
        console = Console(quiet=quiet or as_json)
        folder = folder or (DRAFTS if draft else CLIPS)
        jobs = [Job(planned, planned.clip.media / folder, force, engine) for planned in plans]
        _tell_notes(plans, console)
        _tell_stopped(jobs, console)
        _sweep(jobs)
        if not as_json:
            for item in refused:
                say_error(item.error.message)
        results = {job.name: kept for job in jobs if (kept := unchanged(job)) is not None}
        for result in results.values():
            _tell(result, partial(_line, console))
        wanting = [job for job in jobs if job.name not in results]
        if wanting:
            results |= make(wanting, crews, console, quiet or as_json)
        took = time.monotonic() - began
        failed = [result for result in results.values() if result.status == "failed"]
        if as_json:
            results |= {item.clip.name: failure(item.clip.name, item.error.message) for item in refused}
            ordered = [_as_json(results[clip.name]) for clip in clips]
            print_json({"clips": ordered, "seconds": round(took, 3)})
        elif wanting or refused:
            made, missing = len(wanting) - len(failed), len(failed) + len(refused)
            console.print(
                f"{made} made, {len(jobs) - len(wanting)} unchanged, {missing} failed; {took:.1f} s"
            )
        if not as_json:
            for result in failed:
                say_error(result.error)
        return max([item.error.exit_status for item in refused] + [1 for _ in failed], default=0)


class Crews:
    """The processes that read parameters and draw; they begin when they are wanted.

    Parameters
    ----------
    workers, clips
        How many there are at most.
    cluster
        The address of those who draw on other machines; by default what the environment says, if it does.
    """

    def __init__(self, workers: int, clips: int, cluster: str | None = None) -> None:
        self.workers, self._clips, self._cluster = workers, clips, _cluster(cluster)
        self._crew: Crew | None = None
        self._connection: Connection | None = None

    @property
    def crew(self) -> "Crew":
        """The processes, begun now if they are not there."""
        from gd_studio.farm.crew import Crew

        self._crew = self._crew or Crew(self.workers, self._clips)
        return self._crew

    def read(self, questions: "Sequence[Question]") -> "Sequence[Answer]":
        """Read parameters, where manim is loaded in the meantime."""
        return self.crew.read(questions)

    def dealer(self, jobs: Sequence[Job], say: Callable[[str], None]) -> "Dealer | None":
        """Return who lets other machines draw, if they shall."""
        if not self._cluster:
            return None
        from gd_studio.farm.cluster.connection import Connection
        from gd_studio.farm.cluster.dealer import Dealer

        self._connection = self._connection or Connection(self._cluster)
        return Dealer(self._connection, jobs, say)

    def close(self) -> None:
        """Let them go, if they have begun."""
        if self._crew is not None:
            self._crew.dismiss()
        if self._connection is not None:
            self._connection.close()


Telling = Callable[[Result, Callable[[str], None]], None]
"""Whatever says what became of a clip, by the function that prints a line."""


def make(
    jobs: Sequence[Job], crews: Crews, console: Console, silent: bool, tell: Telling | None = None
) -> dict[str, Result]:
    """Make clips side by side, begun in the order of the lecture; `tell` is called with each result."""
    from gd_studio.commands.progress import display
    from gd_studio.farm import crew as farm

    results = {}
    with (
        display(console, silent) as shown,
        closing(
            farm.run(jobs, crews.workers, shown.update, crews.crew, crews.dealer(jobs, shown.say))
        ) as running,
    ):
        for result in running:
            results[result.name] = result
            (tell or _tell)(result, shown.say)
    return results


def _stores(jobs: Sequence[Job]) -> dict[Path, Store]:
    """Return the store that belongs to each workshop."""
    return {job.workshop: job.store for job in jobs}


def _tell_stopped(jobs: Sequence[Job], console: Console) -> None:
    """Say of which clips an earlier run has changed only some of the files."""
    for workshop, store in _stores(jobs).items():
        mended = {f"{job.destination.name}-{job.name}": job for job in jobs if job.workshop == workshop}
        for stopped in stopped_placings(workshop, store):
            folder, _, name = stopped.partition("-")
            way_out = "they are made whole now" if stopped in mended else f"gd render {name} makes them whole"
            said = f"an earlier run was stopped while it changed its files in {folder}; {way_out}"
            _line(console, f"note: {name}: {said}")


def _sweep(jobs: Sequence[Job]) -> None:
    """Remove what runs have left that were killed."""
    for workshop, store in _stores(jobs).items():
        sweep(workshop)
        store.sweep()


def _tell_notes(plans: Sequence[Planned], console: Console) -> None:
    for planned in plans:
        for note in planned.notes:
            _line(console, f"note: {planned.clip.name}: {note}")


def _line(console: Console, sentence: str) -> None:
    console.print(sentence, highlight=False, markup=False, soft_wrap=True)


def _tell(result: Result, say: Any) -> None:
    """Print a line for each file of a clip that was made."""
    if result.status == "failed":
        return
    for key, path in result.files.items():
        size = path.stat().st_size
        took = f", {result.took:.1f} s" if result.status == "rendered" else ""
        say(f"{relative(path)}  ({result.status}, {result.lengths[key]:.1f} s long, {size_told(size)}{took})")
    for remark in result.remarks:
        say(f"note: {result.name}: {remark}")


def _as_json(result: Result) -> dict[str, Any]:
    known = {
        "name": result.name,
        "status": result.status,
        "files": {form: str(relative(path)) for form, path in result.files.items()},
        "seconds": result.seconds,
        "frames": result.frames,
        "notes": [*result.notes, *result.remarks],
    }
    return known | ({"error": result.error} if result.error else {})


def relative(path: Path) -> Path:
    """Return a path as seen from here, where that is shorter than the whole."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def size_told(size: int) -> str:
    """Return a file size for the eye."""
    if size >= 1e9:
        return f"{size / 1e9:.1f} GB"
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"
