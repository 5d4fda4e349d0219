"""The slope of a bowl along one parameter: a line that touches its wall there, with its name."""

import numpy as np
from manim import ValueTracker, VGroup

from gd_math.typing import Points
from scenes.base.look import Look
from scenes.base.theme import STROKES, TYPE
from scenes.cast.land.terrain import Terrain
from scenes.cast.marks.lines import Polyline
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.parts.loss_landscape_3d.loss_bowl import LossBowl

REACH, NAME_GAP = 0.4, 0.25
"""To each side of the place, in units of half the bowl's width; from its end to its name."""


class SlopeLine(VGroup):
    """A line that touches the wall at a place, along w or along b, named at its upper end.

    Parameters
    ----------
    look, terrain, bowl
        Theme, and the bowl as it is seen.
    start
        The place ``(2,)``.
    along
        0 for w, 1 for b.

    Attributes
    ----------
    grown
        From 0 to 1 it grows from the place to both sides.
    ends
        Data w, b, height of both ends ``(2, 3)``.
    """

    def __init__(self, look: Look, terrain: Terrain, bowl: LossBowl, start: Points, along: int) -> None:
        self.terrain, self.along, self.grown, name = terrain, along, ValueTracker(0.0), "wb"[along]
        self.line = Polyline(look.colours.gradient, STROKES.curve, name="slope along " + name)
        self.line.lint_ignore = frozenset({"contrast", "grown-to-nothing"})
        self.label = MathFormula(look, paint(look.colours.parameter, name), size=TYPE.formula)
        super().__init__(self.line, self.label)
        way = np.zeros(3)
        way[[along, 2]] = 1.0, float(bowl.objective.gradient(start)[along])
        [self.foot] = foot = bowl.on_ground(start[None])
        way *= REACH / float(np.linalg.norm(np.diff(bowl.place(np.add(foot, [np.zeros(3), way])), axis=0)))
        self.ends = self.foot + np.stack([-way, way])
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Set both ends, and the name beyond the upper one, from the tracker."""
        share = float(self.grown.get_value())
        ends = self.terrain.project(self.foot + share * (self.ends - self.foot))
        self.line.set_corners(ends)
        low, high = ends[np.argsort(ends[:, 1])]
        way = (high - low) / max(float(np.hypot(*(high - low)[:2])), 1e-9)
        self.label.set_fill(opacity=share).move_to(high + NAME_GAP * way)


__all__ = ["SlopeLine"]
