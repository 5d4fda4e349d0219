"""FeatureScaling draws both walks of gd_math, on one bowl in two units, and counts their steps."""

import itertools

import numpy as np
import pytest
from pydantic import ValidationError

from scenes.base.look import Look
from scenes.feature_scaling import FeatureScaling
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


def test_balls_are_at_the_computed_points(perform):
    lesson = perform(FeatureScaling)
    for step in (0, 1, 2, 777, 13745):
        lesson.clock.set_value(step)
        lesson.walk.update()
        place = lesson.map.read(lesson.walk.ball.place)
        assert place == pytest.approx(lesson.found.raw.run.points[step], abs=1e-12)


def test_both_maps_show_the_same_places_and_heights(perform):
    lesson = perform(FeatureScaling)
    spreads, other = lesson.found.spreads, lesson.other
    for one, two, spread in zip(
        (lesson.map.x_range, lesson.map.y_range), (other.x_range, other.y_range), spreads, strict=True
    ):
        middles = np.mean(one) * spread, np.mean(two)
        assert middles[0] == pytest.approx(middles[1], rel=1e-9)
    assert lesson.map.levels == other.levels


def test_spreads_are_drawn_as_long_as_they_are(perform):
    seen = []

    def look_at(lesson):
        if len(lesson.beats) == 1:
            ends = [lesson.spreads.plot.read(bar.points[[0, 3]])[:, 0] for bar in lesson.spreads.bars]
            seen.extend(ends)

    lesson = perform(FeatureScaling, look_at)
    for ends, deviation in zip(seen, lesson.found.table.features.std(axis=0), strict=True):
        assert ends == pytest.approx([-deviation, deviation], rel=1e-9)
    assert lesson.spreads.spread(0) == lesson.spreads.spread(1) == 1.0


def test_captions_tell_the_numbers_of_the_walks(perform):
    captions = [beat.caption for beat in perform(FeatureScaling).beats]
    assert "Their loss is a valley 109 times as long as wide." in captions
    assert "13745 steps: 99 % of the fall." in captions
    assert captions[-1] == "Steps: 13745 in the table's units, 7 in spreads."


@pytest.mark.parametrize("name", TABLES)
def test_a_lecturer_s_table_is_told_to_its_end(perform, table, name):
    lesson = perform(FeatureScaling, data=table(TABLES[name]))
    assert all(one.end == other.start for one, other in itertools.pairwise(lesson.beats))
    left = [note for note in FeatureScaling.notes(lesson.given) if "are drawn" in note]
    assert len(left) == (name == "millions of steps")


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
def test_nothing_spoils_the_picture(table, name, theme, aspect):
    params = FeatureScaling.Params(data=table(TABLES[name]))
    assert findings(FeatureScaling, params, Look(theme=theme), aspect) == []
