"""The command `gd render`: plan, keep what is right, make the rest side by side, say what happened."""

import json
import os
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from rich.console import Console

from gd_studio.assignments import Assignment
from gd_studio.errors import StudioError
from gd_studio.lecture import Clip
from gd_studio.plan import Planned, plan
from gd_studio.production import EngineName, Job, Result, unchanged

DRAFTS = "preview"
CLIPS = "clips"


def render(
    clips: Sequence[Clip],
    assignments: Sequence[Assignment],
    *,
    workers: int | None = None,
    force: bool = False,
    engine: EngineName = "fast",
    draft: bool = False,
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
    force
        Whether to draw again what is stored.
    engine
        Which renderer draws: the engine, or manim's own, which paints the same frames more slowly.
    draft
        Whether the files go to media/preview instead of media/clips.
    quiet
        Whether to print nothing.
    as_json
        Whether to print one JSON object, and nothing else.
    """
    began = time.monotonic()
    if workers is not None and workers < 1:
        raise StudioError(f"--jobs {workers}: must be at least 1.")
    plans = plan(clips, assignments, on_news=_warm_up)
    console = Console(quiet=quiet or as_json)
    _tell_notes(plans, console)
    folder = DRAFTS if draft else CLIPS
    jobs = [Job(planned, planned.clip.media / folder, force, engine) for planned in plans]
    results = {job.name: kept for job in jobs if (kept := unchanged(job)) is not None}
    for result in results.values():
        _tell(result, console.print)
    wanting = [job for job in jobs if job.name not in results]
    if wanting:
        results |= _make(wanting, workers or os.cpu_count() or 1, console, quiet or as_json)
    took = time.monotonic() - began
    failed = [result for result in results.values() if result.status == "failed"]
    if as_json:
        ordered = [_as_json(results[job.name]) for job in jobs]
        print(json.dumps({"clips": ordered, "seconds": round(took, 3)}, ensure_ascii=False))
    elif wanting:
        made = len(wanting) - len(failed)
        console.print(
            f"{made} made, {len(jobs) - len(wanting)} unchanged, {len(failed)} failed; {took:.1f} s"
        )
    if not as_json:
        for result in failed:
            Console(stderr=True).print(f"gd: {result.error}", highlight=False, markup=False, soft_wrap=True)
    return 1 if failed else 0


def _warm_up() -> None:
    from gd_studio import farm

    farm.warm_up()


def _make(jobs: Sequence[Job], workers: int, console: Console, silent: bool) -> dict[str, Result]:
    """Make clips side by side, begun in the order of the lecture."""
    from gd_studio import farm
    from gd_studio.progress import display
    from gd_studio.work import sweep

    for workshop in {job.workshop for job in jobs}:
        sweep(workshop)
    results = {}
    with display(console, silent) as shown, closing(farm.run(jobs, workers, shown.update)) as running:
        for result in running:
            results[result.name] = result
            _tell(result, shown.say)
    return results


def _tell_notes(plans: Sequence[Planned], console: Console) -> None:
    for planned in plans:
        for note in planned.notes:
            console.print(f"note: {planned.clip.name}: {note}", highlight=False, markup=False, soft_wrap=True)


def _tell(result: Result, say: Any) -> None:
    """Print a line for each file of a clip that was made."""
    if result.status == "failed":
        return
    for path in result.files.values():
        size = path.stat().st_size
        took = f", {result.took:.1f} s" if result.status == "rendered" else ""
        say(f"{relative(path)}  ({result.status}, {result.seconds:.1f} s long, {_size(size)}{took})")


def _as_json(result: Result) -> dict[str, Any]:
    known = {
        "name": result.name,
        "status": result.status,
        "files": {form: str(relative(path)) for form, path in result.files.items()},
        "seconds": result.seconds,
        "frames": result.frames,
        "notes": list(result.notes),
    }
    return known | ({"error": result.error} if result.error else {})


def relative(path: Path) -> Path:
    """Return a path as seen from here, where that is shorter than the whole."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _size(size: int) -> str:
    """Return a file size for the eye."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"
