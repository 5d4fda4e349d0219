"""The first step of each walker on a map, as an arrow of true length that the walker follows."""

import numpy as np
from manim import ValueTracker, VMobject

from scenes.base.look import Look
from scenes.cast.charts.axes import Plot
from scenes.cast.land.land_walk import LandWalk
from scenes.cast.moving.following import follow
from scenes.parts.gradient_field.arrow_field import eased, many_arrows

HALO = 5.0
"""Width of the edge that parts a step from the gradient's arrow below it."""


class FirstSteps(VMobject):
    """Step arrows at all starts; they grow together, and shorten as their walkers come to their tips.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    walk
        The walkers; a step that leads off the map, or to where nothing is defined, has no arrow.
    size
        Of shafts and heads; 1 for a large picture.

    Attributes
    ----------
    grown
        Tells how far they have grown, from 0 to 1.
    """

    def __init__(self, look: Look, plot: Plot, walk: LandWalk, size: float) -> None:
        super().__init__(fill_color=look.colours.step, fill_opacity=1.0, stroke_width=0.0)
        self.set_stroke(look.colours.background, width=HALO, background=True)
        run, tracks = walk.tracks.run, walk.tracks
        taken = np.flatnonzero(run.lengths > 1) if tracks.steps else np.zeros(0, dtype=np.intp)
        inside = tracks.land.contains(run.points[: min(tracks.steps, 1) + 1, taken]).all(axis=0)
        self.plot, self.walk, self.grown, self.size = plot, walk, ValueTracker(0.0), size
        self.starts, self.goals = (run.points[step, taken[inside]] for step in (0, min(tracks.steps, 1)))
        self.name = "first steps"
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Set every point from the trackers."""
        time, grown = (float(one.get_value()) for one in (self.walk.clock, self.grown))
        if time >= 1.0 or grown <= 0.0 or not len(self.starts):
            self.points = np.zeros((0, 3))
            return
        starts, goals = (self.plot.points_at(*places.T) for places in (self.starts, self.goals))
        ways = goals - starts
        tips = starts + float(eased(np.array(grown))) * ways
        self.points = many_arrows(starts + time * ways, tips, self.size)


__all__ = ["FirstSteps"]
