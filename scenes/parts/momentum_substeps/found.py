"""What momentum does on one land: three runs from one start, and what other β come to."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from gd_math.accounts.memory import BetaSweep, faded_gradients, passes
from gd_math.accounts.races import Race, race
from gd_math.objective import Objective
from gd_math.runs.optimizers import GradientDescent, Momentum, Optimizer
from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Points
from scenes.cast.charts.axes import Range

Ranges = tuple[Range, Range]
REMEMBERED, FEWEST = 6, 4
"""After so many steps at most, and at least, the gradients are laid end to end."""
SEEN = 0.02
"""Arrows shorter than this share of the map are not told."""
AROUND, NARROWEST = 0.15, 0.2
"""Room around all runs, as a share of their extent; one range is at least this share of the other."""
AIR, LEAST_ZOOM = 0.12, 1.2
"""Room around what is seen from close by, as a share of it; a zoom below this is no closer look."""


@dataclass(frozen=True, slots=True, eq=False)
class Remembered:
    """Three runs and a sweep.

    Parameters
    ----------
    race
        Without memory, with β, and with too much of it.
    sweep
        The last losses for every β.
    rate, beta, too_much
        The learning rate α, and both shares of the velocity.
    """

    race: Race
    sweep: BetaSweep
    rate: float
    beta: float
    too_much: float

    @classmethod
    def of(
        cls,
        objective: Objective,
        start: tuple[float, float],
        rate: float,
        betas: tuple[float, float],
        steps: int,
    ) -> "Remembered":
        """Return the runs; `betas` are the usual one and the one that is too much."""
        rules: list[Optimizer[Any]] = [GradientDescent(rate), *(Momentum(rate, beta) for beta in betas)]
        sweep = BetaSweep.of(objective, start, rate, steps, betas)
        return cls(race(objective, start, rules, steps), sweep, rate, *betas)

    @property
    def run(self) -> Trajectory:
        """The run with memory."""
        return self.race.runs[1]

    @property
    def rule(self) -> Momentum:
        """What made the run with memory."""
        return Momentum(self.rate, self.beta)

    @property
    def velocities(self) -> Points:
        """Its velocity v at every place, shape (n + 1, 2)."""
        return self.run.states["velocity"]

    def faded(self, step: int) -> Points:
        """Return α times the gradients that make the velocity after some steps, the newest first."""
        return self.rate * faded_gradients(self.run, self.beta, step)

    def has_steps(self, view: Ranges) -> bool:
        """Tell whether the first two steps can be seen in a view, with what they are made of."""
        return self.last_seen(view) >= 2 and self._seen(view, self.run.gradients[:2], self.velocities[1:3])

    def remembered(self, view: Ranges) -> int:
        """Return after how many steps the gradients are laid end to end; 0 where they are not."""
        step = min(REMEMBERED, self.last_seen(view))
        seen = step >= FEWEST and self.beta > 0.0 and self._seen(view, self.velocities[[step]])
        return step if seen else 0

    def last_seen(self, view: Ranges) -> int:
        """Return the step up to which all places of the run are in a view."""
        low, high = np.transpose(view)
        outside = np.flatnonzero(~((self.run.points >= low) & (self.run.points <= high)).all(axis=1))
        return (int(outside[0]) if len(outside) else len(self.run.points)) - 1

    def _seen(self, view: Ranges, *vectors: Points) -> bool:
        """Tell whether each of some vectors, times α, is no speck in a view."""
        wide = min(high - low for low, high in view)
        lengths = self.rate * np.linalg.norm(np.concatenate(vectors), axis=1)
        return bool((lengths > SEEN * wide).all())

    def close_by(self, view: Ranges, steps: int) -> Ranges | None:
        """Return the part of a view that shows so many steps with their arrows, if it is a closer look.

        Parameters
        ----------
        view
            What is seen, with even units.
        steps
            At least 2.
        """
        g, v, points = self.rate * self.run.gradients, self.rate * self.velocities, self.run.points
        ends = [points[: steps + 1], points[:2] + g[:2], points[1:2] + v[1:3]]
        ends += [points[time - 1 :: -1] + self.faded(time) for time in range(2, steps + 1)]
        ends.append(points[steps] + np.cumsum(self.faded(steps), axis=0))
        return _closer(np.concatenate(ends), view)

    def step_view(self, view: Ranges) -> Ranges | None:
        """Return the part of a view that shows the second step with its arrows, if it is a closer look."""
        here, before, after = self.run.points[1], *(self.rate * self.velocities[1:3])
        slope = self.rate * self.run.gradients[1]
        return _closer(here + np.array([before, slope, after, -after, self.beta * before]), view)

    def chain_view(self, view: Ranges, steps: int) -> Ranges | None:
        """Return the part of a view that shows the gradients laid end to end, if it is a closer look."""
        chain = self.run.points[steps] + np.cumsum([np.zeros(2), *self.faded(steps)], axis=0)
        return _closer(chain, view)

    def around_runs(self) -> Ranges:
        """Return the part of the land that shows all places of the runs that are in the race's view."""
        low, high = np.transpose(self.race.view)
        points = np.concatenate([*(run.points for run in self.race.runs), self.race.minima])
        inside = points[((points >= low) & (points <= high)).all(axis=1)]
        half = (0.5 + AROUND) * np.ptp(inside, axis=0)
        half = np.maximum(half, NARROWEST * half.max() or (high - low) / 2)
        middle = (inside.min(axis=0) + inside.max(axis=0)) / 2
        (x0, y0), (x1, y1) = (middle - half).tolist(), (middle + half).tolist()
        return (x0, x1), (y0, y1)

    @property
    def overshoots(self) -> bool:
        """Whether the run with too much memory passes the one minimum, and ends higher than with β."""
        minima, heavy, usual = self.race.minima, self.sweep.loss(self.too_much), self.sweep.loss(self.beta)
        there = len(minima) == 1 and passes(self.race.runs[2].points, minima[0])
        return bool(there and self.too_much > self.beta and usual < heavy < np.inf)

    @property
    def can_compare(self) -> bool:
        """Whether there are losses to compare."""
        return int(np.isfinite(self.sweep.losses).sum()) > 1


def _closer(seen: Points, view: Ranges) -> Ranges | None:
    low, high = seen.min(axis=0), seen.max(axis=0)
    whole = np.array([end - start for start, end in view])
    share = float(((1.0 + 2 * AIR) * (high - low) / whole).max())
    if share * LEAST_ZOOM > 1.0:
        return None
    (x, y), (across, up) = ((low + high) / 2).tolist(), (share / 2 * whole).tolist()
    return (x - across, x + across), (y - up, y + up)


__all__ = ["Ranges", "Remembered"]
