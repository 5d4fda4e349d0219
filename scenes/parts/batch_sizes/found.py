"""What the mathematics finds: the loss over lines, gradients of batches at the start, three runs."""

from dataclasses import dataclass

import numpy as np

from gd_math.data.batch_runs import BatchRuns
from gd_math.data.batch_scatter import (
    gradient_scatter,
    nested_gradients,
    random_draws,
    sample_gradients,
)
from gd_math.data.batches import BatchPlan
from gd_math.data.datasets import Dataset
from gd_math.data.line_fitting import Feature, wrong_line
from gd_math.data.regression import MeanSquaredError
from gd_math.rounding import rounded_down
from gd_math.typing import Floats, Integers, Interval, Points

ARROWS = 64
"""Most gradients that are drawn."""
CALM = 0.1
"""Largest learning rate by default: one step of the full batch then goes a fifth of the way."""
AIR = 0.12
RINGS, MOST_RINGS = 9, 36
"""How many contours reach as far as the way of the runs, and the most there are."""


@dataclass(frozen=True, slots=True, eq=False)
class Batches:
    """Everything that is drawn.

    Parameters
    ----------
    data
        The points.
    feature
        z: x with mean 0 and deviation 1, so that no direction is steeper than another.
    loss
        The mean squared error of lines w·z + b.
    each
        The runs: full batches, mini-batches, single samples.
    alone
        The gradient of each sample alone at the start, shape (n, 2).
    draws
        Samples drawn with replacement, shape (m, n): the first B of each row are a batch whose gradient is
        drawn. In the first row, which is lit in the data, fewest samples come twice.
    rate
        The learning rate α of all three.
    """

    data: Dataset
    feature: Feature
    loss: MeanSquaredError
    each: tuple[BatchRuns, BatchRuns, BatchRuns]
    alone: Points
    draws: Integers
    rate: float

    @classmethod
    def of(cls, data: Dataset, size: int, epochs: int, rate: float | None, shuffle: int) -> "Batches":
        """Compute everything for a size of mini-batches; a rate of None is chosen."""
        feature = Feature.standardised(data.x)
        loss = MeanSquaredError(feature.of(data.x), data.y)
        rate = default_rate(loss) if rate is None else rate
        start = np.array(wrong_line(loss))
        full, mini, single = (
            BatchRuns.of(loss, start, rate, BatchPlan(len(data), one, shuffle), epochs)
            for one in (len(data), size, 1)
        )
        draws = random_draws(max(ARROWS // len(data), 1) * min(len(data), ARROWS), len(data), shuffle)
        alone, gaps = sample_gradients(loss, start), np.abs(loss.predict(start) - data.y)
        best = max(range(len(draws)), key=lambda k: (len(np.unique(draws[k, :size])), gaps[draws[k, 0]]))
        draws = np.roll(draws, -best, axis=0)
        return cls(data, feature, loss, (full, mini, single), alone, draws, rate)

    @property
    def start(self) -> Points:
        """Where all start, shape (2,)."""
        place: Points = self.each[0].run.points[0]
        return place

    @property
    def gradient(self) -> Points:
        """The full gradient at the start, shape (2,)."""
        slope: Points = self.each[0].run.gradients[0]
        return slope

    @property
    def samples(self) -> int:
        """How many samples each run sees in all."""
        return len(self.each[0].losses) - 1

    def measured(self, size: float) -> Points:
        """Return gradients of batches of a size at the start, shape (m, 2)."""
        return nested_gradients(self.alone, self.draws, size)

    def scatter(self, size: float) -> float:
        """Return s₁/√B, the root mean square distance of such gradients from the full one."""
        return gradient_scatter(self.alone, size, replacement=True)

    @property
    def view(self) -> tuple[Interval, Interval]:
        """Ranges of w and b that hold all runs and the best line."""
        places = np.concatenate([*(one.run.points for one in self.each), self.loss.minima])
        return around(places)

    def close_view(self, size: float) -> tuple[Interval, Interval]:
        """Ranges that hold gradients of a size, times the rate, and those of mini-batches turning round."""
        mini = self.measured(self.each[1].plan.batch_size)
        ways = [self.measured(size), *(rotated(mini, angle) for angle in np.linspace(0.0, np.pi, 7))]
        return around(self.start + self.rate * np.concatenate(ways))

    def levels(self, *views: tuple[Interval, Interval]) -> Floats:
        """Return heights whose contours, circles about the best line, lie evenly apart in all of some views.

        The first view has at least `RINGS` of them.
        """
        least = float(self.loss.value(self.loss.minima[0]))
        corners = [np.array([(x, y) for x in xs for y in ys]) for xs, ys in views]
        first, *_ = reach = [float(np.sqrt(max(self.loss.value(one).max() - least, 0.0))) for one in corners]
        count = min(int(np.ceil(RINGS * max(reach) / first)), MOST_RINGS)
        heights: Floats = least + (max(reach) * np.arange(1, count + 1) / count) ** 2
        return heights

    @property
    def finals(self) -> Floats:
        """The losses at the end, shape (3,)."""
        return np.array([float(one.run.values[-1]) for one in self.each])


def around(places: Points) -> tuple[Interval, Interval]:
    """Return ranges that hold places ``(n, 2)``, with some air."""
    low, high = places.min(axis=0), places.max(axis=0)
    air = AIR * float((high - low).max())
    (left, bottom), (right, top) = (low - air).tolist(), (high + air).tolist()
    return (left, right), (bottom, top)


def rotated(ways: Points, angle: float) -> Points:
    """Return ways ``(…, 2)`` turned to the left by an angle in radians."""
    cos, sin = np.cos(angle), np.sin(angle)
    turned: Points = ways @ np.array([[cos, sin], [-sin, cos]])
    return turned


def largest_rate(loss: MeanSquaredError) -> float:
    """Return 1 / max Lᵢ = 1 / max 2 (zᵢ² + 1): with it no single sample's step overshoots its own line."""
    return 1 / float(2 * (loss.features[:, 0] ** 2 + 1).max())


def default_rate(loss: MeanSquaredError) -> float:
    """Return a rate with which all sizes settle, cut to two digits."""
    return min(CALM, rounded_down(largest_rate(loss)))


__all__ = ["Batches", "largest_rate", "rotated"]
