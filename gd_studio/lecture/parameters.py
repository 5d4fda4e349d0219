"""A lesson's parameters: read strictly from what a lecturer wrote, refused in a sentence, and described."""

import itertools
import math
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from gd_studio.errors import StudioError, nearest
from gd_studio.lecture.kinds import kind_of, misfit
from gd_studio.lecture.recipe import canonical_json, sha256_of
from gd_studio.lecture.wording import number, shown
from gd_studio.store.clip_store import file_sha256

if TYPE_CHECKING:
    from scenes.base.parameters import LessonParams

Model = TypeVar("Model", bound=BaseModel)

Where = Callable[[str], str]
"""From a key to the words that open a sentence about it: the file, the line, the clip."""


def read_parameters(model: type[Model], written: Mapping[str, Any], folder: Path, where: Where) -> Model:
    """Return validated parameters.

    Types are taken as written: ``"0.1"`` is no number and ``true`` is no 1.

    Parameters
    ----------
    model
        The lesson's Params, or the options of a product.
    written
        Keys and values as TOML knows them.
    folder
        The lecture's folder, from which names of data files are read.
    where
        Opens the sentence about a key; called with ``""`` when no single key is at fault.

    Raises
    ------
    StudioError
        If a key is unknown or a value is not allowed.
    """
    for key, value in written.items():
        if key not in model.model_fields:
            guess = nearest(key, model.model_fields)
            hint = f'did you mean "{guess}"?' if guess else f"the keys are {', '.join(model.model_fields)}."
            raise StudioError(f'{where(key)}: unknown key "{key}"; {hint}')
        if not _is_plain(value):
            raise StudioError(
                f"{where(key)}: {key} = {shown(value)} is no finite number, text or list of them."
            )
        wrong = misfit(model.model_fields[key].annotation, key, value)
        if wrong:
            raise StudioError(f"{where(key)}: {wrong}.")
    try:
        return model.model_validate(dict(written), context={"folder": folder})
    except ValidationError as error:
        sentence = _sentence(error, written, where)
        raise StudioError(sentence if sentence.endswith((".", "?")) else f"{sentence}.") from error


def dump(parameters: BaseModel) -> str:
    """Return parameters, file contents included, as canonical JSON."""
    return canonical_json(parameters.model_dump(mode="json"))


def dump_fields(parameters: BaseModel) -> tuple[str, str]:
    """Return parameters as canonical JSON: what a lecturer may write, and what follows from that."""
    fields = set(type(parameters).model_fields)
    content = parameters.model_dump(mode="json")
    return (
        canonical_json({name: value for name, value in content.items() if name in fields}),
        canonical_json({name: value for name, value in content.items() if name not in fields}),
    )


def input_digests(parameters: "LessonParams", folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file that `parameters` were read from, by its name as seen from `folder`."""
    return {str(name): file_digest_or_absent(folder / name) for name in parameters.input_files()}


def file_digest_or_absent(path: Path) -> str:
    """Return the SHA-256 of a file, or a word that equals no SHA-256 when there is none."""
    return file_sha256(path) if path.is_file() else sha256_of(["absent", str(path)])


def _is_plain(value: Any) -> bool:
    if isinstance(value, list):
        return all(_is_plain(item) for item in value)
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int | str)


def _sentence(error: ValidationError, written: Mapping[str, Any], where: Where) -> str:
    """Return one sentence about the first key at fault; alternatives of a union are joined by "or"."""
    problems = error.errors()
    first = problems[0]
    if not first["loc"]:
        return f"{where('')}: {_rule(first)}"
    key = str(first["loc"][0])
    value: Any = written.get(key)
    name = key
    for step in first["loc"][1:]:
        if not isinstance(step, int) or not isinstance(value, list) or step >= len(value):
            break
        name, value = f"{name}[{step}]", value[step]
    place = _place(first)
    rules = dict.fromkeys(_rule(problem) for problem in problems if _place(problem) == place)
    rule = " or ".join(rules)
    if rule.startswith("must"):
        return f"{where(key)}: {name} = {shown(value)} {rule}"
    return f"{where(key)}: {name} = {shown(value)}: {rule}"


def _place(problem: Mapping[str, Any]) -> tuple[str | int, ...]:
    """Return the key, and the places in lists, that a problem is about, whichever kind was tried there."""
    key, *steps = problem["loc"]
    return (key, *itertools.takewhile(lambda step: isinstance(step, int), steps))


def _rule(problem: Mapping[str, Any]) -> str:
    """Return what pydantic's problem asks for, in the words of this project."""
    kind, context = str(problem["type"]), problem.get("ctx", {})
    if kind in ("value_error", "assertion_error"):
        return str(context["error"])
    comparisons = {
        "greater_than": ("must be greater than", "gt"),
        "greater_than_equal": ("must be at least", "ge"),
        "less_than": ("must be less than", "lt"),
        "less_than_equal": ("must be at most", "le"),
    }
    if kind in comparisons:
        words, bound = comparisons[kind]
        return f"{words} {number(context[bound])}"
    if kind in ("literal_error", "enum"):
        return f"must be {context['expected']}".replace("'", '"')
    if kind in ("too_short", "string_too_short"):
        return f"must have at least {context['min_length']} {_parts(kind)}"
    if kind in ("too_long", "string_too_long"):
        return f"must have at most {context['max_length']} {_parts(kind)}"
    if kind == "missing":
        return "is missing and has no default"
    return f"is not allowed: {problem['msg']}"


def _parts(kind: str) -> str:
    return "characters" if kind.startswith("string") else "entries"


@dataclass(frozen=True, slots=True)
class Description:
    """One parameter for the eye: name, default, kind, bounds, unit and what it is."""

    name: str
    default: str
    kind: str
    bounds: str
    unit: str
    text: str


def describe(model: type[BaseModel]) -> list[Description]:
    """Return every field of a model: a lesson's own parameters before those that all lessons have."""
    fields, own = model.model_fields, own_fields(model)
    return [_description(name, fields[name]) for name in [*own, *(n for n in fields if n not in own)]]


def own_fields(model: type[BaseModel]) -> list[str]:
    """Return the names of a lesson's parameters but for those that all lessons have."""
    shared: set[str] = set()
    for base in model.__mro__[1:]:
        if base.__name__ == "LessonParams" and issubclass(base, BaseModel):
            shared.update(base.model_fields)
    return [name for name in model.model_fields if name not in shared]


def main_fields(model: type[BaseModel]) -> list[tuple[str, Any, str]]:
    """Return name, default and description of a lesson's own parameters that have a default to start from."""
    fields = {name: model.model_fields[name] for name in own_fields(model)}
    defaults = {name: field.get_default(call_default_factory=True) for name, field in fields.items()}
    return [
        (name, defaults[name], field.description or "")
        for name, field in fields.items()
        if defaults[name] is not None and not field.is_required()
    ]


def _description(name: str, field: FieldInfo) -> Description:
    default = field.get_default(call_default_factory=True, validated_data={})
    if isinstance(default, tuple):
        default = list(default)
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    return Description(
        name=name,
        default="required" if field.is_required() else shown(default),
        kind=kind_of(field.annotation),
        bounds=", ".join(_bounds(field)),
        unit=str(extra.get("unit", "")),
        text=field.description or "",
    )


def _bounds(field: FieldInfo) -> Iterator[str]:
    signs = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤", "min_length": "length ≥", "max_length": "length ≤"}
    yield from (f"{signs[attribute]} {number(bound)}" for attribute, bound in limits(field).items())


def limits(field: FieldInfo) -> dict[str, float]:
    """Return the bounds of a parameter: of those that its type and it itself have, the tighter ones.

    Returns
    -------
    dict
        By ``gt``, ``ge``, ``lt``, ``le``, ``min_length`` and ``max_length``.
    """
    tightest: dict[str, float] = {}
    for part in (field, *_optional(field.annotation)):
        extra = part.json_schema_extra if isinstance(part.json_schema_extra, dict) else {}
        above = extra.get("exclusiveMinimum")
        if isinstance(above, int | float):
            tightest["gt"] = above
        for constraint in part.metadata:
            for attribute in ("gt", "ge", "lt", "le", "min_length", "max_length"):
                bound = getattr(constraint, attribute, None)
                if isinstance(bound, int | float):
                    tighter = min if attribute in ("lt", "le", "max_length") else max
                    tightest[attribute] = tighter(bound, tightest.get(attribute, bound))
    return tightest


def _optional(annotation: Any) -> Iterator[FieldInfo]:
    """Return what a type says that may also be left out: ``LearningRate | None``."""
    if get_origin(annotation) in (Union, types.UnionType):
        for choice in get_args(annotation):
            if get_origin(choice) is Annotated:
                yield from (part for part in choice.__metadata__ if isinstance(part, FieldInfo))
