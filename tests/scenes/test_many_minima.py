"""ManyMinima draws what gd_math computes."""

import itertools
import re
import warnings

import numpy as np
import pytest
from pydantic import ValidationError

from gd_math.formula.parsing import parse_formula
from gd_math.functions.wells import TripleWell
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from scenes.base.look import Look
from scenes.base.theme import DARK
from scenes.many_minima import ManyMinima
from tests.looking import findings

WELL = TripleWell()

EXTREMES = {
    "one step": {"steps": 1},
    "two hundred steps": {"steps": 200},
    "divergence": {"function": "x**4 - 3*x**2 + x", "learning_rate": 1.0},
    "all leave": {"learning_rate": 1e3},
    "flat": {"function": "3 + 0*x"},
    "one minimum": {"function": "x**2", "learning_rate": 0.1},
    "no minimum": {"function": "x**3"},
    "half without a height": {"function": "log(x)"},
    "a pole": {"function": "1/x"},
    "a dozen minima": {"function": "cos(3*x) + x**2/50", "learning_rate": 0.1},
    "a start at the minimum": {"starts": 1},
    "sixty at random": {"starts": 60, "spread": "random"},
}


@pytest.fixture(scope="module")
def told():
    """Return a place for one performance that several tests read."""
    return {}


@pytest.fixture
def lesson(perform, told):
    if not told:
        told["lesson"] = perform(ManyMinima)
    return told["lesson"]


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


@pytest.mark.parametrize("params", EXTREMES.values(), ids=EXTREMES.keys())
def test_extreme_parameters_tell_a_whole_story(perform, params):
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        lesson = perform(ManyMinima, captions=False, **params)
    assert 10 <= lesson.seconds <= 75
    parts = (lesson.balls, lesson.starts, lesson.basins)
    assert all(np.isfinite(piece.points).all() for part in parts for piece in part.get_family())


def test_balls_that_leave_are_counted_at_the_edge(perform):
    lesson = perform(ManyMinima, function="x**4 - 3*x**2 + x", learning_rate=1.0, captions=False)
    objective = parse_formula("x**4 - 3*x**2 + x")
    run = descend(objective, ManyMinima.places(lesson.given), GradientDescent(1.0), 40)
    left = int((run.endings > 0).sum())
    assert left > 0
    assert sum(int(number.text or 0) for number in lesson.balls.leavers.numbers) == left
    assert ManyMinima.notes(lesson.given) == [f"{left} of 24 balls diverge"]
    assert ManyMinima.notes(ManyMinima.Params()) == []


def captions(lesson):
    return [beat.caption.replace("\u00a0", " ") for beat in lesson.beats]


def arrows(lesson):
    """Return how many balls the arrows at the edges count, by the direction in which they point."""
    leavers, found = lesson.balls.leavers, {}
    for arrow, number in zip(leavers.arrows, leavers.numbers, strict=True):
        way = tuple(np.sign(np.round(arrow.tip - arrow.tail, 6))[:2].tolist())
        found[way] = found.get(way, 0) + int(number.text or 0)
    return {way: count for way, count in found.items() if count}


def test_a_cubic_falls_without_end_left_of_its_top_and_the_arrow_points_down(perform):
    lesson = perform(ManyMinima, function="x**3 - 3*x", captions=False)
    told = captions(lesson)
    starts = ManyMinima.places(lesson.given)[:, 0]
    run = lesson.found.run
    fallen = int((run.endings > 0).sum())
    assert fallen == (starts < -1).sum() > 0
    assert arrows(lesson) == {(0.0, -1.0): fallen}
    assert f"{fallen} of 24 balls fall without end: no minimum lies below them." in told
    assert told[-1] == "Left of x = −1.00 there is no minimum: the start decides."


def test_on_level_ground_nobody_moves_and_every_place_is_as_low_as_any(perform):
    told = captions(perform(ManyMinima, function="0*x + 3", captions=False))
    assert told[0] == "This curve is level: every place is as low as any."
    assert told[3:] == [
        "There is no slope, so nobody moves.",
        "Level ground: every ball stays where it was put.",
    ]


def test_where_steps_escape_from_far_out_the_start_does_matter(perform):
    lesson = perform(ManyMinima, function="x**4", captions=False)
    assert captions(lesson)[-1] == "From far out these steps escape: the start does matter."
    assert "14 of 24 balls climb away: the steps are too long." in captions(lesson)
    assert arrows(lesson) == {(0.0, 1.0): 14}


def test_minima_that_go_on_outside_are_counted_in_the_picture(perform):
    assert captions(perform(ManyMinima, function="cos(x)", captions=False))[3] == (
        "6 minima in the picture, all equally low."
    )


def test_a_step_to_where_nothing_is_defined_is_crossed_out(perform):
    lesson = perform(ManyMinima, function="x*log(x)", learning_rate=1.5, captions=False)
    assert captions(lesson)[-1] == "All 24 balls step to where f is not defined, and are lost."
    beyond = lesson.found.run.beyond[:, 0]
    low, high = lesson.plot.x_range
    crosses = lesson.balls.crosses.points.reshape(-1, 8, 3).mean(axis=1)
    seen = np.sort(beyond[(beyond >= low) & (beyond <= high)])
    assert len(seen) > 0
    assert np.sort(lesson.plot.read(crosses)[:, 0]) == pytest.approx(seen, abs=1e-9)
    assert sum(arrows(lesson).values()) == 24 - len(seen)


def test_the_lecturer_frames_the_picture_and_names_the_variable(perform):
    lesson = perform(ManyMinima, function="(w - 1)**2", x_range=(-1, 4), y_range=(-2, 8), captions=False)
    assert (lesson.plot.x_range, lesson.plot.y_range) == ((-1, 4), (-2, 8))
    starts = ManyMinima.places(lesson.given)[:, 0]
    assert (starts > -1).all()
    assert ((starts - 1) ** 2 < 8).all()


def test_a_function_without_a_value_in_the_picture_is_refused():
    with pytest.raises(ValidationError, match=r"has no value for x from −5.00 to −1.00; choose another"):
        ManyMinima.Params(function="log(x)", x_range=(-5, -1))
    with pytest.raises(ValidationError, match=r"has no value for x from −10\.0 to 10\.0"):
        ManyMinima.Params(function="log(-1 - x**2)")


def test_a_formula_that_is_none_is_refused_and_the_names_are_told():
    with pytest.raises(ValidationError, match=re.escape('or "triple well" or "double well"')):
        ManyMinima.Params(function="quadruple well")


@pytest.mark.parametrize(
    ("theme", "aspect", "params"),
    [
        ("dark", "4:3", {"starts": 60}),
        ("light", "9:16", {"spread": "random"}),
        ("light", "16:9", {"function": "x**3 - 3*x"}),
        ("dark", "16:9", {"function": "log(x)"}),
    ],
)
def test_the_film_lint_finds_nothing(theme, aspect, params):
    given, fast = ManyMinima.Params(**params), "starts" in params
    look = Look(theme=theme)
    assert findings(ManyMinima, given, look, aspect, flashing=fast) == []


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
