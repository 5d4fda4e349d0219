"""LearningRateDecay draws clouds as far from the minimum as the closed form says."""

import itertools

import numpy as np
import pytest
from pydantic import ValidationError

from scenes.base.look import Look
from scenes.learning_rate_decay import LearningRateDecay
from scenes.parts.learning_rate_decay.cloud import Cloud, RateRing
from scenes.parts.learning_rate_decay.noise import NoiseArrow
from tests.looking import findings

EXTREMES = {
    "at the limit": {"learning_rate": 0.5, "fast_halving": 1, "steps": 200, "balls": 500},
    "much noise": {"noise": 200.0, "schedule": "exponential", "halving": 1, "steps": 20},
    "hardly any noise": {"noise": 0.001, "schedule": "cosine", "halving": 50},
    "tiny": {"start": (1e-4, 0.0), "noise": 1e-3, "schedule": "step", "fast_halving": 200},
    "wide and slow": {"curvature": 0.01, "start": (3000.0, -1000.0), "learning_rate": 1.0},
}


def rms(places):
    return float(np.sqrt((places**2).sum(axis=1).mean()))


@pytest.fixture(scope="module")
def found():
    return LearningRateDecay.compute(LearningRateDecay.Params())


def test_the_ring_of_the_defaults_has_radius_1_5(found):
    assert found.ring == pytest.approx(np.sqrt(0.1 * 9**2 / (2 * (2 - 0.1 * 2)))) == pytest.approx(1.5)
    assert found.each[0].distance(100) == pytest.approx(1.5, rel=0.1)


def test_clouds_follow_the_rule_with_the_same_noise(found):
    """Every cloud is run again by hand, from the noise that the first one's gradients show."""
    constant, *others = found.each
    noise = constant.run.gradients - 2 * constant.run.points
    rates = [0.1 / (1 + np.arange(100) / 10), 0.1 * 0.5 ** (np.arange(100) / 2)]
    for one, rate in zip(others, rates, strict=True):
        places = np.tile([-4.8, 3.6], (200, 1))
        for k in range(100):
            places = places - rate[k] * (2 * places + noise[k])
        assert one.run.points[-1] == pytest.approx(places, abs=1e-9)
        assert one.rates == pytest.approx(rate)


@pytest.fixture(scope="module")
def seen():
    return {}


@pytest.fixture
def lesson(perform, seen):
    """Return the lesson as it is told with the defaults; `seen` has what stood there as each beat ended."""
    if not seen:
        seen["counts"], seen["balance"] = [], []

        def look_at(told):
            if len(told.beats) == 4:
                edge = told.plot.read(told.balance.ring.get_anchors())
                line = told.plot.read(told.balance.line.get_anchors())
                seen["balance"] = [*np.linalg.norm(edge, axis=1), np.linalg.norm(line[-1] - line[0])]
            clocks = told.race.clocks if len(told.beats) > 4 else ()
            seen["counts"].append([clock.get_value() for clock in (told.swarm, *clocks)])

        seen["lesson"] = perform(LearningRateDecay, look_at)
    return seen["lesson"]


@pytest.mark.parametrize("step", [0, 1, 17, 100])
def test_balls_rings_and_numbers_are_where_the_runs_are(lesson, step):
    """All balls that the map shows, and the part of the ring that has come round."""
    for which, one in enumerate(lesson.found.each):
        plot = lesson.plot
        cloud = Cloud(Look(), plot, one, lambda: step, radius=0.05, write=lesson.found.text)
        points = one.run.points[step]
        inside = [plot.shows(*point) for point in points.tolist()]
        assert plot.read(cloud.balls.places) == pytest.approx(points[inside], abs=1e-9)
        assert sum(inside) > 190 - 20 * (which == 0)
        ring = plot.read(np.reshape(cloud.ring.get_anchors(), (-1, 3)))
        assert np.linalg.norm(ring, axis=1) == pytest.approx(np.full(len(ring), rms(points)), rel=2e-3)
        assert (len(ring) > 0) == (step > 0)
        assert cloud.number.text == f"{rms(points):.2f}"


def test_each_cloud_has_its_own_clock_and_comes_to_its_end(seen, lesson):
    counts = seen["counts"]
    assert [count[0] for count in counts[3:]] == [42.0, 100.0, 100.0, 100.0, 100.0, 100.0, 100.0]
    assert counts[4][1:] == counts[5][1:] == [0.0, 0.0] and counts[6][1:] == [100.0, 0.0]
    assert counts[7][2] == 24.0 and counts[8][2] == 100.0


def test_one_noisy_gradient_becomes_the_step(lesson):
    run, measured = lesson.found.alone, lesson.found.measured
    assert (measured[0] == run.gradients[0]).all()
    assert run.points[1] == pytest.approx(run.points[0] - 0.1 * measured[0])
    assert lesson.fan.tip == pytest.approx(run.points[0] + lesson.found.factor * 2 * run.points[0])
    spread = measured - 2 * run.points[0]
    assert rms(spread) == pytest.approx(9.0, rel=0.2)


def test_the_balance_is_drawn_with_its_radius(lesson, seen):
    assert seen["balance"] and seen["balance"] == pytest.approx([1.5] * len(seen["balance"]), rel=1e-3)


@pytest.mark.parametrize(
    ("which", "step", "rate"), [(1, 0, 0.1), (1, 30, 0.025), (1, 99, 0.1 / 10.9), (2, 6, 0.0125)]
)
def test_the_ring_of_the_rate_is_the_one_that_this_rate_would_keep(lesson, which, step, rate):
    ring = RateRing(
        Look(),
        lesson.plot,
        lesson.found.each[which],
        lambda: float(step),
        lesson.race.ring_of(which).radius_of,
    )
    away = np.linalg.norm(lesson.plot.read(ring.ring.get_anchors()), axis=1)
    assert away == pytest.approx(np.sqrt(rate * 81 / (2 * (2 - 2 * rate))), rel=1e-3)


def test_the_noise_is_what_the_measured_gradient_has_more_than_the_exact_one(lesson):
    found = lesson.found
    arrow = NoiseArrow(Look(), lesson.fan).arrow
    way = np.subtract(*lesson.plot.read(np.array([arrow.tip, arrow.tail])))
    assert way == pytest.approx(found.factor * (found.measured[0] - 2 * np.array([-4.8, 3.6])))


def test_the_curves_are_the_schedules_and_the_gap_is_as_long_as_the_cloud_is_far(lesson):
    chart = lesson.race.chart
    for plan, told, one in zip(chart.lines[:3], chart.lines[3:], lesson.found.each, strict=True):
        drawn = chart.plot.read(told.points)
        assert drawn == pytest.approx(np.column_stack([np.arange(100), one.rates]), abs=1e-9)
        assert chart.plot.read(plan.points) == pytest.approx(drawn)
    ends = lesson.plot.read(lesson.race.gap.get_anchors())
    far = rms(lesson.found.each[2].run.points[100])
    assert ends[-1] == pytest.approx(far / 6 * np.array([-4.8, 3.6]), abs=1e-6)
    mark, _ = lesson.race.start
    assert lesson.plot.read(mark.places)[0] == pytest.approx([-4.8, 3.6])


def test_the_balls_go_on_after_the_last_step_while_rings_and_numbers_stay(lesson):
    found, plot = lesson.found, lesson.plot
    one, more = found.each[0], found.beyond[0]
    cloud = Cloud(Look(), plot, one, lambda: 112.0, radius=0.05, write=found.text, beyond=more)
    assert cloud.number.text == f"{rms(one.run.points[100]):.2f}"
    assert np.abs(more.run.points[112] - one.run.points[100]).max() > 1.0
    assert rms(plot.read(cloud.balls.places)) == pytest.approx(1.5, rel=0.15)


def test_each_ring_keeps_its_name_and_its_radius(lesson):
    """In the end each ring that a cloud came to is named, with what its cloud's distance is."""
    texts = [ring[1].label[-1].text for ring in lesson.race.rings]
    assert texts == [f"{rms(one.run.points[100]):.2f}" for one in lesson.found.each]
    rings = [piece for piece in lesson.mobjects if piece.name == "where a cloud came to"]
    for ring, one in zip(rings, lesson.found.each, strict=True):
        radii = np.linalg.norm(lesson.plot.read(ring.get_anchors()), axis=1)
        assert radii == pytest.approx(np.full(len(radii), rms(one.run.points[100])), rel=2e-3)


def test_contours_stand_at_even_distances(lesson):
    radii = np.sqrt(np.array(lesson.plot.levels))  # f = x² + y²
    assert np.diff(radii) == pytest.approx(np.full(len(radii) - 1, radii[0]))


def test_the_last_frame_shows_both_falling_clouds_where_they_are(lesson):
    for cloud, one, step in zip(lesson.race.clouds[1:], lesson.found.beyond[1:], (None, 100), strict=True):
        points = one.run.points[100] if step else one.at(lesson.race.clocks[0].get_value())
        assert lesson.plot.read(cloud.balls.places) == pytest.approx(points, abs=1e-9)
        assert cloud in lesson.mobjects


@pytest.mark.parametrize("extreme", EXTREMES)
def test_whatever_is_asked_it_is_told_to_its_end(perform, extreme):
    lesson = perform(LearningRateDecay, **EXTREMES[extreme])
    assert all(one.end == other.start for one, other in itertools.pairwise(lesson.beats))
    assert len([beat for beat in lesson.beats if beat.kind == "ask"]) == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"learning_rate": 0.6}, "jumps over the minimum of this bowl; choose at most 1/curvature = 0.5"),
        (
            {"schedule": "step", "halving": 100},
            "by a step that 100 steps do not reach; choose at most steps - 1 = 99",
        ),
        ({"start": (0.0, 0.0)}, "is the minimum; choose a start that has a way down"),
        ({"noise": 0.0}, "greater than 0"),
        ({"schedule": "linear"}, "inverse time"),
    ],
)
def test_what_cannot_be_told_is_refused_in_one_sentence(given, words):
    with pytest.raises(ValidationError, match=words):
        LearningRateDecay.Params(**given)


@pytest.mark.parametrize(
    ("extreme", "theme", "aspect"),
    [
        ("much noise", "dark", "9:16"),
        ("hardly any noise", "dark", "16:9"),
    ],
)
def test_nothing_spoils_the_picture(extreme, theme, aspect):
    params = LearningRateDecay.Params(**EXTREMES[extreme])
    assert findings(LearningRateDecay, params, Look(theme=theme), aspect) == []
