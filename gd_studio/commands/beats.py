"""The command `gd beats`: number, time, kind and caption of every beat of chosen clips."""

from collections.abc import Sequence
from dataclasses import asdict

from rich import box
from rich.console import Console
from rich.table import Table

from gd_studio.deliver.beats import ToldBeat, beats_of
from gd_studio.lecture.assignments import Assignment
from gd_studio.lecture.clips import Clip
from gd_studio.lecture.plan import Planned, for_each, store_of
from gd_studio.lecture.quality import Quality
from gd_studio.mishaps import WORKSHOP
from gd_studio.speaking import print_json
from gd_studio.store.work import private_folder

THUMBNAIL_SIDE = 90
"""Pixels: nothing is looked at."""


def list_beats(clips: Sequence[Clip], assignments: Sequence[Assignment], *, as_json: bool = False) -> int:
    """Print the beats of clips, drawn or not, and return the exit status."""
    console = Console(stderr=as_json)
    known: dict[str, list[dict[str, object]]] = {}

    def show(planned: Planned) -> None:
        name = planned.clip.name
        with console.status(f"telling {name}"):
            beats = told_beats(planned)
        known[name] = [asdict(beat) for beat in beats]
        if not as_json:
            console.print(f"{name}: {len(beats)} beats, {beats[-1].end:.1f} s", highlight=False, markup=False)
            console.print(_table(beats))

    status = for_each(clips, assignments, show)
    if as_json:
        print_json({"clips": known})
    return status


def told_beats(planned: Planned) -> Sequence[ToldBeat]:
    """Return the beats of a whole clip: as the store knows them, or told without being drawn."""
    entry = store_of(planned.clip).look_up(planned.digest)
    if entry is not None:
        return beats_of(entry)
    from gd_studio.engine.stills import take_stills
    from gd_studio.lecture.staging import staged

    recipe = planned.recipe
    size = Quality(THUMBNAIL_SIDE, recipe.frame_rate).size(planned.clip.aspect)
    show = staged(recipe)
    with private_folder(planned.clip.media / WORKSHOP) as work:
        told = take_stills(show.lesson, show.parameters, show.look, size, recipe.frame_rate, work)
    return [ToldBeat(**asdict(beat)) for beat in told.beats]


def _table(beats: Sequence[ToldBeat]) -> Table:
    table = Table("beat", "from", "to", "kind", "caption", box=box.SIMPLE_HEAD)
    for beat in beats:
        table.add_row(str(beat.number), f"{beat.start:.1f}", f"{beat.end:.1f}", beat.kind, beat.caption)
    return table
