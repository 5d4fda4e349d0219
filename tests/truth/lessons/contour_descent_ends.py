"""What ContourDescent says of the floor of its valley and of the end, and what must be so."""

import numpy as np

from tests.truth.claims import agrees, claim, number
from tests.truth.lessons.contour_descent import LESSON, Run
from tests.truth.tables import mean_squared_error


def on_the_floor(told):
    """Return the run, and the gradient and the way that is left where they are compared."""
    run, account = Run(told), told.scene.way
    return run, np.hypot(*run.gradient(account.step)), run.to_best[account.step]


@claim("Valley curvature: gradient = {curvature} × way to go.", lesson=LESSON)
def in_proportion(told, curvature):
    run, gradient, way = on_the_floor(told)
    account = told.scene.way
    printed = agrees(account.gradient, gradient) and agrees(account.way, way)
    return printed and agrees(curvature, gradient / way) and agrees(curvature, run.flat)


@claim("still to go {length}", lesson=LESSON)
def way_left(told, length):
    return agrees(length, on_the_floor(told)[2])


@claim("Against the gradient, {steps} steps", lesson=LESSON)
def answered(told, steps):
    run = Run(told)
    return steps == run.steps and run.changes[-1] <= run.threshold


@claim("{step}: change {change}", lesson=LESSON)
def change_at(told, step, change):
    run = Run(told)
    return step == told.scene.run.near_after and agrees(change, run.changes[step - 1])


@claim("still to go: {length}", lesson=LESSON)
def way_left_since(told, length):
    run = Run(told)
    return agrees(length, run.to_best[told.scene.run.near_after], 1.0)


@claim("A step, {rate} of it, leaves {factor} of the way.", lesson=LESSON)
def leaves_of_the_way(told, rate, factor):
    run, _, way = on_the_floor(told)
    ahead = run.to_best[told.scene.way.step + 1]
    printed = 1 - number(rate) * number(told.scene.way.curvature)
    return (
        agrees(rate, run.rate)
        and abs(number(factor) - ahead / way) <= 0.51e-4
        and abs(number(factor) - printed) <= 0.51e-4
        and number(factor) < 1
    )


@claim("Faster and faster, and slowly again for the last steps.", lesson=LESSON)
def slows(told):
    return told.scene.run.steps_taken > 1000


@claim("The rate is too large: stable below 2/L = {limit}.", lesson=LESSON)
def too_large(told, limit):
    run = Run(told)
    return agrees(limit, 2 / run.steep) and number(limit) < run.rate and run.cost(-1) >= run.cost(0)


@claim("Step {step} still changes w by {change}.", lesson=LESSON)
def still_changes(told, step, change):
    run = Run(told)
    changed = run.changes[-1]
    used_up = step == run.steps == told.scene.given.most_steps
    return used_up and changed > run.threshold and agrees(change, changed) and number(change) > 0


@claim("Step {step} changes w by so little that float64 rounds it to 0.", lesson=LESSON)
def rounded_to_nothing(told, step):
    run = Run(told)
    return changes_nothing(told, step) and too_fine(run, None) and run.gradient(-2)[0] != 0.0


@claim("Step {step} changes w by exactly 0.", lesson=LESSON)
def changes_nothing(told, step):
    run = Run(told)
    return step == run.steps and run.changes[-1] == 0.0 and (run.changes[:-1] > run.threshold).all()


@claim("Step {step} is the first below the threshold.", lesson=LESSON)
def first_below(told, step):
    run = Run(told)
    return step == run.steps and 0 < run.changes[-1] <= run.threshold < run.changes[:-1].min(initial=np.inf)


def too_fine(run, slope):
    """Tell whether the last step is there, but shorter than float64 can take near the slope."""
    gaps = run.points[-2, 0] * run.x + run.points[-2, 1] - run.y
    wanted = abs(run.rate * 2 * np.mean(gaps * run.x))
    said = slope is None or agrees(slope, run.points[-1, 0])
    stands = run.points[-1, 0] == run.points[-2, 0] and said
    return stands and wanted <= 0.51 * np.spacing(abs(run.points[-1, 0])) * (1 + 1e-3) + 1e-14 * wanted


@claim("Near {slope} float64 has no smaller change than {spacing}.", lesson=LESSON)
def spacing(told, slope, spacing):
    run = Run(told)
    return too_fine(run, slope) and agrees(spacing, np.spacing(abs(run.points[-1, 0])))


@claim("Near {slope} float64 has no smaller change; exact numbers need {steps} steps.", lesson=LESSON)
def exact(told, slope, steps):
    run = Run(told)
    away = run.axes.T @ (run.points[0] - run.best)
    eigenvalues = np.array([run.flat, run.steep])
    shares = run.rate * run.axes[0] * eigenvalues * away

    def change(step):
        return abs(float(((1 - run.rate * eigenvalues) ** (step - 1)) @ shares))

    ends = change(steps) <= run.threshold * (1 + 1e-2) and change(max(steps - 2, 1)) > run.threshold * (
        1 - 1e-2
    )
    return too_fine(run, slope) and steps > run.steps and ends


@claim("The run leaves at step {step}: the cost grows beyond all bounds.", lesson=LESSON)
def left(told, step):
    run = Run(told)
    gaps = run.points[-1, 0] * run.x + run.points[-1, 1] - run.y
    with np.errstate(all="ignore"):
        there = run.points[-1] - run.rate * 2 * np.array([np.mean(gaps * run.x), np.mean(gaps)])
        gone = not mean_squared_error(there, run.x, run.y) <= 1e30
    return step == run.steps + 1 and run.factor < -1 and gone


@claim("The cost has grown to {cost}, and grows on.", lesson=LESSON)
def grown(told, cost):
    run = Run(told)
    return agrees(cost, run.cost(-1)) and run.diverges and run.factor < -1


@claim("The start was the exact solution.", lesson=LESSON)
def at_the_solution(told):
    run = Run(told)
    spread = run.y.std() if np.ptp(run.y) else 1.0
    return run.cost(0) - run.least <= 1e-10 * spread**2


@claim("Within {near} of the solution since step {step}: the rest is patience.", lesson=LESSON)
def within(told, near, step):
    run = Run(told)
    wide, narrow = number(near) * (1 + 1e-6) + run.slack, number(near) * (1 - 1e-6) - run.slack
    since, outside = run.since_within(run.best, wide), run.to_best[step - 1] > narrow
    in_time = since is not None and since <= step
    return 0 < step < run.steps and in_time and outside and number(near) <= 1e-3 * run.to_best[0]


@claim("Step {step} comes within {near} of the exact solution.", lesson=LESSON)
def comes_within(told, near, step):
    run = Run(told)
    return step == run.steps and run.to_best[-1] <= number(near) * (1 + 1e-6) + run.slack


@claim("A small change is no small error: the solution is still {distance} away.", lesson=LESSON)
def no_small_error(told, distance):
    run = Run(told)
    away = agrees(distance, run.to_best[-1], 1.0) or abs(number(distance) - run.to_best[-1]) <= run.slack
    return run.changes[-1] <= run.threshold and away and number(distance) > 0


@claim(
    "After {count} step the exact solution is still {distance} away.",
    "After {count} steps the exact solution is still {distance} away.",
    lesson=LESSON,
)
def still_away(told, count, distance):
    run = Run(told)
    away = agrees(distance, run.to_best[-1], 1.0) or abs(number(distance) - run.to_best[-1]) <= run.slack
    return count == run.steps and away and number(distance) > 0
