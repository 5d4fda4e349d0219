"""Images that lie on whole pixels go straight into the frame, without a picture as large as the frame."""

from typing import Any

import numpy as np
import numpy.typing as npt
from manim import Camera
from manim.mobject.types.image_mobject import AbstractImageMobject
from numba import njit

from gd_studio.engine.region import SIDE, Box, Grid, Squares

_NEAREST = 0


class Blit:
    """An image mobject as it looked when it was painted.

    Parameters
    ----------
    image
        A copy of its pixels, RGBA.
    left, top
        The pixel of the frame under its corner.
    box
        What it covers.
    """

    __slots__ = ("box", "image", "left", "top")

    def __init__(self, image: npt.NDArray[np.uint8], left: int, top: int, box: Box) -> None:
        self.image, self.left, self.top, self.box = image, left, top, box

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Blit)
            and (self.left, self.top) == (other.left, other.top)
            and np.array_equal(self.image, other.image)
        )

    __hash__ = None  # type: ignore[assignment]

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
        return cls(image.copy(), left, top, box)

    def difference(self, before: Any) -> list[Box]:
        """Return the boxes outside of which nothing has changed since `before`: squares with other pixels."""
        alike = isinstance(before, Blit) and self.image.shape == before.image.shape
        if not alike or (self.left, self.top) != (before.left, before.top):
            return [self.box, before.box]
        first, above, last, below = self.box
        changed = _changed(self.image, before.image, self.left, self.top, first, above, last, below)
        return [
            (c + first, r + above, c + first + 1, r + above + 1) for r, c in np.argwhere(changed).tolist()
        ]

    def draw(self, pixels: npt.NDArray[np.uint8], dirty: Squares) -> None:
        """Lay the image over the squares of `pixels` that are to be painted."""
        first, above, last, below = self.box
        rows, columns = self.image.shape[:2]
        for row in range(above, below):
            upper = max(row * SIDE - self.top, 0)
            lower = min((row + 1) * SIDE - self.top, rows)
            for column in range(first, last):
                if dirty[row, column]:
                    left = max(column * SIDE - self.left, 0)
                    right = min((column + 1) * SIDE - self.left, columns)
                    _lay(self.image, pixels, upper, lower, left, right, self.top, self.left)


@njit("void(u1[:, :, ::1], u1[:, :, ::1], i8, i8, i8, i8, i8, i8)", nogil=True, cache=True)
def _lay(image, pixels, upper, lower, left, right, down, across):  # type: ignore[no-untyped-def]
    """Composite as Pillow's alpha_composite does, to the last bit, over opaque pixels."""
    for row in range(upper, lower):
        source, target = image[row], pixels[row + down]
        for column in range(left, right):
            alpha = np.uint32(source[column, 3])
            place = column + across
            if alpha == 255:
                target[place, 0] = source[column, 0]
                target[place, 1] = source[column, 1]
                target[place, 2] = source[column, 2]
            elif alpha > 0:
                above = np.uint32(alpha * np.uint32(128))
                below = np.uint32(255 * 128) - above
                for channel in range(3):
                    mixed = np.uint32(
                        source[column, channel] * above + target[place, channel] * below + np.uint32(0x4000)
                    )
                    target[place, channel] = np.uint8(np.uint32((mixed >> 8) + mixed) >> 15)


@njit("b1[:, ::1](u1[:, :, ::1], u1[:, :, ::1], i8, i8, i8, i8, i8, i8)", nogil=True, cache=True)
def _changed(new, old, across, down, first, above, last, below):  # type: ignore[no-untyped-def]
    """Tell of each square of a box whether two images in the same place differ there."""
    rows, columns = new.shape[0], new.shape[1]
    changed = np.zeros((below - above, last - first), dtype=np.bool_)
    for row in range(rows):
        square = (row + down) // SIDE - above
        a, b = new[row], old[row]
        for column in range(columns):
            if (
                a[column, 0] != b[column, 0]
                or a[column, 1] != b[column, 1]
                or a[column, 2] != b[column, 2]
                or a[column, 3] != b[column, 3]
            ):
                changed[square, (column + across) // SIDE - first] = True
    return changed


__all__ = ["Blit"]
