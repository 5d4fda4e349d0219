"""Every lesson passes the film lint, in both themes and all aspect ratios.

One aspect ratio is looked at closely: often, for flashes too, which depend on what moves when, alike in all;
and in both themes, which differ in colours alone: where every beat has come to rest, boxes are compared, and
colours judged. The others are looked at less often, each in one theme: tall frames in motion, which have a
staging of their own, and the others only then in motion when pytest is called with ``--closely``.
"""

import numpy as np
import pytest

from gd_studio.film_lint.lint import Aspect, at_rest, judge, judge_colours, watch
from gd_studio.film_lint.picture import Picture
from gd_studio.lecture.catalog import Catalog
from gd_studio.store.drawing_code import SCENES
from scenes.base.look import Look, ThemeName
from tests import looking

CLOSELY: Aspect = "16:9"
OTHERS: dict[Aspect, ThemeName] = {"4:3": "light", "9:16": "dark"}
SELDOM = 4
"""One in so many of the 10 pictures of a second is looked at in the other aspect ratios."""

LESSONS = Catalog([SCENES]).entries


@pytest.mark.parametrize("aspect", OTHERS)
@pytest.mark.parametrize("name", LESSONS)
def test_every_lesson_passes_the_film_lint_in_other_aspect_ratios(name: str, aspect: Aspect) -> None:
    lesson = LESSONS[name].load()
    stride = SELDOM if aspect == "9:16" or looking.closely else 0
    told, moving = watch(lesson, lesson.Params(), Look(theme=OTHERS[aspect]), aspect, stride=stride)
    findings = judge(told, moving, stride=1, flashing=False)
    assert not findings, "\n" + "\n".join(map(str, findings))


@pytest.mark.parametrize("name", LESSONS)
def test_every_lesson_passes_the_film_lint(name: str) -> None:
    lesson = LESSONS[name].load()
    params = lesson.Params()
    told, moving = watch(lesson, params, Look(theme="dark"), CLOSELY)
    again, resting = watch(lesson, params, Look(theme="light"), CLOSELY, stride=0)
    for picture, same in zip(at_rest(moving), at_rest(resting), strict=True):
        assert_same_places(picture, same)
    findings = [*judge(told, moving), *judge_colours(again, resting, flashing=False)]
    assert not findings, "\n" + "\n".join(map(str, findings))


def assert_same_places(one: Picture, other: Picture) -> None:
    """Compare what stands where in both themes."""
    where = f"beat {one.beat}, {one.time} s"
    assert (one.beat, one.time) == (other.beat, other.time)
    assert [piece.name for piece in one.pieces] == [piece.name for piece in other.pieces], where
    np.testing.assert_allclose(one.boxes, other.boxes, rtol=0, atol=1e-6, err_msg=where)
