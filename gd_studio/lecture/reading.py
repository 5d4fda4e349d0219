"""A clip's parameters, read with the lesson's own model, here or in a process that has imported manim."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from gd_studio.errors import CommandError, StudioError
from gd_studio.lecture.assignments import Assignment
from gd_studio.lecture.catalog import load
from gd_studio.lecture.clips import Clip
from gd_studio.lecture.recipe import Recipe
from gd_studio.mishaps import Mishap


@dataclass(frozen=True, slots=True)
class Question:
    """What a clip's recipe is.

    Parameters
    ----------
    clip
        The clip.
    given
        The assignments that may be meant for it.
    source
        The text of its lesson's file, if it is the lecturer's own.
    code
        The digest of the code that draws it.
    """

    clip: Clip
    given: tuple[Assignment, ...]
    source: str
    code: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The way to the recipe, or why there is none.

    Parameters
    ----------
    known
        The keys of the lesson, if it could be loaded.
    receipt
        JSON values that lead to the recipe again.
    refused
        Why the parameters cannot be read.
    """

    known: list[str] = field(default_factory=list)
    receipt: Mapping[str, Any] = field(default_factory=dict)
    refused: StudioError | Mishap | None = None


def read(question: Question) -> Answer:
    """Return the answer; whatever goes wrong is part of it."""
    known: list[str] = []
    try:
        return Answer(known, _receipt(question, known))
    except StudioError as error:
        return Answer(known, refused=error)
    except Exception as error:
        return Answer(known, refused=Mishap.of(error))


def read_here(questions: Sequence[Question]) -> list[Answer]:
    """Return the answer to each question."""
    return [read(question) for question in questions]


def _receipt(question: Question, known: list[str]) -> dict[str, Any]:
    from gd_studio.lecture.parameters import dump_fields, input_digests, read_parameters
    from gd_studio.lecture.staging import look_of, remember
    from scenes.base.ground import fitting, ground_notes

    clip = question.clip
    lesson = load(clip.lesson.name, clip.lesson.path.name, question.source)
    known += lesson.Params.model_fields
    meant = [item for item in question.given if item.key in known or item.clip is not None]
    quiet = {"captions": False} if clip.loop else {}
    written = quiet | dict(clip.written) | {item.key: item.value for item in meant}
    origin = {item.key: f'{item.where}, clip "{clip.name}"' for item in meant}
    try:
        parameters = read_parameters(
            lesson.Params, written, clip.folder, lambda key: origin.get(key) or clip.where(key)
        )
    except StudioError as error:
        if error.message.startswith(tuple(origin.values())):
            raise CommandError(error.message) from error
        raise
    width, height = clip.quality.size(clip.aspect)
    told, contents = dump_fields(parameters)
    recipe = Recipe(
        lesson=clip.lesson.name,
        file=clip.lesson.path.name,
        source=question.source,
        parameters=told,
        contents=contents,
        theme=fitting(clip.background, clip.theme),
        background=clip.background,
        language=clip.language,
        width=width,
        height=height,
        frame_rate=clip.quality.frame_rate,
    )
    notes = [*ground_notes(clip.background), *lesson.notes(parameters, look_of(recipe))]
    remember(recipe, parameters)
    return {
        "recipe": asdict(recipe),
        "digest": recipe.digest(question.code),
        "notes": notes,
        "inputs": (inputs := input_digests(parameters, clip.folder)),
        "files": [name for name in inputs if name in json.loads(told).values()],
        "used": [item.text for item in meant],
        "known": known,
    }
