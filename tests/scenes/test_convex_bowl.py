"""ConvexBowl compares a curve with its chords, at both sides of the inequality."""

import itertools

import numpy as np
import pytest
from manim import smooth

from gd_math.formula.parsing import parse_formula
from gd_math.functions.minima import local_minima
from scenes.base.theme import DARK
from scenes.parts.convex_bowl.chord_panel import ChordPanel
from scenes.parts.convex_bowl.feet import LETTER_APART
from scenes.parts.convex_bowl.lifted_curve import LiftedCurve
from tests.scenes.convex_bowl_films import OTHER, captions, number, watched_once


@pytest.fixture
def lesson(perform):
    return watched_once(perform)[0]


@pytest.fixture
def seen(perform):
    return watched_once(perform)[1]


def test_the_chord_joins_two_points_of_the_graph(lesson, seen):
    for point, tips, (plot, *_) in zip(seen.points, seen.tips, seen.plots, strict=True):
        if not len(tips):
            continue
        objective = parse_formula("x**2", ("x",)) if plot is not lesson.chord.plot else OTHER
        (a, fa), (b, fb) = tips[:2]
        assert (fa, fb) == pytest.approx((float(objective(a)), float(objective(b))), abs=1e-9)
        if len(tips) > 2:
            x, height = tips[2]
            assert height == pytest.approx(fa + (x - a) / (b - a) * (fb - fa), abs=1e-9)
            assert (x, height) == pytest.approx((point.x, point.chord), abs=1e-9)


def test_the_balls_stand_at_the_ends_of_the_chord(seen):
    for tips, balls in zip(seen.tips, seen.balls, strict=True):
        assert len(tips) == 0 or balls == pytest.approx(tips[:2], abs=1e-9)


def test_the_chord_goes_down_with_its_balls_until_they_meet(lesson, seen):
    places = [ends for ends, going in zip(seen.ends, seen.first_run, strict=True) if going]
    points = lesson.found.curve.run.points[:, :, 0]
    assert points[0] == pytest.approx([-6.0, 4.0])
    assert places[-1] == pytest.approx(points[-1])
    assert np.abs(places[-1]).max() < 0.1
    assert captions(lesson)[5] == "They meet: one minimum."


def test_both_sides_of_the_inequality_are_the_numbers_on_screen(seen, lesson):
    shown = [pair for pair in zip(seen.points, seen.numbers, strict=True) if pair[1][0]]
    assert len(shown) >= 5
    bends = next(k for k, beat in enumerate(lesson.beats) if beat.caption.startswith("Now bend"))
    assert all(numbers == ("", "") for numbers in seen.numbers[4:bends])
    for point, (graph, chord) in shown:
        places = len(graph.split(".")[1])
        assert number(graph) == pytest.approx(point.graph, abs=0.5001 * 10.0**-places)
        assert number(chord) == pytest.approx(point.chord, abs=0.5001 * 10.0**-places)
    assert ("27.04", "40.00") in [numbers for _, numbers in shown]


def test_a_number_is_born_where_it_is_measured(lesson):
    rule, place = lesson.rule, lesson.chord.plot.at(1.0, 2.0)
    for live, colour in ((rule.graph_number, DARK.loss), (rule.chord_number, DARK.ink)):
        live.set_text("12.34")
        born = rule.born(live, place)
        assert born.number.get_center() + born.start - born.goal == pytest.approx(place)
        assert born.number.points == pytest.approx(live.points)
        assert str(born.number.fill_color) == colour
        live.set_text("")


def test_both_signs_turn_where_the_chord_dips(seen, lesson):
    at_most, greater = [True, False], [False, True]
    asked = next(k for k, beat in enumerate(lesson.beats) if beat.kind == "ask")
    assert seen.signs[2] == [at_most, at_most]
    assert seen.signs[asked] == [greater, greater]


def test_letters_stand_under_the_ends_of_the_chord_side_by_side_where_these_meet(lesson):
    found = lesson.found.curve
    panel = ChordPanel(lesson.look, lesson.beside, found.objective, found.view)
    feet = panel.feet()
    for a, b in ((-6.0, 4.0), (0.1, -0.1), (2.0, 2.0)):
        panel.put(a, b)
        feet.update()
        middles = [float(letter.get_center()[0]) for letter in feet.letters]
        ends = panel.plot.points_at(np.array([a, b]), found.objective(np.array([a, b])))
        assert max(letter.get_top()[1] for letter in feet.letters) < panel.plot.area.bottom
        assert sum(middles) == pytest.approx(ends[:, 0].sum(), abs=1e-6)
        assert abs(middles[1] - middles[0]) == pytest.approx(max(abs(ends[1, 0] - ends[0, 0]), LETTER_APART))
        for drop, end in zip(feet.drops, ends, strict=True):
            assert len(drop.points) == 0 or drop.points[:, 0] == pytest.approx(end[0])
    panel.put(-60.0, 4.0)
    feet.update()
    assert [len(letter.submobjects[0].points) > 0 for letter in feet.letters] == [False, True]


def test_in_the_end_what_chords_do_stands_below_each_picture(lesson):
    lines = next(part for part in lesson.mobjects if part.name == "verdicts")
    holds, convex, breaks, bent = lines
    assert breaks.text == "a chord dips"
    assert convex.text.startswith("convex: 10")
    assert bent.text.startswith("not convex: 2")
    assert max(part.get_right()[0] for part in (holds, convex)) < lesson.chord.plot.area.left
    assert min(part.get_left()[0] for part in (breaks, bent)) > holds.get_right()[0]
    signs = [any(str(glyph.color) == DARK.warning for glyph in one.get_family()) for one in (holds, breaks)]
    assert signs == [False, True]
    assert lesson.rule.graph_side not in lesson.mobjects


def test_the_number_at_the_sliding_point_is_its_share_and_stays_while_numbers_are_compared(seen, lesson):
    texts = [(number(pair[0]), pair[1]) for pair in seen.shares if pair]
    assert all(text == pytest.approx(1.0 - share, abs=0.0051) for text, share in texts)
    asked = next(k for k, beat in enumerate(lesson.beats) if beat.kind == "ask")
    assert all(seen.shares[k] for k in (1, 2, asked - 1, asked, asked + 1, asked + 2))


def test_no_chord_of_the_convex_curve_is_drawn_below_it(lesson):
    found = lesson.found.curve
    convex = ChordPanel(lesson.look, lesson.beside, found.objective, found.view).curve
    convex.grown.set_value(1.0)
    other = lesson.chord.curve
    rng = np.random.default_rng(0)
    for _ in range(50):
        for end, x in zip(convex.ends, np.sort(rng.uniform(-9, 9, 2)), strict=True):
            end.set_value(x)
        convex.redraw()
        assert len(convex.dip.points) == 0
        assert len(convex.breach.points) == 0
    assert len(other.dip.points) > 0
    x, heights = other.plot.read(other.dip.points).T
    assert (OTHER(x) > heights - 1e-9).all()


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7, 1.0])
def test_the_curve_bends_into_the_other_one_with_the_chord_on_it(lesson, share):
    found = lesson.found
    panels = [
        ChordPanel(lesson.look, lesson.beside, one.objective, one.view) for one in (found.curve, found.other)
    ]
    panel, other = panels
    panel.put(*found.curve.first)
    panel.curve.grown.set_value(1.0)
    view, *moves = panel.bend_into(other, found.other.dip[:2], found.other.dip[2])
    for animation in (view, *(move.build() for move in moves)):
        animation.begin()
        animation.interpolate(share)
    panel.curve.update()
    done = smooth(share)
    x, y = panel.plot.read(panel.curve.curve.points[::4]).T
    inside = (y > panel.plot.y_range[0] + 1e-6) & (y < panel.plot.y_range[1] - 1e-6)
    assert y[inside] == pytest.approx((x**2 + done * 10 * np.sin(x))[inside], abs=1e-6)
    a, fa = panel.plot.read(panel.curve.tips.places[0])
    assert fa == pytest.approx(a**2 + done * 10 * np.sin(a), abs=1e-6)


def test_the_graph_lifts_off_to_be_the_section_of_the_bowl(lesson):
    found, terrain = lesson.found, lesson.bowl.terrain
    panel = ChordPanel(lesson.look, lesson.layout.alone, found.curve.objective, found.curve.view)
    panel.put(-0.05, 0.05)
    curve = LiftedCurve(lesson.look, panel, terrain, found.bowl.ground)
    x, y = panel.plot.read(curve.line.points[::4]).T
    assert y == pytest.approx(x**2, abs=1e-9)
    assert (x.min(), x.max()) == pytest.approx((-10.0, 10.0), abs=0.2)
    assert panel.plot.read(curve.ball.place) == pytest.approx([0.0, 0.0], abs=1e-9)
    curve.lifted.set_value(1.0)
    curve.update()
    section = terrain.project(found.bowl.ground.profile(terrain.opened.get_value()))
    assert curve.line.points[::4] == pytest.approx(section[:-1])
    assert curve.ball.place == pytest.approx(terrain.project([0.0, 0.0, 0.0]), abs=1e-6)


def test_a_wider_chord_still_dips_and_its_ends_have_a_way_to_go(lesson):
    a, b, share = lesson.found.other.dip
    low, high = np.sort(local_minima(OTHER, -10.0, 10.0)[:, 0])
    assert a < low - 0.5
    assert b > high + 0.5
    x = a + share * (b - a)
    assert OTHER(x) > OTHER(a) + share * (OTHER(b) - OTHER(a)) + 1.0
    assert share == round(share, 2), "t is exact as it is printed"


def test_beats_fill_the_clip(lesson):
    assert lesson.beats[0].start == 0.0
    assert 40 <= lesson.seconds <= 60
    assert lesson.beats[-1].end == pytest.approx(lesson.seconds)
    for one, next_one in itertools.pairwise(lesson.beats):
        assert one.end == pytest.approx(next_one.start)
