"""Parameters for a lesson that the stock `manim` command renders: from lecture.toml, or the defaults."""

import tomllib
from pathlib import Path
from typing import Any

from scenes.base.ground import fitting, read_ground
from scenes.base.look import Look
from scenes.base.parameters import LessonParams

LECTURE = Path("lecture.toml")
_NOT_PARAMETERS = {
    "lesson", "name", "quality", "theme", "aspect", "formats", "language", "slides", "beats", "split",
    "poster", "loop", "background",
}  # fmt: skip


def stock_settings(lesson: str, params: type[LessonParams]) -> tuple[LessonParams, Look]:
    """Return parameters and look of the first clip of `lesson` in the lecture file of the working folder.

    Raises
    ------
    SystemExit
        When the file does not fit: one sentence, for `manim` has no better place to say it.
    """
    if not LECTURE.exists():
        return params(), Look()
    try:
        lecture: dict[str, Any] = tomllib.loads(LECTURE.read_text(encoding="utf-8"))
        clips = [clip for clip in lecture.get("clip", []) if clip.get("lesson") == lesson]
        clip = clips[0] if clips else {}
        values = {key: value for key, value in clip.items() if key not in _NOT_PARAMETERS}
        look = {"theme": "dark", "language": "en", "background": "theme"} | lecture.get("defaults", {}) | clip
        background = "" if look["background"] == "theme" else read_ground(look["background"])
        theme = fitting(background, look["theme"])
        return (
            params.model_validate(values, context={"folder": LECTURE.resolve().parent}),
            Look(
                theme="light" if theme == "light" else "dark",
                language=look["language"],
                background=background,
            ).spoken(),
        )
    except (ValueError, AttributeError) as error:
        raise SystemExit(f"{LECTURE}: {error}; run `gd render` for a clearer message") from None
