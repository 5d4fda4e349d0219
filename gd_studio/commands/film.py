"""The command `gd film`: the clips of a lecture as one film, with title cards and chapter marks."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from gd_studio.commands.rendering import relative, render
from gd_studio.deliver.notes import headline_of
from gd_studio.errors import StudioError
from gd_studio.farm.delivery import films_of
from gd_studio.farm.job import Job
from gd_studio.lecture.assignments import Assignment, restyle
from gd_studio.lecture.clips import Clip, refuse_transparent
from gd_studio.lecture.memory import composition_text
from gd_studio.lecture.plan import Planned, plan
from gd_studio.lecture.staging import look_of
from gd_studio.mishaps import WORKSHOP
from gd_studio.store.clip_store import flush_to_disk
from gd_studio.store.work import private_folder

FILMS = "films"


def film(
    clips: Sequence[Clip],
    assignments: Sequence[Assignment],
    *,
    card: float = 3.0,
    workers: int | None = None,
    quiet: bool = False,
) -> int:
    """Make one film of clips, in their order, with its captions beside it, and return the exit status.

    Parameters
    ----------
    clips, assignments
        As selected on the command line.
    card
        How many seconds a title stands.
    workers
        How many processes draw.
    quiet
        Whether to print nothing but errors.
    """
    _refuse_other_sizes(clips)
    refuse_transparent(restyle(clips, assignments), "a film of several clips")
    wanted = [replace(clip, formats=(), split=False) for clip in clips]
    status = render(wanted, assignments, workers=workers, quiet=quiet)
    if status:
        return status
    plans = plan(wanted, assignments)
    folder = clips[0].media / FILMS
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{Path(clips[0].lecture).stem or clips[0].name}.mp4"
    _write(plans, card, target, Console(quiet=quiet))
    return 0


def _write(plans: Sequence[Planned], seconds: float, target: Path, console: Console) -> None:
    from gd_studio.deliver.captions import require_captions, write_captions
    from gd_studio.deliver.imprint.imprint import imprint
    from gd_studio.deliver.one_film import Card, make_film
    from gd_studio.deliver.probe import require

    first = plans[0].clip
    with private_folder(first.media / WORKSHOP) as work, console.status("composing") as shown:
        parts = []
        for number, planned in enumerate(plans, start=1):
            [made] = films_of(Job(planned, target.parent))
            theme = look_of(planned.recipe).colours
            title = headline_of(made.entry) or planned.clip.name
            under = f"{number} / {len(plans)}"
            parts.append((Card(first.title, title, under, theme.background, theme.ink), made.entry))
        draft, words = work / target.name, work / f"{target.stem}.vtt"
        contents, beats = make_film(
            parts, seconds, work, draft, lambda done: shown.update(f"composing, {done} of {len(parts)} clips")
        )
        imprint(draft, composition_text("film", ("--card", str(seconds)), plans))
        shown.update("checking")
        write_captions(beats, words, "vtt")
        require(draft, contents)
        require_captions(words, contents.seconds)
        for path in (draft, words):
            flush_to_disk(path)
        words.replace(target.with_suffix(".vtt"))
        draft.replace(target)
    size = target.stat().st_size / 1e6
    lines = (
        f"{relative(target)}  ({len(parts)} clips, {contents.seconds:.1f} s long, {size:.1f} MB)",
        str(relative(target.with_suffix(".vtt"))),
    )
    for line in lines:
        console.print(line, highlight=False, markup=False, soft_wrap=True)


def _refuse_other_sizes(clips: Sequence[Clip]) -> None:
    first = clips[0]
    for clip in clips:
        if _size(clip) != _size(first):
            raise StudioError(
                f'{clip.where("quality")}: is {_size(clip)}, and "{first.name}" is {_size(first)}:'
                " one film has one size; say one --quality and one --aspect."
            )


def _size(clip: Clip) -> str:
    width, height = clip.quality.size(clip.aspect)
    return f"{width} x {height} at {clip.quality.frame_rate}"
