"""Fog over the whole frame but for a clearing with a soft edge: it hides what lies outside altogether."""

import math

import numpy as np
from manim import UP, Circle, VGroup, VMobject, smooth
from manim.typing import Point3D

from gd_math.typing import Floats
from scenes.cast.mountains import SCENERIES, shaded
from scenes.layout import Layout
from scenes.look import Look

RINGS = 16
LAPS = 2
"""How many rings lie over each other everywhere: the more, the less their edges show."""

SOFTNESS = 0.8
"""Width of the soft edge, in units of the clear radius."""

WISPS = (
    (-0.30, 0.04, 3.2, 0.42),
    (0.08, -0.12, 3.6, 0.5),
    (0.30, 0.14, 2.8, 0.4),
)
"""Middle (in frame widths and heights) and half axes (in scene units) of the wisps."""

FIRST_OPENS = 0.35
"""Share of the lifting in which the clearing only grows, before the fog thins."""

WISP = 3 / 255
"""Opacity of one layer of a wisp."""

_CIRCLE = Circle(radius=1.0, num_components=17).points
_INWARDS = _CIRCLE[::-1]


class _Veil(VMobject):
    """A part of the fog; its colours run over the whole frame, whatever its own size."""

    def __init__(self, colours: tuple[str, ...], height: float) -> None:
        super().__init__()
        shaded(self, colours)
        self.height_of_frame = height

    def get_gradient_start_and_end_points(self) -> tuple[Point3D, Point3D]:
        """Return the frame's lower and upper end."""
        end = self.height_of_frame / 2 * UP
        return -end, end

    def cover(self, points: Floats, opacity: float) -> None:
        """Fill other points with another opacity."""
        self.points = points
        self.fill_rgbas[:, 3] = opacity


class _Wisp(VGroup):
    """A streak of thicker fog."""

    drifted = 0.0


class Fog(VGroup):
    """Fog with a clearing: opaque outside, gone inside, soft between.

    One region with a hole covers the frame. Its edge is made of rings that lie over each other `LAPS`
    times, each with the opacity that makes the sum of all a smooth step. So every pixel is painted a few
    times only, and no seam shows.

    Parameters
    ----------
    look
        Theme and language.
    layout
        The frame.
    radius
        Of the clearing: inside it nothing is hidden.
    """

    lint_bleed = True
    lint_backing = True

    def __init__(self, look: Look, layout: Layout, radius: float) -> None:
        super().__init__()
        scenery = SCENERIES[look.theme]
        self.layout, self.radius = layout, radius
        self.clear_radius = radius
        self.opacity = 1.0
        self.far = math.hypot(layout.width, layout.height)
        x, y = layout.width / 2 + 0.1, layout.height / 2 + 0.1
        corners = np.array([(-x, -y, 0.0), (x, -y, 0.0), (x, y, 0.0), (-x, y, 0.0), (-x, -y, 0.0)])
        self.corners = VMobject().set_points_as_corners(corners).points
        self.veil = _Veil(scenery.fog, layout.height)
        self.rings = [_Veil(scenery.fog, layout.height) for _ in range(RINGS)]
        self.wisps = [self._wisp(scenery.wisp, *wisp) for wisp in WISPS]
        self.add(self.veil, *self.rings, *self.wisps)
        self.name = "fog"

    def _wisp(self, colour: str, x: float, y: float, across: float, up: float) -> "_Wisp":
        wisp = _Wisp()
        for share in (1.0, 0.85, 0.7, 0.55, 0.4, 0.25):
            lens = Circle(radius=1.0, stroke_width=0, fill_color=colour, fill_opacity=0.0)
            lens.stretch(share * across, 0).stretch(share * up, 1)
            lens.move_to((x * self.layout.width, y * self.layout.height, 0.0))
            wisp.add(lens)
        return wisp

    def open_at(self, centre: Point3D, lift: float = 0.0, drift: float = 0.0) -> "Fog":
        """Open the clearing around `centre`.

        Parameters
        ----------
        centre
            In scene units, ``(3,)``.
        lift
            From 0, dense, to 1, gone.
        drift
            Where the wisps are on their way.
        """
        opened = lift * lift * (3 - 2 * lift)
        thin = max(lift - FIRST_OPENS, 0.0) / (1 - FIRST_OPENS)
        self.opacity = 1.0 - thin * thin * (3 - 2 * thin)
        self.clear_radius = self.radius * (self.far / self.radius) ** opened
        outer = self.clear_radius * (1 + SOFTNESS)
        if self.opacity <= 0.0:
            for part in (self.veil, *self.rings):
                part.points = np.zeros((0, 3))
        else:
            self._set_rings(np.asarray(centre, dtype=float), outer)
        for phase, wisp in enumerate(self.wisps):
            self._move_wisp(wisp, 0.5 * math.sin(0.35 * drift + 1.7 * phase))
        return self

    def _set_rings(self, centre: Point3D, outer: float) -> None:
        radii = np.linspace(self.clear_radius, outer, RINGS + 1)
        shares = np.array([smooth((i + 0.5) / RINGS) for i in range(RINGS)])
        clear = 1 - self.opacity * np.minimum(shares, 0.995)
        through = np.ones(RINGS)  # what shows through each ring
        for i in range(RINGS):
            through[i] = clear[i] / np.prod(through[max(i - LAPS + 1, 0) : i])
        for i, ring in enumerate(self.rings):
            end = radii[min(i + LAPS, RINGS)]
            ring.cover(np.vstack([centre + end * _CIRCLE, centre + radii[i] * _INWARDS]), 1 - through[i])
        # Where the veil hides everything it may overlap the rings, so that not even a hairline shows between.
        hole = outer - (0.02 if self.opacity == 1.0 else 0.0)
        self.veil.cover(np.vstack([self.corners, centre + hole * _INWARDS]), self.opacity)

    def _move_wisp(self, wisp: "_Wisp", drift: float) -> None:
        wisp.shift((drift - wisp.drifted, 0.0, 0.0))
        wisp.drifted = drift
        for lens in wisp:
            lens.set_fill(opacity=WISP * self.opacity)
