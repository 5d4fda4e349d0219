"""The fog of BlindfoldedHiker hides all but the clearing, until it lifts."""

import numpy as np
import pytest
from manim import ValueTracker

from gd_studio.engine.stage import settings_of
from scenes.base.layout import Layout
from scenes.base.look import Look
from scenes.base.theme import DARK
from scenes.blindfolded_hiker import BlindfoldedHiker
from scenes.cast.moving.following import ride
from scenes.parts.blindfolded_hiker.fog import SOFTNESS, WISP, Fog
from tests.scenes.blindfolded_hiker_walk import (
    MOUNTAINS,
    at,
    height,
    in_fog_again,
    tells_a_whole_story,
    told_once,
)

TWO_VALLEYS = {
    "terrain": "x**4/50 - x**2/2 + x/4",
    "start": 1.0,
    "learning_rate": 0.5,
    "steps": 30,
    "x_range": [-5.0, 5.0],
}


@pytest.fixture
def story(perform):
    return told_once(perform)


@pytest.fixture
def lesson(perform):
    return in_fog_again(perform)


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


def test_the_fog_lifts_once_and_only_if_asked(story, perform):
    assert story["fog"] == [1.0] * 9 + [0.0] * 3
    foggy = perform(BlindfoldedHiker, lift_fog=False, steps=4)
    assert foggy.fog.opacity == 1.0
    assert not any("lifts" in beat.caption for beat in foggy.beats)
    assert tells_a_whole_story(foggy)


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
