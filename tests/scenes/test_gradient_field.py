"""GradientField draws what gd_math computes, and tells it from one arrow to all."""

import itertools
import warnings

import numpy as np
import pytest
from manim import Scene
from manim.animation.animation import prepare_animation
from pydantic import ValidationError

from gd_math.formula.parsing import parse_formula
from gd_math.functions.hills import SineHills
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from scenes.base.look import Look
from scenes.base.theme import DARK
from scenes.cast.maps.named_landscapes import find_landscape
from scenes.cast.moving.moments import TIMES
from scenes.cast.writing import number_text
from scenes.gradient_field import GradientField
from scenes.parts.gradient_field.gradient_grid import GradientGrid
from scenes.parts.gradient_field.rule import GRADIENT, RATE, SIGN, FieldRule, function_and_zone
from tests.looking import findings
from tests.truth.telling import tell

HILLS = SineHills.seeded(31)
PLAYED = []

EXTREMES = {
    "one start, one step": {"starts": 1, "steps": 1},
    "many of everything": {"starts": 24, "steps": 200, "arrows": 30},
    "four arrows": {"arrows": 4},
    "divergence": {"function": "x**4 + y**4", "learning_rate": 1.0},
    "flat": {"function": "3 + 0*x"},
    "half without a height": {"function": "log(x) + y**2"},
    "a plane": {"function": "x + 2*y"},
    "two kinks": {"function": "abs(x) + abs(y)", "learning_rate": 3.0},
    "edge of the domain": {"function": "sqrt(4 - x**2 - y**2)"},
    "very steep": {"function": "rosenbrock", "learning_rate": 0.001},
}


@pytest.fixture
def lesson(perform):
    """The default lesson, played once; each test sets the trackers it reads."""
    if not PLAYED:
        PLAYED.append(perform(GradientField, captions=False))
    return PLAYED[0]


def places(x_range, y_range):
    low, high = np.transpose([x_range, y_range])
    edge = 0.06 * (high - low)
    return np.random.default_rng(26848).uniform(low + edge, high - edge, (5, 2))


def look_at(lesson, view):
    plot = lesson.stage.map
    plot.look_at(plot.made(plot.box, *view).area, *view)


def set_field(lesson, view=None, **values):
    look_at(lesson, view or lesson.stage.whole_view)
    for name, value in values.items():
        getattr(lesson.stage, name).set_value(value)
    lesson.stage.field.update()
    return lesson.stage.field


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


def test_arrows_are_the_gradients_at_the_grid_s_points(lesson):
    field = set_field(lesson, alone=1.0, grown=1.0, turned=0.0)
    tails, tips = (lesson.stage.map.read(ends) for ends in field.ends)
    gradients = HILLS.gradient(tails)
    assert tails == pytest.approx(lesson.stage.grid.points, abs=1e-9), "an arrow stands on its point"
    scale = 0.85 * lesson.stage.grid.spacing / np.linalg.norm(gradients, axis=1).max()
    assert tips - tails == pytest.approx(scale * gradients, abs=1e-9)
    across = np.unique(tails[:, 0].round(9))
    assert len(across) == 18
    assert np.diff(across) == pytest.approx(np.full(17, lesson.stage.grid.spacing))


def test_arrows_cross_contours_at_right_angles_because_units_are_equal(lesson):
    here, east, north = (lesson.stage.map.at(*place) for place in ((0, 0), (1, 0), (0, 1)))
    assert east[0] - here[0] == pytest.approx(north[1] - here[1], rel=1e-9)


def test_turned_arrows_are_steps_of_true_length(lesson):
    look_at(lesson, lesson.stage.whole_view)
    feet, ends = set_field(lesson, alone=1.0, grown=1.0, turned=1.0).ends
    steps = lesson.stage.map.read(ends) - lesson.stage.map.read(feet)
    assert steps == pytest.approx(-0.25 * lesson.stage.grid.gradients, abs=1e-9)
    for shape in (lesson.stage.field.others, lesson.stage.field.leading):
        assert shape.get_fill_color().to_hex() == lesson.look.colours.step


def test_arrows_that_would_be_long_steps_are_turned_as_they_are(perform):
    lesson = perform(GradientField, learning_rate=0.9)
    assert lesson.stage.field.share is None
    tails, tips = set_field(lesson, alone=1.0, grown=1.0, turned=0.0).ends
    feet, ends = set_field(lesson, turned=1.0).ends
    assert ends - feet == pytest.approx(tails - tips)
    assert lesson.stage.field.others.get_fill_color().to_hex() == lesson.look.colours.gradient


def test_tall_frames_have_room_for_both_keys_and_the_default_film_is_no_longer_than_a_minute(perform, lesson):
    tall = perform(GradientField, aspect="9:16", captions=False)
    slope, step = tall.both_keys()
    assert step.value == pytest.approx(0.25 * slope.value)
    assert slope.end[0] < step.start[0]
    assert step.end[0] <= tall.layout.safe.right
    assert lesson.seconds <= 60


def test_the_keys_name_the_slope_and_the_step_of_their_arrows(lesson):
    look_at(lesson, lesson.stage.whole_view)
    slope = lesson.stage.slope_key()
    (step,) = lesson.stage.step_keys(slope, 0.25)
    steepest = np.linalg.norm(HILLS.gradient(lesson.stage.grid.points), axis=1).max()
    unit = lesson.stage.map.length(1.0)
    lengths = [float(key.arrow.tip[0] - key.arrow.tail[0]) / unit for key in (slope, step)]
    drawn = 0.85 * lesson.stage.grid.spacing / steepest
    assert [key.words.text for key in (slope, step)] == [f"slope 2, drawn × {drawn:.2f}", "step 0.5"]
    assert slope.value <= steepest and step.value == 0.25 * slope.value
    assert lengths == pytest.approx([0.85 * lesson.stage.grid.spacing * slope.value / steepest, step.value])


def test_first_steps_have_true_length_and_shorten_as_they_are_walked(lesson):
    stage = lesson.stage
    look_at(lesson, stage.whole_view)
    starts = places(*stage.whole_view)
    for arrows, clock, sign in (
        (stage.steps_down, stage.falling.clock, -1.0),
        (stage.steps_up, stage.rising.clock, 1.0),
    ):
        assert arrows.starts == pytest.approx(starts)
        assert arrows.goals == pytest.approx(starts + sign * 0.25 * HILLS.gradient(starts))
        sizes = []
        arrows.grown.set_value(1.0)
        for time in (0.0, 0.5, 0.75, 1.0):
            clock.set_value(time)
            arrows.update()
            outline = arrows.points[:28, :2]  # of the first arrow
            sizes.append(np.hypot(*np.ptp(outline, axis=0)) if len(outline) else 0.0)
        assert sizes[0] > sizes[1] > sizes[2] > sizes[3] == 0
        clock.set_value(float(stage.falling.steps))


def test_long_gradients_are_cut_and_said_to_be():
    steep = parse_formula("exp(3*x)", ("x", "y"))
    grid = GradientGrid.over(steep, (-5.0, 5.0), (-5.0, 5.0), 20)
    lengths = np.linalg.norm(grid.vectors, axis=1)
    assert grid.cut
    assert lengths.max() == pytest.approx(0.85 * 10.0 / 20.5)
    below = grid.slopes < grid.longest
    assert lengths[below] == pytest.approx(lengths.max() * grid.slopes[below] / grid.longest)


def test_walkers_are_at_the_computed_points_down_and_up(lesson):
    look_at(lesson, lesson.stage.whole_view)
    starts = places(*lesson.stage.whole_view)
    low, high = np.transpose(lesson.stage.whole_view)
    for walkers, clock, rate in (
        (lesson.stage.fallers, lesson.stage.falling.clock, 0.25),
        (lesson.stage.risers, lesson.stage.rising.clock, -0.25),
    ):
        run = descend(HILLS, starts, GradientDescent(rate), 40)
        for step in (0, 1, 7, 40):
            clock.set_value(step)
            walkers.update()
            points = run.points[step]
            kept = ((points >= low) & (points <= high)).all(axis=1)
            assert lesson.stage.map.read(walkers.dots.places) == pytest.approx(points[kept], abs=1e-9)


def test_ends_are_counted_as_the_arrays_say(lesson):
    captions = " ".join(beat.caption for beat in lesson.beats)
    starts = places(*lesson.stage.whole_view)
    low, high = np.transpose(lesson.stage.whole_view)
    for rate, word, sign in ((0.25, "valley", 1.0), (-0.25, "summit", -1.0)):
        ends = descend(HILLS, starts, GradientDescent(rate), 40).points[-1]
        inside = ((ends >= low) & (ends <= high)).all(axis=1)
        level = np.linalg.norm(HILLS.gradient(ends), axis=1) < 0.05
        bends = np.linalg.eigvalsh(sign * HILLS.curvature(ends))[:, 0] > 0
        arrived = int((inside & level & bends).sum())
        assert arrived == 5 and f"to a {word}" in captions.replace("into a", "to a")
        feet = lesson.stage.grid.points
        ends = descend(HILLS, feet, GradientDescent(rate), 40).points[-1]
        gone = int((~((ends >= low) & (ends <= high)).all(axis=1)).sum())
        assert gone and f"a {word}; off-map dots: {gone}." in captions


def test_seeds_choose_the_places():
    params, shown = GradientField.Params, find_landscape("hills")
    walks = GradientField.compute(params())
    one = walks.down.run.points[0]
    assert np.array_equal(one, places(shown.x_range, shown.y_range))
    assert np.array_equal(one, walks.up.run.points[0])
    assert not np.array_equal(one, GradientField.compute(params(seed=4)).down.run.points[0])


def test_nobody_starts_where_nothing_is_defined():
    params = GradientField.Params(function="log(x) + y**2", starts=24)
    starts = GradientField.compute(params).down.run.points[0]
    assert starts.shape == (24, 2) and (starts[:, 0] > 0.0).all()


def test_beats_fill_the_clip(lesson):
    told = [beat for beat in lesson.beats if beat.start < lesson.beats[-1].end]
    assert told[0].start == 0.0
    assert 30 <= told[-1].end <= 70
    for one, after in itertools.pairwise(told):
        assert after.start == pytest.approx(one.end)


@pytest.mark.parametrize("params", EXTREMES.values(), ids=EXTREMES.keys())
def test_extreme_parameters_tell_a_whole_story(perform, params):
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        lesson = perform(GradientField, captions=False, **params)
    assert 20 <= lesson.seconds <= 75
    assert not any("nan" in beat.caption for beat in lesson.beats)
    for part in (lesson.stage.field, lesson.stage.fallers, lesson.stage.risers):
        assert all(np.isfinite(one.points).all() for one in part.family_members_with_points())


def test_divergence_is_a_note_and_a_bad_formula_one_sentence():
    params = GradientField.Params(function="x**2 + y**2", learning_rate=1.5)
    assert GradientField.notes(params) == [
        "walkers leave the map: learning_rate = 1.5 is above 2/L = 1 of the valley"
    ]
    assert GradientField.notes(GradientField.Params()) == []
    with pytest.raises(ValidationError, match="or one of waves, bowl"):
        GradientField.Params(function="import os")
    with pytest.raises(ValidationError, match="the function has no value for x from -5 to 5"):
        GradientField.Params(function="log(-1 - x**2)")


MANY = {"starts": 12, "seed": 366, "learning_rate": 0.1, "steps": 80}
CASES = {
    "a valley that is a line": ({"function": "(x - y)**2"},
                                ["The valley is a line: 10 of 12 rest on it; off the map: 2."]),
    "a plane": ({"function": "x + 2*y"}, ["The same at each point of a grid: all arrows are equally long.",
                "Gradient descent: no valley on this map; off the map: 12 of 12."]),
    "flat": ({"function": "3 + 0*x"}, ["The ground is level: every gradient is zero.",
             "Gradient descent: without a slope nobody moves."]),
    "half undefined": ({"function": "log(x) + y**2"},
                       ["The same wherever f is defined: longer where it is steeper.", "not defined",
                        "0 of 12 reach a valley; 3 step where f is not defined."]),
    "above the limit": ({"function": "x**2 + y**2", "learning_rate": 1.5},
                        ["Gradient descent: 0 of 12 reach a valley; off the map: 12.",
                         "No walk settles in a valley here: the rate 1.50 is above 2/L = 1.00."]),
    "a climb above the limit": ({"function": "-x**2 - y**2", "learning_rate": 1.5},
                                ["No climb settles on a summit here: the rate 1.50 is above 2/L = 1.00."]),
}  # fmt: skip


@pytest.mark.parametrize(("params", "sentences"), CASES.values(), ids=CASES.keys())
def test_words_follow_what_happened(media, params, sentences):
    told = tell(GradientField, media, **(MANY | params))
    assert [one for one in sentences if one not in told.said] == []


def test_the_camel_s_arrows_are_readable(perform):
    camel = "(4 - 2.1*x**2 + x**4/3)*x**2 + x*y + (-4 + 4*y**2)*y**2"
    lesson = perform(GradientField, function=camel)
    assert lesson.stage.grid.longest < 30.0
    for x, y in ((0.0898, -0.7126), (-0.0898, 0.7126)):
        low, high = np.transpose(lesson.stage.whole_view)
        assert low[0] < x < high[0] and low[1] < y < high[1]


def test_the_lecturer_frames_the_map_and_names_the_variables(perform):
    lesson = perform(GradientField, function="w**2 + b**2", x_range=(-1.0, 2.0), y_range=(0.0, 4.0))
    assert lesson.stage.whole_view == ((-1.0, 2.0), (0.0, 4.0))
    assert {word.text for word in lesson.stage.map.labels} == {"w", "b"}


@pytest.mark.parametrize(
    ("theme", "aspect", "pace"), [("dark", "16:9", 2.0), ("light", "9:16", 4.0), ("light", "4:3", 4.0)]
)
def test_the_film_lint_finds_nothing(theme, aspect, pace):
    params, look, fast = GradientField.Params(pace=pace), Look(theme=theme), (pace, aspect) == (4.0, "4:3")
    assert findings(GradientField, params, look, aspect, flashing=fast) == []


def test_a_function_of_ones_own_gives_way_to_both_rules():
    params = GradientField.Params(function="himmelblau", learning_rate=0.01)
    found = findings(GradientField, params, Look(theme="light"), "4:3")
    assert [finding for finding in found if finding.rule.startswith("words")] == []


def test_pixels_show_arrows_that_point_uphill(film):
    """In a still of the whole field each long arrow's yellow is wider at its uphill end: its head."""
    lesson, frames = film(GradientField, height=360, pace=4.0, hold=0.0, captions=False, starts=1)
    told = next(beat for beat in lesson.beats if beat.caption.startswith("The same"))
    frame = frames[round((told.end - 0.2) * 5)].astype(int)
    yellow = np.array([int(DARK.gradient[i : i + 2], 16) for i in (1, 3, 5)])
    unit, checked = 360 / 8, 0
    look_at(lesson, lesson.stage.whole_view)
    ways = lesson.stage.field.ways[:, :2] * [1.0, -1.0]
    for tail, way in zip(lesson.stage.field.tails[:, :2], ways, strict=True):
        length, middle = np.hypot(*way), tail + way * [0.5, -0.5]
        if length < 0.4:
            continue
        column, row = (middle[0] + lesson.layout.width / 2) * unit, (4 - middle[1]) * unit
        left, top = round(column) - 15, round(row) - 15
        near = np.abs(frame[top : top + 30, left : left + 30] - yellow).sum(axis=2) < 90
        rows, columns = np.nonzero(near)
        along = ((np.stack([left + columns + 0.5 - column, top + rows + 0.5 - row], axis=-1)) @ way) / length
        along = along[np.abs(along) < length * unit / 2 + 1]
        assert (along > 0).sum() > 1.2 * (along < 0).sum()
        checked += 1
    assert checked > 5


def test_steps_that_leap_off_the_map_and_back_do_not_just_lead_down(perform):
    told = perform(
        GradientField,
        function="-exp(-x**2 - y**2)",
        x_range=(0.5, 3),
        starts=1,
        seed=53,
        steps=20,
        learning_rate=3,
    )
    first, last = told.walks.down.run.values[0, 0], told.walks.down.run.values[-1, 0]
    assert last > first
    said = "Gradient descent: no valley on this map; steps so long also lead up."
    assert said in [beat.caption for beat in told.beats]
