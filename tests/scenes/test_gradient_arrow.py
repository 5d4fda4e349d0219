"""GradientArrow draws what gd_math computes."""

import itertools
import re
import warnings
from itertools import combinations

import numpy as np
import pytest
from pydantic import ValidationError

from gd_math.formula.parsing import parse_formula
from gd_math.functions.compass import DIRECTIONS, Compass
from scenes.base.look import Look
from scenes.base.theme import DARK
from scenes.cast.writing.number_text import typst_number
from scenes.gradient_arrow import GradientArrow
from tests.looking import findings
from tests.truth.telling import tell

WAVES = parse_formula("sin(x) + cos(y) + 0.5*x", ("x", "y"))
POINT = np.array([0.7, -0.7])
GRADIENT = np.array([np.cos(0.7) + 0.5, -np.sin(-0.7)])
PLAYED, BEATS = [], []
"""The default lesson, and what stood there as each of its beats ended: told once for all claims on it."""

EXTREMES = {
    "a minimum": ({"function": "x**2 + y**2", "x": 0, "y": 0}, "a valley floor"),
    "a saddle": ({"function": "saddle", "x": 0, "y": 0}, "a saddle"),
    "flat": ({"function": "3 + 0*x"}, "level on every side"),
    "exactly east": ({"function": "x**2 + y**2", "x": 1, "y": 0}, "where the gradient points"),
    "a long probe": ({"probe": 100.0}, "The ground bends"),
    "a short probe": ({"probe": 0.01}, "×10"),
    "far outside": ({"function": "x**2 + y**2", "x": 99.0, "y": -3.0}, "leads higher"),
    "huge slopes": ({"function": "exp(3*x) + y", "x": 4.9, "y": 0.0}, "×10"),
}


@pytest.fixture
def lesson(perform):
    """The default lesson, played once; each test sets the trackers it reads."""
    if not PLAYED:
        PLAYED.append(perform(GradientArrow, note, captions=False))
    return PLAYED[0]


def note(lesson):
    """Note what stands there as a beat ends."""
    stage, parts, probes = lesson.stage, lesson.stage.parts, lesson.stage.probes
    terrain, numbers = stage.terrain, stage.numbers
    clocks = probes.probed, parts.summed, parts.along_x, parts.along_y, parts.joined
    walked = lesson.beats[-1].caption.startswith("Walk")
    BEATS.append(
        {
            "clocks": [clock.get_value() for clock in clocks],
            "shown": [part in lesson.mobjects for part in (terrain, stage.map)],
            "view": (terrain.window, terrain.camera_now.scale, stage.hill.ball.place[:2].copy()),
            "middles": [np.array(place) for place in numbers.places[:8]],
            "halves": [numbers._half_of(number.text) for number in numbers.numbers[:8]],
            "probes": terrain.project(stage.land.on_ground(POINT + 0.5 * DIRECTIONS)) if walked else None,
            "height": getattr(lesson, "height", None) in lesson.mobjects,
            "labels": any(label in lesson.mobjects for label in getattr(lesson, "labels", ())),
        }
    )


def number(text):
    return float(text.replace("−", "-"))


def set_probes(stage, **values):
    for name, value in ({"parted": 0.0, "ended": 0.0, "shrunk": 0.0} | values).items():
        getattr(stage.probes, name).set_value(value)
    for part in (stage.above.rose, stage.hill.rose, stage.numbers):
        part.update()


def set_parts(stage, value):
    parts = stage.parts
    for tracker in (parts.along_x, parts.along_y, parts.summed, parts.grown, parts.joined, parts.opposed):
        tracker.set_value(value)
    stage.probes.judged.set_value(1.0)
    stage.probes.turned.set_value(1.0)
    for view in (stage.above, stage.hill):
        view.arrows.update()


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


def test_probes_are_where_the_numbers_were_read(lesson):
    stage = lesson.stage
    set_probes(stage, opened=1.0, probed=8.0, judged=0.0, turned=0.0, opposed=0.0)
    there = POINT + 0.5 * DIRECTIONS
    assert stage.map.read(stage.above.rose.dots.places) == pytest.approx(there, abs=1e-9)
    ground = np.column_stack([there, WAVES.value(there)])
    assert stage.hill.rose.dots.places == pytest.approx(stage.terrain.project(ground), abs=1e-9)
    shown = [one.text for one in stage.numbers.numbers[:8]]
    expected = WAVES.value(there) - WAVES(*POINT)
    assert [number(text) for text in shown] == pytest.approx(expected, abs=0.005)
    assert all(text[0] == ("+" if change > 0 else "−") for text, change in zip(shown, expected, strict=True))


def test_a_probe_walks_from_the_point_and_is_read_when_it_arrives(lesson):
    stage = lesson.stage
    set_probes(stage, opened=1.0, probed=2.35, judged=0.0, turned=0.0, opposed=0.0)
    assert len(stage.above.rose.dots.places) == 3
    away = np.linalg.norm(stage.map.read(stage.above.rose.dots.places[2]) - POINT)
    assert away == pytest.approx(0.25)
    assert [bool(one.text) for one in stage.numbers.numbers] == [True, True] + [False] * 8


def test_the_gradient_beats_the_best_of_eight_and_its_opposite_the_lowest(lesson):
    compass = Compass.at(WAVES, POINT, 0.5)
    up, down = compass.change(np.stack([compass.uphill, -compass.uphill]))
    assert up > compass.changes.max() and down < compass.changes.min()
    captions = " ".join(beat.caption for beat in lesson.beats)
    assert f"one leads highest: +{compass.changes.max():.2f}." in captions
    assert f"it leads higher: +{up:.2f}." in captions
    assert f"against it: −{-down:.2f}." in captions
    for told, numbers in (
        ({"opposed": 0.0}, [compass.changes[1], up]),
        ({"opposed": 0.0, "parted": 1.0}, []),
        ({"opposed": 1.0, "parted": 1.0}, [down]),
        ({"opposed": 1.0, "parted": 1.0, "ended": 1.0}, [up, down]),
    ):
        set_probes(lesson.stage, probed=8.0, judged=1.0, turned=1.0, **told)
        shown = [one.text for one in lesson.stage.numbers.numbers]
        assert [number(text) for text in shown if text] == pytest.approx(numbers, abs=0.005)


def test_the_needle_turns_from_the_best_direction_to_the_gradient(lesson):
    stage = lesson.stage
    set_parts(stage, 1.0)
    stage.parts.grown.set_value(0.0)
    heights = []
    for turned in np.linspace(0.01, 1.0, 12):
        set_probes(stage, probed=8.0, judged=1.0, turned=turned, opposed=0.0)
        x, y = stage.map.read(stage.above.rose.dots.places[0])
        stage.above.arrows.update()
        tip = stage.map.read(stage.above.arrows.arrows[2].tip)
        assert tip == pytest.approx([x, y], abs=1e-9)
        assert np.hypot(x - 0.7, y + 0.7) == pytest.approx(0.5)
        heights.append(float(WAVES(x, y)))
    assert (np.diff(heights) > 0).all()


def test_the_rise_per_unit_becomes_the_slope_while_the_step_shrinks_to_the_ball(lesson):
    stage, way = lesson.stage, GRADIENT / np.hypot(*GRADIENT)
    for shrunk in np.linspace(0.01, 1.0, 9):
        set_probes(stage, probed=8.0, judged=1.0, turned=1.0, opposed=0.0, shrunk=shrunk)
        place = stage.map.read(stage.above.rose.dots.places[0])
        step = float((place - POINT) @ way)
        assert place == pytest.approx(POINT + step * way, abs=1e-9)
        rate = (WAVES(*place) - WAVES(*POINT)) / step if step > 1e-3 else np.hypot(*GRADIENT)
        assert [one.text for one in stage.numbers.numbers if one.text] == [f"{rate:.2f}"]
    assert step == pytest.approx(0.0, abs=1e-9)


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


def test_seven_of_eight_go_and_the_highest_stays(lesson):
    stage = lesson.stage
    set_probes(stage, opened=1.0, probed=8.0, judged=0.5, turned=0.0, opposed=0.0)
    best = POINT + 0.5 * DIRECTIONS[1]
    assert stage.map.read(stage.above.rose.dots.places) == pytest.approx(best[None], abs=1e-9)
    assert len(stage.above.rose.losers.places) == 7
    assert 0.0 < stage.above.rose.losers.get_fill_opacity() < 1.0
    set_probes(stage, judged=1.0)
    assert stage.above.rose.losers.get_fill_opacity() == 0.0


def test_the_compass_asks_before_the_gradient_is_seen_and_the_parts_go_before_the_way_down(lesson):
    asked = next(beat.number for beat in lesson.beats if beat.kind == "ask")
    told = [beat["clocks"] for beat in BEATS]
    assert all(not any(row) for row in told[:asked])
    found, joined = 6 * [[8, 1, 0, 0, 0]], [[8, 1, 1, 0, 0], [8, 1, 1, 1, 0], [8, 1, 1, 1, 1]]
    assert told[asked:] == [[8, 0, 0, 0, 0], *found, *joined, [8, 1, 0, 0, 0], [8, 1, 0, 0, 0]]
    assert [beat["labels"] for beat in BEATS] == 9 * [False] + 3 * [True] + 2 * [False]


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


def test_numbers_stand_beside_their_probes_on_the_land_and_apart(lesson):
    walked = next(beat for beat in BEATS if beat["probes"] is not None)
    middles, halves = np.array(walked["middles"])[:, :2], np.array(walked["halves"])
    assert np.linalg.norm(middles - walked["probes"][:, :2], axis=1).max() < 1.2
    for one, other in itertools.combinations(range(8), 2):
        apart = np.abs(middles[one] - middles[other]) - halves[one] - halves[other]
        assert apart.max() >= 0.0


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


@pytest.mark.parametrize(("params", "words"), EXTREMES.values(), ids=EXTREMES.keys())
def test_extreme_parameters_tell_a_whole_and_true_story(perform, params, words):
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        lesson = perform(GradientArrow, captions=False, **params)
    captions = " ".join(beat.caption for beat in lesson.beats)
    assert words in captions
    assert "nan" not in captions
    assert 20 <= lesson.seconds <= 70
    for view in (lesson.stage.above, lesson.stage.hill, lesson.stage.numbers):
        assert all(np.isfinite(part.points).all() for part in view.family_members_with_points())


def test_a_point_without_a_height_is_one_clear_sentence():
    with pytest.raises(ValidationError, match=re.escape("no height or no slope at x = -1, y = 0")):
        GradientArrow.Params(function="log(x)", x=-1, y=0)
    with pytest.raises(ValidationError, match="or one of waves, bowl"):
        GradientArrow.Params(function="x + y + z")


CASES = {
    "a kink": ({"function": "abs(x) + abs(y)", "x": 0, "y": 1},
               ["Along x there is a kink: its slope is taken as 0.00.",
                "Of the eight, 2 lead equally high: +0.71.",
                "At a kink there is no one slope: the gradient there is a convention."]),
    "hardly a slope": ({"function": "(w - 1)^2 + 0.0001b^2", "x": 2, "y": 1},
                       ["Along b the height rises by 0.000200 per unit: too little for an arrow.",
                        "Both slopes together are the gradient."]),
    "a long valley floor": ({"function": "(x - y)**2", "x": 1, "y": 1},
                            ["A ball on a land. Is there a way up?",
                             "Close by it rises or is level: a long valley floor, with no way down."]),
    "a ridge": ({"function": "-(x - y)**2", "x": 1, "y": 1},
                ["Close by it falls or is level: the crest of a ridge, with no way up."]),
    "a long probe from a valley": ({"function": "x**2 + y**2 - x**4", "x": 0, "y": 0, "probe": 3.0},
                                   ["Close by it rises on every side: a valley floor, with no way down."]),
    "beside the edge of the domain": ({"function": "log(x) + y**2", "x": 0.3, "y": 0.5},
                                      ["not defined",
                                       "Walk 0.5 each way; in 3 directions there is no height."]),
}  # fmt: skip


@pytest.mark.parametrize(("params", "sentences"), CASES.values(), ids=CASES.keys())
def test_words_follow_the_printed_numbers(media, params, sentences):
    told = tell(GradientArrow, media, **params)
    assert [one for one in sentences if one not in told.said] == []


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"x": 9.0, "x_range": (0.0, 1.0)}, "x = 9 is outside x_range = [0, 1]; move the one or the other"),
        ({"function": "sqrt(1 - x^2 - y^2)", "x": 0, "y": 0.2, "probe": 5}, "choose a shorter one"),
    ],
)
def test_a_point_out_of_the_picture_is_one_clear_sentence(params, words):
    with pytest.raises(ValidationError, match=re.escape(words)):
        GradientArrow.Params(**params)


def test_numbers_become_typst_math():
    assert typst_number("0.56") == "0.56"
    assert typst_number("−3.2×10⁻¹²") == "-3.2 times 10^(-12)"


@pytest.mark.parametrize(
    ("theme", "aspect", "pace"), [("dark", "16:9", 2.0), ("light", "9:16", 4.0), ("light", "4:3", 4.0)]
)
def test_the_film_lint_finds_nothing(theme, aspect, pace):
    params, look, fast = GradientArrow.Params(pace=pace), Look(theme=theme), (pace, aspect) == (4.0, "4:3")
    assert findings(GradientArrow, params, look, aspect, flashing=fast) == []


def test_pixels_show_the_eight_probes_where_they_were_computed(film):
    lesson, frames = film(GradientArrow, height=360, pace=4.0, hold=0.0, captions=False)
    told = next(beat for beat in lesson.beats if beat.caption.startswith("Walk"))
    frame = frames[round((told.end - 0.2) * 5)].astype(int)
    orange = np.array([int(DARK.parameter[i : i + 2], 16) for i in (1, 3, 5)])
    unit = 360 / 8
    there = POINT + 0.5 * DIRECTIONS
    stage = lesson.stage
    stage.terrain.shot.set_value(stage.close)
    stage.terrain.azimuth.set_value(stage.terrain.turned(0.5))
    for x, y, _ in stage.terrain.project(stage.land.on_ground(there)):
        column, row = (x + lesson.layout.width / 2) * unit, (4 - y) * unit
        left, top = round(column) - 6, round(row) - 6
        near = np.abs(frame[top : top + 12, left : left + 12] - orange).sum(axis=2) < 60
        rows, columns = np.nonzero(near)
        assert len(rows) > 15
        assert left + columns.mean() + 0.5 == pytest.approx(column, abs=1.0)
        assert top + rows.mean() + 0.5 == pytest.approx(row, abs=1.0)


@pytest.mark.parametrize("function", [None, "x**2 + 3*y**2"])
def test_the_slopes_names_do_not_cover_each_other(perform, told, function):
    lesson = perform(GradientArrow, function=function) if function else told(GradientArrow)
    boxes = [
        np.concatenate([sign.label.get_center()[:2] - sign.half, sign.label.get_center()[:2] + sign.half])
        for sign in [*lesson.labels, *lesson.tips]
    ]
    assert len(lesson.labels) >= 1 + (function is None)
    for one, other in combinations(boxes, 2):
        assert (one[2:] <= other[:2]).any() or (other[2:] <= one[:2]).any()
