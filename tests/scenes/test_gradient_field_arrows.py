"""The arrows of GradientField are gradients and steps, and its walkers go where gd_math leads."""

import numpy as np
import pytest

from gd_math.formula.parsing import parse_formula
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from scenes.base.theme import DARK
from scenes.gradient_field import GradientField
from scenes.parts.gradient_field.gradient_grid import GradientGrid
from tests.scenes.gradient_field_views import HILLS, look_at, places, set_field


@pytest.fixture
def lesson(told):
    """The default lesson, played once; each test sets the trackers it reads."""
    return told(GradientField, captions=False)


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
    slope = lesson.stage.scale.slope()
    (step,) = lesson.stage.scale.steps(slope, 0.25)
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
