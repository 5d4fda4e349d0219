"""What MomentumSubsteps says, and what must be so."""

import numpy as np
from hypothesis import strategies as st

from tests.truth.claims import agrees, claim, nothing
from tests.truth.films import FILMS
from tests.truth.functions import LANDS, rates
from tests.truth.lands import Ground
from tests.truth.map_runs import BEYOND_ALL, MapRun
from tests.truth.races import Field, claims_of_races

NAME = "MomentumSubsteps"
START = st.tuples(*[st.sampled_from([-7.0, -2.0, -1.0, 0.0, 0.5, 0.7, 1.0, 3.0])] * 2)
LAND = st.sampled_from(["x^2/4 + 10y^2", *LANDS, "himmelblau", "rosenbrock", "beale", "hills", "waves"])
FILMS[NAME] = st.fixed_dictionaries(
    {
        "function": LAND,
        "start": START,
        "learning_rate": rates,
        "beta": st.sampled_from([0.0, 0.3, 0.6, 0.8, 0.9]),
        "too_much": st.sampled_from([0.905, 0.95, 0.99]),
        "steps": st.sampled_from([10, 24, 60, 200]),
    }
)


def field_of(told) -> Field:
    """Return the three runs by their names."""
    found = told.scene.found.race
    ground = Ground(found.objective, found.view)
    given = told.scene.given
    names = ["Without memory", f"β = {given.beta:g}", f"β = {given.too_much:g}"]
    runs = zip(names, found.runs, strict=True)
    return Field(ground, {name: MapRun(ground.heights, run) for name, run in runs})


claims_of_races(NAME, field_of)
nothing(NAME, "How much memory is best?")


def by_hand(told, beta):
    """Return the places of the heavy ball, its last loss, and whether it stayed, in plain Python."""
    given, land = told.scene.given, told.scene.found.race.objective
    x, v, places = np.array(given.start), np.zeros(2), [np.array(given.start)]
    with np.errstate(all="ignore"):
        for _ in range(given.steps):
            v = beta * v + land.gradient(x)
            x = x - given.learning_rate * v
            height = float(land.value(x))
            if not (np.isfinite([*x, height, *land.gradient(x)]).all() and abs(height) <= BEYOND_ALL):
                return np.array(places), float(land.value(places[-1])), False
            places.append(x)
    return np.array(places), float(land.value(x)), True


def faded(told, step):
    """Return the gradients of the run with memory, newest first: each times α, and β for every step after."""
    found, given = told.scene.found, told.scene.given
    slopes = found.race.objective.gradient(found.race.runs[1].points[:step])
    return np.array([given.learning_rate * given.beta**k * slopes[step - 1 - k] for k in range(step)])


def adds_up(told, step):
    points = told.scene.found.race.runs[1].points
    ways = np.diff(points, axis=0)
    size = np.abs(faded(told, step)).sum() + np.abs(points[: step + 1]).max()
    return bool(np.abs(ways[step - 1] + faded(told, step).sum(axis=0)).max() <= 1e-9 * size)


def stacked(told):
    return told.scene.stacked


@claim("Without memory, each step knows only the slope where it stands.", lesson=NAME)
def _forgetful(told) -> bool:
    points, rate = told.scene.found.race.runs[0].points, told.scene.given.learning_rate
    slopes = told.scene.found.race.objective.gradient(points[:-1])
    return bool(
        np.allclose(np.diff(points, axis=0), -rate * slopes, rtol=1e-6, atol=1e-9 * np.abs(points).max())
    )


@claim("The first gradient is the velocity v. Turned round, it is the step.", lesson=NAME)
def _first(told) -> bool:
    return adds_up(told, 1)


@claim("Of this v, a share β is left.", lesson=NAME)
@claim("The gradient here is added at its tip.", lesson=NAME)
@claim("Their sum is the new v; turned round, the step.", lesson=NAME)
def _second(told) -> bool:
    return adds_up(told, 2)


@claim("Every place adds its gradient, and all older ones shrink by β again.", lesson=NAME)
def _every(told) -> bool:
    return all(adds_up(told, step) for step in range(1, stacked(told) + 1))


@claim("End to end they are v: to and fro cancels, what they share stays.", lesson=NAME)
def _cancels(told) -> bool:
    ways = faded(told, stacked(told))
    long, short = np.linalg.norm(ways, axis=1).sum(), np.linalg.norm(ways.sum(axis=0))
    return adds_up(told, stacked(told)) and bool((ways @ ways.T).min() < 0.0 < short <= 0.5 * long + 1e-12)


@claim("End to end they are the velocity v.", lesson=NAME)
def _end_to_end(told) -> bool:
    return adds_up(told, stacked(told))


@claim("The velocity is a sum of gradients that fade.", lesson=NAME)
def _sum(told) -> bool:
    steps = len(told.scene.found.race.runs[1].points) - 1
    return steps == 0 or adds_up(told, steps)


@claim("With β = {beta} the loss ends at {loss}.", lesson=NAME)
@claim("Without memory it ends at {loss}.", lesson=NAME)
def _ends(told, loss, beta="0") -> bool:
    _, last, stays = by_hand(told, float(beta))
    return stays and agrees(loss, last)


@claim("With β = {beta} the run breaks off.", lesson=NAME)
@claim("Without memory the run breaks off.", lesson=NAME)
def _breaks_off(told, beta="0") -> bool:
    return not by_hand(told, float(beta))[2]


@claim("β = {beta} runs past the minimum: too much.", lesson=NAME)
def _past(told, beta) -> bool:
    (places, last, stays), (_, usual, _) = (
        by_hand(told, one) for one in (float(beta), told.scene.given.beta)
    )
    rest = field_of(told).ground.rest(told.scene.found.race.minima[0])
    beyond = ((places - rest) @ (places[0] - rest)).min() < 0.0
    return float(beta) == told.scene.given.too_much and stays and bool(beyond) and last > usual


@claim("The cure: forget sooner. β = {beta} ends lowest, with {loss}.", lesson=NAME)
@claim("Of all these, β = {beta} ends lowest, with {loss}.", lesson=NAME)
def _lowest(told, beta, loss) -> bool:
    given = told.scene.given
    tried = {round(k / 100, 2) for k in range(99)} | {given.beta, given.too_much}
    others = [by_hand(told, one) for one in tried - {float(beta)}]
    _, last, stays = by_hand(told, float(beta))
    return stays and agrees(loss, last) and all(last < end for _, end, _ in others)
