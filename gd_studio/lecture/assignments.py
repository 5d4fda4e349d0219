"""The option --set: ``key=value`` for every selected clip that has the key, ``clip.key=value`` for one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from gd_studio.errors import CommandError, nearest, way_out
from gd_studio.lecture.clips import Clip
from gd_studio.lecture.studio_keys import STUDIO_DEFAULTS
from gd_studio.lecture.wording import is_too_large, shown, value_of


@dataclass(frozen=True, slots=True)
class Assignment:
    """One --set: the key, its value, and the clip that it is for (None: every clip that has the key)."""

    text: str
    clip: str | None
    key: str
    value: Any

    @property
    def where(self) -> str:
        """Return the opening of a sentence about it."""
        return f"--set {self.text}"


def read_assignment(text: str) -> Assignment:
    """Return what `text` says; the value is written as in TOML, and a bare word is text.

    Raises
    ------
    CommandError
        If it is not of the form ``key=value``.

    >>> read_assignment("ball.learning_rate=0.3")
    Assignment(text='ball.learning_rate=0.3', clip='ball', key='learning_rate', value=0.3)
    >>> read_assignment("function=x**2").value, read_assignment("rates=[0.1, 1]").value
    ('x**2', [0.1, 1])
    """
    target, equals, value = text.partition("=")
    clip, _, key = target.strip().rpartition(".")
    if not equals or not key.isidentifier() or "." in clip:
        raise CommandError(f'--set "{text}": write key=value or clip.key=value, such as learning_rate=0.3.')
    known = value_of(value.strip())
    if is_too_large(known):
        raise CommandError(f"--set {target}: {shown(known)} is too large a number.")
    return Assignment(text, clip or None, key, known)


def applicable(assignments: Iterable[Assignment], clip: Clip) -> list[Assignment]:
    """Return the assignments of parameters that may be meant for `clip`: those that name it or no clip."""
    return [
        item for item in assignments if item.clip in (None, clip.name) and item.key not in STUDIO_DEFAULTS
    ]


def restyle(clips: Sequence[Clip], assignments: Sequence[Assignment]) -> list[Clip]:
    """Return the clips with the assignments of quality, theme, aspect, formats and language applied.

    Raises
    ------
    CommandError
        If an assignment names a clip that is not there, or a value is not allowed.
    """
    names = [clip.name for clip in clips]
    for item in assignments:
        if item.clip is not None and item.clip not in names:
            raise CommandError(
                f'{item.where}: unknown clip "{item.clip}"; {way_out(item.clip, names, "clips")}'
            )
    styled = []
    for clip in clips:
        changed = clip
        for item in assignments:
            if item.key in STUDIO_DEFAULTS and item.clip in (None, clip.name):
                changed = changed.restyled({item.key: item.value}, item.where)
        styled.append(changed)
    return styled


def refuse_unused(assignments: Iterable[Assignment], used: set[str], known: Iterable[str]) -> None:
    """Refuse an assignment whose key no selected clip has.

    Parameters
    ----------
    used
        Texts of the assignments that were used.
    known
        Every key of the selected clips, for the nearest one.
    """
    for item in assignments:
        if item.text in used or item.key in STUDIO_DEFAULTS:
            continue
        guess = nearest(item.key, known)
        hint = f'did you mean "{guess}"?' if guess else "`gd list LESSON` shows the keys of a lesson."
        raise CommandError(f'{item.where}: no selected clip has the key "{item.key}"; {hint}')
