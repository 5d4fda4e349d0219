"""A character that no font has is found, in sentences and in formulas."""

from collections.abc import Callable
from typing import Any

import pytest

from gd_studio.errors import StudioError
from gd_studio.film_lint.finding import Finding
from scenes.cast.writing.formulas import MathFormula

Lint = Callable[..., list[Finding]]


def test_a_box_in_a_sentence_is_an_error_that_names_its_character(lint: Lint) -> None:
    with pytest.raises(
        StudioError, match=r'^the fonts lack 面 of "the 面 of it"; say font = "…" with an installed'
    ):
        lint(lambda scene: scene.add(scene.words("the 面 of it", y=1.0)))


@pytest.mark.parametrize("markup", ['x + "面"', 'x_"面"', "x^面"])
def test_a_box_in_a_formula_is_found_at_any_size(lint: Lint, markup: str) -> None:
    def act(scene: Any) -> None:
        scene.add(MathFormula(scene.look, markup, size=60.0).move_to([0.0, 1.0, 0.0]))

    assert [finding.rule for finding in lint(act)] == ["missing-glyph"]


def test_words_of_western_languages_and_formulas_have_no_boxes(lint: Lint) -> None:
    def act(scene: Any) -> None:
        scene.add(scene.words("Größe, Łódź, θ₀ → 10⁻⁷, Жар, ŷ ≤ 5 €", y=1.0))
        scene.add(
            MathFormula(scene.look, "hat(y)_i = square + theta_0 x_i", size=60.0).move_to([0.0, 2.0, 0.0])
        )

    assert lint(act) == []
