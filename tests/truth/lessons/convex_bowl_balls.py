"""What ConvexBowl says of its balls, and what must be so."""

from typing import Any

import numpy as np

from tests.truth.balls import finite_values, resting
from tests.truth.claims import agrees
from tests.truth.lessons.convex_bowl import curve, land, lowest_is_inside, says
from tests.truth.telling import Told


@says("Now both go down the slope.")
def both_go_down(told: Told) -> bool:
    return downhill(told.scene.found.curve.run)


@says("They meet: one minimum.")
def they_meet(told: Told) -> bool:
    f, x, heights = curve(told)
    run, width = told.scene.found.curve.run, float(np.ptp(told.scene.given.view.x_range))
    ends = np.array([run.points[int(n) - 1, k, 0] for k, n in enumerate(run.lengths)])
    deeper = finite_values(f, np.linspace(x.min() - 8 * width, x.max() + 8 * width, 40001))
    low = finite_values(f, ends).max() - min(float(heights.min()), float(np.nanmin(deeper)))
    together = float(np.ptp(ends)) <= 0.05 * width
    return together and low <= 0.02 * max(float(np.ptp(heights)), 1e-300)


@says("There is no slope, so nobody moves.", "Level ground: every ball stays where it was put.")
def nobody_moves(told: Told) -> bool:
    run = told.scene.found.bowl.run
    return bool((run.points == run.points[:1]).all())


@says(
    "{count} ball at random: it follows the slope.",
    "{count} balls at random: each follows the slope.",
)
def put_down(told: Told, count: int) -> bool:
    run = told.scene.found.bowl.run
    with np.errstate(all="ignore"):
        uphill = (run.steps * run.gradients[: len(run.steps)]).sum(axis=-1) > 0
    return count == told.scene.given.starts == run.points.shape[1] and not bool(uphill.any())


def in_the_bottom(told: Told) -> int:
    """Return how many balls rest close to where the bowl is lowest."""
    scene = told.scene
    run, bowl = scene.found.bowl.run, scene.found.bowl.ground
    places, heights = land(told)
    low = places[heights <= heights.min() + 1e-9 * max(np.ptp(heights), 1e-300)]
    width = bowl.x_range[1] - bowl.x_range[0]
    found = 0
    for k in range(run.points.shape[1]):
        last = run.points[int(run.lengths[k]) - 1, k]
        away = float(np.linalg.norm(low - last, axis=-1).min())
        found += resting(run, k, width) and away <= 0.03 * width + 0.1
    return found


@says("All {count} arrive at the one minimum.")
def all_arrive(told: Told, count: int) -> bool:
    return count == told.scene.given.starts == in_the_bottom(told) and lowest_is_inside(told)


@says("It has come to the one minimum.")
def it_arrives(told: Told) -> bool:
    return told.scene.given.starts == 1 == in_the_bottom(told)


@says("All go towards the one minimum; close to it: {arrived} of {count}.")
def all_towards(told: Told, arrived: int, count: int) -> bool:
    run = told.scene.found.bowl.run
    lower = [
        values[-1] < values[0] or values[0] == values.min()
        for values in (run.values[: int(n), k] for k, n in enumerate(run.lengths))
    ]
    return arrived <= in_the_bottom(told) and arrived < count == told.scene.given.starts and all(lower)


@says(
    "{count} of {balls} rests on the level floor: no place is lower.",
    "{count} of {balls} rest on the level floor: no place is lower.",
    "{count} of {balls} has come to the one minimum.",
    "{count} of {balls} have come to the one minimum.",
)
def some_arrive(told: Told, count: int, balls: int) -> bool:
    return count <= in_the_bottom(told) and balls == told.scene.given.starts and lowest_is_inside(told)


@says("A chord dips below the graph. Predict: will they meet?")
def a_chord_dips(told: Told) -> bool:
    f, run = told.scene.found.other.objective, told.scene.found.other.run
    a, b = run.points[0, :, 0]
    x = np.linspace(a, b, 4001)
    chord = np.interp(x, [a, b], finite_values(f, [a, b]))
    return bool(np.nanmax(finite_values(f, x) - chord) > 0.0)


def downhill(run: Any) -> bool:
    with np.errstate(all="ignore"):
        return not bool((run.steps * run.gradients[: len(run.steps)] > 0).any())


@says("Each follows the slope under it.")
def against_the_slope(told: Told) -> bool:
    return downhill(told.scene.found.other.run)


def two_ends(told: Told) -> np.ndarray:
    run = told.scene.found.other.run
    return np.array([run.points[int(n) - 1, k, 0] for k, n in enumerate(run.lengths)])


def two_places(told: Told, one: str, other: str) -> bool:
    ends = two_ends(told)
    width = float(np.ptp(told.scene.chord.plot.x_range))
    rest = all(resting(told.scene.found.other.run, k, width) for k in range(2))
    return rest and one != other and agrees(one, ends[0]) and agrees(other, ends[1])


def rest_apart(told: Told) -> bool:
    width = float(np.ptp(told.scene.chord.plot.x_range))
    rest = all(resting(told.scene.found.other.run, k, width) for k in range(2))
    return rest and float(np.ptp(two_ends(told))) > 0.01 * width


@says("They do not meet: two minima.")
def do_not_meet(told: Told) -> bool:
    return rest_apart(told) and two_places(told, *told.scene.found.other.end_texts)


@says("Not convex: the start can decide where a ball ends.", "not convex: 2 starts, 2 minima")
def start_decides(told: Told) -> bool:
    return rest_apart(told)


@says("Convex: they meet", "Convex: all came to one minimum. Not convex: the start can decide.")
def both_pictures(told: Told) -> bool:
    every = in_the_bottom(told) == told.scene.given.starts
    return every and lowest_is_inside(told) and rest_apart(told)


@says("convex: {count} start, 1 minimum", "convex: {count} starts, 1 minimum")
def all_in_one(told: Told, count: int) -> bool:
    return count == told.scene.given.starts == in_the_bottom(told) and lowest_is_inside(told)


@says("Here both end at the same place, but nothing promises it.")
def one_place(told: Told) -> bool:
    return bool(np.ptp(two_ends(told)) <= 0.02 * np.ptp(told.scene.chord.plot.x_range))


@says("One of the two has come to a minimum.")
def one_rests(told: Told) -> bool:
    width = float(np.ptp(told.scene.chord.plot.x_range))
    return any(resting(told.scene.found.other.run, k, width) for k in range(2))


@says("Not convex: nothing promises that a start comes to the lowest place.")
def nothing_promised(told: Told) -> bool:
    width = float(np.ptp(told.scene.chord.plot.x_range))
    f, run = told.scene.found.other.objective, told.scene.found.other.run
    x = np.linspace(*told.scene.chord.plot.x_range, 4001)
    lowest = np.nanmin(finite_values(f, x))
    ends = two_ends(told)
    return not all(
        resting(run, k, 0.01 * width) and finite_values(f, [ends[k]])[0] <= lowest for k in range(2)
    )
