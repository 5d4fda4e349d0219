"""Many runs on noisy gradients by one schedule of rates: how far they are from the minimum."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from gd_math.functions.quadratic import Quadratic
from gd_math.objective import as_floats
from gd_math.runs.noise import descend_noisily, expected_distances, left_for_ever
from gd_math.runs.optimizers import GradientDescent
from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Floats, Points, PointsLike, Schedule


@dataclass(frozen=True, slots=True, eq=False)
class NoisyRuns:
    """Runs from one start in a round bowl, each with noise of its own.

    Parameters
    ----------
    run
        A batch, points (steps + 1, n, d).
    rates
        α_k of every step, shape (steps,).
    center
        The minimum, shape (d,).
    left
        What is left of the way for the middle of ever so many runs, exactly, shape (steps + 1,).
    expected
        The root mean square distance of ever so many runs, exactly, shape (steps + 1,).
    left_at_last
        What is left of the way however many steps are taken.
    """

    run: Trajectory
    rates: Floats
    center: Points
    left: Floats
    expected: Floats
    left_at_last: float

    @classmethod
    def of(
        cls,
        bowl: Quadratic,
        start: PointsLike,
        schedule: Schedule,
        steps: int,
        count: int,
        noise: float,
        seed: int = 0,
    ) -> Self:
        """Run them; those of other schedules have the same noise.

        Parameters
        ----------
        bowl
            With one curvature in all directions.
        start
            Shape (d,).
        schedule
            α_k.
        steps, count
            How many steps, how many runs.
        noise
            σ, the root mean square length of the noise.
        seed
            What it is drawn from.
        """
        place, curvature = as_floats(start), float(bowl.eigenvalues[-1])
        starts = np.tile(place, (count, 1))
        run = descend_noisily(bowl, starts, GradientDescent(schedule), steps, noise, seed)
        way = float(np.linalg.norm(place - bowl.center))
        left, expected = expected_distances(schedule, steps, curvature, noise, way)
        rates = as_floats([float(schedule(k)) for k in range(steps)])
        for_ever = way * left_for_ever(schedule, curvature)
        return cls(run, rates, bowl.center, left, expected, for_ever)

    def at(self, time: float) -> Points:
        """Return where all are at time k + u, shape (n, d): in step k, gone up to the share u."""
        step = min(int(time + 1e-9), self.run.steps_taken)
        here: Points = self.run.points[step]
        share = min(max(time - step, 0.0), 1.0)
        if step == self.run.steps_taken or share < 1e-9:
            return here
        between: Points = here + share * (self.run.points[step + 1] - here)
        return between

    def distance(self, time: float) -> float:
        """Return their root mean square distance from the minimum at time k + u."""
        return float(np.sqrt(((self.at(time) - self.center) ** 2).sum(axis=-1).mean()))


__all__ = ["NoisyRuns"]
