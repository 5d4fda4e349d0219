"""The command `gd preview`: a still or a contact sheet, in seconds, without the video."""

import math
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from gd_studio.commands.rendering import DRAFTS, relative
from gd_studio.errors import StudioError
from gd_studio.lecture.assignments import Assignment
from gd_studio.lecture.clips import Clip
from gd_studio.lecture.plan import Planned, for_each
from gd_studio.lecture.quality import QUALITIES
from gd_studio.loading import load
from gd_studio.mishaps import WORKSHOP
from gd_studio.store.work import private_folder, sweep

SHEET_QUALITY = QUALITIES["480p15"]
SECONDS_BETWEEN_PICTURES = 0.6


def preview(
    clips: Sequence[Clip],
    assignments: Sequence[Assignment],
    *,
    at: float | None = None,
    sheet: bool = False,
    quiet: bool = False,
) -> int:
    """Draw a picture of each clip into media/preview, print its path, and return the exit status.

    Parameters
    ----------
    clips, assignments
        As selected on the command line.
    at
        Seconds from the beginning; the end of the clip by default.
    sheet
        Whether to draw a contact sheet of the whole clip.
    """
    if at is not None and sheet:
        raise StudioError("--at and --sheet exclude each other: one picture or the whole clip.")
    if at is not None and not 0 <= at < math.inf:
        raise StudioError(f"--at {at:g}: must be at least 0.")

    load("manim", "gd_studio.engine.stills", "gd_studio.lecture.staging")

    def show(planned: Planned) -> None:
        workshop = planned.clip.media / WORKSHOP
        sweep(workshop)
        with private_folder(workshop) as work:
            target = _draw(planned, at, sheet, work)
        if not quiet:
            Console().print(str(relative(target)), highlight=False, markup=False, soft_wrap=True)

    return for_each(clips, assignments, show)


def _draw(planned: Planned, at: float | None, sheet: bool, work: Path) -> Path:
    from PIL import Image

    from gd_studio.deliver.sheet import make_sheet, spread
    from gd_studio.engine.render import save_png
    from gd_studio.engine.stills import take_stills
    from gd_studio.lecture.staging import staged

    clip = planned.clip
    show = staged(planned.recipe)
    quality = SHEET_QUALITY if sheet else clip.quality
    stills = take_stills(
        show.lesson,
        show.parameters,
        show.look,
        quality.size(clip.aspect),
        quality.frame_rate,
        work / "manim",
        at=at,
        every=SECONDS_BETWEEN_PICTURES if sheet else None,
    )
    ending = "-sheet" if sheet else "" if at is None else f"-{at:g}s"
    target = clip.media / DRAFTS / f"{clip.name}{ending}.png"
    draft = work / target.name
    if sheet:
        pictures = [*stills.pictures, (stills.seconds, stills.end)]
        chosen = [pictures[place] for place in spread(len(pictures))]
        make_sheet([(seconds, Image.fromarray(picture[:, :, :3])) for seconds, picture in chosen], draft)
    elif at is None:
        save_png(stills.end, draft)
    elif not stills.pictures:
        raise StudioError(f'--at {at:g}: clip "{clip.name}" is only {stills.seconds:.1f} s long.')
    else:
        save_png(stills.pictures[0][1], draft)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft.replace(target)
    return target
