"""From clips to recipes, and without importing manim when a receipt knows the way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from gd_studio.assignments import Assignment, applicable, refuse_unused, restyle
from gd_studio.catalog import load
from gd_studio.drawing_code import digest_of_files, drawing_code, drawing_versions
from gd_studio.lecture import Clip
from gd_studio.recipe import Recipe, sha256_of
from gd_studio.store import Store

# Whoever reads the parameters decides what they mean, so these files are part of a receipt's key.
_READERS = [Path(__file__).with_name(name) for name in ("plan.py", "parameters.py", "assignments.py")]


@dataclass(frozen=True, slots=True)
class Planned:
    """A clip whose parameters have been found good.

    Parameters
    ----------
    clip
        The clip.
    written
        The lesson's parameters as written, --set included.
    recipe
        Everything that the clip is a function of.
    digest
        The recipe's, with the drawing code.
    notes
        What the lesson has to say about the parameters.
    """

    clip: Clip
    written: Mapping[str, Any]
    recipe: Recipe
    digest: str
    notes: tuple[str, ...]


def store_of(clip: Clip) -> Store:
    """Return the store beside a clip's lecture."""
    return Store(clip.media / ".store")


def plan(
    clips: Sequence[Clip],
    assignments: Sequence[Assignment] = (),
    on_news: Callable[[], None] = lambda: None,
) -> list[Planned]:
    """Return the recipes of `clips`; nothing is written unless all of them are good.

    Parameters
    ----------
    clips, assignments
        As selected on the command line.
    on_news
        Called, after all code has been digested, when a clip is new and will have to be drawn.

    Raises
    ------
    StudioError
        If parameters are not allowed, or an assignment fits no clip.
    """
    plans: list[Planned] = []
    receipts: list[tuple[Store, str, dict[str, Any]]] = []
    used: set[str] = set()
    known: set[str] = set()
    restyled = restyle(clips, assignments)
    codes = [drawing_code(clip.lesson.path) for clip in restyled]
    for clip, code in zip(restyled, codes, strict=True):
        given = applicable(assignments, clip)
        key = _receipt_key(clip, given, code)
        receipt = store_of(clip).noted(key)
        if receipt is None or not _still_true(receipt, clip.folder):
            on_news()
            receipt = _resolve(clip, given, code)
            receipts.append((store_of(clip), key, receipt))
        plans.append(
            Planned(
                clip=clip,
                written=receipt["written"],
                recipe=Recipe(**receipt["recipe"]),
                digest=receipt["digest"],
                notes=tuple(receipt["notes"]),
            )
        )
        used.update(receipt["used"])
        known.update(receipt["known"])
    refuse_unused(assignments, used, known)
    for store, key, receipt in receipts:
        store.note(key, receipt)
    return plans


def _receipt_key(clip: Clip, given: Sequence[Assignment], code: str) -> str:
    """Return the SHA-256 of everything that decides a recipe, but for the contents of data files."""
    return sha256_of(
        {
            "lesson": clip.lesson.name,
            "written": clip.written,
            "set": [(item.text, item.clip) for item in given],
            "look": [clip.theme, clip.language, clip.quality.size(clip.aspect), clip.quality.frame_rate],
            "code": code,
            "readers": digest_of_files(_READERS),
            "versions": drawing_versions(),
        }
    )


def _still_true(receipt: Mapping[str, Any], folder: Path) -> bool:
    from gd_studio.parameters import file_digest_or_absent

    return all(file_digest_or_absent(folder / name) == known for name, known in receipt["inputs"].items())


def _resolve(clip: Clip, given: Sequence[Assignment], code: str) -> dict[str, Any]:
    """Read the parameters with the lesson's own model, which imports manim."""
    from gd_studio.parameters import dump, input_digests, read_parameters

    lesson = load(clip.lesson)
    fields = lesson.Params.model_fields
    written = dict(clip.written)
    origin: dict[str, str] = {}
    used = []
    for item in given:
        if item.key in fields or item.clip is not None:
            written[item.key] = item.value
            origin[item.key] = f'{item.where}, clip "{clip.name}"'
            used.append(item.text)
    parameters = read_parameters(
        lesson.Params, written, clip.folder, lambda key: origin.get(key) or clip.where(key)
    )
    width, height = clip.quality.size(clip.aspect)
    recipe = Recipe(
        lesson=clip.lesson.name,
        parameters=dump(parameters),
        theme=clip.theme,
        language=clip.language,
        width=width,
        height=height,
        frame_rate=clip.quality.frame_rate,
    )
    return {
        "written": written,
        "recipe": asdict(recipe),
        "digest": recipe.digest(code),
        "notes": lesson.notes(parameters),
        "inputs": input_digests(parameters, clip.folder),
        "used": used,
        "known": list(fields),
    }
