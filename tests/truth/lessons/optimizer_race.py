"""What OptimizerRace says, and what must be so."""

import re

import numpy as np
from hypothesis import strategies as st

from tests.truth.claims import claim, nothing
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


@claim("{count} optimizers start at one place, with {steps} gradients each.", lesson=NAME)
def _start(told, count, steps) -> bool:
    runs = told.scene.found.race.runs
    same = all((run.points[0] == runs[0].points[0]).all() for run in runs)
    return len(runs) == count and same and max(run.steps_taken for run in runs) <= steps


@claim("A fair race: each has the best of {count} learning rates α.", lesson=NAME)
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


@claim("{names}: as far along {x} as along {y}.", lesson=NAME)
def _diagonal(told, names, x, y) -> bool:
    runs = field_of(told).runs
    by_name = {name.lower(): run for name, run in runs.items()}
    steps = [by_name[name.lower()].points[:2] for name in re.split(r", | and ", names)]
    sides = [np.abs(points[1] - points[0]) for points in steps]
    return x != y and all(side.min() > 0.0 and np.ptp(side) <= 0.002 * side.max() for side in sides)


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


@claim("Up to gradient {count}.", lesson=NAME)
def _up_to(told, count) -> bool:
    steps = told.scene.given.steps
    return count in (round(0.1 * steps), round(0.3 * steps)) and 1 < count < steps


@claim("Nobody leads after {count} gradients: all have left.", lesson=NAME)
def _nobody_leads(told, count) -> bool:
    field = field_of(told)
    return all(_loss(field, run, count) == np.inf for run in field.runs.values())


def _loss(field: Field, run: MapRun, steps: int) -> float:
    """Return where a run stands after so many steps."""
    return (
        float(run.values[min(steps, run.steps)]) if steps <= run.steps or not run.left else field.final(run)
    )
