"""The valley's length, counted in its widths."""

import numpy as np
from manim import ValueTracker, VGroup

from gd_math.functions.quadratic import Quadratic
from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.lines import Polyline
from scenes.cast.moving.following import follow
from scenes.cast.writing.number_text import significant
from scenes.cast.writing.numbers import LiveNumber, number_width
from scenes.cast.writing.plates import Plate
from scenes.parts.feature_scaling.valley import elongation, half_axes

ACROSS, TICK, ABOVE, AIR = 0.3, 0.1, 0.2, 0.08
"""Share of the time in which the width is measured; half of a mark's length, and the way from a bar's end to
its number, and air around that, in scene units."""


class Measure(VGroup):
    """A bar across a contour, and one along it with a mark at each width and a number that counts them.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map, with units of equal length.
    loss
        The valley.
    height
        Of the contour.

    Attributes
    ----------
    grown
        From 0 to 1 the bars grow.
    """

    def __init__(self, look: Look, plot: Plot, loss: Quadratic, height: float) -> None:
        self.plot, self.middle, self.grown = plot, loss.center, ValueTracker(0.0)
        self.across, self.along = half_axes(loss, height)
        if self.along[0] < 0.0:
            self.along = -self.along
        if self.across[1] < 0.0:
            self.across = -self.across
        self.ratio = elongation(loss)
        self.bars = Polyline(look.colours.ink, STROKES.path, name="length and width")
        self.bars.lint_ignore = frozenset({"grown-to-nothing"})
        self.number_height = CAP_HEIGHT_PER_FONT_SIZE * TYPE.formula
        self.plate = Plate(look.colours.background, 0.8)
        self.number = LiveNumber(
            look, self._text, self._place, anchor="center", colour=look.colours.ink, size=TYPE.formula
        )
        super().__init__(self.bars, self.plate, self.number)
        self.name = "measure"
        follow(self, self.redraw)

    @property
    def counted(self) -> float:
        """How many widths are laid along the valley now."""
        return self.ratio * max(self.grown.get_value() - ACROSS, 0.0) / (1.0 - ACROSS)

    def _text(self) -> str:
        counted = self.counted
        decimals = len(significant(self.ratio).partition(".")[2])
        return f"{counted:.{decimals}f}" if counted else ""

    def _end(self) -> Floats:
        end: Floats = self.middle + (2 * self.counted / self.ratio - 1.0) * self.along
        return end

    def _place(self) -> tuple[float, float, float]:
        x, y, _ = self.plot.at(*(self._end() + self.across).tolist())
        area, half = self.plot.area, number_width(self._text(), TYPE.formula) / 2 + AIR
        x = min(max(x, area.left + half), area.right - half)
        return x, min(y + ABOVE, area.top - ABOVE - self.number_height), 0.0

    def redraw(self) -> None:
        """Set the bars."""
        plot, wide = self.plot, min(self.grown.get_value() / ACROSS, 1.0)
        pieces = []
        if wide:
            low, high = self.middle - self.across, self.middle + (2 * wide - 1) * self.across
            pieces.append(plot.points_at(*np.array([low, high]).T))
        if self.counted:
            pieces.append(plot.points_at(*np.array([self.middle - self.along, self._end()]).T))
            up = plot.at(*self.across.tolist()) - plot.at(0.0, 0.0)
            up = TICK * up / float(np.linalg.norm(up))
            for k in range(int(self.counted) + 1):
                place = plot.at(*(self.middle + (2 * k / self.ratio - 1.0) * self.along).tolist())
                pieces.append(np.array([place - up, place + up]))
        self.bars.set_corners(*pieces)
        self.number.update()
        if not self.counted:
            self.plate.cover(None)
            return
        (x, y, _), half = self._place(), number_width(self._text(), TYPE.formula) / 2 + AIR
        self.plate.cover(Box(x - half, x + half, y - AIR, y + self.number_height + AIR))


__all__ = ["Measure"]
