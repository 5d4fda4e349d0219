"""ConvexBowl draws what gd_math computes."""

import itertools
import re
import warnings

import numpy as np
import pytest
from manim import smooth
from pydantic import ValidationError

from gd_math.formula.parsing import parse_formula
from gd_math.functions.minima import local_minima
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from scenes.base.look import Look
from scenes.base.theme import DARK
from scenes.cast.land.bowl import RINGS, SECTORS, Bowl
from scenes.convex_bowl import SLIDES, ConvexBowl
from scenes.parts.convex_bowl.chord_panel import ChordPanel
from scenes.parts.convex_bowl.feet import LETTER_APART
from scenes.parts.convex_bowl.found import across, span_of
from scenes.parts.convex_bowl.lifted_curve import LiftedCurve
from scenes.parts.convex_bowl.story import ConvexStory
from tests.looking import findings

BOWL = parse_formula("x**2 + 2*y**2", ("x", "y"))
OTHER = parse_formula("x**2 + 10*sin(x)", ("x",))

EXTREMES = {
    "one step in a frame": {"steps": 1, "function": "(w - 1)**2", "x_range": (-2, 5), "y_range": (-1, 9)},
    "out of the bowl": {"learning_rate": 1.5},
    "divergence high up": {"learning_rate": 1e3, "steps": 60, "function": "1000000 + x**2"},
    "flat": {"function": "3 + 0*x", "bowl": "2 + 0*x + 0*y"},
    "no closed rim": {"function": "exp(x)", "bowl": "exp(x) + y**2"},
    "half without a height": {"function": "-log(x)", "bowl": "-log(x) - log(y)"},
    "a pole, a valley": {"other": "1/x", "bowl": "(x - y)**2"},
    "a full turn, two hundred steps": {"steps": 200, "turn": -360.0, "other": "x**3", "bowl": "x + 2*y"},
}


def number(text):
    return float(text.replace("−", "-"))


class Seen:
    """What is seen of a film as its beats end."""

    def __init__(self):
        self.numbers, self.points, self.tips, self.plots, self.balls = [], [], [], [], []
        self.signs, self.ends, self.first_run, self.shares = [], [], [], []

    def note(self, scene):
        chord, label = scene.chord, scene.chord.curve.told
        self.numbers.append((scene.rule.graph_number.text, scene.rule.chord_number.text))
        self.points.append(chord.curve.point)
        self.tips.append(chord.plot.read(chord.curve.tips.places))
        self.plots.append((chord.plot, chord.plot.x_range, chord.plot.y_range))
        self.balls.append(chord.plot.read([ball.place for ball in chord.balls.balls]))
        self.signs.append(
            [[len(mark.submobjects[0].points) > 0 for mark in sign] for sign in scene.rule.signs]
        )
        self.ends.append(chord.ends)
        self.first_run.append(chord.balls.run is scene.found.curve.run)
        self.shares.append(
            (label.number.text, chord.curve.share.get_value()) if label in scene.mobjects else None
        )


@pytest.fixture(scope="module")
def films():
    """Return a place for films that several tests read."""
    return {}


@pytest.fixture
def lesson(perform, films):
    if "default" not in films:
        seen = Seen()
        films["default"] = perform(ConvexBowl, seen.note), seen
    return films["default"][0]


@pytest.fixture
def seen(lesson, films):
    return films["default"][1]


@pytest.fixture
def extreme(perform, films):
    """Return a function that tells an extreme film once, and returns it and what was seen."""

    def tell(name):
        if name not in films:
            seen = Seen()
            with warnings.catch_warnings():
                warnings.simplefilter("error", RuntimeWarning)
                films[name] = perform(ConvexBowl, seen.note, captions=False, **EXTREMES[name]), seen
        return films[name]

    return tell


def spoken(**params):
    """Return what is found with some parameters, and who speaks of it."""
    found = ConvexBowl.compute(ConvexBowl.Params(**params))
    return found, ConvexStory(Look(), found.curve.bottom, found.bowl.bottom)


def captions(lesson):
    return [plain(beat.caption) for beat in lesson.beats]


def plain(sentence):
    return sentence.replace("\u00a0", " ")


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


def test_the_profile_turns_into_the_whole_bowl():
    bowl = Bowl(BOWL)
    block = bowl.block()
    counts = [len(bowl.opened(block, share)) for share in (0.0, 0.25, 0.5, 1.0)]
    assert counts[0] == 0
    assert np.diff(counts).min() > 0
    assert counts[-1] == len(block.faces)
    section = bowl.profile(0.3)
    assert section[:, 2] == pytest.approx(BOWL.value(section[:, :2]))
    assert section[[0, -1], 2] == pytest.approx([bowl.highest] * 2)


def test_the_rim_is_level_and_the_inside_lies_on_the_function():
    bowl = Bowl(BOWL)
    assert bowl.lowest_point == pytest.approx([0.0, 0.0], abs=1e-9)
    rim = bowl.around(np.ones(90), np.linspace(0, 6.2, 90))
    assert BOWL.value(rim) == pytest.approx(25.0)
    inside = bowl.data(bowl.block().vertices[: (RINGS + 1) * SECTORS])
    assert inside[:, 2] == pytest.approx(BOWL.value(inside[:, :2]), abs=1e-9)
    assert inside[:, 2].max() == pytest.approx(25.0)


def test_seeds_choose_places_inside_the_rim():
    starts = ConvexBowl.compute(ConvexBowl.Params()).bowl.run.points[0]
    assert np.array_equal(starts, ConvexBowl.compute(ConvexBowl.Params()).bowl.run.points[0])
    assert not np.array_equal(starts, ConvexBowl.compute(ConvexBowl.Params(seed=4)).bowl.run.points[0])
    assert (BOWL.value(starts) < 25.0).all()


def test_all_that_are_said_to_have_arrived_have(lesson):
    starts = lesson.found.bowl.run.points[0]
    ends = descend(BOWL, starts, GradientDescent(0.05), 40).points[-1]
    assert ends == pytest.approx(starts * [0.9**40, 0.8**40], abs=1e-12)
    assert np.linalg.norm(ends, axis=1).max() < 0.3
    assert captions(lesson)[8] == "All 10 arrive at the one minimum."


def test_fewer_steps_bring_fewer_balls_to_the_minimum():
    found, story = spoken(steps=20)
    away = np.linalg.norm(found.bowl.run.points[-1], axis=1)
    near = int((away <= 0.3).sum())
    assert near < 10
    assert plain(story.arrivals(found.bowl.told, found.bowl.home)[0]).endswith(f"{near} of 10.")


def test_two_starts_end_in_the_two_minima_that_are_named(lesson):
    valleys = np.sort(local_minima(OTHER, -10.0, 10.0)[:, 0])
    discs = lesson.chord.plot.read([ball.place for ball in lesson.chord.balls.balls])
    assert discs[:, 0] == pytest.approx(valleys, abs=1e-4)
    assert discs[:, 1] == pytest.approx(OTHER(discs[:, 0]), abs=1e-9)
    told = [number(text) for text in lesson.found.other.end_texts]
    assert [one.text for one in lesson.numbers if hasattr(one, "text")] == lesson.found.other.end_texts
    assert captions(lesson)[-2] == "They do not meet: two minima."
    assert told == pytest.approx(valleys, abs=0.005)


def test_beats_fill_the_clip(lesson):
    assert lesson.beats[0].start == 0.0
    assert 40 <= lesson.seconds <= 60
    assert lesson.beats[-1].end == pytest.approx(lesson.seconds)
    for one, next_one in itertools.pairwise(lesson.beats):
        assert one.end == pytest.approx(next_one.start)


@pytest.mark.parametrize("name", EXTREMES)
def test_extreme_parameters_tell_a_whole_story(extreme, name):
    lesson, _ = extreme(name)
    assert 30 <= lesson.seconds <= 80
    for part in (lesson.chord.curve, lesson.chord.balls, lesson.bowl.walkers):
        assert all(np.isfinite(piece.points).all() for piece in part.family_members_with_points())


def test_a_function_convex_on_its_domain_is_taken_with_chords_over_the_domain_only():
    found, story = spoken(function="x*log(x)", steps=1)
    curve, view = found.curve, ConvexBowl.Params(function="x*log(x)").view
    span = span_of(curve.objective, view)
    assert min(*curve.first, *(across(span, end) for ends in SLIDES for end in ends)) > 0
    said = story.chords(curve.straight, curve.whole)
    assert plain(said) == "No chord dips below the graph: convex where it is defined."
    assert view.x_range[0] < 0 < view.x_range[1]


@pytest.mark.parametrize("function", ["exp(x)", "2*x + 1"])
def test_a_convex_curve_without_a_minimum_falls_without_end(function):
    found, story = spoken(function=function, steps=1)
    assert plain(story.meeting(found.curve.told)[0]) == (
        "Convex, but without a minimum: it falls without end."
    )


def test_a_straight_line_lies_on_its_chord_not_below():
    found, story = spoken(function="2*x + 1", steps=1)
    said = story.chords(found.curve.straight, found.curve.whole)
    assert plain(said) == "No chord dips below the graph: a straight line is convex as well."


@pytest.mark.parametrize(
    ("bowl", "lie", "end"),
    [
        (
            "(x - y)**2",
            "In two variables: a valley whose floor is level.",
            "10 of 10 rest on the level floor: no place is lower.",
        ),
        (
            "x + 2*y",
            "In two variables: convex, but without a lowest point.",
            "All 10 balls fall without end: no minimum lies below them.",
        ),
        (
            "0*x + 0*y",
            "In two variables: level ground is convex as well.",
            "Level ground: every ball stays where it was put.",
        ),
    ],
)
def test_a_bowl_without_one_lowest_point_is_told_as_it_is(bowl, lie, end):
    found, story = spoken(bowl=bowl)
    assert plain(story.in_two(found.bowl.ground.closed)) == lie
    assert plain(story.arrivals(found.bowl.told, found.bowl.home)[0]) == end


@pytest.mark.parametrize("name", ["flat", "a pole, a valley", "a full turn, two hundred steps"])
def test_there_is_no_flag_without_one_lowest_point(extreme, lesson, name):
    assert not any(part.name == "flag on the lowest valley" for part in extreme(name)[0].mobjects)
    assert any(part.name == "flag on the lowest valley" for part in lesson.mobjects)


def test_numbers_of_the_first_chord_are_printed_so_that_they_differ(extreme):
    graph, chord = extreme("divergence high up")[1].numbers[2]
    assert graph
    assert graph != chord


def test_the_lecturer_frames_the_curve_and_names_the_variable(extreme):
    assert extreme("one step in a frame")[1].plots[0][1:] == ((-2, 5), (-1, 9))
    with pytest.raises(ValidationError, match=r"has no value for x from −3.00 to −1.00; choose another"):
        ConvexBowl.Params(function="x*log(x)", x_range=(-3, -1))


def test_two_balls_that_leave_are_told_as_they_left(extreme):
    lesson, seen = extreme("a full turn, two hundred steps")
    assert captions(lesson)[-2:] == [
        "Both balls fall without end: no minimum lies below them.",
        "Not convex: nothing promises that a start comes to the lowest place.",
    ]
    assert not any(seen.shares[-3:])


def test_the_share_is_seen_on_a_curve_that_is_not_defined_everywhere(lesson):
    given = ConvexBowl.Params(function="x*log(x)")
    panel = ChordPanel(lesson.look, lesson.beside, given.curve, given.view)
    panel.put(2.0, 7.0, 0.5)
    panel.curve.told.update()
    assert np.isfinite(panel.curve.told.get_center()).all()


def test_divergence_is_a_note():
    assert ConvexBowl.notes(ConvexBowl.Params()) == []
    notes = ConvexBowl.notes(ConvexBowl.Params(learning_rate=1.5))
    assert notes == ["10 of 10 balls climb out of the bowl; stable below 0.5"]


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"function": "x**3"}, "is not convex: at x = -10 it bends downwards"),
        ({"bowl": "x**2 - y**2"}, "is not convex"),
        ({"other": "x**2"}, "is convex, but this function must not be"),
        ({"function": "1/x**2"}, "is not convex: it has no value at x = 0"),
        ({"other": "x*log(x)"}, "is convex where it is defined, but this function must not be"),
        ({"function": "x +"}, "x +"),
    ],
)
def test_a_function_that_does_not_fit_is_refused_with_a_reason(params, sentence):
    with pytest.raises(ValidationError, match=re.escape(sentence)):
        ConvexBowl.Params(**params)


@pytest.mark.parametrize(
    ("theme", "aspect", "params"),
    [
        ("dark", "4:3", {"starts": 24}),
        ("light", "9:16", {"steps": 1}),
        ("dark", "16:9", {"function": "x*log(x)", "bowl": "(x - y)**2"}),
    ],
)
def test_the_film_lint_finds_nothing(theme, aspect, params):
    given, fast = ConvexBowl.Params(**params), "starts" in params
    look = Look(theme=theme)
    assert findings(ConvexBowl, given, look, aspect, flashing=fast) == []


def orange_middle(frame, x, y, reach):
    """Return the middle of the orange pixels within `reach` of a place."""
    orange = np.array([int(DARK.parameter[i : i + 2], 16) for i in (1, 3, 5)])
    left, top = round(x) - reach, round(y) - reach
    part = frame[top : top + 2 * reach, left : left + 2 * reach].astype(int)
    rows, columns = np.nonzero(np.abs(part - orange).sum(axis=2) < 90)
    return left + columns.mean() + 0.5, top + rows.mean() + 0.5


def test_pixels_show_the_balls_where_the_runs_start_and_end(film):
    """At the last frame both balls rest in their minima, and all starts in the bowl are seen."""
    lesson, frames = film(ConvexBowl, height=360, rate=5, captions=False, turn=0.0, pace=4.0)
    unit = 360 / 8
    valleys = np.sort(local_minima(OTHER, -10.0, 10.0)[:, 0])
    for x, y, _ in lesson.chord.plot.points_at(valleys, OTHER(valleys)):
        column, row = (x + lesson.layout.width / 2) * unit, (4 - y) * unit
        assert orange_middle(frames[-1], column, row, 6) == pytest.approx((column, row), abs=1.5)
    seen = lesson.bowl.walkers.seen(
        ground := lesson.found.bowl.ground.on_ground(lesson.found.bowl.run.points[0])
    )
    assert seen.all()
    for x, y, _ in lesson.bowl.terrain.project(ground):
        column, row = (x + lesson.layout.width / 2) * unit, (4 - y) * unit
        assert orange_middle(frames[-1], column, row, 6) == pytest.approx((column, row), abs=1.5)
