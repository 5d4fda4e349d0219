"""The margin, the edges, the first picture, and the size of type."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from manim import FadeIn, VGroup

from gd_studio.engine.stage import stage
from gd_studio.film_lint.finding import Finding
from gd_studio.film_lint.type_size import cap_height
from scenes.base.look import Look
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.lines import Dots
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.numbers import LiveNumber

Lint = Callable[..., list[Finding]]
Broken = Callable[..., set[str]]
ASPECTS = ("16:9", "4:3", "9:16")


@pytest.mark.parametrize("aspect", ASPECTS)
def test_what_reaches_into_the_margin_is_found(broken: Broken, aspect: str) -> None:
    def act(scene: Any, beyond: float) -> None:
        dots = Dots(scene.colours.data, radius=0.07)
        x = scene.layout.safe.right + 0.07 * beyond
        scene.add(dots.set_places(np.array([[x, scene.layout.formula.centre[1], 0.0]])))

    assert broken(lambda scene: act(scene, 1.0), aspect=aspect) == {"margin"}
    assert broken(lambda scene: act(scene, -1.0), aspect=aspect) == set()


def test_words_in_the_margin_are_found_and_words_at_its_edge_are_not(lint: Lint, broken: Broken) -> None:
    def act(scene: Any, beyond: float) -> None:
        text = scene.words("margin", y=1.0)
        scene.add(text.shift([scene.layout.safe.right + beyond - text.get_right()[0], 0.0, 0.0]))

    assert broken(lambda scene: act(scene, 0.1)) == {"margin"}
    assert lint(lambda scene: act(scene, 0.0)) == []


def test_what_bleeds_on_purpose_is_not_found_in_the_margin(lint: Lint, broken: Broken) -> None:
    def act(scene: Any, bleeds: bool) -> None:
        sky = VGroup(scene.plate(20.0, 1.0, colour=scene.colours.panel).shift([0.0, 1.0, 0.0]))
        sky.lint_bleed = bleeds
        scene.mobjects.insert(0, sky)

    assert broken(lambda scene: act(scene, False)) == {"margin"}
    assert lint(lambda scene: act(scene, True)) == []


def test_what_waits_outside_the_frame_is_not_found(lint: Lint) -> None:
    def act(scene: Any) -> None:
        scene.add(scene.words("later", 100.0), scene.line((99, 0), (101, 0)))

    assert lint(act) == []


@pytest.mark.parametrize("aspect", ASPECTS)
def test_words_that_the_edge_cuts_are_found(lint: Lint, aspect: str) -> None:
    def act(scene: Any) -> None:
        scene.add(scene.words("cut off", scene.layout.width / 2, 1.0))

    (finding,) = lint(act, aspect=aspect)
    assert finding.rule == "off-screen-words"
    assert "right" in finding.message


def test_an_empty_first_picture_is_found(broken: Broken) -> None:
    def act(scene: Any) -> None:
        scene.add(Plot(scene.look, scene.layout.stage, (0.0, 1.0), (0.0, 1.0)))

    assert broken(act, empty=True) == {"empty-start"}


def test_small_type_is_found_by_its_size_now(lint: Lint) -> None:
    def act(scene: Any, scale: float) -> None:
        formula = MathFormula(scene.look, "x_t^2 + 1").move_to([0.0, -1.0, 0.0])
        number = LiveNumber(scene.look, lambda: "1.5×10⁻⁷", [0.0, 1.0, 0.0]).scale(scale)
        number.clear_updaters()
        scene.add(scene.words("small print").scale(scale), formula.scale(scale), number)

    assert [finding.rule for finding in lint(lambda scene: act(scene, 0.6))] == ["small-type"] * 3
    assert lint(lambda scene: act(scene, 1.0)) == []


def test_type_that_grows_into_its_size_is_not_found(lint: Lint) -> None:
    def act(scene: Any) -> None:
        scene.play(FadeIn(scene.words("growing"), scale=0.1), run_time=0.4)

    assert lint(act) == []


@pytest.mark.parametrize("markup", ["=", "x", "-", "sum_i x_i", "alpha / 2", "x^(2^2)"])
def test_a_formula_is_measured_by_its_capitals_whatever_glyphs_it_has(markup: str, tmp_path: Path) -> None:
    with stage(160, 90, 10, tmp_path):
        formula = MathFormula(Look(), markup)
        assert cap_height(formula) == pytest.approx(formula.cap_height)
        assert cap_height(formula.scale(0.5)) == pytest.approx(formula.cap_height / 2)
        assert cap_height(formula.copy()) == pytest.approx(formula.cap_height / 2)
