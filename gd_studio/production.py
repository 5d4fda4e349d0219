"""One clip from its recipe to its files: shares of it are drawn, then joined, verified, converted, placed."""

import json
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

from gd_studio.catalog import Entry as LessonEntry
from gd_studio.catalog import load
from gd_studio.engine.master import BEATS, MASTER, POSTER
from gd_studio.errors import RenderError, StudioError
from gd_studio.plan import Planned
from gd_studio.recipe import product_digest
from gd_studio.store import Entry, Store
from gd_studio.work import adopted

Made = TypeVar("Made")
Status = Literal["rendered", "delivered", "unchanged", "failed"]

EngineName = Literal["fast", "stock"]
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
        (job.workshop / f"{job.name}.log").unlink(missing_ok=True)
        return _result(job, status, master, time.monotonic() - began)

    with adopted(folder):
        return _guarded(job, work)


def _guarded(job: Job, work: Callable[[], Made]) -> Made | Result:
    log = job.workshop / f"{job.name}.log"
    try:
        return work()
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


def _draw(job: Job, folder: Path, place: int, report: Report) -> Drawn:
    from gd_studio.drawing_code import drawing_code
    from gd_studio.engine.render import draw as draw_share
    from gd_studio.parameters import dump, read_parameters
    from scenes.look import Look

    recipe, clip = job.planned.recipe, job.planned.clip
    if place == 0:
        if job.force:
            for form in job.targets:
                job.store.drop(product_digest(job.planned.digest, form))
        elif job.store.get(job.planned.digest) is not None:
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
    from gd_studio.deliver.place import place

    status: Status = "rendered" if shares[0].frames else "delivered"
    master = _master(job, folder, shares, report) if shares[0].frames else job.store.get(job.planned.digest)
    if master is None:
        raise RenderError(f'clip "{job.name}": the store has lost it; call gd again.')
    for form, target in job.targets.items():
        found = stored(job, form, job.store.get)
        if found is None:
            found = _convert(job, form, master, folder, report)
        place(found[0].path(found[1]), found[0].sha256[found[1]], target, folder)
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
