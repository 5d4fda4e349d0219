"""What BallOnParabola says of how its run ends, and what must be so."""

import numpy as np

from tests.truth.claims import agrees, claim, number
from tests.truth.ground import no_minimum_downhill
from tests.truth.lessons.ball_on_parabola import LESSON, downhill, is_steps_loss
from tests.truth.lessons.one_curve import beyond, f, heights, last_step, slopes, width, xs


@claim("Step {step} leads to {name} = {x}, where f is not defined.", lesson=LESSON)
def out_of_domain(told, step, name, x):
    there = beyond(told)
    return step == last_step(told) + 1 and agrees(x, there) and not np.isfinite(f(told, there))


@claim("Step {step} leads to {name} = {x}, where f has no slope.", lesson=LESSON)
def without_slope(told, step, name, x):
    there = beyond(told)
    slope = told.scene.objective.slope(there)
    known = np.isfinite(f(told, there)) and not np.isfinite(slope)
    return step == last_step(told) + 1 and agrees(x, there) and known


@claim("Step {step} falls off every scale: there is no lowest point.", lesson=LESSON)
def falls_off(told, step):
    way = f(told, np.linspace(xs(told)[-1], np.clip(beyond(told), -1e100, 1e100), 1001)[1:])
    low = np.nanmin(np.nan_to_num(way, nan=np.inf, neginf=-np.inf))
    return step == last_step(told) + 1 and low < -1e20


@claim("The run ends. Small enough steps would stay where f is defined.", lesson=LESSON)
def small_steps_stay(told):
    heights = downhill(told, 0)
    turn = np.flatnonzero(np.diff(heights) > 0)
    return len(turn) > 0 and np.isfinite(heights[: turn[0] + 1]).all()


@claim("The run ends. Downhill, the curve itself ends at {name} = {x}.", lesson=LESSON)
def curve_ends(told, name, x):
    edge, start = number(x), xs(told)[0]
    inside = f(told, np.linspace(start, edge, 1001)[:-1])
    outside = f(told, edge + np.sign(edge - start) * np.array([1e-2, 1e-1]) * max(abs(edge), 1.0))
    return np.isfinite(inside).all() and np.diff(inside).max() <= 1e-12 and not np.isfinite(outside).any()


@claim("The run ends: nothing there tells where to go.", lesson=LESSON)
def run_ends(told):
    there = beyond(told)
    return not (np.isfinite(f(told, there)) and np.isfinite(told.scene.objective.slope(there)))


@claim("Every step lands higher: this learning rate is too large.", lesson=LESSON)
def every_step_higher(told):
    values = heights(told)
    return len(values) > 2 and bool((np.diff(values) > 0).all())


@claim("The step lands higher: this learning rate is too large.", lesson=LESSON)
def step_higher(told):
    return len(heights(told)) == 2 and heights(told)[1] > heights(told)[0]


@claim("From step {step} on, every step lands higher: the learning rate is too large.", lesson=LESSON)
def higher_from(told, step):
    rises = np.diff(heights(told)) > 0
    return 1 < step < len(rises) and rises[step - 1 :].all() and not rises[step - 2]


@claim(
    "After {count} step the loss is {loss}: downhill there is no minimum.",
    "After {count} steps the loss is {loss}: downhill there is no minimum.",
    lesson=LESSON,
)
def no_minimum(told, count, loss):
    x, slope = xs(told)[-1], slopes(told)[-1]
    falls = no_minimum_downhill(told.scene.objective, x, slope, width(told) + abs(x))
    return count == last_step(told) and agrees(loss, heights(told)[-1]) and falls


@claim(
    "After {count} step the ball has hardly moved: the slope is only {slope}.",
    "After {count} steps the ball has hardly moved: the slope is only {slope}.",
    lesson=LESSON,
)
def crept(told, count, slope):
    moved = abs(xs(told)[-1] - xs(told)[0])
    steep = np.abs(told.scene.objective.slope(np.linspace(*told.scene.plot.x_range, 1001)))
    small = abs(slopes(told)[-1]) < 0.02 * np.nanmax(steep)
    return (
        count == last_step(told) and agrees(slope, slopes(told)[-1]) and moved < 0.1 * width(told) and small
    )


@claim(
    "After {count} step the slope is only {slope}: from here, steps hardly move the ball.",
    "After {count} steps the slope is only {slope}: from here, steps hardly move the ball.",
    lesson=LESSON,
)
def fades(told, count, slope):
    step = abs(told.scene.given.learning_rate * slopes(told)[-1])
    return count == last_step(told) and agrees(slope, slopes(told)[-1]) and step < 1e-3 * width(told)


@claim("Here the slope is zero: the ball stays, but this is no minimum.", lesson=LESSON)
def rests_on_no_minimum(told):
    x = xs(told)[-1]
    around = f(told, x + width(told) * np.array([-1e-3, 1e-3, -1e-5, 1e-5]))
    return slopes(told)[-1] == 0 and not (around > heights(told)[-1]).all()


@claim(
    "After {count} step the loss is {loss}, as at the start.",
    "After {count} steps the loss is {loss}, as at the start.",
    lesson=LESSON,
)
def as_at_the_start(told, count, loss):
    values = heights(told)
    return count == last_step(told) and agrees(loss, values[0]) and agrees(loss, values[-1])


@claim("The loss went up and down, from {first} to {final} in {count} steps.", lesson=LESSON)
def up_and_down(told, first, final, count):
    values = heights(told)
    ways = np.diff(values)
    both = ways.max() > 0 > ways.min()
    return count == last_step(told) and agrees(first, values[0]) and agrees(final, values[-1]) and both


@claim(
    "After {count} step the loss rose from {first} to {final}.",
    "After {count} steps the loss rose from {first} to {final}.",
    lesson=LESSON,
)
def rose(told, count, first, final):
    values = heights(told)
    printed = agrees(first, values[0]) and agrees(final, values[-1])
    return count == last_step(told) and printed and number(final) > number(first)


@claim(
    "After {count} step {name} = {x}: the loss fell from {first} to {final}.",
    "After {count} steps {name} = {x}: the loss fell from {first} to {final}.",
    lesson=LESSON,
)
def fell(told, count, name, x, first, final):
    values = heights(told)
    printed = agrees(first, values[0]) and agrees(final, values[-1])
    there = agrees(x, xs(told)[-1]) or (x == "0" and abs(xs(told)[-1]) < 1e-11 * width(told))
    return count == last_step(told) and printed and there and number(final) < number(first)


def around_start(told):
    x = xs(told)[0]
    return f(told, x + width(told) * np.array([-1e-3, 1e-3])) - heights(told)[0]


@claim("The curve has a kink here: the slope is taken as zero.", lesson=LESSON)
def kink(told):
    x, d = xs(told)[0], 1e-8 * width(told)
    left, right = (heights(told)[0] - f(told, x - d)) / d, (f(told, x + d) - heights(told)[0]) / d
    return slopes(told)[0] == 0 and abs(right - left) > 1e-6


@claim("This is a minimum: close by, nothing is lower.", lesson=LESSON)
def minimum(told):
    return (around_start(told) > 0).all()


@claim("Level ground: close by, nothing is lower.", lesson=LESSON)
def level(told):
    return (around_start(told) >= 0).all() and (around_start(told) == 0).any()


@claim("This is a summit, no valley. The slope alone cannot tell.", lesson=LESSON)
def summit(told):
    return (around_start(told) < 0).all()


@claim("Beside it, the ground falls. The slope alone cannot tell.", lesson=LESSON)
def falls_beside(told):
    return (around_start(told) < 0).any()


@claim("A kink has no one slope: the loss rose from {before} to {after}.", lesson=LESSON)
def kink_misleads(told, before, after):
    x, d = xs(told)[0], 1e-8 * width(told)
    sides = (heights(told)[0] - f(told, x - d)) / d, (f(told, x + d) - heights(told)[0]) / d
    turned = abs(sides[1] - sides[0]) > 1e-3 * max(map(abs, sides))
    return is_steps_loss(told, before, after) and number(after) > number(before) and turned
