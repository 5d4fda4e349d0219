"""The bowl of ConvexBowl is its function, and balls rest in it and in the valleys of the other curve."""

import numpy as np
import pytest

from gd_math.formula.parsing import parse_formula
from gd_math.functions.minima import local_minima
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from scenes.base.theme import DARK
from scenes.cast.land.bowl import RINGS, SECTORS, Bowl
from scenes.convex_bowl import ConvexBowl
from tests.scenes.convex_bowl_films import OTHER, captions, number, plain, spoken, watched_once

BOWL = parse_formula("x**2 + 2*y**2", ("x", "y"))


@pytest.fixture
def lesson(perform):
    return watched_once(perform)[0]


def test_the_profile_turns_into_the_whole_bowl():
    bowl = Bowl(BOWL)
    block = bowl.block()
    counts = [len(bowl.opened(block, share)) for share in (0.0, 0.25, 0.5, 1.0)]
    assert counts[0] == 0
    assert np.diff(counts).min() > 0
    assert counts[-1] == len(block.faces)
    section = bowl.profile(0.3)
    assert section[:, 2] == pytest.approx(BOWL.value(section[:, :2]))
    assert section[[0, -1], 2] == pytest.approx([bowl.highest] * 2)


def test_the_rim_is_level_and_the_inside_lies_on_the_function():
    bowl = Bowl(BOWL)
    assert bowl.lowest_point == pytest.approx([0.0, 0.0], abs=1e-9)
    rim = bowl.around(np.ones(90), np.linspace(0, 6.2, 90))
    assert BOWL.value(rim) == pytest.approx(25.0)
    inside = bowl.data(bowl.block().vertices[: (RINGS + 1) * SECTORS])
    assert inside[:, 2] == pytest.approx(BOWL.value(inside[:, :2]), abs=1e-9)
    assert inside[:, 2].max() == pytest.approx(25.0)


def test_seeds_choose_places_inside_the_rim():
    starts = ConvexBowl.compute(ConvexBowl.Params()).bowl.run.points[0]
    assert np.array_equal(starts, ConvexBowl.compute(ConvexBowl.Params()).bowl.run.points[0])
    assert not np.array_equal(starts, ConvexBowl.compute(ConvexBowl.Params(seed=4)).bowl.run.points[0])
    assert (BOWL.value(starts) < 25.0).all()


def test_all_that_are_said_to_have_arrived_have(lesson):
    starts = lesson.found.bowl.run.points[0]
    ends = descend(BOWL, starts, GradientDescent(0.05), 40).points[-1]
    assert ends == pytest.approx(starts * [0.9**40, 0.8**40], abs=1e-12)
    assert np.linalg.norm(ends, axis=1).max() < 0.3
    assert captions(lesson)[8] == "All 10 arrive at the one minimum."


def test_fewer_steps_bring_fewer_balls_to_the_minimum():
    found, story = spoken(steps=20)
    away = np.linalg.norm(found.bowl.run.points[-1], axis=1)
    near = int((away <= 0.3).sum())
    assert near < 10
    assert plain(story.arrivals(found.bowl.told, found.bowl.home)[0]).endswith(f"{near} of 10.")


def test_two_starts_end_in_the_two_minima_that_are_named(lesson):
    valleys = np.sort(local_minima(OTHER, -10.0, 10.0)[:, 0])
    discs = lesson.chord.plot.read([ball.place for ball in lesson.chord.balls.balls])
    assert discs[:, 0] == pytest.approx(valleys, abs=1e-4)
    assert discs[:, 1] == pytest.approx(OTHER(discs[:, 0]), abs=1e-9)
    told = [number(text) for text in lesson.found.other.end_texts]
    assert [one.text for one in lesson.numbers if hasattr(one, "text")] == lesson.found.other.end_texts
    assert captions(lesson)[-2] == "They do not meet: two minima."
    assert told == pytest.approx(valleys, abs=0.005)


def orange_middle(frame, x, y, reach):
    """Return the middle of the orange pixels within `reach` of a place."""
    orange = np.array([int(DARK.parameter[i : i + 2], 16) for i in (1, 3, 5)])
    left, top = round(x) - reach, round(y) - reach
    part = frame[top : top + 2 * reach, left : left + 2 * reach].astype(int)
    rows, columns = np.nonzero(np.abs(part - orange).sum(axis=2) < 90)
    return left + columns.mean() + 0.5, top + rows.mean() + 0.5


def test_pixels_show_the_balls_where_the_runs_start_and_end(film):
    """At the last frame both balls rest in their minima, and all starts in the bowl are seen."""
    lesson, frames = film(ConvexBowl, height=360, rate=5, captions=False, turn=0.0, pace=4.0)
    unit = 360 / 8
    valleys = np.sort(local_minima(OTHER, -10.0, 10.0)[:, 0])
    for x, y, _ in lesson.chord.plot.points_at(valleys, OTHER(valleys)):
        column, row = (x + lesson.layout.width / 2) * unit, (4 - y) * unit
        assert orange_middle(frames[-1], column, row, 6) == pytest.approx((column, row), abs=1.5)
    seen = lesson.bowl.walkers.seen(
        ground := lesson.found.bowl.ground.on_ground(lesson.found.bowl.run.points[0])
    )
    assert seen.all()
    for x, y, _ in lesson.bowl.terrain.project(ground):
        column, row = (x + lesson.layout.width / 2) * unit, (4 - y) * unit
        assert orange_middle(frames[-1], column, row, 6) == pytest.approx((column, row), abs=1.5)
