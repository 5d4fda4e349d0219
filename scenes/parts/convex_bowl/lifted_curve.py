"""The graph of a curve on its way to be the section of a bowl."""

import numpy as np
from manim import ValueTracker

from gd_math.objective import Objective
from gd_math.typing import Interval
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.land.terrain import Terrain
from scenes.cast.marks.lines import Polyline
from scenes.cast.moving.following import follow
from scenes.parts.convex_bowl.bowl import Bowl


class LiftedCurve(Polyline):
    """A line that is a plot's graph at first, then the section of a bowl, then turns with its edge.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The axes that it leaves.
    objective, span
        The function of one variable, and where its graph is seen.
    terrain
        The picture of the bowl.
    bowl
        The bowl.

    Attributes
    ----------
    lifted
        How far it has come, from 0 for the graph to 1 for the section.
    """

    def __init__(
        self, look: Look, plot: Plot, objective: Objective, span: Interval, terrain: Terrain, bowl: Bowl
    ) -> None:
        super().__init__(look.colours.loss, STROKES.curve, name="section of the bowl")
        self.plot, self.objective, self.span = plot, objective, span
        self.terrain, self.bowl = terrain, bowl
        self.lifted = ValueTracker(0.0)
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Set every point from the trackers."""
        section = self.terrain.project(self.bowl.profile(float(self.terrain.opened.get_value())))
        lifted = float(self.lifted.get_value())
        if lifted < 1.0:
            x = np.linspace(self.span[1], self.span[0], len(section))
            graph = self.plot.points_at(x, self.objective(x))
            section = graph + lifted * (section - graph)
        self.set_corners(section)


__all__ = ["LiftedCurve"]
