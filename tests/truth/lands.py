"""What is true of a function of two variables and of runs over it, found without the project's own account.

Slopes are differences of heights; valleys are found on a grid and by trying smaller and smaller steps.
"""

import numpy as np

from gd_math.typing import Floats, Points
from tests.truth.map_runs import MapRun

TOLERANCE = 0.03
"""Share of the map's width within which a run has come to a valley, as the films mean it."""
TURNS = np.arange(16) * 2 * np.pi / 16
RING = np.stack([np.cos(TURNS), np.sin(TURNS)], axis=-1)
GRID = 121


class Ground:
    """A function of two variables over a map.

    Parameters
    ----------
    objective
        The function; only its values are asked.
    region
        The map.
    sign
        −1 turns it upside down, for runs that climb.
    """

    def __init__(self, objective, region, sign: float = 1.0) -> None:
        self.objective, self.region, self.sign = objective, region, sign
        self.width = max(high - low for low, high in region)
        self.tolerance = TOLERANCE * self.width

    def heights(self, points) -> Floats:
        """Return the heights at points ``(..., 2)``."""
        return self.sign * self.objective.value(points)

    def slope(self, points, step: float | None = None) -> Points:
        """Return the gradient, from differences of heights."""
        h = step or 1e-6 * self.width
        ways = h * np.eye(2)
        return np.stack(
            [(self.heights(points + way) - self.heights(points - way)) / (2 * h) for way in ways],
            axis=-1,
        )

    def largest_curvature(self, place) -> float:
        """Return the largest curvature at a place, from differences of heights."""
        h = 1e-4 * self.width
        here = self.heights(place)
        xx, yy = (
            (self.heights(place + w) + self.heights(place - w) - 2 * here) / h**2 for w in h * np.eye(2)
        )
        both, other = np.array([h, h]), np.array([h, -h])
        mixed = (
            self.heights(place + both) + self.heights(place - both)
            - self.heights(place + other) - self.heights(place - other)
        ) / (4 * h**2)  # fmt: skip
        return float(np.linalg.eigvalsh(np.array([[xx, mixed], [mixed, yy]]))[1])

    def inside(self, points) -> np.ndarray:
        """Tell which points are on the map."""
        low, high = np.transpose(self.region)
        return ((points >= low) & (points <= high)).all(axis=-1)

    def rest(self, place) -> Points | None:
        """Return the lowest place to which ever smaller steps down lead, or None beyond the tolerance."""
        here, radius = np.array(place, dtype=float), self.tolerance / 4
        for _ in range(400):
            around = here + radius * RING
            heights = self.heights(around)
            heights = np.where(np.isfinite(heights), heights, np.inf)
            k = int(np.argmin(heights))
            rises = heights[np.isfinite(heights)] - self.heights(here)
            if heights[k] < self.heights(here) - 1e-9 * np.abs(rises).max(initial=0.0):
                here = around[k]
                if np.linalg.norm(here - place) > 1.2 * self.tolerance:
                    return None
            else:
                radius /= 2
                if radius < 1e-9 * self.width:
                    return here
        return here

    def in_valley(self, place) -> bool:
        """Tell whether the nearest rest downhill is within the tolerance, with no way down from there."""
        found = self.rest(place)
        if found is None or np.linalg.norm(found - place) > 1.1 * self.tolerance:
            return False
        around = self.heights(found + 1e-3 * self.width * RING)
        spread = float(np.abs(around - self.heights(found)).max())
        return bool(
            np.isfinite(around).all() and spread > 0 and (around >= self.heights(found) - 1e-5 * spread).all()
        )

    def valleys(self) -> Points:
        """Return the places on the map that are lower than all around them, the lowest first."""
        axes = [np.linspace(low, high, GRID) for low, high in self.region]
        places = np.stack(np.meshgrid(*axes), axis=-1)
        heights = self.heights(places)
        heights = np.where(np.isfinite(heights), heights, np.inf)
        inner = heights[1:-1, 1:-1]
        lower = np.ones(inner.shape, dtype=bool)
        for j in (0, 1, 2):
            for i in (0, 1, 2):
                if (i, j) != (1, 1):
                    lower &= inner <= heights[j : j + GRID - 2, i : i + GRID - 2]
        found = []
        for place in places[1:-1, 1:-1][lower & np.isfinite(inner)]:
            rest = self.rest(place)
            if rest is None or not self.inside(rest) or not self.alone(rest):
                continue
            if all(np.linalg.norm(rest - other) > self.tolerance for other in found):
                found.append(rest)
        return np.array(sorted(found, key=lambda at: float(self.heights(at)))).reshape(-1, 2)

    def alone(self, place) -> bool:
        """Tell whether a place is lower than all around it."""
        rises = self.heights(place + 0.3 * self.tolerance * RING) - self.heights(place)
        return bool((rises > 1e-7 * np.abs(rises).max()).all())

    def follow(self, places) -> Points:
        """Return where small steps of even length down the slope lead from places ``(n, 2)``."""
        x, stride = np.array(places, dtype=float), self.width / 1500
        for _ in range(2600):
            slope = self.slope(x)
            length = np.linalg.norm(slope, axis=-1, keepdims=True)
            with np.errstate(all="ignore"):
                step = np.nan_to_num(-stride * slope / length)
            lower = self.heights(x + step) < self.heights(x)
            if not lower.any():
                break
            x = np.where(lower[:, None], x + step, x)
        return x


class Ends:
    """How the runs of a batch ended, counted from their arrays."""

    def __init__(self, ground: Ground, run) -> None:
        self.ground, self.run = ground, run
        self.count = run.points.shape[1]
        walkers = range(self.count)
        self.runs = [MapRun(ground.heights, run[k]) for k in walkers]
        self.last = np.array([one.points[-1] for one in self.runs])
        before = np.array([one.points[-2:][0] for one in self.runs])
        moves = np.linalg.norm(self.last - before, axis=-1)
        left = np.array([one.left for one in self.runs])
        self.lost = np.array([one.into_undefined for one in self.runs])
        self.gone = (~ground.inside(self.last) | left) & ~self.lost
        here = ~self.gone & ~self.lost
        valley = np.array([here[k] and ground.in_valley(self.last[k]) for k in walkers])
        self.maybe = valley
        close = [valley[k] and self._close(self.last[k], before[k]) for k in walkers]
        self.surely = valley & (moves <= 0.5 * ground.tolerance) & np.array(close)

    def _close(self, last, before) -> bool:
        """Tell whether a place is well within a valley, and no further from its bottom than the last one."""
        rest = self.ground.rest(last)
        away, earlier = np.linalg.norm(rest - last), np.linalg.norm(rest - before)
        return bool(away < 0.8 * self.ground.tolerance and away <= earlier * (1 + 1e-6) + 1e-12)

    @property
    def jumping(self) -> int:
        """How many end going to and fro between the same places."""
        return sum(one.jumps for one in self.runs)

    def arrived(self, printed: int) -> bool:
        """Tell whether so many can have come to a valley."""
        return int(self.surely.sum()) <= printed <= int(self.maybe.sum())

    def on_line(self) -> bool:
        """Tell whether those who arrived are on floors that are level one way and rise the other."""
        turns = np.linspace(0, np.pi, 360, endpoint=False)
        both = np.stack([np.cos(turns), np.sin(turns)], axis=-1)[:, None] * np.array([[1.0], [-1.0]])
        rests = [self.ground.rest(at) for at in self.last[self.maybe]]
        if not rests:
            return False
        rises = np.abs(
            [
                self.ground.heights(rest + 1e-3 * self.ground.width * both) - self.ground.heights(rest)
                for rest in rests
            ]
        ).max(axis=-1)
        return bool((rises.min(axis=1) <= 1e-2 * rises.max(axis=1)).all())

    @property
    def still(self) -> bool:
        """Whether nobody has moved."""
        return all(one.stands for one in self.runs) and not self.gone.any()


__all__ = ["Ends", "Ground"]
