"""What is made from a clip's parameters alone: it is filed like all products, and no film is drawn for it."""

from dataclasses import asdict
from pathlib import Path

from gd_studio.deliver.imprint.imprint import imprint
from gd_studio.deliver.product import Contents, Report
from gd_studio.errors import StudioError
from gd_studio.farm.delivery import made_digest, note_name
from gd_studio.farm.job import Job
from gd_studio.lecture.formats import plain
from gd_studio.lecture.memory import memory_text
from gd_studio.store.clip_store import Entry
from gd_studio.store.work import private_folder

PAGE = "html"


def page_of(job: Job) -> Path:
    """Return the page of a clip from the store, which is made where the store has none.

    Parameters
    ----------
    job
        The clip.

    Raises
    ------
    StudioError
        If its lesson has no page.
    """
    form, piece, store = plain(PAGE), job.planned.clip.piece, job.store
    product, name, digest = form.product, form.product.file_name("product"), made_digest(job, form, piece)
    if reason := product.refusal(job.planned.recipe.lesson):
        raise StudioError(reason)
    with store.lock(job.planned.digest), private_folder(job.workshop) as work:
        entry = None if job.force else store.get(digest)
        if entry is None:
            folder = work / PAGE
            folder.mkdir()
            known = Entry(folder, {}, {"recipe": asdict(job.planned.recipe)})
            made = product.make(known, folder / name, Contents(0, 0, 0, 0.0), form.options, Report())
            imprint(folder / name, memory_text(job.planned, form, digest, piece.keys))
            product.verify(folder / name, made)
            entry = store.put(digest, folder, {"notes": []} | job.told(form.name, piece), replace=job.force)
        note_name(job, digest)
    return entry.path(name)
