"""StabilityLimit draws runs at the knob's rate, the factors measured in them, and the limits."""

import itertools

import numpy as np
import pytest
from pydantic import ValidationError

from scenes.base.layout import Layout
from scenes.base.look import Look
from scenes.base.theme import DARK
from scenes.cast.writing.formulas import unpainted
from scenes.parts.stability_limit.factors import KNOB, Factors
from scenes.parts.stability_limit.first_step import FirstStep
from scenes.parts.stability_limit.rate_run import RateRun
from scenes.parts.stability_limit.rooms import LimitRooms
from scenes.stability_limit import StabilityLimit
from tests.looking import findings

EXTREMES = {
    "one curvature": {"least": 2.0},
    "a canyon": {"largest": 1000.0, "least": 0.001, "start": (-3.0, 2.0)},
    "along x": {"start": (-2.0, 0.0), "steps": 4},
    "along y": {"start": (0.0, -5e5), "steps": 24},
    "much momentum": {"beta": 0.95, "largest": 7.0, "least": 3.0},
    "hardly any momentum": {"beta": 0.05, "start": (1e-6, 1e6)},
}


@pytest.fixture(scope="module")
def lesson(told):
    return told(StabilityLimit)


def by_hand(rate, start, curvatures, beta=0.0, steps=12):
    """Return the points of a run in the bowl, iterated here from the defining rule."""
    point, velocity, points = np.array(start), np.zeros(len(start)), [np.array(start)]
    for _ in range(steps):
        velocity = beta * velocity + np.array(curvatures) * point
        point = point - rate * velocity
        points.append(point)
    return np.array(points)


@pytest.mark.parametrize("rate", [0.15, 0.5, 0.8, 0.9])
def test_path_at_every_rate_of_the_slider_is_its_run(lesson, rate):
    """In the valley with its heights, in the bowl with both coordinates."""
    x = by_hand(rate, [4.0], [2.0])[:, 0]
    told = RateRun(Look(), lesson.plot, lesson.found.in_valley, lambda: rate, lambda: 12.0)
    valley = lesson.rooms.valley()
    told.plot = valley
    told.redraw()
    assert valley.read(told.dots.places) == pytest.approx(np.stack([x, x**2], axis=1), abs=1e-9)
    flat = RateRun(Look(), lesson.map, lesson.found.in_bowl, lambda: rate, lambda: 7.5)
    points = by_hand(rate, [4.0, 3.0], [2.0, 0.5])
    assert lesson.map.read(flat.dots.places) == pytest.approx(points[:8], abs=1e-9)
    assert lesson.map.read(flat.ball.place) == pytest.approx((points[7] + points[8]) / 2, abs=1e-9)


def test_first_step_ends_over_the_minimum_at_one_over_l_and_on_the_other_wall_at_two(lesson):
    valley = lesson.rooms.valley()
    for rate, end in ((0.25, 2.0), (0.5, 0.0), (1.0, -4.0)):
        step = FirstStep(Look(), valley, lesson.found, lambda rate=rate: rate)
        tail, tip = valley.read(np.array([step.arrow.tail, step.arrow.tip]))
        assert tail == pytest.approx([4.0, 16.0])
        assert tip == pytest.approx([end, 16.0], abs=1e-9)
    assert tip[1] == pytest.approx(tip[0] ** 2), "on the wall"


@pytest.mark.parametrize(
    ("rate", "factor", "text"),
    [(0.15, 0.7, "0.70"), (0.5, 0.0, "0.00"), (0.8, 0.6, "0.60"), (1.1, 1.2, "1.20")],
)
def test_point_on_the_chart_is_the_factor_that_the_run_shows(lesson, rate, factor, text):
    factors = Factors(Look(), lesson.chart, lesson.found, lambda: rate)
    factors.measuring.set_value(1.0)
    factors.seen.set_value(1.2)
    factors.redraw()
    x = by_hand(rate, [4.0], [2.0])[:, 0]
    assert abs(x[1] / x[0]) == pytest.approx(factor)
    assert lesson.chart.read(factors.point.places[0]) == pytest.approx([rate, factor], abs=1e-9)
    assert factors.factor.text == text
    drawn = lesson.chart.read(factors.curve.points)
    assert drawn[:, 1] == pytest.approx(np.abs(1 - 2 * drawn[:, 0]), abs=1e-9)
    assert drawn[-1, 0] == pytest.approx(1.2)


@pytest.mark.parametrize(("rate", "shown", "factor"), [(0.3041, "0.30", "0.40"), (0.9755, "0.98", "0.96")])
def test_while_the_knob_passes_its_two_numbers_agree(lesson, rate, shown, factor):
    factors = Factors(Look(), lesson.chart, lesson.found, lambda: rate)
    factors.measuring.set_value(1.0)
    factors.redraw()
    assert (factors.number.text, factors.factor.text) == (shown, factor)
    assert float(factor) == pytest.approx(abs(1 - 2 * float(shown)))
    assert lesson.chart.read(factors.point.places[0]) == pytest.approx([rate, abs(1 - 2 * rate)], abs=1e-9)


def test_where_the_knob_rests_the_factor_is_that_of_its_exact_rate():
    found = StabilityLimit.compute(StabilityLimit.Params(largest=2.0, least=0.4))
    factors = Factors(Look(), LimitRooms(Look(), Layout.of_frame(), found).chart(), found, lambda: found.best)
    factors.find = found.in_bowl
    factors.measuring.set_value(1.0)
    factors.redraw()
    assert (factors.number.text, factors.factor.text) == ("0.83", "0.67"), "5/6 and 2/3"


def test_the_headline_that_stands_is_true_of_the_ball_that_is_told(lesson):
    assert lesson.headlines[1:] == ["Below 2/L it settles", "Momentum: below 2(1 + β)/L"]
    assert lesson._headline in lesson.mobjects


def test_two_over_l_is_spoken_of_when_the_knob_stands_there(perform):
    class Heard(StabilityLimit):
        def _replace_caption(self, sentence):
            said[sentence] = self.rate.get_value()
            super()._replace_caption(sentence)

    said = {}
    perform(Heard)
    assert said["At 2/L: the other wall, just as high."] == pytest.approx(1.0)


def test_names_in_the_chart_are_clear_of_knob_and_readings(lesson):
    """The zones' names stand higher than the reading at the rate that diverges, L above the knob."""
    chart, found = lesson.chart, lesson.found
    point = chart.at(found.diverging, 1.1)[1] + lesson.factors.point.disc[:, 1].max()
    assert len(lesson.zones) == 3
    for words in lesson.zones.values():
        assert words.get_bottom()[1] > point
    assert lesson.borders.name_curves()[0].get_bottom()[1] > chart.area.bottom + KNOB


def test_limits_stand_at_their_rates_with_their_numbers(lesson):
    for line, rate, text in zip(lesson.borders.lines, (0.5, 1.0, 1.25), ("0.5", "1", "1.25"), strict=True):
        assert lesson.chart.read(line[0].points)[:, 0] == pytest.approx(rate)
        assert line[2].text.endswith(text)
        assert line[2].text.startswith("=")


def test_best_rate_is_where_the_larger_factor_is_least(lesson):
    ring = next(part for part in lesson.mobjects if part.name == "VGroup" and part[0].name == "best")[0]
    rate, factor = lesson.chart.read(ring.get_center())
    rates = np.linspace(0.0, 1.2, 12001)
    larger = np.maximum(np.abs(1 - 2 * rates), np.abs(1 - 0.5 * rates))
    assert rate == pytest.approx(rates[np.argmin(larger)], abs=1e-4)
    assert factor == pytest.approx(larger.min(), abs=1e-4) == pytest.approx(0.6)


def test_best_rate_keeps_its_number_to_the_end_with_the_best_factor(lesson):
    way, number = lesson.borders.best_rate()
    assert lesson.chart.read(way.points)[:, 0] == pytest.approx(0.8)
    assert number.text == "0.80"
    assert number.at[0] == pytest.approx(lesson.chart.at(0.8, 0.0)[0])
    assert number.get_right()[0] < lesson.factors.number.get_left()[0]
    pages = lesson.story.heavy_pages()
    assert "= 0.8," in pages[0]
    assert unpainted(pages[0]).endswith("= 0.6")
    assert lesson.zone.shown.height > lesson.zone.page(pages[1]).height, "both lines have room"


def test_last_frame_shows_the_heavy_ball_settled_and_the_freed_rates(lesson):
    points = by_hand(1.12, [4.0, 3.0], [2.0, 0.5], beta=0.25)
    assert lesson.map.read(lesson.heavy.dots.places) == pytest.approx(points, abs=1e-9)
    assert np.linalg.norm(points[-1]) < 0.05
    assert np.linalg.norm(by_hand(1.12, [4.0, 3.0], [2.0, 0.5])[-1]) > 50.0
    won = lesson.chart.read(lesson.shades.won.points)[:, 0]
    assert (won.min(), won.max()) == pytest.approx((1.0, 1.25))
    heavy = lesson.chart.read(lesson.factors.momentum.points)
    companion = [
        max(abs(np.roots([1, -(1.25 - a * k), 0.25])).max() for k in (0.5, 2.0)) for a in heavy[::40, 0]
    ]
    assert heavy[::40, 1] == pytest.approx(companion, abs=1e-6)


def test_heavy_ball_has_a_point_that_its_own_long_run_measures(lesson):
    points = by_hand(1.12, [4.0, 3.0], [2.0, 0.5], beta=0.25, steps=300)
    far = np.linalg.norm(points, axis=1)
    factor = (np.hypot(*far[[-1, -2]]) / np.hypot(*far[[150, 149]])) ** (1 / 150)
    place = lesson.chart.read(lesson.factors.heavy_point.places[0])
    assert place == pytest.approx([1.12, factor], abs=2e-3)
    assert lesson.factors.heavy_factor.text == "0.50"


def test_in_tall_frames_each_limit_stands_over_its_line_with_its_number(perform):
    told = perform(StabilityLimit, aspect="9:16", captions=False)
    for line in told.borders.lines[:2]:
        at = [line[k].get_center()[0] for k in (0, 1, 2)]
        assert at[1:] == pytest.approx([at[0]] * 2, abs=0.02)
    assert [line[2].text for line in told.borders.lines[:2]] == ["= " + text for text in ("0.5", "1")]
    heavy, other = told.borders.heavy[1], told.borders.limit[1]
    assert heavy.get_bottom()[1] > other.get_top()[1]


def test_the_point_stays_on_the_curve_that_is_drawn_until_the_second_one_comes(perform):
    class Watched(StabilityLimit):
        def advance(self, clock, to, seconds, *others):
            super().advance(clock, to, seconds, *others)
            now = self.factors
            if now.measuring.get_value() and not now.second.get_value():
                told.append((self.rate.get_value(), now.measured))

    told = []
    perform(Watched, captions=False)
    assert len(told) > 5
    for rate, factor in told:
        assert factor == pytest.approx(abs(1 - 2 * rate), abs=1e-9)


def test_pixels_show_the_knob_and_the_limits_where_they_are(film):
    lesson, frames = film(StabilityLimit, height=540, captions=False)
    scale = 540 / 8.0
    for rate, colour in ((1.0, DARK.warning), (1.25, DARK.velocity), (0.5, DARK.step)):
        x, y, _ = lesson.chart.at(rate, 1.15)
        column, row = round(frames[-1].shape[1] / 2 + x * scale), round(270 - y * scale)
        patch = frames[-1][row - 12 : row + 12, column - 1 : column + 2].astype(int)
        wanted = [int(colour[k : k + 2], 16) for k in (1, 3, 5)]
        assert (np.abs(patch - wanted).sum(axis=-1) < 90).any(), colour


@pytest.mark.parametrize("extreme", EXTREMES)
def test_whatever_is_asked_it_is_told_to_its_end(perform, extreme):
    lesson = perform(StabilityLimit, **EXTREMES[extreme])
    assert all(one.end == other.start for one, other in itertools.pairwise(lesson.beats))
    assert len([beat for beat in lesson.beats if beat.kind == "ask"]) == 2


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"least": 3.0}, "least = 3 is more than largest = 2; exchange the curvatures"),
        ({"start": (0.0, 0.0)}, "is the minimum; choose a start that has a way down"),
        ({"beta": 1.0}, "less than or equal to 0.95"),
        ({"largest": -1.0}, "greater than or equal to 0.001"),
    ],
)
def test_what_cannot_be_told_is_refused_in_one_sentence(given, words):
    with pytest.raises(ValidationError, match=words):
        StabilityLimit.Params(**given)


@pytest.mark.parametrize(
    ("extreme", "theme", "aspect"), [("a canyon", "light", "16:9"), ("much momentum", "dark", "9:16")]
)
def test_nothing_spoils_the_picture(extreme, theme, aspect):
    params = StabilityLimit.Params(**EXTREMES[extreme])
    assert findings(StabilityLimit, params, Look(theme=theme), aspect) == []
