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
nothing(NAME, "Same α, {count} samples each: who comes lowest?")


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


def scattered(every) -> float:
    """Return the root mean square distance of gradients from their mean."""
    return float(np.sqrt(((every - every.mean(axis=0)) ** 2).sum(axis=1).mean()))


@claim("A step may ask one sample, {few}, or all {count}.", lesson=NAME)
def _asked(told, few, count) -> bool:
    sizes = [one.plan.batch_size for one in told.scene.found.each]
    return sizes == [count, few, 1] and count == len(alone(told))


@claim("The ball is this line. Each sample alone gives another gradient.", lesson=NAME)
def _each(told) -> bool:
    every, found = alone(told), told.scene.found
    size = float(np.abs(every).max())
    return np.allclose(found.alone, every, atol=1e-7 * size) and np.allclose(
        told.scene.ball.run.points[0], found.start
    )


@claim("A batch of {count} samples takes the mean of their gradients.", lesson=NAME)
def _mean(told, count) -> bool:
    every, found = alone(told), told.scene.found
    means = every[found.draws[:, :count]].mean(axis=1)
    size = float(np.abs(every).max())
    return count == told.scene.given.batch_size and np.allclose(
        found.measured(count), means, atol=1e-7 * size
    )


@claim("All scatter about the exact gradient. How far do means of {count}?", lesson=NAME)
def _exact(told, count) -> bool:
    every = alone(told)
    size = float(np.abs(every).max())
    exact = np.allclose(told.scene.found.gradient, every.mean(axis=0), atol=1e-7 * size)
    return count == told.scene.given.batch_size and exact


@claim("Drawn with replacement: four times as many samples, half the scatter.", lesson=NAME)
def _half(told) -> bool:
    found, size = told.scene.found, told.scene.given.batch_size
    return size > 4 and np.isclose(found.scatter(4), scattered(alone(told)) / 2, rtol=1e-6, atol=1e-12)


@claim("{count} drawn with replacement: √{count} times less scatter.", lesson=NAME)
def _less(told, count) -> bool:
    found, single = told.scene.found, scattered(alone(told))
    mini = np.isclose(found.scatter(count) * np.sqrt(count), single, rtol=1e-6, atol=1e-12)
    work = len(found.each[1].plan[0]) == count * len(found.each[2].plan[0])
    return count == told.scene.given.batch_size and bool(mini) and work


@claim("Turned round, times α: each is a possible step.", lesson=NAME)
def _step(told) -> bool:
    found, fan = told.scene.found, told.scene.fan
    rates = [(one.run.points[0] - one.run.points[1]) / found.rate for one in found.each]
    steps = all(np.allclose(rate, one.run.gradients[0]) for rate, one in zip(rates, found.each, strict=True))
    mini = found.measured(told.scene.given.batch_size)
    size = float(np.abs(mini).max())
    return steps and fan.factor == found.rate and np.allclose(fan.measured, -mini, atol=1e-9 * size)


@claim("Each sample once: {single} rough steps, {mini} calmer, one exact.", lesson=NAME)
def _pass(told, single, mini) -> bool:
    found, n = told.scene.found, len(alone(told))
    full, some, one = (runs.run.steps_taken / told.scene.given.epochs for runs in found.each)
    calmer = found.scatter(told.scene.given.batch_size) < found.scatter(1) or found.scatter(1) == 0.0
    return (full, some, one) == (1, mini, single) and single == n and mini < single and calmer


@claim("Lowest in this run: {name}, with {value}.", lesson=NAME)
def _lowest(told, name, value) -> bool:
    ends = [float(one[-1]) for one in losses(told)]
    seen = {len(one.losses) - 1 for one in told.scene.found.each}
    return seen == {told.scene.given.epochs * len(alone(told))} and holds(ends, name_of(told, name), value)


@claim("Lowest: {name}", lesson=NAME)
def _answer(told, name) -> bool:
    return int(np.argmin([one[-1] for one in losses(told)])) == name_of(told, name)


@claim("Many steps, calm enough: batches of {count} come lowest, {value}.", lesson=NAME)
def _between(told, count, value) -> bool:
    full, mini, single = (one.run.steps_taken for one in told.scene.found.each)
    found = told.scene.found
    calmer = found.scatter(count) < found.scatter(1) or found.scatter(1) == 0.0
    return full < mini < single and calmer and _lowest(told, f"batches of {count}", value)


@claim("Loss after step {step}: all {full}, batches {mini}, single {single}.", lesson=NAME)
def _after(told, step, full, mini, single) -> bool:
    every = losses(told)
    after = [float(one[int(step)]) for one in every]
    sizes = [float(one[0]) for one in every]
    texts = full, mini, single
    return int(step) == told.scene.given.epochs and all(
        near(text, value, sizes) for text, value in zip(texts, after, strict=True)
    )


@claim("The lowest loss in this run: {value}.", lesson=NAME)
def _lowest_loss(told, value) -> bool:
    ends = [float(one[-1]) for one in losses(told)]
    return near(value, min(ends), ends)


def near(text, value, values) -> bool:
    """Tell whether a printed loss is a value, up to roundings of the first losses."""
    return agrees(text, value) or abs(value) <= 1e-9 * max(values)


def holds(values, place, text) -> bool:
    """Tell whether a printed loss is the lowest of all, and belongs to the run in this place."""
    slack = 1e-9 * max(values)
    return near(text, values[place], values) and values[place] <= min(values) + slack
