"""How each clip of the lecture stands: ready, stale and why, or why it cannot be made."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from gd_studio.errors import StudioError
from gd_studio.farm.delivery import unchanged
from gd_studio.farm.job import Job, length_key
from gd_studio.farm.standing import standing
from gd_studio.lecture.clips import Clip
from gd_studio.lecture.plan import Planned, Readers, Refused, plan_each, store_of
from gd_studio.store.drawing_code import ROOT

State = Literal["ready", "stale", "new", "refused"]
CLIPS = "clips"
PICTURES = ROOT / "docs" / "lessons" / "pictures"


@dataclass(frozen=True, slots=True)
class Card:
    """A clip and how it stands.

    Parameters
    ----------
    clip
        The clip.
    state
        ``"new"``: nothing has been made of it.
    why
        Why it is stale or refused.
    seconds
        How long it is, or was; 0 if nobody knows.
    job
        What makes it, if it can be made.
    notes
        What the lesson has to say about the parameters.
    """

    clip: Clip
    state: State
    why: str = ""
    seconds: float = 0.0
    job: Job | None = None
    notes: tuple[str, ...] = ()

    @property
    def files(self) -> dict[str, Path]:
        """Return the files that are there, by what they are."""
        targets = self.job.targets if self.job and not self.clip.split else {}
        return {key: path for key, path in targets.items() if path.is_file()}


def survey(clips: Sequence[Clip], read: Readers) -> list[Card]:
    """Return how each clip stands."""
    return [
        Card(outcome.clip, "refused", outcome.error.message)
        if isinstance(outcome, Refused)
        else _card(outcome)
        for outcome in plan_each(clips, (), read)
    ]


def _card(planned: Planned) -> Card:
    job = Job(planned, planned.clip.media / CLIPS)
    kept = unchanged(job)
    if kept is not None:
        return Card(planned.clip, "ready", "", kept.seconds, job, planned.notes)
    noted = store_of(planned.clip).noted(length_key(planned.recipe.lesson)) or {}
    seconds = float(noted.get("seconds", 0.0))
    wanted = job.wanted([planned.clip.piece])
    if not any(file.path.is_file() for file in wanted):
        return Card(planned.clip, "new", "", seconds, job, planned.notes)
    try:
        said = next(
            (said for file in wanted if "as it should be" not in (said := standing(job, file))), "made anew"
        )
    except StudioError as error:
        said = error.message
    return Card(
        planned.clip, "stale", said.removeprefix("would be made again: "), seconds, job, planned.notes
    )


def lesson_picture(clip_name: str) -> Path | None:
    """Return the picture of a lesson with its defaults, by its clip's name; None without handbook."""
    path = PICTURES / f"{clip_name}.png"
    return path if path.is_file() else None
