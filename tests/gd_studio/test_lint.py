"""Every lesson passes the film lint, in both themes and all aspect ratios."""

import pytest

from gd_studio.commands.lint import Aspect, lint_lesson
from gd_studio.lecture.catalog import Catalog
from gd_studio.store.drawing_code import SCENES
from scenes.base.look import Look, ThemeName

ASPECTS: tuple[Aspect, ...] = ("16:9", "4:3", "9:16")
THEMES: tuple[ThemeName, ...] = ("dark", "light")

LESSONS = Catalog([SCENES]).entries


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", LESSONS)
def test_every_lesson_passes_the_film_lint(name: str, theme: ThemeName, aspect: Aspect) -> None:
    lesson = LESSONS[name].load()
    findings = lint_lesson(lesson, lesson.Params(), Look(theme=theme), aspect)
    assert not findings, "\n" + "\n".join(map(str, findings))
