"""The command `gd sweep`: a clip with several values of a parameter, side by side, and a table of them."""

import csv
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console

from gd_studio.commands.rendering import relative, render
from gd_studio.errors import CommandError
from gd_studio.lecture.assignments import Assignment, read_assignment, restyle
from gd_studio.lecture.clips import Clip, refuse_transparent
from gd_studio.lecture.formats import plain
from gd_studio.lecture.memory import composition_text
from gd_studio.lecture.plan import Planned, plan, store_of
from gd_studio.lecture.studio_keys import STUDIO_DEFAULTS
from gd_studio.mishaps import WORKSHOP
from gd_studio.store.clip_store import Entry, flush_to_disk
from gd_studio.store.work import private_folder

SWEEPS = "sweeps"
MOST_VALUES = 16
OUTCOME = ("steps", "first_loss", "final_loss", "end")


def sweep(
    clips: Sequence[Clip],
    values: str,
    assignments: Sequence[Assignment],
    *,
    workers: int | None = None,
    quiet: bool = False,
) -> int:
    """Make a clip with each value, all of them side by side as one film, and a table of what became of them.

    Parameters
    ----------
    clips
        A single one.
    values
        As on the command line: ``learning_rate=0.01,0.1``.
    assignments
        Of other parameters.
    workers
        How many processes draw.
    quiet
        Whether to print nothing but errors.
    """
    if len(clips) != 1:
        names = ", ".join(clip.name for clip in clips)
        raise CommandError(f"gd sweep: name one clip; there are {names}.")
    key, chosen = read_values(values)
    refuse_transparent(restyle(clips, assignments), "a film of several clips")
    [clip] = clips
    varied = [_varied(clip, item) for item in chosen]
    given = [
        *(replace(item, clip=None) for item in assignments),
        *(replace(item, clip=each.name) for item, each in zip(chosen, varied, strict=True)),
    ]
    status = render(varied, given, workers=workers, folder=SWEEPS, quiet=quiet)
    if status:
        return status
    plans = plan(varied, given)
    entries = [store_of(planned.clip).look_up(planned.digest) for planned in plans]
    found = [entry for entry in entries if entry is not None]
    labels = [item.text.replace("=", " = ") for item in chosen]
    stem = clip.media / SWEEPS / f"{clip.name}-{key}"
    console = Console(quiet=quiet)
    told = _recipe(clip, key, chosen, plans)
    film = stem.with_name(f"{stem.name}.mp4")
    _write_film(found, labels, clip.theme, told, film, clip.media / WORKSHOP, console)
    table = stem.with_name(f"{stem.name}.csv")
    _write_table(key, chosen, [each.name for each in varied], found, table)
    console.print(str(relative(table)), highlight=False, markup=False, soft_wrap=True)
    return 0


def read_values(text: str) -> tuple[str, list[Assignment]]:
    """Return a parameter and its values; lists stand in brackets.

    Raises
    ------
    CommandError
        If it is not of the form ``key=value,value``.

    >>> key, given = read_values("start=1,2.5")
    >>> key, [item.value for item in given]
    ('start', [1, 2.5])
    """
    key, equals, listed = text.partition("=")
    key = key.strip()
    values = [part.strip() for part in re.split(r",(?![^\[]*\])", listed) if part.strip()]
    if not equals or not key.isidentifier():
        raise CommandError(f'"{text}": write the parameter and its values, such as learning_rate=0.01,0.1.')
    if key in STUDIO_DEFAULTS:
        raise CommandError(f'"{text}": {key} is no parameter of the lesson; sweep one that gd list shows.')
    if not 2 <= len(dict.fromkeys(values)) <= MOST_VALUES or len(set(values)) != len(values):
        raise CommandError(f'"{text}": give from 2 to {MOST_VALUES} different values, separated by commas.')
    return key, [read_assignment(f"{key}={value}") for value in values]


def _varied(clip: Clip, item: Assignment) -> Clip:
    name = re.sub(r"[^\w.-]+", "_", item.text.replace("=", "-"))
    return replace(clip, name=f"{clip.name}-{name}", formats=(plain("mp4"),))


def _recipe(clip: Clip, key: str, chosen: Sequence[Assignment], plans: Sequence[Planned]) -> str:
    """Return what the film is to remember: its clips, each called as the one that is varied."""
    values = f"{key}={','.join(item.text.partition('=')[2] for item in chosen)}"
    return composition_text(
        "sweep", (values,), [replace(one, clip=replace(one.clip, name=clip.name)) for one in plans]
    )


def _write_film(
    entries: Sequence[Entry],
    labels: Sequence[str],
    theme: str,
    recipe: str,
    target: Path,
    workshop: Path,
    console: Console,
) -> None:
    from gd_studio.deliver.grid import Grid, make_grid
    from gd_studio.deliver.imprint.imprint import imprint
    from gd_studio.deliver.probe import require
    from scenes.base.theme import THEMES

    colours = THEMES["light" if theme == "light" else "dark"]
    with private_folder(workshop) as work, console.status("composing") as shown:
        draft = work / target.name
        grid = Grid.of(list(zip(entries, labels, strict=True)))
        made = make_grid(
            grid,
            (colours.background, colours.ink),
            work,
            draft,
            lambda done, all_: shown.update(f"composing, {done} of {all_} frames"),
        )
        imprint(draft, recipe)
        require(draft, made)
        flush_to_disk(draft)
        draft.replace(target)
    line = f"{relative(target)}  ({made.seconds:.1f} s long, {target.stat().st_size / 1e6:.1f} MB)"
    console.print(line, highlight=False, markup=False, soft_wrap=True)


def _write_table(
    key: str, chosen: Sequence[Assignment], names: Sequence[str], entries: Sequence[Entry], target: Path
) -> None:
    """Write what became of each value: numbers as they are, for a table of one's own."""
    draft = target.with_suffix(".draft")
    with draft.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow([key, *OUTCOME, "notes", "summary", "seconds", "file"])
        for item, name, entry in zip(chosen, names, entries, strict=True):
            handout: dict[str, Any] = entry.facts["handout"]
            outcome = [handout["outcome"].get(column, "") for column in OUTCOME]
            told = ["; ".join(handout["notes"]), " ".join(handout["summary"])]
            rows.writerow([item.value, *outcome, *told, entry.facts["seconds"], f"{name}.mp4"])
    flush_to_disk(draft)
    draft.replace(target)
