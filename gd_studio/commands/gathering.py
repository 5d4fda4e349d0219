"""From finished clips to the slides of a deck: each film from the store, with words and poster."""

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

from gd_studio.deliver.beats import beats_of
from gd_studio.deliver.decks.deck import Deck, HandsOn, Slide
from gd_studio.deliver.decks.pictures import rests
from gd_studio.deliver.decks.words import notes_of, title_of
from gd_studio.deliver.explorables.registry import refusal
from gd_studio.deliver.notes import alt_text
from gd_studio.deliver.poster import write_poster
from gd_studio.engine.master import MASTER
from gd_studio.errors import StudioError
from gd_studio.farm.delivery import Film, films_of
from gd_studio.farm.filmless import PAGE, page_of
from gd_studio.farm.job import Job
from gd_studio.lecture.assignments import Assignment, applicable
from gd_studio.lecture.clips import Clip, refuse_transparent
from gd_studio.lecture.plan import Planned
from gd_studio.lecture.staging import look_of
from gd_studio.lecture.studio_keys import STUDIO_DEFAULTS


def refuse_other_shapes(clips: Sequence[Clip]) -> None:
    """Refuse clips that do not fit the same slides.

    Raises
    ------
    StudioError
        If one of them is not shaped like the first, or has no background.
    """
    refuse_transparent(clips, "a deck")
    first = clips[0]
    for clip in clips:
        if clip.aspect != first.aspect:
            raise StudioError(
                f'{clip.where("aspect")}: is {clip.aspect}, and "{first.name}" is {first.aspect}:'
                f" slides of a deck are alike; try --aspect {first.aspect}."
            )


def as_slides(clip: Clip) -> Clip:
    """Return the clip so that the store will have its slides, and nobody else any file."""
    return replace(clip, formats=(), split=clip.slides == "beats")


def gather(
    plans: Sequence[Planned],
    name: str,
    folder: Path,
    assignments: Sequence[Assignment] = (),
    *,
    captions: bool = False,
) -> Deck:
    """Return the deck of some clips.

    Parameters
    ----------
    plans
        The clips `as_slides`, all of them made.
    name
        The deck's.
    folder
        Where the films and posters are put.
    assignments
        Those of the command line.
    captions
        Whether captions are texts of the slides.
    """
    first = plans[0]
    theme = look_of(first.recipe).colours
    return Deck(
        name=name,
        title=first.clip.title or name,
        language=first.recipe.language,
        width=first.recipe.width,
        height=first.recipe.height,
        background=theme.background,
        ink=theme.ink,
        slides=tuple(
            replace(slide, parameters=_parameters(planned.clip, assignments))
            for planned in plans
            for slide in _slides(planned, folder, captions)
        ),
    )


def refuse_unexplorable(clips: Sequence[Clip]) -> None:
    """Refuse clips of which no lesson can be explored by hand.

    Raises
    ------
    StudioError
        With the lessons that can.
    """
    refusals = [refusal(clip.lesson.name) for clip in clips]
    if all(refusals):
        raise StudioError(f"--to: explore=true: {refusals[0]}")


def pages_of(plans: Sequence[Planned], folder: Path) -> dict[str, HandsOn]:
    """Put the page of each clip whose lesson can be explored into a folder, and return them by clip."""
    found = {}
    for planned in plans:
        if refusal(planned.recipe.lesson):
            continue
        file = folder / f"{planned.clip.name}.{PAGE}"
        shutil.copyfile(page_of(Job(planned, folder)), file)
        title = re.search("<title>(.*?)</title>", file.read_text(encoding="utf-8"))
        found[planned.clip.name] = HandsOn(unescape(title[1]) if title else planned.clip.name, file)
    return found


def _parameters(clip: Clip, assignments: Sequence[Assignment]) -> dict[str, Any]:
    """Return what the lecture and the command line have chosen for a clip."""
    look = {key: getattr(clip, key) for key in ("theme", "language", "aspect", "background", "loop")}
    unusual = {key: value for key, value in look.items() if value not in (STUDIO_DEFAULTS[key], "")}
    given = {item.key: item.value for item in applicable(assignments, clip)}
    return dict(clip.written) | given | unusual


def _slides(planned: Planned, folder: Path, captions: bool) -> Iterator[Slide]:
    clip, job = planned.clip, Job(planned, folder)
    films = films_of(job)
    whole = job.store.look_up(planned.digest)
    count = len(beats_of(whole)) if whole else 0
    for film in films:
        stem = folder / job.stem_of(film.piece)
        beats = beats_of(film.entry)
        number, caption = (beats[0].number, beats[0].caption) if clip.split else (0, "")
        title = title_of(film.entry, clip.lesson.summary)
        yield Slide(
            clip=clip.name,
            lesson=clip.lesson.name,
            parameters={},
            beat=number,
            title=f"{title} ({number}/{count})" if number else title,
            caption=caption,
            shows_caption=captions and bool(caption),
            notes=notes_of(film.entry, first=film is films[0], last=film is films[-1]),
            alt=alt_text(film.entry, beats if number else None),
            film=_copied(film, MASTER, stem.with_suffix(".mp4")),
            poster=_poster(film, clip, stem.with_suffix(".png")),
            seconds=float(film.entry.facts["seconds"]),
            loop=film.piece.loop or rests(film.entry.path(MASTER)),
        )


def _poster(film: Film, clip: Clip, target: Path) -> Path:
    """Write the picture that the lecture has chosen; a beat has but a first and a last one."""
    write_poster(film.entry, clip.poster if clip.poster == "end" or not clip.split else "start", target)
    return target


def _copied(film: Film, name: str, target: Path) -> Path:
    return Path(shutil.copyfile(film.entry.path(name), target))
