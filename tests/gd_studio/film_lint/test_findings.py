"""A calm lesson has none; a defect in many pictures is one."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from manim import Circle

from gd_studio.film_lint.finding import Finding
from gd_studio.film_lint.shape import Shape

Lint = Callable[..., list[Finding]]
ASPECTS = ("16:9", "4:3", "9:16")
THEMES = ("dark", "light")


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
    assert str(finding).startswith("Acted, beat 1, 1.4 s (2.0 s): words-crossed: ")


def test_shapes_cover_cross_and_measure_exactly() -> None:
    ring = Circle(radius=2.0).append_points(Circle(radius=1.0).reverse_points().points)
    shape = Shape.of_points(ring.points)
    points = np.array([[0.0, 0.0], [1.5, 0.0], [0.0, -1.5], [2.5, 0.0]])
    assert shape.covers(points).tolist() == [False, True, True, False]
    assert shape.area == pytest.approx(3 * np.pi, rel=0.01)
    assert len(shape.crossings(np.array([[-0.5, -0.5, 0.5, 0.5]]), 0.0)) == 0
    assert len(shape.crossings(np.array([[1.2, -0.2, 1.8, 0.2]]), 0.0)) == 0
    assert len(shape.crossings(np.array([[1.8, -0.2, 2.2, 0.2]]), 0.0)) > 0
