"""Words and what carries meaning stand out."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from manim import Circle, FadeIn, ImageMobject, VGroup

from gd_studio.film_lint.finding import Finding
from gd_studio.film_lint.paint import contrast
from scenes.cast.marks.lines import Dots
from scenes.parts.blindfolded_hiker.figure import Hiker

Lint = Callable[..., list[Finding]]
Broken = Callable[..., set[str]]
THEMES = ("dark", "light")


@pytest.mark.parametrize("theme", THEMES)
def test_words_too_close_in_colour_to_what_is_behind_them_are_found(broken: Broken, theme: str) -> None:
    def faint(scene: Any) -> None:
        scene.add(scene.words("faint", colour=scene.colours.faint))

    def faded(scene: Any) -> None:
        scene.add(scene.words("faded").set_opacity(0.35))

    def on_a_like_plate(scene: Any) -> None:
        scene.add(
            scene.plate(3.0, 1.0, colour=scene.colours.muted), scene.words("like", colour=scene.colours.ink)
        )

    def under_fog(scene: Any) -> None:
        fog = scene.plate(3.0, 1.0, opacity=0.7)
        fog.lint_backing = True
        scene.add(scene.words("fog"), fog)

    for act in (faint, faded, on_a_like_plate, under_fog):
        assert broken(act, theme=theme) == {"contrast"}, act.__name__


@pytest.mark.parametrize("theme", THEMES)
def test_all_colours_of_meaning_pass_as_words_and_as_shapes_on_background_and_panel(
    lint: Lint, theme: str
) -> None:
    def act(scene: Any) -> None:
        c = scene.colours
        for row, colour in enumerate(
            (c.loss, c.parameter, c.gradient, c.step, c.data, c.prediction, c.warning)
        ):
            y = 2.0 - 0.6 * row
            scene.add(scene.words("words", -2.0, y, colour=colour), scene.line((0, y), (1, y), colour=colour))

    assert lint(act, theme=theme) == []


@pytest.mark.parametrize("theme", THEMES)
def test_a_curve_that_is_too_faint_to_carry_its_meaning_is_found(
    lint: Lint, broken: Broken, theme: str
) -> None:
    def act(scene: Any, opacity: float) -> None:
        scene.add(scene.line((-1, 0), (1, 0)).set_stroke(opacity=opacity))

    assert broken(lambda scene: act(scene, 0.3), theme=theme) == {"contrast"}
    assert lint(lambda scene: act(scene, 0.9), theme=theme) == []


def test_a_ball_on_a_plate_of_its_own_colour_is_found(lint: Lint, broken: Broken) -> None:
    def act(scene: Any, colour: str) -> None:
        ball = Circle(radius=0.2, stroke_width=0, fill_color=scene.colours.parameter, fill_opacity=1.0)
        scene.add(scene.plate(2.0, 2.0, colour=colour), ball)

    assert "contrast" in broken(lambda scene: act(scene, "#D08F00"))
    assert lint(lambda scene: act(scene, scene.colours.panel)) == []


def test_what_is_faint_only_while_it_fades_in_is_not_found(lint: Lint) -> None:
    def act(scene: Any) -> None:
        scene.play(FadeIn(scene.words("slowly"), scene.line((-1, 1), (1, 1))), run_time=2.0)

    assert lint(act) == []


def test_a_line_over_dots_and_arrows_is_judged_against_what_they_lie_on(lint: Lint) -> None:
    def act(scene: Any) -> None:
        dots = Dots(scene.colours.parameter).set_places(np.linspace([-1, 0, 0], [1, 0, 0], 30))
        scene.add(dots, scene.line((-1, 0), (1, 0), colour=scene.colours.gradient))

    assert lint(act) == []


def test_words_on_a_gradient_are_judged_where_they_stand(lint: Lint, broken: Broken) -> None:
    def act(scene: Any, y: float) -> None:
        sky = scene.plate(4.0, 4.0)
        sky.set_fill([scene.colours.ink, scene.colours.background], opacity=1.0).set_sheen_direction(
            [0.0, 1.0, 0.0]
        )
        scene.add(sky, scene.words("sky", y=y))

    assert lint(lambda scene: act(scene, 1.5)) == []
    assert broken(lambda scene: act(scene, -1.5)) == {"contrast"}


def test_words_on_an_image_are_judged_by_its_pixels(lint: Lint, broken: Broken) -> None:
    def act(scene: Any, x: float) -> None:
        pixels = np.zeros((40, 80, 4), dtype=np.uint8)
        pixels[:, 40:, :3] = 230
        pixels[..., 3] = 255
        image = ImageMobject(pixels).stretch_to_fit_width(8.0).stretch_to_fit_height(2.0)
        scene.add(image, scene.words("image", x))

    assert lint(lambda scene: act(scene, -2.0)) == []
    assert broken(lambda scene: act(scene, 2.0)) == {"contrast"}


def test_contrast_is_that_of_wcag() -> None:
    white, black, grey = np.ones(3), np.zeros(3), np.full(3, 0x77 / 255)
    assert contrast(white, black) == pytest.approx(21.0)
    assert contrast(white, grey) == pytest.approx(4.478, abs=5e-4)


def test_a_person_is_judged_against_the_sky_not_against_the_own_rucksack(lint: Lint) -> None:
    def act(scene: Any) -> None:
        walk = VGroup(Hiker(), scene.line((-2, -2), (-1, -2)))
        walk.name = "walk"
        scene.add(walk)

    assert lint(act) == []
