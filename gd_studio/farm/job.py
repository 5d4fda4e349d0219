"""A clip to make, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from gd_studio.deliver.beats import ToldBeat
from gd_studio.deliver.pieces import Piece
from gd_studio.deliver.place import Placing
from gd_studio.farm.drawing import Drawing, EngineName, Spoiled
from gd_studio.lecture.formats import Format
from gd_studio.lecture.plan import Planned, store_of
from gd_studio.mishaps import WORKSHOP, Mishap, mishap
from gd_studio.store.clip_store import Store

OF = "of"
"""Under what the facts of an entry say what it is."""

Status = Literal["rendered", "delivered", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that a clip shall have.

    Parameters
    ----------
    form
        As what.
    piece
        Of what.
    path
        Where.
    key
        What tells it apart from the clip's other files.
    """

    form: Format
    piece: Piece
    path: Path
    key: str


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
        return store_of(self.planned.clip)

    @property
    def workshop(self) -> Path:
        """Return the folder of all private work folders."""
        return self.planned.clip.media / WORKSHOP

    @property
    def placing(self) -> Placing:
        """Return the change of the final files."""
        return Placing(self.workshop, self.store, f"{self.destination.name}-{self.name}")

    def stem_of(self, piece: Piece) -> str:
        """Return what the files of a piece are called, before that which tells the products apart."""
        clip = self.planned.clip
        return self.name + (piece.ending if clip.split else clip.ending)

    @property
    def targets(self) -> dict[str, Path]:
        """Return the final path of each product of a clip that is one piece."""
        return {wanted.key: wanted.path for wanted in self.wanted([self.planned.clip.piece])}

    def pieces(self, beats: Sequence[ToldBeat]) -> list[Piece]:
        """Return what of the clip is delivered: one piece, or each of its beats.

        Raises
        ------
        StudioError
            If the clip has no such beats.
        """
        clip = self.planned.clip
        chosen = clip.piece.of(beats)
        if clip.split:
            return [replace(clip.piece, first=beat.number, last=beat.number) for beat in chosen]
        return [clip.piece]

    def wanted(self, pieces: Sequence[Piece]) -> list["Wanted"]:
        """Return the files that the clip shall have."""
        clip = self.planned.clip
        return [
            Wanted(
                form.posed(clip.poster),
                piece,
                self.destination / form.product.file_name(self.stem_of(piece)),
                form.name + (piece.ending if clip.split else ""),
            )
            for piece in pieces
            for form in clip.formats
        ]

    @property
    def renderer(self) -> EngineName:
        """Return which renderer draws: the engine paints on a background only."""
        return "stock" if self.planned.recipe.transparent else self.engine

    @property
    def drawing(self) -> Drawing:
        """Return what a process that draws is given; about as long as the lesson's last clip."""
        recipe = self.planned.recipe
        noted = self.store.noted(length_key(recipe.lesson)) or {}
        expected = round(float(noted.get("seconds", 0.0)) * recipe.frame_rate)
        return Drawing(recipe, self.planned.digest, self.renderer, expected)

    def told(self, what: str, piece: Piece) -> dict[str, Any]:
        """Return what the store is to know of a file that it keeps, for whoever asks what it is.

        Parameters
        ----------
        what
            ``"film"``, or the name of its format.
        piece
            What of the clip it is.
        """
        recipe = self.planned.recipe
        size = {"width": recipe.width, "height": recipe.height, "frame_rate": recipe.frame_rate}
        what = what if piece.whole else f"{what}{piece.ending}"
        return {OF: {"clip": self.name, "lesson": recipe.lesson, "what": what, **size}}

    def stored(self) -> bool:
        """Tell whether the store has the clip, so that nothing is to be drawn; what is damaged is removed."""
        return not self.force and self.store.get(self.planned.digest) is not None


def length_key(lesson: str) -> str:
    """Return under what the store notes how long a lesson's last clip was."""
    return f"length-{lesson}"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a clip: its files by their keys, how long they and all together last, and the sentence
    if it failed.

    The notes of the lesson were told before the clip was made; `remarks` are about the making.
    """

    name: str
    status: Status
    files: Mapping[str, Path]
    lengths: Mapping[str, float] = field(default_factory=dict)
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
