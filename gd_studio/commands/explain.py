"""The command `gd explain`: why a clip would be made again, or that it is as it should be."""

import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from rich.console import Console

from gd_studio.commands.rendering import CLIPS, relative
from gd_studio.deliver.pieces import Piece
from gd_studio.errors import StudioError
from gd_studio.farm.filmless import PAGE
from gd_studio.farm.job import Job, Wanted
from gd_studio.farm.standing import standing
from gd_studio.lecture.assignments import read_assignment
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import Clip, read_lecture
from gd_studio.lecture.files import DEFAULT_LECTURE
from gd_studio.lecture.formats import plain
from gd_studio.lecture.memory import Memory, recipe_of
from gd_studio.lecture.plan import Planned, for_each
from gd_studio.lecture.remaking import clip_of, is_clip_name
from gd_studio.lecture.selection import select


def explain(words: Sequence[str], sets: Sequence[str]) -> int:
    """Print a line for each file, and return the exit status: 0 unless something cannot be read.

    Parameters
    ----------
    words
        Clips, lessons and lecture files as for `gd render`, and files that are there already.
    sets
        Texts of --set.
    """
    files = {word: Path(word) for word in words if not word.endswith(".toml") and not is_clip_name(word)}
    others = [word for word in words if word not in files]
    clips, assignments = select(others, sets=sets) if others or not files else ([], [])
    status = for_each(clips, assignments, _tell_all) if clips else 0
    for file in files.values():
        memory = recipe_of(file)
        clip, piece = _clip(memory, file)
        alone = [read_assignment(text) for text in sets]
        status = max(status, for_each([clip], alone, partial(_tell_one, file, memory, piece)))
    return status


def _clip(memory: Memory, file: Path) -> tuple[Clip, Piece]:
    """Return of which clip a file is, and what of it: the lecture's in its place, or the remembered one."""
    catalog = Catalog()
    own = clip_of(memory, file, catalog)
    lecture = own.folder / DEFAULT_LECTURE
    for clip in read_lecture(lecture, catalog) if lecture.exists() else ():
        piece = own.piece if clip.split else clip.piece
        stem = clip.name + (piece.ending if clip.split else clip.ending)
        if file.resolve() == (clip.media / CLIPS / stem).with_suffix(file.suffix):
            return clip, piece
    return own, own.piece


def _tell_all(planned: Planned) -> None:
    """Tell of every file that a clip of the lecture is delivered as; of beats, those that are there."""
    job = Job(planned, planned.clip.media / CLIPS)
    pieces = [planned.clip.piece]
    if planned.clip.split:
        names = (path.name for path in job.destination.glob(f"{job.name}-*"))
        numbers = (re.fullmatch(r"-(\d+)\..*", name.removeprefix(job.name)) for name in names)
        pieces = [Piece(number, number) for number in sorted({int(found[1]) for found in numbers if found})]
        if not pieces:
            _print(f"{job.name}: none of its beats is there; gd render {job.name} makes them")
    for wanted in job.wanted(pieces):
        _tell(job, wanted)


def _tell_one(file: Path, memory: Memory, piece: Piece, planned: Planned) -> None:
    asked = {form.name: form for form in planned.clip.formats}
    form = asked.get(memory.format, plain(PAGE) if memory.format == PAGE else None)
    if form is None:
        raise StudioError(f'{file}: the clip "{planned.clip.name}" is not delivered as {memory.format}.')
    _tell(Job(planned, file.parent), Wanted(form, piece, file, form.name))


def _tell(job: Job, wanted: Wanted) -> None:
    try:
        said = standing(job, wanted)
    except StudioError as error:
        _print(error.message)
    else:
        _print(f"{relative(wanted.path)}: {said}")


def _print(line: str) -> None:
    Console(soft_wrap=True).print(line, highlight=False, markup=False)
