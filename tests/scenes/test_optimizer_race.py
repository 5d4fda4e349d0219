"""OptimizerRace draws what gd_math computes, at rates that are fair, and names who leads."""

import itertools

import numpy as np
import pytest

from gd_math.accounts.tuning import GRID
from gd_math.functions.classics import Beale
from scenes.cast.writing.formulas import unpainted
from scenes.cast.writing.number_text import as_number
from scenes.optimizer_race import OptimizerRace
from scenes.parts.optimizer_race.heights import APART
from scenes.parts.optimizer_race.rules import RULES


def gradient(x, y):
    total = np.zeros(2)
    for k, c in ((1, 1.5), (2, 2.25), (3, 2.625)):
        part = c - x + x * y**k
        total += 2 * part * np.array([y**k - 1, k * x * y ** (k - 1)])
    return total


def by_hand(name, rate, steps):
    """Run a rule as its paper and PyTorch have it, in plain Python."""
    p, v, s, m = np.array([0.5, 1.2]), np.zeros(2), np.zeros(2), np.zeros(2)
    for t in range(1, steps + 1):
        g = gradient(*p)
        match name:
            case "gradient descent":
                p = p - rate * g
            case "momentum":
                v = 0.9 * v + g
                p = p - rate * v
            case "nesterov":
                v = 0.9 * v + g
                p = p - rate * (g + 0.9 * v)
            case "adagrad":
                s = s + g**2
                p = p - rate * g / (np.sqrt(s) + 1e-10)
            case "rmsprop":
                s = 0.99 * s + 0.01 * g**2
                p = p - rate * g / (np.sqrt(s) + 1e-8)
            case "adam":
                m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
                p = p - rate * (m / (1 - 0.9**t)) / (np.sqrt(s / (1 - 0.999**t)) + 1e-8)
    return p


@pytest.mark.parametrize("name", RULES)
def test_last_points_and_best_rates_are_those_of_independent_runs(name):
    found = OptimizerRace.compute(OptimizerRace.Params())
    place = list(RULES).index(name)
    run, best = found.race.runs[place], found.rates[place]
    assert run.points[-1] == pytest.approx(by_hand(name, best, 60), abs=1e-6)
    with np.errstate(all="ignore"):
        finals = [float(Beale()(*by_hand(name, rate, 60))) for rate in GRID]
    assert best == GRID[int(np.nanargmin(finals))]


@pytest.fixture(scope="module")
def kept():
    """Return a place for one performance that several tests read."""
    return {}


@pytest.fixture
def told(perform, kept):
    """Tell the race once, and keep what was seen as its beats ended."""
    if not kept:
        seen = []

        def look_at(lesson):
            marks = [mark.places[0] for mark in lesson.lanes.marks]
            kept.setdefault("rays", [ray[[0, -1]] for ray in lesson.spokes.get_subpaths()])
            seen.append((lesson.beats[-1].caption, lesson.places(), marks, lesson.plot.at(0.5, 1.2)))
            kept.setdefault("read", []).append([one.get_value() for one in lesson.first.times])
            kept.setdefault("points", []).append([walk.point for walk in lesson.walks])

        kept["lesson"] = perform(OptimizerRace, look_at)
        kept["seen"] = seen
    return kept


@pytest.fixture
def lesson(told):
    return told["lesson"]


RUNS = OptimizerRace.compute(OptimizerRace.Params()).race.runs


@pytest.mark.parametrize("step", [2, 18, 60])
def test_marks_are_at_the_computed_points(lesson, step):
    lesson.clock.set_value(step)
    for walk, run in zip(lesson.walks, RUNS, strict=True):
        walk.update()
        assert walk.point == pytest.approx(run.points[step], abs=1e-12)
        drawn = lesson.plot.read(walk.ball[-1].get_center_of_mass())
        assert drawn == pytest.approx(run.points[step], abs=1e-9)


@pytest.mark.parametrize("step", [1, 18, 60])
def test_on_their_lanes_the_marks_are_at_the_computed_losses(lesson, step):
    lesson.clock.set_value(step)
    lanes = lesson.lanes
    numbers = lanes.track[2]
    (one, x), (other, end) = ((-as_power(number.text), number.get_center()[0]) for number in numbers[:2])
    for (place, beyond), run in zip(map(lanes.place, range(6)), RUNS, strict=True):
        decades = one + (place[0] - x) / (end - x) * (other - one)
        assert not beyond and -decades == pytest.approx(np.log10(run.values[step]), abs=0.05)
    order = np.argsort([-lanes.place(k)[0][0] for k in range(6)], kind="stable")
    assert order.tolist() == np.argsort([run.values[step] for run in RUNS], kind="stable").tolist()


def as_power(text):
    return float(np.log10(as_number(text)))


def test_marks_wait_in_a_ring_then_come_together_and_all_go_to_their_lanes(told):
    (_, ring, lanes, start), _, *_ = told["seen"]
    assert np.linalg.norm(ring - start, axis=1) == pytest.approx([0.75] * 6, abs=1e-6)
    rays = np.array(told["rays"])
    assert np.abs(rays[:, 0] - start).max() < 1e-9 and np.abs(rays[:, 1] - ring).max() < 1e-9
    assert np.ptp([place[0] for place in lanes]) == pytest.approx(0.0, abs=1e-9)
    assert [told["read"][k] for k in (2, 3, 4)] == [
        [1.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        [1.0, 2.0, 2.0, 0.0, 0.0, 0.0],
        [1.0, 2.0, 2.0, 1.0, 1.0, 0.0],
    ]


def test_each_is_where_its_first_steps_have_taken_it_when_they_are_told(told):
    for places, times in zip(told["points"][2:7], told["read"][2:7], strict=True):
        for place, time, run in zip(places, times, RUNS, strict=True):
            if time:
                assert place == pytest.approx(run.points[int(time)], abs=1e-9)


def test_the_words_of_a_step_say_what_is_taken_off_the_point(lesson):
    first = lesson.first
    adagrad, rmsprop = (first.ratio(k)[-1].rpartition("= ")[2] for k in (3, 4))
    assert (adagrad, rmsprop) == ("(1, 1)", "(10, 10)")
    slopes = gradient(0.5, 1.2)
    assert f"({slopes[0]:.2f} \\/ {slopes[0]:.2f}, {slopes[1]:.1f} \\/ {slopes[1]:.1f})" in first.ratio(3)[0]
    assert all(str(rate).removesuffix(".0") in first.step(k)[0] for k, rate in enumerate(lesson.found.rates))


def test_gradient_descent_turns_its_gradient_into_a_step_of_the_same_length(lesson):
    walk = lesson.walks[0]
    *_, whole, ahead = walk.arrows.tips(0)
    assert whole - walk.screen[0] == pytest.approx(walk.screen[0] - ahead, abs=1e-9)
    assert walk.arrows.factor == 0.05


def test_the_velocity_and_the_gradient_add_up_to_momentums_second_step(lesson):
    walk, (one, two) = lesson.walks[1], RUNS[1].gradients[:2]
    kept, against, _, ahead = walk.arrows.tips(1) - walk.screen[1]
    assert kept + against == pytest.approx(ahead, abs=1e-9)
    rate, per_unit = 0.02, walk.screen[1] - walk.screen[0]
    assert kept == pytest.approx(0.9 * per_unit, abs=1e-9)
    assert RUNS[1].points[2] - RUNS[1].points[1] == pytest.approx(-rate * (0.9 * one + two), abs=1e-9)


def test_a_path_that_another_one_covers_is_wider(lesson):
    widths = [walk.path.get_stroke_width() for walk in lesson.walks]
    assert [width > min(widths) for width in widths] == [False, False, False, True, False, False]


def test_the_gradient_is_drawn_uphill_and_the_flag_stands_at_the_minimum(lesson):
    arrow = lesson.telling.gradient[0]
    along = (arrow.tip - arrow.tail)[:2]
    assert along @ gradient(0.5, 1.2) == pytest.approx(
        np.linalg.norm(along) * np.linalg.norm(gradient(0.5, 1.2))
    )
    lesson.flag.redraw()
    assert lesson.plot.read(lesson.flag.pole.points[0]) == pytest.approx([3.0, 0.5], abs=1e-6)


def test_the_gradient_is_as_long_as_its_note_says(lesson):
    arrow, note = lesson.telling.gradient
    drawn = lesson.plot.read(arrow.tip) - lesson.plot.read(arrow.tail)
    assert drawn == pytest.approx(float(note.name.split()[-1]) * gradient(0.5, 1.2), abs=1e-6)


def test_a_path_reaches_back_eight_steps_and_the_winners_to_the_start(lesson):
    lesson.clock.set_value(30)
    walk = lesson.walks[2]
    for tail, first in ((8.0, 22), (60.0, 0)):
        lesson.tail.set_value(tail)
        walk.update()
        assert lesson.plot.read(walk.path.points[0]) == pytest.approx(RUNS[2].points[first], abs=1e-6)


def test_the_podium_has_the_three_lowest_with_their_losses(lesson):
    finals = np.array([run.values[-1] for run in RUNS])
    first = np.argsort(finals)[:3]
    assert [lesson.podium.placed[place] for place in (1, 2, 3)] == [(int(k),) for k in first]
    tops = []
    for place, k in zip(lesson.podium.places, first, strict=True):
        assert as_number(place.written[1].text) == pytest.approx(finals[k], rel=0.02)
        [mark] = place.runners.values()
        tops.append(place.box.top)
        assert mark.points[:, 1].min() == pytest.approx(place.box.top, abs=0.05)
    assert tops == sorted(tops, reverse=True)


@pytest.mark.parametrize("aspect", ["16:9", "4:3", "9:16"])
def test_the_last_caption_repeats_the_numbers_on_the_podium(perform, aspect):
    told = perform(OptimizerRace, aspect=aspect)
    written = [told.podium.places[k].written[1].text for k in (0, 1)]
    assert [text for text in written if text not in told.beats[-1].caption] == []
    assert told.seconds <= 60.0


def test_all_who_came_after_follow_in_rows_with_their_losses(lesson):
    finals = np.array([run.values[-1] for run in RUNS])
    rows = lesson.podium.followers
    for place, row, k in zip((4, 5, 6), rows, np.argsort(finals)[3:], strict=True):
        digit, name, loss = row.written
        assert (digit.text, name.text) == (str(place), lesson.names[k])
        assert as_number(loss.text) == pytest.approx(finals[k], rel=0.005)
        [mark] = row.runners.values()
        assert mark.places[0][1] == pytest.approx(digit.get_center()[1], abs=0.01)


def test_captions_name_the_leaders_of_the_race(lesson):
    captions = [beat.caption for beat in lesson.beats]
    names = ["Gradient descent", "Momentum", "Nesterov", "AdaGrad", "RMSProp", "Adam"]
    first = names[int(np.argmin([run.values[18] for run in RUNS]))]
    assert f"{first} leads after 18 gradients." in captions
    assert captions[-1] == "Lowest: Nesterov, with 2.61×10⁻⁵. Then RMSProp, with 3.31×10⁻³."


def test_heights_stand_all_over_the_map_and_apart_from_each_other(lesson):
    plot = lesson.plot
    places = np.array([plot.at(*one.at.tolist()) for one in plot.heights.written.values()])
    gaps = [float(np.hypot(*(one - other)[:2])) for one, other in itertools.combinations(places, 2)]
    assert len(places) >= 3
    assert min(gaps) >= APART
    assert np.ptp(places[:, 0]) > plot.area.width / 3


def test_why_rmsprop_goes_as_far_as_adagrad_is_told_by_its_own_numbers(lesson):
    k = list(RULES).index("rmsprop")
    slope = gradient(0.5, 1.2)
    divided = slope / np.sqrt(0.01 * slope**2)
    assert divided == pytest.approx([10.0, 10.0])
    assert unpainted(lesson.first.ratio(k)[-1]).endswith("= (10, 10)")
    assert unpainted(lesson.first.reach(k)) == "0.2 dot (10, 10) = (2, 2)"
    assert lesson.first.runs[k].points[1] == pytest.approx(np.array([0.5, 1.2]) - 0.2 * divided)
