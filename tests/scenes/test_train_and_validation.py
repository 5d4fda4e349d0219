"""TrainAndValidation draws what gd_math computes: both losses, the flag, the checks, ridge's curves."""

import itertools

import numpy as np
import pytest
from manim import Camera
from pydantic import ValidationError

from gd_studio.engine.stage import settings_of
from scenes.base.look import Look
from scenes.base.theme import DARK
from scenes.train_and_validation import TrainAndValidation
from tests.conftest import settings
from tests.looking import findings

EXTREMES = {
    "never turns": {"noise": 0.0, "count": 60, "degree": 3},
    "turns at once": {"data": "anscombe-4", "seed": 3},
    "few points": {"count": 6, "degree": 15, "epochs": 20},
    "huge numbers": {"slope": 1e5, "noise": 1e5},
}


@pytest.fixture(scope="module")
def seen():
    return {}


@pytest.fixture
def lesson(perform, seen):
    """Return the lesson as it is told with the defaults; `seen` has what stood there as each beat ended."""
    if not seen:
        seen["curves"], seen["heads"], seen["bars"], seen["marks"] = [], [], [], []

        def look(told):
            stage, chart = told.stage, told.chart
            seen["curves"].append(stage.plot.read(stage.curve.points[::4]))
            seen["heads"].append([chart.plot.read(line.end) for line in chart.lines])
            seen["marks"].append([piece.name for piece in told.mobjects])
            if hasattr(told, "bars") and len(told.beats) == 8:
                seen["bars"].append(told.bars.outline().points)

        seen["lesson"] = perform(TrainAndValidation, look)
    return seen["lesson"]


def trained(epochs):
    """Return the parameters after so many epochs, and what they say at x, with Legendre's own series."""
    noise = 1.3 * np.random.default_rng(147).standard_normal(20)
    x = np.linspace(-3, 3, 20)
    held = np.zeros(20, dtype=bool)
    held[np.random.default_rng([147, 1]).permutation(np.arange(1, 19))[:8]] = True
    rows, y = np.polynomial.legendre.legvander(x / 3, 9), x**2 + noise
    part, label = rows[~held], y[~held]
    rate = 1 / np.linalg.eigvalsh(2 / 12 * part.T @ part)[-1]
    theta = np.array([label.mean()] + [0.0] * 9)
    for _ in range(epochs):
        theta = theta - rate * 2 / 12 * part.T @ (part @ theta - label)
    gaps = rows @ theta - y
    return theta, np.mean(gaps[~held] ** 2), np.mean(gaps[held] ** 2)


@pytest.mark.parametrize(("beat", "epochs"), [(0, 0), (1, 6), (3, 49), (4, 400)])
def test_curve_and_heads_are_where_gradient_descent_has_come_to(lesson, seen, beat, epochs):
    theta, training, validation = trained(epochs)
    x, y = seen["curves"][beat].T
    assert len(x) > 200
    assert y == pytest.approx(np.polynomial.legendre.legval(x / 3, theta), abs=0.03)
    if beat > 2:
        heads = np.array(seen["heads"][beat])
        assert heads[:, 0] == pytest.approx([epochs, epochs], abs=1e-6)
        assert heads[:, 1] == pytest.approx([training, validation], rel=1e-6)


def test_rings_are_the_points_that_were_held_out(lesson):
    data, held, stage = lesson.found.data, lesson.found.held, lesson.stage
    assert stage.plot.read(stage.held.places) == pytest.approx(np.column_stack([data.x, data.y])[held])
    assert stage.plot.read(stage.kept.places) == pytest.approx(np.column_stack([data.x, data.y])[~held])
    assert not len(stage.waiting.places) and held.sum() == 8


def test_the_flag_stands_on_the_least_validation_loss_wherever_the_axis_goes(lesson):
    losses = [trained(k)[2] for k in range(45, 55)]
    assert 45 + int(np.argmin(losses)) == 49
    foot = lesson.chart.plot.read(lesson.flag[0][0].points[0])
    assert foot == pytest.approx([49, min(losses)], rel=1e-6)
    assert lesson.beats[3].caption == "Validation loss is lowest after 49 epochs: 1.30. A flag."
    assert lesson.chart.plot.x_range == (0.0, 400.0)


def test_three_checks_are_ticked_and_validation_is_not(lesson):
    marks = [[part.name for part in mark] for mark in lesson.checks.marks]
    training = [trained(k)[1] for k in (0, 360, 400)]
    fell = 100 * (training[1] - training[2]) / (training[0] - training[2])
    assert marks[0] == ["tick", f"{fell:.4f}%"]
    assert [mark[0] for mark in marks] == ["tick", "tick", "tick", "cross"]
    above = 100 * (trained(400)[2] / trained(49)[2] - 1)
    assert marks[3][1] == f"+{above:.0f}%"
    assert "Validation disagrees, 5.6 times its lowest" in lesson.beats[6].caption


def test_the_penalty_s_chart_and_curve_are_those_of_ridge(lesson, seen):
    found, x = lesson.found, np.linspace(-3, 3, 9)
    rows = np.polynomial.legendre.legvander(found.data.x / 3, 9)
    part, label = rows[~found.held], found.data.y[~found.held]
    for k in (0, 46, 80):
        penalty = 10 ** (-4 + k / 20)
        theta = np.linalg.solve(
            part.T @ part / 12 + penalty * np.diag([0.0] + [1.0] * 9), part.T @ label / 12
        )
        lesson.model.penalty.set_value(k)
        assert lesson.model.predict(x) == pytest.approx(np.polynomial.legendre.legval(x / 3, theta))
        assert lesson.model.strength == pytest.approx(penalty)
        gaps = rows @ theta - found.data.y
        drawn = [lesson.penalties.plot.read(line.points[k]) for line in lesson.penalties.lines]
        assert drawn[0] == pytest.approx([k, np.mean(gaps[~found.held] ** 2)], rel=1e-6)
        assert drawn[1] == pytest.approx([k, np.mean(gaps[found.held] ** 2)], rel=1e-6)
        assert lesson.bars.text() == f"{np.linalg.norm(theta[1:]):.3g}"
    lesson.model.penalty.set_value(found.best_penalty)


def test_bars_have_the_weights_heights(lesson):
    lesson.bars.redraw()
    weights = lesson.model.parameters[:-1]
    tops = lesson.bars.bars.points.reshape(-1, 16, 3)
    heights = [top[np.abs(top[:, 1] - lesson.bars.zero).argmax(), 1] - lesson.bars.zero for top in tops]
    assert np.array(heights) / lesson.bars.per_unit == pytest.approx(weights, abs=0.05)


def test_one_question_and_less_than_a_minute(lesson):
    assert [beat.kind for beat in lesson.beats].count("ask") == 1
    assert 35 <= lesson.seconds <= 60


@pytest.mark.parametrize("extreme", EXTREMES)
def test_whatever_is_asked_it_is_told_to_its_end(perform, extreme):
    lesson = perform(TrainAndValidation, captions=False, **EXTREMES[extreme])
    assert all(one.end == other.start for one, other in itertools.pairwise(lesson.beats))
    assert lesson.seconds <= 60


def test_an_own_table_is_read_and_a_short_one_refused(tmp_path):
    table = tmp_path / "own.csv"
    rows = [f"{k},{(k - 4) ** 2 + k % 3}" for k in range(12)]
    table.write_text("\n".join(["dose,answer", *rows]))
    params = TrainAndValidation.Params(data=str(table))
    assert params.samples.x_label == "dose" and len(TrainAndValidation.compute(params).held) == 12
    table.write_text("\n".join(["dose,answer", *rows[:5]]))
    with pytest.raises(ValidationError, match="has 5 points; to hold some of them out takes 6 at least"):
        TrainAndValidation.Params(data=str(table))


@pytest.mark.parametrize(
    ("extreme", "theme", "aspect"),
    [
        ("turns at once", "light", "4:3"),
        ("huge numbers", "dark", "9:16"),
    ],
)
def test_nothing_spoils_the_picture(extreme, theme, aspect):
    params = TrainAndValidation.Params(**EXTREMES[extreme])
    assert findings(TrainAndValidation, params, Look(theme=theme), aspect) == []


def test_pixels_show_the_validation_loss_over_the_penalty(lesson, media):
    with settings_of(settings(media, "16:9", 540, 5)):
        camera = Camera(background_color=DARK.background)
        camera.capture_mobjects(lesson.mobjects)
    unit, plot = 540 / 8, lesson.penalties.plot
    rgb = np.array([int(DARK.loss[i : i + 2], 16) for i in (1, 3, 5)])
    points = lesson.penalties.lines[0].points
    for k in (70, 76, 84, 90):
        column = round((plot.at(float(k), 0.0)[0] + lesson.layout.width / 2) * unit)
        x = (column + 0.5) / unit - lesson.layout.width / 2
        row = (4 - np.interp(x, points[:, 0], points[:, 1])) * unit
        strip = camera.pixel_array[:, column, :3].astype(int)
        lit = np.flatnonzero(np.abs(strip - rgb).sum(axis=1) < 80)
        lit = lit[np.abs(lit - row) < 12]
        assert len(lit) and lit.mean() + 0.5 == pytest.approx(row, abs=1.0)
