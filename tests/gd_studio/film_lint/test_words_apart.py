"""Words on words, and what runs through words."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from manim import FadeIn, FadeOut, Indicate, VGroup, VMobject

from gd_studio.film_lint.finding import Finding
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.balls import Ball
from scenes.cast.marks.lines import Dots
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.numbers import LiveNumber

Lint = Callable[..., list[Finding]]
Broken = Callable[..., set[str]]
Crosser = Callable[[Any], VMobject]


def test_words_on_words_are_found(lint: Lint) -> None:
    def act(scene: Any) -> None:
        scene.add(scene.words("one word"), scene.words("another", 0.5, 0.1))

    (finding,) = lint(act)
    assert (finding.rule, finding.name, finding.beat) == ("words-overlap-words", '"one word", "another"', 1)


def test_words_beside_words_are_not_found(lint: Lint) -> None:
    def act(scene: Any) -> None:
        scene.add(scene.words("one word"), scene.words("another", 0.0, 0.5))

    assert lint(act) == []


def test_a_number_in_the_free_corner_of_a_broken_sentence_is_not_found(lint: Lint) -> None:
    def act(scene: Any) -> None:
        sentence = scene.words("a long first line and then a word", width=3.5)
        number = LiveNumber(
            scene.look, lambda: "6.40", [sentence.get_right()[0] - 0.1, sentence.get_bottom()[1], 0]
        )
        assert number.get_left()[0] < sentence.get_right()[0]
        assert number.get_top()[1] > sentence.get_bottom()[1]
        scene.add(sentence, number)

    assert lint(act) == []


def test_words_under_an_opaque_card_do_not_overlap_those_on_it(lint: Lint) -> None:
    def act(scene: Any) -> None:
        card = scene.plate(3.0, 2.0)
        card.lint_backing = True
        scene.add(scene.words("below"), card, scene.words("above"))

    assert lint(act) == []


def test_words_that_give_way_to_others_are_not_found(lint: Lint) -> None:
    def act(scene: Any) -> None:
        before, after = scene.words("before"), scene.words("after")
        scene.add(before)
        scene.play(FadeOut(before), FadeIn(after))

    assert lint(act) == []


def test_glyphs_taken_out_of_a_formula_by_an_animation_still_belong_to_it(lint: Lint) -> None:
    def act(scene: Any) -> None:
        formula = MathFormula(scene.look, f"x + {paint(scene.colours.step, 'alpha')}")
        scene.add(formula)
        scene.play(Indicate(formula.parts(scene.colours.step)))

    assert lint(act) == []


def arrow_through(scene: Any) -> VMobject:
    return FlatArrow(scene.colours.step).set_between(np.array([-2.0, 0.0, 0.0]), np.array([2.0, 0.05, 0.0]))


def dot_on(scene: Any) -> VMobject:
    return Dots(scene.colours.data).set_places(np.array([[0.1, 0.0, 0.0]]))


def curve_through(scene: Any) -> VMobject:
    return scene.line((-2.0, -1.0), (2.0, 1.0))


def dash_on(scene: Any) -> VMobject:
    return scene.line((0.0, 0.0), (0.04, 0.0))


CROSSERS = (arrow_through, dot_on, curve_through, dash_on)


@pytest.mark.parametrize("crosser", CROSSERS)
def test_what_runs_through_words_is_found_whether_behind_or_before_them(
    broken: Broken, crosser: Crosser
) -> None:
    def behind(scene: Any) -> None:
        scene.add(crosser(scene), scene.words("crossed out"))

    def before(scene: Any) -> None:
        scene.add(scene.words("crossed out"), crosser(scene))

    assert broken(behind) >= {"words-crossed"}
    assert broken(before) >= {"words-crossed"}


@pytest.mark.parametrize("crosser", CROSSERS)
def test_what_runs_beside_words_is_not_found(lint: Lint, crosser: Crosser) -> None:
    def act(scene: Any) -> None:
        scene.add(crosser(scene), scene.words("crossed out", 1.0, -1.0))

    assert lint(act) == []


@pytest.mark.parametrize("crosser", CROSSERS)
def test_a_plate_hides_what_runs_behind_words(lint: Lint, crosser: Crosser) -> None:
    def act(scene: Any) -> None:
        scene.add(crosser(scene), scene.plate(2.0, 0.5), scene.words("crossed out"))

    assert lint(act) == []


def test_a_plate_that_can_be_seen_through_hides_nothing(broken: Broken) -> None:
    def act(scene: Any) -> None:
        scene.add(curve_through(scene), scene.plate(2.0, 0.5, opacity=0.4), scene.words("crossed out"))

    assert broken(act) == {"words-crossed"}


def test_a_line_between_two_lines_of_text_is_not_found(lint: Lint) -> None:
    def act(scene: Any) -> None:
        scene.add(scene.words("over", 0, 0.3), scene.words("under", 0, -0.3), scene.line((-1, 0), (1, 0)))

    assert lint(act) == []


def test_a_fill_that_lies_over_words_is_found_and_the_same_fill_under_them_is_not(
    lint: Lint, broken: Broken
) -> None:
    def over(scene: Any) -> None:
        scene.add(scene.words("covered"), scene.plate(3.0, 2.0, colour=scene.colours.panel))

    def under(scene: Any) -> None:
        scene.add(scene.plate(3.0, 2.0, colour=scene.colours.panel), scene.words("covered"))

    assert broken(over) == {"words-crossed"}
    assert lint(under) == []


def test_the_border_of_a_plate_crosses_words_unless_it_is_declared_as_backing(
    lint: Lint, broken: Broken
) -> None:
    def act(scene: Any, backing: bool) -> None:
        card = scene.plate(1.0, 1.0, colour=scene.colours.faint)
        card.lint_backing = backing
        scene.add(card, scene.words("wider than the card"))

    assert broken(lambda scene: act(scene, False)) == {"words-crossed"}
    assert lint(lambda scene: act(scene, True)) == []


def test_a_family_that_declares_a_rule_as_ignored_is_let_through_by_that_rule_alone(
    lint: Lint, broken: Broken
) -> None:
    def act(scene: Any, rule: str) -> None:
        fog = VGroup(curve_through(scene))
        fog.lint_ignore = {rule}
        scene.add(fog, scene.words("crossed out"))

    assert lint(lambda scene: act(scene, "words-crossed")) == []
    assert broken(lambda scene: act(scene, "margin")) == {"words-crossed"}


def test_the_soft_edge_between_bands_of_a_landscape_is_no_line_and_a_hard_one_is(
    lint: Lint, broken: Broken
) -> None:
    def act(scene: Any, colour: str) -> None:
        lower = scene.plate(2.0, 2.0, colour=colour).shift([1.0, 0.0, 0.0])
        scene.add(scene.plate(4.0, 3.0, colour="#203040"), lower, scene.words("edge"))

    assert lint(lambda scene: act(scene, "#24364A")) == []
    assert broken(lambda scene: act(scene, "#406080")) >= {"words-crossed"}


def test_a_plate_that_fades_with_its_words_hides_what_is_behind_them(lint: Lint, broken: Broken) -> None:
    def act(scene: Any, *before: VMobject) -> None:
        scene.add(curve_through(scene))
        scene.play(FadeIn(*before, scene.words("crossed out")), run_time=2.0)

    assert lint(lambda scene: act(scene, scene.plate(2.0, 0.5))) == []
    assert broken(lambda scene: act(scene)) == {"words-crossed"}


def test_a_figure_of_many_parts_is_named_once_and_as_a_whole(lint: Lint) -> None:
    def act(scene: Any) -> None:
        scene.add(Ball(scene.look), scene.words("behind the ball, before the ball"))

    crossings = [finding.name for finding in lint(act) if finding.rule == "words-crossed"]
    assert crossings == ['"behind the ball, before the ball", ball']
