"""Paints height fields: triangles with a depth buffer, coloured by height, with contour lines."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gd_math.typing import Floats
from scenes.cast.land.rasterising import SAMPLES, SHADES, fill, resolve, unhidden

CROWD = 4.0
"""Contour lines closer than this many line widths begin to fade."""

Single = npt.NDArray[np.float32]
Pixels = npt.NDArray[np.uint8]
Faces = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Paint:
    """What a height field is painted with.

    Parameters
    ----------
    colours
        Red, green, blue from 0 to 255 of heights spread evenly from `floor` to `ceiling`, ``(SHADES, 3)``.
    floor, ceiling
        The heights of the first and the last colour; beyond them the colour stays.
    levels
        Rising heights of the contour lines, ``(n,)``.
    line
        Red, green, blue of the contour lines.
    line_opacity, line_width
        From 0 to 1; in pixels.
    """

    colours: Single
    floor: float
    ceiling: float
    levels: Floats
    line: tuple[float, float, float]
    line_opacity: float
    line_width: float

    def nearest_levels(self) -> Single:
        """Return for each of the `SHADES` heights the level that is nearest, ``(SHADES,)``."""
        if not len(self.levels):
            return np.full(SHADES, np.float32(1e30))
        heights = np.linspace(self.floor, self.ceiling, SHADES)
        nearest = np.abs(heights[:, None] - self.levels[None, :]).argmin(axis=1)
        chosen: Single = self.levels[nearest].astype(np.float32)
        return chosen


class HeightField:
    """A picture of a height field, painted again for every view.

    Parameters
    ----------
    width, height
        In pixels.

    Notes
    -----
    `pixels` are red, green, blue and opacity ``(height, width, 4)``; `nearness` is one over the distance of
    every sample ``(2 height, 2 width)``, 0 where nothing is.
    """

    def __init__(self, width: int, height: int) -> None:
        shape = (SAMPLES * height, SAMPLES * width)
        self.nearness: Single = np.zeros(shape, dtype=np.float32)
        self._heights: Single = np.zeros(shape, dtype=np.float32)
        self._lights: Single = np.zeros(shape, dtype=np.float32)
        self.pixels: Pixels = np.zeros((height, width, 4), dtype=np.uint8)

    def paint(self, corners: Floats, heights: Floats, lights: Floats, faces: Faces, paint: Paint) -> Pixels:
        """Paint triangles and return `pixels`.

        Parameters
        ----------
        corners
            Where the vertices are seen: x to the right and y down, in pixels from the upper left corner, and
            their distance from the eye, ``(n, 3)``. Triangles with a vertex that is not finite are left out.
        heights
            Of the vertices ``(n,)``: they choose the colour.
        lights
            On the vertices ``(n,)``: 0 is black, 1 the colour itself, 2 white.
        faces
            Three vertices each ``(m, 3)``, clockwise as seen by who is to see them.
        paint
            Colours and contour lines.
        """
        samples = np.empty((len(corners), 3))
        samples[:, :2] = SAMPLES * corners[:, :2]
        samples[:, 2] = 1.0 / corners[:, 2]
        self.nearness.fill(0.0)
        fill(
            samples,
            np.ascontiguousarray(heights),
            np.ascontiguousarray(lights),
            np.ascontiguousarray(faces),
            self.nearness,
            self._heights,
            self._lights,
        )
        resolve(
            self.nearness,
            self._heights,
            self._lights,
            paint.colours,
            paint.nearest_levels(),
            np.array([paint.floor, (SHADES - 1) / max(paint.ceiling - paint.floor, 1e-30)], dtype=np.float32),
            np.array([*paint.line, paint.line_opacity, (paint.line_width + 1) / 2], dtype=np.float32),
            np.float32(_spacing(paint.levels) / (CROWD * paint.line_width)),
            self.pixels,
        )
        return self.pixels

    def visible(self, corners: Floats) -> npt.NDArray[np.bool_]:
        """Tell which points ``(..., 3)``, given as in `paint`, no surface hides.

        A point on the surface itself is visible: it is compared with the farthest of nine samples around it.
        Outside the picture nothing hides.
        """
        places = np.ascontiguousarray(corners, dtype=np.float64)
        seen: npt.NDArray[np.bool_] = unhidden(places.reshape(-1, 3), self.nearness)
        return seen.reshape(places.shape[:-1])


def _spacing(levels: Floats) -> float:
    """Return the usual distance of two contour lines in height."""
    return float(np.median(np.diff(levels))) if len(levels) > 1 else 1e30


__all__ = ["Faces", "HeightField", "Paint", "Single"]
