"""Which clips a command is about: from the words on the command line and the lecture beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gd_studio.errors import CommandError, StudioError
from gd_studio.lecture.assignments import Assignment, read_assignment
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import (
    Clip,
    check_file_names,
    check_pieces,
    choose,
    clips_of_all_lessons,
    read_lecture,
)
from gd_studio.lecture.files import DEFAULT_LECTURE, alike, lecture_files, why_no_lecture


@dataclass(frozen=True, slots=True)
class Style:
    """Options that replace what the lecture says, where they are given.

    Parameters
    ----------
    quality, theme, aspect
        By name.
    formats
        Names separated by commas.
    language
        By its code.
    beats
        A beat, or a run of beats, whose files stand beside those of the clip.
    split
        Whether each beat is a file of its own.
    """

    quality: str | None = None
    theme: str | None = None
    aspect: str | None = None
    formats: str | None = None
    language: str | None = None
    beats: str | None = None
    split: bool = False

    def apply(self, clip: Clip) -> Clip:
        """Return the clip with the options that are given.

        Raises
        ------
        StudioError
            If one of them is unknown.
        """
        for key in ("quality", "theme", "aspect", "language"):
            value = getattr(self, key)
            if value is not None:
                clip = clip.restyled({key: value}, f"--{key}")
        if self.formats is not None:
            names = [name.strip() for name in self.formats.split(",") if name.strip()]
            clip = clip.restyled({"formats": names}, "--format")
        if self.beats is not None:
            clip = clip.restyled({"beats": self.beats}, "--beats")
            clip = replace(clip, ending=clip.piece.ending)
        return clip.restyled({"split": True}, "--split") if self.split else clip


def _meant(word: str, clips: list[Clip], catalog: Catalog) -> list[str]:
    """Return the names of the clips that a word means: one by name, or all of a lesson.

    A lesson that the lecture does not use joins `clips` with its defaults.
    """
    if word in {clip.name for clip in clips}:
        return [word]
    if word not in catalog.entries:
        if Path(word).exists():
            raise CommandError(f"{word}: {why_no_lecture(Path(word))}")
        return [word]
    if not any(clip.lesson.name == word for clip in clips):
        clips += [clip for clip in clips_of_all_lessons(catalog, Path.cwd()) if clip.lesson.name == word]
    return [clip.name for clip in clips if clip.lesson.name == word]


def select(
    words: Sequence[str], style: Style = Style(), sets: Sequence[str] = (), *, every_lesson: bool = False
) -> tuple[list[Clip], list[Assignment]]:
    """Return the clips that a command names, restyled, and its assignments.

    Parameters
    ----------
    words
        Lecture files (ending in ``.toml``), clips and lessons by name; every clip of the lecture if none
        is named.
    style
        Options that replace what the lecture says.
    sets
        Texts of --set.
    every_lesson
        Whether the lessons that the lecture does not use join it with their defaults.

    Raises
    ------
    StudioError
        If something is unknown or not allowed, or there is neither a lecture nor a word.
    """
    catalog = Catalog()
    files = lecture_files(words)
    names = [word for word in words if not word.endswith(".toml")]
    if not files and not names and not every_lesson:
        hint = alike(DEFAULT_LECTURE) or "; call gd where one is."
        raise CommandError(
            f"there is no lecture.toml in {Path.cwd()}{hint}"
            " A lesson is rendered by its name (gd render BallOnParabola), all of them with --all."
        )
    clips = [clip for file in files for clip in read_lecture(file, catalog)]
    if not files or every_lesson:
        used = {clip.lesson.name for clip in clips}
        lessons = clips_of_all_lessons(catalog, Path.cwd())
        clips += [clip for clip in lessons if clip.lesson.name not in used]
    check_file_names(clips)
    if not clips:
        raise StudioError("there are no lessons to make clips of.")
    chosen = choose(clips, [name for word in names for name in _meant(word, clips, catalog)])
    styled = [style.apply(clip) for clip in chosen]
    check_pieces(styled)
    return styled, [read_assignment(text) for text in sets]
