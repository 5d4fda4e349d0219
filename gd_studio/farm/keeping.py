"""What the store keeps: what each entry is, how large and how old, and which ones a clip names."""

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gd_studio.deliver.beats import beats_of
from gd_studio.errors import StudioError
from gd_studio.farm.delivery import made_digest
from gd_studio.farm.filmless import PAGE
from gd_studio.farm.job import OF, Job
from gd_studio.lecture.formats import plain
from gd_studio.lecture.memory import Memory, memory_in
from gd_studio.lecture.quality import named
from gd_studio.store.clip_store import META, Entry, Store

SECONDS_IN_USE = 3600
"""After its last use: somebody on another machine may still copy or read an entry."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry of a store.

    Parameters
    ----------
    store, digest
        Where it is.
    lesson, clip, what, quality
        What it is, each ``""`` where that is not known.
    size
        In bytes.
    made, used
        When, in seconds since 1970.
    """

    store: Store
    digest: str
    lesson: str
    clip: str
    what: str
    quality: str
    size: int
    made: float
    used: float

    @property
    def is_in_use(self) -> bool:
        """Tell whether somebody makes it on this machine, or has used it on any a short while ago."""
        lock = self.store.lock(self.digest)
        if not lock.take(wait=False):
            return True
        lock.give_back()
        used = (self.store.entries / self.digest / META).stat().st_mtime
        return time.time() - used < SECONDS_IN_USE


def kept_in(store: Store) -> Iterator[Kept]:
    """Yield all whole entries of a store."""
    for folder in store.entries.glob("[0-9a-f]" * 64):
        with suppress(OSError):  # somebody has just removed it
            entry = store.peek(folder.name)
            if entry is not None:
                yield _kept(store, entry)


def _kept(store: Store, entry: Entry) -> Kept:
    facts = entry.path(META).stat()
    files = [entry.path(name).stat() for name in entry.sha256]
    of = entry.facts.get(OF) or _remembered(entry)
    quality = named(of["width"], of["height"], of["frame_rate"]) if of else None
    return Kept(
        store=store,
        digest=entry.folder.name,
        lesson=of.get("lesson", ""),
        clip=of.get("clip", ""),
        what=of.get("what", Path(next(iter(entry.sha256), "")).suffix.removeprefix(".")),
        quality=" ".join(quality) if quality else "",
        size=facts.st_size + sum(file.st_size for file in files),
        made=min([file.st_mtime for file in files], default=facts.st_mtime),
        used=facts.st_mtime,
    )


def _remembered(entry: Entry) -> dict[str, Any]:
    """Return what the files of an entry say that was filed before the store noted it."""
    for name in entry.sha256:
        with suppress(StudioError, ValueError):
            memory = memory_in(entry.path(name), name)
            if isinstance(memory, Memory):
                whole = {"lesson": memory.recipe.lesson, "what": memory.format}
                return whole | memory.recipe.model_dump(include={"width", "height", "frame_rate"})
    return {}


def named_by(job: Job) -> set[str]:
    """Return under which digests the store has a clip: its film, its pieces and slides, all its files."""
    clip, digests = (
        job.planned.clip,
        {job.planned.digest, made_digest(job, plain(PAGE), job.planned.clip.piece)},
    )
    master = job.store.peek(job.planned.digest)
    if master is None:
        return digests
    for split in (True, False):
        whose = replace(job, planned=replace(job.planned, clip=replace(clip, split=split)))
        with suppress(StudioError):
            for piece in whose.pieces(beats_of(master)):
                forms = [plain("mp4"), *(form.posed(clip.poster) for form in clip.formats)]
                digests |= {made_digest(whose, form, piece) for form in forms}
    return digests
