"""FeatureScaling draws both walks of gd_math, on one bowl in two units, and counts their steps."""

import itertools

import numpy as np
import pytest
from pydantic import ValidationError

from gd_math.functions.quadratic import Quadratic
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.cast.charts.axes import Plot
from scenes.cast.writing.numbers import Number
from scenes.feature_scaling import FeatureScaling
from scenes.parts.feature_scaling.measure import Measure
from tests.looking import findings

TABLES = {
    "like units": "a,b,y\n1,2,3\n2,1,5\n4,4,4\n5,3,9\n6,7,8\n",
    "a long name": "rooms,living area in square metres,y\n1,30,90\n2,55,150\n3,60,190\n4,95,250\n5,92,300\n",
    "millions of steps": "a,b,y\n1,2e6,3\n2,1e6,5\n4,4e6,4\n5,3e6,9\n6,7e6,8\n",
    "one tells all": "a,b,y\n-1,-1,-1\n1,-1,1\n-1,1,-1\n1,1,1\n",
}


@pytest.fixture
def table(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(text):
        (tmp_path / "my.csv").write_text(text)
        return "my.csv"

    return write


@pytest.fixture(scope="module")
def seen():
    return {}


@pytest.fixture
def lesson(perform, seen):
    """Return the lesson as it is told with the defaults; `seen` has what stood there as each beat ended."""
    if not seen:
        seen["scales"], seen["rows"], seen["balls"], seen["views"], seen["bars"] = [], [], [], [], []

        def look(told):
            beats = len(told.beats)
            plot = told.other if beats >= 9 else told.map
            units = plot.area.width / np.ptp(plot.x_range), plot.area.height / np.ptp(plot.y_range)
            seen["scales"].append(units)
            seen["views"].append((plot.area, plot.x_range, plot.y_range, plot.levels))
            seen["rows"].append([one.text for one in told.zone.shown.get_family() if isinstance(one, Number)])
            seen["balls"].append(told.map.read(told.walk.ball.place))
            if beats == 1:
                bars = told.spreads.bars
                seen["bars"] = [told.spreads.plot.read(bar.points[[0, 3]])[:, 0] for bar in bars]

        seen["lesson"] = perform(FeatureScaling, look)
    return seen["lesson"]


def corners(zigzag):
    """Return the weights at a walk's corners."""
    return zigzag.plot.read(np.vstack([zigzag.points[::4], zigzag.points[-1:]]))


def test_balls_are_at_the_computed_points(lesson):
    raw = lesson.found.raw.run
    for step in (0, 1, 2, 57, 103):
        lesson.clock.set_value(step)
        lesson.walk.update()
        assert lesson.map.read(lesson.walk.ball.place) == pytest.approx(raw.points[step], abs=1e-12)


def test_the_zigzag_is_the_walk_as_measured(lesson):
    zigzag, run = lesson.zigzag, lesson.found.raw.run
    lesson.clock.set_value(103)
    zigzag.update()
    np.testing.assert_allclose(corners(zigzag), run.points, atol=1e-9)


def test_the_walks_end_in_the_ring_and_not_a_step_before(lesson):
    """On both maps one percent of the start's height is left all around it."""
    found = lesson.found
    for ring, descent in ((lesson.goal, found.raw), (lesson.ring, found.scaled)):
        drawn = ring.plot.read(ring.ring.points)
        assert descent.loss.value(drawn) == pytest.approx(0.01 * descent.run.values[0], rel=0.01)
        assert descent.run.values[-1] <= 0.01 * descent.run.values[0] < descent.run.values[-2]


def test_valley_and_bowl_are_drawn_in_their_true_shapes(lesson, seen):
    """One unit is as long on both axes: of the table's weights until it opens, of the new ones then."""
    for across, up in (*seen["scales"][:7], seen["scales"][8]):
        assert across == pytest.approx(up, rel=2e-3)
    across, up = seen["scales"][7] / lesson.found.spreads
    assert across == pytest.approx(up, rel=2e-3)


def test_the_opened_valley_and_the_bowl_are_one_picture(lesson, seen):
    (area, *views, levels), (other, *others, heights) = seen["views"][7:9]
    assert levels == heights
    edges = ((box.left, box.right, box.bottom, box.top) for box in (area, other))
    assert next(edges) == pytest.approx(next(edges), abs=0.01)
    for one, two, spread in zip(views, others, lesson.found.spreads, strict=True):
        assert np.array(one) * spread == pytest.approx(np.array(two), abs=0.02 * np.ptp(two))


def test_the_valley_is_measured_in_its_widths():
    loss = Quadratic([[2.0, 0.3], [0.3, 0.11]], [1.0, 2.0])
    plot = Plot(Look(), Box(-6.0, 6.0, -3.0, 3.0), (-9.0, 11.0), (-3.0, 7.0))
    measure = Measure(Look(), plot, loss, 0.4)
    measure.grown.set_value(1.0)
    measure.update()
    low, high = np.linalg.eigvalsh(loss.matrix)
    ends = plot.read(measure.bars.points).reshape(-1, 4, 2)[:, [0, 3]]
    assert loss.value(ends[:2].reshape(-1, 2)) == pytest.approx([0.4] * 4)
    across, along = np.linalg.norm(ends[:2, 1] - ends[:2, 0], axis=1)
    assert along / across == pytest.approx(np.sqrt(high / low)) and measure.number.text == "5.68"
    marks = ends[2:].mean(axis=1)
    assert np.linalg.norm(np.diff(marks, axis=0), axis=1) == pytest.approx([across] * 5)


def test_spreads_are_drawn_as_long_as_they_are(lesson, seen):
    for ends, deviation in zip(seen["bars"], lesson.found.table.features.std(axis=0), strict=True):
        assert ends == pytest.approx([-deviation, deviation], rel=1e-9)
    assert lesson.spreads.spread(0) == lesson.spreads.spread(1) == 1.0


def test_one_counter_counts_steps_as_they_are_taken_and_the_ball_begins_again(lesson, seen):
    """No count of steps stands there while the valley opens."""
    assert seen["rows"][4:9] == [["89.3", "4"], ["89.3", "4"], ["89.3", "103"], ["5.82"], ["5.82", "7"]]
    assert seen["balls"][7] == pytest.approx([0.0, 0.0], abs=1e-12)
    assert lesson.found.scaled.run.steps_taken == 7


def test_captions_tell_the_numbers_of_the_walks(lesson):
    captions = [beat.caption for beat in lesson.beats]
    assert captions[:2] == [
        "x₂ spreads 6.61 times as far as x₁.",
        "The loss: 9.45 times as long as wide, narrower along w₂.",
    ]
    assert "103 steps lead into the ring." in captions
    assert captions[-1] == "Steps into the ring: 103 as measured, 7 scaled."
    assert all(one.end == other.start for one, other in itertools.pairwise(lesson.beats))


@pytest.mark.parametrize("name", TABLES)
def test_a_walk_that_is_not_drawn_whole_is_a_note(table, name):
    given = FeatureScaling.Params(data=table(TABLES[name]))
    left = [note for note in FeatureScaling.notes(given) if "are drawn" in note]
    assert len(left) == (name == "millions of steps")


@pytest.mark.parametrize("name", [None, "millions of steps"])
def test_at_the_end_the_ball_lies_in_the_ring_however_long_its_way_is(perform, table, name):
    lesson = perform(FeatureScaling, **({"data": table(TABLES[name])} if name else {}))
    raw, walk = lesson.found.raw, lesson.ends
    least = raw.loss.value(raw.loss.center)
    above = raw.loss.value(walk.plot.read(walk.ball.place)) - least
    assert 0.0 < above <= 0.01 * (1 + 1e-6) * (raw.loss.value([0.0, 0.0]) - least)


@pytest.mark.parametrize(
    ("text", "given", "words"),
    [
        ("a,b,y\n1,2,3\n2,4,5\n3,6,4\n", {}, "'a' and 'b' depend on each other"),
        ("a,b,y\n-1,-1,3\n1,-1,3\n-1,1,3\n1,1,3\n", {}, "neither feature tells anything about 'y'"),
        ("a,y\n1,2\n2,4\n", {}, "has 1 features, and the clip takes 2"),
        (TABLES["like units"], {"x_columns": ("a", "c")}, "there is no column 'c'"),
    ],
)
def test_a_table_without_a_valley_is_refused_in_one_sentence(table, text, given, words):
    with pytest.raises(ValidationError, match=words):
        FeatureScaling.Params(data=table(text), **given)


@pytest.mark.parametrize(
    ("name", "theme", "aspect"),
    [
        ("like units", "light", "4:3"),
        ("a long name", "dark", "9:16"),
        ("millions of steps", "light", "16:9"),
        ("one tells all", "dark", "16:9"),
    ],
)
def test_a_lecturer_s_table_is_told_to_its_end_and_nothing_spoils_the_picture(table, name, theme, aspect):
    params = FeatureScaling.Params(data=table(TABLES[name]))
    assert findings(FeatureScaling, params, Look(theme=theme), aspect) == []
