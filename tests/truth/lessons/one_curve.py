"""One run on a curve, as a ball's or a hiker's: its raw arrays, and what both lessons say of it."""

import numpy as np

from tests.truth.claims import agrees, claim, number

BALL, HIKER = "BallOnParabola", "BlindfoldedHiker"


def xs(told):
    return told.scene.trajectory.points[:, 0]


def heights(told):
    return told.scene.trajectory.values


def slopes(told):
    return told.scene.trajectory.gradients[:, 0]


def f(told, x):
    return told.scene.objective(np.asarray(x, dtype=float))


def width(told):
    low, high = told.scene.plot.x_range
    return high - low


def last_step(told):
    return len(xs(told)) - 1


def beyond(told):
    """Where the next step leads, by the rule alone."""
    x = xs(told)[-1] - told.scene.given.learning_rate * slopes(told)[-1]
    assert x == told.scene.trajectory.beyond[0]
    return x


@claim("Again: the slope is as steep, so the step is as long.", lesson=BALL)
@claim("Feel again: just as steep, so the step is as long.", lesson=HIKER)
def as_steep(told):
    printed = [text.strip("(−)") for text in told.scene.rule.samples["gradient"][:2]]
    same = number(printed[0]) == number(printed[1])
    return same and all(map(agrees, printed, abs(slopes(told)[:2])))


@claim("Here the slope is zero: no slope, no step.", lesson=BALL)
@claim("Feel again: no slope here, so no step.", lesson=HIKER)
def no_second_slope(told):
    return slopes(told)[1] == 0


@claim("Step {step} leads off every scale: this learning rate is too large.", lesson=BALL)
@claim("Step {step} leads off every scale: this learning rate is too large.", lesson=HIKER)
def leads_off(told, step):
    there = f(told, beyond(told))
    return step == last_step(told) + 1 and (not np.isfinite(there) or there > 1e30)


@claim("Step {step} leads off every scale.", lesson=BALL)
@claim("Step {step} leads off every scale.", lesson=HIKER)
def leads_off_somehow(told, step):
    there = f(told, beyond(told))
    return step == last_step(told) + 1 and (not np.isfinite(there) or abs(there) > 1e30)


@claim("The ball jumps between {one} and {other} and comes no closer.", lesson=BALL)
@claim("To and fro between {one} and {other}: no closer.", lesson=HIKER)
def jumps(told, one, other):
    x = xs(told)
    repeats = len(x) > 2 and abs(x[-1] - x[-3]) < 1e-6 * width(told)
    near = [any(agrees(place, float(at)) for at in x[-2:]) for place in (one, other)]
    return repeats and one != other and all(near)


@claim("The ball goes round {count} places and comes no closer.", lesson=BALL)
@claim("Round and round over {count} places: no closer.", lesson=HIKER)
def goes_round(told, count):
    x = xs(told)
    return abs(x[-1] - x[-1 - count]) < 1e-6 * width(told) and np.ptp(x[-count:]) > 1e-3 * width(told)


@claim("The slope under the ball is zero.", lesson=BALL)
@claim("The slope is zero: no slope, no step. Is this a valley?", lesson=HIKER)
def no_slope(told):
    return slopes(told)[0] == 0
