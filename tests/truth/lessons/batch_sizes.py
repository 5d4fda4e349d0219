"""What BatchSizes says, and what must be so."""

import numpy as np
from hypothesis import strategies as st

from tests.truth.claims import agrees, claim, nothing
from tests.truth.films import FILMS
from tests.truth.tables import data_of, tables

NAME = "BatchSizes"
SIZES = {
    "batch_size": st.sampled_from([2, 3, 8, 19]),
    "epochs": st.sampled_from([1, 2, 4, 20]),
    "learning_rate": st.sampled_from([None, None, 1e-4, 0.01, 0.05]),
    "shuffle": st.integers(0, 100),
}
FILMS[NAME] = st.one_of(
    st.fixed_dictionaries({"data": tables(), **SIZES}),
    st.fixed_dictionaries(
        {
            "data": st.sampled_from(["linear", "parabolic"]),
            "slope": st.sampled_from([1.5, 0.0, -100.0, 1e5]),
            "noise": st.sampled_from([0.0, 1e-4, 1.0, 20.0]),
            "count": st.sampled_from([4, 20, 40, 97]),
            **SIZES,
        }
    ),
    st.fixed_dictionaries({"data": st.sampled_from([f"anscombe-{k}" for k in (1, 2, 3, 4)]), **SIZES}),
)
nothing(
    NAME,
    "Same rate α: who is lowest after {count} samples?",
    "And on, epoch after epoch.",
    "Single: many rough steps. All: few exact ones. Mini-batches: between.",
)


def losses(told) -> list:
    """Return the loss after every step of the three runs: all, mini-batches, single samples."""
    x, y = data_of(told)
    z = (x - x.mean()) / x.std()
    found = []
    for one in told.scene.found.each:
        points = one.run.points
        found.append(((points[:, :1] * z + points[:, 1:] - y) ** 2).mean(axis=1))
    return found


def alone(told):
    """Return the gradient of each sample at the start, shape (n, 2)."""
    x, y = data_of(told)
    z = (x - x.mean()) / x.std()
    w, b = told.scene.found.start
    gaps = w * z + b - y
    return 2 * np.column_stack([gaps * z, gaps])


def name_of(told, name) -> int:
    """Return which run a name belongs to."""
    n, size = len(alone(told)), told.scene.given.batch_size
    return [f"all {n}", f"batches of {size}", "single samples"].index(name)


@claim("All {count} samples together: one gradient, exact.", lesson=NAME)
def _all(told, count) -> bool:
    every = alone(told)
    size = float(np.abs(every).max())
    return count == len(every) and np.allclose(
        told.scene.found.gradient, every.mean(axis=0), atol=1e-7 * size
    )


@claim("Each sample alone has another one; the ring shows how far they scatter.", lesson=NAME)
def _each(told) -> bool:
    every = alone(told)
    scatter = np.sqrt(((every - every.mean(axis=0)) ** 2).sum(axis=1).mean())
    return bool(np.isclose(told.scene.found.scatter(1), scatter, rtol=1e-6, atol=1e-12))


@claim("The mean of B = {count} scatters less: by {few}, not {one}.", lesson=NAME)
def _less(told, count, few, one) -> bool:
    every = alone(told)
    n = len(every)
    single = float(np.sqrt(((every - every.mean(axis=0)) ** 2).sum(axis=1).mean()))
    mini = single * np.sqrt((n - count) / (n - 1) / count)
    return count == told.scene.given.batch_size and agrees(few, mini) and agrees(one, single) and few != one


@claim("Drawn without replacement it falls as 1/√B at first; with all {count} nothing is left.", lesson=NAME)
def _falls(told, count) -> bool:
    found = told.scene.found
    drawn = all(sorted(order) == list(range(count)) for order in found.orders.tolist())
    scatters = [found.scatter(size) for size in range(1, count + 1)]
    root = scatters[0] / np.sqrt(np.arange(1, count + 1))
    return drawn and scatters[-1] == 0.0 and bool((scatters <= root * (1 + 1e-9)).all())


@claim("One epoch shows every sample once: {full}, {mini} or {single} steps.", lesson=NAME)
def _epoch(told, full, mini, single) -> bool:
    n = len(alone(told))
    return (full, mini, single) == (1, -(-n // told.scene.given.batch_size), n)


@claim("Lowest in this run after {count} samples: {name}, with {value}.", lesson=NAME)
def _lowest(told, count, name, value) -> bool:
    ends = [float(one[-1]) for one in losses(told)]
    p = told.scene.given
    return count == p.epochs * len(alone(told)) and holds(ends, name_of(told, name), value)


@claim("After {count} steps each the lowest: {name}, with {value}.", lesson=NAME)
@claim("After one step each the lowest: {name}, with {value}.", lesson=NAME)
def _per_step(told, count, name, value) -> bool:
    return count == told.scene.given.epochs and holds(
        [float(one[count]) for one in losses(told)], name_of(told, name), value
    )


@claim("In this run the lowest loss after {count} samples is {value}.", lesson=NAME)
def _lowest_loss(told, count, value) -> bool:
    ends = [float(one[-1]) for one in losses(told)]
    return count == told.scene.given.epochs * len(alone(told)) and near(value, min(ends), ends)


@claim("After {count} steps each the lowest loss is {value}.", lesson=NAME)
@claim("After one step each the lowest loss is {value}.", lesson=NAME)
def _lowest_step(told, count, value) -> bool:
    after = [float(one[count]) for one in losses(told)]
    return near(value, min(after), after)


def near(text, value, values) -> bool:
    """Tell whether a printed loss is a value, up to roundings of the first losses."""
    return agrees(text, value) or abs(value) <= 1e-9 * max(values)


def holds(values, place, text) -> bool:
    """Tell whether a printed loss is the lowest of all, and belongs to the run in this place."""
    slack = 1e-9 * max(values)
    return near(text, values[place], values) and values[place] <= min(values) + slack
