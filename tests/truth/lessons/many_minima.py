"""What ManyMinima says, and what must be so."""

from functools import partial
from typing import Any

import numpy as np
from hypothesis import strategies as st

from tests.truth.balls import (
    GROUPS,
    PLURALS,
    descent,
    falls_for_ever,
    finite_values,
    group_holds,
    in_valley,
    resting,
    valleys_by_value,
)  # fmt: skip
from tests.truth.claims import CLAIMS, claim, nothing, number
from tests.truth.films import FILMS
from tests.truth.functions import CURVES, rates, steps
from tests.truth.telling import Told

MINE = "ManyMinima"
OWN = [
    "triple well",
    "double well",
    "relu(x)",
    "max(x**2 - 4, 0)",
    "theta**2",
    "huber(w)",
    "x**1.5",
    "cos(3*x) + x**2/50",
]

FILMS[MINE] = st.fixed_dictionaries(
    {
        "function": st.sampled_from(OWN + CURVES),
        "starts": st.sampled_from([1, 2, 7, 24, 24, 60]),
        "spread": st.sampled_from(["even", "random"]),
        "learning_rate": rates,
        "steps": steps,
        "x_range": st.sampled_from([None, None, None, (0.5, 4.0), (-30.0, 30.0)]),
    }
)

says = partial(claim, lesson=MINE)
nothing(
    MINE,
    "Predict: where does it end?",
    "Predict: how many of them end in a lowest minimum?",
    "Predict: where does each of them end?",
    "Step after step, the same rule.",
)


class Seen:
    """A told film's function, picture and runs."""

    def __init__(self, told: Told) -> None:
        scene = told.scene
        self.f, self.run, self.rate = scene.objective, scene.trajectory, scene.given.learning_rate
        self.low, self.high = scene.plot.x_range
        self.width = self.high - self.low
        self.height = scene.plot.y_range[1] - scene.plot.y_range[0]
        self.balls = self.run.points.shape[1]
        self.valleys = valleys_by_value(self.f, self.low, self.high)
        self.heights = finite_values(self.f, np.linspace(self.low, self.high, 4001))

    @property
    def lowest(self) -> int:
        heights = np.array([height for *_, height in self.valleys])
        return int((heights <= heights.min() + 1e-5 * self.height).sum())

    @property
    def level(self) -> bool:
        return bool(np.nanmax(self.heights) - np.nanmin(self.heights) == 0.0)

    @property
    def ends(self) -> np.ndarray:
        last = np.array([self.run.points[int(n) - 1, k, 0] for k, n in enumerate(self.run.lengths)])
        found = in_valley(self.valleys, last, self.width)
        rests = np.array([resting(self.run, k, self.width) for k in range(self.balls)])
        return np.where(rests, found, -1)

    def after_many_steps(self, starts: Any, steps: int = 2500) -> np.ndarray:
        ends = descent(self.f, starts, self.quick, steps)
        found = in_valley(self.valleys, ends, self.width)
        if self.rate * self.bend < 1.0:  # then no ball overtakes another one, so slow balls end downhill
            slow = (found == -1) & np.isfinite(ends)
            there = downhill(self, np.asarray(starts)[slow])
            quick = [
                self.steps_needed(*ends) < 1e5 for ends in zip(np.asarray(starts)[slow], there, strict=True)
            ]
            found[slow] = np.where(quick, in_valley(self.valleys, there, self.width), -1)
        return found

    def steps_needed(self, start: float, end: float) -> float:
        """Roughly how many steps it takes downhill from one place until another one is near."""
        x = np.linspace(start, end, 2001)[:-1]
        x = x[np.abs(x - end) > 0.03 * self.width]
        slopes = np.maximum(np.abs(self.f.slope(x)), 1e-300)
        return float((abs(end - start) / 2000 / (self.quick * slopes)).sum())

    @property
    def bend(self) -> float:
        """The fastest rise of the slope; infinite at a kink that the samples see."""
        x = np.linspace(self.low, self.high, 1200)
        slopes = self.f.slope(x)
        if not np.isfinite(slopes).all():
            return np.inf
        finer = self.f.slope(np.linspace(self.low, self.high, 12000))
        coarse, fine = (float(np.diff(s).max()) for s in (slopes, finer))
        return np.inf if fine > 0.5 * coarse > 0 else coarse / (x[1] - x[0])

    @property
    def quick(self) -> float:
        """A rate that leads to the same places where no step is so long that it passes another ball."""
        x = np.linspace(self.low, self.high, 1200)
        slopes = self.f.slope(x)
        if not np.isfinite(slopes).all():
            return self.rate
        bend = float(np.max(np.diff(slopes) / np.diff(x)))
        smooth = float(np.abs(np.diff(slopes, 2)).max()) <= 0.2 * bend * (x[1] - x[0])
        return max(self.rate, 0.88 / bend) if smooth and bend > 0 else self.rate

    def starts(self, count: int = 41) -> np.ndarray:
        x = np.linspace(self.low, self.high, count + 2)[1:-1]
        return x[~np.isnan(finite_values(self.f, x))]


def place(text: str) -> float:
    return number(text.partition("=")[2].strip("\u00a0 "))


for source in (*GROUPS, *PLURALS):

    def holds(told: Told, who: str, count: int, source: str = source) -> bool:
        seen = Seen(told)
        return group_holds(source, seen.f, seen.run, count, who, seen.width)

    CLAIMS[MINE, source] = holds


@says("One ball alone. It feels only the slope under it.")
def one_of_the_many(told: Told) -> bool:
    run = told.scene.first.run.run
    return bool((Seen(told).run.points[0, :, 0] == run.points[0, 0]).any())


@says("Its step goes against the slope, {rate} times as long.")
def steps_against(told: Told, rate: str) -> bool:
    run = told.scene.first.run.run
    step, slope = float(run.points[1, 0] - run.points[0, 0]), float(run.gradients[0, 0])
    return step * slope < 0 and abs(abs(step) - number(rate) * abs(slope)) <= 1e-6 * abs(step)


@says("This curve is level: every place is as low as any.")
def is_level(told: Told) -> bool:
    return Seen(told).level


@says("This curve has no minimum in the picture.")
def has_none(told: Told) -> bool:
    return not Seen(told).valleys


@says("This curve is lowest where it ends, at {x}.")
def lowest_at_its_end(told: Told, x: str) -> bool:
    seen = Seen(told)
    at = place(x)
    end = np.isnan(finite_values(seen.f, [at - 0.011 * seen.width, at + 0.011 * seen.width])).any()
    return bool(end) and len(seen.valleys) == 1 and abs(seen.valleys[0][0] - at) <= 0.01 * seen.width


@says("This curve has one minimum here, but it falls lower elsewhere.")
def falls_lower(told: Told) -> bool:
    seen = Seen(told)
    return len(seen.valleys) == 1 and bool(np.nanmin(seen.heights) < seen.valleys[0][2])


@says("One valley in the picture: its floor is level.")
def one_floor(told: Told) -> bool:
    seen = Seen(told)
    return len(seen.valleys) == 1 and seen.valleys[0][1] > seen.valleys[0][0]


@says("This curve has one minimum only.")
def one_only(told: Told) -> bool:
    seen = Seen(told)
    around = valleys_by_value(seen.f, seen.low - 3 * seen.width, seen.high + 3 * seen.width)
    return len(seen.valleys) == 1 and len(around) == 1


@says("There is one minimum in the picture.")
def one_in_the_picture(told: Told) -> bool:
    return len(Seen(told).valleys) == 1


@says(
    "This curve has {count} minima, all equally low.",
    "{count} minima in the picture, all equally low.",
    "This curve has {count} minima; only one is the lowest.",
    "{count} minima in the picture; only one is the lowest.",
)
def many(told: Told, count: int) -> bool:
    seen = Seen(told)
    sentence = next(caption for caption in told.captions if " minima" in caption)
    alike, whole = "equally low" in sentence, "This curve has" in sentence
    around = valleys_by_value(seen.f, seen.low - seen.width, seen.high + seen.width)
    return (
        count == len(seen.valleys)
        and seen.lowest == (count if alike else 1)
        and (not whole or len(around) == count)
    )


@says(
    "{minima} minima: {lowest} are equally low, {count} is higher.",
    "{minima} minima: {lowest} are equally low, {count} are higher.",
)
def some_are_higher(told: Told, minima: int, lowest: int, count: int) -> bool:
    seen = Seen(told)
    return (minima, lowest, count) == (len(seen.valleys), seen.lowest, len(seen.valleys) - seen.lowest)


@says(
    "{count} balls are put down, evenly spread.",
    "{count} ball is put down.",
    "{count} balls are put down at random.",
)
def put_down(told: Told, count: int) -> bool:
    return count == told.scene.given.starts == len(told.scene.balls.fall_shares)


@says(
    "{count} more ball joins it: {starts} starts, evenly spread.",
    "{count} more balls join it: {starts} starts, evenly spread.",
    "{count} more ball joins it: {starts} starts, at random.",
    "{count} more balls join it: {starts} starts, at random.",
)
def joined_by_others(told: Told, count: int, starts: int) -> bool:
    run = told.scene.first.run.run
    return one_of_the_many(told) and run.points.shape[1:] == (1,) and count + 1 == starts == Seen(told).balls


@says("There is no slope, so nobody moves.", "Level ground: every ball stays where it was put.")
def nobody_moves(told: Told) -> bool:
    run = told.scene.trajectory
    return bool((run.points == run.points[:1]).all()) and Seen(told).level


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


def downhill(seen: Seen, starts: np.ndarray) -> np.ndarray:
    """Return the nearest place downhill from each start at which the samples stop falling."""
    x = np.linspace(seen.low, seen.high, 8001)
    heights = finite_values(seen.f, x)
    places = []
    for start in starts:
        k = int(np.argmin(np.abs(x - start)))
        while True:
            options = [j for j in (k - 1, k + 1) if 0 <= j < len(x) and heights[j] < heights[k]]
            if not options:
                break
            k = min(options, key=lambda j: heights[j])
        places.append(x[k])
    return np.array(places)


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
