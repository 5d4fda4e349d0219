"""GradientField tells of one arrow, then of all, and ends with one way from a valley to a summit."""

import itertools

import numpy as np
import pytest
from manim import Scene
from manim.animation.animation import prepare_animation

from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from scenes.cast.moving.moments import TIMES
from scenes.cast.writing import number_text
from scenes.gradient_field import GradientField
from scenes.parts.gradient_field.rule import GRADIENT, RATE, SIGN, FieldRule, function_and_zone
from tests.scenes.gradient_field_views import HILLS, look_at, set_field


@pytest.fixture
def lesson(told):
    """The default lesson, played once; each test sets the trackers it reads."""
    return told(GradientField, captions=False)


def test_one_place_is_told_from_close_by_then_the_whole_field(perform):
    views, trackers, rules = [], [], []

    def note(lesson):
        stage = lesson.stage
        views.append((stage.map.x_range, stage.map.y_range))
        told = stage.alone, stage.grown, stage.turned, stage.close.drawn
        trackers.append(tuple(tracker.get_value() for tracker in told))
        rules.append(sorted(lesson.rule.shown))

    lesson = perform(GradientField, note)
    stage, walks = lesson.stage, lesson.walks
    assert views[:9] == [stage.close_view] * 3 + [stage.whole_view] * 6
    assert views[9] == stage.around(walks.chosen, walks.down, walks.up) != stage.whole_view
    assert np.ptp(stage.whole_view[0]) > 3 * np.ptp(stage.close_view[0])
    assert trackers[:4] == [(0, 0, 0, 1), (1, 0, 0, 1), (1, 0, 0, 1), (1, 1, 0, 0)]
    assert [told[2] for told in trackers[4:]] == [0, 1, 1, 0, 0, 0]
    assert rules[:3] == [[], [GRADIENT], [*range(6)]] and all(rule == rules[2] for rule in rules[3:9])


def test_pieces_of_the_rule_make_room_before_others_come(lesson):
    _, zone = function_and_zone(lesson.look, lesson.layout, lesson.walks.shown)
    rule = FieldRule(lesson.look, HILLS, 0.25, np.array([1.37, -1.28]), zone)

    def crossing(one, other, animations):
        scene, crossed = Scene(), []
        moves = [prepare_animation(animation) for animation in animations]
        for move in moves:
            move.begin()
        for share in np.linspace(0.0, 1.0, 21):
            for move in moves:
                move.interpolate(share)
            seen = min(float(part.get_fill_opacity()) for piece in (one, other) for part in leaves(piece))
            left, right = sorted((one, other), key=lambda piece: piece.get_left()[0])
            crossed.append(seen * max(float(left.get_right()[0] - right.get_left()[0]), 0.0))
        for move in moves:
            move.finish()
            move.clean_up_from_scene(scene)
        return max(crossed)

    rule.measure()
    assert crossing(rule.gradient, rule.vector, rule.generalise()) < 0.01
    rule.negate()
    assert crossing(rule.pieces[SIGN], rule.pieces[RATE], rule.scale()) < 0.01


def leaves(piece):
    return piece.family_members_with_points()


def test_the_first_step_is_a_copy_of_the_gradient_turned_and_scaled(lesson):
    stage, close, step = lesson.stage, lesson.stage.close, lesson.stage.step
    look_at(lesson, stage.close_view)
    place, slope = close.place, HILLS.gradient(close.place)
    lengths, texts = [], []
    close.gone.set_value(0.0)
    for scaled in (0.2, TIMES, 0.8, 1.0):
        step.scaled.set_value(scaled)
        step.update()
        ends = stage.map.read(np.array([step.arrow.tail, step.arrow.tip]))
        assert ends[0] == pytest.approx(place)
        lengths.append(ends[1] - place)
        texts.append(step.number.number.text)
    drawn = stage.grid.vectors[stage.grid.first]
    assert np.hypot(*lengths[0]) == pytest.approx(np.hypot(*drawn))
    assert lengths[1] == pytest.approx(-drawn), "turned round"
    assert lengths[3] == pytest.approx(-0.25 * slope), "the step in true length"
    length = np.hypot(*slope)
    product = f"{length:.2f}{number_text.TIMES}0.25"
    assert texts == [f"{length:.2f}", product, product, f"{0.25 * length:.2f}"], (
        "in its own scale: not counted"
    )
    close.gone.set_value(1.0)
    for part in (step, close.ball):
        part.update()
    assert stage.map.read(close.ball.place) == pytest.approx(place - 0.25 * slope)
    assert not len(step.arrow.points) and step.number.number.text == ""


def test_a_step_off_the_map_is_not_told_from_close_by(perform):
    told = perform(GradientField, function="x**2 + y**2", learning_rate=10.0, steps=3)
    assert not told.stage.can_step
    assert not any("it is one step" in beat.caption for beat in told.beats)


def test_a_small_walker_starts_at_the_foot_of_every_arrow(lesson):
    look_at(lesson, lesson.stage.whole_view)
    grid, walk = lesson.stage.grid, lesson.stage.falling
    for sign in (1.0, -1.0):
        swarm = lesson.stage.swarm(walk, sign)
        run = descend(HILLS, grid.points, GradientDescent(0.25 * sign), 40)
        low, high = np.transpose(lesson.stage.whole_view)
        for step in (0, 1, 7, 40):
            walk.clock.set_value(step)
            swarm.update()
            points = run.points[step]
            kept = ((points >= low) & (points <= high)).all(axis=1)
            assert lesson.stage.map.read(swarm.dots.places) == pytest.approx(points[kept], abs=1e-9)


def test_all_go_back_to_their_starts_before_they_climb(perform):
    clocks = []
    perform(GradientField, lambda told: clocks.append(told.stage.falling.clock.get_value()))
    assert clocks[4:8] == [0.0, 40.0, 40.0, 0.0]


def test_the_ball_goes_along_a_contour_of_the_map_at_its_height(lesson):
    stage, close = lesson.stage, lesson.stage.close
    level = float(HILLS.value(stage.grid.points[stage.grid.first]))
    assert min(abs(level - one) for one in stage.map.levels) < 1e-6
    look_at(lesson, stage.close_view)
    close.gone.set_value(0.0)
    places = []
    for slid in np.linspace(-1.0, 1.0, 21):
        close.slid.set_value(slid)
        close.ball.update()
        places.append(stage.map.read(close.ball.place))
    close.slid.set_value(0.0)
    assert HILLS.value(np.array(places)) == pytest.approx(np.full(21, level), abs=1e-3)
    assert places[10] == pytest.approx(stage.grid.points[stage.grid.first])
    assert np.hypot(*(places[-1] - places[0])) > 0.3 * np.ptp(stage.close_view[1])


def test_the_first_arrow_crosses_its_contour_at_the_right_angle_that_is_drawn(lesson):
    stage, close = lesson.stage, lesson.stage.close
    field = set_field(lesson, stage.close_view, alone=1.0, grown=0.0, turned=0.0)
    way = (field.ends[1] - field.ends[0])[stage.grid.first][:2]
    close.drawn.set_value(1.0)
    close.squared.set_value(1.0)
    for mobject in (close.line, close.corner):
        mobject.update()
    tips = close.corner.points[[0, 3, 7]][:, :2] - stage.map.at(*close.place)[:2]
    assert tips[1] == pytest.approx(tips[0] + tips[2])
    assert tips[0] @ tips[2] == pytest.approx(0.0, abs=1e-9)
    assert tips[0] @ way == pytest.approx(np.hypot(*tips[0]) * np.hypot(*way))
    middle = int(np.argmin(np.hypot(*(close.points - close.place).T)))
    along = close.points[middle + 1] - close.points[middle - 1]
    assert abs(along @ way) < 0.02 * np.hypot(*along) * np.hypot(*way)
    assert np.hypot(*way) > 0.35 * stage.map.area.height


def test_from_close_by_the_arrow_is_as_long_as_in_the_field(lesson):
    first, ends = lesson.stage.grid.first, []
    for view in (lesson.stage.close_view, lesson.stage.whole_view):
        field = set_field(lesson, view, alone=1.0, grown=1.0, turned=0.0)
        ends.append([lesson.stage.map.read(end[first]) for end in field.ends])
    assert np.allclose(*ends)


def test_the_last_frame_leaves_one_way_from_a_valley_to_a_summit(told):
    lesson = told(GradientField)
    walks, stage = lesson.walks, lesson.stage
    down, up = (runs.run[walks.chosen] for runs in (walks.down, walks.up))
    ways = [one for one in lesson.mobjects if one.name == "walkers from above"]
    assert stage.fallers not in ways and stage.risers not in ways
    assert [stage.map.read(way.dots.places[0]) for way in ways] == [
        pytest.approx(run.points[-1]) for run in (down, up)
    ]
    words = " ".join(one.name for one in lesson.mobjects if hasattr(one, "plate"))
    start, low, high = (HILLS.value(at) for at in (down.points[0], down.points[-1], up.points[-1]))
    assert words == f"start, f = {start:.2f} valley, f = {low:.2f} summit, f = {high:.2f}".replace("-", "−")
    assert lesson.swarm not in lesson.mobjects
    page = lesson.rule.zone.page("x")  # nothing is left of the rule that grew
    assert page is not None and not lesson.rule.shown
    marks = [one for one in lesson.mobjects if one.name in ("valleys", "summits")]
    assert [one.name for one in marks].count("valleys") == [one.name for one in marks].count("summits") == 2


def test_beats_fill_the_clip(lesson):
    told = [beat for beat in lesson.beats if beat.start < lesson.beats[-1].end]
    assert told[0].start == 0.0
    assert 30 <= told[-1].end <= 70
    for one, after in itertools.pairwise(told):
        assert after.start == pytest.approx(one.end)
