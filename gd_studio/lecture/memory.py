"""What a clip remembers: its recipe, inside the file, from which the file can be made again.

A clip travels: it is mailed, put online, kept for years. So the lecturer's own data stay at home: a table,
and any text that is long, is remembered by its SHA-256 only. What the table was called is a parameter.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from pydantic import BaseModel, ConfigDict, ValidationError

from gd_studio.deliver.imprint.imprint import imprint_of
from gd_studio.errors import StudioError
from gd_studio.lecture.formats import Format
from gd_studio.lecture.plan import Planned
from gd_studio.lecture.recipe import MEMORY, Recipe, canonical_json, sha256_of
from gd_studio.store.drawing_code import drawing_versions

MOST_LETTERS = 1000
"""Of a parameter's value as JSON; a longer one is remembered by its digest."""
MARK = "downhill"
"""The key that says whose recipe a text is, and in which form."""


class RememberedRecipe(BaseModel):
    """A recipe as a file remembers it.

    Parameters
    ----------
    parameters
        By name; of a long one ``{"sha256": …}``.
    contents
        The SHA-256 of each thing that was read from files or made, by its name.
    source
        The SHA-256 of the lesson's file, if it was the lecturer's own.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    lesson: str
    file: str
    source: str
    parameters: Mapping[str, Any]
    contents: Mapping[str, str]
    theme: str
    language: str
    width: int
    height: int
    frame_rate: int
    background: str = ""


class Memory(BaseModel):
    """What a file remembers.

    Parameters
    ----------
    recipe
        What it shows.
    piece
        How it is cut out of the clip, as keys of lecture.toml; none if it is whole.
    format, options
        As what it was made.
    files
        The lecturer's files that were read, as the parameters name them.
    code, versions
        What drew it.
    digest
        Under which the store files it.
    """

    model_config = ConfigDict(frozen=True)

    recipe: RememberedRecipe
    piece: Mapping[str, Any]
    format: str
    options: Mapping[str, Any]
    files: tuple[str, ...]
    code: str
    versions: Mapping[str, str]
    digest: str


def remembered(recipe: Recipe) -> RememberedRecipe:
    """Return a recipe as a file remembers it."""
    told = asdict(recipe)
    told["parameters"] = {
        name: value if len(canonical_json(value)) <= MOST_LETTERS else {"sha256": sha256_of(value)}
        for name, value in json.loads(recipe.parameters).items()
    }
    told["contents"] = {name: sha256_of(value) for name, value in json.loads(recipe.contents).items()}
    told["source"] = sha256_of(recipe.source) if recipe.source else ""
    return RememberedRecipe(**told)


def memory_text(planned: Planned, form: Format, digest: str, piece: Mapping[str, Any] = {}) -> str:
    """Return what a file is to remember, as ASCII: the same for the same file, whoever makes it.

    Parameters
    ----------
    planned
        The clip that it is made of.
    form
        As what it is made.
    digest
        Under which the store files it.
    piece
        How it is cut out of the clip, as keys and values of lecture.toml: ``{"beats": "4-6"}``.
    """
    memory = Memory(
        recipe=remembered(planned.recipe),
        piece=piece,
        format=form.name,
        options=json.loads(form.text),
        files=planned.files,
        code=planned.code,
        versions=drawing_versions(),
        digest=digest,
    )
    told = {MARK: MEMORY} | memory.model_dump(mode="json")
    return json.dumps(told, sort_keys=True, separators=(",", ":"))


def recipe_of(path: Path) -> Memory:
    """Return what a clip, GIF or poster remembers, whatever it is called now.

    Raises
    ------
    StudioError
        If there is no such file, or it remembers nothing that can be read here.
    """
    try:
        return read_memory(path, str(path))
    except OSError as error:
        reason = "there is no such file" if isinstance(error, FileNotFoundError) else error.strerror
        raise StudioError(f"{path}: {reason}.") from error


def read_memory(file: Path | IO[bytes], name: str) -> Memory:
    """Return what a file remembers that may be part of another one.

    Parameters
    ----------
    file
        Where it is, or its content.
    name
        What it is called in sentences.

    Raises
    ------
    StudioError
        As for `recipe_of`.
    """
    try:
        memory = memory_in(file, name)
    except ValueError as error:
        raise StudioError(f"{name}: no recipe can be read from it: {error}.") from error
    if memory is None:
        raise StudioError(
            f"{name}: no recipe is inside; gd did not make it, or did so before clips remembered theirs,"
            " or another program has saved it anew."
        )
    return memory


def memory_in(file: Path | IO[bytes], name: str) -> Memory | None:
    """Return what a file remembers, or None if it is none of ours.

    Parameters
    ----------
    file, name
        As for `read_memory`.

    Raises
    ------
    StudioError
        If it is ours and cannot be read here.
    ValueError
        If it is damaged, or no such file.
    """
    told = _json(imprint_of(file))
    if MARK not in told:
        return None
    if told[MARK] != MEMORY:
        raise StudioError(
            f"{name}: its recipe has form {told[MARK]}, and this gd reads form {MEMORY};"
            " use the gd that made it, or render the clip again."
        )
    try:
        return Memory.model_validate(told)
    except ValidationError as error:
        raise StudioError(f"{name}: its recipe is damaged; render the clip again.") from error


def _json(text: str | None) -> dict[str, Any]:
    try:
        told = json.loads(text or "")
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
