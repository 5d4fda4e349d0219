"""RegressionLineFitting fits its own data, those of others, and a lecturer's table."""

import json

import numpy as np
import pytest
from pydantic import ValidationError

from gd_math.data.datasets import anscombe
from scenes.regression_line_fitting import RegressionLineFitting
from tests.scenes.regression_line_fitting_run import at, data_of


def test_parabolic_data_reach_a_minimum_that_is_still_high(perform):
    lesson = perform(RegressionLineFitting, captions=False, data="parabolic")
    x, y = data_of(lesson)
    residuals = y - np.polyval(np.polyfit(x, y, 1), x)
    assert lesson.run.values[-1] == pytest.approx((residuals**2).mean(), rel=1e-3)
    assert (residuals**2).mean() > 5 * lesson.given.noise
    assert lesson.beats[-1].caption.endswith(" to 7.89; no line does better.")
    assert "curved" in lesson.beats[-2].caption


@pytest.mark.parametrize("which", [1, 4])
def test_anscombes_sets_share_their_line(perform, which):
    lesson = perform(RegressionLineFitting, captions=False, data=f"anscombe-{which}")
    assert np.array_equal(data_of(lesson)[1], anscombe(which).y)
    assert "slope 0.500, intercept 3.00" in lesson.beats[-2].caption
    assert lesson.run.points[-1] == pytest.approx(lesson.fitting.best, abs=0.01)


def test_standardised_runs_are_told_as_such_and_drawn_over_x(perform):
    lesson = at(perform(RegressionLineFitting, captions=False, data="anscombe-1"), 40.0)
    x, y = data_of(lesson)
    assert "z = (x − 9.00) / 3.16" in lesson.beats[2].caption
    ends = lesson.panel.plot.read(lesson.panel.line.points[[0, -1]])
    slope = np.diff(ends[:, 1]) / np.diff(ends[:, 0])
    assert slope == pytest.approx(lesson.run.points[-1, 0] / x.std())
    assert slope == pytest.approx(np.polyfit(x, y, 1)[0], abs=2e-3)


def test_standardised_data_are_told_within_seventy_seconds(perform):
    assert perform(RegressionLineFitting, data="anscombe-1").seconds <= 70


def test_the_mean_of_x_is_marked_where_z_is_zero(perform):
    seen = {}

    class Marked(RegressionLineFitting):
        def play(self, *moves, **how):
            super().play(*moves, **how)
            for mark in self.mobjects:
                if mark.name == "mean of x":
                    seen["x"] = self.panel.plot.read(mark[0].points)[:, 0]

    lesson = perform(Marked, captions=False, data="anscombe-1")
    assert seen["x"] == pytest.approx(data_of(lesson)[0].mean())
    assert not any(mark.name == "mean of x" for mark in lesson.mobjects)


RENTS = "area in m²,floor,rent in €\n30,1,505.5\n45,3,700\n62,2,860\n80,5,1100\n101,4,1290\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rents.csv").write_text(RENTS, encoding="utf-8")
    return tmp_path


def test_the_lecturers_own_table_is_fitted(perform, folder):
    lesson = perform(RegressionLineFitting, captions=False, data="rents.csv", y_column="rent in €")
    x, y = [30, 45, 62, 80, 101], [505.5, 700, 860, 1100, 1290]
    slope, intercept = np.polyfit(x, y, 1)
    assert lesson.panel.plot.read(lesson.panel.dots.places) == pytest.approx(np.column_stack([x, y]))
    told = lesson.beats[-2].caption
    assert told == f"In x, the best line has slope {slope:.1f}, intercept {intercept:.0f}."


def test_a_table_is_looked_for_beside_the_lecture(folder):
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "two.csv").write_text("x,y\n1,2\n3,5\n")
    read = RegressionLineFitting.Params.model_validate({"data": "two.csv"}, context={"folder": elsewhere})
    assert (read.samples.x, read.samples.y) == ((1.0, 3.0), (2.0, 5.0))
    assert read.input_files() == ("two.csv",)
    assert RegressionLineFitting.Params().input_files() == ()


def test_parameters_cover_the_contents_of_the_table(folder):
    def dumped():
        read = RegressionLineFitting.Params(data="rents.csv", y_column="rent in €")
        return json.dumps(read.model_dump(mode="json"))

    before = dumped()
    assert dumped() == before
    (folder / "rents.csv").write_text(RENTS.replace("505.5", "505.6"), encoding="utf-8")
    assert dumped() != before


@pytest.mark.parametrize(
    ("table", "params", "sentence"),
    [
        (None, {}, "there is no such file"),
        ("", {}, "the file is empty"),
        ("x,y\n1,2\n2,tall\n", {}, "row 3, column 'y' holds 'tall', which is not a number"),
        ("x,y\n1,2\n2,inf\n", {}, "row 3, column 'y' holds 'inf', which is not a finite number"),
        (
            "x,y\n1,2\n2,NaN\n",
            {"missing": "error"},
            "row 3, column 'y' holds 'NaN'; every row needs a number",
        ),
        ("x,y\n1,2\n", {}, "there is only one row of numbers; a line needs at least two"),
        ("x,y\n4,2\n4,3\n", {}, "column 'x' holds 4 in every row"),
        ("size,rent\n1,2\n2,3\n", {"x_column": "sise"}, "there is no column 'sise'; did you mean 'size'?"),
        ("x,y\n" + "1,2\n2,3\n" * 1001, {}, "has 2002 rows, but a clip can show 2000 at most"),
    ],
)
def test_each_fault_of_a_table_gets_its_sentence(folder, table, params, sentence):
    if table is not None:
        (folder / "my.csv").write_text(table)
    with pytest.raises(ValidationError) as refusal:
        RegressionLineFitting.Params(data="my.csv", **params)
    (problem,) = refusal.value.errors()
    assert problem["loc"] == ("data",)
    assert str(problem["ctx"]["error"]).startswith(sentence)
    assert str(folder) not in str(problem["ctx"]["error"])


def test_an_unknown_name_of_data_gets_the_nearest_one():
    with pytest.raises(ValidationError, match=r'did you mean "parabolic"\?'):
        RegressionLineFitting.Params(data="parabola")
