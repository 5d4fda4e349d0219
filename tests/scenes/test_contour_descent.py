"""ContourDescent draws what gd_math computes, at the speed that it says."""

import itertools
from functools import partial

import numpy as np
import pytest

from scenes.base.theme import DARK, TIMING
from scenes.cast.marks.lines import columns
from scenes.cast.moving.births import Births
from scenes.cast.moving.moments import SCALED
from scenes.cast.moving.speeding_clock import SpeedingClock
from scenes.cast.writing.number_text import shortest
from scenes.contour_descent import ContourDescent
from scenes.parts.contour_descent.change_marks import exact_mark, near_mark, spacing_mark
from scenes.parts.contour_descent.way_left import WayAccount, WayFormula, WayLeft, lasting_factor

LAST, NEAR_SINCE, EXACT_LAST = 6962, 1954, 8529
"""With the article's threshold of 10⁻¹⁹."""
CRAWLED, FIRST_BELOW = 180, 5025
"""The step after which the way left is measured; the last one with the threshold of 10⁻¹²."""


def samples(seed):
    """Return x and y as the article makes them, seeded."""
    x = np.arange(start=0, stop=5, step=0.01)
    generator = np.random.default_rng(seed)
    slopes = generator.normal(loc=1, scale=0.1, size=500)
    return x, slopes * x + generator.normal(loc=5, scale=0.2, size=500)


def iterated(seed, slope=-10.0, intercept=10.0, rate=0.01, threshold=10e-20, most=10_000):
    """Return the points of the article's loop, its sums and its stopping rule."""
    (x, y), points, change = samples(seed), [(slope, intercept)], 999999.0
    while change > threshold and len(points) <= most:
        m, c = points[-1]
        d_m = np.sum((m * x + c - y) * x) * (2 / len(x))
        d_c = np.sum(m * x + c - y) * (2 / len(x))
        points.append((m - rate * d_m, c - rate * d_c))
        change = abs(m - points[-1][0])
    return np.array(points)


def cost(point, seed=68):
    x, y = samples(seed)
    return np.mean((point[0] * x + point[1] - y) ** 2)


def solution(seed=68):
    x, y = samples(seed)
    return np.linalg.lstsq(np.column_stack([x, np.ones_like(x)]), y, rcond=None)[0]


def hessian():
    x, _ = samples(68)
    return 2 / 500 * np.array([[x @ x, x.sum()], [x.sum(), 500]])


def number(text):
    mantissa, _, power = text.strip("()").replace("−", "-").partition("×10")
    return float(mantissa) * 10.0 ** int(power.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")) or 0)


def watched(perform, look=None, **params):
    """Play a lesson; return it, its clock and point as beats ended, and its clock at every play."""
    seen, runs, original = [], [], ContourDescent.play
    lines.clear()

    def play(self, *moves, **kwargs):
        before, start = float(super(SpeedingClock, self.clock).get_value()), self.seconds
        original(self, *moves, **kwargs)
        after = float(super(SpeedingClock, self.clock).get_value())
        runs.append((self.clock.speed, after - before, self.seconds - start, after))

    def at_beat(lesson):
        seen.append((lesson.clock.step, lesson.stage.walk.point))
        line = lesson.staging.line
        if line is not None:
            x, y = samples(68)
            slope, intercept = np.polyfit(*line.plot.read(line.line.points[[0, -1]]).T, 1)
            gaps = line.plot.read(line.gaps.points.reshape(-1, 4, 3)[:, [0, -1]])
            lines.append((slope, intercept, gaps, x[line.chosen], y[line.chosen], lesson.clock.step))
        if look is not None:
            look(lesson)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ContourDescent, "play", play)
        lesson = perform(ContourDescent, at_beat, captions=False, **params)
    return lesson, seen, runs


told, short, lines = {}, {}, []
"""What the article's run and the lesson's own one have shown: each is told once for all claims on it."""


@pytest.fixture
def lesson(perform):
    """Return the lesson as it is told of the article's run."""
    if not told:
        played, seen, runs = watched(perform, precision=True, threshold=1e-19)
        told.update(lesson=played, seen=seen, runs=runs, points=iterated(68))
    return told["lesson"]


@pytest.fixture
def default(perform):
    """Return the lesson as it is told by default, and note what stands there as its beats end."""
    if not short:
        beats = []

        def look(lesson):
            stage, curve = lesson.stage, lesson.stage.changes
            beats.append(
                {
                    "shown": [part in lesson.mobjects for part in (stage.map, curve)],
                    "view": stage.map.x_range,
                    "best": stage.map.read(stage.exact.place),
                    "ball": stage.map.read(stage.walk.ball.place),
                    "limit": curve.limit in lesson.mobjects and lesson.clock.step < lesson.run.steps_taken,
                    "numbered": [one in curve.plot.numbers for one in curve.steps_told],
                    "changes": curve.plot.x_range,
                    "beads": curve.plot.read(curve.beads.places),
                    "level": curve.limit[0].get_center(),
                    "page": lesson.zone.shown,
                    "words": [float(one.get_bottom()[1]) - curve.plot.area.bottom for one in curve.limit[1:]],
                }
            )

        played, _, runs = watched(perform, look)
        short.update(lesson=played, beats=beats, runs=runs, lines=list(lines))
    return short["lesson"]


def at(lesson, time, speed=0.0):
    lesson.clock.speed = speed
    lesson.clock.set_value(time)
    stage = lesson.stage
    for part in (stage.walk, stage.changes, stage.face):
        part.update()
    return lesson


def test_the_run_is_that_of_the_article_to_the_last_bit(lesson):
    points = told["points"]
    assert len(points) - 1 == lesson.run.steps_taken == LAST
    assert np.array_equal(lesson.run.run.points, points)
    assert points[-1, 0] == points[-2, 0]
    assert lesson.run.stands_still


@pytest.mark.parametrize("step", [0, 1, 2, 5, 20, 100, CRAWLED, NEAR_SINCE, LAST])
def test_the_point_stands_where_the_formulas_lead(lesson, step):
    stage, (slope, intercept) = at(lesson, step).stage, told["points"][step]
    assert stage.map.read(stage.walk.ball[1].get_center()) == pytest.approx((slope, intercept), abs=1e-9)
    assert stage.face.number.text == str(step)


def test_every_beat_ends_on_a_computed_point(lesson):
    steps = [step for step, _ in told["seen"]]
    assert steps == [0, 0, 1, *[CRAWLED] * 4, *[LAST] * 4]
    assert np.array([place for _, place in told["seen"]]) == pytest.approx(told["points"][steps], abs=1e-9)


def test_the_path_leaves_out_only_what_the_eye_cannot_see(lesson):
    walk = at(lesson, LAST).stage.walk
    kept = walk.corners[np.searchsorted(walk.corners, np.arange(LAST + 1), side="right") - 1]
    way = lesson.stage.map.points_at(*told["points"].T)
    assert np.linalg.norm(way - way[kept], axis=1).max() < 0.02
    drawn = walk.path.points.reshape(-1, 4, 3)
    assert drawn[:, 0] == pytest.approx(way[walk.corners])
    assert drawn[-1, -1] == pytest.approx(way[-1])


def test_the_slow_step_is_the_rate_times_the_gradient_reversed(lesson):
    x, y = samples(68)
    for k in (0, 1):
        slope, intercept = told["points"][k]
        gaps = slope * x + intercept - y
        gradient = 2 * np.array([np.mean(gaps * x), np.mean(gaps)])
        arrows = at(lesson, k + SCALED).stage.walk.arrows
        tail, tip = lesson.stage.map.read([arrows.step.tail, arrows.step.tip])
        assert tip - tail == pytest.approx(-0.01 * gradient, abs=1e-9)
        drawn = np.diff(lesson.stage.map.read([arrows.screen[k], arrows.tips(k)[-2]]), axis=0)[0]
        assert drawn == pytest.approx(arrows.factor * gradient)
        for place, row in enumerate(lesson.pages.step(partial(Births.finished, k)).rows):
            old, rate, by, new = (number(part.text) for part in row if hasattr(part, "text"))
            assert (old, new) == (
                round(told["points"][k, place], 2),
                round(told["points"][k + 1, place], 2),
            )
            assert round(old - rate * by, 2) == new


def test_the_gradient_is_named_with_its_numbers(lesson):
    x, y = samples(68)
    gaps = -10 * x + 10 - y
    slopes = [2 * np.mean(gaps * x), 2 * np.mean(gaps)]
    printed = [
        number(part.text) for row in lesson.pages.gradient().rows for part in row if hasattr(part, "text")
    ]
    assert printed == [round(float(slope), 2) for slope in slopes]


def test_the_cost_follows_the_point(lesson):
    for step in (0, 1, 100):
        at(lesson, step).stage.cost.number.update()
        assert number(lesson.stage.cost.number.text) == pytest.approx(cost(told["points"][step]), rel=5e-3)
    between = (told["points"][2] + told["points"][3]) / 2
    at(lesson, 2.5).stage.cost.number.update()
    assert number(lesson.stage.cost.number.text) == pytest.approx(cost(between), rel=5e-3)


def assert_speeds(runs, last, speeds, *, slows=None):
    """Compare steps per second with what the clock says; the last tick may be longer than it needs.

    So may the last one before the clock slows down.
    """
    for speed, steps, seconds, after in runs:
        if not speed:
            assert steps <= 1
        elif after in (last, slows):
            assert -1e-6 <= speed * seconds - steps < speed * TIMING.tick
        else:
            assert steps == pytest.approx(speed * seconds)
    assert [speed for speed, _ in itertools.groupby(run[0] for run in runs) if speed] == speeds


def test_the_clock_is_as_fast_as_it_says(lesson):
    assert_speeds(told["runs"], LAST, [10.0, 100.0, 2000.0, 200.0, 20.0], slows=LAST - 308)
    for speed, signs in ((2.0, 1), (10.0, 1), (100.0, 2), (2000.0, 3)):
        face = at(lesson, 77, speed).stage.face
        assert (face.number.text, face.speed.text) == ("77", f"{speed:g}")
        assert len(face.sign.points) == signs * 12
    assert at(lesson, 77).stage.face.speed.text == ""


def test_in_tall_frames_changes_stand_in_the_place_of_the_map_and_pace_goes_with_the_speed(perform):
    lesson, _, runs = watched(perform, aspect="9:16", hold=0.0, pace=1.5, most_steps=CRAWLED + 20)
    stage = lesson.stage
    assert stage.changes.box == stage.map.box
    assert stage.map in lesson.mobjects
    assert stage.changes not in lesson.mobjects
    runs = [run for run in runs if run[3] != 20]
    assert_speeds(runs, CRAWLED + 20, [150.0, 3000.0], slows=CRAWLED)
    assert lesson.beats[3].caption == "Again and again: 15 steps a second, then 150."


def test_the_curve_shows_the_change_of_every_step(lesson):
    plot, changes = lesson.stage.changes.plot, np.abs(np.diff(told["points"][:, 0]))
    assert lesson.stage.changes.drawn_so_far.get_value() == 1.0
    for step in (1, 30, CRAWLED, NEAR_SINCE, 6000, LAST - 1):
        curve = at(lesson, step).stage.changes
        assert plot.read(curve.lines[0].tip.places[0]) == pytest.approx((step, changes[step - 1]))
        drawn = plot.read(curve.lines[0].trace.points)[:, 0]
        assert drawn.max(initial=1.0) == pytest.approx(step)
        assert number(curve.change_now.text) == pytest.approx(changes[step - 1], rel=0.05)
    curve = at(lesson, LAST).stage.changes
    assert curve.change_now.text == "0"
    assert curve.drop.tip == pytest.approx([plot.at(LAST, 1.0)[0], plot.area.bottom, 0.0])
    shown = plot.read(curve.lines[0].trace.points.reshape(-1, 4, 3)[:, 0])
    steps = np.rint(shown[:, 0]).astype(int)
    assert shown[:, 1] == pytest.approx(changes[steps - 1])
    noise = shown[steps > 6500, 1]
    assert (noise.min(), noise.max()) == pytest.approx((changes[6500:-1].min(), changes[6500:-1].max()))


def test_threshold_float64_and_exact_end_stand_at_their_heights(lesson):
    curve = lesson.stage.changes
    for mark, height in ((curve.limit, 1e-19), (spacing_mark(curve), np.spacing(solution()[0]))):
        assert curve.plot.read(mark[0].points)[:, 1] == pytest.approx(height)
    _, dot, label = exact_mark(curve)
    step, change = curve.plot.read(dot.places[0])
    assert (round(step), label.text) == (EXACT_LAST, str(EXACT_LAST))
    eigenvalues, axes = np.linalg.eigh(hessian())
    along = axes[0, 0] * eigenvalues[0] * (axes[:, 0] @ (told["points"][0] - solution()))
    needed = np.log(1e-19 / abs(0.01 * along)) / np.log(1 - 0.01 * eigenvalues[0])
    assert np.ceil(needed) + 1 == EXACT_LAST
    assert 0.99e-19 < change <= 1e-19


def test_it_ends_beside_the_exact_solution_with_the_rule(lesson):
    stage = lesson.stage
    assert stage.map.read(stage.exact.place) == pytest.approx(solution())
    assert stage.exact.word.name == "({:.2f}, {:.2f})".format(*solution())
    assert [word.name for word in stage.start_name] == ["(−10, 10)"]
    assert stage.map.x_range == stage.views.beside[0]
    for part in (stage.exact, stage.start_name, lesson.zone.shown, stage.changes, stage.map):
        assert part in lesson.mobjects
    assert len(lesson.zone.shown.rows) == 2


def test_the_captions_tell_true_numbers(lesson):
    distances = np.hypot(*(told["points"] - solution()).T)
    assert distances[NEAR_SINCE - 1] > 0.001 >= distances[NEAR_SINCE:].max()
    captions = [beat.caption for beat in lesson.beats]
    assert captions[-3] == f"Step {LAST} changes w by so little that float64 rounds it to 0."
    assert captions[-2] == f"Near 0.997 float64 has no smaller change; exact numbers need {EXACT_LAST} steps."
    assert captions[-1].startswith(f"Within 0.001 of the solution since step {NEAR_SINCE}:")
    assert 30 <= lesson.seconds <= 75


def test_seeds_choose_the_data():
    fit = ContourDescent.compute
    first, again, other = (fit(ContourDescent.Params(seed=seed, most_steps=1)).data.y for seed in (68, 68, 4))
    assert np.array_equal(first, again)
    assert first.tolist() == samples(68)[1].tolist()
    assert not np.array_equal(first, other)


def test_stripes_keep_their_extremes():
    x = np.linspace(0, 1, 1001)
    points = np.column_stack([x, np.sin(300 * x), 0 * x])
    kept = points[columns(points, 0.1)]
    assert 20 <= len(kept) <= 22
    assert (kept[:, 1].min(), kept[:, 1].max()) == (points[:, 1].min(), points[:, 1].max())


def middle_of(frame, colour, box):
    """Return the mean column and row of the pixels of a colour in a pixel box."""
    left, right, top, bottom = box
    rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])
    lit = np.abs(frame[top:bottom, left:right].astype(int) - rgb).sum(axis=2) < 60
    rows, columns_ = np.nonzero(lit)
    return left + columns_.mean() + 0.5, top + rows.mean() + 0.5


def test_pixels_show_the_changes_and_the_point_where_the_arrays_are(film):
    height, unit = 540, 540 / 8
    lesson, frames = film(
        ContourDescent, height=height, captions=False, hold=0.0, pace=4.0, most_steps=400, start_slope=4.0
    )
    points = iterated(68, slope=4.0, most=400)

    def pixel(place):
        return (place[0] + lesson.layout.width / 2) * unit, (4 - place[1]) * unit

    tip = pixel(lesson.stage.changes.plot.at(400, abs(points[-1, 0] - points[-2, 0])))
    around = [round(tip[0]) - 7, round(tip[0]) + 8, round(tip[1]) - 7, round(tip[1]) + 8]
    assert middle_of(frames[-1], DARK.step, around) == pytest.approx(tip, abs=1.0)
    ball = pixel(lesson.stage.map.at(*points[-1]))
    around = [round(ball[0]) - 20, round(ball[0]) + 21, round(ball[1]) - 20, round(ball[1]) + 21]
    assert middle_of(frames[-1], DARK.parameter, around) == pytest.approx(ball, abs=2.0)


def test_the_point_is_a_line_through_the_data_at_first_and_while_it_falls(default):
    points = iterated(68, most=CRAWLED)
    assert [shown[-1] for shown in short["lines"]] == [0, CRAWLED]
    for slope, intercept, gaps, x, y, step in short["lines"]:
        assert (slope, intercept) == pytest.approx(points[step], abs=1e-6)
        assert gaps[:, 0] == pytest.approx(np.column_stack([x, y]))
        assert gaps[:, 1] == pytest.approx(np.column_stack([x, points[step, 0] * x + points[step, 1]]))


def test_the_words_of_the_threshold_stand_below_it_on_the_chart_and_1954_says_what_way_is_left(default):
    assert all(min(beat["words"]) > 0.0 for beat in short["beats"])
    curve, step = default.stage.changes, default.run.near_after
    assert all(words.get_top()[1] < curve.limit[0].get_center()[1] for words in curve.limit[1:])
    dot, words = near_mark(curve, step, float(default.run.distances[step]))
    place = curve.plot.read(dot.places[0])
    assert place == pytest.approx((NEAR_SINCE, default.run.changes[NEAR_SINCE - 1]))
    assert words.get_right()[0] < curve.plot.area.right
    (change, left), changed = words, float(default.run.changes[NEAR_SINCE - 1])
    assert 1.35e-6 < changed < 1.45e-6, "as it is printed"
    assert change.get_fill_color().to_hex().upper() == default.colours.step.upper()
    assert left.get_fill_color().to_hex().upper() == default.colours.parameter.upper()
    assert change.get_bottom()[1] > left.get_top()[1]


def test_precision_is_told_only_where_it_is_asked_for(default):
    captions = [beat.caption for beat in default.beats]
    changes = np.abs(np.diff(iterated(68, threshold=1e-12)[:, 0]))
    assert changes[-1] <= 1e-12 < changes[-2]
    assert len(changes) == FIRST_BELOW
    assert captions[-2] == f"Step {FIRST_BELOW} is the first below the threshold."
    assert captions[-1].startswith(f"Within 0.001 of the solution since step {NEAR_SINCE}:")
    assert not any("float64" in caption for caption in captions)
    for step in (FIRST_BELOW - 1, FIRST_BELOW):
        printed = number(at(default, step).stage.changes.change_now.text)
        assert (printed <= 1e-12) == (step == FIRST_BELOW)
    assert 30 <= default.seconds <= 61


def test_the_threshold_is_shown_before_the_question_and_the_length_of_the_axis_after_it(default):
    asked = next(k for k, beat in enumerate(default.beats) if beat.kind == "ask")
    assert default.beats[asked].caption == "Predict: how many steps until w changes by at most 10⁻¹²?"
    assert short["beats"][asked]["limit"]
    assert not any(short["beats"][asked]["numbered"])
    assert short["beats"][-1]["numbered"] and all(short["beats"][-1]["numbered"])


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


def test_the_last_steps_cross_the_threshold_one_by_one(default):
    runs, views = short["runs"], short["beats"]
    assert [run[0] for run in runs if run[3] == FIRST_BELOW and run[1]] == [4.0]
    curve, changes = default.stage.changes, default.run.changes
    close = [view for view in views if np.ptp(view["changes"]) < 10]
    assert len(close) == 1, "only while they are taken"
    x_range, limit = close[0]["changes"], close[0]["level"]
    assert x_range[0] < FIRST_BELOW - 5 and x_range[1] > FIRST_BELOW
    assert views[-1]["changes"] == curve.whole[0]
    steps = np.arange(FIRST_BELOW - 5, FIRST_BELOW + 1)
    assert close[0]["beads"] == pytest.approx(np.column_stack([steps, changes[steps - 1]]))
    assert not len(views[-1]["beads"])
    area, (low, high) = curve.plot.area, curve.last_steps[1]
    share = np.log(1e-12 / low) / np.log(high / low)
    assert limit[1] == pytest.approx(area.bottom + share * area.height)
    assert curve.plot.read(curve.limit[0].points)[:, 1] == pytest.approx(1e-12)


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


def test_the_clock_slows_down_before_the_end():
    clock = SpeedingClock()
    clock.set_value(461)
    told = clock.gears_to(5025, 1000.0, slowest=10.0)
    assert [(gear.until, gear.speed) for gear in told[-2:]] == [(5011, 100.0), (5025, 10.0)]
    assert told[-1].until == 5025
    now = 461
    for gear in told[1:]:
        assert gear.until > now
        now = gear.until
    assert [gear.speed for gear in clock.gears_to(500, 1000.0, slowest=10.0)] == [1000.0]
