"""From what was drawn to the files of a clip: joined, verified, converted, put into their places."""

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from gd_studio.deliver import pieces
from gd_studio.deliver.beats import beats_of
from gd_studio.deliver.imprint.imprint import imprint
from gd_studio.deliver.pieces import Piece
from gd_studio.deliver.place import Finished
from gd_studio.deliver.product import Report
from gd_studio.deliver.registry import file_of, products
from gd_studio.errors import RenderError, StudioError
from gd_studio.farm.drawing import Drawn
from gd_studio.farm.job import Job, Result, Status, failure
from gd_studio.farm.mastering import contents_of, master_of, seal
from gd_studio.farm.noting import Noting
from gd_studio.lecture.formats import Format, plain
from gd_studio.lecture.matching import named_key
from gd_studio.lecture.memory import memory_text
from gd_studio.lecture.recipe import product_digest
from gd_studio.mishaps import log_of, mishap
from gd_studio.store.clip_store import Entry, file_sha256
from gd_studio.store.work import adopted


def unchanged(job: Job) -> Result | None:
    """Return the result if every file is already in its place and right, else None."""
    master = job.store.look_up(job.planned.digest)
    if job.force or master is None:
        return None
    try:
        films = [(piece, _kept(job, piece, master)) for piece in job.pieces(beats_of(master))]
    except StudioError:
        return None
    for piece, film in films:
        if film is None or not all(_shows(job, file.form, file.path, film) for file in job.wanted([piece])):
            return None
    job.placing.forget()
    return _result(job, "unchanged", [film for _, film in films if film is not None], 0.0)


def complete(job: Job, folder: Path, shares: Sequence[Drawn], began: float, report: Report) -> Result:
    """Make the clip's files from what has been drawn, or from the store, and put them into their places.

    Parameters
    ----------
    job
        The clip.
    folder
        Where the shares are.
    shares
        What was drawn; none if the store has the clip.
    began
        When the work on the clip began, by the monotonic clock.
    report
        Told how far it is.
    """
    try:
        with adopted(folder):
            status, films = _complete(job, folder, shares, report)
            log_of(job.name, job.planned.clip.media).unlink(missing_ok=True)
            return _result(job, status, films, time.monotonic() - began)
    except StudioError as error:
        sentence = error.message
    except Exception as error:
        sentence = mishap(job.name, job.planned.clip.media, error)
    return failure(job.name, sentence, job.planned.notes)


@dataclass(frozen=True, slots=True)
class Film:
    """A clip, or a piece of it, in the store; from its digest follow those of its products."""

    piece: Piece
    digest: str
    entry: Entry


def films_of(job: Job) -> list[Film]:
    """Return the films of a clip that has been made: the clip or its pieces, in order, from the store.

    Raises
    ------
    RenderError
        If the store has them no longer.
    """
    master = job.store.get(job.planned.digest)
    found = [_kept(job, piece, master) for piece in _pieces(job, master)] if master else []
    films = [film for film in found if film is not None and job.store.get(film.digest) is not None]
    if not films or len(films) < len(found):
        raise RenderError(f'clip "{job.name}": the store has lost it; call gd again.')
    return films


def _film_digest(job: Job, piece: Piece) -> str:
    if piece.whole:
        return job.planned.digest
    return product_digest(job.planned.digest, "piece", piece.text, Path(pieces.__file__))


def _kept(job: Job, piece: Piece, master: Entry) -> Film | None:
    """Return a piece without reading its files, if the store has it."""
    digest = _film_digest(job, piece)
    entry = master if piece.whole else job.store.look_up(digest)
    return None if entry is None else Film(piece, digest, entry)


def _film(job: Job, piece: Piece, master: Entry, work: Path) -> Film:
    """Return a piece from the store, or cut it out and store it."""
    digest = _film_digest(job, piece)
    entry = master if piece.whole else None if job.force else job.store.get(digest)
    if entry is None:
        folder = work / f"piece{piece.ending}"
        folder.mkdir()
        facts = pieces.make_piece(master, piece, folder)
        seal(job, folder, digest, piece, contents_of(facts))
        entry = job.store.put(digest, folder, {**facts, **job.told("film", piece)}, replace=job.force)
    return Film(piece, digest, entry)


def _shows(job: Job, form: Format, target: Path, film: Film) -> bool:
    """Tell whether the file in the final place is that of the clip as it is now."""
    entry = film.entry if form.inside else job.store.look_up(_digest(film, form))
    return entry is not None and target.is_file() and file_sha256(target) == entry.sha256.get(_stored(form))


def _stored(form: Format) -> str:
    """Return what the file is called in the store."""
    return form.inside or form.product.file_name("product")


def note_name(job: Job, digest: str) -> None:
    """Note which clip it was that was made: its files do not say what it is called."""
    names = (job.store.noted(named_key(digest)) or {}).get("clips", [])
    if job.name not in names:
        job.store.note(named_key(digest), {"clips": [*names, job.name]})


def made_digest(job: Job, form: Format, piece: Piece) -> str:
    """Return under which digest the store files what a piece of a clip is made into."""
    film = _film_digest(job, piece)
    return film if form.inside else _made(film, form)


def _digest(film: Film, form: Format) -> str:
    return _made(film.digest, form)


def _made(film: str, form: Format) -> str:
    return product_digest(film, form.name, form.text, file_of(form.product))


def _remarks(job: Job, film: Film) -> tuple[str, ...]:
    """Return what its files' makers have noted, and which files in other formats are not new."""
    wanted = job.wanted([film.piece])
    remarks = [
        f"{file.path.name}: {note}"
        for file in wanted
        for note in (() if file.form.inside else _notes(job, file.form, film))
    ]
    asked = {file.form.name for file in wanted}
    for name, product in products().items():
        path = job.destination / product.file_name(job.stem_of(film.piece))
        if name in asked or not path.is_file() or _shows(job, plain(name), path, film):
            continue
        if file_sha256(path) not in (job.store.noted(_made_key(film, name)) or {}).get("sha256", ()):
            remarks.append(f"{path.name} beside it shows an earlier version; --format {name} makes it again")
    return tuple(remarks)


def _notes(job: Job, form: Format, film: Film) -> Sequence[str]:
    """Return what making a product has brought up."""
    entry = job.store.look_up(_digest(film, form))
    return [] if entry is None else entry.facts.get("notes", [])


def _made_key(film: Film, name: str) -> str:
    """Return under what the store notes the sums of a product of a clip, whatever its options."""
    return f"{name}-{film.digest}"


def _complete(job: Job, folder: Path, shares: Sequence[Drawn], report: Report) -> tuple[Status, list[Film]]:
    """Make all files that are missing, then change those in their places together."""
    status: Status = "rendered" if shares else "delivered"
    master = master_of(job, folder, shares, report) if shares else job.store.get(job.planned.digest)
    if master is None:
        raise RenderError(f'clip "{job.name}": the store has lost it; call gd again.')
    files = {}
    films = [_film(job, piece, master, folder) for piece in _pieces(job, master)]
    for film in films:
        for wanted in job.wanted([film.piece]):
            form = wanted.form
            entry = film.entry if form.inside else _product(job, form, film, folder, report)
            name = _stored(form)
            files[wanted.path] = Finished(entry.path(name), entry.sha256[name])
            note_name(job, made_digest(job, form, film.piece))
        note_name(job, film.digest)
    job.placing.place(files, folder)
    return status, films


def _pieces(job: Job, master: Entry) -> list[Piece]:
    """Return what of the clip is delivered."""
    try:
        return job.pieces(beats_of(master))
    except StudioError as error:
        clip = job.planned.clip
        where = "--beats" if clip.ending else clip.where("beats")
        raise StudioError(f"{where}: {error.message} gd beats {clip.name} lists them.") from None


def _product(job: Job, form: Format, film: Film, work: Path, report: Report) -> Entry:
    """Return another format from the store, or make it from the film and store it."""
    digest, name = _digest(film, form), _stored(form)
    if not job.force and (entry := job.store.get(digest)) is not None:
        return entry
    folder = work / f"{form.name}{film.piece.ending}"
    folder.mkdir()
    noting = Noting(report)
    known = replace(film.entry, facts={**film.entry.facts, "recipe": asdict(job.planned.recipe)})
    try:
        made = form.product.make(known, folder / name, contents_of(film.entry.facts), form.options, noting)
    except StudioError as error:
        raise type(error)(f"{job.planned.clip.where('poster')}: {error.message}") from None
    imprint(folder / name, memory_text(job.planned, form, digest, film.piece.keys))
    form.product.verify(folder / name, made)
    facts = {"notes": noting.notes} | job.told(form.name, film.piece)
    entry = job.store.put(digest, folder, facts, replace=job.force)
    if form != plain(form.name):
        earlier = (job.store.noted(_made_key(film, form.name)) or {}).get("sha256", [])
        job.store.note(_made_key(film, form.name), {"sha256": [*earlier, entry.sha256[name]]})
    return entry


def _result(job: Job, status: Status, films: Sequence[Film], took: float) -> Result:
    return Result(
        name=job.name,
        status=status,
        files={wanted.key: wanted.path for film in films for wanted in job.wanted([film.piece])},
        lengths={
            wanted.key: float(film.entry.facts["seconds"])
            for film in films
            for wanted in job.wanted([film.piece])
        },
        seconds=sum(float(film.entry.facts["seconds"]) for film in films),
        frames=sum(int(film.entry.facts["frames"]) for film in films),
        notes=job.planned.notes,
        remarks=tuple(remark for film in films for remark in _remarks(job, film)),
        took=took,
    )
