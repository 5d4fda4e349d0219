"""LearningRateDecay draws clouds as far from the minimum as the closed form says."""

import itertools

import numpy as np
import pytest
from pydantic import ValidationError

from scenes.base.look import Look
from scenes.learning_rate_decay import LearningRateDecay
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


@pytest.fixture
def lesson(perform, told=[]):  # noqa: B006
    if not told:
        told.append(perform(LearningRateDecay))
    return told[0]


@pytest.mark.parametrize("step", [0, 1, 17, 100])
def test_balls_rings_and_numbers_are_where_the_runs_are(lesson, step):
    lesson.race.set_value(step)
    for panel, one in zip(lesson.panels, lesson.found.each, strict=True):
        panel.cloud.update()
        points = one.run.points[step]
        assert panel.plot.read(panel.cloud.balls.places) == pytest.approx(points, abs=1e-9)
        ring = panel.plot.read(panel.cloud.ring.get_anchors())
        distances = np.linalg.norm(ring, axis=1)
        assert distances == pytest.approx(np.full(len(ring), rms(points)), rel=2e-3)
        assert panel.cloud.number.text == f"{rms(points):.2f}"


def test_one_noisy_gradient_becomes_the_step(lesson):
    run, measured = lesson.found.alone, lesson.found.measured
    assert (measured[0] == run.gradients[0]).all()
    assert run.points[1] == pytest.approx(run.points[0] - 0.1 * measured[0])
    assert lesson.fan.tip == pytest.approx(run.points[0] + lesson.found.factor * 2 * run.points[0])
    spread = measured - 2 * run.points[0]
    assert rms(spread) == pytest.approx(9.0, rel=0.2)


def test_the_balance_is_drawn_with_its_radius(perform):
    radii = []

    def look_at(lesson):
        if len(lesson.beats) == 5:
            edge = lesson.plot.read(lesson.balance.ring.get_anchors())
            line = lesson.plot.read(lesson.balance.line.get_anchors())
            radii.extend([*np.linalg.norm(edge, axis=1), np.linalg.norm(line[-1] - line[0])])

    perform(LearningRateDecay, look_at)
    assert radii and radii == pytest.approx([1.5] * len(radii), rel=1e-3)


def test_the_curves_are_the_schedules_and_the_gap_ends_where_the_middle_stops(lesson):
    for panel, one in zip(lesson.panels, lesson.found.each, strict=True):
        drawn = panel.chart.plot.read(panel.chart.lines[1].points)
        assert drawn == pytest.approx(np.column_stack([np.arange(100), one.rates]), abs=1e-9)
    line, _ = lesson.panels[2].gap()
    ends = lesson.panels[2].plot.read(line.get_anchors())
    share = np.prod(1 - 0.2 * 0.5 ** (np.arange(400) / 2))
    assert ends[-1] == pytest.approx(share * np.array([-4.8, 3.6]), abs=1e-6)


def test_the_balls_go_on_after_the_last_step_while_rings_and_numbers_stay(lesson):
    lesson.race.set_value(112)
    for panel, one, rate in zip(lesson.panels, lesson.found.each, (0.1, None, None), strict=True):
        panel.cloud.update()
        assert panel.cloud.number.text == f"{rms(one.run.points[100]):.2f}"
        places = panel.plot.read(panel.cloud.balls.places)
        if rate:
            assert np.abs(places - one.run.points[100]).max() > 1.0
            assert rms(places) == pytest.approx(1.5, rel=0.15)


def test_contours_stand_at_even_distances(lesson):
    radii = np.sqrt(np.array(lesson.plot.levels))  # f = x² + y²
    assert np.diff(radii) == pytest.approx(np.full(len(radii) - 1, radii[0]))


def test_the_last_frame_shows_each_cloud_around_its_middle(film):
    lesson, frames = film(LearningRateDecay, height=270, rate=5, pace=4.0, hold=0.0, captions=False)
    frame, per_unit = frames[-1].astype(int), 270 / 8.0
    for panel, one in zip(lesson.panels, lesson.found.each, strict=True):
        area = panel.plot.area
        left, right = (int((x + 64 / 9) * per_unit) for x in (area.left, area.right))
        top, bottom = (int((4.0 - y) * per_unit) for y in (area.top, area.bottom))
        red, green, blue = np.moveaxis(frame[top:bottom, left:right], -1, 0)
        rows, columns = np.nonzero((red > 150) & (np.abs(green - 145) < 40) & (blue < 70))
        seen = ((columns.mean() + left + 0.5) / per_unit - 64 / 9, 4.0 - (rows.mean() + top + 0.5) / per_unit)
        assert panel.plot.read((*seen, 0.0)) == pytest.approx(one.run.points[-1].mean(axis=0), abs=0.7)


@pytest.mark.parametrize("extreme", EXTREMES)
def test_whatever_is_asked_it_is_told_to_its_end(perform, extreme):
    lesson = perform(LearningRateDecay, **EXTREMES[extreme])
    assert all(one.end == other.start for one, other in itertools.pairwise(lesson.beats))
    assert len([beat for beat in lesson.beats if beat.kind == "ask"]) == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"learning_rate": 0.6}, "jumps over the minimum of this bowl; choose at most 1/curvature = 0.5"),
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
