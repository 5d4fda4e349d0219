"""Plates that hide a part of other words."""

from collections.abc import Callable
from typing import Any

import pytest
from manim import linear

from gd_studio.film_lint.finding import Finding
from scenes.base.layout import Box
from scenes.cast.writing.plates import Plate

Lint = Callable[..., list[Finding]]
Broken = Callable[..., set[str]]


def plate(scene: Any, left: float, right: float) -> Plate:
    """Return a plate of the background's colour that is higher than a line of words."""
    return Plate(scene.colours.background).cover(Box(left, right, -0.4, 0.4))


@pytest.mark.parametrize("opacity", [1.0, 0.6])
def test_words_under_the_edge_of_another_signs_plate_are_found(lint: Lint, opacity: float) -> None:
    def act(scene: Any) -> None:
        below = scene.words("1.49").set_opacity(opacity)
        middle, right = below.get_center()[0], below.get_right()[0]
        scene.add(below, plate(scene, middle, right + 2.0), scene.words("0.51", right + 1.0))

    [finding] = lint(act)
    assert finding.rule == "words-covered"
    assert finding.message == '"1.49" is partly hidden by plate: 4 of 6 outlines.'


def test_words_beside_a_plate_or_in_front_of_it_are_not_found(lint: Lint) -> None:
    def act(scene: Any) -> None:
        words = scene.words("1.49")
        beside = plate(scene, words.get_right()[0], words.get_right()[0] + 2.0)
        scene.add(plate(scene, -1.0, words.get_center()[0]), words, beside)

    assert lint(act) == []


def test_words_that_a_plate_hides_wholly_are_hidden_on_purpose(lint: Lint) -> None:
    def act(scene: Any) -> None:
        scene.add(scene.words("1.49"), plate(scene, -2.0, 2.0), scene.words("a sign"))

    assert lint(act) == []


@pytest.mark.parametrize(("way", "found"), [(8.0, set()), (4.0, {"words-covered"})])
def test_a_plate_may_pass_over_words_but_not_stop_there(broken: Broken, way: float, found: set[str]) -> None:
    def act(scene: Any) -> None:
        sign = plate(scene, -4.2, -3.8)
        scene.add(scene.words("1.49 and more"), sign)
        scene.play(sign.animate.shift([way, 0.0, 0.0]), run_time=way / 10.0, rate_func=linear)

    assert broken(act) == found
