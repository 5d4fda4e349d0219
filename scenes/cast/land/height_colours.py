"""Colours for heights whose steps look even to the eye, one ramp for each theme.

The ramps are straight in Oklab's lightness, chroma and hue (Ottosson, "A perceptual color space for image
processing", 2020), and keep away from the orange of paths and the yellow of gradients.
"""

from dataclasses import dataclass

import numpy as np

from gd_math.typing import Floats
from scenes.base.look import Look
from scenes.cast.land.height_field import Single
from scenes.cast.land.rasterising import SHADES

_FROM_LAB = np.array(
    [
        [1.0, 0.3963377774, 0.2158037573],
        [1.0, -0.1055613458, -0.0638541728],
        [1.0, -0.0894841775, -1.2914855480],
    ]
)
_FROM_CONES = np.array(
    [
        [4.0767416621, -3.3077115913, 0.2309699292],
        [-1.2684380046, 2.6097574011, -0.3413193965],
        [-0.0041960863, -0.7034186147, 1.7076147010],
    ]
)


@dataclass(frozen=True, slots=True)
class Ramp:
    """A way through Oklab from the lowest to the highest place.

    Parameters
    ----------
    lightness, chroma, hue
        At the lowest, the middle and the highest place; hue in degrees.
    line
        Red, green, blue of the contour lines, from 0 to 255.
    line_opacity
        From 0 to 1.
    shadow
        How dark a place without any light is: 1 is black, 0 as if it were lit.
    """

    lightness: tuple[float, float, float]
    chroma: tuple[float, float, float]
    hue: tuple[float, float, float]
    line: tuple[float, float, float]
    line_opacity: float
    shadow: float


RAMPS = {
    "dark": Ramp(
        lightness=(0.30, 0.585, 0.87),
        chroma=(0.075, 0.095, 0.055),
        hue=(262.0, 222.0, 185.0),
        line=(235.0, 245.0, 250.0),
        line_opacity=0.42,
        shadow=1.0,
    ),
    "light": Ramp(
        lightness=(0.60, 0.78, 0.96),
        chroma=(0.095, 0.080, 0.028),
        hue=(252.0, 222.0, 190.0),
        line=(15.0, 50.0, 80.0),
        line_opacity=0.34,
        shadow=0.62,
    ),
}


def srgb(lightness: Floats, chroma: Floats, hue: Floats) -> Floats:
    """Return red, green, blue ``(n, 3)`` in [0, 1] for Oklab's lightness, chroma, hue in degrees ``(n,)``.

    >>> srgb(np.array([1.0]), np.array([0.0]), np.array([0.0])).round(3).tolist()
    [[1.0, 1.0, 1.0]]
    """
    angle = np.deg2rad(hue)
    lab = np.stack([lightness, chroma * np.cos(angle), chroma * np.sin(angle)], axis=-1)
    linear = np.clip((lab @ _FROM_LAB.T) ** 3 @ _FROM_CONES.T, 0.0, 1.0)
    encoded: Floats = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return encoded


def height_colours(look: Look) -> Single:
    """Return the colours of heights from the lowest to the highest, 0 to 255, ``(SHADES, 3)``."""
    ramp = RAMPS[look.theme]
    share, knots = np.linspace(0.0, 1.0, SHADES), (0.0, 0.5, 1.0)
    lightness, chroma, hue = (np.interp(share, knots, way) for way in (ramp.lightness, ramp.chroma, ramp.hue))
    return (255 * srgb(lightness, chroma, hue)).astype(np.float32)
