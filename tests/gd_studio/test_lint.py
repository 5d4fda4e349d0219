"""Every lesson passes the film lint, in both themes and all aspect ratios.

The themes differ in colours alone, which is checked here, so boxes are judged once for both. What flashes
depends on what moves when, alike in all aspect ratios: it is looked for in one of them, in the theme in which
light on dark changes most.
"""

import numpy as np
import pytest

from gd_studio.commands.lint import Aspect, at_rest, judge, judge_colours, watch
from gd_studio.film_lint.picture import Picture
from gd_studio.lecture.catalog import Catalog
from gd_studio.store.drawing_code import SCENES
from scenes.base.look import Look, ThemeName

IN_MOTION: dict[Aspect, ThemeName] = {"16:9": "dark", "4:3": "light", "9:16": "dark"}
"""The theme that is looked at in motion; the other one is where beats have come to rest."""
WITH_FLASHES: Aspect = "16:9"

LESSONS = Catalog([SCENES]).entries


@pytest.mark.parametrize("aspect", IN_MOTION)
@pytest.mark.parametrize("name", LESSONS)
def test_every_lesson_passes_the_film_lint(name: str, aspect: Aspect) -> None:
    lesson = LESSONS[name].load()
    params, flashing = lesson.Params(), aspect == WITH_FLASHES
    theme: ThemeName = IN_MOTION[aspect]
    other: ThemeName = "light" if theme == "dark" else "dark"
    told, moving = watch(lesson, params, Look(theme=theme), aspect, stride=1 if flashing else 2)
    again, resting = watch(lesson, params, Look(theme=other), aspect, stride=0)
    for picture, same in zip(at_rest(moving), at_rest(resting), strict=True):
        assert_same_places(picture, same)
    findings = [
        *judge(told, moving, stride=2 if flashing else 1, flashing=flashing),
        *judge_colours(again, resting, flashing=False),
    ]
    assert not findings, "\n" + "\n".join(map(str, findings))


def assert_same_places(one: Picture, other: Picture) -> None:
    """Compare what stands where in both themes."""
    where = f"beat {one.beat}, {one.time} s"
    assert (one.beat, one.time) == (other.beat, other.time)
    assert [piece.name for piece in one.pieces] == [piece.name for piece in other.pieces], where
    np.testing.assert_allclose(one.boxes, other.boxes, rtol=0, atol=1e-6, err_msg=where)
