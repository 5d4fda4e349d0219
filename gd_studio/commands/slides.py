"""The command `gd slides`: render what is new, cut it into slides, write the decks."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from gd_studio.commands.gathering import (
    as_slides,
    gather,
    pages_of,
    refuse_other_shapes,
    refuse_unexplorable,
)
from gd_studio.commands.options import Captions
from gd_studio.commands.rendering import relative, render
from gd_studio.deliver.decks.deck import Deck
from gd_studio.deliver.decks.placing import place, refuse_changed
from gd_studio.deliver.decks.target import FILMS, PAGES, Target
from gd_studio.deliver.product import Options
from gd_studio.errors import CommandError
from gd_studio.lecture.assignments import Assignment, read_assignment, restyle
from gd_studio.lecture.clips import Clip
from gd_studio.lecture.decks import read_targets
from gd_studio.lecture.plan import plan, store_of
from gd_studio.mishaps import WORKSHOP
from gd_studio.store.work import private_folder, sweep

DECKS = "slides"


def write_decks(
    clips: Sequence[Clip],
    assignments: Sequence[Assignment],
    to: str,
    *,
    name: str | None = None,
    captions: Captions = "picture",
    workers: int | None = None,
    force: bool = False,
    quiet: bool = False,
) -> int:
    """Write a deck of clips for each target into media/slides, and return the exit status.

    Parameters
    ----------
    clips, assignments
        As selected on the command line.
    to
        The targets, as --to names them.
    name
        The deck's; that of the lecture file by default.
    captions
        Where they stand: in the films' pictures, as texts of the slides, or only in the notes.
    workers
        How many processes draw.
    force
        Whether to write over a deck that somebody has changed.
    quiet
        Whether to print nothing.
    """
    wanted = read_targets(to)
    name = _name(clips) if name is None else name
    if not re.fullmatch(r"\w[\w-]*", name):
        raise CommandError(f"--name {name}: must be a file name of letters, digits, - and _.")
    refuse_other_shapes(restyle(clips, assignments))
    exploring = [getattr(options, "explore", False) for _, options in wanted]
    if any(exploring):
        refuse_unexplorable(clips)
    if captions != "picture":
        assignments = [*assignments, read_assignment("captions=false")]
    media, store = clips[0].media, store_of(clips[0])
    blank = Deck(name, "", "", 0, 0, "", "", ())
    if not force:
        for target, options in wanted:
            path = media / DECKS / target.output(blank, options)
            refuse_changed(path, store, relative(path))
    shown_clips = [as_slides(clip) for clip in clips]
    status = render(shown_clips, assignments, workers=workers, quiet=quiet)
    if status:
        return status

    console = Console(quiet=quiet)
    workshop = media / WORKSHOP
    sweep(workshop)
    with private_folder(workshop) as work, console.status("gathering the slides") as shown:
        (work / FILMS).mkdir()
        plans = plan(shown_clips, assignments)
        deck = gather(plans, name, work / FILMS, assignments, captions=captions == "text")
        if any(exploring):
            shown.update("writing the pages to explore")
            (work / PAGES).mkdir()
            deck = replace(deck, pages=pages_of(plans, work / PAGES))
        for (target, options), explored in zip(wanted, exploring, strict=True):
            shown.update(f"writing {target.output(deck, options)}")
            draft, path = _draft(deck, target, options, work), media / DECKS / target.output(deck, options)
            place(draft, path, store, work)
            opened = media / DECKS / target.opened(deck, options)
            size = sum(file.stat().st_size for file in [path, *path.rglob("*")] if file.is_file())
            slides = len(deck.slides) + (len(deck.pages) if explored else 0)
            count = f"{slides} slide{'s' if slides > 1 else ''}"
            line = f"{relative(opened)}  ({count}, {size / 1e6:.1f} MB)"
            console.print(line, highlight=False, markup=False, soft_wrap=True)
    return 0


def _draft(deck: Deck, target: Target, options: Options, work: Path) -> Path:
    """Write a deck, read it back, and return where it is."""
    draft = work / target.output(deck, options)
    if target.opened(deck, options) != target.output(deck, options):
        draft.mkdir()
    target.write(deck, draft, options)
    target.verify(deck, draft, options)
    return draft


def _name(clips: Sequence[Clip]) -> str:
    """Return the lecture file's name without its ending, or that of the only clip."""
    lectures = {clip.lecture for clip in clips}
    [lecture] = lectures if len(lectures) == 1 else {""}
    return Path(lecture).stem or (clips[0].name if len(clips) == 1 else "slides")
