"""LossLandscape3D: the ball is as high as its line is bad, on bowl and axis; the path is the run."""

import itertools

import numpy as np
import pytest
from manim import Camera
from pydantic import ValidationError

from gd_studio.engine.stage import settings_of
from scenes.base.look import Look
from scenes.loss_landscape_3d import LossLandscape3D
from tests.conftest import settings
from tests.looking import findings

LOOKED_AT = {"a table on another scale": ("dark", "16:9"), "too fast": ("light", "9:16")}
EXTREMES = {
    "a table on another scale": {"data": "hubble"},
    "a feature far from zero": {"data": "anscombe-4"},
    "a parabola": {"data": "parabolic", "noise": 0.0},
    "two points": {"count": 2, "steps": 1},
    "large numbers": {"slope": 1e5, "noise": 1e5, "steps": 200},
    "too fast": {"learning_rate": 0.6, "steps": 30},
    "beyond every scale": {"learning_rate": 1e6},
    "next to no step": {"learning_rate": 1e-9, "steps": 3},
    "close to the best": {"start_slope": 1.8, "start_intercept": 2.2, "turn": 0.0},
    "flat": {"noise": 0.0, "start_slope": 1.5, "start_intercept": 2.0},
    "far away": {"start_slope": -900.0, "start_intercept": 5000.0, "turn": -360.0},
}


@pytest.fixture(scope="module")
def seen():
    return {}


@pytest.fixture
def lesson(perform, seen):
    """Return the lesson as it is told with the defaults; `seen` has what stood there as each beat ended."""
    if not seen:
        seen["balls"], seen["lines"], seen["marks"], seen["azimuths"] = [], [], [], []

        def look(told):
            stage = told.stage
            seen["balls"].append((stage.view.ball.place, stage.terrain.project(ground(told))[0]))
            seen["lines"].append(stage.panel.plot.read(stage.panel.line.points[[0, -1]]))
            axis = stage.axes.at_heights(np.array([0.0, 40.0]))
            seen["marks"].append((stage.axes.mark.places[0], axis))
            seen["azimuths"].append(stage.terrain.azimuth.get_value())

        seen["lesson"] = perform(LossLandscape3D, look)
    return seen["lesson"]


def mean_square(w, b):
    x = np.linspace(-1, 3, 20)
    y = 1.5 * x + 2.0 + np.random.default_rng(78).standard_normal(20)
    return float(np.mean((w * x + b - y) ** 2)), np.polyfit(x, y, 1)


def ground(told):
    point = told.found.run.points[int(told.walk.clock.get_value() + 1e-6)]
    return np.array([[*point, mean_square(*point)[0]]])


def test_the_ball_stands_on_the_bowl_as_high_as_its_line_is_bad(lesson, seen):
    for at, expected in seen["balls"]:
        assert at == pytest.approx(expected, abs=1e-9)
    w, b = lesson.found.run.points[0].tolist()
    assert (w, b) == (-3.0, 5.0)
    assert lesson.beats[5].caption == "One step: MSE falls from 39.0 to 14.0."
    assert mean_square(w, b)[0] == pytest.approx(39.0, abs=0.05)


def test_the_height_axis_is_numbered_and_marks_the_loss(lesson, seen):
    assert lesson.stage.axes.texts == ["0", "10", "20", "30", "40"]
    for k, step in ((1, 0), (6, 1), (8, 40)):
        mark, (zero, forty) = seen["marks"][k]
        loss = mean_square(*lesson.found.run.points[step])[0]
        share = (mark[1] - zero[1]) / (forty[1] - zero[1])
        assert share == pytest.approx(loss / 40, abs=0.03), "but for the perspective"
        assert np.cross((mark - zero)[:2], (forty - zero)[:2]) == pytest.approx(0.0, abs=1e-9)


def test_the_line_follows_and_ends_at_least_squares(lesson, seen):
    for k, step in ((1, 0), (5, 1), (8, 40)):
        w, b = lesson.found.run.points[step]
        assert seen["lines"][k][:, 1] == pytest.approx(w * seen["lines"][k][:, 0] + b, abs=1e-6)
    assert lesson.found.run.points[-1] == pytest.approx(mean_square(0, 0)[1], abs=0.1)


def test_the_view_turns_only_while_nothing_else_moves(lesson, seen):
    turned = np.flatnonzero(np.diff(seen["azimuths"], prepend=lesson.stage.terrain.sweep[0]))
    assert turned.tolist() == [8]
    assert seen["azimuths"][-1] - lesson.stage.terrain.sweep[0] == pytest.approx(360.0)


def test_a_point_that_rolls_around_the_bowl_comes_back_and_is_lower_on_its_way(lesson):
    bowl, start = lesson.stage.bowl, lesson.found.run.points[0]
    heights = [mean_square(*bowl.rolled(start, turns))[0] for turns in (0.0, 0.25, 0.5, 1.0)]
    gaps = (np.array(heights) - bowl.lowest) / (heights[0] - bowl.lowest)
    assert gaps == pytest.approx([1.0, 0.7**2, 0.4**2, 1.0])
    assert bowl.rolled(start, 1.0) == pytest.approx(start)


def test_slope_lines_touch_the_bowl_along_w_and_b(lesson):
    (w, b), bowl = lesson.found.run.points[0], lesson.stage.bowl
    for line, far in zip(lesson.stage.tangents, np.eye(2) * 1e-4, strict=True):
        (across, up), ends = np.diff(line.ends[:, [line.along, 2]], axis=0)[0], line.ends
        slope = (mean_square(*(np.array([w, b]) + far))[0] - mean_square(w, b)[0]) / 1e-4
        assert up / across == pytest.approx(slope, rel=1e-3)
        assert ends.mean(axis=0) == pytest.approx([w, b, mean_square(w, b)[0]])
        assert np.linalg.norm(np.diff(bowl.place(ends), axis=0)) == pytest.approx(0.8)


def test_the_same_path_is_on_the_map(lesson):
    above, points = lesson.stage.above, lesson.found.run.points
    drawn = lesson.stage.map.read(above.way.points)
    for point in points[:4]:
        assert np.hypot(*(drawn - point).T).min() < 1e-6
    assert lesson.stage.map.read(above.ball.place) == pytest.approx(points[-1])
    assert lesson.stage.map.read(lesson.stage.exact.place) == pytest.approx(mean_square(0, 0)[1])


def test_rings_are_level_and_the_bowl_ends_at_a_level_rim(lesson):
    bowl = lesson.stage.bowl
    for height in (1.0, 14.0, bowl.highest):
        ring = bowl.ring(height)
        assert bowl.objective.value(ring[:, :2]) == pytest.approx(np.full(len(ring), height), rel=1e-5)
    assert len(bowl.ring(bowl.highest * 1.01)) == 0
    assert bowl.highest == pytest.approx(bowl.lowest + 1.1 * (39.0 - bowl.lowest), rel=1e-2)


def is_told_to_its_end(lesson):
    return (
        all(one.end == other.start for one, other in itertools.pairwise(lesson.beats))
        and 20 <= lesson.seconds <= 75
    )


@pytest.mark.parametrize("extreme", [one for one in EXTREMES if one not in LOOKED_AT])
def test_whatever_is_asked_the_bowl_is_told_to_its_end(perform, extreme):
    assert is_told_to_its_end(perform(LossLandscape3D, captions=False, **EXTREMES[extreme]))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"steps": 201}, "less than or equal to 200"),
        ({"learning_rate": 0.0}, "greater than 0|positive"),
        ({"data": "absent.csv"}, "absent.csv"),
    ],
)
def test_what_has_no_bowl_is_refused_in_one_sentence(given, words):
    with pytest.raises(ValidationError, match=words):
        LossLandscape3D.Params(**given)


def test_notes_name_the_rate_below_which_it_is_stable():
    [note] = LossLandscape3D.notes(LossLandscape3D.Params(learning_rate=0.6))
    assert "stable below" in note


@pytest.mark.parametrize("extreme", LOOKED_AT)
def test_nothing_spoils_the_picture_and_it_is_told_to_its_end(extreme):
    told = []

    class Kept(LossLandscape3D):
        def tell(self):
            super().tell()
            told.append(self)

    theme, aspect = LOOKED_AT[extreme]
    assert findings(Kept, Kept.Params(**EXTREMES[extreme]), Look(theme=theme), aspect) == []
    assert told and all(map(is_told_to_its_end, told))


def test_the_gradient_is_drawn_as_long_as_the_step_that_it_becomes(lesson):
    arrows, rate = lesson.stage.arrows, lesson.found.rate
    assert arrows.factor == rate == 0.1
    assert (arrows.uphill - arrows.foot)[:2] == pytest.approx(-(arrows.ahead - arrows.foot)[:2])


def test_pixels_show_the_ball_on_the_bowl(lesson, media):
    stage = lesson.stage
    with settings_of(settings(media, "16:9", 270, 5)):
        camera = Camera(background_color=lesson.colours.background)
        camera.capture_mobjects([stage.terrain, stage.view])
        x, y, _ = stage.terrain.project(ground(lesson))[0]
        red, green, blue = camera.pixel_array[round(135 - y * 270 / 8), round(240 + x * 270 / 8), :3]
    assert red > 180 and 100 < green < 200 and blue < 80
