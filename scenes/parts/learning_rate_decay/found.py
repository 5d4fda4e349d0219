"""What the mathematics finds: the bowl, one ball, three clouds, and the part of the plane that shows them."""

import math
from dataclasses import dataclass

import numpy as np

from gd_math.accounts.noisy_runs import NoisyRuns
from gd_math.functions.quadratic import Quadratic
from gd_math.runs.noise import noise_at, noise_radius
from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Interval, Points
from scenes.cast.charts.ticks import rounded_down
from scenes.cast.writing.number_text import fixed

MEASURED, FAN_SEED = 40, 1_000_003
"""How many gradients are measured at the start, and what their seed has more than that of the runs."""
AIR = 0.1
FALLEN, LOOKED_AT = 24, 42
"""Most steps of the first cloud until its ring is looked at, and until that ends."""
LEAST_DECIMALS = 2
RINGS, AROUND = 8, 1.3
"""The fewest gaps of contours in the shorter side of a view; how far beyond its corners they go on."""
LONGEST = 0.3
"""Length of gradients as a share of the view."""
RING_ROOM, BEYOND = 1.6, 0.8
"""What is seen around the rings, in radii of theirs, and beyond the minimum, in ways from the start."""


@dataclass(frozen=True, slots=True, eq=False)
class Decay:
    """Everything that is drawn.

    Parameters
    ----------
    bowl
        The function.
    each
        The clouds: constant rate, falling rate, rate that falls fast.
    beyond
        The same with more steps.
    noise
        σ, the root mean square length of the noise.
    measured
        Gradients measured at the start, shape (n, 2); the first is the one of which the ball's step is made.
    """

    bowl: Quadratic
    each: tuple[NoisyRuns, ...]
    beyond: tuple[NoisyRuns, ...]
    noise: float
    measured: Points

    @property
    def alone(self) -> Trajectory:
        """The first ball of the cloud with the constant rate."""
        return self.each[0].run[0]

    @property
    def start(self) -> Points:
        """Where all start, shape (2,)."""
        place: Points = self.alone.points[0]
        return place

    @property
    def gradient(self) -> Points:
        """The exact gradient at the start, shape (2,)."""
        slope: Points = self.bowl.gradient(self.start)
        return slope

    @property
    def ring(self) -> float:
        """The radius that the constant rate keeps in the long run."""
        return self.ring_of(float(self.each[0].rates[0]))

    @property
    def ends(self) -> list[float]:
        """How far the clouds are from the minimum at the end: root mean square distances."""
        return [one.distance(float(one.run.steps_taken)) for one in self.each]

    def ring_of(self, rate: float) -> float:
        """Return the radius that a rate keeps in the long run."""
        return float(noise_radius(rate, self.curvature, self.noise))

    def text(self, distance: float) -> str:
        """Return a distance as it is printed everywhere: the smallest that is told has two digits."""
        told = min(self.ring, *self.ends)
        return fixed(distance, max(LEAST_DECIMALS, 1 - math.floor(math.log10(told))))

    @property
    def factor(self) -> float:
        """How long gradients are drawn: a round factor, for which that at the start is not too long."""
        extent = float(np.ptp(self.view[0]))
        usual = float(np.sqrt((self.measured**2).sum(axis=1).mean()))
        return rounded_down(LONGEST * extent / usual)

    @property
    def view(self) -> tuple[Interval, Interval]:
        """Ranges that hold the start, the minimum with the rings, and room beyond for their names."""
        reach = RING_ROOM * max(self.ends[:2]) * np.array([[1.0, 1.0], [-1.0, -1.0]])
        ways = np.array([self.start - self.bowl.center, BEYOND * (self.bowl.center - self.start)])
        return ranges_of(self.bowl.center + np.concatenate([ways, reach]))

    def levels(self, ranges: tuple[Interval, Interval]) -> list[float]:
        """Return heights of contours at even distances, which fill a view and what is around it."""
        apart = rounded_down(min(map(float, np.ptp(ranges, axis=1))) / RINGS)
        furthest = AROUND * float(np.hypot(*np.abs(np.array(ranges)).max(axis=1)))
        return [self.curvature / 2 * (k * apart) ** 2 for k in range(1, int(furthest / apart) + 1)]

    @property
    def curvature(self) -> float:
        """λ, the same in all directions."""
        return float(self.bowl.eigenvalues[-1])

    @property
    def close_view(self) -> tuple[Interval, Interval]:
        """Ranges that hold the gradients at the start as they are drawn, and the first step."""
        tips = self.start + self.factor * np.concatenate([self.measured, -self.measured[:1]])
        return ranges_of(np.concatenate([tips, self.alone.points[:2]]))


def ranges_of(places: Points) -> tuple[Interval, Interval]:
    """Return ranges that hold places ``(n, 2)``, with some air."""
    low, high = places.min(axis=0), places.max(axis=0)
    air = AIR * float((high - low).max())
    (left, bottom), (right, top) = (low - air).tolist(), (high + air).tolist()
    return (left, right), (bottom, top)


def measured_at(bowl: Quadratic, run: Trajectory, noise: float, seed: int) -> Points:
    """Return gradients measured at a run's start, shape (n, 2), that of its first step first."""
    others = noise_at(0, (MEASURED - 1, 2), noise, seed + FAN_SEED)
    return np.concatenate([run.gradients[:1], bowl.gradient(run.points[0]) + others])


__all__ = ["FALLEN", "LOOKED_AT", "Decay", "measured_at"]
