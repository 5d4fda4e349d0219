"""A landscape as a block of land: surface and side walls as triangles, with the light that falls on them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from gd_math.functions.landscapes import HeightGrid, height_grid
from gd_math.objective import Objective
from gd_math.typing import Floats
from scenes.cast.charts.axes import Range
from scenes.cast.land.height_field import Faces

GRID = 161
RISE = 0.62
"""Height of the hills in units of half the block's width."""
BASE = 0.16
"""Depth of the walls below the lowest place, in the same unit."""

SUN = np.array([-0.55, -0.35, 0.76])
"""Direction of the sun, fixed to the land: from the left and the front."""
AMBIENT, SUNLIGHT = 0.50, 0.62
"""Light from the open sky and from the sun; a slope that faces the sun gets both."""
WALL_LIGHT, WALL_FOOT = 0.62, 0.72
"""Light on the walls, and what share of it is left at their foot."""
DIRECTIONS, DISTANCES = 16, (1, 2, 3, 5, 7, 10, 14, 20, 28)
"""Where a place looks for hills that hide the sky, in cells of the grid."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Triangles of a block of land in its own units: half the width is 1, the middle of the base the origin.

    Parameters
    ----------
    vertices
        Places ``(n, 3)``.
    heights
        What the function is there ``(n,)``.
    normals
        Unit vectors away from the block ``(n, 3)``.
    lights
        From 0 to about 1 ``(n,)``.
    faces
        ``(m, 3)``, clockwise from outside, as y runs down in a picture.
    """

    vertices: Floats
    heights: Floats
    normals: Floats
    lights: Floats
    faces: Faces


class Land:
    """A function of two variables over a rectangle, and the way from its data to the block's units and back.

    Parameters
    ----------
    objective
        A function of two variables.
    x_range, y_range
        Lowest and highest value.
    """

    def __init__(self, objective: Objective, x_range: Range, y_range: Range) -> None:
        self.objective, self.x_range, self.y_range = objective, x_range, y_range
        self._middle = np.array([sum(x_range) / 2, sum(y_range) / 2])
        self._half = max(x_range[1] - x_range[0], y_range[1] - y_range[0]) / 2

    @cached_property
    def grid(self) -> HeightGrid:
        """The heights over the rectangle."""
        return height_grid(self.objective, self.x_range, self.y_range, GRID)

    @cached_property
    def heights(self) -> Floats:
        """The heights of the grid ``(n, n)``, nan in holes."""
        return _finite(self.grid.heights)

    @cached_property
    def lowest(self) -> float:
        """The lowest height of the grid."""
        finite = self.heights[np.isfinite(self.heights)]
        return float(finite.min()) if finite.size else 0.0

    @cached_property
    def highest(self) -> float:
        """The highest height of the grid."""
        finite = self.heights[np.isfinite(self.heights)]
        return float(finite.max()) if finite.size else 0.0

    @cached_property
    def rise_per_height(self) -> float:
        """How far a place rises in the block, in its units, for each unit of height."""
        return RISE / max(self.highest - self.lowest, 1e-12)

    def place(self, points: npt.ArrayLike) -> Floats:
        """Return the places ``(..., 3)`` in the block for data x, y, height ``(..., 3)``."""
        data = np.asarray(points, dtype=np.float64)
        placed = np.empty_like(data)
        placed[..., :2] = (data[..., :2] - self._middle) / self._half
        placed[..., 2] = BASE + (data[..., 2] - self.lowest) * self.rise_per_height
        return placed

    def data(self, places: npt.ArrayLike) -> Floats:
        """Return the data ``(..., 3)`` of places in the block: the inverse of `place`."""
        at = np.asarray(places, dtype=np.float64)
        found = np.empty_like(at)
        found[..., :2] = self._middle + at[..., :2] * self._half
        found[..., 2] = self.lowest + (at[..., 2] - BASE) / self.rise_per_height
        return found

    def on_ground(self, points: npt.ArrayLike) -> Floats:
        """Return data x, y, height ``(..., 3)`` of points ``(..., 2)`` on the ground, nan in a hole."""
        flat = np.asarray(points, dtype=np.float64)
        return np.concatenate([flat, _finite(self.objective.value(flat))[..., None]], axis=-1)

    def contains(self, points: npt.ArrayLike) -> npt.NDArray[np.bool_]:
        """Tell which points ``(..., 2)`` lie over the rectangle."""
        flat = np.asarray(points, dtype=np.float64)
        low, high = np.transpose([self.x_range, self.y_range])
        inside: npt.NDArray[np.bool_] = ((flat >= low - 1e-9) & (flat <= high + 1e-9)).all(axis=-1)
        return inside

    def opened(self, block: Block, share: float) -> Faces:
        """Return the faces that are there when a share of the land is: here all of them, always."""
        return block.faces

    def block(self) -> Block:
        """Return the triangles of surface and walls."""
        rows, columns = self.heights.shape
        x, y = np.meshgrid(self.grid.x, self.grid.y)
        flat = np.stack([x, y], axis=-1).reshape(-1, 2)
        heights = self.heights.reshape(-1)
        top = self.place(np.concatenate([flat, heights[:, None]], axis=-1))
        slopes = _finite(self.objective.gradient(flat)) * self.rise_per_height * self._half
        normals = np.concatenate([-slopes, np.ones((len(flat), 1))], axis=-1)
        normals /= np.linalg.norm(normals, axis=-1, keepdims=True)
        spacing = 2.0 / (GRID - 1)
        sky = sky_share(top[:, 2].reshape(rows, columns), spacing).reshape(-1)
        sun = np.clip(normals @ (SUN / np.linalg.norm(SUN)), 0.0, None)
        lights = AMBIENT * sky * (0.55 + 0.45 * normals[:, 2]) + SUNLIGHT * sun * (0.4 + 0.6 * sky)
        first = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)[None, :]).reshape(-1)
        faces = _quads(first, first + 1, first + columns + 1, first + columns)
        parts = [(top, heights, normals, np.nan_to_num(lights), faces)]
        parts += self._walls(top.reshape(rows, columns, 3), self.heights)
        return _joined(parts)

    def _walls(self, top: Floats, heights: Floats) -> list[tuple[Floats, Floats, Floats, Floats, Faces]]:
        """Return the four walls, each a strip from the surface's edge down to the base."""
        sides = (
            (top[0], heights[0], (0.0, -1.0, 0.0)),
            (top[:, -1], heights[:, -1], (1.0, 0.0, 0.0)),
            (top[-1, ::-1], heights[-1, ::-1], (0.0, 1.0, 0.0)),
            (top[::-1, 0], heights[::-1, 0], (-1.0, 0.0, 0.0)),
        )
        walls = []
        foot_height = self.lowest - BASE / self.rise_per_height
        for edge, edge_heights, outwards in sides:
            count = len(edge)
            foot = edge * [1.0, 1.0, 0.0]
            sun = max(float(np.dot(outwards, SUN / np.linalg.norm(SUN))), 0.0)
            light = WALL_LIGHT * (0.75 + 0.5 * sun)
            start = np.arange(count - 1)
            walls.append(
                (
                    np.concatenate([edge, foot]),
                    np.concatenate([edge_heights, np.full(count, foot_height)]),
                    np.tile(outwards, (2 * count, 1)),
                    np.repeat([light, light * WALL_FOOT], count),
                    _quads(start + count, start + count + 1, start + 1, start),
                )
            )
        return walls


def sky_share(heights: Floats, spacing: float) -> Floats:
    """Return what share of the sky each place of a grid ``(n, m)`` sees over the hills around it.

    1 − sin of the horizon's elevation, averaged over directions (Bavoil and Sainz, "Image-space horizon-based
    ambient occlusion", 2008).

    >>> float(sky_share(np.zeros((5, 5)), 0.1).min())
    1.0
    """
    rows, columns = heights.shape
    j, i = np.arange(rows)[:, None], np.arange(columns)[None, :]
    total = np.zeros_like(heights)
    for angle in np.arange(DIRECTIONS) * 2 * np.pi / DIRECTIONS:
        horizon = np.zeros_like(heights)
        for distance in DISTANCES:
            across, down = round(distance * float(np.cos(angle))), round(distance * float(np.sin(angle)))
            there = heights[np.clip(j + down, 0, rows - 1), np.clip(i + across, 0, columns - 1)]
            horizon = np.fmax(horizon, (there - heights) / (spacing * float(np.hypot(across, down))))
        total += 1.0 - horizon / np.sqrt(1.0 + horizon**2)
    return total / DIRECTIONS


def _finite(numbers: Floats) -> Floats:
    """Return numbers with nan in place of infinity."""
    return np.where(np.isfinite(numbers), numbers, np.nan)


def _quads(
    a: npt.NDArray[np.intp], b: npt.NDArray[np.intp], c: npt.NDArray[np.intp], d: npt.NDArray[np.intp]
) -> Faces:
    """Return two triangles for each quadrilateral a, b, c, d, neighbours in the list as on screen."""
    return np.stack([a, c, b, a, d, c], axis=1).reshape(-1, 3).astype(np.int32)


def _joined(parts: list[tuple[Floats, Floats, Floats, Floats, Faces]]) -> Block:
    offsets = np.cumsum([0, *(len(part[0]) for part in parts)])[:-1]
    faces = [part[4] + np.int32(offset) for part, offset in zip(parts, offsets, strict=True)]
    vertices, heights, normals, lights = (np.concatenate([part[k] for part in parts]) for k in range(4))
    return Block(vertices, heights, normals, lights, np.concatenate(faces).astype(np.int32))
