"""One clip from its recipe to its files: draw it unless it is stored, convert, verify, place."""

import json
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from gd_studio.catalog import Entry as LessonEntry
from gd_studio.catalog import load
from gd_studio.engine.master import BEATS, MASTER, POSTER
from gd_studio.errors import RenderError, StudioError
from gd_studio.plan import Planned
from gd_studio.recipe import product_digest
from gd_studio.store import Entry, Store
from gd_studio.work import private_folder

Status = Literal["rendered", "delivered", "unchanged", "failed"]

STORED_IN_MASTER = {"mp4": MASTER, "png": POSTER}
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
    """

    planned: Planned
    destination: Path
    force: bool = False

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
        return self.planned.clip.media / ".work"

    @property
    def targets(self) -> dict[str, Path]:
        """Return the final path of each format."""
        return {form: self.destination / f"{self.name}.{form}" for form in self.planned.clip.formats}


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a clip: its files by format, how long they last, and the sentence if it failed."""

    name: str
    status: Status
    files: Mapping[str, Path]
    seconds: float = 0.0
    frames: int = 0
    notes: tuple[str, ...] = ()
    error: str = ""
    took: float = 0.0


class Report:
    """Where a worker says how far it is; this one says nothing."""

    def phase(self, words: str, frames: int = 0) -> None:
        """Tell what is being done now, and over how many frames."""

    def done(self, frames: int) -> None:
        """Tell how many frames of this phase are done."""


def stored(job: Job, form: str, read: Callable[[str], Entry | None]) -> tuple[Entry, str] | None:
    """Return the store's entry and file name for a format, found by `read` (look_up or get of the store)."""
    digest = job.planned.digest
    inside = STORED_IN_MASTER.get(form)
    entry = read(digest if inside else product_digest(digest, form))
    return None if entry is None else (entry, inside or f"{PRODUCT}.{form}")


def unchanged(job: Job) -> Result | None:
    """Return the result if every file is already in its place and right, else None."""
    from gd_studio.store import file_sha256

    master = job.store.look_up(job.planned.digest)
    if job.force or master is None:
        return None
    for form, target in job.targets.items():
        found = stored(job, form, job.store.look_up)
        if found is None or not target.is_file() or file_sha256(target) != found[0].sha256[found[1]]:
            return None
    return _result(job, "unchanged", master, 0.0)


def make(job: Job, report: Report) -> Result:
    """Make a clip's files; whatever goes wrong comes back as a sentence.

    Parameters
    ----------
    job
        The clip.
    report
        Told how far it is.
    """
    began = time.monotonic()
    log = job.workshop / f"{job.name}.log"
    try:
        status, master = _make(job, report)
        log.unlink(missing_ok=True)
        return _result(job, status, master, time.monotonic() - began)
    except StudioError as error:
        sentence = error.message
    except Exception as error:
        with suppress(OSError):  # a full disk has no room for the log either
            log.parent.mkdir(parents=True, exist_ok=True)
            log.write_text(traceback.format_exc(), encoding="utf-8")
        said = str(error).split("\n")[0][:200]
        sentence = (
            f'clip "{job.name}" could not be made: {type(error).__name__}: {said}; what happened is in {log}.'
        )
    return Result(job.name, "failed", {}, error=sentence, notes=job.planned.notes)


def _make(job: Job, report: Report) -> tuple[Status, Entry]:
    from gd_studio.deliver.place import place

    with private_folder(job.workshop) as work:
        status: Status = "delivered"
        digest = job.planned.digest
        if job.force:
            for form in job.targets:
                job.store.drop(product_digest(digest, form))
        master = None if job.force else job.store.get(digest)
        if master is None:
            status, master = "rendered", _draw(job, work, report)
        for form, target in job.targets.items():
            found = stored(job, form, job.store.get)
            if found is None:
                found = _convert(job, form, master, work, report)
            place(found[0].path(found[1]), found[0].sha256[found[1]], target, work)
    return status, master


def _draw(job: Job, work: Path, report: Report) -> Entry:
    """Render the master, decode it to be sure, and store it."""
    from gd_studio.deliver.probe import Contents, require
    from gd_studio.drawing_code import drawing_code
    from gd_studio.engine.render import render
    from gd_studio.engine.stills import count_frames
    from gd_studio.parameters import dump, read_parameters
    from scenes.look import Look

    recipe, clip = job.planned.recipe, job.planned.clip
    lesson = load(LessonEntry(clip.lesson.name, clip.lesson.summary, clip.lesson.path))
    parameters = read_parameters(lesson.Params, job.planned.written, clip.folder, clip.where)
    if dump(parameters) != recipe.parameters:
        raise RenderError(f'clip "{clip.name}": its data changed while it was being made; call gd again.')
    look = Look(theme="light" if recipe.theme == "light" else "dark", language=recipe.language)
    size = (recipe.width, recipe.height)
    report.phase("setting the stage")
    expected = count_frames(lesson, parameters, look, size, recipe.frame_rate, work / "manim")
    report.phase("drawing", expected)
    drawn = render(lesson, parameters, look, size, recipe.frame_rate, work, report.done)
    # This process imported the code after it was digested: what was saved in between is another clip.
    if recipe.digest(drawing_code(clip.lesson.path)) != job.planned.digest:
        raise RenderError(f'clip "{clip.name}": its code changed while it was being made; call gd again.')
    report.phase("checking", drawn.frames)
    seconds = drawn.frames / recipe.frame_rate
    require(drawn.folder / MASTER, Contents(drawn.frames, *size, seconds))
    report.done(drawn.frames)
    facts: dict[str, Any] = {
        "frames": drawn.frames,
        "width": recipe.width,
        "height": recipe.height,
        "seconds": seconds,
        "beats": json.loads((drawn.folder / BEATS).read_text(encoding="utf-8")),
    }
    return job.store.put(job.planned.digest, drawn.folder, facts)


def _convert(job: Job, form: str, master: Entry, work: Path, report: Report) -> tuple[Entry, str]:
    """Make another format from the master and store it."""
    from gd_studio.deliver.gif import make_gif
    from gd_studio.deliver.probe import Contents
    from gd_studio.deliver.webm import make_webm

    facts = master.facts
    drawn = Contents(facts["frames"], facts["width"], facts["height"], facts["seconds"])
    folder = work / form
    folder.mkdir()
    name = f"{PRODUCT}.{form}"
    if form == "gif":
        report.phase("making gif", 2 * drawn.frames)
        make_gif(master.path(MASTER), folder / name, drawn, on_frames=report.done)
    else:
        report.phase("making webm", drawn.frames)
        make_webm(master.path(MASTER), folder / name, drawn, on_frames=report.done)
    return job.store.put(product_digest(job.planned.digest, form), folder, {}), name


def _result(job: Job, status: Status, master: Entry, took: float) -> Result:
    return Result(
        name=job.name,
        status=status,
        files=job.targets,
        seconds=float(master.facts["seconds"]),
        frames=int(master.facts["frames"]),
        notes=job.planned.notes,
        took=took,
    )
