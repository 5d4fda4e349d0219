"""What ManyMinima says of where balls end, and from which starts, and what must be so."""

import numpy as np

from tests.truth.balls import (
    descent,
    falls_for_ever,
    finite_values,
    in_valley,
)  # fmt: skip
from tests.truth.lessons.many_minima import Seen, downhill, place, says
from tests.truth.telling import Told


@says(
    "{count} step down the slope.",
    "All at once: {count} step down the slope.",
    "{count} steps, each down the slope.",
    "All at once: {count} steps, each down the slope.",
)
def steps_down(told: Told, count: int) -> bool:
    run = told.scene.trajectory
    taken = max(int(n) - 1 + int(run.endings[k] >= 3) for k, n in enumerate(run.lengths))
    with np.errstate(all="ignore"):
        along = run.steps * run.gradients[: len(run.steps)]
    return count == taken and not bool((along > 0).any())


@says("After {count} step, {arrived} of {balls} balls are in a minimum.",
       "After {count} steps, {arrived} of {balls} balls are in a minimum.")  # fmt: skip
def some_arrived(told: Told, count: int, arrived: int, balls: int) -> bool:
    seen = Seen(told)
    return (count, balls) == (told.scene.given.steps, seen.balls) and int((seen.ends >= 0).sum()) >= arrived


@says("All {count} have come to the minimum.")
def all_in_the_one(told: Told, count: int) -> bool:
    seen = Seen(told)
    return len(seen.valleys) == 1 and count == int((seen.ends == 0).sum()) == seen.balls


@says("All {count} have come to a lowest minimum.")
def all_in_a_lowest(told: Told, count: int) -> bool:
    return good_and_caught(told) == (count, 0)


@says("{good} of {count} reach a lowest minimum, one is caught in a higher one: the ring.")
def one_caught(told: Told, good: int, count: int) -> bool:
    return good_and_caught(told) == (good, 1) and good + 1 == count


@says("{good} of {count} reach a lowest minimum, {caught} are caught in a higher one: rings.")
def some_caught(told: Told, good: int, count: int, caught: int) -> bool:
    return good_and_caught(told) == (good, caught) and good + caught == count


@says("{good} of {count} reach a lowest minimum")
def others_caught(told: Told, good: int, count: int) -> bool:
    return good_and_caught(told) == (good, count - good) and 0 < good < count


@says("The ball has come to the minimum.")
def in_the_one(told: Told) -> bool:
    return len(Seen(told).valleys) == 1 and good_and_caught(told) == (1, 0)


@says("The ball has come to a lowest minimum.")
def in_a_lowest(told: Told) -> bool:
    return good_and_caught(told) == (1, 0)


@says("The ball is caught in a minimum that is not the lowest.")
def in_another(told: Told) -> bool:
    return good_and_caught(told) == (0, 1)


def good_and_caught(told: Told) -> tuple[int, int]:
    seen = Seen(told)
    low = min(height for *_, height in seen.valleys) + 1e-5 * seen.height
    good = [k for k, valley in enumerate(seen.valleys) if valley[2] <= low]
    ends = seen.ends
    return int(np.isin(ends, good).sum()), int(((ends >= 0) & ~np.isin(ends, good)).sum())


@says(
    "All starts in one band come to the same minimum: its basin.",
    "Water shows each basin: all starts in it come to the same minimum.",
)
def bands_hold(told: Told) -> bool:
    seen, basins = Seen(told), told.scene.many.basins
    homes = {}
    for low, high, home in zip(basins.edges[:-1], basins.edges[1:], basins.homes, strict=True):
        if home >= 0 and high - low > 0.005 * seen.width:
            starts = low + np.array([0.06, 0.3, 0.52, 0.71, 0.94]) * (high - low)
            found = set(seen.after_many_steps(starts[~np.isnan(finite_values(seen.f, starts))]).tolist())
            homes.setdefault(int(home), set()).update(found)
    return all(len(found) == 1 and -1 not in found for found in homes.values())


@says("The start decides")
def decides(told: Told) -> bool:
    """From the middles of the bands balls come to more than one minimum."""
    seen, edges = Seen(told), told.scene.many.basins.edges
    found = seen.after_many_steps((edges[:-1] + edges[1:]) / 2)
    return len(set(found[found >= 0].tolist())) > 1


def is_top(seen: Seen, x: float, slack: float) -> bool:
    near = finite_values(seen.f, np.linspace(x - slack, x + slack, 101))
    aside = 5e-3 * seen.width + slack
    return bool(np.nanmax(near) >= np.nanmax(finite_values(seen.f, [x - aside, x + aside])))


def parts(seen: Seen, x: float) -> bool:
    """Tell whether balls from both sides of x go different ways."""
    aside = 0.01 * seen.width
    one, other = seen.after_many_steps([x - aside, x + aside])
    return one != other


@says("The border is the top at {x}: the start decides.")
def one_top(told: Told, x: str) -> bool:
    seen = Seen(told)
    return is_top(seen, place(x), 0.006) and parts(seen, place(x))


@says("The borders are the tops at {one} and {other}: the start decides.")
def two_tops(told: Told, one: str, other: str) -> bool:
    seen = Seen(told)
    return all(is_top(seen, place(x), 0.006) and parts(seen, place(x)) for x in (one, other))


@says(
    "Left of {x} there is no minimum: the start decides.",
    "Right of {x} there is no minimum: the start decides.",
)
def none_beyond(told: Told, x: str) -> bool:
    seen, border = Seen(told), place(x)
    left = told.captions[-1].startswith("Left")
    edge = seen.low if left else seen.high
    starts = border + np.linspace(0.02, 0.98, 25) * (edge - border)
    return is_top(seen, border, 0.006) and all(falls_for_ever(seen.f, float(s), seen.width) for s in starts)


@says("The borders are the tops between the minima: the start decides.")
def all_tops(told: Told) -> bool:
    seen, borders = Seen(told), told.scene.many.basins.borders
    return len(borders) > 2 and all(is_top(seen, float(x), 1e-4 * seen.width) for x in borders)


@says("One minimum: here the start does not matter.",
       "All starts come to the same minimum: here the start does not matter.")  # fmt: skip
def from_everywhere(told: Told) -> bool:
    seen = Seen(told)
    found = set(seen.after_many_steps(seen.starts()).tolist())
    one = "One minimum" not in told.captions[-1] or len(seen.valleys) == 1
    return one and len(found) == 1 and -1 not in found


@says(
    "Long steps: even starts side by side may end apart.",
    "Long steps jump over tops: where a start leads is hard to foresee.",
)
def side_by_side_apart(told: Told) -> bool:
    seen = Seen(told)
    found = seen.after_many_steps(seen.starts(4001), 800)
    return int((found[1:] != found[:-1]).sum()) > len(seen.valleys)


@says("Long steps jump over tops: {minima} minima, {pieces} bands.")
def jumps_over_tops(told: Told, minima: int, pieces: int) -> bool:
    seen, basins = Seen(told), told.scene.many.basins
    bands = np.flatnonzero(basins.homes >= 0)
    starts = seen.starts(400)
    there = seen.after_many_steps(starts, 600)
    slow = in_valley(seen.valleys, downhill(seen, starts), seen.width)
    crossed = (there >= 0) & (slow >= 0) & (there != slow)
    return (minima, pieces) == (len(set(basins.homes[bands])), len(bands)) and bool(crossed.any())


@says("From far out these steps escape: the start does matter.")
def escape_far_out(told: Told) -> bool:
    seen = Seen(told)
    edges = seen.low + np.array([0.002, 0.998]) * seen.width
    ends, inner = descent(seen.f, edges, seen.rate, 400), seen.after_many_steps(seen.starts())
    return bool((np.isnan(ends) | (np.abs(ends) > 50 * seen.width)).any()) and bool((inner >= 0).any())


@says("From some starts these steps escape: the start does matter.")
def escape(told: Told) -> bool:
    seen = Seen(told)
    ends, inner = (
        descent(seen.f, seen.starts(1200), seen.rate, 400),
        seen.after_many_steps(seen.starts(200), 600),
    )
    return bool((np.isnan(ends) | (np.abs(ends) > 50 * seen.width)).any()) and bool((inner >= 0).any())


@says("From the other starts a step leads to where f is not defined.")
def others_are_lost(told: Told) -> bool:
    seen = Seen(told)
    ends = descent(seen.f, seen.starts(1200), seen.rate, 400)
    return bool(np.isnan(ends).any()) and bool(
        np.isnan(finite_values(seen.f, np.linspace(-100, 100, 20001))).any()
    )


@says("From level ground they hardly move: the start does matter.",
       "From other starts no ball comes to rest: the start does matter.")  # fmt: skip
def others_do_not_rest(told: Told) -> bool:
    seen = Seen(told)
    found = seen.after_many_steps(seen.starts(400), 400)
    return bool((found < 0).any())
