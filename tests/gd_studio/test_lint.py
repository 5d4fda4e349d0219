"""Every lesson passes the film lint, in both themes and all aspect ratios.

The themes differ in colours alone, which is checked here, so boxes are judged once for both. What flashes
depends on what moves when, alike in all aspect ratios: the light theme is looked at in motion in one of them.
"""

import numpy as np
import pytest

from gd_studio.commands.lint import Aspect, at_rest, judge, judge_colours, watch
from gd_studio.film_lint.picture import Picture
from gd_studio.lecture.catalog import Catalog
from gd_studio.store.drawing_code import SCENES
from scenes.base.look import Look

ASPECTS: tuple[Aspect, ...] = ("16:9", "4:3", "9:16")
IN_MOTION: Aspect = "16:9"

LESSONS = Catalog([SCENES]).entries


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("name", LESSONS)
def test_every_lesson_passes_the_film_lint(name: str, aspect: Aspect) -> None:
    lesson = LESSONS[name].load()
    params = lesson.Params()
    told, dark = watch(lesson, params, Look(theme="dark"), aspect)
    again, light = watch(lesson, params, Look(theme="light"), aspect, moving=aspect == IN_MOTION)
    for one, other in zip(at_rest(dark), at_rest(light), strict=True):
        assert_same_places(one, other)
    findings = [*judge(told, dark), *judge_colours(again, light)]
    assert not findings, "\n" + "\n".join(map(str, findings))


def assert_same_places(dark: Picture, light: Picture) -> None:
    """Compare what stands where in both themes."""
    where = f"beat {dark.beat}, {dark.time} s"
    assert (dark.beat, dark.time) == (light.beat, light.time)
    assert [piece.name for piece in dark.pieces] == [piece.name for piece in light.pieces], where
    np.testing.assert_allclose(dark.boxes, light.boxes, rtol=0, atol=1e-6, err_msg=where)
