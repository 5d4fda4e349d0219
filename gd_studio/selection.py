"""Which clips a command is about: from the words on the command line and the lecture beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gd_studio.assignments import Assignment, read_assignment
from gd_studio.catalog import Catalog
from gd_studio.errors import StudioError
from gd_studio.lecture import Clip, check_file_names, choose, clips_of_all_lessons, read_lecture

DEFAULT_LECTURE = Path("lecture.toml")


@dataclass(frozen=True, slots=True)
class Style:
    """Options that replace what the lecture says, where they are given.

    Parameters
    ----------
    quality, theme, aspect
        By name.
    formats
        Names separated by commas.
    """

    quality: str | None = None
    theme: str | None = None
    aspect: str | None = None
    formats: str | None = None

    def apply(self, clip: Clip) -> Clip:
        """Return the clip with the options that are given.

        Raises
        ------
        StudioError
            If one of them is unknown.
        """
        given: dict[str, Any] = {"quality": self.quality, "theme": self.theme, "aspect": self.aspect}
        for key, value in given.items():
            if value is not None:
                clip = clip.restyled({key: value}, f"--{key}")
        if self.formats is not None:
            names = [name.strip() for name in self.formats.split(",") if name.strip()]
            clip = clip.restyled({"formats": names}, "--format")
        return clip


def lecture_files(words: Sequence[str]) -> list[Path]:
    """Return the lecture files among the words of a command, or the one in this folder if it is there."""
    files = [Path(word) for word in words if word.endswith(".toml")]
    return files or ([DEFAULT_LECTURE] if DEFAULT_LECTURE.exists() else [])


def _meant(word: str, clips: list[Clip], catalog: Catalog) -> list[str]:
    """Return the names of the clips that a word means: one by name, or all of a lesson.

    A lesson that the lecture does not use joins `clips` with its defaults.
    """
    if word in {clip.name for clip in clips} or word not in catalog.entries:
        return [word]
    if not any(clip.lesson.name == word for clip in clips):
        clips += [clip for clip in clips_of_all_lessons(catalog, Path.cwd()) if clip.lesson.name == word]
    return [clip.name for clip in clips if clip.lesson.name == word]


def select(
    words: Sequence[str], style: Style = Style(), sets: Sequence[str] = ()
) -> tuple[list[Clip], list[Assignment]]:
    """Return the clips that a command names, restyled, and its assignments.

    Parameters
    ----------
    words
        Lecture files (ending in ``.toml``), clips and lessons by name; every clip if none is named.
    style
        Options that replace what the lecture says.
    sets
        Texts of --set.

    Raises
    ------
    StudioError
        If something is unknown or not allowed.
    """
    catalog = Catalog()
    files = lecture_files(words)
    clips = [clip for file in files for clip in read_lecture(file, catalog)]
    if not files:
        clips = clips_of_all_lessons(catalog, Path.cwd())
    check_file_names(clips)
    if not clips:
        raise StudioError("there are no lessons to make clips of.")
    names = [word for word in words if not word.endswith(".toml")]
    chosen = choose(clips, [name for word in names for name in _meant(word, clips, catalog)])
    return [style.apply(clip) for clip in chosen], [read_assignment(text) for text in sets]
