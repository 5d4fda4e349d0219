"""What NetworkLandscape says, and what must be so."""

from itertools import pairwise

import numpy as np
from hypothesis import strategies as st

from gd_math.functions.landscapes import height_grid
from tests.truth.claims import agrees, claim, nothing, number
from tests.truth.films import FILMS

NAME = "NetworkLandscape"
FILMS[NAME] = st.fixed_dictionaries(
    {"steps": st.sampled_from([20, 60, 150])},
    optional={
        "hidden": st.sampled_from([(1,), (3, 2), (16,), (8, 8)]),
        "learning_rate": st.sampled_from([0.001, 0.05, 2.0, 5.0]),
        "seed": st.integers(0, 99),
    },
).flatmap(
    lambda given: st.sampled_from([(1,), (2, 2, 2), (24,), (6, 6, 6, 6)]).map(
        lambda other: {**given, "other": other}
    )
)
nothing(
    NAME,
    "What does its loss look like?",
    "Predict: and this network's land?",
    "bill length (mm)",
    "bill depth (mm)",
    "bill depth over length",
    "mean of",
    "palmerpenguins (Horst, Hill and Gorman 2020), CC0; both quantities are standardised",
    "tanh neurons; trained on all birds at once by plain gradient descent",
)


def dimension(widths) -> int:
    """Return how many weights and biases a network has between 2 quantities and 1 chance."""
    return sum((a + 1) * b for a, b in pairwise((2, *widths, 1)))


def loss(told, which, theta) -> float:
    """Return the mean of −ln p, layer by layer: rows of W are what enters a neuron, then come the biases."""
    one = told.scene.found[which]
    signal, first = one.network.features, 0
    widths = (2, *one.hidden, 1)
    for k, (before, after) in enumerate(pairwise(widths)):
        weights = theta[first : first + before * after].reshape(after, before)
        first += before * after
        signal = signal @ weights.T + theta[first : first + after]
        first += after
        signal = np.tanh(signal) if k < len(one.hidden) else signal
    own = np.where(one.network.labels == 1, signal[:, 0], -signal[:, 0])
    return float(np.logaddexp(0.0, -own).mean())


@claim("A network: {weights} weights, biases included.", lesson=NAME)
def _weights(told, weights) -> bool:
    return weights == dimension(told.scene.given.hidden) == told.scene.found[0].run.points.shape[1]


@claim("It is to find the Chinstraps among {count} penguins.", lesson=NAME)
@claim("Chinstrap", "Adélie or Gentoo", lesson=NAME)
def _birds(told, count=342) -> bool:
    birds = told.scene.birds
    return count == len(birds.data.features) == len(birds.wanted.places) + len(birds.others.places)


@claim("Each bird costs −ln p, p its species' chance. L: the mean.", lesson=NAME)
def _loss(told) -> bool:
    run = told.scene.found[0].run
    return all(np.isclose(loss(told, 0, run.points[k]), run.values[k], rtol=1e-9) for k in (0, 7, -1))


@claim("All {weights} weights are one point θ. Training moves it against the gradient.", lesson=NAME)
def _point(told, weights) -> bool:
    """The first step goes as far as differences of the loss say, times the learning rate."""
    theta, rate = told.scene.found[0].run.points[:2], told.scene.given.learning_rate
    sides = 1e-5 * np.eye(len(theta[0]))
    slopes = [(loss(told, 0, theta[0] + one) - loss(told, 0, theta[0] - one)) / 2e-5 for one in sides]
    step = -rate * np.array(slopes)
    return _weights(told, weights) and np.allclose(theta[1] - theta[0], step, rtol=1e-4, atol=1e-8 * rate)


def shares(told):
    """Return the shares of the path's variance along its principal directions, the largest first."""
    sizes = np.linalg.eigvalsh(np.cov(told.scene.found[0].run.points.T, bias=True))[::-1]
    return sizes / sizes.sum()


@claim("Here: {share} % of the path's variance. Predict: the loss?", lesson=NAME)
def _holds(told, share) -> bool:
    return agrees(share, 100 * shares(told)[:2].sum(), slack=1.0)


@claim("main direction: {share} %", lesson=NAME)
def _first(told, share) -> bool:
    return agrees(share, 100 * shares(told)[0], slack=1.0)


@claim("second direction: {share} %", lesson=NAME)
def _second(told, share) -> bool:
    return agrees(share, 100 * shares(told)[1], slack=1.0)


def _ends(told, first, last, steps) -> bool:
    points = told.scene.found[0].run.points
    before, after = loss(told, 0, points[0]), loss(told, 0, points[-1])
    return (
        steps == told.scene.given.steps == len(points) - 1 and agrees(first, before) and agrees(last, after)
    )


@claim("In {steps} steps the loss falls from {first} to {last}.", lesson=NAME)
def _falls(told, steps, first, last) -> bool:
    return _ends(told, first, last, steps) and number(last) < number(first)


@claim("In {steps} steps the loss rises from {first} to {last}.", lesson=NAME)
def _rises(told, steps, first, last) -> bool:
    return _ends(told, first, last, steps) and number(last) > number(first)


@claim("After {steps} steps the loss is {last}, as at first.", lesson=NAME)
def _stays(told, steps, last) -> bool:
    return _ends(told, last, last, steps)


@claim("Two random directions, each neuron's part as long as its weights.", lesson=NAME)
@claim("filter-normalised as in Li et al. (2018): biases stay; at the edge u or v is 1", lesson=NAME)
def _normalised(told) -> bool:
    """Neuron by neuron, in both networks, and along both directions: biases do not change."""
    for one in told.scene.found:
        first, widths = 0, (2, *one.hidden, 1)
        for before, after in pairwise(widths):
            rows, biases = slice(first, first + before * after), slice(first + before * after, None)
            for way in (one.plane.across, one.plane.up):
                long, own = (np.linalg.norm(v[rows].reshape(after, before), axis=1) for v in (way, one.end))
                if not np.allclose(long, own) or way[biases][:after].any():
                    return False
            first += (before + 1) * after
    return told.scene.land.terrain.land.x_range == told.scene.far.terrain.land.y_range == (-1.0, 1.0)


@claim("Each place is another network: loss {first} here, {second} there.", lesson=NAME)
def _aside(told, first, second) -> bool:
    """To the higher side of each direction."""
    one = told.scene.found[0]
    ways = [
        max(loss(told, 0, one.end + side * 0.85 * way) for side in (1, -1))
        for way in (one.plane.across, one.plane.up)
    ]
    return agrees(first, ways[0]) and agrees(second, ways[1])


def valleys(told, which) -> int:
    """Return in how many pools water stands whose depth is a hundredth of the land's height, edges left out.

    Of each cell that is lower than its neighbours: no way to a lower one may stay below that level.
    """
    one = told.scene.found[which]
    grid = height_grid(one.loss, (-1.0, 1.0), (-1.0, 1.0), 81)
    ground, count = grid.heights, 0
    for row, column in np.random.default_rng(0).integers(0, 81, (20, 2)):
        theta = one.end + grid.x[column] * one.plane.across + grid.y[row] * one.plane.up
        assert abs(loss(told, which, theta) - ground[row, column]) < 0.01 * np.ptp(ground)
    around = [(a, b) for a in (-1, 0, 1) for b in (-1, 0, 1) if a or b]
    middle = ground[1:-1, 1:-1]
    least = np.all([middle < ground[1 + a : 80 + a, 1 + b : 80 + b] for a, b in around], axis=0)
    for row, column in np.argwhere(least) + 1:
        level, pool = ground[row, column] + 0.01 * np.ptp(ground), np.zeros(ground.shape, dtype=bool)
        pool[row, column] = True
        size = 0
        while pool.sum() > size:
            size = int(pool.sum())
            wide = np.pad(pool, 1)
            near = np.any([wide[1 + a : 82 + a, 1 + b : 82 + b] for a, b in around], axis=0)
            pool |= near & (ground < level)
        count += bool(ground[pool].min() >= ground[row, column])
    return count


@claim("On this plane: {count} valley.", "On this plane: {count} valleys.", lesson=NAME)
def _valleys(told, count) -> bool:
    return count == valleys(told, 0) == len(told.scene.land.rings.places)


@claim("Same birds, same scale, trained alike: {count} valley.", lesson=NAME)
@claim("Same birds, same scale, trained alike: {count} valleys.", lesson=NAME)
def _alike(told, count) -> bool:
    one, other = told.scene.found
    scales = [
        (view.terrain.land.lowest, view.terrain.land.highest) for view in (told.scene.land, told.scene.far)
    ]
    seen = [view.terrain.camera_now for view in (told.scene.land, told.scene.far)]
    alike = len(one.run.points) == len(other.run.points) and np.array_equal(
        one.network.features, other.network.features
    )
    large = (seen[0].scale, seen[0].target) == (seen[1].scale, seen[1].target)
    return alike and large and scales[0] == scales[1] and count == valleys(told, 1)


@claim("{count} valley", "{count} valleys", lesson=NAME)
def _some(told, count) -> bool:
    return count in {valleys(told, 0), valleys(told, 1)}


@claim("On these planes: {one} and {other}", lesson=NAME)
def _answer(told, one, other) -> bool:
    told_counts = [number(str(text).split()[0]) for text in (one, other)]
    return told_counts == [valleys(told, 0), valleys(told, 1)]


@claim("{count} hidden layer, {weights} weights", "{count} hidden layers, {weights} weights", lesson=NAME)
def _named(told, count, weights) -> bool:
    p = told.scene.given
    return (count, weights) in [(len(one), dimension(one)) for one in (p.hidden, p.other)]


@claim("a valley is lower than all around it, by at least 1 % of the land's height", lesson=NAME)
def _low(told) -> bool:
    return all(len(one.valleys) == valleys(told, k) for k, one in enumerate(told.scene.found))
