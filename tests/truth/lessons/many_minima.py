"""What ManyMinima says, and what must be so."""

from functools import partial
from typing import Any

import numpy as np
from hypothesis import strategies as st

from tests.truth.balls import (
    GROUPS,
    PLURALS,
    descent,
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
