"""On the floor of ContourDescent's valley the gradient is the curvature times the way that is left."""

import numpy as np
import pytest

from scenes.cast.writing.number_text import shortest
from scenes.contour_descent import ContourDescent
from scenes.parts.contour_descent.way_left import WayAccount, WayFormula, WayLeft, lasting_factor
from tests.scenes.contour_descent_runs import (
    CRAWLED,
    at,
    hessian,
    iterated,
    number,
    samples,
    short,
    solution,
    told,
    told_by_default,
    told_of_the_article,
)


@pytest.fixture
def lesson(perform):
    return told_of_the_article(perform)


@pytest.fixture
def default(perform):
    return told_by_default(perform)


def test_the_gradient_on_the_floor_is_the_curvature_times_the_way(default):
    account, points = default.way, iterated(68, most=CRAWLED + 1)
    curvature = np.linalg.eigvalsh(hessian())[0]
    x, y = samples(68)
    gaps = points[CRAWLED, 0] * x + points[CRAWLED, 1] - y
    gradient = 2 * np.array([np.mean(gaps * x), np.mean(gaps)])
    way = points[CRAWLED:] - solution()
    assert gradient == pytest.approx(curvature * way[0], rel=1e-4)
    assert account.step == CRAWLED
    assert (account.gradient, account.way) == (f"{np.hypot(*gradient):.2f}", f"{np.hypot(*way[0]):.2f}")
    assert account.curvature == f"{curvature:.3f}"
    left = np.hypot(*way[1]) / np.hypot(*way[0])
    assert account.factor == f"{left:.4f}" == f"{1 - 0.01 * number(account.curvature):.4f}" == "0.9954"
    assert f"{number(account.curvature) * number(account.way):.2f}" == account.gradient
    captions = [beat.caption for beat in default.beats]
    assert captions[4:6] == [
        f"Valley curvature: gradient = {account.curvature} × way to go.",
        f"A step, 0.01 of it, leaves {account.factor} of the way.",
    ]
    assert isinstance(short["beats"][5]["page"], WayFormula)
    formula = short["beats"][5]["page"]
    told = {"gradient": account.gradient, "parameter": account.way, "loss": account.curvature}
    for term, meaning in formula.terms:
        colour = getattr(default.colours, meaning).upper()
        assert [glyph.get_fill_color().to_hex().upper() for glyph in term] == [colour] * len(told[meaning])


def test_the_gradient_on_the_floor_is_drawn_beside_the_way_and_becomes_the_step(lesson):
    points = told["points"]
    way = WayLeft(lesson.look, lesson.stage.map, at(lesson, CRAWLED).stage.walk, lesson.run, lesson.way)
    assert lesson.way.drawn == 1.0
    gradient = np.linalg.eigvalsh(hessian())[0] * (points[CRAWLED] - solution())

    def arrow():
        way.redraw()
        return np.diff(lesson.stage.map.read([way.arrow.tail, way.arrow.tip]), axis=0)[0]

    assert np.abs(arrow()).max() == 0.0
    way.measured.set_value(1.0)
    assert arrow() == pytest.approx(gradient, rel=1e-4)
    ends = lesson.stage.map.read(way.line.points[[0, -1]])
    assert ends[0] == pytest.approx(points[CRAWLED])
    assert np.hypot(*(ends[1] - solution())) < 0.3
    assert lesson.stage.map.read(way.mark.place) == pytest.approx(solution())
    way.scaled.set_value(1.0)
    assert arrow() == pytest.approx(points[CRAWLED + 1] - points[CRAWLED], rel=1e-3)
    assert np.allclose(lesson.stage.map.read(way.arrow.tail), points[CRAWLED])


def test_a_ratio_that_varies_is_not_told(lesson):
    changes = np.abs(np.diff(told["points"][:, 0]))
    for step in range(CRAWLED, CRAWLED + 7):
        assert f"{changes[step - 1] / changes[step - 2]:.4f}" == "0.9954"
    assert lasting_factor(lesson.run, CRAWLED, CRAWLED + 6) == "0.9954"
    assert lasting_factor(lesson.run, 2, 8) is None
    varying = ContourDescent.compute(ContourDescent.Params(start_slope=4.0, threshold=1e-3))
    assert WayAccount.of(varying, min(CRAWLED, varying.steps_taken)) is None
    assert WayAccount.of(lesson.run, 2) is None


@pytest.mark.parametrize(("unit", "drawn"), [(0.1, 10.0), (0.5, 1.0), (3.0, 1.0)])
def test_the_printed_numbers_give_each_other_in_all_units(tmp_path, unit, drawn):
    x, path = np.linspace(0.0, 5.0, 30) * unit, tmp_path / "my.csv"
    y = 3.0 + 2.0 * x / unit + np.sin(7 * x / unit)
    path.write_text("x,y\n" + "".join(f"{at!r},{high!r}\n" for at, high in np.column_stack([x, y]).tolist()))
    start = {"start_slope": -10.0 / unit, "start_intercept": 10.0}
    fit = ContourDescent.compute(ContourDescent.Params(data=str(path), **start))
    account = WayAccount.of(fit, 100)
    assert account is not None
    shown = account.gradient, account.way, account.curvature
    gradient, way, curvature = (number(text) for text in shown)
    assert gradient == pytest.approx(way * curvature, rel=6e-3)
    assert f"{1 - number(shortest(fit.rate)) * curvature:.4f}" == account.factor
    assert (account.drawn, 0.1 < account.drawn * curvature <= 1.0) == (drawn, True)


def test_the_map_is_alone_until_the_changes_come(default):
    assert [beat["shown"] for beat in short["beats"][:6]] == [[True, False]] * 6
    assert all(beat["shown"] == [True, True] for beat in short["beats"][6:])


def test_first_step_and_valley_are_seen_from_close_by_with_their_marks_in_place(default):
    points = iterated(68, most=CRAWLED)
    for beat, step, widest in ((2, 1, 25.0), (3, CRAWLED, 25.0), (5, CRAWLED, 15.0), (6, CRAWLED, 15.0)):
        seen = short["beats"][beat]
        assert np.ptp(seen["view"]) < widest
        assert seen["ball"] == pytest.approx(points[step])
        if beat != 5:
            assert seen["best"] == pytest.approx(solution())
