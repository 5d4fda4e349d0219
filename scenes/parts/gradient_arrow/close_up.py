"""The close-up of a part of a land, and the frame on the map that grows to it."""

import numpy as np
from manim import ValueTracker, VGroup

from gd_math.functions.landscapes import height_grid
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.charts.axes import Plot, Range
from scenes.cast.charts.ticks import nice_ticks
from scenes.cast.land.block import Land
from scenes.cast.land.hill_map import HillMap
from scenes.cast.marks.lines import Polyline
from scenes.cast.moving.following import follow

CLOSE_LEVELS = 9
CLOSE_GRID = 61


class CloseUp(HillMap):
    """A small part of a land from above, in the colours that its heights have on the whole land.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for everything.
    land
        The whole land, which gives the colours.
    x_range, y_range
        The part that is shown.
    x_label, y_label
        Translated words for the axes.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        land: Land,
        x_range: Range,
        y_range: Range,
        x_label: str = "x",
        y_label: str = "y",
    ) -> None:
        self._whole = land.lowest, max(land.highest - land.lowest, 1e-300)
        heights = height_grid(land.objective, x_range, y_range, CLOSE_GRID).heights
        heights = heights[np.isfinite(heights)]
        low, high = (float(heights.min()), float(heights.max())) if heights.size else (0.0, 0.0)
        levels = tuple(level for level in nice_ticks(low, high, CLOSE_LEVELS) if low < level < high)
        self._tops = (*levels, high)
        super().__init__(look, box, Land(land.objective, x_range, y_range), levels, x_label, y_label)
        self.name = "close-up"

    def tint(self, share: float) -> str:
        """Return the colour of a band, from 0 for the lowest to 1 for the highest, as on the whole land."""
        lowest, extent = self._whole
        height = self._tops[round(share * (len(self._tops) - 1))]
        return super().tint(float(np.clip((height - lowest) / extent, 0.0, 1.0)))


class Magnifier(VGroup):
    """The frame around a part of a map that grows to the size of its close-up.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    part
        The part `x_range`, `y_range` that is shown close up.
    goal
        Where the close-up is on screen.
    drawn
        Tells how much of the small frame is drawn, from 0 to 1.
    grown
        Tells how far it has grown, from 0 to 1.
    """

    def __init__(
        self,
        look: Look,
        plot: Plot,
        part: tuple[Range, Range],
        goal: Box,
        drawn: ValueTracker,
        grown: ValueTracker,
    ) -> None:
        super().__init__()
        self.drawn, self.grown, self.goal = drawn, grown, goal
        (left, right), (bottom, top) = part
        low, high = plot.at(left, bottom), plot.at(right, top)
        area = plot.area
        self.start = Box(
            max(float(low[0]), area.left),
            min(float(high[0]), area.right),
            max(float(low[1]), area.bottom),
            min(float(high[1]), area.top),
        )
        self.frame = Polyline(look.colours.ink, STROKES.path, name="frame of the close-up")
        self.add(self.frame)
        self.name = "magnifier"
        follow(self, self.redraw)

    @property
    def box(self) -> Box:
        """Return where the frame is now."""
        share = float(self.grown.get_value())
        edges = [
            (1 - share) * getattr(self.start, side) + share * getattr(self.goal, side)
            for side in ("left", "right", "bottom", "top")
        ]
        return Box(*edges)

    def redraw(self) -> None:
        """Draw the frame from its trackers."""
        box, share = self.box, float(self.drawn.get_value())
        if share <= 0.0:
            self.frame.set_corners()
            return
        corners = [(box.left, box.bottom), (box.right, box.bottom), (box.right, box.top), (box.left, box.top)]
        around = np.array([(x, y, 0.0) for x, y in [*corners, corners[0]]])
        lengths = np.hypot(*np.diff(around[:, :2], axis=0).T)
        ends = np.concatenate([[0.0], np.cumsum(lengths)])
        reach = share * ends[-1]
        kept = around[ends < reach]
        tip = [np.interp(reach, ends, around[:, axis]) for axis in range(3)]
        self.frame.set_corners(np.vstack([kept, tip]))


__all__ = ["CloseUp", "Magnifier"]
