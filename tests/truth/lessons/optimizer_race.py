"""What OptimizerRace says, and what must be so."""

import re

import numpy as np
from hypothesis import strategies as st

from tests.truth.claims import agrees, claim, nothing
from tests.truth.films import FILMS
from tests.truth.functions import LANDS, rates
from tests.truth.lands import Ground
from tests.truth.map_runs import MapRun
from tests.truth.races import ALIKE, Field, claims_of_races

NAME = "OptimizerRace"
RULES = ["gradient descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam"]
START = st.tuples(*[st.sampled_from([-2.0, -1.0, 0.0, 0.5, 1.0, 3.0])] * 2)
SOME = st.lists(st.sampled_from(RULES), min_size=2, max_size=6, unique=True).map(tuple)
LAND = st.sampled_from([*LANDS, "himmelblau", "rosenbrock", "beale", "camel", "saddle"])
STEPS = st.sampled_from([10, 30, 60, 150])


def own(names):
    given = {"optimizers": st.just(names), "tune": st.just("own"), "rates": st.tuples(*[rates] * len(names))}
    return st.fixed_dictionaries({"function": LAND, "start": START, "steps": STEPS, **given})


FILMS[NAME] = st.one_of(
    st.fixed_dictionaries({"function": LAND, "start": START, "steps": STEPS, "optimizers": SOME}),
    SOME.flatmap(own),
)


def field_of(told) -> Field:
    """Return the runs by their names."""
    found = told.scene.found.race
    ground = Ground(found.objective, found.view)
    names = told.scene.names
    return Field(
        ground, {name: MapRun(ground.heights, run) for name, run in zip(names, found.runs, strict=True)}
    )


claims_of_races(NAME, field_of)
nothing(NAME, "And now the rest of the budget.")


@claim("{count} optimizers, {steps} gradients each.", lesson=NAME)
@claim("{name}'s function: {count} optimizers, {steps} gradients each.", lesson=NAME)
def _start(told, count, steps, name="") -> bool:
    runs = told.scene.found.race.runs
    if name not in ("", type(told.scene.found.race.objective).__name__):
        return False
    same = all((run.points[0] == runs[0].points[0]).all() for run in runs)
    return len(runs) == count and same and max(run.steps_taken for run in runs) <= steps


@claim("Each has the best of {count} rates α.", lesson=NAME)
def _fair(told, count) -> bool:
    tuned, rates = told.scene.found.tuned, told.scene.found.rates
    return len(tuned) == len(rates) == len(told.scene.names) and all(
        len(one.rates) == count
        and (one.rates == tuned[0].rates).all()
        and rate == one.rates[int(np.nanargmin(one.finals))]
        for one, rate in zip(tuned, rates, strict=True)
    )


@claim("Each has the learning rate α that was given.", lesson=NAME)
def _given(told) -> bool:
    return told.scene.found.rates == tuple(told.scene.given.rates)


def first_steps(told):
    """Return of every optimizer its first ways (n, 2), its gradients, and its rate."""
    names, rates = told.scene.given.optimizers, told.scene.found.rates
    runs = told.scene.found.race.runs
    return {
        name: (np.diff(run.points, axis=0), run.gradients, rate)
        for name, run, rate in zip(names, runs, rates, strict=True)
    }


@claim("{name}: against the gradient, times α.", lesson=NAME)
def _against(told, name) -> bool:
    ways, slopes, rate = first_steps(told)["gradient descent"]
    return name == "Gradient descent" and bool(np.allclose(ways[0], -rate * slopes[0], rtol=1e-6))


@claim("{name} also keeps β = {beta} of its velocity v.", lesson=NAME)
@claim("{names} also keep β = {beta} of their velocity v.", lesson=NAME)
def _keeps(told, beta, name="", names="") -> bool:
    said = re.split(r", | and ", (name or names).lower())
    racing = [one for one in ("momentum", "nesterov") if one in told.scene.given.optimizers]
    for one in racing:
        ways, slopes, rate = first_steps(told)[one]
        velocity = np.zeros(2)
        for way, slope in zip(ways[:2], slopes[:2], strict=False):
            velocity = float(beta) * velocity + slope
            ahead = velocity if one == "momentum" else slope + float(beta) * velocity
            if not np.allclose(way, -rate * ahead, rtol=1e-5, atol=1e-9):
                return False
    return sorted(said) == racing


@claim("Divided by √s: the first step, as far along {x} as along {y}.", lesson=NAME)
def _diagonal(told, x, y) -> bool:
    ways = [
        first_steps(told)[one][0][0] for one in ("adagrad", "rmsprop") if one in told.scene.given.optimizers
    ]
    sides = np.abs(ways)
    return x != y and len(ways) > 0 and bool((np.ptp(sides, axis=1) <= 0.002 * sides.max(axis=1)).all())


@claim("Divided by √s, the size of past gradients.", lesson=NAME)
def _divided(told) -> bool:
    shares = {"adagrad": 1.0, "rmsprop": 0.01}
    for one in set(shares) & set(told.scene.given.optimizers):
        ways, slopes, rate = first_steps(told)[one]
        with np.errstate(all="ignore"):
            whole = -rate * slopes[0] / np.sqrt(shares[one] * slopes[0] ** 2)
        if not np.allclose(ways[0], np.where(slopes[0] == 0.0, 0.0, whole), rtol=1e-3):
            return bool(np.abs(slopes[0]).min() < 1e-4)  # where ε is no longer small
    return True


@claim("RMSProp's √s begins at a tenth: {one} goes as far as AdaGrad's {other}.", lesson=NAME)
def _tenth(told, one, other) -> bool:
    (adagrad, _, rate), (rmsprop, _, less) = (first_steps(told)[name] for name in ("adagrad", "rmsprop"))
    alike = np.allclose(adagrad[0], rmsprop[0], rtol=1e-4)
    return bool(alike and np.isclose(10 * less, rate) and agrees(one, less) and agrees(other, rate))


@claim("{name} does both: m remembers, s divides.", lesson=NAME)
def _both(told, name) -> bool:
    ways, slopes, rate = first_steps(told)["adam"]
    first, second = np.zeros(2), np.zeros(2)
    for t, (way, slope) in enumerate(zip(ways[:3], slopes[:3], strict=False), start=1):
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        made = -rate * first / (1 - 0.9**t) / (np.sqrt(second / (1 - 0.999**t)) + 1e-8)
        if not np.allclose(way, made, rtol=1e-4, atol=1e-9):
            return False
    return name == "Adam"


@claim("{names} land together.", lesson=NAME)
def _together(told, names) -> bool:
    runs = field_of(told).runs
    by_name = {name.lower(): run for name, run in runs.items()}
    landed = np.array([by_name[name.lower()].points[1] for name in re.split(r", | and ", names)])
    every = np.array([run.points[min(1, run.steps)] for run in runs.values()])
    return len(landed) > 1 and np.ptp(landed, axis=0).max() <= 1e-5 * np.ptp(every, axis=0).max()


@claim("One place, one gradient. Each makes its own step of it.", lesson=NAME)
def _own_step(told) -> bool:
    runs = told.scene.found.race.runs
    return all((run.gradients[0] == runs[0].gradients[0]).all() for run in runs)


@claim("Who is lowest after {count} gradients?", lesson=NAME)
def _asked(told, count) -> bool:
    return max(run.steps_taken for run in told.scene.found.race.runs) <= count


@claim("{names} leads after {count} gradients.", lesson=NAME)
@claim("{names} lead after {count} gradients.", lesson=NAME)
def _leads(told, names, count) -> bool:
    field = field_of(told)
    by_name = {name.lower(): run for name, run in field.runs.items()}
    first = [by_name[name.lower()] for name in re.split(r", | and ", names)]
    losses = [_loss(field, run, count) for run in first]
    rest = [_loss(field, run, count) for run in field.runs.values() if run not in first]
    fallen = max(first[0].values[0] - min(field.final(run) for run in field.runs.values()), 0.0)
    alike = len(losses) == 1 or losses == losses[:1] * len(losses) or np.ptp(losses) <= ALIKE * fallen
    return bool(alike and max(losses) < min(rest, default=np.inf))


@claim("Nobody leads after {count} gradients: all have left.", lesson=NAME)
def _nobody_leads(told, count) -> bool:
    field = field_of(told)
    return all(_loss(field, run, count) == np.inf for run in field.runs.values())


def _loss(field: Field, run: MapRun, steps: int) -> float:
    """Return where a run stands after so many steps."""
    return (
        float(run.values[min(steps, run.steps)]) if steps <= run.steps or not run.left else field.final(run)
    )
