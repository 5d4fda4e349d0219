"""Several runs walk on one map in one time, each known by its colour, dashes and mark."""

import itertools

import numpy as np
import pytest
from manim import ValueTracker

from gd_math.formula.parsing import parse_land
from gd_math.functions.quadratic import Quadratic
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent, Momentum, Nesterov
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.cast.charts.even_ranges import even_ranges
from scenes.cast.maps.arrow_words import arrow_words
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.maps.crosshair import Crosshair
from scenes.cast.maps.map_walk import MapWalk, StepParts, keep_apart
from scenes.cast.marks.balls import Ball
from scenes.cast.marks.run_style import RunStyle, mark_shape, styles_for
from scenes.cast.moving.moments import MEASURED, SCALED

LOOK, DASH, GAP = Look(), 0.2, 0.1
STYLES = RunStyle("#112233", (DASH, GAP), "square", "slow"), RunStyle("#445566", (), "ring", "fast")
BOWL = Quadratic([[1.0, 0.0], [0.0, 4.0]])


def walks(rates, styles, **how):
    """Return walks of some runs, and the tracker of their common time."""
    time = ValueTracker(0.0)
    runs = [descend(BOWL, (-3.0, 1.5), GradientDescent(rate), 5) for rate in rates]
    plot = ContourPlot(LOOK, Box(-3.0, 3.0, -3.0, 3.0), BOWL, (-4.0, 4.0), (-4.0, 4.0))
    return [
        MapWalk(LOOK, plot, r, time.get_value, style=s, **how) for r, s in zip(runs, styles, strict=True)
    ], time


def at(walk, tracker, time):
    tracker.set_value(time)
    return walk.update()


@pytest.mark.parametrize("time", [0.0, 1.3, 4.0, 9.0])
def test_marks_stand_where_their_runs_are(time):
    several, tracker = walks((0.05, 0.2), STYLES)
    for walk in several:
        at(walk, tracker, time)
        k = min(int(time), 5)
        start, end = walk.run.points[k], walk.run.points[min(k + 1, 5)]
        assert walk.plot.read(walk.ball.places[0]) == pytest.approx(walk.point)
        way = np.abs(end - start)
        assert (np.abs(walk.point - start) <= way + 1e-9).all()
        if time == int(time):
            assert walk.point == pytest.approx(start)


def test_dashes_lie_on_the_path_and_stay_where_they_are_as_it_grows():
    (walk, _), tracker = walks((0.05, 0.2), STYLES)
    before = at(walk, tracker, 3.0).path.points.reshape(-1, 4, 3)[:, [0, -1]]
    after = at(walk, tracker, 5.0).path.points.reshape(-1, 4, 3)[:, [0, -1]]
    assert after[: len(before) - 1] == pytest.approx(before[:-1])
    lengths = np.hypot(*np.diff(after, axis=1)[:, 0, :2].T)
    assert lengths.max() <= DASH + 1e-9
    whole = np.hypot(*np.diff(walk.screen[:, :2], axis=0).T).sum()
    assert lengths.sum() == pytest.approx(whole * DASH / (DASH + GAP), abs=DASH)


def test_runs_keep_their_colour_and_mark():
    several, _ = walks((0.05, 0.2), STYLES)
    for walk, style in zip(several, STYLES, strict=True):
        colours = {part.get_color().to_hex() for part in (walk.path, walk.dots, walk.ball)}
        assert colours == {style.colour}
        assert walk.ball.disc == pytest.approx(mark_shape(style.mark, walk.radius))
    assert isinstance(walks((0.1,), (None,))[0][0].ball, Ball)


def test_who_has_left_is_pointed_at_from_the_edge():
    (walk,), tracker = walks((0.9,), STYLES[:1])
    at(walk, tracker, 5.0)
    assert not walk.plot.shows(*walk.point)
    assert not len(walk.ball.points)
    assert len(walk.edge_note.arrow.points)
    assert not len(at(walk, tracker, 0.0).edge_note.arrow.points)


def test_dashes_of_a_run_far_beyond_the_map_end_at_its_edge():
    time = ValueTracker(60.0)
    run = descend(BOWL, (-3.0, 1.5), GradientDescent(0.9), 60)
    assert np.abs(run.points).max() > 1e12
    plot = ContourPlot(LOOK, Box(-3.0, 3.0, -3.0, 3.0), BOWL, (-4.0, 4.0), (-4.0, 4.0))
    walk = MapWalk(LOOK, plot, run, time.get_value, style=STYLES[0])
    seen = walk.update().path.points
    assert 0 < len(seen) < 4 * 2000
    assert plot.area.left - 1e-9 <= seen[:, 0].min() <= seen[:, 0].max() <= plot.area.right + 1e-9


def test_arrows_are_shown_in_detail_only():
    run = descend(BOWL, (-3.0, 1.5), GradientDescent(0.1), 5)
    for shown in (0.0, 1.0):
        how = {"detail": lambda shown=shown: shown, "parts": StepParts.of_slopes(LOOK, run, 0.1)}
        (walk,), tracker = walks((0.1,), STYLES[:1], **how)
        at(walk, tracker, 0.5)
        arrows = walk.arrows.sum.arrows
        assert [len(arrow.points) > 0 for arrow in arrows] == [shown > 0] * 3


@pytest.mark.parametrize("rule", [Momentum, Nesterov])
def test_what_momentum_carries_on_and_the_slope_add_up_to_the_step(rule):
    optimizer, clock = rule(0.05, 0.8), ValueTracker(0.0)
    run = descend(BOWL, (-3.0, 1.5), optimizer, 6)
    plot = ContourPlot(LOOK, Box(-3.0, 3.0, -3.0, 3.0), BOWL, (-4.0, 4.0), (-4.0, 4.0))
    parts = StepParts.of_momentum(LOOK, run, optimizer)
    walk = MapWalk(LOOK, plot, run, clock.get_value, lambda: 1.0, parts=parts)
    assert parts.colours == (LOOK.colours.velocity, LOOK.colours.gradient)
    carried, against = parts.vectors
    assert against == pytest.approx(-0.05 * run.gradients[:6])
    if rule is Momentum:
        assert carried == pytest.approx(-0.05 * 0.8 * run.states["velocity"][:6])
    assert carried + against == pytest.approx(run.steps)
    for step in range(1, 6):
        at(walk, clock, step + SCALED)
        first, second, whole = walk.arrows.sum.arrows
        here = plot.read(walk.arrows.step.tail)
        assert here == pytest.approx(run.points[step])
        assert plot.read(first.tip) - here == pytest.approx(carried[step], abs=1e-6)
        assert plot.read(second.tip) - here == pytest.approx(against[step], abs=1e-6)
        assert plot.read(walk.arrows.step.tip) == pytest.approx(run.points[step + 1])
        assert not len(whole.points)
        assert len(walk.arrows.sum.rails.points)
    assert not len(walks((0.1,), (None,), detail=lambda: 1.0)[0][0].arrows.sum.arrows[0].points)


def test_parts_grow_at_once_or_one_after_the_other():
    optimizer, clock = Momentum(0.05, 0.8), ValueTracker(1.0)
    run = descend(BOWL, (-3.0, 1.5), optimizer, 6)
    plot = ContourPlot(LOOK, Box(-3.0, 3.0, -3.0, 3.0), BOWL, (-4.0, 4.0), (-4.0, 4.0))
    for in_turn, half in ((False, [0.5, 0.5]), (True, [1.0, 0.0])):
        parts = StepParts.of_momentum(LOOK, run, optimizer, in_turn=in_turn)
        walk = MapWalk(LOOK, plot, run, clock.get_value, lambda: 1.0, parts=parts)
        for time, shares in ((0.0, [0.0, 0.0]), (MEASURED / 2, half), (MEASURED, [1.0, 1.0])):
            at(walk, clock, 1.0 + time)
            for arrow, share, part in zip(walk.arrows.sum.arrows, shares, parts.vectors, strict=False):
                assert (len(arrow.points) > 0) == (share > 0.0)
                if share:
                    grown = np.subtract(plot.read(arrow.tip), plot.read(arrow.tail))
                    assert grown == pytest.approx(share * part[1], abs=1e-6)


def race_walks(rates, *, start=(-3.0, 1.5), clock=None, **how):
    plot = ContourPlot(LOOK, Box(-3.0, 3.0, -3.0, 3.0), BOWL, (-4.0, 4.0), (-4.0, 4.0))
    clock = clock or ValueTracker(0.0)
    styles = styles_for(LOOK, [f"run {k}" for k in range(len(rates))])
    runs = [descend(BOWL, start, GradientDescent(rate), 60) for rate in rates]
    return [
        MapWalk(LOOK, plot, run, clock.get_value, style=style, **how)
        for run, style in zip(runs, styles, strict=True)
    ]


def test_notes_of_several_runs_at_the_edge_keep_apart_and_have_their_colours():
    clock = ValueTracker(3.0)
    several = race_walks((0.9, 0.92, 0.95), clock=clock)
    keep_apart(several)
    for time in (3.0, 7.0, 20.0):
        clock.set_value(time)
        plates = []
        for walk in several:
            walk.update()
            assert walk.edge_note.arrow.get_fill_color().to_hex() == walk.style.colour
            if len(walk.edge_note.plate.points):
                plates.append(walk.edge_note.plate)
        assert len(plates) >= 2
        for one, other in itertools.combinations(plates, 2):
            gap = np.abs(one.get_center() - other.get_center())[:2]
            assert (gap > [(one.width + other.width) / 2, (one.height + other.height) / 2]).any()
    alone = walks((0.9,), (None,))[0][0]
    assert alone.edge_note.arrow.get_fill_color().to_hex() == LOOK.colours.warning


def test_arrows_without_numbers_are_all_seen_each_with_its_mark():
    clock = ValueTracker(1.0)
    several = race_walks((0.9, 0.92, 0.95, 0.97, 0.99, 0.3), clock=clock, note="arrow")
    keep_apart(several)
    area, free = several[0].plot.area, np.concatenate([walk.occupied() for walk in several])
    for time in (0.4, 3.0, 7.0, 20.0):
        clock.set_value(time)
        outside = [walk for walk in several if not walk.update().plot.shows(*walk.point)]
        for walk in several:
            note = walk.edge_note
            assert not len(note.plate.points) and not any(number.text for number in note.numbers)
            assert (len(note.arrow.points) > 0) == (len(note.sign.points) > 0) == (walk in outside)
        for walk in outside:
            note = walk.edge_note
            assert note.sign in walk.actors.get_family()
            assert note.sign.disc == pytest.approx(mark_shape(walk.style.mark, walk.radius))
            assert np.linalg.norm(free - (note.arrow.tail + note.arrow.tip) / 2, axis=1).min() < 0.2
            assert note.sign.places[0] == pytest.approx(note.arrow.tail)
            for x, y, _ in (note.arrow.tail, note.arrow.tip):
                assert area.left - 1e-6 <= x <= area.right + 1e-6
                assert area.bottom - 1e-6 <= y <= area.top + 1e-6
        lines = [np.linspace(w.edge_note.arrow.tail, w.edge_note.arrow.tip, 30) for w in outside]
        for one, other in itertools.combinations(lines, 2):
            assert np.linalg.norm(one[:, None] - other, axis=-1).min() > 0.2
    assert len(outside) == 5


def test_a_crosshair_needs_no_word():
    mark = Crosshair(LOOK, np.zeros(3))
    assert len(mark.submobjects) == 1
    assert np.abs(mark.occupied()).max() < 0.5


def test_even_ranges_may_keep_all_that_was_in_them():
    box = Box(-3.0, 3.0, -3.0, 3.0)
    for asked in (((-1.0, 7.0), (0.0, 1.0)), ((0.0, 1.0), (-4.0, 2.0))):
        (x0, x1), (y0, y1) = even_ranges(LOOK, box, *asked, whole=True)
        assert x0 <= asked[0][0] + 1e-9 and asked[0][1] <= x1 + 1e-9
        assert y0 <= asked[1][0] + 1e-9 and asked[1][1] <= y1 + 1e-9
        assert min((x1 - x0) / np.ptp(asked[0]), (y1 - y0) / np.ptp(asked[1])) == pytest.approx(1.0)
        area = ContourPlot(LOOK, box, BOWL, (x0, x1), (y0, y1), x_label="x", y_label="y").area
        assert area.width / (x1 - x0) == pytest.approx(area.height / (y1 - y0), rel=0.02)


def test_words_stand_beside_the_arrows_of_any_step_and_not_on_them():
    run = descend(parse_land("x^2 + 6y^2"), (-4.0, 2.0), Momentum(0.05, 0.7), 6)
    plot = ContourPlot(Look(), Box(-6.0, 6.0, -3.0, 3.0), parse_land("x^2 + 6y^2"), (-7.0, 5.0), (-3.0, 3.0))
    walk = MapWalk(
        Look(), plot, run, lambda: 0.0, parts=StepParts.of_momentum(Look(), run, Momentum(0.05, 0.7))
    )
    words = arrow_words(Look(), walk, [(0, "carried", "#FFFFFF"), (-1, "step", "#FFFFFF")], step=1)
    for word, which in zip(words, (0, -1), strict=True):
        along = np.linspace(walk.screen[1], walk.arrows.tips(1)[which], 30)
        away = np.abs(along[:, :2] - word.get_center()[:2]) - word.half
        assert (away.max(axis=1) > 0.0).all()
    named = [(0, "carried", "#FFFFFF"), (-1, "step", "#FFFFFF")]
    assert [len(word) > 0 for word in arrow_words(Look(), walk, named, step=0)] == [False, True]
