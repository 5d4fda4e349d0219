"""A calm lesson has none; a defect in many pictures is one."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from manim import Circle, FadeIn, Line, VGroup, there_and_back

from gd_studio.film_lint.finding import RULES, Finding, advice
from gd_studio.film_lint.shape import Shape
from scenes.base.layout import Box
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.plates import Plate

Lint = Callable[..., list[Finding]]
ASPECTS = ("16:9", "4:3", "9:16")
THEMES = ("dark", "light")
ZERO = np.zeros(3)


def test_a_calm_lesson_has_no_findings(lint: Lint) -> None:
    for theme in THEMES:
        for aspect in ASPECTS:
            assert lint(lambda scene: None, theme=theme, aspect=aspect) == []


def test_one_defect_in_many_pictures_is_one_finding_with_its_first_time_and_duration(lint: Lint) -> None:
    def act(scene: Any) -> None:
        scene.wait(1.0)
        crosser = scene.line((-2, -1), (2, 1))
        scene.add(scene.words("crossed"), crosser)
        scene.play(crosser.animate.shift([0.1, 0.0, 0.0]), run_time=2.0)
        scene.remove(crosser)
        scene.wait(1.0)

    (finding,) = lint(act)
    assert (finding.lesson, finding.beat, finding.time, finding.duration) == ("Acted", 1, 1.4, 2.0)
    assert str(finding).startswith("Acted, beat 1, 1.4 s (for 2.0 s): words-crossed: ")


def test_shapes_cover_cross_and_measure_exactly() -> None:
    ring = Circle(radius=2.0).append_points(Circle(radius=1.0).reverse_points().points)
    shape = Shape.of_points(ring.points)
    points = np.array([[0.0, 0.0], [1.5, 0.0], [0.0, -1.5], [2.5, 0.0]])
    assert shape.covers(points).tolist() == [False, True, True, False]
    assert shape.area == pytest.approx(3 * np.pi, rel=0.01)
    assert len(shape.crossings(np.array([[-0.5, -0.5, 0.5, 0.5]]), 0.0)) == 0
    assert len(shape.crossings(np.array([[1.2, -0.2, 1.8, 0.2]]), 0.0)) == 0
    assert len(shape.crossings(np.array([[1.8, -0.2, 2.2, 0.2]]), 0.0)) > 0


def flash(scene: Any) -> None:
    for _ in range(8):
        lamp = scene.plate(2.0, 2.0, colour=scene.colours.ink)
        scene.play(FadeIn(lamp, rate_func=there_and_back), run_time=0.2)
        scene.remove(lamp)


DEFECTS: dict[str, tuple[Callable[[Any], Any], str, str]] = {
    "words-overlap-words": (
        lambda scene: scene.add(scene.words("over", -2.0, 1.0), scene.words("under", -2.0, 1.0)),
        r'"over" and "under" overlap, 0\.\d\d by 0\.\d\d units',
        "middle, x = -1.9|middle left",
    ),
    "words-crossed": (
        lambda scene: scene.add(scene.words("crossed", 2.5, -1.8), scene.line((2, -1.8), (3, -1.8))),
        '"crossed" is crossed by line',
        "lower right",
    ),
    "words-covered": (
        lambda scene: scene.add(
            scene.words("half hidden", 2.5, -1.8),
            Plate(scene.colours.background).cover(Box(2.5, 4.0, -2.1, -1.5)),
        ),
        '"half hidden" is partly hidden by plate: \\d+ of \\d+ outlines',
        "lower right|right",
    ),
    "margin": (
        lambda scene: scene.add(scene.line((0, 0), (scene.layout.width / 2, 0))),
        "line reaches 0.7. units into the right margin",
        "middle right|middle, x = 3.5",
    ),
    "off-screen-words": (
        lambda scene: scene.add(scene.words("cut", scene.layout.width / 2)),
        """"cut" is cut by the frame's right edge""",
        "middle right",
    ),
    "small-type": (
        lambda scene: scene.add(scene.words("tiny").scale(0.5)),
        '''capitals of "tiny"''',
        "middle",
    ),
    "missing-glyph": (
        lambda scene: scene.add(MathFormula(scene.look, 'x + "面"').move_to((0.0, 0.0, 0.0))),
        "The fonts lack □ of",
        "middle",
    ),
    "contrast": (
        lambda scene: scene.add(
            scene.plate(3.0, 1.0, colour=scene.colours.muted), scene.words("like", colour=scene.colours.ink)
        ),
        r'"like" \(#E8E6E1\) has a contrast of 2\.\d\d:1 with Rectangle',
        "middle",
    ),
    "too-many-words": (
        lambda scene: scene.add(scene.words(" ".join(["word"] * 30), width=8.0)),
        r'35 words .* most in "word word .*" \(30\)',
        "",
    ),
    "grown-to-nothing": (
        lambda scene: scene.add(FlatArrow(scene.colours.step, name="step").set_between(ZERO, ZERO + 0.003)),
        "step is visible, but never larger than 0.003 units",
        "middle",
    ),
    "flashes": (
        flash,
        "Rectangle flashes . times",
        "middle",
    ),
}


@pytest.mark.parametrize("rule", DEFECTS)
def test_a_finding_names_what_with_whom_where_and_what_to_try(lint: Lint, rule: str) -> None:
    act, what, where = DEFECTS[rule]
    finding = next(finding for finding in lint(act) if finding.rule == rule)
    assert re.search(what, finding.message), finding.message
    assert re.match(where, finding.where), finding.where
    assert not where or re.search(r"\(\d+% across, \d+% up\)", finding.told)
    assert str(finding).endswith(f"Try: {advice(rule)}")
    assert str(finding).count("Try: ") == 1
    assert len(advice(rule)) > 20


def test_what_grows_or_is_nothing_is_not_too_small(lint: Lint) -> None:
    def act(scene: Any) -> None:
        grows, gone = FlatArrow(scene.colours.step), FlatArrow(scene.colours.step)
        scene.add(grows.set_between(ZERO, ZERO + 0.003), gone.set_between(ZERO, ZERO))
        scene.wait(1.0)
        grows.set_between(ZERO, ZERO + 1.0)

    assert lint(act) == []


def test_formulas_are_named_by_their_markup_and_parts_by_their_whole(lint: Lint) -> None:
    def act(scene: Any) -> None:
        rule = MathFormula(
            scene.look, f"{paint(scene.colours.parameter, 'x')} <- {paint('#FFFFFF', 'w - g')}"
        )
        axis = VGroup(Line((-2, -1, 0), (2, 1, 0), color=scene.colours.ink))
        axis.name = "axis of time"
        scene.add(rule, axis)

    (finding,) = lint(act)
    assert finding.message == '"x <- w - g" is crossed by a line of "axis of time".'


def test_the_other_rules_say_what_to_try_too(lint: Lint) -> None:
    assert set(RULES) == {*DEFECTS, "empty-start", "reading-time"}
    assert all(len(advice(rule)) > 20 for rule in RULES)
    assert [finding.rule for finding in lint(lambda scene: None, empty=True)] == ["empty-start"]
