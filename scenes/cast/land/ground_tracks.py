"""The ways of many walkers over the ground, divided so finely that lines through them lie on the surface."""

import numpy as np
import numpy.typing as npt

from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Floats, Integers, Points
from scenes.cast.land.block import Land

STRIDE = 0.04
"""Length of the pieces in units of half the land's width."""
JOINED = 0.01
"""Steps shorter than this, in the same unit, are joined into one piece."""
MOST_PIECES = 100
"""Of one step, however far it leads."""


class GroundTracks:
    """The ways of a batch of runs over a land; step k is walked evenly while the clock tells k to k + 1.

    Between two points of a run the way is straight on the map and lies on the surface.

    Parameters
    ----------
    land
        What the runs go down.
    run
        A batch of runs, points ``(steps + 1, walkers, 2)``.
    """

    def __init__(self, land: Land, run: Trajectory) -> None:
        self.land, self.run = land, run
        self.walkers = int(run.points.shape[1])
        self.steps = run.steps_taken
        half = max(land.x_range[1] - land.x_range[0], land.y_range[1] - land.y_range[0]) / 2
        ways = [self._divided(walker, half) for walker in range(self.walkers)]
        self.times: Floats = np.concatenate([times for times, _ in ways])
        self.ground: Points = land.on_ground(np.concatenate([points for _, points in ways]))
        """Data x, y, height of all ways one after the other ``(n, 3)``."""
        counts = np.array([len(times) for times, _ in ways])
        self.firsts: Integers = np.concatenate([[0], np.cumsum(counts)[:-1]])
        self.lasts: Integers = self.firsts + counts - 1
        self.owner: Integers = np.repeat(np.arange(self.walkers), counts)
        moved = np.diff(land.place(self.ground), axis=0, prepend=land.place(self.ground[:1]))
        moved[self.firsts] = 0.0
        self.distances: Floats = np.cumsum(np.nan_to_num(np.linalg.norm(moved, axis=-1)))
        """Way walked up to each point, in the land's units, all ways one after the other ``(n,)``."""
        self.on_land = on_land(land, self.ground)

    def _divided(self, walker: int, half: float) -> tuple[Floats, Points]:
        """Return times and points ``(n, 2)`` of a way, about a `STRIDE` apart."""
        points = self.run.points[: int(self.run.lengths[walker]), walker]
        times, way = [0.0], [points[0]]
        for step in range(len(points) - 1):
            here, there = points[step], points[step + 1]
            length = float(np.hypot(*(there - here))) / half
            if np.hypot(*(there - way[-1])) / half < JOINED and step < len(points) - 2:
                continue
            pieces = int(min(max(np.ceil(length / STRIDE), 1), MOST_PIECES))
            for piece in range(1, pieces + 1):
                times.append(step + piece / pieces)
                way.append(here + piece / pieces * (there - here))
        return np.array(times), np.array(way)

    def at(self, time: float) -> Points:
        """Return where the walkers are ``(walkers, 2)`` at clock time k + u.

        One that has diverged is where it was last.
        """
        return walkers_at(self.run, time)

    def walked(self, time: float) -> tuple[Integers, Integers]:
        """Return for clock time k + u the indices of the pieces walked, and of each walker's last point.

        Piece i leads from point i to point i + 1.
        """
        ahead = self.times <= time + 1e-9
        pieces = np.flatnonzero(ahead[1:] & (self.owner[1:] == self.owner[:-1]))
        behind = np.add.reduceat(ahead.astype(np.intp), self.firsts)
        return pieces, self.firsts + np.maximum(behind, 1) - 1


def walkers_at(run: Trajectory, time: float) -> Points:
    """Return where the walkers of a batch are ``(walkers, 2)`` at clock time k + u.

    One that has diverged is where it was last.
    """
    time = min(max(time, 0.0), float(run.steps_taken))
    ends = np.asarray(run.lengths, dtype=np.intp) - 1
    walkers = np.arange(run.points.shape[1])
    step = np.minimum(int(time + 1e-9), ends)
    following = np.minimum(step + 1, ends)
    here, there = run.points[step, walkers], run.points[following, walkers]
    share = np.clip(time - step, 0.0, 1.0)[:, None]
    place: Points = here + share * (there - here)
    return np.where(share > 1e-9, place, here)


def on_land(land: Land, ground: Points) -> npt.NDArray[np.bool_]:
    """Tell which data x, y, height ``(..., 3)`` lie over the land, at a height that is finite."""
    there: npt.NDArray[np.bool_] = land.contains(ground[..., :2]) & np.isfinite(ground[..., 2])
    return there
