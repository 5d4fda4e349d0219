"""A convex function of two variables as a bowl: cut level at its rim, its near wall seen through."""

import numpy as np
import numpy.typing as npt

from gd_math.objective import Objective
from gd_math.typing import Floats, Points
from scenes.cast.charts.axes import Range
from scenes.cast.land.block import AMBIENT, SUN, SUNLIGHT, Block, Land
from scenes.cast.land.height_field import Faces

SECTORS, RINGS = 240, 72
THICKNESS = 0.022
"""Of the bowl's rim, in units of half its width."""
UP = (0.0, 0.0, 1.0)
RIM_LIGHT = 1.1
"""Light on the rim, where 1 shows the colour itself."""
EDGE, CANDIDATES = 0.05, 40
"""Where there is no rim: distance of starts from the edges, as a share of the width; how many are tried."""
HIGHEST_START, LOWEST_START = 0.94, 0.6
"""Shares of the way from the lowest point to the rim between which balls are put down."""


class Bowl(Land):
    """A convex function up to the highest level whose line is closed; up to the rectangle's edge without one.

    Parameters
    ----------
    objective
        A convex function of two variables.
    region
        The ranges of its variables; its domain by default.
    """

    def __init__(self, objective: Objective, region: tuple[Range, Range] | None = None) -> None:
        super().__init__(objective, *(region or objective.domain))
        self.lowest_point = self._lowest_point()
        self.lowest = min(self.lowest, float(objective.value(self.lowest_point)))
        edges = np.concatenate([self.heights[[0, -1]].ravel(), self.heights[:, [0, -1]].ravel()])
        least = float(np.nanmin(edges))
        self.closed = least > self.lowest + 1e-6 * (self.highest - self.lowest)
        """Whether the lowest point is inside, with a level line around it."""
        self.highest = least if self.closed else self.highest
        self.angles: Floats = np.arange(SECTORS) * 2 * np.pi / SECTORS
        self.reaches = self.reach(self.angles)

    def _lowest_point(self) -> Points:
        """Return the lowest place of the rectangle: of the grid, then refined on ever smaller grids."""
        low, high = np.transpose([self.x_range, self.y_range]).astype(np.float64)
        best, half = (low + high) / 2, (high - low) / 2
        for _ in range(30):
            axes = [
                np.linspace(max(c - h, lo), min(c + h, hi), 21)
                for c, h, lo, hi in zip(best, half, low, high, strict=True)
            ]
            places = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2)
            heights = self.objective.value(np.concatenate([best[None], places]))
            place = int(np.nanargmin(heights))
            best = best if place == 0 else places[place - 1]
            half = half / 4
        lowest: Floats = best
        return lowest

    def reach(self, angles: npt.ArrayLike) -> Floats:
        """Return how far the rim is from the lowest point in some directions, in the data's units."""
        turns = np.asarray(angles, dtype=np.float64)
        ways = np.stack([np.cos(turns), np.sin(turns)], axis=-1)
        low, high = np.transpose([self.x_range, self.y_range])
        with np.errstate(divide="ignore", invalid="ignore"):
            walls = np.where(ways > 0, (high - self.lowest_point) / ways, (low - self.lowest_point) / ways)
        far = np.nanmin(np.where(np.abs(ways) < 1e-12, np.inf, walls), axis=-1)
        near = np.zeros_like(far)
        beyond = ~(self.objective.value(self.lowest_point + far[..., None] * ways) <= self.highest)
        end = far.copy()
        for _ in range(60):
            middle = (near + far) / 2
            outside = ~(self.objective.value(self.lowest_point + middle[..., None] * ways) <= self.highest)
            near, far = np.where(outside, near, middle), np.where(outside, middle, far)
        rim: Floats = np.where(beyond, near, end)
        return rim

    def around(self, shares: npt.ArrayLike, angles: npt.ArrayLike) -> Points:
        """Return the points ``(n, 2)`` a share ``(n,)`` of the way from the lowest point to the rim."""
        turns = np.asarray(angles, dtype=np.float64)
        away = np.asarray(shares, dtype=np.float64) * self.reach(turns)
        places: Points = self.lowest_point + away[..., None] * np.stack(
            [np.cos(turns), np.sin(turns)], axis=-1
        )
        return places

    def seeded_starts(self, count: int, seed: int) -> Points:
        """Return places ``(count, 2)`` on the bowl's wall, one at random in each of `count` sectors."""
        rng = np.random.default_rng(seed)
        if not self.closed:
            return self._high_places(rng, count)
        angles = (np.arange(count) + rng.uniform(0.15, 0.85, count)) * 2 * np.pi / count
        return self.around(rng.uniform(LOWEST_START, HIGHEST_START, count), angles)

    def _high_places(self, rng: np.random.Generator, count: int) -> Points:
        """Return random places ``(count, 2)`` in the upper half of what is seen."""
        low, high = np.transpose([self.x_range, self.y_range])
        places = rng.uniform(low + EDGE * (high - low), high - EDGE * (high - low), (CANDIDATES * count, 2))
        heights = self.objective.value(places)
        places, heights = places[np.isfinite(heights)], heights[np.isfinite(heights)]
        high_enough: Points = places[heights >= np.median(heights)][:count]
        return high_enough

    def contains(self, points: npt.ArrayLike) -> npt.NDArray[np.bool_]:
        """Tell which points ``(..., 2)`` lie inside the rim."""
        slack = 1e-9 * max(self.highest - self.lowest, 1.0)
        inside: npt.NDArray[np.bool_] = super().contains(points) & (
            self.objective.value(points) <= self.highest + slack
        )
        return inside

    def opened(self, block: Block, share: float) -> Faces:
        """Return the faces over which the bowl's profile has been turned by a share of half a turn."""
        sectors = block.faces % SECTORS % (SECTORS // 2)
        span = sectors.max(axis=1) - sectors.min(axis=1)
        first = np.where(span > 1, SECTORS // 2 - 1, sectors.min(axis=1))
        kept: Faces = block.faces[first < share * (SECTORS // 2)]
        return kept

    def profile(self, share: float) -> Floats:
        """Return the bowl's section, turned by a share of half a turn: data x, y, height ``(n, 3)``."""
        angle = np.pi * share
        shares = np.linspace(0.0, 1.0, RINGS + 1)
        one, other = (self.around(shares, np.full(RINGS + 1, turn)) for turn in (angle, angle + np.pi))
        section: Floats = self.on_ground(np.concatenate([one[::-1], other[1:]]))
        return section

    def block(self) -> Block:
        """Return the triangles of the inside and of the rim: from behind, the wall is not seen."""
        shares = np.linspace(0.0, 1.0, RINGS + 1)
        ways = np.stack([np.cos(self.angles), np.sin(self.angles)], axis=-1) * self.reaches[:, None]
        flat = (self.lowest_point + shares[:, None, None] * ways[None]).reshape(-1, 2)
        ground = self.on_ground(flat)
        inside, heights = self.place(ground), ground[:, 2]
        slopes = self.objective.gradient(flat) * self.rise_per_height * self._half
        normals = np.concatenate([-slopes, np.ones((len(flat), 1))], axis=-1)
        normals /= np.linalg.norm(normals, axis=-1, keepdims=True)
        depth = np.repeat(0.72 + 0.28 * shares, SECTORS)
        sun = np.clip(normals @ (SUN / np.linalg.norm(SUN)), 0.0, None)
        lights = depth * (AMBIENT * (0.55 + 0.45 * normals[:, 2]) + SUNLIGHT * sun)
        rim = slice(RINGS * SECTORS, None)
        beyond = inside[rim] - THICKNESS * normals[rim]
        return Block(
            np.concatenate([inside, inside[rim], beyond]),
            np.concatenate([heights, heights[rim], heights[rim]]),
            np.concatenate([normals, np.tile(UP, (2 * SECTORS, 1))]),
            np.nan_to_num(np.concatenate([lights, np.full(2 * SECTORS, RIM_LIGHT)])),
            np.concatenate([_turned(_rings()), _rim(len(flat))]).astype(np.int32),
        )


def _rings() -> npt.NDArray[np.intp]:
    """Return the corners of the cells between rings and sectors, counter-clockwise from above ``(n, 4)``."""
    ring, sector = np.meshgrid(np.arange(RINGS), np.arange(SECTORS), indexing="ij")
    following = (sector + 1) % SECTORS
    corners = [
        ring * SECTORS + sector,
        (ring + 1) * SECTORS + sector,
        (ring + 1) * SECTORS + following,
        ring * SECTORS + following,
    ]
    return np.stack([corner.reshape(-1) for corner in corners], axis=-1)


def _turned(cells: npt.NDArray[np.intp]) -> Faces:
    """Return two triangles for each cell, seen from above."""
    a, b, c, d = cells.T
    return np.concatenate([np.stack([a, c, b], axis=1), np.stack([a, d, c], axis=1)]).astype(np.int32)


def _rim(count: int) -> Faces:
    """Return the triangles between the inner and the outer edge of the rim, whose corners follow `count`."""
    sector = np.arange(SECTORS)
    following = (sector + 1) % SECTORS
    inner, outer = count, count + SECTORS
    return _turned(np.stack([inner + sector, outer + sector, outer + following, inner + following], axis=-1))
