"""Light on a map: the sun that shines on a block of land, seen from above."""

import itertools
from typing import Any, cast

import numpy as np
from contourpy import FillType, contour_generator
from manim import VGroup

from gd_math.typing import Floats
from scenes.base.look import Look
from scenes.cast.charts.axes import Plot
from scenes.cast.land.block import SUN, Land
from scenes.cast.marks.lines import Polyline

GRID = 81
STEPS, STRENGTH = 12, 0.042
"""How many sheets lie over each other where the relief is strongest, and how much each one covers."""
LEAST, MOST = 0.06, 0.85
"""The change of light that the first sheet and the last one show, as shares of the greatest possible one."""


class Relief(VGroup):
    """Sheets of the background's colour over a map, where the land turns away from the sun.

    So nothing that is drawn on the map loses contrast. On a light ground it is as if the sun stood opposite.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map; when its view changes, `redraw` is to be called.
    land
        What is shown.
    """

    lint_ignore = frozenset({"grown-to-nothing"})
    """From close by there may be no such slope."""

    def __init__(self, look: Look, plot: Plot, land: Land) -> None:
        super().__init__()
        self.plot, self.land = plot, land
        ground = look.colours.background
        for _ in range(STEPS):
            sheet = Polyline(ground, 0.0, name="relief")
            sheet.set_stroke(width=0.0, opacity=0.0)
            self.add(sheet.set_fill(ground, opacity=STRENGTH))
        self.name = "relief"
        self.redraw()

    def light(self, points: Floats) -> Floats:
        """Return how much more light falls on places ``(..., 2)`` than on level ground, from −1 to 1."""
        land = self.land
        half = max(np.ptp(land.x_range), np.ptp(land.y_range)) / 2
        slopes = np.nan_to_num(land.objective.gradient(points), posinf=0.0, neginf=0.0)
        slopes = slopes * (land.rise_per_height * half)
        sun = SUN / np.linalg.norm(SUN)
        lit = (sun[2] - slopes @ sun[:2]) / np.sqrt(1.0 + (slopes**2).sum(axis=-1))
        more = np.clip(lit, 0.0, None) - sun[2]
        share: Floats = np.where(more < 0.0, more / sun[2], more / (1.0 - sun[2]))
        return share

    def redraw(self) -> None:
        """Cover the view that the map now has."""
        x, y = (np.linspace(*ends, GRID) for ends in (self.plot.x_range, self.plot.y_range))
        shares = -self.light(np.stack(np.meshgrid(x, y), axis=-1))
        generator = contour_generator(x, y, shares, fill_type=FillType.OuterOffset)
        for sheet, least in zip(self, np.linspace(LEAST, MOST, STEPS).tolist(), strict=True):
            polygons, offsets = cast(tuple[list[Floats], list[Any]], generator.filled(least, 2.0))
            cast(Polyline, sheet).set_corners(
                *(
                    self.plot.points_at(polygon[start:end, 0], polygon[start:end, 1])
                    for polygon, places in zip(polygons, offsets, strict=True)
                    for start, end in itertools.pairwise(places)
                )
            )


__all__ = ["Relief"]
