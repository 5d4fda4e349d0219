"""Images that are painted pixel by pixel: each of their pixels is one of the frame."""

import numpy as np
import numpy.typing as npt
from manim import ImageMobject, config

from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.theme import FRAME_HEIGHT

Pixels = npt.NDArray[np.uint8]
"""RGBA, ``(rows, columns, 4)``."""

_INSIDE = 1e-3
"""Pixels by which the corners lie inside their pixel, so that manim's rounding down finds it."""


class PixelSheet(ImageMobject):
    """An image that covers whole pixels of the frame, one for one, so that manim shows it unblurred.

    Parameters
    ----------
    box
        What it has to cover, in scene units; what is outside of the frame is left out.
    """

    def __init__(self, box: Box) -> None:
        self.unit = config.pixel_height / FRAME_HEIGHT
        """Pixels per scene unit."""
        across, down = config.pixel_width, config.pixel_height
        left = max(int(np.floor(box.left * self.unit + across / 2)) - 1, 0)
        right = min(int(np.ceil(box.right * self.unit + across / 2)) + 1, across)
        top = max(int(np.floor(down / 2 - box.top * self.unit)) - 1, 0)
        bottom = min(int(np.ceil(down / 2 - box.bottom * self.unit)) + 1, down)
        self.corner = ((left - across / 2) / self.unit, (down / 2 - top) / self.unit)
        """The upper left corner in scene units."""
        pixels: Pixels = np.zeros((bottom - top, right - left, 4), dtype=np.uint8)
        super().__init__(pixels, scale_to_resolution=config.pixel_height)
        self.set_resampling_algorithm(0)  # nearest: each pixel is one pixel of the frame
        self.pixel_array = pixels
        first, last = (left + _INSIDE - across / 2) / self.unit, (right + _INSIDE - across / 2) / self.unit
        upper, lower = (down / 2 - top - _INSIDE) / self.unit, (down / 2 - bottom - _INSIDE) / self.unit
        self.points = np.array(
            [(first, upper, 0.0), (last, upper, 0.0), (first, lower, 0.0), (last, lower, 0.0)]
        )

    @property
    def pixels(self) -> Pixels:
        """Return the pixels, RGBA; they may be changed in place."""
        pixels: Pixels = self.pixel_array
        return pixels

    def in_pixels(self, seen: Floats) -> Floats:
        """Return places in scene units ``(..., 3)`` as pixels of the image, x to the right and y down."""
        pixels = np.empty(seen.shape)
        pixels[..., 0] = (seen[..., 0] - self.corner[0]) * self.unit
        pixels[..., 1] = (self.corner[1] - seen[..., 1]) * self.unit
        pixels[..., 2] = seen[..., 2]
        return pixels
