"""BasinMap's pixels are the ends of their own runs, at every rate, step and magnification."""

import itertools

import numpy as np
import pytest
from pydantic import ValidationError

from gd_math.functions.classics import Himmelblau
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from scenes.base.look import Look
from scenes.base.theme import DARK
from scenes.basin_map import BasinMap
from scenes.parts.basin_map.ledger import Ledger, percent
from tests.looking import findings

LAND = Himmelblau()
FEW = {"per_side": 100}
EXTREMES = {
    "hills": {"function": "hills", **FEW},
    "two wells": {"function": "x^4 - 3x^2 + y^2 + x/2", **FEW},
    "too large": {"learning_rate": 0.01, "large_rate": 0.02, **FEW},
    "waves without borders that move": {"function": "sin(x) + cos(y)", **FEW},
    "own names": {"function": "(w^2 + b - 11)^2 + (w + b^2 - 7)^2", "learning_rate": 0.0001, **FEW},
}


@pytest.fixture(scope="module")
def lesson(told):
    return told(BasinMap)


@pytest.fixture
def sheet(lesson):
    """Return the sheet, whose clocks may be set."""
    one = lesson.sheet
    before = one.newton, one.step.get_value(), one.rate.get_value(), one.decade.get_value()
    area, one.area = one.area, lambda: lesson.rooms.map
    yield one
    one.newton, one.area = before[0], area
    for tracker, value in zip((one.step, one.rate, one.decade), before[1:], strict=True):
        tracker.set_value(value)
    one.redraw()


def hue_of(pixels):
    """Return which of the four colours each pixel has, whatever its strength; −1 for none of them."""
    ground = np.array([int(DARK.background[k : k + 2], 16) for k in (1, 3, 5)], float)
    colours = [
        np.array([int(one[k : k + 2], 16) for k in (1, 3, 5)], float) - ground for one in DARK.runs[:4]
    ]
    offsets = pixels[..., :3].astype(float) - ground
    cosines = np.stack([offsets @ one / np.linalg.norm(one) for one in colours], axis=-1)
    cosines /= np.linalg.norm(offsets, axis=-1, keepdims=True) + 1e-9
    return np.where(cosines.max(axis=-1) > 0.999, cosines.argmax(axis=-1), -1)


@pytest.mark.parametrize(("rate", "decade"), [(0.002, 0.0), (0.0145, 0.0), (0.0145, 1.0), (0.0145, 3.0)])
def test_each_pixel_has_the_colour_of_the_minimum_that_its_run_comes_to(sheet, rate, decade):
    sheet.newton, sheet.grain = False, 1
    sheet.rate.set_value(rate)
    sheet.decade.set_value(decade)
    sheet.step.set_value(1e5)
    sheet.redraw()
    down, across = sheet.cells()
    starts, drawn = sheet.starts(), hue_of(sheet.pixels[down, across])
    assert starts.shape[:2] == drawn.shape
    run = descend(LAND, starts, GradientDescent(rate), 400)
    ways = np.linalg.norm(run.points[-1][..., None, :] - sheet.found.study.minima, axis=-1)
    home = np.where(np.isnan(ways).any(axis=-1), -1, ways.argmin(axis=-1))
    assert (drawn == home).mean() > 0.98, "all but pixels on borders, where a rounding decides"


def test_pixels_stand_where_their_starts_are_in_the_map(sheet):
    sheet.newton, sheet.grain = False, 1
    sheet.decade.set_value(0.0)
    down, across = sheet.cells()
    starts, area = sheet.starts(), sheet.area()
    (left, right), (bottom, top) = sheet.found.study.region
    for row, column in ((0, 0), (3, 5), (-1, -1)):
        u, v = starts[row, column]
        x = area.left + (u - left) / (right - left) * area.width
        y = area.bottom + (v - bottom) / (top - bottom) * area.height
        assert sheet.in_pixels(np.array([x, y, 0.0]))[:2] == pytest.approx(
            [range(across.start, across.stop)[column] + 0.5, range(down.start, down.stop)[row] + 0.5]
        )
    corners = sheet.in_pixels(np.array([(area.left, area.top, 0.0), (area.right, area.bottom, 0.0)]))
    assert (corners[0, 0] - across.start, corners[0, 1] - down.start) == pytest.approx((0, 0), abs=0.5)
    assert (corners[1, 0] - across.stop, corners[1, 1] - down.stop) == pytest.approx((0, 0), abs=0.5)


@pytest.mark.parametrize("step", [0, 12, 60])
def test_only_who_has_arrived_has_a_colour(sheet, step):
    sheet.newton, sheet.grain = False, 1
    sheet.rate.set_value(0.002)
    sheet.decade.set_value(0.0)
    sheet.step.set_value(float(step))
    sheet.redraw()
    down, across = sheet.cells()
    run = descend(LAND, sheet.starts(), GradientDescent(0.002), step)
    ways = np.linalg.norm(run.points[..., None, :] - sheet.found.study.minima, axis=-1)
    there = (ways <= sheet.found.study.attraction(0.002).radii).any(axis=(0, -1))
    assert ((sheet.pixels[down, across, 3] == 255) == there).mean() > 0.999


def test_numbers_beside_the_map_are_the_counted_shares(lesson):
    study = lesson.found.study
    homes = study.large.homes
    assert homes.size == 1_000_000
    last = lesson.found.shares(study.rates[1])
    ledger = Ledger(Look(), lesson.rooms.shares, lesson.found, lambda: last, last)
    texts = [number.text for number in ledger.numbers]
    assert texts == [percent((homes == k).mean()) for k in range(4)] + [percent((homes < 0).mean())]
    lengths = [bar.width for bar in ledger.bars]
    assert np.array(lengths) / lengths[0] == pytest.approx(last[ledger.rows] / last[0], abs=0.01)
    assert last.sum() == pytest.approx(1.0)


@pytest.mark.parametrize("rate", [0.002, None])
def test_bars_begin_at_nothing_and_grow_to_what_is_counted(lesson, rate):
    found, rooms, step = lesson.found, lesson.rooms, -1
    last = found.shares(rate)
    ledger = Ledger(Look(), rooms.shares, found, lambda: found.shares(rate, step), last)
    assert [number.text for number in ledger.numbers] == [percent(0.0)] * len(ledger.rows)
    assert all(len(bar.points) == 0 for bar in ledger.bars)
    shares = np.array([found.shares(rate, step) for step in range(-1, 200)])
    assert (np.diff(shares, axis=0) >= 0.0).all()
    assert found.shares(rate, 10**5) == pytest.approx(last)


def test_while_the_rate_rises_bars_alone_follow_it(lesson):
    found, (small, large) = lesson.found, lesson.found.study.rates
    for rate, exact in ((small * 1.0000001, small), (large * 0.9999999, large)):
        assert found.shares_between(rate) == pytest.approx(found.shares(exact), abs=0.01)
    assert (found.shares_between(large) == found.shares(large)).all()
    half = found.shares_between(0.01)
    bars = Ledger(Look(), lesson.rooms.shares, found, lambda: half, found.shares(large), 1, lambda: False)
    assert [number.text for number in bars.numbers] == [""] * len(bars.rows)
    widths = np.array([bar.width for bar in bars.bars])
    assert widths == pytest.approx(bars.per_share * half[bars.rows])


def test_what_is_told_of_large_steps_is_counted_once(lesson):
    study = lesson.found.study
    assert study.changed + study.lost == pytest.approx(study.moved), "small steps lead all to a minimum"
    last = [words.text for words in lesson.three.words[1][1:]]
    assert last == [f"{100 * study.changed:.1f} % change basin", f"{100 * study.lost:.1f} % no minimum"]
    assert percent(lesson.found.shares(study.rates[1])[-1]) == percent(study.lost)


def test_what_belongs_to_the_view_before_has_gone_when_newton_begins(perform):
    seen = []

    class Watched(BasinMap):
        def play(self, *args, **kwargs):
            if len(self.beats) >= 8 and self.sheet.decade.get_value() == 0.0:
                stale = self.readings in self.mobjects and self.readings.rate[1].text
                seen.append((self.frame in self.mobjects, stale))
            super().play(*args, **kwargs)

    perform(Watched, **FEW)
    assert seen
    assert not any(frame or stale for frame, stale in seen)


def test_map_is_wide_at_the_beginning(perform):
    widths = []

    class Watched(BasinMap):
        def tell_one(self):
            widths.append((self.plot.area.width, self.layout.safe.width))
            low, high = np.transpose([self.plot.x_range, self.plot.y_range])
            units = np.array([self.plot.area.width, self.plot.area.height]) / (high - low)
            assert units[0] == pytest.approx(units[1])
            for run in self.found.runs:
                assert ((run.points > low) & (run.points < high)).all()
            super().tell_one()

    perform(Watched, **FEW)
    (wide, frame) = widths[0]
    assert wide > 0.6 * frame


def test_numbers_stand_beside_their_minima(lesson):
    for mark, place in zip(lesson.minima.marks, lesson.found.study.minima, strict=True):
        way = mark.label.get_center() - lesson.plot.at(*place.tolist())
        assert way[0] == pytest.approx(0.0, abs=1e-6)
        assert 0.0 < way[1] < 0.6


def test_frame_is_what_is_seen_ten_times_magnified(lesson, sheet):
    sheet.decade.set_value(0.0)
    frame = lesson.readings.frame(lesson.plot)
    (left, right), (bottom, top) = lesson.found.study.view(lesson.found.focus, 10.0)
    corners = lesson.plot.read(frame.points)
    assert corners.min(axis=0) == pytest.approx([left, bottom])
    assert corners.max(axis=0) == pytest.approx([right, top])


def test_balls_reach_different_minima(lesson):
    assert lesson.found.reached == {0, 1, 2, 3}
    for run in lesson.found.runs:
        assert np.linalg.norm(run.points[-1] - lesson.found.study.minima, axis=1).min() < 0.15


def test_last_frame_shows_three_maps_whatever_its_size(film):
    """Pixels of rendered frames have the colours of where their runs end; words do not follow the size."""
    said = []
    for height in (120, 240):
        lesson, frames = film(BasinMap, height=height, captions=False, **FEW)
        frame, scale = frames[-1], height / 8.0
        small, newton = lesson.three.others[0], lesson.sheet
        for sheet, rate in ((small, 0.002), (lesson.three.others[1], 0.0145)):
            area = sheet.area()
            for place in ((-3.0, 3.0), (3.0, -4.0), (5.0, 3.0), (-5.0, -5.0)):
                (left, right), (bottom, top) = lesson.found.study.region
                x = area.left + (place[0] - left) / (right - left) * area.width
                y = area.bottom + (place[1] - bottom) / (top - bottom) * area.height
                row, column = int(height / 2 - y * scale), int(frame.shape[1] / 2 + x * scale)
                x, y = (column + 0.5 - frame.shape[1] / 2) / scale, (height / 2 - row - 0.5) / scale
                start = (
                    left + (x - area.left) / area.width * (right - left),
                    bottom + (y - area.bottom) / area.height * (top - bottom),
                )
                run = descend(LAND, start, GradientDescent(rate), 400)
                end = np.linalg.norm(lesson.found.study.minima - run.points[-1], axis=1).argmin()
                assert hue_of(frame[row, column]) == end
        assert newton.area().width == pytest.approx(small.area().width)
        said.append([words[1].text for words in lesson.three.words])
    assert said[0] == said[1]
    assert said[0][0] == "4 basins"


@pytest.mark.parametrize("language", ["en", "de", "fr"])
@pytest.mark.parametrize("aspect", ["9:16", "4:3"])
def test_words_beside_three_maps_keep_apart(perform, language, aspect):
    lesson = perform(BasinMap, look=Look(language=language), aspect=aspect, **FEW)
    edges = [
        (words.get_left()[0], words.get_right()[0], words.get_bottom()[1], words.get_top()[1])
        for words in lesson.three.words
    ]
    for one, other in itertools.pairwise(edges):
        assert other[0] > one[1] + 0.1 or one[2] > other[3] + 0.1
    assert min(edge[2] for edge in edges) > lesson.layout.footer.top


@pytest.mark.parametrize("extreme", EXTREMES)
def test_whatever_is_asked_it_is_told_to_its_end(perform, extreme):
    lesson = perform(BasinMap, **EXTREMES[extreme])
    assert all(one.end == other.start for one, other in itertools.pairwise(lesson.beats))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"function": "x^2 + y^2"}, "one minimum in the map, where starts need two at least to part"),
        ({"function": "saddle"}, "no minimum in the map"),
        ({"learning_rate": 0.02}, "learning_rate = 0.02 must be less than large_rate = 0.0145"),
        ({"per_side": 5}, "greater than or equal to 100"),
    ],
)
def test_what_cannot_be_told_is_refused_in_one_sentence(given, words):
    with pytest.raises(ValidationError, match=words):
        BasinMap.Params(**given)


@pytest.mark.parametrize(
    ("extreme", "theme", "aspect"), [("hills", "light", "16:9"), ("two wells", "dark", "9:16")]
)
def test_nothing_spoils_the_picture(extreme, theme, aspect):
    params = BasinMap.Params(**EXTREMES[extreme])
    assert findings(BasinMap, params, Look(theme=theme), aspect) == []
