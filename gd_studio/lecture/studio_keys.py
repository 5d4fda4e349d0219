"""The keys that every clip has, whatever its lesson: how it looks, and as what it is delivered."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from gd_studio.deliver.pieces import read_beats
from gd_studio.deliver.poster import read_moment
from gd_studio.errors import StudioError, way_out
from gd_studio.lecture.formats import default_formats, read_formats
from gd_studio.lecture.quality import ASPECTS, Quality, find_quality
from gd_studio.lecture.wording import shown
from gd_studio.store.drawing_code import ENGLISH, languages

THEMES = ("dark", "light")
SLIDES = ("beats", "clip")
STUDIO_DEFAULTS: dict[str, Any] = {
    "quality": "1080p60",
    "theme": "dark",
    "aspect": "16:9",
    "formats": default_formats(),
    "language": ENGLISH,
    "slides": "beats",
    "beats": "all",
    "split": False,
    "loop": False,
    "background": "theme",
    "poster": "start",
}


def studio_values(written: Mapping[str, Any], where: Callable[[str], str]) -> dict[str, Any]:
    """Return the checked values of some keys of STUDIO_DEFAULTS.

    Parameters
    ----------
    written
        Keys and values as TOML knows them.
    where
        Opens the sentence about a key.

    Raises
    ------
    StudioError
        If a value is not allowed.
    """
    return {key: _READERS[key](value, key, where(key)) for key, value in written.items()}


def _formats(value: object, key: str, opening: str) -> Any:
    return read_formats(value, opening)


def _quality(value: object, key: str, opening: str) -> Quality:
    return find_quality(_text(value, key, opening), opening)


def _one_of(allowed: Callable[[], Sequence[str]]) -> "_Reader":
    def read(value: object, key: str, opening: str) -> str:
        name = _text(value, key, opening)
        if name not in allowed():
            raise StudioError(f'{opening}: unknown {key} "{name}"; {way_out(name, allowed(), f"{key}s")}')
        return name

    return read


def _text(value: object, key: str, opening: str) -> str:
    if not isinstance(value, str):
        raise StudioError(f"{opening}: {key} = {shown(value)} must be text in quotes.")
    return value


def _slides(value: object, key: str, opening: str) -> str:
    text = _text(value, key, opening)
    if text not in SLIDES:
        raise StudioError(f'{opening}: {key} = {shown(value)} must be "beats" or "clip".')
    return text


def _checked(read: Callable[[object], Any]) -> "_Reader":
    def check(value: object, key: str, opening: str) -> Any:
        try:
            return read(value)
        except ValueError as error:
            raise StudioError(f"{opening}: {key} = {shown(value)} {error}.") from None

    return check


def _switch(value: object, key: str, opening: str) -> bool:
    if not isinstance(value, bool):
        raise StudioError(f"{opening}: {key} = {shown(value)} must be true or false.")
    return value


def _background(value: object) -> str:
    """Return a colour as ``#RRGGBB``; ``""`` for that of the theme."""
    from scenes.base.ground import read_ground

    return "" if value == "theme" else read_ground(value if isinstance(value, str) else "")


_Reader = Callable[[object, str, str], Any]
_READERS: dict[str, _Reader] = {
    "quality": _quality,
    "theme": _one_of(lambda: THEMES),
    "aspect": _one_of(lambda: tuple(ASPECTS)),
    "formats": _formats,
    "language": _one_of(lambda: tuple(languages())),
    "slides": _slides,
    "beats": _checked(read_beats),
    "split": _switch,
    "loop": _switch,
    "background": _checked(_background),
    "poster": _checked(read_moment),
}
