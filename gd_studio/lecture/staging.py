"""A recipe becomes a lesson with its parameters: nothing is checked, no file of the lecturer's is read."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gd_studio.errors import StudioError
from gd_studio.lecture.catalog import load
from gd_studio.lecture.recipe import Recipe

if TYPE_CHECKING:
    from scenes.base.lesson import Lesson, LessonParams
    from scenes.base.look import Look


@dataclass(frozen=True, slots=True)
class Staged:
    """A lesson and all that it is given."""

    lesson: "type[Lesson]"
    parameters: "LessonParams"
    look: "Look"


_read: dict[tuple[str, ...], "LessonParams"] = {}
"""What this process has read itself: its lessons need not compute again what their notes have computed."""


def remember(recipe: Recipe, parameters: "LessonParams") -> None:
    """Take note of the parameters that a recipe was made of in this process."""
    _read[_key(recipe)] = parameters


def _key(recipe: Recipe) -> tuple[str, ...]:
    return recipe.lesson, recipe.source, recipe.parameters, recipe.contents


def staged(recipe: Recipe) -> Staged:
    """Return what a recipe describes, which imports manim.

    Raises
    ------
    StudioError
        If the lesson cannot be imported, or the recipe's font is another one here.
    """
    lesson = load(recipe.lesson, recipe.file, recipe.source)
    parameters = _read.get(_key(recipe)) or _restored(lesson, recipe)
    return Staged(lesson, parameters, look_of(recipe))


def look_of(recipe: Recipe) -> "Look":
    """Return theme, language and background of a recipe."""
    from scenes.base.look import Look

    return Look(
        theme="light" if recipe.theme == "light" else "dark",
        language=recipe.language,
        background=recipe.background,
    )


def _restored(lesson: "type[Lesson]", recipe: Recipe) -> "LessonParams":
    content = recipe.content
    parameters = lesson.Params.restored(content)
    if parameters.font_digest != content["font_digest"]:
        raise StudioError(f"the font {parameters.font} is not the same here; call gd again.")
    return parameters
