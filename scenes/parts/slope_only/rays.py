"""The way from the origin to each point: a slope of its own, y / x."""

import numpy as np
from manim import ValueTracker

from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.data.data_panel import DataPanel
from scenes.cast.marks.lines import Polyline
from scenes.cast.moving.following import follow
from scenes.cast.moving.one_by_one import one_by_one

OPACITY = 0.7


class Rays(Polyline):
    """Straight ways from the origin to the points, which grow one after another from left to right.

    Parameters
    ----------
    look
        Theme and language.
    panel
        The data.

    Attributes
    ----------
    grown
        From 0 to 1.
    """

    lint_ignore = frozenset({"contrast", "grown-to-nothing"})

    def __init__(self, look: Look, panel: DataPanel) -> None:
        super().__init__(look.colours.data, STROKES.path, opacity=OPACITY, name="rays to the points")
        self.panel, self.grown = panel, ValueTracker(0.0)
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Draw each as far as it has grown."""
        panel = self.panel
        shares = one_by_one(len(panel.data), self.grown.get_value())[panel.rank]
        x, y = shares * panel.data.x, shares * panel.data.y
        origin = panel.plot.at(0.0, 0.0)
        ends = panel.plot.points_at(x, y)
        pieces = [[origin, end] for end, share in zip(ends, shares, strict=True) if share > 0.0]
        self.set_corners(*map(np.array, pieces))


__all__ = ["Rays"]
