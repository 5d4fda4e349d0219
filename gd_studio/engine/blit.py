"""Images that lie on whole pixels go straight into the frame, without a picture as large as the frame."""

from typing import Any

import numpy as np
import numpy.typing as npt
from manim import Camera
from manim.mobject.types.image_mobject import AbstractImageMobject

from gd_math.compiled import compiled
from gd_studio.engine.region import SIDE, Box, Grid, Squares, boxes

_NEAREST = 0


class Blit:
    """An image mobject as it looked when it was painted.

    Parameters
    ----------
    image
        A copy of its pixels, each of them one number.
    left, top
        The pixel of the frame under its corner.
    box
        What it covers.
    """

    __slots__ = ("box", "image", "left", "top")

    def __init__(self, image: npt.NDArray[np.uint32], left: int, top: int, box: Box) -> None:
        self.image, self.left, self.top, self.box = image, left, top, box

    @classmethod
    def of(cls, mobject: AbstractImageMobject, camera: Camera, grid: Grid) -> "Blit | None":
        """Return how an image mobject looks now, or None if it is turned, scaled, or cut by the frame."""
        image: Any = mobject.get_pixel_array()
        rows, columns = image.shape[:2]
        corners = camera.points_to_subpixel_coords(mobject, mobject.points).astype(np.int64)
        left, top = corners[0].tolist()
        right, bottom = left + columns, top + rows
        upright = [(left, top), (right, top), (left, bottom), (right, bottom)]
        if mobject.resampling_algorithm != _NEAREST or not np.array_equal(corners, upright):
            return None
        if left < 0 or top < 0 or right > grid.width or bottom > grid.height:
            return None
        box = grid.box(left, top, right - 1, bottom - 1)
        return cls(np.ascontiguousarray(image).view(np.uint32)[..., 0].copy(), left, top, box)

    def difference(self, before: "Blit") -> list[Box]:
        """Return the boxes outside of which nothing has changed since `before`: squares with other pixels."""
        if (self.left, self.top, self.image.shape) != (before.left, before.top, before.image.shape):
            return [self.box, before.box]
        first, above, last, below = self.box
        changed = _changed(self.image, before.image, self.left, self.top, first, above, last, below)
        return [
            (left + first, top + above, right + first, bottom + above)
            for left, top, right, bottom in boxes(changed)
        ]

    def draw(self, pixels: npt.NDArray[np.uint8], dirty: Squares) -> None:
        """Lay the image over the squares of `pixels` that are to be painted."""
        frame = pixels.view(np.uint32)[..., 0]
        _lay(self.image, frame, self.left, self.top, dirty, *self.box)


@compiled("u4(u4, u4, u4)", nogil=True, inline="always")
def _mixed(over, under, alpha):  # type: ignore[no-untyped-def]
    above = np.uint32(alpha * np.uint32(128))
    below = np.uint32(np.uint32(255 * 128) - above)
    laid = np.uint32(0xFF000000)
    for shift in (np.uint32(0), np.uint32(8), np.uint32(16)):
        a, b = (over >> shift) & np.uint32(255), (under >> shift) & np.uint32(255)
        mixed = np.uint32(a * above + b * below + np.uint32(0x4000))
        laid |= np.uint32(((mixed >> np.uint32(8)) + mixed) >> np.uint32(15)) << shift
    return laid


@compiled("void(u4[:, ::1], u4[:, ::1], i8, i8, b1[:, ::1], i8, i8, i8, i8)", nogil=True)
def _lay(image, frame, across, down, dirty, first, above, last, below):  # type: ignore[no-untyped-def]
    """Composite as Pillow's alpha_composite does, to the last bit, over opaque pixels: only dirty squares.

    A pixel is one number, its red in the lowest byte.
    """
    for square in range(above, below):
        upper, lower = max(square * SIDE - down, 0), min((square + 1) * SIDE - down, image.shape[0])
        for place in range(first, last):
            if not dirty[square, place]:
                continue
            left, right = max(place * SIDE - across, 0), min((place + 1) * SIDE - across, image.shape[1])
            for row in range(upper, lower):
                source, target = image[row, left:right], frame[row + down, left + across : right + across]
                for column in range(source.shape[0]):
                    over = source[column]
                    alpha = over >> np.uint32(24)
                    if alpha == 255:
                        target[column] = over
                    elif alpha > 0:
                        target[column] = _mixed(over, target[column], alpha)


@compiled("b1[:, ::1](u4[:, ::1], u4[:, ::1], i8, i8, i8, i8, i8, i8)", nogil=True)
def _changed(new, old, across, down, first, above, last, below):  # type: ignore[no-untyped-def]
    """Tell of each square of a box whether two images in the same place differ there."""
    rows, columns = new.shape[0], new.shape[1]
    changed = np.zeros((below - above, last - first), dtype=np.bool_)
    for row in range(rows):
        square = (row + down) // SIDE - above
        for place in range(last - first):
            if changed[square, place]:
                continue
            left = max((first + place) * SIDE - across, 0)
            right = min((first + place + 1) * SIDE - across, columns)
            a, b = new[row, left:right], old[row, left:right]
            differs = np.uint32(0)
            for column in range(a.shape[0]):
                differs |= a[column] ^ b[column]
            changed[square, place] = differs != 0
    return changed


__all__ = ["Blit"]
