"""Lessons on data take a lecturer's table as it comes, and say what they left out or guessed."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

from gd_math.data.datasets import read_table
from gd_math.data.line_fitting import wrong_line
from gd_math.data.regression import MeanSquaredError
from gd_studio.lecture.parameters import dump, read_parameters
from scenes.base.look import ENGLISH
from scenes.contour_descent import ContourDescent
from scenes.regression_line_fitting import RegressionLineFitting

CASES = Path(__file__).parent.parent / "data"
LESSONS = (RegressionLineFitting, ContourDescent)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    shutil.copytree(CASES, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refusal(lesson, **params):
    with pytest.raises(ValidationError) as caught:
        lesson.Params(**params)
    (problem,) = caught.value.errors()
    return problem["loc"], str(problem.get("ctx", {}).get("error", problem["msg"]))


@pytest.mark.parametrize("lesson", LESSONS)
@pytest.mark.parametrize(
    ("table", "note"),
    [
        ("thousands_separators.tsv", "thousands_separators.tsv: column 'sqft': '1,416' is read as 1416"),
        (
            "index_column.csv",
            "index_column.csv: the first column, without a name, only counts the rows and is left out",
        ),
        ("currency.csv", "currency.csv: column 'price': '$232,000' is read as 232000"),
        ("blank_cells.csv", "blank_cells.csv: 2 rows left out, without a value: rows 3, 5"),
        ("long_names.csv", "'Average number of rooms per dwel…' is cut on its axis; say x_label = \"…\""),
    ],
)
def test_what_was_left_out_or_guessed_is_a_note_of_the_clip(folder, lesson, table, note):
    assert note in lesson.notes(lesson.Params(data=table))


@pytest.mark.parametrize("lesson", LESSONS)
def test_parameters_reach_the_reader(folder, lesson):
    (folder / "no_header.csv").write_text("1;1.020\n2;2.125\n4;3.500\n")
    known = {"data": "no_header.csv", "header": False, "delimiter": "semicolon"}
    assert lesson.Params(**known, decimal=".").samples.y == (1.02, 2.125, 3.5)
    assert lesson.Params(**known, decimal=",").samples.y == (1020, 2125, 3500)
    assert lesson.Params(**known, thousands=".").samples.y == (1020, 2125, 3500)
    loc, sentence = refusal(lesson, **known)
    assert (loc, sentence) == (
        ("data",),
        "row 1, column 'column 2' holds '1.020', which can be read as 1020 or 1.02; "
        'say decimal = "," or decimal = "."',
    )
    loc, sentence = refusal(lesson, data="blank_cells.csv", missing="error")
    assert (loc, sentence.split(";")[0]) == (("data",), "row 3, column 'y' is empty")


@pytest.mark.parametrize("name", ["comma", ",", "tab", "\t", "semicolon", ";", "blank", " ", "bar", "|"])
def test_a_delimiter_is_named_by_its_sign_or_its_word(folder, name):
    sign = RegressionLineFitting.Params(delimiter=name).delimiter
    assert sign in {",", "\t", ";", " ", "|"} and (len(name) > 1 or sign == name)


def test_an_unknown_delimiter_is_refused():
    loc, sentence = refusal(RegressionLineFitting, delimiter="colon")
    assert (loc, sentence) == (
        ("delimiter",),
        "must be tab, semicolon, comma, bar, blank, or the sign itself",
    )


@pytest.mark.parametrize("lesson", LESSONS)
def test_characters_that_no_font_has_are_refused_with_the_way_out(folder, lesson):
    loc, sentence = refusal(lesson, data="names_without_glyphs.csv")
    way_out = 'say font = "…" with an installed font that has them, or x_label = "…"'
    assert (loc, sentence) == (("data",), f"the fonts lack 面, 积 of '面积'; {way_out}")
    named = lesson.Params(data="names_without_glyphs.csv", x_label="area", y_label="price")
    assert (named.samples.x_label, named.samples.y_label) == ("area", "price")


def test_a_note_names_parameters_without_effect(folder):
    made = RegressionLineFitting.Params(data="anscombe-1", seed=3, decimal=",")
    assert made.data_notes(ENGLISH) == ['decimal, seed: without effect on data = "anscombe-1"']
    table = ContourDescent.Params(data="index_column.csv", seed=3)
    assert 'seed: without effect on data = "index_column.csv"' in table.data_notes(ENGLISH)
    assert ContourDescent.Params(seed=3).data_notes(ENGLISH) == []


def test_the_recipe_covers_what_is_in_the_table(folder):
    def recipe():
        return dump(read_parameters(ContourDescent.Params, {"data": "index_column.csv"}, folder, str))

    before = recipe()
    assert recipe() == before
    text = (folder / "index_column.csv").read_text()
    (folder / "index_column.csv").write_text(text.replace("2.5,21", "2.5,22"))
    assert recipe() != before


def test_contour_descent_runs_on_the_table_from_a_line_that_misses_it(folder):
    params = ContourDescent.Params(data="index_column.csv", threshold=1e-19)
    fit = ContourDescent.compute(params)
    x, y = np.array(params.samples.x), np.array(params.samples.y)
    slope, intercept = np.polyfit(x, y, 1)
    assert fit.best == pytest.approx([slope, intercept])
    assert fit.run.points[-1] == pytest.approx([slope, intercept], rel=1e-9)
    assert np.sign(fit.run.points[0, 0]) == -np.sign(slope)
    (w_low, w_high), (b_low, b_high) = ContourDescent.views(params, fit)
    for w, b in (fit.run.points[0], fit.run.points[-1], fit.best):
        assert w_low < w < w_high and b_low < b < b_high


def test_contour_descent_keeps_its_own_start_rate_and_map():
    params = ContourDescent.Params()
    fit = ContourDescent.compute(params)
    assert fit.run.points[0].tolist() == [-10.0, 10.0] and fit.rate == 0.01
    assert ContourDescent.views(params, fit) == ((-10.0, 15.0), (-10.0, 15.0))
    given = ContourDescent.Params(start_slope=0.0, learning_rate=0.02, view=(-20.0, 20.0))
    assert ContourDescent.compute(given).run.points[0].tolist() == [0.0, 10.0]
    assert ContourDescent.compute(given).rate == 0.02
    assert ContourDescent.views(given, fit) == ((-20.0, 20.0), (-20.0, 20.0))


@pytest.mark.parametrize(
    ("lesson", "budget"), [(RegressionLineFitting, {"steps": 5}), (ContourDescent, {"most_steps": 60})]
)
@pytest.mark.parametrize(
    "table",
    ["x,y\n1e14,1e14\n3e13,2e13\n-7e13,5e12\n", "x,y\n1e-12,1\n2e-12,3\n3e-12,4\n", "x,y\n1,0\n2,0\n"],
)
def test_films_of_extreme_tables_are_told_to_their_end(folder, perform, lesson, budget, table):
    (folder / "my.csv").write_text(table)
    told = perform(lesson, data="my.csv", **budget)
    assert len(told.beats) >= 6


def test_a_mean_below_zero_is_added(folder, perform):
    told = perform(RegressionLineFitting, data="negative_mean.csv", steps=2, standardise=True)
    assert any("z = (x + 3.87) / 4.71" in beat.caption for beat in told.beats)
    assert not any("− −" in beat.caption for beat in told.beats)


def test_a_constant_y_has_slope_and_loss_zero_and_says_so(folder, perform):
    told = perform(RegressionLineFitting, data="constant_y.csv")
    captions = [beat.caption for beat in told.beats]
    assert captions[-1].endswith("the best line has 0.")
    assert "In x, the best line has slope 0, intercept 5.00." in captions


def test_proportional_data_have_intercept_zero_in_units_of_x(folder, perform):
    (folder / "double.csv").write_text("x,y\n1,2\n2,4\n3,6\n4,8\n")
    told = perform(RegressionLineFitting, data="double.csv")
    captions = [beat.caption for beat in told.beats]
    assert "In x, the best line has slope 2.00, intercept 0." in captions


def test_thousands_of_steps_are_told_on_a_clock_that_speeds_up(folder, perform):
    speeds = []
    params = {"data": "index_column.csv", "standardise": False, "learning_rate": 0.009, "steps": 5000}

    class Watched(RegressionLineFitting):
        def play(self, *moves, **settings):
            speeds.append(self.clock.speed)
            super().play(*moves, **settings)

    told = perform(Watched, lambda _: None, **params)
    assert told.run.steps_taken == 5000
    gears = [speed for speed in dict.fromkeys(speeds) if speed > 0]
    assert gears == [10.0, 100.0, 1000.0]
    x, y = np.array(told.given.samples.x), np.array(told.given.samples.y)
    assert told.walk.point == pytest.approx(np.polyfit(x, y, 1), rel=1e-4)
    assert told.stage.face.number.text == "5000"
    assert len(told.walk.corners) < 1000 and told.walk.corners[0] == 0


def test_a_long_run_draws_its_path_through_computed_points_no_further_apart_than_the_eye_sees(
    folder, perform
):
    told = perform(
        RegressionLineFitting,
        data="index_column.csv",
        standardise=False,
        learning_rate=0.009,
        steps=1500,
    )
    descent = told.walk
    ways = np.hypot(*np.diff(descent.screen[:, :2], axis=0).T)
    left_out = np.setdiff1d(np.arange(1501), descent.corners)
    before = descent.corners[np.searchsorted(descent.corners, left_out) - 1]
    gaps = np.hypot(*(descent.screen[left_out] - descent.screen[before])[:, :2].T)
    assert gaps.max() < 0.02 and ways.max() > 0.1


@pytest.mark.parametrize(
    ("lesson", "params", "last"),
    [
        (
            RegressionLineFitting,
            {"standardise": False},
            "Step 1 leads beyond every scale: this learning rate is too large.",
        ),
        (ContourDescent, {}, "The run leaves at step 1: the cost grows beyond all bounds."),
    ],
)
def test_a_first_step_beyond_all_bounds_is_told_as_that(folder, perform, lesson, params, last):
    told = perform(lesson, data="thousands_separators.tsv", learning_rate=1e6, **params)
    captions = [beat.caption for beat in told.beats]
    assert told.run.run.steps_taken == 0 if lesson is ContourDescent else told.last == 0
    assert captions[-1] == last
    assert not any("falls" in caption or "zero" in caption for caption in captions)


@pytest.mark.parametrize(
    "table", ["long_names.csv", "thousands_separators.tsv", "index_column.csv", "negative_mean.csv"]
)
def test_the_first_line_crosses_the_data_tilted_the_wrong_way(table):
    samples = read_table(CASES / table)
    loss = MeanSquaredError(samples.x, samples.y)
    w, b = wrong_line(loss)
    assert np.sign(w) == -np.sign(loss.least_squares()[0])
    line = w * samples.x + b
    assert line.max() > samples.y.min() and line.min() < samples.y.max()
    assert abs(w * samples.x.mean() + b - samples.y.mean()) <= 1.5 * samples.y.std()


def test_measured_data_bring_their_units():
    params = RegressionLineFitting.Params(data="hubble", slope=3.0)
    assert (len(params.dataset), params.dataset.truth) == (24, None)
    assert params.dataset.x_label == "distance (Mpc)"
    assert params.data_notes(ENGLISH) == ['slope: without effect on data = "hubble"']
