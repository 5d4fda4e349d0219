"""Which clip of a lecture a film in a deck is: files do not say what their clip is called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gd_studio.lecture.memory import Memory, remembered
from gd_studio.lecture.plan import Planned, store_of

OF_THE_LOOK = ("captions",)
"""Parameters that a deck has decided, not the lecture: a film in it keeps them."""

OF_THE_DECK = ("theme", "language")
"""What else of the look a film in a deck keeps: one that a lecture says otherwise is told of."""


def named_key(digest: str) -> str:
    """Return under what the store notes which clips a digest was the file of."""
    return f"named-{digest}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A film or picture in a deck.

    Parameters
    ----------
    memory
        What it remembers.
    hint
        What it is called there.
    """

    memory: Memory
    hint: str


def matches(shown: Sequence[Shown], plans: Sequence[Planned]) -> list[list[Planned]]:
    """Return for each film the clip of a lecture that it is: none, or several if nothing tells them apart.

    In this order: what the store has noted; equal parameters; the only clip of the lesson that no other
    film in the deck is; what the film is called.

    Parameters
    ----------
    shown
        The films and pictures.
    plans
        The lecture's clips.
    """
    sure = [_sure(film, plans) for film in shown]
    taken = {planned.clip.name for found in sure for planned in found if len(found) == 1}
    return [found or _left(film, plans, taken) for film, found in zip(shown, sure, strict=True)]


def _sure(film: Shown, plans: Sequence[Planned]) -> list[Planned]:
    """Return the clips that the store or the parameters say the film is."""
    alike = [planned for planned in plans if planned.recipe.lesson == film.memory.recipe.lesson]
    named = [planned for planned in alike if planned.clip.name in _names(planned, film.memory)]
    parameters = _told(film.memory.recipe.parameters)
    equal = [
        planned for planned in named or alike if _told(remembered(planned.recipe).parameters) == parameters
    ]
    return _by_hint(film, equal or named)


def _left(film: Shown, plans: Sequence[Planned], taken: set[str]) -> list[Planned]:
    alike = [planned for planned in plans if planned.recipe.lesson == film.memory.recipe.lesson]
    return _by_hint(film, [planned for planned in alike if planned.clip.name not in taken] or alike)


def _names(planned: Planned, memory: Memory) -> Sequence[str]:
    noted = store_of(planned.clip).noted(named_key(memory.digest)) or {}
    return list(noted.get("clips", ()))


def _by_hint(film: Shown, found: list[Planned]) -> list[Planned]:
    """Return the one of several clips whose name begins what the film is called, or all."""
    called = [planned for planned in found if film.hint.startswith(planned.clip.name)]
    return [max(called, key=lambda planned: len(planned.clip.name))] if called else found


def _told(parameters: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in parameters.items() if name not in OF_THE_LOOK}
