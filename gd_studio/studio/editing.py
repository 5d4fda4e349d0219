"""A clip while it is tried out: other values than in the file, until they are saved there."""

import re
from collections.abc import Mapping
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

from gd_studio.lecture.clips import CLIP_KEYS, Clip
from gd_studio.lecture.quality import QUALITIES
from gd_studio.lecture.reading import Question
from gd_studio.lecture.wording import toml
from gd_studio.store.drawing_code import drawing_code
from gd_studio.studio.lecture_file import LectureFile, clip_text

STYLE = ("theme", "aspect", "language", "quality")


class Editing:
    """The values of a clip as one visitor has set them.

    Parameters
    ----------
    lecture
        The file.
    name
        The clip's.
    """

    def __init__(self, lecture: LectureFile, name: str) -> None:
        self._lecture, self.name = lecture, name
        self.read()

    def read(self) -> None:
        """Take what is in the file; what was tried out is forgotten.

        Raises
        ------
        StudioError
            If the clip is not in the file any more, or the file cannot be read.
        """
        self.version = self._lecture.version
        self.clip: Clip = self._lecture.clip(self.name)
        self.before: dict[str, Any] = self._lecture.written(self.name)
        self.values: dict[str, Any] = dict(self.before)

    @property
    def changes(self) -> dict[str, Any]:
        """Return what is not in the file yet; None for a key that is taken away."""
        keys = {*self.before, *self.values}
        return {key: self.values.get(key) for key in keys if self.values.get(key) != self.before.get(key)}

    @property
    def text(self) -> str:
        """Return the clip as lines of a lecture file."""
        values = {key: value for key, value in self.values.items() if key != "lesson"}
        return clip_text(self.clip.lesson.name, values)

    @property
    def command(self) -> str:
        """Return the command that makes the clip with these values."""
        sets = " ".join(
            f"--set '{key}={toml(value)}'" for key, value in self.changes.items() if value is not None
        )
        return f"gd render {self.name} {sets}".strip()

    @property
    def snippet(self) -> str:
        """Return the HTML that shows the clip in a page beside its files."""
        name, films = escape(self.name, quote=True), [made.name for made in self.clip.formats]
        if "mp4" not in films and "gif" in films:
            return f'<img src="{name}.gif" alt="{name}">'
        plays = "autoplay muted loop playsinline" if self.clip.loop else "controls"
        return f'<video src="{name}.mp4" poster="{name}.png" {plays}></video>'

    @property
    def question(self) -> Question:
        """Return what the clip would be with these values, as `asked` does."""
        return self.asked(self.values)

    def asked(self, values: Mapping[str, Any]) -> Question:
        """Return what the clip would be with some values.

        Raises
        ------
        StudioError
            If one of the keys that every clip has is not understood.
        """
        style = {key: values[key] for key in STYLE if key in values}
        written = {key: value for key, value in values.items() if key not in CLIP_KEYS}
        clip = replace(self.clip, written=written, lecture="", lines={}).restyled(style, "")
        source, path = clip.lesson.source, clip.lesson.path
        return Question(
            clip, (), source, drawing_code(Path(path.name) if source else path, source, clip.language)
        )

    def style(self, key: str, values: Mapping[str, Any] | None = None) -> str:
        """Return the theme, aspect, language or quality in force; ``""`` for a quality without a name."""
        given = (self.values if values is None else values).get(key)
        if given is None and key == "quality":
            given = next((name for name, known in QUALITIES.items() if known == self.clip.quality), "")
        return str(getattr(self.clip, key) if given is None else given)

    def save(self) -> None:
        """Write the changes into the file.

        Raises
        ------
        StudioError
            As for `LectureFile.assign`.
        """
        self._lecture.assign(self.name, self.changes, self.before)
        self.read()

    def fault(self, sentence: str, known: Mapping[str, object]) -> tuple[str, str]:
        """Return at which field a sentence belongs (``""``: at none), and the sentence for there."""
        said = sentence.removeprefix(f'clip "{self.name}": ')
        key = re.match(r"\w+", said)
        return (key[0] if key and key[0] in known else ""), said
