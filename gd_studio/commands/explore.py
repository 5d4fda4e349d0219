"""The command `gd explore`: pages in which a hand turns what a lesson shows; no film is drawn."""

from collections.abc import Sequence

from rich.console import Console

from gd_studio.commands.rendering import CLIPS, relative
from gd_studio.deliver.explorables.registry import refusal
from gd_studio.deliver.replacing import replace_file
from gd_studio.errors import StudioError
from gd_studio.farm.filmless import PAGE, page_of
from gd_studio.farm.job import Job
from gd_studio.lecture.assignments import Assignment
from gd_studio.lecture.clips import Clip
from gd_studio.lecture.plan import Planned, for_each
from gd_studio.mishaps import WORKSHOP
from gd_studio.store.work import sweep


def explore(clips: Sequence[Clip], assignments: Sequence[Assignment], *, quiet: bool = False) -> int:
    """Write the page of each clip into media/clips, print its path, and return the exit status.

    Parameters
    ----------
    clips, assignments
        As selected on the command line.
    quiet
        Whether to print nothing but errors.
    """
    able = [clip for clip in clips if not refusal(clip.lesson.name)]
    if not able:
        raise StudioError(refusal(clips[0].lesson.name))
    console = Console(quiet=quiet)

    def say(line: str) -> None:
        console.print(line, highlight=False, markup=False, soft_wrap=True)

    def write(planned: Planned) -> None:
        for note in planned.notes:
            say(f"note: {planned.clip.name}: {note}")
        if planned.files:
            files = ", ".join(planned.files)
            say(f"note: {planned.clip.name}: the page holds what was read from {files}, for all who get it")
        clip = planned.clip
        job, target = Job(planned, clip.media / CLIPS), clip.media / CLIPS / f"{clip.name}.{PAGE}"
        sweep(clip.media / WORKSHOP)
        target.parent.mkdir(parents=True, exist_ok=True)
        replace_file(page_of(job), target)
        size = target.stat().st_size / 1e6
        say(f"{relative(target)}  ({size:.1f} MB)")

    with Console(stderr=True, quiet=quiet).status("reading the lessons"):
        status = for_each(able, assignments, write)
    skipped = ", ".join(clip.name for clip in clips if clip not in able)
    if skipped:
        say(f"note: left out, for they cannot be explored by hand yet: {skipped}")
    return status
