"""One clip from its recipe to its files: shares of it are drawn, then joined, verified, converted, placed."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

from gd_studio.deliver.place import Finished, Placing
from gd_studio.engine.master import BEATS, MASTER, POSTER
from gd_studio.errors import RenderError, StudioError
from gd_studio.lecture.catalog import Entry as LessonEntry
from gd_studio.lecture.catalog import load
from gd_studio.lecture.clips import FORMATS
from gd_studio.lecture.plan import Planned
from gd_studio.lecture.recipe import product_digest
from gd_studio.mishaps import WORKSHOP, log_of, mishap
from gd_studio.store.clip_store import Entry, Store, file_sha256
from gd_studio.store.work import adopted

Made = TypeVar("Made")
Status = Literal["rendered", "delivered", "unchanged", "failed"]

EngineName = Literal["fast", "stock"]
IN_MASTER = {"mp4": MASTER, "png": POSTER}
"""The formats that drawing leaves behind."""
PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class Job:
    """A clip to make, as it travels to a worker.

    Parameters
    ----------
    planned
        The clip and its recipe.
    destination
        The folder of the final files.
    force
        Whether to draw again what is stored.
    engine
        Which renderer draws.
    """

    planned: Planned
    destination: Path
    force: bool = False
    engine: EngineName = "fast"

    @property
    def name(self) -> str:
        """Return the clip's name."""
        return self.planned.clip.name

    @property
    def store(self) -> Store:
        """Return the store that the clip is kept in."""
        return Store(self.planned.clip.media / ".store")

    @property
    def workshop(self) -> Path:
        """Return the folder of all private work folders."""
        return self.planned.clip.media / WORKSHOP

    @property
    def placing(self) -> Placing:
        """Return the change of the final files."""
        return Placing(self.workshop, self.store, f"{self.destination.name}-{self.name}")

    @property
    def targets(self) -> dict[str, Path]:
        """Return the final path of each format."""
        return {form: self.destination / f"{self.name}.{form}" for form in self.planned.clip.formats}


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a clip: its files by format, how long they last, and the sentence if it failed.

    The notes of the lesson were told before the clip was made; `remarks` are about the making.
    """

    name: str
    status: Status
    files: Mapping[str, Path]
    seconds: float = 0.0
    frames: int = 0
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    error: str = ""
    took: float = 0.0


class Report:
    """Where a worker says how far it is; this one says nothing."""

    def phase(self, words: str, frames: int = 0) -> None:
        """Tell what is being done now, and over how many frames."""

    def done(self, frames: int) -> None:
        """Tell how many frames of this phase are done."""


def unchanged(job: Job) -> Result | None:
    """Return the result if every file is already in its place and right, else None."""
    master = job.store.look_up(job.planned.digest)
    if job.force or master is None:
        return None
    if not all(_shows(job, form, target, master) for form, target in job.targets.items()):
        return None
    job.placing.forget()
    return _result(job, "unchanged", master, 0.0)


def _shows(job: Job, form: str, target: Path, master: Entry) -> bool:
    """Tell whether the file in the final place is that of the clip as it is now."""
    inside = IN_MASTER.get(form, f"{PRODUCT}.{form}")
    entry = master if form in IN_MASTER else job.store.look_up(product_digest(job.planned.digest, form))
    return entry is not None and target.is_file() and file_sha256(target) == entry.sha256[inside]


def _remarks(job: Job, master: Entry) -> tuple[str, ...]:
    """Return a sentence about each file of the clip, in a format that is not asked for, that is not new."""
    others = {form: job.destination / f"{job.name}.{form}" for form in FORMATS if form not in job.targets}
    return tuple(
        f"{path.name} beside it shows an earlier version; --format {form} makes it again"
        for form, path in others.items()
        if path.is_file() and not _shows(job, form, path, master)
    )


@dataclass(frozen=True, slots=True)
class Drawn:
    """A process's share of a clip: how many frames and chunks the clip has, how many frames it drew itself.

    A clip that was found in the store has no frames here.
    """

    frames: int = 0
    drawn: int = 0
    chunks: int = 0


def draw(job: Job, folder: Path, place: int, report: Report) -> Drawn | Result:
    """Draw what no other process has begun to draw of a clip; whatever goes wrong comes back as a result.

    Parameters
    ----------
    job
        The clip.
    folder
        Where the clip is worked on, the same for all processes that draw it.
    place
        The number of this process among them; the first one looks into the store.
    report
        Told how far it is.
    """
    with adopted(folder):
        return _guarded(job, lambda: _draw(job, folder, place, report))


def complete(job: Job, folder: Path, shares: Sequence[Drawn], began: float, report: Report) -> Result:
    """Make the clip's files from what has been drawn, or from the store, and put them into their places."""

    def work() -> Result:
        status, master = _complete(job, folder, shares, report)
        log_of(job.name, job.planned.clip.media).unlink(missing_ok=True)
        return _result(job, status, master, time.monotonic() - began)

    with adopted(folder):
        return _guarded(job, work)


def _guarded(job: Job, work: Callable[[], Made]) -> Made | Result:
    try:
        return work()
    except StudioError as error:
        sentence = error.message
    except Exception as error:
        sentence = mishap(job.name, job.planned.clip.media, error)
    return failure(job.name, sentence, job.planned.notes)


def failure(name: str, sentence: str, notes: Sequence[str] = ()) -> Result:
    """Return the result of a clip that could not be made."""
    return Result(name, "failed", {}, error=sentence, notes=tuple(notes))


def _draw(job: Job, folder: Path, place: int, report: Report) -> Drawn:
    from gd_studio.engine.render import draw as draw_share
    from gd_studio.lecture.parameters import dump, read_parameters
    from gd_studio.store.drawing_code import drawing_code
    from scenes.base.look import Look

    recipe, clip = job.planned.recipe, job.planned.clip
    if place == 0 and not job.force and job.store.get(job.planned.digest) is not None:
        return Drawn()
    report.phase("setting the stage")
    lesson = load(LessonEntry(clip.lesson.name, clip.lesson.summary, clip.lesson.path))
    parameters = read_parameters(lesson.Params, job.planned.written, clip.folder, clip.where)
    if dump(parameters) != recipe.parameters:
        raise RenderError(f'clip "{clip.name}": its data changed while it was being made; call gd again.')
    look = Look(theme="light" if recipe.theme == "light" else "dark", language=recipe.language)
    size = (recipe.width, recipe.height)
    report.phase("drawing", round(_usual_seconds(job) * recipe.frame_rate))
    share = draw_share(
        lesson,
        parameters,
        look,
        size,
        recipe.frame_rate,
        folder,
        report.done,
        engine=job.engine,
        workshop=f"manim-{place}",
    )
    # This process imported the code after it was digested: what was saved in between is another clip.
    if recipe.digest(drawing_code(clip.lesson.path)) != job.planned.digest:
        raise RenderError(f'clip "{clip.name}": its code changed while it was being made; call gd again.')
    return Drawn(share.frames, share.drawn, share.chunks)


def _usual_seconds(job: Job) -> float:
    """Return how long the lesson's last clip was, 0 if there was none: to say about how much is left."""
    return float((job.store.noted(f"length-{job.planned.recipe.lesson}") or {}).get("seconds", 0.0))


def _complete(job: Job, folder: Path, shares: Sequence[Drawn], report: Report) -> tuple[Status, Entry]:
    """Make all files that are missing, then change those in their places together."""
    status: Status = "rendered" if shares[0].frames else "delivered"
    master = _master(job, folder, shares, report) if shares[0].frames else job.store.get(job.planned.digest)
    if master is None:
        raise RenderError(f'clip "{job.name}": the store has lost it; call gd again.')
    files = {}
    for form, target in job.targets.items():
        inside = IN_MASTER.get(form, f"{PRODUCT}.{form}")
        entry = master if form in IN_MASTER else _product(job, form, master, folder, report)
        files[target] = Finished(entry.path(inside), entry.sha256[inside])
    job.placing.place(files, folder)
    return status, master


def _master(job: Job, folder: Path, shares: Sequence[Drawn], report: Report) -> Entry:
    """Join what was drawn, decode it to be sure, and store it."""
    from gd_studio.deliver.probe import Contents, require
    from gd_studio.engine.render import Share, finish

    recipe, told = job.planned.recipe, shares[0]
    same = {(share.frames, share.chunks) for share in shares} == {(told.frames, told.chunks)}
    if not same or sum(share.drawn for share in shares) != told.frames:
        raise RenderError(f'clip "{job.name}": its shares do not make a whole; try --jobs 1.')
    report.phase("checking", told.frames)
    drawn = finish(Share(told.frames, told.drawn, told.chunks), recipe.frame_rate, folder)
    seconds = drawn.frames / recipe.frame_rate
    require(drawn.folder / MASTER, Contents(drawn.frames, recipe.width, recipe.height, seconds))
    report.done(drawn.frames)
    facts: dict[str, Any] = {
        "frames": drawn.frames,
        "width": recipe.width,
        "height": recipe.height,
        "seconds": seconds,
        "beats": json.loads((drawn.folder / BEATS).read_text(encoding="utf-8")),
    }
    job.store.note(f"length-{recipe.lesson}", {"seconds": seconds})
    return job.store.put(job.planned.digest, drawn.folder, facts, replace=job.force)


def _product(job: Job, form: str, master: Entry, work: Path, report: Report) -> Entry:
    """Return another format from the store, or make it from the master and store it."""
    from gd_studio.deliver.gif import make_gif
    from gd_studio.deliver.probe import Contents
    from gd_studio.deliver.webm import make_webm

    digest = product_digest(job.planned.digest, form)
    if not job.force and (entry := job.store.get(digest)) is not None:
        return entry
    facts = master.facts
    drawn = Contents(facts["frames"], facts["width"], facts["height"], facts["seconds"])
    folder = work / form
    folder.mkdir()
    target = folder / f"{PRODUCT}.{form}"
    if form == "gif":
        report.phase("making gif", 2 * drawn.frames)
        make_gif(master.path(MASTER), target, drawn, on_frames=report.done)
    elif form == "webm":
        report.phase("making webm", drawn.frames)
        make_webm(master.path(MASTER), target, drawn, on_frames=report.done)
    else:
        raise ValueError(f"nobody makes {form} from a master")
    return job.store.put(digest, folder, {}, replace=job.force)


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
