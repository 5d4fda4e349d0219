"""MomentumSubsteps draws velocities, gradients and steps as long as they are, and every β's own path."""

import itertools

import numpy as np
import pytest
from manim import ManimColor
from pydantic import ValidationError

from scenes.base.look import Look
from scenes.base.theme import DARK
from scenes.momentum_substeps import MomentumSubsteps
from scenes.parts.momentum_substeps.found import Remembered
from scenes.parts.momentum_substeps.stack import GradientStack
from scenes.parts.momentum_substeps.step_arrows import StepArrows
from scenes.parts.momentum_substeps.sweep import BetaPath
from tests.looking import findings

RATE, BETA, STEPS = 0.09, 0.8, 24
EXTREMES = {
    "no memory at all": {"beta": 0.0},
    "plain descent diverges, momentum does not": {"learning_rate": 0.11},
    "all diverge": {"learning_rate": 3.0},
    "rosenbrock": {"function": "rosenbrock", "start": (-1.2, 1.0), "learning_rate": 0.001, "steps": 200},
    "leaves the domain": {"function": "sqrt(x) + y^2", "start": (1.0, 1.0), "learning_rate": 0.9},
    "level ground": {"function": "0*x + 0*y + 3", "start": (1.0, 1.0)},
    "start at the minimum": {"start": (0.0, 0.0)},
    "round bowl": {"function": "x^2 + y^2", "start": (-3.0, 2.0), "too_much": 0.99},
    "a flag at the edge": {
        "function": "himmelblau", "start": (0.5, -1.5), "learning_rate": 0.02, "beta": 0.5,
    },
    "no minimum": {"function": "x^3 - 3x + y^2", "start": (-3.0, 1.0), "learning_rate": 0.02},
}  # fmt: skip


def gradient(x, y):
    return np.array([x / 2, 20 * y])


def by_hand(beta, steps=STEPS):
    """Return places, gradients and velocities of the heavy ball, in plain Python."""
    x, v = np.array([-7.0, 0.7]), np.zeros(2)
    places, slopes, velocities = [x], [], [v]
    for _ in range(steps):
        slopes.append(gradient(*x))
        v = beta * v + slopes[-1]
        x = x - RATE * v
        places.append(x)
        velocities.append(v)
    return np.array(places), np.array(slopes), np.array(velocities)


def loss(beta):
    x, y = by_hand(beta)[0][-1]
    return x**2 / 4 + 10 * y**2


@pytest.fixture(scope="module")
def kept():
    return {}


@pytest.fixture
def lesson(perform, kept):
    """Return the lesson as it is told with the defaults; `kept` has what stood there as each beat ended."""
    if not kept:
        seen = kept["seen"] = []

        def look_at(told):
            ball = told.path.ball if hasattr(told, "path") else told.walk.ball
            seen.append((told.plot.read(ball.place), told.clock.get_value(), told.zone.shown))
            if len(told.beats) == 7:
                stack, _ = told.stack
                arrows = [np.array([one.tail, one.tip]) for one in (*stack.slopes, stack.velocity)]
                kept["chain"] = [told.plot.read(one) for one in arrows]

        kept["lesson"] = perform(MomentumSubsteps, look_at)
    return kept["lesson"]


def test_places_and_velocities_are_those_of_the_rule(lesson):
    places, slopes, velocities = by_hand(BETA)
    run = lesson.found.run
    assert run.points == pytest.approx(places, abs=1e-12)
    assert run.states["velocity"] == pytest.approx(velocities, abs=1e-12)
    faded = lesson.found.faded(6)
    assert faded == pytest.approx(np.array([RATE * BETA**k * slopes[5 - k] for k in range(6)]), abs=1e-12)
    assert faded.sum(axis=0) == pytest.approx(RATE * run.states["velocity"][6], abs=1e-12)


@pytest.mark.parametrize("step", [0, 1, 5])
def test_arrows_of_a_step_are_as_long_as_what_they_stand_for(lesson, step):
    """All times α: what is left of v, the gradient from its tip, their sum, and −v to the next place."""
    places, slopes, velocities = by_hand(BETA)
    here, v, g = places[step], velocities[step], slopes[step]
    arrows = StepArrows(Look(), lesson.plot, lesson.found, step, lambda: step)
    arrows.kept.set_value(1.0)
    arrows.grown.set_value(1.0)

    def drawn(arrow):
        arrows.update()
        clip = [lesson.plot.shows(*end) for end in lesson.plot.read([arrow.tail, arrow.tip]).tolist()]
        assert all(clip)
        return lesson.plot.read([arrow.tail, arrow.tip])

    arrows.plot.look_at(lesson.plot.area, (-12.0, 12.0), (-6.0, 6.0))
    if step:
        assert drawn(arrows.before) == pytest.approx(np.array([here, here + RATE * v]), abs=1e-9)
    assert drawn(arrows.slope) == pytest.approx(np.array([here, here + RATE * g]), abs=1e-9)
    for tracker in (arrows.faded, arrows.added, arrows.summed, arrows.turned):
        tracker.set_value(1.0)
    left = here + RATE * BETA * v
    if step:
        assert drawn(arrows.before) == pytest.approx(np.array([here, left]), abs=1e-9)
    assert drawn(arrows.slope) == pytest.approx(np.array([left, left + RATE * g]), abs=1e-9)
    sums = np.array([here, here + RATE * velocities[step + 1]])
    assert drawn(arrows.after) == pytest.approx(sums, abs=1e-9)
    assert drawn(arrows.slope)[1] == pytest.approx(sums[1], abs=1e-9)
    assert drawn(arrows.taken) == pytest.approx(np.array([here, places[step + 1]]), abs=1e-9)


def test_halfway_round_the_velocity_keeps_its_length(lesson):
    arrows = StepArrows(Look(), lesson.plot, lesson.found, 1, lambda: 1)
    arrows.turned.set_value(0.5)
    arrows.update()
    ways = [arrows.taken.tip - arrows.taken.tail, arrows.vector("after")]
    assert np.linalg.norm(ways[0]) == pytest.approx(np.linalg.norm(ways[1]))
    assert abs(float(ways[0] @ ways[1])) < 1e-9


@pytest.mark.parametrize("step", [2, 3, 6])
def test_gradients_stand_at_their_places_and_have_faded_by_their_age(lesson, step):
    places, slopes, _ = by_hand(BETA)
    stack = GradientStack(Look(), lesson.plot, lesson.found, 6, lambda: step)
    for k, arrow in enumerate(stack.slopes):
        place = 5 - k
        if place >= step:
            assert len(arrow.points) == 0
            continue
        tail, tip = lesson.plot.read([arrow.tail, arrow.tip])
        assert tail == pytest.approx(places[place], abs=1e-9)
        faded = RATE * BETA ** (step - 1 - place) * slopes[place]
        assert tip - tail == pytest.approx(faded, abs=1e-9)


def test_laid_end_to_end_they_are_the_velocity(lesson, kept):
    """As they stand in the film: the newest from the ball, each from the tip before, the last at v's tip."""
    places, slopes, velocities = by_hand(BETA)
    *chain, velocity = kept["chain"]
    foot = places[6]
    for k, (tail, tip) in enumerate(chain):
        assert tail == pytest.approx(foot, abs=1e-9)
        foot = foot + RATE * BETA**k * slopes[5 - k]
        assert tip == pytest.approx(foot, abs=1e-9)
    assert velocity == pytest.approx(np.array([places[6], places[6] + RATE * velocities[6]]), abs=1e-9)
    assert foot == pytest.approx(velocity[1], abs=1e-9)


def test_the_ball_is_where_the_beats_have_taken_it(lesson, kept):
    places, _, _ = by_hand(BETA)
    ends = [0, 1, 1, 1, 2, 6, 6, STEPS, STEPS]
    for (place, clock, _), step in zip(kept["seen"], ends, strict=False):
        assert clock == step and place == pytest.approx(places[step], abs=1e-6)
    for (place, _, _), beta in zip(kept["seen"][9:], (0.0, 0.95, 0.66), strict=True):
        assert place == pytest.approx(by_hand(beta)[0][-1], abs=1e-6)


def test_the_numbers_of_the_second_step_are_true_as_they_are_printed(kept, lesson):
    texts = [[one.text for one in row if hasattr(one, "text")] for row in kept["seen"][4][2].rows]
    assert texts == [["0.8", "(−3.50)", "(−3.34)", "−6.14"], ["0.8", "14.00", "(−11.20)", "0.00"]]


@pytest.mark.parametrize("beta", [0.0, 0.313, 0.66, 0.95])
def test_every_beta_has_its_own_path_and_its_loss_in_the_chart(lesson, beta):
    places, _, _ = by_hand(beta)
    path = BetaPath(Look(), lesson.plot, lesson.found, STEPS, lambda: beta)
    assert lesson.plot.read(path.dots.places) == pytest.approx(places, abs=1e-9)
    chart = lesson.chart
    x, y = chart.plot.read(chart.place(beta, path.run.values[-1]))
    assert x == pytest.approx(beta) and y == pytest.approx(loss(beta), rel=1e-6)


def test_the_curve_is_the_loss_of_every_beta_and_its_lowest_place_is_told(lesson):
    x, y = lesson.chart.plot.read(lesson.chart.places).T
    losses = [loss(beta) for beta in x]
    assert y == pytest.approx(losses, rel=1e-6)
    assert x[np.argmin(losses)] == pytest.approx(0.66) and lesson.beta.get_value() == 0.66
    assert (
        lesson.beats[-1].caption == f"The cure: forget sooner. β = 0.66 ends lowest, with {loss(0.66):.3g}."
    )


def test_the_last_frame_has_the_ball_and_the_best_beta_where_they_are(film):
    lesson, frames = film(MomentumSubsteps, height=360)
    picture = frames[-1].astype(float)
    unit, (high, wide) = picture.shape[0] / 8.0, picture.shape[:2]
    goals = {
        DARK.step: lesson.chart.place(0.66, loss(0.66)),
        DARK.parameter: lesson.plot.at(*by_hand(0.66)[0][-1]),
    }
    for colour, place in goals.items():
        near = np.abs(picture - 255 * np.array(ManimColor(colour).to_rgb())).max(axis=-1) < 40
        column, row = wide / 2 + unit * place[0], high / 2 - unit * place[1]
        rows, columns = np.nonzero(near)
        close = np.hypot(rows - row, columns - column) < 0.3 * unit
        assert close.sum() > 10
        assert np.hypot(rows[close].mean() - row, columns[close].mean() - column) < 0.06 * unit


@pytest.mark.parametrize("extreme", EXTREMES)
def test_whatever_is_asked_it_is_told_to_its_end(perform, extreme):
    lesson = perform(MomentumSubsteps, **EXTREMES[extreme])
    assert all(one.end == other.start for one, other in itertools.pairwise(lesson.beats))
    assert len(lesson.beats) >= 3


def test_divergence_is_told():
    params = MomentumSubsteps.Params(**EXTREMES["all diverge"])
    notes = MomentumSubsteps.notes(params)
    assert [note.split(":")[0] for note in notes[1:]] == ["Without memory", "β = 0.8", "β = 0.95"]
    assert all("stable below" in note for note in notes[1:])
    assert "stable below 0.1" in notes[1] and "stable below 0.18" in notes[2]  # 2 (1 + β) / L


def test_beta_may_lie_between_those_of_the_sweep():
    found = Remembered.of(
        MomentumSubsteps.compute(MomentumSubsteps.Params()).race.objective,
        (-7.0, 0.7),
        RATE,
        (0.655, 0.95),
        STEPS,
    )
    assert found.sweep.loss(0.655) == pytest.approx(loss(0.655))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"beta": 1.0}, "less than 1"),
        ({"beta": 0.9, "too_much": 0.5}, "must be greater than beta = 0.9"),
        ({"function": "log(x) + y^2", "start": (-1.0, 1.0)}, "not defined|defined"),
        ({"steps": 5}, "greater than or equal to 10"),
        ({"learning_rate": -0.1}, "a negative rate climbs"),
    ],
)
def test_what_cannot_be_told_is_refused_in_one_sentence(given, words):
    with pytest.raises(ValidationError, match=words):
        MomentumSubsteps.Params(**given)


@pytest.mark.parametrize(
    ("extreme", "theme", "aspect"),
    [
        ("rosenbrock", "dark", "9:16"),
        ("all diverge", "light", "16:9"),
        ("leaves the domain", "dark", "4:3"),
        ("a flag at the edge", "dark", "9:16"),
    ],
)
def test_nothing_spoils_the_picture(extreme, theme, aspect):
    params = MomentumSubsteps.Params(**EXTREMES[extreme])
    assert findings(MomentumSubsteps, params, Look(theme=theme), aspect) == []
