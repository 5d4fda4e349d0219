"""What a shape is painted with: one colour, a gradient, an image; and how colours mix and differ."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from gd_studio.film_lint.shape import Floats

LARGEST_IMAGE = 160
"""Images are looked at with at most about this many pixels a side."""


class Paint(Protocol):
    """Tells colours by place."""

    @property
    def opacity(self) -> float:
        """Return the highest opacity."""
        ...

    def at(self, points: Floats) -> Floats:
        """Return red, green, blue and opacity ``(n, 4)`` in [0, 1] at points ``(n, 2)``."""
        ...


@dataclass(frozen=True, eq=False)
class Flat:
    """One colour, ``rgba (4,)``."""

    rgba: Floats

    @property
    def opacity(self) -> float:
        """Return the opacity."""
        return float(self.rgba[3])

    def at(self, points: Floats) -> Floats:
        """Return the colour for each point."""
        return np.broadcast_to(self.rgba, (len(points), 4))


@dataclass(frozen=True, eq=False)
class Gradient:
    """Colours ``rgbas (k, 4)`` evenly spread from `start` to `end`, points ``(2,)``."""

    rgbas: Floats
    start: Floats
    end: Floats

    @property
    def opacity(self) -> float:
        """Return the highest opacity."""
        return float(self.rgbas[:, 3].max())

    def at(self, points: Floats) -> Floats:
        """Return the colours at points."""
        way = self.end - self.start
        share = (points - self.start) @ way / max(float(way @ way), 1e-12)
        stops = np.linspace(0.0, 1.0, len(self.rgbas))
        return np.stack([np.interp(share, stops, self.rgbas[:, channel]) for channel in range(4)], axis=1)


@dataclass(frozen=True, eq=False)
class Pixels:
    """An image ``(height, width, 4)`` of bytes, stretched from a corner along `across` and `down`."""

    image: npt.NDArray[np.uint8]
    corner: Floats
    across: Floats
    down: Floats

    @classmethod
    def of(cls, image: npt.NDArray[np.integer], corners: Floats) -> "Pixels":
        """Return an image between its corners: upper left, upper right, lower left ``(3, 2)``."""
        stride = max(1, -(-max(image.shape[:2]) // LARGEST_IMAGE))
        small = image[::stride, ::stride].astype(np.uint8)
        return cls(small, corners[0], corners[1] - corners[0], corners[2] - corners[0])

    @property
    def opacity(self) -> float:
        """Return the highest opacity."""
        return float(self.image[..., 3].max()) / 255

    def at(self, points: Floats) -> Floats:
        """Return the colours of the nearest pixels."""
        sides = np.stack([self.across, self.down], axis=1)
        shares = np.linalg.solve(sides, (points - self.corner).T)
        height, width = self.image.shape[:2]
        column = np.clip((shares[0] * width).astype(int), 0, width - 1)
        row = np.clip((shares[1] * height).astype(int), 0, height - 1)
        return np.asarray(self.image[row, column] / 255.0, dtype=np.float64)


def mix(ground: Floats, top: Floats) -> Floats:
    """Return the colours ``(n, 3)`` that show where `top` ``(n, 4)`` lies on `ground` ``(n, 3)``."""
    return ground + top[:, 3:] * (top[:, :3] - ground)


def luminance(colours: Floats) -> Floats:
    """Return the relative luminance (WCAG 2.2) of colours ``(..., 3)`` in [0, 1]."""
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    light: Floats = linear @ np.array([0.2126, 0.7152, 0.0722])
    return light


def contrast(one: Floats, other: Floats) -> Floats:
    """Return the contrast ratios (WCAG 2.2) of colours ``(..., 3)`` in [0, 1]: 1 to 21."""
    lights = np.stack([luminance(one), luminance(other)])
    ratio: Floats = (lights.max(axis=0) + 0.05) / (lights.min(axis=0) + 0.05)
    return ratio
