"""GradientArrow draws the gradient that gd_math computes, on a land and on its map."""

import itertools

import numpy as np
import pytest

from scenes.gradient_arrow import GradientArrow
from tests.scenes.gradient_arrow_parts import BEATS, GRADIENT, POINT, WAVES, played, set_parts, set_probes


@pytest.fixture
def lesson(perform):
    return played(perform)


def test_partial_arrows_are_the_gradient_s_components_and_add_up(lesson):
    stage = lesson.stage
    set_parts(stage, 1.0)
    tips = [stage.map.read(arrow.tip) - POINT for arrow in stage.above.arrows.arrows]
    assert tips[2] == pytest.approx(GRADIENT, abs=1e-9)
    assert tips[0] == pytest.approx([tips[2][0], 0.0], abs=1e-9)
    assert tips[1] == pytest.approx([0.0, tips[2][1]], abs=1e-9)
    assert tips[3] == pytest.approx(-tips[2], abs=1e-9)
    assert all(stage.map.read(arrow.tail) == pytest.approx(POINT) for arrow in stage.above.arrows.arrows)


def test_arrows_on_the_land_lie_in_the_plane_that_touches_it(lesson):
    stage = lesson.stage
    set_parts(stage, 1.0)
    ends, foot = stage.hill.arrows.ends, np.array([*POINT, WAVES(*POINT)])
    assert ends[:, 2] - foot[2] == pytest.approx((ends[:, :2] - POINT) @ GRADIENT)
    assert ends[0] + ends[1] - foot == pytest.approx(ends[2])
    for arrow, end in zip(stage.hill.arrows.arrows, stage.terrain.project(ends), strict=True):
        assert arrow.tip == pytest.approx(end, abs=1e-9)


def test_gradients_stand_at_right_angles_to_the_contours_of_the_close_up(lesson):
    closeup = lesson.stage.map
    x = closeup.length(1.0)
    assert x == pytest.approx(closeup.at(0.0, 1.0)[1] - closeup.at(0.0, 0.0)[1], rel=1e-9)


def test_a_copy_of_the_gradient_turns_round_with_its_probe_and_keeps_its_length(lesson):
    stage, colour = lesson.stage, lesson.look.colours.gradient
    set_parts(stage, 1.0)
    for opposed in np.linspace(0.01, 1.0, 9):
        stage.parts.opposed.set_value(opposed)
        set_probes(stage, probed=8.0, judged=1.0, turned=1.0, opposed=opposed)
        stage.above.arrows.update()
        copy = stage.map.read(stage.above.arrows.down.tip) - POINT
        assert np.hypot(*copy) == pytest.approx(np.hypot(*GRADIENT))
        probe = stage.map.read(stage.above.rose.dots.places[1]) - POINT
        assert probe == pytest.approx(0.5 * copy / np.hypot(*copy), abs=1e-9)
        assert stage.map.shows(*(POINT + copy))
    assert copy == pytest.approx(-GRADIENT)
    assert stage.above.arrows.down.get_fill_color().to_hex() == colour


def test_the_last_frame_has_both_changes_and_no_formula_under_them(lesson):
    assert lesson.beats[-1].kind == "tell"
    assert not [label for label in lesson.labels if label in lesson.mobjects]


def test_the_land_is_alone_until_the_gradient_is_found(lesson):
    shown = [beat["shown"] for beat in BEATS]
    found = next(beat.number for beat in lesson.beats if beat.caption.startswith("The gradient"))
    assert shown[:found] == [[True, False]] * found
    assert shown[found:] == [[True, True]] * (len(shown) - found)


def test_land_and_map_come_close_to_the_same_place(lesson):
    stage = lesson.stage
    (_, whole, _), (alone, near, there), *_, (beside, close, here) = (beat["view"] for beat in BEATS)
    assert (alone, beside) == (lesson.layout.alone, stage.left)
    assert min(near, close) > 1.4 * whole
    assert there == pytest.approx(lesson.layout.alone.centre[:2], abs=0.05)
    assert here == pytest.approx(stage.left.centre[:2], abs=0.05)
    x_range = stage.map.x_range
    assert x_range == stage.window[0] and np.ptp(x_range) < np.ptp(stage.land.x_range)
    pixels = stage.terrain.pixels
    right = int(stage.terrain.in_pixels(np.array([[stage.left.right, 0.0, 0.0]]))[0, 0])
    assert pixels[:, : right - 1, 3].any() and not pixels[:, right + 1 :, 3].any()


def test_the_height_stands_on_the_contour_while_that_is_spoken_of(lesson):
    spoken = [beat["height"] for beat in BEATS]
    captions = [beat.caption for beat in lesson.beats]
    first = captions.index(f"From above: along this contour f stays {WAVES(*POINT):.2f}.")
    assert spoken == [first <= k <= first + 1 for k in range(len(BEATS))]
    plot, sign = lesson.stage.map, lesson.height
    assert sign.name == f"f = {WAVES(*POINT):.2f}"
    x, y = plot.read(sign.label.get_center())
    assert WAVES(x, y) == pytest.approx(WAVES(*POINT), abs=0.01)
    foot = lesson.stage.above.arrows.tips[0]
    assert np.linalg.norm(sign.label.get_center() - foot) > plot.length(0.5)


def test_a_twin_of_the_land_tips_up_until_it_is_the_map_while_the_land_stays(lesson):
    stage = lesson.stage
    before = stage.terrain.project(stage.foot[None])
    twin, view = stage.twin()
    assert twin.project(stage.foot[None]) == pytest.approx(before, abs=1e-9)
    twin.shot.set_value(twin.rise_above(stage.map, cut=True))
    twin.azimuth.set_value(0.0)
    twin.redraw()
    corners = np.array([(x, y, 0.0) for x in stage.map.x_range for y in stage.map.y_range])
    corners[:, 2] = stage.land.objective.value(corners[:, :2])
    seen, drawn = twin.project(corners), stage.map.points_at(corners[:, 0], corners[:, 1])
    assert np.abs(seen - drawn).max() < 0.06
    assert twin.window == stage.map.area
    view.ball.update()
    assert view.ball.place == pytest.approx(stage.map.at(*POINT), abs=0.06)
    assert stage.terrain.project(stage.foot[None]) == pytest.approx(before, abs=1e-9)


def test_the_contour_through_the_point_keeps_its_height_and_the_gradient_crosses_it_at_a_right_angle(lesson):
    stage = lesson.stage
    line = stage.level_line
    stage.levelled.set_value(1.0)
    stage.squared.set_value(1.0)
    line.update()
    places = stage.map.read(line.line.points)
    assert WAVES.value(places) == pytest.approx(np.full(len(places), WAVES(*POINT)), abs=2e-3)
    near = [stage.map.read(line.line.points)[k] - POINT for k in (3,)]
    across = near[0] / np.linalg.norm(near[0])
    assert across @ (GRADIENT / np.linalg.norm(GRADIENT)) == pytest.approx(0.0, abs=0.03)
    side, corner, out = (stage.map.read(line.angle.points)[k] - POINT for k in (0, 3, -1))
    assert side + out == pytest.approx(corner, abs=1e-9)
    assert side @ out == pytest.approx(0.0, abs=1e-9)
    assert out / np.linalg.norm(out) == pytest.approx(GRADIENT / np.linalg.norm(GRADIENT), abs=1e-9)


def test_gradients_are_drawn_true_or_say_by_which_factor(lesson, perform):
    assert lesson.stage.factor == 1.0
    assert len(lesson.stage.scale_word(lesson.stage.map.area)) == 0
    steep = perform(GradientArrow, function="exp(3*x) + y", x=1.9, y=0.0, captions=False).stage
    (word,) = steep.scale_word(steep.map.area)
    assert word.name == f"arrows drawn × {steep.factor:.2g}"
    tip = steep.map.read(steep.above.arrows.tips[3]) - steep.compass.point
    assert tip == pytest.approx(steep.factor * steep.compass.slopes, rel=1e-9)
    assert np.hypot(*tip) == pytest.approx(steep.compass.distance, rel=0.06)


def test_in_tall_frames_the_map_takes_the_place_of_the_land(perform):
    shown = []

    def note(lesson):
        stage = lesson.stage
        shown.append((stage.terrain in lesson.mobjects, stage.map in lesson.mobjects))

    lesson = perform(GradientArrow, note, aspect="9:16")
    assert shown == 7 * [(True, False)] + (len(lesson.beats) - 7) * [(False, True)]


def test_beats_fill_the_clip(lesson):
    assert lesson.beats[0].start == 0.0
    assert 30 <= lesson.seconds <= 70
    assert lesson.beats[-1].end == pytest.approx(lesson.seconds)
    for one, after in itertools.pairwise(lesson.beats):
        assert after.start == pytest.approx(one.end)


@pytest.mark.parametrize("function", [None, "x**2 + 3*y**2"])
def test_the_slopes_names_do_not_cover_each_other(perform, told, function):
    lesson = perform(GradientArrow, function=function) if function else told(GradientArrow)
    boxes = [
        np.concatenate([sign.label.get_center()[:2] - sign.half, sign.label.get_center()[:2] + sign.half])
        for sign in [*lesson.labels, *lesson.tips]
    ]
    assert len(lesson.labels) >= 1 + (function is None)
    for one, other in itertools.combinations(boxes, 2):
        assert (one[2:] <= other[:2]).any() or (other[2:] <= one[:2]).any()
