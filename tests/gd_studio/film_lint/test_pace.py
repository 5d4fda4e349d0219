"""Few words, time to read them, and no flicker."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from manim import FadeIn, there_and_back

from gd_studio.film_lint.finding import Finding
from gd_studio.film_lint.flash_rule import opposing_changes
from gd_studio.film_lint.pace_rules import count_words

Lint = Callable[..., list[Finding]]
Broken = Callable[..., set[str]]


def test_more_than_twenty_five_words_at_rest_are_found(lint: Lint, broken: Broken) -> None:
    def act(scene: Any, count: int) -> None:
        # header and caption have five words, the axes' labels too few letters to count
        scene.add(scene.words(" ".join(["word"] * (count - 5)), width=8.0))

    assert broken(lambda scene: act(scene, 26)) == {"too-many-words"}
    assert lint(lambda scene: act(scene, 25)) == []


def test_numbers_and_single_letters_are_no_words() -> None:
    assert count_words("x = 6.40 − 0.10 × 12.80") == 0
    assert count_words("a ball rolls, don't look: 20 %") == 4


def test_a_beat_that_ends_before_its_caption_is_read_is_found(lint: Lint) -> None:
    def act(scene: Any, seconds: float) -> None:
        scene.play(FadeIn(scene.words("meanwhile")), run_time=seconds)

    (finding,) = lint(lambda scene: act(scene, 0.6), hasty=True)
    assert (finding.rule, finding.time) == ("reading-time", 0.0)
    assert lint(lambda scene: act(scene, 2.0), hasty=True) == []


def flash(scene: Any, seconds: float, size: float, times: int = 8) -> None:
    lamp = scene.plate(size, size, opacity=0.0, colour=scene.colours.panel)
    scene.add(lamp)
    for _ in range(times):
        scene.play(
            lamp.animate(rate_func=there_and_back).set_fill(scene.colours.ink, opacity=1.0), run_time=seconds
        )


def test_five_flashes_a_second_are_found(lint: Lint) -> None:
    (finding,) = lint(lambda scene: flash(scene, 0.2, 2.0))
    assert finding.rule == "flashes"
    assert finding.duration > 0.5


@pytest.mark.parametrize(("seconds", "size", "times"), [(0.4, 2.0, 5), (0.2, 0.3, 8), (0.2, 2.0, 3)])
def test_slow_small_or_few_flashes_are_not_found(lint: Lint, seconds: float, size: float, times: int) -> None:
    assert lint(lambda scene: flash(scene, seconds, size, times)) == []


def test_new_mobjects_that_come_and_go_flash_too(broken: Broken) -> None:
    def act(scene: Any) -> None:
        for _ in range(8):
            lamp = scene.plate(2.0, 2.0, colour=scene.colours.ink)
            scene.play(FadeIn(lamp, rate_func=there_and_back), run_time=0.2)
            scene.remove(lamp)

    assert broken(act) == {"flashes"}


def test_changes_of_direction_are_counted_once_each_and_only_from_a_tenth() -> None:
    light = np.array(
        [[0.0, 0.5, 0.9], [0.3, 0.55, 1.0], [0.6, 0.5, 0.85], [0.1, 0.56, 1.0], [0.3, 0.5, 0.85]]
    )
    changes = opposing_changes(light)
    assert changes.sum(axis=0).tolist() == [3, 0, 0]
    assert changes[:, 0].tolist() == [False, True, False, True, True]
