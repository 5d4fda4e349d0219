"""What StabilityLimit says, and what must be so."""

import numpy as np
from hypothesis import strategies as st

from tests.truth.claims import agrees, claim, nothing, number
from tests.truth.films import FILMS

NAME = "StabilityLimit"
PLACES = [-2000.0, -3.0, 0.0, 0.01, 4.0, 5e5]
FILMS[NAME] = st.fixed_dictionaries(
    {},
    optional={
        "largest": st.sampled_from([0.5, 2.0, 2.718, 7.0, 1000.0]),
        "least": st.sampled_from([0.001, 0.03, 0.5]),
        "start": st.tuples(*[st.sampled_from(PLACES)] * 2),
        "steps": st.integers(4, 24),
        "beta": st.sampled_from([0.05, 0.25, 0.5, 0.9, 0.95]),
    },
).filter(lambda params: params.get("start") != (0.0, 0.0))
nothing(
    NAME,
    "How large may the rate be?",
    "Predict: what happens beyond 1/L?",
    "factor",
    "heavy ball",
    "heavy ball: v ← βv + ∇f, then x ← x − αv, as in PyTorch",
)
LONG = 4000
"""So many steps are the long run."""


def distances(told, share, steps=12):
    """Return how far a run in the valley is from its minimum, step by step, at a share of 1/L."""
    x = np.empty(steps + 1)
    x[0] = told.scene.given.start[0] or told.scene.given.start[1]
    bend = told.scene.given.largest
    for k in range(steps):
        x[k + 1] = x[k] - share / bend * bend * x[k]
    return x


def told_run(told, rate):
    return told.scene.found.in_valley(rate).points[:, 0]


def largest_root(p, rate):
    """Return the largest root in modulus of z² − (1 + β − αλ) z + β, for both curvatures λ."""
    return max(np.abs(np.roots([1.0, -(1 + p.beta - rate * k), p.beta])).max() for k in (p.least, p.largest))


@claim("The step: the rate α times the slope Lx.", lesson=NAME)
def _step(told) -> bool:
    p, rate = told.scene.given, told.scene.found.creeping
    x = told_run(told, rate)
    return np.allclose(x[1], x[0] - rate * p.largest * x[0])


@claim("It takes αL of the way; 1 − αL is left.", lesson=NAME)
def _share(told) -> bool:
    p, rate = told.scene.given, told.scene.found.creeping
    x = told_run(told, rate)
    return np.allclose(x[1:] / x[:-1], 1 - rate * p.largest) and 0 < rate * p.largest < 1


@claim("Each step leaves the same share, {left}: the ball creeps.", lesson=NAME)
@claim("creeps", lesson=NAME)
def _creeps(told, left=None) -> bool:
    x = told_run(told, told.scene.found.creeping)
    same = np.allclose(x[1:] / x[:-1], x[1] / x[0]) and 0.5 < x[1] / x[0] < 1
    return same and (left is None or agrees(left, float(x[1] / x[0])))


@claim("A larger rate leaves less. At 1/L one step arrives.", lesson=NAME)
def _arrives(told) -> bool:
    p = told.scene.given
    left = [abs(distances(told, share)[1]) for share in np.linspace(0.1, 1.0, 10)]
    x = told_run(told, told.scene.found.critical)
    return (
        (np.diff(left) < 0).all()
        and abs(x[1]) <= 1e-12 * abs(x[0])
        and np.isclose(told.scene.found.critical * p.largest, 1.0)
    )


@claim("It overshoots, from side to side, and still comes closer.", lesson=NAME)
@claim("side to side", lesson=NAME)
def _overshoots(told) -> bool:
    found = told.scene.found
    x = told_run(told, found.overshooting)
    between = 1.0 < found.overshooting * told.scene.given.largest < 2.0
    return between and (x[1:] * x[:-1] < 0).all() and (np.diff(np.abs(x)) < 0).all()


@claim("At 2/L: the other wall, just as high.", lesson=NAME)
def _mirror(told) -> bool:
    return np.allclose(
        told_run(told, told.scene.found.limit)[1:], -told_run(told, told.scene.found.limit)[:-1]
    )


@claim("Below 2/L it settles", lesson=NAME)
def _settles(told) -> bool:
    return all(
        abs(distances(told, share, LONG)[-1]) < 1e-6 * abs(distances(told, share)[0]) for share in (0.1, 1.9)
    )


@claim("Momentum: below 2(1 + β)/L", lesson=NAME)
def _freed(told) -> bool:
    """Below the limit the heavy ball's roots lie in the unit circle; beyond it one does not."""
    p, limit = told.scene.given, told.scene.found.heavy_limit
    shares = np.array([0.1, 1 / (1 + p.beta), 0.999, 1.001])
    largest = [largest_root(p, share * limit) for share in shares]
    return np.isclose(limit * p.largest, 2 * (1 + p.beta)) and max(largest[:3]) < 1 < largest[3]


@claim("Beyond 2/L every step lands higher: it diverges.", lesson=NAME)
@claim("diverges", lesson=NAME)
def _diverges(told) -> bool:
    found = told.scene.found
    x = told_run(told, found.diverging)
    return found.diverging * told.scene.given.largest > 2 and (np.diff(x**2) > 0).all()


@claim("Along y: μ = {least}. Which rate is best?", lesson=NAME)
def _along(told, least) -> bool:
    return number(least) == told.scene.given.least < told.scene.given.largest


@claim("Along y: μ = L. Which rate is best?", lesson=NAME)
def _alike(told) -> bool:
    return told.scene.given.least == told.scene.given.largest


@claim("The best rate is 1/L: one step arrives from anywhere.", lesson=NAME)
def _one(told) -> bool:
    points = told.scene.found.in_bowl(told.scene.found.best).points
    return _alike(told) and np.linalg.norm(points[1]) <= 1e-12 * np.linalg.norm(points[0])


@claim("The larger factor decides: best where both are equal.", lesson=NAME)
def _decides(told) -> bool:
    return all(told.scene.given.start) and _equal(told)


@claim("From most starts the larger factor decides: best where both are equal.", lesson=NAME)
def _most(told) -> bool:
    return not all(told.scene.given.start) and _equal(told)


def _equal(told) -> bool:
    """Whether both factors are the same at the rate that is called best, the larger one greater nearby."""
    p, best = told.scene.given, told.scene.found.best

    def larger(rate):
        return max(abs(1 - rate * p.largest), abs(1 - rate * p.least))

    equal = np.isclose(abs(1 - best * p.largest), abs(1 - best * p.least))
    return equal and larger(best) < min(larger(0.99 * best), larger(1.01 * best))


@claim("Momentum β = {beta} moves the limit: at {rate} only the heavy ball settles.", lesson=NAME)
def _heavy(told, beta, rate) -> bool:
    """Plain descent multiplies by 1 − αλ, the heavy ball by the roots of z² − (1 + β − αλ) z + β."""
    p, used = told.scene.given, told.scene.found.heavy
    plain = max(abs(1 - used * k) for k in (p.least, p.largest))
    return number(beta) == p.beta and agrees(rate, used) and plain > 1 > largest_root(p, used)
