"""The squares on the gaps: their mean is the loss."""

import numpy as np
from manim import ValueTracker
from manim.typing import Point3D_Array

from gd_math.typing import Floats
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.data.data_panel import DataPanel
from scenes.cast.marks.lines import Polyline
from scenes.cast.moving.following import follow

OPACITY, EDGE_OPACITY = 0.13, 0.3
WAVE, SHORTEST_WAVE = 0.1, 2.0
"""How far the wave of squares reaches to each side, as a share of the points and in points."""


class Squares(Polyline):
    """Squares on the gaps: a tint, for the gaps that they stand on carry the meaning.

    Parameters
    ----------
    look
        Theme and language.
    panel
        What has the gaps.

    Attributes
    ----------
    shown
        1 shows the square on every gap, 0 none.
    wave
        From 0 to 1 squares grow and vanish one after another, from left to right.
    """

    lint_ignore = frozenset({"contrast"})

    def __init__(self, look: Look, panel: DataPanel) -> None:
        super().__init__(look.colours.loss, STROKES.hair, opacity=EDGE_OPACITY, name="squares")
        self.set_fill(look.colours.loss, opacity=OPACITY)
        self.panel = panel
        self.shown, self.wave = ValueTracker(0.0), ValueTracker(0.0)
        self.rank = np.argsort(np.argsort(panel.data.x, kind="stable"))
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Set the squares from the gaps and the trackers."""
        self.set_corners(*self._outlines(self.shares()))

    def shares(self) -> Floats:
        """Return how much of the square on each gap has grown, shape (n,)."""
        wave, count = self.wave.get_value(), len(self.rank)
        shares = np.full(count, self.shown.get_value())
        if 0.0 < wave < 1.0:
            reach = max(SHORTEST_WAVE, WAVE * count)
            crest = wave * (count - 1 + 2 * reach) - reach
            shares = np.maximum(shares, 1.0 - np.abs(self.rank - crest) / reach)
        return shares

    def _outlines(self, shares: Floats) -> list[Point3D_Array]:
        """Return a closed square for each gap, on the side with more room, cut at the plot's edges.

        Of a square whose share is below 1 only this part of its width is there: it grows out of its gap.
        """
        area = self.panel.plot.area
        outlines = []
        for (low, high), share in zip(self.panel.gap_ends(), shares, strict=True):
            if share <= 0.0:
                continue
            side = share * abs(high[1] - low[1])
            away = side if low[0] < area.centre[0] else -side
            edge = float(np.clip(low[0] + away, area.left, area.right))
            corners = [(low[0], low[1]), (edge, low[1]), (edge, high[1]), (low[0], high[1]), (low[0], low[1])]
            outlines.append(np.array([(x, y, 0.0) for x, y in corners]))
        return outlines


__all__ = ["Squares"]
