"""A map of a landscape in the colours of its terrain."""

from collections.abc import Sequence

from scenes.cast.height_colours import height_colours
from scenes.cast.height_field import SHADES
from scenes.cast.landscapes import ContourPlot
from scenes.cast.terrain_block import Land
from scenes.layout import Box
from scenes.look import Look
from scenes.theme import blend, contrast

CONTRAST = 3.1
"""Of the contour lines with the bands beside them; the bands are as strong as that allows."""


class HillMap(ContourPlot):
    """Contours from above, each band in a tint of the colour that its height has in the terrain.

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
    """

    def __init__(
        self, look: Look, box: Box, land: Land, levels: Sequence[float], x_label: str, y_label: str
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
            land.x_range,
            land.y_range,
            x_label=x_label,
            y_label=y_label,
            levels=levels,
        )
        self.contours.set_stroke(opacity=1.0)

    def tint(self, share: float) -> str:
        """Return the colour of a height, from 0 for the lowest to 1 for the highest."""
        return blend(self._colour(share), self.look.colours.background, self._strength)

    def _colour(self, share: float) -> str:
        red, green, blue = (round(float(part)) for part in self._ramp[round(share * (SHADES - 1))])
        return f"#{red:02X}{green:02X}{blue:02X}"
