"""How closely tests look at extreme films: while something moves with ``--closely``, else where they rest."""

from gd_studio.film_lint.lint import Aspect, Finding, lint_lesson
from scenes.base.lesson import Lesson
from scenes.base.look import Look
from scenes.base.parameters import LessonParams

closely = False
"""Set when pytest begins."""


def findings(
    lesson: type[Lesson],
    params: LessonParams,
    look: Look,
    aspect: Aspect = "16:9",
    *,
    flashing: bool = False,
) -> list[Finding]:
    """Return what the lint finds in an extreme film: in motion, twice a second, or where it rests.

    Parameters
    ----------
    flashing
        Whether it moves so fast that flashes are looked for when it is looked at closely.
    """
    often, flashes = (2, flashing) if closely else (0, False)
    return lint_lesson(lesson, params, look, aspect, samples_per_second=often, flashing=flashes)
