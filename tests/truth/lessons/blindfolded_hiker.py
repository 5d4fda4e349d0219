"""What BlindfoldedHiker says, and what must be so."""

import numpy as np
from hypothesis import strategies as st

from tests.truth.claims import agrees, claim, nothing, number
from tests.truth.films import FILMS
from tests.truth.functions import curves, rates, starts, steps
from tests.truth.lessons.one_curve import beyond, f, heights, last_step, slopes, width, xs

LESSON = "BlindfoldedHiker"
FILMS[LESSON] = st.one_of(
    st.fixed_dictionaries({"terrain": curves, "start": starts, "learning_rate": rates, "steps": steps}),
    st.fixed_dictionaries({"start": st.floats(2.0, 16.0), "learning_rate": rates, "steps": steps}),
)

nothing(
    LESSON,
    "A hiker wants to go down, and sees nothing.",
    "All there is to feel is the slope under the boots.",
    "Predict: where will the walk end?",
    "The same rule again and again: feel, step.",
    "The fog lifts.",
    "In the fog, nobody can know: only the slope here is felt.",
    "Gradient descent knows the slope here, and nothing else.",
)


def shown(told):
    """Places all over the picture."""
    return np.linspace(*told.scene.plot.x_range, 4001)


def in_picture(told):
    return bool(told.scene.plot.shows(xs(told)[-1], heights(told)[-1]))


def is_step(told, before, after):
    return agrees(before, heights(told)[0]) and agrees(after, heights(told)[1])


def steepness(told):
    """How much steeper the second slope is than the first."""
    one, other = abs(slopes(told)[:2])
    return other / one


def valley_within(told, reach):
    """Whether a valley's bottom is no further from the walk's end than `reach`: lower than both its sides."""
    x = xs(told)[-1] + np.linspace(-reach, reach, 4001)
    y = np.nan_to_num(f(told, x), nan=np.inf)
    place = int(np.argmin(y))
    return bool(y[0] >= y[place] <= y[-1] and y[place] <= heights(told)[-1] and (y > y[place]).any())


@claim("Turned round, times the learning rate {rate}: the step.", lesson=LESSON)
def turned_round(told, rate):
    way = beyond(told) - xs(told)[-1] if last_step(told) == 0 else xs(told)[1] - xs(told)[0]
    close = abs(way + told.scene.given.learning_rate * slopes(told)[0]) <= 1e-9 * (
        abs(way) + abs(xs(told)[0])
    )
    return agrees(rate, told.scene.given.learning_rate) and (close or not np.isfinite(way))


@claim("The slope is {slope}: uphill is to the right.", lesson=LESSON)
def right(told, slope):
    return agrees(slope, slopes(told)[0]) and number(slope) > 0


@claim("The slope is {slope}: uphill is to the left.", lesson=LESSON)
def left(told, slope):
    return agrees(slope, slopes(told)[0]) and number(slope) < 0


@claim("One step: the height falls from {before} to {after}.", lesson=LESSON)
def falls(told, before, after):
    return is_step(told, before, after) and number(after) < number(before)


@claim("A tiny step: the height falls from {before} to {after}.", lesson=LESSON)
def falls_a_little(told, before, after):
    return falls(told, before, after) and abs(xs(told)[1] - xs(told)[0]) < 2e-3 * width(told)


@claim("Too far: the height rises from {before} to {after}.", lesson=LESSON)
def too_far(told, before, after):
    start, end = xs(told)[:2]
    shares = np.concatenate([np.geomspace(1e-12, 1.0, 400), np.linspace(0.0, 1.0, 2001)])
    way = f(told, start + shares * (end - start))
    went_down = np.nanmin(way) < heights(told)[0] or not np.isfinite(way).all()
    return is_step(told, before, after) and number(after) > number(before) and went_down


@claim("One step: the height is {height} again.", lesson=LESSON)
def again(told, height):
    return is_step(told, height, height) and abs(xs(told)[1] - xs(told)[0]) > 5e-3 * width(told)


@claim("The step is tiny: the height stays {height}.", lesson=LESSON)
def stays(told, height):
    return is_step(told, height, height) and abs(xs(told)[1] - xs(told)[0]) < 0.02 * width(told)


@claim("Feel again: less steep, so the step is shorter.", lesson=LESSON)
def less_steep(told):
    return 0 < steepness(told) < 1 - 1e-9


@claim("Feel again: steeper, so the step is longer.", lesson=LESSON)
def steeper(told):
    return steepness(told) > 1 + 1e-9
