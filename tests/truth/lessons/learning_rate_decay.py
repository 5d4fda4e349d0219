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


@claim("{count} balls, each with its own noise. The ring: their root mean square distance.", lesson=NAME)
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


@claim("Same balls, same noise, {count} steps.", lesson=NAME)
def _same(told, count) -> bool:
    every, bend = told.scene.found.each, told.scene.given.curvature
    noises = [one.run.gradients - bend * one.run.points for one in every]
    size = max(float(np.abs(one.run.gradients).max()) for one in every)
    return all(
        len(noise) == count + 1 and np.allclose(noise, noises[0], atol=1e-9 * size) for noise in noises
    )


@claim("The rate that falls fast ends at {fast}.", lesson=NAME)
def _fast(told, fast) -> bool:
    return agrees(fast, distance(clouds(told)[2][-1]))


@claim("Halved every {count} steps, the rate stops the cloud {left} short.", lesson=NAME)
@claim("Halved at every step, the rate stops the cloud {left} short.", lesson=NAME)
def _stops(told, left, count=1) -> bool:
    p = told.scene.given
    rates = p.learning_rate * 0.5 ** (np.arange(60 * count) / count)
    way = float(np.hypot(*p.start)) * float(np.abs(np.prod(1 - rates * p.curvature)))
    return count == p.fast_halving and agrees(left, way) and way > 0


@claim("Large steps come down, small ones settle: {falling}, not {constant}.", lesson=NAME)
def _moral(told, falling, constant) -> bool:
    ends = [distance(points[-1]) for points in clouds(told)]
    start = float(np.hypot(*told.scene.given.start))
    printed = agrees(falling, ends[1]) and agrees(constant, ends[0])
    return printed and ends[1] < min(ends[0], ends[2], start)


@claim("The constant rate ends at {constant}, the falling one at {falling}.", lesson=NAME)
def _ends(told, constant, falling) -> bool:
    ends = [distance(points[-1]) for points in clouds(told)]
    return agrees(constant, ends[0]) and agrees(falling, ends[1])
