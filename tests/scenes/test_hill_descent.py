"""HillDescent draws what gd_math computes."""

import warnings
from collections import Counter

import numpy as np
import pytest

from gd_math.descent import descend
from gd_math.hills import SineHills
from gd_math.optimizers import GradientDescent
from gd_studio.lint import lint_lesson
from scenes.hill_descent import HillDescent
from scenes.look import Look
from scenes.theme import DARK

HILLS = SineHills.seeded(31)

EXTREMES = {
    "one start": {"starts": 1},
    "twenty-four starts": {"starts": 24},
    "one step": {"steps": 1},
    "two hundred steps": {"steps": 200},
    "off the map": {"learning_rate": 1e6},
    "divergence": {"function": "x**4 + y**4", "learning_rate": 1.0},
    "flat": {"function": "3 + 0*x"},
    "half without a height": {"function": "log(x) + y**2"},
    "one valley": {"function": "x**2 + y**2"},
    "equal valleys": {"function": "sin(3*x)*cos(3*y)", "learning_rate": 0.05},
}


def ground(points):
    return np.column_stack([points, HILLS.value(points)])


def test_the_summary_counts_what_the_arrays_say(perform):
    places = np.random.default_rng(55).uniform(-4.2, 4.2, (12, 2))
    run = descend(HILLS, places, GradientDescent(0.25), 30)
    lesson = perform(HillDescent)
    valleys = lesson.stage.destinies.points.valleys
    ends = run.points[-1]
    nearest = np.linalg.norm(ends[:, None] - valleys[None], axis=-1).argmin(axis=1)
    assert np.linalg.norm(HILLS.gradient(ends), axis=1).max() < 0.1
    lowest = int(HILLS.value(valleys).argmin())
    counts = Counter(nearest.tolist())
    assert lesson.beats[-1].caption == (
        f"12 walkers, {len(counts)} valleys: the lowest was reached by {counts[lowest]}."
    )
    shown = [int(mark[1].text) for mark in lesson.stage.marks()[0]]
    assert shown == [counts[k] for k in range(len(valleys))]


def test_long_steps_that_cross_ridges_are_told(perform):
    lesson = perform(HillDescent, hills_seed=1, seed=7, learning_rate=0.15, steps=40)
    assert lesson.stage.destinies.strayed == 1
    assert lesson.beats[-2].caption == "Ridges part the land, yet long steps crossed one: 1 of 12 walkers."


def test_seeds_choose_places_and_hills():
    params = HillDescent.Params
    assert np.array_equal(HillDescent.places(params()), HillDescent.places(params()))
    assert not np.array_equal(HillDescent.places(params(seed=1)), HillDescent.places(params()))
    assert HillDescent.landscape(params(hills_seed=4)) == SineHills.seeded(4)
    assert len(HillDescent.landscape(params(waves=9)).waves) == 9


def test_the_view_turns_as_far_as_asked(perform):
    azimuths = []
    perform(HillDescent, lambda lesson: azimuths.append(lesson.stage.azimuth.get_value()), turn=-360.0)
    assert azimuths[0] == pytest.approx(200 - 0.35 * 360)
    assert azimuths[-1] == pytest.approx(-160.0)


@pytest.mark.parametrize("params", EXTREMES.values(), ids=EXTREMES.keys())
def test_extreme_parameters_tell_a_whole_story(perform, params):
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        lesson = perform(HillDescent, **params)
    assert lesson.beats[0].start == 0.0
    assert 20 <= lesson.seconds <= 60
    for view in (lesson.stage.hikers, lesson.stage.above):
        assert all(np.isfinite(part.points).all() for part in view.family_members_with_points())


def test_divergence_is_a_note():
    params = HillDescent.Params(function="x**4 + y**4", learning_rate=1.0)
    assert HillDescent.notes(params)[0].startswith("11 of 12 walkers diverge")
    assert HillDescent.notes(HillDescent.Params()) == []


@pytest.mark.parametrize(
    ("theme", "aspect", "params"), [("dark", "16:9", {"starts": 24}), ("light", "9:16", {"steps": 1})]
)
def test_the_film_lint_finds_nothing(theme, aspect, params):
    assert lint_lesson(HillDescent, HillDescent.Params(**params), Look(theme=theme), aspect) == []


def discs(frame, box):
    """Return the columns and rows in whose middle 7 × 7 pixels of a pixel box are orange."""
    orange = np.array([int(DARK.parameter[i : i + 2], 16) for i in (1, 3, 5)])
    left, right, top, bottom = box
    mask = np.abs(frame[top:bottom, left:right].astype(int) - orange).sum(axis=2) < 60
    window = np.ones(7)
    crowd = np.apply_along_axis(np.convolve, 0, mask.astype(float), window, "same")
    crowd = np.apply_along_axis(np.convolve, 1, crowd, window, "same")
    rows, columns = np.nonzero(crowd >= 48.5)
    return left + columns + 0.5, top + rows + 0.5


def test_pixels_show_the_walkers_where_their_projection_is(film):
    """The first frame after the drop: each walker in full view is a disc at its projected place."""
    lesson, frames = film(HillDescent, height=540, turn=0.0, steps=1, captions=False)
    stage, unit = lesson.stage, 540 / 8
    frame = frames[round((lesson.beats[1].end - 0.2) * 5)]
    starts = ground(HillDescent.places(lesson.given))
    for project in (stage.terrain.project, lambda p: stage.map.points_at(p[:, 0], p[:, 1])):
        seen = stage.hikers.seen(starts) if project == stage.terrain.project else np.ones(12, dtype=bool)
        assert seen.sum() >= 8
        for place in project(starts[seen]):
            x, y = (place[0] + lesson.layout.width / 2) * unit, (4 - place[1]) * unit
            columns, rows = discs(frame, (round(x) - 12, round(x) + 12, round(y) - 12, round(y) + 12))
            assert columns.mean() == pytest.approx(x, abs=1.0)
            assert rows.mean() == pytest.approx(y, abs=1.0)


def test_the_terrain_arrives_on_screen_pixel_for_pixel(film):
    lesson, frames = film(HillDescent, height=360, turn=0.0, steps=1, captions=False)
    terrain = lesson.stage.terrain
    pixels = terrain.field.pixels
    left = round((terrain.corner[0] + lesson.layout.width / 2) * terrain.unit)
    top = round((lesson.layout.height / 2 - terrain.corner[1]) * terrain.unit)
    shown = frames[0][top : top + pixels.shape[0], left : left + pixels.shape[1]]
    solid = pixels[..., 3] == 255
    solid[-40:] = False  # the step counter stands at the lower left
    assert solid.sum() > 10000
    assert np.array_equal(shown[solid], pixels[solid][:, :3])
