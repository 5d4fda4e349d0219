"""Fog over the whole frame but for a clearing with a soft edge: it hides what lies outside altogether."""

import math

import numpy as np
from manim import ManimColor
from manim.typing import Point3D

from gd_math.compiled import compiled
from gd_math.typing import Floats
from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import FRAME_HEIGHT
from scenes.cast.marks.pixel_sheet import PixelSheet
from scenes.parts.blindfolded_hiker.mountains import SCENERIES

SOFTNESS = 0.8
"""Width of the soft edge, in units of the clear radius."""

WISPS = (
    (-0.30, 0.04, 3.2, 0.42),
    (0.08, -0.12, 3.6, 0.5),
    (0.30, 0.14, 2.8, 0.4),
)
"""Middle (in frame widths and heights) and half axes (in scene units) of the wisps."""

WISP = 18 / 255
"""Opacity of the middle of a wisp; it falls evenly to nothing at the rim."""

WAY = 0.5
"""How far a wisp drifts to either side, in scene units."""

BANK, CLOSE = 0.9, 0.8
"""Height of the fog that lies on the ground, in scene units; how much closer than far away it is complete."""

FIRST_OPENS = 0.35
"""Share of the lifting in which the clearing only grows, before the fog thins."""


class Fog(PixelSheet):
    """Fog with a clearing: opaque outside, gone inside, a smooth step between, and wisps before it.

    The opacity at the distance d from the clearing's middle is ``o s((d - r) / (w r))`` with the fog's
    opacity o, the clear radius r, the softness w, and the step ``s(t) = t² (3 - 2 t)`` from 0 to 1.

    Parameters
    ----------
    look
        Theme and language.
    layout
        The frame.
    radius
        Of the clearing: inside it nothing is hidden.
    floor
        Where the fog lies on the ground while the picture is close: below that height, all is hidden.
    """

    lint_bleed = True
    lint_backing = True

    def __init__(self, look: Look, layout: Layout, radius: float, floor: float | None = None) -> None:
        x, y = layout.width / 2, layout.height / 2
        super().__init__(Box(-x, x, -y, y))
        scenery = SCENERIES[look.theme]
        self.radius = self.clear_radius = radius
        self.opacity = 1.0
        self.floor = -y if floor is None else floor
        self.centre: Point3D = np.zeros(3)
        self.far = math.hypot(layout.width, layout.height)
        rows = len(self.pixels)
        colours = np.array([ManimColor(colour).to_rgb() for colour in scenery.fog]) * 255.0
        heights = np.linspace(1.0, 0.0, rows)
        stops = np.linspace(0.0, 1.0, len(colours))
        self._rows = np.stack([np.interp(heights, stops, channel) for channel in colours.T], axis=1)
        self._wisp = np.array(ManimColor(scenery.wisp).to_rgb(), dtype=np.float64) * 255.0
        places = [(x * layout.width, y * layout.height, across, up) for x, y, across, up in WISPS]
        self._wisps = np.array(places)
        self._shown: tuple[float, ...] = ()
        self.name = "fog"

    def open_at(
        self, centre: Point3D, lift: float = 0.0, drift: float = 0.0, closeness: float = 1.0
    ) -> "Fog":
        """Open the clearing around `centre`.

        Parameters
        ----------
        centre
            In scene units, ``(3,)``.
        lift
            From 0, dense, to 1, gone.
        drift
            Where the wisps are on their way.
        closeness
            How many times as large the clearing is as in the whole picture.
        """
        opened = lift * lift * (3 - 2 * lift)
        thin = max(lift - FIRST_OPENS, 0.0) / (1 - FIRST_OPENS)
        self.opacity = 1.0 - thin * thin * (3 - 2 * thin)
        radius = closeness * self.radius
        self.clear_radius = radius * (self.far / radius) ** opened
        self.centre = np.asarray(centre, dtype=np.float64)
        wanted = (*self.centre.tolist(), lift, drift, closeness)
        if wanted == self._shown:
            return self
        self._shown = wanted
        wisps = self._wisps.copy()
        wisps[:, 0] += [WAY * math.sin(0.35 * drift + 1.7 * place) for place in range(len(wisps))]
        (x, y, _), inner = self.in_pixels(self.centre), self.clear_radius * self.unit
        _paint(
            self.pixels.view(np.uint32)[..., 0],
            self._rows,
            np.array([x, y, inner, (1 + SOFTNESS) * inner, self.opacity]),
            self._in_sheet(wisps),
            self._wisp,
            WISP * self.opacity,
            self._bank(min(max(closeness - 1.0, 0.0) / CLOSE, 1.0)),
        )
        return self

    def _bank(self, share: float) -> Floats:
        """Return how much the fog that lies on the ground hides of each row."""
        rows = len(self.pixels)
        heights = FRAME_HEIGHT / 2 - (np.arange(rows) + 0.5) / self.unit
        deep = np.clip((self.floor + BANK - heights) / BANK, 0.0, 1.0)
        hidden: Floats = self.opacity * share * deep**2 * (3.0 - 2.0 * deep)
        return hidden

    def _in_sheet(self, wisps: Floats) -> Floats:
        """Return middles and half axes in pixels."""
        middles = self.in_pixels(np.insert(wisps[:, :2], 2, 0.0, axis=1))[:, :2]
        return np.hstack([middles, wisps[:, 2:] * self.unit])


@compiled("void(u4[::1], f8, f8[::1], f8[::1], f8)", nogil=True)
def _lay_wisp(line, height, place, wisp, strength):  # type: ignore[no-untyped-def]
    """Composite what a wisp covers of a row: brightest in its middle."""
    up = (height - place[1]) / place[3]
    if up * up >= 1.0:
        return
    half, per = place[2] * np.sqrt(1.0 - up * up), 1.0 / place[2]
    red, green, blue = wisp[0], wisp[1], wisp[2]
    for column in range(max(int(place[0] - half), 0), min(int(place[0] + half) + 1, len(line))):
        across = (column + 0.5 - place[0]) * per
        over = strength * max(1.0 - np.sqrt(across * across + up * up), 0.0)
        known = line[column]
        under = np.float64(known >> np.uint32(24)) / 255.0 * (1.0 - over)
        both = over + under
        if both > 0.0:
            share = over / both
            r, g, b = known & np.uint32(255), (known >> np.uint32(8)) & np.uint32(255), known >> np.uint32(16)
            mixed = np.uint32(r + (red - r) * share + 0.5)
            mixed |= np.uint32(g + (green - g) * share + 0.5) << np.uint32(8)
            b = b & np.uint32(255)
            mixed |= np.uint32(b + (blue - b) * share + 0.5) << np.uint32(16)
            line[column] = mixed | (np.uint32(255.0 * both + 0.5) << np.uint32(24))


@compiled("void(u4[:, ::1], f8[:, ::1], f8[::1], f8[:, ::1], f8[::1], f8, f8[::1])", nogil=True)
def _paint(pixels, rows, clearing, wisps, wisp, strength, bank):  # type: ignore[no-untyped-def]
    """Fill rows, open the clearing in them, and lay the wisps over; a pixel is one number, red lowest."""
    x, y, inner, outer, opacity = clearing[0], clearing[1], clearing[2], clearing[3], clearing[4]
    height, width = pixels.shape[0], pixels.shape[1]
    for row in range(height):
        line = pixels[row]
        colour = np.uint32(rows[row, 0] + 0.5)
        colour |= np.uint32(rows[row, 1] + 0.5) << np.uint32(8)
        colour |= np.uint32(rows[row, 2] + 0.5) << np.uint32(16)
        line[:] = colour | (np.uint32(round(255.0 * opacity)) << np.uint32(24))
        down = row + 0.5 - y
        reach, hole = outer * outer - down * down, inner * inner - down * down
        if reach > 0.0:
            half, open_half = np.sqrt(reach), np.sqrt(max(hole, 0.0))
            first, last = max(int(x - half) - 1, 0), min(int(x + half) + 2, width)
            opens, closes = max(int(x - open_half) + 1, first), min(int(x + open_half) - 1, last)
            if closes > opens:
                line[opens:closes] = colour | (np.uint32(255.0 * bank[row] + 0.5) << np.uint32(24))
            else:
                opens = closes = last
            for begin, end in ((first, opens), (closes, last)):
                for column in range(begin, end):
                    away = np.sqrt((column + 0.5 - x) ** 2 + down * down)
                    t = min(max((away - inner) / (outer - inner), 0.0), 1.0)
                    hidden = opacity * t * t * (3.0 - 2.0 * t)
                    hidden += (1.0 - hidden) * bank[row]
                    alpha = np.uint32(255.0 * hidden + 0.5)
                    line[column] = colour | (alpha << np.uint32(24))
        if strength > 0.0:
            for k in range(wisps.shape[0]):
                _lay_wisp(line, row + 0.5, wisps[k], wisp, strength)
