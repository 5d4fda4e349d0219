"""What Adam does on one land, with its correction and without it, and what of it can be shown."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gd_math.accounts.adam_steps import AdamSteps, first_shares
from gd_math.accounts.races import Race, race
from gd_math.objective import Objective
from gd_math.runs.optimizers import Adam
from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Floats, Points
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.cast.charts.axes import Range
from scenes.cast.charts.even_ranges import even_ranges
from scenes.cast.writing.variable_names import axis_names

Ranges = tuple[Range, Range]
MOST_DECADES = 8
"""Sizes that differ by more powers of ten have no room on one axis."""
FOOT = 1.4
"""So many times the axis's first size is the least size shown: its number stands clear of the axis."""
LIVE = 2
"""So many steps are told with all their parts."""
AIR, LEAST_ZOOM = 0.16, 1.2
"""Room around what is seen from close by, as a share of it; a zoom below this is no closer look."""
AROUND, NARROWEST = 0.12, 0.3
"""Room around both runs, as a share of their extent; one range is at least this share of the other."""
NO_SPECK, NO_FLOOD = 0.006, 0.4
"""α is at least and at most so long, as a share of the map, where its steps are told."""
EVEN = 0.001
"""Ratios or slopes along both coordinates that differ by less than this are one and the same."""


@dataclass(eq=False)
class AdamFound:
    """Two runs and their parts.

    Parameters
    ----------
    race
        With the correction, and without it.
    rule
        Adam with the correction.
    told
        The parts of each run's steps.
    """

    race: Race
    rule: Adam
    told: tuple[AdamSteps, AdamSteps]

    @classmethod
    def of(cls, land: Objective, start: tuple[float, float], rule: Adam, steps: int) -> "AdamFound":
        """Return both runs from one start."""
        rate, betas = rule.learning_rate, (rule.beta1, rule.beta2)
        rules = rule, Adam(rate, *betas, corrected=False)
        found = race(land, start, rules, steps)
        one, other = (AdamSteps.of(run, made) for run, made in zip(found.runs, rules, strict=True))
        return cls(found, rule, (one, other))

    @property
    def run(self) -> Trajectory:
        """The run with the correction."""
        return self.race.runs[0]

    @property
    def rate(self) -> float:
        """The learning rate α."""
        return float(self.rule.rate(0)[0])

    @property
    def shares(self) -> tuple[float, float]:
        """Which shares of the first slope m and √s are."""
        return first_shares(self.rule)

    @property
    def slope(self) -> Points:
        """The first gradient, shape (2,)."""
        slope: Points = self.run.gradients[0]
        return slope

    @property
    def steeper(self) -> int:
        """The coordinate along which the first slope is the larger one."""
        return int(np.argmax(np.abs(self.slope)))

    @property
    def decades_apart(self) -> float:
        """How many powers of ten the second slope is steeper than the first one; 0 where both are alike."""
        first, second = np.abs(self.slope)
        return float(np.log10(second / first)) if abs(second - first) > EVEN * second else 0.0

    def first(self, corrected: float) -> Points:
        """Return the first ratios, corrected as far as told, shape (2,): factors change evenly."""
        m, root = (np.abs(self.part(name, 0, corrected)) for name in ("mean", "root"))
        ratio: Points = np.sign(self.slope) * m / (root + self.rule.epsilon)
        return ratio

    def part(self, name: str, step: int, corrected: float) -> Points:
        """Return m or √s of a step, shape (2,), from as it is remembered (0) to without its bias (1)."""
        told = self.told[0]
        pairs = {"mean": (told.means, told.unbiased_means), "root": (told.roots, told.unbiased_roots)}
        before, after = (one[step] for one in pairs[name])
        with np.errstate(divide="ignore", invalid="ignore"):
            between: Points = before * (after / before) ** corrected
        return np.where(before == 0.0, 0.0, between)

    @cached_property
    def live(self) -> int:
        """How many steps are told with their parts: none where a part is 0, or beyond all decades."""
        told = self.told[0]
        if not all(run.steps_taken for run in self.race.runs):
            return 0
        for count in range(min(LIVE, self.run.steps_taken), 0, -1):
            sizes = np.abs(self._sizes(count))
            if (sizes > 0.0).all() and self._decades(sizes)[1] - self._decades(sizes)[0] <= MOST_DECADES:
                alike = np.ptp(np.abs(told.ratios[0])) < EVEN * np.abs(told.ratios[0]).max()
                return count if alike and abs(abs(told.ratios[0, 0]) - 1.0) < EVEN else 0
        return 0

    def _sizes(self, count: int) -> Floats:
        told = self.told[0]
        first = [told.slopes[0], told.means[0], told.roots[0]]
        return np.concatenate([*first, *told.unbiased_means[:count], *told.unbiased_roots[:count]])

    @staticmethod
    def _decades(sizes: Floats) -> tuple[int, int]:
        return math.floor(math.log10(sizes.min())), math.ceil(math.log10(sizes.max()))

    @property
    def decades(self) -> Range:
        """From which power of ten to which the sizes of all parts go."""
        sizes = np.abs(self._sizes(self.live))
        low, high = self._decades(np.append(sizes, sizes.min() / FOOT))
        return 10.0**low, 10.0 ** max(high, low + 1)

    def visible(self, view: Ranges) -> bool:
        """Tell whether steps of α are neither specks nor floods in a view."""
        low, high = (min(b - a for a, b in view), max(b - a for a, b in view))
        return bool(NO_SPECK * high < self.rate < NO_FLOOD * low)

    @cached_property
    def longest_first(self) -> float:
        """The longer of both first steps, along one coordinate, in units of α."""
        return float(max(np.abs(told.ratios[0]).max() for told in self.told))

    @cached_property
    def drawn(self) -> float:
        """With which factor gradients are drawn: the first one no longer than the longest first step."""
        return one_digit(self.rate * self.longest_first / float(np.abs(self.slope).max()))

    def close_by(self, look: Look, box: Box) -> Ranges:
        """Return what shows the first slope and both first steps with even units in a box."""
        here, names = self.run.points[0], axis_names(self.race.objective)
        longest = self.rate * self.first(0.0)
        ends = np.array([self.drawn * self.slope, -longest, -self.rate * self.first(1.0)])
        corners = [here + np.array([x, y]) for end in ends for x in (0.0, end[0]) for y in (0.0, end[1])]
        square = [here + self.rate * np.array([x, y]) for x in (-1.0, 1.0) for y in (-1.0, 1.0)]
        seen = np.array([*corners, *square])
        low, high = seen.min(axis=0), seen.max(axis=0)
        low, high = low - AIR * (high - low), high + AIR * (high - low)
        return even_ranges(look, box, (low[0], high[0]), (low[1], high[1]), names, whole=True)

    def around_runs(self) -> Ranges:
        """Return the part of the land that shows both runs."""
        low, high = np.transpose(self.race.view)
        points = np.concatenate([*(run.points for run in self.race.runs), self.race.minima])
        inside = points[((points >= low) & (points <= high)).all(axis=1)]
        if self.live:
            inside = np.vstack([inside, self.run.points[0] + self.drawn * self.slope])
        half = (0.5 + AROUND) * np.ptp(inside, axis=0)
        half = np.maximum(half, NARROWEST * half.max() or (high - low) / 2)
        middle = (inside.min(axis=0) + inside.max(axis=0)) / 2
        (x0, y0), (x1, y1) = (middle - half).tolist(), (middle + half).tolist()
        return (x0, x1), (y0, y1)


def one_digit(value: float) -> float:
    """Return the largest number with one digit that is not above a value.

    >>> one_digit(0.0395), one_digit(7.0)
    (0.03, 7.0)
    """
    power = 10.0 ** math.floor(math.log10(value) + 1e-9)
    return float(f"{math.floor(value / power + 1e-9) * power:.3g}")


__all__ = ["AdamFound", "Ranges"]
