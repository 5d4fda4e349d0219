"""A clip to make, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from gd_studio.deliver.place import Placing
from gd_studio.farm.drawing import Drawing, EngineName, Spoiled
from gd_studio.lecture.plan import Planned
from gd_studio.mishaps import WORKSHOP, Mishap, mishap
from gd_studio.store.clip_store import Store

Status = Literal["rendered", "delivered", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Job:
    """A clip to make.

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
        return self.planned.clip.media / WORKSHOP

    @property
    def placing(self) -> Placing:
        """Return the change of the final files."""
        return Placing(self.workshop, self.store, f"{self.destination.name}-{self.name}")

    @property
    def targets(self) -> dict[str, Path]:
        """Return the final path of each product."""
        return {
            form.name: self.destination / form.product.file_name(self.name)
            for form in self.planned.clip.formats
        }

    @property
    def drawing(self) -> Drawing:
        """Return what a process that draws is given; about as long as the lesson's last clip."""
        recipe = self.planned.recipe
        noted = self.store.noted(length_key(recipe.lesson)) or {}
        expected = round(float(noted.get("seconds", 0.0)) * recipe.frame_rate)
        return Drawing(recipe, self.planned.digest, self.engine, expected)

    def stored(self) -> bool:
        """Tell whether the store has the clip, so that nothing is to be drawn; what is damaged is removed."""
        return not self.force and self.store.get(self.planned.digest) is not None


def length_key(lesson: str) -> str:
    """Return under what the store notes how long a lesson's last clip was."""
    return f"length-{lesson}"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a clip: its files by product, how long they last, and the sentence if it failed.

    The notes of the lesson were told before the clip was made; `remarks` are about the making.
    """

    name: str
    status: Status
    files: Mapping[str, Path]
    seconds: float = 0.0
    frames: int = 0
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    error: str = ""
    took: float = 0.0


def failure(name: str, sentence: str, notes: Sequence[str] = ()) -> Result:
    """Return the result of a clip that could not be made."""
    return Result(name, "failed", {}, error=sentence, notes=tuple(notes))


def spoiled(job: Job, share: Spoiled) -> Result:
    """Return the result of a clip of which a share could not be drawn."""
    if isinstance(share.reason, Mishap):
        sentence = mishap(job.name, job.planned.clip.media, share.reason)
    else:
        sentence = f'clip "{job.name}": {share.reason}'
    return failure(job.name, sentence, job.planned.notes)
