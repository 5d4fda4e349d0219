"""What RegressionLineFitting says of the end, and what must be so."""

import numpy as np

from tests.truth.claims import agrees, claim, number
from tests.truth.lessons.regression_line_fitting import Run, at_best
from tests.truth.tables import least_squares, mean_squared_error


@claim("Step {step} leads beyond every scale: this learning rate is too large.")
def left(told, step):
    run = Run(told)
    with np.errstate(all="ignore"):
        there = run.points[-1] - run.rate * run.gradient(-1)
        gone = not mean_squared_error(there, run.z, run.y) <= 1e30
    return step == run.steps + 1 and run.factor < -1 and gone


@claim("The point runs away: this learning rate is too large.")
def runs_away(told):
    run = Run(told)
    return run.factor < -1 and run.loss(-1) > run.loss(0)


@claim("Not higher than at the start yet, but each step leaps {factor} times as far.")
def still_low(told, factor):
    run = Run(told)
    return agrees(factor, -run.factor) and number(factor) > 1 and run.loss(-1) <= run.loss(0) * (1 + 1e-9)


@claim("The point leaps to and fro and comes no closer: a smaller rate would.")
def to_and_fro(told):
    return abs(Run(told).factor + 1) < 1e-5


@claim("No other line has a smaller MSE than {least}.")
def no_other(told, least):
    run = Run(told)
    return at_best(run) and run.prints(least, run.least)


def lowest(run):
    alike = f"{run.loss(-1):.4g}" == f"{run.least:.4g}"
    return alike or run.loss(-1) - run.least <= 1e-9 * run.least + run.rounding


def fell(run, first, loss):
    return run.prints(first, run.loss(0)) and number(first) > number(loss) and run.loss(0) > run.loss(-1)


@claim(
    "After {steps} step MSE is {loss}: no line does better.",
    "After {steps} steps MSE is {loss}: no line does better.",
)
def no_better(told, steps, count, loss):
    run = Run(told)
    return steps == run.steps and run.prints(loss, run.loss(-1)) and lowest(run)


@claim(
    "{steps} step: MSE fell from {first} to {loss}; no line does better.",
    "{steps} steps: MSE fell from {first} to {loss}; no line does better.",
)
def fell_to_the_least(told, steps, count, first, loss):
    return no_better(told, steps, count, loss) and fell(Run(told), first, loss)


@claim(
    "After {steps} step MSE is {loss}; the best line has {least}.",
    "After {steps} steps MSE is {loss}; the best line has {least}.",
)
def not_there_yet(told, steps, count, loss, least):
    run = Run(told)
    printed = run.prints(loss, run.loss(-1)) and run.prints(least, run.least)
    return steps == run.steps and printed and number(loss) > number(least)


@claim(
    "{steps} step: MSE fell from {first} to {loss}; the best line has {least}.",
    "{steps} steps: MSE fell from {first} to {loss}; the best line has {least}.",
)
def fell_towards_the_least(told, steps, count, first, loss, least):
    return not_there_yet(told, steps, count, loss, least) and fell(Run(told), first, loss)


@claim("In x, the best line has slope {slope}, intercept {intercept}.")
def in_units(told, slope, intercept):
    run = Run(told)
    exact = least_squares(run.x, run.y)
    sizes = np.abs(run.y).max() / np.array([np.abs(run.x - run.x.mean()).max(), 1.0]) + np.array(
        [0.0, abs(exact[0] * run.x.mean())]
    )
    return all(
        agrees(text, value) or abs(number(text) - value) <= 1e-9 * size
        for text, value, size in zip((slope, intercept), exact, sizes, strict=True)
    )


@claim("All four of Anscombe's sets: slope {slope}, intercept {intercept} in x.")
def anscombe(told, slope, intercept):
    return (slope, intercept) == ("0.500", "3.00") and told.scene.given.data in {
        f"anscombe-{k}" for k in (1, 2, 3, 4)
    }


@claim("The truth is curved: the best line is still far from many points.")
def curved(told):
    run = Run(told)
    gaps = np.abs(run.best[0] * run.z + run.best[1] - run.y)
    return told.scene.given.data == "parabolic" and (gaps > 0.2 * run.spread).mean() >= 0.3


@claim("The truth is curved: no line follows it.")
def no_line_follows(told):
    return told.scene.given.data == "parabolic"


def shift(told):
    run, given = Run(told), told.scene.given
    gaps = run.best[0] * run.z + run.best[1] - given.slope * run.x - given.intercept
    return float(np.sqrt(np.mean(gaps**2))) / run.spread


@claim("Without noise, the best line is the true one.")
def true_one(told):
    return told.scene.given.noise == 0.0 and shift(told) < 1e-9


@claim("So little noise leaves the best line at the true one.")
def at_the_true_one(told):
    return told.scene.given.noise > 0 and shift(told) < 1e-2


@claim("The noise moved the best line a little away from the true one.")
def a_little(told):
    return told.scene.given.noise > 0 and 0 < shift(told) <= 0.5


@claim("The noise moved the best line away from the true one.")
def away(told):
    return told.scene.given.noise > 0 and shift(told) > 0.5
