"""OptimizerRace draws what gd_math computes, at rates that are fair, and names who leads."""

import itertools

import numpy as np
import pytest
from pydantic import ValidationError

from gd_math.accounts.tuning import GRID
from gd_math.functions.classics import Beale
from scenes.base.look import Look
from scenes.optimizer_race import OptimizerRace
from scenes.parts.optimizer_race.rules import RULES
from tests.looking import findings

OWN = {"optimizers": ("gradient descent", "adam"), "tune": "own"}
EXTREMES = {
    "two of them": {"optimizers": ("momentum", "adam"), "steps": 10},
    "own rates, one diverges": {**OWN, "rates": (0.2, 0.5)},
    "rosenbrock": {"function": "rosenbrock", "start": (-1.2, 1.0)},
    "start at the minimum": {"start": (3.0, 0.5)},
    "a saddle": {"function": "saddle", "start": (1.0, 0.01), "steps": 100},
    "all leave the domain": {
        "function": "sqrt(x) + y^2", "start": (1.0, 1.0), **OWN, "rates": (0.5, 0.5),
    },
    "camel": {"function": "camel", "start": (-1.5, 0.8)},
    "level ground": {"function": "0*x + 0*y + 3", "start": (1.0, 1.0)},
}  # fmt: skip


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


@pytest.mark.parametrize("step", [1, 18, 60])
def test_marks_are_at_the_computed_points(perform, step):
    lesson = perform(OptimizerRace)
    lesson.clock.set_value(step)
    for walk, run in zip(lesson.walks, lesson.found.race.runs, strict=True):
        walk.update()
        assert walk.point == pytest.approx(run.points[step], abs=1e-12)
        drawn = lesson.plot.read(walk.ball[-1].get_center_of_mass())
        assert drawn == pytest.approx(run.points[step], abs=1e-9)


def test_marks_wait_in_a_ring_around_the_start(perform):
    places = []

    def look_at(lesson):
        if not lesson.beats[1:]:
            start = lesson.plot.at(0.5, 1.2)
            places.extend(np.linalg.norm(walk.ball[-1].get_center_of_mass() - start) for walk in lesson.walks)

    perform(OptimizerRace, look_at)
    assert places == pytest.approx([0.5] * 6, abs=1e-9)


def test_rate_chart_has_the_final_losses_at_the_rates_and_marks_the_best(perform):
    lesson = perform(OptimizerRace)
    chart, tuned = lesson.rate_chart.chart, lesson.found.tuned[0]
    values = chart.lines[0].series.values
    seen = np.isfinite(values)
    assert seen.sum() > 5 and values[seen] == pytest.approx(tuned.finals[seen])
    place = chart.plot.read(lesson.rate_chart.best[0].places[0])
    assert place == pytest.approx([np.argmin(tuned.finals), tuned.finals.min()], rel=1e-6)


def test_the_gradient_is_drawn_uphill_and_the_ring_stands_at_the_minimum(perform):
    lesson = perform(OptimizerRace)
    arrow = lesson.gradient[0]
    along = (arrow.tip - arrow.tail)[:2]
    assert along @ gradient(0.5, 1.2) == pytest.approx(
        np.linalg.norm(along) * np.linalg.norm(gradient(0.5, 1.2))
    )
    [ring] = lesson.goal()
    assert lesson.plot.read(ring.mobject.places[0]) == pytest.approx([3.0, 0.5], abs=1e-6)


def test_captions_name_the_leaders_of_the_race(perform):
    captions = [beat.caption for beat in perform(OptimizerRace).beats]
    runs = OptimizerRace.compute(OptimizerRace.Params()).race.runs
    names = ["Gradient descent", "Momentum", "Nesterov", "AdaGrad", "RMSProp", "Adam"]
    for steps in (6, 18):
        first = names[int(np.argmin([run.values[steps] for run in runs]))]
        assert f"{first} leads after {steps} gradients." in captions
    assert captions[-1] == "Lowest: Nesterov, with 2.6×10⁻⁵. Then RMSProp, with 0.00331."


@pytest.mark.parametrize("extreme", EXTREMES)
def test_whatever_is_asked_the_race_is_told_to_its_end(perform, extreme):
    lesson = perform(OptimizerRace, **EXTREMES[extreme])
    assert all(one.end == other.start for one, other in itertools.pairwise(lesson.beats))
    assert len([beat for beat in lesson.beats if beat.kind == "ask"]) == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"rates": (0.1,)}, "tune = grid takes 0 rates"),
        ({"tune": "own"}, "tune = own takes 6 rates for 6 optimizers"),
        ({"optimizers": ("adam", "adam")}, "has a name twice"),
        ({"optimizers": ("adam",)}, "at least 2"),
        ({"function": "log(x) + y", "start": (-1.0, 0.0)}, "not defined"),
    ],
)
def test_what_cannot_race_is_refused_in_one_sentence(given, words):
    with pytest.raises(ValidationError, match=words):
        OptimizerRace.Params(**given)


@pytest.mark.parametrize(
    ("extreme", "theme", "aspect"),
    [
        ("two of them", "dark", "4:3"),
        ("own rates, one diverges", "light", "9:16"),
        ("rosenbrock", "dark", "16:9"),
        ("a saddle", "light", "4:3"),
        ("all leave the domain", "dark", "16:9"),
        ("camel", "light", "4:3"),
    ],
)
def test_nothing_spoils_the_picture(extreme, theme, aspect):
    params = OptimizerRace.Params(**EXTREMES[extreme])
    assert (
        findings(
            OptimizerRace,
            params,
            Look(theme=theme),
            aspect,
            flashing=extreme == "camel",
        )
        == []
    )
