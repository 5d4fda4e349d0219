"""Marks on the axis where balls start."""

import numpy as np
from manim import VGroup, smooth

from scenes.cast.curves.many_balls import HOLE, SEAM, Backing, ManyBalls
from scenes.cast.marks.lines import Dots
from scenes.cast.moving.following import follow

MARK_RADIUS, MARK_SHARE = 0.075, 0.36
"""Radius of a start's mark in scene units, and the most of it as a share of their mean distance."""


class StartMarks(VGroup):
    """A small mark on the x axis for each start; a ring where the ball becomes one.

    Parameters
    ----------
    balls
        Whose starts are marked, as soon as they have been dropped.
    rise
        From the axis up to the marks' middle, in scene units.
    """

    def __init__(self, balls: ManyBalls, rise: float) -> None:
        super().__init__()
        self.balls, self.rise = balls, rise
        colours = balls.look.colours
        x = balls.run.points[0, :, 0]
        low, high = balls.plot.x_range
        self.shown = (x >= low) & (x <= high)
        spacing = balls.plot.area.width / max(balls.balls, 1)
        radius = min(MARK_RADIUS, MARK_SHARE * spacing)
        self.seams = Backing(colours.background, SEAM * radius, name="seams of the starts")
        self.discs = Dots(colours.parameter, radius, name="starts")
        self.holes = Backing(colours.background, HOLE * radius, name="holes")
        self._hole = self.holes.disc.copy()
        self.places = balls.plot.points_at(x, np.full(len(x), balls.plot.y_range[0]))
        self.places[:, 1] += rise
        self.add(self.seams, self.discs, self.holes)
        self.name = "starts"
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Set every point from the balls' trackers."""
        shown = self.shown & (self.balls.fall_shares >= 1.0)
        self.seams.set_places(self.places[shown])
        self.discs.set_places(self.places[shown])
        opening = float(smooth(np.clip(self.balls.revealed.get_value(), 0.0, 1.0)))
        self.holes.disc = self._hole * opening
        self.holes.set_places(self.places[shown & self.balls.hollow & (opening > 0.0)])
