"""HillDescent draws what gd_math computes: walkers on a land and on its map, and how many end where."""

from collections import Counter
from functools import cache

import numpy as np
import pytest

from gd_math.functions.hills import SineHills
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from scenes.base.look import Look
from scenes.base.theme import DARK
from scenes.hill_descent import HillDescent
from scenes.parts.hill_descent.step_lines import StepLines
from scenes.parts.hill_descent.story import HillWords
from tests.scenes.hill_descent_films import told_with

HILLS = SineHills.seeded(31)


told_once = cache(told_with)


@pytest.fixture
def lesson(media):
    """Return the default film at its end, with the terrain as it then is."""
    scene = told_once(media).scene
    terrain = scene.stage.terrain
    then = terrain.azimuth.get_value(), terrain.shot.get_value()
    yield scene
    terrain.azimuth.set_value(then[0])
    terrain.shot.set_value(then[1])


def ground(points):
    return np.column_stack([points, HILLS.value(points)])


def test_the_summary_counts_what_the_arrays_say(lesson):
    places = np.random.default_rng(55).uniform(-4.2, 4.2, (12, 2))
    run = descend(HILLS, places, GradientDescent(0.25), 30)
    valleys = lesson.ends.valleys
    ends = run.points[-1]
    nearest = np.linalg.norm(ends[:, None] - valleys[None], axis=-1).argmin(axis=1)
    assert np.linalg.norm(HILLS.gradient(ends), axis=1).max() < 0.1
    lowest = int(HILLS.value(valleys).argmin())
    counts = Counter(nearest.tolist())
    assert lesson.beats[-1].caption == (
        f"12 walkers in {len(counts)} valleys: {counts[lowest]} of them in the lowest."
    )
    *marks, note = lesson.stage.marks[1]
    assert note[0].text == "walkers in each valley"
    shown = [int(mark[0].text.split()[0]) for mark in marks]
    assert shown == [counts[k] for k in range(len(valleys))]
    assert [len(mark) for mark in marks] == [1] * len(valleys)
    flag, told = lesson.stage.marks[-1]
    scale = lesson.stage.scale
    assert told.get_center()[1] == pytest.approx(scale.rise(HILLS.value(valleys)[lowest]), abs=1e-6)
    assert flag.get_left()[0] > scale.dots.get_right()[0]
    height = float(told.text.removeprefix("f = ").replace("−", "-"))
    assert height == pytest.approx(HILLS.value(valleys)[lowest], abs=0.005 + 1e-9)
    flags = [mark for mark in lesson.stage.marks.get_family() if mark.name == "flag on the lowest valley"]
    assert len(flags) == 3, "one on the land, one on its map, one at its height"


def test_valleys_that_are_nearly_as_high_are_both_seen_beside_the_scale(lesson):
    scale, homes = lesson.stage.scale, lesson.ends.told.homes(lesson.ends.valleys)
    places = np.unique(scale.dots.places[:, :2].round(1), axis=0)
    assert len(places) == len(set(homes.tolist()))


def test_the_gradient_s_word_covers_no_land_where_there_is_room(lesson):
    stage = lesson.stage
    stage.terrain.azimuth.set_value(stage.terrain.turned(0.4))
    stage.terrain.shot.set_value(stage.close)
    plate, _ = stage.arrows.words("gradient 1.59", "step 0.398")[0]
    x, y = np.meshgrid(np.linspace(-5.0, 5.0, 200), np.linspace(-5.0, 5.0, 200))
    land = stage.terrain.project(ground(np.column_stack([x.ravel(), y.ravel()])))
    half = np.array([plate.width, plate.height]) / 2
    assert not (np.abs(land - plate.get_center())[:, :2] < 0.9 * half).all(axis=1).any()


def test_long_steps_that_cross_ridges_are_told_and_the_view_turns_as_far_as_asked(perform):
    azimuths, asked = [], {"hills_seed": 1, "seed": 7, "learning_rate": 0.15, "steps": 40, "turn": -360.0}
    lesson = perform(HillDescent, lambda now: azimuths.append(now.stage.terrain.azimuth.get_value()), **asked)
    assert azimuths[:: len(azimuths) - 1] == pytest.approx([200 - 0.4 * 360, -160.0])
    assert lesson.ends.sheds.strayed(lesson.ends.told) == 1
    assert lesson.beats[-2].caption == "Ridges part the land, yet long steps crossed one: 1 of 12 walkers."


def test_the_step_is_the_gradient_turned_and_shrunk_by_the_rate_in_true_length(lesson):
    arrows, run, walker = lesson.stage.arrows, lesson.ends.run, lesson.stage.chosen
    slope = float(np.hypot(*run.gradients[0, walker]))
    assert arrows.factor == 1.0, "the whole gradient is drawn"
    for share in (0.0, 0.3, 1.0):
        away = float(np.hypot(*(arrows.turned(share) - arrows.foot)[:2]))
        assert away == pytest.approx((1.0 - share) * slope + share * 0.25 * slope)
        assert float(arrows.length_after(share)) == pytest.approx(away, abs=0.005 + 1e-9)


def test_the_step_s_arithmetic_is_true_as_it_is_printed(lesson):
    run, walker = lesson.ends.run, lesson.stage.chosen
    zone = lesson.rule
    lines = StepLines(lesson.look, zone, lesson.stage.land.objective, run, walker, 0.25)
    before, slope, after = run.points[0, walker], run.gradients[0, walker], run.points[1, walker]
    for printed in np.round([before, slope, after], 2).T:
        assert printed[0] - 0.25 * printed[1] == pytest.approx(printed[2], abs=0.0051)
    assert len(lines.slope) == 2 and len(lines.scaled) == 4 and len(lines.landed) == 6
    (alpha, number), (sign, minus) = lines.scaled[1::2], lines.scaled[::2]
    for above, below in ((alpha, number), (sign, minus), lines.slope):
        assert above.get_center()[0] == pytest.approx(below.get_center()[0]), "symbols above their numbers"


def test_a_twin_of_the_land_tips_up_until_it_is_its_map_while_the_land_stays(lesson):
    plot, before = lesson.stage.map, lesson.stage.terrain.camera_now
    terrain, walkers = lesson.stage.twin()
    corners = [(x, y) for x in plot.x_range for y in plot.y_range]
    terrain.shot.set_value(float(terrain.rise_above(plot)))
    terrain.azimuth.set_value(0.0)
    places = np.concatenate([lesson.ends.run.points[0], corners])
    for seen, (x, y) in zip(terrain.project(ground(places)), places, strict=True):
        assert seen == pytest.approx(plot.at(x, y), abs=0.02)
    walkers.update()
    last = plot.points_at(*lesson.ends.run.points[-1].T)
    away = np.linalg.norm(walkers.dots.places[:, None] - last[None], axis=-1)
    assert len(walkers.dots.places) == 12 and away.min(axis=1).max() < 0.02
    assert lesson.stage.terrain.camera_now == before


def test_the_first_step_is_seen_from_nearer_than_its_gradient(lesson):
    stage, run = lesson.stage, lesson.ends.run
    stage.terrain.azimuth.set_value(stage.terrain.turned(0.4))
    lengths, both = [], ground(run.points[:2, stage.chosen])
    for shot in (stage.close, stage.nearer):
        stage.terrain.shot.set_value(float(shot))
        seen = stage.terrain.project(both)
        lengths.append(float(np.linalg.norm(seen[1] - seen[0])))
        assert stage.terrain.shows(seen).all()
    assert lengths[1] > 1.3 * lengths[0]


def test_the_question_stands_in_the_lowest_valley_in_sight(lesson):
    stage = lesson.stage
    stage.terrain.shot.set_value(0.0)
    stage.terrain.azimuth.set_value(stage.terrain.sweep[0])
    place = stage.terrain.project(ground(lesson.ends.valleys[:1]))[0]
    assert stage.question().get_center() == pytest.approx(place, abs=1e-6)
    assert lesson.question not in lesson.mobjects


def test_step_and_gradient_have_as_many_decimals_where_the_step_is_not_too_short(lesson):
    words = lesson.words
    assert words.arrows(1.5915, 1.0) == ("gradient 1.59", "step 0.40")
    assert words.arrows(1.5915e-3, 1.0) == ("gradient 0.00159", "step 0.00040")
    assert words.arrows(0.25, 1.0) == ("gradient 0.250", "step 0.062")
    assert HillWords(lesson.ends, 1e-3, Look()).arrows(1.5915, 1.0)[1] == "step 0.00159"


def test_in_the_end_the_map_tells_counts_rather_than_heights_of_contours(lesson):
    stage = lesson.stage
    assert stage.map.heights not in stage.map.get_family() or not stage.map.heights.written
    assert stage.counter not in lesson.mobjects


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


@pytest.fixture
def painted(film, films={}):  # noqa: B006
    """Return a film of one step and its frames, painted once."""
    if not films:
        films["painted"] = film(HillDescent, height=720, turn=0.0, steps=1, captions=False)
    return films["painted"]


def test_pixels_show_the_walkers_where_their_projection_is(painted):
    """Beside the map each walker in full view is a disc at its projected place, after one step."""
    lesson, frames = painted
    lesson.stage.terrain.shot.set_value(lesson.stage.beside)
    stage, unit = lesson.stage, 720 / 8
    frame = frames[round((lesson.beats[5].end - 0.2) * 5)]
    ends = ground(lesson.found.runs.run.points[1])
    for project in (stage.terrain.project, lambda p: stage.map.points_at(p[:, 0], p[:, 1])):
        seen = stage.hikers.seen(ends) if project == stage.terrain.project else np.ones(12, dtype=bool)
        assert seen.sum() >= 8
        for place in project(ends[seen]):
            x, y = (place[0] + lesson.layout.width / 2) * unit, (4 - place[1]) * unit
            columns, rows = discs(frame, (round(x) - 12, round(x) + 12, round(y) - 12, round(y) + 12))
            assert columns.mean() == pytest.approx(x, abs=1.0)
            assert rows.mean() == pytest.approx(y, abs=1.0)


def test_the_terrain_arrives_on_screen_pixel_for_pixel(painted):
    lesson, frames = painted
    terrain = lesson.stage.terrain
    terrain.shot.set_value(1.0)
    terrain.redraw()
    pixels = terrain.field.pixels
    left = round((terrain.corner[0] + lesson.layout.width / 2) * terrain.unit)
    top = round((lesson.layout.height / 2 - terrain.corner[1]) * terrain.unit)
    shown = frames[0][top : top + pixels.shape[0], left : left + pixels.shape[1]]
    solid = pixels[..., 3] == 255
    walkers = terrain.project(ground(lesson.found.runs.run.points[0]))
    for x, y, _ in [*walkers, *lesson.question.get_all_points()]:
        column, row = (
            round((x - terrain.corner[0]) * terrain.unit),
            round((terrain.corner[1] - y) * terrain.unit),
        )
        around = slice(max(row - 28, 0), row + 29), slice(max(column - 28, 0), column + 29)
        solid[around] = False  # a walker stands here, or the question mark
    assert solid.sum() > 40000
    assert np.array_equal(shown[solid], pixels[solid][:, :3])
