"""The graph of a curve on its way to be the section of a bowl."""

import numpy as np
import numpy.typing as npt
from manim import ValueTracker, VGroup
from manim.typing import Point3D_Array

from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.land.bowl import Bowl
from scenes.cast.land.terrain import Terrain
from scenes.cast.marks.balls import Ball
from scenes.cast.marks.lines import Polyline
from scenes.cast.moving.following import follow
from scenes.parts.convex_bowl.chord_panel import ChordPanel


class LiftedCurve(VGroup):
    """A line that is a graph, then the section of a bowl, then turns with its edge; and a ball on it.

    Parameters
    ----------
    look
        Theme and language.
    panel
        The graph, with two balls: if they have met, one goes with it to the bowl's lowest point.
    terrain
        The picture of the bowl.
    bowl
        The bowl.

    Attributes
    ----------
    lifted
        How far it has come, from 0 for the graph to 1 for the section.
    """

    def __init__(self, look: Look, panel: ChordPanel, terrain: Terrain, bowl: Bowl) -> None:
        self.panel, self.terrain, self.bowl = panel, terrain, bowl
        self.lifted, self.met = ValueTracker(0.0), panel.balls.met
        self.line = Polyline(look.colours.loss, STROKES.curve, name="section of the bowl")
        self.ball = Ball(look, panel.balls.balls[0].radius)
        super().__init__(self.line, self.ball)
        self.name = "curve on its way to a bowl"
        follow(self.line, self._draw)
        follow(self.ball, self._stand)

    def _between(self, x: npt.ArrayLike, place: Point3D_Array) -> Point3D_Array:
        """Return points ``(n, 3)`` on their way from the graph to where they are in the bowl."""
        lifted, across = float(self.lifted.get_value()), np.asarray(x, dtype=np.float64)
        if lifted >= 1.0:
            return place
        graph = self.panel.plot.points_at(across, self.panel.objective(across))
        between: Point3D_Array = graph + lifted * (place - graph)
        return between

    def _draw(self) -> None:
        section = self.terrain.project(self.bowl.profile(float(self.terrain.opened.get_value())))
        low, high = self.panel.span
        self.line.set_corners(self._between(np.linspace(high, low, len(section)), section))

    def _stand(self) -> None:
        if self.met is None:
            self.ball.stand_at(None)
            return
        lowest = self.terrain.project(self.bowl.on_ground(self.bowl.lowest_point))
        self.ball.stand_at(self._between([self.met], lowest[None])[0])


__all__ = ["LiftedCurve"]
