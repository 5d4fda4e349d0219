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
from scenes.convex_bowl import ConvexBowl
from scenes.parts.convex_bowl.chord_panel import ChordPanel
from scenes.parts.convex_bowl.lifted_curve import LiftedCurve
from tests.looking import findings

BOWL = parse_formula("x**2 + 2*y**2", ("x", "y"))
OTHER = parse_formula("x**2 + 10*sin(x)", ("x",))

EXTREMES = {
    "one step": {"steps": 1},
    "out of the bowl": {"learning_rate": 1.5},
    "divergence": {"learning_rate": 1e3, "steps": 60},
    "flat": {"function": "3 + 0*x", "bowl": "2 + 0*x + 0*y"},
    "no closed rim": {"function": "exp(x)", "bowl": "exp(x) + y**2"},
    "half without a height": {"function": "-log(x)", "bowl": "-log(x) - log(y)"},
    "a pole": {"other": "1/x"},
    "a full turn, two hundred steps": {"steps": 200, "turn": -360.0, "other": "x**3"},
}


def number(text):
    return float(text.replace("−", "-"))


@pytest.fixture(scope="module")
def told():
    """Return a place for one performance that several tests read."""
    return {}


@pytest.fixture
def lesson(perform, told):
    if not told:
        seen = []

        def note(scene):
            numbers = scene.rule.graph_number.text, scene.rule.chord_number.text
            tips = scene.chord.plot.read(scene.chord.curve.tips.places)
            balls = scene.chord.plot.read([ball.place for ball in scene.chord.balls.balls])
            signs = [[len(mark.submobjects[0].points) > 0 for mark in sign] for sign in scene.rule.signs]
            seen.append((scene.chord.curve.point, numbers, tips, scene.chord.plot, balls, signs))

        told["lesson"] = perform(ConvexBowl, note)
        told["seen"] = seen
    return told["lesson"]


def test_the_chord_joins_two_points_of_the_graph(lesson, told):
    for point, _, tips, plot, *_ in told["seen"]:
        if not len(tips):
            continue
        objective = parse_formula("x**2", ("x",)) if plot is not lesson.chord.plot else OTHER
        (a, fa), (b, fb) = tips[:2]
        assert (fa, fb) == pytest.approx((float(objective(a)), float(objective(b))), abs=1e-9)
        if len(tips) > 2:
            x, height = tips[2]
            assert height == pytest.approx(fa + (x - a) / (b - a) * (fb - fa), abs=1e-9)
            assert (x, height) == pytest.approx((point.x, point.chord), abs=1e-9)


def test_the_balls_stand_at_the_ends_of_the_chord(lesson, told):
    for _, _, tips, _, balls, _ in told["seen"]:
        assert len(tips) == 0 or balls == pytest.approx(tips[:2], abs=1e-9)


def test_the_chord_goes_down_with_its_balls_until_they_meet(perform):
    places = []

    def note(scene):
        if scene.chord.balls.run is scene.found.curve.run:
            places.append(scene.chord.ends)

    lesson = perform(ConvexBowl, note)
    points = lesson.found.curve.run.points[:, :, 0]
    assert points[0] == pytest.approx([-6.0, 4.0])
    assert places[-1] == pytest.approx(points[-1])
    assert np.abs(places[-1]).max() < 0.1
    assert captions(lesson)[5] == "They meet at the one minimum."


def test_both_sides_of_the_inequality_are_the_numbers_on_screen(told, lesson):
    shown = [(point, numbers) for point, numbers, *_ in told["seen"] if numbers[0]]
    assert len(shown) >= 5
    bends = next(k for k, beat in enumerate(lesson.beats) if beat.caption.startswith("Fold"))
    assert all(numbers == ("", "") for _, numbers, *_ in told["seen"][4:bends])
    for point, (graph, chord) in shown:
        places = len(graph.split(".")[1])
        assert number(graph) == pytest.approx(point.graph, abs=0.5001 * 10.0**-places)
        assert number(chord) == pytest.approx(point.chord, abs=0.5001 * 10.0**-places)
    assert ("27.04", "40.00") in [numbers for _, numbers in shown]


def test_both_signs_turn_where_the_chord_dips(told, lesson):
    at_most, greater = [True, False], [False, True]
    asked = next(k for k, beat in enumerate(lesson.beats) if beat.kind == "ask")
    assert told["seen"][2][-1] == [at_most, at_most]
    assert told["seen"][asked][-1] == [greater, greater]


def test_in_the_end_each_inequality_stands_below_its_own_picture(lesson):
    lines = next(part for part in lesson.mobjects if part.name == "verdicts")
    holds, convex, breaks, bent = lines
    assert convex.text.startswith("convex: 10")
    assert bent.text.startswith("not convex: 2")
    assert max(part.get_right()[0] for part in (holds, convex)) < lesson.chord.plot.area.left
    assert min(part.get_left()[0] for part in (breaks, bent)) > holds.get_right()[0]
    signs = [any(str(glyph.color) == DARK.warning for glyph in one.get_family()) for one in (holds, breaks)]
    assert signs == [False, True]
    assert lesson.rule.graph_side not in lesson.mobjects


def test_the_number_at_the_sliding_point_is_its_share(perform):
    texts = {}

    def note(scene):
        label = scene.chord.curve.told
        if label in scene.mobjects:
            texts[len(scene.beats)] = label.number.text, scene.chord.curve.share.get_value()

    perform(ConvexBowl, note, steps=1, captions=False)
    assert all(number(text) == pytest.approx(1.0 - share, abs=0.0051) for text, share in texts.values())
    assert texts


def test_no_chord_of_the_convex_curve_is_drawn_below_it(perform):
    lesson = perform(ConvexBowl, steps=1, captions=False)
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


def test_fewer_steps_bring_fewer_balls_to_the_minimum(perform):
    lesson = perform(ConvexBowl, steps=20, captions=False)
    away = np.linalg.norm(lesson.found.bowl.run.points[-1], axis=1)
    near = int((away <= 0.3).sum())
    assert near < 10
    assert captions(lesson)[-5].endswith(f"{near} of 10.")


def test_two_starts_end_in_the_two_minima_that_are_named(lesson):
    valleys = np.sort(local_minima(OTHER, -10.0, 10.0)[:, 0])
    discs = lesson.chord.plot.read([ball.place for ball in lesson.chord.balls.balls])
    assert discs[:, 0] == pytest.approx(valleys, abs=1e-4)
    assert discs[:, 1] == pytest.approx(OTHER(discs[:, 0]), abs=1e-9)
    told = [number(text) for text in lesson.found.other.end_texts]
    assert [one.text for one in lesson.numbers if hasattr(one, "text")] == lesson.found.other.end_texts
    assert told == pytest.approx(valleys, abs=0.005)


def test_beats_fill_the_clip(lesson):
    assert lesson.beats[0].start == 0.0
    assert 40 <= lesson.seconds <= 70
    assert lesson.beats[-1].end == pytest.approx(lesson.seconds)
    for one, next_one in itertools.pairwise(lesson.beats):
        assert one.end == pytest.approx(next_one.start)


@pytest.mark.parametrize("params", EXTREMES.values(), ids=EXTREMES.keys())
def test_extreme_parameters_tell_a_whole_story(perform, params):
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        lesson = perform(ConvexBowl, captions=False, **params)
    assert 30 <= lesson.seconds <= 80
    for part in (lesson.chord.curve, lesson.chord.balls, lesson.bowl.walkers):
        assert all(np.isfinite(piece.points).all() for piece in part.family_members_with_points())


def captions(lesson):
    return [beat.caption.replace("\u00a0", " ") for beat in lesson.beats]


def test_a_function_convex_on_its_domain_is_taken_with_chords_over_the_domain_only(perform):
    ends = []

    def note(scene):
        if len(scene.beats) <= 3:
            ends.extend(scene.chord.ends)

    lesson = perform(ConvexBowl, note, function="x*log(x)", steps=1, captions=False)
    assert min(ends) > 0
    assert captions(lesson)[3] == "No chord dips below the graph: convex where it is defined."
    view = lesson.given.view
    assert view.x_range[0] < 0 < view.x_range[1]


@pytest.mark.parametrize("function", ["exp(x)", "2*x + 1"])
def test_a_convex_curve_without_a_minimum_falls_without_end(perform, function):
    lesson = perform(ConvexBowl, function=function, steps=1, captions=False)
    assert captions(lesson)[5] == "Convex, but without a minimum: it falls without end."


def test_a_straight_line_lies_on_its_chord_not_below(perform):
    told = captions(perform(ConvexBowl, function="2*x + 1", steps=1, captions=False))
    assert told[3] == "No chord dips below the graph: a straight line is convex as well."


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
def test_a_bowl_without_one_lowest_point_is_told_as_it_is(perform, bowl, lie, end):
    lesson = perform(ConvexBowl, bowl=bowl, captions=False)
    told = captions(lesson)
    assert (told[6], told[8]) == (lie, end)
    assert not any(part.name == "flag on the lowest valley" for part in lesson.mobjects)


def test_numbers_of_the_first_chord_are_printed_so_that_they_differ(perform):
    seen = []

    def note(scene):
        seen.append((scene.rule.graph_number.text, scene.rule.chord_number.text))

    perform(ConvexBowl, note, function="1000000 + x**2", steps=1, captions=False)
    graph, chord = seen[2]
    assert graph
    assert graph != chord


def test_the_lecturer_frames_the_curve_and_names_the_variable(perform):
    scenes = {}
    perform(
        ConvexBowl,
        lambda scene: scenes.setdefault("first", (scene.chord.plot.x_range, scene.chord.plot.y_range)),
        function="(w - 1)**2",
        x_range=(-2, 5),
        y_range=(-1, 9),
        steps=1,
        captions=False,
    )
    assert scenes["first"] == ((-2, 5), (-1, 9))
    with pytest.raises(ValidationError, match=r"has no value for x from −3.00 to −1.00; choose another"):
        ConvexBowl.Params(function="x*log(x)", x_range=(-3, -1))


def test_two_balls_that_leave_are_told_as_they_left(perform):
    told = captions(perform(ConvexBowl, other="x**3", steps=200, captions=False))
    assert told[-2:] == [
        "Both balls fall without end: no minimum lies below them.",
        "Not convex: nothing promises that a start comes to the lowest place.",
    ]


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
