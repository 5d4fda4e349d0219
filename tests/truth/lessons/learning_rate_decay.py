"""What LearningRateDecay says, and what must be so."""

import numpy as np
from hypothesis import strategies as st

from tests.truth.claims import agrees, claim, nothing, number
from tests.truth.films import FILMS

NAME = "LearningRateDecay"
PLACES = [-30.0, -4.8, -0.5, 0.0, 0.2, 3.6, 2000.0]
FILMS[NAME] = st.fixed_dictionaries(
    {},
    optional={
        "curvature": st.sampled_from([0.01, 0.5, 2.0, 10.0]),
        "start": st.tuples(*[st.sampled_from(PLACES)] * 2),
        "learning_rate": st.sampled_from([0.001, 0.05, 0.1, 0.5, 2.0]),
        "noise": st.sampled_from([1e-4, 0.5, 9.0, 300.0]),
        "steps": st.sampled_from([20, 100, 200]),
        "balls": st.sampled_from([50, 200]),
        "schedule": st.sampled_from(["inverse time", "step", "exponential", "cosine"]),
        "halving": st.sampled_from([1, 10, 100]),
        "fast_halving": st.sampled_from([1, 2, 30, 200]),
        "seed": st.integers(0, 1000),
    },
)
nothing(
    NAME,
    "Measured on a few samples, a gradient is right only on average.",
    "Which cloud ends closest to the minimum?",
    "step",
    "start",
)


def clouds(told):
    return [one.run.points for one in told.scene.found.each]


def distance(points) -> float:
    """Return the root mean square distance of places (n, 2) from the minimum, the origin."""
    return float(np.sqrt((points**2).sum(axis=-1).mean()))


def ring(told) -> float:
    p = told.scene.given
    return float(np.sqrt(p.learning_rate * p.noise**2 / p.curvature / (2 - p.learning_rate * p.curvature)))


@claim("One of them, turned round and shrunk by α = {rate}, is the step.", lesson=NAME)
def _step(told, rate) -> bool:
    run, measured = told.scene.found.alone, told.scene.found.measured
    return any(np.allclose(run.points[0] - number(rate) * one, run.points[1]) for one in measured)


@claim("{count} noisy balls. The ring: their root mean square distance from the minimum.", lesson=NAME)
def _balls(told, count) -> bool:
    points = clouds(told)[0]
    own = len(np.unique(points[1], axis=0)) == count == points.shape[1]
    cloud = told.scene.cloud
    return own and np.isclose(cloud.radius, distance(cloud.runs.at(cloud.time())))


@claim("Noise σ pushes out, curvature λ pulls back, until they balance.", lesson=NAME)
def _balance(told) -> bool:
    """At the ring that is drawn a step changes nothing: (1 − αλ)² r² + α²σ² = r²."""
    p, drawn = told.scene.given, told.scene.found.ring
    after = (1 - p.learning_rate * p.curvature) ** 2 * drawn**2 + p.learning_rate**2 * p.noise**2
    return np.isclose(drawn, ring(told)) and np.isclose(after, drawn**2)


@claim("As the rate falls, so does its ring r; the cloud lags.", lesson=NAME)
def _lags(told) -> bool:
    """The cloud is further out than the ring of the last rate, which falls."""
    p, one = told.scene.given, told.scene.found.each[1]
    least = one.rates[-1] * p.noise**2 / p.curvature / (2 - one.rates[-1] * p.curvature)
    return distance(clouds(told)[1][-1]) > np.sqrt(least) and _kept(told)


@claim("As the rate falls, so does its ring r.", lesson=NAME)
def _kept(told) -> bool:
    """At every radius that it would keep a step changes nothing; these fall as the rates do."""
    p, one = told.scene.given, told.scene.found.each[1]
    kept = np.array([told.scene.race.ring_of(1).radius_of(rate) for rate in one.rates])
    after = (1 - one.rates * p.curvature) ** 2 * kept**2 + one.rates**2 * p.noise**2
    falls = bool((np.diff(kept) <= 0).all() and one.rates[-1] < one.rates[0] and kept[-1] < kept[0])
    return falls and np.allclose(after, kept**2)


@claim("Same balls, same noise, {count} steps.", lesson=NAME)
def _same(told, count) -> bool:
    every, bend = told.scene.found.each, told.scene.given.curvature
    noises = [one.run.gradients - bend * one.run.points for one in every]
    size = max(float(np.abs(one.run.gradients).max()) for one in every)
    return all(
        len(noise) == count + 1 and np.allclose(noise, noises[0], atol=1e-9 * size) for noise in noises
    )


@claim("It ends {far} from the minimum (RMS).", lesson=NAME)
def _fast(told, far) -> bool:
    return agrees(far, distance(clouds(told)[2][-1]))


@claim("Three rates: constant, falling, falling fast.", lesson=NAME)
def _three(told) -> bool:
    constant, falling, fast = (one.rates for one in told.scene.found.each)
    falls = all((np.diff(rates) <= 0).all() and rates[-1] < rates[0] for rates in (falling, fast))
    return bool(np.allclose(constant, constant[0]) and falls)


@claim("Now the rate is halved every {count} steps.", lesson=NAME)
@claim("Now the rate is halved at every step.", lesson=NAME)
def _halved(told, count=1) -> bool:
    rates = told.scene.found.each[2].rates
    return count == told.scene.given.fast_halving and np.allclose(rates[count:], rates[:-count] / 2)


@claim("It stops {far} from the minimum (RMS).", lesson=NAME)
def _stops(told, far) -> bool:
    """That far is the cloud; most of it is the way that its middle will never go, and has nearly left now."""
    p, points = told.scene.given, clouds(told)[2]
    halving = p.fast_halving
    factors = np.abs(1 - p.curvature * p.learning_rate * 0.5 ** (np.arange(60 * halving) / halving))
    start, end = float(np.hypot(*p.start)), distance(points[-1])
    now, for_ever = start * np.prod(factors[: len(points) - 1]), start * np.prod(factors)
    return agrees(far, end) and for_ever > 0.69 * end and for_ever > 0.94 * now


@claim("A constant rate never rests", lesson=NAME)
def _restless(told) -> bool:
    """The balls of the constant rate move at their last step as well, and the ring that it keeps is wide."""
    last, before = clouds(told)[0][-1], clouds(told)[0][-2]
    return distance(last - before) > 0.0 and ring(told) > 0.0


@claim("Large steps come down, small ones settle: RMS {falling}, not {constant}.", lesson=NAME)
def _moral(told, falling, constant) -> bool:
    ends = [distance(points[-1]) for points in clouds(told)]
    start = float(np.hypot(*told.scene.given.start))
    printed = agrees(falling, ends[1]) and agrees(constant, ends[0])
    return printed and ends[1] < min(ends[0], ends[2], start)


@claim("The constant rate ends at {constant}, the falling one at {falling}.", lesson=NAME)
def _ends(told, constant, falling) -> bool:
    ends = [distance(points[-1]) for points in clouds(told)]
    return agrees(constant, ends[0]) and agrees(falling, ends[1])
