"""A clip in a notebook: drawn where the notebook is, kept in the store there, shown in the page itself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gd_studio.commands.rendering import render
from gd_studio.deliver.decks.video_element import data_address, video_element
from gd_studio.engine.master import MASTER, POSTER
from gd_studio.errors import RenderError
from gd_studio.farm.delivery import films_of
from gd_studio.farm.job import Job
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import clips_of_all_lessons
from gd_studio.lecture.plan import plan
from gd_studio.lecture.studio_keys import STUDIO_DEFAULTS


@dataclass(frozen=True, slots=True)
class Shown:
    """A clip, or some of its beats, that a notebook shows as a film.

    Parameters
    ----------
    film, poster
        The MP4, and its first picture as PNG.
    alt
        What it shows.
    """

    film: Path
    poster: Path
    alt: str

    def _repr_html_(self) -> str:
        source = f'src="{data_address(self.film, "video/mp4")}"'
        return video_element(
            source, data_address(self.poster, "image/png"), self.alt, "controls", "autoplay", WIDTH
        )


WIDTH = 'style="max-width: 100%"'
"""Of a film in a notebook: that of the page, at most."""


def make(lesson: str, given: Mapping[str, Any]) -> Shown:
    """Draw a clip if the store does not have it, and return it.

    Parameters
    ----------
    lesson
        By name.
    given
        Values of parameters of the lesson, and of keys that all clips have.

    Raises
    ------
    StudioError
        If something is unknown or not allowed, or the clip cannot be drawn.
    """
    entry = Catalog().find(lesson)
    [clip] = [clip for clip in clips_of_all_lessons(Catalog(), Path.cwd()) if clip.lesson.name == entry.name]
    values = {key: _plain(value) for key, value in given.items()}
    looks = {key: value for key, value in values.items() if key in STUDIO_DEFAULTS}
    written = {key: value for key, value in values.items() if key not in STUDIO_DEFAULTS}
    clip = replace(clip.restyled(looks, f'show("{lesson}")'), written=written, formats=(), split=False)
    if render([clip], []):
        raise RenderError(f'show("{lesson}"): the clip could not be made; the line above says why.')
    [film] = films_of(Job(plan([clip])[0], clip.media))
    return Shown(film.entry.path(MASTER), film.entry.path(POSTER), entry.summary)


def _plain(value: Any) -> Any:
    """Return a value as TOML has it: tuples and arrays become lists, numbers of numpy become numbers."""
    if hasattr(value, "tolist"):
        return value.tolist()
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value
