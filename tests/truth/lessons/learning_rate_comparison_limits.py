"""What LearningRateComparison says of the limit 2/L, and what must be so."""

import numpy as np

from tests.truth.claims import claim, number
from tests.truth.curve_runs import Raw, place
from tests.truth.lessons.learning_rate_comparison import LESSON, goal, raws, run_of


def bend_at_valley(told):
    """How fast the slope grows at the minimum downhill from the start, and where that is."""
    run = raws(told)[0]
    begun = Raw(run.f, run.x[:1], run.heights[:1], run.slopes[:1], False, np.nan, run.width)
    x, d = goal(begun), 1e-4 * max(run.width, 1e-3)
    return (run.f.slope(x + d) - run.f.slope(x - d)) / (2 * d), x


def bends(told, bend):
    found, _ = bend_at_valley(told)
    return abs(found - number(bend)) <= 0.02 * abs(found)


def is_parabola(told):
    slopes = told.scene.objective.slope(np.linspace(*told.scene.objective.domain[0], 57))
    return np.ptp(np.diff(slopes)) <= 1e-6 * np.abs(slopes).max()


@claim("Curvature L: change of slope per unit of {name}.", lesson=LESSON)
def slope_per_unit(told, name):
    run = raws(told)[0]
    slopes = run.f.slope(run.x[0] + np.array([0.0, 1e-3 * run.width]))
    change = (slopes[1] - slopes[0]) / (1e-3 * run.width)
    right = abs(told.scene.limits.ruler.curvature / change - 1) < 1e-3
    return is_parabola(told) and name == told.scene.objective.variables[0] and right


@claim("Stable below 2/L {sign} {limit}", lesson=LESSON)
def stable(told, sign, limit):
    bend, _ = bend_at_valley(told)
    named = abs(number(limit) * bend / 2 - 1) <= 0.02 and sign in ("=", "≈")
    return is_parabola(told) and named and runs_obey(told, str(bend))


@claim("{one} lands in the minimum; beyond {two} it escapes.", lesson=LESSON)
def limits_of_one_step(told, one, two):
    (first, _, rate), (second, _, limit) = one.split(), two.split()
    run, (bend, _) = raws(told)[0], bend_at_valley(told)
    there = run.x[0] - number(rate) * run.slopes[0]
    near = abs(run.f.slope(np.array([there]))[0]) <= 6e-3 * abs(run.slopes[0])
    names = (first, second) == ("1/L", "2/L") and abs(number(limit) / (2 * number(rate)) - 1) < 6e-3
    return is_parabola(told) and near and names and runs_obey(told, str(bend))


def runs_obey(told, bend):
    """Whether no run with a rate above 2/L is at rest, and those below come closer."""
    _, home = bend_at_valley(told)
    for run, rate in zip(raws(told), told.scene.given.learning_rates, strict=True):
        away, pull = np.abs(run.x - home), rate * number(bend)
        rests = not run.left and away[-1] < 1e-2 * run.width and abs(run.moves[-1]) < 1e-3 * run.width
        closer = not run.left and away[-1] < away[0]
        if (pull > 2.01 and rests) or (pull < 1.99 and not closer):
            return False
    return True


@claim("Curvature L = {bend} at the minimum: no rate above 2/L {sign} {limit} settles there.", lesson=LESSON)
def no_rate_above(told, bend, sign, limit):
    right = abs(number(limit) * number(bend) - 2) < 0.02
    return bends(told, bend) and right and runs_obey(told, bend)


def near_only(told, bend, place_text, rate):
    run, start = run_of(told, rate), number(place(place_text))
    return bends(told, bend) and start == run.x[0] and not runs_obey(told, bend)


@claim("L = {bend} rules near the minimum only: from {place}, {rate} does not settle.", lesson=LESSON)
def rules_near(told, bend, place, rate):
    run, (_, home) = run_of(told, rate), bend_at_valley(told)
    settled = (
        not run.left and abs(run.moves[-1]) < 1e-3 * run.width and abs(run.x[-1] - home) < 1e-2 * run.width
    )
    return near_only(told, bend, place, rate) and not settled


@claim("L = {bend} rules near the minimum only: from {place}, {rate} escapes.", lesson=LESSON)
def rules_near_escapes(told, bend, place, rate):
    run = run_of(told, rate)
    return near_only(told, bend, place, rate) and (run.left or run.heights[-1] > run.heights[0])


@claim("L = {bend} rules near the minimum only: from {place}, {rate} hardly moves.", lesson=LESSON)
def rules_near_creeps(told, bend, place, rate):
    run = run_of(told, rate)
    return near_only(told, bend, place, rate) and abs(run.x[-1] - run.x[0]) < 0.1 * run.width
