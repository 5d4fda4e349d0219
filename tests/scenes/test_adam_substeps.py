"""AdamSubsteps draws slopes, averages, ratios and steps where Adam has them, whatever the slopes."""

import itertools

import numpy as np
import pytest
from manim import ManimColor
from pydantic import ValidationError

from scenes.adam_substeps import AdamSubsteps
from scenes.base.look import Look
from scenes.base.theme import DARK
from scenes.cast.moving.births import Births
from scenes.parts.adam_substeps.arrows import SlopeArrows, StepArrows
from scenes.parts.adam_substeps.formulas import AdamPages
from scenes.parts.adam_substeps.ladder import Ladder
from tests.looking import findings

RATE, STEPS, LONG = 0.25, 20, np.sqrt(10.0)
EXTREMES = {
    "no averages at all": {"beta1": 0.0, "beta2": 0.0},
    "short at first": {"beta2": 0.5},
    "level along x": {"start": (0.0, 2.0)},
    "level ground": {"function": "0*x + 0*y + 3", "start": (1.0, 1.0)},
    "start at the minimum": {"start": (0.0, 0.0)},
    "rosenbrock": {"function": "rosenbrock", "start": (-1.2, 1.0), "learning_rate": 0.05, "steps": 200},
    "leaves the domain": {"function": "sqrt(x) + y^2", "start": (0.5, 1.0), "learning_rate": 0.3},
    "a step beyond the map": {"learning_rate": 30.0},
    "a hundred million times as steep": {"function": "x^2/10^5 + 10^4*y^2", "start": (-4.0, 2.0)},
    "alike": {"function": "x^2 + y^2", "start": (-3.0, 3.0)},
}
LOOKED_AT = [
    ("rosenbrock", "dark", "9:16"),
    ("alike", "light", "4:3"),
    ("leaves the domain", "dark", "4:3"),
    ("a hundred million times as steep", "dark", "16:9"),
]


def gradient(place):
    return np.array([place[0] / 2, 10 * place[1]])


def by_hand(corrected, steps=STEPS):
    """Return places, m, √s (without their bias where corrected) and steps in units of α, in plain Python."""
    x, m, s = np.array([-4.0, 2.0]), np.zeros(2), np.zeros(2)
    places, parts = [x], []
    for t in range(1, steps + 1):
        g = gradient(x)
        m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
        mean, root = (m / (1 - 0.9**t), np.sqrt(s / (1 - 0.999**t))) if corrected else (m, np.sqrt(s))
        parts.append((mean, root, mean / (root + 1e-8)))
        x = x - RATE * parts[-1][2]
        places.append(x)
    return np.array(places), *(np.array(one) for one in zip(*parts, strict=True))


@pytest.fixture(scope="module")
def kept():
    return {}


@pytest.fixture
def lesson(perform, kept):
    """Return the lesson as it is told with the defaults; `kept` has what stood there as each beat ended."""
    if not kept:
        seen = kept["seen"] = []

        def look_at(told):
            seen.append((told.plot.read(told.walk.ball.place), told.zone.shown))
            kept["other"] = told.plot.read(told.other.ball.places[0])

        kept["lesson"] = perform(AdamSubsteps, look_at)
    return kept["lesson"]


@pytest.fixture
def ladder(lesson):
    return Ladder(Look(), lesson.first.ladder.plot.box, lesson.found)


def told(ladder, **trackers):
    for name, value in trackers.items():
        getattr(ladder, name).set_value(value)
    ladder.update()
    return ladder


def sizes(ladder, points):
    """Return the sizes at which marks stand, read from the axis."""
    return 10.0 ** np.interp(
        np.asarray(points)[:, 1],
        [ladder.plot.area.bottom, ladder.plot.area.top],
        np.log10(ladder.plot.y_range),
    )


def test_both_runs_are_those_of_the_rule(lesson):
    for corrected, run, parts in zip((True, False), lesson.found.race.runs, lesson.found.told, strict=True):
        places, means, roots, ratios = by_hand(corrected)
        assert run.points == pytest.approx(places, abs=1e-12)
        assert (parts.unbiased_means if corrected else parts.means) == pytest.approx(means, abs=1e-12)
        assert (parts.unbiased_roots if corrected else parts.roots) == pytest.approx(roots, abs=1e-12)
        assert parts.ratios == pytest.approx(ratios, abs=1e-9)


def test_the_slope_and_its_parts_are_drawn_as_long_as_they_are(lesson):
    arrows = SlopeArrows(Look(), lesson.plot, lesson.found)
    lesson.plot.look_at(lesson.plot.area, (-6.0, 2.0), (-1.0, 3.0))
    for tracker in (arrows.grown, arrows.parted):
        tracker.set_value(1.0)
    arrows.update()
    drawn = [lesson.plot.read([one.tail, one.tip]) for one in arrows.sum.arrows]
    ways = lesson.found.drawn * np.array([[-2.0, 0.0], [0.0, 20.0], [-2.0, 20.0]])
    for (tail, tip), way in zip(drawn, ways, strict=True):
        assert tail[1] == pytest.approx(2.0) and tip - tail == pytest.approx(way, abs=1e-9)
    flat, steep, whole = (tail[0] for tail, _ in drawn)
    assert flat < whole < steep and whole == pytest.approx(-4.0)  # beside each other, at one level
    arrows.turned.set_value(1.0)
    arrows.update()
    plain = lesson.plot.read([arrows.copy_.arrows[2].tail, arrows.copy_.arrows[2].tip])
    assert plain[1] - plain[0] == pytest.approx(-ways[2], abs=1e-9)
    assert [one.name for one in arrows.labels()] == ["20.00", "−2.00", "- 0.03 thin nabla f"]


def test_marks_stand_at_the_sizes_of_slopes_means_and_roots(ladder):
    assert sizes(ladder, told(ladder, come=1.0).slopes.places) == pytest.approx([2.0, 20.0])
    told(ladder, kept=1.0, rooted=1.0, measured=1.0)
    assert sizes(ladder, ladder.discs.places) == pytest.approx([0.2, 2.0])
    bars = ladder.bars.points.reshape(2, 4, 3).mean(axis=1)
    assert sizes(ladder, bars) == pytest.approx([2.0 * 0.001**0.5, 20.0 * 0.001**0.5])
    gaps = ladder.gaps.points.reshape(2, 4, 3)
    lengths = gaps[:, -1, 1] - gaps[:, 0, 1]
    decade = ladder.plot.area.height / np.log10(ladder.plot.y_range[1] / ladder.plot.y_range[0])
    assert lengths == pytest.approx([decade / 2] * 2)  # both ratios are √10
    assert [number.text for number in ladder.ratios] == ["−3.16", "3.16"]
    assert [number.text for number in ladder.numbers] == [
        "−2.00", "−0.20", "0.0632", "20.00", "2.00", "0.632",
    ]  # fmt: skip


def test_a_steeper_slope_lifts_all_its_marks_and_leaves_the_gap(ladder):
    told(ladder, come=1.0, kept=1.0, rooted=1.0, measured=1.0)
    before = ladder.gaps.points.reshape(2, 4, 3)[0]
    told(ladder, lifted=1.0)
    gap = ladder.gaps.points.reshape(2, 4, 3)[0]
    assert np.ptp(gap, axis=0) == pytest.approx(np.ptp(before, axis=0))
    assert sizes(ladder, ladder.discs.places) == pytest.approx([2.0, 2.0])
    assert ladder.ratios[0].text == "−3.16"


@pytest.mark.parametrize("step", [0, 1])
def test_corrected_marks_are_those_of_every_step(ladder, step):
    _, means, roots, ratios = by_hand(True)
    told(ladder, come=1.0, kept=1.0, rooted=1.0, measured=1.0, corrected=1.0, time=float(step))
    assert sizes(ladder, ladder.discs.places) == pytest.approx(np.abs(means[step]))
    assert sizes(ladder, ladder.bars.points.reshape(2, 4, 3).mean(axis=1)) == pytest.approx(roots[step])
    assert [float(one.text.replace("−", "-")) for one in ladder.ratios] == pytest.approx(
        ratios[step], abs=0.0051
    )


def test_the_step_leaves_the_square_until_it_is_corrected_to_its_corner(lesson):
    arrows = StepArrows(Look(), lesson.plot, lesson.found, lambda: 0.0)
    lesson.plot.look_at(lesson.plot.area, (-6.0, 2.0), (-1.0, 3.0))
    for corrected, length in ((0.0, LONG), (1.0, 1.0)):
        arrows.grown.set_value(1.0)
        arrows.squared.set_value(1.0)
        arrows.corrected.set_value(corrected)
        arrows.update()
        ends = lesson.plot.read([one.tip for one in arrows.sum.arrows]) - np.array([-4.0, 2.0])
        far = RATE * length
        assert ends == pytest.approx(np.array([[far, 0.0], [0.0, -far], [far, -far]]), abs=1e-6)
    corners = lesson.plot.read(arrows.square.points)
    assert corners.min(axis=0) == pytest.approx([-4.25, 1.75]) and corners.max(axis=0) == pytest.approx(
        [-3.75, 2.25]
    )
    assert lesson.plot.read(arrows.sum.arrows[2].tip) == pytest.approx([-3.75, 1.75], abs=1e-6)


def test_the_ball_is_where_the_beats_have_taken_it(lesson, kept):
    places, *_ = by_hand(True)
    ends = [0, 0, 0, 0, 0, 0, 1, 2, 2, STEPS]
    for (place, _), step in zip(kept["seen"], ends, strict=True):
        assert place == pytest.approx(places[step], abs=1e-6)
    assert kept["other"] == pytest.approx(by_hand(False)[0][-1], abs=1e-6)


def test_the_numbers_of_the_first_step_are_true_as_they_are_printed(lesson, kept):
    texts = [[one.text for one in row if hasattr(one, "text")] for row in kept["seen"][6][1].rows]
    assert texts == [["−4.00", "0.25", "(−1.00)", "−3.75"], ["2.00", "0.25", "1.00", "1.75"]]


def test_the_second_average_is_true_as_it_is_printed(lesson):
    cells = AdamPages(Look(), lesson.found).averaged(lambda: Births(0, 0))
    texts = [[cell.read() for cell in row if cell.read] for row in cells]
    assert texts == [
        ["0.9", "(−0.20)", "0.1", "(−1.88)", "−0.37"], ["0.9", "2.00", "0.1", "17.50", "3.55"],
    ]  # fmt: skip
    slopes = [gradient(place) for place in by_hand(True)[0][:2]]
    means = 0.09 * slopes[0] + 0.1 * slopes[1]
    assert means == pytest.approx([-0.37, 3.55], abs=0.005)


def test_lines_of_lengths_are_the_ratios_of_all_steps(lesson):
    chart = lesson.lengths.chart
    for line, (corrected, place) in zip(chart.lines, itertools.product((True, False), range(2)), strict=True):
        ratios = np.abs(by_hand(corrected)[3][:, place])
        drawn = chart.plot.read(line.points)
        assert drawn[:, 0] == pytest.approx(np.arange(1, STEPS + 1))
        assert drawn[:, 1] == pytest.approx(ratios, abs=1e-6)
    longest = np.abs(by_hand(False)[3]).max()
    told = f"With it the longest step is 1.00\u00a0α, without it {longest:.2f}\u00a0α."
    assert lesson.beats[-1].caption == told and np.abs(by_hand(True)[3]).max() <= 1.0


def test_a_run_has_one_dash_in_both_panels_and_names_stand_beside_their_lines(lesson):
    chart, names = lesson.lengths.chart, lesson.lengths.names
    dashes = [one.series.style.dash for one in chart.lines]
    own = [lesson.walk.style.dash, lesson.other.style.dash]
    assert dashes == [own[0], own[0], own[1], own[1]] and own[0] != own[1]
    assert len(names) == len(chart.lines)
    for name, line in zip(names, chart.lines, strict=True):
        away = []
        for one in chart.lines:
            dense = np.linspace(one.points[:-1], one.points[1:], 30).reshape(-1, 3)
            away.append(np.hypot(*(dense - name.get_center())[:, :2].T).min())
        assert chart.lines[int(np.argmin(away))] is line


def test_the_last_frame_has_the_ball_and_the_longest_step_where_they_are(film):
    lesson, frames = film(AdamSubsteps, height=360)
    picture = frames[-1].astype(float)
    unit, (high, wide) = picture.shape[0] / 8.0, picture.shape[:2]
    ratios = np.abs(by_hand(False)[3])
    step, place = np.unravel_index(ratios.argmax(), ratios.shape)
    goals = {
        DARK.parameter: (lesson.plot.at(*by_hand(True)[0][-1]), 0.1),
        DARK.ink: (lesson.lengths.chart.plot.at(step + 1.0, ratios[step, place]), 0.08),
    }
    for colour, (goal, slack) in goals.items():
        near = np.abs(picture - 255 * np.array(ManimColor(colour).to_rgb())).max(axis=-1) < 60
        column, row = wide / 2 + unit * goal[0], high / 2 - unit * goal[1]
        rows, columns = np.nonzero(near)
        assert np.hypot(rows - row, columns - column).min() < slack * unit


@pytest.mark.parametrize("extreme", sorted({*EXTREMES} - {name for name, _, _ in LOOKED_AT}))
def test_whatever_is_asked_it_is_told_to_its_end(perform, extreme):
    lesson = perform(AdamSubsteps, **EXTREMES[extreme])
    assert all(one.end == other.start for one, other in itertools.pairwise(lesson.beats))
    assert len(lesson.beats) >= 2


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"beta1": 1.0}, "less than or equal to 0.999"),
        ({"beta2": -0.1}, "greater than or equal to 0"),
        ({"function": "log(x) + y^2", "start": (-1.0, 1.0)}, "not defined|defined"),
        ({"steps": 2}, "greater than or equal to 4"),
        ({"learning_rate": -0.1}, "a negative rate climbs"),
    ],
)
def test_what_cannot_be_told_is_refused_in_one_sentence(given, words):
    with pytest.raises(ValidationError, match=words):
        AdamSubsteps.Params(**given)


@pytest.mark.parametrize(("extreme", "theme", "aspect"), LOOKED_AT)
def test_nothing_spoils_the_picture(extreme, theme, aspect):
    params = AdamSubsteps.Params(**EXTREMES[extreme])
    assert findings(AdamSubsteps, params, Look(theme=theme), aspect) == []
