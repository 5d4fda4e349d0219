"""From what was drawn to the files of a clip: joined, verified, converted, put into their places."""

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gd_studio.deliver.imprint.imprint import imprint
from gd_studio.deliver.place import Finished
from gd_studio.deliver.product import Contents, Report
from gd_studio.deliver.registry import file_of, products
from gd_studio.engine.master import BEATS
from gd_studio.errors import RenderError, StudioError
from gd_studio.farm.drawing import Drawn
from gd_studio.farm.job import Job, Result, Status, failure, length_key
from gd_studio.lecture.formats import Format, plain
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
    shown = (_shows(job, form, job.targets[form.name], master) for form in job.planned.clip.formats)
    if not all(shown):
        return None
    job.placing.forget()
    return _result(job, "unchanged", master, 0.0)


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
            status, master = _complete(job, folder, shares, report)
            log_of(job.name, job.planned.clip.media).unlink(missing_ok=True)
            return _result(job, status, master, time.monotonic() - began)
    except StudioError as error:
        sentence = error.message
    except Exception as error:
        sentence = mishap(job.name, job.planned.clip.media, error)
    return failure(job.name, sentence, job.planned.notes)


def _shows(job: Job, form: Format, target: Path, master: Entry) -> bool:
    """Tell whether the file in the final place is that of the clip as it is now."""
    entry = master if form.product.inside else job.store.look_up(_digest(job, form))
    return entry is not None and target.is_file() and file_sha256(target) == entry.sha256.get(_stored(form))


def _stored(form: Format) -> str:
    """Return what the file is called in the store."""
    return form.product.inside or form.product.file_name("product")


def _digest(job: Job, form: Format) -> str:
    return product_digest(job.planned.digest, form.name, form.text, file_of(form.product))


def _remarks(job: Job, master: Entry) -> tuple[str, ...]:
    """Return a sentence about each file of the clip, in a format that is not asked for, that is not new."""
    remarks = []
    for name, product in products().items():
        path = job.destination / product.file_name(job.name)
        if name in job.targets or not path.is_file() or _shows(job, plain(name), path, master):
            continue
        if file_sha256(path) not in (job.store.noted(_made_key(job, name)) or {}).get("sha256", ()):
            remarks.append(f"{path.name} beside it shows an earlier version; --format {name} makes it again")
    return tuple(remarks)


def _made_key(job: Job, name: str) -> str:
    """Return under what the store notes the sums of a product of a clip, whatever its options."""
    return f"{name}-{job.planned.digest}"


def _complete(job: Job, folder: Path, shares: Sequence[Drawn], report: Report) -> tuple[Status, Entry]:
    """Make all files that are missing, then change those in their places together."""
    status: Status = "rendered" if shares else "delivered"
    master = _master(job, folder, shares, report) if shares else job.store.get(job.planned.digest)
    if master is None:
        raise RenderError(f'clip "{job.name}": the store has lost it; call gd again.')
    files = {}
    for form in job.planned.clip.formats:
        entry = master if form.product.inside else _product(job, form, master, folder, report)
        name = _stored(form)
        files[job.targets[form.name]] = Finished(entry.path(name), entry.sha256[name])
    job.placing.place(files, folder)
    return status, master


def _master(job: Job, folder: Path, shares: Sequence[Drawn], report: Report) -> Entry:
    """Join what was drawn, decode it to be sure, and store it."""
    from gd_studio.engine.render import Share, finish

    recipe, told = job.planned.recipe, shares[0]
    same = {(share.frames, share.chunks) for share in shares} == {(told.frames, told.chunks)}
    if not same or sum(share.drawn for share in shares) != told.frames:
        raise RenderError(f'clip "{job.name}": its shares do not make a whole; try --jobs 1.')
    report.phase("checking", told.frames)
    drawn = finish(Share(told.frames, told.drawn, told.chunks), recipe.frame_rate, folder)
    seconds = drawn.frames / recipe.frame_rate
    contents = Contents(drawn.frames, recipe.width, recipe.height, seconds)
    for name, product in products().items():
        if product.inside:
            file = drawn.folder / product.inside
            imprint(file, memory_text(job.planned, plain(name), job.planned.digest))
            product.verify(file, contents)
    report.done(drawn.frames)
    facts: dict[str, Any] = {
        "frames": drawn.frames,
        "width": recipe.width,
        "height": recipe.height,
        "seconds": seconds,
        "beats": json.loads((drawn.folder / BEATS).read_text(encoding="utf-8")),
    }
    job.store.note(length_key(recipe.lesson), {"seconds": seconds})
    return job.store.put(job.planned.digest, drawn.folder, facts, replace=job.force)


def _product(job: Job, form: Format, master: Entry, work: Path, report: Report) -> Entry:
    """Return another format from the store, or make it from the master and store it."""
    digest, name = _digest(job, form), _stored(form)
    if not job.force and (entry := job.store.get(digest)) is not None:
        return entry
    facts = master.facts
    drawn = Contents(facts["frames"], facts["width"], facts["height"], facts["seconds"])
    folder = work / form.name
    folder.mkdir()
    made = form.product.make(master, folder / name, drawn, form.options, report)
    imprint(folder / name, memory_text(job.planned, form, digest))
    form.product.verify(folder / name, made)
    entry = job.store.put(digest, folder, {}, replace=job.force)
    if form != plain(form.name):
        known = (job.store.noted(_made_key(job, form.name)) or {}).get("sha256", [])
        job.store.note(_made_key(job, form.name), {"sha256": [*known, entry.sha256[name]]})
    return entry


def _result(job: Job, status: Status, master: Entry, took: float) -> Result:
    return Result(
        name=job.name,
        status=status,
        files=job.targets,
        seconds=float(master.facts["seconds"]),
        frames=int(master.facts["frames"]),
        notes=job.planned.notes,
        remarks=_remarks(job, master),
        took=took,
    )
