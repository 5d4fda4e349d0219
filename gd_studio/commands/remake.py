"""The command `gd remake`: a clip again from the recipe that it remembers, with or without changes."""

import json
import os
from collections.abc import Container, Sequence
from contextlib import closing
from pathlib import Path

from rich.console import Console

from gd_studio.commands.rendering import Crews, make, relative, size_told
from gd_studio.deliver.replacing import replace_file
from gd_studio.errors import CommandError, RenderError, StudioError
from gd_studio.farm.filmless import PAGE, page_of
from gd_studio.farm.job import Job
from gd_studio.lecture.assignments import read_assignment
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.explaining import differences
from gd_studio.lecture.memory import Memory, recipe_of
from gd_studio.lecture.plan import Planned, Refused, plan_each
from gd_studio.lecture.recipe import sha256_of
from gd_studio.lecture.remaking import clip_of, left_at_home
from gd_studio.mishaps import WORKSHOP
from gd_studio.store.clip_store import file_sha256
from gd_studio.store.work import private_folder, sweep


def remake(
    file: Path, sets: Sequence[str], *, output: Path | None = None, workers: int | None = None
) -> None:
    """Make a file again, put it into its place, and print what has changed and where it is.

    Parameters
    ----------
    file
        The clip.
    sets
        Texts of --set.
    output
        Where it is put instead.
    workers
        How many processes draw; one for each core by default.

    Raises
    ------
    StudioError
        If it remembers no recipe, or the recipe cannot be made here.
    """
    memory = recipe_of(file)
    clip = clip_of(memory, file, Catalog())
    console = Console(soft_wrap=True, highlight=False, markup=False)
    with closing(Crews(workers or os.cpu_count() or 1, 1)) as crews:
        assignments = [read_assignment(text) for text in sets]
        [outcome] = plan_each([clip], assignments, crews.read)
        if isinstance(outcome, Refused):
            raise outcome.error
        _check(outcome, memory, file, {assignment.key for assignment in assignments})
        for line in (
            *(f"note: {file.name}: {note}" for note in outcome.notes),
            *_changed(outcome, memory, file),
        ):
            console.print(line)
        target = output or file
        sweep(clip.media / WORKSHOP)
        with private_folder(clip.media / WORKSHOP) as work:
            job, length = Job(outcome, work), ""
            if memory.format == PAGE:
                made = page_of(job)
            else:
                [result] = make([job], crews, console, False, lambda result, say: None).values()
                if result.status == "failed":
                    raise RenderError(result.error)
                [made], length = result.files.values(), f"{result.seconds:.1f} s long, "
            same = target.exists() and file_sha256(target) == file_sha256(made)
            if not same:
                replace_file(made, target)
    said = "unchanged" if same else "remade"
    size = size_told(target.stat().st_size)
    console.print(f"{relative(target)}  ({said}, {length}{size})")


def _check(planned: Planned, memory: Memory, file: Path, given: Container[str]) -> None:
    """Refuse what would be another kind of file, or lacks what the clip could not carry."""
    if [form.name for form in planned.clip.formats] != [memory.format] or planned.clip.split:
        raise CommandError(
            f"--set formats: {file.name} stays one {memory.format}; see gd recipe {file.name}."
        )
    told = json.loads(planned.recipe.parameters)
    for name, digest in left_at_home(memory).items():
        if not planned.files and name not in given and sha256_of(told[name]) != digest:
            raise StudioError(f"{file.name}: {name} was too long to be remembered; give it: --set {name}=….")


def _changed(planned: Planned, memory: Memory, file: Path) -> list[str]:
    """Return a line that says what is another than it was."""
    facts = differences(memory, planned, planned.clip.formats[0], planned.clip.piece.keys)
    return [f"{file.name}: {'; '.join(facts)}"] if facts else []
