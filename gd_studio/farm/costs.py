"""What clips have cost to draw, kept in the store beside their films, for forecasts and nothing else."""

import math
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from gd_studio.farm.drawing import Drawn
from gd_studio.lecture.recipe import Recipe, sha256_of
from gd_studio.store.clip_store import Store

_KEY = "costs"
_DIGITS = 4

Seconds = Annotated[float, Field(ge=0.0)]
Count = Annotated[int, Field(ge=1)]


class Costs(BaseModel):
    """Seconds of processors that a clip has cost, chunk by chunk.

    Parameters
    ----------
    version
        Of this form.
    lesson
        Its lesson.
    subject
        What it shows, whatever its size and its colours: the digest that clips of one content have in common.
    width, height, frame_rate, frames
        How large, how fast, how many.
    setting
        For each run, besides the chunks: its stage, and what it packs.
    told
        Telling, for each chunk: for every run, whoever draws the chunk.
    painted, encoded
        Painting and encoding each chunk.
    joining
        Joining and decoding the whole film.
    """

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)

    version: Literal[1] = 1
    lesson: str
    subject: str
    width: Count
    height: Count
    frame_rate: Count
    frames: Count
    setting: Seconds
    told: tuple[Seconds, ...]
    painted: tuple[Seconds, ...]
    encoded: tuple[Seconds, ...]
    joining: Seconds

    @model_validator(mode="after")
    def _of_one_length(self) -> Self:
        if not self.told or not len(self.told) == len(self.painted) == len(self.encoded):
            raise ValueError("chunks are told, painted and encoded")
        return self

    @property
    def megapixels(self) -> float:
        """Return how large a frame is."""
        return self.width * self.height * 1e-6

    @property
    def seconds(self) -> float:
        """Return how long the film is."""
        return self.frames / self.frame_rate

    @property
    def telling(self) -> float:
        """Return what every run spends before and besides its own chunks."""
        return self.setting + math.fsum(self.told)

    @property
    def drawing(self) -> float:
        """Return what all chunks cost, without the telling."""
        return math.fsum((*self.painted, *self.encoded))


def subject_of(recipe: Recipe) -> str:
    """Return a digest that clips of one content have in common, in all sizes and colours."""
    return sha256_of([recipe.lesson, recipe.source, recipe.parameters, recipe.contents])


def costs_of(recipe: Recipe, shares: Sequence[Drawn], joining: float) -> Costs | None:
    """Return what a clip has cost those who drew it, or None if they have not measured all of it.

    Where several have told it, the quickest counts: a process that tells its first clip loads things.

    Parameters
    ----------
    recipe
        The clip's.
    shares
        What was drawn of it.
    joining
        Seconds of joining and decoding it.
    """
    if not all(share.chunks == len(share.costs) for share in shares):
        return None
    chunks = [*zip(*(share.costs for share in shares), strict=True)]
    besides = (share.spent - sum(cost.spent for cost in share.costs) for share in shares)
    return Costs(
        lesson=recipe.lesson,
        subject=subject_of(recipe),
        width=recipe.width,
        height=recipe.height,
        frame_rate=recipe.frame_rate,
        frames=shares[0].frames,
        setting=round(max(0.0, min(besides)), _DIGITS),
        told=tuple(round(min(cost.told for cost in chunk), _DIGITS) for chunk in chunks),
        painted=tuple(round(sum(cost.painted for cost in chunk), _DIGITS) for chunk in chunks),
        encoded=tuple(round(sum(cost.encoded for cost in chunk), _DIGITS) for chunk in chunks),
        joining=round(joining, _DIGITS),
    )


def keep(store: Store, digest: str, costs: Costs | None) -> None:
    """Keep what a film has cost, if anybody knows."""
    if costs is not None:
        store.note(f"{_KEY}-{digest}", costs.model_dump())


def kept(store: Store, digest: str) -> Costs | None:
    """Return what a film has cost, or None where nobody knows."""
    return _read(store, f"{_KEY}-{digest}")


def all_kept(store: Store) -> Iterator[Costs]:
    """Yield what all films of a store have cost, also those that are there no more."""
    for key in store.keys(f"{_KEY}-"):
        if (costs := _read(store, key)) is not None:
            yield costs


def _read(store: Store, key: str) -> Costs | None:
    try:
        return Costs.model_validate(store.noted(key) or {})
    except ValidationError:
        return None
