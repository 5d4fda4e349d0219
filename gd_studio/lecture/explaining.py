"""Why a delivered file is not what it would be now: which parameter, file, version or code has changed."""

from collections.abc import Iterator, Mapping
from typing import Any

from gd_studio.lecture.formats import Format
from gd_studio.lecture.memory import Memory, RememberedRecipe, remembered
from gd_studio.lecture.plan import Planned, code_key, store_of
from gd_studio.lecture.quality import named
from gd_studio.lecture.wording import shown
from gd_studio.store.drawing_code import drawing_versions

MOST_NAMED = 3
"""Files that are named; the others are counted."""
_OWN_WORDS = ("lesson", "file", "source", "parameters", "contents", "width", "height", "frame_rate")


def differences(memory: Memory, planned: Planned, form: Format, piece: Mapping[str, Any]) -> list[str]:
    """Return what has changed since a file was made, one fact each; none if it is as it should be.

    Parameters
    ----------
    memory
        What the file remembers.
    planned
        The clip as it is now.
    form, piece
        As what, and how cut, it would be made now.
    """
    before, now = memory.recipe, remembered(planned.recipe)
    if before.lesson != now.lesson:
        return [f"shows the lesson {before.lesson}, and the clip is one of {now.lesson}"]
    return [
        *_changes(before.parameters, now.parameters),
        *_changes(memory.piece, piece),
        *_look(before, now),
        *_contents(before, now, planned),
        *(f"{form.name}: {fact}" for fact in _options(memory, form)),
        *_code(memory, planned),
        *_changes(memory.versions, drawing_versions(), quoted=False),
    ]


def _changes(before: Mapping[str, Any], now: Mapping[str, Any], *, quoted: bool = True) -> Iterator[str]:
    """Yield what differs between two sets of values by name."""

    def told(value: Any) -> str:
        if isinstance(value, Mapping):
            return "another long text"
        return shown(value) if quoted else str(value)

    for name in (*now, *(name for name in before if name not in now)):
        if name not in before:
            yield f"{name} = {told(now[name])} is new"
        elif name not in now:
            yield f"{name} = {told(before[name])} is not known any more"
        elif before[name] != now[name]:
            yield f"{name} was {_none(told(before[name]))}, is {_none(told(now[name]))}"


def _options(memory: Memory, form: Format) -> Iterator[str]:
    """Yield what is chosen about a product now and was not then; what came later had its default."""
    defaults = form.product.Options().model_dump(mode="json")
    return _changes(defaults | dict(memory.options), form.options.model_dump(mode="json"))


def _none(said: str) -> str:
    return "not set" if said == "null" else said


def _look(before: RememberedRecipe, now: RememberedRecipe) -> Iterator[str]:
    sizes = [(recipe.width, recipe.height, recipe.frame_rate) for recipe in (before, now)]
    if sizes[0] != sizes[1]:
        was, current = (", ".join(named(*size) or map(str, size)) for size in sizes)
        yield f"quality was {was}, is {current}"
    others = [
        {name: value for name, value in recipe.model_dump().items() if name not in _OWN_WORDS}
        for recipe in (before, now)
    ]
    yield from _changes(*others)


def _contents(before: RememberedRecipe, now: RememberedRecipe, planned: Planned) -> Iterator[str]:
    """Yield what was read from files and is another one now."""
    if before.source != now.source:
        yield f"the lesson's own file {now.file} has changed"
    for name, digest in now.contents.items():
        if before.contents.get(name) == digest:
            continue
        if name == "font_digest":
            yield "the font's files are others"
        elif planned.files:
            yield f"{', '.join(planned.files)}: the values in it are others"
        elif before.parameters == now.parameters:
            yield f"its {name} are others"


def _code(memory: Memory, planned: Planned) -> Iterator[str]:
    """Yield which files of the drawing code have changed, if the store beside the lecture still knows."""
    if memory.code == planned.code:
        return
    then = store_of(planned.clip).noted(code_key(memory.code))
    if then is None:
        yield "the code that draws it has changed"
        return
    now = planned.recipe.sums()
    names = sorted(name for name in then.keys() | now.keys() if then.get(name) != now.get(name))
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    yield f"the code that draws it has changed: {', '.join(names[:MOST_NAMED])}{more}"
