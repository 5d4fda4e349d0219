"""WhyNotTryEverything counts on in cubes, in the age of the universe and in universes."""

import math

import numpy as np
import pytest

from scenes.why_not_try_everything import WhyNotTryEverything
from tests.scenes.trial_moments import grid_at


@pytest.fixture
def lesson(told):
    """The default lesson, played once: each test sets the clocks that it needs."""
    return told(WhyNotTryEverything)


def count_at(lesson, exponent, come=0.0, ended=0.0):
    """The counting as it is told at an exponent of the trials."""
    count = lesson.count
    count.exponent.set_value(exponent)
    count.ended.set_value(ended)
    count.universes.come.set_value(come)
    count.universes.left_out.set_value(0.0)
    for part in (count.cube, count.universes, count.clock, count.equation, count.whole_equation):
        part.update()
    return count


def test_the_cube_grows_out_of_the_one_before_and_holds_the_trials_that_are_counted(lesson):
    for exponent in np.linspace(6.0, 84.0, 157):
        cube = count_at(lesson, exponent).cube
        cubed, edge = cube.stage
        assert cube.trials == pytest.approx(exponent, abs=1e-9)
        assert edge**3 * 1000.0**cubed == pytest.approx(10.0**exponent, rel=1e-6)
        drawn = sum(len(layer.places) for layer in cube.marks)
        assert drawn == math.ceil(edge - 1e-6) ** 3, "marks come out of those beside them"
        outline = np.concatenate([layer.front.points for layer in cube.marks])
        assert np.ptp(outline[:, 0]) <= 1.5 * lesson.picture.grid.width_of_cube


def test_a_full_cube_is_the_picture_of_the_grid_and_of_the_next_mark(lesson):
    grid = grid_at(lesson, 6.0)
    cube = count_at(lesson, 6.0).cube
    for before, within in zip(grid.layers, cube.within, strict=True):
        np.testing.assert_allclose(before.places, within.places, atol=1e-9)
        np.testing.assert_allclose(before.front.points, within.front.points, atol=1e-9)
    full = np.concatenate([layer.places for layer in count_at(lesson, 9.0 - 1e-5).cube.marks])
    within = np.concatenate([layer.places for layer in count_at(lesson, 9.0).cube.within])
    np.testing.assert_allclose(full, within, atol=1e-3)


def test_the_equation_is_complete_with_whole_parameters_and_tells_the_trials_between_them(lesson):
    for exponent, left, right in (
        (6.0, "(10⁶)¹", "10⁶"),
        (9.5, "", "10⁹"),
        (math.log10(4.36e26), "", "4.4×10²⁶"),
        (78.0, "(10⁶)¹³", "10⁷⁸"),
        (83.9, "", "10⁸³"),
        (84.0, "(10⁶)¹⁴", "10⁸⁴"),
        (600.0, "(10⁶)¹⁰⁰", "10⁶⁰⁰"),
    ):
        count = count_at(lesson, exponent)
        for equation in (count.equation, count.whole_equation):
            assert (equation.left.text, equation.right.text) == (left, right)
        assert (count.zeros.fallen >= 1.0).sum() == int(exponent + 1e-9) + 1, "a one with its zeros"
    assert (count.result.left.text, count.result.right.text) == ("(10⁶)¹⁰⁰", "10⁶⁰⁰")


def test_the_count_says_more_than_atoms_when_the_universe_is_smaller_than_the_cube(lesson):
    for exponent in np.linspace(78.0, 84.0, 61):
        count = count_at(lesson, exponent)
        told = count.equation.right.text.removeprefix("10").translate(
            str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
        )
        assert int(told) == int(exponent + 1e-9)
        if count.universes.true_radius < count.universes.waiting[1]:
            assert int(told) >= 80


def test_the_clock_goes_round_once_in_the_age_of_the_universe(lesson):
    age = 13.8e9 * 31557600 * 1e9
    for share in (0.25, 0.5, 1.0, 20.0):
        clock = count_at(lesson, math.log10(share * age)).clock
        way = clock.hand.points[-1] - clock.middle
        angle = math.atan2(way[0], way[1]) / (2 * math.pi) % 1.0
        assert (angle - min(share, 1.0) + 0.5) % 1.0 == pytest.approx(0.5, abs=1e-3)
    assert 10**24 < age < 10**30
    assert lesson.found.aged == 5
    assert count_at(lesson, 30.0).clock.turns.text == "×2300"
    assert count_at(lesson, 24.0).clock.turns.text == ""
    assert 10**30 / age == pytest.approx(2300, rel=0.01)


def test_each_further_parameter_makes_a_million_times_the_trials(lesson):
    for d in (5, 13):
        before, after = (count_at(lesson, 6.0 * k).cube.trials for k in (d, d + 1))
        assert after - before == pytest.approx(6.0)


def test_the_waiting_universe_has_the_volume_of_its_atoms(lesson):
    side = lesson.picture.grid.width_of_cube
    for exponent in (80.0, 82.0, 84.0):
        universes = count_at(lesson, exponent).universes
        inside = 4 / 3 * math.pi * universes.true_radius**3 / side**3
        assert inside == pytest.approx(10.0 ** (80 - exponent), rel=1e-9)
        drawn = np.ptp(universes.dots.places[:, 0]) / 2
        assert drawn == pytest.approx(min(universes.waiting[1], universes.true_radius), rel=0.03)


def test_universes_in_each_other_are_born_when_the_trials_pass_their_atoms(lesson):
    numbers = ["10⁸⁰", "10¹⁶⁰", "10²⁴⁰", "10³²⁰", "10⁴⁰⁰", "10⁴⁸⁰", "10⁵⁶⁰"]
    assert lesson.count.universes.count == 7 == 600 // 80
    for d in (14, 26, 27, 39, 40, 100):
        universes = count_at(lesson, 6.0 * d, come=1.0, ended=1.0).universes
        born = [number.text for number in universes.numbers if number.text]
        assert born == numbers[: 6 * d // 80]
        assert (universes.grown == 1.0).sum() == 6 * d // 80
    assert universes.word in universes.submobjects
    assert universes.word.get_left()[0] > universes.numbers[0].get_right()[0]
    assert universes.word.get_right()[0] < universes.numbers[1].get_left()[0]
    assert universes.middles[-1][0] > universes.middles[-2][0] + universes.radius
    assert lesson.count.cube.place()[1] == pytest.approx(universes.ending[1])


def test_in_the_end_all_but_two_universes_are_an_ellipsis(lesson):
    universes = count_at(lesson, 600.0, come=1.0, ended=1.0).universes
    whole = universes.dots.places.reshape(7, -1, 3)
    universes.left_out.set_value(1.0)
    universes.redraw()
    told = universes.dots.places.reshape(7, -1, 3)
    np.testing.assert_allclose(told[:2], whole[:2])
    assert (np.ptp(told[2:], axis=1)[:, 0] < 0.2).all()
    np.testing.assert_allclose(told[2:].mean(axis=1), whole[2:].mean(axis=1), atol=0.02)
    assert [number.text for number in universes.numbers if number.text] == ["10⁸⁰", "10¹⁶⁰"]
