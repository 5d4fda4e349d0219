"""ManyMinima draws what gd_math computes: balls, piles, counts and bands."""

import itertools

import numpy as np
import pytest

from gd_math.functions.wells import TripleWell
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from scenes.base.theme import DARK
from scenes.many_minima import ManyMinima

WELL = TripleWell()


@pytest.fixture
def lesson(told):
    return told(ManyMinima)


def ends_of(params):
    """Return the index of the minimum −2, 2, 0 that each ball is nearest to at the end."""
    run = descend(WELL, ManyMinima.places(params), GradientDescent(params.learning_rate), params.steps)
    return np.abs(run.points[-1] - np.array([[-2.0, 2.0, 0.0]])).argmin(axis=1)


def test_balls_stand_on_the_curve_at_the_computed_points(lesson):
    run = descend(WELL, ManyMinima.places(lesson.given), GradientDescent(0.03), 40)
    first = lesson.first.ball
    for time in np.linspace(0, 40, 81):
        lesson.clock.set_value(time)
        lesson.balls.redraw()
        beside = np.column_stack([lesson.piles.at(time), np.zeros(24)])
        x, heights = lesson.plot.read(lesson.balls.rims.places - beside).T
        assert heights == pytest.approx(WELL(x), abs=1e-9)
        if time == int(time):
            points = run.points[int(time), :, 0].copy()
            points[first] = run.points[-1, first, 0]
            assert x == pytest.approx(points, abs=1e-9)


def test_the_counts_are_those_of_the_arrays(lesson):
    counts = np.bincount(ends_of(lesson.given), minlength=3)
    assert sorted(lesson.many.counts) == sorted(counts.tolist())
    assert lesson.many.good == counts[0] + counts[1]
    good = f"{counts[0] + counts[1]} of 24 reach a lowest minimum"
    assert lesson.beats[7].caption == f"{good}, {counts[2]} are caught in a higher one: rings."
    assert any(part.name == good for part in lesson.mobjects)


def test_random_starts_are_counted_too(perform):
    lesson = perform(ManyMinima, spread="random", starts=30, captions=False)
    counts = np.bincount(ends_of(lesson.given), minlength=3)
    assert (lesson.many.good, lesson.many.caught) == (counts[0] + counts[1], counts[2])


def test_balls_and_starts_are_hollow_where_the_end_is_not_a_lowest_minimum(lesson):
    lesson.clock.set_value(40.0)
    lesson.balls.redraw()
    hollow = ends_of(lesson.given) == 2
    assert 0 < hollow.sum() < 24
    starts = lesson.plot.read(lesson.starts.holes.places)[:, 0]
    assert starts == pytest.approx(ManyMinima.places(lesson.given)[hollow, 0], abs=1e-9)
    beside = np.column_stack([lesson.piles.at(40.0), np.zeros(24)])[hollow]
    assert lesson.plot.read(lesson.balls.holes.places - beside)[:, 0] == pytest.approx(0.0, abs=0.05)
    assert len(lesson.balls.holes.places) == hollow.sum()


def test_balls_pile_up_in_their_valleys_only_when_they_have_arrived(lesson):
    points = lesson.trajectory.points[:, :, 0]
    ends, piles = ends_of(lesson.given), lesson.piles
    assert (piles.at(0.0) == 0.0).all()
    for time in range(41):
        hopping = (piles.at(float(time)) != 0.0).any(axis=1)
        away = np.abs(points[time:] - np.array([-2.0, 2.0, 0.0])[ends]) * lesson.plot.length(1.0)
        hopping[lesson.first.ball] = False
        assert (away[:, hopping] < 1.2 * lesson.balls.radius).all()


def test_piled_balls_do_not_overlap_and_stay_between_the_walls(lesson):
    lesson.clock.set_value(40.0)
    lesson.balls.redraw()
    places, radius = lesson.balls.rims.places[:, :2], lesson.balls.radius
    apart = np.linalg.norm(places[:, None] - places, axis=-1) + 10 * np.eye(len(places))
    assert apart.min() > 2 * radius
    x, heights = lesson.plot.read(lesson.balls.rims.places).T
    assert (heights >= WELL(x) - 1e-3).all()


def test_a_pile_that_is_higher_than_its_valley_stays_over_it(perform):
    lesson = perform(ManyMinima, function="x**4 - 3*x**2 + x", learning_rate=0.06, captions=False)
    top = float(lesson.basins.basins.borders[0])
    lesson.clock.set_value(40.0)
    lesson.balls.redraw()
    x = lesson.plot.read(lesson.balls.rims.places)[:, 0]
    homes = np.array([valley.place for valley in lesson.many.valleys])[lesson.many.homes]
    assert ((x > top) == (homes > top)).all()


def test_the_number_above_a_pile_counts_the_balls_that_it_has(lesson):
    counts = next(part for part in lesson.mobjects if part.name == "counts of the piles")
    for time in (0.0, 8.0, 20.0, 40.0):
        lesson.clock.set_value(time)
        counts.redraw()
        shown = sorted(int(number.text or 0) for number in counts)
        ways = np.abs(lesson.trajectory.points[int(time) :, :, 0] - lesson.trajectory.points[-1, :, 0])
        there = (ways * lesson.plot.length(1.0) <= 3.0 * lesson.balls.radius).all(axis=0)
        there[lesson.first.ball] = True
        assert shown == sorted(int((there & (lesson.many.homes == home)).sum()) for home in range(3))
    assert shown == [7, 7, 10]


def test_the_first_ball_is_never_out_of_sight(perform):
    seen = []

    def note(scene):
        there = scene.first.walk in scene.mobjects and scene.first.walk.ball.place[0] < 50.0
        home = scene.many.run.points[-1, scene.first.ball]
        among = np.abs(scene.plot.read(scene.balls.rims.places)[:, 0] - home) < 0.6
        seen.append(there or bool(among.any()))

    perform(ManyMinima, note)
    assert len(seen) == 10
    assert all(seen)


def test_the_first_ball_goes_straight_to_a_minimum_by_the_rule(lesson):
    first, xs = lesson.first, lesson.first.run.xs
    assert xs[0] in ManyMinima.places(lesson.given)[:, 0]
    assert xs[1] - xs[0] == pytest.approx(-0.03 * float(WELL.slope(xs[0])))
    assert (np.diff(np.abs(xs - xs[-1])) <= 0).all()
    low, high = first.close.x_range
    assert low < xs[1] < xs[0] < high or low < xs[0] < xs[1] < high


def test_water_stands_level_between_the_curve_and_its_surface_and_the_bands_are_as_wide(lesson):
    basins = lesson.basins
    for share in np.linspace(0.05, 0.84, 9):
        level = basins.level(share)
        for k, pool in enumerate(basins.pools):
            box = basins.box(k, share)
            if level <= pool.lowest:
                assert box is None
                continue
            ends = [lesson.plot.read(np.array([x, box.bottom, 0.0]))[0] for x in (box.left, box.right)]
            assert ends == pytest.approx(pool.shore(level), abs=1e-9)
            x, heights = lesson.plot.read(pool.outline(lesson.plot, level)).T
            assert (heights <= min(level, pool.rim) + 1e-9).all()
            assert heights[1:-1] == pytest.approx(WELL(x[1:-1]), abs=1e-9)
    assert [pool.rim for pool in basins.pools] == pytest.approx([float(WELL(1.0))] * 3)


def test_bands_end_at_the_tops_and_hold_the_starts_of_their_minimum(lesson):
    basins = lesson.basins.basins
    assert basins.borders == pytest.approx([-1.0, 1.0], abs=1e-9)
    edges = [lesson.plot.read(np.array([box.left, box.bottom, 0.0]))[0] for box in lesson_boxes(lesson)]
    assert edges[1:] == pytest.approx([-1.0, 1.0], abs=1e-9)
    assert lesson.beats[-1].caption.replace("\u00a0", " ") == (
        "The borders are the tops at x = −1.00 and x = 1.00: the start decides."
    )
    homes = basins.home(ManyMinima.places(lesson.given)[:, 0])
    wells = np.array([valley.place for valley in lesson.many.valleys])[homes]
    assert np.array_equal(wells, np.array([-2.0, 2.0, 0.0])[ends_of(lesson.given)])


def lesson_boxes(lesson):
    return [lesson.basins.box(k, 1.0) for k in range(len(lesson.basins.basins.homes))]


def test_long_steps_cut_the_basins_into_more_pieces(perform):
    lesson = perform(ManyMinima, learning_rate=0.075, captions=False)
    pieces = len(lesson.basins.basins.homes)
    assert pieces > 3
    assert lesson.beats[-1].caption == f"Long steps jump over tops: 3 minima, {pieces} bands."


def test_seeds_choose_random_places():
    params = ManyMinima.Params
    one, same, other = (ManyMinima.places(params(spread="random", seed=seed)) for seed in (1, 1, 2))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


def test_beats_fill_the_clip(lesson):
    assert lesson.beats[0].start == 0.0
    assert 30 <= lesson.seconds <= 70
    assert lesson.beats[-1].end == pytest.approx(lesson.seconds)
    for one, next_one in itertools.pairwise(lesson.beats):
        assert one.end == pytest.approx(next_one.start)


def test_pixels_show_the_balls_where_they_start(film):
    lesson, frames = film(ManyMinima, height=540, captions=False, starts=8, steps=1)
    unit = 540 / 8
    frame = frames[round((lesson.beats[-6].end - 0.2) * 5)]
    orange = np.array([int(DARK.parameter[i : i + 2], 16) for i in (1, 3, 5)])
    x = ManyMinima.places(lesson.given)[:, 0]
    for across, up, _ in lesson.plot.points_at(x, WELL(x)):
        column, row = (across + lesson.layout.width / 2) * unit, (4 - up) * unit
        left, top = round(column) - 12, round(row) - 12
        part = frame[top : top + 24, left : left + 24].astype(int)
        rows, columns = np.nonzero(np.abs(part - orange).sum(axis=2) < 60)
        assert len(rows) > 100
        middle = left + (columns.min() + columns.max() + 1) / 2, top + (rows.min() + rows.max() + 1) / 2
        assert middle == pytest.approx((column, row), abs=1.5)
