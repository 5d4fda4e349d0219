"""What AdamSubsteps says, and what must be so."""

import numpy as np
from hypothesis import strategies as st

from tests.truth.claims import agrees, claim, nothing, number
from tests.truth.films import FILMS
from tests.truth.functions import LANDS, rates
from tests.truth.lands import Ground
from tests.truth.map_runs import MapRun
from tests.truth.races import Field, claims_of_races

NAME = "AdamSubsteps"
START = st.tuples(*[st.sampled_from([-4.0, -2.0, -1.0, 0.0, 0.5, 1.0, 2.0, 3.0])] * 2)
LAND = st.sampled_from(["x^2/4 + 5y^2", *LANDS, "himmelblau", "rosenbrock", "beale", "hills", "waves"])
FILMS[NAME] = st.fixed_dictionaries(
    {
        "function": LAND,
        "start": START,
        "learning_rate": rates,
        "beta1": st.sampled_from([0.0, 0.5, 0.9, 0.99]),
        "beta2": st.sampled_from([0.0, 0.9, 0.99, 0.999, 0.99999]),
        "steps": st.sampled_from([4, 20, 60, 200]),
    }
)
EPSILON = 1e-8
NEAR = 0.006
"""So far from 1 is what is printed as 1.00."""
nothing(
    NAME,
    "Adam: steep and flat, one step size?",
    "Predict: the steps without the correction?",
    "Adam as in PyTorch: ε = 10⁻⁸ outside the root; many write v for our s",
)


def field_of(told) -> Field:
    """Return both runs by their names."""
    found = told.scene.found.race
    ground = Ground(found.objective, found.view)
    names = ["Corrected", "Not corrected"]
    runs = zip(names, found.runs, strict=True)
    return Field(ground, {name: MapRun(ground.heights, run) for name, run in runs})


claims_of_races(NAME, field_of)


def by_hand(told, corrected):
    """Return m, √s and the steps in units of α along the places of a run, as Adam's inventors write it."""
    given, found = told.scene.given, told.scene.found.race
    run = found.runs[0 if corrected else 1]
    m, s, parts = np.zeros(2), np.zeros(2), []
    for t, x in enumerate(run.points[:-1], start=1):
        g = found.objective.gradient(x)
        m = given.beta1 * m + (1 - given.beta1) * g
        s = given.beta2 * s + (1 - given.beta2) * g * g
        m_hat, s_hat = (m / (1 - given.beta1**t), s / (1 - given.beta2**t)) if corrected else (m, s)
        parts.append((m_hat, np.sqrt(s_hat), m_hat / (np.sqrt(s_hat) + EPSILON)))
    return (
        [np.array(one).reshape(-1, 2) for one in zip(*parts, strict=True)]
        if parts
        else [np.zeros((0, 2))] * 3
    )


def slope(told):
    return told.scene.found.race.objective.gradient(np.array(told.scene.given.start))


def multiple(length):
    return length.removesuffix("\u00a0α")


@claim("Slopes: {x} along {name}, {y} along {other}.", lesson=NAME)
@claim("Slopes: {x} along {name}, {y} along {other}. A plain step copies that.", lesson=NAME)
def _slopes(told, x, y, name, other) -> bool:
    first, second = slope(told)
    return agrees(x, first) and agrees(y, second) and name != other


@claim("Adam averages the slopes: m. From 0, the first one counts {share}.", lesson=NAME)
def _mean(told, share) -> bool:
    m, _, _ = by_hand(told, False)
    return np.allclose(m[0], number(share) * slope(told), rtol=1e-6)


@claim("s averages their squares; √s is each direction's own ruler.", lesson=NAME)
def _root(told) -> bool:
    _, root, _ = by_hand(told, False)
    return np.allclose(root[0] ** 2, (1 - told.scene.given.beta2) * slope(told) ** 2, rtol=1e-6)


@claim("By this ruler m is {ratio} long, steep or flat: the slope's size cancels.", lesson=NAME)
@claim("Times α, turned round: a step of {length} along each.", lesson=NAME)
def _ratio(told, ratio=None, length=None) -> bool:
    m, root, _ = by_hand(told, False)
    printed, given = ratio or multiple(length), told.scene.given
    any_slope = (1 - given.beta1) / np.sqrt(1 - given.beta2)
    sizes = np.abs(m[0]) / root[0]
    return all(agrees(printed, one, 0.55) for one in (*sizes, any_slope)) and bool(
        (m[0] * slope(told) > 0).all()
    )


@claim(
    "By this ruler m is {ratio} long, even were {name} as steep as {other}: the size cancels.", lesson=NAME
)
def _as_steep(told, ratio, name, other) -> bool:
    first, second = np.abs(slope(told))
    return bool(first != second) and name != other and _ratio(told, ratio=ratio)


@claim("Adam measures m with this ruler: the slope's size cancels.", lesson=NAME)
def _measured(told) -> bool:
    m, root, _ = by_hand(told, False)
    sizes = np.abs(m[0]) / root[0]
    return bool(sizes.max() < 1.002 * sizes.min())


@claim("The correction undoes the start at 0: both are the slope's size again.", lesson=NAME)
def _corrected(told) -> bool:
    m, root, _ = by_hand(told, True)
    return np.allclose(m[0], slope(told), rtol=1e-6) and np.allclose(root[0], np.abs(slope(told)), rtol=1e-6)


@claim("So the first step goes to the corner, for any slope but 0.", lesson=NAME)
def _corner(told) -> bool:
    _, _, ratios = by_hand(told, True)
    run, rate = told.scene.found.race.runs[0], told.scene.given.learning_rate
    way = run.points[1] - run.points[0]
    size = np.abs(run.points[:2]).max()
    there = np.allclose(way, -rate * np.sign(slope(told)), rtol=NEAR, atol=1e-12 * size)
    return there and bool(slope(told).all() and (np.abs(np.abs(ratios[0]) - 1.0) < NEAR).all())


@claim("Next, new slopes are averaged in.", lesson=NAME)
def _next(told) -> bool:
    (m, _, _), given = by_hand(told, True), told.scene.given
    steps, slopes = told.scene.found.live, told.scene.found.race.runs[0].gradients
    weights = given.beta1 ** np.arange(steps)[::-1]
    averaged = (weights[:, None] * slopes[:steps]).sum(axis=0) / weights.sum()
    return steps > 1 and np.allclose(m[steps - 1], averaged, rtol=1e-6)


@claim("Next, new slopes are averaged in: the ratios stay near ±1.", lesson=NAME)
def _stay(told) -> bool:
    ratios = by_hand(told, True)[2][: told.scene.found.live] * np.sign(slope(told))
    return _next(told) and bool((np.abs(ratios - 1.0) < 0.1).all())


@claim("With it the longest step is {one}, without it {other}.", lesson=NAME)
def _compared(told, one, other) -> bool:
    longest = [float(np.abs(by_hand(told, corrected)[2]).max()) for corrected in (True, False)]
    return all(agrees(multiple(text), value) for text, value in zip((one, other), longest, strict=True))
