"""ParabolicData: the line's minimum is reached and high, the slice says so; powers miss points left out."""

import itertools

import numpy as np
import pytest
from manim import Camera
from pydantic import ValidationError

from gd_studio.engine.stage import settings_of
from scenes.base.look import Look
from scenes.base.theme import DARK
from scenes.parabolic_data import ParabolicData
from scenes.parts.parabolic_data.slice_panel import SlicePanel
from tests.conftest import settings
from tests.looking import findings

EXTREMES = {
    "no noise": {"noise": 0.0},
    "mostly noise": {"noise": 20.0},
    "a short reach": {"reach": 0.1, "noise": 0.001},
    "a long reach": {"reach": 100.0},
    "few points": {"count": 12, "few": 4, "degree": 3},
    "many points": {"count": 500, "few": 60, "degree": 12},
    "one step": {"steps": 1},
}


@pytest.fixture(scope="module")
def seen():
    return {}


@pytest.fixture
def lesson(perform, seen):
    """Return the lesson as it is told with the defaults; `seen` has what stood there as each beat ended."""
    if not seen:
        seen["balls"], seen["points"], seen["curves"], seen["bars"], seen["sides"] = [], [], [], [], []

        def look(told):
            stage, slices = told.stage, told.slices
            seen["balls"].append(slices.plot.read(slices.ball.place))
            places = np.vstack([stage.kept.places, stage.others.places])
            seen["points"].append(stage.plot.read(places[np.argsort(places[:, 0])]))
            seen["curves"].append(told.now.predict(np.array([-2.0, 0.5, 2.5])))
            units = np.ptp(stage.plot.y_range) / stage.plot.area.height
            seen["sides"].append(
                float(np.ptp(told.mean.points[:, 1])) * units if len(told.mean.points) else 0.0
            )
            heights = [slices.plot.read(bar.points)[:, 1] for bar in (slices.noise, slices.bend)]
            seen["bars"].append([(bar.min(), bar.max()) for bar in heights if len(bar)])

        seen["lesson"] = perform(ParabolicData, look)
    return seen["lesson"]


def data_of(lesson):
    noise = np.random.default_rng(129).standard_normal(40)
    x = np.linspace(-3, 3, 40)
    return x, x**2 + noise, 1.5 * x + 2.0 + noise


def test_both_minima_stand_on_one_axis(lesson, seen):
    x, bent, straight = data_of(lesson)
    for beat, y in ((3, bent), (5, straight)):
        slope, intercept = np.polyfit(x, y, 1)
        least = np.mean((slope * x + intercept - y) ** 2)
        assert seen["balls"][beat] == pytest.approx((slope, least), abs=1e-6)
        assert seen["points"][beat] == pytest.approx(np.column_stack([x, y]))
    captions = [beat.caption for beat in lesson.beats]
    assert captions[5] == "Straight data: 0.96. The bend adds 7.07: too stiff, high bias."


def test_the_measure_is_the_noise_and_what_the_bend_adds(lesson, seen):
    x, bent, straight = data_of(lesson)
    least, noise = (np.mean((np.polyval(np.polyfit(x, y, 1), x) - y) ** 2) for y in (bent, straight))
    assert seen["bars"][5] == [pytest.approx((0.0, noise)), pytest.approx((noise, least))]
    assert [word.text for word in lesson.measured] == ["noise", "bend 7.07"]


def test_the_mean_square_is_as_large_as_the_error(lesson, seen):
    """Its side is drawn as gaps are: the root of the error, in units of y."""
    x, y, _ = data_of(lesson)
    slope, intercept = np.polyfit(x, y, 1)
    start = lesson.found.predict(lesson.found.line_run[0], x)
    for beat, errors in ((1, (start - y) ** 2), (2, (slope * x + intercept - y) ** 2)):
        assert seen["sides"][beat] == pytest.approx(np.sqrt(errors.mean()), rel=1e-6)


def test_the_slice_is_the_error_of_the_tilted_line(lesson):
    x, y, _ = data_of(lesson)
    now, slices = lesson.now, SlicePanel(lesson.look, lesson.other, lesson.now, "w")
    for seen in (slices.left, slices.right):
        seen.set_value(slices.swing)
    now.time.set_value(now.models.line)
    now.straight.set_value(0.0)
    slices.redraw()
    drawn = slices.plot.read(slices.line.points[::4])
    intercept = np.polyfit(x, y, 1)[1]
    expected = [np.mean((w * x + intercept - y) ** 2) for w in drawn[:, 0]]
    assert len(drawn) > 50 and drawn[:, 1] == pytest.approx(expected)
    for aside in (-1.0, 0.4):
        now.aside.set_value(aside)
        slices.redraw()
        w, loss = slices.plot.read(slices.ball.place)
        assert loss == pytest.approx(np.mean((w * x + intercept - y) ** 2))
        assert now.predict(x) == pytest.approx(w * x + intercept)
    now.aside.set_value(0.0)


def test_the_same_rule_bends_the_line_into_the_parabola_of_least_squares(lesson, seen):
    x, y, _ = data_of(lesson)
    best = np.polyval(np.polyfit(x, y, 2), [-2.0, 0.5, 2.5])
    assert seen["curves"][6] == pytest.approx(best, abs=0.02)
    assert seen["balls"][6][1] == pytest.approx(
        np.mean((np.polyval(np.polyfit(x, y, 2), x) - y) ** 2), rel=1e-3
    )


def test_nine_powers_meet_all_kept_points_and_the_chart_has_both_errors(lesson, seen):
    x, y, _ = data_of(lesson)
    kept = lesson.found.kept
    assert seen["points"][7] == pytest.approx(np.column_stack([x, y])[kept])
    study = lesson.found
    assert study.predict(study.fits[-1], x[kept]) == pytest.approx(y[kept])
    for line, which in zip(lesson.chart.chart.lines, (kept, ~kept), strict=True):
        fits = [np.polyfit(x[kept] / 3, y[kept], k) for k in range(1, 9)]
        errors = [np.mean((np.polyval(fit, x[which] / 3) - y[which]) ** 2) for fit in fits]
        drawn = lesson.chart.chart.plot.read(line.points)
        assert drawn[:8] == pytest.approx(np.column_stack([np.arange(1, 9), errors]), abs=1e-6)
    ring = lesson.chart.best()[0].places[0]
    assert lesson.chart.chart.plot.read(ring) == pytest.approx((2.0, study.on_others[1]))
    assert lesson.beats[-1].caption == "Best on the others, in between: MSE 1.30."


def test_the_error_of_the_most_powers_on_the_others_stands_where_it_is_drawn(lesson):
    mark, number, *_ = lesson.newest
    assert lesson.chart.chart.plot.read(mark.places[0]) == pytest.approx((9.0, lesson.found.on_others[-1]))
    assert number.text == "11.49" and number.text in lesson.beats[9].caption


def test_the_others_are_those_that_were_left_out(lesson):
    x, y, _ = data_of(lesson)
    new = lesson.stage.plot.read(lesson.stage.new.places)
    assert new == pytest.approx(np.column_stack([x, y])[~lesson.found.kept])


def test_two_questions_and_a_minute(lesson):
    assert [beat.kind for beat in lesson.beats].count("ask") == 2
    assert 30 <= lesson.seconds <= 60


@pytest.mark.parametrize("extreme", EXTREMES)
def test_whatever_is_asked_the_fits_are_told_to_their_end(perform, extreme):
    lesson = perform(ParabolicData, captions=False, **EXTREMES[extreme])
    assert all(one.end == other.start for one, other in itertools.pairwise(lesson.beats))
    assert lesson.seconds <= 75


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"few": 9}, "degree = 9 needs more than 9 points; few is 9"),
        ({"count": 12, "few": 12}, "few = 12 leaves none of the 12 points out"),
        ({"degree": 30}, "less than or equal to 12"),
    ],
)
def test_what_cannot_be_fitted_is_refused_in_one_sentence(given, words):
    with pytest.raises(ValidationError, match=words):
        ParabolicData.Params(**given)


@pytest.mark.parametrize(
    ("extreme", "theme", "aspect"),
    [("mostly noise", "dark", "16:9"), ("a long reach", "light", "9:16"), ("few points", "dark", "4:3")],
)
def test_nothing_spoils_the_picture(extreme, theme, aspect):
    params = ParabolicData.Params(**EXTREMES[extreme])
    assert findings(ParabolicData, params, Look(theme=theme), aspect) == []


def test_pixels_show_the_best_fit_on_the_last_frame(lesson, media):
    with settings_of(settings(media, "16:9", 540, 5)):
        camera = Camera(background_color=DARK.background)
        lesson.now.time.set_value(lesson.models.fit(2))
        lesson.stage.redraw()
        camera.capture_mobjects(lesson.mobjects)
    unit, stage, x, y = 540 / 8, lesson.stage, *data_of(lesson)[:2]
    kept = lesson.found.kept
    best = np.polyfit(x[kept], y[kept], 2)
    rgb = np.array([int(DARK.prediction[i : i + 2], 16) for i in (1, 3, 5)])
    found = 0
    for place in (-2.05, -1.4, 0.33, 1.21):
        at = stage.plot.at(place, float(np.polyval(best, place)))
        column, row = round((at[0] + lesson.layout.width / 2) * unit), (4 - at[1]) * unit
        strip = camera.pixel_array[:, column, :3].astype(int)
        lit = np.flatnonzero(np.abs(strip - rgb).sum(axis=1) < 80)
        lit = lit[np.abs(lit - row) < 12]
        if len(lit):
            assert lit.mean() + 0.5 == pytest.approx(row, abs=1.5)
            found += 1
    assert found >= 3
