"""HillDescent draws what gd_math computes."""

import re
import warnings
from collections import Counter

import numpy as np
import pytest
from pydantic import ValidationError

from gd_math.functions.hills import SineHills
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from scenes.base.look import Look
from scenes.base.theme import DARK
from scenes.hill_descent import HillDescent
from scenes.parts.hill_descent.step_lines import StepLines
from scenes.parts.hill_descent.story import HillWords
from tests.looking import findings
from tests.truth.telling import tell

HILLS = SineHills.seeded(31)

EXTREMES = {
    "one start, two hundred steps": {"starts": 1, "steps": 200},
    "twenty-four starts, one step": {"starts": 24, "steps": 1},
    "off the map": {"learning_rate": 1e6},
    "divergence": {"function": "x**4 + y**4", "learning_rate": 1.0},
    "flat": {"function": "3 + 0*x"},
    "half without a height": {"function": "log(x) + y**2"},
    "one valley in a frame": {"function": "x**2 + y**2", "x_range": (-1.0, 2.0), "y_range": (0.0, 4.0)},
    "equal valleys": {"function": "sin(3*x)*cos(3*y)", "learning_rate": 0.05},
}


@pytest.fixture(scope="module")
def films():
    """Return a place for films that several tests read."""
    return {}


@pytest.fixture
def film_with(media, films):
    """Return a function that tells a film with some parameters, once, without warnings."""

    def told(**params):
        key = repr(sorted(params.items()))
        if key not in films:
            with warnings.catch_warnings():
                warnings.simplefilter("error", RuntimeWarning)
                films[key] = tell(HillDescent, media, **params)
        return films[key]

    return told


@pytest.fixture
def lesson(film_with):
    """Return the default film at its end, with the terrain as it then is."""
    scene = film_with().scene
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


def test_seeds_choose_places_and_hills():
    params = HillDescent.Params

    def places(**values):
        return HillDescent.compute(params(**values)).runs.run.points[0]

    assert np.array_equal(places(), places())
    assert not np.array_equal(places(seed=1), places())
    assert params(hills_seed=4).landscape.objective == SineHills.seeded(4)
    assert len(params(waves=9).landscape.objective.waves) == 9


@pytest.mark.parametrize("params", EXTREMES.values(), ids=EXTREMES.keys())
def test_extreme_parameters_tell_a_whole_story(film_with, params):
    lesson = film_with(**params).scene
    assert lesson.beats[0].start == 0.0
    assert 20 <= lesson.seconds <= 70
    for view in (lesson.stage.hikers, lesson.stage.above):
        assert all(np.isfinite(part.points).all() for part in view.family_members_with_points())


def test_a_rate_too_large_is_a_note():
    steep = HillDescent.Params(function="x**4 + y**4", learning_rate=1.0)
    assert HillDescent.notes(steep) == ["walkers leave the map: steps with learning_rate = 1 are too long"]
    fast = HillDescent.Params(learning_rate=3.0)
    assert HillDescent.notes(fast) == [
        "walkers leave the map: learning_rate = 3 is above 2/L = 2.095 of every valley"
    ]
    assert HillDescent.notes(HillDescent.Params()) == []


CASES = {
    "a step": ({}, ["Where does downhill lead?",
               "12 walkers at random places. Where does downhill lead each of them?",
               "Turned round and 0.25 times as long: that is the step.",
               "One step: the height falls from 0.65 to 0.01."]),
    "a step off the map": ({"learning_rate": 1e6}, ["One step, and the walker has left the map."]),
    "a step too long": ({"function": "x**2 + y**2", "learning_rate": 1.01},
                        ["One step, too long: the height rises from 29.80 to 31.01."]),
    "a plane": ({"function": "x + 2*y"}, ["Predict: where do they end?",
                "There is no valley on this map: all 12 walkers left it."]),
    "a saddle": ({"function": "x**2 - y**2"}, ["Predict: where do they end?",
                 "There is no valley on this map: all 12 walkers left it."]),
    "above the limit": ({"learning_rate": 3.0},
                        ["No walk settles in these valleys: the rate 3.00 is above 2/L = 2.09.",
                        "Of 12 walkers 0 reached a valley, 9 left the map."]),
    "a valley that is a line": ({"function": "(x - y)**2"},
                                ["The valley is a line: all 12 walkers rest on it."]),
    "half undefined": ({"function": "log(x) + y**2"},
                       ["0 of 12 reached a valley; 10 stepped where f is not defined."]),
    "flat": ({"function": "3 + 0*x"},
             ["Without a slope every step has length zero.",
              "No slope, no step: every walker stays where it is."]),
    "own names": ({"function": "theta_0^2 + theta_1^2"},
                  ["All 12 have come to the only valley on this map."]),
}  # fmt: skip


@pytest.mark.parametrize(("params", "sentences"), CASES.values(), ids=CASES.keys())
def test_words_follow_what_happened(film_with, params, sentences):
    told = film_with(**params)
    assert [one for one in sentences if one not in told.said] == []


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


def test_the_camel_s_lowest_valleys_are_on_the_map(perform):
    camel = "(4 - 2.1*x**2 + x**4/3)*x**2 + x*y + (-4 + 4*y**2)*y**2"
    lesson = perform(HillDescent, function=camel, learning_rate=0.05)
    valleys = lesson.ends.valleys
    assert np.abs(valleys[:2]) == pytest.approx(np.array([[0.0898, 0.7126]] * 2), abs=1e-3)
    assert lesson.ends.objective.value(valleys[:2]) == pytest.approx([-1.0316] * 2, abs=1e-4)
    assert all(lesson.stage.map.shows(x, y) for x, y in valleys)


def test_the_lecturer_frames_the_map(film_with):
    lesson = film_with(**EXTREMES["one valley in a frame"]).scene
    assert (lesson.stage.map.x_range, lesson.stage.map.y_range) == ((-1.0, 2.0), (0.0, 4.0))


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"function": "log(-1 - x**2)"}, "the function has no value for x from -5 to 5 and y from -5 to 5"),
        ({"function": "log(x) + y", "x_range": (-3.0, -1.0)}, "no value for x from -3 to -1"),
        ({"x_range": (0.0, 100.0), "y_range": (0.0, 1.0)}, "one may be at most 8 times as wide"),
        ({"x_range": (2.0, 1.0)}, "must rise from low to high"),
    ],
)
def test_a_map_without_heights_is_refused_in_one_sentence(params, words):
    with pytest.raises(ValidationError, match=re.escape(words)):
        HillDescent.Params(**params)


def test_nothing_is_painted_where_nothing_is_defined(film_with):
    lesson = film_with(function="log(x) + y**2").scene
    plot = lesson.stage.map
    left = plot.at(0.0, 0.0)[0]
    for band in plot.bands:
        assert not len(band.points) or band.points[:, 0].min() > left - 0.01
    hatching = next(part for part in plot.get_family() if part.name == "hatching")
    assert len(hatching.points) and hatching.points[:, 0].max() < left + 0.1
    assert any(getattr(part, "name", "") == "not defined" for part in plot.get_family())
    terrain = lesson.stage.terrain.block
    assert np.isnan(terrain.heights).sum() > 0.4 * len(terrain.heights)


def test_steps_out_of_the_domain_are_shown_where_they_led(film_with):
    lesson = film_with(function="log(x) + y**2").scene
    run, marks = lesson.ends.run, lesson.stage.marks[0]
    lost = [k for k in range(12) if run.endings[k] >= 3]
    assert len(marks.ends) == len(lost) == 10
    for k, (last, beyond) in zip(lost, marks.ends, strict=True):
        k_last = run.lengths[k] - 1
        assert np.allclose(beyond, last - 0.25 * run.gradients[k_last, k]) and beyond[0] <= 0.0


@pytest.mark.parametrize(
    ("theme", "aspect", "params"), [("dark", "16:9", {"starts": 24}), ("light", "9:16", {"steps": 1})]
)
def test_the_film_lint_finds_nothing(theme, aspect, params):
    given, fast = HillDescent.Params(**params), "starts" in params
    assert findings(HillDescent, given, Look(theme=theme), aspect, flashing=fast) == []


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
def painted(film, films):
    """Return a film of one step and its frames, painted once."""
    if "painted" not in films:
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
