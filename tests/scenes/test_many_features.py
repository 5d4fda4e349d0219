"""ManyFeatures draws what gd_math computes: products column by column, one step, lines through the rest."""

import itertools

import numpy as np
import pytest
from manim import Camera
from pydantic import ValidationError

from gd_math.data.penguins import gentoo
from gd_studio.engine.stage import settings_of
from scenes.base.look import Look
from scenes.base.theme import DARK
from scenes.cast.writing.formulas import unpainted
from scenes.cast.writing.number_text import as_number, significant
from scenes.many_features import ManyFeatures
from scenes.parts.many_features.sums import step_sum
from scenes.parts.many_features.weight_row import TURN, as_they_rise
from tests.conftest import settings
from tests.looking import findings

BIRDS = gentoo()
X = (BIRDS.features - BIRDS.features.mean(axis=0)) / BIRDS.features.std(axis=0)
Y = (BIRDS.labels - BIRDS.labels.mean()) / BIRDS.labels.std()
SCALES = BIRDS.labels.std() / BIRDS.features.std(axis=0)
EXTREMES = {
    "one feature": {"x_columns": ("flipper (mm)",)},
    "two features, one step": {"x_columns": ("flipper (mm)", "bill depth (mm)"), "steps": 1},
    "a tiny rate": {"learning_rate": 1e-6},
    "the largest calm rate": {"learning_rate": 0.213},
}


def run(steps=40, rate=0.05):
    w = [np.zeros(3)]
    for _ in range(steps):
        w.append(w[-1] + rate * 2 / len(Y) * X.T @ (Y - X @ w[-1]))
    return np.array(w)


@pytest.fixture(scope="module")
def seen():
    return {}


@pytest.fixture
def lesson(perform, seen):
    """Return the lesson as it is told with the defaults; `seen` has what stood there as each beat ended."""
    if not seen:
        seen["products"], seen["weights"], seen["lines"] = [], [], []

        def look(told):
            seen["products"].append([piece.points[::4, 0].copy() for piece in told.columns.products])
            seen["weights"].append([number.text for number in told.row.weights])
            lines = told.partials.lines if hasattr(told, "partials") else []
            seen["lines"].append([line.get_stroke_rgbas()[0, :3].sum() for line in lines])

        seen["lesson"] = perform(ManyFeatures, look)
    return seen["lesson"]


def bars(piece):
    """Return the lengths of bars on screen, from the lowest."""
    return piece.points[3::4, 0] - piece.points[::4, 0]


def test_bars_are_the_standardised_columns_from_the_lowest_label_up(lesson):
    columns = lesson.columns
    for tracker in (*columns.told, columns.left):
        tracker.set_value(0.0)
    columns.scaled.set_value(1.0)
    columns.redraw()
    order = np.argsort(Y, kind="stable")
    assert len(bars(columns.features[0])) == 123
    for j in range(3):
        assert bars(columns.features[j]) == pytest.approx(columns.unit * X[order, j])
    columns.scaled.set_value(0.0)
    columns.redraw()
    raw = [bars(piece)[0] for piece in columns.features]
    lowest = BIRDS.features[order[0]]
    assert np.divide(raw, raw[0]) == pytest.approx(lowest / lowest[0]), "millimetres, on one scale"
    columns.scaled.set_value(1.0)


def test_gap_times_feature_row_by_row_evens_out_to_the_mean(lesson):
    columns, order = lesson.columns, np.argsort(Y, kind="stable")
    lesson.clock.set_value(0.0)
    columns.left.set_value(0.0)
    for j in range(3):
        columns.told[j].set_value(1.0)
        columns.redraw()
        drawn = bars(columns.products[j])
        assert drawn / columns.product_unit == pytest.approx((Y * X[:, j])[order])
        columns.told[j].set_value(2.0)
        columns.redraw()
        lesson.row.lift.set_value(0.0)
        lesson.row.redraw()
        even, slope = bars(columns.products[j]), bars(lesson.row.bars[j])
        assert np.ptp(even) < 1e-9
        assert slope == pytest.approx(-2 * even[:1]), "minus twice the mean"
        assert lesson.row.numbers[j].text == f"−{2 * np.mean(Y * X[:, j]):.3f}"
        columns.told[j].set_value(3.0)
    columns.redraw()


def test_columns_are_lit_one_after_another_and_all_weights_step_at_once(lesson, seen):
    counts = [[len(piece) > 0 for piece in beat] for beat in seen["products"]]
    assert counts[2:6] == [3 * [False], [True, False, False], [True, False, False], 3 * [True]]
    assert seen["weights"][2] == 3 * ["0.000"]
    assert seen["weights"][7] == ["0.067", "0.072", "0.070"]
    assert run()[1] == pytest.approx([0.067, 0.072, 0.070], abs=6e-4)
    assert lesson.beats[7].caption == "All weights step at once."


def test_slopes_go_with_their_columns_in_turn_and_become_the_weights_above_their_lines(lesson):
    columns, row, w = lesson.columns, lesson.row, run()[1]
    for share, left in ((0.01, [True, True, True]), (0.5, [False, True, True]), (1.0, 3 * [False])):
        columns.left.set_value(share)
        columns.redraw()
        assert [len(piece.points) > 0 for piece in columns.features] == left
    for lift, told, high in ((0.0, -2 / 123 * X.T @ Y, 0.0), (TURN, w, 0.0), (0.9, w, 0.8)):
        row.lift.set_value(lift)
        row.redraw()
        assert [as_number(number.text) for number in row.flying] == pytest.approx(told, abs=6e-4)
        ups = [number.at[1] for number in row.flying] - row.there[:, 1]
        assert ups == pytest.approx(high * (row.there[:, 2] - row.there[:, 1]))
    assert as_they_rise(0.5) == 0.0 and as_they_rise(1.0) == 1.0, "lines turn as the steps rise"


def test_the_first_step_is_written_out(lesson, seen):
    alone, all_ = np.array(seen["lines"][7:9])
    assert alone[0] == all_[0] and (alone[1:] < 0.5 * all_[1:]).all() and np.ptp(all_) == 0.0, "only its line"
    slope, weight = -2 * np.mean(Y * X[:, 0]), run()[1][0]
    said = unpainted(step_sum(Look(), lesson.found, 0.05, lesson.row.decimals))
    assert said == f"w_1 = 0.000 - 0.05 dot ({slope:.3f}) = {weight:.3f}"
    assert round(0 - 0.05 * round(slope, 3), 3) == round(weight, 3)


def test_one_row_is_lit_and_its_label_asked_for(lesson):
    bars_, _, mark, numbers = lesson.asked
    row = lesson.columns.rows[int(0.7 * 122)]
    values = BIRDS.features[row]
    assert np.divide(bars(bars_), bars(bars_)[0]) == pytest.approx(values / values[0])
    assert [number[1].text for number in numbers] == [significant(value) for value in values.tolist()]
    assert [number[2].text for number in numbers] == ["mm", "mm", "mm"]
    assert abs(mark.get_center()[0] - lesson.columns.middles[-1]) < lesson.columns.half
    told = BIRDS.labels.mean() + BIRDS.labels.std() * X[row] @ run()[-1]
    assert (
        lesson.beats[-1].caption
        == f"The marked penguin: {told:.0f} g predicted, {BIRDS.labels[row]:.0f} g weighed."
    )


def test_the_last_headline_names_the_column_that_weighs_most(lesson):
    most = int(np.abs(run()[-1]).argmax())
    assert lesson.headlines[-1] == f"Strongest: {BIRDS.feature_names[most].partition(' (')[0]}"


def test_brackets_hold_the_columns_of_x_and_the_gaps(lesson):
    columns = lesson.columns
    columns.left.set_value(0.0)
    columns.redraw()
    x, e = lesson.letters[1][1], lesson.letters[3][1]
    for bracket, pieces in ((x, columns.features), (e, [columns.open])):
        held = np.concatenate([piece.points for piece in pieces])
        low, high = bracket.points.min(axis=0), bracket.points.max(axis=0)
        assert (low[:2] < held.min(axis=0)[:2]).all() and (held.max(axis=0)[:2] < high[:2]).all()
    assert x.points[:, 0].max() < e.points[:, 0].min()


@pytest.mark.parametrize("step", [0, 1, 7, 40])
def test_points_are_what_the_others_leave_and_lines_have_the_weights(lesson, step):
    parts, w = lesson.partials, run()[step]
    lesson.columns.left.set_value(1.0)
    lesson.clock.set_value(step)
    parts.redraw()
    gaps = Y - X @ w
    for j, plot in enumerate(parts.plots):
        drawn = plot.read(parts.dots[j].places)
        expected = np.column_stack([X[:, j], gaps + w[j] * X[:, j]])[lesson.columns.rows]
        assert drawn == pytest.approx(expected)
        ends = plot.read(parts.lines[j].points[[0, -1]])
        slope = (ends[1, 1] - ends[0, 1]) / (ends[1, 0] - ends[0, 0])
        assert slope == pytest.approx(w[j], abs=1e-6)


def test_it_ends_beside_least_squares(lesson, seen):
    best = np.linalg.lstsq(X, Y, rcond=None)[0]
    for plot, line, weight in zip(lesson.partials.plots, lesson.partials.best(), best, strict=True):
        (x, y), (far, up) = plot.read(line.points[[0, -1]])
        assert (up - y) / (far - x) == pytest.approx(weight, abs=1e-6)
    assert seen["weights"][-1] == [f"{weight:.3f}" for weight in run()[-1]]
    least = np.mean((X @ best - Y) ** 2)
    assert lesson.beats[-2].caption == f"MSE fell from 1.00 to 0.376; best: {least:.3f}."
    drawn = lesson.chart.plot.read(lesson.chart.lines[0].points)
    losses = [np.mean((Y - X @ w) ** 2) for w in run()]
    assert drawn[[0, 7, 40]] == pytest.approx(np.array([(k, losses[k]) for k in (0, 7, 40)]), abs=1e-6)


def test_one_question_and_less_than_a_minute(lesson):
    assert [beat.kind for beat in lesson.beats].count("ask") == 1
    assert 35 <= lesson.seconds <= 55


@pytest.mark.parametrize("extreme", EXTREMES)
def test_whatever_is_asked_it_is_told_to_its_end(perform, extreme):
    lesson = perform(ManyFeatures, captions=False, **EXTREMES[extreme])
    assert all(one.end == other.start for one, other in itertools.pairwise(lesson.beats))
    assert 20 <= lesson.seconds <= 60


def test_five_columns_of_a_lecturer_s_table_pass_the_film_lint(tmp_path):
    generator = np.random.default_rng(5)
    x = generator.normal(size=(20, 5)) * 10.0 ** np.arange(5)
    y = x @ generator.normal(size=5) + generator.normal(size=20)
    table = tmp_path / "own.csv"
    rows = [",".join(map(str, row)) for row in np.column_stack([x, y]).tolist()]
    table.write_text("\n".join(["a (m),b,c,d,e,price (€)", *rows]), encoding="utf-8")
    params = ManyFeatures.Params(data=str(table))
    for aspect in ("16:9", "9:16"):
        assert findings(ManyFeatures, params, Look(), aspect) == []


@pytest.mark.parametrize(
    ("rows", "given", "words"),
    [
        ("a,b,y\n1,2,3\n2,4,5\n3,6,1\n4,8,2\n", {}, "do not determine"),
        ("a,y\n1,4\n2,4\n3,4\n", {}, "'y' is the same in every row"),
        ("a,y\n1,4\n2,5\n3,7\n", {"learning_rate": 0.5001}, "less than or equal to 0.5"),
        ("a,b,y\n1,1,3\n2,2.1,5\n3,3,1\n4,4.1,2\n", {"learning_rate": 0.4}, "overshoots on these columns"),
    ],
)
def test_what_cannot_be_told_is_refused_in_one_sentence(tmp_path, rows, given, words):
    (tmp_path / "own.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(ValidationError, match=words):
        ManyFeatures.Params(data=str(tmp_path / "own.csv"), **given)


def test_notes_say_what_mse_counts_in_and_the_weights_in_the_table_s_units():
    unit = "MSE counts in the spread of body mass (g), 502: all weights 0 have MSE 1"
    told, last = ManyFeatures.notes(ManyFeatures.Params())
    assert told == unit
    numbers = [float(text) for text in last.rpartition(": ")[2].split("; ")]
    assert numbers == pytest.approx(run()[-1] * SCALES, rel=5e-3)


def test_pixels_show_the_lines_of_the_last_frame(lesson, media):
    with settings_of(settings(media, "16:9", 540, 5)):
        camera = Camera(background_color=DARK.background)
        lesson.clock.set_value(40.0)
        lesson.partials.redraw()
        camera.capture_mobjects([lesson.partials.lines[1]])
    plot, slope, unit = lesson.partials.plots[1], run()[-1][1], 540 / 8
    rgb = np.array([int(DARK.prediction[i : i + 2], 16) for i in (1, 3, 5)])
    for x in (-1.5, 0.0, 1.5):
        at = plot.at(x, slope * x)
        column, row = round((at[0] + lesson.layout.width / 2) * unit), (4 - at[1]) * unit
        strip = camera.pixel_array[:, column, :3].astype(int)
        lit = np.flatnonzero(np.abs(strip - rgb).sum(axis=1) < 80)
        assert lit.mean() + 0.5 == pytest.approx(row, abs=1.5)
