"""The command `gd update`: the clips in a lecturer's own deck as they are now, all else as it was."""

import os
from collections.abc import Container, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import replace
from itertools import chain
from pathlib import Path

from rich.console import Console

from gd_studio.commands.deck_media import Medium, compare, lines, ours_in
from gd_studio.commands.rendering import Crews, make, relative, size_told
from gd_studio.deliver.beats import beats_of
from gd_studio.deliver.decks.placing import is_as_made, note_made
from gd_studio.deliver.holders.holder import Holder
from gd_studio.deliver.holders.opening import open_deck
from gd_studio.errors import CommandError, RenderError, StudioError, way_out
from gd_studio.farm.alone import make as make_alone
from gd_studio.farm.filmless import PAGE, page_of
from gd_studio.farm.job import Job
from gd_studio.lecture.assignments import read_assignment
from gd_studio.lecture.files import DEFAULT_LECTURE
from gd_studio.lecture.plan import Planned
from gd_studio.mishaps import WORKSHOP
from gd_studio.store.work import private_folder, sweep


def update(
    deck: Path,
    sets: Sequence[str],
    *,
    names: Sequence[str] = (),
    lecture: Path | None = None,
    dry_run: bool = False,
    workers: int | None = None,
) -> int:
    """Bring the clips in a deck up to date, print what became of each, and return the exit status.

    Parameters
    ----------
    deck
        A PowerPoint file, a folder, an HTML page or a notebook.
    sets
        Texts of --set.
    names
        Of the clips that are brought up to date; all by default.
    lecture
        The lecture file; by default the one here, or else beside the deck.
    dry_run
        Whether only to say what would be changed.
    workers
        How many processes draw; one for each core by default.

    Raises
    ------
    StudioError
        If there is no deck, or something in it cannot be made: nothing is changed then.
    """
    console = Console(soft_wrap=True, highlight=False, markup=False)
    assignments = [read_assignment(text) for text in sets]
    with console.status(f"reading {deck.name}"):
        holder = open_deck(deck)
        if not dry_run:
            holder.refuse_open()
        media = list(ours_in(holder, console))
    if not media:
        raise StudioError(f"{deck}: none of the films and pictures in it remembers a recipe of gd.")
    with closing(Crews(workers or os.cpu_count() or 1, len(media))) as crews:
        with console.status("comparing"):
            compare(media, _lecture_of(deck, lecture), assignments, crews)
        _choose(media, names)
        for line in lines(media):
            console.print(line)
        if problems := [medium for medium in media if medium.problem]:
            raise StudioError(f"{deck}: {_count(problems)} of its clips cannot be made; nothing was changed.")
        for wish in dict.fromkeys(wish for medium in media for wish in medium.wishes):
            console.print(f"note: {wish}")
        stale = [medium for medium in media if medium.facts]
        told = f"{_count(stale)} of {_count(media)} clips"
        if dry_run or not stale:
            console.print(f"{relative(deck)}  ({told} would be swapped; nothing was changed)")
            return 0
        _draw(stale, crews, console)
    changes = {medium.name: medium.new for medium in stale}
    with console.status(f"writing {deck.name}"):
        posters, notes = _posters(holder, stale, {medium.name for medium in media})
        changes |= posters
        store = stale[0].job.store if stale[0].job is not None else None
        as_made = store is not None and is_as_made(deck, store)
        holder.replace(changes)
        if store is not None and as_made:
            note_made(deck, store)  # gd slides may write over it as before
    for note in notes:
        console.print(note)
    size = f", {size_told(deck.stat().st_size)}" if deck.is_file() else ""
    console.print(f"{relative(deck)}  ({told} swapped{size})")
    return 0


def _lecture_of(deck: Path, named: Path | None) -> Path | None:
    """Return the lecture file that says how the clips are now."""
    if named is not None:
        return named
    places = (DEFAULT_LECTURE, deck.resolve().parent / DEFAULT_LECTURE)
    return next((path for path in places if path.exists()), None)


def _choose(media: Sequence[Medium], names: Sequence[str]) -> None:
    """Leave the clips alone that are not named, if any is.

    Raises
    ------
    CommandError
        If the deck has no such clip.
    """
    there = {medium.job.name for medium in media if medium.job is not None}
    for name in names:
        if name not in there:
            raise CommandError(
                f'the deck has no clip "{name}"; {way_out(name, sorted(there), "clips in it")}'
            )
    for medium in media:
        if names and medium.job is not None and medium.job.name not in names:
            medium.facts, medium.left = (), bool(medium.facts)


def _count(media: Sequence[Medium]) -> int:
    """Return how many clips there are: all films and posters of a clip are one."""
    return len({(medium.digest, medium.words) for medium in media})


def _draw(stale: Sequence[Medium], crews: Crews, console: Console) -> None:
    """Draw each clip once, on all cores, and make of it what the deck needs."""
    pages = [medium for medium in stale if medium.memory.format == PAGE]
    films = [medium for medium in stale if medium.memory.format != PAGE]
    jobs = {medium.job.planned.digest: medium.job for medium in films if medium.job is not None}
    media = next(medium.job for medium in stale if medium.job is not None).planned.clip.media
    sweep(media / WORKSHOP)
    with private_folder(media / WORKSHOP) as work:
        wholes = [
            Job(_whole(job.planned, f"{job.name} ({number})" if number > 1 else job.name), work)
            for number, job in enumerate(jobs.values(), start=1)
        ]
        missing = [job for job in wholes if not job.stored()]
        results = make(missing, crews, console, False, lambda result, say: None) if missing else {}
        if errors := [result.error for result in results.values() if result.error]:
            raise RenderError(errors[0])
        for note in _beats_now(stale):
            console.print(note)
        for page in pages:
            assert page.job is not None
            page.new = page_of(page.job).read_bytes()
        with ExitStack() as kept, console.status("making") as shown:
            for digest in sorted(jobs):
                kept.enter_context(jobs[digest].store.lock(digest))
            pool = kept.enter_context(ThreadPoolExecutor(os.cpu_count()))
            made = pool.map(lambda same: _make(same, work), _by_piece(films))
            for number, medium in enumerate(chain.from_iterable(made), start=1):
                shown.update(f"made {number} of {len(films)}: {medium.words}")


def _by_piece(media: Sequence[Medium]) -> list[list[Medium]]:
    """Return films and posters together that are of the same piece of the same clip."""
    found: dict[object, list[Medium]] = {}
    for medium in media:
        assert medium.job is not None
        found.setdefault((medium.digest, medium.job.planned.clip.piece), []).append(medium)
    return list(found.values())


def _make(media: Sequence[Medium], work: Path) -> Sequence[Medium]:
    """Make the files of a piece of a clip, whose lock the caller holds."""
    for medium in media:
        assert medium.job is not None
        with private_folder(work) as place:
            result = make_alone(replace(medium.job, destination=place))
            if result.error:
                raise RenderError(f"{medium.place}: {result.error}")
            [path] = result.files.values()
            medium.new = path.read_bytes()
    return media


def _beats_now(stale: Sequence[Medium]) -> Iterator[str]:
    """Yield a note on each clip that has got more beats than the deck shows, one a slide.

    Raises
    ------
    StudioError
        If a slide shows a beat that is no more.
    """
    shown: dict[tuple[str, int], set[int]] = {}
    for medium in stale:
        if medium.job is None or (whole := medium.job.store.look_up(medium.digest)) is None:
            continue
        piece, name, count = medium.job.planned.clip.piece, medium.job.name, len(beats_of(whole))
        last = piece.last or piece.first
        if last > count:
            raise StudioError(
                f"{medium.place}: {name} has no beat {last} now, but {count}: take the slide out of the deck"
                " or let gd slides make the deck again; nothing was changed."
            )
        if piece.first == piece.last:
            shown.setdefault((name, count), set()).add(last)
    for (name, count), seen in shown.items():
        if 1 < len(seen) < count and seen == set(range(1, len(seen) + 1)):
            yield (
                f"note: {name}: has {count} beats now, and the deck shows {len(seen)};"
                " gd slides makes a deck of all."
            )


def _whole(planned: Planned, name: str) -> Planned:
    """Return a clip of which the store shall have the film, and nobody any file."""
    clip = replace(planned.clip, name=name, formats=(), beats=(1, None), split=False, loop=False)
    return replace(planned, clip=clip)


def _posters(
    holder: Holder, stale: Sequence[Medium], ours: Container[str]
) -> tuple[dict[str, bytes], list[str]]:
    """Return new posters for films whose posters another program has made, and what is to be said."""
    from gd_studio.deliver.holders.posters import first_picture_like, is_first_picture

    films = {medium.name: medium for medium in stale}
    changes, notes = {}, []
    for film, poster in holder.posters().items():
        if film not in films or poster in ours:
            continue
        before = holder.content(poster)
        if is_first_picture(before, films[film].content):
            changes[poster] = first_picture_like(before, films[film].new)
        else:
            notes.append(f"note: {films[film].place}: the poster is one that somebody has chosen, and stays")
    return changes, notes
