"""The compass of GradientArrow: eight probes, and the gradient that beats them."""

import itertools

import numpy as np
import pytest

from gd_math.functions.compass import DIRECTIONS, Compass
from scenes.base.theme import DARK
from scenes.gradient_arrow import GradientArrow
from tests.scenes.gradient_arrow_parts import BEATS, GRADIENT, POINT, WAVES, played, set_parts, set_probes


@pytest.fixture
def lesson(perform):
    return played(perform)


def number(text):
    return float(text.replace("−", "-"))


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


def test_numbers_stand_beside_their_probes_on_the_land_and_apart(lesson):
    walked = next(beat for beat in BEATS if beat["probes"] is not None)
    middles, halves = np.array(walked["middles"])[:, :2], np.array(walked["halves"])
    assert np.linalg.norm(middles - walked["probes"][:, :2], axis=1).max() < 1.2
    for one, other in itertools.combinations(range(8), 2):
        apart = np.abs(middles[one] - middles[other]) - halves[one] - halves[other]
        assert apart.max() >= 0.0


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
