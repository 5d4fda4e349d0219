"""BlindfoldedHiker draws what gd_math computes, and the fog hides all but the clearing."""

import itertools

import numpy as np
import pytest
from manim import ValueTracker
from pydantic import ValidationError

from gd_math.functions.hills import MountainRange
from gd_studio.engine.stage import settings_of
from scenes.base.layout import Layout
from scenes.base.look import Look
from scenes.base.theme import DARK
from scenes.blindfolded_hiker import BlindfoldedHiker
from scenes.cast.moving.following import ride
from scenes.parts.blindfolded_hiker.descent import DECIDED, FELT
from scenes.parts.blindfolded_hiker.fog import SOFTNESS, WISP, Fog

MOUNTAINS = MountainRange()
DIVERGENCE = {"terrain": "x**2", "start": 3.0, "learning_rate": 1.1, "steps": 20}
TWO_VALLEYS = {
    "terrain": "x**4/50 - x**2/2 + x/4",
    "start": 1.0,
    "learning_rate": 0.5,
    "steps": 30,
    "x_range": [-5.0, 5.0],
}
EXTREMES = {
    "one step": {"steps": 1},
    "two hundred steps to and fro": {
        "terrain": "x**2",
        "start": 8.0,
        "learning_rate": 0.99,
        "steps": 200,
    },
    "divergence to infinity": {"terrain": "x**4", "start": 8.0, "learning_rate": 1.0, "steps": 50},
    "start at the minimum": {"terrain": "x**2", "start": 0.0},
    "negative start": {"terrain": "x**2", "start": -8.0, "learning_rate": 0.1, "steps": 20},
    "leaps over mountains": {"learning_rate": 6.0, "steps": 20},
    "no valley": {"terrain": "-x**2", "start": 0.5, "steps": 12},
    "a slope without end": {"terrain": "exp(x)", "start": 1.0},
    "level ground": {"terrain": "3 + 0*x", "start": 1.0},
    "tiny numbers": {"terrain": "x**2", "start": 1e-4},
    "large numbers": {"terrain": "x**2", "start": 5e5},
    "many valleys": {"terrain": "sin(3*x) + 0.1*x**2", "start": 4.0, "learning_rate": 0.05, "steps": 30},
}


@pytest.fixture(scope="module")
def told():
    """What one telling of the default lesson has left, for all tests that only look."""
    return {}


@pytest.fixture
def story(told, perform):
    """The default lesson after it was told, with what was seen as each beat ended."""

    def look(lesson):
        told.setdefault("positions", []).append(lesson.descent.x)
        told.setdefault("fog", []).append(lesson.fog.opacity)
        told["marks"] = next((m for m in lesson.mobjects if m.name == "valley marks"), None)

    if not told:
        told["lesson"] = perform(BlindfoldedHiker, look)
    return told


@pytest.fixture
def lesson(story):
    """The default lesson, in fog again."""
    story["lesson"].lift.set_value(0.0)
    story["lesson"].descent.sight.set_value(0.0)
    return story["lesson"]


def tells_a_whole_story(lesson):
    assert lesson.beats[0].start == 0.0
    for one, next_one in itertools.pairwise(lesson.beats):
        assert one.end == pytest.approx(next_one.start)
    return 15 <= lesson.seconds <= 75


def at(lesson, time):
    lesson.clock.set_value(time)
    lesson.descent.trail.update()
    lesson.facts.update()
    lesson.rule.update()
    lesson.fog.update()
    return lesson


def height(lesson, across):
    """Return the height on screen of the graph, by the function itself."""
    x = lesson.plot.read(np.array([across, 0.0, 0.0]))[0]
    return lesson.plot.at(x, float(lesson.objective(float(x))))[1]


def number(text):
    return float(text.strip("()").replace("−", "-"))


def test_both_boots_stand_on_the_graph_around_every_computed_point(lesson):
    for k, x in enumerate(lesson.trajectory.points[:, 0]):
        soles = at(lesson, k).descent.hiker.soles
        for sole in soles:
            assert sole.imag == pytest.approx(height(lesson, sole.real), abs=1e-6)
        middle = lesson.plot.read(np.array([(soles[0].real + soles[1].real) / 2, 0.0, 0.0]))[0]
        assert middle == pytest.approx(x, abs=1e-9)


def test_one_boot_stands_on_the_graph_at_every_frame(lesson):
    for time in np.linspace(0, lesson.last, 301):
        soles = at(lesson, time).descent.hiker.soles
        assert min(abs(sole.imag - height(lesson, sole.real)) for sole in soles) < 1e-6


def test_every_beat_ends_on_a_computed_position(story):
    x = story["lesson"].trajectory.points[:, 0]
    assert story["positions"] == pytest.approx([*[x[0]] * 4, x[1], x[2], x[2], *[x[10]] * 5], abs=1e-9)


def test_the_hiker_knows_position_height_and_the_slope_that_was_felt_and_no_more(lesson):
    run = lesson.trajectory
    for k in range(lesson.last + 1):
        for time in (k, min(k + FELT, lesson.last)):
            texts = {role: number.text for role, number in at(lesson, time).facts.numbers.items()}
            assert set(texts) == {"parameter", "loss", "gradient"}
            if k < 3 and time == k:
                assert texts["gradient"] == "?", "nobody has felt it yet"
            else:
                assert number(texts["gradient"]) == round(float(run.gradients[k, 0]), 2)
            if time == k:
                assert number(texts["parameter"]) == round(float(run.points[k, 0]), 2)
                assert number(texts["loss"]) == round(float(run.values[k]), 2)


def test_the_slope_rests_while_the_hiker_walks(lesson):
    for k, time in ((0, 0.9), (1, 1.95), (5, 5.5)):
        texts = {role: number.text for role, number in at(lesson, time).facts.numbers.items()}
        assert number(texts["gradient"]) == round(float(lesson.trajectory.gradients[k, 0]), 2)
        assert number(texts["parameter"]) == round(lesson.descent.x, 2) != lesson.trajectory.points[k, 0]


def test_the_rule_grows_with_what_the_hiker_finds(perform):
    grown = []
    perform(BlindfoldedHiker, lambda scene: grown.append(sorted(scene.rule.grown)))
    assert grown[:5] == [[], [3], [3], [2, 3], [0, 1, 2, 3]], "the new place comes when the step is done"


def test_the_panel_leaves_before_the_fog_lifts(perform):
    there = []
    lesson = perform(BlindfoldedHiker, lambda scene: there.append(scene.facts in scene.mobjects))
    lifting = [beat.caption for beat in lesson.beats].index("The fog lifts.")
    assert there == [0 < k < lifting for k in range(len(lesson.beats))], "it comes when it is needed"


def test_the_step_arrow_is_the_learning_rate_times_the_gradient_arrow_turned_round(lesson):
    for k in (0, 1):
        arrows = at(lesson, k + DECIDED).descent.arrows
        gradient = lesson.plot.read(arrows.gradient.tip)[0] - lesson.plot.read(arrows.gradient.tail)[0]
        step = lesson.plot.read(arrows.step.tip)[0] - lesson.plot.read(arrows.step.tail)[0]
        assert gradient == pytest.approx(lesson.trajectory.gradients[k, 0])
        assert step == pytest.approx(-0.55 * gradient)


def test_a_gradient_too_long_for_the_axis_keeps_its_direction(perform):
    lesson = at(perform(BlindfoldedHiker, terrain="x**2", start=-8.0, learning_rate=0.1), DECIDED)
    arrow = lesson.descent.arrows.gradient
    assert lesson.plot.area.left <= arrow.tip[0] < arrow.tail[0]


def test_the_tangent_has_the_slope_of_the_graph(lesson):
    for time in (FELT, 1 + FELT, *np.linspace(2 + FELT, lesson.last, 37)):
        points = lesson.plot.read(at(lesson, time).descent.tangent.points)
        (x0, y0), (x1, y1) = points[0], points[-1]
        assert (y1 - y0) / (x1 - x0) == pytest.approx(MOUNTAINS.slope(lesson.descent.x), abs=1e-6)


def test_trail_and_positions_are_the_trajectory(lesson):
    run = at(lesson, lesson.last).trajectory
    trail = lesson.plot.read(lesson.descent.trail.places)
    assert trail == pytest.approx(np.column_stack([run.points[:, 0], run.values]), abs=1e-9)
    marks = lesson.descent.marks.places
    assert lesson.plot.read(marks)[:, 0] == pytest.approx(run.points[:, 0], abs=1e-9)
    assert np.allclose(marks[:, 1], lesson.plot.area.bottom)


def test_the_line_of_numbers_is_the_arithmetic_of_every_step(lesson):
    for k in range(lesson.last):
        new, old = (number(n.text) for n in at(lesson, k + 1).rule.numbers["parameter"])
        (rate,), (slope,) = ([number(n.text) for n in lesson.rule.numbers[r]] for r in ("step", "gradient"))
        assert rate == 0.55
        assert round(old - rate * slope, 2) == new
        assert old == round(float(lesson.trajectory.points[k, 0]), 2)


def test_the_hiker_faces_uphill_first_and_walks_the_other_way(lesson):
    assert at(lesson, 0.0).descent.hiker.pose.facing == 1
    assert at(lesson, DECIDED).descent.hiker.pose.facing == -1
    assert at(lesson, 0.8).descent.hiker.pose.facing == -1


def test_a_picture_depends_on_its_time_alone(lesson):
    def picture():
        points = [m.points for m in lesson.descent.get_family()]
        return np.concatenate([np.concatenate(points).reshape(-1), lesson.fog.pixels.reshape(-1)])

    before = picture() if at(lesson, 5.3) else None
    at(lesson, 9.7)
    at(lesson, 0.2)
    assert np.array_equal(picture() if at(lesson, 5.3) else None, before)


def test_quick_steps_are_on_time_at_every_point(perform):
    lesson = perform(BlindfoldedHiker, steps=200, learning_rate=0.01, captions=False)
    assert tells_a_whole_story(lesson)
    for k in range(3, lesson.last + 1):
        soles = at(lesson, k).descent.hiker.soles
        middle = lesson.plot.read(np.array([(soles[0].real + soles[1].real) / 2, 0.0, 0.0]))[0]
        assert lesson.descent.x == pytest.approx(lesson.trajectory.points[k, 0], abs=1e-9)
        assert lesson.plot.length(abs(middle - lesson.descent.x)) < 0.02


def opacity(fog):
    """Return each pixel's opacity, from 0 to 1, and its distance from the clearing's middle."""
    alpha = fog.pixels[..., 3] / 255
    rows, columns = np.indices(alpha.shape) + 0.5
    x, y, _ = fog.in_pixels(fog.centre)
    return alpha, np.hypot(columns - x, rows - y) / fog.unit


def test_the_clearing_moves_with_the_boots(lesson):
    for time in (0.0, 0.8, 4.6, 10.0):
        feet = at(lesson, time).descent.feet
        assert lesson.fog.centre[:2] == pytest.approx([feet.real, feet.imag], abs=1e-2)
        assert height(lesson, feet.real) == pytest.approx(feet.imag, abs=1e-6)
        alpha, _ = opacity(lesson.fog)
        rows, columns = np.nonzero(alpha < 0.5)
        x, y, _ = lesson.fog.in_pixels(lesson.fog.centre)
        assert (columns.mean() + 0.5, rows.mean() + 0.5) == pytest.approx((x, y), abs=0.5)


@pytest.mark.parametrize("lift", [0.0, 0.3, 0.6])
def test_fog_is_gone_in_the_clearing_and_grows_denser_outwards(lift):
    with settings_of({"pixel_height": 270, "pixel_width": 480}):
        fog = Fog(Look(), Layout(128 / 9), 1.0).open_at(np.array([0.0, 1.5, 0.0]), lift)
    alpha, away = opacity(fog)
    outer = fog.clear_radius * (1 + SOFTNESS)
    assert np.all(alpha[away < fog.clear_radius] <= WISP * fog.opacity + 1 / 255)
    assert np.all(alpha[away > outer] >= fog.opacity - 1 / 255)
    seen = np.arange(0.0, min(outer, away.max()) - 0.1, 0.1)
    densities = np.array([alpha[(away >= d) & (away < d + 0.1)].mean() for d in seen])
    assert np.all(np.diff(densities) > -0.01)
    share = np.clip((seen + 0.05 - fog.clear_radius) / (outer - fog.clear_radius), 0.0, 1.0)
    expected = fog.opacity * share**2 * (3 - 2 * share)
    assert np.abs(densities - expected).max() < WISP + 0.03


class InTheFog(BlindfoldedHiker):
    """The first picture only, with or without a landscape behind the fog."""

    landscape_opacity = 1.0

    def tell(self):
        self.account = self.found.in_wide_frames
        self.objective, self.trajectory, self.last = (
            self.account.objective,
            self.account.run,
            self.account.steps,
        )
        self.clock, self.air, self.lift = (ValueTracker(0.0) for _ in range(3))
        self.set_stage()
        for part in self.landscape:
            part.fill_rgbas[:, 3] *= self.landscape_opacity
            part.stroke_rgbas[:, 3] *= self.landscape_opacity
        self._in_beat = True  # one without a caption
        self.wait(0.2)


class WithoutLandscape(InTheFog):
    landscape_opacity = 0.0


def test_fog_hides_everything_but_the_clearing(film):
    lesson, (with_it, *_) = film(InTheFog, height=540)
    _, (without, *_) = film(WithoutLandscape, height=540)
    changed = np.abs(with_it.astype(int) - without.astype(int)).max(axis=2) > 0
    rows, columns = np.nonzero(changed)
    unit = 540 / 8
    x, y = columns / unit - lesson.layout.width / 2, 4 - rows / unit
    feet = lesson.descent.boots
    away = np.hypot(x - feet[0], y - feet[1])
    assert away.max() < lesson.fog.clear_radius * (1 + SOFTNESS) + 0.05
    open_sky = np.pi * (lesson.fog.clear_radius * unit) ** 2
    assert changed.sum() > 0.7 * open_sky, "all but what the fog on the ground hides"


class Lifted(InTheFog):
    """The landscape without fog, with the hiker at some steps."""

    steps_shown = (0, 1, 3, 10)

    def tell(self):
        super().tell()
        self.lift.set_value(1.0)
        self._in_beat = True
        self.add(self.plot, self.descent.position, self.descent)
        self.pull_back(0.0, 0.2)
        for k in self.steps_shown:
            self.play(ride(self.clock, float(k)), run_time=0.2)
            self.wait(0.2)


def pixels_like(frame, colour, tolerance):
    wanted = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])
    return np.abs(frame.astype(int) - wanted).sum(axis=2) < tolerance


def test_pixels_show_graph_and_position_where_they_are_computed(film):
    lesson, frames = film(Lifted, height=720)
    unit, area = 720 / 8, lesson.plot.area
    axis = round((4 - area.bottom) * unit)
    ticked = np.flatnonzero(pixels_like(frames[3], DARK.muted, 150)[axis + 5])
    ticks = [run.mean() for run in np.split(ticked, np.flatnonzero(np.diff(ticked) > 1) + 1)]
    assert len(ticks) == 6, "ticks at 4, 6 … 14"
    per_pixel = 10 / (ticks[-1] - ticks[0])
    for place, k in enumerate(Lifted.steps_shown):
        frame = frames[3 + 2 * place]
        x_k = float(lesson.trajectory.points[k, 0])
        row = axis - 6  # above the small marks of the steps before
        orange = np.flatnonzero(pixels_like(frame, DARK.parameter, 60)[row])
        x = 4 + (orange.mean() - ticks[0]) * per_pixel
        assert x == pytest.approx(x_k, abs=per_pixel)
    blue = pixels_like(frames[3], DARK.loss, 60)
    blue[:, : int(0.31 * blue.shape[1])] = False  # behind the panel
    start = round((lesson.descent.places[0] + lesson.layout.width / 2) * unit)
    blue[:, start - 60 : start + 60] = False  # behind the hiker
    checked = 0
    for column in range(0, blue.shape[1], 7):
        rows = np.flatnonzero(blue[: axis - 3, column])
        x = 4 + (column - ticks[0]) * per_pixel
        slope = abs(lesson.plot.screen_slope(float(MOUNTAINS.slope(x))))
        if len(rows) and np.ptp(rows) < 5 + 6 * slope and slope < 0.8:
            expected = (4 - lesson.plot.at(x, float(MOUNTAINS(x)))[1]) * unit
            assert rows.mean() == pytest.approx(expected, abs=1.0)
            checked += 1
    assert checked > 40


def test_the_flag_stands_in_the_lowest_valley_and_the_heights_are_true(story):
    marks, lesson = story["marks"], story["lesson"]
    x, y = MOUNTAINS.minima[0, 0], float(MOUNTAINS(MOUNTAINS.minima[0, 0]))
    assert marks.flag.submobjects[0].points[0] == pytest.approx(lesson.plot.at(x, y))
    assert [number.text for number in marks.heights] == ["1.28", "0.53"]
    assert round(float(lesson.trajectory.values[-1]), 2) == 1.28
    assert round(y, 2) == 0.53
    assert any("0.53 instead of 1.28" in beat.caption for beat in lesson.beats)


def test_the_blindfold_comes_off_when_the_fog_has_lifted(perform):
    seen, covered = [], []

    def look(scene):
        parts = scene.descent.hiker.parts
        fold, eye = parts["blindfold"], parts["eye"]
        seen.append(scene.descent.sight.get_value())
        low, high = fold.get_bottom()[1], fold.get_top()[1]
        covered.append(low < eye.get_bottom()[1] and eye.get_top()[1] < high)

    lesson = perform(BlindfoldedHiker, look)
    lifting = [beat.caption for beat in lesson.beats].index("The fog lifts.")
    assert covered == [sight == 0.0 for sight in seen] == [k < lifting for k in range(len(seen))]


@pytest.mark.parametrize("params", [{}, TWO_VALLEYS], ids=["ahead", "behind"])
def test_the_hiker_looks_to_the_lower_valley(perform, params):
    lesson = perform(BlindfoldedHiker, captions=False, **params)
    descent, x = lesson.descent, lesson.trajectory.points[:, 0]
    assert descent.facing(lesson.last) == np.sign(x[-1] - x[0]) == (1 if params else -1)
    assert np.sign(lesson.story.lowest[0] - x[-1]) == -1 == descent.hiker.pose.facing


def test_a_hiker_in_the_lowest_valley_is_told_so(perform):
    captions = [b.caption for b in perform(BlindfoldedHiker, start=6.5, learning_rate=0.3).beats]
    assert captions[-2:] == [
        "The fog lifts.",
        "No valley in sight is lower. In the fog, nobody could know.",
    ]


def test_a_walk_that_is_not_over_says_so(perform):
    lesson = perform(BlindfoldedHiker, steps=3)
    assert f"After 3 steps the slope is still {lesson.trajectory.gradients[-1, 0]:.2f}" in "".join(
        beat.caption for beat in lesson.beats
    )


def test_the_fog_lifts_once_and_only_if_asked(story, perform):
    assert story["fog"] == [1.0] * 9 + [0.0] * 3
    foggy = perform(BlindfoldedHiker, lift_fog=False, steps=4)
    assert foggy.fog.opacity == 1.0
    assert not any("lifts" in beat.caption for beat in foggy.beats)
    assert tells_a_whole_story(foggy)


def test_who_has_left_the_picture_is_an_arrow_with_a_number(perform):
    lesson = perform(BlindfoldedHiker, **DIVERGENCE, captions=False)
    assert tells_a_whole_story(lesson)
    x = float(at(lesson, 20.0).trajectory.points[-1, 0])
    assert not lesson.plot.x_range[0] <= x <= lesson.plot.x_range[1]
    assert number(lesson.descent.beyond.number.text) == round(x, 2)
    arrow = lesson.descent.beyond.arrow
    assert np.sign(arrow.tip[0] - arrow.tail[0]) == np.sign(x)
    assert not any(len(part.points) for part in lesson.descent.hiker)


@pytest.mark.parametrize("aspect", ["4:3", "9:16"])
def test_the_panel_leaves_clearing_and_hiker_free(perform, aspect):
    lesson = perform(BlindfoldedHiker, aspect=aspect, captions=False)
    box = lesson.facts.box
    for x, place in zip(lesson.trajectory.points[:, 0], lesson.descent.places, strict=True):
        y = lesson.plot.at(float(x), float(MOUNTAINS(float(x))))[1]
        nearest = np.clip(place, box.left, box.right), np.clip(y, box.bottom, box.top)
        assert np.hypot(nearest[0] - place, nearest[1] - y) > lesson.fog.radius
        assert y + lesson.descent.size < box.bottom or abs(nearest[0] - place) > 0.3


@pytest.mark.parametrize("params", EXTREMES.values(), ids=EXTREMES.keys())
def test_extreme_parameters_tell_a_whole_story(perform, params):
    assert tells_a_whole_story(perform(BlindfoldedHiker, **{"captions": False} | params))


def test_the_default_clip_lasts_about_a_minute(lesson):
    assert 45 <= lesson.seconds <= 68


def test_the_hiker_is_seen_from_close_by_until_the_first_step_is_over(perform):
    seen = []
    lesson = perform(
        BlindfoldedHiker, lambda s: seen.append((s.stage.view.scale * s.descent.size, s.plot.x_range))
    )
    heights = [height for height, _ in seen]
    assert heights[:4] == pytest.approx([0.4 * lesson.layout.height] * 4)
    assert heights[4:] == [lesson.descent.size] * (len(seen) - 4)
    assert seen[-1][1] == lesson.stage.home.x_range == lesson.account.region[0]


def test_from_close_by_everything_stands_where_the_axis_says(film):
    lesson, _ = film(InTheFog, height=270)
    x0, y0 = float(lesson.trajectory.points[0, 0]), float(lesson.trajectory.values[0])
    soles = lesson.descent.hiker.soles
    middle = (soles[0] + soles[1]) / 2
    assert lesson.plot.read(np.array([middle.real, 0.0, 0.0]))[0] == pytest.approx(x0, abs=1e-6)
    curve = lesson.plot.read(lesson.landscape.curve.points[::4])
    shown = np.abs(curve[:, 0] - x0) < 1.0
    assert curve[shown, 1] == pytest.approx(MOUNTAINS(curve[shown, 0]), abs=1e-3)
    assert lesson.descent.boots == pytest.approx(lesson.plot.at(x0, y0), abs=1e-6)


def test_the_number_on_the_turning_arrow_goes_from_the_slope_to_the_step(lesson):
    slope = float(lesson.trajectory.gradients[1, 0])
    told = [at(lesson, 1 + t).descent.arrows.number.number.text for t in np.linspace(0.401, DECIDED, 30)]
    assert told[0] == f"{slope:.2f}"
    assert f"{slope:.2f}×0.55" in told
    assert told[-1] == f"{0.55 * slope:.2f}"


def test_the_hiker_breathes_while_a_beat_rests(film):
    _, frames = film(BlindfoldedHiker, height=90, hold=2.0, steps=1, moving=True)
    still = [bool((one == other).all()) for one, other in itertools.pairwise(frames)]
    longest = max((len(list(run)) for rests, run in itertools.groupby(still) if rests), default=0)
    assert longest <= 2, "in ticks"


def test_a_terrain_that_is_no_formula_is_refused_with_the_way_out():
    with pytest.raises(ValidationError, match='"mountains"'):
        BlindfoldedHiker.Params(terrain="hills")


def test_divergence_is_a_note_with_the_theory():
    notes = BlindfoldedHiker.notes(BlindfoldedHiker.Params(**DIVERGENCE))
    assert notes == ["grows with every step; stable below 1"]
    assert BlindfoldedHiker.notes(BlindfoldedHiker.Params()) == []
