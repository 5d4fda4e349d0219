"""From what a file remembers back to a clip as lecture.toml would name it."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from gd_studio.errors import StudioError
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import Clip, clip_of_table
from gd_studio.lecture.memory import Composition, Memory
from gd_studio.lecture.quality import named
from gd_studio.lecture.wording import toml, value_of

MEDIA = "media"
LETTERS_OF_A_SUM = 12
"""Of a SHA-256, for the eye."""


def clip_table(memory: Memory, file: str) -> dict[str, Any]:
    """Return the keys and values of the [[clip]] that makes a file again.

    Parameters
    ----------
    memory
        What the file remembers.
    file
        What it is called in sentences.

    Raises
    ------
    StudioError
        If it has a size or frame rate that is none of the qualities.
    """
    recipe = memory.recipe
    quality = named(recipe.width, recipe.height, recipe.frame_rate)
    if quality is None:
        raise StudioError(
            f"{file}: {recipe.width} x {recipe.height} at {recipe.frame_rate} frames a second is no quality"
            " of this gd; use the gd that made it."
        )
    return {
        "lesson": recipe.lesson,
        "quality": quality[0],
        "aspect": quality[1],
        "theme": recipe.theme,
        **({"background": recipe.background} if recipe.background else {}),
        "language": recipe.language,
        "formats": [_format_text(memory)],
        **memory.piece,
        **{name: value for name, value in recipe.parameters.items() if _is_written(value)},
    }


def recipe_toml(memory: Memory, name: str, file: str) -> str:
    """Return a lecture file of one clip, which makes a file again.

    Parameters
    ----------
    memory
        What the file remembers.
    name
        The clip's; ``""`` for the lesson's own.
    file
        What the file is called in sentences.
    """
    remarks = [
        f"# The recipe of {file}: saved as a lecture file, `gd render` makes it again.",
        f"# It was drawn by {_drawn_by(memory)}; `gd explain` says what has changed.",
        *_remarks(memory),
    ]
    return "\n".join([*remarks, "", *_clip_lines(memory, name, file)]) + "\n"


def composition_toml(composition: Composition, stem: str, file: str) -> str:
    """Return a lecture file of all clips of a film, from which a command makes it again; of a sweep, of one.

    Parameters
    ----------
    composition
        What the film remembers.
    stem
        What the lecture file is to be called.
    file
        What the film is called in sentences.
    """
    swept = composition.made_by == "sweep"
    lines = [
        f"# The recipe of {file}, {composition.told}.",
        f"# Saved as {stem}.toml, `{composition.command(f'{stem}.toml')}` makes it again.",
        *([f"title = {toml(composition.title)}"] if composition.title else []),
    ]
    names: list[str] = []
    for part in composition.clips[:1] if swept else composition.clips:
        lines += ["", f"# It was drawn by {_drawn_by(part.memory)}.", *_remarks(part.memory)]
        name = part.name + f"-{names.count(part.name) + 1}" * (part.name in names)
        lines += _clip_lines(part.memory, name, file)
        names.append(part.name)
    return "\n".join(lines) + "\n"


def clip_of(memory: Memory, file: Path, catalog: Catalog, home: Path | None = None) -> Clip:
    """Return the clip that a file was made of, named like the file where a clip may be called so.

    Parameters
    ----------
    memory
        What the file remembers.
    file
        The file.
    catalog
        The lessons.
    home
        Where data files are looked for and media/ is; by default where the file's lecture is.

    Raises
    ------
    StudioError
        If its lesson is gone, or something else in it is not known here.
    """
    recipe = memory.recipe
    if recipe.source and recipe.lesson not in catalog.entries:
        raise StudioError(
            f"{file.name}: its lesson {recipe.lesson} is the lecturer's own, in {recipe.file};"
            " name the folder of that file in the environment variable GD_LESSONS."
        )
    name = {"name": file.stem} if is_clip_name(file.stem) else {}
    return clip_of_table(clip_table(memory, file.name) | name, file.name, home or home_of(file), catalog)


def home_of(file: Path) -> Path:
    """Return the folder where a file's lecture is: that of the media/ that it is in, or this one."""
    resolved = file.resolve()
    return resolved.parents[2] if resolved.parent.parent.name == MEDIA else Path.cwd()


def is_clip_name(name: str) -> bool:
    """Tell whether a clip may be called so."""
    return re.fullmatch(r"\w[\w-]*", name) is not None


def left_at_home(memory: Memory) -> Mapping[str, str]:
    """Return the parameters that were too long to be remembered, with the SHA-256 of each."""
    return {
        name: value["sha256"]
        for name, value in memory.recipe.parameters.items()
        if isinstance(value, Mapping)
    }


def _is_written(value: Any) -> bool:
    return value is not None and not isinstance(value, Mapping)


def _format_text(memory: Memory) -> str:
    """Return a format as lecture.toml asks for it: ``gif:frame_rate=25:long_side=640``."""
    options = (f"{name}={_option(value)}" for name, value in memory.options.items() if value is not None)
    return ":".join([memory.format, *options])


def _option(value: Any) -> str:
    bare = isinstance(value, str) and value_of(value) == value
    return value if bare else toml(value)


def _clip_lines(memory: Memory, name: str, file: str) -> list[str]:
    table = clip_table(memory, file)
    named_clip = {"lesson": table.pop("lesson")} | ({"name": name} if name else {}) | table
    return ["[[clip]]", *(f"{key} = {toml(value)}" for key, value in named_clip.items())]


def _drawn_by(memory: Memory) -> str:
    versions = ", ".join(
        f"{name} {memory.versions[name]}"
        for name in ("python", "manim", "numpy", "typst")
        if name in memory.versions
    )
    return f"{versions}, code {_short(memory.code)}"


def _remarks(memory: Memory) -> Iterator[str]:
    """Yield what a lecturer has to know, as comments."""
    recipe = memory.recipe
    for name in memory.files:
        yield f"# {name} must be beside this file, with the values that it had; no clip carries its table."
    if recipe.source:
        yield f"# The lesson was the lecturer's own, in {recipe.file}; GD_LESSONS must name its folder."
    for name, digest in left_at_home(memory).items():
        yield f"# {name} was too long to be remembered ({_short(digest)}); write it below."


def _short(digest: str) -> str:
    return digest[:LETTERS_OF_A_SUM]
