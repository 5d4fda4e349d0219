"""What a clip remembers: its recipe, inside the file, from which the file can be made again.

A clip travels: it is mailed, put online, kept for years. So the lecturer's own data stay at home: a table,
and any text that is long, is remembered by its SHA-256 only. What the table was called is a parameter.
"""

import json
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from gd_studio.deliver.imprint.imprint import imprint_of
from gd_studio.errors import StudioError
from gd_studio.lecture.formats import Format, plain
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


class Part(BaseModel):
    """A clip that a film of several ones is made of: what it is called, and what it would remember alone."""

    model_config = ConfigDict(frozen=True)

    name: str
    memory: Memory


class Composition(BaseModel):
    """What a film of several clips remembers.

    Parameters
    ----------
    made_by, words
        The command that made it, and its words but for the lecture file: ``film``, ``("--card", "3")``.
    title
        The lecture's.
    clips
        Of which it is made, in their order.
    """

    model_config = ConfigDict(frozen=True)

    made_by: Literal["film", "sweep"]
    words: tuple[str, ...]
    title: str
    clips: tuple[Part, ...]

    def command(self, lecture: str) -> str:
        """Return what makes it again from the lecture file that its recipe is.

        >>> Composition(made_by="sweep", words=("rates=[0.1, 1],[2]",), title="", clips=()).command("a.toml")
        "gd sweep a.toml 'rates=[0.1, 1],[2]'"
        """
        return shlex.join(["gd", self.made_by, lecture, *self.words])

    @property
    def told(self) -> str:
        """Return what it is, as part of a sentence."""
        names = ", ".join(dict.fromkeys(part.name for part in self.clips))
        values = f" with {self.words[0]}" if self.made_by == "sweep" else ""
        return f"a film of {len(self.clips)} clips, made by gd {self.made_by}: {names}{values}"


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
    return _text(memory_of(planned, form, digest, piece))


def composition_text(
    made_by: Literal["film", "sweep"], words: Sequence[str], plans: Sequence[Planned]
) -> str:
    """Return what a film of several clips is to remember, as ASCII.

    Parameters
    ----------
    made_by, words
        As `Composition` has them.
    plans
        The clips.
    """
    parts = tuple(
        Part(name=one.clip.name, memory=memory_of(one, plain("mp4"), one.digest, one.clip.piece.keys))
        for one in plans
    )
    title = plans[0].clip.title
    return _text(Composition(made_by=made_by, words=tuple(words), title=title, clips=parts))


def memory_of(planned: Planned, form: Format, digest: str, piece: Mapping[str, Any]) -> Memory:
    """Return what a file is to remember; `memory_text` says of what."""
    return Memory(
        recipe=remembered(planned.recipe),
        piece=piece,
        format=form.name,
        options=json.loads(form.text),
        files=planned.files,
        code=planned.code,
        versions=drawing_versions(),
        digest=digest,
    )


def _text(memory: Memory | Composition) -> str:
    told = {MARK: MEMORY} | memory.model_dump(mode="json")
    return json.dumps(told, sort_keys=True, separators=(",", ":"))


def recipe_of(path: Path) -> Memory:
    """Return what a clip, GIF or poster remembers, whatever it is called now.

    Raises
    ------
    StudioError
        As for `told_by`, or if it is a film of several clips.
    """
    told = told_by(path)
    if isinstance(told, Composition):
        raise StudioError(
            f"{path}: is {told.told}; gd recipe {path} prints the lecture file that makes it again,"
            f" and gd explain and gd remake take the clips themselves."
        )
    return told


def told_by(path: Path) -> Memory | Composition:
    """Return what a clip, GIF or poster, or a film of several clips remembers, whatever it is called now.

    Raises
    ------
    StudioError
        If there is no such file, or it remembers nothing that can be read here.
    """
    try:
        told = memory_in(path, str(path))
    except OSError as error:
        reason = "there is no such file" if isinstance(error, FileNotFoundError) else error.strerror
        raise StudioError(f"{path}: {reason}.") from error
    except ValueError as error:
        raise StudioError(f"{path}: no recipe can be read from it: {error}.") from error
    if told is None:
        raise StudioError(
            f"{path}: no recipe is inside; gd did not make it, or did so before clips remembered theirs,"
            " or another program has saved it anew."
        )
    return told


def memory_in(file: Path | IO[bytes], name: str) -> Memory | Composition | None:
    """Return what a file remembers that may be part of another one, or None if it is none of ours.

    Parameters
    ----------
    file
        Where it is, or its content.
    name
        What it is called in sentences.

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
        kind = Composition if "clips" in told else Memory
        return kind.model_validate(told)
    except ValidationError as error:
        raise StudioError(f"{name}: its recipe is damaged; render the clip again.") from error


def _json(text: str | None) -> dict[str, Any]:
    try:
        told = json.loads(text or "")
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
