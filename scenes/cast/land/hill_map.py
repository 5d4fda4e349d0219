"""A map of a landscape in the colours of its terrain."""

from collections.abc import Sequence

import numpy as np

from gd_math.functions.landscapes import contour_levels
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import blend, contrast
from scenes.cast.charts.axes import Range
from scenes.cast.charts.ticks import nice_ticks
from scenes.cast.charts.undefined import Undefined
from scenes.cast.land.block import Land
from scenes.cast.land.height_colours import height_colours
from scenes.cast.land.rasterising import SHADES
from scenes.cast.land.relief import Relief
from scenes.cast.maps.contours import ContourPlot, round_levels

CONTRAST = 3.1
"""Of the contour lines with the bands beside them; the bands are as strong as that allows."""


CROWDED = 0.7
"""Evenly spaced levels that leave a larger share of the land in one band give way to unevenly spaced ones."""


def land_levels(land: Land, most: int) -> tuple[float, ...]:
    """Return heights for contours: round and evenly spaced, unless most of the land lies between two."""
    levels = nice_ticks(land.lowest, land.highest, most)
    heights = land.heights[np.isfinite(land.heights)]
    if not heights.size or land.lowest == land.highest:
        return levels
    bands = np.bincount(np.searchsorted(levels, heights), minlength=len(levels) + 1)
    if bands.max() <= CROWDED * heights.size:
        return levels
    return round_levels(contour_levels(heights, most)) or levels


class HillMap(ContourPlot):
    """Contours from above, each band in a tint of the colour of its height in the terrain, in its light.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for everything.
    land
        What is shown.
    levels
        Heights of the contours.
    x_label, y_label
        Translated words for the axes.
    window
        The part of the plane that is shown; all of the land by default.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        land: Land,
        levels: Sequence[float],
        x_label: str,
        y_label: str,
        *,
        window: tuple[Range, Range] | None = None,
    ) -> None:
        self._ramp = height_colours(look)
        self._strength = 1.0
        line, ground = look.colours.loss, look.colours.background
        while (
            min(contrast(line, blend(self._colour(end), ground, self._strength)) for end in (0.0, 1.0))
            < CONTRAST
        ):
            self._strength -= 0.01
        super().__init__(
            look,
            box,
            land.objective,
            *(window or (land.x_range, land.y_range)),
            x_label=x_label,
            y_label=y_label,
            levels=levels,
        )
        self.contours.set_stroke(opacity=1.0)
        self.relief = Relief(look, self, land)
        self.submobjects.insert(self.submobjects.index(self.contours), self.relief)
        self.watch(self.relief.redraw)
        if not self.whole:
            bare = Undefined.on_map(look, self, land.objective)
            self.submobjects.insert(self.submobjects.index(self.contours) + 1, bare)

    def tint(self, share: float) -> str:
        """Return the colour of a height, from 0 for the lowest to 1 for the highest."""
        return blend(self._colour(share), self.look.colours.background, self._strength)

    def _colour(self, share: float) -> str:
        red, green, blue = (round(float(part)) for part in self._ramp[round(share * (SHADES - 1))])
        return f"#{red:02X}{green:02X}{blue:02X}"
